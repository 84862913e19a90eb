"""The content of a context whose caller gives none, as ``BPF_PROG_TEST_RUN`` fills it.

The interface is the loopback (``net/bpf/test_run.c``, Linux 6.18).
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.context.fields import FLOW_KEYS, ByteOrder, layout
from progpack.bpf.context.link_header import (
    IPV4,
    IPV6,
    LINK_HEADER,
    ethertype_of,
    is_bare_ip,
    link_header,
    packet_type,
    protocol_of,
)
from progpack.bpf.spec import ProgramType

__all__ = ["default_block", "default_fields"]

_LOOPBACK_IFINDEX: Final = 1
_AF_INET: Final = 2
_AF_INET6: Final = 10
_FLOW_KEYS_SIZE: Final = 56
_N_PROTO: Final = slice(10, 12)


def default_block(program_type: ProgramType, packet: bytes, byteorder: ByteOrder) -> bytes:
    """Return the bytes that the kernel puts behind a context: flow keys of a dissector, or none."""
    if program_type is not ProgramType.FLOW_DISSECTOR:
        return b""
    # __skb_flow_bpf_to_target() and bpf_prog_test_run_flow_dissector() start behind Ethernet.
    header = 0 if is_bare_ip(packet) else LINK_HEADER
    keys = bytearray(_FLOW_KEYS_SIZE)
    for field in FLOW_KEYS[:2]:
        keys[field.offset : field.offset + 2] = header.to_bytes(2, byteorder)
    keys[_N_PROTO] = ethertype_of(packet, header)
    return bytes(keys)


def default_fields(
    program_type: ProgramType, packet: bytes, byteorder: ByteOrder
) -> dict[str, int]:
    """Values of the fields that are not zero, besides the places and the length of the packet."""
    if program_type is ProgramType.XDP:
        return {"ingress_ifindex": _LOOPBACK_IFINDEX}
    if program_type in (ProgramType.FLOW_DISSECTOR, ProgramType.SK_MSG, ProgramType.SK_SKB):
        # The last two see what a stream carries: there is nothing in it to tell.
        return {}
    kind = layout(program_type)
    header = link_header(kind, packet) if kind.from_network else LINK_HEADER
    ethertype = protocol_of(packet, header)
    # skb->protocol is the two bytes as they are in the packet, whatever the byte order.
    protocol = int.from_bytes(ethertype, byteorder)
    if program_type is ProgramType.SK_REUSEPORT:
        return {"eth_protocol": protocol}
    values = {
        "protocol": protocol,
        "pkt_type": packet_type(packet, header),
        "ifindex": _LOOPBACK_IFINDEX,
        "wire_len": len(packet) - (header if kind.from_network else 0),
    }
    if program_type is ProgramType.CGROUP_SKB:
        values |= _socket_of(packet[header:], ethertype, byteorder)
    return values


def _socket_of(packet: bytes, ethertype: bytes, byteorder: ByteOrder) -> dict[str, int]:
    """The socket that sends this packet, as bpf_prog_test_run_skb() makes one up."""
    if ethertype == IPV4 and len(packet) >= 20:
        return {
            "family": _AF_INET,
            "local_ip4": int.from_bytes(packet[12:16], byteorder),
            "remote_ip4": int.from_bytes(packet[16:20], byteorder),
        }
    if ethertype == IPV6 and len(packet) >= 40:
        words = [int.from_bytes(packet[at : at + 4], byteorder) for at in range(8, 40, 4)]
        names = [f"{side}_ip6_{word}" for side in ("local", "remote") for word in range(4)]
        return {"family": _AF_INET6, **dict(zip(names, words, strict=True))}
    return {}
