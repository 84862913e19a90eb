"""Runs of an executable's programs, with results like those of programs in this process."""

from __future__ import annotations

import ctypes
import secrets
import time
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, Literal

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.bpf.context.build import ContextLayout, RunArg, RunContext, build, layout, metadata
from progpack.bpf.context.link_header import link_header
from progpack.bpf.environment import own_cgroup
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.outcome import BatchResult, Effects, Redirect, RunResult, note_printed
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import (
    budget_within,
    deadline,
    first_due,
    moment_of,
    remaining,
    run_timers,
)
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind
from progpack.foreign.address_space import fields_of, packed
from progpack.foreign.executable import (
    INPUT_ROOM,
    STOP_ASKED,
    Executable,
    PlacedObject,
    PlacedProgram,
    limits,
)
from progpack.foreign.livemaps import LiveMap, LiveRing, live_maps
from progpack.foreign.process import TIME_LIMIT, Process
from progpack.jit.log import MAY_LOG, read_log
from progpack.jit.native.layout import RegionSlot, State
from progpack.owned import Owned

__all__ = ["ForeignObject", "ForeignProgram", "Session"]

_ARGUMENTS: Final = 256
_MOST_REGIONS: Final = 4096 // 24
_MOST_SERIALS: Final = (1 << 30) - 1
#: Types whose context is the registers of a machine.
_PROBES: Final = frozenset({ProgramType.KPROBE, ProgramType.PERF_EVENT})


class ForeignProgram:
    """A program of an executable that runs.

    Attributes:
        spec: what it was made from.
        placed: where it lies.
        type: its type.
        layout: how its context looks.
    """

    def __init__(self, placed: PlacedProgram, session: Session) -> None:
        self.placed = placed
        self.spec: ProgramSpec = placed.spec
        self.type: ProgramType = placed.spec.type
        self.layout: ContextLayout = layout(self.type)
        self._session = session

    def __repr__(self) -> str:
        target = self._session.executable.target.name
        return f"<{self.type.name} program {self.name} of a {target} process>"

    @property
    def name(self) -> str:
        """The program's name."""
        return self.spec.name

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """The byte order of the program's context and maps."""
        return self._session.executable.target.byteorder

    @property
    def logs(self) -> bool:
        """Whether it may print or clone, or continue as one that does."""
        return bool(effects_of(self.spec.helpers) & MAY_LOG)

    def run(
        self,
        packet: bytes | bytearray | memoryview = b"",
        *,
        context: RunContext | None = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
    ) -> RunResult:
        """Run it once; arguments and errors are those of `progpack.jit.program.Program.run`.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input that this type of program does not have, or that is too long.
            DiedError: the process ended.
        """
        return self._session.run(self, packet, context, args, budget, timeout)

    def run_batch(
        self,
        packets: Sequence[bytes],
        *,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
    ) -> BatchResult:
        """Run it over many packets, one after the other.

        Raises:
            RunError: a run ended early.
            UsageError: this type of program has no packet.
        """
        if not self.layout.packet:
            raise UsageError(f"program {self.name}: {self.type.name} programs have no packets")
        end = deadline(timeout)
        results = [
            self.run(packet, budget=budget, timeout=remaining(end, self.name)) for packet in packets
        ]
        return BatchResult(
            tuple(result.return_value for result in results),
            sum(result.duration_ns for result in results),
            tuple(text for result in results for text in result.printed),
        )


class ForeignObject:
    """An object of an executable that runs: programs and maps, by name.

    Attributes:
        spec: what it was made from; rings may be larger than in the file.
        programs: by name.
        maps: by name.
        notes: sentences about what is in the object and not here.
    """

    def __init__(self, placed: PlacedObject, session: Session) -> None:
        self.spec: ObjectSpec = placed.spec
        self.notes = placed.spec.notes
        self._session = session
        programs = {name: ForeignProgram(p, session) for name, p in placed.programs.items()}
        self.programs: Mapping[str, ForeignProgram] = MappingProxyType(programs)
        targets = {each.target: each for each in placed.programs.values()}
        maps = live_maps(placed, session.process, targets)
        self.maps: Mapping[str, LiveMap] = MappingProxyType(maps)

    def __repr__(self) -> str:
        return f"<object {self.spec.name}: {len(self.programs)} programs, {len(self.maps)} maps>"

    def run_timers(self, now: int | None = None) -> int:
        """Call the functions of the timers that are due; as `progpack.jit.object.Object` does.

        Args:
            now: nanoseconds of CLOCK_MONOTONIC that it is taken to be; default what it is.

        Returns:
            How many functions were called.

        Raises:
            RunError: a function ended early; the later timers stay started.
            UsageError: there is no end to it.
        """
        return run_timers(self._call_first, moment_of(now))

    def _call_first(self, moment: int) -> bool:
        """Call the function of the timer that is due first; whether there was one."""
        due = first_due(
            (
                (timer["expires"], number, slot, (held, slot, timer))
                for number, held in enumerate(self.maps.values())
                for slot, timer in held.timers()
            ),
            moment,
        )
        if due is None:
            return False
        held, slot, timer = due
        held.disarm(slot)
        programs = {each.placed.target: each for each in self.programs.values()}
        self._session.call_back(programs[timer["program"]], held, slot, timer["function"])
        return True


