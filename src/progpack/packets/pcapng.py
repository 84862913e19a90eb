"""Write pcapng files: packets of several link types, with what a program decided about each.

Format: draft-ietf-opsawg-pcapng. The verdict is the option ``epb_verdict``, which has numbers for
XDP and tc; wireshark shows it as ``frame.verdict``. Reading is in `progpack.packets.pcap`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from progpack.errors import ObjectError, UsageError
from progpack.packets.pcap import CapturedPacket

__all__ = ["AnnotatedPacket", "PcapngWriter", "write_pcapng"]

_SECTION, _INTERFACE, _ENHANCED = 0x0A0D0D0A, 1, 6
_ORDER_MAGIC: Final = 0x1A2B3C4D
_ANY_LENGTH: Final = (1 << 64) - 1
_OPT_COMMENT, _SHB_USERAPPL, _IF_NAME, _IF_TSRESOL, _EPB_VERDICT = 1, 4, 2, 9, 7
_NANOSECONDS: Final = 9
_MOST_WIRE: Final = (1 << 32) - 1
_MAX_TIME: Final = 1 << 64
_MAX_PACKET: Final = 256 * 1024
#: First byte of ``epb_verdict``: Linux_eBPF_TC and Linux_eBPF_XDP, each with 64 bits behind it.
_VERDICTS: Final = {"tc": 1, "xdp": 2}


@dataclass(frozen=True, slots=True)
class AnnotatedPacket:
    """A packet and what is said of it in the file.

    Attributes:
        packet: what is written.
        decided_by: the kind of the program that decided; None when none of these kinds did.
        return_value: r0 of that program.
        comment: text for people, ``""`` for none.
    """

    packet: CapturedPacket
    decided_by: Literal["tc", "xdp"] | None = None
    return_value: int = 0
    comment: str = ""


def write_pcapng(
    path: str | os.PathLike[str], packets: Iterable[AnnotatedPacket | CapturedPacket]
) -> int:
    """Write a pcapng file and return the number of packets.

    Each pair of interface number and link type that occurs becomes an interface of the file, in
    the order in which they come; times have nanoseconds.

    Raises:
        UsageError: a packet has a negative time or more than 256 KiB.
        ObjectError: the file cannot be written.
    """
    try:
        with Path(path).open("wb") as out:
            return _write(out, packets)
    except OSError as error:
        raise ObjectError(f"{os.fspath(path)}: {error.strerror or error}") from error


def _write(out: BinaryIO, packets: Iterable[AnnotatedPacket | CapturedPacket]) -> int:
    writer, count = PcapngWriter(out), 0
    for item in packets:
        noted = item if isinstance(item, AnnotatedPacket) else AnnotatedPacket(item)
        problem = writer.problem(noted.packet)
        if problem:
            raise UsageError(f"packet {count}: {problem}")
        writer.write(noted)
        count += 1
    return count


class PcapngWriter:
    """A pcapng file that gets one packet after the other; see `write_pcapng`."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._interfaces: dict[tuple[int, int], int] = {}
        header = struct.pack("<IHHQ", _ORDER_MAGIC, 1, 0, _ANY_LENGTH)
        out.write(_block(_SECTION, header, [(_SHB_USERAPPL, b"progpack")]))

    def holds_time(self, nanoseconds: int) -> bool:
        """Whether the file can hold a time; the largest number is none."""
        return 0 <= nanoseconds < _MAX_TIME - 1

    def problem(self, packet: CapturedPacket) -> str:
        """Why the file cannot hold a packet; empty if it can."""
        if 0 <= packet.timestamp_ns < _MAX_TIME and len(packet.data) <= _MAX_PACKET:
            return ""
        size, time = len(packet.data), packet.timestamp_ns
        return f"{size} bytes at {time} ns do not fit a pcapng file"

    def write(self, noted: AnnotatedPacket) -> None:
        """Write a packet that the file can hold."""
        packet = noted.packet
        self._out.write(_enhanced(noted, self.interface(packet.link_type, packet.interface)))

    def interface(self, link_type: int, number: int) -> int:
        """Return the number in the file of an interface, which is described when it is new.

        Args:
            link_type: link type of its packets.
            number: its number where the packets come from.
        """
        key = number, link_type
        if key not in self._interfaces:
            self._interfaces[key] = len(self._interfaces)
            options = [
                (_IF_NAME, f"interface {number}".encode()),
                (_IF_TSRESOL, bytes([_NANOSECONDS])),
            ]
            body = struct.pack("<HHI", link_type, 0, 0)
            self._out.write(_block(_INTERFACE, body, options))
        return self._interfaces[key]


def _enhanced(noted: AnnotatedPacket, interface: int) -> bytes:
    packet = noted.packet
    high, low = divmod(packet.timestamp_ns, 1 << 32)
    length = min(max(packet.length, len(packet.data)), _MOST_WIRE)
    body = struct.pack("<IIIII", interface, high, low, len(packet.data), length)
    body += packet.data + bytes(-len(packet.data) % 4)
    options = packet_options(noted.decided_by, noted.return_value, noted.comment)
    return _framed(_ENHANCED, body + options)


def packet_options(
    decided_by: Literal["tc", "xdp"] | None, return_value: int, comment: str
) -> bytes:
    """Return the options of a packet: what was decided about it, and the text for people.

    Args:
        decided_by: as in `AnnotatedPacket`, likewise the others.
        return_value: r0 of the program.
        comment: the text.
    """
    options = []
    if comment:
        options.append((_OPT_COMMENT, comment.encode()))
    if decided_by is not None:
        value = return_value & 0xFFFFFFFF
        signed = value - (1 << 32) if value >> 31 else value
        options.append((_EPB_VERDICT, bytes([_VERDICTS[decided_by]]) + struct.pack("<q", signed)))
    return _packed(options)


def _block(kind: int, body: bytes, options: list[tuple[int, bytes]]) -> bytes:
    return _framed(kind, body + _packed(options))


def _packed(options: list[tuple[int, bytes]]) -> bytes:
    parts = [
        struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)
        for code, value in options
    ]
    return b"".join(parts) + bytes(4) if parts else b""


def _framed(kind: int, body: bytes) -> bytes:
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)
