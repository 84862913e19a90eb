"""Packets compared with a capture: `assert_pcap`, and the difference of two packets in words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pytest

__all__ = ["assert_pcap", "packet_difference"]

_OPTION: Final = "bpf_update"
_UPDATING: Final[list[bool]] = []
_ROW: Final = 16
#: Fields of headers: name and bytes, in their order (RFC 894, 791, 8200, 768, 9293, 792).
_ETHERNET: Final = (("Ethernet destination", 6), ("Ethernet source", 6), ("EtherType", 2))
_TAG: Final = (("VLAN tag", 2), ("EtherType", 2))
_IPV4: Final = (
    *(("IPv4 version and header length", 1), ("IPv4 type of service", 1)),
    *(("IPv4 total length", 2), ("IPv4 identification", 2), ("IPv4 fragment", 2)),
    *(("IPv4 time to live", 1), ("IPv4 protocol", 1), ("IPv4 checksum", 2)),
    *(("IPv4 source", 4), ("IPv4 destination", 4)),
)
_IPV6: Final = (
    *(("IPv6 version, class and flow", 4), ("IPv6 payload length", 2)),
    *(("IPv6 next header", 1), ("IPv6 hop limit", 1)),
    *(("IPv6 source", 16), ("IPv6 destination", 16)),
)
_PORTS: Final = (("source port", 2), ("destination port", 2))
_UDP: Final = (*_PORTS, ("UDP length", 2), ("UDP checksum", 2))
_TCP: Final = (
    *_PORTS,
    *(("TCP sequence number", 4), ("TCP acknowledgement", 4), ("TCP offset and flags", 2)),
    *(("TCP window", 2), ("TCP checksum", 2), ("TCP urgent pointer", 2)),
)
_ICMP: Final = (("ICMP type", 1), ("ICMP code", 1), ("ICMP checksum", 2), ("ICMP rest", 4))
_TRANSPORT: Final = {6: _TCP, 17: _UDP, 1: _ICMP, 58: _ICMP}
_TAGS: Final = (b"\x81\x00", b"\x88\xa8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("progpack", "tests of BPF programs").addoption(
        "--bpf-update",
        action="store_true",
        help="have assert_pcap write its captures anew, in place of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note whether captures are to be written."""
    _UPDATING[:] = [bool(config.getoption(_OPTION))]


def assert_pcap(packets: Iterable[bytes], file: str | Path, *, update: bool | None = None) -> None:
    """Fail the test unless packets are those of a capture.

    Args:
        packets: packets as programs left them (``run(...).packet``).
        file: the capture, beside the file of the test where it is no absolute path.
        update: write the capture, and do not compare; default what ``pytest --bpf-update`` says.

    Raises:
        AssertionError: there is no capture, or a packet differs; the message names the field.
    """
    from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap

    path = Path(sys._getframe(1).f_code.co_filename).parent / file
    given = list(packets)
    if any(_UPDATING) if update is None else update:
        write_pcap(path, [CapturedPacket(0, one, len(one)) for one in given])
        return
    if not path.exists():
        raise AssertionError(f"there is no {path}; pytest --bpf-update writes it")
    expected = [captured.data for captured in read_pcap(path)]
    for number, (left, right) in enumerate(zip(given, expected, strict=False)):
        if left != right:
            raise AssertionError(f"packet {number}: {packet_difference(left, right)}")
    if len(given) != len(expected):
        raise AssertionError(f"{len(given)} packets, expected {len(expected)} as in {path.name}")


def packet_difference(packet: bytes, expected: bytes) -> str:
    """Return how a packet differs from another one: fields by their names, then rows of bytes.

    Args:
        packet: an Ethernet frame.
        expected: the frame that it should be.
    """
    named = list(_fields(expected))
    fields = [
        f"{name} {packet[at : at + size].hex()}, expected {expected[at : at + size].hex()}"
        for name, at, size in named
        if packet[at : at + size] != expected[at : at + size]
    ]
    end = named[-1][1] + named[-1][2] if named else 0
    if packet[end:] != expected[end:]:
        fields.append("payload")
    if len(packet) != len(expected):
        fields.insert(0, f"{len(packet)} bytes, expected {len(expected)}")
    return "\n".join(["; ".join(fields), *_rows(packet, expected)])


def _rows(packet: bytes, expected: bytes) -> Iterator[str]:
    """The rows that differ, the packet's above the expected one's."""
    for at in range(0, max(len(packet), len(expected)), _ROW):
        left, right = packet[at : at + _ROW], expected[at : at + _ROW]
        if left != right:
            marks = ("^^" if a != b else "  " for a, b in zip_longest(left, right))
            yield f"  {at:>5}  {left.hex(' ')}"
            yield f"         {right.hex(' ')}  expected"
            yield f"         {' '.join(marks)}".rstrip()


def _fields(frame: bytes) -> Iterator[tuple[str, int, int]]:
    """The fields of the headers of a frame: name, offset, bytes; as far as the frame goes."""
    at = 0
    for header in _headers(frame):
        for name, size in header:
            if at + size > len(frame):
                return
            yield name, at, size
            at += size


def _headers(frame: bytes) -> Iterator[tuple[tuple[str, int], ...]]:
    yield _ETHERNET
    at = 14
    while frame[at - 2 : at] in _TAGS:
        yield _TAG
        at += 4
    kind = frame[at - 2 : at]
    if kind == b"\x08\x00" and len(frame) > at + 9:
        yield _IPV4
        # Options are between the headers: what follows them has no names.
        if frame[at] & 0xF == 5:
            yield _TRANSPORT.get(frame[at + 9], ())
    elif kind == b"\x86\xdd" and len(frame) > at + 6:
        yield _IPV6
        yield _TRANSPORT.get(frame[at + 6], ())
