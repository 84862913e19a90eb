"""Executables as backends: the programs of an object in a process of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

from progpack.arch.lookup import TARGETS, target
from progpack.bpf.ability import Ability
from progpack.bpf.environment import Environment
from progpack.bpf.maps.types import PROVIDED
from progpack.bpf.outcome import CodePlace, RunResult
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import DiedError, MissingFeatureError
from progpack.foreign.builder import Builder
from progpack.foreign.executable import Executable, PlacedObject, PlacedProgram
from progpack.foreign.map_handle import MapTimers, ProcessMap
from progpack.foreign.process import command_for, runs_natively
from progpack.foreign.session import Session

__all__ = ["Executables", "Isolated", "ProcessObject", "ProcessProgram"]


class Executables:
    """The backend ``arch:NAME``: each object in a process of a CPU, under qemu-user where needed.

    Args:
        cpu: name of the target, as `progpack.arch.lookup.target` takes it.
        environment: what helpers say of the world; default what is true of this machine.

    Attributes:
        name: name of the backend.
        abilities: what it is able to do.
        program_types: types of the programs that it runs.
        map_types: types of the maps that it has.
        byteorder: byte order of the objects that it takes.
        environment: what its programs are told of the world.

    Raises:
        UsageError: no such target.
        MissingFeatureError: qemu-user is needed and not installed.
    """

    abilities: frozenset[Ability] = frozenset(
        {
            Ability.BUDGET,
            Ability.TIMEOUT,
            Ability.TIMERS,
            Ability.LOGS,
            Ability.CLONES,
            Ability.REDIRECTS,
            Ability.TUNNELS,
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

    def __init__(self, cpu: str, environment: Environment | None = None) -> None:
        self.environment = Environment() if environment is None else environment
        self._target = target(cpu)
        command_for(self._target)  # what could not be run is not compiled
        self.name = f"arch:{self._target.name}"
        self.byteorder: Literal["little", "big"] | None = self._target.byteorder

    def load(self, spec: ObjectSpec, names: Sequence[str]) -> ProcessObject:
        """Compile the programs of these names and start a process that has them.

        Raises:
            ProgramError, MissingFeatureError, ObjectError: a program cannot be used; says why.
            CompileError: LLVM refuses it.
            OutOfMemoryError: an executable has no room for it.
        """
        builder = Builder(self._target.name)
        builder.add(spec, names)
        session = self._start(builder.executable())
        return ProcessObject(session.executable.objects[0], session)

    def _start(self, executable: Executable) -> Session:
        return Session(executable, environment=self.environment)


class Isolated(Executables):
    """The backend ``isolated``: each object in a process of its own of this machine.

    Its code cannot be written, its data cannot be executed, and after it has made its maps it can
    make no system call but those that the pipe and the helpers take: reading requests, writing
    answers, the clock, and who and where it is. Any other one ends the process.

    Raises:
        MissingFeatureError: executables cannot be made for this machine.
    """

    abilities = Executables.abilities | {Ability.REPLACED}

    def __init__(self, environment: Environment | None = None) -> None:
        super().__init__(_this_machine(), environment)
        self.name = "isolated"

    def _start(self, executable: Executable) -> Session:
        session = Session(executable, confined=True, environment=self.environment)
        try:
            session.process.read(executable.work.state, 1)  # it answers when it is confined
        except BaseException as error:
            session.close()
            if isinstance(error, DiedError):
                raise MissingFeatureError(str(error)) from None
            raise
        return session


def _this_machine() -> str:
    """The name of the target whose executables run here natively.

    Raises:
        MissingFeatureError: there is none.
    """
    for cpu in TARGETS.values():
        if runs_natively(cpu):
            return cpu.name
    raise MissingFeatureError(
        f"the backend isolated needs executables for {os.uname().machine}, which are not made"
    )


class ProcessObject:
    """An object of an executable that runs.

    Attributes:
        spec: what it was made from; rings may be larger than in the file.
        programs: by name.
        maps: by name.
    """

    def __init__(self, placed: PlacedObject, session: Session) -> None:
        self.spec: ObjectSpec = placed.spec
        self._session = session
        self.programs: Mapping[str, ProcessProgram] = {
            name: ProcessProgram(each, session) for name, each in placed.programs.items()
        }
        self.maps: Mapping[str, ProcessMap] = {
            name: ProcessMap(each, session.process) for name, each in placed.maps.items()
        }

    def timers(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """The timers that were started, as `progpack.bpf.time_limits.first_due` takes them."""
        for number, map_ in enumerate(self.maps.values()):
            timers = MapTimers(map_, self._session.process)
            for slot, timer in timers.started():
                yield timer["expires"], number, slot, partial(self._call, timers, slot, timer)

    def _call(self, timers: MapTimers, slot: int, timer: Mapping[str, int]) -> None:
        timers.disarm(slot)
        self._session.environment.reach(timer["expires"])
        owner = next(
            program for program in self.programs.values() if program.token == timer["program"]
        )
        self._session.call_back(owner.placed, timers, slot, timer["function"])

    def end_runs(self) -> None:
        """Nothing to do: a child of a fork has no part in the process."""

    def close(self) -> None:
        """End the process. May be called twice."""
        self._session.close()


class ProcessProgram:
    """A program of an executable that runs.

    Attributes:
        spec: what it was made from.
        placed: where it lies.
    """

    def __init__(self, placed: PlacedProgram, session: Session) -> None:
        self.placed = placed
        self.spec: ProgramSpec = placed.spec
        self._session = session

    @property
    def token(self) -> int:
        """The number by which arrays of programs name it: the address of its `TargetSlot`."""
        return self.placed.target

    @property
    def place(self) -> CodePlace:
        """The place of the program's machine code."""
        image = self.placed.image
        where = f"for {image.machine}, at {self.placed.code:#x} of its own process"
        return CodePlace(len(image.text), where)

    def run(self, request: RunRequest) -> RunResult:
        """See `Session.run`."""
        return self._session.run(self.placed, request)
