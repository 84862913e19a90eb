"""The number of arguments of what a program calls: of helpers by row, of functions by code."""

from __future__ import annotations

from typing import Final

from progpack.bpf.analysis.flow import blocks_of, register_effects
from progpack.bpf.helpers import custom
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.spec import ProgramSpec

__all__ = ["ARGUMENTS", "argument_count", "helper_call"]

#: Registers that a function or helper may get arguments in.
ARGUMENTS: Final = (1, 2, 3, 4, 5)
_ALL: Final = sum(1 << number for number in ARGUMENTS)


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
    read = _read_first(program, start)
    return max((number for number in ARGUMENTS if read >> number & 1), default=0)


def _read_first(program: ProgramSpec, start: int) -> int:
    """The registers (bit set) that a function reads on a way on which nothing has written them."""
    slots = plain_slots(program.insns)
    blocks = {
        block.start: block for block in blocks_of(slots, start, program.function_at(start).end)
    }
    read, seen = 0, set()
    ways = [(start, 0)]
    while ways:
        way = ways.pop()
        if way in seen:
            continue
        seen.add(way)
        first, written = way
        block = blocks[first]
        for pc in range(first, block.end):
            reads, writes = register_effects(slots[pc])
            if slots[pc].opcode == isa.CALL:
                reads = _read_by_call(program, pc)
            read |= reads & ~written
            written |= writes & _ALL
        ways += ((edge.target, written) for edge in block.edges)
    return read


def _read_by_call(program: ProgramSpec, pc: int) -> int:
    insn = program.insns[pc]
    if insn.src == isa.BPF_PSEUDO_CALL:
        return _read_first(program, pc + 1 + insn.imm)
    return sum(1 << number for number in ARGUMENTS[: helper_call(insn.imm)[1]])
