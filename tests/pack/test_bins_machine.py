"""Our own policies against a naive model: nothing overlaps, nothing is lost, nothing is kept.

The model is a list of booleans for each pack. It does not say which hole a request has to take; it
says which ones there are, and so whether the answer was allowed and whether it was the best.
"""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from progpack.arch import Arch
from progpack.errors import SpanError, UsageError
from progpack.pack import BestFit, Binned, Pack, PackList, Policy, Request, Span, Warm
from progpack.pack.bins import BinnedPack, Bins

EXAMPLES = int(os.environ.get("PROGPACK_PACK_EXAMPLES", "150"))
STEPS = int(os.environ.get("PROGPACK_PACK_STEPS", "60"))
PAGE = 4096


class SmallBest(BestFit):
    """One page, 64 chunks."""

    name = "small-best"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return PAGE * nodes


class SmallBins(Binned):
    """Four pages, 1,024 chunks: some requests go to the high end, some are placed apart."""

    name = "small-bins"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return 4 * PAGE * nodes


class SmallWarm(Warm):
    """One page, 64 chunks."""

    name = "small-warm"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return PAGE * nodes


def holes(taken: list[bool]) -> dict[int, int]:
    """Each free run of a pack: first chunk -> chunks."""
    found: dict[int, int] = {}
    first = None
    for chunk, flag in enumerate([*taken, True]):
        if flag and first is not None:
            found[first] = chunk - first
            first = None
        elif not flag and first is None:
            first = chunk
    return found


def check_bins(index: Bins) -> None:
    """What `Bins` keeps in several places is the same in all of them."""
    runs: dict[int, set[int]] = {}
    for pack in index.packs:
        assert isinstance(pack, BinnedPack)
        assert pack.ends == {first + n: n for first, n in pack.starts.items()}
        for first, n in pack.starts.items():
            runs.setdefault(n, set()).add(pack.base + first)
            # Joined with its neighbours.
            assert first not in pack.ends
    assert {n: set(bin_) for n, bin_ in index._bins.items() if bin_} == runs
    for length in range(1, index.chunks + 1):
        assert bool(index._low[length >> 8] >> (length & 255) & 1) == (length in runs)
    assert [bool(index._top >> row & 1) for row in range(len(index._low))] == list(
        map(bool, index._low)
    )
    waiting = [span for quick in index._quick for span in quick]
    assert index._waiting == sum(span.chunks for span in waiting)


