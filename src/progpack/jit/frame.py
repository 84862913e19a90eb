"""The 512-byte frame of a BPF function: who may reach it, and how much of it is used.

A frame whose address is never taken becomes an ``alloca`` that LLVM can keep in registers; any
other lies in the run's stack. Either way a function finds zeros in it, and only the part that it
can touch is cleared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from progpack.bpf import isa
from progpack.bpf.check import FRAME_SIZE
from progpack.bpf.isa import BPF_REG_FP, Insn
from progpack.jit.flow import Block
from progpack.jit.kinds import FRAME, Kinds

__all__ = ["private_frame_bytes", "shared_frame_bytes", "takes_frame_address"]

_MEMORY = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)


def takes_frame_address(insns: Sequence[Insn], order: Sequence[Block]) -> bool:
    """Whether r10 is used for anything but as the base of an access that lies in the frame."""
    return any(_takes(insn) for _, insn in _instructions(insns, order))


def _takes(insn: Insn) -> bool:
    group = insn.opcode & 7
    if insn.opcode in (isa.LDDW, isa.CALL, isa.EXIT, isa.JA, isa.JA32):
        return False
    if group in _MEMORY:
        if group == isa.BPF_STX and insn.src == BPF_REG_FP:
            return True
        inside = -FRAME_SIZE <= insn.off <= -isa.size_bytes(insn.opcode)
        return _base(insn) == BPF_REG_FP and not inside
    if group == isa.BPF_LD:
        return insn.opcode & 0xE0 == isa.BPF_IND and insn.src == BPF_REG_FP
    operands = (insn.dst, insn.src) if insn.opcode & isa.BPF_X else (insn.dst,)
    return BPF_REG_FP in operands


def private_frame_bytes(insns: Sequence[Insn], order: Sequence[Block]) -> int:
    """Bytes below r10 that a function which does not take the address uses; a multiple of 16."""
    low = 0
    for _, insn in _instructions(insns, order):
        if insn.opcode & 7 in _MEMORY and _base(insn) == BPF_REG_FP:
            low = min(low, insn.off)
    return _round(low)


def shared_frame_bytes(
    insns: Sequence[Insn], order: Sequence[Block], known: Mapping[int, Kinds]
) -> int:
    """Bytes below r10 that pointers into this frame can reach; a multiple of 16.

    All 512 where a pointer is stored, passed on to another function, or moved by an amount that is
    not constant.
    """
    low = 0
    for block in order:
        kinds = known[block.start].copy()
        for pc, insn in _instructions(insns, (block,)):
            reach = _reach(kinds, insn)
            if reach is None:
                return FRAME_SIZE
            low = min(low, reach)
            kinds.step(insns, pc)
            moved = kinds.regs[insn.dst]
            if moved is not None and moved[0] == FRAME:
                if moved[1] is None or moved[1] < -FRAME_SIZE:
                    return FRAME_SIZE
                low = min(low, moved[1])
    return _round(low)


def _reach(kinds: Kinds, insn: Insn) -> int | None:
    """How far below r10 an instruction reaches; None when nobody can say."""
    group = insn.opcode & 7
    if group in _MEMORY:
        if group == isa.BPF_STX and _in_frame(kinds, insn.src):
            return None
        base = kinds.regs[_base(insn)]
        if base is None or base[0] != FRAME:
            return 0
        return None if base[1] is None else base[1] + insn.off
    if insn.opcode == isa.CALL and insn.src == isa.BPF_PSEUDO_CALL:
        return None if any(_in_frame(kinds, register) for register in range(1, 6)) else 0
    return 0


def _in_frame(kinds: Kinds, register: int) -> bool:
    kind = kinds.regs[register]
    return kind is not None and kind[0] == FRAME


def _base(insn: Insn) -> int:
    return insn.src if insn.opcode & 7 == isa.BPF_LDX else insn.dst


def _round(low: int) -> int:
    return min(FRAME_SIZE, (-low + 15) // 16 * 16)


def _instructions(insns: Sequence[Insn], order: Sequence[Block]) -> Iterator[tuple[int, Insn]]:
    for block in order:
        pc = block.start
        while pc < block.end:
            yield pc, insns[pc]
            pc += 2 if insns[pc].opcode == isa.LDDW else 1
