"""The network that helpers see: interfaces, routes and neighbours that a test states."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv6Address,
    IPv6Interface,
    ip_address,
    ip_interface,
    ip_network,
)
from typing import Final, TypeAlias, TypeVar

from progpack.errors import UsageError
from progpack.integers import MAX_U32, integer_within, shorten
from progpack.records import dataclass, replace

__all__ = [
    "AF_INET",
    "AF_INET6",
    "LOCAL",
    "MAIN",
    "Address",
    "Interface",
    "Neighbour",
    "Network",
    "Route",
    "RouteKind",
]

AF_INET: Final = 2
AF_INET6: Final = 10
#: Numbers of routing tables (``enum rt_class_t``).
LOCAL: Final = 255
MAIN: Final = 254
_MAC: Final = 6
_BITS4: Final = 32
#: The number of the loopback, whose addresses are of this host with all of their prefix.
_LOOPBACK: Final = 1
#: Most of each that native code has room for (``struct network`` of jit/runtime/layout.h).
_MOST: Final = {"interfaces": 16, "routes": 128, "neighbours": 64}
#: Metric that the kernel gives IPv6 routes which have none (IP6_RT_PRIO_USER), and those that
#: follow from an address (IP6_RT_PRIO_ADDRCONF).
_METRIC6: Final = 1024
_METRIC6_OF_ADDRESS: Final = 256
#: Most bytes that an IPv4 packet may have (IP_MAX_MTU).
_MOST_IPV4: Final = 0xFFFF

Address: TypeAlias = IPv4Address | IPv6Address
_T = TypeVar("_T")
#: Most letters of an error of the standard library that a message has.
_SHOWN: Final = 200
#: The ways to write addresses, for messages.
_AN_ADDRESS: Final = "an address, as 10.0.0.1 or 2001:db8::1"
_A_PREFIXED: Final = "one with its prefix, as 10.0.0.1/24"
_A_MAC: Final = f"{_MAC} bytes, as 02:00:00:00:00:01"


class RouteKind(IntEnum):
    """The fate of packets that a route is for (``RTN_*`` of linux/rtnetlink.h)."""

    UNICAST = 1
    LOCAL = 2
    BROADCAST = 3
    ANYCAST = 4
    BLACKHOLE = 6
    UNREACHABLE = 7
    PROHIBIT = 8


@dataclass(frozen=True, slots=True)
class Interface:
    """A network device.

    Attributes:
        index: its number, from 1 on.
        mac: its address, as ``02:00:00:00:00:01``.
        addresses: with their prefixes, as ``10.0.0.1/24``; routes follow from each, as in Linux.
        mtu: bytes of a packet without its link-layer header.
        forwarding: whether it forwards packets, of both families.
    """

    index: int
    mac: str = "00:00:00:00:00:00"
    addresses: Sequence[str] = ()
    mtu: int = 1500
    forwarding: bool = True

    @property
    def hardware(self) -> bytes:
        """The bytes of its address."""
        return _mac(self.mac)


@dataclass(frozen=True, slots=True)
class Route:
    """A route to a prefix.

    Attributes:
        to: the prefix, as ``10.1.0.0/16``.
        interface: number of the device that packets leave by; 0 for kinds without one.
        via: address of the router; ``""`` where the destination is a neighbour itself.
        metric: the lower one of two routes to one prefix counts; None: what Linux takes.
        mtu: most bytes of a packet (``mtu lock`` of iproute2: IPv4 does not heed one that is not
            locked when it forwards); 0: what the device says.
        source: address that packets of this host have; ``""``: one of the device's.
        table: number of the routing table.
        kind: what becomes of the packets.
    """

    to: str
    interface: int = 0
    via: str = ""
    metric: int | None = None
    mtu: int = 0
    source: str = ""
    table: int = MAIN
    kind: RouteKind = RouteKind.UNICAST

    def __post_init__(self) -> None:
        # A prefix that is none is refused where it is written.
        try:
            ip_network(self.to)
        except (ValueError, TypeError):
            raise UsageError(f"a route is to a prefix, not {shorten(self.to)}") from None

    @property
    def family(self) -> int:
        """AF_INET or AF_INET6: that of the prefix."""
        return _family(ip_network(self.to).network_address)

    @property
    def bits(self) -> int:
        """Length of the prefix."""
        return ip_network(self.to).prefixlen

    @property
    def priority(self) -> int:
        """The metric that counts."""
        if self.metric is not None:
            return self.metric
        return _METRIC6 if self.family == AF_INET6 else 0

    def covers(self, address: Address) -> bool:
        """Whether an address has the prefix."""
        return address in ip_network(self.to)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour whose link-layer address is known.

    Attributes:
        address: its IP address.
        interface: number of the device that it is reached by.
        mac: its link-layer address.
    """

    address: str
    interface: int
    mac: str


_DEVICE = struct.Struct("III6s2x")
_ROUTE = struct.Struct("16s16s16sIIIIIIIIII")
_NEIGHBOUR = struct.Struct("16sII6s2x")