class Machine(RuleBasedStateMachine):
    """Loads and frees in any order."""

    policy: type[Policy] = SmallBins
    nodes = 1

    held = Bundle("held")
    freed = Bundle("freed")

    @initialize()
    def start(self) -> None:
        self.list = PackList(self.policy(), nodes=self.nodes)
        self.unit = self.list.chunk_size
        self.shadow: dict[Pack, list[bool]] = {}
        self.empty = 0

    def note(self, span: Span, rooms: list[int]) -> None:
        """Enter a placed span into the model. ``rooms``: lengths of the holes before."""
        pack = span.pack
        if pack not in self.shadow:
            self.shadow[pack] = [False] * pack.chunks
            if not pack.oversized:
                # Never a new pack, nor one of its own, while there is room.
                assert all(room < span.chunks for room in rooms)
        elif not any(self.shadow[pack]):
            self.empty -= 1
        flags = self.shadow[pack]
        assert span.chunk >= 0
        assert span.chunk + span.chunks <= len(flags)
        assert True not in flags[span.chunk : span.chunk + span.chunks]
        if self.policy is SmallBest and not pack.oversized and rooms:
            enough = [room for room in rooms if room >= span.chunks]
            inside = holes(flags)
            if enough:
                assert inside[span.chunk] == min(enough)
        flags[span.chunk : span.chunk + span.chunks] = [True] * span.chunks

    def rooms(self) -> list[int]:
        return [n for pack, flags in self.shadow.items() for n in holes(flags).values()]

    @rule(target=held, size=st.data())
    def load(self, size: st.DataObject) -> Span:
        edges = [1, self.unit, self.unit + 1, 512, 513, PAGE, self.list.pack_size]
        bytes_ = size.draw(
            st.one_of(
                st.integers(1, 600),
                st.integers(1, self.list.pack_size + PAGE),
                st.sampled_from([*edges, self.list.pack_size + 1]),
            )
        )
        return self.place(bytes_)

    def place(self, size: int) -> Span:
        rooms = self.rooms()
        span = self.list.place(Request(size))
        assert span.chunks * self.unit == span.size >= size
        if span.oversized:
            assert span.size - size < PAGE
            # Either it exceeds a pack, or there is no room and areas are few.
            assert size > self.list.pack_size or all(room < -(-size // self.unit) for room in rooms)
        else:
            assert span.size - size < self.unit
        self.note(span, rooms)
        return span

    @rule(target=held, size=st.integers(1, 3000))
    def load_in_two_steps(self, size: int) -> Span:
        request, rooms = Request(size), self.rooms()
        before = (len(self.list.packs), len(self.list.areas), self.list.chunks_used)
        spot = self.list.find(request)
        assert self.list.find(request) == spot
        assert (len(self.list.packs), len(self.list.areas), self.list.chunks_used) == before
        span = self.list.take(spot, "two steps")
        assert (span.chunk, span.chunks, span.oversized) == (
            spot.chunk if spot.pack else span.chunk,
            spot.chunks,
            spot.oversized,
        )
        if spot.pack is not None:
            assert span.pack is spot.pack
            with pytest.raises(SpanError, match="stale"):
                self.list.take(spot)
        self.note(span, rooms)
        return span

    @rule(target=freed, span=consumes(held))
    def free(self, span: Span) -> Span:
        flags = self.shadow[span.pack]
        assert all(flags[span.chunk : span.chunk + span.chunks])
        flags[span.chunk : span.chunk + span.chunks] = [False] * span.chunks
        keep = not span.oversized and self.empty < self.policy.spare
        gone = self.list.release(span)
        if any(flags):
            assert gone is None
        elif keep:
            assert gone is None
            self.empty += 1
        else:
            assert gone is span.pack
            del self.shadow[span.pack]
        return span

    @rule(target=held, span=consumes(held), keep=st.floats(0, 1))
    def shrink(self, span: Span, keep: float) -> Span:
        before, flags = span.chunks, self.shadow[span.pack]
        wanted = max(1, round(before * keep))
        back = self.list.shrink(span, wanted)
        assert back == (0 if span.oversized else before - wanted)
        assert span.chunks == before - back
        flags[span.chunk + span.chunks : span.chunk + before] = [False] * back
        return span

    @rule(span=freed)
    def free_again(self, span: Span) -> None:
        with pytest.raises(SpanError):
            self.list.release(span)

    @rule(spans=st.lists(consumes(held), min_size=2, max_size=6))
    def free_some(self, spans: list[Span]) -> None:
        for span in spans:
            self.free(span)

    @rule(target=held, size=st.integers(1, 40), times=st.integers(2, 5))
    def load_alike(self, size: int, times: int) -> Span:
        """Small ones of one length, of which all but one go again."""
        spans = [self.place(size * 16) for _ in range(times)]
        for span in spans[1:]:
            self.free(span)
        return spans[0]

    @invariant()
    def accounts(self) -> None:
        packs, areas = self.list.packs, self.list.areas
        assert set(self.shadow) == {*packs, *areas}
        assert self.list.chunks_total == sum(map(len, self.shadow.values()))
        assert self.list.chunks_used == sum(flags.count(True) for flags in self.shadow.values())
        for pack, flags in self.shadow.items():
            assert pack.used == flags.count(True)
        assert sum(not any(flags) for flags in self.shadow.values()) == self.empty
        assert self.empty <= self.policy.spare

    @invariant()
    def inside(self) -> None:
        """Looking joins what waits for it, and so is done only now and then."""
        if self.list.chunks_used % 3:
            return
        for pack, flags in self.shadow.items():
            assert dict(pack.bitmap.holes()) == holes(flags)
            assert pack.bitmap.used == pack.used
        if isinstance(self.list._index, Bins):
            check_bins(self.list._index)


@pytest.mark.parametrize("nodes", [1, 2])
@pytest.mark.parametrize("policy", [SmallBest, SmallBins, SmallWarm])
def test_every_sequence_is_placed_soundly(policy: type[Policy], nodes: int) -> None:
    machine = type("Case", (Machine,), {"policy": policy, "nodes": nodes})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            # What is freed must be there: many steps have nothing to do, in some seeds most.
            suppress_health_check=[HealthCheck.filter_too_much],
        ),
    )


