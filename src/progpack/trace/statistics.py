"""Statistics of a trace. The stream is read once; memory does not grow with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final

from progpack.pack.constants import CHUNK_SHIFT, PACK_UNIT, chunks_of
from progpack.trace.events import Counters, Event, Load, Lost, Note, Unload
from progpack.trace.live import AROUND, PROGRAMS, LiveTable
from progpack.trace.sketch import FrequentNames, NameCount, Rate

__all__ = [
    "Change",
    "KindCount",
    "LifeBucket",
    "SizeBucket",
    "Statistics",
    "StatisticsCollector",
    "collect",
]

_MINUTE: Final = 60_000_000_000
_NAMES, _TOP = 4096, 20
# What is loaded and not unloaded is remembered by address and by id; beyond this, the oldest is
# forgotten. A program of two functions takes two.
_LIVE: Final = 131_072
_PACK: Final = chunks_of(PACK_UNIT)
_NO_TIME: Final = 1 << 64

# Last chunk count of each bucket. Up to four chunks each is a program size of its own: probes,
# filters of a cgroup, small tracing programs. The last whole bucket is a pack of one node.
_SIZES: Final = (0, 1, 2, 3, 4, *(1 << n for n in range(3, _PACK.bit_length())))

_LIVES: Final = (
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    _MINUTE,
    10 * _MINUTE,
    60 * _MINUTE,
    24 * 60 * _MINUTE,
)


@dataclass(frozen=True, slots=True)
class KindCount:
    """Events of one kind.

    Attributes:
        loads: images that were placed.
        unloads: images that went.
        size: bytes of machine code of the loads.
        chunks: chunks of the loads (`Load.chunks`).
    """

    loads: int
    unloads: int
    size: int
    chunks: int


@dataclass(frozen=True, slots=True)
class SizeBucket:
    """Loads by chunks that they take.

    Attributes:
        first: fewest chunks; 0 to 0 is without machine code.
        last: most chunks; None: more than a pack has.
        loads: how many.
        size: bytes of machine code in them.
    """

    first: int
    last: int | None
    loads: int
    size: int


@dataclass(frozen=True, slots=True)
class LifeBucket:
    """Images by the time from load to unload.

    Attributes:
        first_ns: shortest, nanoseconds.
        last_ns: longest; None: there is no bound.
        count: how many.
    """

    first_ns: int
    last_ns: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """A counter over the trace: its first and its last known value."""

    first: int
    last: int

    @property
    def delta(self) -> int:
        """The growth from the first value to the last."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Statistics:
    """A trace in numbers.

    Attributes:
        events: records but for the header.
        loads: images that were placed.
        unloads: images that went.
        programs: programs among the loads: functions after the first are not counted again.
        notes: remarks.
        lost: events that the recorder says it lost.
        first_ns: earliest time; None without events.
        last_ns: latest time.
        kinds: kind -> its counts, for kinds that occur.
        sizes: loads by chunks, empty buckets left out.
        lives: images that went, by life time, empty buckets left out.
        mean_life_ns: mean life of those; None without any.
        peak_live: most images that were loaded at one time.
        peak_chunks: most chunks that they took at one time.
        still_live: images that were loaded and did not go.
        strays: unloads of what was never seen to load.
        replaced: loads at an address or of an id that was taken: an unload went unseen.
        forgotten: images whose load was forgotten, because too many were live; their unloads are
            among ``strays``.
        busiest_minute: (its start in nanoseconds, loads); None without loads.
        rate_step_ns: nanoseconds of an interval of ``rate``: a minute or more.
        rate: start of an interval -> loads in it, empty intervals left out.
        top_names: the most frequent names of loads.
        names_error: what each count there may lack; 0: all are exact.
        counters: name of a counter -> its first and last value, for those that were read.
    """

    events: int
    loads: int
    unloads: int
    programs: int
    notes: int
    lost: int
    first_ns: int | None
    last_ns: int | None
    kinds: Mapping[str, KindCount]
    sizes: tuple[SizeBucket, ...]
    lives: tuple[LifeBucket, ...]
    mean_life_ns: float | None
    peak_live: int
    peak_chunks: int
    still_live: int
    strays: int
    replaced: int
    forgotten: int
    busiest_minute: tuple[int, int] | None
    rate_step_ns: int
    rate: Mapping[int, int]
    top_names: tuple[NameCount, ...]
    names_error: int
    counters: Mapping[str, Change]

    @property
    def duration_ns(self) -> int:
        """Nanoseconds from the earliest to the latest time."""
        if self.first_ns is None or self.last_ns is None:
            return 0
        return self.last_ns - self.first_ns

    @property
    def loads_per_minute(self) -> float | None:
        """Mean over the whole trace; None when it has no duration."""
        return self.loads * _MINUTE / self.duration_ns if self.duration_ns else None


