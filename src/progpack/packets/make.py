"""Packets made of a protocol, addresses and a payload, with correct lengths and checksums."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Sequence
from typing import Final

from progpack.errors import UsageError
from progpack.integers import bytes_of, integer_within, shorten

__all__ = ["packet"]

_PROTOCOLS: Final = {"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58, "none": 59}
_TCP_FLAGS: Final = {"F": 1, "S": 2, "R": 4, "P": 8, "A": 16, "U": 32, "E": 64, "C": 128}
_MAC: Final = bytes.fromhex("02005e000001"), bytes.fromhex("02005e000002")
_MOST_8: Final = (1 << 8) - 1
_MOST_16: Final = (1 << 16) - 1
#: Most bytes behind an IP header without options, by the version: of IPv4 the length counts the
#: header, of IPv6 it does not (RFC 791, 3.1; RFC 8200, 3).
_ROOM: Final = {4: _MOST_16 - 20, 6: _MOST_16}
#: Bytes of the header behind the IP header.
_HEADERS: Final = {"icmp": 8, "tcp": 20, "udp": 8, "icmpv6": 8, "none": 0}


def packet(
    protocol: str = "udp",
    *,
    src: str = "192.0.2.1",
    dst: str = "198.51.100.1",
    sport: int = 1024,
    dport: int = 53,
    payload: bytes = b"",
    flags: str = "S",
    ttl: int = 64,
    vlan: int | Sequence[int] = (),
    ethernet: bool = True,
) -> bytes:
    """Make a packet with correct lengths and checksums.

    Args:
        protocol: ``udp``, ``tcp``, ``icmp`` (an echo request; with IPv6 addresses ICMPv6) or
            ``none`` (the payload follows the IP header).
        src: source address; IPv6 addresses make an IPv6 packet.
        dst: destination address, of the same kind.
        sport: source port, or the identifier of an echo request.
        dport: destination port, or the sequence number of an echo request.
        payload: bytes that the packet carries.
        flags: flags of TCP, letters of ``FSRPAUEC``.
        ttl: time to live, or the hop limit.
        vlan: tags, the outer one first: numbers of VLANs.
        ethernet: whether there is an Ethernet header. Layer-3 programs (cgroup_skb, lwt_*) take a
            packet with one as well, and do not see it.

    Raises:
        UsageError: a value that the header's field does not take, addresses of two kinds, or no
            such protocol or flag; the message names the argument.
    """
    source, target = _address("src", src), _address("dst", dst)
    if source.version != target.version:
        raise UsageError(f"a packet from {src} cannot go to {dst}: give two addresses of one kind")
    name = "icmpv6" if (protocol, source.version) == ("icmp", 6) else protocol
    if not isinstance(name, str) or name not in _PROTOCOLS:
        raise UsageError(f"protocol is udp, tcp, icmp or none, not {protocol!r}")
    for what, port in (("sport", sport), ("dport", dport)):
        integer_within(port, what, 0, _MOST_16)
    integer_within(ttl, "ttl", 0, _MOST_8)
    number = _PROTOCOLS[name]
    carried = _payload(payload, _ROOM[source.version] - _HEADERS[name])
    inner = _transport(name, sport, dport, carried, flags)
    ends = source.packed + target.packed
    inner = _with_checksum(name, inner, ends, number)
    if source.version == 4:
        head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(inner), 0, 0, ttl, number, 0) + ends
        head = head[:10] + _checksum(head).to_bytes(2, "big") + head[12:]
    else:
        head = struct.pack(">IHBB", 6 << 28, len(inner), number, ttl) + ends
    if not ethernet:
        return head + inner
    tags = _tags(vlan)
    middle = b""
    for position, tag in enumerate(tags):
        middle += struct.pack(">HH", 0x8100 if position == len(tags) - 1 else 0x88A8, tag)
    kind = 0x0800 if source.version == 4 else 0x86DD
    return _MAC[1] + _MAC[0] + middle + kind.to_bytes(2, "big") + head + inner


def _address(what: str, text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address that an argument of this name states.

    Raises:
        UsageError: the text is no address.
    """
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        raise UsageError(f"{what} is an IPv4 or IPv6 address, not {shorten(text)}") from None


def _payload(payload: object, room: int) -> bytes:
    """The bytes that a packet carries.

    Raises:
        UsageError: they are no bytes, or more than `room`.
    """
    data = bytes_of(payload, "payload is bytes")
    if len(data) > room:
        raise UsageError(f"payload has at most {room} bytes in such a packet, not {len(data)}")
    return data


def _tags(vlan: int | Sequence[int]) -> list[int]:
    """The tags of VLANs, the outer one first.

    Raises:
        UsageError: a tag is no number of 16 bits.
    """
    tags = list(vlan) if isinstance(vlan, Sequence) else [vlan]
    return [integer_within(tag, "vlan", 0, _MOST_16) for tag in tags]


def _transport(name: str, sport: int, dport: int, payload: bytes, flags: str) -> bytes:
    if name == "udp":
        return struct.pack(">HHHH", sport, dport, 8 + len(payload), 0) + payload
    if name == "tcp":
        if not isinstance(flags, str) or set(flags) - set(_TCP_FLAGS):
            raise UsageError(f"flags is letters of {''.join(_TCP_FLAGS)}, not {shorten(flags)}")
        bits = sum(_TCP_FLAGS[flag] for flag in set(flags))
        head = struct.pack(">HHIIBBHHH", sport, dport, 1, 0, 5 << 4, bits, 65535, 0, 0)
        return head + payload
    if name.startswith("icmp"):
        kind = 8 if name == "icmp" else 128
        return struct.pack(">BBHHH", kind, 0, 0, sport, dport) + payload
    return payload


def _with_checksum(name: str, inner: bytes, ends: bytes, number: int) -> bytes:
    """The segment with its checksum, which covers the addresses too, but not for ICMP."""
    at = {"udp": 6, "tcp": 16, "icmp": 2, "icmpv6": 2}.get(name)
    if at is None:
        return inner
    pseudo = b"" if name == "icmp" else ends + struct.pack(">II", len(inner), number)
    value = _checksum(pseudo + inner)
    if name == "udp" and not value:
        value = 0xFFFF  # 0 would mean that there is none
    return inner[:at] + value.to_bytes(2, "big") + inner[at + 2 :]


def _checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071)."""
    padded = data + bytes(len(data) % 2)
    total: int = sum(word for (word,) in struct.iter_unpack(">H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF
