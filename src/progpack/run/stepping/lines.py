"""The source lines that a run executes, each with what it did.

A line begins where the line information says so: in another function, at another line, or at the
same one again after a jump back; and where a jump leads into the middle of another line. A program
without line information has a line for each instruction.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.bpf.text.disasm import disasm
from progpack.bpf.text.places import Place, line_starts
from progpack.records import dataclass, field
from progpack.run.stepping.addresses import Addresses, plain_number
from progpack.run.stepping.arguments import ARGUMENTS, argument_count, helper_call
from progpack.run.stepping.locals import Locals

__all__ = ["LineRun", "LineTrace", "Lines", "line_text"]

_WIDTH: Final = 60
#: Slots from an instruction to the next one: two for a 64-bit load.
_LONGEST_STEP: Final = 2


class Lines:
    """Says at which instructions of a run another source line begins.

    Attributes:
        depth: how many functions wait for the one that runs.
        place: the line that runs, None before the first.
        start: slot where it began.
    """

    def __init__(self) -> None:
        self._starts: dict[int, Mapping[int, Place]] = {}
        self._machine: Machine | None = None
        self.depth = 0
        self.place: Place | None = None
        self.start = 0
        self._last = -1

    def begin_run(self) -> None:
        """Forget the run before."""
        self._machine, self.place, self._last = None, None, -1

    def starts(self, program: ProgramSpec) -> Mapping[int, Place]:
        """Return the slots of a program where lines begin."""
        known = self._starts.get(id(program))
        if known is None:
            known = line_starts(program) or _instructions(program)
            self._starts[id(program)] = known
        return known

    def begins(self, machine: Machine, pc: int) -> bool:
        """Whether a line begins at the instruction that is next; it has to be told of each."""
        follows, self._last = 0 < pc - self._last <= _LONGEST_STEP, pc
        place = self.starts(machine.spec).get(pc)
        depth = len(machine.frames)
        moved = machine is not self._machine or depth != self.depth
        if place is None:
            if follows and not moved:
                return False
            place = self.around(machine.spec, pc)
            if not moved and (place is None or place == self.place):
                return False
        elif not moved and place == self.place and pc > self.start:
            return False
        self._machine, self.depth, self.place, self.start = machine, depth, place, pc
        return True

    def around(self, program: ProgramSpec, pc: int) -> Place | None:
        """Return the line that a slot belongs to, None where it is not known."""
        starts, first = self.starts(program), program.function_at(pc).start
        return next((starts[at] for at in range(pc, first - 1, -1) if at in starts), None)


def _instructions(program: ProgramSpec) -> dict[int, Place]:
    texts = ((pc, disasm(program.insns, pc)) for pc in range(len(program.insns)))
    return {pc: Place("", pc, text) for pc, text in texts if text}


@dataclass(slots=True)
class LineRun:
    """One stay of a run in one source line.

    Attributes:
        program: name of the program.
        function: name of the function.
        depth: how many functions wait for it.
        place: the line; None where it is not known.
        pc: slot of the first instruction that ran of it.
        effects: what its instructions did, in words, in order.
    """

    program: str
    function: str
    depth: int
    place: Place | None
    pc: int
    effects: list[str] = field(default_factory=list)


class LineTrace:
    """A watcher of the interpreter that gives each line of a run when the line has ended.

    Args:
        spec: the object.
        sink: called with each line; `end_run` gives it the last one.
        keep: how many lines are kept in ``last``.
        debug: the local variables of the object: what a line changes of them is told.

    Attributes:
        last: the last lines, oldest first.
    """

    def __init__(
        self,
        spec: ObjectSpec,
        sink: Callable[[LineRun], None] | None = None,
        *,
        keep: int = 0,
        debug: Locals | None = None,
    ) -> None:
        self.last: deque[LineRun] = deque(maxlen=keep)
        self._sink = sink
        self._addresses = Addresses(spec)
        self._counts: dict[tuple[int, int], int] = {}
        self._lines = Lines()
        self._slots: dict[int, tuple[Insn, ...]] = {}
        self._line: LineRun | None = None
        self._before: _Before | None = None
        self._registers: dict[int, str] = {}
        self._locals = debug or Locals()
        self._known: dict[int, dict[str, str]] = {}

    def __call__(self, machine: Machine, pc: int, registers: list[int]) -> None:
        """See the next instruction."""
        self._look_back(machine, registers)
        if self._lines.begins(machine, pc):
            self._note_locals(machine, pc, registers)
            self._end_line()
            program = machine.spec
            name = program.function_at(pc).name
            place = self._lines.place
            self._line = LineRun(program.name, name, self._lines.depth, place, pc)
        slots = self._slots.get(id(machine.spec))
        if slots is None:
            slots = self._slots[id(machine.spec)] = plain_slots(machine.spec.insns)
        self._before = _Before(machine, pc, slots[pc], registers[:])

    def end_run(self) -> None:
        """Give the last line to the sink; the next run begins anew."""
        before, self._before = self._before, None
        if before is not None and before.insn.opcode == isa.EXIT:
            self._registers.pop(0, None)
            self._end_line(f"return {plain_number(before.registers[0])}")
        else:
            self._end_line()
        self._lines.begin_run()

    def _end_line(self, *result: str) -> None:
        line = self._line
        self._line = None
        if line is None:
            return
        line.effects += [f"r{number} = {text}" for number, text in self._registers.items()]
        line.effects += result
        self._registers.clear()
        self.last.append(line)
        if self._sink is not None:
            self._sink(line)

    def _look_back(self, machine: Machine, registers: list[int]) -> None:
        """Note what the instruction before this one did."""
        before, line = self._before, self._line
        if before is None or line is None:
            return
        kind = before.insn.opcode & 7
        if before.machine is not machine:
            line.effects.append(f"continue with program {machine.spec.name}")
        elif before.insn.opcode == isa.CALL:
            self._note_call(before, registers, line)
        elif before.insn.opcode == isa.EXIT:
            self._registers.clear()
            line.effects.append(f"return {self._number(machine, registers[0], registers)}")
        elif kind in (isa.BPF_ST, isa.BPF_STX):
            self._note_store(before, registers, line)
        elif kind in (isa.BPF_ALU, isa.BPF_ALU64, isa.BPF_LDX):
            self._note_register(machine, before.insn.dst, registers)
        elif kind == isa.BPF_LD:
            register = before.insn.dst if before.insn.opcode == isa.LDDW else 0
            self._note_register(machine, register, registers)

    def _note_locals(self, machine: Machine, pc: int, registers: list[int]) -> None:
        """Note the local variables that the line that ends has changed, in their function."""
        depth = len(machine.frames)
        if machine.spec.function_at(pc).start == pc:
            self._known[depth] = {}
        line, before = self._line, self._before
        if line is None or before is None or line.depth != depth or before.machine is not machine:
            return
        known, changed = self._known.setdefault(depth, {}), {}
        for name, value in self._locals.at(machine, pc, registers).items():
            text = self._addresses.value(machine, value, registers[isa.BPF_REG_FP])
            if text and known.get(name) != text:
                changed[name] = text
        known.update(changed)
        line.effects[:0] = [f"{name} = {text}" for name, text in changed.items()]
        # What a register has of a variable is told with the variable.
        told = set(changed.values())
        self._registers = {n: text for n, text in self._registers.items() if text not in told}

    def _number(self, machine: Machine, value: int, registers: list[int]) -> str:
        return self._addresses.number(machine, value, registers[isa.BPF_REG_FP])

    def _note_register(self, machine: Machine, register: int, registers: list[int]) -> None:
        # What a line leaves in a register counts, at the place of the last change.
        self._registers.pop(register, None)
        self._registers[register] = self._number(machine, registers[register], registers)

    def _note_store(self, before: _Before, registers: list[int], line: LineRun) -> None:
        machine, insn = before.machine, before.insn
        address = before.registers[insn.dst] + insn.off & (1 << 64) - 1
        size = isa.size_bytes(insn.opcode)
        found = machine.space.find(address, size)
        if found is None:
            return
        region, at = found
        order = machine.maps.byteorder
        value = int.from_bytes(bytes(region.data[at : at + size]), order)
        where = self._addresses.pointer(machine, address, before.registers[isa.BPF_REG_FP])
        text = self._number(machine, value, registers) if size == 8 else plain_number(value)
        line.effects.append(f"{_stored(where, size)} = {text}")
        if insn.opcode & 0xE0 == isa.BPF_ATOMIC and insn.imm & isa.BPF_FETCH:
            self._note_register(machine, insn.src, registers)

    def _note_call(self, before: _Before, registers: list[int], line: LineRun) -> None:
        # What was in them is of the call, and zeros are in them now.
        for register in ARGUMENTS:
            self._registers.pop(register, None)
        machine, insn, was = before.machine, before.insn, before.registers
        if insn.src == isa.BPF_PSEUDO_CALL:
            target = isa.jump_target(machine.spec.insns, before.pc) or 0
            name = machine.spec.function_at(target).name
            count = self._count(machine.spec, target)
            result = ""
        else:
            name, count = helper_call(insn.imm)
            self._registers.pop(0, None)
            result = f" = {self._number(machine, registers[0], registers)}"
        given = (self._number(machine, was[at], was) for at in ARGUMENTS[:count])
        line.effects.append(f"{name}({', '.join(given)}){result}")

    def _count(self, program: ProgramSpec, target: int) -> int:
        """How many arguments the function at a slot takes."""
        key = id(program), target
        if key not in self._counts:
            self._counts[key] = argument_count(program, target)
        return self._counts[key]


class _Before:
    """The instruction that was seen last, and the registers before it."""

    __slots__ = ("insn", "machine", "pc", "registers")

    def __init__(self, machine: Machine, pc: int, insn: Insn, registers: list[int]) -> None:
        self.machine, self.pc, self.insn, self.registers = machine, pc, insn, registers


def _stored(where: str, size: int) -> str:
    """Return a name for the place of a store: a variable, else bytes at an address."""
    if where.startswith("&") and "+" not in where:
        return where[1:]
    return f"[{where}] {size} byte{'s' * (size > 1)}"


def line_text(line: LineRun) -> str:
    """Return one line of a trace as text: place, source, what it did."""
    indent = "  " * line.depth
    if line.place is None or not line.place.file:
        where = f"{line.function}+{line.pc}"
    else:
        where = f"{line.place.file.rpartition('/')[2]}:{line.place.line}"
    text = "" if line.place is None else line.place.text
    head = f"{indent}{where}  {text}"
    return f"{head:<{_WIDTH}}  {', '.join(line.effects)}".rstrip()
