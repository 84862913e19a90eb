"""A loaded object, wherever it runs: programs, maps, global variables, timers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Literal, Protocol, Self, runtime_checkable

from progpack.bpf.ability import Ability, missing, needs
from progpack.bpf.environment import Environment
from progpack.bpf.fit.reach import programs_meant, with_provided_maps
from progpack.bpf.helpers.replaced import Replaced, replaced_in
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.bpf.time_limits import advance, first_due, moment_of, run_timers
from progpack.errors import MissingFeatureError, ObjectError, SpanError
from progpack.jit.maps.globals import Globals
from progpack.names import ByName, unknown_name
from progpack.run.maps import ObjectMap, map_over
from progpack.run.program import HandledProgram, Program
from progpack.run.protocols import Backend, LoadedObject
from progpack.run.turns import Turns
from progpack.snapshot import Snapshot

__all__ = ["HandledObject", "Object"]


@runtime_checkable
class Object(Protocol):
    """A loaded object: its programs and maps. A context manager that closes it.

    Attributes:
        spec: the spec from which the object was made.
        programs: the programs, by name.
        maps: the maps, by name.
        globals: the global variables, as attributes.
        notes: sentences about parts of the object that have no effect in progpack.
        backend: the name of the backend that runs the programs.
        abilities: the abilities of that backend.
        environment: the clocks, random numbers and process that the programs see.
    """

    spec: ObjectSpec
    notes: tuple[str, ...]
    globals: Globals
    backend: str
    abilities: frozenset[Ability]
    environment: Environment

    @property
    def programs(self) -> Mapping[str, Program]:
        """The object's programs, by name."""

    @property
    def maps(self) -> Mapping[str, Any]:
        """The object's maps, by name."""

    @property
    def replaced(self) -> Replaced:
        """The helpers that tests replace (``load(replace=)``) and their calls, by name."""

    @property
    def made(self) -> Collection[str]:
        """The names of the maps that exist; progpack makes the others at their first use."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...

    def run_timers(self, now: int | None = None) -> int:
        """Run the timers that are due (``bpf_timer_start``), the earliest first.

        Timers do not run by themselves: the caller says when. A timer that starts itself again is
        called again by the same call of `run_timers` only while it is due.

        Args:
            now: the moment to assume, in nanoseconds of CLOCK_MONOTONIC (``bpf_ktime_get_ns``);
                default the present one.

        Returns:
            How many functions were called.

        Raises:
            RunError: a function ended early; the later timers stay started.
            MissingFeatureError: the backend's timers run by themselves.
        """

    def advance(self, duration: int | str) -> int:
        """Move the clocks of the environment, and run the timers that become due.

        Each function sees the clock at the moment when its timer is due.

        Args:
            duration: nanoseconds, or text such as ``"1s"``, ``"2.5ms"``.

        Returns:
            How many functions were called.

        Raises:
            UsageError: the environment's clock is the machine's.
            RunError, MissingFeatureError: as `run_timers`.
        """

    def snapshot(self) -> Snapshot:
        """Return the packs that hold the object's code, with the other programs in them.

        Raises:
            MissingFeatureError: the code is not in packs of this process.
        """

    def close(self) -> None:
        """Close the programs and maps, and free their memory. A second call does nothing."""


class HandledObject(Object):
    """An object over the handles of its backend.

    Args:
        backend: the way to run it.
        loaded: what the backend has loaded.
    """

    @classmethod
    def load(cls, backend: Backend, spec: ObjectSpec, programs: Sequence[str] | None) -> Self:
        """Load an object by a backend.

        Args:
            backend: the way to run it.
            spec: what it is made from.
            programs: names of the programs; None for all that load by themselves.

        Raises:
            MissingFeatureError: something that the backend is not able to do, which it names.
            ProgramError, ObjectError: the object cannot be used; says where and why. Nothing is
                left behind.
        """
        names = programs_meant(spec, programs)
        meant = [spec.programs[name] for name in names]
        spec = with_provided_maps(spec, meant)
        check_backend(backend, spec, meant)
        return cls(backend, backend.load(spec, names))

    def __init__(self, backend: Backend, loaded: LoadedObject) -> None:
        self.spec = loaded.spec
        self.notes = loaded.spec.notes
        self._replaced = replaced_in(loaded.spec)
        self.backend = backend.name
        self.abilities = backend.abilities
        self.environment = backend.environment
        self._loaded = loaded
        self._closed = False
        self._turns = Turns(loaded.end_runs)
        order: Literal["little", "big"] = "little" if self.spec.byteorder == "little" else "big"
        self._programs: ByName[HandledProgram] = ByName("there is no program")
        for name, handle in loaded.programs.items():
            self._programs[name] = HandledProgram(handle, backend, order, self._running)
        self._maps = _Maps(loaded, self._programs)
        self.globals = Globals(self.spec, self._maps)

    @property
    def programs(self) -> Mapping[str, HandledProgram]:
        """See `Object.programs`."""
        return MappingProxyType(self._programs)

    @property
    def maps(self) -> Mapping[str, ObjectMap]:
        """See `Object.maps`."""
        return self._maps

    @property
    def replaced(self) -> Replaced:
        """See `Object.replaced`."""
        return self._replaced

    @property
    def made(self) -> Collection[str]:
        """See `Object.made`."""
        return self._maps

    def __repr__(self) -> str:
        return f"<object {self.spec.name}: {len(self._programs)} programs, {len(self._maps)} maps>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def run_timers(self, now: int | None = None) -> int:
        """See `Object.run_timers`."""
        if Ability.TIMERS not in self.abilities:
            raise missing(self.backend, Ability.TIMERS, f"run_timers of object {self.spec.name}")
        with self._turns.taken():
            return run_timers(self._call_first, moment_of(now, self.environment))

    def advance(self, duration: int | str) -> int:
        """See `Object.advance`."""
        for ability in (Ability.ENVIRONMENT, Ability.TIMERS):
            if ability not in self.abilities:
                raise missing(self.backend, ability, f"advance of object {self.spec.name}")
        with self._turns.taken():
            return advance(self.environment, duration, self._call_first)

    def _call_first(self, moment: int) -> bool:
        due = first_due(self._loaded.timers(), moment)
        if due is not None:
            due()  # it moves the clock to its moment
        return due is not None

    def snapshot(self) -> Snapshot:
        """See `Object.snapshot`."""
        raise missing(self.backend, Ability.PACKS, f"the snapshot of object {self.spec.name}")

    def close(self) -> None:
        """See `Object.close`."""
        # Without waiting for a run: closing is how one that does not end is ended.
        self._closed = True
        self._maps.drop()
        self._loaded.close()

    @contextmanager
    def _running(self, program: str) -> Iterator[None]:
        """One run at a time: the programs of an object share what they work on."""
        with self._turns.taken():
            if self._closed:
                raise SpanError(f"program {program} is closed")
            yield


def check_backend(backend: Backend, spec: ObjectSpec, programs: Sequence[ProgramSpec]) -> None:
    """Refuse an object of which the backend is not able to run a part.

    Raises:
        MissingFeatureError: names the backend and what it is not able to do.
        ObjectError: the object has another byte order.
    """
    if backend.byteorder not in (None, spec.byteorder):
        raise ObjectError(
            f"object {spec.name}: it is {spec.byteorder}-endian and the backend {backend.name} "
            f'{backend.byteorder}-endian; compile it with "clang -target '
            f'{"bpfel" if backend.byteorder == "little" else "bpfeb"}"'
        )
    for program in programs:
        if program.type not in backend.program_types:
            raise MissingFeatureError(
                f"program {program.name}: the backend {backend.name} runs no "
                f"{program.type.name} programs"
            )
        for ability in sorted(needs(program) - backend.abilities, key=lambda each: each.name):
            raise missing(backend.name, ability, f"program {program.name}")
    for map_spec in spec.maps.values():
        if map_spec.type not in backend.map_types:
            raise MissingFeatureError(
                f"map {map_spec.name}: the backend {backend.name} has no {map_spec.type.name} maps"
            )


class _Maps(Mapping[str, ObjectMap]):
    """The maps of an object by name, each made when it is first asked for."""

    def __init__(self, loaded: LoadedObject, programs: Mapping[str, HandledProgram]) -> None:
        self._handles = loaded.maps
        self._programs = programs
        self._made: dict[str, ObjectMap] = {}
        self._dropped = False

    def __getitem__(self, name: str) -> ObjectMap:
        map_ = self._made.get(name)
        if map_ is None:
            if name not in self._handles:
                raise unknown_name("there is no map", name, self._handles, closed=self._dropped)
            map_ = map_over(self._handles[name], self, self._programs)
            map_ = self._made.setdefault(name, map_)
        return map_

    def __iter__(self) -> Iterator[str]:
        return iter(self._handles)

    def __len__(self) -> int:
        return len(self._handles)

    def drop(self) -> None:
        """Forget all maps."""
        self._dropped = True
        self._handles = {}
        self._made.clear()
