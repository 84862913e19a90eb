"""The record of a map type: its number, its traits, and the shape of its maps.

Rows are in `progpack.bpf.maps.kinds`, one file for each way to keep elements; whoever wants a type
imports `progpack.bpf.maps.types`, which has all of them.

Numbers: ``enum bpf_map_type`` in ``include/uapi/linux/bpf.h``, Linux 6.18.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, IntEnum, auto
from types import MappingProxyType
from typing import Final, Protocol

from progpack.bpf.isa.limits import LONGEST_KEY
from progpack.records import dataclass

__all__ = [
    "ADDRESS",
    "BPF_F_MMAPABLE",
    "BPF_F_NO_PREALLOC",
    "BPF_F_RDONLY_PROG",
    "BPF_F_WRONLY_PROG",
    "LARGEST_MAP",
    "NO_SHAPE",
    "NO_VALUES",
    "SMALLEST_PAGE",
    "TRAITS",
    "Fill",
    "Holds",
    "MapTraits",
    "MapType",
    "Part",
    "Shape",
    "Sizes",
    "Table",
    "padded",
    "provide",
    "sizes_problem",
    "slots_of",
    "stated",
    "value_stride",
    "values_bytes",
]

#: Bytes of a page, of the sizes in use the smallest.
SMALLEST_PAGE: Final = 4096
#: Bytes of an address, whatever the width of the CPU, and of the units that values are rounded to.
ADDRESS: Final = 8
#: Bytes of the values that a map without values has, so that they are somewhere.
NO_VALUES: Final = 8
#: Most bytes of all keys and values of a map.
LARGEST_MAP: Final = 1 << 32

#: Map flags: elements get their memory one by one; what programs may not do (libbpf sets the
#: first of these on constants); and ``mmap()``.
BPF_F_NO_PREALLOC: Final = 1
BPF_F_RDONLY_PROG: Final = 1 << 7
BPF_F_WRONLY_PROG: Final = 1 << 8
BPF_F_MMAPABLE: Final = 1 << 10


class MapType(IntEnum):
    """``enum bpf_map_type``; a number that is not listed becomes a member named ``TYPE_<n>``.

    Attributes:
        traits: the traits of the type; a type that is not provided has those of an empty map.
    """

    traits: MapTraits

    UNSPEC = 0
    HASH = 1
    ARRAY = 2
    PROG_ARRAY = 3
    PERF_EVENT_ARRAY = 4
    PERCPU_HASH = 5
    PERCPU_ARRAY = 6
    STACK_TRACE = 7
    CGROUP_ARRAY = 8
    LRU_HASH = 9
    LRU_PERCPU_HASH = 10
    LPM_TRIE = 11
    ARRAY_OF_MAPS = 12
    HASH_OF_MAPS = 13
    DEVMAP = 14
    SOCKMAP = 15
    CPUMAP = 16
    XSKMAP = 17
    SOCKHASH = 18
    CGROUP_STORAGE = 19
    REUSEPORT_SOCKARRAY = 20
    PERCPU_CGROUP_STORAGE = 21
    QUEUE = 22
    STACK = 23
    SK_STORAGE = 24
    DEVMAP_HASH = 25
    STRUCT_OPS = 26
    RINGBUF = 27
    INODE_STORAGE = 28
    TASK_STORAGE = 29
    BLOOM_FILTER = 30
    USER_RINGBUF = 31
    CGRP_STORAGE = 32
    ARENA = 33
    INSN_ARRAY = 34

    @classmethod
    def _missing_(cls, value: object) -> MapType | None:
        # Objects for newer kernels stay readable; whoever creates the map says what is missing.
        if not isinstance(value, int) or not 0 <= value < 1 << 32:
            return None
        member = int.__new__(cls, value)
        member._name_ = f"TYPE_{value}"
        member._value_ = value
        member.traits = _NOTHING
        return member


class Table(Enum):
    """The way in which the elements of a map are kept."""

    ARRAY = auto()
    HASH = auto()
    PREFIXES = auto()
    QUEUE = auto()
    STACK = auto()
    FILTER = auto()
    RING = auto()
    USER_RING = auto()
    """A ring that programs read."""
    SAMPLES = auto()
    NONE = auto()
    """Only a kernel has what would be in it."""


class Holds(Enum):
    """The kind of a map's elements."""

    VALUES = auto()
    MAPS = auto()
    PROGRAMS = auto()
    TARGETS = auto()
    """Interfaces, sockets and CPUs that packets may go to."""


