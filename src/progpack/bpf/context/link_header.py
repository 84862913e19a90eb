"""The Ethernet header of packets that are given to programs which begin at the network header.

``bpf_prog_test_run_skb()`` of ``net/bpf/test_run.c`` (Linux 6.18) takes frames for programs of all
types, pulls the header of 14 bytes before a layer-3 program runs, and puts 14 zeros back
afterwards. A packet that evidently is bare IP has no such header here and keeps all its bytes.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from progpack.bpf.context.fields import ContextLayout

__all__ = [
    "IPV4",
    "IPV6",
    "LINK_HEADER",
    "ethertype_of",
    "is_bare_ip",
    "link_header",
    "packet_type",
    "protocol_of",
]

Packet: TypeAlias = bytes | bytearray | memoryview

#: Bytes of an Ethernet header (ETH_HLEN).
LINK_HEADER: Final = 14
#: EtherTypes as they are in a packet.
IPV4: Final = b"\x08\x00"
IPV6: Final = b"\x86\xdd"
_ETHERTYPE: Final = slice(12, 14)
_VERSIONS: Final = {4: IPV4, 6: IPV6}
_LEAST_IPV4, _HEADER_IPV6 = 20, 40
# ``include/uapi/linux/if_ether.h`` and ``if_packet.h``.
_ADDRESS: Final = 6
_FIRST_ETHERTYPE: Final = b"\x06\x00"
_ETH_P_802_3, _ETH_P_802_2, _RAW_802_3 = b"\0\1", b"\0\4", b"\xff\xff"
_PACKET_HOST, _PACKET_MULTICAST, _PACKET_OTHERHOST = 0, 2, 3
#: ARP, VLAN tags, MPLS, PPPoE.
_OTHER_TYPES: Final = frozenset(
    number.to_bytes(2, "big") for number in (0x0806, 0x8100, 0x88A8, 0x8847, 0x8848, 0x8863, 0x8864)
)


def link_header(kind: ContextLayout, packet: Packet) -> int:
    """Bytes at the start of ``packet`` that a program of this layout does not see: 14 or 0.

    0 for programs that begin at the link-layer header, for packets without room for one, and for
    bare IP.
    """
    if not kind.from_network or len(packet) < LINK_HEADER:
        return 0
    return 0 if is_bare_ip(packet) else LINK_HEADER


def is_bare_ip(packet: Packet) -> bool:
    """Whether a packet evidently begins with IP: version, header and length field fit it.

    What is behind the length is padding. A frame is none: its EtherType and the header behind it
    say IP as well, or it is that of a tag or of another protocol that goes with IP.
    """
    if not packet or not _holds_ip(packet) or bytes(packet[_ETHERTYPE]) in _OTHER_TYPES:
        return False
    inner = packet[LINK_HEADER:]
    return _version_type(inner) != packet[_ETHERTYPE] or not _holds_ip(inner)


def ethertype_of(packet: Packet, header: int) -> bytes:
    """Return the two bytes that name the protocol of a packet; zeros where nothing says it.

    Args:
        packet: the packet with its link-layer header.
        header: bytes of that, 0 for bare IP.
    """
    if header:
        return bytes(packet[_ETHERTYPE]).ljust(2, b"\0")
    return _version_type(packet)


def protocol_of(packet: Packet, header: int) -> bytes:
    """Return ``skb->protocol`` as ``eth_type_trans()`` sets it, in two bytes of network order.

    A frame that has its length in place of an EtherType is 802.3 or 802.2. The arguments are those
    of `ethertype_of`; zeros where the packet has no room for the header.
    """
    if len(packet) < header:
        return bytes(2)
    ethertype = ethertype_of(packet, header)
    if not header or ethertype >= _FIRST_ETHERTYPE:
        return ethertype
    return _ETH_P_802_3 if packet[header : header + 2] == _RAW_802_3 else _ETH_P_802_2


def packet_type(packet: Packet, header: int) -> int:
    """Return ``skb->pkt_type`` as ``eth_type_trans()`` sets it for the loopback interface.

    Its address and its broadcast address are zeros. The arguments are those of `ethertype_of`.
    """
    target = packet[:_ADDRESS]
    if not header or len(packet) < header or not any(target):
        return _PACKET_HOST
    return _PACKET_MULTICAST if target[0] & 1 else _PACKET_OTHERHOST


def _version_type(packet: Packet) -> bytes:
    """The EtherType of a packet that begins with IP, by its version; zeros of any other."""
    return _VERSIONS.get(packet[0] >> 4 if packet else 0, bytes(2))


def _holds_ip(packet: Packet) -> bool:
    """Whether a whole IPv4 or IPv6 packet is at the start."""
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= _LEAST_IPV4:
        header = 4 * (packet[0] & 15)
        return _LEAST_IPV4 <= header <= int.from_bytes(packet[2:4], "big") <= len(packet)
    if version == 6 and len(packet) >= _HEADER_IPV6:
        return _HEADER_IPV6 + int.from_bytes(packet[4:6], "big") <= len(packet)
    return False
