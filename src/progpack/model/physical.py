"""Physical pages of a machine, and the choice of the next one.

Three states to begin with: fresh after boot; the page cache has filled all memory, so that pages
come from what is reclaimed; or with given free lists.
"""

from __future__ import annotations

import random
from typing import Final

from progpack.model.aged import aged_zone
from progpack.model.buddy import MOVABLE, PAGEBLOCK, UNMOVABLE, Buddy, PerCpu
from progpack.model.directmap import BLOCK, REGION
from progpack.model.machine import FreeLists, MachineSpec
from progpack.model.memory_layout import (
    INIT_BELOW,
    INIT_PAGES,
    Layout,
    boot_blocks,
    boot_map,
    layout,
    watermarks,
    zone_ranges,
)

__all__ = ["Physical"]

# Pages that vmalloc() asks for at once, shared out to the nodes: alloc_pages_bulk() of at most 100
# pages; measured: runs of 50 with two nodes.
_BULK: Final = 100
# A CPU keeps blocks of 2 MiB too, and takes two at a time (from 6.10 on; measured: packs of 6.19
# and later come in pairs).
_BLOCKS_AT_ONCE: Final = 2
# Of a pageblock that reclaim reaches, what is not free by the time that its pages are needed,
# because it is wanted or cannot be dropped: nothing at first, this share when all were reached,
# since what is wanted least goes first. Fitted: see docs/model.md.
_WANTED: Final = 0.4
# Reclaim works on what was read together, in parts of 64 pages. Fitted too.
_CLUSTER: Final = 6


