"""Writes one LLVM function as text: SSA values for the BPF registers, labels, faults.

LLVM IR is written as text because parsing it is quicker than building it object by object, and
because a person can read what was asked of LLVM (``progpack disasm --ir``).

The pointer strategy, which LLVM's provenance rules make necessary: BPF registers are ``i64``; the
text never contains ``ptrtoint``. Memory that a program may see comes into the function as plain
integers (the run's `State`, filled by Python), and ``inttoptr`` happens only at an access. So LLVM
never sees a pointer turned into an integer and back, and has nothing to conclude from it. The one
``alloca`` is a frame whose address the program does not take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from progpack.bpf.analysis.solve import Solution
from progpack.bpf.analysis.state import World
from progpack.bpf.analysis.value import FRAME, MAP, NUMBER, in_frame
from progpack.bpf.analysis.value import Value as Known
from progpack.bpf.isa.insn import BPF_REG_FP, Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.fault import FaultKind
from progpack.jit.lower.budget import LIMIT, ROOM, Budget
from progpack.jit.lower.ssa import FunctionText, Value
from progpack.jit.native.functions import at
from progpack.jit.native.layout import MapHeader, State
from progpack.records import dataclass, field

__all__ = [
    "CHECK",
    "RESULT",
    "SCOPES",
    "Access",
    "Entry",
    "FunctionBuilder",
    "MapTable",
    "Phi",
    "Program",
    "own_frame_offset",
]

#: The result of a subprogram: r0, and whether the run ended in it.
RESULT = "{ i64, i1 }"

# BPF registers, and the two of the budget.
_REGISTERS = LIMIT + 1

# Of a function that was not analysed, since it needs no more than that.
_NOTHING: Sequence[Known | None] = (*[None] * BPF_REG_FP, Known(FRAME))

#: Number of the first metadata node for regions; each has two, for itself and for all others.
SCOPES = 10

#: Effects of a call: a check changes the state only (it notes the fault), so LLVM may keep what it
#: knows of the program's memory.
CHECK = "memory(read, argmem: readwrite) nounwind willreturn"


def _may_hide(spec: MapSpec) -> bool:
    """Whether programs may not read the values of a map, or of one that may be in it."""
    inner = spec.inner is None or _may_hide(spec.inner)
    return not spec.programs_read or (spec.type.traits.holds is Holds.MAPS and inner)


@dataclass(frozen=True, slots=True)
class MapTable:
    """The maps of a program in the order of `State.maps`.

    Attributes:
        order: their names.
        specs: the maps of the object.
        positions: positions of each name in the order.
        hide_values: whether there may be memory that the program may write and not read.
    """

    order: tuple[str, ...]
    specs: Mapping[str, MapSpec]
    positions: Mapping[str, int] = field(init=False, repr=False, compare=False)
    hide_values: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        positions = {name: at for at, name in enumerate(self.order)}
        object.__setattr__(self, "positions", positions)
        hide = any(_may_hide(self.specs[name]) for name in self.order)
        object.__setattr__(self, "hide_values", hide)

    def index(self, name: str) -> int:
        """Position of a map in the table."""
        return self.positions[name]


@dataclass(frozen=True, slots=True)
class Program:
    """The properties of a program that the lowering of all its functions shares.

    Attributes:
        spec: the program.
        maps: its maps.
        frames: most frames that are live at once; the stack of a run has that many.
        ctx_size: bytes of the context where its type fixes them, else 0.
        ctx_readable: whether all of the context may be read.
        ctx_writable: whether all of it may be written.
        packet_writable: whether the packet may be written.
        little: byte order of the target.
        callbacks: first slots of the functions whose address is taken -> most frames of each.
        counted: whether it takes from the budget; not when the whole run needs less than it has.
        world: what is known of it as a whole.
        packet_fields: offset in the context -> field of `State` that has the same number.
        scopes: names of the kinds of memory that accesses were told apart by.
        accesses: what was written about its accesses.
        custom: numbers of the own helpers that it calls, in the order of their table.
        spending: first slots of those functions that were written which take from the budget.
        narrow_reads: instructions that may read an address of the packet from the context, where
            addresses have 32 bits.
    """

    spec: ProgramSpec
    maps: MapTable
    frames: int
    ctx_size: int
    ctx_readable: bool
    ctx_writable: bool
    packet_writable: bool
    little: bool
    callbacks: Mapping[int, int]
    counted: bool
    world: World
    packet_fields: Mapping[int, str]
    scopes: dict[str, int] = field(default_factory=dict)
    accesses: list[Access] = field(default_factory=list)
    custom: tuple[int, ...] = ()
    spending: set[int] = field(default_factory=set)
    narrow_reads: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Access:
    """One access of a program, and whether it is checked when it runs.

    Attributes:
        pc: its instruction.
        region: what it is to, as in `progpack.bpf.analysis.value`; "" when nothing is believed.
        size: bytes.
        proved: whether it needs no check.
        write: whether it writes.
        argument: the register, when a helper makes the access; ``size`` is 0 when it is not known.
    """

    pc: int
    region: str
    size: int
    proved: bool
    write: bool = False
    argument: int = 0


@dataclass(slots=True)
class Phi:
    """A register that has different values on the ways into a block."""

    name: str
    register: int


@dataclass(slots=True)
class Entry:
    """A block's beginning: its phis, and what each way in brings along."""

    label: str
    phis: list[Phi] = field(default_factory=list)
    incoming: list[tuple[str, list[Value]]] = field(default_factory=list)
    at_line: int = 0


