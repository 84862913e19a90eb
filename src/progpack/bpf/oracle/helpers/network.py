"""Helpers on devices, sockets, answers of control groups, and what else an skb holds."""

from __future__ import annotations

import errno
import struct
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.semantics import signed
from progpack.bpf.maps.kinds.sockets import COOKIE_AT
from progpack.bpf.oracle import sockets
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World
from progpack.bpf.outcome import CLONE_HEAD, Clone, Redirect
from progpack.bpf.sockets import LISTEN, NEW_SYN_RECV, TCP, TIME_WAIT, UDP, OpenSocket
from progpack.bpf.spec import MapType, ProgramType

if TYPE_CHECKING:
    from progpack.bpf.outside.tunnel import TunnelInfo

_U32: Final = 0xFFFFFFFF
#: The version of IP of a ``struct bpf_sock_tuple`` by its bytes, and bytes of an address.
_VERSIONS: Final = {12: 4, 36: 6}
_ADDRESS: Final = {4: 4, 6: 16}
#: The field of a context that names the device; programs of sockets' addresses have none.
_DEVICE: Final = {ProgramType.XDP: "ingress_ifindex", ProgramType.CGROUP_SOCK_ADDR: ""}
_LOOPBACK: Final = 1
#: MTUs of the loopback and of any other device; bytes of an Ethernet header.
_LOOPBACK_MTU, _ETHERNET_MTU, _ETHERNET = 65536, 1500, 14
_CHECK_SEGMENTS: Final = 1
_FRAGMENTATION_NEEDED: Final = 1
_TC_ACT_SHOT, _TC_ACT_REDIRECT = 2, 7
_NEIGHBOUR: Final = 20  # struct bpf_redir_neigh
_IPV4, _IPV6 = b"\x08\x00", b"\x86\xdd"
#: Bytes of headers, and where an IPv4 header has its sum.
_IPV4_SIZE, _IPV6_SIZE, _SUM_AT = 20, 40, 10
_ECN: Final = 3
#: BPF_CSUM_LEVEL_*, and SKB_MAX_CSUM_LEVEL.
_QUERY, _INC, _DEC, _RESET, _MOST_LEVEL = 0, 1, 2, 3, 3
#: BPF_SKB_CLOCK_REALTIME and the last of the clocks.
_REAL, _TAI = 0, 2
_ALL_CB_FLAGS: Final = 0x7F
#: Bytes that ``struct bpf_tunnel_key`` has and had: each is the beginning of the next.
_KEY_SIZES: Final = (8, 22, 24, 28, 44)
_OF_IPV6, _WITH_FLAGS, _SET_FLAGS, _FLOW_LABEL, _MOST_OPTIONS = 1, 16, 31, 0xFFFFF, 255
#: What a flag of the call says, and the bit IP_TUNNEL_*: set with the flag, or without it.
_BITS: Final = ((4, 0x100), (8, 8))
_BITS_WITHOUT: Final = ((2, 1), (16, 4))
_IS_NEW, _HAS_OPTIONS = 0x2000, 0xD800


@provides(HelperId.CHECK_MTU)
def _check_mtu(h: World, r: list[int]) -> int:
    """``bpf_xdp_check_mtu()`` and ``bpf_skb_check_mtu()``: of the linear part of a packet."""
    xdp = h.run.program_type is ProgramType.XDP
    place = h.view(r[3], 4, writable=True)
    stated, difference = int.from_bytes(place, h.run.byteorder), signed(r[4], 32)
    if r[5] & ~(0 if xdp else _CHECK_SEGMENTS) or (r[5] and (difference or stated)):
        return -errno.EINVAL
    own = h.run.field("ingress_ifindex" if xdp else "ifindex")
    device = r[2] & _U32 or own
    if device not in (_LOOPBACK, own):
        return -errno.ENODEV
    mtu = _LOOPBACK_MTU if device == _LOOPBACK else _ETHERNET_MTU
    length = signed((stated + _ETHERNET if stated else h.run.linear) + difference, 32)
    place[:] = mtu.to_bytes(4, h.run.byteorder)
    return _FRAGMENTATION_NEEDED if length > mtu + _ETHERNET else 0


