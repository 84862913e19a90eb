"""Helpers that ask for routes: ``bpf_fib_lookup()`` of ``net/core/filter.c`` (Linux 6.18)."""

from __future__ import annotations

import errno
from enum import IntEnum, IntFlag
from ipaddress import IPv6Network, ip_address
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.network import AF_INET, AF_INET6, LOCAL, MAIN, Address, Network, Route, RouteKind
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World
from progpack.bpf.spec import ProgramType

_EAFNOSUPPORT: Final = 97
#: Bytes of ``struct bpf_fib_lookup``, and where its members are.
_SIZE: Final = 64
_TOT_LEN, _IFINDEX, _METRIC, _SRC, _DST, _VLAN, _TBID, _SMAC, _DMAC = (
    6,
    8,
    12,
    16,
    32,
    48,
    48,
    52,
    58,
)
_HEADERS: Final = 14 + 4  # Ethernet, and a VLAN tag
#: Of IPv6: never forwarded (rt6_need_strict()).
_STRICT: Final = tuple(map(IPv6Network, ("ff00::/8", "fe80::/10", "::1/128")))


class _Flags(IntFlag):
    """``BPF_FIB_LOOKUP_*``."""

    DIRECT = 1
    OUTPUT = 2
    SKIP_NEIGH = 4
    TBID = 8
    SRC = 16
    MARK = 32


class _Result(IntEnum):
    """``BPF_FIB_LKUP_RET_*``."""

    SUCCESS = 0
    BLACKHOLE = 1
    UNREACHABLE = 2
    PROHIBIT = 3
    NOT_FWDED = 4
    FWD_DISABLED = 5
    NO_NEIGH = 7
    FRAG_NEEDED = 8
    NO_SRC_ADDR = 9


_OF_KIND: Final = {
    RouteKind.BLACKHOLE: _Result.BLACKHOLE,
    RouteKind.UNREACHABLE: _Result.UNREACHABLE,
    RouteKind.PROHIBIT: _Result.PROHIBIT,
}


class _Parameters:
    """The ``struct bpf_fib_lookup`` of a program, and what is looked up with it."""

    def __init__(self, h: World, at: int, flags: int) -> None:
        self.place = h.view(at, _SIZE, writable=True)
        self.order = h.run.byteorder
        self.network: Network = h.environment.network
        self.flags = flags
        self.family = self.place[0]

    def number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self.place[at : at + size], self.order)

    def put(self, at: int, value: int, size: int = 4) -> None:
        self.place[at : at + size] = value.to_bytes(size, self.order)

    def address(self, at: int) -> Address:
        size = 4 if self.family == AF_INET else 16
        return ip_address(bytes(self.place[at : at + size]))

    def put_address(self, at: int, address: str) -> None:
        packed = ip_address(address).packed
        self.place[at : at + len(packed)] = packed


@provides(HelperId.FIB_LOOKUP)
def _fib_lookup(h: World, r: list[int]) -> int:
    if r[3] < _SIZE or r[4] & 0xFFFFFFFF & ~sum(_Flags):
        return -errno.EINVAL
    asked = _Parameters(h, r[2], r[4])
    if asked.family not in (AF_INET, AF_INET6):
        return -_EAFNOSUPPORT
    stated = h.run.program_type is ProgramType.XDP or bool(asked.number(_TOT_LEN, 2))
    result = _look_up(asked, check_mtu=stated)
    if result == _Result.SUCCESS and not stated:
        device = asked.network.interfaces[asked.number(_IFINDEX)]
        if h.run.length > device.mtu + _HEADERS:
            result = _Result.FRAG_NEEDED
        asked.put(_TOT_LEN, device.mtu & 0xFFFF, 2)
    return result


def _look_up(asked: _Parameters, *, check_mtu: bool) -> int:
    source, destination = asked.address(_SRC), asked.address(_DST)
    if asked.family == AF_INET6 and any(
        address in strict for address in (source, destination) for strict in _STRICT
    ):
        return _Result.NOT_FWDED
    device = asked.network.interfaces.get(asked.number(_IFINDEX))
    if device is None:
        return -errno.ENODEV
    if not device.forwarding:
        return _Result.FWD_DISABLED
    route = _route(asked, destination)
    if route is None or route.kind is not RouteKind.UNICAST:
        return _Result.NOT_FWDED if route is None else _OF_KIND.get(route.kind, _Result.NOT_FWDED)
    mtu = asked.network.mtu(route)
    if check_mtu and asked.number(_TOT_LEN, 2) > mtu:
        asked.put(_TOT_LEN, mtu & 0xFFFF, 2)
        return _Result.FRAG_NEEDED
    return _leave(asked, route, mtu if check_mtu else 0)


def _route(asked: _Parameters, destination: Address) -> Route | None:
    table, tables = MAIN, {MAIN, LOCAL}
    if asked.flags & _Flags.DIRECT:
        if asked.flags & _Flags.TBID:
            table = asked.number(_TBID)
            asked.put(_TBID, 0)
        # IPv4's two tables are one.
        if asked.family == AF_INET6 or table not in tables:
            tables = {table}
    oif = asked.number(_IFINDEX) if asked.flags & _Flags.OUTPUT else 0
    for route in asked.network.routes:
        if route.table not in tables or route.family != asked.family:
            continue
        if not route.covers(destination):
            continue
        # fib_table_lookup() wants IPv4's device only where the route has one.
        if (
            oif
            and route.kind not in _OF_KIND
            and route.interface != oif
            and asked.family == AF_INET
        ):
            continue
        return route
    return None


def _leave(asked: _Parameters, route: Route, mtu: int) -> int:
    """Say where a packet leaves; the family becomes that of the router."""
    asked.put(_METRIC, route.priority)
    asked.put(_IFINDEX, route.interface)
    if asked.family == AF_INET6 and route.via:
        asked.put_address(_DST, route.via)
    if asked.flags & _Flags.SRC:
        if asked.family == AF_INET6 and not route.source:
            return _Result.NO_SRC_ADDR
        asked.put_address(_SRC, route.source or "0.0.0.0")
    if asked.family == AF_INET and route.via:
        asked.put_address(_DST, route.via)
        if ip_address(route.via).version == 6:
            asked.family = asked.place[0] = AF_INET6
    if not asked.flags & _Flags.SKIP_NEIGH:
        mac = asked.network.neighbour(asked.address(_DST), route.interface)
        if mac is None:
            return _Result.NO_NEIGH
        asked.place[_DMAC : _DMAC + 6] = mac
        asked.place[_SMAC : _SMAC + 6] = asked.network.interfaces[route.interface].hardware
    asked.put(_VLAN, 0)
    if mtu:
        asked.put(_TOT_LEN, mtu & 0xFFFF, 2)
    return _Result.SUCCESS
