"""The oracle: BPF programs run in plain Python, obviously right rather than fast.

Each instruction becomes one small function when a `Machine` is made; a run calls them one after
the other. Memory is an address space of the machine's own (`progpack.bpf.oracle.space`), maps are
Python objects (`progpack.bpf.oracle.maps.arrays`). What compiled code must do is defined here:

* At entry r1 is the address of the context (FLAT: of the memory, and r2 its length), r10 the top
  of the stack, every other register 0. After each call r1..r5 are 0.
* A subprogram starts with r1..r5 as given, r0 and r6..r9 at 0 and a zeroed frame of 512 bytes
  below its caller's; its caller gets r6..r9 back.
* An access lies wholly in one region. An atomic one is checked for that first, then for alignment.
* The stack has as many frames as the calls can nest, the main function's on top.
* Each taken jump to a slot that is not behind the jump, and each call of a subprogram, takes 1
  from the budget. ``may_goto`` jumps when nothing of it is left, and takes nothing: the kernel
  gives it BPF_MAX_LOOPS rounds or a quarter of a second.
* LD_ABS and LD_IND want the context in r6 (else `FaultKind.HELPER`). The offset is 32 bits,
  signed; negative ones count from the network or link-layer header
  (`progpack.bpf.oracle.view.RunView.offset_of`). A load outside of the packet is an exit with r0 =
  0, from a subprogram to its caller, as ``bpf_gen_ld_abs()`` of ``net/core/filter.c`` has it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from progpack.bpf.check.program import check_program
from progpack.bpf.context import build as context
from progpack.bpf.context.build import ByteOrder, RunArg, RunContext, metadata
from progpack.bpf.context.linear import linear_of
from progpack.bpf.context.link_header import link_header
from progpack.bpf.environment import Environment
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.oracle.calls import HelperCalls
from progpack.bpf.oracle.maps.arrays import ArrayMap, KeyedMap, MapSet
from progpack.bpf.oracle.space import AddressSpace, Region, Trap
from progpack.bpf.oracle.steps import Limits, Step, StepMaker, counted, watched
from progpack.bpf.oracle.view import RunView
from progpack.bpf.outcome import Clone, Redirect, Signal
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import budget_within, deadline, first_due, moment_of, run_timers
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind

if TYPE_CHECKING:
    from progpack.bpf.outside.tunnel import Tunnel

__all__ = ["Machine", "Result", "Watcher"]

#: Sees each instruction before it is executed: the machine, its slot and the registers.
Watcher: TypeAlias = "Callable[[Machine, int, list[int]], None]"


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a run.

    Attributes:
        return_value: r0, 64 bits unsigned.
        packet: the packet as the program left it; for FLAT the memory.
        context: the context as the program left it.
        instructions: how many were executed; a 64-bit load counts once.
        printed: what ``bpf_trace_printk`` printed, oldest first.
        redirect: where ``bpf_redirect`` sends the packet, None when it was not called.
        clones: what ``bpf_clone_redirect`` sends.
        retval: what ``bpf_set_retval`` said last, None when it was not called.
        signals: what ``bpf_send_signal`` sends.
        tunnel: what ``bpf_skb_set_tunnel_key`` sends the packet by, None when it was not called.
    """

    return_value: int
    packet: bytes
    context: bytes
    instructions: int
    printed: tuple[str, ...] = ()
    redirect: Redirect | None = None
    clones: tuple[Clone, ...] = ()
    retval: int | None = None
    signals: tuple[Signal, ...] = ()
    tunnel: Tunnel | None = None