@provides(HelperId.REDIRECT)
def _redirect(h: World, r: list[int]) -> int:
    xdp = h.run.program_type is ProgramType.XDP
    if r[2] & ~(0 if xdp else 1):
        return 0 if xdp else 2  # XDP_ABORTED, TC_ACT_SHOT
    h.run.effects.redirect = Redirect(r[1] & _U32, "", r[2])
    return 4 if xdp else 7  # XDP_REDIRECT, TC_ACT_REDIRECT


@provides(HelperId.REDIRECT_MAP)
def _redirect_map(h: World, r: list[int]) -> int:
    spec = h.map_of(r[1]).spec
    devices = spec.type in (MapType.DEVMAP, MapType.DEVMAP_HASH)
    if r[3] & ~(3 | (0x18 if devices else 0)):
        return 0
    key = r[2] & _U32
    if not r[3] & 8 and not h.keyed(r[1]).value_address(key.to_bytes(4, h.run.byteorder)):
        return r[3] & 3
    h.run.effects.redirect = Redirect(key, spec.name, r[3] if r[3] & 8 else 0)
    return 4


@provides(HelperId.CLONE_REDIRECT)
def _clone_redirect(h: World, r: list[int]) -> int:
    if r[3] & ~1:
        return -errno.EINVAL
    effects, length = h.run.effects, h.run.length
    if effects.has_room(CLONE_HEAD + length):
        packet = h.run.bytes_at(0, length)
        effects.clones.append(Clone(r[2] & _U32, r[3], packet))
    return 0


@provides(HelperId.REDIRECT_PEER)
def _redirect_peer(h: World, r: list[int]) -> int:
    return _to_device(h, r[1], bool(r[2]))


@provides(HelperId.REDIRECT_NEIGH)
def _redirect_neigh(h: World, r: list[int]) -> int:
    return _to_device(h, r[1], bool(r[4]) or r[3] not in (0, _NEIGHBOUR))


def _to_device(h: World, ifindex: int, refused: bool) -> int:
    if refused:
        return _TC_ACT_SHOT
    h.run.effects.redirect = Redirect(ifindex & _U32, "", 0)
    return _TC_ACT_REDIRECT


def _tuple(h: World, r: list[int]) -> sockets.Asked | None:
    """The tuple of ``__bpf_skc_lookup()``, None where the kernel looks nowhere.

    A number of a namespace that is negative in 32 bits (BPF_F_CURRENT_NETNS) stands for that of the
    program; no number stands for another one here.
    """
    version = _VERSIONS.get(r[3])
    if version is None or r[5] or signed(r[4], 32) >= 0:
        return None
    data, size = h.read(r[2], r[3]), _ADDRESS[version]
    ends = (data[:size], data[size : 2 * size])
    ports = (int.from_bytes(data[-4:-2], "big"), int.from_bytes(data[-2:], "big"))
    field = _DEVICE.get(h.run.program_type, "ifindex")
    return sockets.Asked(version, *ends, *ports, h.run.field(field) if field else 0)


def _find(h: World, r: list[int], protocol: int) -> int | None:
    asked = _tuple(h, r)
    return None if asked is None else sockets.find(h.environment.sockets, asked, protocol)


def _full(h: World, number: int | None) -> int | None:
    return None if number is None else sockets.full(h.environment.sockets, number)


@provides(HelperId.SK_LOOKUP_TCP)
def _sk_lookup_tcp(h: World, r: list[int]) -> int:
    return h.sockets.address(_full(h, _find(h, r, TCP)))


@provides(HelperId.SK_LOOKUP_UDP)
def _sk_lookup_udp(h: World, r: list[int]) -> int:
    return h.sockets.address(_find(h, r, UDP))


@provides(HelperId.SKC_LOOKUP_TCP)
def _skc_lookup_tcp(h: World, r: list[int]) -> int:
    return h.sockets.address(_find(h, r, TCP))


