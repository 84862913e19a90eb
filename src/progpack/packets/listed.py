"""Packets in a list, joined for the native loop in windows that stay in the cache of a CPU.

All of them at once would be as many bytes again, which no cache holds and whose pages are new each
time: joining packets of 1,500 bytes took ten times as long as running a program on them.
"""

from __future__ import annotations

import ctypes
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from progpack.errors import UsageError
from progpack.integers import MAX_U64

__all__ = ["Listed", "Window"]

#: Bytes of a window; a longer packet has a window of its own.
_WINDOW: Final = 1 << 17


class Window(NamedTuple):
    """Packets that lie in memory, until the next window is asked for.

    Attributes:
        base: address from which the offsets of all packets count; it may lie before the memory.
        first: number of the first packet.
        packets: how many there are.
        end: offset behind the last.
    """

    base: int
    first: int
    packets: int
    end: int


class Listed:
    """Packets that a caller has as objects.

    Args:
        packets: the packets; the list may change meanwhile, its packets may not.

    Attributes:
        offsets: where each starts when they lie one behind the other; behind the last the end.
    """

    __slots__ = ("_packets", "offsets")

    def __init__(self, packets: Sequence[bytes]) -> None:
        self._packets = tuple(packets)
        self.offsets = array("Q", accumulate(map(len, self._packets), initial=0))

    def __len__(self) -> int:
        return len(self._packets)

    @property
    def longest(self) -> int:
        """Bytes of the longest packet."""
        return max(map(len, self._packets), default=0)

    def windows(self) -> Iterator[Window]:
        """Join as many packets as fit a window, again and again.

        Raises:
            UsageError: a packet that may change, such as a bytearray, has changed its length.
        """
        offsets, packets = self.offsets, self._packets
        first = 0
        while first < len(packets):
            start = offsets[first]
            after = max(bisect_right(offsets, start + _WINDOW, first + 1) - 1, first + 1)
            joined = b"".join(packets[first:after])
            end = offsets[after]
            if len(joined) != end - start:
                raise UsageError(f"packets {first} to {after - 1} changed while they were joined")
            address = ctypes.cast(ctypes.c_char_p(joined), ctypes.c_void_p).value or 0
            yield Window(address - start & MAX_U64, first, after - first, end)
            first = after
