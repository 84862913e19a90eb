"""Single steps of the analysis, with the edges that whole programs seldom reach."""

from __future__ import annotations

import pytest

from progpack.bpf.analysis import calls
from progpack.bpf.analysis.flow import blocks_of
from progpack.bpf.analysis.frames import FrameUse, frame_use, takes_frame_address
from progpack.bpf.analysis.loops import Loop
from progpack.bpf.analysis.state import State, World, packet_fields
from progpack.bpf.analysis.transfer import branch, step
from progpack.bpf.analysis.value import (
    END,
    FRAME,
    MAP,
    PACKET,
    VALUES,
    Value,
    anywhere,
    believed,
    is_never_null,
    join_values,
    number,
    range_of,
)
from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.insn import Insn
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import RunError
from progpack.fault import FaultKind
from progpack.jit.lower.program import translate

MAX32 = (1 << 32) - 1


def state_of(**registers: Value | None) -> State:
    """A state of an XDP program; of registers that are not named nothing is known."""
    program = assemble_program("r0 = 0\nexit", type=ProgramType.XDP)
    state = State(World.of(program, {}, little=True), main=True)
    state.regs[:10] = [None] * 10
    for name, value in registers.items():
        state.regs[int(name[1:])] = value
    return state


def insns_of(text: str) -> tuple[Insn, ...]:
    return tuple(assemble(text.replace(";", "\n")))


def bound_of(text: str) -> int | None:
    spec = assemble_program(text.replace(";", "\n"), type=ProgramType.FLAT)
    return translate(spec, {}, facts=check_program(spec)).bound


def needed(text: str) -> int:
    """The least budget that a program runs with to its end."""
    machine = Machine(assemble_program(text.replace(";", "\n"), type=ProgramType.FLAT))
    return next(budget for budget in range(100) if _ends(machine, budget))


def _ends(machine: Machine, budget: int) -> bool:
    try:
        machine.run(bytes(16), budget=budget)
    except RunError as error:
        return error.fault.kind is not FaultKind.BUDGET
    return True


# --- loops ---

BOUNDED = {
    "constant on the left": "r6 = 10; r1 = 0; again: r1 += 1; if r6 > r1 goto again; r0 = 0; exit",
    "on the left, equal": "r6 = 10; r1 = 0; again: r1 += 1; if r6 >= r1 goto again; r0 = 0; exit",
    "on the right": "r6 = 10; r1 = 0; again: r1 += 1; if r1 < r6 goto again; r0 = 0; exit",
    "until it is met": "r6 = 10; r1 = 0; again: r1 += 1; if r6 != r1 goto again; r0 = 0; exit",
    "32 bits": "r6 = 10; r1 = 0; again: r1 += 1; if w6 > w1 goto again; r0 = 0; exit",
    "two ways round": """r6 = *(u32 *)(r1 + 0); r1 = 0; again: r1 += 1; if r1 >= 10 goto out
        if r6 == 3 goto again; r0 = 1; goto again; out: r0 = 0; exit""",
    "steps of four": "r1 = 0; again: r1 += 4; if r1 != 12 goto again; r0 = 0; exit",
    "to the largest number": "w1 = -4; again: w1 += 1; if w1 < -1 goto again; r0 = 0; exit",
    "a store of the counter": """r1 = 0; again: *(u64 *)(r10 - 8) = r1; r1 += 1
        if r1 != 10 goto again; r0 = 0; exit""",
    "downwards": "r1 = 12; again: r1 += -4; if r1 != 0 goto again; r0 = 0; exit",
}
ENDLESS = {
    "a way round that adds nothing": """r6 = *(u32 *)(r1 + 0); r1 = 0
        again: if r6 == 3 goto back; r1 += 1; if r1 < 10 goto again
        r0 = 0; exit; back: if r1 < 10 goto again; r0 = 0; exit""",
    "the same, first": """r6 = *(u32 *)(r1 + 0); r1 = 0
        again: if r6 == 3 goto more; if r1 < 10 goto again; r0 = 0; exit
        more: r1 += 1; if r1 < 10 goto again; r0 = 0; exit""",
    **{
        f"two ways round: {one}; {other}": f"""r6 = *(u32 *)(r1 + 0); r1 = 0
            again: if r1 >= 10 goto out; if r6 == 3 goto more; {one}; goto again
            more: {other}; goto again; out: r0 = 0; exit"""
        for one, other in (
            ("r1 += 1", "r1 += 0"),
            ("r1 += 0", "r1 += 1"),
            ("r1 += 1", "r1 += -1"),
            ("r1 += -1", "r1 += 1"),
            ("r1 += 1", "r2 += 1"),
            ("r2 += 1", "r1 += 1"),
        )
    },
    "an exchange in between": """r1 = 0; *(u64 *)(r10 - 8) = 0
        again: r1 = atomic_fetch_and((u64 *)(r10 - 8), r1); r1 += 1; if r1 != 10 goto again
        r0 = 0; exit""",
    "a comparison and exchange in between": """r0 = 0; r2 = 0; *(u64 *)(r10 - 8) = 0
        again: r0 = cmpxchg_64(r10 - 8, r0, r2); r0 += 1; if r0 != 10 goto again; exit""",
    **{
        f"a way that cuts at 32 bits beyond its end: {one}": f"""r6 = *(u32 *)(r1 + 0); r1 = 0
            again: if r1 >= 10 goto out; if r6 == 3 goto more; {one}; goto again
            more: {other}; goto again; out: r0 = 0; exit"""
        for one, other in (("w1 += 5; r1 += -4", "r1 += 1"), ("r1 += 1", "w1 += 5; r1 += -4"))
    },
    "stepped over": "r1 = 0; again: r1 += 4; if r1 != 13 goto again; r0 = 0; exit",
    "nothing changes": "r1 = 0; again: if r1 != 13 goto again; r0 = 0; exit",
}


