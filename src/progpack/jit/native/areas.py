"""Plain memory for data that compiled code works on: maps, stacks, packets. Never executable."""

from __future__ import annotations

import ctypes
import threading
from typing import Any

from progpack.errors import OutOfMemoryError
from progpack.memory import linux
from progpack.memory.guard import forks
from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.guard import await_lock, section
from progpack.memory.guard.lease import Lease

__all__ = ["Area", "low_area", "new_area"]

_SMALL = 64 * 1024
_BLOCK = 1024 * 1024
# Between neighbours, so that what runs past the end of a map is not in the next one.
_GAP = 512
_LOW_FIRST = 0x1000_0000
_LOW_LAST = 0xF000_0000
_LOW_STEP = 0x10_0000
_PROTECTION = linux.PROT_READ | linux.PROT_WRITE


class Area:
    """``size`` bytes of zeroed memory at ``address``, given back when the object goes.

    Attributes:
        address: address of the first byte, a multiple of 16.
        size: bytes.
        view: the bytes, for reading and writing.
        charge: what goes with it.
    """

    __slots__ = ("__weakref__", "_keep", "address", "charge", "size", "view")

    def __init__(self, address: int, size: int, keep: object = None) -> None:
        self.address = address
        self.size = size
        self._keep = keep
        self.charge: object = None
        self.view = memoryview((ctypes.c_uint8 * size).from_address(address)).cast("B")

    def lasting_view(self) -> memoryview:
        """The bytes, in a view that keeps the memory."""
        return _viewed(self)


def _viewed(area: Area) -> memoryview:
    array = (ctypes.c_uint8 * area.size).from_address(area.address)
    array.area = area  # type: ignore[attr-defined] # it stays as long as the view does
    return memoryview(array).cast("B")


def new_area(size: int) -> Area:
    """Zeroed memory anywhere but in the heap: part of a block when small, else pages of its own.

    Raises:
        OutOfMemoryError: there is none.
    """
    return _blocks.carve(size) if size <= _SMALL else _pages(size)


def _pages(size: int) -> Area:
    lease = Lease()
    return Area(_map(size, lease.pieces), size, lease)


class _Block:
    """Pages that small areas are carved from; unmapped when the last of them has gone."""

    def __init__(self) -> None:
        self.lease = Lease()
        self.start = _map(_BLOCK, self.lease.pieces)
        self.used = 0


class _Blocks:
    """One block after the other. Thread-safe; see `progpack.memory.guard.guard` for its lock."""

    def __init__(self) -> None:
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        renew_in_child(self, "lock")
        self._block: _Block | None = None

    @section
    def carve(self, size: int) -> Area:
        """The next bytes of the block. Nothing is given out twice, so that they are zeros."""
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                return _pages(size)  # in the middle of this by the same thread
        try:
            block = self._block
            if block is None or block.used + size > _BLOCK:
                block = self._block = _Block()
            offset = block.used
            block.used = offset + -(-(size + _GAP) // 16) * 16
            return Area(block.start + offset, size, block)
        finally:
            lock.release()


_blocks = _Blocks()


def low_area(size: int) -> Area:
    """Zeroed memory below 4 GiB: contexts of packet programs hold addresses in 32 bits.

    Raises:
        OutOfMemoryError: there is no room below 4 GiB.
    """
    length, lease = linux.round_to_pages(size), Lease()
    for hint in range(_LOW_FIRST, _LOW_LAST, max(_LOW_STEP, length)):
        try:
            address = _map(length, lease.pieces, hint, linux.MAP_FIXED_NOREPLACE)
        except OSError:
            continue  # taken; the error of the last try says no more than "no room"
        if address + length <= 1 << 32:
            return Area(address, size, lease)
        linux.unmap_last(lease.pieces)
    raise OutOfMemoryError(
        f"no room for {size} bytes below 4 GiB, where packets must lie; "
        "is RLIMIT_AS set, or vm.mmap_min_addr very high?"
    )


def _map(size: int, pieces: linux.Pieces, address: int = 0, flags: int = 0) -> int:
    flags |= linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
    length = linux.round_to_pages(size)
    try:
        return linux.map_pages(length, _PROTECTION, flags, address=address, pieces=pieces)
    except OSError as error:
        if address:
            raise
        raise OutOfMemoryError(f"no memory for {size} bytes of data: {error}") from error
