"""FLAT programs, which no kernel has, as functions of XDP programs whose packet is their memory."""

from __future__ import annotations

from typing import Final

from progpack.bpf.isa.insn import (
    BPF_ADD,
    BPF_ALU64,
    BPF_DW,
    BPF_JLE,
    BPF_JMP,
    BPF_LDX,
    BPF_MEM,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_STX,
    BPF_W,
    BPF_X,
    CALL,
    EXIT,
    Insn,
    Insns,
)
from progpack.bpf.spec import Function, ProgramSpec, ProgramType
from progpack.records import replace

__all__ = ["LONGEST", "RESULT", "as_xdp"]

#: Bytes of memory with which a program is verified before anybody says how many there are.
LONGEST: Final = 2048
#: Bytes of r0, which lie behind the memory.
RESULT: Final = 8
_LOAD: Final = BPF_LDX | BPF_MEM | BPF_W
_MOVE: Final = BPF_ALU64 | BPF_MOV
#: Offsets of ``data`` and ``data_end`` in ``struct xdp_md``.
_DATA, _DATA_END = 0, 4
#: Registers that are 0 when a FLAT program begins, and that a call leaves undefined.
_ZEROS: Final = (0, *range(3, 10))
_PASS: Final = 2


def as_xdp(spec: ProgramSpec, length: int) -> ProgramSpec:
    """An XDP program that calls a FLAT one with address and length of its memory.

    The memory is the packet but for its last 8 bytes, where r0 is put: the kernel keeps 32 bits of
    what an XDP program returns.

    Args:
        spec: a FLAT program.
        length: bytes of its memory.
    """
    calls, zeros = _calling(length), [Insn(_MOVE, register) for register in _ZEROS]
    start, by = len(calls), len(calls) + len(zeros)
    functions = (
        Function("with_memory", 0, start),
        *(
            replace(
                function,
                start=function.start + by if function.start else start,
                end=function.end + by,
            )
            for function in spec.functions
        ),
    )
    return replace(
        spec,
        type=ProgramType.XDP,
        insns=Insns([*calls, *zeros, *spec.insns]),
        functions=functions,
        maps={pc + by: ref for pc, ref in spec.maps.items()},
        lines={pc + by: line for pc, line in spec.lines.items()},
    )


def _calling(length: int) -> list[Insn]:
    """The XDP program, the FLAT one behind it; r6 is its context."""
    return [
        Insn(_MOVE | BPF_X, 6, 1),
        *_packet(length),
        Insn(_MOVE, 2, imm=length),
        Insn(CALL, src=BPF_PSEUDO_CALL, imm=len(_packet(length)) + 3),
        *_packet(length + RESULT),
        Insn(BPF_STX | BPF_MEM | BPF_DW, 1, 0, length),
        Insn(_MOVE, 0, imm=_PASS),
        Insn(EXIT),
    ]


def _packet(length: int) -> list[Insn]:
    """Instructions that end the program unless so many bytes lie at r1, as the verifier sees.

    r0 stays. What lies behind these bytes a FLAT program may not touch.
    """
    return [
        Insn(_LOAD, 2, 6, _DATA_END),
        Insn(_LOAD, 1, 6, _DATA),
        Insn(_MOVE | BPF_X, 3, 1),
        Insn(BPF_ALU64 | BPF_ADD, 3, imm=length),
        Insn(BPF_JMP | BPF_JLE | BPF_X, 3, 2, 2),
        Insn(_MOVE, 0),
        Insn(EXIT),
    ]
