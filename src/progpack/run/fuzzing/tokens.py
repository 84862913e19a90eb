"""The constants that a program compares with, as bytes that packets may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.isa import insn as isa
from progpack.bpf.spec import ObjectSpec, ProgramSpec

__all__ = ["tokens_of"]

#: Tokens that are used at most; more would be put in too rarely.
_MOST: Final = 512
_SIZES: Final = (1, 2, 4, 8)
_ORDERS: Final = ("little", "big")
_ADDED: Final = (isa.BPF_ALU | isa.BPF_ADD, isa.BPF_ALU64 | isa.BPF_ADD)
_KEPT: Final = (isa.BPF_ALU | isa.BPF_MOV, isa.BPF_ALU64 | isa.BPF_MOV)
_XOR: Final = (isa.BPF_ALU | isa.BPF_XOR, isa.BPF_ALU64 | isa.BPF_XOR)


def tokens_of(spec: ObjectSpec) -> list[bytes]:
    """Return the constants of an object's programs in both byte orders, each once.

    Those of comparisons, those that are added and moved, and 64-bit constants.
    """
    tokens: dict[bytes, None] = {}
    for program in spec.programs.values():
        for number in _numbers(program):
            tokens.update(dict.fromkeys(_bytes_of(number)))
    return list(tokens)[:_MOST]


def _numbers(program: ProgramSpec) -> Iterator[int]:
    for pc, insn in enumerate(program.insns):
        kind = insn.opcode & 7
        if isa.is_jump(insn.opcode) and not insn.opcode & isa.BPF_X and kind != isa.BPF_LD:
            yield insn.imm
        elif insn.opcode in _ADDED:
            yield -insn.imm
        elif insn.opcode in (*_KEPT, *_XOR):
            yield insn.imm
        elif insn.opcode == isa.LDDW and not insn.src:
            yield isa.imm64(insn, program.insns[pc + 1])


def _bytes_of(number: int) -> Iterator[bytes]:
    """The bytes of a number, in the shortest form that holds it, in both orders."""
    for size in _SIZES:
        if -(1 << size * 8 - 1) <= number < 1 << size * 8:
            low = number & (1 << size * 8) - 1
            for order in _ORDERS:
                yield low.to_bytes(size, order)
            return