class StatisticsCollector:
    """Adds up events, one at a time.

    Args:
        live: images that are remembered until they go; beyond that the oldest is forgotten.
        names: different names of loads that are counted exactly.
    """

    def __init__(self, *, live: int = _LIVE, names: int = _NAMES) -> None:
        self._others = self._programs = self._notes = self._lost = 0
        # Beyond any time, until there is one.
        self._first, self._last = _NO_TIME, -_NO_TIME
        # Kind -> loads, unloads, bytes, chunks.
        self._kinds: dict[str, list[int]] = {}
        self._sizes = [[0, 0] for _ in range(len(_SIZES) + 1)]
        self._lives = [0] * (len(_LIVES) + 1)
        self._life = 0
        self._strays = 0
        self._live = LiveTable(live)
        self._peak = self._peak_chunks = 0
        self._rate = Rate(_MINUTE, 1440)
        self._names = FrequentNames(names)
        self._named = self._names.counted
        self._counters: dict[str, Change] = {}

    def add(self, event: Event) -> None:
        """Count one event."""
        if isinstance(event, Load):
            self.load(event)
        elif isinstance(event, Unload):
            self.unload(event)
        else:
            self.other(event)

    def load(self, load: Load) -> list[Load]:
        """Count a load; the loads at whose address or id it is, which must be gone."""
        # Without calls where there are two ways: traces have millions of loads.
        time_ns = load.time_ns
        if time_ns > self._last:
            self._last = time_ns
        if time_ns < self._first:
            self._first = time_ns
        size = load.size
        if load.chunk_bytes is None and size and load.kind in PROGRAMS:
            chunks = (size + AROUND) >> CHUNK_SHIFT
        else:
            chunks = load.chunks
        kind = self._kinds.get(load.kind) or self._kinds.setdefault(load.kind, [0, 0, 0, 0])
        kind[0] += 1
        kind[2] += size
        kind[3] += chunks
        if not load.sub and load.kind in PROGRAMS:
            self._programs += 1
        bucket = self._sizes[bisect_left(_SIZES, chunks)]
        bucket[0] += 1
        bucket[1] += size
        named = self._named(load.name)
        if named is None:
            self._names.add(load.name, size)
        else:
            named[0] += 1
            named[1] += size
        rate = self._rate
        if rate.low <= time_ns < rate.high:
            rate.pending += 1
        else:
            rate.add(time_ns)
        live = self._live
        replaced = live.add(load, chunks)
        if live.count > self._peak:
            self._peak = live.count
        if live.chunks > self._peak_chunks:
            self._peak_chunks = live.chunks
        return replaced

    def unload(self, unload: Unload) -> Load | None:
        """Count an unload; the load that it ends, None when none is known."""
        time_ns = unload.time_ns
        if time_ns > self._last:
            self._last = time_ns
        if time_ns < self._first:
            self._first = time_ns
        kind = self._kinds.get(unload.kind) or self._kinds.setdefault(unload.kind, [0, 0, 0, 0])
        kind[1] += 1
        live = self._live.remove(unload)
        if live is None:
            self._strays += 1
            return None
        life = time_ns - live.time_ns
        if life < 0:
            # Two CPUs' clocks may disagree.
            life = 0
        self._lives[bisect_left(_LIVES, life)] += 1
        self._life += life
        return live

    def other(self, event: Event) -> None:
        """Count an event that is neither a load nor an unload."""
        self._others += 1
        self._clock(event.time_ns)
        if isinstance(event, Counters):
            self._read(event)
        elif isinstance(event, Lost):
            self._lost += event.count
        elif isinstance(event, Note):
            self._notes += 1

    def _clock(self, time_ns: int) -> None:
        if time_ns > self._last:
            self._last = time_ns
        if time_ns < self._first:
            self._first = time_ns

    def _read(self, counters: Counters) -> None:
        for field in fields(counters):
            value = getattr(counters, field.name)
            if value is not None and field.name != "time_ns":
                seen = self._counters.get(field.name)
                self._counters[field.name] = Change(seen.first if seen else value, value)

    def result(self) -> Statistics:
        """Return the statistics of the events counted so far."""
        gone = sum(self._lives)
        loads = sum(counts[0] for counts in self._kinds.values())
        unloads = sum(counts[1] for counts in self._kinds.values())
        events = loads + unloads + self._others
        return Statistics(
            events=events,
            loads=loads,
            unloads=unloads,
            programs=self._programs,
            notes=self._notes,
            lost=self._lost,
            first_ns=self._first if events else None,
            last_ns=self._last if events else None,
            kinds={kind: KindCount(*self._kinds[kind]) for kind in sorted(self._kinds)},
            sizes=tuple(self._size_buckets()),
            lives=tuple(self._life_buckets()),
            mean_life_ns=self._life / gone if gone else None,
            peak_live=self._peak,
            peak_chunks=self._peak_chunks,
            still_live=self._live.count,
            strays=self._strays,
            replaced=self._live.replaced,
            forgotten=self._live.forgotten,
            busiest_minute=self._rate.busiest,
            rate_step_ns=self._rate.step_ns,
            rate=self._rate.counts(),
            top_names=self._names.top(_TOP),
            names_error=self._names.error,
            counters=dict(self._counters),
        )

    def _size_buckets(self) -> Iterable[SizeBucket]:
        first = 0
        for last, (loads, size) in zip((*_SIZES, None), self._sizes, strict=True):
            if loads:
                yield SizeBucket(first, last, loads, size)
            first = 0 if last is None else last + 1

    def _life_buckets(self) -> Iterable[LifeBucket]:
        first = 0
        for last, count in zip((*_LIVES, None), self._lives, strict=True):
            if count:
                yield LifeBucket(first, last, count)
            first = 0 if last is None else last + 1


def collect(events: Iterable[Event]) -> Statistics:
    """Count events: of a trace, or of anything that yields them."""
    collector = StatisticsCollector()
    for event in events:
        collector.add(event)
    return collector.result()
