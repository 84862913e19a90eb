"""A range of addresses that is taken at once, for packs that come later.

The room within reach of a library may be used up by others before the first program needs it. A
window takes it when the allocator is made: inaccessible, without memory. Regions go to its parts,
and a part comes back when its region has gone, unless somebody else was quicker.
"""

from __future__ import annotations

import errno
import weakref

from progpack.errors import OutOfMemoryError
from progpack.memory import linux
from progpack.memory.failures import exec_error
from progpack.memory.pages import mappings as maps
from progpack.memory.pages.placement import Mapper, place

__all__ = ["Window"]

_FLAGS = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
_ALIGNED = 2 << 20


class Window:
    """Addresses near another one. The caller locks.

    Args:
        near: every byte is to be within reach of this address.
        size: bytes; rounded up to 2 MiB.
        reach: bytes from ``near``.

    Attributes:
        address: where it begins, a multiple of 2 MiB.
        size: bytes.

    Raises:
        OutOfMemoryError: there is no such room, or no address space.
    """

    __slots__ = ("__weakref__", "_close", "_free", "address", "size")

    def __init__(self, near: int, size: int, reach: int) -> None:
        self.size = -(-size // _ALIGNED) * _ALIGNED
        # What is inaccessible and ours; parts that regions have are not in it.
        self._free: linux.Pieces = []
        self._close = weakref.finalize(self, linux.unmap_all, self._free)
        self._close.atexit = False

        def mapper(address: int, flags: int) -> int:
            return linux.map_pages(
                self.size, linux.PROT_NONE, _FLAGS | flags, address=address, pieces=self._free
            )

        try:
            self.address = place(
                self.size, mapper, alignment=_ALIGNED, near=near, reach=reach, pieces=self._free
            )
        except OSError as error:
            raise exec_error(f"reserving {self.size} bytes near {near:#x}", error) from error

    def serves(self, near: int | None, reach: int) -> bool:
        """Whether all of it is within ``reach`` bytes of an address."""
        return near is None or max(abs(self.address - near), abs(self._end - near)) < reach

    @property
    def _end(self) -> int:
        return self.address + self.size

    def place(self, size: int, mapper: Mapper, alignment: int) -> int:
        """Map a region in the lowest part that has room for it.

        Args:
            size: bytes, whole pages.
            mapper: maps it, and refuses to where something is mapped.
            alignment: alignment of the address in bytes.

        Returns:
            The address.

        Raises:
            OutOfMemoryError: no part is large enough.
            OSError: from the mapper.
        """
        for attempt in range(2):
            for start, room in sorted(self._free):
                address = -(-start // alignment) * alignment
                if address + size > start + room:
                    continue
                self._carve((start, room), address, size)
                try:
                    return mapper(address, linux.MAP_FIXED_NOREPLACE)
                except OSError as error:
                    if error.errno != errno.EEXIST:  # another thread was quicker
                        raise
            if not attempt:
                self._take_back()
        raise OutOfMemoryError(
            f"no room for {size} bytes is left of the {self.size} bytes that were reserved at "
            f"{self.address:#x}; reserve more, or free programs"
        )

    def close(self) -> None:
        """Give back what no region has. May be called twice."""
        self._close()

    def _carve(self, piece: tuple[int, int], address: int, size: int) -> None:
        """Unmap a part of a piece; what is before and behind it stays."""
        start, room = piece
        around = [(start, address - start), (address + size, start + room - address - size)]
        others = [part for part in self._free if part != piece]
        self._free[:] = [*others, *(part for part in around if part[1]), (address, size)]
        linux.unmap_last(self._free)

    def _take_back(self) -> None:
        """Take the addresses again at which nothing is mapped now."""
        if not self._close.alive:
            return
        start, end = self.address, self._end
        for mapping in maps.mappings():
            if mapping.end <= start:
                continue
            if start < min(mapping.start, end):
                self._take(start, min(mapping.start, end))
            start = max(start, mapping.end)
            if start >= end:
                break
        if start < end:
            self._take(start, end)
        merged: linux.Pieces = []
        for address, size in sorted(self._free):
            if merged and sum(merged[-1]) == address:
                merged[-1] = merged[-1][0], merged[-1][1] + size
            else:
                merged.append((address, size))
        self._free[:] = merged

    def _take(self, start: int, end: int) -> None:
        flags = _FLAGS | linux.MAP_FIXED_NOREPLACE
        try:
            linux.map_pages(end - start, linux.PROT_NONE, flags, address=start, pieces=self._free)
        except OSError as error:
            if error.errno != errno.EEXIST:
                raise
