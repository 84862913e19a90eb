"""Executable areas: addresses, pages behind them, their protection, and how they are freed."""

from __future__ import annotations

from typing import Final

from progpack.model.areas import ExecRange
from progpack.model.costs import Costs
from progpack.model.directmap import BLOCK
from progpack.model.machine import MachineSpec
from progpack.model.physical import Physical
from progpack.model.values import Placement, Refused, Totals
from progpack.pack import CHUNK, Pages, Policy, RoxCache
from progpack.trace.events import Load

__all__ = ["Area", "Vmalloc"]

_PAGE: Final = 4096
_HUGE: Final = BLOCK * _PAGE
_CHUNKS: Final = _PAGE // CHUNK
# Where executable memory begins: arch/x86/include/asm/pgtable_64_types.h MODULES_VADDR with KASLR,
# arch/riscv BPF_JIT_REGION and arch/arm64, powerpc as measured.
_BASES: Final = {
    "x86-64": 0xFFFFFFFFC0000000,
    "arm64": 0xFFFF800080000000,
    "riscv64": 0xFFFFFFFF78000000,
    "powerpc": 0xC008000000000000,
}


class Area:
    """Memory of a pack, or of one image.

    Attributes:
        address: address of its first byte.
        pages: numbers of the small pages behind it, in order; empty when blocks are.
        blocks: numbers of the aligned blocks of 2 MiB behind it (first page / 512), in order.
        huge: each block is one entry of 2 MiB also in the area's own mapping.
        placed: for the area of one image, where that is.
    """

    __slots__ = ("address", "blocks", "huge", "pages", "placed")

    def __init__(self, address: int, pages: list[int], blocks: list[int], huge: bool) -> None:
        self.address = address
        self.pages = pages
        self.blocks = blocks
        self.huge = huge
        self.placed = Placement(None, 0, 0, address, 0, 0, 0, False)

    @property
    def page_count(self) -> int:
        """Small pages behind it, whatever they are part of."""
        return len(self.pages) + BLOCK * len(self.blocks)


