"""Entries of the instruction TLB that resident code needs."""

from __future__ import annotations

from progpack.model.directmap import BLOCK
from progpack.model.values import ITlb
from progpack.model.vmalloc import Area

__all__ = ["ITlbModel"]

_PAGE_SHIFT = 12
_BLOCK_SHIFT = 21


class ITlbModel:
    """Adds up which pages hold code and how often it runs.

    A run of a program needs every page that its code lies in. Each run stands for itself; the TLB
    keeps the pages that are needed most, so each need of another one is a page walk. A real TLB
    does worse, as it does not know the future, and has other code to keep.
    """

    def __init__(self) -> None:
        # Address of a page or huge page -> runs that need it.
        self._small: dict[int, float] = {}
        self._large: dict[int, float] = {}
        self._runs = 0.0

    def add(self, area: Area, offset: int, size: int, runs: float) -> None:
        """Add code of ``size`` bytes at an offset in an area that runs so often."""
        # A trace may say of an image that its code is larger than what it takes.
        size = min(size, (area.page_count << _PAGE_SHIFT) - offset)
        if size <= 0:
            return
        first = area.address + offset
        last = first + size - 1
        self._runs += runs
        large = area.huge and len(area.blocks) * BLOCK >= (offset + size) >> _PAGE_SHIFT
        shift, counts = (_BLOCK_SHIFT, self._large) if large else (_PAGE_SHIFT, self._small)
        for page in range(first >> shift, (last >> shift) + 1):
            counts[page] = counts.get(page, 0.0) + runs

    def result(self, capacity: tuple[int, int]) -> ITlb:
        """The numbers, for a TLB that has so many entries of 4 KiB and of 2 MiB for this code."""
        walks = sum(
            sum(sorted(counts.values(), reverse=True)[entries:])
            for counts, entries in zip((self._small, self._large), capacity, strict=True)
        )
        return ITlb(len(self._small), len(self._large), self._runs, float(walks), capacity)
