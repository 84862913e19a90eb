"""Load-acquire and store-release: kernel instructions that RFC 9669 does not have.

They are encoded as atomic operations and act as a load and a store of any size, at a multiple of
it, which order the accesses around them (``Documentation/bpf/standardization``, Linux 6.18).
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.isa.insn import (
    BPF_ATOMIC,
    BPF_B,
    BPF_DW,
    BPF_H,
    BPF_LDX,
    BPF_LOAD_ACQ,
    BPF_MEM,
    BPF_STORE_REL,
    BPF_STX,
    BPF_W,
    Insn,
    Insns,
)

__all__ = ["ORDERED", "is_ordered", "plain_slots"]

#: Their immediates.
ORDERED: Final = frozenset({BPF_LOAD_ACQ, BPF_STORE_REL})
_ATOMIC: Final = bytes(BPF_STX | BPF_ATOMIC | size for size in (BPF_B, BPF_H, BPF_W, BPF_DW))
_PLAIN: Final = frozenset({BPF_LDX | BPF_MEM, BPF_STX | BPF_MEM})


def plain_slots(insns: Insns) -> tuple[Insn, ...]:
    """Return all instructions, the ordered ones in the form of a load and a store.

    Those keep their immediates, which no other load or store has: `is_ordered` tells them.
    """
    slots = insns.slots()
    if not insns.has_any(_ATOMIC):
        return slots
    places = [pc for opcode in _ATOMIC for pc in insns.places(opcode)]
    if not any(slots[pc].imm in ORDERED for pc in places):
        return slots
    changed = list(slots)
    for pc in places:
        size, imm = slots[pc].opcode & BPF_DW, slots[pc].imm
        if imm in ORDERED:
            kind = BPF_LDX if imm == BPF_LOAD_ACQ else BPF_STX
            changed[pc] = slots[pc]._replace(opcode=kind | BPF_MEM | size)
    return tuple(changed)


def is_ordered(insn: Insn) -> bool:
    """Whether a load or store that `plain_slots` returned is an ordered one."""
    return insn.imm in ORDERED and insn.opcode & ~BPF_DW in _PLAIN