@provides(HelperId.SK_FULLSOCK)
def _sk_fullsock(h: World, r: list[int]) -> int:
    """The socket that a caller put into the context is a full one."""
    number = h.sockets.number_at(r[1])
    return r[1] if _full(h, number) == number else 0


@provides(HelperId.GET_LISTENER_SOCK)
def _get_listener_sock(h: World, r: list[int]) -> int:
    """The socket that a caller put into the context is no listener."""
    number = _full(h, h.sockets.number_at(r[1]))
    listens = number is not None and h.environment.sockets[number].state == LISTEN
    return h.sockets.address(number) if listens else 0


def _converted(h: World, address: int, is_kind: Callable[[OpenSocket], bool], full: bool) -> int:
    """A socket as one of another kind, whose fields nobody reads: they are not there."""
    number = h.sockets.number_at(address)
    if number is None or (full and _full(h, number) != number):
        return 0
    is_one = is_kind(h.environment.sockets[number])
    return h.sockets.address(number) + COOKIE_AT if is_one else 0


@provides(HelperId.SKC_TO_TCP_SOCK)
def _skc_to_tcp_sock(h: World, r: list[int]) -> int:
    return _converted(h, r[1], lambda socket: socket.protocol == TCP, full=True)


@provides(HelperId.SKC_TO_TCP6_SOCK)
def _skc_to_tcp6_sock(h: World, r: list[int]) -> int:
    return _converted(h, r[1], lambda socket: socket.protocol == TCP and socket.inet6, full=True)


@provides(HelperId.SKC_TO_UDP6_SOCK)
def _skc_to_udp6_sock(h: World, r: list[int]) -> int:
    return _converted(h, r[1], lambda socket: socket.protocol == UDP and socket.inet6, full=True)


@provides(HelperId.SKC_TO_TCP_TIMEWAIT_SOCK)
def _skc_to_tcp_timewait_sock(h: World, r: list[int]) -> int:
    return _converted(h, r[1], partial(_is_half, TIME_WAIT), full=False)


@provides(HelperId.SKC_TO_TCP_REQUEST_SOCK)
def _skc_to_tcp_request_sock(h: World, r: list[int]) -> int:
    return _converted(h, r[1], partial(_is_half, NEW_SYN_RECV), full=False)


def _is_half(state: int, socket: OpenSocket) -> bool:
    return socket.protocol == TCP and socket.state == state


@provides(
    HelperId.SK_RELEASE,
    HelperId.TCP_SOCK,
    HelperId.SKC_TO_UNIX_SOCK,
    HelperId.SKC_TO_MPTCP_SOCK,
)
def _nothing(h: World, r: list[int]) -> int:
    """No reference is counted, and nothing is known of what TCP keeps for a connection."""
    return 0


@provides(HelperId.GET_SOCKET_COOKIE)
def _get_socket_cookie(h: World, r: list[int]) -> int:
    return h.sockets.cookie(r[1]) or h.environment.socket_cookie()


@provides(HelperId.GET_NETNS_COOKIE)
def _get_netns_cookie(h: World, r: list[int]) -> int:
    return h.environment.netns_cookie()


@provides(HelperId.GET_SOCKET_UID)
def _get_socket_uid(h: World, r: list[int]) -> int:
    """The socket is one of the user that the program runs as."""
    return h.environment.uid_gid() & _U32


@provides(HelperId.GET_RETVAL)
def _get_retval(h: World, r: list[int]) -> int:
    return signed(h.run.retval, 32)


@provides(HelperId.SET_RETVAL)
def _set_retval(h: World, r: list[int]) -> int:
    h.run.retval = r[1] & _U32
    h.run.effects.retval = signed(r[1], 32)
    return 0


@provides(
    HelperId.GET_CGROUP_CLASSID,
    HelperId.SKB_CGROUP_CLASSID,
    HelperId.GET_ROUTE_REALM,
    HelperId.SOCK_FROM_FILE,
)
def _none(h: World, r: list[int]) -> int:
    """No class, no realm, and no file of a socket."""
    return 0


