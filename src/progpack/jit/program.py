"""A loaded program: compiled, packed, callable."""

from __future__ import annotations

import ctypes
import hashlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from progpack.bpf.check import DEFAULT_BUDGET, FRAME_SIZE, CallGraph, check_program
from progpack.bpf.context import ContextLayout, RunArg, RunContext, layout
from progpack.bpf.fault import Fault, FaultKind
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.errors import RunError, SpanError, UsageError
from progpack.jit import workspace
from progpack.jit.cache import Compiled
from progpack.jit.compile import compiler
from progpack.jit.cpus import give_cpu, take_cpu
from progpack.jit.identity import DIGEST, program_digest
from progpack.jit.images import ImageStore, Shared, compiled, recall
from progpack.jit.layout import ContextKind, MapSlot, PacketSlot, State, TargetSlot
from progpack.jit.lower import ENTRY, Lowered, map_order, translate
from progpack.jit.mapkinds import ProgArray
from progpack.jit.maps import Map
from progpack.jit.native import native_runtime
from progpack.jit.workspace import Workspace
from progpack.link import Image
from progpack.memory import Code

__all__ = ["BatchResult", "Program", "RunResult", "accept"]

_serials = itertools.count()
_ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
_PACKET_KINDS = {
    ProgramType.XDP: ContextKind.XDP,
    ProgramType.SOCKET_FILTER: ContextKind.SKB,
    ProgramType.SCHED_CLS: ContextKind.SKB,
    ProgramType.SCHED_ACT: ContextKind.SKB,
}


