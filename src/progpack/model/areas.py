"""Address space for executable memory: first fit, with a guard page behind each area.

Source: mm/vmalloc.c, alloc_vmap_area(): the lowest hole that is large enough.
"""

from __future__ import annotations

from typing import Final

from progpack.pack import Bitmap

__all__ = ["ExecRange"]

_SEGMENT: Final = 1 << 18
"""Pages in a part of the range that is searched as one: 1 GiB of 4 KiB pages."""


class ExecRange:
    """The range of addresses that executable memory comes from.

    Args:
        base: address of the first page.
        size: bytes of the range; None: so many that they never run out.
        page_size: bytes.

    Attributes:
        base: address of the first page.
        areas: how many there are.
    """

    __slots__ = ("_limit", "_page", "_segments", "_sizes", "areas", "base")

    def __init__(self, base: int, size: int | None, *, page_size: int = 4096) -> None:
        self.base = base
        self.areas = 0
        self._page = page_size
        self._limit = None if size is None else size // page_size
        self._segments: list[Bitmap] = []
        # First page -> pages, guard page included.
        self._sizes: dict[int, int] = {}

    def take(self, pages: int, align: int = 1) -> int | None:
        """Address of a new area, or None when no hole is large enough.

        Args:
            pages: how many, without the guard page.
            align: the area begins at a multiple of so many pages.
        """
        need = pages + 1
        if need > _SEGMENT:
            return None
        for number, segment in enumerate(self._segments):
            at = self._find(segment, need, align)
            if at is not None:
                return self._publish(number, at, need)
        first = len(self._segments) * _SEGMENT
        bits = _SEGMENT if self._limit is None else min(_SEGMENT, self._limit - first)
        if bits < need:
            return None
        self._segments.append(Bitmap(bits))
        return self._publish(len(self._segments) - 1, 0, need)

    def give(self, address: int) -> int:
        """Free the area at an address; its pages, without the guard page."""
        first = (address - self.base) // self._page
        need = self._sizes.pop(first)
        self._segments[first // _SEGMENT].clear(first % _SEGMENT, need)
        self.areas -= 1
        return need - 1

    def _find(self, segment: Bitmap, need: int, align: int) -> int | None:
        if align == 1:
            return segment.find_run(need)
        # The base and the segments are multiples of every alignment that is asked for.
        for at in range(0, segment.bits - need + 1, align):
            if segment.is_free(at, need):
                return at
        return None

    def _publish(self, number: int, at: int, need: int) -> int:
        self._segments[number].set(at, need)
        first = number * _SEGMENT + at
        self._sizes[first] = need
        self.areas += 1
        return self.base + first * self._page
