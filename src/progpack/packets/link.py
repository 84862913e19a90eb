"""Packets of other link types as Ethernet frames, for programs that run on Ethernet.

The layouts are those of https://www.tcpdump.org/linktypes.html.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from progpack.errors import UsageError
from progpack.packets.pcap import LINKTYPE_ETHERNET, LINKTYPE_RAW, CapturedPacket

__all__ = ["as_ethernet", "is_raw", "link_name"]

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
_ETHERTYPES: Final = {4: 0x0800, 6: 0x86DD}
# Address families: IPv6 has another number on each system.
_FAMILIES: Final = {2: 4, 10: 6, 24: 6, 28: 6, 30: 6}
_SLL_SIZE, _SLL_PROTOCOL, _SLL2_SIZE, _FAMILY_SIZE = 16, 14, 20, 4
_FIRST_ETHERTYPE: Final = 0x600
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
    convert = _HEADERS.get(packet.link_type)
    if convert is None:
        raise UsageError(
            f"packet {number} has link type {link_name(packet.link_type)}, "
            "which cannot be made Ethernet"
        )
    size, ethertype = convert(packet)
    untyped = not ethertype and not (any_raw and is_raw(packet))
    if untyped or len(packet.data) < size:
        raise UsageError(
            f"packet {number} of link type {link_name(packet.link_type)} does not say "
            "which EtherType it has, so it cannot be made Ethernet"
        )
    header = _ADDRESSES + ethertype.to_bytes(2, "big")
    return CapturedPacket(
        packet.timestamp_ns,
        header + packet.data[size:],
        # A damaged capture may say that less was on the wire than was captured.
        max(packet.length, len(packet.data)) - size + len(header),
        LINKTYPE_ETHERNET,
        packet.interface,
    )


def _cooked(packet: CapturedPacket, size: int, at: int) -> tuple[int, int]:
    protocol = int.from_bytes(packet.data[at : at + 2], "big")
    if protocol == _LLC:
        return size, min(packet.length - size, _FIRST_ETHERTYPE - 1)
    return size, protocol if protocol >= _FIRST_ETHERTYPE else 0


def _raw(packet: CapturedPacket) -> tuple[int, int]:
    return 0, _ETHERTYPES.get(packet.data[0] >> 4, 0) if packet.data else 0


def _family(packet: CapturedPacket) -> tuple[int, int]:
    first = packet.data[:_FAMILY_SIZE]
    family = min(int.from_bytes(first, "little"), int.from_bytes(first, "big"))
    return _FAMILY_SIZE, _ETHERTYPES.get(_FAMILIES.get(family, 0), 0)


_HEADERS: Final[dict[int, Callable[[CapturedPacket], tuple[int, int]]]] = {
    **dict.fromkeys(_RAW, _raw),
    **dict.fromkeys((_NULL, _LOOP), _family),
    _SLL: lambda packet: _cooked(packet, _SLL_SIZE, _SLL_PROTOCOL),
    _SLL2: lambda packet: _cooked(packet, _SLL2_SIZE, 0),
}
