"""Packets in a list, joined for the native loop in windows that stay in the cache of a CPU.

All of them at once would be as many bytes again, which no cache holds and whose pages are new each
time: joining packets of 1,500 bytes took ten times as long as running a program on them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Final

from progpack.bpf.context.given import given_packet
from progpack.jit.native.runtime import native_runtime

__all__ = ["Joined", "JoinedWindow"]

#: Bytes of a window, and its packets; a longer packet has a window of its own.
_WINDOW: Final = 1 << 17
_MOST: Final = 1 << 12


class JoinedWindow:
    """Packets that lie one behind the other, until the next ones are asked for.

    Attributes:
        base: address of the first.
        starts: address of a number for each, 64 bits: where it starts; behind the last the end.
        packets: how many there are.
        size: bytes of all of them.
    """

    __slots__ = ("_bounds", "_bytes", "base", "packets", "room", "size", "starts")

    def __init__(self, room: int) -> None:
        self._bytes = (ctypes.c_uint8 * room)()
        self._bounds = (ctypes.c_uint64 * (_MOST + 1))()
        self.base, self.starts = ctypes.addressof(self._bytes), ctypes.addressof(self._bounds)
        self.packets, self.size, self.room = 0, 0, room

    def fill(self, packets: tuple[bytes, ...], first: int) -> int:
        """Take packets, from one on, as many as fit and are bytes: how many."""
        most = min(len(packets) - first, _MOST)
        join = native_runtime().join
        self.packets = join(packets, first, most, self.base, self.room, self.starts)
        self.size = self._bounds[self.packets]
        return self.packets


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

    def windows(self) -> Iterator[JoinedWindow]:
        """Join as many packets as fit a window, again and again.

        Raises:
            TypeError: an object has no bytes.
        """
        window = _free.pop() if _free else JoinedWindow(_WINDOW)
        first = 0
        while first < len(self._packets):
            if window.fill(self._packets, first):
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