class Network:
    """Interfaces, routes and neighbours, those that follow from addresses included.

    Args:
        interfaces: the devices; at most 16.
        routes: to other networks; with those of addresses at most 128.
        neighbours: those that are known; at most 64.

    Raises:
        UsageError: an address or a number is not valid, or there are too many.
    """

    def __init__(
        self,
        interfaces: Iterable[Interface],
        routes: Iterable[Route],
        neighbours: Iterable[Neighbour],
    ) -> None:
        devices = _all_of(Interface, interfaces, "ifaces")
        for found in devices:
            integer_within(found.index, "number of an interface", 1, MAX_U32)
        self.interfaces = {found.index: found for found in devices}
        self.neighbours = _all_of(Neighbour, neighbours, "neighbours")
        stated = _all_of(Route, routes, "routes")
        try:
            self._check(devices, stated)
            stated = tuple(self._with_source(route) for route in stated)
            own = [route for found in self.interfaces.values() for route in _own_routes(found)]
            _check_routers(stated, own)
            self.routes = tuple(sorted((*own, *stated), key=_order))
            self._packed = {order: self._pack(order) for order in "<>"}
        except (ValueError, TypeError, AttributeError, struct.error) as error:
            said = str(error)[:_SHOWN]
            raise UsageError(f"the network of an environment: {said}") from None
        for what, number in zip(
            _MOST, (len(self.interfaces), len(self.routes), len(self.neighbours)), strict=True
        ):
            integer_within(number, f"number of {what}", 0, _MOST[what])

    def packed(self, order: str) -> bytes:
        """Return the network as native code of a byte order has it: ``<`` or ``>``."""
        return self._packed[order]

    def neighbour(self, address: Address, interface: int) -> bytes | None:
        """Return the link-layer address of a neighbour; None where it is not known."""
        for found in self.neighbours:
            if found.interface == interface and ip_address(found.address) == address:
                return _mac(found.mac)
        return None

    def mtu(self, route: Route) -> int:
        """Return the most bytes of a packet that takes a route."""
        device = self.interfaces.get(route.interface)
        mtu = route.mtu or (device.mtu if device else 0)
        return min(mtu, _MOST_IPV4) if route.family == AF_INET else mtu

    def _check(self, devices: Sequence[Interface], routes: Sequence[Route]) -> None:
        """Refuse devices, routes and neighbours that Linux would not take.

        Raises:
            ValueError: the message has the device, route or neighbour and what is wrong with it.
        """
        numbers = [device.index for device in devices]
        for device in devices:
            if numbers.count(device.index) > 1:
                raise ValueError(f"interface {device.index} is given twice")
            _check_interface(device)
        for route in routes:
            _check_route(route)
            if route.kind is RouteKind.UNICAST:
                self._check_device(route.interface, f"route to {route.to}")
        for neighbour in self.neighbours:
            what = f"neighbour {shorten(neighbour.address)}"
            _check_text(neighbour.address, ip_address, f"{what}: its address", _AN_ADDRESS)
            _check_text(neighbour.mac, _mac, f"{what}: mac", _A_MAC)
            self._check_device(neighbour.interface, what)

    def _check_device(self, index: int, what: str) -> None:
        _check_number(index, f"{what}: interface")
        if index not in self.interfaces:
            raise ValueError(f"{what}: there is no interface {index}")

    def _with_source(self, route: Route) -> Route:
        if route.source:
            return route
        here = self._addresses(route)
        via = ip_address(route.via) if route.via else None
        near = [found for found in here if via is not None and via in found.network]
        return replace(route, source=str((near or here)[0].ip) if here else "")

    def _addresses(self, route: Route) -> list[IPv4Interface | IPv6Interface]:
        """Addresses of the route's family: of its device, else of another."""
        devices = sorted(self.interfaces.values(), key=lambda held: held.index != route.interface)
        of = [ip_interface(text) for device in devices for text in device.addresses]
        return [found for found in of if _family(found.ip) == route.family]

    def _pack(self, order: str) -> bytes:
        devices = [
            (found.index, found.mtu, int(found.forwarding), _mac(found.mac))
            for found in self.interfaces.values()
        ]
        neighbours = [
            (_bytes(address), _family(address), found.interface, _mac(found.mac))
            for found in self.neighbours
            for address in (ip_address(found.address),)
        ]
        counts = struct.pack(f"{order}4Q", len(devices), len(self.routes), len(neighbours), 0)
        tables = (
            (devices, _DEVICE, "interfaces"),
            ([self._row(route) for route in self.routes], _ROUTE, "routes"),
            (neighbours, _NEIGHBOUR, "neighbours"),
        )
        return counts + b"".join(
            b"".join(struct.pack(order + form.format, *row) for row in rows).ljust(
                _MOST[name] * form.size, b"\0"
            )
            for rows, form, name in tables
        )

    def _row(self, route: Route) -> tuple[bytes | int, ...]:
        via = ip_address(route.via) if route.via else None
        return (
            _bytes(ip_network(route.to).network_address),
            b"" if via is None else _bytes(via),
            _bytes(ip_address(route.source)) if route.source else b"",
            *(route.family, route.bits, route.interface, route.priority, self.mtu(route)),
            *(route.table, int(route.kind), 0 if via is None else _family(via)),
            *(int(bool(route.source)), 0),
        )


