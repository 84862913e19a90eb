"""Maps of sockets, and the helpers that send packets and streams to what is in them.

``net/core/sock_map.c``, ``kernel/bpf/reuseport_array.c`` and ``net/core/filter.c`` (Linux 6.18).
"""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.maps.kinds.sockets import COOKIE_AT, SOCKET_BYTES
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.maps.base import BPF_EXIST
from progpack.bpf.oracle.maps.collect import keeps
from progpack.bpf.oracle.maps.hash import TargetMap
from progpack.bpf.oracle.sockets import MAPPED
from progpack.bpf.oracle.world import World
from progpack.bpf.outcome import Redirect
from progpack.bpf.spec import MapType, ProgramType

_U32: Final = 0xFFFFFFFF
_DROP, _PASS = 0, 1
_INGRESS: Final = 1
_UNIX, _INET, _INET6, _VSOCK = 1, 2, 10, 40
_STREAM, _DGRAM, _SEQPACKET = 1, 2, 5
_TCP, _UDP = 6, 17
_ESTABLISHED, _TIME_WAIT, _LISTEN, _NEW_SYN_RECV = 1, 6, 10, 12
#: BPF_SK_LOOKUP_F_REPLACE, and all flags of ``bpf_sk_assign()`` in a look-up.
_REPLACE, _LOOKUP_FLAGS = 1, 3
#: BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB, PASSIVE_ESTABLISHED_CB and TCP_LISTEN_CB.
_ESTABLISHING: Final = (4, 5, 11)


class _Socket:
    """A socket, with the properties that the kernel's checks of maps of sockets read."""

    def __init__(self, data: bytes, order: str) -> None:
        def word(at: int, size: int = 4) -> int:
            return int.from_bytes(data[at : at + size], order)  # type: ignore[arg-type]

        self.family, self.type, self.protocol = word(4), word(8), word(12)
        self.port, self.state, self.cookie = word(44), word(72), word(COOKIE_AT, 8)
        self.six = data[28:44]
        inet = self.family in (_INET, _INET6)
        self.tcp = inet and self.type == _STREAM and self.protocol == _TCP
        self.udp = inet and self.type == _DGRAM and self.protocol == _UDP
        self.stream = (self.family == _UNIX and self.type == _STREAM) or (
            self.family == _VSOCK and self.type in (_STREAM, _SEQPACKET)
        )

    def problem(self) -> int:
        """Why no map takes it: ``sock_map_sk_is_suitable()``, ``sock_map_sk_state_allowed()``."""
        if self.state in (_TIME_WAIT, _NEW_SYN_RECV):
            return -errno.EINVAL
        known = self.tcp or self.udp or self.family in (_UNIX, _VSOCK)
        states = (_ESTABLISHED, _LISTEN) if self.tcp else (_ESTABLISHED,)
        settled = not (self.tcp or self.stream) or self.state in states
        return 0 if known and settled else -errno.EOPNOTSUPP

    @property
    def uncounted(self) -> bool:
        """Whether references to it are not counted, for which it has SOCK_RCU_FREE."""
        return (self.tcp and self.state == _LISTEN) or (self.udp and bool(self.port))

    @property
    def takes_ipv4(self) -> bool:
        """Whether it takes packets of IPv4.

        One that is bound to an address of IPv6 does not: ``__inet6_bind()``. Of one that is bound
        to ``::`` it is not known in a map whether it has IPV6_V6ONLY.
        """
        return self.family != _INET6 or not any(self.six) or self.six.startswith(MAPPED)

    @property
    def takes(self) -> bool:
        """``sock_map_redirect_allowed()``"""
        return self.state != _LISTEN if self.tcp else self.state == _ESTABLISHED


@keeps(MapType.SOCKMAP, MapType.SOCKHASH, MapType.REUSEPORT_SOCKARRAY)
class SocketMap(TargetMap):
    """``BPF_MAP_TYPE_SOCKMAP``, ``SOCKHASH`` and ``REUSEPORT_SOCKARRAY``."""

    def store(self, key: bytes, value: bytes, flags: int, own: int) -> int:
        """Put a socket in for a program; -EINVAL or -EOPNOTSUPP for one that no map takes."""
        problem = _Socket(value, self._byteorder).problem()
        if problem:
            return problem
        if flags > BPF_EXIST:
            return -errno.EINVAL
        cookie = value[COOKIE_AT:] if any(value[COOKIE_AT:]) else own.to_bytes(8, self._byteorder)
        return self.update_elem(key, value[:COOKIE_AT] + cookie, flags)

    def take(self, key: bytes) -> int:
        """Take a socket out for a program; -EINVAL or -ENOENT where there is none."""
        result = self.delete_elem(key)
        return -errno.EINVAL if result and self.spec.type is MapType.SOCKMAP else result

    def socket(self, key: bytes) -> _Socket | None:
        """The socket under a key."""
        region = self._elements.get(key)
        return None if region is None else _Socket(bytes(region.data), self._byteorder)


def _sockets(h: World, address: int) -> SocketMap:
    found = h.map_of(address)
    assert isinstance(found, SocketMap)
    return found


@provides(HelperId.SK_REDIRECT_MAP, HelperId.MSG_REDIRECT_MAP)
def _redirect_map(h: World, r: list[int]) -> int:
    return _redirect(h, r, (r[3] & _U32).to_bytes(4, h.run.byteorder))


