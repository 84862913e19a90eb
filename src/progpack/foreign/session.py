"""Runs of an executable's programs: state and input are written, results are read."""

from __future__ import annotations

import ctypes
import secrets
import struct
import time
from collections.abc import Mapping, Sequence
from functools import partial
from threading import get_ident
from typing import Final

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.bpf.context.build import RunArg, RunContext, build, layout, metadata
from progpack.bpf.context.linear import linear_of
from progpack.bpf.context.link_header import link_header
from progpack.bpf.environment import Environment, Given, Words, own_cgroup
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.isa.semantics import signed
from progpack.bpf.outcome import Effects, Redirect, RunResult, note_printed
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import (
    budget_within,
    deadline,
)
from progpack.bpf.words import TUNNEL_BYTES
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind
from progpack.foreign.address_space import fields_of, names_of, packed
from progpack.foreign.executable import (
    INPUT_ROOM,
    STOP_ASKED,
    Executable,
    PlacedProgram,
    limits,
)
from progpack.foreign.map_handle import MapTimers, consume
from progpack.foreign.process import TIME_LIMIT, Process
from progpack.foreign.questions import Questions
from progpack.jit.log import read_log
from progpack.jit.native.layout import HEADROOM, RegionSlot, State
from progpack.owned import Owned

__all__ = ["Session"]

_ARGUMENTS: Final = 256
_MOST_REGIONS: Final = 4096 // 24
_MOST_SERIALS: Final = (1 << 30) - 1
_FAULTS: Final = frozenset(map(int, FaultKind))
#: Facts of `Words`: the names, how many numbers there are, which of them is the random one, and
#: the bytes of comm.
_WORDS: Final = names_of(Words)
_NUMBERS: Final = _WORDS.index("comm")
_RANDOM: Final = _WORDS.index("random")
_COMM: Final = Words.comm.size  # type: ignore[attr-defined] # of ctypes' descriptor
#: Types whose context is the registers of a machine.
_PROBES: Final = frozenset({ProgramType.KPROBE, ProgramType.PERF_EVENT})