class Session(Owned):
    """An executable that runs, and its objects. A context manager that ends the process.

    Not for two threads at once: a process runs one program at a time.

    Args:
        executable: what runs.
        emulate: qemu-user also where this machine could run it.
        time_limit: as for `progpack.foreign.process.Process`.

    Attributes:
        executable: what runs.
        process: its process.
        objects: in the order that they were added to the builder.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """

    def __init__(
        self,
        executable: Executable,
        *,
        emulate: bool = False,
        time_limit: float | None = TIME_LIMIT,
    ) -> None:
        self.executable = executable
        self.process = Process(executable, emulate=emulate, time_limit=time_limit)
        self._order = executable.order
        self._serial = 0
        self._random = secrets.randbits(63) | 1
        self._log = LiveRing(executable.work.log, self.process)
        self.objects = tuple(ForeignObject(each, self) for each in executable.objects)
        self._by_target = {
            program.target: program.spec
            for each in executable.objects
            for program in each.programs.values()
        }
        self._map_names = {
            held.placed.address: name for each in self.objects for name, held in each.maps.items()
        }

    def close(self) -> None:
        """End the process. May be called twice."""
        self.process.close()

    def run(
        self,
        program: ForeignProgram,
        packet: bytes | bytearray | memoryview,
        context: RunContext | None,
        args: Sequence[RunArg] | None,
        budget: int,
        timeout: float | None,
    ) -> RunResult:
        """Run a program once; see `ForeignProgram.run`."""
        work, placed = self.executable.work, program.placed
        begin = _Beginning(self.executable, placed)
        image = begin.context(packet, context, args)
        at = work.context_at(placed, len(image))
        fields: dict[str, int] = {"ctx": at, "ctx_end": at + len(image)}
        fields["deadline"] = deadline(timeout)  # the process has the same CLOCK_MONOTONIC
        if program.layout.packet:
            fields["link"] = link_header(program.layout, packet)
            front = metadata(program.type, context)
            start = work.input - len(front)
            begin.writes.append((start - fields["link"], front + bytes(packet)))
            fields["meta"] = start
            fields["data_end"] = start + len(front) + len(packet) - fields["link"]
        begin.writes.append((at, image))
        call = (
            *(placed.entry, work.state, at if image else 0),
            len(image) if program.type is ProgramType.FLAT else 0,
        )
        reads = [(at, len(image)), (work.input, len(packet) if program.layout.packet else 0)]
        value, after, (left, seen), duration = self._enter(
            program, begin, fields, budget, call, reads
        )
        effects = self._effects(program, after)
        if after["fault"]:
            raise self._error(program.spec, after, effects.printed)
        if program.layout.packet:
            start, end = after["meta"], after["data_end"]
            if (start, end - start) != (work.input, len(packet)):
                seen = bytes(after["link"]) + self.process.read(start, end - start)
        else:
            seen = left
        return RunResult(
            *(value, seen, left, duration, tuple(effects.printed), effects.redirect),
            tuple(effects.clones),
        )

    def call_back(self, program: ForeignProgram, held: LiveMap, slot: int, function: int) -> None:
        """Call a function of a program as a timer does: with map, key and value.

        Raises:
            RunError: it ended early.
        """
        work, placed = self.executable.work, program.placed
        key, value_at = held.slot(slot)
        begin = _Beginning(self.executable, placed)
        begin.writes += [
            (work.keys, key),
            (work.key_sizes, len(key).to_bytes(4, self.executable.target.byteorder)),
        ]
        call = (placed.callback, work.state, function, held.placed.address, work.keys, value_at)
        fields = {"network": 0}
        _, after, _, _ = self._enter(program, begin, fields, DEFAULT_BUDGET, call, [])
        effects = self._effects(program, after)
        if after["fault"]:
            raise self._error(program.spec, after, effects.printed)

    def _enter(
        self,
        program: ForeignProgram,
        begin: _Beginning,
        fields: Mapping[str, int],
        budget: int,
        call: tuple[int, ...],
        reads: list[tuple[int, int]],
    ) -> tuple[int, dict[str, int], list[bytes], int]:
        """Write the state, call: the result, the state afterwards, what was read, nanoseconds."""
        budget_within(budget)
        work = self.executable.work
        self._serial = self._serial % _MOST_SERIALS + 1
        state = work.fields(program.placed, self._serial) | limits(budget)
        state["attend"] = self.executable.functions[STOP_ASKED]
        state |= {"cgroup": own_cgroup(), "random": self._random, **fields}
        regions = b"".join(
            packed(RegionSlot, self._order, {"start": start, "end": end, "writable": writable})
            for start, end, writable in begin.regions
        )
        state["regions_end"] = work.regions + len(regions)
        writes = [*begin.writes, (work.regions, regions)]
        writes.append((work.state, packed(State, self._order, state)))
        began = time.perf_counter_ns()
        try:
            value, said, *found = self.process.ask(
                [each for each in writes if each[1]],
                [(work.state, ctypes.sizeof(State)), *reads],
                call=call,
            )
        except BaseException as error:
            if not self.process.closed:
                self._clean_up(program, error)
            raise
        duration = time.perf_counter_ns() - began
        after = fields_of(State, self._order, said)
        self._random = after["random"]
        if after["held"] or after["locked"]:
            self.process.call(self.executable.functions["pp_end_run"], work.state)
        return int.from_bytes(value, self.executable.target.byteorder), after, found, duration

    def _clean_up(self, program: ForeignProgram, error: BaseException) -> None:
        """Clean up after an interrupted run as after any fault, and add a note of where it was."""
        work = self.executable.work
        said = self.process.read(work.state, ctypes.sizeof(State))
        after = fields_of(State, self._order, said)
        if after["held"] or after["locked"]:
            self.process.call(self.executable.functions["pp_end_run"], work.state)
        self._effects(program, after)
        if after["fault"]:
            error.add_note(str(self._error(program.spec, after, [])))

    def _effects(self, program: ForeignProgram, after: Mapping[str, int]) -> Effects:
        """Return the effects of a run; printed texts go to the logger as well."""
        effects = Effects()
        if after["logged"]:
            order = self.executable.target.byteorder
            effects.printed, effects.clones = read_log(self._log.consume(), after["lost"], order)
            note_printed(program.name, effects.printed)
        if after["redirect"]:
            name = self._map_names.get(after["redirect_map"], "")
            effects.redirect = Redirect(after["redirect_target"], name, after["redirect_flags"])
        return effects

    def _error(
        self, spec: ProgramSpec, state: Mapping[str, int], printed: Sequence[str]
    ) -> RunError:
        # After tail calls it is another program that failed.
        spec = self._by_target.get(state["failed"], spec)
        fault = Fault(
            FaultKind(state["fault"]),
            state["fault_pc"],
            state["fault_address"],
            state["fault_size"],
            spec.name,
        )
        error = RunError(describe(fault, spec.insns, line=spec.line_at(fault.pc) or ""), fault)
        error.printed = tuple(printed)
        return error