def _check_interface(device: Interface) -> None:
    what = f"interface {device.index}"
    _check_text(device.mac, _mac, f"{what}: mac", _A_MAC)
    _check_number(device.mtu, f"{what}: mtu")
    if isinstance(device.addresses, str) or not isinstance(device.addresses, Iterable):
        raise ValueError(f"{what}: addresses are a list, not {shorten(device.addresses)}")
    for text in device.addresses:
        _check_text(text, ip_interface, f"{what}: an address", _A_PREFIXED)


def _check_route(route: Route) -> None:
    what = f"route to {route.to}"
    for name, text in (("via", route.via), ("source", route.source)):
        if text != "":
            _check_text(text, ip_address, f"{what}: {name}", _AN_ADDRESS)
    for name in ("interface", "mtu", "table"):
        _check_number(getattr(route, name), f"{what}: {name}")
    if route.metric is not None:
        _check_number(route.metric, f"{what}: metric")
    if not isinstance(route.kind, RouteKind):
        raise ValueError(f"{what}: kind is a RouteKind, not {shorten(route.kind)}")


def _check_routers(stated: Sequence[Route], own: Sequence[Route]) -> None:
    """Refuse routers that no route without one leads to (fib_check_nh(), ip6_route_check_nh()).

    Raises:
        ValueError: the message has the route and the router.
    """
    near = [route for route in (*own, *stated) if not route.via and route.kind is RouteKind.UNICAST]
    for route in stated:
        via = ip_address(route.via) if route.via else None
        if via is None or (via.version == 6 and via.is_link_local):  # fe80::/64 is on each device
            continue
        if not any(at.interface == route.interface and at.covers(via) for at in near):
            raise ValueError(
                f"route to {route.to}: via {via} is in no network of interface {route.interface}"
            )


def _check_text(text: object, read: Callable[[str], object], what: str, rule: str) -> None:
    """Refuse what cannot be read as an address.

    Raises:
        ValueError: the message has `what` it is and the `rule` of how it is written.
    """
    try:
        if isinstance(text, str):
            read(text)
            return
    except ValueError:
        pass  # it is refused below, as all that is no text
    raise ValueError(f"{what} is {rule}, not {shorten(text)}")


def _check_number(value: object, what: str) -> None:
    try:
        integer_within(value, what, 0, MAX_U32)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _all_of(kind: type[_T], given: Iterable[_T], what: str) -> tuple[_T, ...]:
    """Return the objects that a caller gives as a tuple.

    Raises:
        UsageError: one of them is of another type.
    """
    try:
        found = tuple(given)
    except TypeError:
        found = (given,)  # type: ignore[assignment] # which is of another type
    for each in found:
        if not isinstance(each, kind):
            raise UsageError(f"{what}: {kind.__name__}s one by one, not {shorten(each)}")
    return found


def _own_routes(device: Interface) -> Iterator[Route]:
    """The routes that follow from the addresses of a device (fib_add_ifaddr(), addrconf)."""
    for text in device.addresses:
        address = ip_interface(text)
        network, most = address.network, address.max_prefixlen

        def own(to: str, kind: RouteKind, source: str = str(address.ip)) -> Route:
            return Route(to, device.index, "", 0, 0, source, LOCAL, kind)

        yield own(f"{address.ip}/{most}", RouteKind.LOCAL)
        if network.prefixlen < most:
            yield _connected(device, address)
        if most == _BITS4 and network.prefixlen < _BITS4 - 1:
            yield own(f"{network.broadcast_address}/{most}", RouteKind.BROADCAST)
        if most != _BITS4 and device.forwarding and network.prefixlen < most - 1:
            yield own(f"{network.network_address}/{most}", RouteKind.ANYCAST)


def _connected(device: Interface, address: IPv4Interface | IPv6Interface) -> Route:
    """The route to the network of an address; all of the loopback's is this host."""
    metric = 0 if address.version == 4 else _METRIC6_OF_ADDRESS
    local = device.index == _LOOPBACK
    table, kind = (LOCAL, RouteKind.LOCAL) if local else (MAIN, RouteKind.UNICAST)
    return Route(str(address.network), device.index, "", metric, 0, str(address.ip), table, kind)


def _order(route: Route) -> tuple[bool, int, bool, int]:
    """The order of looking: long prefixes first, then the local table, then low metrics.

    IPv6's local table comes before all others. IPv4's is one with the main table where nobody made
    rules (fib_trie_table() in net/ipv4/fib_trie.c).
    """
    behind = route.table != LOCAL
    return behind and route.family == AF_INET6, -route.bits, behind, route.priority


def _family(address: Address) -> int:
    return AF_INET if address.version == 4 else AF_INET6


def _bytes(address: Address) -> bytes:
    return address.packed


def _mac(text: str) -> bytes:
    data = bytes.fromhex(text.replace(":", ""))
    if len(data) != _MAC:
        raise ValueError(f"{text!r} is no address of {_MAC} bytes")
    return data
