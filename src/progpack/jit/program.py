"""A loaded program: compiled, packed, callable."""

from __future__ import annotations

import ctypes
import itertools
import sys
import time
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import get_ident
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn, cast

from progpack.bpf.check.program import check_program
from progpack.bpf.context.build import ContextLayout, RunArg, RunContext, layout
from progpack.bpf.environment import Environment
from progpack.bpf.helpers.custom import order as custom_order
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE
from progpack.bpf.outcome import BatchResult, CodePlace, Effects, RunResult, note_printed
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import budget_within, deadline, remaining
from progpack.errors import RunError, SpanError, UsageError
from progpack.fault import Fault, FaultKind
from progpack.integers import MAX_U32, MAX_U64, integer_within
from progpack.jit import grace, workspace
from progpack.jit.compile import compiler
from progpack.jit.compile.blake import blake2b
from progpack.jit.compile.cache import Compiled, Facts, disk_cache
from progpack.jit.compile.digest import DIGEST, program_digest
from progpack.jit.image.store import ImageStore, Shared, compiled, recall
from progpack.jit.interrupts import take_raised
from progpack.jit.listed import Listed
from progpack.jit.log import MAY_LOG
from progpack.jit.lower.names import CALL_ENTRY, ENTRY
from progpack.jit.maps.by_name import ObjectMaps
from progpack.jit.maps.handle import Map
from progpack.jit.maps.index import map_index
from progpack.jit.maps.kinds import MapOfMaps
from progpack.jit.maps.programs import ProgArray
from progpack.jit.native.cpus import give_cpu, own, take_cpu
from progpack.jit.native.layout import (
    BATCH_ALONE,
    BATCH_FRESH,
    BATCH_THERE,
    FEW_MAPS,
    NOTED_FAULT,
    NOTED_PACKET,
    ContextKind,
    MapSlot,
    State,
    TargetSlot,
)
from progpack.jit.native.left import LeftPackets
from progpack.jit.native.runtime import native_runtime
from progpack.jit.own_helpers import helper_words, take_error
from progpack.jit.workspace import Workspace
from progpack.link import Image
from progpack.memory import Code
from progpack.memory.guard import forks
from progpack.packets.array import PacketArray
from progpack.records import dataclass

if TYPE_CHECKING:
    from progpack.bpf.analysis.calls import CallGraph
    from progpack.bpf.analysis.facts import Facts as ProgramFacts
    from progpack.jit.lower.program import Lowered

__all__ = ["Checked", "Placed", "Program", "check", "program_of"]

