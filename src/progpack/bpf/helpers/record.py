"""The record of a helper: all that is true of it, which everything else asks.

A new helper is its row (`progpack.bpf.helpers.rows`), its meaning in Python
(`progpack.bpf.oracle.helpers`), its function of the native runtime (``jit/runtime``) and a test.
"""

from __future__ import annotations

from enum import Enum, Flag, auto
from typing import Final

from progpack.bpf.helpers.callers import CALLERS
from progpack.bpf.helpers.ids import FIRST_REPLACED, NAMES
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import ProgramType
from progpack.records import dataclass

__all__ = ["UNKNOWN_EFFECTS", "Arg", "Effect", "Group", "Helper", "Returns", "rows"]


class Arg(Enum):
    """The use that a helper makes of one of its argument registers r1..r5."""

    NONE = "none"  #: nothing: the helper has no such argument
    ANY = "any"  #: a number, not checked
    CTX = "ctx"  #: the run's context
    MAP = "map"  #: a map of the program
    MAP_KEY = "map key"  #: reads ``map.key_size`` bytes
    MAP_VALUE = "map value"  #: reads ``map.value_size`` bytes
    MAP_VALUE_OR_NULL = "map value or null"  #: null, or reads ``map.value_size`` bytes
    MAP_VALUE_OUT = "map value out"  #: writes ``map.value_size`` bytes
    MEM_READ = "mem read"  #: reads as many bytes as the next argument (SIZE) says
    MEM_WRITE = "mem write"  #: writes as many bytes as the next argument (SIZE) says
    SIZE = "size"  #: byte count of the argument before it
    FUNC = "func"  #: a function of the program, which the helper calls
    RINGBUF_MEM = "ringbuf mem"  #: a record from ringbuf_reserve
    CONST_STR = "const str"  #: reads text up to its NUL
    LONG_OUT = "long out"  #: writes 8 bytes
    INT_OUT = "int out"  #: reads and writes 4 bytes
    DYNPTR = "dynptr"  #: reads 16 bytes, a ``struct bpf_dynptr``
    DYNPTR_OUT = "dynptr out"  #: writes 16 bytes, a ``struct bpf_dynptr``
    DYNPTR_RECORD = "dynptr record"  #: as DYNPTR_OUT, of a record from ringbuf_reserve_dynptr
    SPIN_LOCK = "spin lock"  #: the ``struct bpf_spin_lock`` of a map's value, which is taken
    SPIN_LOCK_HELD = "spin lock held"  #: the ``struct bpf_spin_lock`` that the run has taken
    TIMER = "timer"  #: the ``struct bpf_timer`` of a map's value
    OBJECT = "object"  #: a socket, task, control group or inode, or null

    @property
    def fixed(self) -> int:
        """Bytes that the helper reads or writes whatever the other arguments are, else 0."""
        return _FIXED.get(self, 0)

    @property
    def reads(self) -> bool:
        """Whether the helper reads the memory that the argument points to."""
        return self in _READ

    @property
    def writes(self) -> bool:
        """Whether the helper writes to the memory that the argument points to."""
        return self in _WRITTEN

    @property
    def releases(self) -> bool:
        """Whether the helper takes over the record of a ring buffer that the argument names."""
        return self in (Arg.RINGBUF_MEM, Arg.DYNPTR_RECORD)

    @property
    def irreplaceable(self) -> str:
        """Why no test may replace a helper that has such an argument; ``""`` where one may."""
        return _IRREPLACEABLE.get(self, "")


_LINUX: Final = frozenset(NAMES.values())
_IRREPLACEABLE: Final = {
    Arg.FUNC: "it calls a function of the program",
    Arg.SPIN_LOCK: "the run holds the lock that it takes",
    Arg.SPIN_LOCK_HELD: "the run holds the lock that it gives back",
    Arg.DYNPTR_RECORD: "the check of its argument gives the record back",
}
_FIXED: Final = {
    Arg.LONG_OUT: 8,
    Arg.INT_OUT: 4,
    Arg.DYNPTR: 16,
    Arg.DYNPTR_OUT: 16,
    Arg.DYNPTR_RECORD: 16,
}
_READ: Final = frozenset(
    {
        *(Arg.MEM_READ, Arg.MAP_KEY, Arg.MAP_VALUE, Arg.MAP_VALUE_OR_NULL),
        *(Arg.DYNPTR, Arg.CONST_STR),
    }
)
_WRITTEN: Final = frozenset(
    {
        *(Arg.MEM_WRITE, Arg.MAP_VALUE_OUT, Arg.LONG_OUT, Arg.INT_OUT),
        *(Arg.DYNPTR_OUT, Arg.DYNPTR_RECORD),
    }
)


