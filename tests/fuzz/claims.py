"""What the analysis states of a program, compared with each step that the interpreter takes.

Before an instruction: every number lies in its range, every pointer in its region and offsets,
every spilled value is what is said of it, as many bytes of the packet follow as is said, and an
access that compiled code makes without a check is allowed. At the end: no block ran more often
than its loops may go round, the run took no more of its budget than its bound, nothing wrote to a
context that is said to stay as it was, and each function kept to its part of its frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from progpack.bpf.analysis.facts import Facts, FunctionFacts
from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.transfer import step as go_past
from progpack.bpf.analysis.value import (
    CALLER_FRAME,
    CTX,
    END,
    FRAME,
    MAP,
    NUMBER,
    PACKET,
    VALUES,
    Value,
    entry_anchor,
)
from progpack.bpf.context.build import ByteOrder
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.lookup import Arg
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import ArrayMap, MapSet
from progpack.bpf.oracle.maps.hash import HashMap
from progpack.bpf.oracle.space import AddressSpace, Region
from progpack.bpf.spec import MapType, ProgramSpec
from progpack.errors import RunError
from progpack.jit.lower.builder import Access
from progpack.jit.lower.program import Lowered, translate

from .case import NAME, Case
from .elsewhere import Shuffled
from .worlds import Outcome, run_machine

__all__ = ["Claims", "Refuted", "is_chance", "run_claims", "watcher"]

_MASK: Final = (1 << 64) - 1
_MEMORY: Final = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
_FP: Final = isa.BPF_REG_FP
#: Of packets that a program runs on besides its case's; and the budget of those runs.
_SIZES: Final = (14, 24, 64, 100)
_BUDGET: Final = 2000
#: Places of all memory at which a statement is tried again that a run shows to be wrong.
_LAYOUTS: Final = 8


class Refuted(Exception):
    """A statement of the analysis that a run shows to be wrong."""


@dataclass
class Claims:
    """What is said of one program.

    Attributes:
        functions: what is known of each, by its first slot.
        lowered: what is said of the program as a whole, and which accesses are not checked.
        places: slot -> what is known before its instruction, and before the one above it in the
            same block (None at the start of a block).
        blocks: first slot of a block -> most times that a call of its function comes to it.
        unchecked: slot -> accesses that are made there without a check.
        heads: first slot of a block -> what is known there.
    """

    functions: dict[int, FunctionFacts]
    lowered: Lowered
    packet_stays: bool
    places: dict[int, tuple[State, State | None, Insn | None]] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    unchecked: dict[int, list[Access]] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)
    heads: dict[int, State] = field(default_factory=dict)

    @classmethod
    def of(cls, spec: ProgramSpec, maps: MapSet, facts: Facts) -> Claims:
        """Of a program and what is known of it."""
        insns, functions = spec.insns.slots(), facts.functions
        lowered = translate(spec, maps.specs, facts=facts)
        claims = cls({each.start: each for each in functions}, lowered, facts.world.packet_stays)
        for function in functions:
            claims._add(function, insns)
        for access in lowered.accesses:
            if access.proved:
                claims.unchecked.setdefault(access.pc, []).append(access)
        return claims

    @property
    def tame(self) -> bool:
        """Whether every function is said to keep to its own frame."""
        return all(function.frame.own_frame_only for function in self.functions.values())

    def _add(self, function: FunctionFacts, insns: Sequence[Insn]) -> None:
        for block in function.order:
            rounds = function.found.rounds[block.start]
            if rounds is not None:
                self.blocks[block.start] = rounds
            known = function.found.known.get(block.start)
            if known is not None:
                self.heads[block.start] = known
            before: State | None = None
            last: Insn | None = None
            pc = block.start
            while pc < block.end:
                self.owner[pc] = function.start
                if known is not None:
                    self.places[pc] = known, before, last
                    before, last = known, insns[pc]
                    known = known.copy()
                    go_past(known, insns, pc)
                pc += 2 if insns[pc].opcode == isa.LDDW else 1


class _Watched(AddressSpace):
    """An address space that tells what is looked for in it."""

    def __init__(self) -> None:
        super().__init__()
        self.on_use: Callable[[Region, int, int], None] | None = None
        self.on_write: Callable[[Region], None] | None = None

    def find(self, address: int, size: int) -> tuple[Region, int] | None:
        found = super().find(address, size)
        if found is not None and self.on_use is not None:
            self.on_use(found[0], found[1], size)
        return found

    def writable(self, address: int, size: int) -> tuple[bytearray, int]:
        found = super().writable(address, size)
        if self.on_write is not None:
            region = super().find(address, size)
            assert region is not None
            self.on_write(region[0])
        return found

    def near(self, address: int) -> Region | None:
        """The region whose window an address lies in."""
        return self._windows.get(address >> 28)


class _WatchedElsewhere(_Watched, Shuffled):
    """The same, with all regions at random places."""

    def __init__(self, rng: Random) -> None:
        Shuffled.__init__(self, rng)
        self.on_use = self.on_write = None


class Watcher(Machine):
    """A machine that compares each step with what is said of it."""

    def __init__(
        self, spec: ProgramSpec, maps: MapSet, *,
        byteorder: ByteOrder = "little", claims: Claims | None = None,
    ) -> None:  # fmt: skip
        self._entered = True
        self._visits: list[Counter[int]] = []
        #: Anchor -> the address there: what an instruction computed last, or what a register or
        #: slot held when a block began. Packet addresses are counted from there.
        self._computed: dict[int, int] = {}
        self._moved = False
        self._now: list[int] = []
        self._at = 0
        self._spec = spec
        super().__init__(spec, maps, byteorder=byteorder)
        self.claims = claims or Claims.of(spec, maps, Facts(spec, maps.specs, self.calls))
        self._said = self.claims.places

    # --- what a machine does, watched ---

    def _step(self, pc: int, insn: Insn) -> Callable[[list[int]], int]:
        step = super()._step(pc, insn)
        if insn.opcode == 0:
            return step
        computes = insn.opcode in (0x0F, 0x1F)  # 64-bit addition and subtraction of a register
        calls = insn.opcode == isa.CALL and insn.src == isa.BPF_PSEUDO_CALL

        def watched(r: list[int]) -> int:
            self._before(pc, r)
            following = step(r)
            if computes:
                self._computed[pc + 1] = r[insn.dst]
            if calls:
                self._entered = True
            return following

        return watched

    def _loop(self, registers: list[int], pc: int) -> None:
        self._entered = True
        super()._loop(registers, pc)

    def _execute(self, registers: list[int], budget: int, start: int = 0) -> int:
        self._visits.clear()
        space = self._space
        assert isinstance(space, _Watched)
        outer = space.on_use, space.on_write
        space.on_use = self._on_use if self.claims.tame else None
        lowered = self.claims.lowered
        watched = lowered.keeps_context or lowered.packet_anywhere
        space.on_write = self._on_write if watched else None
        try:
            return super()._execute(registers, budget, start)
        finally:
            space.on_use, space.on_write = outer
            bound = self.claims.lowered.bound
            used = budget - self._limits.left
            if start == 0 and bound is not None and used > bound:
                self._refute(f"the run took {used} of its budget, not {bound} at most")

    def _on_use(self, region: Region, offset: int, size: int) -> None:
        """Every function keeps to the part of its own frame that it is said to touch."""
        if region is not self._stack or not self._now or not size:
            return
        function = self.claims.functions[self.claims.owner[self._at]]
        top = self._now[_FP] - region.base
        if not top - function.frame.size <= offset <= offset + size <= top:
            self._refute(
                f"bytes {offset - top} to {offset - top + size} of the frame are touched, "
                f"of which {function.frame.size} are said to be"
            )

    def _on_write(self, region: Region) -> None:
        run, lowered = self._helpers.run, self.claims.lowered
        if lowered.keeps_context and region is run._context:
            self._refute("the context is written to, of a program that is said not to")
        if lowered.packet_anywhere and region is run.packet:
            self._refute("the packet is written to, of a program that is said not to")

    # --- comparing ---

    def _refute(self, text: str) -> None:
        raise Refuted(f"{self._spec.name}, before instruction {self._at}: {text}")

    def _before(self, pc: int, r: list[int]) -> None:
        self._at, self._now = pc, r
        if self._entered:
            self._entered = False
            depth = len(self.frames)
            del self._visits[depth:]
            while len(self._visits) <= depth:
                self._visits.append(Counter())
        claims = self.claims
        if pc in claims.heads:
            self._begin(pc, r)
        most = claims.blocks.get(pc)
        if most is not None:
            visits = self._visits[len(self.frames)]
            visits[pc] += 1
            if visits[pc] > most:
                self._refute(f"the block is run {visits[pc]} times, not {most} at most")
        said = self._said.get(pc)
        if said is not None:
            self._compare(*said, r)
        for access in claims.unchecked.get(pc, ()):
            self._allowed(access, r)

    def _begin(self, block: int, r: list[int]) -> None:
        """Note what each register, and each slot of which something is known, holds."""
        for number, held in enumerate(r[: _FP + 1]):
            self._computed[entry_anchor(block, number)] = held
        for offset in self.claims.heads[block].slots:
            at = r[_FP] + offset - self._stack.base
            held = int.from_bytes(self._stack.data[at : at + 8], self._byteorder)
            self._computed[entry_anchor(block, offset)] = held

    def _compare(self, state: State, before: State | None, last: Insn | None, r: list[int]) -> None:
        """Compare what can be new since the instruction above."""
        whole = before is None or last is None or last.opcode & 7 == isa.BPF_LD
        whole = whole or (last is not None and last.opcode == isa.CALL)
        for number, value in enumerate(state.regs):
            if value is None:
                continue
            if not whole:
                assert before is not None
                assert last is not None
                if value is before.regs[number] and number not in (last.dst, last.src, 0):
                    continue
            self._holds(f"r{number}", value, r[number])
        if state.slots and (whole or last is None or last.opcode & 7 in _MEMORY):
            for offset, value in state.slots.items():
                at = r[_FP] + offset - self._stack.base
                held = int.from_bytes(self._stack.data[at : at + 8], self._byteorder)
                self._holds(f"what is at r10{offset:+}", value, held)
        room = state.packet_room
        if room and (before is None or whole or room != before.packet_room):
            self._rooms(state)

    def _rooms(self, state: State) -> None:
        end = self._packet_end()
        for anchor, room in state.packet_room.items():
            first = self._computed.get(anchor) if anchor else self._packet_start()
            if first is not None and -_NEAR < _signed(first) < 0:
                first = _signed(first)  # before the packet, which lies low, and address 0
            if first is None or first + room > end:
                self._refute(f"{room} bytes of the packet follow anchor {anchor}: {first} to {end}")

    def _packet_start(self) -> int:
        run = self._helpers.run
        return 0 if run.packet is None else run.packet.base + run.meta

    def _packet_end(self) -> int:
        packet = self._helpers.run.packet
        return 0 if packet is None else packet.base + len(packet.data)

    def _holds(self, what: str, value: Value, actual: int) -> None:
        if value.region == NUMBER:
            if not value.low <= actual <= value.high:
                self._refute(f"{what} is {actual:#x}, not in {value.low:#x}..{value.high:#x}")
            return
        if not value.proved or (value.null and actual == 0):
            return
        if not _PLACES[value.region](self, value, actual):
            self._refute(f"{what} is {actual:#x}, not {value}")

    def _between(self, value: Value, actual: int, base: int) -> bool:
        return value.low <= _signed(actual - base) <= value.high

    def _in_frame(self, value: Value, actual: int) -> bool:
        return self._between(value, actual, self._now[_FP])

    def _in_caller(self, value: Value, actual: int) -> bool:
        return any(self._between(value, actual, saved[4]) for _, saved in self.frames)

    def _in_context(self, value: Value, actual: int) -> bool:
        return self._between(value, actual, self._helpers.run.context)

    def _in_packet(self, value: Value, actual: int) -> bool:
        if value.anchor:
            anchor = self._computed.get(value.anchor)
            if anchor is None or actual != anchor + value.past_anchor & _MASK:
                return False
        return self._between(value, actual, self._packet_start())

    def _is_end(self, value: Value, actual: int) -> bool:
        return actual == self._packet_end()

    def _is_map(self, value: Value, actual: int) -> bool:
        return actual == self.maps[value.map].address

    def _in_values(self, value: Value, actual: int) -> bool:
        """Offsets are from an element, or from the first one of a map that is a global."""
        found = self.maps[value.map]
        if isinstance(found, ArrayMap):
            distance = _signed(actual - found.region.base)
            if self._between(value, actual, found.region.base):
                return True
            first = max(0, -(-(distance - value.high) // found.stride))
            last = min(found.spec.max_entries - 1, (distance - value.low) // found.stride)
            return value.size == found.spec.value_size and first <= last
        if isinstance(found, HashMap):
            regions = [*found._elements.values(), *found._gone]
            return any(self._between(value, actual, region.base) for region in regions)
        assert found.spec.type is MapType.RINGBUF, found.spec.type
        space = self._space
        assert isinstance(space, _Watched)
        region = space.near(actual - value.low)
        if region is None or not region.name.endswith(f"of map {value.map}"):
            return False
        return self._between(value, actual, region.base) and value.size <= len(region.data)

    def _allowed(self, access: Access, r: list[int]) -> None:
        """An access that compiled code does not check must be one that checks would allow."""
        insn = self._spec.insns[access.pc]
        size = access.size
        if access.argument:
            address = r[access.argument]
            if self._takes_none(insn, access.argument):
                return
        else:
            load = insn.opcode & 7 == isa.BPF_LDX
            address = r[insn.src if load else insn.dst] + insn.off & _MASK
        if not size:
            return
        found = AddressSpace.find(self._space, address, size)
        if found is None:
            self._refute(f"an unchecked access of {size} bytes at {address:#x}: {access}")
            return
        region, at = found
        allowed = region.may_write(at, size) if access.write else region.may_read(at, size)
        if not allowed or not self._is_region(region, access.region):
            self._refute(f"an unchecked access to {region} at {at}: {access}")
        if access.region == FRAME:
            top = r[_FP] - region.base
            if not top - FRAME_SIZE <= at <= at + size <= top:
                self._refute(f"an unchecked access outside of the frame: {access}")

    def _takes_none(self, insn: Insn, register: int) -> bool:
        helper = helpers.lookup(insn.imm, self._spec.type)
        return helper.arg(register - 1) is Arg.NONE

    def _is_region(self, region: Region, what: str) -> bool:
        run = self._helpers.run
        if what in (FRAME, CALLER_FRAME):
            return region is self._stack
        if what == CTX:
            return region is run._context
        if what == PACKET:
            return region is run.packet
        return what == VALUES and " map " in f" {region.name} "


_PLACES: Final[dict[str, Callable[[Watcher, Value, int], bool]]] = {
    FRAME: Watcher._in_frame,
    CALLER_FRAME: Watcher._in_caller,
    CTX: Watcher._in_context,
    PACKET: Watcher._in_packet,
    END: Watcher._is_end,
    MAP: Watcher._is_map,
    VALUES: Watcher._in_values,
}


#: Bytes before address 0 that offsets from a packet below 4 GiB may come to.
_NEAR: Final = 1 << 40


def _signed(value: int) -> int:
    value &= _MASK
    return value - (1 << 64) if value >> 63 else value


def watcher(spec: ProgramSpec) -> Watcher:
    """A machine that compares each step of a program without maps with what is said of it."""
    maps = MapSet({})
    maps.space = _Watched()
    return Watcher(spec, maps)


def is_chance(case: Case) -> bool:
    """Whether what a run shows to be wrong is seen at some addresses only.

    The analysis takes it that no number hits a frame by chance. Arithmetic on an address, or a
    constant, can, where the interpreter happens to have its memory.
    """
    for layout in range(_LAYOUTS):
        try:
            run_claims(case, _WatchedElsewhere(Random(layout)))
        except Refuted:
            return False
    return True


def run_claims(case: Case, space: AddressSpace | None = None) -> Outcome:
    """Run a case in the interpreter, and compare each step with what is said of it.

    What is said holds for every input, so the program then runs on some more packets, whatever
    became of it on the first.

    Args:
        case: the case.
        space: where its memory lies; default where the interpreter has it.

    Raises:
        Refuted: something that is said does not hold.
    """
    spec = case.object()
    maps = MapSet(spec.maps)
    maps.space = _Watched() if space is None else space
    machine = Watcher(spec.programs[NAME], maps)
    tails = list(spec.programs.values())[1:]
    for other in tails:
        machine._others[other.name] = Watcher(other, maps)
        machine._others[other.name]._others = machine._others
    outcome = run_machine(case, maps, machine, tails)
    rng = Random(case.seed)
    for size in _SIZES:
        packet = bytes(rng.choice((rng.randrange(32), rng.getrandbits(8))) for _ in range(size))
        # A run may fault: what was said of it up to there was compared.
        with suppress(RunError):
            machine.run(packet, budget=case.budget or _BUDGET)
    return outcome
