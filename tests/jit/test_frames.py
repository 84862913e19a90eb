"""Frames: a function sees nothing of what an earlier run left in the memory of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from progpack import Object, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from tests.fuzz.worlds import dirty_stack

#: What a way that is not taken leaves in the register is no pointer into the frame.
_JOINED = """
    r2 = *(u32 *)(r1 + 12)
    {before}
    if r2 == {number} goto behind
    r3 = r10
behind:
    r0 = *(u64 *)(r3 - 32)
    exit
"""
_LOOP = """
    r2 = *(u32 *)(r1 + 12)
    r3 = r10
    r0 = 0
again:
    r0 += *(u8 *)(r3 - 40)
    r3 += -1
    r2 += 1
    if r2 < 5 goto again
    exit
"""
PROGRAMS = {
    "number or frame": _JOINED.format(before="r3 = 7", number=77),
    "context or frame": _JOINED.format(before="r3 = r1", number=77),
    "unknown or frame": _JOINED.format(before="r3 = *(u32 *)(r1 + 0)", number=77),
    "moved by a loop": _LOOP.replace("r0 += *(u8 *)(r3 - 40)", "r4 = *(u8 *)(r3 - 40)\nr0 += r4"),
    "moved by a number": """
        r3 = r10
        r2 = *(u32 *)(r1 + 12)
        r2 &= 15
        r3 -= r2
        r0 = *(u64 *)(r3 - 40)
        exit
    """,
    "copied, then joined": """
        r2 = *(u32 *)(r1 + 12)
        r4 = r2
        if r2 == 77 goto behind
        r3 = r10
        r4 = r3
    behind:
        r5 = r4
        r0 = *(u64 *)(r5 - 8)
        exit
    """,
}


@pytest.fixture
def loaded(request: pytest.FixtureRequest) -> Iterator[tuple[ProgramSpec, Object]]:
    program = assemble_program(request.param, name="p", type=ProgramType.XDP, license="GPL")
    with load(ObjectSpec("o", "GPL", {"p": program}, {})) as made:
        yield program, made


@pytest.mark.parametrize("loaded", PROGRAMS.values(), ids=PROGRAMS, indirect=True)
def test_nothing_is_left_of_an_earlier_run(loaded: tuple[ProgramSpec, Object]) -> None:
    program, made = loaded
    expected = Machine(program).run(bytes(64)).return_value
    dirty_stack()
    assert made.programs["p"].run(bytes(64)).return_value == expected