@pytest.mark.parametrize("name", BOUNDED)
def test_a_bound_is_what_a_loop_needs_or_little_more(name: str) -> None:
    """One round more, on each way round."""
    bound, ways = bound_of(BOUNDED[name]), 1 + (name == "two ways round")
    assert bound is not None
    assert needed(BOUNDED[name]) <= bound <= ways * (needed(BOUNDED[name]) + 1)


@pytest.mark.parametrize("name", ENDLESS)
def test_what_may_not_come_to_an_end_has_no_bound(name: str) -> None:
    assert bound_of(ENDLESS[name]) is None


# --- frames ---


def takes(text: str) -> bool:
    insns = insns_of(f"{text}; exit")
    return takes_frame_address(insns, blocks_of(insns, 0, len(insns)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r1 = *(u64 *)(r10 - 8)", False),
        ("r1 = *(u64 *)(r10 - 512)", False),
        ("r1 = *(u64 *)(r10 - 513)", True),
        ("r1 = *(u64 *)(r10 - 7)", True),
        ("*(u32 *)(r10 - 4) = 1", False),
        ("*(u32 *)(r10 - 3) = 1", True),
        ("*(u32 *)(r10 + 4) = 1", True),
        ("*(u64 *)(r10 - 8) = r10", True),
        ("*(u64 *)(r1 + 0) = r10", True),
        ("r1 = r10", True),
        ("r1 += r10", True),
        ("if r1 > r10 goto +0", True),
        ("if r10 == 0 goto +0", True),
        ("if r1 == 10 goto +0", False),
        ("r1 += 10", False),
    ],
)
def test_what_takes_the_address_of_a_frame(text: str, *, expected: bool) -> None:
    assert takes(text) == expected


@pytest.mark.parametrize(("mode", "expected"), [(0x40, True), (0x20, False)])
def test_only_an_indirect_load_of_a_packet_reads_its_register(mode: int, *, expected: bool) -> None:
    insns = (Insn(mode, 0, 10, 0, 4), Insn(0x95))
    assert takes_frame_address(insns, blocks_of(insns, 0, 2)) is expected


def test_a_frame_whose_address_stays_in_it_is_as_large_as_what_is_touched() -> None:
    state = state_of()
    for text, expected in (
        ("r1 = r10; r1 += -24; *(u64 *)(r1 + 0) = 5; r0 = 0; exit", FrameUse(False, 32, True)),
        ("r1 = r10; r1 += -16; *(u64 *)(r1 + 0) = 5; r0 = 0; exit", FrameUse(False, 16, True)),
        ("r1 = r10; r0 = 0; exit", FrameUse(False, 0, True)),
        ("r1 = r10; r1 += 8; r0 = 0; exit", FrameUse(False, 512, False)),
    ):
        insns = insns_of(text)
        order = blocks_of(insns, 0, len(insns))
        known = {block.start: state for block in order}
        assert frame_use(insns, order, known, {}) == expected, text
    insns = insns_of("*(u64 *)(r10 - 24) = 5; r0 = 0; exit")
    order = blocks_of(insns, 0, len(insns))
    assert frame_use(insns, order, None, {}) == FrameUse(True, 32, True)


# --- liveness ---


@pytest.mark.parametrize("store", ["*(u64 *)(r6 + 0) = 5", "*(u64 *)(r6 + 0) = r7"])
def test_a_store_writes_no_register(store: str) -> None:
    """What r0 was before is what the program returns."""
    insns = insns_of(f"if r8 == 1 goto out; {store}; out: exit")
    live = {block.start: block.live for block in blocks_of(insns, 0, len(insns))}
    assert live[1] == 1 << 0 | 1 << 6 | ("r7" in store) << 7