class Sizes(Protocol):
    """A map as the rules of its kind see it: a `progpack.bpf.maps.spec.MapSpec`."""

    @property
    def name(self) -> str:
        """The map's name."""

    @property
    def type(self) -> MapType:
        """The map's type."""

    @property
    def key_size(self) -> int:
        """Bytes of a key."""

    @property
    def value_size(self) -> int:
        """Bytes of a value."""

    @property
    def max_entries(self) -> int:
        """The number of elements."""

    @property
    def flags(self) -> int:
        """The flags, ``BPF_F_*``."""

    @property
    def map_extra(self) -> int:
        """The type's own argument."""

    @property
    def data(self) -> bytes | None:
        """The first content of the values, None for none."""


class Fill(Enum):
    """The first content of a part of a map's memory."""

    ZEROS = auto()
    STORED = auto()
    """The object's content: initial values, or the addresses of maps and programs."""
    RING = auto()
    """Zeros, and a second half that continues the first."""
    OF_FORKS = auto()
    """Zeros that only a process uses that may fork."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a map's memory.

    Attributes:
        field: of the header, for the address.
        size: bytes.
        fill: what it begins as.
    """

    field: str
    size: int
    fill: Fill = Fill.ZEROS


def _own_size(sizes: Sizes) -> int:
    return sizes.key_size


def _own_value(sizes: Sizes) -> int:
    return sizes.value_size


def _own_sizes(sizes: Sizes) -> Mapping[str, int]:
    return {}


