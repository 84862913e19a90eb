"""Free physical pages: the buddy allocator of one zone, and the per-CPU lists before it.

As mm/page_alloc.c keeps them: blocks of 2**order pages, by mobility; the smallest that is large
enough is taken and its upper halves are kept; what is freed is put together with its buddy. When
pages of one mobility are used up, the largest block of the other is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["MAX_ORDER", "MOVABLE", "PAGEBLOCK", "UNMOVABLE", "Buddy", "PerCpu"]

UNMOVABLE: Final = 0
"""Pages that stay where they are: kernel memory, such as that of vmalloc()."""

MOVABLE: Final = 1
"""Pages of processes and of files."""

MAX_ORDER: Final = 10
"""Largest block: 2**10 pages."""

PAGEBLOCK: Final = 9
"""Mobility is kept for each block of 2**9 pages (pageblock_order)."""

_TOP: Final = 1 << MAX_ORDER


class Buddy:
    """The free blocks of one zone.

    A zone that was never used is one range, from which the largest blocks are taken in ascending
    order, as the boot allocator hands them over; so a large machine costs nothing until used.

    Args:
        ranges: (first page, end page) of memory that is free and was never used.

    Attributes:
        free: pages that are free.
    """

    __slots__ = ("_kind", "_lists", "_unmovable", "_untouched", "free")

    def __init__(self, ranges: Sequence[tuple[int, int]] = ()) -> None:
        # mobility -> order -> first pages; the one added last is taken first.
        self._lists: list[list[dict[int, None]]] = [
            [{} for _ in range(MAX_ORDER + 1)] for _ in range(2)
        ]
        # First page of each free block -> order * 2 + mobility.
        self._kind: dict[int, int] = {}
        # Pageblocks that unmovable pages have claimed.
        self._unmovable: set[int] = set()
        self._untouched: list[tuple[int, int]] = []
        self.free = 0
        for first, end in ranges:
            low, high = -(-first // _TOP) * _TOP, end // _TOP * _TOP
            if low >= high:
                self.add_range(first, end)
                continue
            self.add_range(first, low)
            self.add_range(high, end)
            self._untouched.append((low, high))
            self.free += high - low
        self._untouched.reverse()

    def take(self, order: int, mobility: int = UNMOVABLE) -> int | None:
        """The first page of a block of 2**order pages, or None when there is none."""
        while True:
            lists = self._lists[mobility]
            for have in range(order, MAX_ORDER + 1):
                if lists[have]:
                    page = lists[have].popitem()[0]
                    del self._kind[page]
                    self._expand(page, have, order, mobility)
                    self.free -= 1 << order
                    return page
            if not self._claim(order, mobility):
                return None

    def take_pages(self, count: int, mobility: int = UNMOVABLE) -> list[int]:
        """Take ``count`` single pages, in the order in which single requests get them; or fewer."""
        taken: list[int] = []
        lists = self._lists[mobility]
        while count:
            for have in range(MAX_ORDER + 1):
                if lists[have]:
                    break
            else:
                if not self._claim(0, mobility):
                    break
                continue
            page = lists[have].popitem()[0]
            del self._kind[page]
            size = 1 << have
            if size <= count:
                # Single requests use up a whole block, from its start, before the next.
                taken.extend(range(page, page + size))
                self.free -= size
                count -= size
                continue
            taken.extend(range(page, page + count))
            self.free -= count
            end = page + size
            page += count
            # What is left is what splitting leaves: smallest first from its start.
            while page < end:
                part = (page & -page).bit_length() - 1
                while page + (1 << part) > end:
                    part -= 1
                self._put(page, part, mobility)
                page += 1 << part
            count = 0
        return taken

    def give(self, page: int, order: int = 0) -> None:
        """Free a block, putting it together with its buddy as often as possible."""
        kinds = self._kind
        self.free += 1 << order
        while order < MAX_ORDER:
            buddy = page ^ (1 << order)
            kind = kinds.get(buddy)
            if kind is None or kind >> 1 != order:
                break
            del kinds[buddy]
            del self._lists[kind & 1][order][buddy]
            page &= ~(1 << order)
            order += 1
        mobility = UNMOVABLE if page >> PAGEBLOCK in self._unmovable else MOVABLE
        self._put(page, order, mobility)

    def add(self, page: int, order: int, mobility: int) -> None:
        """Memory that is free now: a block of that order and mobility, as it is."""
        self.free += 1 << order
        if mobility == UNMOVABLE:
            last = page + (1 << order) - 1
            self._unmovable.update(range(page >> PAGEBLOCK, (last >> PAGEBLOCK) + 1))
        self._put(page, order, mobility)

    def add_range(self, first: int, end: int, mobility: int = MOVABLE) -> None:
        """Memory that is free now, as the largest aligned blocks; the lowest is taken first."""
        blocks = []
        while first < end:
            order = min(MAX_ORDER, (first & -first).bit_length() - 1 if first else MAX_ORDER)
            while first + (1 << order) > end:
                order -= 1
            blocks.append((first, order))
            first += 1 << order
        for page, order in reversed(blocks):
            self.add(page, order, mobility)

    @property
    def unmovable_blocks(self) -> tuple[int, ...]:
        """Numbers of the pageblocks (first page / 512) that unmovable pages have, ascending."""
        return tuple(sorted(self._unmovable))

    def histogram(self, mobility: int | None = None) -> tuple[int, ...]:
        """Free blocks by order, as a line of /proc/buddyinfo has them; of one mobility or both."""
        counts = [
            sum(len(lists[order]) for at, lists in enumerate(self._lists) if mobility in (None, at))
            for order in range(MAX_ORDER + 1)
        ]
        if mobility in (None, MOVABLE):
            counts[-1] += sum(end - first for first, end in self._untouched) // _TOP
        return tuple(counts)

    def blocks(self) -> list[tuple[int, int, int]]:
        """Each free block: (first page, order, mobility), ascending. For tests and pictures."""
        blocks = [(page, kind >> 1, kind & 1) for page, kind in self._kind.items()]
        for first, end in self._untouched:
            blocks += [(page, MAX_ORDER, MOVABLE) for page in range(first, end, _TOP)]
        return sorted(blocks)

    def _put(self, page: int, order: int, mobility: int) -> None:
        self._lists[mobility][order][page] = None
        self._kind[page] = order * 2 + mobility

    def _expand(self, page: int, have: int, order: int, mobility: int) -> None:
        """Keep the upper halves of a block that is larger than needed."""
        while have > order:
            have -= 1
            self._put(page + (1 << have), have, mobility)

    def _claim(self, order: int, mobility: int) -> bool:
        """Take the largest block of the other mobility over; whether there was one.

        Source: find_suitable_fallback(), steal_suitable_fallback(). Blocks of a pageblock and
        more change their mobility. Of a smaller one the pageblock changes it, with all that is
        free in it, when that is at least half of it; else only that block is taken over.
        """
        other = 1 - mobility
        lists = self._lists[other]
        # Memory that was never used is movable.
        if self._untouched and (mobility == MOVABLE or not lists[MAX_ORDER]):
            self._touch()
            if mobility == MOVABLE:
                return True
        for have in range(MAX_ORDER, order - 1, -1):
            if lists[have]:
                break
        else:
            return False
        page = next(reversed(lists[have]))
        if have >= PAGEBLOCK:
            self._change(page, have, mobility)
            for block in range(page >> PAGEBLOCK, (page + (1 << have)) >> PAGEBLOCK):
                self._mark(block, mobility)
            return True
        block = page >> PAGEBLOCK
        inside = self._inside(block)
        if sum(1 << (kind >> 1) for _, kind in inside) * 2 >= 1 << PAGEBLOCK:
            self._mark(block, mobility)
            for part, kind in inside:
                self._change(part, kind >> 1, mobility)
        else:
            self._change(page, have, mobility)
        return True

    def _touch(self) -> None:
        """Use the lowest memory that was never used."""
        first, end = self._untouched.pop()
        if first + _TOP < end:
            self._untouched.append((first + _TOP, end))
        self._put(first, MAX_ORDER, MOVABLE)

    def _mark(self, block: int, mobility: int) -> None:
        if mobility == UNMOVABLE:
            self._unmovable.add(block)
        else:
            self._unmovable.discard(block)

    def _change(self, page: int, order: int, mobility: int) -> None:
        del self._lists[self._kind[page] & 1][order][page]
        self._put(page, order, mobility)

    def _inside(self, block: int) -> list[tuple[int, int]]:
        """Free blocks in a pageblock: (first page, kind)."""
        blocks = []
        page, end = block << PAGEBLOCK, (block + 1) << PAGEBLOCK
        while page < end:
            kind = self._kind.get(page)
            if kind is None:
                page += 1
                continue
            blocks.append((page, kind))
            page += 1 << (kind >> 1)
        return blocks


class PerCpu:
    """The pages that a CPU keeps for single requests, the one freed last is taken first.

    Args:
        zones: where pages come from when there are none: the first zone that has some.
        mobility: mobility of the pages.
        batch: how many are taken and given back at once.
        high: more than that many are not kept.

    Attributes:
        pages: what is kept; the last one is taken first.
    """

    __slots__ = ("_batch", "_high", "_mobility", "_zones", "pages")

    def __init__(
        self, zones: Sequence[Buddy], mobility: int = UNMOVABLE, *, batch: int = 63, high: int = 378
    ) -> None:
        self._zones = zones
        self._mobility = mobility
        self._batch = batch
        self._high = high
        self.pages: list[int] = []

    def take(self, count: int) -> list[int] | None:
        """Take ``count`` pages; None, and nothing taken, when there are not so many."""
        pages = self.pages
        if len(pages) < count and not self.fill(count):
            return None
        taken = pages[: -count - 1 : -1]
        del pages[-count:]
        return taken

    def fill(self, count: int) -> bool:
        """Take pages until there are ``count``; False where memory has not so many."""
        pages = self.pages
        while len(pages) < count:
            # The new ones are taken after those that are here, in ascending order.
            new: list[int] = []
            need = -(-(count - len(pages)) // self._batch) * self._batch
            for zone in self._zones:
                new += zone.take_pages(need - len(new), self._mobility)
                if len(new) == need:
                    break
            if not new:
                return False
            new.reverse()
            pages[:0] = new
        return True

    def give(self, freed: Sequence[int]) -> list[int]:
        """Free pages, the last of them is taken next; returns what is too many to be kept."""
        pages = self.pages
        pages.extend(freed)
        if len(pages) <= self._high:
            return []
        excess = len(pages) - self._high + self._batch
        back = pages[:excess]
        del pages[:excess]
        return back

    def churn(self, count: int) -> None:
        """Take pages and free them in the same order, as short-lived memory does.

        What is taken next is the last of them: so a few of those that were kept before stay for
        a long time.
        """
        if count > 1 and self.fill(count):
            self.pages[-count:] = self.pages[: -count - 1 : -1]
