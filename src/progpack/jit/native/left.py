"""Packets as the runs of a batch leave them, where they may move and so are not where they were."""

from __future__ import annotations

import ctypes
from array import array

from progpack.jit.native.areas import Area, new_area
from progpack.jit.native.layout import Left

__all__ = ["LeftPackets"]


class LeftPackets:
    """Packets that runs left, one behind the other.

    Args:
        most: packets that are kept at most, which is as many as run at once.

    Attributes:
        starts: where in the memory each starts.
        ends: one past its last byte.
    """

    def __init__(self, most: int) -> None:
        self.starts, self.ends = array("Q", bytes(8 * most)), array("Q", bytes(8 * most))
        self._area: Area = new_area(1)
        self._slot = Left(starts=self.starts.buffer_info()[0], ends=self.ends.buffer_info()[0])

    @property
    def count(self) -> int:
        """Number of packets that are kept."""
        return int(self._slot.count)

    @property
    def address(self) -> int:
        """Address of the memory."""
        return self._area.address

    def clear(self) -> None:
        """Forget the packets, so that there is room for others."""
        self._slot.used = self._slot.count = 0

    def address_for(self, size: int) -> int:
        """Return the address of a `Left` that has room for packets of ``size`` bytes.

        Raises:
            OutOfMemoryError: there is no memory for them.
        """
        if not self._slot.count and self._area.size < 2 * size:
            self._area = new_area(2 * size)
            self._slot.bytes, self._slot.room = self._area.address, self._area.size
        return ctypes.addressof(self._slot)