def churn(packs: PackList, seed: int, steps: int, live: int) -> list[Span]:
    draw = random.Random(seed)
    held: list[Span] = []
    for _ in range(steps):
        if len(held) > live:
            packs.release(held.pop(draw.randrange(len(held))))
        held.append(packs.place(Request(min(int(draw.lognormvariate(6.4, 1.5)) + 16, 1 << 18))))
    return held


def test_a_long_churn_of_real_packs_leaves_nothing_behind() -> None:
    packs = PackList("bins")
    held = churn(packs, 1, 30_000, 5_000)
    assert isinstance(packs._index, Bins)
    for pack in packs.packs:
        assert pack.bitmap.used == pack.used
    wanted = sum(-(-span.request.size // 16) for span in held if not span.oversized)
    assert wanted == sum(pack.used for pack in packs.packs)
    random.Random(2).shuffle(held)
    for span in held:
        packs.release(span)
    assert (packs.packs, packs.areas, packs.chunks_used, packs.chunks_total) == ((), (), 0, 0)
    check_bins(packs._index)
    # Nothing of the old packs may come back.
    assert packs.place(Request(10)).pack.number > 0


def test_bins_are_denser_than_first_fit() -> None:
    """On the same churn: what is reserved for what was asked for."""
    reserved = {}
    for policy in ("pack", "best-fit", "bins"):
        packs = PackList(policy)
        churn(packs, 3, 40_000, 20_000)
        reserved[policy] = packs.chunks_total * packs.chunk_size
    assert reserved["bins"] <= reserved["best-fit"] <= reserved["pack"]


def test_a_large_program_that_finds_no_room_in_many_packs_is_placed_apart() -> None:
    packs = PackList(SmallBins())
    full = [packs.place(Request(packs.pack_size)) for _ in range(40)]
    assert len(packs.packs) == 40
    size = (packs.pack_size >> 5) + 1
    apart = packs.place(Request(size))
    assert apart.oversized
    assert apart.size == PAGE
    assert len(packs.packs) == 40
    # Only as long as areas are a 64th of the packs.
    assert not [packs.place(Request(size)) for _ in range(4)][-1].oversized
    assert packs.release(apart) is apart.pack
    for span in full:
        packs.release(span)


def test_small_programs_are_never_placed_apart() -> None:
    packs = PackList(SmallBins())
    for _ in range(40):
        packs.place(Request(packs.pack_size))
    assert not packs.place(Request(packs.pack_size >> 5)).oversized
    assert len(packs.packs) == 41


def test_no_run_of_no_chunks_is_between_neighbours_in_a_list_that_is_made_again() -> None:
    packs = PackList(SmallBins())
    spans = [packs.place(Request(2 * 16)) for _ in range(3)]
    packs.rebuild()
    check_bins(packs._index)  # type: ignore[arg-type]
    assert packs.packs[0].used == sum(span.chunks for span in spans) == 6


def test_an_adopted_run_that_is_large_is_found_by_each_of_its_chunks() -> None:
    packs = PackList("pack")
    (span,) = packs.adopt([(3, 200)])
    assert all(span.pack.span_at(chunk) is span for chunk in range(3, 203))


def test_adopted_runs_are_taken_and_the_rest_is_free() -> None:
    packs = PackList(SmallBins())
    one, two = packs.adopt([(100, 28), (5, 3)], name="before")
    assert dict(packs.packs[0].bitmap.holes()) == {0: 5, 8: 92, 128: 896}
    assert (one.chunk, one.size, two.request.size) == (100, 28 * 16, 48)
    assert packs.place(Request(80)).chunk == 0
    packs.release(one)
    assert packs.release(two) is None
    with pytest.raises(UsageError, match="chunks 3 to 6 are not all free"):
        packs.adopt([(0, 4), (3, 4)])
    with pytest.raises(UsageError, match="not all free"):
        packs.adopt([(1020, 5)])
    assert len(packs.packs) == 1
    check_bins(packs._index)  # type: ignore[arg-type]


def test_chunks_must_divide_a_page() -> None:
    class Odd(Binned):
        name = "odd-chunks"
        chunk_size = 48

    with pytest.raises(UsageError, match="48 bytes do not divide"):
        PackList(Odd())


def test_a_warm_list_keeps_one_empty_pack_and_uses_it_again() -> None:
    packs = PackList("warm")
    one = packs.place(Request(packs.pack_size))
    two = packs.place(Request(packs.pack_size))
    assert packs.release(one) is None
    assert packs.release(two) is two.pack
    assert packs.packs == (one.pack,)
    assert packs.place(Request(64)).pack is one.pack
    other = packs.place(Request(packs.pack_size))
    assert packs.release(other) is None


def test_a_run_that_waits_to_be_joined_is_taken_where_it_begins() -> None:
    packs = PackList(SmallBins())
    spans = [packs.place(Request(4 * 16)) for _ in range(3)]
    pack, chunk = spans[1].pack, spans[1].chunk
    packs.release(spans[1])
    packs._index.take(pack, chunk, 4)
    with pytest.raises(ValueError, match="free"):
        packs._index.take(pack, chunk, 1)
    check_bins(packs._index)  # type: ignore[arg-type]


def test_runs_that_wait_are_joined_where_chunks_of_several_are_taken() -> None:
    for first, count in ((0, 12), (0, 5), (4, 8), (1, 10), (3, 1), (7, 5)):
        packs = PackList(SmallBins())
        spans = [packs.place(Request(4 * 16)) for _ in range(4)]
        pack, used = spans[0].pack, spans[0].pack.used
        for span in spans[:3]:
            packs.release(span)
        assert pack.used == used - 12
        packs._index.take(pack, spans[0].chunk + first, count)
        assert pack.used == used - 12 + count
        check_free(packs, pack, [*range(first), *range(first + count, 12)], spans[0].chunk)


def check_free(packs: PackList, pack: Pack, free: list[int], start: int) -> None:
    """Just these chunks of the first 12 from ``start`` on can still be taken."""
    for chunk in range(12):
        if chunk in free:
            packs._index.take(pack, start + chunk, 1)
        else:
            with pytest.raises(ValueError, match="free"):
                packs._index.take(pack, start + chunk, 1)


def test_one_chunk_after_another_is_taken_from_what_waits() -> None:
    """Each of a few spans that wait, by `find` and `take`: what is used is counted each time."""
    packs = PackList(SmallBins())
    spans = [packs.place(Request(2 * 16)) for _ in range(5)]
    pack = spans[0].pack
    for span in spans[1:4]:
        packs.release(span)
    for used in (6, 8, 10):
        spot = packs.find(Request(2 * 16))
        span = packs.take(spot)
        assert pack.used == used
        assert span.chunk == spot.chunk
    check_bins(packs._index)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["bins", "bins-64", "pack"])
def test_large_spans_are_found_by_each_of_their_chunks(name: str) -> None:
    chance = random.Random(name)
    packs = PackList(name)
    shadow: dict[tuple[Pack, int], Span] = {}
    held: list[Span] = []
    for _ in range(400):
        if held and chance.random() < 0.4:
            span = held.pop(chance.randrange(len(held)))
            kept = chance.choice([0, span.chunks // 2])
            for chunk in range(span.chunk + kept, span.chunk + span.chunks):
                del shadow[span.pack, chunk]
            if kept:
                packs.shrink(span, kept)
                held.append(span)
            else:
                packs.release(span)
        else:
            size = chance.choice([1, 62, 63, 64, 65, 127, 128, 129, 700]) * packs.chunk_size
            span = packs.place(Request(size))
            held.append(span)
            chunks = range(span.chunk, span.chunk + span.chunks)
            shadow.update(((span.pack, chunk), span) for chunk in chunks)
        for pack in packs.packs:
            for chunk in (*range(260), chance.randrange(pack.chunks), pack.chunks - 1):
                assert pack.span_at(chunk) is shadow.get((pack, chunk))


def test_what_waits_is_joined_before_there_is_no_room() -> None:
    packs = PackList(SmallBins())
    large = packs.place(Request(packs.pack_size - 16 * 8))
    spans = [packs.place(Request(2 * 16)) for _ in range(4)]
    assert len(packs.packs) == 1
    for span in spans:
        packs.release(span)
    # Four of two chunks wait, and no run is free: eight chunks are, side by side.
    spot = packs.find(Request(8 * 16))
    assert (spot.pack, spot.chunk) == (large.pack, min(span.chunk for span in spans))
    assert packs.find(Request(9 * 16)).pack is None
    assert packs.place(Request(8 * 16)).chunk == spot.chunk
