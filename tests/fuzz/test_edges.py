"""Accesses at every edge of every kind of memory, and endless loops: same fault, same instruction.

Compiled code takes different ways for an offset that is known and one that is computed, so each
access is made both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from progpack import load
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import (
    BPF_ALU64,
    BPF_ATOMIC,
    BPF_B,
    BPF_DW,
    BPF_H,
    BPF_JMP,
    BPF_LDX,
    BPF_MEM,
    BPF_MEMSX,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_ST,
    BPF_STX,
    BPF_W,
    BPF_X,
    CALL,
    EXIT,
    JA,
    JA32,
    LDDW,
    SIZE_BYTES,
    Insn,
)
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramType
from progpack.fault import FaultKind

from .case import Case, Item, Label, Line, array
from .wild import accepted
from .worlds import differences, jit_missing, run_interpreter, run_jit, run_loaded

pytestmark = pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))

_VALUES = MapSpec("values", MapType.ARRAY, 4, 12, 2)
_CONSTANTS = replace(array("constants", 16), read_only=True, data=bytes(range(16)))
_OFFSET = array("offset", 8)
_MAPS = (_VALUES, _CONSTANTS, _OFFSET)
_VALUES_ZERO = {index.to_bytes(4, "little"): bytes(12) for index in range(2)}
_PACKET = bytes(range(40))
_MOV = BPF_ALU64 | BPF_MOV | BPF_X


@dataclass(frozen=True)
class Place:
    """A region: how r6 becomes the address of its first byte, and how long it is."""

    name: str
    type: ProgramType
    base: tuple[Line, ...]
    size: int


_PLACES = (
    Place("stack", ProgramType.XDP, (Line(Insn(_MOV, 6, 10)), Line(Insn(0x07, 6, imm=-512))), 512),
    Place("XDP packet", ProgramType.XDP, (Line(Insn(BPF_LDX | BPF_MEM | BPF_W, 6, 1, 0)),), 40),
    Place("tc packet", ProgramType.SCHED_CLS, (Line(Insn(0x61, 6, 1, 76)),), 40),
    Place("cgroup packet", ProgramType.CGROUP_SKB, (Line(Insn(0x61, 6, 1, 76)),), 40),
    Place("XDP context", ProgramType.XDP, (Line(Insn(_MOV, 6, 1)),), 24),
    Place("tc context", ProgramType.SCHED_CLS, (Line(Insn(_MOV, 6, 1)),), 192),
    Place("flat memory", ProgramType.FLAT, (Line(Insn(_MOV, 6, 1)),), 40),
    Place("map values", ProgramType.XDP, (Line(Insn(LDDW, 6), ref=MapRef("values", 0)),), 32),
    Place("constants", ProgramType.XDP, (Line(Insn(LDDW, 6), ref=MapRef("constants", 0)),), 16),
    Place("null", ProgramType.XDP, (Line(Insn(BPF_ALU64 | BPF_MOV, 6)),), 0),
)


def _accesses() -> Iterator[Insn]:
    for size in (BPF_B, BPF_H, BPF_W, BPF_DW):
        yield Insn(BPF_LDX | BPF_MEM | size, 0, 6)
        yield Insn(BPF_STX | BPF_MEM | size, 6, 7)
        yield Insn(BPF_ST | BPF_MEM | size, 6, 0, 0, 0x5A)
        if size != BPF_DW:
            yield Insn(BPF_LDX | BPF_MEMSX | size, 0, 6)
    for size in (BPF_W, BPF_DW):
        for operation in (isa.BPF_ADD, isa.BPF_XOR | isa.BPF_FETCH, isa.BPF_XCHG, isa.BPF_CMPXCHG):
            yield Insn(BPF_STX | BPF_ATOMIC | size, 6, 7, 0, operation)


def _case(place: Place, lines: list[Item]) -> Case:
    start: list[Item] = [*place.base, Line(Insn(BPF_ALU64 | BPF_MOV, 7, imm=-2))]
    end = [Line(Insn(EXIT))]
    if "context" in place.name:
        # What was read may be an address, which is another one in each world.
        end.insert(0, Line(Insn(BPF_ALU64 | BPF_MOV)))
    return Case(0, place.type, (*start, *lines, *end), _MAPS, packet=_PACKET)


def _edges(place: Place, size: int) -> list[int]:
    near = {-size - 8, -size - 1, -size, 1 - size, -1, 0, 1, 3, size}
    near |= {place.size + d for d in (-size - 1, -size, 1 - size, -1, 0, 1, size)}
    if place.name == "tc context":
        # Fields that may be written, and their neighbours.
        near |= {7, 8, 9, 12, 32, 44, 47, 48, 60, 64, 68, 152, 160}
    return sorted(near)


def _agree(case: Case) -> str | None:
    """What the interpreter says of the end; the assertion is that compiled code says the same."""
    expected = run_interpreter(case)
    found = differences(expected, run_jit(case))
    assert not found, f"{found}\n{case.description()}"
    return expected.fault[0] if expected.fault else None


def _agree_for_all(case: Case, offsets: list[int]) -> set[str | None]:
    """`_agree` for each value of the map ``offset``, with one compilation for all."""
    spec, ends = case.object(), set()
    with load(spec) as loaded:
        for offset in offsets:
            word = (offset & (1 << 64) - 1).to_bytes(8, "little")
            given = replace(case, contents={"offset": {bytes(4): word}, "values": _VALUES_ZERO})
            expected = run_interpreter(given)
            found = differences(expected, run_loaded(given, loaded))
            assert not found, f"offset {offset}: {found}\n{given.description()}"
            ends.add(expected.fault[0] if expected.fault else None)
    return ends


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.name.replace(" ", "-"))
def test_an_access_at_a_computed_offset_ends_the_same_way(place: Place) -> None:
    ends = set()
    for access in _accesses():
        case = _case(
            place,
            [
                Line(Insn(LDDW, 8), ref=MapRef("offset", 0)),
                Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 8, 8)),
                Line(Insn(BPF_ALU64 | isa.BPF_ADD | BPF_X, 6, 8)),
                Line(access),
            ],
        )
        ends |= _agree_for_all(case, _edges(place, SIZE_BYTES[access.opcode & 0x18]))
    assert ends >= {"READ", "WRITE"}
    assert None in ends or place.name == "null"


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.name.replace(" ", "-"))
def test_an_access_at_a_known_offset_ends_the_same_way(place: Place) -> None:
    for access in list(_accesses())[::4]:
        size = SIZE_BYTES[access.opcode & 0x18]
        for offset in (-1, 0, place.size - size, place.size - size + 1):
            case = _case(place, [Line(access._replace(off=offset))])
            if accepted(case):
                _agree(case)
            else:
                # Of contexts it is known before the run what they let programs do.
                assert "context" in place.name


def test_offsets_far_away_are_faults_and_never_wrap_around() -> None:
    place = _PLACES[0]
    for number in (1 << 63, (1 << 64) - 8, 1 << 32, (1 << 47) - 4096, (1 << 64) - (1 << 31)):
        for access in (
            Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 6),
            Insn(BPF_STX | BPF_MEM | BPF_B, 6, 7),
        ):
            for lines in ([Line(Insn(LDDW, 6), wide=number)], []):
                added = Line(Insn(BPF_ALU64 | isa.BPF_ADD | BPF_X, 6, 8))
                case = _case(place, [Line(Insn(LDDW, 8), wide=number), *lines, added, Line(access)])
                assert _agree(case) in ("READ", "WRITE")


@pytest.mark.parametrize("budget", [0, 1, 2, 7, 1000])
@pytest.mark.parametrize("opcode", [JA, JA32, BPF_JMP | isa.BPF_JEQ])
def test_an_endless_loop_ends_at_the_jump_that_has_no_budget_left(budget: int, opcode: int) -> None:
    items = (
        Line(Insn(LDDW, 6), ref=MapRef("values", 0)),
        Label(1),
        Line(Insn(BPF_STX | BPF_ATOMIC | BPF_W, 6, 10, 0, isa.BPF_ADD)),
        Line(Insn(BPF_LDX | BPF_MEM | BPF_W, 1, 6, 4)),
        Line(Insn(BPF_ALU64 | isa.BPF_ADD, 1, imm=1)),
        Line(Insn(BPF_STX | BPF_MEM | BPF_W, 6, 1, 4)),
        Line(Insn(opcode, 0), target=1),
        Line(Insn(EXIT)),
    )
    # The first word gets an address added to it; that is not compared.
    case = Case(0, ProgramType.XDP, items, _MAPS, packet=_PACKET, budget=budget)
    expected, seen = run_interpreter(case), run_jit(case)
    assert expected.fault == seen.fault == (FaultKind.BUDGET.name, 6)
    counts = [outcome.maps["values"][bytes(4)][4:8] for outcome in (expected, seen)]
    assert counts == [(budget + 1).to_bytes(4, "little")] * 2


@pytest.mark.parametrize("budget", range(6))
def test_calls_take_from_the_budget(budget: int) -> None:
    call = Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=1)
    back = Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=2)
    items = (call, call, Line(Insn(EXIT)), Label(1), back, Line(Insn(EXIT)), Label(2))
    case = Case(0, ProgramType.XDP, (*items, Line(Insn(EXIT))), packet=_PACKET, budget=budget)
    assert _agree(case) == ("BUDGET" if budget < 4 else None)


@pytest.mark.parametrize("depth", range(1, 8))
def test_the_stack_ends_where_the_deepest_frame_ends(depth: int) -> None:
    """A chain of calls; the last function reaches below its own frame, and above the main one."""
    for off in (-512, -513, -520, 512 * depth - 8, 512 * depth - 7, 512 * depth):
        items: list[Item] = []
        for level in range(depth):
            items += [Label(level), Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=level + 1)]
            items += [Line(Insn(EXIT))]
        access = Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 10, off))
        items += [Label(depth), access, Line(Insn(EXIT))]
        _agree(Case(0, ProgramType.XDP, tuple(items), packet=_PACKET))


def test_every_offset_of_a_misaligned_atomic_is_an_align_fault() -> None:
    ends = []
    for offset in range(9):
        access = Insn(BPF_STX | BPF_ATOMIC | BPF_DW, 6, 7, offset, isa.BPF_ADD)
        ends.append(_agree(_case(_PLACES[0], [Line(access)])))
    assert ends == [None, *["ALIGN"] * 7, None]
    assert all(one != other for one, other in pairwise(ends[:2]))


def test_map_arguments_that_are_no_map_are_faults() -> None:
    bad: tuple[Line, ...] = (
        Line(Insn(BPF_ALU64 | BPF_MOV, 1)),
        Line(Insn(_MOV, 1, 10)),
        Line(Insn(LDDW, 1), wide=0x1234567890),
        Line(Insn(LDDW, 1), ref=MapRef("values", 0)),
    )
    for line in bad:
        for helper in (1, 2, 3):
            items = (
                Line(Insn(BPF_ST | BPF_MEM | BPF_W, 10, 0, -8, 0)),
                Line(Insn(_MOV, 2, 10)),
                Line(Insn(BPF_ALU64 | isa.BPF_ADD, 2, imm=-8)),
                Line(Insn(_MOV, 3, 2)),
                line,
                Line(Insn(CALL, imm=helper)),
                Line(Insn(EXIT)),
            )
            # The values of a map are no map, but that it is used at all is the program's business.
            case = Case(0, ProgramType.XDP, items, _MAPS, packet=_PACKET)
            assert _agree(case) == "MAP"


@pytest.mark.parametrize("depth", [0, 1, 3])
@pytest.mark.parametrize("way", ["direct", "pointer", "computed", "stored", "masked", "multiplied"])
def test_a_new_frame_holds_zeros_whatever_ran_before(depth: int, way: str) -> None:
    """`run_jit` fills the whole stack with the traces of another program first."""
    add = BPF_ALU64 | isa.BPF_ADD
    reach: dict[str, tuple[Line, ...]] = {
        "direct": (),
        "pointer": (Line(Insn(_MOV, 6, 10)), Line(Insn(add, 6, imm=-104))),
        "computed": (
            Line(Insn(BPF_ALU64 | BPF_MOV, 3, imm=-104)),
            Line(Insn(_MOV, 6, 10)),
            Line(Insn(BPF_ALU64 | isa.BPF_MUL | BPF_X, 3, 0)),
            Line(Insn(add | BPF_X, 6, 3)),
            Line(Insn(add, 6, imm=-104)),
        ),
        "stored": (
            Line(Insn(BPF_STX | BPF_MEM | BPF_DW, 10, 10, -8)),
            Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 6, 10, -8)),
            Line(Insn(add, 6, imm=-104)),
        ),
    }
    for name, operation in (("masked", isa.BPF_OR), ("multiplied", isa.BPF_MUL)):
        neutral = int(operation == isa.BPF_MUL)
        same = Line(Insn(BPF_ALU64 | operation, 6, imm=neutral))
        reach[name] = (Line(Insn(_MOV, 6, 10)), same, Line(Insn(add, 6, imm=-104)))
    read = Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, *((10, -104) if way == "direct" else (6, 0)))
    items: list[Item] = []
    for level in range(depth):
        items += [Label(level), Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=level + 1)]
        items += [Line(Insn(EXIT))]
    items += [Label(depth), *reach[way], Line(read), Line(Insn(EXIT))]
    case = Case(0, ProgramType.XDP, tuple(items), packet=_PACKET)
    assert _agree(case) is None
    assert run_jit(case).values == (0,)


def test_a_callers_frame_is_seen_and_changed_by_address() -> None:
    """r10 + 504 in a subprogram is r10 - 8 of its caller, and 520 below r10 nobody's before a call.

    A frame that only its own function seems to use must not be kept elsewhere.
    """
    store = Line(Insn(BPF_ST | BPF_MEM | BPF_DW, 10, 0, -8, 5))
    change = Line(Insn(BPF_ST | BPF_MEM | BPF_DW, 10, 0, 504, 9))
    look = Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 10, 504))
    own = Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 10, -8))
    below = Line(Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 10, -520))
    call, leave = Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=1), Line(Insn(EXIT))
    bodies: tuple[tuple[tuple[Item, ...], int], ...] = (
        ((store, call, leave, Label(1), look, leave), 5),
        ((store, call, own, leave, Label(1), change, leave), 9),
        ((call, own, leave, Label(1), change, leave), 9),
        ((below, Line(Insn(_MOV, 6, 0)), call, Line(Insn(_MOV, 0, 6)), leave, Label(1), leave), 0),
    )
    for items, value in bodies:
        case = Case(0, ProgramType.XDP, items, packet=_PACKET)
        assert _agree(case) is None
        assert run_jit(case).values == (value,)
