"""Statistics, against the same numbers got by keeping everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from trace_strategies import events, ordinary

from progpack.trace import Counters, Event, Load, Lost, Note, StatisticsCollector, Unload, collect
from progpack.trace.sketch import FrequentNames, Rate
from progpack.trace.statistics import Change, KindCount, LifeBucket, SizeBucket

MINUTE = 60_000_000_000


def load(time_ns: int, number: int | None, size: int = 19, **more: Any) -> Load:
    address = more.pop("address", None if number is None else 64 * number)
    return Load(time_ns, number, more.pop("name", "p"), "program", address, size, **more)


@given(st.lists(events, max_size=40))
def test_sums_are_those_of_the_whole_list(items: list[Event]) -> None:
    seen = collect(items)
    loads = [event for event in items if isinstance(event, Load)]
    unloads = [event for event in items if isinstance(event, Unload)]
    assert seen.events == len(items)
    assert seen.loads == len(loads) == sum(bucket.loads for bucket in seen.sizes)
    assert seen.unloads == len(unloads) == seen.strays + sum(b.count for b in seen.lives)
    assert seen.notes == sum(isinstance(event, Note) for event in items)
    assert seen.lost == sum(event.count for event in items if isinstance(event, Lost))
    times = [event.time_ns for event in items]
    assert (seen.first_ns, seen.last_ns) == (min(times, default=None), max(times, default=None))
    assert seen.kinds == {
        kind: KindCount(
            sum(e.kind == kind for e in loads),
            sum(e.kind == kind for e in unloads),
            sum(e.size for e in loads if e.kind == kind),
            sum(e.chunks for e in loads if e.kind == kind),
        )
        for kind in sorted({e.kind for e in loads} | {e.kind for e in unloads})
    }
    assert sum(bucket.size for bucket in seen.sizes) == sum(e.size for e in loads)
    assert sum(seen.rate.values()) == len(loads)
    names = Counter(e.name for e in loads)
    assert {entry.name: entry.count for entry in seen.top_names} == dict(
        sorted(names.items(), key=lambda item: (-item[1], item[0]))[:20]
    )
    assert seen.names_error == 0


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=20))
def test_every_load_is_in_the_bucket_of_its_chunks(chunks: list[int]) -> None:
    buckets = collect([load(0, n, chunk_bytes=64 * c) for n, c in enumerate(chunks)]).sizes
    for bucket in buckets:
        inside = [c for c in chunks if bucket.first <= c and (bucket.last or c) >= c]
        assert bucket.loads == len(inside) if bucket.last != 0 else chunks.count(0)
    assert all(one.last is not None and one.last < two.first for one, two in pairwise(buckets))


def test_sizes_that_matter_have_buckets_of_their_own() -> None:
    sizes = (0, 19, 40, 41, 104, 105, 309, 2_096_416, 2_112_016)
    assert collect([load(0, n, size) for n, size in enumerate(sizes)]).sizes == (
        SizeBucket(0, 0, 1, 0),
        SizeBucket(1, 1, 2, 59),
        SizeBucket(2, 2, 2, 145),
        SizeBucket(3, 3, 1, 105),
        SizeBucket(5, 8, 1, 309),
        SizeBucket(16385, 32768, 1, 2_096_416),
        SizeBucket(32769, None, 1, 2_112_016),
    )


def test_a_life_is_from_load_to_unload_found_by_address_or_id() -> None:
    seen = collect(
        [
            load(0, 1, address=640),
            load(0, 2),
            load(0, None, address=1280, of=2, sub=1),
            load(5, 3, address=None),
            Unload(1_000_000, 1, None),
            Unload(1_000_001, None, 128),
            Unload(1_000_001, None, 1280),
            Unload(3, 3, None),
            Unload(9, 1, 640),
            Unload(9, None, None),
        ]
    )
    assert seen.lives == (LifeBucket(0, 1_000_000, 2), LifeBucket(1_000_001, 10_000_000, 2))
    assert seen.mean_life_ns == pytest.approx(750_000.5)
    assert (seen.strays, seen.still_live, seen.programs) == (2, 0, 3)


def test_a_place_or_an_id_taken_twice_ends_what_had_it() -> None:
    seen = collect([load(0, 1), load(0, 2), load(1, 1, address=128), Unload(9, 1, 128)])
    assert (seen.replaced, seen.peak_live, seen.still_live, seen.strays) == (2, 2, 0, 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_what_is_live_is_what_a_list_of_everything_says(
    steps: Sequence[tuple[bool, int, int]],
) -> None:
    items: list[Event] = []
    live: list[Load] = []
    peak = peak_chunks = replaced = 0
    for loading, number, place in steps:
        if loading:
            new = load(0, number or None, 100 * number, address=64 * place or None)
            items.append(new)
            named = new.id is not None or new.address is not None
            taken = [
                old
                for old in live
                if (new.address is not None and old.address == new.address)
                or (new.id is not None and old.id == new.id)
            ]
            replaced += len(taken)
            live = [old for old in live if old not in taken] + [new] * named
        else:
            items.append(Unload(0, number or None, 64 * place or None))
            found = [old for old in live if place and old.address == 64 * place]
            found = found or [old for old in live if number and old.id == number]
            live = [old for old in live if old not in found]
        peak = max(peak, len(live))
        peak_chunks = max(peak_chunks, sum(old.chunks for old in live))
    seen = collect(items)
    assert (seen.still_live, seen.peak_live) == (len(live), peak)
    assert (seen.peak_chunks, seen.replaced) == (peak_chunks, replaced)


def test_the_oldest_are_forgotten_when_too_many_are_live() -> None:
    collector = StatisticsCollector(live=100)
    for number in range(1, 1001):
        collector.add(load(0, number, address=None if number % 2 else 64 * number))
    seen = collector.result()
    assert (seen.forgotten, seen.still_live, seen.peak_live) == (900, 100, 100)
    for number in range(1, 1001):
        collector.add(Unload(1, number, None))
    seen = collector.result()
    assert (seen.strays, seen.still_live) == (900, 0)
    assert sum(bucket.count for bucket in seen.lives) == 100


def test_counters_are_followed_from_their_first_to_their_last_value() -> None:
    seen = collect(
        [
            Counters(0, packs=1),
            Counters(1, level2_splits=10, packs=4),
            Counters(2, level2_splits=17, packs=None),
        ]
    )
    assert seen.counters == {"packs": Change(1, 4), "level2_splits": Change(10, 17)}
    assert seen.counters["level2_splits"].delta == 7


def test_loads_per_minute_are_mean_and_busiest() -> None:
    times = [0, 1, MINUTE + 1, MINUTE + 2, MINUTE + 3, 4 * MINUTE]
    seen = collect([load(time, n) for n, time in enumerate(times)])
    assert seen.loads_per_minute == 1.5
    assert seen.busiest_minute == (MINUTE, 3)
    assert seen.rate == {0: 2, MINUTE: 3, 4 * MINUTE: 1}
    assert seen.rate_step_ns == MINUTE


def test_without_events_there_is_nothing_and_no_division_by_nothing() -> None:
    seen = collect([])
    assert (seen.duration_ns, seen.loads_per_minute, seen.mean_life_ns) == (0, None, None)
    assert (seen.busiest_minute, seen.top_names, seen.sizes) == (None, (), ())
    assert collect([load(5, 1)]).loads_per_minute is None


@given(
    names=st.lists(st.integers(0, 30).map(str), max_size=300),
    capacity=st.integers(1, 12),
)
def test_frequent_names_are_never_missed_and_counts_lack_no_more_than_is_said(
    names: list[str], capacity: int
) -> None:
    sketch = FrequentNames(capacity)
    for name in names:
        sketch.add(name, 10)
    kept = {entry.name: entry for entry in sketch.top(capacity)}
    true = Counter(names)
    assert len(kept) <= capacity
    assert sketch.error <= len(names) / (capacity + 1)
    for name, count in true.items():
        found = kept[name].count if name in kept else 0
        assert count - sketch.error <= found <= count
        if name in kept:
            assert kept[name].size >= 10 * found
    if len(true) <= capacity:
        assert sketch.error == 0


@given(
    times=st.lists(st.integers(-500, 5000), min_size=1, max_size=200),
    limit=st.integers(1, 50),
)
@example(times=[0, 0, 10, 20, 20, 20], limit=1)
def test_a_rate_keeps_every_event_in_a_bounded_number_of_intervals(
    times: list[int], limit: int
) -> None:
    rate = Rate(10, limit)
    for time in times:
        rate.add(time)
    counts = rate.counts()
    assert counts == dict(sorted(Counter(t // rate.step_ns * rate.step_ns for t in times).items()))
    assert len(counts) <= max(limit, 2)
    assert rate.busiest is not None
    start, count = rate.busiest
    assert count <= Counter(t // 10 * 10 for t in times)[start]


@given(steps=st.lists(st.integers(0, 30), min_size=1, max_size=200), limit=st.integers(2, 50))
def test_the_busiest_interval_is_exact_while_time_does_not_step_back(
    steps: list[int], limit: int
) -> None:
    rate = Rate(10, limit)
    times = [sum(steps[: index + 1]) for index in range(len(steps))]
    for time in times:
        rate.add(time)
    true = Counter(time // 10 * 10 for time in times)
    assert rate.busiest is not None
    assert rate.busiest[1] == max(true.values()) == true[rate.busiest[0]]


def test_a_long_ordinary_trace_adds_up() -> None:
    items = list(ordinary(20_000))
    seen = collect(items)
    assert seen.strays == seen.replaced == seen.forgotten == 0
    assert seen.loads - seen.unloads == seen.still_live
    assert [entry.name for entry in seen.top_names] != []
    assert sum(entry.count for entry in seen.top_names) == seen.loads
