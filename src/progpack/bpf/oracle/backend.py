"""The interpreter as a backend: the programs of an object as machines that share their maps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from progpack.bpf.ability import Ability
from progpack.bpf.check.program import check_map, check_program
from progpack.bpf.context.build import ByteOrder
from progpack.bpf.environment import Environment
from progpack.bpf.maps.types import PROVIDED
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.machine import Machine, Watcher
from progpack.bpf.oracle.map_handle import InterpreterMap
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet
from progpack.bpf.outcome import CodePlace, RunResult, note_printed
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType

__all__ = ["Interpreter"]


class Interpreter:
    """The backend ``interpreter``: plain Python, in this process.

    Args:
        environment: clocks, random numbers and so on for helpers; default those of this process.
        watcher: called before each instruction that is executed, see `Machine`.

    Attributes:
        name: name of the backend.
        abilities: what it is able to do.
        program_types: types of the programs that it runs.
        map_types: types of the maps that it has.
        environment: what its programs are told of the world.
        byteorder: None, since it runs objects of both byte orders.
    """

    name = "interpreter"
    abilities: Final = frozenset(
        {
            Ability.BUDGET,
            Ability.TIMEOUT,
            Ability.TIMERS,
            Ability.LOGS,
            Ability.CLONES,
            Ability.REDIRECTS,
            Ability.TUNNELS,
            Ability.OWN_HELPERS,
            Ability.REPLACED,
            Ability.METADATA,
            Ability.MEMORY_ARGUMENTS,
            Ability.CONTEXTS,
            Ability.WIDE_RESULTS,
            Ability.ENVIRONMENT,
            Ability.COVERAGE,
        }
    )
    program_types = frozenset(ProgramType)
    map_types = PROVIDED
    byteorder: Literal["little", "big"] | None = None

    def __init__(
        self, environment: Environment | None = None, watcher: Watcher | None = None
    ) -> None:
        self.environment = Environment() if environment is None else environment
        self._watcher = watcher

    def load(self, spec: ObjectSpec, names: Sequence[str]) -> InterpretedObject:
        """Make machines of the programs of these names.

        Raises:
            ProgramError, MissingFeatureError, ObjectError: a program cannot be used; says why.
            MapLimitError: the maps of this process would take too much.
        """
        # Everything that can be refused is refused before anything is made.
        for map_spec in spec.maps.values():
            check_map(map_spec)
        for name in names:
            check_program(spec.programs[name], spec.maps)
        return InterpretedObject(spec, names, self.environment, self._watcher)


class InterpretedObject:
    """An object of the interpreter.

    Attributes:
        spec: what it was made from.
        programs: by name.
        maps: by name.
    """

    def __init__(
        self,
        spec: ObjectSpec,
        names: Sequence[str],
        environment: Environment,
        watcher: Watcher | None = None,
    ) -> None:
        self.spec = spec
        order: ByteOrder = "little" if spec.byteorder == "little" else "big"
        maps = map_set(spec, environment.cpu)
        machines = {
            name: Machine(
                *(spec.programs[name], maps),
                byteorder=order,
                environment=environment,
                watcher=watcher,
            )
            for name in names
        }
        for machine in machines.values():
            machine.join(machines)
        self.programs: Mapping[str, InterpretedProgram] = {
            name: InterpretedProgram(machine) for name, machine in machines.items()
        }
        self.maps: Mapping[str, InterpreterMap] = _Maps(maps)

    def timers(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """The timers that were started, as `progpack.bpf.time_limits.first_due` takes them."""
        for program in self.programs.values():
            yield from program.timers()

    def end_runs(self) -> None:
        """Give back what runs have whose threads are not there, in a child of a fork."""
        for program in self.programs.values():
            program.end_run()

    def close(self) -> None:
        """Forget programs and maps."""
        self.programs = {}
        self.maps = {}


class InterpretedProgram:
    """A program of the interpreter.

    Attributes:
        spec: what it was made from.
        place: says that there is no machine code.
    """

    place = CodePlace(None, "none: the program is interpreted")

    def __init__(self, machine: Machine) -> None:
        self.spec: ProgramSpec = machine.spec
        self._machine = machine

    @property
    def token(self) -> int:
        """The number by which arrays of programs name it."""
        return id(self.spec)

    def run(self, request: RunRequest) -> RunResult:
        """Run it once.

        Raises:
            RunError: the run ended early.
            UsageError: an input that this type of program does not have.
        """
        began = time.perf_counter_ns()
        result = self._machine.run(
            request.packet,
            context=request.context,
            args=request.args,
            budget=request.budget,
            timeout=request.timeout,
            linear=request.linear,
        )
        duration = time.perf_counter_ns() - began
        note_printed(self.spec.name, list(result.printed))
        return RunResult(
            result.return_value,
            result.packet,
            result.context,
            duration,
            result.printed,
            result.redirect,
            result.clones,
            result.retval,
            result.signals,
            result.tunnel,
        )

    def end_run(self) -> None:
        """See `Machine.end_run`."""
        self._machine.end_run()

    def timers(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """The timers that the program has started."""
        for expires, number, slot, (map_, value) in self._machine.timers():
            yield expires, number, slot, _call(self._machine, map_, value)


def _call(machine: Machine, held: KeyedMap, value: int) -> Callable[[], None]:
    return lambda: machine.run_timer(held, value)


class _Maps(Mapping[str, InterpreterMap]):
    """The handles of the maps, made when they are asked for, as the maps are."""

    def __init__(self, maps: MapSet) -> None:
        self._maps = maps

    def __getitem__(self, name: str) -> InterpreterMap:
        return InterpreterMap(self._maps[name], self._maps.byteorder)

    def __iter__(self) -> Iterator[str]:
        return iter(self._maps)

    def __len__(self) -> int:
        return len(self._maps)
