"""Helpers on devices, sockets, and the answer of a program of a control group."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.semantics import signed
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World
from progpack.bpf.outcome import CLONE_HEAD, Clone, Redirect
from progpack.bpf.spec import MapType, ProgramType

_U32: Final = 0xFFFFFFFF
_LOOPBACK: Final = 1
#: MTUs of the loopback and of any other device; bytes of an Ethernet header.
_LOOPBACK_MTU, _ETHERNET_MTU, _ETHERNET = 65536, 1500, 14
_CHECK_SEGMENTS: Final = 1
_FRAGMENTATION_NEEDED: Final = 1
_TC_ACT_SHOT, _TC_ACT_REDIRECT = 2, 7
_NEIGHBOUR: Final = 20  # struct bpf_redir_neigh


@provides(HelperId.CHECK_MTU)
def _check_mtu(h: World, r: list[int]) -> int:
    """``bpf_xdp_check_mtu()`` and ``bpf_skb_check_mtu()``: of a packet in one segment."""
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
    length = signed((stated + _ETHERNET if stated else h.run.length) + difference, 32)
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
    spec = h.map_at(r[1]).spec
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


@provides(
    HelperId.SK_LOOKUP_TCP,
    HelperId.SK_LOOKUP_UDP,
    HelperId.SKC_LOOKUP_TCP,
    HelperId.SK_RELEASE,
    HelperId.TCP_SOCK,
    HelperId.GET_LISTENER_SOCK,
)
def _no_socket(h: World, r: list[int]) -> int:
    """No socket is open, and one that the context has is neither TCP's nor a listener."""
    return 0


@provides(HelperId.SK_FULLSOCK)
def _sk_fullsock(h: World, r: list[int]) -> int:
    """The socket that a caller put into the context is a full one."""
    return r[1]


@provides(HelperId.GET_SOCKET_COOKIE)
def _get_socket_cookie(h: World, r: list[int]) -> int:
    return h.environment.socket_cookie()


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