def test_a_move_reads_its_source_only() -> None:
    insns = insns_of("if r8 == 1 goto out; r6 = r7; r6 = 5; r0 = r6; out: r0 = 1; exit")
    live = {block.start: block.live for block in blocks_of(insns, 0, len(insns))}
    assert live[1] == 1 << 7


@pytest.mark.parametrize(("mode", "source"), [(0x40, 7), (0x20, 0)])
def test_a_load_of_a_packet_reads_its_context_and_what_it_adds(mode: int, source: int) -> None:
    insns = (Insn(mode, 0, source, 0, 4), Insn(0x15, 8, 0, -2, 1), Insn(0x95))
    read = 1 << 6 | 1 << 8 | (1 << source if source else 0)
    assert blocks_of(insns, 0, len(insns))[0].live == read


def test_a_compare_and_exchange_reads_what_it_compares_with() -> None:
    insns = insns_of(
        "if r8 == 1 goto out; r0 = cmpxchg_64(r6 + 0, r0, r7); r0 = 0; out: r0 = 1; exit"
    )
    live = {block.start: block.live for block in blocks_of(insns, 0, len(insns))}
    assert live[1] == 1 << 0 | 1 << 6 | 1 << 7


# --- where a packet's addresses are ---


@pytest.mark.parametrize(
    ("kind", "offsets"),
    [
        (ProgramType.XDP, (0, 4)),
        (ProgramType.SCHED_CLS, (76, 80)),
        (ProgramType.SK_MSG, ()),  # addresses of 64 bits
        (ProgramType.SK_REUSEPORT, ()),
        (ProgramType.TRACING, ()),
    ],
)
def test_only_addresses_of_32_bits_are_known_as_the_packet_s(
    kind: ProgramType, offsets: tuple[int, ...]
) -> None:
    assert packet_fields(kind) == offsets


def test_an_address_that_is_less_than_a_page_before_a_region_is_never_null() -> None:
    """No page of a process begins at 0."""
    before = Value(VALUES, -4095, 0, map="m", size=16)
    assert is_never_null(before)
    assert not is_never_null(before._replace(low=-4096))
    assert not is_never_null(before._replace(null=True))


def test_only_a_packet_s_address_that_moves_by_an_unknown_number_is_counted_anew() -> None:
    value = Value(VALUES, 0, 0, map="m", size=64)
    state = state_of(r2=number((14, 14)), r3=number((0, 7)), r4=Value(PACKET), r5=value)
    step(state, insns_of("r4 += r2"), 0)
    assert state.regs[4] == Value(PACKET, 14, 14)
    step(state, insns_of("r5 += r3"), 0)
    assert state.regs[5] == value._replace(high=7)
    step(state, insns_of("r4 += r3"), 0)
    assert state.regs[4] == Value(PACKET, 14, 21, anchor=1)


@pytest.mark.parametrize("operation", [*range(0x10, 0x80, 0x10), *range(0xA0, 0xE0, 0x10)])
@pytest.mark.parametrize("registers", [(4, 5), (5, 4)])
def test_each_comparison_of_a_packet_with_its_end_has_two_ways(
    operation: int, registers: tuple[int, int]
) -> None:
    state = state_of(r4=Value(PACKET, 14, 14), r5=Value(END))
    for group in (0x05, 0x06):  # BPF_JMP, BPF_JMP32
        jump = Insn(operation | 0x08 | group, *registers, 1)
        assert None not in (branch(state, jump, taken=taken) for taken in (True, False))


# --- numbers ---


@pytest.mark.parametrize(
    ("known", "after"),
    [
        ((5, MAX32), (5, MAX32)),
        ((5, MAX32 - 1), (5, MAX32 - 1)),
        ((5, MAX32 + 1), (0, MAX32)),
        ((7, 7), (7, 7)),
    ],
)
def test_a_move_of_32_bits_keeps_what_fits(known: tuple[int, int], after: tuple[int, int]) -> None:
    state = state_of(r1=number(known))
    step(state, insns_of("w2 = w1"), 0)
    assert range_of(state.regs[2]) == after


def test_a_branch_leaves_the_state_before_it_as_it_is() -> None:
    for left, right in (((0, 100), (10, 20)), ((0, 5), (0, 100)), ((0, 100), (0, 50))):
        state = state_of(r1=number(left), r2=number(right))
        for taken in (True, False):
            for text in ("if r1 < r2 goto +0", "if r1 >= r2 goto +0", "if r1 > r2 goto +0"):
                branch(state, insns_of(text)[0], taken=taken)
                assert range_of(state.regs[1]) == left
                assert range_of(state.regs[2]) == right