class Session(Owned):
    """The runs of an executable's programs. A context manager that ends the process.

    A process runs one program at a time, and one thread drives it at a time.

    Args:
        executable: what runs.
        emulate: qemu-user also where this machine could run it.
        time_limit: as for `progpack.foreign.process.Process`.
        confined: as there.
        environment: what programs are told of the world; default what is true of this machine.

    Attributes:
        executable: what runs.
        process: its process.
        environment: what programs are told of the world.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """

    def __init__(
        self,
        executable: Executable,
        *,
        emulate: bool = False,
        time_limit: float | None = TIME_LIMIT,
        confined: bool = False,
        environment: Environment | None = None,
    ) -> None:
        self.executable = executable
        self.process = Process(
            executable, emulate=emulate, time_limit=time_limit, confined=confined
        )
        self._order = executable.order
        self.environment = Environment() if environment is None else environment
        self._world = _World(executable, self.environment)
        self._questions = Questions(executable, self.process)
        self._runners: set[int] = set()
        self._serial = 0
        self._random = secrets.randbits(63) | 1
        self._by_target = {
            program.target: program.spec
            for placed_object in executable.objects
            for program in placed_object.programs.values()
        }
        self._map_names = {
            placed.address: name
            for placed_object in executable.objects
            for name, placed in placed_object.maps.items()
        }

    def close(self) -> None:
        """End the process. May be called twice."""
        self.process.close()

    def run(self, placed: PlacedProgram, request: RunRequest) -> RunResult:
        """Run a program once.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input that this type of program does not have, or that is too long.
            DiedError: the process ended.
        """
        work, kind, packet = self.executable.work, layout(placed.spec.type), request.packet
        begin = _Beginning(self.executable, placed)
        image = begin.context(packet, request.context, request.args, request.linear)
        at = work.context_at(placed, len(image))
        fields: dict[str, int] = {"ctx": at, "ctx_end": at + len(image)}
        fields["no_context"] = not image
        fields["attach"] = placed.spec.attach_type or 0
        fields["retval_at"] = at + kind.retval_at if kind.retval_at else 0
        fields["deadline"] = deadline(request.timeout)  # the process has the same CLOCK_MONOTONIC
        if kind.packet:
            fields["link"] = link_header(kind, packet)
            front = metadata(placed.spec.type, request.context)
            start = work.input - len(front)
            begin.writes.append((start - fields["link"], front + bytes(packet)))
            fields["meta"] = start
            length = len(packet) - fields["link"]
            linear = min(length, linear_of(placed.spec.type, request.linear))
            fields["data_end"] = work.input + linear
            fields["fragments"] = length - linear
        begin.writes.append((at, image))
        call = (
            *(placed.entry, work.state, at if image else 0),
            len(image) if placed.spec.type is ProgramType.FLAT else 0,
        )
        reads = [(at, len(image)), (work.input, len(packet) if kind.packet else 0)]
        value, after, (left, seen), duration = self._enter(
            placed, begin, fields, request.budget, call, reads, request.timeout
        )
        effects = self._effects(placed, after)
        if after["fault"]:
            raise self._error(placed.spec, after, effects.printed)
        if kind.packet:
            start, end = after["meta"], after["data_end"] + after["fragments"]
            if (start, end - start) != (work.input, len(packet)):
                if not work.input - HEADROOM <= start <= end <= work.input_end:
                    raise self.process.nonsense("a packet")
                seen = bytes(fields["link"]) + self.process.read(start, end - start)
        else:
            seen = left
        return RunResult(
            *(value, seen, left, duration, tuple(effects.printed), effects.redirect),
            *(tuple(effects.clones), effects.retval, tuple(effects.signals), effects.tunnel),
        )

    def call_back(self, placed: PlacedProgram, timers: MapTimers, slot: int, function: int) -> None:
        """Call a function of a program as a timer does: with map, key and value.

        Raises:
            RunError: the run ended early.
        """
        work = self.executable.work
        key, value_at = timers.element(slot)
        begin = _Beginning(self.executable, placed)
        begin.writes += [
            (work.keys, key),
            (work.key_sizes, len(key).to_bytes(4, self.executable.target.byteorder)),
        ]
        call = (
            placed.callback,
            work.state,
            function,
            timers.map.placed.address,
            work.keys,
            value_at,
        )
        fields = {"network": 0}
        _, after, _, _ = self._enter(placed, begin, fields, DEFAULT_BUDGET, call, [])
        effects = self._effects(placed, after)
        if after["fault"]:
            raise self._error(placed.spec, after, effects.printed)

    def _enter(
        self,
        placed: PlacedProgram,
        begin: _Beginning,
        fields: Mapping[str, int],
        budget: int,
        call: tuple[int, ...],
        reads: list[tuple[int, int]],
        timeout: float | None = None,
    ) -> tuple[int, dict[str, int], list[bytes], int]:
        """Write the state, call: the result, the state afterwards, what was read, nanoseconds."""
        budget_within(budget)
        me = get_ident()
        if me in self._runners:  # other threads wait in `Process.ask`
            raise UsageError(
                f"program {placed.spec.name}: a run is under way, and a process has one at a time"
            )
        work = self.executable.work
        self._serial = self._serial % _MOST_SERIALS + 1
        state = work.fields(placed, self._serial) | limits(budget)
        state["attend"] = self.executable.functions[STOP_ASKED]
        state |= {
            "cgroup": own_cgroup(),
            "random": self._random,
            "cpu": self.environment.processor(),
        }
        state |= {**fields, **self._world.fields}
        regions = b"".join(
            packed(RegionSlot, self._order, {"start": start, "end": end, "writable": writable})
            for start, end, writable in begin.regions
        )
        state["regions_end"] = work.regions + len(regions)
        writes = [*begin.writes, (work.regions, regions), *self._world.writes()]
        writes.append((work.state, packed(State, self._order, state)))
        began = time.perf_counter_ns()
        self._runners.add(me)
        try:
            value, state_bytes, *answers = self.process.ask(
                [write for write in writes if write[1]],
                [(work.state, ctypes.sizeof(State)), *reads],
                call=call,
                timeout=timeout,
                answering=self._questions.answer if self._questions else None,
            )
        except BaseException as error:
            if not self.process.closed:
                self._clean_up(placed, error)
            raise
        finally:
            self._runners.discard(me)
        duration = time.perf_counter_ns() - began
        after = fields_of(State, self._order, state_bytes)
        self._random = after["random"]
        self._world.read_back(self.process)
        if after["held"] or after["locked"]:
            self.process.call(self.executable.functions["pp_end_run"], work.state)
        return int.from_bytes(value, self.executable.target.byteorder), after, answers, duration

    def _clean_up(self, placed: PlacedProgram, error: BaseException) -> None:
        """After a run that was interrupted: as after any fault, with a note of where it was."""
        work = self.executable.work
        state = self.process.read(work.state, ctypes.sizeof(State))
        after = fields_of(State, self._order, state)
        if after["held"] or after["locked"]:
            self.process.call(self.executable.functions["pp_end_run"], work.state)
        self._effects(placed, after)
        if after["fault"]:
            error.add_note(str(self._error(placed.spec, after, [])))

    def _effects(self, placed: PlacedProgram, after: Mapping[str, int]) -> Effects:
        """Return the effects of a run; printed texts go to the logger as well."""
        effects = Effects()
        if after["logged"]:
            order = self.executable.target.byteorder
            records = consume(self.executable.work.log, self.process)
            found = read_log(records, after["lost"], order)
            effects.printed, effects.clones, effects.signals = found
            note_printed(placed.spec.name, effects.printed)
        if after["retval_set"]:
            effects.retval = signed(after["retval"], 32)
        if after["redirect"]:
            name = self._map_names.get(after["redirect_map"], "")
            effects.redirect = Redirect(after["redirect_target"], name, after["redirect_flags"])
        if after["tunnelled"]:
            from progpack.bpf.outside.tunnel import TunnelInfo

            tunnel = self.process.read(self.executable.work.tunnel, TUNNEL_BYTES)
            effects.tunnel = TunnelInfo.unpacked(tunnel, self._order).sent(self._order)
        return effects

    def _error(
        self, spec: ProgramSpec, state: Mapping[str, int], printed: Sequence[str]
    ) -> RunError:
        """The error of a fault, whose cause is what a function in place of a helper raised.

        Raises:
            BaseException: an interrupt of such a function, which is not the program's.
        """
        # After tail calls it is another program that failed.
        spec = self._by_target.get(state["failed"], spec)
        if state["fault"] not in _FAULTS or state["fault_pc"] >= len(spec.insns):
            raise self.process.nonsense("a fault")
        fault = Fault(
            FaultKind(state["fault"]),
            state["fault_pc"],
            state["fault_address"],
            state["fault_size"],
            spec.name,
        )
        cause = self._questions.take_error()
        if cause is not None and not isinstance(cause, Exception):
            raise cause
        line = spec.line_at(fault.pc) or ""
        error = RunError(describe(fault, spec.insns, line=line, raised=cause), fault)
        error.__cause__ = cause
        error.printed = tuple(printed)
        return error


class _World:
    """The environment of the programs in the memory of the process.

    Attributes:
        fields: of `State`, where something is given.
    """

    def __init__(self, executable: Executable, environment: Environment) -> None:
        order = "<" if executable.target.byteorder == "little" else ">"
        self._form = struct.Struct(f"{order}{_NUMBERS}Q{_COMM}s")
        self._at = executable.work.environment
        self._tables = [
            (self._at + getattr(Words, name).offset, table)
            for name, table in environment.tables(order).items()
        ]
        self._words = environment.words
        self.fields = {"environment": self._at} if self._words.given else {}

    def writes(self) -> list[tuple[int, bytes]]:
        """Return the addresses and bytes that are written before a run."""
        if not self.fields:
            return []
        numbers = [getattr(self._words, name) for name in _WORDS[:_NUMBERS]]
        words = self._form.pack(*numbers, bytes(self._words.comm))
        return [(self._at, words), *self._tables]

    def read_back(self, process: Process) -> None:
        """Take over what a run changed: the next random number follows from the last one."""
        if self._words.given & Given.SEED:
            said = self._form.unpack(process.read(self._at, self._form.size))
            self._words.random = said[_RANDOM]


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
        linear: int | None = None,
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
            linear=linear,
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