class _Beginning:
    """The memory that is written before a run of a program begins.

    Attributes:
        writes: addresses and bytes.
        regions: rows of `RegionSlot`.
    """

    def __init__(self, executable: Executable, program: PlacedProgram) -> None:
        self._executable = executable
        self._program = program
        self._next = executable.work.scratch
        self.writes: list[tuple[int, bytes]] = []
        self.regions: list[tuple[int, int, int]] = []

    def context(
        self,
        packet: bytes | bytearray | memoryview,
        context: RunContext | None,
        args: Sequence[RunArg] | None,
    ) -> bytes:
        """The context; memory of arguments is placed.

        Raises:
            UsageError: an input that the program's type does not have, or that is too long.
        """
        work, program, target = self._executable.work, self._program, self._executable.target
        kind = program.spec.type
        if kind in _PROBES and isinstance(context, Mapping) and not _is_host(target):
            raise UsageError(
                f"registers by name are those of this machine; give the context of {kind.name} "
                f"programs for {target.name} as bytes"
            )
        image = build(
            kind,
            packet=packet,
            data=work.input,
            context=context,
            args=args,
            place=self._place,
            at=partial(work.context_at, program),
            byteorder=target.byteorder,
        )
        if max(len(packet), len(image)) > INPUT_ROOM or len(self.regions) > _MOST_REGIONS:
            raise UsageError(f"an executable has room for {INPUT_ROOM} bytes of input")
        self.regions += work.context_regions(program, len(image))
        return image

    def _place(self, value: bytes) -> int:
        address, size = self._next, max(len(value), 1)
        self._next += -(-(size + _ARGUMENTS) // 16) * 16
        if self._next > self._executable.work.scratch + INPUT_ROOM:
            raise UsageError("the arguments are longer than an executable has room for")
        self.writes.append((address, bytes(value) or b"\0"))
        self.regions.append((address, address + size, 0))
        return address


def _is_host(target: CpuTarget) -> bool:
    return arch.host().name == target.arch