def _no_parts(sizes: Sizes, words: dict[str, int]) -> Iterable[Part]:
    return ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of the maps of a type: their refusals and their memory.

    Attributes:
        problem: why sizes and flags make no such map, or ""; what holds for all types is refused
            before.
        parts: the parts of the memory beside the values; notes words of the header.
        values: whether a part has the values, one behind the other.
        key_work: bytes that a helper may handle for one key.
        value_work: bytes that a helper may handle for one value.
        seed_bits: width of the random number in the header's field ``seed``, 0 for none.
        ring_bytes: bytes of a ring of its own that takes what the map is given, 0 for none.
        kept: the sizes with which the map is made here, by name, where they are not its own.
        most_of_value: the most bytes that a value may have; None: what its kind of map allows.
    """

    problem: Callable[[Sizes], str]
    parts: Callable[[Sizes, dict[str, int]], Iterable[Part]] = _no_parts
    values: bool = True
    key_work: Callable[[Sizes], int] = _own_size
    value_work: Callable[[Sizes], int] = _own_value
    seed_bits: int = 0
    ring_bytes: int = 0
    kept: Callable[[Sizes], Mapping[str, int]] = _own_sizes
    most_of_value: Callable[[Sizes], int] | None = None


#: The shape of what nobody makes.
NO_SHAPE: Final = Shape(lambda _: "", values=False)


@dataclass(frozen=True, slots=True)
class MapTraits:
    """The traits that all maps of a type have.

    Attributes:
        table: how the elements are kept.
        holds: what they are.
        per_cpu: each CPU has values of its own.
        evicts: where there is no room, what was used least recently goes.
        takes_rights: BPF_F_RDONLY_PROG and BPF_F_WRONLY_PROG are allowed. The types that refuse
            them: fd_array_map_alloc_check(), ringbuf_map_alloc(), dev_map_alloc(),
            cpu_map_alloc(), xsk_map_alloc(), stack_map_alloc() (Linux 6.18).
        fixed_entries: the users of an inner map know its number of entries:
            array_map_meta_equal(), xsk_map_meta_equal() (Linux 6.18).
        in_pages: the number of entries is bytes, of whole pages.
        any_number: keys are numbers of any size, and not only those below the number of entries.
        locks: a value may have a lock (map_check_btf(), Linux 6.18).
        timers: a value may have a timer (map_check_btf(), Linux 6.18).
        owned: the elements belong to objects of a kernel, such as sockets: keys are what names
            these, and the map has no number of elements.
        typed: the kernel makes no such map without types of keys and values.
        sockets: the targets are sockets, which helpers put in and take out for programs.
        inner: maps of maps can hold such a map, where what it holds is no reason against it.
        elements: the types that an object states for keys and values are those of its elements;
            else they are of what readers find in it, and the sizes are 0.
        descriptors: keys and values have 4 bytes where an object states no size.
        shape: refusals and memory.
    """

    table: Table
    holds: Holds = Holds.VALUES
    per_cpu: bool = False
    evicts: bool = False
    takes_rights: bool = True
    fixed_entries: bool = False
    in_pages: bool = False
    any_number: bool = False
    locks: bool = False
    timers: bool = False
    owned: bool = False
    typed: bool = False
    sockets: bool = False
    inner: bool = True
    elements: bool = True
    descriptors: bool = False
    shape: Shape = NO_SHAPE

    @property
    def indexed(self) -> bool:
        """The keys are the numbers of the elements."""
        return self.table is Table.ARRAY

    @property
    def ring(self) -> bool:
        """The values are records, one behind the other, in memory that continues at its end."""
        return self.table in (Table.RING, Table.USER_RING)

    @property
    def slotted(self) -> bool:
        """An element has the slot that is free when it comes, whatever its key."""
        return self.table in (Table.HASH, Table.PREFIXES)

    @property
    def keyed(self) -> bool:
        """The elements are values of bytes, each with a key."""
        return self.holds is Holds.VALUES and (self.slotted or self.indexed)

    @property
    def values_given(self) -> bool:
        """Programs are given addresses of elements, and not only what helpers copy."""
        return self.keyed or self.holds is Holds.TARGETS

    @property
    def may_be_inner(self) -> bool:
        """A map of maps can hold such a map.

        bpf_map_meta_alloc() (kernel/bpf/map_in_map.c, Linux 6.18) refuses maps of maps, and types
        without map_meta_equal, such as arrays of programs and storage of groups.
        """
        return self.inner and self.holds not in (Holds.MAPS, Holds.PROGRAMS)


#: The rows, which the files of `progpack.bpf.maps.kinds` add.
_ROWS: Final[dict[MapType, MapTraits]] = {}
TRAITS: Final[Mapping[MapType, MapTraits]] = MappingProxyType(_ROWS)
"""One row for each type that is provided."""


def provide(rows: Mapping[MapType, MapTraits]) -> None:
    """Add rows of types.

    Raises:
        AssertionError: a type has a row already.
    """
    for kind, traits in rows.items():
        if _ROWS.setdefault(kind, traits) is not traits:
            raise AssertionError(f"map type {kind.name} has two rows")
        kind.traits = traits


_NOTHING: Final = MapTraits(Table.NONE)
for _kind in MapType:
    _kind.traits = _NOTHING


# --- what several kinds say ---


def sizes_problem(sizes: Sizes) -> str:
    """Why keys and values of these sizes make no map of elements, or ""."""
    for what in ("key_size", "value_size", "max_entries"):
        if getattr(sizes, what) <= 0:
            advice = stated(sizes, 1024) if what == "max_entries" else ""
            return f"{what} is {getattr(sizes, what)}; it must be at least 1{advice}"
    if sizes.key_size > LONGEST_KEY:
        return f"key_size is {sizes.key_size}; keys have {LONGEST_KEY} bytes at most"
    if sizes.max_entries * (sizes.key_size + sizes.value_size) > LARGEST_MAP:
        return f"{sizes.max_entries} elements of {sizes.value_size} bytes are more than 4 GiB"
    if sizes.data is not None and len(sizes.data) > sizes.value_size:
        return f"{len(sizes.data)} bytes of initial data do not fit a value"
    return ""


def stated(sizes: Sizes, example: int) -> str:
    """Return the advice to state a size that the object leaves to its loader; "" if it has one."""
    if sizes.max_entries:
        return ""
    return f'; state it, as in max_entries={{"{sizes.name}": {example}}}'


def padded(size: int, unit: int) -> int:
    """The size, rounded up to a multiple of the unit."""
    return -(-size // unit) * unit


def value_stride(sizes: Sizes) -> int:
    """Bytes from a value to the next."""
    return padded(sizes.value_size, ADDRESS)


def slots_of(sizes: Sizes) -> int:
    """How many places there are for elements."""
    # A replaced element keeps its slot while the new one gets another.
    return sizes.max_entries + int(sizes.type.traits.slotted)


def values_bytes(sizes: Sizes) -> int:
    """Bytes of the values of a map (on one CPU); a ring has as many behind its data."""
    if sizes.type.traits.ring:
        return 2 * sizes.max_entries
    return slots_of(sizes) * value_stride(sizes)