class Effect(Flag):
    """The effects of a helper besides its result and the memory that its arguments point to."""

    NONE = 0
    WRITES_MAP = auto()  #: changes the map that it is given, which read-only maps refuse
    WRITES_CONTEXT = auto()  #: changes fields of the context
    WRITES_MEMORY = auto()  #: may write to a frame where no argument points to
    WRITES_PACKET = auto()  #: may write to the packet where no argument points to
    MOVES_PACKET = auto()  #: may change where the packet lies, or how long it is
    LOGS = auto()  #: leaves a text or a packet that the result of the run shows
    REDIRECTS = auto()  #: says where the packet goes, which the result of the run shows
    CALLS_BACK = auto()  #: calls a function of the program
    SETS_TIMER = auto()  #: a function of the program is called after the run has ended
    CONTINUES = auto()  #: runs another program in place of the rest of this one
    WALKS_MAP = auto()  #: looks at each place that the map has for an element
    RESERVES = auto()  #: clears a record of a ring buffer; r2 is its size
    MAY_END = auto()  #: may end the run: its native function is given the place of the call too
    CLONES = auto()  #: sends a copy of the packet, which the result of the run shows
    TUNNELS = auto()  #: says by which tunnel the packet leaves, which the result of the run shows


#: The effects of what nothing is known of: machine code that somebody added.
UNKNOWN_EFFECTS: Final = (
    Effect.WRITES_CONTEXT | Effect.WRITES_MEMORY | Effect.WRITES_PACKET | Effect.MOVES_PACKET
)


class Returns(Enum):
    """The content of r0 after the call."""

    NUMBER = auto()
    VALUE = auto()  #: the address of a value of the map that is given, or null
    RECORD = auto()  #: the address of as many bytes as r2 says in the ring buffer given, or null


class Group(Enum):
    """The subject of a helper: its place in the documentation."""

    MAPS = "maps"
    RINGS = "ring buffers and events"
    XDP = "packets of XDP programs"
    SKB = "packets of tc programs and socket filters"
    NETWORK = "devices, sockets, answers of control groups"
    TEXT = "sums, text, numbers"
    TIME = "time"
    TASK = "the task, its CPU, what runs the program"
    MEMORY = "memory"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Helper:
    """One helper.

    Attributes:
        id: its number, a `HelperId`, or an own number; from FIRST_REPLACED on where a test
            replaces it.
        args: what r1, r2, ... are, as many as it takes (at most 5).
        programs: types of the programs that may call it; None: all. A row says those for which
            it has a meaning; the kernel's table (`CALLERS`) says who of them may.
        maps: types that its MAP argument may have; empty without one.
        native: the function of the native runtime that does its work; None: lowered inline.
        returns: what r0 is afterwards.
        effects: what it does besides.
        group: what it is for.
        own_name: name of a helper that somebody added, where Linux has none of its number.
    """

    id: int
    args: tuple[Arg, ...] = ()
    programs: frozenset[ProgramType] | None = None
    maps: frozenset[MapType] = frozenset()
    native: str | None = None
    returns: Returns = Returns.NUMBER
    effects: Effect = Effect.NONE
    group: Group = Group.TASK
    own_name: str = ""

    @property
    def name(self) -> str:
        """The helper's name, without ``bpf_``."""
        return self.own_name or NAMES[self.id]

    def arg(self, index: int) -> Arg:
        """Return the kind of register ``r(index + 1)``; `Arg.NONE` beyond the last argument."""
        return self.args[index] if index < len(self.args) else Arg.NONE

    @property
    def reads_clock(self) -> bool:
        """Whether its result is what a clock says."""
        return self.group is Group.TIME and not self.args

    @property
    def writes_memory(self) -> bool:
        """Whether memory of the program may be changed by it."""
        effects = Effect.WRITES_MEMORY | Effect.CALLS_BACK | Effect.SETS_TIMER
        return bool(self.effects & effects) or self.writes_arguments

    @property
    def writes_arguments(self) -> bool:
        """Whether memory that an argument points to may be changed by it."""
        return any(arg.writes for arg in self.args)

    @property
    def releases(self) -> bool:
        """Whether the helper may take over a record of a ring buffer."""
        return any(arg.releases for arg in self.args)

    @property
    def text_name(self) -> str:
        """The helper's name as C has it."""
        return f"bpf_{self.name}" if self.name in _LINUX else self.name

    @property
    def irreplaceable(self) -> str:
        """Why no test may put something else in its place; ``""`` where one may."""
        if Effect.CONTINUES in self.effects:
            return "it continues as another program"
        reasons = (arg.irreplaceable for arg in self.args)
        return next((reason for reason in reasons if reason), "")

    def __str__(self) -> str:
        replaced = self.id >= FIRST_REPLACED
        return f"{self.text_name} (replaced)" if replaced else f"bpf_{self.name} (#{self.id})"


def rows(group: Group, *helpers: Helper) -> tuple[Helper, ...]:
    """The helpers of one group, for the programs that a kernel lets call them."""
    for row in helpers:
        allowed = CALLERS.get(row.id, row.programs)
        programs = allowed if row.programs is None or allowed is None else allowed & row.programs
        object.__setattr__(row, "group", group)  # nobody has seen the row yet
        object.__setattr__(row, "programs", programs)
    return helpers
