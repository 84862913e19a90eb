"""Map types and the traits of each: one row, which everything else asks.

Numbers: ``enum bpf_map_type`` in ``include/uapi/linux/bpf.h``, Linux 6.18.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, IntEnum, auto
from types import MappingProxyType
from typing import Final

from progpack.records import dataclass

__all__ = [
    "BPF_F_MMAPABLE",
    "BPF_F_RDONLY_PROG",
    "BPF_F_WRONLY_PROG",
    "PROVIDED",
    "SMALLEST_PAGE",
    "TRAITS",
    "Holds",
    "MapTraits",
    "MapType",
    "Table",
    "map_types",
    "whole_pages",
]

#: Bytes of a page, of the sizes in use the smallest.
SMALLEST_PAGE: Final = 4096
#: Most bytes of a ring of whole pages that ``max_entries`` can say.
_MOST_OF_RING: Final = 1 << 31

#: Map flags: what programs may not do (libbpf sets the first on constants), and ``mmap()``.
BPF_F_RDONLY_PROG: Final = 1 << 7
BPF_F_WRONLY_PROG: Final = 1 << 8
BPF_F_MMAPABLE: Final = 1 << 10


class MapType(IntEnum):
    """``enum bpf_map_type``; a number that is not listed becomes a member named ``TYPE_<n>``."""

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
        return member

    @property
    def traits(self) -> MapTraits:
        """The traits of this type; of a type that nobody provides, those of an empty map."""
        return TRAITS.get(self) or _ELSEWHERE.get(self, _NOTHING)


class Table(Enum):
    """The way in which the elements of a map are kept."""

    ARRAY = auto()
    HASH = auto()
    PREFIXES = auto()
    QUEUE = auto()
    STACK = auto()
    FILTER = auto()
    RING = auto()
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

    @property
    def indexed(self) -> bool:
        """The keys are the numbers of the elements."""
        return self.table is Table.ARRAY

    @property
    def hashed(self) -> bool:
        """The elements are found by hashes of their keys."""
        return self.table in (Table.HASH, Table.PREFIXES)

    @property
    def keyed(self) -> bool:
        """The elements are values of bytes, each with a key."""
        return self.holds is Holds.VALUES and (self.hashed or self.indexed)

    @property
    def values_given(self) -> bool:
        """Programs are given addresses of elements, and not only what helpers copy."""
        return self.keyed or self.holds is Holds.TARGETS

    @property
    def may_be_inner(self) -> bool:
        """A map of maps can hold such a map.

        bpf_map_meta_alloc() (kernel/bpf/map_in_map.c, Linux 6.18) refuses maps of maps, and types
        without map_meta_equal, which only arrays of programs lack.
        """
        return self.holds not in (Holds.MAPS, Holds.PROGRAMS)


_NOTHING: Final = MapTraits(Table.NONE)
_TARGETS: Final = MapTraits(Table.HASH, Holds.TARGETS, takes_rights=False)
TRAITS: Final[Mapping[MapType, MapTraits]] = MappingProxyType(
    {
        MapType.HASH: MapTraits(Table.HASH, locks=True, timers=True),
        MapType.ARRAY: MapTraits(Table.ARRAY, fixed_entries=True, locks=True, timers=True),
        MapType.PROG_ARRAY: MapTraits(Table.ARRAY, Holds.PROGRAMS, takes_rights=False),
        MapType.PERF_EVENT_ARRAY: MapTraits(Table.SAMPLES, takes_rights=False),
        MapType.PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True),
        MapType.PERCPU_ARRAY: MapTraits(Table.ARRAY, per_cpu=True),
        MapType.STACK_TRACE: MapTraits(Table.NONE, takes_rights=False),
        MapType.CGROUP_ARRAY: MapTraits(Table.NONE, takes_rights=False),
        MapType.LRU_HASH: MapTraits(Table.HASH, evicts=True, timers=True),
        MapType.LRU_PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True, evicts=True),
        MapType.LPM_TRIE: MapTraits(Table.PREFIXES),
        MapType.ARRAY_OF_MAPS: MapTraits(Table.ARRAY, Holds.MAPS, takes_rights=False),
        MapType.HASH_OF_MAPS: MapTraits(Table.HASH, Holds.MAPS),
        MapType.DEVMAP: _TARGETS,
        MapType.DEVMAP_HASH: MapTraits(
            Table.HASH, Holds.TARGETS, takes_rights=False, any_number=True
        ),
        MapType.CPUMAP: _TARGETS,
        MapType.XSKMAP: MapTraits(
            Table.HASH, Holds.TARGETS, takes_rights=False, fixed_entries=True
        ),
        MapType.QUEUE: MapTraits(Table.QUEUE),
        MapType.STACK: MapTraits(Table.STACK),
        MapType.RINGBUF: MapTraits(Table.RING, takes_rights=False, in_pages=True),
        MapType.BLOOM_FILTER: MapTraits(Table.FILTER),
    }
)
"""One row for each type that is provided."""

#: Traits of maps that only the kernel makes, for those who read them.
_ELSEWHERE: Final = {MapType.PERCPU_CGROUP_STORAGE: MapTraits(Table.NONE, per_cpu=True)}
PROVIDED: Final = frozenset(TRAITS)
"""The types that are provided."""


def whole_pages(kind: MapType, entries: int) -> int:
    """The ``max_entries`` of a map of this type: bytes of a ring become a power of two of pages.

    0 stays, since it means that somebody has yet to say it. Source: adjust_ringbuf_sz() of libbpf;
    its pages are those of the machine, these the smallest in use.
    """
    if not kind.traits.in_pages or not 0 < entries <= _MOST_OF_RING:
        return entries
    return max(SMALLEST_PAGE, 1 << (entries - 1).bit_length())


def map_types(true: Callable[[MapTraits], bool]) -> frozenset[MapType]:
    """The provided types for whose traits a condition is true."""
    return frozenset(kind for kind, traits in TRAITS.items() if true(traits))
