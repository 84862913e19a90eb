"""An object in this process: maps made, programs compiled and packed, all given back together."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import progpack.jit.map_forks  # noqa: F401 - forks keep to its rules from here on
from progpack.bpf.ability import Ability
from progpack.bpf.check.program import check_map
from progpack.bpf.environment import Environment
from progpack.bpf.fit.reach import programs_meant
from progpack.bpf.maps.types import PROVIDED, Holds
from progpack.bpf.spec import MapSpec, ObjectSpec, ProgramSpec
from progpack.bpf.time_limits import advance, first_due, moment_of, run_timers
from progpack.errors import ExecMemoryError, ObjectError
from progpack.jit import grace, workspace
from progpack.jit.image.packs import shared_packs
from progpack.jit.image.store import store_of
from progpack.jit.linked import program_of
from progpack.jit.maps.by_name import ObjectMaps
from progpack.jit.maps.globals import Globals, LiveGlobals
from progpack.jit.maps.handle import Map
from progpack.jit.maps.kinds import check_inner, reachable
from progpack.jit.native.runtime import native_runtime
from progpack.jit.packed import Checked, check
from progpack.jit.program import Program
from progpack.memory import PackAllocator
from progpack.names import ByName
from progpack.snapshot import Snapshot

if TYPE_CHECKING:
    from progpack.bpf.helpers.replaced import Replaced

__all__ = ["Object"]


class Object:
    """An object of this process: its programs and maps. A context manager that closes it.

    It is the backend ``compiled`` of `progpack.load`, and its own face: programs are called and
    maps are read without anything in between.

    Attributes:
        spec: what it was made from.
        maps: by name.
        programs: by name.
        packs: where the code is.
        environment: what its programs are told of the world.
        globals: its global variables, as attributes.
        notes: sentences about what is in the object and not here.
        backend: the name of the way in which it runs.
        abilities: what that way is able to do.
    """

    backend = "compiled"
    abilities = frozenset(Ability)

    def __init__(
        self,
        spec: ObjectSpec,
        packs: PackAllocator | None,
        programs: Sequence[str] | None,
        environment: Environment | None = None,
    ) -> None:
        self.spec = spec
        self.environment = Environment() if environment is None else environment
        self.packs = shared_packs() if packs is None else packs
        self.notes = spec.notes
        self._replaced: Replaced | None = None
        if any(program.replaced for program in spec.programs.values()):
            self._replaced = self.replaced  # it hears of calls from here on
        # Everything that can be refused is refused before anything is made.
        meant = [spec.programs[name] for name in programs_meant(spec, programs)]
        checked = self._check(meant)
        used = {name for program in meant for name in program.used_maps}
        self._programs: ByName[Program] = ByName("there is no program")
        self._maps = ObjectMaps(self._check_maps(used), self._programs)
        try:
            self._make(meant, checked, used)
        except BaseException as error:
            try:
                self.close()
            except ExecMemoryError as second:
                error.add_note(str(second))
            raise
        self.maps: Mapping[str, Map] = self._maps
        self.programs: Mapping[str, Program] = MappingProxyType(self._programs)
        self.globals: Globals = LiveGlobals(spec, self._maps)

    def _check(self, programs: Sequence[ProgramSpec]) -> list[Checked]:
        """Refuse programs that cannot run here."""
        if self.spec.byteorder != sys.byteorder:
            raise ObjectError(
                f"object {self.spec.name}: it has the other byte order ({self.spec.byteorder}-"
                'endian); compile it on this machine with "clang -target bpf"'
            )
        return [check(program, self.spec.maps) for program in programs]

    def _check_maps(self, used: Collection[str]) -> dict[str, MapSpec]:
        """The maps that there can be; those that are ``used`` must be among them."""
        specs = {}
        for name, spec in self.spec.maps.items():
            if spec.type in PROVIDED or name in used:
                check_map(spec)
                specs[name] = spec
            else:
                note = f"its type {spec.type.name} is not provided, and no program uses it"
                self.notes += (f"map {name} is not there: {note}",)
        for spec in specs.values():
            if spec.type.traits.holds is Holds.MAPS:
                for _, name in spec.values:
                    check_inner(spec, self.spec.maps[name])
        return specs

    def _make(
        self,
        programs: Sequence[ProgramSpec],
        checked: Sequence[Checked],
        used: Collection[str],
    ) -> None:
        native_runtime()
        maps = self._maps
        for name in maps.specs if used else ():
            if name in used:
                maps[name]  # a map that a program uses is made now, in the order of the object
        store = store_of(self.packs)
        for program, facts in zip(programs, checked, strict=True):
            self._programs[program.name] = Program(program, maps, store, facts, self.environment)
        maps.fill()

    @property
    def replaced(self) -> Replaced:
        """The helpers that tests replace (``load(replace=)``) and their calls, by name."""
        if self._replaced is None:
            # Start-up time: most objects replace nothing.
            from progpack.bpf.helpers.replaced import replaced_in

            self._replaced = replaced_in(self.spec)
        return self._replaced

    @property
    def made(self) -> Collection[str]:
        """The names of the maps that exist; progpack makes the others at their first use."""
        return self._maps.made.keys()

    def __repr__(self) -> str:
        return f"<object {self.spec.name}: {len(self._programs)} programs, {len(self._maps)} maps>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def snapshot(self) -> Snapshot:
        """The packs that hold its code, other owners of the same packs included."""
        return self.packs.snapshot()

    def run_timers(self, now: int | None = None) -> int:
        """See `progpack.run.object.Object.run_timers`."""
        return run_timers(self._run_timer, moment_of(now, self.environment))

    def advance(self, duration: int | str) -> int:
        """See `progpack.run.object.Object.advance`."""
        return advance(self.environment, duration, self._run_timer)

    def _run_timer(self, moment: int) -> bool:
        """Call the function of the timer that is due first; whether there was one."""
        space = workspace.acquire()
        try:
            # So that a map that leaves another one meanwhile stays until its function has ended.
            began = grace.begin(space, self)
            due = self._take_due(moment)
            if due is not None:
                program, function, key, arguments = due
                program.call_back(function, key, arguments, began=began)
            return due is not None
        finally:
            grace.end(space)
            workspace.release(space)

    @property
    def reaches(self) -> bool:
        """True: a timer may be in an inner map (as for `Program`)."""
        return True

    def _take_due(self, moment: int) -> tuple[Program, int, bytes, tuple[int, int]] | None:
        """Take the timer that is due first: its program, function, key, and map and value.

        Timers of maps inside of maps are among them.
        """
        while True:
            due = first_due(
                (
                    (timer.expires, number, slot, (slot, map_))
                    for number, map_ in enumerate(reachable(self._maps.made.values()))
                    for slot, timer in map_.timers()
                ),
                moment,
            )
            if due is None:
                return None
            slot, map_ = due
            timer = map_.take_timer(slot, moment)
            program = None if timer is None else program_of(timer.program)
            # The timers of a program that is closed have gone with it.
            if timer is not None and isinstance(program, Program) and not program.closed:
                self.environment.reach(timer.expires)
                key, value = map_.slot(slot)
                return program, timer.function, key, (map_.address, value)

    def close(self) -> None:
        """Give everything back, once no run is in a program any more. May be called twice.

        It waits for runs as `Program.close` does.

        Raises:
            ExecMemoryError: of the first program that could not be given back; the others are.
        """
        failures: list[ExecMemoryError] = []
        for closing in [program.leave() for program in self._programs.values()]:
            try:
                if closing is not None:
                    closing.wait()
            except ExecMemoryError as error:
                failures.append(error)
        self._maps.drop()
        if failures:
            raise failures[0]
