"""Pages inside packs that hold nothing, given back: when asked for, and when many are free."""

from __future__ import annotations

from typing import Final

from progpack.errors import ExecMemoryError
from progpack.memory.allocator.arenas import Arena
from progpack.memory.allocator.state import AllocatorState, region_of
from progpack.memory.pages.region import BEFORE
from progpack.memory.protocol import Returning

__all__ = ["ebb", "give_pages_back"]

#: Pages go by themselves when those that hold nothing are a tenth of the others, and 256.
_SHARE: Final = 10
_LEAST_PAGES: Final = 256
#: Frees between two looks whether pages can go: a 32nd of the programs, within bounds.
_BETWEEN_SHIFT: Final = 5
_BETWEEN_LEAST: Final = 32
_BETWEEN_MOST: Final = 256


def ebb(packs: AllocatorState) -> None:
    """Give pages back where many of them hold nothing. Most calls find that nothing has fallen."""
    used = sum([arena.packs.chunks_used for arena in packs.arenas]) * packs.unit
    programs = packs.installs - packs.frees
    between = min(max(programs >> _BETWEEN_SHIFT, _BETWEEN_LEAST), _BETWEEN_MOST)
    packs.next_ebb = packs.frees + between
    if packs.tide.has_fallen(used, programs):
        idle = False
        for arena in list(packs.arenas):
            least = _worth(arena)
            if least:
                idle |= give_pages_back(packs, arena, unasked=True) < least
        packs.tide.note_look(used, programs, idle=idle)


def _worth(arena: Arena) -> int:
    """Return how many bytes are to go at least, if pages are given back now; 0: too few would."""
    placed = arena.packs
    present = absent = 0
    for pack in placed.packs:
        region = region_of(pack)
        if isinstance(region, Returning):
            present += region.present
            absent += region.size - region.present
    # What is there and not taken bounds the pages; counting those that are free takes longer.
    taken = sum([pack.used for pack in placed.packs]) * placed.chunk_size
    if present - taken < _LEAST_PAGES * placed.page_size:
        return 0
    free = placed.count_free_pages() - absent // placed.page_size
    in_use = present // placed.page_size - free
    if free < max(in_use // _SHARE, _LEAST_PAGES):
        return 0
    return free * placed.page_size // 2


def give_pages_back(packs: AllocatorState, arena: Arena, *, unasked: bool = False) -> int:
    """Give the pages of packs back in which nothing is held; how many bytes.

    Unasked, huge pages stay until three quarters of their pack are free.
    """
    freed = 0
    for pack, runs in arena.packs.free_pages(BEFORE).items():
        region = region_of(pack)
        if isinstance(region, Returning):
            if unasked and region.huge and pack.used * 4 >= pack.chunks:
                continue
            try:
                freed += region.give_back(runs)
            except ExecMemoryError as error:
                # Nothing is worse than before.
                packs.failures.append(f"giving pages back: {error}")
    return freed
