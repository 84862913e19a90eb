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

import struct
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic_ns
from typing import Final, TypeAlias

from progpack.bpf.check.program import check_program
from progpack.bpf.context import build as context
from progpack.bpf.context.build import ByteOrder, RunArg, RunContext, metadata
from progpack.bpf.context.link_header import link_header
from progpack.bpf.coverage import COUNTER, executed_at, taken_at
from progpack.bpf.environment import Environment
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.record import Effect, Helper
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE, MAX_TAIL_CALLS
from progpack.bpf.isa.ordered import is_ordered, plain_slots
from progpack.bpf.isa.semantics import ALU, ATOMIC, JUMP, SIGNED_ALU, signed, swap
from progpack.bpf.oracle.calls import HelperCalls
from progpack.bpf.oracle.maps.arrays import ArrayMap, KeyedMap, MapSet
from progpack.bpf.oracle.space import AddressSpace, Region, Trap
from progpack.bpf.oracle.view import RunView
from progpack.bpf.outcome import Clone, Redirect
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.bpf.text.fault import describe
from progpack.bpf.time_limits import budget_within, deadline, first_due, moment_of, run_timers
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind

__all__ = ["Machine", "Result"]

#: One instruction: changes the registers, returns the next slot or _END.
_Step: TypeAlias = Callable[[list[int]], int]