class Physical:
    """The pages of a machine.

    Args:
        machine: which.
        seed: of what is random: where reclaim goes, where an aged machine's free blocks are.

    Attributes:
        direct_map: how they are mapped.
        beyond: kB by which the kernel's counters exceed that map: 4 KiB, 2 MiB, 1 GiB.
        reclaims: pageblocks that were reclaimed.
    """

    def __init__(self, machine: MachineSpec, seed: int = 0) -> None:
        memory = layout(machine)
        self._random = random.Random(seed)
        self.reclaims = 0
        self._cache: _Drawn | None = None
        self._kept: list[tuple[int, list[int]]] = []
        self._nodes: list[tuple[Buddy, ...]] = []
        self._homes: list[tuple[int, int, Buddy]] = []
        self._low = self._high = 0
        self._blocks_cached = 1
        self.direct_map = boot_map(machine, memory)
        self._fill(machine, memory)
        used: list[int] = []
        if isinstance(machine.supply, FreeLists):
            used = [block for zone in self.zones() for block in zone.unmovable_blocks]
        self.beyond = boot_blocks(self.direct_map, machine, memory, used)
        zones_of_node = [self._others(node) for node in range(len(self._nodes))]
        self._cpu = {
            mobility: [PerCpu(zones, mobility) for zones in zones_of_node]
            for mobility in (UNMOVABLE, MOVABLE)
        }
        self._blocks: list[list[int]] = [[] for _ in self._nodes]

    def _fill(self, machine: MachineSpec, memory: Layout) -> None:
        supply = machine.supply
        if isinstance(supply, FreeLists):
            # Kernel memory lies where entries of 1 GiB were split for it.
            whole = self.direct_map.giants
            top = memory.ram[-1][1] // REGION + 1
            kernel = [(r * REGION, (r + 1) * REGION) for r in range(top) if r not in whole]
            for node in sorted({zone.node for zone in supply.zones}):
                self._add_node(
                    [
                        (ranges, aged_zone(zone, ranges, self._random, kernel))
                        for zone, ranges in zone_ranges(supply, node, memory)
                    ]
                )
            return
        for ranges in memory.nodes:
            self._add_node([([r], Buddy([r] if supply == "fresh" else [])) for r in ranges])
        if supply == "fresh" and machine.features.init_first:
            self._free_init()
        if supply == "cached":
            self._low, self._high = watermarks(memory.pages)
            blocks = [(-(-first // BLOCK), end // BLOCK) for first, end, _ in self._homes]
            self._cache = _Drawn(blocks, self._random)
            self._blocks_cached = max(1, self._cache.left)
            self._reclaim()

    def _free_init(self) -> None:
        """Free the memory that only booting needed: several parts near the kernel's image."""
        first, end, zone = self._homes[0]
        image = end // BLOCK - INIT_BELOW
        if image * BLOCK <= first:
            return
        others = [home for home in self._homes if home[2] is not zone]
        zone_pages = Buddy([(first, image * BLOCK), ((image + len(INIT_PAGES)) * BLOCK, end)])
        for number, pages in reversed(list(enumerate(INIT_PAGES))):
            start = (image + number) * BLOCK
            zone_pages.add_range(start, start + pages, UNMOVABLE)
        self._nodes[0] = (zone_pages, *self._nodes[0][1:])
        self._homes = [(first, end, zone_pages), *others]

    def _add_node(self, zones: list[tuple[list[tuple[int, int]], Buddy]]) -> None:
        self._nodes.append(tuple(zone for _, zone in zones))
        self._homes += [(first, end, zone) for ranges, zone in zones for first, end in ranges]

    def _others(self, node: int) -> list[Buddy]:
        """The zones of a node, then those of the others."""
        order = [node, *(n for n in range(len(self._nodes)) if n != node)]
        return [zone for n in order for zone in self._nodes[n]]

    @property
    def nodes(self) -> int:
        """NUMA nodes that have memory."""
        return len(self._nodes)

    @property
    def free(self) -> int:
        """Pages that no list of a CPU has either."""
        return sum(zone.free for zones in self._nodes for zone in zones)

    def zones(self) -> list[Buddy]:
        """The zones, of node 0 first, preferred ones first."""
        return [zone for zones in self._nodes for zone in zones]

    def take(self, count: int, mobility: int = UNMOVABLE, node: int = 0) -> list[int] | None:
        """Single pages; None when there are not so many, and then none are taken."""
        if self._cache is not None:
            self._reclaim(count)
        return self._cpu[mobility][node].take(count)

    def take_spread(self, count: int) -> list[int] | None:
        """Single pages for an area, spread over the nodes in turn as vmalloc() does."""
        nodes = len(self._nodes)
        if nodes == 1:
            return self.take(count)
        taken: list[int] = []
        while len(taken) < count:
            bulk = min(_BULK, count - len(taken))
            for node in range(nodes):
                share = bulk // nodes + (node < bulk % nodes)
                got = self.take(share, UNMOVABLE, node) if share else []
                if got is None:
                    self.give(taken)
                    return None
                taken += got
        return taken

    def take_block(self, node: int = 0) -> int | None:
        """The first page of a free aligned block of 2 MiB; None when there is none."""
        blocks = self._blocks[node]
        if not blocks:
            if self._cache is not None:
                self._reclaim(BLOCK)
            for zone in self._others(node):
                while len(blocks) < _BLOCKS_AT_ONCE:
                    page = zone.take(PAGEBLOCK)
                    if page is None:
                        break
                    blocks.append(page)
                if blocks:
                    break
            blocks.reverse()
        return blocks.pop() if blocks else None

    def give(self, pages: list[int], mobility: int = UNMOVABLE) -> None:
        """Free single pages: each waits where pages of its node do."""
        cpus = self._cpu[mobility]
        if len(cpus) == 1:
            shares = [pages]
        else:
            shares = [[] for _ in cpus]
            for page in pages:
                shares[self._node(page)].append(page)
        for cpu, share in zip(cpus, shares, strict=True):
            for page in cpu.give(share):
                self._zone(page).give(page)

    def give_block(self, page: int) -> None:
        """Free an aligned block of 2 MiB."""
        self._zone(page).give(page, PAGEBLOCK)

    def churn(self, count: int) -> None:
        """Take and free pages, as verifying and compiling a program does."""
        self._cpu[UNMOVABLE][0].churn(count)

    def _node(self, page: int) -> int:
        zone = self._zone(page)
        return next((n for n, zones in enumerate(self._nodes) if zone in zones), 0)

    def _zone(self, page: int) -> Buddy:
        for first, end, zone in self._homes:
            if first <= page < end:
                return zone
        return self._homes[0][2]

    def _reclaim(self, wanted: int = 0) -> None:
        """Drop cached pages when fewer are free than the kernel keeps: pageblocks at random.

        What is not free by the time that its pageblock is reached becomes free in another round,
        when every pageblock was reached once.
        """
        free = self.free
        if free >= self._low + wanted:
            return
        assert self._cache is not None
        while free < self._high + wanted:
            if self._cache.left:
                block = self._cache.draw()
                clusters = list(range(block << PAGEBLOCK, (block + 1) << PAGEBLOCK, 1 << _CLUSTER))
                stay = _WANTED * (1 - self._cache.left / self._blocks_cached)
                stays = [c for c in clusters if self._random.random() < stay]
                self._kept.append((block, stays))
                goes = [c for c in clusters if c not in stays]
            elif self._kept:
                _, goes = self._kept.pop(self._random.randrange(len(self._kept)))
            else:
                return
            self.reclaims += 1
            for page in goes:
                self._zone(page).give(page, _CLUSTER)
            free += len(goes) << _CLUSTER


class _Drawn:
    """Numbers of some ranges in random order, without a list of them all.

    Args:
        ranges: (first, end) of each.
        chance: draws them.

    Attributes:
        left: how many were not drawn.
    """

    def __init__(self, ranges: list[tuple[int, int]], chance: random.Random) -> None:
        self._ranges = ranges
        self._chance = chance
        self._moved: dict[int, int] = {}
        self.left = sum(max(0, end - first) for first, end in ranges)

    def draw(self) -> int:
        """Return a number that was not drawn before."""
        # Fisher and Yates, of whose list only what was moved is kept.
        at = self._chance.randrange(self.left)
        self.left -= 1
        index = self._moved.pop(at, at)
        if at != self.left:
            self._moved[at] = self._moved.pop(self.left, self.left)
        for first, end in self._ranges:
            if index < end - first:
                return first + index
            index -= max(0, end - first)
        raise AssertionError("more were drawn than there are")
