"""What programs may not do with a map that says so: found before anything runs, where it can be.

``BPF_F_RDONLY_PROG`` and ``BPF_F_WRONLY_PROG`` take rights from programs, not from whoever loads
them. The verifier refuses with -EACCES what breaks them (``check_map_access_type()`` and
``record_func_map()`` in ``kernel/bpf/verifier.c``, Linux 6.18). Here what is known on all ways to
an instruction is refused before the run, and the rest ends the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from progpack.bpf.check.context_access import GLOBAL, VALUE, Known, State, Walk
from progpack.bpf.context.fields import layout
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.record import Arg, Effect, Helper, Returns
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.spec import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, MapSpec, ProgramSpec
from progpack.bpf.text.disasm import disasm
from progpack.errors import ProgramError

__all__ = ["check_rights"]

_MAP: Final = "map"
_RIGHTS: Final = BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG


def check_rights(program: ProgramSpec, maps: Mapping[str, MapSpec]) -> None:
    """Refuse a program that does with a map what the map's flags forbid to programs.

    Args:
        program: one that is well-formed; see `progpack.bpf.check.structure`.
        maps: the maps of its object. What constants (``.rodata``) forbid is found when it runs.

    Raises:
        ProgramError: the first such instruction; says which flag of which map.
    """
    if not any(_limited(maps[ref.map]) for ref in program.maps.values()):
        return
    walk = _Walk(program, maps, layout(program.type))
    walk.run()
    if walk.problems:
        pc = min(walk.problems)
        line = program.line_at(pc)
        text = f"{disasm(program.insns.slots(), pc)}: {walk.problems[pc]}"
        message = text + (f" [{line}]" if line else "")
        raise ProgramError(message, program=program.name, pc=pc)


def _limited(spec: MapSpec) -> bool:
    return bool(spec.flags & _RIGHTS) and spec.data is None


class _Walk(Walk):
    """Follows addresses of maps and of their values."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type] # as there
        self.problems: dict[int, str] = {}

    def _look_at(
        self, pc: int, insn: Insn, offset: int, *, write: bool = False, atomic: bool = False
    ) -> None:
        """Contexts are looked at elsewhere."""

    def _jump(self, pc: int, insn: Insn, state: State) -> tuple[int, ...]:
        left = state.regs[insn.dst]
        target = isa.jump_target(self._insns, pc)
        plain = insn.opcode in (isa.JA, isa.JA32)
        if target is not None and not plain and isinstance(left, tuple) and left[0] == VALUE:
            return (pc + 1, target)  # a look-up may give null
        return super()._jump(pc, insn, state)

    def _load(self, pc: int, insn: Insn, state: State) -> Known:
        self._use(pc, state.regs[insn.src], write=False)
        return super()._load(pc, insn, state)

    def _store(self, pc: int, insn: Insn, state: State) -> None:
        base = state.regs[insn.dst]
        self._use(pc, base, write=True)
        if insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
            self._use(pc, base, write=False)
        super()._store(pc, insn, state)

    def _wide(self, pc: int, insn: Insn) -> Known:
        ref = self._program.maps.get(pc)
        if ref is not None and ref.offset is None:
            return (_MAP, 0, ref.map)
        return super()._wide(pc, insn)

    def _call(self, pc: int, insn: Insn, state: State) -> None:
        helper = helpers.SUPPORTED.get(insn.imm) if insn.src == 0 else None
        held = state.regs[1]
        given = held[2] if isinstance(held, tuple) and held[0] == _MAP else None
        if helper is not None:
            self._look_at_arguments(pc, helper, given, state)
        super()._call(pc, insn, state)
        if helper is not None and helper.returns is Returns.VALUE and given is not None:
            state.regs[0] = (VALUE, 0, given)

    def _look_at_arguments(self, pc: int, helper: Helper, given: str | None, state: State) -> None:
        if Effect.WRITES_MAP in helper.effects and given is not None:
            self._may(pc, given, write=True)
        for index, arg in enumerate(helper.args):
            empty = index < 4 and helper.arg(index + 1) is Arg.SIZE and state.regs[index + 2] == 0
            if (arg.reads or arg.writes) and not empty:
                self._use(pc, state.regs[index + 1], write=arg.writes)

    def _use(self, pc: int, base: Known, *, write: bool) -> None:
        if isinstance(base, tuple) and base[0] in (VALUE, GLOBAL):
            self._may(pc, base[2], write=write)

    def _may(self, pc: int, name: str, *, write: bool) -> None:
        spec = self._maps[name]
        if not _limited(spec) or (spec.programs_write if write else spec.programs_read):
            return
        flag = "BPF_F_RDONLY_PROG" if write else "BPF_F_WRONLY_PROG"
        act = "write" if write else "read"
        self.problems[pc] = f"programs may not {act} map {name} ({flag})"
