"""What is known of a program is found once, and asked by all: ways, globals, null, the frame."""

from __future__ import annotations

from random import randrange

import pytest

import progpack.bpf.analysis.facts as analysis
from progpack import load
from progpack.bpf.analysis.bounds import Cost, bound_of
from progpack.bpf.analysis.facts import Facts
from progpack.bpf.analysis.solve import Solution
from progpack.bpf.analysis.value import CTX, range_of
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramType
from progpack.errors import ContextAccessError
from progpack.jit.lower.program import translate

FROZEN = MapSpec(
    ".rodata", MapType.ARRAY, 4, 8, 1, data=bytes([5, 0, 0, 0, 0xFE, 0xFF, 0, 0]), read_only=True
)
WRITABLE = MapSpec(".data", MapType.ARRAY, 4, 8, 1, data=bytes(8))
ARRAY = MapSpec("numbers", MapType.ARRAY, 4, 8, 1)
MAPS = {each.name: each for each in (FROZEN, WRITABLE, ARRAY)}


def facts(text: str, kind: ProgramType = ProgramType.XDP, *, little: bool = True) -> Facts:
    return check_program(assemble_program(text.replace(";", "\n"), type=kind), MAPS, little=little)


def reached(known: Facts) -> list[int]:
    """The first slots of the main function's blocks that can be reached."""
    rounds = known.functions[0].found.rounds
    return [block.start for block in known.functions[0].order if rounds[block.start] != 0]


#: A jump that is decided, and how many of the three blocks behind it are reached.
DECIDED = {
    "r2 = 3; if r2 == 3 goto out": 2,
    "r2 = 3; if r2 != 3 goto out": 2,
    "r2 = 3; if r2 & 4 goto out": 2,
    "w2 = -1; if w2 s< 0 goto out": 2,
    "r2 = -1; if r2 s>= 0 goto out": 2,
    "r2 = *(u32 *)(r1 + 12); if r2 == 0 goto out": 3,
    "r2 = *(u32 *)(r1 + 12); r2 &= 7; if r2 > 7 goto out": 2,
    "r2 = *(u32 *)(r1 + 12); r2 &= 7; if r2 > 6 goto out": 3,
    "r2 = *(u32 *)(r1 + 12); r2 &= 7; r3 = 8; if r3 > r2 goto out": 2,
    "if r1 == 0 goto out": 2,
    "if r1 != 0 goto out": 2,
    "r2 = r10; r2 += -8; if r2 == 0 goto out": 2,
    "r2 = map numbers ll; if r2 == 0 goto out": 2,
    "r2 = map .data + 4 ll; if r2 == 0 goto out": 2,
    # Far before what it points into an address may be 0.
    "r2 = r1; r2 += -4096; if r2 == 0 goto out": 3,
    "r2 = r1; r2 += -4095; if r2 == 0 goto out": 2,
    "r2 = *(u32 *)(r1 + 0); if r2 == 0 goto out": 3,
    "r2 = map .rodata + 0 ll; r3 = *(u32 *)(r2 + 0); if r3 == 5 goto out": 2,
    "r2 = map .data + 0 ll; r3 = *(u32 *)(r2 + 0); if r3 == 5 goto out": 3,
}


@pytest.mark.parametrize("text", DECIDED)
def test_a_jump_that_is_decided_has_one_way(text: str) -> None:
    known = facts(f"{text}; r0 = 1; exit; out: r0 = *(u32 *)(r1 + 12); exit")
    assert len(reached(known)) == DECIDED[text]


@pytest.mark.parametrize(
    ("load_", "little", "number"),
    [
        ("*(u32 *)(r2 + 0)", True, 5),
        ("*(u32 *)(r2 + 0)", False, 5 << 24),
        ("*(u16 *)(r2 + 4)", True, 0xFFFE),
        ("*(u16 *)(r2 + 4)", False, 0xFEFF),
        ("*(s16 *)(r2 + 4)", True, (1 << 64) - 2),
        ("*(s8 *)(r2 + 0)", True, 5),
        ("*(u64 *)(r2 + 0)", True, 0xFFFE_0000_0005),
    ],
)
def test_a_frozen_global_is_a_number(load_: str, little: bool, number: int) -> None:
    known = facts(f"r2 = map .rodata + 0 ll; r3 = {load_}; call 5; exit", little=little)
    registers = dict(known.before())[3]
    assert range_of(registers[3]) == (number, number)


@pytest.mark.parametrize("load_", ["*(u32 *)(r2 + 6)", "*(u64 *)(r2 + 1)", "*(u8 *)(r2 - 1)"])
def test_what_is_not_in_a_frozen_global_is_no_number(load_: str) -> None:
    known = facts(f"r2 = map .rodata + 0 ll; r3 = {load_}; call 5; exit")
    assert range_of(dict(known.before())[3][3]) in (None, (0, 255), (0, (1 << 32) - 1))


