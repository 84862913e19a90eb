"""Look-ups among the sockets of an environment, as Linux 6.18 does them (net/ipv4, net/ipv6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from progpack.bpf.environment import Environment
from progpack.bpf.maps.kinds.sockets import COOKIE_AT
from progpack.bpf.oracle.space import AddressSpace
from progpack.bpf.sockets import LISTEN, NEW_SYN_RECV, TCP, TIME_WAIT, UDP, OpenSocket
from progpack.bpf.words import OPEN_BYTES
from progpack.records import dataclass

__all__ = ["MAPPED", "Asked", "PlacedSockets", "find", "full"]

#: Name of the memory that has the sockets of an environment.
_OPEN: Final = "sockets of the environment"
_CLOSE: Final = 7
#: What an address of IPv6 begins with that stands for one of IPv4.
MAPPED: Final = bytes(10) + b"\xff\xff"
#: More than any other score.
_CONNECTED: Final = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """The tuple of a look-up; its destination is the end of the socket.

    Attributes:
        version: 4 or 6.
        source, target: addresses in network order.
        device: number of the interface that the packet came by, 0 for none.
    """

    version: int
    source: bytes
    target: bytes
    source_port: int
    target_port: int
    device: int

    def is_at(self, socket: OpenSocket, address: bytes) -> bool:
        """Whether a socket has an address, and the port and device that are looked up."""
        return (
            socket.near.get(self.version) == address
            and socket.near_port == self.target_port
            and socket.device in (0, self.device)
        )

    def is_from(self, socket: OpenSocket) -> bool:
        """Whether a socket is connected with the source."""
        far = (socket.far.get(self.version), socket.far_port)
        return far == (self.source, self.source_port)


def _connection(sockets: Sequence[OpenSocket], asked: Asked) -> int | None:
    """``inet_lookup_established()``; those of mapped addresses are among IPv4's (sk_ehashfn())."""
    if asked.version == 6 and asked.source.startswith(MAPPED):
        return None
    for number, socket in reversed(tuple(enumerate(sockets))):
        unconnected = socket.protocol != TCP or socket.state in (LISTEN, _CLOSE)
        if not unconnected and asked.is_at(socket, asked.target) and asked.is_from(socket):
            return number
    return None


def _score_udp(socket: OpenSocket, asked: Asked) -> int:
    """``compute_score()`` of net/ipv4/udp.c and net/ipv6/udp.c, and ``udp4_lib_lookup4()``."""
    far = socket.far.get(asked.version)
    if socket.protocol != UDP or far is None:
        return 0
    if (any(far) and far != asked.source) or socket.far_port not in (0, asked.source_port):
        return 0
    if any(far) and socket.far_port:
        return _CONNECTED
    ends = any(far) + bool(socket.far_port) + bool(socket.device)
    return 1 + 2 * ends + (not socket.inet6)


def _score_listener(socket: OpenSocket, asked: Asked) -> int:
    """``compute_score()`` of net/ipv4/inet_hashtables.c and net/ipv6/inet6_hashtables.c."""
    if socket.protocol != TCP or socket.state != LISTEN:
        return 0
    return 1 + (not socket.inet6) + bool(socket.device)


def _best(
    sockets: Sequence[OpenSocket], asked: Asked, score: Callable[[OpenSocket, Asked], int]
) -> int | None:
    """The best of those at the address, else of those at any address.

    Of several the one that was opened last is it, since the kernel's lists begin with that.
    """
    for address in (asked.target, bytes(len(asked.target))):
        scores = [
            (score(socket, asked), number)
            for number, socket in enumerate(sockets)
            if asked.is_at(socket, address)
        ]
        most, number = max(scores, default=(0, 0))
        if most:
            return number
    return None


def find(sockets: Sequence[OpenSocket], asked: Asked, protocol: int) -> int | None:
    """Return the number of the socket that a tuple is for (``sk_lookup()``); None: there is none.

    Args:
        sockets: those that are open, in the order in which they were opened.
        asked: the tuple.
        protocol: TCP or UDP.
    """
    if protocol == UDP:
        return _best(sockets, asked, _score_udp)
    found = _connection(sockets, asked)
    return _best(sockets, asked, _score_listener) if found is None else found


def full(sockets: Sequence[OpenSocket], number: int) -> int | None:
    """Return the full socket of one that was found (``sk_to_full_sk()``), as a number.

    Of a request it is the listener; a connection that waits to be forgotten has none (None).
    """
    socket = sockets[number]
    if socket.protocol != TCP or socket.state not in (TIME_WAIT, NEW_SYN_RECV):
        return number
    if socket.state == TIME_WAIT:
        return None
    version = 4 if not socket.inet6 or (4 in socket.near and any(socket.near[6])) else 6
    ends = (socket.far.get(version, b""), socket.near[version], 0, socket.near_port)
    return _best(sockets, Asked(version, *ends, socket.device), _score_listener)


class PlacedSockets:
    """The sockets of an environment in the memory of a machine.

    Args:
        space: the memory; programs see the first bytes of each socket there.
        environment: the one that has the sockets.
        byteorder: ``little`` or ``big``, in which programs read them.
    """

    __slots__ = ("_order", "_space", "_table")

    def __init__(
        self, space: AddressSpace, environment: Environment, byteorder: Literal["little", "big"]
    ) -> None:
        self._space = space
        self._order = byteorder
        self._table = 0
        if environment.sockets:
            table = environment.tables("<" if byteorder == "little" else ">")["open"][8:]
            shown = tuple((at, at + COOKIE_AT) for at in range(0, len(table), OPEN_BYTES))
            self._table = space.add(bytearray(table), _OPEN, writable=False, shown=shown).base

    def address(self, number: int | None) -> int:
        """Return the address of a socket; 0 for None."""
        return 0 if number is None else self._table + number * OPEN_BYTES

    def number_at(self, address: int) -> int | None:
        """Return the number of the socket around an address; None: there is none."""
        near = self._space.find(address, 1)
        return near[1] // OPEN_BYTES if near and near[0].name == _OPEN else None

    def cookie(self, address: int) -> int:
        """Return the cookie of the socket around an address; 0: there is none."""
        near = self._space.find(address, 1)
        if near is None or near[0].name != _OPEN:
            return 0
        at = near[1] - near[1] % OPEN_BYTES + COOKIE_AT
        return int.from_bytes(near[0].data[at : at + 8], self._order)
