"""Placement of a region in the address space: aligned, and near an address if asked.

A placement never maps over anything that is not its own: it either replaces a window that it
reserved itself, or asks the kernel not to replace (MAP_FIXED_NOREPLACE).
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from typing import TypeAlias

from progpack.errors import OutOfMemoryError
from progpack.memory import linux
from progpack.memory.pages import mappings as maps

__all__ = ["REACH", "Mapper", "place"]

Mapper: TypeAlias = Callable[[int, int], int]
"""Maps at an address (0: anywhere) with more mmap flags, and returns where it was mapped."""

REACH = 1 << 31
"""Bytes that a direct call reaches either way on most architectures (x86: rel32)."""

_LOWEST = 1 << 20  # above vm.mmap_min_addr wherever it is sane
# The heap grows up and the stack grows down: room is left where they will want to go.
_ROOM = 256 << 20
_ATTEMPTS = 256
_ROUNDS = 3
# Errors that speak of the address only, so that another address may do: EEXIST is taken,
# EPERM below mmap_min_addr, ENOMEM beyond the end of user space, EINVAL not possible there.
_ELSEWHERE = frozenset({errno.EEXIST, errno.EPERM, errno.ENOMEM, errno.EINVAL})


def place(
    size: int,
    mapper: Mapper,
    *,
    alignment: int,
    near: int | None = None,
    reach: int = REACH,
    pieces: linux.Pieces | None = None,
) -> int:
    """Map ``size`` bytes through ``mapper`` where they are wanted.

    Args:
        size: bytes, whole pages.
        mapper: does the mapping, and adds what it maps to ``pieces`` unless it is told MAP_FIXED.
        alignment: alignment of the address in bytes, a power of two and at least a page.
        near: every byte must be less than ``reach`` away from this address; None: anywhere.
        reach: bytes.
        pieces: list of the future owner; the mapping is its last item then.

    Returns:
        The address.

    Raises:
        OutOfMemoryError: no room within reach.
        OSError: from the mapper.
    """
    owned: linux.Pieces = [] if pieces is None else pieces
    if near is not None:
        return _place_near(size, mapper, alignment, near, reach, owned)
    if alignment <= linux.PAGE_SIZE:
        return mapper(0, 0)
    flags = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
    window = linux.map_pages(size + alignment, linux.PROT_NONE, flags, pieces=owned)
    address = -(-window // alignment) * alignment
    try:
        mapper(address, linux.MAP_FIXED)
    except OSError:
        linux.unmap_last(owned)
        raise
    head, tail = (window, address - window), (address + size, window + alignment - address)
    around = [piece for piece in (head, tail) if piece[1]]
    owned[-1:] = [(address, size), *around]
    for _ in around:
        linux.unmap_last(owned)
    return address


def _place_near(
    size: int, mapper: Mapper, alignment: int, near: int, reach: int, owned: linux.Pieces
) -> int:
    tried = 0
    last: OSError | None = None
    # Other threads map meanwhile: a list of holes is good for one round only.
    for _ in range(_ROUNDS):
        for address in _candidates(size, alignment, near, reach):
            tried += 1
            try:
                got = mapper(address, linux.MAP_FIXED_NOREPLACE)
            except OSError as error:
                if error.errno not in _ELSEWHERE:
                    raise
                last = error
                continue
            if got == address:
                return got
            # Kernels before 4.17 take the address as a hint and may map elsewhere.
            if owned and owned[-1] == (got, size):
                linux.unmap_last(owned)
            else:
                linux.unmap(got, size)
    detail = f"; the last of {tried} addresses: {last.strerror}" if last else ""
    raise OutOfMemoryError(
        f"no room for {size} bytes within {reach} bytes of {near:#x}{detail}; reserve earlier, "
        "or use calls that reach farther"
    )


def _candidates(size: int, alignment: int, near: int, reach: int) -> list[int]:
    """Addresses to try, nearest first."""
    low = max(near - reach + 1, _LOWEST)
    high = near + reach - 1 - size
    try:
        holes = list(_holes())
    except OSError:
        holes = [(start, start + 2 * size) for start in range(low, high, max(size, 16 << 20))]
    addresses = []
    for start, end in holes:
        first = -(-max(start, low) // alignment) * alignment
        final = min(end - size, high) // alignment * alignment
        if first <= final:
            addresses.append(min(max(near // alignment * alignment, first), final))
    return sorted(addresses, key=lambda address: abs(address - near))[:_ATTEMPTS]


def _holes() -> Iterator[tuple[int, int]]:
    """Unmapped ranges (start, end), without the room that heap and stack grow into."""
    start = _LOWEST
    for mapping in maps.mappings():
        end = mapping.start - (_ROOM if mapping.name == "[stack]" else 0)
        if end > start:
            yield start, end
        start = mapping.end + (_ROOM if mapping.name == "[heap]" else 0)
    # Above the last mapping the kernel says where user space ends.
    yield start, start + 2 * REACH
