"""Places for programs: charged, found and reserved, or taken back after a failure."""

from __future__ import annotations

import os
from typing import Final

from progpack.errors import ExecMemoryError, OutOfMemoryError, UsageError
from progpack.memory.allocator.arenas import Arena
from progpack.memory.allocator.changes.garbage import seek_lost_at_times
from progpack.memory.allocator.changes.release import give_back, quarantine
from progpack.memory.allocator.handles import Code, Room
from progpack.memory.allocator.side_table import Entry, Home, State
from progpack.memory.allocator.state import (
    AllocatorState,
    request_for,
    unnamed_request,
)
from progpack.memory.arguments import ADDRESSES, check_flag, shown, to_int
from progpack.memory.pages.placement import REACH
from progpack.pack import BinaryLayout, Request

__all__ = ["acquire", "acquire_at", "arena_near", "layout", "place_new", "reserve_region", "undo"]

_FREED: Final = State.FREED
#: Bytes of a program: jumps in it have 32 bits, signed, on most architectures.
_MOST: Final = REACH
_CODE_ALIGNMENT: Final = 16
_MOST_ALIGNED: Final = 2 << 20


def acquire(
    packs: AllocatorState,
    holder: Code | Room,
    wanted: int,
    size: int,
    offset: int,
    name: str,
    arena: Arena | None = None,
) -> Entry:
    """Charge, place and, where needed, reserve; the state of the entry is for the caller."""
    if packs.closing:
        raise UsageError("the allocator is closed")
    if not 0 < wanted < _MOST:
        raise UsageError(
            f"a program of {shown(wanted)} bytes: it has at least one byte, and less than the "
            f"{_MOST} that a branch reaches"
        )
    request = unnamed_request(wanted) if name == "" else request_for(wanted, name)
    place_in = packs.pack_list if arena is None else arena.packs
    entry = Entry(holder, packs.died)
    # Until it is all there it is nothing that a dying holder leaves behind.
    entry.state = _FREED
    entry.offset = offset
    entry.size = size
    packs.last_generation = entry.generation = packs.last_generation + 1
    limit = packs.limit
    if limit is not None:
        limit.check(-(-wanted // packs.unit) * packs.unit)
    packs.torn = True
    if place_in.place_as(entry, request) is None:
        packs.torn = False
        place_new(packs, entry, arena or packs.arenas.main, request)
    elif limit is not None:
        limit.charge(entry.chunks * packs.unit)
    holder.owner = packs  # type: ignore[assignment]  # which is a PackAllocator
    holder.entry = entry
    if packs.recorder is not None:
        packs.recorder.placed(entry)
    return entry


def arena_near(packs: AllocatorState, near: int, reach: int | None) -> Arena:
    """The arena for requests near an address."""
    if reach is None:
        reach = packs.capabilities.arch.branch_reach.value or REACH
    return packs.arenas.at(
        to_int("near", near, "an address", 0, ADDRESSES - 1),
        to_int("reach", reach, "a number of bytes", 1),
    )


def place_new(packs: AllocatorState, entry: Entry, arena: Arena, request: Request) -> None:
    """Charge and place a request for which there is no room in the packs."""
    try:
        spot = arena.packs.find(request)
        if packs.limit is not None:
            packs.limit.check(spot.size)
        home = None
        if spot.pack is None:
            seek_lost_at_times(packs)
            home = reserve_region(packs, arena, spot.region)
    except BaseException:
        packs.arenas.tidy(arena)
        raise
    packs.torn = True
    arena.packs.take_as(entry, spot, home)
    if home is not None:
        packs.table.add_home(home, entry.pack)
    if packs.limit is not None:
        packs.limit.charge(spot.size)


def reserve_region(packs: AllocatorState, arena: Arena, size: int) -> Home:
    """A region for a new pack or area."""
    region = arena.reserve(packs.memory, size, packs.name)
    if region.size < size or region.address % packs.unit:
        error = ExecMemoryError(
            f"asked for {size} bytes in whole chunks, got {region.size} at {region.address:#x}"
        )
        try:
            region.release()
        except ExecMemoryError as second:
            packs.leaked += region.size
            packs.failures.append(str(second))
            error.add_note(str(second))
        raise error
    return Home(region, arena)


def undo(packs: AllocatorState, entry: Entry, error: BaseException) -> None:
    """Take back what `_acquire` did, after ``error``, which gets to know of more trouble."""
    if not isinstance(error, OutOfMemoryError):
        try:
            # The copy may have been made in part.
            entry.home.region.text_invalidate(entry.at, entry.allocated)
        except ExecMemoryError as second:
            quarantine(packs, entry, second)
            error.add_note(f"the chunks are quarantined: {second}")
            packs.torn = False
            return
    try:
        give_back(packs, entry)
    except ExecMemoryError as second:
        error.add_note(str(second))
    packs.torn = False


def acquire_at(
    packs: AllocatorState, holder: Code, size: int, name: str, near: int | None
) -> Entry:
    """`_acquire` for a program with a random start, or near an address."""
    arena = None if near is None else arena_near(packs, near, None)
    offset, occupied = layout(packs, size, True, None, True) if packs.randomize else (0, size)
    return acquire(packs, holder, occupied, size, offset, name, arena)


def layout(
    packs: AllocatorState, size: int, binary: bool, alignment: int | None, randomize: bool
) -> tuple[int, int]:
    """(offset of the image, bytes to place). Needs no lock."""
    check_flag("binary", binary)
    check_flag("randomize", randomize)
    if randomize and not binary:
        raise UsageError("only a binary has a random start: reserve(..., binary=True)")
    if not binary:
        if alignment is not None:
            _check_alignment(alignment)
            # A chunk begins at a multiple of its size already.
            size += max(alignment - packs.unit, 0)
        return 0, size
    if alignment is not None and not randomize:
        raise UsageError(
            "the alignment of a binary is of its random start: reserve(..., randomize=True)"
        )
    if alignment is not None:
        alignment = to_int("alignment", alignment, "a number of bytes", 1)
    layout = BinaryLayout(size)
    # A hole has at least 16 bytes, so that 8 after the header is always in it.
    offset = _CODE_ALIGNMENT
    if randomize:
        starts = layout.starts(alignment or packs.capabilities.alignment)
        # The kernel's choice is no more uniform: it rounds a random number down.
        offset = starts[int.from_bytes(os.urandom(4), "little") % len(starts)]
    return offset, packs.pack_list.policy.image_size(size)


def _check_alignment(alignment: object) -> None:
    """Refuse what no address can be a multiple of here."""
    if not isinstance(alignment, int) or isinstance(alignment, bool):
        raise UsageError(f"alignment={shown(alignment)}: it is a number of bytes, such as 64")
    if not 0 < alignment <= _MOST_ALIGNED or alignment & alignment - 1:
        raise UsageError(
            f"alignment={shown(alignment)}: it is a power of two, at most {_MOST_ALIGNED}"
        )
