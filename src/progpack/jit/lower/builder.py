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
from typing import TypeAlias

from progpack.bpf.analysis.solve import Solution
from progpack.bpf.analysis.state import World
from progpack.bpf.analysis.value import FRAME, MAP, NUMBER, in_frame
from progpack.bpf.analysis.value import Value as Known
from progpack.bpf.helpers.lookup import UNCHARGED, byte_cost
from progpack.bpf.isa.insn import BPF_REG_FP, Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.fault import FaultKind
from progpack.jit.native.layout import MapHeader, State, at, runtime_offset
from progpack.records import dataclass, field

__all__ = [
    "CHECK",
    "LIMIT",
    "RESULT",
    "ROOM",
    "SCOPES",
    "Access",
    "Entry",
    "FunctionBuilder",
    "MapTable",
    "Phi",
    "Program",
    "Value",
    "literal",
]

#: A 64-bit value: the name of an SSA value, or an unsigned constant.
Value: TypeAlias = "str | int"

#: The result of a subprogram: r0, and whether the run ended in it.
RESULT = "{ i64, i1 }"

# Of a function that was not analysed, since it needs no more than that.
_NOTHING: Sequence[Known | None] = (*[None] * BPF_REG_FP, Known(FRAME))

#: Number of the first metadata node for regions; each has two, for itself and for all others.
SCOPES = 10

#: Effects of a call: a check changes the state only (it notes the fault), so LLVM may keep what it
#: knows of the program's memory.
CHECK = "memory(read, argmem: readwrite) nounwind willreturn"
# Between two slices of the budget memory may change only as it may at any time, by other threads.
_STATE_ONLY = "memory(argmem: readwrite, inaccessiblemem: readwrite) nounwind cold"

#: The rest of the budget is carried like two more registers, as their sum: what is left until
#: the run asks for more, a count that ends at 0 as LLVM likes it, and where it asks.
ROOM = 11
LIMIT = 12
_REGISTERS = 13


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


def literal(value: int, bits: int = 64) -> str:
    """``value`` modulo 2**bits as LLVM writes it."""
    return str(value & (1 << bits) - 1)


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


