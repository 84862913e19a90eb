"""Packets in a list, given to the native loop in windows that stay in the cache of a CPU.

All of them at once would be as many bytes again, which no cache holds and whose pages are new each
time: joining packets of 1,500 bytes took ten times as long as running a program on them. A program
that only reads packets, wherever they lie, runs on the objects' own bytes: nothing is joined.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Final

from progpack.bpf.context.given import given_packet
from progpack.integers import MAX_U64
from progpack.jit.native.runtime import native_runtime

__all__ = ["Joined", "JoinedWindow"]

#: Bytes of a window, and its packets; a longer packet has a window of its own.
_WINDOW: Final = 1 << 17
_MOST: Final = 1 << 12
_NUMBER: Final = 8


class JoinedWindow:
    """Packets that lie one behind the other, or where their objects are, until the next are taken.

    Attributes:
        base: address of the first; 0 when each is where its object is.
        starts: address of a number for each, 64 bits: where it starts, from ``base`` on.
        ends: address of a number for each: one past its last byte.
        packets: how many there are.
        size: bytes of all that lie one behind the other.
    """

    __slots__ = ("_bounds", "_bytes", "_room", "base", "ends", "packets", "size", "starts")

    def __init__(self, room: int) -> None:
        self._bytes = (ctypes.c_uint8 * room)()
        # The starts and the last end of joined packets; starts and ends of others.
        self._bounds = (ctypes.c_uint64 * (2 * _MOST))()
        self.starts = ctypes.addressof(self._bounds)
        self.base = self.ends = self.packets = self.size = 0
        self._room = room

    def fill(self, packets: tuple[bytes, ...], first: int) -> int:
        """Join packets, from one on, as many as fit and are bytes: how many."""
        self.base, self.ends = ctypes.addressof(self._bytes), self.starts + _NUMBER
        self._take(packets, first, self._room)
        self.size = self._bounds[self.packets]
        return self.packets

    def point(self, packets: tuple[bytes, ...], first: int) -> int:
        """Note where packets are, from one on, as many as are bytes and have room: how many."""
        self.base, self.ends = 0, self.starts + _MOST * _NUMBER
        self._take(packets, first, MAX_U64)
        self.size = 0
        return self.packets

    def _take(self, packets: tuple[bytes, ...], first: int, room: int) -> None:
        most = min(len(packets) - first, _MOST)
        bounds = self.starts, self.ends
        self.packets = native_runtime().join(packets, first, most, self.base, room, *bounds)


_free: list[JoinedWindow] = []


class Joined:
    """Packets that a caller has as objects.

    Args:
        packets: the packets; the list may change meanwhile, its packets may not.
    """

    __slots__ = ("_packets",)

    def __init__(self, packets: Sequence[bytes]) -> None:
        self._packets = tuple(packets)

    def __len__(self) -> int:
        return len(self._packets)

    @property
    def longest(self) -> int:
        """Bytes of the longest packet."""
        return max(map(len, self._packets), default=0)

    def windows(self, apart: bool = False) -> Iterator[JoinedWindow]:
        """Join as many packets as fit a window, again and again.

        Args:
            apart: leave each where its object is, if it is bytes.

        Raises:
            TypeError: an object has no bytes.
        """
        window = _free.pop() if _free else JoinedWindow(_WINDOW)
        first = 0
        while first < len(self._packets):
            if window.point(self._packets, first) if apart else window.fill(self._packets, first):
                yield window
                first += window.packets
                continue
            # It is longer than a window, or no bytes, such as a bytearray.
            packet = given_packet(self._packets[first])
            alone = JoinedWindow(len(packet))
            alone.fill((packet,), 0)
            yield alone
            first += 1
        _free.append(window)
