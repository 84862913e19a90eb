"""The number of arguments of what a program calls: of helpers by row, of functions by code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from progpack.bpf.helpers import custom
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, jump_target
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.spec import ProgramSpec

__all__ = ["ARGUMENTS", "argument_count", "helper_call"]

#: Registers that a function or helper may get arguments in.
ARGUMENTS: Final = (1, 2, 3, 4, 5)
_CALLER_SAVED: Final = frozenset({0, *ARGUMENTS})
_ALWAYS: Final = (isa.JA, isa.JA32)


def helper_call(number: int) -> tuple[str, int]:
    """Return the name of a helper and the number of its arguments."""
    added = custom.find(number)
    helper = SUPPORTED.get(number) if added is None else added.helper
    if helper is None:
        return f"helper #{number}", 0
    return helper.text_name, sum(arg.name != "NONE" for arg in helper.args)


def argument_count(program: ProgramSpec, start: int) -> int:
    """Return how many arguments the function at a slot takes: up to the last that it reads.

    The types of its C source do not say it: a compiler leaves out what a static function does not
    use, and what follows moves to other registers.
    """
    slots = plain_slots(program.insns)
    return max((number for number in ARGUMENTS if _reads(slots, start, number)), default=0)


def _reads(slots: Sequence[Insn], start: int, register: int) -> bool:
    """Whether a way through the function reads what its caller left in a register."""
    left, seen = [start], set()
    while left:
        pc = left.pop()
        if pc in seen or pc >= len(slots):
            continue
        seen.add(pc)
        if register in _read_by(slots, pc):
            return True
        if register not in _written_by(slots[pc]):
            left += _followers(slots, pc)
    return False


def _followers(slots: Sequence[Insn], pc: int) -> list[int]:
    insn = slots[pc]
    if insn.opcode == isa.EXIT:
        return []
    target = None if insn.opcode == isa.CALL else jump_target(slots, pc)
    behind = [] if insn.opcode in _ALWAYS else [pc + 1]
    return behind if target is None else [*behind, target]


def _read_by(slots: Sequence[Insn], pc: int) -> set[int]:
    """The registers of arguments that an instruction reads; of a call those of what is called."""
    opcode, dst, src = slots[pc][:3]
    kind = opcode & 7
    if opcode == isa.CALL:
        return _given_by(slots, pc)
    if kind == isa.BPF_LDX or opcode in (isa.MAY_GOTO, *_ALWAYS, isa.EXIT, isa.LDDW, 0):
        return {src} if kind == isa.BPF_LDX else set()
    if kind in (isa.BPF_ALU, isa.BPF_ALU64) and opcode & 0xF0 == isa.BPF_MOV:
        return {src} if opcode & isa.BPF_X else set()
    if kind == isa.BPF_ALU and opcode & 0xF0 == isa.BPF_END:
        return {dst}  # whose bit BPF_X says another thing
    return {dst, src} if kind == isa.BPF_STX or opcode & isa.BPF_X else {dst}


def _given_by(slots: Sequence[Insn], pc: int) -> set[int]:
    insn = slots[pc]
    if insn.src == isa.BPF_PSEUDO_CALL:
        start = pc + 1 + insn.imm
        return {number for number in ARGUMENTS if _reads(slots, start, number)}
    return set(ARGUMENTS[: helper_call(insn.imm)[1]])


def _written_by(insn: Insn) -> frozenset[int]:
    """The registers that have another value behind an instruction."""
    kind = insn.opcode & 7
    if insn.opcode == isa.CALL:
        return _CALLER_SAVED
    if kind in (isa.BPF_ALU, isa.BPF_ALU64, isa.BPF_LDX) or insn.opcode == isa.LDDW:
        return frozenset({insn.dst})
    return frozenset()