class Vmalloc:
    """Makes and frees executable areas on a machine.

    Args:
        policy: says what is behind a pack.
        machine: the machine.
        physical: its pages.
        costs: what else takes pages.
        totals: where flushes and pages are counted.

    Attributes:
        pages: what is behind a pack, in a few words.
    """

    def __init__(
        self,
        policy: Policy,
        machine: MachineSpec,
        physical: Physical,
        costs: Costs,
        totals: Totals,
    ) -> None:
        features = machine.features
        self._page = machine.page_size
        self._kind = policy.pages
        self._ranged = features.range_flush
        self._rounds = features.set_memory_rounds
        self._collapse = features.collapse
        self._reset = features.reset_on_free
        # Either the kernel has the cache, or the policy has such a kernel.
        self._whole = features.rox_cache or isinstance(policy, RoxCache)
        self._alias = features.linear_map != "fixed"
        self._physical = physical
        self._direct = physical.direct_map
        self._costs = costs
        self._totals = totals
        self._align = BLOCK if features.packs_aligned or self._kind is Pages.HUGE else 1
        self._range = ExecRange(
            _BASES.get(machine.arch, 1 << 40),
            features.exec_bytes or machine.record.exec_bytes.value,
        )
        huge = {Pages.HUGE: "2 MiB", Pages.BLOCK: "4 KiB, one block"}
        self.pages = huge.get(self._kind, "4 KiB")

    @property
    def splits(self) -> tuple[int, int]:
        """(level 2, level 3) splits so far."""
        return self._direct.level2_splits, self._direct.level3_splits

    def own_area(self, size: int, load: Load) -> Area | Refused:
        """An area of small pages for one image, with its `Placement`."""
        pages = -(-size // self._page) * (self._page // _PAGE)
        before = self.splits
        area = self._make(pages, 0, load)
        if isinstance(area, Refused):
            return area
        after = self.splits
        area.placed = Placement(
            None,
            0,
            pages * _CHUNKS,
            area.address,
            pages,
            after[0] - before[0],
            after[1] - before[1],
            False,
        )
        return area

    def pack_area(self, size: int, *, whole: bool = True) -> Area | Refused:
        """The memory of a pack of ``size`` bytes.

        Args:
            size: bytes, whole pages.
            whole: whether it is a pack, for which blocks are used where the policy has them.
        """
        blocks = 0
        if whole and self._kind in (Pages.BLOCK, Pages.HUGE) and size % _HUGE == 0:
            blocks = size // _HUGE
        return self._make(size // _PAGE, blocks, None)

    def free(self, area: Area) -> None:
        """vfree(): the direct map is writable again, what is lazily freed is purged, pages go."""
        totals = self._totals
        totals.pages -= area.page_count
        before = self.splits
        if self._alias and self._reset:
            direct = self._direct
            for first, count in _runs(area.pages):
                direct.reset(first, count)
            for block in area.blocks:
                if self._whole:
                    direct.reset_block(block)
                else:
                    direct.reset(block * BLOCK, BLOCK)
        if self._reset:
            # One flush covers the area, its alias and all that waits.
            self._flush(1)
            totals.flushes_all += self._splits_since(before)
            totals.purges += 1
            self._costs.waiting = 0
        else:
            self._costs.waiting += 100 * area.page_count
        self._range.give(area.address)
        if area.pages:
            self._physical.give(area.pages)
        for block in area.blocks:
            self._physical.give_block(block * BLOCK)

    def _make(self, pages: int, blocks: int, load: Load | None) -> Area | Refused:
        address = self._range.take(pages, self._align if load is None else 1)
        if address is None:
            return Refused("range", f"ENOMEM: no {pages} pages of addresses are left in a row")
        area = self._back(address, pages, blocks, load)
        if area is None:
            self._range.give(address)
            return Refused("memory", f"ENOMEM: no {pages} pages of memory are left")
        totals = self._totals
        totals.pages += pages
        if not self._protect(area):
            # As alloc_new_pack() since c733239f8f53: what cannot be protected is not used.
            self.free(area)
            return Refused("memory", "ENOMEM: no page table for a split of the linear map")
        totals.pages_peak = max(totals.pages_peak, totals.pages)
        return area

    def _back(self, address: int, pages: int, blocks: int, load: Load | None) -> Area | None:
        """Pages for an area. Without free blocks, single pages do, as vmalloc() falls back."""
        physical = self._physical
        self._costs.settle(physical, self._totals, load.size if load else 0)
        if blocks:
            taken = [physical.take_block(n % physical.nodes) for n in range(blocks)]
            if None not in taken:
                numbers = [page // BLOCK for page in taken if page is not None]
                return Area(address, [], numbers, self._kind is Pages.HUGE)
            for page in taken:
                if page is not None:
                    physical.give_block(page)
        single = physical.take_spread(pages)
        return None if single is None else Area(address, single, [], False)

    def _protect(self, area: Area) -> bool:
        """set_memory_ro() and set_memory_x(), or set_memory_rox() which may collapse.

        Returns:
            False when there was no page for the page table of a split.
        """
        before = self.splits
        if self._alias:
            direct = self._direct
            for first, count in _runs(area.pages):
                direct.protect(first, count)
            for block in area.blocks:
                if area.huge:
                    direct.protect_block(block)
                else:
                    direct.protect(block * BLOCK, BLOCK)
        splits = self._splits_since(before)
        # The flush of each round, and one under the lock for each split.
        self._flush(self._rounds)
        self._totals.flushes_all += splits
        # Each has a page table of its own from now on.
        if splits and not self._costs.page_tables(self._physical, splits):
            return False
        if self._collapse and area.blocks and not area.huge and area.address % _HUGE == 0:
            area.huge = True
            self._totals.flushes_all += 1
        return True

    def _flush(self, times: int) -> None:
        """Flush an area and its alias on all CPUs."""
        if self._ranged:
            self._totals.flushes_range += times
        else:
            self._totals.flushes_all += times

    def _splits_since(self, before: tuple[int, int]) -> int:
        return sum(self.splits) - sum(before)


def _runs(pages: list[int]) -> list[tuple[int, int]]:
    """Pages that follow each other, ascending or descending, as (first, count)."""
    runs: list[tuple[int, int]] = []
    if not pages:
        return runs
    low = high = pages[0]
    for page in pages[1:]:
        if page == high + 1:
            high = page
        elif page == low - 1:
            low = page
        else:
            runs.append((low, high - low + 1))
            low = high = page
    runs.append((low, high - low + 1))
    return runs
