"""Packets of other link types as Ethernet frames, for programs that run on Ethernet.

The layouts are those of https://www.tcpdump.org/linktypes.html.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple

from progpack.errors import UsageError
from progpack.packets.pcap import LINKTYPE_ETHERNET, LINKTYPE_RAW, CapturedPacket

__all__ = [
    "FAMILIES",
    "HEADERS",
    "VERSIONS",
    "Form",
    "Header",
    "as_ethernet",
    "is_raw",
    "link_name",
]

_NULL, _LOOP, _SLL, _SLL2, _IPV4, _IPV6 = 0, 108, 113, 276, 228, 229
# DLT_RAW of most systems and of OpenBSD are 12 and 14.
_RAW: Final = frozenset({LINKTYPE_RAW, 12, 14, _IPV4, _IPV6})
_NAMES: Final = {
    _NULL: "NULL",
    105: "IEEE802_11",
    _LOOP: "LOOP",
    _SLL: "LINUX_SLL",
    119: "IEEE802_11_PRISM",
    127: "IEEE802_11_RADIOTAP",
    163: "IEEE802_11_AVS",
    239: "NFLOG",
    _SLL2: "LINUX_SLL2",
}
_ADDRESSES: Final = bytes(12)
VERSIONS: Final = {4: 0x0800, 6: 0x86DD}
"""EtherTypes by the version of IP."""
FAMILIES: Final = {2: 0x0800, 10: 0x86DD, 24: 0x86DD, 28: 0x86DD, 30: 0x86DD}
"""EtherTypes by address family; that of IPv6 has another number on each system."""
_SLL_SIZE, _SLL_PROTOCOL, _SLL2_SIZE, _FAMILY_SIZE = 16, 14, 20, 4
_FIRST_ETHERTYPE: Final = 0x600
_MOST_LENGTH: Final = (1 << 32) - 1
_LLC: Final = 4  # ETH_P_802_2: the frame has its length in place of an EtherType


def link_name(number: int) -> str:
    """The name of a link type with its number, or the number where the name is not known."""
    return f"{_NAMES[number]} ({number})" if number in _NAMES else str(number)


def is_raw(packet: CapturedPacket) -> bool:
    """Whether a packet begins with IP, by its link type."""
    return packet.link_type in _RAW


def as_ethernet(packet: CapturedPacket, number: int, *, any_raw: bool = False) -> CapturedPacket:
    """The packet with an Ethernet header of zero addresses in place of its link header.

    Args:
        packet: of any link type; an Ethernet frame is returned as it is.
        number: of the packet, for messages.
        any_raw: whether a raw packet whose version nobody knows gets EtherType 0.

    Raises:
        UsageError: the link type has no such form, or the link header names no EtherType.
    """
    if packet.link_type == LINKTYPE_ETHERNET:
        return packet
    header = HEADERS.get(packet.link_type)
    if header is None:
        raise UsageError(
            f"packet {number} has link type {link_name(packet.link_type)}, "
            "which cannot be made Ethernet"
        )
    size, ethertype = header.size, _ethertype(header, packet)
    untyped = not ethertype and not (any_raw and is_raw(packet))
    if untyped or len(packet.data) < size:
        raise UsageError(
            f"packet {number} of link type {link_name(packet.link_type)} does not say "
            "which EtherType it has, so it cannot be made Ethernet"
        )
    front = _ADDRESSES + ethertype.to_bytes(2, "big")
    return CapturedPacket(
        packet.timestamp_ns,
        front + packet.data[size:],
        min(_wire(packet) - size + len(front), _MOST_LENGTH),
        LINKTYPE_ETHERNET,
        packet.interface,
    )


class Form(IntEnum):
    """The kind of a link's header, which says what the packet is."""

    ETHERNET = 0
    COOKED = 1  #: a protocol, which is an EtherType or says that there is none
    RAW = 2  #: none: the packet begins with the version of IP
    FAMILY = 3  #: an address family, in any byte order
    NONE = 4  #: nothing that could be made Ethernet


class Header(NamedTuple):
    """The header of a link.

    Attributes:
        form: the kind of the header.
        size: bytes.
        protocol_at: where the protocol is in one of kind COOKED.
    """

    form: Form
    size: int = 0
    protocol_at: int = 0


HEADERS: Final = {
    **dict.fromkeys(_RAW, Header(Form.RAW)),
    **dict.fromkeys((_NULL, _LOOP), Header(Form.FAMILY, _FAMILY_SIZE)),
    _SLL: Header(Form.COOKED, _SLL_SIZE, _SLL_PROTOCOL),
    _SLL2: Header(Form.COOKED, _SLL2_SIZE),
}
"""Headers by link type, of those that can be made Ethernet."""


def _wire(packet: CapturedPacket) -> int:
    """Bytes on the wire: a damaged capture may say that they were less than were captured."""
    return max(packet.length, len(packet.data))


def _ethertype(header: Header, packet: CapturedPacket) -> int:
    """The EtherType of a packet, 0 where its link header says none."""
    data = packet.data
    if header.form is Form.RAW:
        return VERSIONS.get(data[0] >> 4, 0) if data else 0
    if header.form is Form.FAMILY:
        first = data[:_FAMILY_SIZE]
        family = min(int.from_bytes(first, "little"), int.from_bytes(first, "big"))
        return FAMILIES.get(family, 0)
    at = header.protocol_at
    protocol = int.from_bytes(data[at : at + 2], "big")
    if protocol == _LLC:
        return min(max(_wire(packet) - header.size, 0), _FIRST_ETHERTYPE - 1)
    return protocol if protocol >= _FIRST_ETHERTYPE else 0
