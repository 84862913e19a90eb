"""Counting what runs of a program execute, in an array of which the program knows nothing.

A program with counters has two of 64 bits for each instruction slot: how often the slot was
executed, and how often the conditional jump in it was taken. Compiled code counts at the beginning
of each block only, the interpreter at each slot, so only the first slot of a block is to be read:
`Counts` does that. The object is as clang made it; machine code has an addition for each block and
each conditional jump more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from progpack.bpf.isa import insn as isa
from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.records import dataclass, replace

__all__ = [
    "COUNTER",
    "Counts",
    "Jump",
    "cells",
    "executed_at",
    "is_counters",
    "taken_at",
    "with_counters",
]

#: Bytes of a counter.
COUNTER: Final = 8
_PREFIX: Final = ".coverage."
_KEY_SIZE: Final = 4
_UNCONDITIONAL: Final = (isa.EXIT, isa.JA, isa.JA32)


def executed_at(pc: int) -> int:
    """Return the offset in bytes of the counter of executions of a slot."""
    return 2 * COUNTER * pc


def taken_at(pc: int) -> int:
    """Return the offset in bytes of the counter of how often the jump in a slot was taken."""
    return 2 * COUNTER * pc + COUNTER


def is_counters(map_name: str) -> bool:
    """Whether a map is one of those that `with_counters` adds."""
    return map_name.startswith(_PREFIX)


def with_counters(spec: ObjectSpec) -> ObjectSpec:
    """Return an object whose programs count what they execute, each in a map of its own."""
    maps = dict(spec.maps)
    programs = {}
    for name, program in spec.programs.items():
        counters = _PREFIX + name
        size = executed_at(len(program.insns))
        maps[counters] = MapSpec(counters, MapType.ARRAY, _KEY_SIZE, size, 1)
        programs[name] = replace(program, counters=counters)
    return replace(spec, maps=maps, programs=programs)


@dataclass(frozen=True, slots=True)
class Jump:
    """A conditional jump that was executed or could be.

    Attributes:
        pc: its slot.
        taken: how often a run went where it leads.
        passed: how often a run went on behind it.
    """

    pc: int
    taken: int
    passed: int


def cells(program: ProgramSpec) -> list[int]:
    """Return the offsets in bytes of the counters that compiled code counts in, each once."""
    slots = len(program.insns)
    executed = {executed_at(pc) for pc in _leaders(program) if pc < slots}
    jumps = {
        taken_at(pc)
        for pc, opcode in _opcodes(program)
        if isa.is_jump(opcode) and opcode not in _UNCONDITIONAL
    }
    return sorted(executed | jumps)


class Counts:
    """The counters of a program, read.

    Args:
        program: the program.
        value: the value of its array of counters.
        byteorder: byte order of the counters.
    """

    def __init__(
        self, program: ProgramSpec, value: bytes, byteorder: Literal["little", "big"]
    ) -> None:
        self.program = program
        self._value = value
        self._byteorder: Literal["little", "big"] = byteorder
        self._executed = self._spread(set(_leaders(program)))

    def _read(self, offset: int) -> int:
        return int.from_bytes(self._value[offset : offset + COUNTER], self._byteorder)

    def _spread(self, leaders: set[int]) -> list[int]:
        """Return for each slot the count of the first slot of its block."""
        counts, last = [], 0
        for pc in range(len(self.program.insns)):
            if pc in leaders:
                last = self._read(executed_at(pc))
            counts.append(last)
        return counts

    def executed(self, pc: int) -> int:
        """Return how often the block of a slot was entered."""
        return self._executed[pc]

    def jumps(self) -> Iterator[Jump]:
        """Yield the conditional jumps in the order of their slots."""
        for pc, opcode in _opcodes(self.program):
            if isa.is_jump(opcode) and opcode not in _UNCONDITIONAL:
                taken = self._read(taken_at(pc))
                yield Jump(pc, taken, max(self._executed[pc] - taken, 0))


def _opcodes(program: ProgramSpec) -> Iterator[tuple[int, int]]:
    """The slots that hold an instruction, and its opcode; not the second ones of wide loads."""
    wide = False
    for pc, insn in enumerate(program.insns.slots()):
        if not wide:
            yield pc, insn[0]
        wide = not wide and insn[0] == isa.LDDW


def _leaders(program: ProgramSpec) -> Iterator[int]:
    """The first slots of the blocks: where functions begin, where jumps go and behind them."""
    slots = program.insns.slots()
    yield from (function.start for function in program.functions)
    for pc, opcode in _opcodes(program):
        if opcode == isa.EXIT:
            yield pc + 1
        elif isa.is_jump(opcode):
            target = isa.jump_target(slots, pc)
            if target is not None:
                yield target
            yield pc + 1
