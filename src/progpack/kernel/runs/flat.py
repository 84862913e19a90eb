"""FLAT programs, which no kernel has, as XDP programs whose packet is their memory."""

from __future__ import annotations

from typing import Final

from progpack.bpf.isa.insn import (
    BPF_ADD,
    BPF_ALU64,
    BPF_JLE,
    BPF_JMP,
    BPF_LDX,
    BPF_MEM,
    BPF_MOV,
    BPF_W,
    BPF_X,
    EXIT,
    Insn,
    Insns,
)
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.records import replace

__all__ = ["LONGEST", "as_xdp"]

#: Bytes of memory with which a program is verified before anybody says how many there are.
LONGEST: Final = 2048
_LOAD: Final = BPF_LDX | BPF_MEM | BPF_W
_MOVE: Final = BPF_ALU64 | BPF_MOV
#: Offsets of ``data`` and ``data_end`` in ``struct xdp_md``.
_DATA, _DATA_END = 0, 4
#: Registers that are 0 when a FLAT program begins.
_ZEROS: Final = (0, *range(3, 10))


def as_xdp(spec: ProgramSpec, length: int) -> ProgramSpec:
    """The program behind instructions that put address and length of the packet into r1 and r2.

    Args:
        spec: a FLAT program.
        length: bytes of the packet that are its memory.
    """
    front = _front(length)
    by = len(front)
    functions = tuple(
        replace(each, start=each.start + by if each.start else 0, end=each.end + by)
        for each in spec.functions
    )
    return replace(
        spec,
        type=ProgramType.XDP,
        insns=Insns([*front, *spec.insns]),
        functions=functions,
        maps={pc + by: ref for pc, ref in spec.maps.items()},
        lines={pc + by: line for pc, line in spec.lines.items()},
    )


def _front(length: int) -> list[Insn]:
    """Instructions after which the verifier knows the memory; they end where it is shorter."""
    return [
        Insn(_LOAD, 2, 1, _DATA_END),
        Insn(_LOAD, 1, 1, _DATA),
        Insn(_MOVE | BPF_X, 3, 1),
        Insn(BPF_ALU64 | BPF_ADD, 3, imm=length),
        Insn(BPF_JMP | BPF_JLE | BPF_X, 3, 2, 2),
        Insn(_MOVE, 0),
        Insn(EXIT),
        Insn(_MOVE, 2, imm=length),
        *(Insn(_MOVE, register) for register in _ZEROS),
    ]