@provides(HelperId.SK_REDIRECT_HASH, HelperId.MSG_REDIRECT_HASH)
def _redirect_hash(h: World, r: list[int]) -> int:
    return _redirect(h, r, h.read(r[3], h.map_of(r[2]).spec.key_size))


def _redirect(h: World, r: list[int], key: bytes) -> int:
    """``bpf_sk_redirect_map()``, ``bpf_msg_redirect_map()`` and those of hash tables."""
    found, message = _sockets(h, r[2]).socket(key), h.run.program_type is ProgramType.SK_MSG
    if r[4] & ~_INGRESS or found is None or not found.takes:
        return _DROP
    if message:
        refused = found.family == _VSOCK or not (r[4] or found.tcp)
    else:
        refused = bool(r[4]) and found.family == _VSOCK
    if refused:
        return _DROP
    _note(h, r[2], found, r[4])
    return _PASS


def _note(h: World, address: int, found: _Socket, flags: int) -> None:
    name = h.map_of(address).spec.name
    h.run.effects.redirect = Redirect(found.cookie & _U32, name, flags)


@provides(HelperId.SK_SELECT_REUSEPORT)
def _sk_select_reuseport(h: World, r: list[int]) -> int:
    """All sockets that could share a port are of one group."""
    sockets = _sockets(h, r[2])
    found = sockets.socket(h.read(r[3], sockets.spec.key_size))
    if found is None:
        return -errno.ENOENT
    shares = found.udp or (found.tcp and found.state == _LISTEN)
    if not shares and sockets.spec.type is not MapType.REUSEPORT_SOCKARRAY:
        return -errno.EINVAL
    _note(h, r[2], found, 0)
    return 0


@provides(HelperId.SOCK_MAP_UPDATE, HelperId.SOCK_HASH_UPDATE)
def _sock_map_update(h: World, r: list[int]) -> int:
    """The socket of a connection that begins, or that begins to listen."""
    sockets = _sockets(h, r[2])
    key = h.read(r[3], sockets.spec.key_size)
    if h.run.field("op") not in _ESTABLISHING:
        return -errno.EOPNOTSUPP
    value = _own_socket(h)
    if _Socket(value, h.run.byteorder).problem():
        return -errno.EOPNOTSUPP
    return sockets.store(key, value, r[4], h.environment.socket_cookie())


def _own_socket(h: World) -> bytes:
    """The socket of a ``struct bpf_sock_ops``, from the fields that tell of its connection."""
    run, order = h.run, h.run.byteorder

    def words(*names: str) -> bytes:
        return b"".join(run.field(name).to_bytes(4, order) for name in names)

    def six(side: str) -> tuple[str, ...]:
        return tuple(f"{side}_ip6_{word}" for word in range(4))

    fixed = b"".join(number.to_bytes(4, order) for number in (_STREAM, _TCP, 0, 0))
    front = bytes(4) + words("family") + fixed
    source = words("local_ip4", *six("local"), "local_port")
    port = words("remote_port")[2:] + bytes(2)
    target = words("remote_ip4", *six("remote"), "state")
    return front + source + port + target + b"\xff" * 4 + bytes(8)


def _named(h: World, address: int) -> tuple[_Socket, str] | None:
    """The socket at an address and the name of its map, ``""`` for one of the context."""
    owner, start = h.socket_map_at(address), h.run.context
    if owner is None and not start <= address <= start + h.context_size - SOCKET_BYTES:
        return None
    place = h.space.find(address, SOCKET_BYTES)
    assert place is not None
    region, offset = place
    data = bytes(region.data[offset : offset + SOCKET_BYTES])
    return _Socket(data, h.run.byteorder), "" if owner is None else owner.spec.name


@provides(HelperId.SK_ASSIGN)
def _sk_assign(h: World, r: list[int]) -> int:
    """``bpf_sk_lookup_assign()``; ``bpf_sk_assign()`` of a packet that did not come in by tc.

    No packet of a test run is at the ingress of tc.
    """
    if h.run.program_type is not ProgramType.SK_LOOKUP:
        return -errno.EINVAL if not r[2] or r[3] else -errno.EOPNOTSUPP
    if r[3] & ~_LOOKUP_FLAGS:
        return -errno.EINVAL
    named = _named(h, r[2]) if r[2] else None
    problem = _lookup_problem(h, named[0] if named else None) if r[2] else 0
    if problem:
        return problem
    if h.run.field("sk") and not r[3] & _REPLACE:
        return -errno.EEXIST
    h.run.set_field("sk", r[2])
    h.run.effects.redirect = None
    if named:
        cookie = named[0].cookie or h.environment.socket_cookie()
        h.run.effects.redirect = Redirect(cookie & _U32, named[1], r[3])
    return 0


def _lookup_problem(h: World, socket: _Socket | None) -> int:
    """Why a look-up cannot end with a socket; None is one of which nothing is known."""
    if socket is None or not socket.uncounted or socket.state == _ESTABLISHED:
        return -errno.ESOCKTNOSUPPORT
    if socket.protocol != h.run.field("protocol"):
        return -errno.EPROTOTYPE
    if socket.family == h.run.field("family"):
        return 0
    return -errno.EAFNOSUPPORT if socket.family == _INET or not socket.takes_ipv4 else 0
