"""Sockets as tests give them to maps of sockets, contexts and environments."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import count
from typing import Final, Literal, Self

from progpack.bpf.words import MOST_SOCKETS
from progpack.errors import UsageError
from progpack.integers import MAX_U32, MAX_U64, integer_within, shorten
from progpack.records import dataclass

__all__ = [
    "LISTEN",
    "NEW_SYN_RECV",
    "TCP",
    "TIME_WAIT",
    "UDP",
    "OpenSocket",
    "OpenSockets",
    "Socket",
]

_INET, _INET6 = 2, 10
_STREAM, _DGRAM = 1, 2
TCP: Final = 6
UDP: Final = 17
_ESTABLISHED: Final = 1
#: ``TCP_*`` of the kernel's tcp_states.h: a listener, and what is no full socket.
LISTEN: Final = 10
TIME_WAIT: Final = 6
NEW_SYN_RECV: Final = 12
#: ``struct bpf_sock`` and the cookie behind it, without the byte order.
_FORM: Final = "6I4s16sI2s2x4s16sIiQ"
#: What an environment knows besides: whether the socket refuses IPv4.
_MORE: Final = "I4x"
_MAPPED: Final = bytes(10) + b"\xff\xff"
_MOST_PORT: Final = 0xFFFF
#: Cookies that nobody states begin here; 1 is that of a run's own socket.
_cookies = count(1 << 16)


class Socket(bytes):
    """A socket: the bytes of ``struct bpf_sock`` as programs see them, and its cookie.

    A socket can be a value of a SOCKMAP, SOCKHASH or REUSEPORT_SOCKARRAY, the field ``sk`` of a
    context, and one of those that ``bpf_sk_lookup_tcp`` and the like find
    (``Environment(sockets=)``).

    Args:
        src: address of this side; `src` and `dst` determine the family, unless ``family`` is given.
        src_port: port of this side.
        dst: address of the other side.
        dst_port: port of the other side.
        family: ``AF_*``; default AF_INET, or AF_INET6 where an address is one of IPv6. A socket
            of AF_INET6 has an IPv4 address as ``::ffff:`` and the address.
        type: ``SOCK_*``; default SOCK_STREAM.
        protocol: ``IPPROTO_*``; default TCP.
        state: ``TCP_*`` of the kernel's tcp_states.h; default 1, established. 10 is listening.
        mark: ``SO_MARK``.
        priority: ``SO_PRIORITY``.
        bound_dev_if: number of the interface to which the socket is bound, 0 for none.
        cookie: number that identifies the socket; default: a number that no other socket has.
        byteorder: byte order of the programs; an environment gives each program its own.
        ipv6only: ``IPV6_V6ONLY``; without it, a socket of AF_INET6 that is bound to ``::`` takes
            packets of IPv4, too.

    Attributes:
        byteorder: as above.
        ipv6only: as above.

    Raises:
        UsageError: a number is out of its range, or an address is not valid.
    """

    byteorder: Literal["little", "big"]
    ipv6only: bool

    def __new__(
        cls,
        *,
        src: str = "0.0.0.0",
        src_port: int = 0,
        dst: str = "0.0.0.0",
        dst_port: int = 0,
        family: int | None = None,
        type: int = _STREAM,  # noqa: A002 - the kernel's word
        protocol: int = TCP,
        state: int = _ESTABLISHED,
        mark: int = 0,
        priority: int = 0,
        bound_dev_if: int = 0,
        cookie: int | None = None,
        byteorder: Literal["little", "big"] = sys.byteorder,
        ipv6only: bool = False,
    ) -> Self:
        """Make the bytes."""
        ends = [_address(src), _address(dst)]
        six = any(isinstance(end, IPv6Address) for end in ends)
        words = {
            "bound_dev_if": bound_dev_if,
            "family": (_INET6 if six else _INET) if family is None else family,
            "type": type,
            "protocol": protocol,
            "mark": mark,
            "priority": priority,
            "state": state,
        }
        for name, value in words.items():
            integer_within(value, name, 0, MAX_U32)
        for name, port in (("src_port", src_port), ("dst_port", dst_port)):
            integer_within(port, name, 0, _MOST_PORT)
        number = next(_cookies) if cookie is None else integer_within(cookie, "cookie", 1, MAX_U64)
        source, target = (_words(end, words["family"]) for end in ends)
        front, far_port = list(words.values())[:-1], dst_port.to_bytes(2, "big")
        fields = (*front, *source, src_port, far_port, *target, state, -1, number)
        made = super().__new__(cls, struct.pack(_order(byteorder) + _FORM, *fields))
        made.byteorder, made.ipv6only = byteorder, bool(ipv6only)
        return made


def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError as error:
        raise UsageError(f"a socket's address: {error}") from None


def _order(byteorder: str) -> str:
    return "<" if byteorder == "little" else ">"


def _words(address: IPv4Address | IPv6Address, family: int) -> tuple[bytes, bytes]:
    """The word for IPv4 and the four for IPv6, in network order, as a socket of a family has them.

    A socket of AF_INET6 that has an address of IPv4 has both (``struct sock_common``).
    """
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return mapped.packed if mapped else bytes(4), address.packed
    six = _MAPPED + address.packed if family == _INET6 and int(address) else bytes(16)
    return address.packed, six


@dataclass(frozen=True, slots=True)
class OpenSocket:
    """A socket that look-ups find: what they compare.

    Attributes:
        protocol: TCP or UDP.
        inet6: whether it is one of AF_INET6.
        state: ``TCP_*`` of the kernel's tcp_states.h.
        device: number of the interface that it is bound to, 0 for none.
        near, far: addresses of its ends, in network order: of IPv4 (4) and of IPv6 (6) where it
            has one of that family.
        near_port, far_port: its ports; the far one is 0 where it is not connected.
    """

    protocol: int
    inet6: bool
    state: int
    device: int
    near: dict[int, bytes]
    far: dict[int, bytes]
    near_port: int
    far_port: int


class OpenSockets:
    """The sockets of an environment, in the order in which they were opened.

    Args:
        sockets: TCP's and UDP's, of AF_INET and AF_INET6, that have a port.

    Attributes:
        sockets: what look-ups compare of each.

    Raises:
        UsageError: a socket is of another kind, two are the same for look-ups, or there are more
            than `progpack.bpf.words.MOST_SOCKETS`.
    """

    def __init__(self, sockets: Iterable[Socket]) -> None:
        if isinstance(sockets, Socket) or not isinstance(sockets, Iterable):
            raise UsageError(f"sockets= are Sockets one by one, not {shorten(sockets)}")
        self._given = tuple(sockets)
        integer_within(len(self._given), "number of sockets", 0, MOST_SOCKETS)
        self.sockets = tuple(_open(number, each) for number, each in enumerate(self._given))
        for number, each in enumerate(self.sockets):
            if (first := self.sockets.index(each)) != number:
                raise UsageError(
                    f"sockets[{number}] has the addresses, ports, device and state of "
                    f"sockets[{first}]; of sockets that share a port (SO_REUSEPORT) give one"
                )

    def packed(self, order: str) -> bytes:
        """Return the table as native code of a byte order has it: ``<`` or ``>``."""
        records = [
            struct.pack(
                order + _FORM + _MORE,
                *struct.unpack(_order(each.byteorder) + _FORM, each),
                each.ipv6only,
            )
            for each in self._given
        ]
        return struct.pack(f"{order}Q", len(records)) + b"".join(records)


def _open(number: int, socket: Socket) -> OpenSocket:
    what = f"sockets[{number}]"
    if not isinstance(socket, Socket):
        raise UsageError(f"{what}: a Socket, not {shorten(socket)}")
    fields = struct.unpack(_order(socket.byteorder) + _FORM, socket)
    device, family, kind, protocol = fields[:4]
    four, six, port, far_port, far_four, far_six, state = fields[6:13]
    if family not in (_INET, _INET6) or (kind, protocol) not in ((_STREAM, TCP), (_DGRAM, UDP)):
        raise UsageError(
            f"{what}: look-ups find sockets of AF_INET and AF_INET6, of TCP (type 1, protocol 6) "
            f"and UDP (type 2, protocol 17); family {family}, type {kind}, protocol {protocol} is "
            "none"
        )
    if not port:
        raise UsageError(f"{what}: look-ups find what has a port; give src_port=")
    inet6 = family == _INET6
    near, far = (
        _addresses(four, six, inet6=inet6, ipv6only=socket.ipv6only)
        for four, six in ((four, six), (far_four, far_six))
    )
    return OpenSocket(
        protocol, inet6, state, device, near, far, port, int.from_bytes(far_port, "big")
    )


def _addresses(four: bytes, six: bytes, *, inet6: bool, ipv6only: bool) -> dict[int, bytes]:
    """An end's address by version of IP; one of IPv6 is that of IPv4 where it is mapped or none."""
    if not inet6:
        return {4: four}
    takes_ipv4 = not ipv6only and (not any(six) or six.startswith(_MAPPED))
    return {6: six, 4: four} if takes_ipv4 else {6: six}