_END: Final = -1
_U32: Final = 0xFFFFFFFF
_U64: Final = 0xFFFFFFFFFFFFFFFF
_FORMATS: Final = {1: "B", 2: "H", 4: "I", 8: "Q"}
_ORDER: Final = {"little": "<", "big": ">"}


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
    """

    return_value: int
    packet: bytes
    context: bytes
    instructions: int
    printed: tuple[str, ...] = ()
    redirect: Redirect | None = None
    clones: tuple[Clone, ...] = ()
    retval: int | None = None


class Machine:
    """A program with its maps, ready to run; not for use by two threads at once.

    Args:
        spec: the program.
        maps: the maps of its object by name, or a `MapSet` to share them with other machines.
        byteorder: of the machine; the program must be made for it. A `MapSet` has its own.
        environment: clock, random numbers and so on for helpers.

    Attributes:
        spec: the program.
        maps: its maps; they keep their contents from run to run.
        calls: who calls whom in it.

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
        self._helpers = HelperCalls(
            self._space,
            [maps[name] for name in sorted(self.calls.maps)],
            environment or Environment(),
            RunView(spec.type, byteorder),
            frozenset(self.calls.callbacks),
            self._charge,
        )
        self._stack = self._space.add(bytearray(self.calls.frames * FRAME_SIZE), "stack")
        self._frames: list[tuple[int, list[int]]] = []
        self._env = environment
        self._others: dict[str, Machine] = {spec.name: self}
        self._tails = 0
        self._running = False
        self._budget = 0
        self._deadline = 0
        self._executed = 0
        self._steps = [self._step(pc, insn) for pc, insn in enumerate(plain_slots(spec.insns))]
        if spec.counters is not None:
            self._count_steps(maps[spec.counters])

    def _count_steps(self, counters: object) -> None:
        """Have each step count itself, and each jump that is taken."""
        if not isinstance(counters, ArrayMap):
            raise AssertionError("counters are the value of an array")
        cells = memoryview(counters.region.data)
        for pc, step in enumerate(self._steps):
            self._steps[pc] = _counted(step, pc, cells, self._byteorder)

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
    ) -> Result:
        """Run the program once.

        Args:
            packet: the packet (or FLAT memory); the program works on a copy.
            context: see `progpack.bpf.context.build.build`.
            args: see there.
            budget: taken backward jumps and subprogram calls that are allowed.
            timeout: seconds that it may take, without limit by default; the clock is looked at
                where the budget is.

        Raises:
            RunError: the run ended early; ``fault`` says why, the message also where the address
                was.
            UsageError: an input that this type of program does not have, or a number that is none.
        """
        regions: list[Region] = []
        self._deadline = deadline(timeout)
        budget_within(budget)
        try:
            memory, first = self._enter(regions, packet, context, args)
            registers = [0] * 11
            registers[1] = first.base if len(first.data) else 0
            registers[10] = self._stack.base + len(self._stack.data)
            if self.spec.type is ProgramType.FLAT:
                registers[2] = len(first.data)
            run = self._helpers.run
            packet_memory = memory if memory is not first else None
            run.begin(packet_memory, first, registers[1], bytes(packet[: self._link(packet)]))
            run.meta = len(metadata(self.spec.type, context))
            self._tails = 0
            value = self._execute(registers, budget)
            return Result(
                value,
                bytes(len(run.link)) + bytes(memory.data),
                bytes(first.data),
                self._executed,
                run.effects.texts(),
                run.effects.redirect,
                tuple(run.effects.clones),
                run.effects.retval,
            )
        finally:
            self._helpers.end_run()
            for region in regions:
                self._space.remove(region)
            self._space.release_low()
            self._end_maps()

    def run_timers(self, now: int | None = None) -> int:
        """Call the functions of the timers that are due, the earliest first.

        See `progpack.jit.object.Object.run_timers`; only timers that this program set are run.

        Raises:
            RunError: a function ended early.
            UsageError: the moment is none, or there is no end to it.
        """
        return run_timers(self._run_first, moment_of(now, self._helpers.environment))

    def _run_first(self, moment: int) -> bool:
        """Call the function of the timer that is due first; whether there was one."""
        due = first_due(self.timers(), moment)
        if due is not None:
            self.run_timer(*due)
        return due is not None

    def timers(self) -> Iterator[tuple[int, int, int, tuple[KeyedMap, int]]]:
        """The timers that this program has started, as `first_due` takes them."""
        for number, found in enumerate(self._helpers.reachable.values()):
            if isinstance(found, KeyedMap):
                for value, timer in found.timers.items():
                    if timer.armed and timer.owner is self._helpers:
                        yield timer.expires, number, value, (found, value)

    def run_timer(self, held: KeyedMap, value: int) -> None:
        """Call the function of the timer in a value of a map; it is no longer started.

        Raises:
            RunError: it ended early.
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
        self._deadline = 0
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
                held.end_run()

    def _enter(
        self,
        regions: list[Region],
        packet: bytes | bytearray | memoryview,
        given: RunContext | None,
        args: Sequence[RunArg] | None,
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
                bytearray(front) + bytes(packet[self._link(packet) :]),
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
        self._frames.clear()
        self._budget = budget
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
        text = describe(fault, self.spec.insns, line=self.spec.line_at(pc) or "")
        if trap.kind in (FaultKind.READ, FaultKind.WRITE, FaultKind.ALIGN):
            where = self._space.explain(trap.address, trap.size)
            text += f" (0x{trap.address:x} is {where})" if where else ""
        return RunError(text, fault)

    def _charge(self, units: int = 1) -> None:
        self._budget -= units
        if self._budget < 0:
            raise Trap(FaultKind.BUDGET)
        if self._deadline and monotonic_ns() >= self._deadline:
            raise Trap(FaultKind.TIME)

    # Making the steps. Validation has refused every encoding that is not handled here.

    def _step(self, pc: int, insn: Insn) -> _Step:
        following = pc + 1
        match insn.opcode & 7:
            case isa.BPF_ALU | isa.BPF_ALU64:
                return _alu_step(insn, following, self._byteorder)
            case isa.BPF_JMP | isa.BPF_JMP32:
                return self._jump_step(pc, insn)
            case isa.BPF_LDX:
                return self._load_step(insn, following)
            case isa.BPF_ST | isa.BPF_STX:
                if insn.opcode & 0xE0 == isa.BPF_ATOMIC:
                    return self._atomic_step(insn, following)
                return self._store_step(insn, following)
        if insn.opcode in (isa.LDDW, 0):
            return self._constant_step(pc, insn)
        return self._packet_step(insn, following)

    def _constant_step(self, pc: int, insn: Insn) -> _Step:
        if insn.opcode == 0:
            # The second slot of a 64-bit load: validation let nothing jump here.
            return _unreachable
        ref = self.spec.maps.get(pc)
        if insn.src == isa.BPF_PSEUDO_FUNC:
            value = isa.function_token(pc + 1 + insn.imm)
        elif ref is None:
            value = isa.imm64(insn, self.spec.insns[pc + 1])
        else:
            found = self.maps[ref.map]
            value = found.address
            if ref.offset is not None and isinstance(found, ArrayMap):
                value = found.region.base + ref.offset
        dst = insn.dst

        def step(r: list[int]) -> int:
            r[dst] = value
            return pc + 2

        return step

    def _jump_step(self, pc: int, insn: Insn) -> _Step:
        if insn.opcode == isa.EXIT:
            return self._exit_step()
        if insn.opcode == isa.CALL and insn.src != isa.BPF_PSEUDO_CALL:
            return self._helper_step(pc + 1, insn)
        target = isa.jump_target(self.spec.insns, pc)
        assert target is not None
        if insn.opcode == isa.CALL:
            return self._call_step(pc + 1, target)
        charge = self._charge if target <= pc else None
        if insn.opcode in (isa.JA, isa.JA32):

            def always(r: list[int]) -> int:
                if charge is not None:
                    charge()
                return target

            return always
        if insn.opcode == isa.MAY_GOTO:
            return self._may_goto_step(pc + 1, target, charge)
        return _branch_step(insn, pc + 1, target, charge)

    def _may_goto_step(
        self, following: int, target: int, charge: Callable[[], None] | None
    ) -> _Step:
        def step(r: list[int]) -> int:
            if self._budget > 0:
                return following
            if charge is not None:
                charge()
            return target

        return step

    def _exit_step(self) -> _Step:
        frames = self._frames

        def step(r: list[int]) -> int:
            if not frames:
                return _END
            following, saved = frames.pop()
            r[1:6] = [0] * 5
            r[6:11] = saved
            return following

        return step

    def _call_step(self, following: int, target: int) -> _Step:
        frames, stack = self._frames, self._stack

        def step(r: list[int]) -> int:
            self._charge()
            frames.append((following, r[6:11]))
            r[0] = 0
            r[6:10] = [0] * 4
            r[10] -= FRAME_SIZE
            top = r[10] - stack.base
            stack.data[top - FRAME_SIZE : top] = bytes(FRAME_SIZE)
            return target

        return step

    def _helper_step(self, following: int, insn: Insn) -> _Step:
        if insn.imm == helpers.POISON:
            return _poisoned
        helper = helpers.lookup(insn.imm, self.spec.type)
        if Effect.CONTINUES in helper.effects:
            return self._tail_step(following, helper)
        call = self._helpers.call
        if Effect.CALLS_BACK in helper.effects:
            call = self._call_back

        def step(r: list[int]) -> int:
            r[0] = call(helper, r) & _U64
            r[1:6] = [0] * 5
            return following

        return step

    def _call_back(self, helper: Helper, r: list[int]) -> int:
        """A helper that calls a function of the program."""
        self._helpers.check(helper, r)
        start = r[2] - isa.function_token(0)
        if r[10] - self._stack.base < (1 + self.calls.callbacks[start]) * FRAME_SIZE:
            raise Trap(FaultKind.HELPER, r[2])

        def call(*arguments: int) -> int:
            self._charge()
            inner = [0] * 11
            inner[1 : 1 + len(arguments)] = arguments
            inner[10] = r[10] - FRAME_SIZE
            top = inner[10] - self._stack.base
            self._stack.data[top - FRAME_SIZE : top] = bytes(FRAME_SIZE)
            # Its exit finds a frame that says that this loop is over.
            self._frames.append((_END, r[6:11]))
            self._loop(inner, start)
            return inner[0]

        return self._helpers.call_back(helper, r, call)

    def _tail_step(self, following: int, helper: Helper) -> _Step:
        """Continue with another program, whose result is that of this function."""
        leave = self._exit_step()

        def step(r: list[int]) -> int:
            found = self._helpers.tail_target(helper, r)
            r[1:6] = [0] * 5
            if found is None or self._tails >= MAX_TAIL_CALLS:
                r[0] = 0
                return following
            r[0] = self._continue(found)
            return leave(r)

        return step

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
        other = Machine(spec, self.maps, byteorder=self._byteorder, environment=self._env)
        # All of them can call each other.
        other._others = self._others
        return other

    def _go_on_for(self, other: Machine) -> int:
        """Run in place of the rest of another program, with what is left of its limits."""
        registers = [0] * 11
        self._helpers.run = other._helpers.run
        registers[1] = other._helpers.run.context
        registers[10] = self._stack.base + len(self._stack.data)
        self._tails, self._deadline = other._tails + 1, other._deadline
        try:
            value = self._execute(registers, other._budget)
        finally:
            # What only this program can reach nobody can give back any more.
            self._end_maps(but=other._helpers.reachable)
        other._budget, other._tails = self._budget, self._tails
        return value

    def _load_step(self, insn: Insn, following: int) -> _Step:
        size = isa.size_bytes(insn.opcode)
        extend = insn.opcode & 0xE0 == isa.BPF_MEMSX
        unpack = self._number(size, signed_=extend).unpack_from
        readable = self._space.readable
        dst, src, off = insn.dst, insn.src, insn.off
        aligned = size if is_ordered(insn) else 1

        def step(r: list[int]) -> int:
            address = (r[src] + off) & _U64
            data, at = readable(address, size)
            if address % aligned:
                raise Trap(FaultKind.ALIGN, address, size)
            r[dst] = unpack(data, at)[0] & _U64
            return following

        return step

    def _store_step(self, insn: Insn, following: int) -> _Step:
        size = isa.size_bytes(insn.opcode)
        mask = (1 << size * 8) - 1
        pack = self._number(size).pack_into
        writable = self._space.writable
        dst, src, off, imm = insn.dst, insn.src, insn.off, insn.imm
        from_register = insn.opcode & 7 == isa.BPF_STX
        aligned = size if is_ordered(insn) else 1

        def step(r: list[int]) -> int:
            address = (r[dst] + off) & _U64
            data, at = writable(address, size)
            if address % aligned:
                raise Trap(FaultKind.ALIGN, address, size)
            pack(data, at, (r[src] if from_register else imm) & mask)
            return following

        return step

    def _atomic_step(self, insn: Insn, following: int) -> _Step:
        size = isa.size_bytes(insn.opcode)
        mask = (1 << size * 8) - 1
        number = self._number(size)
        dst, src, off = insn.dst, insn.src, insn.off
        fetch = insn.imm & isa.BPF_FETCH
        compare = insn.imm == isa.BPF_CMPXCHG
        change = None if compare else ATOMIC[insn.imm & ~isa.BPF_FETCH]

        def step(r: list[int]) -> int:
            address = (r[dst] + off) & _U64
            data, at = self._space.writable(address, size)
            self._space.readable(address, size)
            if address % size:
                raise Trap(FaultKind.ALIGN, address, size)
            old: int = number.unpack_from(data, at)[0]
            operand = r[src] & mask
            if change is not None:
                number.pack_into(data, at, change(old, operand) & mask)
                if fetch:
                    r[src] = old
                return following
            if old == r[0] & mask:
                number.pack_into(data, at, operand)
            r[0] = old
            return following

        return step

    def _packet_step(self, insn: Insn, following: int) -> _Step:
        size = isa.size_bytes(insn.opcode)
        indirect = insn.opcode & 0xE0 == isa.BPF_IND
        src, imm = insn.src, insn.imm
        helpers = self._helpers
        leave = self._exit_step()

        def step(r: list[int]) -> int:
            run = helpers.run
            if r[6] != run.context:
                raise Trap(FaultKind.HELPER, r[6])
            offset = run.offset_of(signed(imm + (r[src] if indirect else 0), 32))
            if offset is None or offset > run.length - size:
                r[0] = 0
                return leave(r)
            r[0] = int.from_bytes(run.bytes_at(offset, size), "big")
            r[1:6] = [0] * 5
            return following

        return step

    def _number(self, size: int, *, signed_: bool = False) -> struct.Struct:
        letter = _FORMATS[size].lower() if signed_ else _FORMATS[size]
        return struct.Struct(_ORDER[self._byteorder] + letter)


def _counted(step: _Step, pc: int, cells: memoryview, byteorder: ByteOrder) -> _Step:
    """A step that counts how often it is made, and how often it does not go on to what follows."""
    executed, taken = executed_at(pc), taken_at(pc)

    def add(at: int) -> None:
        cell = cells[at : at + COUNTER]
        cell[:] = (int.from_bytes(cell, byteorder) + 1).to_bytes(COUNTER, byteorder)

    def counted(r: list[int]) -> int:
        add(executed)
        following = step(r)
        if following != pc + 1:
            add(taken)
        return following

    return counted


def _unreachable(r: list[int]) -> int:
    raise AssertionError("the second slot of a 64-bit load was executed")


def _poisoned(r: list[int]) -> int:
    raise Trap(FaultKind.POISON)


def _branch_step(
    insn: Insn, following: int, target: int, charge: Callable[[], None] | None
) -> _Step:
    bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
    mask = (1 << bits) - 1
    taken = JUMP[insn.opcode & 0xF0]
    dst, src, imm = insn.dst, insn.src, insn.imm & mask
    from_register = insn.opcode & isa.BPF_X

    def step(r: list[int]) -> int:
        if not taken(r[dst] & mask, r[src] & mask if from_register else imm, bits):
            return following
        if charge is not None:
            charge()
        return target

    return step


def _alu_step(insn: Insn, following: int, byteorder: ByteOrder) -> _Step:
    bits = 64 if insn.opcode & 7 == isa.BPF_ALU64 else 32
    mask = (1 << bits) - 1
    operation = _operation(insn, byteorder)
    dst, src, imm = insn.dst, insn.src, insn.imm & mask
    if insn.opcode & 0xF0 == isa.BPF_END:
        # Its result has the width that imm names, whatever the class.
        mask, imm = _U64, insn.imm
    elif insn.opcode & isa.BPF_X:

        def from_register(r: list[int]) -> int:
            r[dst] = operation(r[dst] & mask, r[src] & mask, bits) & mask
            return following

        return from_register

    def from_immediate(r: list[int]) -> int:
        r[dst] = operation(r[dst] & mask, imm, bits) & mask
        return following

    return from_immediate


def _operation(insn: Insn, byteorder: ByteOrder) -> Callable[[int, int, int], int]:
    """Return the function that an ALU instruction computes, of dst, operand and width."""
    code = insn.opcode & 0xF0
    if code == isa.BPF_END:
        target = "big" if insn.opcode & isa.BPF_TO_BE else "little"
        if insn.opcode & 7 == isa.BPF_ALU64 or target != byteorder:
            return lambda a, width, bits: swap(a, width)
        return lambda a, width, bits: a & ((1 << width) - 1)
    if code == isa.BPF_MOV and insn.off:
        width = insn.off
        return lambda a, b, bits: signed(b, width)
    return SIGNED_ALU[code] if code in SIGNED_ALU and insn.off else ALU[code]