@provides(HelperId.SKB_UNDER_CGROUP)
def _skb_under_cgroup(h: World, r: list[int]) -> int:
    full = r[3] & _U32 >= h.reachable[r[2]].spec.max_entries
    return -errno.E2BIG if full else -errno.EAGAIN


@provides(HelperId.SKB_CGROUP_ID, HelperId.SK_CGROUP_ID)
def _cgroup_id(h: World, r: list[int]) -> int:
    return h.environment.cgroup_id()


@provides(HelperId.SKB_GET_XFRM_STATE)
def _skb_get_xfrm_state(h: World, r: list[int]) -> int:
    h.clear(r[3], r[4])
    return -errno.EINVAL


@provides(HelperId.SKB_ECN_SET_CE)
def _skb_ecn_set_ce(h: World, r: list[int]) -> int:
    header, room = h.run.network, max(h.run.length - h.run.network, 0)
    protocol = h.run.protocol()
    if protocol == _IPV4 and room >= _IPV4_SIZE:
        return _mark_ipv4(h, header)
    if protocol == _IPV6 and room >= _IPV6_SIZE:
        return _mark_ipv6(h, header)
    return 0


def _mark_ipv4(h: World, header: int) -> int:
    service = h.run.bytes_at(header + 1, 1)[0]
    known = service & _ECN
    if known in (0, _ECN):
        return int(known == _ECN)
    place = header + _SUM_AT
    # One or two more in the header, so much less in the sum, in one's complement.
    total = int.from_bytes(h.run.bytes_at(place, 2), "big") + 0xFFFF - (_ECN - known)
    h.run.put_bytes(place, ((total & 0xFFFF) + (total >> 16)).to_bytes(2, "big"))
    h.run.put_bytes(header + 1, bytes([service | _ECN]))
    return 1


def _mark_ipv6(h: World, header: int) -> int:
    service = h.run.bytes_at(header + 1, 1)[0]
    if not service >> 4 & _ECN:
        return 0
    h.run.put_bytes(header + 1, bytes([service | _ECN << 4]))
    return 1


@provides(HelperId.CSUM_LEVEL)
def _csum_level(h: World, r: list[int]) -> int:
    level = h.run.checksum
    if r[2] == _QUERY:
        return level - 1 if level else -errno.EACCES
    if r[2] not in (_INC, _DEC, _RESET):
        return -errno.EINVAL
    after = {_INC: min(level + 1, _MOST_LEVEL + 1), _DEC: max(level - 1, 0), _RESET: 0}
    h.run.checksum = after[r[2]]
    return 0


@provides(HelperId.SKB_SET_TSTAMP)
def _skb_set_tstamp(h: World, r: list[int]) -> int:
    clock = r[3] & _U32
    if h.run.protocol() not in (_IPV4, _IPV6):
        return -errno.EOPNOTSUPP
    if clock > _TAI or (clock != _REAL and not r[2]):
        return -errno.EINVAL
    h.run.set_field("tstamp", r[2])
    h.run.set_field("tstamp_type", clock)
    return 0


@provides(HelperId.TCP_CHECK_SYNCOOKIE, HelperId.TCP_GEN_SYNCOOKIE)
def _no_listener(h: World, r: list[int]) -> int:
    """Nothing listens here, so nobody has given out a cookie."""
    return -errno.EINVAL


@provides(HelperId.SOCK_OPS_CB_FLAGS_SET)
def _sock_ops_cb_flags_set(h: World, r: list[int]) -> int:
    if not h.run.field("is_fullsock"):
        return -errno.EINVAL
    h.run.set_field("bpf_sock_ops_cb_flags", r[2] & _ALL_CB_FLAGS)
    return signed(r[2] & _U32 & ~_ALL_CB_FLAGS, 32)