def test_facts_of_other_maps_are_not_used() -> None:
    text = "r2 = map .rodata + 0 ll\nr0 = *(u32 *)(r2 + 0)\nif r0 == 5 goto out\nr0 = 7\nout:\nexit"
    spec = assemble_program(text, type=ProgramType.XDP)
    known = check_program(spec, MAPS)
    other = MapSpec(".rodata", MapType.ARRAY, 4, 8, 1, data=bytes([6] * 8), read_only=True)
    assert (
        translate(spec, {".rodata": other}, facts=known).ir != translate(spec, MAPS, facts=known).ir
    )
    again = translate(spec, {".rodata": other}, facts=check_program(spec, {".rodata": other}))
    assert translate(spec, {".rodata": other}, facts=known).ir == again.ir


def test_a_program_is_analysed_once_for_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[int] = []
    real = analysis.solve

    def counting(*given: object) -> Solution:
        solved.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis, "solve", counting)
    new = randrange(1 << 30)  # no cache has its image
    text = f"r2 = *(u32 *)(r1 + 0)\nr0 = *(u32 *)(r1 + 12)\nr0 = {new}\nexit"
    spec = assemble_program(text, name="once", type=ProgramType.XDP)
    with load(ObjectSpec("once", "GPL", {"once": spec}, {})) as obj:
        assert obj.programs["once"].run(bytes(64)).return_value == new
    assert len(solved) == 1


SPILL = "*(u64 *)(r10 - 8) = r1; "
#: What happens between spill and load -> whether it is still the context, as far as is known.
KEPT = {
    "": True,
    # Helpers write where they are told to, and not elsewhere.
    "r1 = r10; r1 += -24; r2 = 16; r3 = 0; call 113": True,
    "r1 = r10; r1 += -24; r2 = 17; r3 = 0; call 113": False,
    "r1 = r10; r1 += -16; r2 = 8; r3 = 0; call 113": True,
    "r1 = r10; r1 += -15; r2 = 8; r3 = 0; call 113": False,
    "r2 = *(u32 *)(r1 + 12); r2 &= 7; r1 = r10; r1 += -24; r3 = 0; call 113": False,
    "call 5": True,
}


@pytest.mark.parametrize("text", KEPT)
def test_a_helper_leaves_what_it_is_not_given(text: str) -> None:
    known = facts(f"{SPILL}{text}; r6 = *(u64 *)(r10 - 8); r0 = *(u32 *)(r6 + 12); exit")
    pc = max(pc for pc, _ in known.before())
    base = dict(known.before())[pc][6]
    assert (base is not None and base.region == CTX and base.proved) == KEPT[text]


def test_a_spilled_context_is_believed_behind_a_write_to_who_knows_where() -> None:
    """Only the belief refuses: where the write did go to the frame is found as it runs."""
    text = f"""{SPILL}r2 = *(u32 *)(r1 + 12); r2 <<= 33; *(u8 *)(r2 + 0) = 1;
        r6 = *(u64 *)(r10 - 8); r0 = *(u8 *)(r6 + {{offset}}); exit"""
    with pytest.raises(ContextAccessError):
        facts(text.format(offset=1))
    known = facts(text.format(offset=12).replace("u8 *)(r6", "u32 *)(r6"))
    base = dict(known.before())[max(pc for pc, _ in known.before())][6]
    assert base is not None
    assert (base.region, base.low, base.high, base.proved) == (CTX, 0, 0, False)


def test_what_is_never_reached_costs_nothing() -> None:
    text = "r2 = 1; if r2 == 1 goto out; again: r3 += 1; if r3 != 0 goto again; out: r0 = 0; exit"
    spec = assemble_program(text.replace(";", "\n"), type=ProgramType.XDP)
    lowered = translate(spec, {}, facts=check_program(spec))
    assert (lowered.bound, lowered.counted) == (0, False)
    assert Machine(spec).run(bytes(64)).return_value == 0


@pytest.mark.parametrize(
    ("text", "budget", "work"),
    [
        ("r0 = 0; exit", 0, 2),
        ("r0 = 0; goto out; out: exit", 0, 3),
        ("call 5; exit", 0, 2 + 64),
        ("call inner; exit; inner: r0 = 0; exit", 1, 2 + 2),
        ("r6 = 0; call inner; call inner; exit; inner: r0 = 0; exit", 2, 4 + 2 * 2),
    ],
)
def test_what_a_run_takes_is_counted_exactly_where_there_is_no_loop(
    text: str, budget: int, work: int
) -> None:
    assert bound_of(facts(text)) == Cost(budget, work)