def own_frame_offset(known: Known | None, offset: int, size: int) -> int | None:
    """The proved offset from r10 of an access that lies within this frame, else None."""
    if known is None or known.low != known.high:
        return None
    return in_frame(known, offset, size)


class FunctionBuilder(FunctionText):
    """The text of one function of a program while it grows, and what is known of the program."""

    def __init__(
        self,
        program: Program,
        start: int,
        found: Solution,
        *,
        main: bool,
        private_frame: bool,
    ) -> None:
        super().__init__(_REGISTERS)
        self.program = program
        self.insns: Sequence[Insn] = plain_slots(program.spec.insns)
        self.start = start
        self.main = main
        self.private_frame = private_frame
        self.frame_low = 0
        self.budget = Budget(self, program.spending if program.counted else None, start)
        self.found = found
        self.reached = True
        self.pc = start
        # What the entry block begins with, and the names of what is made there once.
        self.first: list[str] = []
        self._once: dict[str, str] = {}

    # --- registers ---

    @property
    def registers(self) -> Sequence[Known | None]:
        """The known or believed content of r0 to r10 before this instruction."""
        return self.found.before.get(self.pc, _NOTHING)

    def kind(self, number: int) -> tuple[str, int | None] | tuple[str, int | None, str] | None:
        """Return the exact content of a register: region, number or offset or None, and map.

        None where the content is not exactly known.
        """
        known = self.registers[number]
        if known is None or known.null:
            return None
        exact = known.low if known.proved and known.low == known.high else None
        if known.region == NUMBER:
            return None if exact is None else (NUMBER, exact)
        if known.region == MAP:
            return MAP, None, known.map
        return (known.region, exact, known.map) if known.map else (known.region, exact)

    # --- the run's state ---

    def load_header(self, name: str, field: str) -> str:
        """A 64-bit field of a map's header that never changes."""
        header = self.value(f"inttoptr i64 {self.load_map(name, 0)} to ptr")
        return self.load_at(header, getattr(MapHeader, field).offset, "i64", constant=True)

    def load_map(self, name: str, column: int) -> str:
        """Column 0, 1, 2 of a map's slot: the map, its values, the end of its values."""
        table = self.load_at("%st", State.maps.offset, "ptr", constant=True)
        offset = (self.program.maps.index(name) * 3 + column) * 8
        return self.load_at(table, offset, "i64", constant=True)

    # --- what is counted for coverage ---

    def count(self, offset: int, more: str) -> None:
        """Add an i64 to a counter of a program that has counters.

        Runs of threads that add to it at once may lose some of it, and no run reads it.

        Args:
            offset: bytes in the value of the array of counters.
            more: what to add.
        """
        counters = self.program.spec.counters
        if counters is None:
            return
        scope = self.scope(f"map {counters}")
        base = self.value(f"inttoptr i64 {self.load_map(counters, 1)} to ptr")
        place = self.value(f"getelementptr i8, ptr {base}, i64 {offset}")
        before = self.value(f"load i64, ptr {place}, align 8{scope}")
        self.emit(
            f"store i64 {self.value(f'add i64 {before}, {more}')}, ptr {place}, align 8{scope}"
        )

    # --- the packet ---

    def packet_address(self, name: str) -> str:
        """The packet's first address or its end, below 4 GiB, in a program that leaves both."""
        value = self._once.get(name)
        if value is None:
            place, offset = f"%{name}.at", getattr(State, name).offset
            self.first += [
                f"  {place} = getelementptr inbounds i8, ptr %st, i64 {offset}",
                f"  %{name} = load i64, ptr {place}, align 8, !invariant.load !0, !range !3",
            ]
            value = self._once[name] = f"%{name}"
        return value

    def packet_pointer(self, address: Value) -> str:
        """A pointer to an address that is proved to lie in the packet.

        All of them are made from one pointer, so that LLVM sees how far they are apart.
        """
        data = self.packet_address("data")
        if "packet" not in self._once:
            self.first.append(f"  %packet = inttoptr i64 {data} to ptr")
            self._once["packet"] = "%packet"
        distance = self.value(f"sub i64 {address}, {data}")
        return self.value(f"getelementptr i8, ptr %packet, i64 {distance}")

    def scope(self, name: str) -> str:
        """Metadata: this access is to one region, so to no byte of the others."""
        number = self.program.scopes.setdefault(name, len(self.program.scopes))
        return f", !alias.scope !{SCOPES + 2 * number}, !noalias !{SCOPES + 2 * number + 1}"

    def access(self, access: Access) -> None:
        """Note what became of an access; one that is never reached says nothing of the program."""
        if self.reached:
            self.program.accesses.append(access)

    # --- ways out ---

    def unless(self, passed: str) -> None:
        """End the run unless the i1 ``passed`` holds; the fault has been noted already."""
        self.fails = True
        good = self.new_label()
        self.emit(f"br i1 {passed}, label %{good}, label %fail, !prof !1")
        self.place(good)

    def fault(self, kind: FaultKind, pc: int, address: Value = 0, size: int = 0) -> None:
        """Note a fault and end the run."""
        self.store_field("fault", "i32", int(kind))
        self.store_field("fault_pc", "i32", pc)
        self.store_field("fault_address", "i64", address)
        self.store_field("fault_size", "i64", size)
        self.fails = True
        self.emit("br label %fail")

    def fault_unless(
        self, passed: str, kind: FaultKind, pc: int, address: Value = 0, size: int = 0
    ) -> None:
        """Note a fault and end the run unless the i1 ``passed`` holds."""
        good, bad = self.new_label(), self.new_label()
        self.emit(f"br i1 {passed}, label %{good}, label %{bad}, !prof !1")
        self.place(bad)
        self.fault(kind, pc, address, size)
        self.place(good)

    def leave(self, result: Value, *, kept: bool = False) -> None:
        """Return ``result`` from this function.

        Args:
            result: r0.
            kept: what is left of the budget is where functions find it already.
        """
        if not kept and self.regs[ROOM] != "%room":
            self.budget.store()
        if self.main:
            self.emit(f"ret i64 {result}")
        else:
            pair = self.value(f"insertvalue {RESULT} {{ i64 poison, i1 false }}, i64 {result}, 0")
            self.emit(f"ret {RESULT} {pair}")

    # --- memory ---

    def address(self, base: int, offset: int) -> Value:
        """The address ``base register + offset``."""
        value = self.regs[base]
        if offset == 0:
            return value
        if isinstance(value, int):
            return (value + offset) & (1 << 64) - 1
        return self.value(f"add i64 {value}, {offset}")

    def argument_proved(self, number: int, size: int, *, write: bool) -> bool:
        """Whether memory that a helper is given needs no check."""
        before = self.found.calls.get(self.pc)
        if before is None or size < 0:
            return False
        known = before.regs[number]
        if in_frame(known, 0, size) is not None:
            return True
        return before.inside(known, 0, size, write=write)

    def frame_pointer(self, offset: int) -> str:
        """A pointer to ``offset`` (negative) from the top of this frame."""
        if self.private_frame:
            size = self.frame_low
            return self.value(f"getelementptr inbounds i8, ptr %frame, i64 {size + offset}")
        place = self.value(f"add i64 {self.regs[BPF_REG_FP]}, {offset}")
        return self.value(f"inttoptr i64 {place} to ptr")

    def check_access(self, pc: int, address: Value, size: int, *, write: bool) -> str:
        """Ask the runtime whether an access is allowed: an i1."""
        mark = at(pc, size, write=write)
        answer = self.call_runtime("pp_check", f"i64 {address}, i32 {mark}", effects=CHECK)
        return self.value(f"icmp ne i64 {answer}, 0")
