"""A loaded program: compiled, packed, callable."""

from __future__ import annotations

import ctypes
import sys
import time
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Literal, NoReturn, cast

from progpack.bpf.context.build import RunArg
from progpack.bpf.context.given import (
    AnyContext,
    AnyPacket,
    given_args,
    given_context,
    given_packet,
)
from progpack.bpf.context.linear import linear_of
from progpack.bpf.environment import Environment
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.outcome import BatchResult, Effects, RunResult, note_printed
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import budget_within, run_each
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind
from progpack.integers import MAX_U32, MAX_U64, integer_within
from progpack.jit.compile import compiler
from progpack.jit.image.store import ImageStore
from progpack.jit.interrupts import take_raised
from progpack.jit.linked import LinkedProgram, program_of
from progpack.jit.lower.names import CALL_ENTRY
from progpack.jit.maps.handle import Map
from progpack.jit.native.joined import Joined
from progpack.jit.native.layout import NOTED_FAULT, NOTED_PACKET, ContextKind, State, TargetSlot
from progpack.jit.native.left import LeftPackets
from progpack.jit.native.runtime import native_runtime
from progpack.jit.own_helpers import take_error
from progpack.jit.packed import Checked
from progpack.jit.running import Placed, Run, placed_in, room_for, way_to_run
from progpack.jit.workspace import Workspace
from progpack.packets.array import PacketArray

__all__ = ["Program"]

_WORD = 8
_ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
_CALL_BACK = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, *[ctypes.c_uint64] * 4)
_PACKET_KINDS = {
    ProgramType.XDP: ContextKind.XDP,
    ProgramType.SOCKET_FILTER: ContextKind.SKB,
    ProgramType.SCHED_CLS: ContextKind.SKB,
    ProgramType.SCHED_ACT: ContextKind.SKB,
}


