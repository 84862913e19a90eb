"""Captures and packets read in plain Python, for comparison: nothing of the package is used."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from typing import NamedTuple

IPV4, IPV6, TAGS = 0x0800, 0x86DD, (0x8100, 0x88A8)
MOST_TAGS = 2


def frames(capture: bytes) -> Iterator[bytes]:
    """The packets of a little-endian pcap file."""
    (magic,) = struct.unpack_from("<I", capture)
    assert magic in (0xA1B2C3D4, 0xA1B23C4D)
    at = 24
    while at < len(capture):
        _, _, kept, length = struct.unpack_from("<IIII", capture, at)
        assert kept == length, "the capture has whole packets"
        yield capture[at + 16 : at + 16 + kept]
        at += 16 + kept


class Source(NamedTuple):
    """Where a packet is from: an address, or why there is none."""

    address: ipaddress.IPv6Address | None
    short: bool = False


def source(frame: bytes) -> Source:
    """The source address as IPv6, IPv4 mapped to it."""
    if len(frame) < 14:
        return Source(None, short=True)
    kind, at = int.from_bytes(frame[12:14], "big"), 14
    for _ in range(MOST_TAGS):
        if kind not in TAGS:
            break
        if len(frame) < at + 4:
            return Source(None, short=True)
        kind, at = int.from_bytes(frame[at + 2 : at + 4], "big"), at + 4
    if kind == IPV4:
        if len(frame) < at + 20 or frame[at] >> 4 != 4 or frame[at] & 15 < 5:
            return Source(None, short=True)
        return Source(ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + frame[at + 12 : at + 16]))
    if kind == IPV6:
        if len(frame) < at + 40 or frame[at] >> 4 != 6:
            return Source(None, short=True)
        return Source(ipaddress.IPv6Address(frame[at + 8 : at + 24]))
    return Source(None)


def shown(address: ipaddress.IPv6Address) -> str:
    """As a person writes it: IPv4 plain."""
    return str(address.ipv4_mapped or address)
