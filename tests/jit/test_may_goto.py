"""may_goto: jumps when nothing of the budget is left, the same compiled and interpreted."""

from __future__ import annotations

import os

import pytest

from progpack import PackAllocator, ProgramType
from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import MAY_GOTO
from progpack.bpf.text.disasm import disasm
from tests.jit import test_callbacks
from tests.jit.worlds import both, program

#: Counts its rounds; each takes one from the budget.
_COUNT = """
    r0 = 0
    again:
    may_goto out
    r0 += 1
    goto again
    out:
    exit
"""
#: Ends by itself after three rounds.
_THREE = """
    r0 = 0
    again:
    may_goto out
    r0 += 1
    if r0 < 3 goto again
    out:
    exit
"""
#: The same in a subprogram, whose call takes one too.
_CALLED = f"call inner\nexit\ninner:{_COUNT}"
#: In a callback at slot 10, which bpf_loop calls four times; a word of the frame counts them.
_CALLBACK = """*(u64 *)(r10 - 8) = 0; r1 = 4; r2 = 110 ll; r3 = r10; r3 += -8; r4 = 0; call 181
    r0 = *(u64 *)(r10 - 8); exit
    r0 = 0; may_goto +3; r1 = *(u64 *)(r2 + 0); r1 += 1; *(u64 *)(r2 + 0) = r1; exit"""


def test_text_and_back() -> None:
    insns = assemble("again: may_goto out\ngoto again\nout: r0 = 0\nexit")
    assert insns[0].opcode == MAY_GOTO == 0xE5
    assert insns[0].off == 1
    assert disasm(insns, 0) == "may_goto +0x1"


@pytest.mark.parametrize("budget", [0, 1, 2, 77, 5000])
@pytest.mark.parametrize("text", [_COUNT, _THREE, _CALLED], ids=["count", "three", "called"])
def test_both_ways_agree_at_every_budget(packs: PackAllocator, text: str, budget: int) -> None:
    held = program(text, ProgramType.XDP)
    interpreted, compiled = both(held, packs, bytes(64), budget=budget)
    assert compiled == interpreted


@pytest.mark.parametrize("budget", [0, 1, 2, 77, 5000])
def test_a_loop_without_end_ends_with_the_budget(packs: PackAllocator, budget: int) -> None:
    for outcome in both(program(_COUNT, ProgramType.XDP), packs, bytes(64), budget=budget):
        assert (outcome.return_value, outcome.fault) == (budget, None)


@pytest.mark.parametrize(("budget", "rounds"), [(0, 0), (1, 1), (2, 2), (3, 3), (100, 3)])
def test_a_loop_with_an_end_of_its_own_ends_there(
    packs: PackAllocator, budget: int, rounds: int
) -> None:
    for outcome in both(program(_THREE, ProgramType.XDP), packs, bytes(64), budget=budget):
        assert outcome.return_value == rounds


@pytest.mark.parametrize("budget", [0, 1, 2, 3, 4, 5, 6, 77])
def test_a_callback_sees_what_is_left(packs: PackAllocator, budget: int) -> None:
    test_callbacks.both(packs, test_callbacks.program(_CALLBACK), bytes(8), budget)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: loads a program into the kernel")
def test_the_kernel_leaves_such_a_loop_too() -> None:
    from progpack.kernel.syscall.programs import KernelProgram

    insns = assemble(_COUNT)
    with KernelProgram.load(insns, type=ProgramType.SCHED_CLS, name="count", license="GPL") as held:
        assert held.test_run(bytes(64)).return_value > 3
