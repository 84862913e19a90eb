"""Sockets as tests give them to maps of sockets, and to programs in their contexts."""

from __future__ import annotations

import struct
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import count
from typing import Final, Literal, Self

from progpack.errors import UsageError
from progpack.integers import MAX_U32, MAX_U64, integer_within

__all__ = ["Socket"]

_INET, _INET6 = 2, 10
_STREAM, _TCP = 1, 6
_ESTABLISHED: Final = 1
_MOST_PORT: Final = 0xFFFF
#: Cookies that nobody states begin here; 1 is that of a run's own socket.
_cookies = count(1 << 16)


class Socket(bytes):
    """A socket: the bytes of ``struct bpf_sock`` as programs see them, and its cookie.

    A socket can be a value of a SOCKMAP, SOCKHASH or REUSEPORT_SOCKARRAY, and the field ``sk`` of
    a context.

    Args:
        src: address of this side; `src` and `dst` determine the family, unless ``family`` is given.
        src_port: port of this side.
        dst: address of the other side.
        dst_port: port of the other side.
        family: ``AF_*``; default AF_INET, or AF_INET6 where an address is one of IPv6.
        type: ``SOCK_*``; default SOCK_STREAM.
        protocol: ``IPPROTO_*``; default TCP.
        state: ``TCP_*`` of the kernel's tcp_states.h; default 1, established. 10 is listening.
        mark: ``SO_MARK``.
        priority: ``SO_PRIORITY``.
        bound_dev_if: number of the interface to which the socket is bound, 0 for none.
        cookie: number that identifies the socket; default: a number that no other socket has.
        byteorder: byte order of the programs.

    Raises:
        UsageError: a number is out of its range, or an address is not valid.
    """

    def __new__(
        cls,
        *,
        src: str = "0.0.0.0",
        src_port: int = 0,
        dst: str = "0.0.0.0",
        dst_port: int = 0,
        family: int | None = None,
        type: int = _STREAM,  # noqa: A002 - the kernel's word
        protocol: int = _TCP,
        state: int = _ESTABLISHED,
        mark: int = 0,
        priority: int = 0,
        bound_dev_if: int = 0,
        cookie: int | None = None,
        byteorder: Literal["little", "big"] = sys.byteorder,
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
        order = "<" if byteorder == "little" else ">"
        front = struct.pack(f"{order}6I", *list(words.values())[:-1])
        behind = struct.pack(f"{order}IiQ", state, -1, number)
        source, target = map(_words, ends)
        ports = struct.pack(f"{order}I", src_port) + struct.pack(">H", dst_port) + bytes(2)
        return super().__new__(cls, front + source + ports + target + behind)


def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError as error:
        raise UsageError(f"a socket's address: {error}") from None


def _words(address: IPv4Address | IPv6Address) -> bytes:
    """The word for IPv4 and the four for IPv6, of which one is used, in network order."""
    packed = address.packed
    return packed + bytes(16) if len(packed) == 4 else bytes(4) + packed
