"""The layout of a machine's memory, and how its kernel has mapped it before programs load."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from progpack.model.directmap import BLOCK, REGION, DirectMap
from progpack.model.machine import GIB, FreeLists, MachineSpec, Zone

__all__ = [
    "INIT_BELOW",
    "INIT_PAGES",
    "Layout",
    "boot_blocks",
    "boot_map",
    "layout",
    "watermarks",
    "zone_ranges",
]

PAGE: Final = 4096
_HOLE: Final = 4 * GIB
# QEMU's q35 keeps the addresses from 2 GiB on free when there is more RAM than fits below 2.75.
_LOW: Final = 2 * GIB
_FITS_LOW: Final = 11 * GIB // 4
_BASES: Final = {"riscv64": 2 * GIB, "arm64": GIB}
# Page 0 is not mapped, and firmware keeps the top of what is below 4 GiB. Measured: 32 pages.
_FIRST: Final = 1
_FIRMWARE: Final = 32
# What a kernel has taken from the lowest part of its largest zone before programs load: 18 MiB in
# guests of 8 GiB that were booted with little else. Measured.
_BOOT: Final = 18 << 20
# Entries of 2 MiB that are split after boot: for the ends of the kernel's own sections, and for its
# first program or pack, by what is behind that. Measured in x86-64 guests.
_IMAGE_BLOCKS: Final = 3
_BOOT_BLOCKS: Final = {"page": 1, "pack-4k": 1, "pack": 2, "pack-block": 1}
INIT_PAGES: Final = (88, 268, 512, 512, 512, 8)
"""Pages that only booting needed, in pageblocks by the kernel's image, of which the first three
are split. Measured on 5.10, the same at each boot."""

INIT_BELOW: Final = 64
"""The pageblocks from the top of memory to their beginning. Really anywhere (KASLR)."""

# Splits in the kernel's own high mapping, which the counters of x86 have too. Measured.
_HIGH_BLOCKS: Final = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """Physical memory, in pages of 4 KiB.

    Attributes:
        ram: (first page, end page) of each range, ascending.
        nodes: for each node the ranges that free pages are taken from, preferred ones first.
    """

    ram: tuple[tuple[int, int], ...]
    nodes: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def pages(self) -> int:
        """Number of pages of memory."""
        return sum(end - first for first, end in self.ram)


def layout(machine: MachineSpec) -> Layout:
    """The memory of a machine. On x86 some of it lies below 4 GiB and the rest above."""
    pages = machine.memory // PAGE
    if machine.arch in ("x86-64", "x86-32"):
        low = machine.low_memory
        if low is None:
            low = machine.memory if machine.memory < _FITS_LOW else _LOW
        low_pages = min(low // PAGE, pages)
        ram = [(_FIRST, low_pages - _FIRMWARE)]
        if pages > low_pages:
            start = _HOLE // PAGE
            ram.append((start, start + pages - low_pages))
    else:
        start, hole = _BASES.get(machine.arch, 0) // PAGE, _HOLE // PAGE
        ram = [(start, start + pages)]
        if start < hole < start + pages:
            # Two zones: what lies below is kept for devices that reach no further.
            ram = [(start, hole), (hole, start + pages)]
    return Layout(tuple(ram), _spread(ram, machine.nodes, pages))


def _spread(
    ram: list[tuple[int, int]], nodes: int, pages: int
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """An equal share for each node, in order of addresses; within one, the higher zone first."""
    share = -(-pages // nodes)
    result = []
    rest = list(ram)
    for _ in range(nodes):
        need = share
        ranges = []
        while need > 0 and rest:
            first, end = rest.pop(0)
            cut = min(end, first + need)
            ranges.append((first, cut))
            need -= cut - first
            if cut < end:
                rest.insert(0, (cut, end))
        high = [r for r in ranges if r[0] * PAGE >= _HOLE]
        usable = high + [r for r in ranges if r not in high]
        if usable:
            first, end = usable[0]
            boot = min(_BOOT // PAGE, (end - first) // 2)
            usable[0] = first + boot, end
            result.append(tuple(usable))
    return tuple(result)


def zone_ranges(
    free: FreeLists, node: int, memory: Layout
) -> list[tuple[Zone, list[tuple[int, int]]]]:
    """The zones of a node that programs get pages from, preferred ones first, and their memory.

    With several zones the one named Normal lies above 4 GiB and DMA32 below. The lowest one of
    x86 (DMA, 16 MiB) is kept for devices.
    """
    ranges = memory.nodes[min(node, len(memory.nodes) - 1)]
    zones = [zone for zone in free.zones if zone.node == node]
    if len(zones) > 1:
        zones = [zone for zone in zones if zone.name != "DMA" or len(zones) == 2]
    zones.sort(
        key=lambda zone: (
            ("Movable", "Normal", "DMA32", "DMA").index(zone.name)
            if zone.name in ("Movable", "Normal", "DMA32", "DMA")
            else 9
        )
    )
    if len(zones) == 1:
        return [(zones[0], list(ranges))]
    hole = _HOLE // PAGE
    high = [r for r in ranges if r[0] >= hole]
    low = [r for r in ranges if r[0] < hole]
    all_ranges = [(zone, high if zone.name == "Normal" else low) for zone in zones]
    return [(zone, where) for zone, where in all_ranges if where and zone.name != "Movable"]


def boot_map(machine: MachineSpec, memory: Layout) -> DirectMap:
    """The direct map when programs begin to load, split into 2 MiB where booting splits 1 GiB."""
    linear = machine.features.linear_map
    direct = DirectMap(memory.ram, gigantic=linear == "split", huge=linear in ("split", "fixed"))
    if linear == "split":
        measured = machine.direct_map
        want = None if measured is None else (measured[2] - _counted_twice(machine, direct)) >> 20
        _break_giants(direct, memory, want, machine.features.policy)
    return direct


def boot_blocks(
    made: DirectMap, machine: MachineSpec, memory: Layout, used: Sequence[int] = ()
) -> tuple[int, int, int]:
    """Split 2 MiB entries of a `boot_map` as booting, and what came after it, did.

    Args:
        made: the map.
        machine: its machine.
        memory: its memory.
        used: numbers of the 2 MiB blocks that kernel memory lies in, which are split first.

    Returns:
        For entries of 4 KiB, 2 MiB and 1 GiB the kB to add to have DirectMap* of /proc/meminfo.
    """
    if machine.features.linear_map != "split":
        return 0, 0, 0
    measured = machine.direct_map
    high = _HIGH_BLOCKS if machine.arch == "x86-64" else 0
    # Before more of them are split: that does not change what was counted twice.
    twice = _counted_twice(machine, DirectMap(memory.ram))
    if measured is None:
        count = _IMAGE_BLOCKS + _BOOT_BLOCKS.get(machine.features.policy, 0)
    else:
        count = max(0, measured[0] * 1024 // PAGE - made.small) // BLOCK - high
    _split_blocks(made, memory, count, [block * BLOCK for block in used])
    if measured is None:
        return 2048 * high, -2048 * high, twice
    have = made.small * 4, made.large * 2048, made.giant << 20
    return measured[0] - have[0], measured[1] - have[1], measured[2] - have[2]


def _counted_twice(machine: MachineSpec, made: DirectMap) -> int:
    """kB that x86 counts more than once at boot.

    The map is made from the top down, in steps of 2 MiB, 512 MiB and all the rest
    (memory_map_top_down() in arch/x86/mm/init.c). An entry of 1 GiB that covers the first step is
    counted again in each of the next two. Measured: 2 GiB on guests of 8 GiB.
    """
    return 2 << 20 if machine.arch == "x86-64" and made.giant else 0


def _break_giants(made: DirectMap, memory: Layout, want: int | None, policy: str) -> None:
    """Split entries of 1 GiB as booting does.

    That of the lowest part of the largest zone (the kernel's first pack), then that of its top
    (what the boot allocator hands out), then upwards (the kernel's image is anywhere). In kernels
    without packs the first program is at the top too, so the lowest part is second.
    """
    high, giants = memory.ram[-1], made.giants
    regions = [r for r in range(high[0] // REGION, -(-high[1] // REGION)) if r in giants]
    order = [*regions[:1], *regions[:0:-1][:1], *regions[1:-1]]
    order += sorted(giants - set(order))
    count = min(2, len(order)) if want is None else max(0, len(order) - want)
    if policy == "page":
        order[:2] = order[1::-1]
        count = min(1, len(order)) if want is None else count
    for region in order[:count]:
        made.break_giant(region)


def _split_blocks(made: DirectMap, memory: Layout, count: int, used: Sequence[int]) -> None:
    """Split so many entries of 2 MiB as booting does, where no entry of 1 GiB is split for it.

    Those that have the given pages first, then around the image, at the top.
    """
    bottom, top = memory.ram[-1]
    lowest = [bottom, bottom + BLOCK] if count > _IMAGE_BLOCKS else []
    image = (top // BLOCK - INIT_BELOW) * BLOCK
    near = range(image, image + _IMAGE_BLOCKS * BLOCK, BLOCK)
    above = range(top - BLOCK, image + len(INIT_PAGES) * BLOCK, -BLOCK)
    for page in [*used, *lowest, *near, *above, *range(image - BLOCK, bottom, -BLOCK)]:
        if count <= 0:
            break
        if made.is_large(page):
            made.touch(page)
            count -= 1


def watermarks(pages: int) -> tuple[int, int]:
    """Free pages below which memory is reclaimed, and up to which.

    Source: mm/page_alloc.c, min_free_kbytes is 4 * sqrt(kB), at most 256 MiB; the distance is a
    quarter of it or a thousandth of the memory.
    """
    least = min(int(4 * math.sqrt(pages * 4)), 256 << 10) // 4
    step = max(least // 4, pages // 1000)
    return least + step, least + 2 * step
