"""Local variables of a run that stands still, where the object has DWARF (``clang -g``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.bpf.dwarf.variables import DebugInfo, Local
from progpack.bpf.isa import insn as isa
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import Function, ProgramSpec
from progpack.errors import ObjectError
from progpack.records import dataclass

__all__ = ["Locals", "Value", "locals_of"]

_WORD = 8


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an expression.

    Attributes:
        data: its bytes.
        kind: its type, None where it is not known.
        stars: how many times it is a pointer to ``kind``; 0: it is a ``kind``.
        address: where it lies, None for what is in no memory.
        signed: whether a number of no type may be negative.
    """

    data: bytes
    kind: BtfType | None = None
    stars: int = 0
    address: int | None = None
    signed: bool = False

    @property
    def is_pointer(self) -> bool:
        """Whether it is the address of something."""
        pointer = self.kind is not None and self.kind.resolve().kind is BtfKind.PTR
        return bool(self.stars) or pointer


class Locals:
    """The local variables of an object's functions.

    Args:
        debug: the object's debugging information, None where it has none.
    """

    def __init__(self, debug: DebugInfo | None = None) -> None:
        self._debug = debug
        self._frames: dict[tuple[int, int], int] = {}

    @property
    def types(self) -> Sequence[Btf]:
        """The types of the object's C, also those that its BTF does not have."""
        return () if self._debug is None else self._debug.types

    def at(self, machine: Machine, pc: int, registers: Sequence[int | None]) -> Mapping[str, Value]:
        """Return the variables that are somewhere at an instruction, by name.

        Args:
            machine: what runs.
            pc: slot of the instruction.
            registers: r0..r10 of its function; None where one is not known.
        """
        if self._debug is None:
            return {}
        function = machine.spec.function_at(pc)
        size = self._frame(machine.spec, function)
        found = self._debug.locals(function.name, pc - function.start, registers, size)
        values = ((name, _value(machine, local)) for name, local in found.items())
        return {name: value for name, value in values if value is not None}

    def _frame(self, program: ProgramSpec, function: Function) -> int:
        key = id(program), function.start
        if key not in self._frames:
            self._frames[key] = frame_size(program, function)
        return self._frames[key]


def locals_of(path: str | Path) -> Locals:
    """Return the local variables of an object file; none where it has no DWARF that can be read."""
    try:
        return Locals(DebugInfo(Path(path).read_bytes(), str(path)))
    except (ObjectError, OSError):
        return Locals()


def frame_size(program: ProgramSpec, function: Function) -> int:
    """Return the bytes of stack that a function uses: those from the lowest that it names on."""
    lowest, copy = 0, -1
    for opcode, dst, src, off, imm in program.insns.slots()[function.start : function.end]:
        kind = opcode & 7
        base = src if kind == isa.BPF_LDX else dst if kind in (isa.BPF_ST, isa.BPF_STX) else -1
        if base == isa.BPF_REG_FP:
            lowest = min(lowest, off)
        if opcode == isa.BPF_ALU64 | isa.BPF_ADD and dst == copy:
            lowest = min(lowest, imm)
        moved = opcode == isa.BPF_ALU64 | isa.BPF_MOV | isa.BPF_X and src == isa.BPF_REG_FP
        copy = dst if moved else -1
    return -(lowest // _WORD) * _WORD


def _value(machine: Machine, local: Local) -> Value | None:
    try:
        size = local.kind.sizeof()
    except ObjectError:
        return None
    order: Literal["little", "big"] = machine.maps.byteorder
    if local.address is None:
        if size > _WORD:
            return None
        low = local.number & (1 << size * 8) - 1
        return Value(low.to_bytes(size, order), local.kind)
    found = machine.space.find(local.address, size)
    if found is None:
        return None
    region, at = found
    return Value(bytes(region.data[at : at + size]), local.kind, 0, local.address)
