"""The builder of static executables for a target: compile, place, link, write."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from random import Random
from typing import Final

from progpack.arch.cpu import CpuTarget
from progpack.arch.lookup import target
from progpack.bpf.analysis.calls import CallGraph
from progpack.bpf.analysis.facts import Facts as ProgramFacts
from progpack.bpf.check.program import check_map, check_program
from progpack.bpf.context.build import build as build_context
from progpack.bpf.context.build import layout
from progpack.bpf.environment import Words
from progpack.bpf.fit.reach import programs_meant
from progpack.bpf.helpers.custom import find, order
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE, RUN_STACK
from progpack.bpf.maps.types import PROVIDED
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.bpf.words import TUNNEL_BYTES
from progpack.elf.executable import PAGE, Machine, executable
from progpack.errors import (
    CompileError,
    MissingFeatureError,
    ObjectError,
    OutOfMemoryError,
    UsageError,
)
from progpack.foreign.address_space import CONSTANTS, PACKS, Areas, packed
from progpack.foreign.executable import (
    ASK,
    CONTEXT,
    INPUT_ROOM,
    STOP_ASKED,
    Executable,
    PlacedObject,
    PlacedProgram,
    Work,
)
from progpack.foreign.maps import PlacedMap, as_placed, place_map
from progpack.jit.compile import compiler
from progpack.jit.compile.cache import Compiled, Facts, disk_cache
from progpack.jit.compile.digest import foreign_digest, program_digest, text_digest
from progpack.jit.image.store import compiled as remembered
from progpack.jit.lower.callbacks import CALL_ENTRY
from progpack.jit.lower.program import ENTRY, translate
from progpack.jit.maps.kinds import check_inner
from progpack.jit.native.functions import RUNTIME_FUNCTIONS
from progpack.jit.native.layout import (
    EACH_FRAMES,
    EACH_KEY,
    HEADROOM,
    HOLDING,
    TAILROOM,
    ContextKind,
    MapSlot,
    RegionSlot,
    State,
    TargetSlot,
)
from progpack.link import MACHINES, Image, Part, read_image
from progpack.pack import PackList, Request
from progpack.pack.constants import HEADER

__all__ = ["Builder"]

_SCRATCH: Final = 1 << 20
_LOG: Final = 1 << 18
_CGROUP_ID: Final = 80
_JOB_FLAT, _JOB_PACKET, _JOB_CONTEXT = range(3)
_PACKET_KINDS: Final = {
    ProgramType.XDP: ContextKind.XDP,
    ProgramType.SOCKET_FILTER: ContextKind.SKB,
    ProgramType.SCHED_CLS: ContextKind.SKB,
    ProgramType.SCHED_ACT: ContextKind.SKB,
}


@dataclass(slots=True)
class _Compiled:
    """An image on its way to its address."""

    name: str
    image: Image
    address: int = 0
    constants: int = 0
    variables: int = 0
    outside: dict[str, int] | None = None

    @property
    def exported(self) -> dict[str, int]:
        symbols = self.image.symbols
        return {name: self.address + symbols[name] for name in self.image.exported & set(symbols)}


class Builder:
    """Makes one executable of any number of objects.

    Args:
        cpu: name of the target, as `progpack.arch.lookup.target` takes it.
        policy: how programs are placed in packs, as in `progpack.PackAllocator`.
        seed: source of the hash tables' seeds, so that the same objects make the same file.

    Raises:
        UsageError: no such target.
    """

    def __init__(self, cpu: str, *, policy: str = "pack", seed: int = 0) -> None:
        self.target = target(cpu)
        record = self.target.record
        self._record = record
        self._order = "<" if self.target.byteorder == "little" else ">"
        self._packs = PackList(policy, page_size=record.page_size, arch=record)
        self._areas = Areas(self.target.bits)
        self._rng = Random(seed)
        self._fills: dict[int, bytearray] = {}
        self._objects: list[PlacedObject] = []
        #: The first calls of the start: a function, its map, key and value.
        self._puts: list[tuple[int, int, int, int]] = []
        self._compiled: list[_Compiled] = []
        start = resources.files("progpack.foreign").joinpath("start", f"start-{self.target.name}.o")
        self._runtime = self._place("runtime", _runtime(self.target))
        image = read_image(start.read_bytes(), "the start of executables", machine=record.name)
        self._start = self._place("start", image)
        missing = [name for name in RUNTIME_FUNCTIONS if name not in self._runtime.exported]
        if missing:
            raise CompileError(f"the native runtime lacks {', '.join(missing)}")
        self._functions = {name: self._runtime.exported[name] for name in RUNTIME_FUNCTIONS}
        for name in (STOP_ASKED, ASK):
            self._functions[name] = self._start.exported[name]
        #: Calls of replaced helpers have numbers of their own, so that each says whose it is.
        self._asks = 0
        self._work = self._make_work()

    def add(self, spec: ObjectSpec, programs: Sequence[str] | None = None) -> PlacedObject:
        """Compile an object's programs and give everything of it a place.

        Args:
            spec: the object, in the target's byte order.
            programs: names of the programs; without it all that are not marked ``SEC("?...")``.
                Those that arrays of programs start with come with the programs that use them.

        Raises:
            ObjectError, ProgramError, MissingFeatureError: the object cannot be used; says where
                and why.
            UsageError: a program that is not there.
            CompileError: LLVM refuses it.
            OutOfMemoryError: an executable has no room for it.
        """
        if spec.byteorder != self.target.byteorder:
            raise ObjectError(
                f"object {spec.name}: {self.target.name} is {self.target.byteorder}-endian and the "
                f'object is not; compile it with "clang -target bpfe{self.target.byteorder[0]}"'
            )
        chosen = [spec.programs[name] for name in programs_meant(spec, programs)]
        spec = _with_maps(spec, chosen)
        # Everything that can be refused is refused before anything is made.
        little = self.target.byteorder == "little"
        known = [check_program(program, spec.maps, little=little) for program in chosen]
        for program, facts in zip(chosen, known, strict=True):
            _refuse_own_helpers(program, facts.calls)
        _check_values(spec)
        maps = {
            name: place_map(map_spec, self._areas, self._order, self._rng)
            for name, map_spec in spec.maps.items()
        }
        placed = {
            program.name: self._program(program, facts, spec, maps)
            for program, facts in zip(chosen, known, strict=True)
        }
        self._set_initial_values(spec, placed, maps)
        placed_object = PlacedObject(spec, placed, maps)
        self._objects.append(placed_object)
        return placed_object

    def image(self, name: str, image: Image, outside: Mapping[str, int] | None = None) -> int:
        """Place code of another origin (a test's); returns the address of its text.

        Args:
            name: for people to read.
            image: compiled for the target.
            outside: addresses of symbols that the executable does not have.
        """
        compiled = self._place(name, image)
        compiled.outside = dict(outside or {})
        return compiled.address

    def objects_of(self, name: str) -> dict[str, int]:
        """The addresses of the data that placed code of that name defines."""
        addresses = {}
        for compiled in self._compiled:
            if compiled.name != name:
                continue
            at = (compiled.address, compiled.constants, compiled.variables)
            for symbol, place in compiled.image.objects.items():
                addresses[symbol] = at[place.part] + place.offset
        return addresses

    def far(self, name: str, image: Image, address: int) -> dict[str, int]:
        """Place functions at an address of their own, behind everything else.

        Args:
            name: for people to read.
            image: compiled for the target; it has no data.
            address: a multiple of `progpack.elf.executable.PAGE`.

        Returns:
            The addresses of its functions, by name.

        Raises:
            UsageError: the image has data.
        """
        if image.constants or image.variables or image.zeros:
            raise UsageError(f"{name} has data, which would be out of its reach")
        size = -(-len(image.text) // PAGE) * PAGE
        self._fills[address] = bytearray(self._record.trap_fill(size))
        compiled = _Compiled(name, image, address, outside={})
        self._compiled.append(compiled)
        return compiled.exported

    def executable(self, *, default: PlacedProgram | None = None) -> Executable:
        """Link everything and write the file.

        Args:
            default: the program that runs when the file is called without arguments; without it
                the first one that can run so, if there is any.

        Raises:
            CompileError: something is out of reach.
            MissingFeatureError: that program cannot run without what drives the process.
        """
        if default is None:
            every = [p for each in self._objects for p in each.programs.values()]
            default = next((program for program in every if not _not_alone(program)), None)
        elif problem := _not_alone(default):
            raise MissingFeatureError(f"program {default.spec.name}: {problem}")
        self._set_job(default)
        # Own helpers in Python are called in Python's own process only; none is added here.
        python = {name: 0 for name in self._runtime.image.outside if name.startswith("Py")}
        known = {**python, **self._runtime.exported, **self._start.exported}
        for compiled in self._compiled:
            self._link(compiled, known)
        packs = self._pack_bytes()
        machine = Machine(
            MACHINES[self._record.name].number,
            self.target.bits,
            self.target.byteorder,
            self.target.elf_flags,
        )
        entry = self._start.exported["_start"]
        return Executable(
            executable(machine, entry, self._areas.segments(packs)),
            self.target,
            tuple(self._objects),
            self._work,
            self._functions,
            tuple((address, len(data)) for address, data in packs),
            CONSTANTS,
        )

    # --- compiling and placing ---

    def _program(
        self,
        spec: ProgramSpec,
        facts: ProgramFacts,
        owner: ObjectSpec,
        maps: Mapping[str, PlacedMap],
    ) -> PlacedProgram:
        code = self._place(spec.name, self._image(spec, facts, owner))
        slots = b"".join(
            packed(
                MapSlot,
                self._order,
                {"map": m.address, "values": m.values, "values_end": m.values_end},
            )
            for m in (maps[name] for name in spec.used_maps)
        )
        replaced = order(facts.calls.helpers)
        first = self._asks + 1
        self._asks += len(replaced)
        asks = dict(enumerate(replaced, first))
        words = self._numbers([word for ask in asks for word in (self._functions[ASK], ask)])
        # No index of the maps: they are looked through one by one.
        table = self._areas.constants.put(bytes(8) + slots + words, 8) + 8
        entry = code.exported[ENTRY]
        values = {
            "entry": entry,
            "maps": table,
            "maps_end": table + len(slots),
            "stack": facts.calls.frames * FRAME_SIZE,
        }
        slot = self._areas.data.take(ctypes.sizeof(TargetSlot))
        values["serial"] = slot  # nothing is ever freed there
        self._areas.data.write(slot, packed(TargetSlot, self._order, values))
        return PlacedProgram(
            *(spec, facts.calls, code.image, code.address, entry, table, table + len(slots)),
            slot,
            code.exported.get(CALL_ENTRY, 0),
            asks,
        )

    def _image(self, spec: ProgramSpec, facts: ProgramFacts, owner: ObjectSpec) -> Image:
        """A program's machine code, compiled unless it is remembered."""

        def make() -> Compiled:
            little = self.target.byteorder == "little"
            lowered = translate(spec, owner.maps, facts=facts, little=little, counted=True)
            return _compile(self.target, digest, lowered.ir, 1 if lowered.trivial else 2)

        own = program_digest(spec, owner.maps, spec.used_maps)
        digest = foreign_digest(own, self.target)
        return remembered(digest, make).image

    def _set_initial_values(
        self,
        spec: ObjectSpec,
        programs: Mapping[str, PlacedProgram],
        maps: Mapping[str, PlacedMap],
    ) -> None:
        """The addresses of programs and maps that arrays begin with, and hash tables are given."""
        order, areas = self.target.byteorder, self._areas
        for name, placed_map in maps.items():
            of_programs = placed_map.spec.type is MapType.PROG_ARRAY
            for index, element in spec.maps[name].values:
                if of_programs and element not in programs:
                    continue  # no program that was asked for can reach it
                at = programs[element].target if of_programs else maps[element].address
                value = at.to_bytes(8, order)
                if placed_map.spec.type is not MapType.HASH_OF_MAPS:
                    areas.data.write(placed_map.header["values"] + 8 * index, value)
                    continue
                # The hash of its key is the runtime's affair.
                key = areas.constants.put(index.to_bytes(placed_map.spec.key_size, order), 8)
                pointer = areas.constants.put(value, 8)
                self._puts.append(
                    (self._functions["pp_hash_update"], placed_map.address, key, pointer)
                )

    def _place(self, name: str, image: Image) -> _Compiled:
        """Chunks for the text, room for the data; linked when everything has its address."""
        alignment = max(image.alignment[0], self._record.alignment.value or 1)
        size = len(image.text) + (alignment if alignment > HEADER else 0)
        span = self._packs.place(Request(self._packs.policy.image_size(size), name=name))
        if span.oversized or span.pack.size * (span.pack.number + 1) > CONSTANTS - PACKS:
            raise OutOfMemoryError(f"{name}: the executables made here have no room for such code")
        base = PACKS + span.pack.number * span.pack.size
        start = base + span.offset + HEADER
        address = -(-start // alignment) * alignment
        compiled = _Compiled(name, image, address)
        if image.constants:
            compiled.constants = self._areas.constants.take(
                len(image.constants), max(image.alignment[1], 16), 0
            )
        size = len(image.variables) + image.zeros
        if size:
            compiled.variables = self._areas.data.take(size, max(image.alignment[2], 16))
        fill = self._fills.setdefault(base, bytearray())
        end = -(-(span.offset + span.size) // PAGE) * PAGE
        fill += self._record.trap_fill(max(end - len(fill), 0))
        self._compiled.append(compiled)
        return compiled

    def _link(self, compiled: _Compiled, known: Mapping[str, int]) -> None:
        linked = compiled.image.link(
            compiled.address,
            compiled.constants,
            compiled.variables,
            {**known, **(compiled.outside or {})},
        )
        base = max(base for base in self._fills if base <= compiled.address)
        offset = compiled.address - base
        self._fills[base][offset : offset + len(linked.text)] = linked.text
        if linked.constants:
            self._areas.constants.write(compiled.constants, linked.constants)
        if linked.variables:
            # The job of the start was written there before.
            self._areas.data.write(compiled.variables, linked.variables)

    def _pack_bytes(self) -> list[tuple[int, bytes]]:
        return [(base, bytes(fill)) for base, fill in sorted(self._fills.items())]

    # --- what runs work on ---

    def _make_work(self) -> Work:
        areas = self._areas
        table = b"".join(
            self._functions[name].to_bytes(8, self.target.byteorder) for name in RUNTIME_FUNCTIONS
        )
        context = areas.data.take(CONTEXT)
        fresh = areas.data.take(CONTEXT)
        log = MapSpec("log", MapType.RINGBUF, 0, 0, _LOG)
        return Work(
            state=areas.data.put(packed(State, self._order), gap=512),
            stack=areas.zeros.take(RUN_STACK),
            context=context,
            fresh=fresh,
            input=areas.low.take(HEADROOM + INPUT_ROOM + TAILROOM) + HEADROOM,
            scratch=areas.zeros.take(_SCRATCH),
            regions=areas.data.take(4096),
            table=areas.constants.put(table, 8),
            keys=areas.zeros.take(EACH_FRAMES * EACH_KEY),
            key_sizes=areas.zeros.take(4 * EACH_FRAMES),
            holding=areas.zeros.take(HOLDING),
            tunnel=areas.zeros.take(TUNNEL_BYTES),
            log=place_map(log, areas, self._order, self._rng),
            environment=areas.zeros.take(ctypes.sizeof(Words)),
        )

    def _set_job(self, program: PlacedProgram | None) -> None:
        """Set the job that the executable does first, and when it is called without arguments."""
        rings = self._table(self._areas.rings)
        puts = self._table(self._puts)
        alone = (0,) * 8 if program is None else self._alone(program)
        job = (*alone, *rings, *puts, self._work.log.address, self._work.scratch, _SCRATCH)
        place = self._start.image.objects["pp_job"]
        if place.part is not Part.VARIABLES:
            raise CompileError("the start of executables has no job that can be written")
        image = self._start.image
        variables = bytearray(image.variables)
        data = self._numbers(job)
        variables[place.offset : place.offset + len(data)] = data
        self._start.image = replace(image, variables=bytes(variables))

    def _alone(self, program: PlacedProgram) -> tuple[int, ...]:
        """Return the run that needs no arguments, after everything that it works on is in place."""
        kind, work, areas = layout(program.spec.type), self._work, self._areas
        fields = work.fields(program)
        size = INPUT_ROOM
        if kind.packet:
            context = build_context(
                program.spec.type, data=work.input, byteorder=self.target.byteorder
            )
            areas.data.write(work.fresh, context)
            areas.data.write(work.context, context)
            size = len(context)
            fields["ctx_end"] = fields["ctx"] + size
        regions = b"".join(
            packed(RegionSlot, self._order, {"start": start, "end": end, "writable": writable})
            for start, end, writable in work.context_regions(program, size)
        )
        areas.data.write(work.regions, regions)
        fields["regions_end"] = work.regions + len(regions)
        areas.data.write(work.state, packed(State, self._order, fields))
        how = _JOB_CONTEXT
        if program.spec.type is ProgramType.FLAT:
            how = _JOB_FLAT
        elif kind.packet:
            how = _JOB_PACKET
        # A packet is read beside the place where it runs, since each run works on a copy.
        at = work.scratch if kind.packet else work.input
        return (
            *(work.state, program.entry, how, _PACKET_KINDS.get(program.spec.type, 0)),
            *(at, min(_SCRATCH, INPUT_ROOM), kind.size, DEFAULT_BUDGET),
        )

    def _table(self, rows: Sequence[tuple[int, ...]]) -> tuple[int, int]:
        """Put a table of numbers among the constants; return its start and end addresses."""
        data = b"".join(self._numbers(row) for row in rows)
        at = self._areas.constants.put(data, 8)
        return at, at + len(data)

    def _numbers(self, numbers: Sequence[int]) -> bytes:
        return b"".join(number.to_bytes(8, self.target.byteorder) for number in numbers)


def _runtime(cpu: CpuTarget) -> Image:
    """The native runtime, compiled once for each target."""

    def make() -> Compiled:
        text = resources.files("progpack.jit").joinpath("runtime", cpu.runtime).read_text()
        # The text was optimised when it was made; only code generation is left to do.
        return _compile(cpu, digest, text, 0)

    digest = foreign_digest(text_digest(cpu.runtime), cpu)
    return remembered(digest, make).image


def _compile(cpu: CpuTarget, digest: bytes, ir: str, optimize: int) -> Compiled:
    keep = disk_cache().keep(digest, Facts())
    return Compiled(compiler(cpu.name).compile(ir, optimize=optimize, keep=keep))


def _with_maps(spec: ObjectSpec, programs: Sequence[ProgramSpec]) -> ObjectSpec:
    """The object with the maps that it has here; those of other types that nobody uses are not."""
    used = {name for program in programs for name in program.used_maps}
    maps, notes = {}, spec.notes
    for name, map_spec in spec.maps.items():
        if map_spec.type in PROVIDED or name in used:
            check_map(map_spec)
            maps[name] = as_placed(map_spec)
        else:
            note = f"its type {map_spec.type.name} is not provided, and no program uses it"
            notes += (f"map {name} is not there: {note}",)
    return replace(spec, maps=maps, notes=notes)


def _refuse_own_helpers(program: ProgramSpec, calls: CallGraph) -> None:
    for number in order(calls.helpers):
        if number in program.replaced:
            continue
        custom = find(number)
        name = f"helper {number}" if custom is None else custom.helper.name
        raise MissingFeatureError(
            f"program {program.name} calls {name}, which was added to this process "
            "(progpack.helper, progpack.native_helper); an executable has Linux's helpers only"
        )


def _check_values(spec: ObjectSpec) -> None:
    """Initial values: programs of one type, and maps that look like the others."""
    for map_spec in spec.maps.values():
        kinds = set()
        for _, element in map_spec.values:
            if map_spec.type is MapType.PROG_ARRAY:
                kinds.add(spec.programs[element].type.name)
            else:
                check_inner(map_spec, spec.maps[element])
        if len(kinds) > 1:
            raise ObjectError(
                f"map {map_spec.name} has programs of several types: {', '.join(sorted(kinds))}"
            )


def _not_alone(program: PlacedProgram) -> str:
    """Why a program cannot run in an executable that is called without arguments, or nothing."""
    kind = program.spec.type
    if (layout(kind).packet and kind not in _PACKET_KINDS) or layout(kind).block:
        return (
            f"contexts of {kind.name} programs are made by what drives the process; run it with "
            '"progpack run --arch"'
        )
    if _CGROUP_ID in program.calls.helpers:
        return (
            "what bpf_get_current_cgroup_id says comes from what drives the process; run it with "
            '"progpack run --arch"'
        )
    return ""
