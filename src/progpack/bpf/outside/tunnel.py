"""Tunnels: the one that a packet came by, as a test states it, and the one that it leaves by."""

from __future__ import annotations

import struct
from enum import IntFlag
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from progpack.errors import UsageError
from progpack.integers import MAX_U32, bytes_of, integer_within, shorten
from progpack.records import dataclass

__all__ = ["Tunnel", "TunnelFlags", "TunnelInfo"]

_MOST_BYTE: Final = 0xFF
_MOST_LABEL: Final = 0xFFFFF
#: IP_TUNNEL_OPTS_MAX (include/net/ip_tunnels.h).
_MOST_OPTIONS: Final = 255
#: ``struct tunnel`` of jit/runtime/layout.h.
_FORM: Final = "16s16sIIIBBBB256s"


class TunnelFlags(IntFlag):
    """The flags of a tunnel, as BPF_F_TUNINFO_FLAGS shows them (``IP_TUNNEL_*_BIT``).

    Source: include/uapi/linux/if_tunnel.h (Linux 6.18).
    """

    CSUM = 1
    ROUTING = 2
    KEY = 4
    SEQ = 8
    STRICT = 0x10
    REC = 0x20
    VERSION = 0x40
    NO_KEY = 0x80
    DONT_FRAGMENT = 0x100
    OAM = 0x200
    CRIT_OPT = 0x400
    GENEVE_OPT = 0x800
    VXLAN_OPT = 0x1000
    NOCACHE = 0x2000
    ERSPAN_OPT = 0x4000
    GTP_OPT = 0x8000


#: The flags that say that there are options, as IP_TUNNEL_OPTIONS_PRESENT has them.
_OPTIONS: Final = (
    TunnelFlags.GENEVE_OPT | TunnelFlags.VXLAN_OPT | TunnelFlags.ERSPAN_OPT | TunnelFlags.GTP_OPT
)
_ALL: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Tunnel:
    """A tunnel: the one that a packet came by, or the one that a program sends it by.

    Attributes:
        id: identifier, as the VNI of VXLAN; 32 bits.
        remote: address of the other end: where the packet came from, or where it is sent to.
        local: address of this end; ``""`` for none, ``0.0.0.0`` or ``::``.
        tos: type of service, or traffic class, of the outer header.
        ttl: hop limit of the outer header.
        label: flow label of the outer header; 0 for IPv4.
        flags: what `TunnelFlags` names; where there are options of no named kind, those of Geneve.
        options: bytes behind the tunnel's own header, 255 at most.

    Raises:
        UsageError: a number is out of its range, an address is none, or the two are of different
            families.
    """

    id: int = 0
    remote: str = "0.0.0.0"
    local: str = ""
    tos: int = 0
    ttl: int = 0
    label: int = 0
    flags: TunnelFlags = TunnelFlags.KEY
    options: bytes = b""

    def __post_init__(self) -> None:
        remote = _address(self.remote, "remote")
        local = type(remote)(0) if self.local == "" else _address(self.local, "local")
        if local.version != remote.version:
            raise UsageError(f"tunnel: remote {remote} and local {local} are of different families")
        options = bytes_of(self.options, "the options of a tunnel are bytes")
        integer_within(len(options), "number of bytes of a tunnel's options", 0, _MOST_OPTIONS)
        label = _MOST_LABEL if remote.version == 6 else 0
        most = {"id": MAX_U32, "tos": _MOST_BYTE, "ttl": _MOST_BYTE, "label": label, "flags": _ALL}
        for name, limit in most.items():
            number = integer_within(getattr(self, name), f"tunnel: {name}", 0, limit)
            object.__setattr__(self, name, number)
        flags = TunnelFlags(self.flags)
        if options and not flags & _OPTIONS:
            flags |= TunnelFlags.GENEVE_OPT
        for name, value in (("remote", str(remote)), ("local", str(local)), ("flags", flags)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "options", options)

    def received(self, order: str) -> TunnelInfo:
        """Return it as that of a received packet: the other end is the source.

        Source: ``udp_tun_rx_dst()`` in net/ipv4/udp_tunnel_core.c and ``__ip_tun_set_dst()`` in
        include/net/dst_metadata.h (Linux 6.18), by which devices note where a packet came from.

        Args:
            order: byte order of the machine that received it, ``<`` or ``>``.
        """
        source, target = (_packed(ip_address(end), order) for end in (self.remote, self.local))
        ipv6 = ip_address(self.remote).version == 6
        return TunnelInfo(
            *(self.id, source, target, self.tos, self.ttl, self.label, ipv6),
            *(int(self.flags), self.options),
        )


@dataclass(slots=True)
class TunnelInfo:
    """A tunnel as the kernel has it: ``struct ip_tunnel_info`` (include/net/ip_tunnels.h).

    Attributes:
        id: of the tunnel.
        source, target: 16 bytes each; an IPv4 address is a number of the machine in the first 4.
        service, hops, label: of the outer header.
        ipv6: whether that is one of IPv6.
        flags: IP_TUNNEL_* as bits.
        options: bytes behind the tunnel's own header.
    """

    id: int
    source: bytes
    target: bytes
    service: int
    hops: int
    label: int
    ipv6: bool
    flags: int
    options: bytes = b""

    @classmethod
    def unpacked(cls, data: bytes, order: str) -> TunnelInfo:
        """Return what native code has in a ``struct tunnel``."""
        source, target, number, label, flags, service, hops, ipv6, length, options = struct.unpack(
            order + _FORM, data
        )
        return cls(
            *(number, source, target, service, hops, label, bool(ipv6), flags, options[:length])
        )

    def packed(self, order: str) -> bytes:
        """Return the ``struct tunnel`` of native code."""
        return struct.pack(
            order + _FORM,
            *(self.source, self.target, self.id, self.label, self.flags, self.service, self.hops),
            *(self.ipv6, len(self.options), self.options),
        )

    def sent(self, order: str) -> Tunnel:
        """Return it as that of a packet that leaves: the other end is the target."""
        remote, local = (
            str(_unpacked(end, self.ipv6, order)) for end in (self.target, self.source)
        )
        return Tunnel(
            *(self.id, remote, local, self.service, self.hops),
            *(self.label, TunnelFlags(self.flags & _ALL), self.options),
        )


def _address(text: object, what: str) -> IPv4Address | IPv6Address:
    try:
        if isinstance(text, str):
            return ip_address(text)
    except ValueError:
        pass  # it is refused below, as all that is no text
    raise UsageError(
        f"tunnel: {what} is an address, as 10.0.0.1 or 2001:db8::1, not {shorten(text)}"
    )


def _packed(address: IPv4Address | IPv6Address, order: str) -> bytes:
    """The address in the 16 bytes that ``struct tunnel`` has for it."""
    data = address.packed if address.version == 6 else struct.pack(order + "I", int(address))
    return data.ljust(16, b"\0")


def _unpacked(data: bytes, ipv6: bool, order: str) -> IPv4Address | IPv6Address:
    return IPv6Address(data) if ipv6 else IPv4Address(struct.unpack_from(order + "I", data)[0])
