"""Free memory that agrees with given free lists: where the blocks are is drawn at random.

A histogram says how many blocks of each order are free, not where. What is drawn here has the
same histogram and mobility, no two buddies that would have been put together, and the small
unmovable pieces side by side in pageblocks of their own, as mobility grouping has them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from progpack.model.buddy import MAX_ORDER, MOVABLE, UNMOVABLE, Buddy
from progpack.model.machine import Zone

__all__ = ["aged_zone"]

_TOP: Final = 1 << MAX_ORDER


def aged_zone(
    zone: Zone,
    ranges: Sequence[tuple[int, int]],
    chance: random.Random,
    kernel: Sequence[tuple[int, int]] = (),
) -> Buddy:
    """A zone with the free blocks of a line of /proc/buddyinfo.

    Blocks for which there is no place left in the ranges are left out.

    Args:
        zone: the histogram.
        ranges: (first page, end page) of the zone's memory.
        chance: draws the places.
        kernel: (first page, end page) of parts that kernel memory is known to lie in: unmovable
            pieces are put there as long as there is room. Of movable blocks of one size those
            that lie there are used first: which is not known, and there kernel memory grew before.
    """
    free_pages = Buddy()
    places = _Places(ranges, chance, kernel)
    free = dict(enumerate(zone.free))
    unmovable = dict(enumerate(zone.unmovable)) if zone.unmovable else dict(free)
    for mobility in (UNMOVABLE, MOVABLE):
        places.turn_to(mobility)
        for order in sorted(free, reverse=True):
            count = min(unmovable.get(order, 0), free[order])
            if mobility == MOVABLE:
                count = free[order] - count
            if order > MAX_ORDER:
                # Orders beyond the model's, as arm64 kernels with large pages have.
                count <<= order - MAX_ORDER
            drawn = [places.draw(min(order, MAX_ORDER)) for _ in range(count)]
            pages = [page for page in drawn if page is not None]
            # What is added last is taken first.
            pages.sort(key=lambda page: any(low <= page < high for low, high in kernel))
            for page in pages:
                free_pages.add(page, min(order, MAX_ORDER), mobility)
    return free_pages


class _Places:
    """Aligned places for blocks; what lies beside a block counts as taken by somebody else."""

    def __init__(
        self,
        ranges: Sequence[tuple[int, int]],
        chance: random.Random,
        kernel: Sequence[tuple[int, int]],
    ) -> None:
        self._chance = chance
        places = [
            page
            for first, end in ranges
            for page in range(-(-first // _TOP) * _TOP, end, _TOP)
            if page + _TOP <= end
        ]
        chance.shuffle(places)
        self._all = places
        self._kernel = [p for p in places if any(low <= p < high for low, high in kernel)]
        self._used: set[int] = set()
        self._mobility = MOVABLE
        # Order -> first pages of taken parts, which can have smaller free blocks in them.
        self._taken: dict[int, list[int]] = {order: [] for order in range(MAX_ORDER + 1)}

    def turn_to(self, mobility: int) -> None:
        """Place all that follows with this mobility, in other pageblocks than before."""
        self._mobility = mobility
        self._taken = {order: [] for order in range(MAX_ORDER + 1)}

    def _fresh(self) -> int | None:
        """A largest block of which nothing was drawn."""
        for places in (self._kernel, self._all) if self._mobility == UNMOVABLE else (self._all,):
            while places:
                page = places.pop()
                if page not in self._used:
                    self._used.add(page)
                    return page
        return None

    def draw(self, order: int) -> int | None:
        """First page of a place for a free block of an order, whose buddy is taken."""
        if order == MAX_ORDER:
            return self._fresh()
        need = order + 1
        for have in range(need, MAX_ORDER + 1):
            if self._taken[have]:
                page = self._taken[have].pop()
                break
        else:
            fresh = self._fresh()
            if fresh is None:
                return None
            page, have = fresh, MAX_ORDER
        while have > need:
            # The rest of it stays taken, and is for later blocks.
            have -= 1
            half = self._chance.getrandbits(1) << have
            self._taken[have].append(page + ((1 << have) - half))
            page += half
        half = self._chance.getrandbits(1) << order
        self._taken[order].append(page + ((1 << order) - half))
        return page + half