def test_a_branch_says_of_both_sides_what_it_knows() -> None:
    state = state_of(r1=number((0, 5)), r2=number((0, 100)))
    after = branch(state, insns_of("if r1 > r2 goto +0")[0], taken=True)
    assert after is not None
    assert (range_of(after.regs[1]), range_of(after.regs[2])) == ((1, 5), (0, 4))
    state = state_of(r1=number((0, 5)), r2=number((5, 100)))
    after = branch(state, insns_of("if r1 >= r2 goto +0")[0], taken=True)
    assert after is not None
    assert (range_of(after.regs[1]), range_of(after.regs[2])) == ((5, 5), (5, 5))


# --- states and values ---


def test_states_are_the_same_with_the_same_copies_only() -> None:
    one = number((1, 9))
    twice = state_of(r1=one, r2=one)
    apart = state_of(r1=number((1, 9)), r2=number((1, 9)))
    assert twice.same(twice.copy())
    assert apart.same(apart.copy())
    assert not twice.same(apart)
    assert not apart.same(twice)
    for change in ("regs", "slots", "packet_room"):
        other = twice.copy()
        if change == "regs":
            other.regs[3] = one
        else:
            getattr(other, change)[-8] = one
        assert not twice.same(other)
        assert not other.same(twice)


def test_what_needs_a_check_is_not_inside() -> None:
    spec = MapSpec("m", MapType.ARRAY, 4, 16, 1)
    program = assemble_program("r0 = 0\nexit", type=ProgramType.XDP)
    state = State(World.of(program, {"m": spec}, little=True), main=True)
    value = Value(VALUES, 0, 0, map="m", size=16)
    assert state.inside(value, 0, 16, write=False)
    assert state.inside(value, 8, 8, write=True)
    for offset, size in ((0, 17), (9, 8), (-1, 1)):
        assert state.inside(value, offset, size, write=False) is False
    for other in (None, value._replace(proved=False), value._replace(null=True)):
        assert state.inside(other, 0, 1, write=False) is False
    context = Value("ctx")
    assert state.inside(context, 0, 4, write=False) is True
    assert state.inside(context, 0, 4, write=True) is False
    for offset in (-1, 24, 21):
        assert state.inside(context, offset, 4, write=False) is False
        assert state.inside(context, offset, 4, write=True) is False


def test_beliefs_that_are_joined_hold_where_both_are_at_one_place() -> None:
    proved = Value(VALUES, 4, 4, map="m", size=16)
    one = proved._replace(proved=False)
    for widen in (True, False):
        assert join_values(proved, one, widen) == believed(proved)
        for other in (one._replace(low=5, high=5), one._replace(high=9), one._replace(null=True)):
            assert join_values(proved, other, widen) == anywhere(proved)
        maybe = proved._replace(null=True)
        assert join_values(maybe, one, widen) == anywhere(maybe)
        assert join_values(maybe, one._replace(null=True), widen) == anywhere(maybe)


def test_helpers_that_call_a_function_are_the_kernels() -> None:
    """Those that take PTR_TO_FUNC at once, and bpf_timer_set_callback."""
    at_once = {HelperId.LOOP, HelperId.FOR_EACH_MAP_ELEM, HelperId.USER_RINGBUF_DRAIN}
    assert frozenset(at_once) == calls._AT_ONCE
    assert frozenset({HelperId.TIMER_SET_CALLBACK}) == calls._LATER


def test_pointers_of_two_sizes_and_those_that_grow_are_beliefs_together() -> None:
    one = Value(VALUES, 0, 8, map="m", size=16)
    for widen in (False, True):
        assert join_values(one, one._replace(size=8), widen) == anywhere(one)
    assert join_values(one, one._replace(high=12), False) == one._replace(high=12)
    assert join_values(one, one._replace(high=12), True) == anywhere(one)


def test_what_a_loop_moves_is_known_in_regions_of_memory_only() -> None:
    steps = (8, 8, 8, *(0,) * 8)
    loop = Loop(0, frozenset(), steps, frozenset({2}), ())
    frame = Value(FRAME, -64, -60)
    start = state_of(r0=frame, r1=Value(MAP, 0, 0, map="m"), r2=frame)
    assert loop.value(0, start, 4) == Value(FRAME, -64, -36)
    assert loop.value(1, start, 4) is None
    assert loop.value(2, start, 4) is None
    downwards = Loop(0, frozenset(), (-8, *(0,) * 10), frozenset(), ())
    assert downwards.value(0, start, 4) == Value(FRAME, -88, -60)
