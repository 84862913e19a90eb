"""Page tables of an x86-64 kernel: the entries of the direct map, and the place of any page.

Entries are as ``arch/x86/include/asm/pgtable_types.h`` has them. A walk reads a kernel that goes
on working, so it is a picture of many moments.

Proved on recorded direct maps of real kernels (Linux 5.10 to 7.3, built again as page tables by
the tests) and on running kernels, read both through `progpack.kernel.memory.probe` and from
``/proc/kcore``. Do not expect the sums of ``DirectMap*`` in ``/proc/meminfo``: on all of these
kernels they are 2 GiB more than is mapped, so only their differences can be compared.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from progpack.kernel.memory.protocol import DirectMapLayout, KernelMemory

__all__ = ["FLAGS", "LEVELS", "DirectMapTotals", "Mapping", "Run", "direct_map_runs", "translate"]

_TABLE: Final = struct.Struct("<512Q")
_PRESENT: Final = 1
_WRITABLE: Final = 1 << 1
_LARGE: Final = 1 << 7
_NO_EXECUTE: Final = 1 << 63
_ADDRESS: Final = 0x000F_FFFF_FFFF_F000

FLAGS: Final = _NO_EXECUTE | 0x19F
"""Bits of an entry that are kept: NX, global, size or PAT, cache, user, writable, present.

Not accessed and dirty, which the CPU sets, nor the bits that are free for software."""

LEVELS: Final = ("4K", "2M", "1G")
"""Sizes that an entry can map, smallest first: page table levels 1, 2 and 3."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The physical memory behind a virtual address.

    Attributes:
        physical: physical address of the very byte.
        level: size of the entry that maps it, one of `LEVELS`.
        flags: flags of that entry, those of `FLAGS`.
    """

    physical: int
    level: str
    flags: int


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one size and with equal flags that follow each other, in physical memory too.

    Attributes:
        level: what each maps, one of `LEVELS`.
        physical: physical address that the first one maps.
        count: how many.
        flags: flags of each, those of `FLAGS`.
    """

    level: str
    physical: int
    count: int
    flags: int

    @property
    def size(self) -> int:
        """Bytes that are mapped."""
        return self.count * _size(LEVELS.index(self.level) + 1)

    @property
    def writable(self) -> bool:
        """Whether the kernel may write there."""
        return bool(self.flags & _WRITABLE)

    @property
    def executable(self) -> bool:
        """Whether the kernel may run code there."""
        return not self.flags & _NO_EXECUTE


@dataclass(frozen=True, slots=True)
class DirectMapTotals:
    """Entries of each size, and how many of them are read-only or executable.

    Attributes:
        entries: ``{"4K": n, "2M": n, "1G": n}``.
        read_only: the same, of those that the kernel may not write.
        executable: the same, of those that the kernel may run.
        size: bytes that are mapped.
    """

    entries: dict[str, int]
    read_only: dict[str, int]
    executable: dict[str, int]
    size: int

    @classmethod
    def of(cls, runs: Iterable[Run]) -> DirectMapTotals:
        """Add up ``runs``."""
        entries, read_only, executable = (dict.fromkeys(LEVELS, 0) for _ in range(3))
        size = 0
        for run in runs:
            entries[run.level] += run.count
            read_only[run.level] += 0 if run.writable else run.count
            executable[run.level] += run.count if run.executable else 0
            size += run.size
        return cls(entries, read_only, executable, size)


def direct_map_runs(memory: KernelMemory, layout: DirectMapLayout) -> Iterator[Run]:
    """Yield the entries of the direct map in runs, from its lowest address on, without holes.

    Raises:
        UnreadableError: a page table cannot be read.
    """
    level, physical, count, flags = 0, 0, 0, 0
    for entry_level, entry in _entries(memory, layout, layout.table, layout.levels, 0):
        where, entry_flags = _decode(entry, entry_level, layout)
        if (
            entry_level == level
            and entry_flags == flags
            and where == physical + count * _size(level)
        ):
            count += 1
            continue
        if count:
            yield Run(LEVELS[level - 1], physical, count, flags)
        level, physical, count, flags = entry_level, where, 1, entry_flags
    if count:
        yield Run(LEVELS[level - 1], physical, count, flags)


def translate(memory: KernelMemory, layout: DirectMapLayout, address: int) -> Mapping | None:
    """Return the mapping of a virtual address of the kernel, or None when nothing is mapped there.

    Any address will do, not only one of the direct map: those of packs too.

    Raises:
        UnreadableError: a page table cannot be read.
    """
    table = layout.table
    for level in range(layout.levels, 0, -1):
        index = address >> _shift(level) & 511
        (entry,) = struct.unpack("<Q", memory.read(table + 8 * index, 8))
        if not entry & _PRESENT:
            return None
        if level == 1 or (level <= len(LEVELS) and entry & _LARGE):
            where, flags = _decode(entry, level, layout)
            return Mapping(where | address & _size(level) - 1, LEVELS[level - 1], flags)
        table = layout.base + (entry & _ADDRESS & ~layout.encryption)
    raise AssertionError("level 1 always returns")


def _entries(
    memory: KernelMemory, layout: DirectMapLayout, table: int, level: int, below: int
) -> Iterator[tuple[int, int]]:
    """Level and value of each present entry that maps memory, in the order of addresses.

    ``below`` has the address bits that led to ``table``.
    """
    span = _size(level)
    top = 1 << _shift(layout.levels + 1)
    start, end = layout.start % top, (layout.end - 1) % top + 1
    values = _TABLE.unpack(memory.read(table, _TABLE.size))
    first = max(0, (start - below) // span)
    last = min(512, -(-(end - below) // span))
    for index in range(first, last):
        entry = values[index]
        if not entry & _PRESENT:
            continue
        if level == 1 or (level <= len(LEVELS) and entry & _LARGE):
            yield level, entry
        else:
            inner = layout.base + (entry & _ADDRESS & ~layout.encryption)
            yield from _entries(memory, layout, inner, level - 1, below + index * span)


def _decode(entry: int, level: int, layout: DirectMapLayout) -> tuple[int, int]:
    """Physical address and flags of an entry that maps memory."""
    address = entry & _ADDRESS & ~layout.encryption
    return (address & -_size(level)) if level > 1 else address, entry & FLAGS


def _shift(level: int) -> int:
    """Return how far an address is shifted to give its index in a table of ``level``."""
    return 12 + 9 * (level - 1)


def _size(level: int) -> int:
    """Bytes that one entry of a table of ``level`` covers."""
    return 1 << _shift(level)