class Program(LinkedProgram):
    """A program of a loaded object.

    `progpack.load` makes it, and it lives until the object is closed.
    """

    __slots__ = ("_call", "_kind")

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, Map],
        store: ImageStore,
        checked: Checked | None = None,
        environment: Environment | None = None,
    ) -> None:
        self._kind = _PACKET_KINDS.get(spec.type)
        self._call: Callable[[int, int, int], int] | None = None
        super().__init__(spec, maps, store, checked, environment)

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """Of its context and maps: that of this machine."""
        return sys.byteorder

    @property
    def packet_stays(self) -> bool:
        """Whether a packet stays where it is while the program runs."""
        return self.facts.packet_stays

    def ir(self) -> str:
        """The LLVM IR, as text, that it is compiled from."""
        return self.lowered().ir

    def assembly(self) -> str:
        """The machine code as assembly text, for people."""
        lowered = self.lowered()
        return compiler().assembly(lowered.ir, optimize=1 if lowered.trivial else 2)

    def run(
        self,
        packet: AnyPacket = b"",
        *,
        context: AnyContext = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> RunResult:
        """Run the compiled program once.

        A signal whose handler raises, such as ctrl-C, ends it when this is the main thread.

        Args:
            packet: the packet (or FLAT memory); the program works on a copy.
            context: see `progpack.bpf.context.build.build`; also an instance of a dataclass, or of
                a class of `ctypes`.
            args: arguments of a tracing program: numbers, or bytes it gets the address of.
            budget: taken backward jumps and subprogram calls that are allowed.
            timeout: seconds that it may take, without limit by default; it ends within some
                hundredths of a second of that, with `FaultKind.TIME`.
            linear: the most bytes of an XDP packet in front of ``data_end``; the rest lies in
                fragments, which only helpers reach. By default as the kernel has it: 3,520.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input that this type of program does not have.
            SpanError: the program is closed.
        """
        kind = self._kind
        plain = context is None and args is None and timeout is None and linear is None
        if plain and budget == DEFAULT_BUDGET and kind is not None and type(packet) is bytes:
            return self._run_prepared(packet, kind)
        packet, args = given_packet(packet), given_args(args)
        context = given_context(self.type, context, self.byteorder)
        run = Run(self)
        try:
            with run as space:
                r1, r2 = space.enter(self, packet, context, args, linear)
                state = space.state
                space.allow(budget_within(budget), timeout)
                state.fault = state.failed = state.tails = 0
                entry = self.entry_for(budget)
                call = self._call
                if call is None or entry != self.entry:
                    call = cast(Callable[[int, int, int], int], _ENTRY(entry))
                    if entry == self.entry:
                        self._call = call
                began = time.perf_counter_ns()
                value = call(space.address, r1, r2)
                duration = time.perf_counter_ns() - began
                effects = self._effects(space)
                if state.fault:
                    self._raise(state, printed=effects.printed)
                left = space.context()
                seen = space.packet() if self.layout.packet else left
                return RunResult(value, seen, left, duration, *effects.as_results())
        except BaseException:
            run.leave()
            raise

    def _run_prepared(self, packet: bytes, kind: ContextKind) -> RunResult:
        """Run it as `run` does, with all but the packet as the run before had it."""
        run = Run(self)
        try:
            with run as space:
                if space.prepared != self.serial:
                    space.prepare(self, self.entry_for(DEFAULT_BUDGET), kind)
                began = time.perf_counter_ns()
                value = space.run_once(packet, DEFAULT_BUDGET)
                duration = time.perf_counter_ns() - began
                noted, seen, left = space.seen(packet)
                if not noted & ~NOTED_PACKET:
                    return RunResult(value, seen, left, duration)
                effects = self._effects(space)
                if noted & NOTED_FAULT:
                    self._raise(space.state, printed=effects.printed)
                return RunResult(value, seen, left, duration, *effects.as_results())
        except BaseException:
            run.leave()
            raise

    def run_batch(
        self,
        packets: Sequence[bytes],
        *,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> BatchResult:
        """Run the program over many packets in a native loop.

        Args:
            packets: the packets, or a `progpack.packets.array.PacketArray` of NumPy's or Arrow's;
                a program that writes packets works on copies, one that only reads them on their
                memory, and on that of the packets of a list.
            budget: taken backward jumps and calls that are allowed for each packet.
            timeout: seconds that all of them may take, as for `run`.
            linear: as for `run`.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: this type of program has no packet.
            SpanError: the program is closed.
        """
        if not self.layout.packet:
            raise UsageError(f"program {self.name}: {self.type.name} programs have no packets")
        if self.type not in _PACKET_KINDS:
            run = partial(self.run, budget=budget, linear=linear)
            return BatchResult.of(run_each(run, packets, timeout, self.name))
        held = packets if isinstance(packets, PacketArray) else Joined(packets)
        longest = None if self.facts.packet_anywhere else held.longest
        results = array("Q", bytes(_WORD * len(held)))
        elapsed, printed = self._run_placed(
            *(placed_in(held, longest is None), results.buffer_info()[0]),
            count=len(held),
            longest=longest,
            budget=budget,
            timeout=timeout,
            linear=linear,
        )
        return BatchResult(tuple(results), elapsed, printed)

    def run_packets(
        self,
        base: int,
        offsets: int,
        results: int,
        count: int,
        *,
        longest: int,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> int:
        """Run the program over packets that lie in memory one after the other.

        It is what `run_batch` does with them once they are there; other sources of packets (Arrow,
        NumPy, a capture that is mapped) have them so already. The program works on copies.

        Args:
            base: address of the packets' memory. This and the other two have to stay where they
                are meanwhile.
            offsets: address of ``count + 1`` numbers, 64 bits unsigned, none less than the one
                before it; packet ``i`` is ``[base + offsets[i], base + offsets[i + 1])``.
            results: address of ``count`` numbers, 64 bits: r0 of each packet is put there.
            count: how many packets.
            longest: bytes of the longest packet.
            budget: taken backward jumps and calls that are allowed for each packet.
            timeout: seconds that all of them may take, as for `run`.
            linear: as for `run`.

        Returns:
            Nanoseconds for all of them, without Python in between.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: this type of program has no packet, or one is longer than ``longest``.
            SpanError: the program is closed.
        """
        for name, number in (("base", base), ("offsets", offsets), ("results", results)):
            integer_within(number, name, 0, MAX_U64)
        integer_within(count, "count", 0, MAX_U32)
        integer_within(longest, "longest", 0, MAX_U32)
        placed = Placed(base, offsets, offsets + _WORD, count)
        return self._run_placed(
            *((placed,), results),
            count=count,
            longest=longest,
            budget=budget,
            timeout=timeout,
            linear=linear,
        )[0]

    def run_placed(
        self,
        placed: Placed,
        results: array[int],
        *,
        longest: int,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> int:
        """Run as `run_packets` does, over packets with bytes between them, perhaps in their memory.

        Args:
            placed: where the packets are.
            results: gets r0 of each; ``Q``, at least as many as there are packets.
            longest: bytes of the longest packet.
            budget: taken backward jumps and calls that are allowed for each packet.
            timeout: seconds that all of them may take, as for `run`.
            linear: as for `run`.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: no native loop for this type, or a packet is longer than ``longest``.
            SpanError: the program is closed.
        """
        at = room_for(results, placed)
        return self._run_placed(
            *((placed,), at),
            count=placed.count,
            longest=longest,
            budget=budget,
            timeout=timeout,
            linear=linear,
        )[0]

    def run_leaving(
        self,
        placed: Placed,
        results: array[int],
        left: LeftPackets,
        *,
        longest: int,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> tuple[int, int]:
        """Run as `run_placed` does, and keep the packets that the runs leave, where they may move.

        Args:
            placed: where the packets are.
            results: as for `run_placed`.
            left: gets the packets that are left; of a program that `packet_stays` none, as they are
                in the memory that was given.
            longest: as for `run_placed`, likewise the others.

        Returns:
            How many packets ran, which are fewer when ``left`` has no room for more, and the
            nanoseconds that they took.

        Raises:
            RunError, UsageError, SpanError: as `run_placed`.
        """
        at = room_for(results, placed)
        ran = left.count
        took, _ = self._run_placed(
            *((placed,), at),
            count=placed.count,
            longest=longest,
            budget=budget,
            timeout=timeout,
            linear=linear,
            left=left,
        )
        return (placed.count if self.packet_stays else left.count - ran), took

    @property
    def runs_natively(self) -> bool:
        """Whether `run_packets` and `run_placed` can run it."""
        return self.type in _PACKET_KINDS

    def _run_placed(
        self,
        windows: Iterable[Placed],
        results: int,
        *,
        count: int,
        longest: int | None,
        budget: int,
        timeout: float | None,
        linear: int | None = None,
        left: LeftPackets | None = None,
    ) -> tuple[int, tuple[str, ...]]:
        """Run as `run_placed` does, over ``count`` packets; return the printed texts as well.

        With None as ``longest`` they are of any length, and none of them is copied.
        """
        kind = _PACKET_KINDS.get(self.type)
        if kind is None:
            raise UsageError(f"program {self.name}: no native loop for {self.type.name} programs")
        elapsed, total, done = ctypes.c_uint64(), 0, 0
        run = Run(self)
        try:
            with run as space:
                space.make_room(longest or 0)
                if space.prepared != self.serial:  # the native loop puts all else in place
                    space.prepare(self, self.entry_for(DEFAULT_BUDGET), kind)
                space.allow(budget_within(budget), timeout)
                entry, runtime = self.entry_for(budget), native_runtime()
                facts = self.facts
                state = space.state
                space.split_at(linear_of(self.type, linear))
                if linear is not None:
                    space.prepared = -1  # the next run has the kernel's
                state.left = (
                    0 if left is None else left.address_for(state.buffer_end - state.buffer)
                )
                first = None
                state.fault = 0  # where there is no packet, no run says that there was none
                for placed in windows:
                    how, room = way_to_run(facts, placed, space.room_for(longest or 0))
                    ran = runtime.run_packets(
                        space.address, entry, kind, placed.base, placed.starts, placed.ends,
                        placed.count, MAX_U64 if longest is None else longest, budget, room, how,
                        results + _WORD * done, ctypes.byref(elapsed),
                    )  # fmt: skip
                    done, total, first = done + ran, total + elapsed.value, placed.first
                    if state.fault or ran < placed.count:
                        break
                printed = self._effects(space).printed if state.logged else ()
                if state.fault:
                    said = f"packet {done} of {count}"
                    if first is not None:
                        said = f"packet {first + done} of the capture, counted from 0"
                    self._raise(state, said, printed)
        except BaseException:
            run.leave()
            raise
        if done < count and not (left is not None and done):
            raise UsageError(f"packet {done} of {count} is longer than {longest} bytes")
        return total, tuple(printed)

    def call_back(
        self,
        function: int,
        key: bytes,
        arguments: tuple[int, int],
        budget: int = DEFAULT_BUDGET,
        *,
        began: int | None = None,
    ) -> int:
        """Call a function of the program as a timer does: with map, key and value.

        Args:
            function: its address, as the program has it.
            key: the key; the function gets its address.
            arguments: addresses of the map and of the value.
            budget: taken backward jumps and calls that are allowed.
            began: of the run of this thread in which map and value were found.

        Raises:
            RunError: the run ended early.
            SpanError: the program is closed.
        """
        run = Run(self, began)
        try:
            with run as space:
                at = self.require_open().text_at + self.image.symbols[CALL_ENTRY]
                key_at = space.enter_callback(key)
                state = space.state
                space.allow(budget_within(budget))
                state.fault = state.failed = state.tails = 0
                held, value_at = arguments
                value = _CALL_BACK(at)(space.address, function, held, key_at, value_at)
                self._effects(space)
                self.check(space)
                return int(value)
        except BaseException:
            run.leave()
            raise

    def _effects(self, space: Workspace) -> Effects:
        """Return the effects of the last run; printed texts go to the logger as well."""
        state = space.state
        if not (state.logged or state.redirect or state.retval_set or state.tunnelled):
            return Effects()
        effects = space.effects({m.address: m.name for m in self._maps})
        note_printed(self.name, effects.printed)
        return effects

    def check(self, space: Workspace) -> None:
        """Raise RunError when the last run in a workspace ended in a fault."""
        if space.state.fault:
            self._raise(space.state)

    def _raise(self, state: State, note: str = "", printed: Sequence[str] = ()) -> NoReturn:
        """Raise what a fault says, with what a helper in Python raised as its cause.

        What a signal's handler raised goes on by itself, with a note of where the run was.
        """
        stop = take_raised(state)
        if stop is not None:
            stop.add_note(str(self._error(state)) + (f"; {note}" if note else ""))
            raise stop
        cause = take_error()
        if cause is not None and not isinstance(cause, Exception):
            raise cause  # an interrupt, which is not the program's
        error = self._error(state, cause)
        error.printed = tuple(printed)
        if note:
            error.add_note(note)
        raise error from cause

    def _error(self, state: State, raised: BaseException | None = None) -> RunError:
        spec = self.spec
        if state.failed:
            # After tail calls it is another program that failed; it stays until this run has ended.
            failed = program_of(TargetSlot.from_address(state.failed).serial)
            spec = spec if failed is None else failed.spec
        fault = Fault(
            FaultKind(state.fault),
            state.fault_pc,
            state.fault_address,
            state.fault_size,
            spec.name,
        )
        line = spec.line_at(fault.pc) or ""
        return RunError(describe(fault, spec.insns, line=line, raised=raised), fault)
