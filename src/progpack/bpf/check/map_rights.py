"""Refusals of accesses that a map denies to programs, as far as they are known before a run.

``BPF_F_RDONLY_PROG`` and ``BPF_F_WRONLY_PROG`` take rights from programs, not from whoever loads
them. The verifier refuses with -EACCES what breaks them (``check_map_access_type()`` and
``record_func_map()`` in ``kernel/bpf/verifier.c``, Linux 6.18). Here what is known on all ways to
an instruction is refused before the run, and the rest ends the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from progpack.bpf.analysis.facts import Facts
from progpack.bpf.analysis.value import MAP, VALUES, Value, range_of
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.spec import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, MapSpec
from progpack.bpf.text.disasm import disasm
from progpack.errors import ProgramError

__all__ = ["check_rights"]

_RIGHTS: Final = BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG


def check_rights(facts: Facts) -> None:
    """Refuse a program that does with a map what the map's flags forbid to programs.

    What constants (``.rodata``) forbid is found when the program runs.

    Args:
        facts: what is known of a program that is well-formed.

    Raises:
        ProgramError: the first such instruction; says which flag of which map.
    """
    if not any(map(_limited, facts.maps.values())):
        return
    program, insns = facts.program, plain_slots(facts.program.insns)
    problems: dict[int, str] = {}
    for pc, registers in facts.before():
        for name, write in _uses(insns[pc], registers):
            problem = _problem(name, facts.maps[name], write=write)
            if problem:
                problems[pc] = problem
    if problems:
        pc = min(problems)
        line = program.line_at(pc)
        text = f"{disasm(insns, pc)}: {problems[pc]}"
        message = text + (f" [{line}]" if line else "")
        raise ProgramError(message, program=program.name, pc=pc)


def _limited(spec: MapSpec) -> bool:
    return bool(spec.flags & _RIGHTS) and spec.data is None


def _problem(name: str, spec: MapSpec, *, write: bool) -> str:
    if not _limited(spec) or (spec.programs_write if write else spec.programs_read):
        return ""
    flag = "BPF_F_RDONLY_PROG" if write else "BPF_F_WRONLY_PROG"
    return f"programs may not {'write' if write else 'read'} map {name} ({flag})"


def _uses(insn: Insn, registers: Sequence[Value | None]) -> Iterator[tuple[str, bool]]:
    """The maps whose values an instruction reads (False) or writes (True), as far as known."""
    group = insn.opcode & 7
    if insn.opcode == isa.CALL:
        helper = helpers.known(insn.imm) if insn.src == 0 else None
        if helper is not None:
            yield from _uses_of_helper(helper, registers)
    elif group == isa.BPF_LDX:
        yield from _values(registers[insn.src], write=False)
    elif group in (isa.BPF_ST, isa.BPF_STX):
        yield from _values(registers[insn.dst], write=True)
        if group == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
            yield from _values(registers[insn.dst], write=False)


def _uses_of_helper(
    helper: Helper, registers: Sequence[Value | None]
) -> Iterator[tuple[str, bool]]:
    first = registers[1]
    if Effect.WRITES_MAP in helper.effects and first is not None and first.region == MAP:
        yield first.map, True
    for index, arg in enumerate(helper.args):
        sized = helper.arg(index + 1) is Arg.SIZE
        empty = sized and range_of(registers[index + 2]) == (0, 0)
        if (arg.reads or arg.writes) and not empty:
            yield from _values(registers[index + 1], write=arg.writes)


def _values(base: Value | None, *, write: bool) -> Iterator[tuple[str, bool]]:
    if base is not None and base.region == VALUES:
        yield base.map, write
