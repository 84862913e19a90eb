"""Nothing is called proved that is not: evidence and predictions against a modelled kernel.

The model keeps true bitmaps and places as bpf_prog_pack_alloc() does, with programs that nobody
sees and with frees that are done later. After every event each claim is compared with the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.errors import UsageError
from progpack.kernel.evidence.chunks import ChunkMap, State
from progpack.kernel.evidence.evidence import Evidence, KernelState
from progpack.kernel.evidence.extents import image_chunks, infer_bases
from progpack.kernel.evidence.predict import (
    Exact,
    Forecast,
    current_state,
    predict,
    predict_sequence,
)
from progpack.kernel.observe import look
from progpack.known import Unknown
from progpack.pack import CHUNK
from progpack.snapshot import NO_EVIDENCE, PROGRAM, UNATTRIBUTED, SpanView

from .probes import load, straight

PAGE = 256
CHUNKS = 24
SIZE = CHUNKS * CHUNK
STRIDE = SIZE + PAGE
FLOOR = 0x10000


@dataclass(eq=False)
class TruePack:
    base: int
    taken: list[bool] = field(default_factory=lambda: [False] * CHUNKS)
    dirty: bool = True


@dataclass
class Kernel:
    """Places as the kernel does. ``preference``: clean and dirty packs are told apart."""

    preference: bool = False
    packs: list[TruePack] = field(default_factory=list)
    freeing: list[tuple[int, int]] = field(default_factory=list)

    def place(self, n: int, *, classic: bool = False) -> int:
        fallback = None
        for pack in self.packs:
            at = self.run(pack, n)
            if at is None:
                continue
            if not self.preference or pack.dirty != classic:
                return self.put(pack, at, n, classic)
            fallback = fallback or (pack, at)
        if fallback:
            return self.put(*fallback, n, classic)
        used = {pack.base for pack in self.packs}
        base = next(b for i in range(99) if (b := FLOOR + i * STRIDE) not in used)
        pack = TruePack(base)
        self.packs.append(pack)
        return self.put(pack, 0, n, classic)

    @staticmethod
    def run(pack: TruePack, n: int) -> int | None:
        return next((i for i in range(CHUNKS - n + 1) if not any(pack.taken[i : i + n])), None)

    def put(self, pack: TruePack, at: int, n: int, classic: bool) -> int:
        pack.taken[at : at + n] = [True] * n
        if classic and pack.dirty:
            for one in self.packs:
                one.dirty = False
        return pack.base + at * CHUNK

    def free(self, address: int, n: int) -> None:
        pack = next(p for p in self.packs if p.base <= address < p.base + SIZE)
        at = (address - pack.base) // CHUNK
        assert all(pack.taken[at : at + n])
        pack.taken[at : at + n] = [False] * n
        pack.dirty = True
        if not any(pack.taken):
            self.packs.remove(pack)

    def finish(self, count: int) -> None:
        for _ in range(min(count, len(self.freeing))):
            self.free(*self.freeing.pop(0))

    def is_free(self, address: int) -> bool:
        return any(
            p.base <= address < p.base + SIZE and not p.taken[(address - p.base) // CHUNK]
            for p in self.packs
        )

    def is_there(self, address: int) -> bool:
        return any(p.base <= address < p.base + SIZE for p in self.packs)


def check(kernel: Kernel, evidence: Evidence) -> None:
    """Every claim of the evidence holds in the model."""
    assert evidence.contradictions == 0
    for pack in evidence.packs:
        assert pack.base is not None
        for chunk, n, state in pack.map.runs():
            for at in range(chunk, chunk + n):
                address = pack.base + at * CHUNK
                if state is State.TAKEN:
                    assert not kernel.is_free(address)
                elif state is State.FREE and (pack.is_there or kernel.is_there(address)):
                    assert kernel.is_free(address)
        for n, start, end in pack.map.bounds:
            for at in range(start, end - n + 1):
                window = range(pack.base + at * CHUNK, pack.base + (at + n) * CHUNK, CHUNK)
                assert not all(kernel.is_free(address) for address in window)
        if pack.is_there and not pack.blind:
            assert any(
                p.base <= pack.base + pack.slack and pack.base <= p.base for p in kernel.packs
            )
    check_order(kernel, evidence)


def check_order(kernel: Kernel, evidence: Evidence) -> None:
    bases = [pack.base for pack in kernel.packs]
    exact = [pack for pack in evidence.packs if not pack.slack and pack.base in bases]
    for first in exact:
        for second in exact:
            if first.is_before(second) and first.is_there and second.is_there:
                assert bases.index(first.base) < bases.index(second.base)  # type: ignore[arg-type]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.integers(1, 12), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.just("unload"), st.integers(0, 30), st.just(0), st.just(0)),
        st.tuples(st.just("finish"), st.integers(1, 3), st.just(0), st.just(0)),
        st.tuples(st.just("settle"), st.just(0), st.just(0), st.just(0)),
    ),
    max_size=60,
)
HIDDEN = st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=18)


class World:
    """A kernel with hidden programs, and somebody who watches it."""

    def __init__(self, hidden: list[tuple[int, bool]], knowledge: str, preference: bool) -> None:
        self.kernel = Kernel(preference)
        there = [(self.kernel.place(n, classic=True), n, stays) for n, stays in hidden]
        # At least one program stays in each pack, so that none goes unseen.
        kept: set[int] = set()
        for address, n, stays in there:
            base = next(p.base for p in self.kernel.packs if p.base <= address < p.base + SIZE)
            if stays or base not in kept:
                kept.add(base)
            else:
                self.kernel.free(address, n)
        self.evidence = Evidence(pack_size=SIZE, page_size=PAGE, preference=preference, unseen=0)
        if knowledge == "nothing":
            self.evidence.unseen = len(self.kernel.packs)
            if len(self.kernel.packs) > 1:
                self.evidence.unseen = None
        else:
            for pack in self.kernel.packs:
                runs = [(i, 1) for i, taken in enumerate(pack.taken) if taken]
                self.evidence.add_pack(pack.base, taken=runs if knowledge == "bitmaps" else None)
        if knowledge == "bitmaps":
            self.evidence.set_order(self.evidence.packs)
        self.held: list[tuple[int, int]] = []
        self.exact = self.unknown = 0

    def step(self, what: str, n: int, less: int, more: int) -> None:
        if what == "load":
            self.load(n, max(1, n - less), n + more)
        elif what == "unload" and self.held:
            address, n = self.held.pop(n % len(self.held))
            self.evidence.unloaded(address)
            self.kernel.freeing.append((address, n))
        elif what == "finish":
            self.kernel.finish(n)
        elif what == "settle":
            self.kernel.finish(len(self.kernel.freeing))
            self.evidence.settle()

    def load(self, n: int, low: int, high: int) -> None:
        place = predict(self.evidence, n)
        before = len(self.kernel.packs)
        address = self.kernel.place(n)
        if isinstance(place, Unknown):
            self.unknown += 1
        else:
            self.exact += 1
            if place.new_pack:
                assert len(self.kernel.packs) > before
            else:
                assert place.address == address
        self.evidence.loaded(address + 8, low, high)
        self.held.append((address, n))


@settings(max_examples=250)
@given(HIDDEN, STEPS, st.sampled_from(["bitmaps", "bases"]), st.booleans())
def test_no_claim_is_wrong_and_every_exact_prediction_is_right(
    hidden: list[tuple[int, bool]],
    steps: list[tuple[str, int, int, int]],
    knowledge: str,
    preference: bool,
) -> None:
    world = World(hidden, knowledge, preference)
    for step in steps:
        world.step(*step)
        check(world.kernel, world.evidence)


@settings(max_examples=250)
@given(HIDDEN, STEPS)
def test_no_claim_is_wrong_when_even_the_places_of_packs_are_inferred(
    hidden: list[tuple[int, bool]], steps: list[tuple[str, int, int, int]]
) -> None:
    world = World(hidden, "nothing", False)
    for step in steps:
        world.step(*step)
        check(world.kernel, world.evidence)


@settings(max_examples=150)
@given(HIDDEN, st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_with_all_bitmaps_every_prediction_is_exact(
    hidden: list[tuple[int, bool]], sizes: list[int]
) -> None:
    world = World(hidden, "bitmaps", False)
    for n in sizes:
        world.load(n, n, n)
    assert world.unknown == 0
    assert world.exact == len(sizes)


@settings(max_examples=150)
@given(
    HIDDEN, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=40), st.booleans()
)
def test_what_a_forecast_calls_exact_is_right_without_seeing_anything(
    hidden: list[tuple[int, bool]], plan: list[tuple[int, int]], everything: bool
) -> None:
    world = World(hidden, "bitmaps" if everything else "bases", False)
    steps: list[tuple[int, int]] = []
    live: dict[int, int] = {}
    for index, (which, n) in enumerate(plan):
        if n:
            steps.append((index, n))
            live[index] = n
        elif live:
            key = sorted(live)[which % len(live)]
            del live[key]
            steps.append((key, 0))
    placed: dict[int, tuple[int, int]] = {}
    foreseen = predict_sequence(world.evidence, steps)
    for key, n in steps:
        if not n:
            # Frees are done at any time; here at once, which the forecast must allow for.
            world.kernel.free(*placed.pop(key))
            continue
        before = {pack.base for pack in world.kernel.packs}
        placed[key] = world.kernel.place(n), n
        place = next(foreseen)
        if isinstance(place, Exact):
            address = placed[key][0]
            if place.address is not None:
                assert place.address == address
            elif place.new_pack:
                assert address not in before
                assert (address - FLOOR) % STRIDE == 0
            else:
                assert (address - FLOOR) % STRIDE == place.chunk * CHUNK


def test_one_chunk_programs_find_all_that_is_taken_before_them() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR)
    evidence.loaded(FLOOR + 5 * CHUNK + 12, 1)
    assert list(pack.map.runs()) == [(0, 6, State.TAKEN), (6, 18, State.NO_EVIDENCE)]


def test_orders_that_are_known_one_after_the_other_add_up() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    first, second, third = (evidence.add_pack(FLOOR + n * STRIDE) for n in range(3))
    evidence.set_order([first, third])
    evidence.set_order([second, third])
    assert (first.after, second.after) == (set(), set())
    assert third.after == {first.number, second.number}


def test_a_program_of_uncertain_size_has_just_the_chunks_that_it_may_have() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR)
    held = evidence.seen(FLOOR + 4 * CHUNK, 2, 5)
    assert held is not None
    assert (held.low, held.high) == (2, 5)
    other = evidence.add_pack(FLOOR + STRIDE, taken=[(4, 3)])
    cut = evidence.seen(FLOOR + STRIDE + 4 * CHUNK, 2, 5)
    assert cut is not None
    # Chunk 7 is free: it does not reach there.
    assert (cut.low, cut.high) == (2, 3)
    assert (pack.number, other.number) == (0, 1)


def test_a_larger_program_proves_the_chunk_before_it_and_bounds_the_others() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR)
    evidence.loaded(FLOOR + 9 * CHUNK, 4)
    assert pack.map.state(8) is State.TAKEN
    assert pack.map.state(7) is State.NO_EVIDENCE
    assert pack.map.bounds == ((4, 0, 9),)
    assert pack.map.may_fit_at(3) == 0
    assert pack.map.may_fit_at(4) == 13
    # Room for three may be anywhere before, so only a program of four has one place left.
    assert isinstance(predict(evidence, 3), Unknown)


def test_a_run_with_one_unknown_chunk_proves_it_taken() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR, taken=[(20, 1)])
    pack.map.take(4, 1)
    pack.map.doubt_taken(4, 1)
    assert pack.map.no_run(6, 8)
    assert pack.map.state(4) is State.TAKEN


def test_an_unload_is_pending_until_it_is_settled() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    evidence.add_pack(FLOOR, taken=[(0, 3)])
    evidence.loaded(FLOOR + 3 * CHUNK, 2)
    evidence.loaded(FLOOR + 5 * CHUNK, 2)
    evidence.unloaded(FLOOR + 3 * CHUNK)
    assert evidence.pending == 1
    assert isinstance(predict(evidence, 1), Unknown)
    evidence.settle()
    assert evidence.pending == 0
    assert predict(evidence, 1) == Exact(0, 3, FLOOR + 3 * CHUNK)
    assert predict(evidence, 3) == Exact(0, 7, FLOOR + 7 * CHUNK)


def test_a_hidden_change_takes_back_what_it_can_have_changed() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR, taken=[(0, 6)])
    evidence.seen(FLOOR, 2, name="a")
    evidence.hidden_change(came=True, went=False)
    assert [state for _, _, state in pack.map.runs()] == [State.TAKEN, State.NO_EVIDENCE]
    evidence.hidden_change(came=False, went=True)
    assert list(pack.map.runs()) == [(0, 2, State.TAKEN), (2, 22, State.NO_EVIDENCE)]


def test_an_event_that_cannot_be_is_counted_and_doubts_the_proofs() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    evidence.add_pack(FLOOR, taken=[(0, 2)])
    evidence.loaded(FLOOR + 9 * CHUNK, 2)
    assert evidence.contradictions == 1
    assert isinstance(predict(evidence, 1), Unknown)


def test_the_tail_of_a_program_of_uncertain_size_is_settled_by_its_neighbour() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    pack = evidence.add_pack(FLOOR, taken=[(0, 1)])
    held = evidence.loaded(FLOOR + CHUNK, 2, 6)
    assert held is not None
    assert pack.map.state(3) is State.NO_EVIDENCE
    evidence.loaded(FLOOR + 4 * CHUNK, 1)
    assert held.high == 3


def test_a_program_that_fits_no_pack_is_foreseen_with_pages_of_its_own() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    evidence.add_pack(FLOOR)
    place = predict(evidence, CHUNKS + 1)
    assert isinstance(place, Exact)
    assert place.own_pages
    assert evidence.loaded(1 << 40, CHUNKS + 1) is None
    assert evidence.unloaded(1 << 40)
    assert not evidence.unloaded(1 << 40)


def test_a_program_that_needs_a_new_pack_proves_that_none_had_room() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    first = evidence.add_pack(FLOOR)
    evidence.loaded(FLOOR + STRIDE, 7)
    assert first.map.may_fit_at(7) is None
    assert first.map.may_fit_at(6) == 0
    # The first may have room for six; nothing is certain before it is empty.
    assert isinstance(predict(evidence, 6), Unknown)
    assert predict(evidence, 7) == Exact(1, 7, FLOOR + STRIDE + 7 * CHUNK)


def test_with_the_preference_a_pack_with_room_may_be_passed_over() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0, preference=True)
    first = evidence.add_pack(FLOOR, taken=[(0, 4)])
    evidence.add_pack(FLOOR + STRIDE, taken=[(0, 4)])
    evidence.set_order(evidence.packs)
    assert isinstance(predict(evidence, 2), Unknown)
    evidence.loaded(FLOOR + STRIDE + 4 * CHUNK, 2)
    assert evidence.contradictions == 0
    assert first.map.free_at(2) == 4


def test_unknown_packs_make_every_prediction_unknown() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE)
    evidence.add_pack(FLOOR, taken=[(0, 4)])
    assert isinstance(predict(evidence, 1), Unknown)


def test_a_view_tells_named_proved_and_unknown_chunks_apart() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    evidence.add_pack(FLOOR)
    evidence.loaded(FLOOR + 3 * CHUNK + 8, 1, name="a#1", size=40)
    evidence.loaded(FLOOR + 4 * CHUNK + 8, 2, name="b#2", size=90)
    evidence.unloaded(FLOOR + 3 * CHUNK)
    evidence.settle()
    [view] = [pack.view() for pack in evidence.packs]
    assert view.address == FLOOR
    assert view.spans == (
        SpanView(0, 3, "", 0, UNATTRIBUTED),
        SpanView(4, 2, "b#2", 90, PROGRAM),
        SpanView(6, 18, "", 0, NO_EVIDENCE),
    )
    assert view.free_chunks == 1


def test_bases_of_packs_lie_between_what_their_programs_allow() -> None:
    megabyte = 1 << 20
    base = 0xFFFF_FFFF_C012_3000
    spans = [(base + 25 * 64, 64), (base + 2 * megabyte - 64, 64), (base + 0x201000, 64)]
    [(low, high), (second_low, second)] = infer_bases(spans)
    assert (low, high) == (base, base)
    assert second == base + 0x201000
    assert second_low == base + 0x201000
    assert infer_bases([]) == []
    [(low, high)] = infer_bases([(base + 0x25C80, 64)], floor=base)
    assert (low, high) == (base, base + 0x25000)


def test_chunks_of_an_image_have_bounds_where_the_exception_table_is_unknown() -> None:
    assert image_chunks(40, "x86_64", loads=0) == (1, 1)
    assert image_chunks(41, "x86_64", loads=0) == (2, 2)
    assert image_chunks(68, "x86_64", loads=1) == (2, 2)
    assert image_chunks(96, "x86_64", loads=4) == (2, 3)
    low, high = image_chunks(1000, "x86_64")
    assert low == 16
    assert high > low
    assert image_chunks(40, "aarch64", loads=0) == (2, 2)
    with pytest.raises(UsageError):
        image_chunks(40, "vax")
    with pytest.raises(UsageError):
        image_chunks(0, "x86_64")


def test_a_forecast_refuses_keys_that_make_no_sense() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    forecast = Forecast(evidence)
    first = forecast.load("a", 2)
    assert isinstance(first, Exact)
    assert first.new_pack
    assert forecast.load("b", 1) == Exact(0, 2)
    with pytest.raises(UsageError):
        forecast.load("a", 1)
    forecast.unload("a")
    with pytest.raises(UsageError):
        forecast.unload("a")
    forecast.settle()
    assert forecast.load("c", 2) == Exact(0, 0)
    with pytest.raises(UsageError):
        predict(evidence, 0)


@given(st.lists(st.sampled_from(list(State)), min_size=1, max_size=40), st.integers(1, 6))
def test_the_lowest_places_of_a_map_are_those_of_a_plain_search(
    states: list[State], n: int
) -> None:
    chunks = ChunkMap(len(states))
    for at, state in enumerate(states):
        if state is State.TAKEN:
            chunks.take(at, 1)
        elif state is State.FREE:
            chunks.free(at, 1)
        elif state is State.PENDING:
            chunks.end(at, 1)
    windows = [states[i : i + n] for i in range(len(states) - n + 1)]
    free = [i for i, w in enumerate(windows) if set(w) == {State.FREE}]
    fits = [i for i, w in enumerate(windows) if State.TAKEN not in w]
    assert chunks.free_at(n) == (free[0] if free else None)
    assert chunks.may_fit_at(n) == (fits[0] if fits else None)
    assert sum(count for _, count, _ in chunks.runs()) == len(states)


def test_a_prediction_says_for_which_state_of_the_kernel_it_holds() -> None:
    evidence = Evidence(pack_size=SIZE, page_size=PAGE, unseen=0)
    for chunks in (1, SIZE // CHUNK + 1):
        place = predict(evidence, chunks)
        assert isinstance(place, Exact)
        assert place.state is None
    evidence.state = KernelState.of([3, 9, 7])
    assert evidence.state == KernelState(newest=9, programs=3)
    assert KernelState.of([]) == KernelState(0, 0)
    for chunks in (1, SIZE // CHUNK + 1):
        place = predict(evidence.copy(), chunks)
        assert isinstance(place, Exact)
        assert place.state == evidence.state
    first = Forecast(evidence).load("a", 1)
    assert isinstance(first, Exact)
    assert first.state == evidence.state


@pytest.mark.usefixtures("live_kernel")
def test_whether_a_prediction_still_holds_can_be_asked() -> None:
    before = look().evidence.state
    assert before is not None
    with load(straight(3), "pp_newer") as program:
        number = program.info().id
        now = current_state()
        assert now.newest >= number > before.newest
        assert now != before
