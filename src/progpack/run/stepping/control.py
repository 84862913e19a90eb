"""Breakpoints and steps: a run of the interpreter that stops where it is told to.

A stop calls a function of the user, who looks at the machine and says how the run goes on. All of
it happens inside of the run, in its thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.bpf.text.places import Place
from progpack.errors import ProgpackError, UsageError
from progpack.records import dataclass, field
from progpack.run.stepping.lines import Lines

__all__ = ["Breakpoint", "Frame", "Restarted", "Stepper", "Stop", "Stopped"]


class Stopped(ProgpackError):
    """The user has ended a run at a stop."""


class Restarted(Stopped):
    """The user has ended a run at a stop, and wants it from the start."""


@dataclass(slots=True)
class Breakpoint:
    """A place where runs stop.

    Attributes:
        number: its number, from 1 on.
        what: the place as the user wrote it.
        slots: program -> slots where a run stops.
        exact: whether it is of the instructions themselves, not of lines that begin there.
        once: whether it goes with the first stop.
        hits: how often it stopped a run.
        condition: the expression that has to be true, ``""`` for none.
        ignored: how many times more a run passes it without a stop.
    """

    number: int
    what: str
    slots: dict[str, frozenset[int]] = field(repr=False)
    exact: bool = False
    once: bool = False
    hits: int = 0
    condition: str = ""
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A function that runs or waits for another one.

    Attributes:
        function: its name.
        pc: the slot that runs next, or where it goes on.
        place: the source line of that.
        registers: r0..r10; of a function that waits those that it gets back, the others None.
        arguments: r1..r5 when it was called, None where nobody saw that.
    """

    function: str
    pc: int
    place: Place | None
    registers: tuple[int | None, ...]
    arguments: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A run that stands in front of an instruction.

    Attributes:
        machine: the machine that runs.
        pc: slot of the instruction.
        registers: r0..r10; changes count.
        place: the source line, None where it is not known.
        breakpoint: what stopped it, None for a step.
        arguments: r1..r5 of each function when it was called, the main function's first.
    """

    machine: Machine
    pc: int
    registers: list[int]
    place: Place | None
    breakpoint: Breakpoint | None
    arguments: tuple[tuple[int, ...] | None, ...]

    def frames(self, lines: Lines) -> list[Frame]:
        """Return the functions, the one that runs first."""
        program = self.machine.spec
        registers: tuple[int | None, ...] = tuple(self.registers)
        pc, frames = self.pc, []
        for depth in range(len(self.machine.frames), -1, -1):
            name = program.function_at(max(pc, 0)).name
            place = self.place if pc == self.pc else lines.around(program, max(pc - 1, 0))
            given = self.arguments[depth] if depth < len(self.arguments) else None
            frames.append(Frame(name, pc, place, registers, given))
            if depth:
                pc, saved = self.machine.frames[depth - 1]
                registers = (None,) * 6 + tuple(saved)
        return frames


class Stepper:
    """A watcher of the interpreter that stops at lines and breakpoints.

    Args:
        spec: the object.
        ask: called at each stop; how the run goes on is what it calls of `step`, `next`, `finish`,
            `step_instruction`, `until` and `go` last. It raises `Stopped` to end the run.
        holds: says whether the condition of a breakpoint is true where a run stands; default: the
            condition is not looked at.

    Attributes:
        breakpoints: by number.
        lines: the lines of the run.
    """

    def __init__(
        self,
        spec: ObjectSpec,
        ask: Callable[[Stop], None],
        holds: Callable[[Stop, str], bool] = lambda stop, condition: True,
    ) -> None:
        self.breakpoints: dict[int, Breakpoint] = {}
        self.lines: Final = Lines()
        self._spec = spec
        self._ask = ask
        self._holds = holds
        self._numbers = 0
        self._machine: Machine | None = None
        self._arguments: list[tuple[int, ...] | None] = []
        self._stops = True
        self._wants: Callable[[Machine, int, bool], bool] = self._any_line

    def begin_run(self) -> None:
        """Begin a run; it stops at its first line."""
        self.lines.begin_run()
        self._machine = None
        self._stops = True
        self._wants = self._any_line

    def pass_through(self) -> None:
        """Let the next run pass without a stop."""
        self.begin_run()
        self._stops = False

    def __call__(self, machine: Machine, pc: int, registers: list[int]) -> None:
        """See the next instruction, and stop where it is wanted."""
        if not self._stops:
            return
        self._note_arguments(machine, pc, registers)
        begins = self.lines.begins(machine, pc)
        self._machine = machine
        found = self._breakpoint_at(machine, pc, registers, begins)
        if found is None and not self._wants(machine, pc, begins):
            return
        if found is not None:
            found.hits += 1
            if found.once:
                self.breakpoints.pop(found.number, None)
        self._ask(self._stop(machine, pc, registers, found))

    def _stop(
        self, machine: Machine, pc: int, registers: list[int], found: Breakpoint | None
    ) -> Stop:
        place = self.lines.place
        return Stop(machine, pc, registers, place, found, tuple(self._arguments))

    def _note_arguments(self, machine: Machine, pc: int, registers: list[int]) -> None:
        depth = len(machine.frames)
        if machine is not self._machine:
            self._arguments.clear()
        del self._arguments[depth + 1 :]
        self._arguments += [None] * (depth + 1 - len(self._arguments))
        if machine.spec.function_at(pc).start == pc:
            self._arguments[depth] = tuple(registers[1:6])

    def _breakpoint_at(
        self, machine: Machine, pc: int, registers: list[int], begins: bool
    ) -> Breakpoint | None:
        """The first breakpoint that stops the run here; others are passed, which they count."""
        for point in list(self.breakpoints.values()):
            slots = point.slots.get(machine.spec.name, frozenset())
            if pc not in slots or not (begins or point.exact):
                continue
            stop = self._stop(machine, pc, registers, point)
            if point.condition and not self._holds(stop, point.condition):
                continue
            if not point.ignored:
                return point
            point.ignored -= 1
        return None

    # How the run goes on.

    def go(self) -> None:
        """Go on to the next breakpoint."""
        self._wants = lambda machine, pc, begins: False

    def step(self) -> None:
        """Go on to the next line, also of a function that is called."""
        self._wants = self._any_line

    def step_instruction(self) -> None:
        """Go on to the next instruction."""
        self._wants = lambda machine, pc, begins: True

    def next(self, stop: Stop) -> None:
        """Go on to the next line of this function, or of the one that waits for it."""
        depth = len(stop.machine.frames)
        self._wants = lambda machine, pc, begins: (
            begins and (machine is not stop.machine or len(machine.frames) <= depth)
        )

    def finish(self, stop: Stop) -> None:
        """Go on until this function has returned."""
        depth = len(stop.machine.frames)
        self._wants = lambda machine, pc, begins: (
            machine is stop.machine and len(machine.frames) < depth
        )

    def until(self, stop: Stop, line: int = 0) -> None:
        """Go on to a later line of this function, or until it has returned.

        Args:
            stop: where the run stands.
            line: the first line that is late enough; default the one behind the present line.
        """
        depth, place = len(stop.machine.frames), stop.place
        wanted = line or (1 if place is None else place.line + 1)

        def is_there(machine: Machine, pc: int, begins: bool) -> bool:
            if machine is not stop.machine or len(machine.frames) < depth:
                return begins or machine is stop.machine
            now = self.lines.place
            if not begins or len(machine.frames) > depth or now is None:
                return False
            return now.line >= wanted and (place is None or now.file == place.file)

        self._wants = is_there

    def _any_line(self, machine: Machine, pc: int, begins: bool) -> bool:
        return begins

    # Breakpoints.

    def add(self, what: str, *, once: bool = False, condition: str = "") -> Breakpoint:
        """Add a breakpoint.

        Args:
            what: ``LINE``, ``FILE:LINE``, the name of a function or program, or ``*SLOT``.
            once: whether it goes with the first stop.
            condition: the expression that has to be true for a stop.

        Raises:
            UsageError: nothing of that is in the object.
        """
        slots = {
            name: found
            for name, program in self._spec.programs.items()
            if (found := self._slots_of(program, what))
        }
        if not slots:
            raise UsageError(f"there is no code at {what}; {self._near(what)}")
        self._numbers += 1
        exact = not what.rpartition(":")[2].isdecimal()
        point = Breakpoint(self._numbers, what, slots, exact, once, 0, condition)
        self.breakpoints[point.number] = point
        return point

    def _slots_of(self, program: ProgramSpec, what: str) -> frozenset[int]:
        file, _, number = what.rpartition(":")
        if what.startswith("*") and what[1:].isdecimal():
            slot = int(what[1:])
            return frozenset({slot} if slot < len(program.insns) else ())
        if number.isdecimal():
            return frozenset(
                pc
                for pc, place in self.lines.starts(program).items()
                if place.line == int(number) and _is_file(place.file, file)
            )
        return frozenset(function.start for function in program.functions if function.name == what)

    def _near(self, what: str) -> str:
        file, _, number = what.rpartition(":")
        programs = self._spec.programs.values()
        if not number.isdecimal():
            names = {function.name for program in programs for function in program.functions}
            listed = ", ".join(sorted(names))
            return f"functions: {listed}; of one that clang has inlined give a line"
        lines = {
            place.line
            for program in programs
            for place in self.lines.starts(program).values()
            if _is_file(place.file, file)
        }
        if not lines:
            return "it has no such file"
        nearest = min(lines, key=lambda line: abs(line - int(number)))
        return f"the nearest line with code is {nearest}"


def _is_file(path: str, wanted: str) -> bool:
    """Whether a path is the file that a user means: all of it, or its end."""
    return not wanted or path == wanted or path.endswith(f"/{wanted}")
