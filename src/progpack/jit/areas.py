"""Plain memory for data that compiled code works on: maps, stacks, packets. Never executable."""

from __future__ import annotations

import ctypes
import os
import threading
import weakref

from progpack.errors import OutOfMemoryError
from progpack.memory import linux

__all__ = ["Area", "low_area", "new_area", "ring_area", "take_apart"]

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
        address: of the first byte, a multiple of 16.
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
    held = (ctypes.c_uint8 * area.size).from_address(area.address)
    held.area = area  # type: ignore[attr-defined] # it stays as long as the view does
    return memoryview(held).cast("B")


def new_area(size: int) -> Area:
    """Zeroed memory anywhere but in the heap: part of a block when small, else pages of its own.

    Raises:
        OutOfMemoryError: there is none.
    """
    if size <= _SMALL:
        with _lock:
            return _carve(size)
    return _mapped(linux.round_to_pages(size), size, _map(size))


class _Block:
    """Pages that small areas are carved from; unmapped when the last of them has gone."""

    def __init__(self) -> None:
        self.start = _map(_BLOCK)
        self.used = 0
        weakref.finalize(self, linux.unmap, self.start, _BLOCK)


_lock = threading.RLock()
_block: _Block | None = None


def _after_fork() -> None:
    """The thread that held the lock is not in the child."""
    global _lock, _block
    _lock, _block = threading.RLock(), None


os.register_at_fork(after_in_child=_after_fork)


def _carve(size: int) -> Area:
    """The next bytes of the block. Nothing is given out twice, so that they are zeros."""
    global _block
    if _block is None or _block.used + size > _BLOCK:
        _block = _Block()
    start = _block.start + _block.used
    _block.used += -(-(size + _GAP) // 16) * 16
    return Area(start, size, _block)


def low_area(size: int) -> Area:
    """Zeroed memory below 4 GiB: contexts of packet programs hold addresses in 32 bits.

    Raises:
        OutOfMemoryError: there is no room below 4 GiB.
    """
    length = linux.round_to_pages(size)
    for hint in range(_LOW_FIRST, _LOW_LAST, max(_LOW_STEP, length)):
        try:
            address = _map(length, hint, linux.MAP_FIXED_NOREPLACE)
        except OSError:
            continue  # taken; the error of the last try says no more than "no room"
        if address + length <= 1 << 32:
            return _mapped(length, size, address)
        linux.unmap(address, length)
    raise OutOfMemoryError(
        f"no room for {size} bytes below 4 GiB, where packets must lie; "
        "is RLIMIT_AS set, or vm.mmap_min_addr very high?"
    )


def ring_area(size: int) -> Area:
    """``size`` bytes of whole pages, mapped twice in a row, so that nothing in it ever wraps.

    Returns:
        The area of both: ``2 * size`` bytes.

    Raises:
        OutOfMemoryError: there is no memory.
    """
    base = 0
    try:
        base = linux.map_pages(2 * size, linux.PROT_NONE, linux.MAP_PRIVATE | linux.MAP_ANONYMOUS)
        _map_twice(base, size)
    except OSError as error:
        if base:
            linux.unmap(base, 2 * size)
        raise OutOfMemoryError(f"no memory for a ring buffer of {size} bytes: {error}") from error
    return _mapped(2 * size, 2 * size, base)


def take_apart(base: int, size: int) -> None:
    """In a forked child: zeroed memory in place of a ring's, which is the parent's too.

    Args:
        base: address of its `ring_area`.
        size: as that was made with.

    Raises:
        OSError: there is no memory; nothing can be accessed there any more.
    """
    try:
        _map_twice(base, size)
    except OSError:
        flags = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS | linux.MAP_FIXED
        linux.map_pages(2 * size, linux.PROT_NONE, flags, address=base)
        raise


def _map_twice(base: int, size: int) -> None:
    """The same new pages at ``base`` and behind it, over what is mapped there."""
    shared = linux.MAP_SHARED | linux.MAP_FIXED
    linux.map_pages(size, _PROTECTION, shared | linux.MAP_ANONYMOUS, address=base)
    try:
        linux.duplicate(base, size, at=base + size)
    except OSError:
        # Emulators of other CPUs have no duplicates of mappings; a file can be mapped twice there.
        file = linux.memfd_create("progpack ring", linux.MFD_CLOEXEC)
        try:
            os.ftruncate(file, size)
            for place in (base, base + size):
                linux.map_pages(size, _PROTECTION, shared, address=place, fd=file)
        finally:
            os.close(file)


def _map(size: int, address: int = 0, flags: int = 0) -> int:
    flags |= linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
    try:
        return linux.map_pages(linux.round_to_pages(size), _PROTECTION, flags, address=address)
    except OSError as error:
        if address:
            raise
        raise OutOfMemoryError(f"no memory for {size} bytes of data: {error}") from error


def _mapped(length: int, size: int, address: int) -> Area:
    area = Area(address, size)
    weakref.finalize(area, linux.unmap, address, length)
    return area
