"""The interpreter's own address space: regions of memory at virtual addresses.

Addresses are numbers only the interpreter understands; no real memory is behind them. Every region
starts in a window of its own, so that an access that leaves a region by less than a window hits
nothing, and so that the region of an address is found by one look-up. Windows below 4 GiB are for
packet, context and FLAT memory, whose addresses a program may hold in 32 bits.
"""

from __future__ import annotations

import mmap
from typing import Final, cast

from progpack.errors import UsageError
from progpack.fault import FaultKind

__all__ = ["LOW", "AddressSpace", "Region", "Trap", "zeros"]

#: Windows are 256 MiB; a region begins one page into its window.
WINDOW_SHIFT: Final = 28
_GUARD: Final = 4096
#: Addresses below this fit 32 bits.
LOW: Final = 1 << 32


#: Bytes from which on memory is mapped, which takes none before it is used.
_LARGE = 1 << 20


def zeros(size: int) -> bytearray:
    """So many bytes of zeros; large ones have all that is asked of a bytearray here."""
    return bytearray(size) if size < _LARGE else cast(bytearray, mmap.mmap(-1, size))


class Trap(Exception):
    """The end of a run, which never leaves the machine; ``pc`` is -1 until the loop notes it."""

    def __init__(self, kind: FaultKind, address: int = 0, size: int = 0) -> None:
        super().__init__(kind, address, size)
        self.kind = kind
        self.address = address
        self.size = size
        self.pc = -1


class Region:
    """Memory at ``base``: what an access must lie in.

    Attributes:
        base: address of its first byte.
        data: its bytes; accesses change them in place.
        name: what it is, for messages ("packet", "map counts").
        writable: whether programs may write all of it.
        ranges: byte ranges [start, end) that may be written although ``writable`` is False.
        shown: byte ranges that may be read; None: all of it.
    """

    __slots__ = ("base", "data", "name", "ranges", "shown", "writable")

    def __init__(
        self,
        base: int,
        data: bytearray,
        name: str,
        *,
        writable: bool = True,
        ranges: tuple[tuple[int, int], ...] = (),
        shown: tuple[tuple[int, int], ...] | None = None,
    ) -> None:
        self.base = base
        self.data = data
        self.name = name
        self.writable = writable
        self.ranges = ranges
        self.shown = shown

    def may_read(self, offset: int, size: int) -> bool:
        """Whether a program may read ``size`` bytes at ``offset``, which lie in the region."""
        return self.shown is None or any(
            start <= offset and offset + size <= end for start, end in self.shown
        )

    def may_write(self, offset: int, size: int) -> bool:
        """Whether a program may write ``size`` bytes at ``offset``, which lie in the region."""
        return self.writable or any(
            start <= offset and offset + size <= end for start, end in self.ranges
        )

    def __repr__(self) -> str:
        return f"Region(0x{self.base:x}, {len(self.data)} bytes, {self.name!r})"


