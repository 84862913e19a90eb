"""Programs that depend on where their memory lies are told from those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from progpack import MapSpec, MapType, ProgramType
from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import LDDW
from progpack.bpf.spec import MapRef

from .case import Case, Line
from .elsewhere import depends_on_addresses
from .worlds import hits_a_neighbour, run_interpreter, run_jit

RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
SPILLED = "*(u64 *)(r10 - 56) = r1\n"


#: The address of a packet, which lies below 4 GiB, but not in all batches.
DATA = "r1 = *(u32 *)(r1 + 76)\n*(u64 *)(r10 - 56) = r1\n"
#: The sign of an address of a record that was given back.
RECORD = "r1 = 0 ll\nr2 = 8\nr3 = 0\ncall 131\nr7 = r0\nr1 = r7\nr2 = 0\ncall 133\nw0 = 0\n"


def test_the_address_of_a_record_outlives_it() -> None:
    text = RECORD + "if w0 s> w7 goto +0\nexit"
    refs = {0: MapRef(RING.name, None)}
    lines = tuple(
        Line(insn, ref=refs.get(pc), wide=0 if insn.opcode == LDDW else None)
        for pc, insn in enumerate(assemble(text))
        if insn.opcode
    )
    case = Case(0, ProgramType.SCHED_CLS, lines, maps=(RING,), packet=bytes(64))
    expected = run_interpreter(case)
    assert expected.fault is None
    assert depends_on_addresses(case, expected)


@pytest.mark.parametrize(
    ("text", "depends"),
    [
        (SPILLED + "r0 = *(u64 *)(r10 - 56)\nr0 = 1\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 64) = 0\nr0 = 1\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 56) = 0\nr0 = *(u64 *)(r10 - 56)\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 61) = 0\nr0 = 1\nexit", True),
        (SPILLED + "*(u8 *)(r10 - 56) = 0\nr0 = 1\nexit", True),
        (SPILLED + "w2 = 0\n*(u32 *)(r10 - 52) = w2\nr0 = 1\nexit", True),
        (DATA + "w0 = *(u32 *)(r10 - 51)\nw0 = 1\nexit", True),
        (DATA + "r0 = *(u64 *)(r10 - 56)\nw0 = 1\nexit", False),
        (SPILLED + "w0 = *(u16 *)(r10 - 54)\nw0 = 1\nexit", True),
    ],
)
def test_what_an_address_is_cut_for(text: str, depends: bool) -> None:
    lines = tuple(Line(insn) for insn in assemble(text))
    case = Case(0, ProgramType.SCHED_CLS, lines, packet=bytes(64))
    assert depends_on_addresses(case, run_interpreter(case)) is depends


@pytest.mark.parametrize("offset", [*range(64, 1024, 24), 1 << 20])
def test_what_compiled_code_finds_behind_a_map_is_another_map(offset: int) -> None:
    maps = tuple(MapSpec(name, MapType.ARRAY, 4, 64, 1) for name in ("first", "second"))
    text = f"r1 = 0 ll\nr2 = 0 ll\nr1 += {offset}\nr0 = *(u8 *)(r1 + 0)\nexit"
    refs = {0: MapRef("first", 0), 2: MapRef("second", 0)}
    lines = tuple(
        Line(insn, ref=refs.get(pc), wide=0 if insn.opcode == LDDW else None)
        for pc, insn in enumerate(assemble(text))
        if insn.opcode
    )
    case = Case(0, ProgramType.SCHED_CLS, lines, maps=maps, packet=bytes(64))
    expected = run_interpreter(case)
    assert expected.fault == ("READ", 5)
    assert run_jit(case).fault == expected.fault or hits_a_neighbour(case, expected)
    assert offset < 1 << 20 or not hits_a_neighbour(case, replace(expected, note=""))
