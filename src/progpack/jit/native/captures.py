"""Captures in native code: where the packets of a window are, and how often each verdict came."""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Final

from progpack.jit.native.areas import low_area
from progpack.jit.native.frames import Frames
from progpack.jit.native.layout import PortSlot, TallySlot, Walk
from progpack.jit.native.runtime import native_runtime
from progpack.packets.pcap import PcapngBlocks, Port
from progpack.packets.walk import Link, Links, PacketTable, Records

__all__ = ["WINDOW", "NativeWalker", "Tally"]

WINDOW: Final = 1 << 21
"""Bytes of a capture that are read at once: they stay in a cache until their packets have run."""

_MOST_PACKETS: Final = 1 << 14
_SLOTS: Final = 1 << 10
_NS: Final = 1_000_000_000
_MOST: Final = (1 << 64) - 1
_ORDER: Final = "<" if sys.byteorder == "little" else ">"


class NativeWalker:
    """Finds the packets of a window that lies below 4 GiB; see `progpack.packets.walk.Walker`.

    Attributes:
        buffer: the window.
        address: address of the window.
        table: the packets.

    Raises:
        OutOfMemoryError: there is no room below 4 GiB.
    """

    def __init__(self, size: int = WINDOW, room: int = _MOST_PACKETS) -> None:
        self._area = low_area(size)
        self.buffer, self.address = self._area.view, self._area.address
        self.table = table = PacketTable(room)
        columns = (table.starts, table.ends, table.times, table.lengths, table.links)
        self._walk = Walk(*(column.buffer_info()[0] for column in columns), room)
        self._native = native_runtime().walk
        self._frames = Frames()
        self._ports: list[Port] = []
        self._slots = (PortSlot * 1)()

    def begin(self, records: Records, links: Links) -> None:
        """Take over what is known of the capture, or what is new since the last time."""
        walk = self._walk
        walk.swapped = records.order != _ORDER
        if not isinstance(records, PcapngBlocks):
            walk.header, walk.unit = records.header, records.unit
            walk.link = links.number(Link(records.link_type))
            return
        walk.header = 0
        if records.ports is not self._ports:
            self._ports, walk.port_count = records.ports, 0
        for number in range(walk.port_count, len(self._ports)):
            self._add(number, links)

    def _add(self, number: int, links: Links) -> None:
        """Have the interface of a number, which is the next."""
        if number == len(self._slots):
            larger = (PortSlot * (2 * number))()
            ctypes.memmove(larger, self._slots, ctypes.sizeof(self._slots))
            self._slots = larger
        port = self._ports[number]
        self._slots[number] = _slot(port, links.number(Link(port.link_type, number)))
        self._walk.port_table = ctypes.addressof(self._slots)
        self._walk.port_count = number + 1

    def walk(self, at: int, end: int) -> tuple[int, int]:
        """Fill the table with packets that lie in ``buffer[at:end]``, from ``at`` on."""
        stop = self._native(ctypes.byref(self._walk), self.address, at, end)
        self.table.count = self._walk.count
        return stop, self._walk.cut

    def make_ethernet(self, links: Sequence[Link]) -> bool:
        """Make the packets of the table Ethernet, where they lie; whether all could be."""
        return self._frames.make(self._walk, links, self.address)


def _slot(port: Port, link: int) -> PortSlot:
    """An interface for the native walk, which leaves those to Python whose times are odd."""
    unit, rest = divmod(_NS, port.denominator)
    offset = port.offset_s * _NS
    if rest or not 0 <= offset < _MOST:
        return PortSlot(link=link)
    return PortSlot(unit=unit, offset=offset, last=(_MOST - 1 - offset) // unit, link=link)


class Tally:
    """The counts of many numbers of 64 bits.

    Args:
        slots: different numbers that are counted natively; a power of two.
        counts: gets the counts of all of them.
    """

    def __init__(self, slots: int = _SLOTS, counts: Counter[int] | None = None) -> None:
        self._slots = (TallySlot * slots)()
        self._counts: Counter[int] = Counter() if counts is None else counts

    def add(self, values: array[int], count: int) -> None:
        """Count the first ``count`` of some values."""
        address = values.buffer_info()[0]
        done = 0
        while done < count:
            at = address + done * values.itemsize
            done += native_runtime().tally(at, count - done, self._slots, len(self._slots))
            if done < count:
                self._empty()

    def _empty(self) -> None:
        for slot in self._slots:
            if slot.count:
                self._counts[slot.value] += slot.count
        ctypes.memset(self._slots, 0, ctypes.sizeof(self._slots))

    def counts(self) -> Counter[int]:
        """How often each value came."""
        self._empty()
        return self._counts