@provides(HelperId.SKB_SET_TUNNEL_KEY)
def _skb_set_tunnel_key(h: World, r: list[int]) -> int:
    if r[4] & ~_SET_FLAGS or r[3] not in _KEY_SIZES:
        return -errno.EINVAL
    data = h.read(r[2], r[3]).ljust(_KEY_SIZES[-1], b"\0")
    number, remote, service, hops, more, label, local = _key(h).unpack(data)
    ipv6 = bool(r[4] & _OF_IPV6)
    if (label and not ipv6) or more != bytes(2):
        return -errno.EINVAL
    used = 16 if ipv6 else 4
    source, target = (address[:used].ljust(16, b"\0") for address in (local, remote))
    flags = _IS_NEW | sum(bit for asked, bit in _BITS if r[4] & asked)
    flags |= sum(bit for asked, bit in _BITS_WITHOUT if not r[4] & asked)
    from progpack.bpf.outside.tunnel import TunnelInfo

    h.run.tunnel = TunnelInfo(
        *(number, source, target, service, hops, label & _FLOW_LABEL, ipv6, flags)
    )
    return 0


@provides(HelperId.SKB_GET_TUNNEL_KEY)
def _skb_get_tunnel_key(h: World, r: list[int]) -> int:
    h.clear(r[2], r[3])
    held = _tunnel(h)
    if held is None or r[4] & ~(_OF_IPV6 | _WITH_FLAGS):
        return -errno.EINVAL
    if held.ipv6 != bool(r[4] & _OF_IPV6):
        return -errno.EPROTO
    if r[3] not in _KEY_SIZES or (r[3] == _KEY_SIZES[0] and held.ipv6):
        return -errno.EINVAL
    more = (held.flags & 0xFFFF if r[4] & _WITH_FLAGS else 0).to_bytes(2, "big")
    # Where it comes from is where an answer goes.
    key = _key(h).pack(
        *(held.id, held.source, held.service, held.hops, more, held.label, held.target)
    )
    h.write(r[2], key[: r[3]])
    return 0


def _tunnel(h: World) -> TunnelInfo | None:
    """The tunnel that the program has set, else the one that the packet came by.

    ``skb_tunnel_info()`` in include/net/dst_metadata.h (Linux 6.18) has one place for both.
    """
    came_by = h.environment.tunnel
    if h.run.tunnel is not None or came_by is None:
        return h.run.tunnel
    return came_by.received(h.run.order)


def _key(h: World) -> struct.Struct:
    """The form of ``struct bpf_tunnel_key``."""
    return struct.Struct(h.run.order + "I16sBB2sI16s")


@provides(HelperId.SKB_SET_TUNNEL_OPT)
def _skb_set_tunnel_opt(h: World, r: list[int]) -> int:
    held = h.run.tunnel  # bpf_skb_set_tunnel_opt() takes options for the program's own alone
    if held is None or r[3] & 3:
        return -errno.EINVAL
    if r[3] > _MOST_OPTIONS:
        return -errno.ENOMEM
    held.options = h.read(r[2], r[3])
    held.flags |= _HAS_OPTIONS if r[3] else 0
    return 0


@provides(HelperId.SKB_GET_TUNNEL_OPT)
def _skb_get_tunnel_opt(h: World, r: list[int]) -> int:
    h.clear(r[2], r[3])
    held = _tunnel(h)
    if held is None or not held.flags & _HAS_OPTIONS:
        return -errno.ENOENT
    if r[3] < len(held.options):
        return -errno.ENOMEM
    h.write(r[2], held.options)
    return len(held.options)


@provides(HelperId.MSG_APPLY_BYTES, HelperId.MSG_CORK_BYTES)
def _verdict_for_bytes(h: World, r: list[int]) -> int:
    """How many bytes a verdict is for, or waits for, concerns who asks for the next."""
    return 0


@provides(HelperId.MSG_PULL_DATA)
def _msg_pull_data(h: World, r: list[int]) -> int:
    """A message is in one piece, so that all of it is there already."""
    start, end = r[2] & _U32, r[3] & _U32
    return -errno.EINVAL if r[4] or end <= start or end > h.run.length else 0
