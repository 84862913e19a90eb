"""Capture files: read pcap and pcapng, write pcap (pcapng: `progpack.packets.pcapng`).

Formats: draft-ietf-opsawg-pcap, with the modified records of magic a1b2cd34, and
draft-ietf-opsawg-pcapng. Both byte orders, micro- and nanoseconds, several interfaces and sections.
A file is read packet by packet, never whole.

The code is small because only packets are wanted from a file: times, bytes and link types. The
general libraries either build protocol objects from every packet or are no longer kept.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

from progpack.errors import ObjectError, UsageError
from progpack.packets.source import Source
from progpack.packets.stream import open_recording
from progpack.records import dataclass

__all__ = [
    "LINKTYPE_ETHERNET",
    "LINKTYPE_RAW",
    "MAX_LENGTH",
    "MOST_READ",
    "MOST_WRITTEN",
    "CapturedPacket",
    "PcapRecords",
    "PcapWriter",
    "PcapngBlocks",
    "Port",
    "read_pcap",
    "records_of",
    "write_pcap",
]

#: Link types (https://www.tcpdump.org/linktypes.html): Ethernet frames, and plain IP packets.
LINKTYPE_ETHERNET: Final = 1
LINKTYPE_RAW: Final = 101

_NS: Final = 1_000_000_000
# Kuznetzov's pcap (KUZNETZOV_TCPDUMP_MAGIC of libpcap's sf-pcap.c) has behind the header of each
# record the interface's index, the protocol, the kind of packet and a byte of padding.
_RECORD_HEADER, _KUZNETZOV_HEADER = 16, 24
#: First four bytes of a pcap file -> byte order, nanoseconds per fraction unit, bytes of a header.
_PCAP_MAGIC: Final = {
    b"\xd4\xc3\xb2\xa1": ("<", 1000, _RECORD_HEADER),
    b"\xa1\xb2\xc3\xd4": (">", 1000, _RECORD_HEADER),
    b"\x4d\x3c\xb2\xa1": ("<", 1, _RECORD_HEADER),
    b"\xa1\xb2\x3c\x4d": (">", 1, _RECORD_HEADER),
    b"\x34\xcd\xb2\xa1": ("<", 1000, _KUZNETZOV_HEADER),
    b"\xa1\xb2\xcd\x34": (">", 1000, _KUZNETZOV_HEADER),
}
SECTION_MAGIC: Final = b"\x0a\x0d\x0d\x0a"
_ORDER_MAGIC: Final = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_INTERFACE, _PACKET, _SIMPLE, _ENHANCED = 1, 2, 3, 6
_PACKET_LAYOUTS: Final = {_PACKET: "HHIIII", _SIMPLE: "I", _ENHANCED: "IIIII"}
# Bytes of a block's type and two lengths, and of a section header behind its first length.
_BLOCK_FRAME, _SECTION_HEADER = 12, 16
# Bytes: an option has up to 64 KiB, and those that describe an interface are a few.
_MOST_DESCRIBED: Final = 1 << 20
_OPT_TSRESOL, _OPT_TSOFFSET = 9, 14
# libpcap cuts packets of a file to its snapshot length, and takes no more than this for Ethernet
# (MAXIMUM_SNAPLEN). Files of other links hold more; what is compressed can be of any size, so a
# packet has an end: no program runs on so much. Other blocks, which nobody keeps, have one too,
# as a length field above it means that the file is something else.
MOST_WRITTEN: Final = 256 * 1024
MOST_READ: Final = 16 * 1024 * 1024
MAX_LENGTH: Final = 256 * 1024 * 1024
_MOST_WIRE: Final = (1 << 32) - 1
# Of a section: each takes memory, and interface descriptions may be all that a file has.
_MOST_INTERFACES: Final = 1 << 16


class CapturedPacket(NamedTuple):
    """One packet of a capture file.

    Attributes:
        timestamp_ns: nanoseconds since 1970, UTC; 0 where the file has none.
        data: the bytes that were captured.
        length: bytes that it had on the wire; more than ``data`` has when it was cut.
        link_type: what ``data`` starts with, a LINKTYPE number.
        interface: number of the interface within its section; 0 in pcap.
    """

    timestamp_ns: int
    data: bytes
    length: int
    link_type: int = LINKTYPE_ETHERNET
    interface: int = 0

    def with_data(self, data: bytes, length: int) -> CapturedPacket:
        """The packet with other bytes, of which so many were on the wire."""
        return self._replace(data=data, length=length)


def read_pcap(path: str | os.PathLike[str]) -> Iterator[CapturedPacket]:
    """The packets of a pcap or pcapng file, in the order of the file; gzip and zstd are undone.

    Raises:
        ObjectError: the file cannot be opened, is no capture file, is cut off or damaged; names
            the file and the offset. Packets before that offset have been yielded.
    """
    with open_recording(path) as recording:
        records = records_of(Source(recording.begin(), recording.name))
        while (packet := records.next()) is not None:
            yield packet


def write_pcap(
    path: str | os.PathLike[str],
    packets: Iterable[CapturedPacket | tuple[int, bytes]],
    *,
    link_type: int = LINKTYPE_ETHERNET,
    nanoseconds: bool = True,
    byteorder: Literal["little", "big"] = "little",
) -> int:
    """Write a pcap file and return the number of packets.

    Args:
        path: the file; it is replaced.
        packets: captured packets, or pairs of nanoseconds since 1970 and bytes.
        link_type: what every packet starts with.
        nanoseconds: resolution of the times; else microseconds, rounded down.
        byteorder: of the file's numbers.

    Raises:
        UsageError: a packet has another link type, a time that the format cannot hold, or more
            than 256 KiB.
        ObjectError: the file cannot be written.
    """
    count = 0
    try:
        with Path(path).open("wb") as out:
            writer = PcapWriter(out, link_type, nanoseconds=nanoseconds, byteorder=byteorder)
            for item in packets:
                packet = item if isinstance(item, CapturedPacket) else _bare(*item, link_type)
                problem = writer.problem(packet)
                if problem:
                    raise UsageError(f"packet {count}: {problem}")
                writer.write(packet)
                count += 1
    except OSError as error:
        raise ObjectError(f"{os.fspath(path)}: {error.strerror or error}") from error
    return count


class PcapWriter:
    """A pcap file that gets one packet after the other; see `write_pcap`."""

    def __init__(
        self,
        out: BinaryIO,
        link_type: int = LINKTYPE_ETHERNET,
        *,
        nanoseconds: bool = True,
        byteorder: Literal["little", "big"] = "little",
    ) -> None:
        order = "<" if byteorder == "little" else ">"
        magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
        self._out, self._link_type = out, link_type
        self._unit = 1 if nanoseconds else 1000
        self._record = struct.Struct(order + "IIII")
        out.write(struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, MOST_WRITTEN, link_type))

    def holds_time(self, nanoseconds: int) -> bool:
        """Whether the file can hold a time."""
        return 0 <= nanoseconds < _NS << 32

    def problem(self, packet: CapturedPacket) -> str:
        """Why the file cannot hold a packet; empty if it can."""
        return _unwritable(packet, packet.timestamp_ns // _NS, self._link_type)

    def write(self, packet: CapturedPacket) -> None:
        """Write a packet that the file can hold."""
        seconds, rest = divmod(packet.timestamp_ns, _NS)
        head = self._record.pack(
            seconds, rest // self._unit, len(packet.data), min(packet.length, _MOST_WIRE)
        )
        self._out.write(head + packet.data)


def _unwritable(packet: CapturedPacket, seconds: int, link_type: int) -> str:
    if packet.link_type != link_type:
        return f"link type {packet.link_type} in a file of {link_type}; a pcap file has one"
    if not 0 <= seconds < 1 << 32:
        return f"{seconds} seconds since 1970 do not fit a pcap file"
    if len(packet.data) > MOST_WRITTEN:
        return f"{len(packet.data)} bytes are more than the {MOST_WRITTEN} that readers take"
    return ""


def _bare(timestamp_ns: int, data: bytes, link_type: int) -> CapturedPacket:
    return CapturedPacket(timestamp_ns, bytes(data), len(data), link_type)


class PcapRecords:
    """The records of a pcap file whose magic number has been taken.

    Attributes:
        order: byte order of the file, for `struct`.
        unit: nanoseconds of a unit of the times' fractions.
        header: bytes in front of each packet.
        link_type: of all packets.
    """

    def __init__(self, source: Source, order: str, unit: int, header: int) -> None:
        self.order, self.unit, self.header = order, unit, header
        self._source = source
        self._record = struct.Struct(order + "IIII")
        major, _minor, _zone, _sigfigs, _snaplen, network = struct.unpack(
            order + "HHiIII", source.take(20, "the file header")
        )
        if major != 2:
            raise source.error(f"pcap version {major}; version 2 is read", at=4)
        # The upper bits say whether frames end in a checksum.
        self.link_type = network & 0xFFFF

    def next(self) -> CapturedPacket | None:
        """The next packet, None behind the last.

        Raises:
            ObjectError: the record is cut off or damaged.
        """
        source = self._source
        header = source.take_or_end(self.header, "a record header")
        if header is None:
            return None
        seconds, rest, captured, length = self._record.unpack_from(header)
        start = source.offset - self.header
        if captured > MAX_LENGTH:
            raise source.error(f"a record of {captured} bytes; the file is damaged", at=start)
        data = _data(source, start, captured)
        return CapturedPacket(seconds * _NS + rest * self.unit, data, length, self.link_type)


@dataclass(frozen=True, slots=True)
class Port:
    """An interface of a pcapng section: times are ``ticks * numerator / denominator`` seconds."""

    link_type: int
    snaplen: int
    denominator: int = 1_000_000
    offset_s: int = 0

    def nanoseconds(self, high: int, low: int) -> int:
        """The time of a number of ticks, of which these are the halves: since 1970."""
        ticks = high << 32 | low
        return self.offset_s * _NS + ticks * _NS // self.denominator


class PcapngBlocks:
    """The blocks of a pcapng file; the type of the first of them has been taken.

    Attributes:
        order: byte order of the section, for `struct`.
        ports: the interfaces of the section.
    """

    def __init__(self, source: Source) -> None:
        self.order = ""
        self.ports: list[Port] = []
        self._source = source
        # The same in both byte orders.
        self._first: bytes | None = SECTION_MAGIC

    def next(self) -> CapturedPacket | None:
        """The next packet, None behind the last.

        Raises:
            ObjectError: a block is cut off or damaged.
        """
        source = self._source
        while True:
            kind, self._first = self._first or source.take_or_end(4, "a block type"), None
            if kind is None:
                return None
            start = source.offset - 4
            packet = self._block(kind, start)
            if packet is not None:
                return packet

    def _block(self, kind: bytes, start: int) -> CapturedPacket | None:
        """The packet of a block whose type has been taken, None if it has none."""
        source = self._source
        if kind == SECTION_MAGIC:
            self.order, self.ports = _section(source, start), []
            return None
        length = source.take(4, "a block length")
        size = _body_size(source, start, self.order, length)
        number = struct.unpack(self.order + "I", kind)[0]
        packet, begin = None, source.offset
        if number == _INTERFACE:
            if len(self.ports) == _MOST_INTERFACES:
                raise source.error(f"more than {_MOST_INTERFACES:,} interfaces", at=start)
            self.ports.append(_port(source, start, self.order, size))
        elif number in (_ENHANCED, _PACKET, _SIMPLE):
            packet = _packet(source, start, self.order, number, size, self.ports)
        _end_block(source, start, length, begin + size)
        return packet


def records_of(source: Source) -> PcapRecords | PcapngBlocks:
    """Return the reader of a capture's packets, from the beginning.

    Raises:
        ObjectError: the file is no capture, or its header is cut off or damaged.
    """
    magic = source.take(4, "the magic number")
    if magic in _PCAP_MAGIC:
        return PcapRecords(source, *_PCAP_MAGIC[magic])
    if magic == SECTION_MAGIC:
        return PcapngBlocks(source)
    raise source.error(
        f"no capture file: it starts with {magic.hex()}; pcap and pcapng are read", at=0
    )


def _section(source: Source, start: int) -> str:
    """The byte order of a section header block whose type has been read."""
    length = source.take(4, "a section header")
    magic = source.take(4, "a section header")
    order = _ORDER_MAGIC.get(magic)
    if order is None:
        raise source.error(f"{magic.hex()} is no byte-order magic", at=start + 8)
    size, begin = _body_size(source, start, order, length), source.offset - len(magic)
    if size < _SECTION_HEADER:
        raise source.error("the section header is too short", at=start)
    major = struct.unpack(order + "H", source.take(2, "a section header"))[0]
    if major != 1:
        raise source.error(f"pcapng version {major}; version 1 is read", at=start + 12)
    _end_block(source, start, length, begin + size)
    return order


def _body_size(source: Source, start: int, order: str, length: bytes) -> int:
    """The bytes of a block between its two lengths, of which the first has been taken."""
    total = struct.unpack(order + "I", length)[0]
    if total < _BLOCK_FRAME or total % 4 or total > MAX_LENGTH:
        raise source.error(f"a block of {total} bytes; the file is damaged", at=start)
    return int(total) - _BLOCK_FRAME


def _end_block(source: Source, start: int, length: bytes, end: int) -> None:
    """Pass over what is left of a block's body, and take the second length."""
    source.pass_over(end - source.offset, "a block")
    if source.take(4, "a block's second length") != length:
        raise source.error("a block's two lengths differ; the file is damaged", at=start)