_serials = itertools.count()
_LOGS, _TIMES, _REACHES = 1, 2, 4
_WORD = 8
#: Maps by which a run may come to other programs or to inner maps.
_LEADING = (ProgArray, MapOfMaps)
_ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
_CALL_BACK = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, *[ctypes.c_uint64] * 4)
_PACKET_KINDS = {
    ProgramType.XDP: ContextKind.XDP,
    ProgramType.SOCKET_FILTER: ContextKind.SKB,
    ProgramType.SCHED_CLS: ContextKind.SKB,
    ProgramType.SCHED_ACT: ContextKind.SKB,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Packets in memory, one behind the other, with or without bytes between them.

    Attributes:
        base: address of the memory. This and the others stay where they are meanwhile.
        starts: address of a number for each packet, 64 bits unsigned: where it starts, from
            ``base`` on, and not before the one in front of it ends.
        ends: address of a number for each packet: one past its last byte.
        count: how many packets.
        given: bytes of the memory, if it lies below 4 GiB and runs may read and write it, so that
            packets need not be copied; else 0.
        read: bytes of the memory, where programs that only read packets may read it; else 0.
        first: number of the first packet in its capture, None when they are of none.
    """

    base: int
    starts: int
    ends: int
    count: int
    given: int = 0
    first: int | None = None
    read: int = 0


# Extras by the serial of their program, while they are made.
_extras_by_serial: dict[int, _Extras] = {}
_targets: dict[int, TargetSlot] = {}
# Programs that others continue with or that set timers, by their serials, which tell who failed and
# whose function a timer calls.
_continued: weakref.WeakValueDictionary[int, Program] = weakref.WeakValueDictionary()


def program_of(serial: int) -> Program | None:
    """The program that has a serial, of those that have a `TargetSlot`; None when it is gone."""
    return _continued.get(serial)


class _Extras:
    """The attributes that few programs need, kept apart, since there may be many programs.

    Attributes:
        target: the program's entry for tail calls.
        counting: an image that counts what a run takes from its budget.
        within: arrays of programs that have or had the program, by their id().
        closing: the change that ends the program.
        left: the program's image, while it is closed and runs may be in it.
    """

    __slots__ = ("closing", "counting", "left", "target", "within")

    def __init__(self) -> None:
        self.target: TargetSlot | None = None
        self.counting: Shared | None = None
        self.within: dict[int, weakref.ref[ProgArray]] = {}
        self.closing: grace.Closing | None = None
        self.left: Shared | None = None


class Program:
    """A program of a loaded object.

    Made by `progpack.load`; it lives until the object is closed.

    Attributes:
        spec: what it was made from.
        entry: address to call; see `progpack.jit.lower.program`.
        serial: a number no other program of this process has.
    """

    __slots__ = (
        "__weakref__",
        "_call",
        "_environment",
        "_extras",
        "_flags",
        "_kind",
        "_maps",
        "_shared",
        "_slots",
        "_specs",
        "_store",
        "entry",
        "serial",
        "spec",
    )

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, Map],
        store: ImageStore,
        checked: Checked | None = None,
        environment: Environment | None = None,
    ) -> None:
        self.spec = spec
        self._environment = environment
        self.serial = next(_serials)
        made = maps.specs if isinstance(maps, ObjectMaps) else None
        self._specs = {name: m.spec for name, m in maps.items()} if made is None else made
        self._store = store
        if checked is None:
            checked = check(spec, self._specs)
        self._maps: tuple[Map, ...] = tuple([maps[name] for name in checked.order])
        called = checked.helpers
        effects = effects_of(called)
        self._flags = _LOGS * bool(effects & MAY_LOG) | _TIMES * (Effect.SETS_TIMER in effects)
        if self._maps and any(isinstance(held, _LEADING) for held in self._maps):
            self._flags |= _REACHES
        self._slots = _slots(self._maps, custom_order(called))
        self._kind = _PACKET_KINDS.get(spec.type)
        self._extras: _Extras | None = None
        self._call: Callable[[int, int, int], int] | None = None
        self._shared: Shared | None = self._share(checked.digest, checked.facts)
        self.entry = self._shared.entry
        if self._flags & _REACHES:
            for held in self._arrays:
                held.note_caller(self)

    def __repr__(self) -> str:
        state = "closed" if self._shared is None else f"{self._shared.size} bytes"
        return f"<{self.type.name} program {self.name}: {len(self.spec.insns)} slots, {state}>"

    @property
    def digest(self) -> bytes:
        """The digest of all that the image is made from; programs with the same share the image.

        Raises:
            SpanError: the program is closed.
        """
        return self._open().digest

    @property
    def facts(self) -> Facts:
        """The facts about the program besides its code.

        Raises:
            SpanError: the program is closed.
        """
        return self._open().made

    @property
    def name(self) -> str:
        """The program's name."""
        return self.spec.name

    @property
    def type(self) -> ProgramType:
        """The program's type."""
        return self.spec.type

    @property
    def layout(self) -> ContextLayout:
        """The layout of the program's context."""
        return layout(self.spec.type)

    @property
    def frames(self) -> int:
        """Most frames that are live at once."""
        return self.facts.frames

    @property
    def bound(self) -> int | None:
        """The most budget that a run takes, where its image need not count; else None."""
        return self.facts.bound

    @property
    def work(self) -> int:
        """Instructions that a run takes; of one that counts, between two times that it counts."""
        return self.facts.work

    @property
    def runtime_table(self) -> int:
        """Address of the table of the native runtime's functions."""
        return native_runtime().table

    @property
    def maps_address(self) -> int:
        """Address of its maps as it finds them."""
        return 0 if self._slots is None else ctypes.addressof(self._slots) + _WORD

    @property
    def maps_end(self) -> int:
        """The address behind the last entry of the program's table of maps."""
        return self.maps_address + ctypes.sizeof(MapSlot) * len(self._maps)

    @property
    def target(self) -> TargetSlot:
        """The program's entry for tail calls; made once."""
        extras = self._get_extras()
        if extras.target is None:
            # What is left of a budget at a tail call may be less than it needs.
            entry = self.entry if self.bound is None else self._counting_entry()
            slot = TargetSlot(
                entry=entry,
                maps=self.maps_address,
                maps_end=self.maps_end,
                stack=self.frames * FRAME_SIZE,
                serial=self.serial,
            )
            # One for all threads that ask at once, as `_get_extras`: arrays hold its address.
            made = _targets.setdefault(self.serial, slot)
            if extras.target is None:
                extras.target = made
            _targets.pop(self.serial, None)
            _continued[self.serial] = self
        return extras.target

    @property
    def target_address(self) -> int:
        """Address of `target`; 0 for a program that sets no timers, where nobody asks."""
        return ctypes.addressof(self.target) if self._flags & _TIMES else 0

    @property
    def environment_address(self) -> int:
        """Address of what it is told of the world; 0: everything is this machine's."""
        world = self._environment
        return world.address if world is not None and world.words.given else 0

    @property
    def logs(self) -> bool:
        """Whether it may print or clone, or continue as one that does."""
        return bool(self._flags & _LOGS)

    @property
    def closed(self) -> bool:
        """Whether it has been closed."""
        return self._shared is None

    @property
    def reaches(self) -> bool:
        """Whether a run may come to other programs or to inner maps."""
        return bool(self._flags & _REACHES)

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
        return self._open().code

    @property
    def place(self) -> CodePlace:
        """The place of the machine code, in words.

        Raises:
            SpanError: the program is closed.
        """
        code = self.code
        last = f" to {code.chunk + code.chunks - 1}" if code.chunks > 1 else ""
        where = "pages of its own" if code.oversized else f"pack {code.pack}"
        chunks = f"chunk{'s' * bool(last)} {code.chunk}{last}"
        return CodePlace(code.size, f"in {chunks} of {where}, at {code.address:#x}")

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """Of its context and maps: that of this machine."""
        return sys.byteorder

    @property
    def image(self) -> Image:
        """The machine code before it had an address; compiled again where no cache has it."""
        return self._compiled(self.digest).image

    @property
    def calls(self) -> CallGraph:
        """The program's call graph."""
        return self._known().calls

    def _known(self) -> ProgramFacts:
        """Analyse the program again and return its facts."""
        return check_program(self.spec, self._specs)

    def lowered(self, *, counted: bool = False) -> Lowered:
        """Return the IR that is compiled, and which accesses are proved; see `translate`."""
        from progpack.jit.lower.program import translate

        return translate(self.spec, self._specs, facts=self._known(), counted=counted)

    def ir(self) -> str:
        """The LLVM IR, as text, that it is compiled from."""
        return self.lowered().ir

    def assembly(self) -> str:
        """The machine code as assembly text, for people."""
        lowered = self.lowered()
        return compiler().assembly(lowered.ir, optimize=1 if lowered.trivial else 2)

    def run(
        self,
        packet: bytes | bytearray | memoryview = b"",
        *,
        context: RunContext | None = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
    ) -> RunResult:
        """Run the compiled program once.

        A signal whose handler raises, such as ctrl-C, ends it when this is the main thread.

        Args:
            packet: the packet (or FLAT memory); the program works on a copy.
            context: see `progpack.bpf.context.build.build`.
            args: arguments of a tracing program: numbers, or bytes it gets the address of.
            budget: taken backward jumps and subprogram calls that are allowed.
            timeout: seconds that it may take, without limit by default; it ends within some
                hundredths of a second of that, with `FaultKind.TIME`.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input that this type of program does not have.
            SpanError: the program is closed.
        """
        kind = self._kind
        plain = context is None and args is None and timeout is None and budget == DEFAULT_BUDGET
        if plain and kind is not None and type(packet) is bytes:
            return self._run_prepared(packet, kind)
        run = _Run(self)
        try:
            with run as space:
                r1, r2 = space.enter(self, packet, context, args)
                state = space.state
                space.allow(budget_within(budget), timeout)
                state.fault = state.failed = state.tails = 0
                entry = self._entry_for(budget)
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
        run = _Run(self)
        try:
            with run as space:
                if space.prepared != self.serial:
                    space.prepare(self, self._entry_for(DEFAULT_BUDGET), kind)
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
    ) -> BatchResult:
        """Run the program over many packets in a native loop.

        Args:
            packets: the packets, or a `progpack.packets.array.PacketArray` of NumPy's or Arrow's;
                a program that writes packets works on copies, one that only reads them on their
                memory.
            budget: taken backward jumps and calls that are allowed for each packet.
            timeout: seconds that all of them may take, as for `run`.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: this type of program has no packet.
            SpanError: the program is closed.
        """
        if not self.layout.packet:
            raise UsageError(f"program {self.name}: {self.type.name} programs have no packets")
        if self.type not in _PACKET_KINDS:
            return self._run_one_by_one(packets, budget, timeout)
        held = packets if isinstance(packets, PacketArray) else Listed(packets)
        longest = 0 if self.facts.packet_anywhere else held.longest
        results = array("Q", bytes(_WORD * len(held)))
        elapsed, printed = self._run_placed(
            *(_placed_in(held), results.buffer_info()[0]),
            count=len(held),
            longest=longest,
            budget=budget,
            timeout=timeout,
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
        took, _ = self._run_placed(
            *((placed,), results), count=count, longest=longest, budget=budget, timeout=timeout
        )
        return took

    def run_placed(
        self,
        placed: Placed,
        results: array[int],
        *,
        longest: int,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
    ) -> int:
        """Run as `run_packets` does, over packets with bytes between them, perhaps in their memory.

        Args:
            placed: where the packets are.
            results: gets r0 of each; ``Q``, at least as many as there are packets.
            longest: bytes of the longest packet.
            budget: taken backward jumps and calls that are allowed for each packet.
            timeout: seconds that all of them may take, as for `run`.

        Raises:
            RunError: a run ended early; a note names the packet.
            UsageError: no native loop for this type, or a packet is longer than ``longest``.
            SpanError: the program is closed.
        """
        at = _room_for(results, placed)
        took, _ = self._run_placed(
            *((placed,), at), count=placed.count, longest=longest, budget=budget, timeout=timeout
        )
        return took

    def run_leaving(
        self,
        placed: Placed,
        results: array[int],
        left: LeftPackets,
        *,
        longest: int,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
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
        at = _room_for(results, placed)
        ran = left.count
        took, _ = self._run_placed(
            *((placed,), at),
            count=placed.count,
            longest=longest,
            budget=budget,
            timeout=timeout,
            left=left,
        )
        return (placed.count if self.packet_stays else left.count - ran), took

    @property
    def packet_stays(self) -> bool:
        """Whether a packet stays where it is while the program runs."""
        return self.facts.packet_stays

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
        longest: int,
        budget: int,
        timeout: float | None,
        left: LeftPackets | None = None,
    ) -> tuple[int, tuple[str, ...]]:
        """Run as `run_placed` does, over ``count`` packets; return the printed texts as well."""
        kind = _PACKET_KINDS.get(self.type)
        if kind is None:
            raise UsageError(f"program {self.name}: no native loop for {self.type.name} programs")
        elapsed, total, done = ctypes.c_uint64(), 0, 0
        run = _Run(self)
        try:
            with run as space:
                space.make_room(longest)
                space.enter(self, b"", None, None)
                space.allow(budget_within(budget), timeout)
                entry, runtime = self._entry_for(budget), native_runtime()
                facts = self.facts
                state = space.state
                state.left = (
                    0 if left is None else left.address_for(state.buffer_end - state.buffer)
                )
                first = None
                state.fault = 0  # where there is no packet, no run says that there was none
                for placed in windows:
                    how, room = _way_to_run(facts, placed, space.room)
                    ran = runtime.run_packets(
                        space.address, entry, kind, placed.base, placed.starts, placed.ends,
                        placed.count, budget, room, how, results + _WORD * done,
                        ctypes.byref(elapsed),
                    )  # fmt: skip
                    done, total, first = done + ran, total + elapsed.value, placed.first
                    if state.fault or ran < placed.count:
                        break
                printed = self._effects(space).printed
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

    def _entry_for(self, budget: int) -> int:
        budget_within(budget)
        short = self.bound is not None and budget < self.bound
        return self._counting_entry() if short else self.entry

    def _run_one_by_one(
        self, packets: Sequence[bytes], budget: int, timeout: float | None
    ) -> BatchResult:
        """A batch of a type whose contexts the native loop does not make."""
        end = deadline(timeout)
        results = [
            self.run(packet, budget=budget, timeout=remaining(end, self.name)) for packet in packets
        ]
        return BatchResult(
            tuple(result.return_value for result in results),
            sum(result.duration_ns for result in results),
            tuple(text for result in results for text in result.printed),
        )

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
            RunError: it ended early.
            SpanError: the program is closed.
        """
        run = _Run(self, began)
        try:
            with run as space:
                at = self._open().text_at + self.image.symbols[CALL_ENTRY]
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

    def close(self) -> None:
        """Give the image back, once no run is in the program any more. May be called twice.

        Arrays of programs lose it first. It waits for runs that began before, in this program or in
        one that may have come here by tail calls; called from within a run it does not wait, and
        the last of them gives the image back.

        Raises:
            ExecMemoryError: the system refused; it is closed, its chunks may be lost.
        """
        closing = self.leave()
        if closing is not None:
            closing.wait()

    def leave(self) -> grace.Closing | None:
        """Close it without waiting; None in a finalizer that may not even ask for that now."""
        return grace.soon(self._leave)

    def _leave(self) -> grace.Closing:
        """Leave the arrays, and have the images given back; begun again after an exception."""
        extras = self._extras or self._get_extras()
        if self._shared is not None:
            extras.left = self._shared
            self._shared = None
        if extras.within:
            for within in [reference() for reference in list(extras.within.values())]:
                if within is not None:
                    within.forget(self)
        if extras.closing is None:
            extras.closing = grace.close(self, self._finish)
        return extras.closing

    def _finish(self) -> None:
        """Free images and maps, now that no run is in the program any more."""
        extras = self._extras or self._get_extras()
        try:
            left, extras.left = extras.left, None
            if left is not None:
                self._store.give_back(left)
        finally:
            counting, extras.counting = extras.counting, None
            if counting is not None:
                self._store.give_back(counting)
            self._maps = ()

    def joined(self, array: ProgArray) -> None:
        """Record that ``array`` refers to this program, so that closing it removes it from there.

        Raises:
            SpanError: the program is closed.
        """
        within, key = self._get_extras().within, id(array)
        within[key] = weakref.ref(array, lambda _: within.pop(key, None) and None)
        self._open()

    def _get_extras(self) -> _Extras:
        """Return the attributes that few programs need; the same for all who ask at once."""
        if self._extras is None:
            made = _extras_by_serial.setdefault(self.serial, _Extras())
            # Stored before it leaves the table: who comes too late for that finds it here.
            if self._extras is None:
                self._extras = made
            _extras_by_serial.pop(self.serial, None)
        return self._extras

    def _share(
        self, digest: bytes, known: ProgramFacts | None = None, *, counted: bool = False
    ) -> Shared:
        shared = self._store.share(
            digest, self.symbol, ENTRY, lambda: self._compiled(digest, known, counted=counted)
        )
        if shared is None:
            raise AssertionError("it has been told how to make it")
        return shared

    def _compiled(
        self, digest: bytes, known: ProgramFacts | None = None, *, counted: bool = False
    ) -> Compiled:
        def make() -> Compiled:
            from progpack.jit.lower.program import translate

            about = self._known() if known is None else known
            lowered = translate(self.spec, self._specs, facts=about, counted=counted)
            bound = None if lowered.counted else lowered.bound
            facts = Facts(
                *(bound, about.calls.frames, lowered.packet_stays, lowered.keeps_context),
                work=lowered.work,
                packet_anywhere=lowered.packet_anywhere,
            )
            effort = 1 if lowered.trivial else 2
            keep = disk_cache().keep(digest, facts)
            return Compiled(compiler().compile(lowered.ir, optimize=effort, keep=keep), facts)

        return compiled(digest, make, disk=known is None)  # `check` has looked there

    def _counting_entry(self) -> int:
        """Address of an image that counts what a run takes from its budget; made on first use.

        The usual one does not when a run is known to take less than the default.
        """
        extras = self._get_extras()
        counting = extras.counting
        if counting is None:
            digest = blake2b(self.digest, digest_size=DIGEST).digest()
            counting = self._share(digest, counted=True)
            if extras.counting is None and not self.closed:
                extras.counting = counting
            else:  # another thread was quicker, or has closed it
                self._store.give_back(counting)
                counting = extras.counting or self._open()
        return counting.entry

    @property
    def _arrays(self) -> list[ProgArray]:
        return [m for m in self._maps if isinstance(m, ProgArray)]

    def _open(self) -> Shared:
        shared = self._shared
        if shared is None:
            raise SpanError(f"program {self.name} is closed")
        return shared

    def _effects(self, space: Workspace) -> Effects:
        """Return the effects of the last run; printed texts go to the logger as well."""
        state = space.state
        if not state.logged and not state.redirect and not state.retval_set:
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
        error = self._error(state)
        error.printed = tuple(printed)
        if note:
            error.add_note(note)
        raise error from cause

    def _error(self, state: State) -> RunError:
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
        return RunError(describe(fault, spec.insns, line=line), fault)


def _room_for(results: array[int], placed: Placed) -> int:
    """Return the address of an array that has room for the results of packets."""
    at, room = results.buffer_info()
    if results.typecode != "Q" or room < placed.count:
        raise UsageError(f"{room} results are not enough for {placed.count} packets")
    return at


def _placed_in(packets: PacketArray | Listed) -> Iterator[Placed]:
    """Yield the packets of a batch as they lie in memory, one window after the other."""
    starts = packets.offsets.buffer_info()[0]
    if isinstance(packets, PacketArray):
        yield Placed(
            *(packets.address, starts, starts + _WORD, len(packets)), read=len(packets.data)
        )
        return
    for window in packets.windows():
        at = starts + _WORD * window.first
        yield Placed(window.base, at, at + _WORD, window.packets, read=window.end)


def _way_to_run(facts: Facts, placed: Placed, room: int) -> tuple[int, int]:
    """Return how the native loop runs over packets, and up to which byte it may go.

    Args:
        facts: what is known of the program.
        placed: where the packets are.
        room: bytes of the workspace's buffer for packets.
    """
    how = BATCH_FRESH * (not facts.keeps_context)
    if not facts.packet_stays:
        return BATCH_FRESH | BATCH_ALONE, room
    if placed.given:
        return how | BATCH_THERE, placed.given
    if placed.read and facts.packet_anywhere:
        return how | BATCH_THERE, placed.read
    return how, room


class _Run:
    """A run of a program, or several in a row: it has a workspace and the number of a CPU.

    What it reaches stays until it has ended, see `progpack.jit.grace`. A signal's handler may raise
    where the ``with`` statement calls `__exit__`, which then does nothing: whoever uses it calls
    `leave` after each exception.

    Args:
        program: what runs.
        began: of a run of this thread that is under way, for which this one works.

    Raises:
        SpanError: the program is closed.
    """

    __slots__ = ("_began", "_program", "_space", "_takes")

    def __init__(self, program: Program, began: int | None = None) -> None:
        self._program = program
        self._began = began
        self._space: Workspace | None = None
        self._takes = False

    def __enter__(self) -> Workspace:
        program = self._program
        space = self._space = workspace.acquire()
        if space.state.thread != get_ident():
            # A fork makes that so as well: in a child all that other threads had is forgotten.
            forks.catch_up()
            space.state.thread = get_ident()
        began = grace.begin(space, program)
        program._open()
        space.bind(program)
        state = space.state
        state.began = began if self._began is None else self._began
        cpu = own.cpu
        if cpu is None:
            self._takes = True
            cpu = take_cpu()
        state.cpu = cpu
        return space

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """End the run; what an exception left undone is done when it is called again."""
        space = self._space
        if space is None:
            return
        state = space.state
        if state.held or state.locked:
            native_runtime().end_run(space.address)
        if self._takes:
            give_cpu()
        grace.end(space)
        self._space = None
        workspace.release(space)


def _slots(maps: Sequence[Map], own: Sequence[int]) -> ctypes.Array[ctypes.c_uint64] | None:
    """The index of the maps, a MapSlot for each, and the words that own helpers are called with."""
    words = [word for m in maps for word in (m.address, m.values_at, m.values_end)]
    more, keep = helper_words(own) if own else ([], [])
    words += more
    if not words:
        return None
    index = map_index(maps) if len(maps) > FEW_MAPS else None
    front = 0 if index is None else ctypes.addressof(index)
    table = (ctypes.c_uint64 * (1 + len(words)))(front, *words)
    if keep or index is not None:
        table.keep = [keep, index]  # type: ignore[attr-defined] # as long as they may be used
    return table


class Checked(NamedTuple):
    """A program that can run here.

    Attributes:
        digest: digest of everything that its image is made from.
        facts: its facts; None where its image is in a cache, so that nobody had to look.
        order: the names of its maps, as `ProgramSpec.used_maps` has them.
        helpers: numbers of the helpers that it calls.
    """

    digest: bytes
    facts: ProgramFacts | None
    order: tuple[str, ...]
    helpers: frozenset[int]


def check(spec: ProgramSpec, maps: Mapping[str, MapSpec]) -> Checked:
    """Refuse a program that cannot run here, and return the digest of one that can.

    A program that this build of progpack has compiled before was checked then.

    Raises:
        ProgramError, MissingFeatureError, ObjectError: as
        `progpack.bpf.check.program.check_program`.
    """
    digest, order, helpers = None, spec.used_maps, spec.helpers
    if not spec.externs and not (order and any(name not in maps for name in order)):
        digest = program_digest(spec, maps, order, helpers)
        if recall(digest) is not None:
            return Checked(digest, None, order, helpers)
    facts = check_program(spec, maps)
    compiler().start()  # it gets ready while maps are made
    if digest is None:
        digest = program_digest(spec, maps, order, helpers)
    return Checked(digest, facts, order, helpers)
