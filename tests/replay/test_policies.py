"""Policies that only a replay can have: what they know, and what they are good for."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import ObjectError, ProgpackError
from progpack.pack import Bitmap, PackList, Request
from progpack.pack import policies as registered
from progpack.replay import replay
from progpack.replay.lifetimes import NEVER, Lifetimes
from progpack.replay.policies import DirtyChunks, DirtyCpus, Oracle, get, names
from progpack.trace import Event, Load, Synthesis, Unload
from tests.replay.fake import FakeKernel

pytestmark = pytest.mark.usefixtures("fake")


def test_all_policies_are_known_by_their_names() -> None:
    assert len(set(names())) == len(names())
    assert set(registered.names()) < set(names())
    for name in names():
        policy = get(name)
        assert policy.name == name
        assert policy.description
        assert policy.source


# Life times.


@pytest.mark.parametrize("kind", ["ci", "tracing-multi", "sockex1", "fleet"])
@pytest.mark.parametrize("loads", [1, 100, 9000, 20_000])
def test_life_times_are_those_of_the_trace(kind: str, loads: int) -> None:
    made = Synthesis(kind, loads, 1)
    ends: dict[int, int] = {}
    order = []
    for event in made:
        if isinstance(event, Load):
            assert event.address is not None
            order.append(event.address)
            ends[event.address] = NEVER
        elif isinstance(event, Unload):
            assert event.address is not None
            ends[event.address] = event.time_ns
    with Lifetimes.of(made) as lives:
        assert [lives.next() for _ in order] == [ends[address] for address in order]


def test_an_image_in_the_place_of_another_ends_it() -> None:
    events = [Load(1, 1, "a", "program", 64, 9), Load(5, 2, "b", "program", 64, 9)]
    with Lifetimes.of(events) as lives:
        assert [lives.next(), lives.next()] == [5, NEVER]


def test_what_can_go_wrong_in_the_first_pass_is_said() -> None:
    class Broken:
        def __iter__(self) -> Iterator[Event]:
            yield Load(1, 1, "a", "program", 64, 9)
            raise ObjectError("broken")

    with pytest.raises(ObjectError, match="broken"):
        replay(Broken(), ["oracle"])


# The oracle.


def waves(seed: int) -> list[Event]:
    """Short and long lives in turn: first fit leaves every pack with something in it."""
    dice = random.Random(seed)
    events: list[Event] = []
    for number in range(6000):
        time_ns = number * 1000
        place = 64 * (number + 1)
        events.append(Load(time_ns, number, "p", "program", place, 2000))
        life = 50_000_000 if dice.random() < 0.05 else 2_000_000
        events.append(Unload(time_ns + life, number, place))
    return sorted(events, key=lambda event: event.time_ns)


@pytest.mark.parametrize("seed", range(3))
def test_knowing_the_future_needs_no_more_packs(seed: int) -> None:
    result = replay(waves(seed), ["pack", "oracle"])
    pack, oracle = (sum(sample.totals.packs for sample in run.series) for run in result.policies)
    assert oracle < pack
    assert result.policies[1].end.packs <= result.policies[0].end.packs


def test_the_bound_holds_for_every_policy() -> None:
    trace = Synthesis("tracing-multi", 60_000, 1)
    result = replay(trace, ["pack", "oracle"])
    bound = result.policy("oracle").notes[1]
    # 55,229 images: what they take together is the same for all.
    most = max(sample.totals.placed_bytes for sample in result.policy("pack").series)
    least = int(bound.partition("fewer than ")[2].split()[0])
    assert least >= -(-most // (2 << 20)) > 1
    for run in result.policies:
        assert run.end.packs_peak >= least
    assert f"had {result.policy('oracle').end.packs_peak:,}." in bound


def test_without_a_replay_it_knows_nothing() -> None:
    with pytest.raises(ProgpackError, match="knows the future only in a replay"):
        PackList(Oracle()).place(Request(64))


def test_it_takes_what_was_there_before_for_eternal() -> None:
    policy = Oracle()
    packs = PackList(policy)
    packs.adopt([(0, 25)])
    policy.expect(1000)
    assert packs.place(Request(64)).chunk == 25


# Clean and dirty chunks.


class Shadow:
    """Which chunks have been free since the last flush, chunk by chunk."""

    def __init__(self) -> None:
        self.packs = PackList(DirtyChunks())
        self.clean: set[tuple[int, int]] = set()
        self.live: list[object] = []

    def load(self, size: int, classic: bool) -> None:
        flushes = self.packs.flushes
        span = self.packs.place(Request(size, classic))
        chunks = {(span.pack.number, span.chunk + i) for i in range(span.chunks)}
        flush = classic and not chunks <= self.clean
        assert self.packs.flushes - flushes == flush
        if flush:
            self.clean = {
                (pack.number, at + i)
                for pack in self.packs.packs
                for at, n in pack.bitmap.holes()
                for i in range(n)
            }
        self.clean -= chunks
        self.live.append(span)

    def unload(self, index: int) -> None:
        self.packs.release(self.live.pop(index % len(self.live)))  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 400_000), st.booleans(), st.integers(0, 99)), max_size=40))
def test_a_flush_is_for_a_chunk_that_is_not_clean(steps: list[tuple[int, bool, int]]) -> None:
    shadow = Shadow()
    for size, classic, other in steps:
        if size % 3 == 0 and shadow.live:
            shadow.unload(other)
        else:
            shadow.load(size + 1, classic)


def test_classic_programs_are_flushed_for_less_often() -> None:
    result = replay(Synthesis("containers", 5000, 1), ["pack-dirty", "pack-dirty-chunk"])
    packs, chunks = (run.end.ibpb_flushes for run in result.policies)
    assert 0 < chunks < packs


def test_others_spare_clean_chunks() -> None:
    packs = PackList(DirtyChunks())
    old = packs.place(Request(640))
    packs.place(Request(64))
    flushed = packs.place(Request(64, True))
    assert (flushed.chunk, packs.flushes) == (11, 1)
    packs.release(old)
    # Chunks 0 to 9 are not clean: for others. What is behind is clean: for classic programs.
    assert packs.place(Request(64, True)).chunk == 12
    assert packs.place(Request(64)).chunk == 0
    assert packs.place(Request(640)).chunk == 13
    assert packs.flushes == 1


@given(st.binary(min_size=20, max_size=20), st.binary(min_size=20, max_size=20), st.integers(1, 20))
def test_a_run_apart_is_the_lowest(taken: bytes, apart: bytes, n: int) -> None:
    bits = Bitmap(20)
    marks = bytes(byte & 1 for byte in apart)
    for at, byte in enumerate(taken):
        if byte & 1:
            bits.set(at, 1)
    free = [not (a & 1) and not b for a, b in zip(taken, marks, strict=True)]
    runs = [at for at in range(21 - n) if all(free[at : at + n])]
    assert bits.find_run_apart(n, marks) == (runs[0] if runs else None)
    assert list(bits.free_map()) == [1 - (byte & 1) for byte in taken]
    with pytest.raises(ValueError, match="at least one"):
        bits.find_run_apart(0, marks)


# Some CPUs only.


def test_only_cpus_that_ran_something_are_flushed(fake: list[FakeKernel]) -> None:
    events: list[Event] = [
        Load(0, None, "", "classic", 64, 100),
        Load(1, 9, "p", "program", 640, 100),
        # 100 ms: eleven CPUs of sixteen.
        Unload(100_000_000, None, 64, kind="classic"),
        Load(100_000_001, None, "", "classic", 128, 100),
    ]
    result = replay(events, ["pack-dirty", "pack-dirty-cpus"], "x86_64:8G,cpus=16")
    assert [run.end.ibpb_flushes for run in result.policies] == [2, 2]
    assert result.policies[1].notes[1] == "2 flushes reached 11 CPUs in all, instead of 32."
    assert [kernel.packs.spans[-1].chunk for kernel in fake] == [0, 0]


def test_it_places_as_the_policy_that_it_follows(fake: list[FakeKernel]) -> None:
    replay(Synthesis("containers", 2000, 5), ["pack-dirty", "pack-dirty-cpus"])
    first, second = ([(s.pack.number, s.chunk) for s in kernel.packs] for kernel in fake)
    assert first == second
    assert isinstance(fake[1].packs.policy, DirtyCpus)
