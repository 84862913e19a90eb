"""A capture in windows: tables of where its packets are, so that nobody makes an object of each.

`windows` reads a capture of any size in memory that does not grow with it. Where a `Walker` is
given, it finds the packets of a window (that of the JIT does so in native code); what it does not
read, and all where there is none, is read by `progpack.packets.pcap`, which also says what is wrong
with a damaged capture.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, Protocol

from progpack.errors import ObjectError
from progpack.packets.pcap import CapturedPacket, PcapngBlocks, PcapRecords, records_of
from progpack.packets.source import Source
from progpack.packets.stream import Recording

__all__ = [
    "NO_TIME",
    "Link",
    "Links",
    "PacketTable",
    "Records",
    "Walker",
    "Window",
    "recorded_windows",
    "window_of",
    "windows",
]

NO_TIME: Final = (1 << 64) - 1
"""In place of a time before 1970, or of one that 64 bits of nanoseconds do not hold."""

_MOST_PACKETS: Final = 4096
_MOST_BYTES: Final = 1 << 20
# Interfaces of all sections: each takes memory.
_MOST_LINKS: Final = 1 << 17

Records = PcapRecords | PcapngBlocks


class Link(NamedTuple):
    """The link that packets come from.

    Attributes:
        link_type: the header that they start with, a LINKTYPE number.
        interface: number of the interface within its section; 0 in pcap.
    """

    link_type: int
    interface: int = 0


class Links:
    """The links of a capture, each once, in the order in which they were found.

    Args:
        name: name of the capture, for messages.
    """

    __slots__ = ("_name", "_numbers", "all")

    def __init__(self, name: str = "the capture") -> None:
        self._name = name
        self.all: list[Link] = []
        self._numbers: dict[Link, int] = {}

    def number(self, link: Link) -> int:
        """The index of a link, which is added if it is new.

        Raises:
            ObjectError: there are too many.
        """
        number = self._numbers.setdefault(link, len(self.all))
        if number == len(self.all):
            if number == _MOST_LINKS:
                raise ObjectError(f"{self._name}: more than {_MOST_LINKS:,} interfaces")
            self.all.append(link)
        return number


class PacketTable:
    """Columns with a row for each packet; rows from ``count`` on have no meaning.

    Attributes:
        starts: index of each packet's first byte in the bytes of its window.
        ends: one past its last byte.
        times: nanoseconds since 1970, or `NO_TIME`.
        lengths: bytes that it had on the wire.
        links: index of its `Link`.
        count: rows that have a meaning.
    """

    __slots__ = ("count", "ends", "lengths", "links", "starts", "times")

    def __init__(self, room: int) -> None:
        self.starts, self.ends, self.times = (array("Q", bytes(8 * room)) for _ in range(3))
        self.lengths, self.links = (array("I", bytes(4 * room)) for _ in range(2))
        self.count = 0


class Window(NamedTuple):
    """Some packets of a capture; it may be used until the next window is asked for.

    Attributes:
        data: the bytes that hold the packets.
        table: where they are.
        links: what the table's ``links`` are indices of.
        cut: how many of the packets are shorter than they were on the wire.
        walked: whether a `Walker` found them, so that they lie in its memory.
    """

    data: memoryview
    table: PacketTable
    links: Sequence[Link]
    cut: int
    walked: bool

    def packets(self) -> Iterator[CapturedPacket]:
        """The packets as objects; one without a time has `NO_TIME`."""
        table = self.table
        rows = zip(table.starts, table.ends, table.times, table.lengths, table.links, strict=True)
        for _, (start, end, time, length, link) in zip(range(table.count), rows, strict=False):
            data = self.data[start:end].tobytes()
            yield CapturedPacket(time, data, length, *self.links[link])


class Walker(Protocol):
    """A finder of the packets in a window.

    Attributes:
        buffer: the window.
        table: gets its packets.
    """

    buffer: memoryview
    table: PacketTable

    def begin(self, records: Records, links: Links) -> None:
        """Take over what is known of the capture, or what is new since the last time.

        Args:
            records: how the capture is written.
            links: gets the links of its packets.
        """

    def walk(self, at: int, end: int) -> tuple[int, int]:
        """Fill the table with packets that lie in ``buffer[at:end]``, from ``at`` on.

        Returns:
            Where the walk stopped, and how many of the packets are not whole.
        """


def recorded_windows(recording: Recording, walker: Walker | None = None) -> Iterator[Window]:
    """Return the packets of a capture from its beginning; see `windows`."""
    buffer = None if walker is None else walker.buffer
    return windows(Source(recording.begin(), recording.name, buffer), walker)


def windows(source: Source, walker: Walker | None = None) -> Iterator[Window]:
    """The packets of a capture, window by window, in order.

    Args:
        source: the capture; with a walker, its buffer is that of the walker.
        walker: what finds packets; without one Python reads them all.

    Raises:
        ObjectError: the file is no capture, cannot be read, is cut off or damaged; packets before
            that have been yielded.
    """
    records, links = records_of(source), Links(source.name)
    reader = _Reader(records, links)
    most = _MOST_PACKETS if walker is None else 1
    # The section header of pcapng is not the walker's.
    begins = isinstance(records, PcapngBlocks)
    while True:
        if walker is not None and not begins:
            walker.begin(records, links)
            for window in _walked(source, walker, links):
                most = 1
                yield window
        begins = False
        read = reader.window(most)
        if read is None:
            return
        yield read
        if reader.error is not None:
            raise reader.error
        # A capture that the walker does not read is not read packet by packet.
        most = min(2 * most, _MOST_PACKETS)


def _walked(source: Source, walker: Walker, links: Links) -> Iterator[Window]:
    """Windows up to what the walker does not read."""
    while True:
        stop, cut = walker.walk(source.at, source.end)
        moved = stop > source.at
        source.skip(stop - source.at)
        if walker.table.count:
            yield Window(source.buffer, walker.table, links.all, cut, walked=True)
        elif not moved and not source.fill():
            return


class _Reader:
    """Windows of packets that Python reads.

    Attributes:
        error: what is wrong with the capture behind the last window.
    """

    def __init__(self, records: Records, links: Links) -> None:
        self._records = records
        self._links = links
        self.error: ObjectError | None = None

    def window(self, most: int) -> Window | None:
        """The next packets, ``most`` of them at most; None behind the last.

        Raises:
            ObjectError: the capture is cut off or damaged here.
        """
        packets: list[CapturedPacket] = []
        size = 0
        try:
            while len(packets) < most and size < _MOST_BYTES:
                packet = self._records.next()
                if packet is None:
                    break
                packets.append(packet)
                size += len(packet.data)
        except ObjectError as error:
            if not packets:
                raise
            self.error = error
        return window_of(packets, self._links) if packets else None


def window_of(packets: Sequence[CapturedPacket], links: Links) -> Window:
    """A window of packets that are objects already.

    Args:
        packets: in order.
        links: gets what is new among theirs.
    """
    sizes = [len(packet.data) for packet in packets]
    table = PacketTable(0)
    table.ends = array("Q", accumulate(sizes))
    table.starts = array("Q", [0, *table.ends[:-1]][: len(sizes)])
    table.times = array("Q", [_time(packet.timestamp_ns) for packet in packets])
    table.lengths = array("I", [packet.length for packet in packets])
    numbers = [links.number(Link(packet.link_type, packet.interface)) for packet in packets]
    table.links = array("I", numbers)
    table.count = len(packets)
    cut = sum(packet.length > size for packet, size in zip(packets, sizes, strict=True))
    data = memoryview(b"".join(packet.data for packet in packets))
    return Window(data, table, links.all, cut, walked=False)


def _time(nanoseconds: int) -> int:
    return nanoseconds if 0 <= nanoseconds < NO_TIME else NO_TIME