class AddressSpace:
    """All regions of a machine, found by address."""

    def __init__(self) -> None:
        self._windows: dict[int, Region] = {}
        self._next_low = 1
        self._next_high = LOW >> WINDOW_SHIFT

    def reserve(self) -> int:
        """An address that nothing lies at, now and later: a handle."""
        self._next_high += 1
        return ((self._next_high - 1) << WINDOW_SHIFT) + _GUARD

    def add(
        self,
        data: bytearray,
        name: str,
        *,
        low: bool = False,
        writable: bool = True,
        ranges: tuple[tuple[int, int], ...] = (),
        shown: tuple[tuple[int, int], ...] | None = None,
    ) -> Region:
        """Give ``data`` an address.

        Args:
            data: the bytes; the region uses them, it does not copy.
            name: what it is, for messages.
            low: below 4 GiB. Low addresses are few; see `release_low`.
            writable: whether programs may write it.
            ranges: what they may write although ``writable`` is False.
            shown: what they may read, when it is not all.

        Raises:
            UsageError: the low addresses are used up.
        """
        windows = (len(data) + _GUARD >> WINDOW_SHIFT) + 1
        if low:
            first = self._next_low
            if first + windows > LOW >> WINDOW_SHIFT:
                raise UsageError(f"{name}: {len(data)} bytes do not fit below 4 GiB")
            self._next_low += windows
        else:
            first = self._next_high
            self._next_high += windows
        base = (first << WINDOW_SHIFT) + _GUARD
        region = Region(base, data, name, writable=writable, ranges=ranges, shown=shown)
        for window in range(first, first + windows):
            self._windows[window] = region
        return region

    def remove(self, region: Region) -> None:
        """Take a region away: accesses to it miss from now on."""
        first = region.base >> WINDOW_SHIFT
        for window in range(first, first + (len(region.data) + _GUARD >> WINDOW_SHIFT) + 1):
            del self._windows[window]

    @property
    def next_low(self) -> int:
        """The first of the low addresses that are free, for `release_low`."""
        return self._next_low

    def release_low(self, first: int = 1) -> None:
        """Make low addresses free again; their regions must be removed already.

        Args:
            first: `next_low` as it was before them; by default all of them are meant.
        """
        self._next_low = first

    def find(self, address: int, size: int) -> tuple[Region, int] | None:
        """The region in which ``size`` bytes at ``address`` wholly lie and the offset, or None."""
        region = self._windows.get(address >> WINDOW_SHIFT)
        if region is None:
            return None
        offset = address - region.base
        if offset < 0 or offset + size > len(region.data):
            return None
        return region, offset

    def near(self, address: int) -> tuple[Region, int] | None:
        """The region of an address and its offset, which may lie outside of it, or None."""
        region = self._windows.get(address >> WINDOW_SHIFT)
        return None if region is None else (region, address - region.base)

    def readable(self, address: int, size: int) -> tuple[bytearray, int]:
        """The bytes that hold ``address`` and the offset in them.

        Raises:
            Trap: with `FaultKind.READ`, not all ``size`` bytes lie in one region, or they may
                not be read.
        """
        found = self.find(address, size)
        if found is None or (found[0].shown is not None and not found[0].may_read(found[1], size)):
            raise Trap(FaultKind.READ, address, size)
        return found[0].data, found[1]

    def stretch(self, address: int, most: int) -> tuple[bytearray, int, int]:
        """The data with the bytes from ``address`` on; the start and end of what may be read.

        Args:
            address: of the first.
            most: bytes at most.

        Returns:
            An end that is the beginning when none may be read.
        """
        found = self.find(address, 1)
        if found is None:
            return bytearray(), 0, 0
        region, at = found
        ends = [len(region.data)]
        if region.shown is not None:
            ends = [end for start, end in region.shown if start <= at < end] or [at]
        return region.data, at, min(ends[0], at + most)

    def rest(self, address: int, most: int) -> bytes | None:
        """The bytes from ``address`` on that may be read, ``most`` at most; None when none may."""
        data, at, end = self.stretch(address, most)
        return bytes(data[at:end]) if at < end else None

    def writable(self, address: int, size: int) -> tuple[bytearray, int]:
        """Return the data of a region, and the offset in it, for a write to ``address``.

        Raises:
            Trap: with `FaultKind.WRITE`, the bytes do not lie in one region or may not be written.
        """
        found = self.find(address, size)
        if found is None or not found[0].may_write(found[1], size):
            raise Trap(FaultKind.WRITE, address, size)
        return found[0].data, found[1]

    def explain(self, address: int, size: int) -> str:
        """Describe where ``address`` lies in the nearest region, in words; "" far from any."""
        region = self._windows.get(address >> WINDOW_SHIFT)
        if region is None:
            return ""
        offset = address - region.base
        length = len(region.data)
        where = f"offset {offset} of the {region.name} ({length} bytes)"
        if offset < 0 or offset + size > length:
            return where
        if not region.may_read(offset, size):
            return f"{where}, not for programs there"
        return where if region.may_write(offset, size) else f"{where}, read-only there"