def _data(source: Source, start: int, size: int) -> bytes:
    """The bytes of a packet, whose record or block starts at an offset."""
    if size > MOST_READ:
        raise source.error(f"a packet of {size} bytes; up to {MOST_READ} are read", at=start)
    return source.take(size, "a packet")


def _port(source: Source, start: int, order: str, size: int) -> Port:
    if size < 8:
        raise source.error("the interface description is too short", at=start)
    if size > _MOST_DESCRIBED:
        raise source.error(f"an interface description of {size} bytes", at=start)
    body = source.take(size, "a block")
    link_type, _reserved, snaplen = struct.unpack_from(order + "HHI", body)
    denominator, offset_s = 1_000_000, 0
    for code, value in _options(body[8:], order):
        if code == _OPT_TSRESOL and value:
            denominator = 1 << (value[0] & 0x7F) if value[0] & 0x80 else 10 ** value[0]
        elif code == _OPT_TSOFFSET and len(value) == 8:
            offset_s = struct.unpack(order + "q", value)[0]
    return Port(link_type, snaplen, denominator, offset_s)


def _options(data: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        code, length = struct.unpack_from(order + "HH", data, at)
        if code == 0:
            return
        yield code, data[at + 4 : at + 4 + length]
        at += 4 + -(-length // 4) * 4


def _packet(
    source: Source, start: int, order: str, number: int, size: int, ports: list[Port]
) -> CapturedPacket:
    """The packet in an enhanced, simple or (obsolete) packet block, whose body is so long."""
    index = high = low = 0
    layout = struct.Struct(order + _PACKET_LAYOUTS[number])
    if size < layout.size:
        raise source.error("the packet block is too short", at=start)
    fields = layout.unpack(source.take(layout.size, "a block"))
    if number == _SIMPLE:
        length = captured = fields[0]
    else:
        index = fields[0]
        high, low, captured, length = fields[-4:]
    if index >= len(ports):
        raise source.error(
            f"a packet of interface {index}, of which there is no description", at=start
        )
    port = ports[index]
    if number == _SIMPLE and port.snaplen:
        captured = min(captured, port.snaplen)
    if layout.size + captured > size:
        raise source.error(f"a packet of {captured} bytes in a block of {size}", at=start)
    data = _data(source, start, captured)
    when = 0 if number == _SIMPLE else port.nanoseconds(high, low)
    return CapturedPacket(when, data, length, port.link_type, index)
