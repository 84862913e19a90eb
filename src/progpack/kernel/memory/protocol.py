"""The interface of all readers of the kernel's memory, and a few numbers about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from progpack.errors import ProgpackError

__all__ = ["DirectMapLayout", "KernelMemory", "UnreadableError"]


class UnreadableError(ProgpackError):
    """Kernel memory cannot be read there, or has an impossible value."""


class KernelMemory(Protocol):
    """Something that reads kernel memory by virtual address: a core file, a BPF program, a test."""

    def read(self, address: int, size: int) -> bytes:
        """Exactly ``size`` bytes at ``address``.

        Raises:
            UnreadableError: not all of them can be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class DirectMapLayout:
    """The place of an x86-64 kernel's direct map, and the page tables behind it.

    Attributes:
        table: virtual address of the top page table.
        base: virtual address of physical address 0 (``page_offset_base``).
        start: first virtual address to look at.
        end: virtual address after the last one.
        levels: number of levels of page tables, 4 or 5.
        encryption: the bit of an entry that says that memory is encrypted (AMD SME), or 0; it is
            not part of a physical address.
    """

    table: int
    base: int
    start: int
    end: int
    levels: int = 4
    encryption: int = 0
