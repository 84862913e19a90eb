"""Loading an object: maps made, programs compiled and packed, all given back together."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self

import progpack.jit.map_forks  # noqa: F401 - forks keep to its rules from here on
from progpack.bpf.check.program import check_map
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.program_types import with_program_types
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.maps.types import PROVIDED, Holds
from progpack.bpf.oracle.initial_values import with_programs_of_arrays
from progpack.bpf.spec import MapSpec, ObjectSpec, ProgramSpec, ProgramType
from progpack.bpf.time_limits import MOST_TIMERS, endless_timers, moment_of
from progpack.errors import ExecMemoryError, ObjectError, UsageError
from progpack.jit import grace, workspace
from progpack.jit.compile import compiler
from progpack.jit.image.packs import shared_packs
from progpack.jit.image.store import store_of
from progpack.jit.maps.by_name import ObjectMaps
from progpack.jit.maps.globals import Globals
from progpack.jit.maps.handle import Map
from progpack.jit.maps.kinds import check_inner, reachable
from progpack.jit.native.runtime import native_runtime, runtime_is_known
from progpack.jit.program import Accepted, Program, accept, program_of
from progpack.memory import PackAllocator
from progpack.snapshot import Snapshot

if TYPE_CHECKING:
    from progpack.bpf.btf.types import Btf

__all__ = ["Object", "fitted", "load", "wanted"]


class Object:
    """A loaded object: its programs and maps. A context manager that closes it.

    Attributes:
        spec: what it was made from.
        maps: by name.
        programs: by name.
        packs: where the code is.
        globals: its global variables, as attributes.
        notes: sentences about what is in the object and not here.
    """

    def __init__(
        self, spec: ObjectSpec, packs: PackAllocator | None, programs: Sequence[str] | None
    ) -> None:
        self.spec = spec
        self.packs = shared_packs() if packs is None else packs
        self.notes = spec.notes
        # Everything that can be refused is refused before anything is made.
        names = with_programs_of_arrays(wanted(spec, programs), spec.programs, spec.maps)
        meant = [spec.programs[name] for name in names]
        accepted = self._accept(meant)
        used = {ref.map for program in meant for ref in program.maps.values()}
        self._programs: dict[str, Program] = {}
        self._maps = ObjectMaps(self._check_maps(used), self._programs)
        try:
            self._make(meant, accepted, used)
        except BaseException as error:
            try:
                self.close()
            except ExecMemoryError as second:
                error.add_note(str(second))
            raise
        self.maps: Mapping[str, Map] = self._maps
        self.programs: Mapping[str, Program] = MappingProxyType(self._programs)
        self.globals = Globals(spec, self._maps)

    def _accept(self, programs: Sequence[ProgramSpec]) -> list[Accepted]:
        """Refuse programs that cannot run here."""
        if self.spec.byteorder != sys.byteorder:
            raise ObjectError(
                f"object {self.spec.name}: it has the other byte order ({self.spec.byteorder}-"
                'endian); compile it on this machine with "clang -target bpf"'
            )
        return [accept(program, self.spec.maps) for program in programs]

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
        accepted: Sequence[Accepted],
        used: Collection[str],
    ) -> None:
        native_runtime()
        maps = self._maps
        for name in maps.specs if used else ():
            if name in used:
                maps[name]  # a map that a program uses is made now, in the order of the object
        store = store_of(self.packs)
        for program, facts in zip(programs, accepted, strict=True):
            self._programs[program.name] = Program(program, maps, store, facts)
        maps.fill()

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
        """Call the functions of the timers that are due (``bpf_timer_start``), the earliest first.

        Timers do not run by themselves here: whoever drives the programs says when. A timer that
        starts itself again is called again in the same call only while it is due.

        Args:
            now: nanoseconds of CLOCK_MONOTONIC (``bpf_ktime_get_ns``) that it is taken to be;
                default what it is.

        Returns:
            How many functions were called.

        Raises:
            RunError: a function ended early; the later timers stay started.
        """
        moment = time.monotonic_ns() if now is None else moment_of(now)
        called = 0
        while self._run_timer(moment):
            called += 1
            if called >= MOST_TIMERS:
                raise endless_timers(moment)
        return called

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
            due = [
                (timer.expires, number, slot, map_)
                for number, map_ in enumerate(reachable(self._maps.made.values()))
                for slot, timer in map_.timers()
                if timer.expires <= moment
            ]
            if not due:
                return None
            _, _, slot, map_ = min(due, key=lambda each: each[:3])
            timer = map_.take_timer(slot, moment)
            program = None if timer is None else program_of(timer.program)
            # The timers of a program that is closed have gone with it.
            if timer is not None and program is not None and not program.closed:
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


def load(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    packs: PackAllocator | None = None,
    programs: Sequence[str] | None = None,
    variables: Mapping[str, int | bytes] | None = None,
    btf: str | os.PathLike[str] | bytes | Btf | None = None,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None = None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None = None,
    types: Mapping[str, ProgramType | str] | None = None,
    max_entries: Mapping[str, int] | None = None,
    value_sizes: Mapping[str, int] | None = None,
) -> Object:
    """Load a BPF object: make its maps, compile its programs, pack them.

    Args:
        source: path of an ELF object, its bytes, or a spec.
        packs: where to put the code; without one the packs that all objects of this process share.
        programs: names of the programs to load; without it all that are not marked ``SEC("?...")``.
            Those that arrays of programs start with are loaded with the programs that use them.
        variables: new initial values for global variables, by name; also for constants.
        btf: types of the kernel that the programs shall fit (CO-RE): ``"kernel"`` for the running
            one, the path of a BTF file such as ``/sys/kernel/btf/vmlinux`` or its bytes. Without
            it, members are where the object's own types have them.
        kconfig: values of kernel options that the object wants (``__kconfig``), by name, or
            ``"kernel"`` for those of the running one.
        ksyms: addresses of kernel symbols that the object wants (``__ksym``), by name, or
            ``"kernel"`` for those of the running one.
        types: types of programs by name, for those whose section does not say it: a section's name
            (``"xdp"``, ``"cgroup/connect4"``), or a type.
        max_entries: sizes of maps by name, for those that the tool sets before it loads the object;
            bytes of ring buffers, rounded up to a power of two of pages.
        value_sizes: bytes of the values of maps by name, likewise.

    Raises:
        ObjectError, ProgramError, MissingFeatureError: it cannot be used; says where and why.
        ExecMemoryError: no executable memory, or over the limit. Nothing is left behind.
        UsageError: a program or variable that is not there.
    """
    if not runtime_is_known():
        compiler().start()  # it gets ready while the object is read
    spec = fitted(
        source,
        programs=programs,
        variables=variables,
        btf=btf,
        kconfig=kconfig,
        ksyms=ksyms,
        types=types,
        max_entries=max_entries,
        value_sizes=value_sizes,
    )
    return Object(spec, packs, programs)


def fitted(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    programs: Sequence[str] | None = None,
    variables: Mapping[str, int | bytes] | None = None,
    btf: str | os.PathLike[str] | bytes | Btf | None = None,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None = None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None = None,
    types: Mapping[str, ProgramType | str] | None = None,
    max_entries: Mapping[str, int] | None = None,
    value_sizes: Mapping[str, int] | None = None,
) -> ObjectSpec:
    """Read an object and fit it to what it is given; see `load`.

    Only programs that are meant, and those that their arrays start with, have to find what they
    want from a kernel, as libbpf resolves what bpf_program__set_autoload() leaves.

    Raises:
        ObjectError, ProgramError, MissingFeatureError: it cannot be used; says where and why.
        UsageError: a program or variable that is not there.
    """
    if isinstance(source, ObjectSpec):
        spec = source
    else:
        from progpack.bpf.object.reader import read_object

        spec = read_object(source)
    if types:
        spec = with_program_types(spec, types)
    if max_entries or value_sizes:
        spec = with_map_sizes(spec, max_entries, value_sizes=value_sizes)
    if variables:
        spec = with_variables(spec, variables)
    if btf is not None:
        from progpack.bpf.fit.core import relocate
        from progpack.bpf.fit.target_types import target_types

        spec = relocate(spec, target_types(btf))
    if not spec.externs:
        return spec
    names = with_programs_of_arrays(wanted(spec, programs), spec.programs, spec.maps)
    return with_externs(spec, kconfig, ksyms, programs=names)


def wanted(spec: ObjectSpec, names: Sequence[str] | None) -> list[str]:
    """The programs that are meant: those that are named, else all that load by themselves.

    Raises:
        UsageError: a program that is not there.
    """
    if names is None:
        return [name for name, program in spec.programs.items() if program.autoload]
    for name in names:
        if name not in spec.programs:
            raise UsageError(
                f"{spec.name} has no program {name!r}; it has: {', '.join(spec.programs) or 'none'}"
            )
    return list(names)