@dataclass(frozen=True, slots=True)
class RunResult:
    """How one run ended.

    Attributes:
        return_value: r0, 64 bits unsigned. `progpack.bpf.context.verdict` says what it means.
        packet: the packet as the program left it; for FLAT the memory.
        context: the context as the program left it.
        duration_ns: nanoseconds from the call to its return, Python's own part included.
    """

    return_value: int
    packet: bytes
    context: bytes
    duration_ns: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a batch ended.

    Attributes:
        return_values: r0 of each packet, 64 bits unsigned.
        duration_ns: nanoseconds for all of them, without Python in between.
    """

    return_values: tuple[int, ...]
    duration_ns: int


class Program:
    """A program of a loaded object.

    Made by `progpack.load`; it lives until the object is closed.

    Attributes:
        spec: what it was made from.
        type: its type.
        layout: how its context looks.
        digest: of what its image is made from; programs with the same share the image.
        entry: address to call; see `progpack.jit.lower`.
        bound: the most budget that a run takes, where its image need not count; else None.
        serial: a number no other program of this process has.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, Map],
        store: ImageStore,
        digest: bytes | None = None,
    ) -> None:
        self._specs = {name: m.spec for name, m in maps.items()}
        order = map_order(spec)
        self.spec = spec
        self.type = spec.type
        self.digest = accept(spec, self._specs) if digest is None else digest
        self.layout: ContextLayout = layout(spec.type)
        self.serial = next(_serials)
        self._store = store
        self.runtime_table = native_runtime().table
        self._bind_maps([maps[name] for name in order])
        self._gate = threading.Condition()
        self._running = 0
        self._counting: Shared | None = None
        self._shared: Shared | None = self._share(store)
        self.frames = self._shared.frames
        self.bound = self._shared.bound
        self.entry = self._shared.entry
        self._call = cast(Callable[[int, int, int], int], _ENTRY(self.entry))
        self.target = TargetSlot(
            entry=self.entry if self.bound is None else 0,
            maps=self.maps_address,
            maps_end=self.maps_end,
            stack=self.frames * FRAME_SIZE,
        )
        for array in self._arrays:
            array.callers.add(self)

    def __repr__(self) -> str:
        state = "closed" if self._shared is None else f"{self._shared.size} bytes"
        return f"<{self.type.name} program {self.name}: {len(self.spec.insns)} slots, {state}>"

    @property
    def name(self) -> str:
        """The program's name."""
        return self.spec.name

    @property
    def symbol(self) -> str:
        """The name its code has for profilers and reports, as the kernel would call it."""
        return f"bpf_prog_{self.name}"

    @property
    def code(self) -> Code:
        """The chunks that hold its image.

        Raises:
            SpanError: the program is closed.
        """
        return self._open().installed.code

    @property
    def image(self) -> Image:
        """Its machine code before it had an address; compiled again where no cache has it."""
        return self._compiled().image

    @property
    def calls(self) -> CallGraph:
        """Who calls whom in it."""
        return check_program(self.spec, self._specs)

    def lowered(self, *, counted: bool = False) -> Lowered:
        """What it is compiled from, and which of its accesses are proved; see `translate`."""
        return translate(self.spec, self._specs, calls=self.calls, counted=counted)

    def ir(self) -> str:
        """The LLVM IR, as text, that it is compiled from."""
        return self.lowered().ir

    def assembly(self) -> str:
        """The machine code as assembly text, for people."""
        return compiler().assembly(self.ir())

    def run(
        self,
        packet: bytes | bytearray | memoryview = b"",
        *,
        context: RunContext | None = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
    ) -> RunResult:
        """Run the compiled program once.

        Args:
            packet: the packet (or FLAT memory); the program works on a copy.
            context: see `progpack.bpf.context.build`.
            args: arguments of a tracing program: numbers, or bytes it gets the address of.
            budget: taken backward jumps and subprogram calls that are allowed.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input that this type of program does not have.
            SpanError: the program is closed.
        """
        with self._entered() as space:
            r1, r2 = space.enter(self, packet, context, args)
            state = space.state
            state.budget = _checked_budget(budget)
            state.fault = state.failed = state.tails = 0
            call = self._call
            if self.bound is not None and budget < self.bound:
                call = _ENTRY(self._counting_entry())
            began = time.perf_counter_ns()
            value = call(space.address, r1, r2)
            duration = time.perf_counter_ns() - began
            if state.held:
                native_runtime().end_run(space.address)
            self.check(space)
            left = space.context()
            seen = space.packet() if self.layout.packet else left
            return RunResult(value, seen, left, duration)

    def run_batch(self, packets: Sequence[bytes], *, budget: int = DEFAULT_BUDGET) -> BatchResult:
        """Run the program over many packets in a native loop.

        Args:
            packets: the packets; the program works on copies.
            budget: taken backward jumps and calls that are allowed for each packet.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: this type of program has no packet.
            SpanError: the program is closed.
        """
        kind = _PACKET_KINDS.get(self.type)
        if not self.layout.packet:
            raise UsageError(f"program {self.name}: {self.type.name} programs have no packets")
        if kind is None:
            return self._run_one_by_one(packets, budget)
        blob = b"".join(packets)
        slots = (PacketSlot * len(packets))()
        at = ctypes.cast(ctypes.c_char_p(blob), ctypes.c_void_p).value or 0
        for slot, packet in zip(slots, packets, strict=True):
            slot.address, slot.length = at, len(packet)
            at += len(packet)
        elapsed = ctypes.c_uint64()
        with self._entered() as space:
            space.make_room(max(map(len, packets), default=0))
            space.enter(self, b"", None, None)
            short = self.bound is not None and budget < self.bound
            done = native_runtime().run_batch(
                space.address,
                self._counting_entry() if short else self.entry,
                kind,
                slots,
                len(packets),
                _checked_budget(budget),
                ctypes.byref(elapsed),
            )
            if space.state.fault:
                error = self._error(space.state)
                error.add_note(f"packet {done} of {len(packets)}")
                raise error
        return BatchResult(tuple(slot.result for slot in slots), elapsed.value)

    def _run_one_by_one(self, packets: Sequence[bytes], budget: int) -> BatchResult:
        """A batch of a type whose contexts the native loop does not make."""
        results = [self.run(packet, budget=budget) for packet in packets]
        return BatchResult(
            tuple(result.return_value for result in results),
            sum(result.duration_ns for result in results),
        )

    def close(self) -> None:
        """Give the image back, once no thread runs it any more. May be called twice.

        Arrays of programs lose it first.
        """
        for array in self._within:
            array.forget(self)
        with self._gate:
            shared, self._shared = self._shared, None
            counting, self._counting = self._counting, None
            self._gate.wait_for(lambda: self._running == 0)
        for each in (shared, counting):
            if each is not None:
                self._store.give_back(each)

    def joined(self, array: ProgArray) -> None:
        """It was put into an array, which must not have it any longer than it lives."""
        self._open()
        if not self.target.entry:
            # What is left of a budget at a tail call may be less than it needs.
            self.target.entry = self._counting_entry()
        if array not in self._within:
            self._within.append(array)

    def wait_idle(self) -> None:
        """Wait until no thread runs it; not from a thread that does."""
        with self._gate:
            self._gate.wait_for(lambda: self._running == 0)

    def _share(self, store: ImageStore, *, counted: bool = False) -> Shared:
        digest = self._digest(counted=counted)
        shared = store.share(digest, self.symbol, ENTRY, lambda: self._compiled(counted=counted))
        if shared is None:
            raise AssertionError("it has been told how to make it")
        return shared

    def _digest(self, *, counted: bool) -> bytes:
        return hashlib.blake2b(self.digest, digest_size=DIGEST).digest() if counted else self.digest

    def _compiled(self, *, counted: bool = False) -> Compiled:
        def make() -> Compiled:
            calls = self.calls
            lowered = translate(self.spec, self._specs, calls=calls, counted=counted)
            bound = None if lowered.counted else lowered.bound
            return Compiled(compiler().compile(lowered.ir), bound, calls.frames)

        return compiled(self._digest(counted=counted), make)

    def _counting_entry(self) -> int:
        """Address of an image that counts what a run takes from its budget; made on first use.

        The usual one does not when a run is known to take less than the default.
        """
        with self._gate:
            self._open()
            if self._counting is None:
                self._counting = self._share(self._store, counted=True)
            return self._counting.entry

    def _bind_maps(self, maps: Sequence[Map]) -> None:
        self._maps = maps
        self._arrays = [m for m in maps if isinstance(m, ProgArray)]
        self._within: list[ProgArray] = []
        self._slots = (MapSlot * len(maps))(
            *(MapSlot(m.address, m.values_at, m.values_end) for m in maps)
        )
        self.maps_address = ctypes.addressof(self._slots)
        self.maps_end = self.maps_address + ctypes.sizeof(self._slots)

    def _open(self) -> Shared:
        shared = self._shared
        if shared is None:
            raise SpanError(f"program {self.name} is closed")
        return shared

    @contextmanager
    def _entered(self) -> Iterator[Workspace]:
        """A workspace, with the program kept from being closed meanwhile."""
        with self._gate:
            self._open()
            self._running += 1
        try:
            space = workspace.acquire()
            try:
                space.bind(self)
                space.state.cpu = take_cpu()
                try:
                    yield space
                finally:
                    give_cpu()
            finally:
                workspace.release(space)
        finally:
            with self._gate:
                self._running -= 1
                if not self._running:
                    self._gate.notify_all()

    def check(self, space: Workspace) -> None:
        """Raise RunError when the last run in a workspace ended in a fault."""
        if space.state.fault:
            raise self._error(space.state)

    def _error(self, state: State) -> RunError:
        spec = self.spec
        for array in self._arrays:
            # After tail calls it is another program that failed.
            spec = array.spec_of(state.failed) or spec
        fault = Fault(
            FaultKind(state.fault),
            state.fault_pc,
            state.fault_address,
            state.fault_size,
            spec.name,
        )
        line = spec.line_at(fault.pc) or ""
        return RunError(fault.describe(spec.insns, line=line), fault)


def accept(spec: ProgramSpec, maps: Mapping[str, MapSpec]) -> bytes:
    """Refuse a program that cannot run here; the digest of one that can.

    What was compiled before, by this build of progpack, has been checked before.

    Raises:
        ProgramError, MissingFeatureError, ObjectError: as `progpack.bpf.check.check_program`.
    """
    if not spec.externs and all(ref.map in maps for ref in spec.maps.values()):
        digest = program_digest(spec, maps, map_order(spec))
        if recall(digest) is not None:
            return digest
    check_program(spec, maps)
    compiler().start()  # it gets ready while maps are made
    return program_digest(spec, maps, map_order(spec))


def _checked_budget(budget: int) -> int:
    if not 0 <= budget < 1 << 63:
        raise UsageError(f"a budget is a number from 0 to 2**63 - 1, not {budget}")
    return budget