class Machine:
    """A program with its maps, ready to run. Not thread-safe.

    Args:
        spec: the program.
        maps: the maps of its object by name, or a `MapSet` to share them with other machines.
        byteorder: of the machine; the program must be made for it. A `MapSet` has its own.
        environment: clock, random numbers and so on for helpers.
        watcher: called before each instruction, also of those that it continues as; an exception
            that it raises ends the run.

    Attributes:
        spec: the program.
        maps: its maps; they keep their contents from run to run.
        calls: who calls whom in it.
        frames: of each function that waits for another one, the slot where it goes on and its
            r6..r10, the main function's first.

    Raises:
        ProgramError, MissingFeatureError, ObjectError: as
        `progpack.bpf.check.program.check_program`. UsageError: the map set has another byte order.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, MapSpec] | MapSet | None = None,
        *,
        byteorder: ByteOrder = "little",
        environment: Environment | None = None,
        watcher: Watcher | None = None,
    ) -> None:
        if not isinstance(maps, MapSet):
            maps = MapSet(maps or {}, byteorder)
        elif maps.byteorder != byteorder:
            raise UsageError(
                f"the maps are {maps.byteorder}-endian, the machine {byteorder}-endian"
            )
        self.spec = spec
        self.maps: Final = maps
        self.calls = check_program(spec, maps.specs).calls
        self._byteorder: ByteOrder = byteorder
        self._space: AddressSpace = maps.space
        self._limits = Limits()
        self._helpers = HelperCalls(
            self._space,
            [maps[name] for name in sorted(self.calls.maps)],
            environment or Environment(),
            RunView(spec.type, byteorder, spec.attach_type),
            frozenset(self.calls.callbacks),
            self._limits.charge,
        )
        self._stack = self._space.add(bytearray(self.calls.frames * FRAME_SIZE), "stack")
        self.frames: Final[list[tuple[int, list[int]]]] = []
        self._env = environment
        self._others: dict[str, Machine] = {spec.name: self}
        self._running = False
        self._executed = 0
        self._maker = StepMaker(
            *(spec, maps, byteorder, self._helpers, (self._stack, self.frames)),
            *(self.calls.callbacks, self._limits),
            loop=self._loop,
            continue_with=self._continue,
        )
        self._steps = [self._step(pc, insn) for pc, insn in enumerate(plain_slots(spec.insns))]
        if spec.counters is not None:
            self._count_steps(maps[spec.counters])
        self._watcher = watcher
        if watcher is not None:
            see = partial(watcher, self)
            self._steps = [watched(step, pc, see) for pc, step in enumerate(self._steps)]

    @property
    def view(self) -> RunView:
        """The context and the packet of the run."""
        return self._helpers.run

    @property
    def space(self) -> AddressSpace:
        """The memory of the machine."""
        return self._space

    def _count_steps(self, counters: object) -> None:
        """Have each step count itself, and each jump that is taken."""
        if not isinstance(counters, ArrayMap):
            raise AssertionError("counters are the value of an array")
        cells = memoryview(counters.region.data)
        for pc, step in enumerate(self._steps):
            self._steps[pc] = counted(step, pc, cells, self._byteorder)

    def join(self, others: Mapping[str, Machine]) -> None:
        """Continue with these machines, by the names of their programs, in tail calls.

        Args:
            others: machines with the same maps; each is joined with the same ones, itself too.
        """
        self._others = dict(others)

    def run(
        self,
        packet: bytes | bytearray | memoryview = b"",
        *,
        context: RunContext | None = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> Result:
        """Run the program once.

        Args:
            packet: the packet (or FLAT memory); the program works on a copy.
            context: see `progpack.bpf.context.build.build`.
            args: as for `progpack.run.program.Program.run`.
            budget: the number of backward jumps and subprogram calls that the run may make.
            timeout: seconds that the run may take; by default there is no limit. The clock is
                read where the budget is counted.
            linear: as for `progpack.run.program.Program.run`.

        Raises:
            RunError: the run ended early; ``fault`` says why, the message also where the address
                was.
            UsageError: an input was given that this type of program does not have, or a number is
                not valid.
        """
        regions: list[Region] = []
        low = self._space.next_low  # a helper of the caller may run a program in the middle of one
        self._limits.deadline = deadline(timeout)
        budget_within(budget)
        try:
            memory, first = self._enter(regions, packet, context, args, linear)
            registers = [0] * 11
            registers[1] = first.base if len(first.data) else 0
            registers[10] = self._stack.base + len(self._stack.data)
            if self.spec.type is ProgramType.FLAT:
                registers[2] = len(first.data)
            run = self._helpers.run
            packet_memory = memory if memory is not first else None
            run.begin(packet_memory, first, registers[1], bytes(packet[: self._link(packet)]))
            run.meta = len(metadata(self.spec.type, context))
            if packet_memory is not None:
                most = linear_of(self.spec.type, linear)
                run.fragments = bytearray(packet[len(run.link) :][most:])
            self._limits.tails = 0
            value = self._execute(registers, budget)
            return Result(
                value,
                bytes(len(run.link)) + bytes(memory.data) + bytes(run.fragments),
                bytes(first.data),
                self._executed,
                run.effects.texts(),
                run.effects.redirect,
                tuple(run.effects.clones),
                run.effects.retval,
                tuple(run.effects.signals),
                None if run.tunnel is None else run.tunnel.sent(run.order),
            )
        finally:
            self._helpers.end_run()
            for region in regions:
                self._space.remove(region)
            self._space.release_low(low)
            self._end_maps()

    def end_run(self) -> None:
        """Release the locks and records of a run whose thread does not exist in this process."""
        self._helpers.end_run()
        self._space.release_low()
        self._end_maps()
        self._running = False

    def run_timers(self, now: int | None = None) -> int:
        """Run the timers that are due, the earliest first.

        See `progpack.jit.object.Object.run_timers`; only timers that this program set are run.

        Raises:
            RunError: a function ended early.
            UsageError: the moment is not valid, or the timers never end.
        """
        return run_timers(self._run_first, moment_of(now, self._helpers.environment))

    def _run_first(self, moment: int) -> bool:
        """Call the function of the timer that is due first; whether there was one."""
        due = first_due(self.timers(), moment)
        if due is not None:
            self.run_timer(*due)
        return due is not None

    def timers(self) -> Iterator[tuple[int, int, int, tuple[KeyedMap, int]]]:
        """Return the timers that this program has started, for `first_due`."""
        for number, found in enumerate(self._helpers.reachable.values()):
            if isinstance(found, KeyedMap):
                for value, timer in found.timers.items():
                    if timer.armed and timer.owner is self._helpers:
                        yield timer.expires, number, value, (found, value)

    def run_timer(self, held: KeyedMap, value: int) -> None:
        """Call the function of the timer in a map value, and stop the timer.

        Raises:
            RunError: the function ended early.
        """
        timer = held.timers[value]
        timer.armed = False
        self._helpers.environment.reach(timer.expires)
        function = timer.function
        key = next(key for key in held if held.value_address(key) == value)
        region = self._space.add(bytearray(key), "key of an element", writable=False)
        none = self._space.add(bytearray(), "context")
        registers = [0] * 11
        registers[1], registers[2], registers[3] = held.address, region.base, value
        # The callback's frame is below that of the main function, as when it is called from there.
        registers[10] = self._stack.base + len(self._stack.data) - FRAME_SIZE
        self._helpers.run.begin(None, none, none.base)
        self._limits.deadline = 0
        try:
            self._execute(registers, DEFAULT_BUDGET, function - isa.function_token(0))
        finally:
            self._helpers.end_run()
            self._space.remove(region)
            self._space.remove(none)
            self._end_maps()

    def _end_maps(self, but: Container[int] = ()) -> None:
        """Let maps give back what a run kept, but for those at some addresses."""
        for address, held in self._helpers.reachable.items():
            if address not in but:
                self._helpers.let_go(held)

    def _enter(
        self,
        regions: list[Region],
        packet: bytes | bytearray | memoryview,
        given: RunContext | None,
        args: Sequence[RunArg] | None,
        linear: int | None,
    ) -> tuple[Region, Region]:
        """Put packet, arguments and context into memory; the packet's and context's regions.

        Every region that is made goes to ``regions`` at once, so that the caller can take them
        away whatever happens.
        """
        kind = context.layout(self.spec.type)
        held: Region | None = None
        data = 0
        if kind.packet:
            front = context.metadata(self.spec.type, given)
            held = self._space.add(
                bytearray(front)
                + bytes(packet[self._link(packet) :][: linear_of(self.spec.type, linear)]),
                "packet",
                low=True,
                writable=kind.packet_writable,
            )
            regions.append(held)
            data = held.base + len(front)

        def place(value: bytes) -> int:
            region = self._space.add(bytearray(value), "argument", writable=False)
            regions.append(region)
            return region.base

        made: list[Region] = []

        def reserve(size: int) -> int:
            room = bytearray(size)
            made.append(
                self._space.add(
                    room,
                    kind.name,
                    low=True,
                    writable=kind.whole,
                    ranges=kind.writable,
                    shown=None if kind.all_readable else kind.readable,
                )
            )
            regions.append(made[0])
            return made[0].base

        image = context.build(
            self.spec.type,
            packet=packet,
            data=data,
            context=given,
            args=args,
            place=place,
            at=reserve,
            byteorder=self._byteorder,
            linear=linear,
        )
        if not made:
            reserve(len(image))
        first = made[0]
        first.data[:] = image
        return held or first, first

    def _link(self, packet: bytes | bytearray | memoryview) -> int:
        """Bytes of link-layer header that the program does not see of a packet."""
        return link_header(context.layout(self.spec.type), packet)

    def _execute(self, registers: list[int], budget: int, start: int = 0) -> int:
        self._stack.data[:] = bytes(len(self._stack.data))
        self.frames.clear()
        self._limits.left = budget
        self._running = True
        self._executed = 0
        try:
            self._loop(registers, start)
        except Trap as trap:
            error = self._error(trap, trap.pc)
            error.printed = self._helpers.run.effects.texts()
            raise error from trap.__cause__
        finally:
            self._running = False
        return registers[0]

    def _loop(self, registers: list[int], pc: int) -> None:
        """Run from ``pc`` until a function returns to nobody."""
        steps = self._steps
        executed = 0
        at = pc
        try:
            while pc >= 0:
                at = pc
                executed += 1
                pc = steps[pc](registers)
        except Trap as trap:
            # Of nested loops the innermost knows where it was.
            if trap.pc < 0:
                trap.pc = at
            raise
        finally:
            self._executed += executed

    def _error(self, trap: Trap, pc: int) -> RunError:
        fault = Fault(trap.kind, pc, trap.address, trap.size, self.spec.name)
        line = self.spec.line_at(pc) or ""
        text = describe(fault, self.spec.insns, line=line, raised=trap.__cause__)
        if trap.kind in (FaultKind.READ, FaultKind.WRITE, FaultKind.ALIGN):
            where = self._space.explain(trap.address, trap.size)
            text += f" (0x{trap.address:x} is {where})" if where else ""
        return RunError(text, fault)

    def _step(self, pc: int, insn: Insn) -> Step:
        return self._maker.step(pc, insn)

    def _continue(self, spec: ProgramSpec) -> int:
        """Run another program in place of the rest of this one; its r0."""
        other = self._others.get(spec.name)
        if other is None or other.spec is not spec:
            other = self._others[spec.name] = self._beside(spec)
        if other._running:
            # A program that is under way has a stack in use: this one gets another.
            other = self._beside(spec)
        return other._go_on_for(self)

    def _beside(self, spec: ProgramSpec) -> Machine:
        """Return a machine for another program, in the same world."""
        other = Machine(
            spec,
            self.maps,
            byteorder=self._byteorder,
            environment=self._env,
            watcher=self._watcher,
        )
        # All of them can call each other.
        other._others = self._others
        return other

    def _go_on_for(self, other: Machine) -> int:
        """Run in place of the rest of another program, with what is left of its limits."""
        registers = [0] * 11
        self._helpers.run = other._helpers.run
        registers[1] = other._helpers.run.context
        registers[10] = self._stack.base + len(self._stack.data)
        limits, others = self._limits, other._limits
        limits.tails, limits.deadline = others.tails + 1, others.deadline
        try:
            value = self._execute(registers, others.left)
        finally:
            # What only this program can reach nobody can give back any more.
            self._end_maps(but=other._helpers.reachable)
        others.left, others.tails = limits.left, limits.tails
        return value