class FunctionBuilder:
    """The text of one function while it grows."""

    def __init__(
        self,
        program: Program,
        start: int,
        found: Solution,
        *,
        main: bool,
        private_frame: bool,
    ) -> None:
        self.program = program
        self.insns: Sequence[Insn] = plain_slots(program.spec.insns)
        self.start = start
        self.main = main
        self.private_frame = private_frame
        self.frame_low = 0
        self.lines: list[str] = []
        self.regs: list[Value] = [0] * _REGISTERS
        self.found = found
        self.reached = True
        self.pc = start
        # What the entry block begins with, and the names of what is made there once.
        self.first: list[str] = []
        self._once: dict[str, str] = {}
        self.label = "entry"
        self.fails = False
        # i64 name -> i32 name of its low half. The first is good wherever the i64 name is (they
        # were made together), the second only in the block where the half was taken.
        self._low: dict[str, str] = {}
        self._low_here: dict[str, str] = {}
        self._count = 0

    # --- text ---

    def fresh(self) -> str:
        """A new value name: a number, which LLVM reads in half the time of a name of letters.

        Numbers grow along the text; labels take some too.
        """
        self._count += 1
        return f"%{self._count}"

    def emit(self, text: str) -> None:
        """Add an instruction that has no result."""
        self.lines.append(f"  {text}")

    def value(self, text: str) -> str:
        """Add an instruction and name its result."""
        self._count += 1
        name = f"%{self._count}"
        self.lines.append(f"  {name} = {text}")
        return name

    def new_label(self) -> str:
        """A label that no block has yet."""
        self._count += 1
        return f"l{self._count}"

    def place(self, label: str) -> None:
        """Begin the block ``label``."""
        self.lines.append(f"{label}:")
        self.label = label

    def open_block(self) -> None:
        """Forget what only held in the block before."""
        self._low_here = {}

    # --- registers ---

    def reg(self, number: int) -> Value:
        """The value of a register."""
        return self.regs[number]

    def set(self, number: int, value: Value) -> None:
        """Give a register a value."""
        self.regs[number] = value

    def low(self, value: Value) -> str:
        """The low 32 bits of a value as an i32 operand."""
        if isinstance(value, int):
            return literal(value, 32)
        known = self._low.get(value) or self._low_here.get(value)
        if known is None:
            known = self._low_here[value] = self.value(f"trunc i64 {value} to i32")
        return known

    def widen(self, value: str) -> str:
        """An i32 value, zero-extended."""
        wide = self.value(f"zext i32 {value} to i64")
        if value[0] == "%":
            self._low[wide] = value
        return wide

    @property
    def registers(self) -> Sequence[Known | None]:
        """The known or believed content of r0 to r10 before this instruction."""
        return self.found.before.get(self.pc, _NOTHING)

    def known(self, number: int) -> Known | None:
        """Return the known or believed content of a register before this instruction."""
        return self.registers[number]

    def kind(self, number: int) -> tuple[str, int | None] | tuple[str, int | None, str] | None:
        """Return the exact content of a register: region, number or offset or None, and map.

        None where the content is not exactly known.
        """
        known = self.known(number)
        if known is None or known.null:
            return None
        exact = known.low if known.proved and known.low == known.high else None
        if known.region == NUMBER:
            return None if exact is None else (NUMBER, exact)
        if known.region == MAP:
            return MAP, None, known.map
        return (known.region, exact, known.map) if known.map else (known.region, exact)

    # --- the run's state ---

    def load_field(self, name: str, *, constant: bool = True) -> str:
        """A 64-bit field of the state; ``constant`` when it cannot change during a run."""
        return self._load_at("%st", getattr(State, name).offset, "i64", constant=constant)

    def load_word(self, name: str) -> str:
        """A 32-bit field of the state, as it is now."""
        return self._load_at("%st", getattr(State, name).offset, "i32", constant=False)

    def load_header(self, name: str, field: str) -> str:
        """A 64-bit field of a map's header that never changes."""
        header = self.value(f"inttoptr i64 {self.load_map(name, 0)} to ptr")
        return self._load_at(header, getattr(MapHeader, field).offset, "i64", constant=True)

    def load_map(self, name: str, column: int) -> str:
        """Column 0, 1, 2 of a map's slot: the map, its values, the end of its values."""
        table = self._load_at("%st", State.maps.offset, "ptr", constant=True)
        offset = (self.program.maps.index(name) * 3 + column) * 8
        return self._load_at(table, offset, "i64", constant=True)

    def _load_at(self, base: str, offset: int, type_: str, *, constant: bool) -> str:
        place = self.value(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
        suffix = ", !invariant.load !0" if constant else ""
        align = 4 if type_ == "i32" else 8
        return self.value(f"load {type_}, ptr {place}, align {align}{suffix}")

    def store_field(self, name: str, type_: str, value: Value) -> None:
        """Store to a field of the state."""
        place = self.value(f"getelementptr inbounds i8, ptr %st, i64 {getattr(State, name).offset}")
        self.emit(f"store {type_} {value}, ptr {place}, align {4 if type_ == 'i32' else 8}")

    def call_runtime(self, function: str, arguments: str, *, effects: str = "nounwind") -> str:
        """Call a function of the native runtime; ``arguments`` follow the state."""
        table = self._load_at("%st", State.runtime.offset, "ptr", constant=True)
        address = self._load_at(table, runtime_offset(function), "ptr", constant=True)
        separator = ", " if arguments else ""
        return self.value(f"call i64 {address}(ptr %st{separator}{arguments}) {effects}")

    # --- what is counted for coverage ---

    def count(self, offset: int, more: str) -> None:
        """Add an i64 to a counter, where the program has counters.

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

    def spend(self, pc: int, good: str) -> list[tuple[str, list[Value]]]:
        """Take one from the budget and go to a label, or end the run.

        Returns:
            The two ways to the label, which have phis to write there: without asking the runtime,
            which has other values in few registers only, and with.
        """
        self.program.spending.add(self.start)
        room = self.regs[ROOM] = self.value(f"sub i64 {self.regs[ROOM]}, 1")
        enough = self.value(f"icmp sge i64 {room}, 0")
        ask = self.new_label()
        self.emit(f"br i1 {enough}, label %{good}, label %{ask}, !prof !1")
        ways = [(self.label, self.regs.copy())]
        self.place(ask)
        self.regs[ROOM], self.regs[LIMIT] = self._more(pc, good)
        return [*ways, (ask, self.regs.copy())]

    def _more(self, pc: int, good: str) -> tuple[Value, Value]:
        """Ask the runtime, and go to a label or end the run: what the registers are there."""
        left = self._budget()
        limit = self.call_runtime("pp_more", f"i64 {left}, i32 {pc}", effects=_STATE_ONLY)
        room = self.value(f"sub i64 {left}, {limit}")
        self.fails = True
        goes_on = self.value(f"icmp sge i64 {limit}, 0")
        self.emit(f"br i1 {goes_on}, label %{good}, label %fail, !prof !1")
        return room, limit

    def _budget(self) -> Value:
        """Return the value of the remaining budget."""
        return self.value(f"add i64 {self.regs[ROOM]}, {self.regs[LIMIT]}")

    def budget_is_used_up(self) -> str:
        """Whether nothing of the budget is left: an i1; a run that does not count has enough."""
        if not self.program.counted:
            return "false"
        self.program.spending.add(self.start)  # who calls it leaves the budget where it looks
        return self.value(f"icmp sle i64 {self._budget()}, 0")

    def charge(self, pc: int, sizes: Sequence[Value]) -> None:
        """Take from the budget what a helper takes that handles so many bytes, or end the run."""
        if not self.program.counted:
            return  # `arguments.may_charge` knows that it is nothing
        units: Value = sum(byte_cost(size) for size in sizes if isinstance(size, int))
        for size in sizes:
            if not isinstance(size, int):
                whole = self.value(f"lshr i64 {size}, {UNCHARGED.bit_length()}")
                units = self.value(f"add i64 {units}, {self.value(f'shl i64 {whole}, 5')}")
        self.spend_units(pc, units)

    def spend_units(self, pc: int, units: Value) -> None:
        """Take so much from the budget, or end the run."""
        if not units or not self.program.counted:
            return
        self.program.spending.add(self.start)
        self.regs[ROOM] = self.value(f"sub i64 {self.regs[ROOM]}, {units}")
        room, limit = self.regs[ROOM], self.regs[LIMIT]
        good, ask = self.new_label(), self.new_label()
        enough = self.value(f"icmp sge i64 {room}, 0")
        start = self.label
        self.emit(f"br i1 {enough}, label %{good}, label %{ask}, !prof !1")
        self.place(ask)
        new, more = self._more(pc, good)
        self.place(good)
        self.regs[ROOM] = self.value(f"phi i64 [ {room}, %{start} ], [ {new}, %{ask} ]")
        self.regs[LIMIT] = self.value(f"phi i64 [ {limit}, %{start} ], [ {more}, %{ask} ]")

    def keep_budget(self) -> None:
        """Put the budget where functions that are called find it."""
        if self.program.counted:
            self.program.spending.add(self.start)
            self.store_field("budget", "i64", self._budget())

    def take_budget(self) -> None:
        """Go on with what a function that was called has left of the budget."""
        if self.program.counted:
            budget = self.load_field("budget", constant=False)
            self.set(LIMIT, self.load_field("limit", constant=False))
            self.set(ROOM, self.value(f"sub i64 {budget}, {self.regs[LIMIT]}"))

    def leave(self, result: Value, *, kept: bool = False) -> None:
        """Return ``result`` from this function.

        Args:
            result: r0.
            kept: what is left of the budget is where functions find it already.
        """
        if self.program.counted and not kept and self.regs[ROOM] != "%room":
            self.store_field("budget", "i64", self._budget())
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

    def frame_offset(self, number: int, offset: int, size: int) -> int | None:
        """The proved offset from r10 of an access that lies within this frame, else None."""
        known = self.known(number)
        if known is None or known.low != known.high:
            return None
        return in_frame(known, offset, size)

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
