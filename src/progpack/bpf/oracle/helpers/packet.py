"""Helpers on packets as the interpreter has them: ``net/core/filter.c`` (Linux 6.18) in Python.

An XDP packet may have fragments, an skb has none. Checksums are not offloaded. What the native
side does the same way, and why, is in ``jit/runtime/packet.c``.
"""

from __future__ import annotations

import errno
import sys
from array import array
from collections.abc import Iterable
from typing import Final

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.context.linear import FRAGMENT
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.limits import MOST_SKB
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World

__all__ = ["csum_diff"]

_U16: Final = 0xFFFF
_U32: Final = 0xFFFFFFFF
_INT_MAX: Final = 0x7FFFFFFF
_ENOTSUPP: Final = 524
_ETHERNET: Final = 14
_ETHERTYPE: Final = 12
_XDP_FRAME: Final = 40
_XDP_HARD_END: Final = 4096 - 320
_VLANS: Final = (b"\x81\x00", b"\x88\xa8")
#: Most bytes of an IPv4 header, and the ports behind it.
_HEADERS: Final = 60 + 4
_IPV4: Final = b"\x08\x00"
_IPV6: Final = b"\x86\xdd"


def _int(value: int) -> int:
    return ((value & _U32) ^ (1 << 31)) - (1 << 31)


def _fits(h: World, offset: int, size: int) -> bool:
    return offset + size <= h.run.length


def _load(h: World, start: int, offset: int, to: int, size: int) -> int:
    if offset > _INT_MAX or not _fits(h, start + offset, size):
        h.clear(to, size)
        return -errno.EFAULT
    place = start + offset
    in_front = min(max(-place, 0), size)  # of a link-layer header that the packet does not have
    if in_front:
        h.write(to, h.run.bytes_at(place, in_front))
    if size > in_front:
        h.move(to + in_front, h.run.address_of(place + in_front), size - in_front)
    return 0


def _store(h: World, offset: int, source: int, size: int) -> None:
    if not size:
        return
    behind = 0 < h.run.address_of(offset) - source < size
    for start, end in h.pieces(size, backward=behind):
        h.run.put_bytes(offset + start, h.read(source + start, end - start))


@provides(HelperId.SKB_LOAD_BYTES)
def _skb_load_bytes(h: World, r: list[int]) -> int:
    return _load(h, 0, r[2] & _U32, r[3], r[4])


@provides(HelperId.SKB_LOAD_BYTES_RELATIVE)
def _skb_load_bytes_relative(h: World, r: list[int]) -> int:
    start = (h.run.link_offset, h.run.network)[r[5] & 1]
    if r[5] & _U32 > 1 or start is None:
        h.clear(r[3], r[4])
        return -errno.EFAULT
    return _load(h, start, r[2] & _U32, r[3], r[4])


@provides(HelperId.SKB_STORE_BYTES)
def _skb_store_bytes(h: World, r: list[int]) -> int:
    offset = r[2] & _U32
    if r[5] & ~3:
        return -errno.EINVAL
    if offset > _INT_MAX or not _fits(h, offset, r[4]):
        return -errno.EFAULT
    _store(h, offset, r[3], r[4])
    if r[5] & 2:
        h.run.set_field("hash", 0)
    return 0


@provides(HelperId.XDP_LOAD_BYTES)
def _xdp_load_bytes(h: World, r: list[int]) -> int:
    offset = r[2] & _U32
    if offset > _U16 or r[4] > _U16:
        return -errno.EFAULT
    if not _fits(h, offset, r[4]):
        return -errno.EINVAL
    h.write(r[3], h.run.bytes_at(offset, r[4]))
    return 0


@provides(HelperId.XDP_STORE_BYTES)
def _xdp_store_bytes(h: World, r: list[int]) -> int:
    offset = r[2] & _U32
    if offset > _U16 or r[4] > _U16:
        return -errno.EFAULT
    if not _fits(h, offset, r[4]):
        return -errno.EINVAL
    h.run.put_bytes(offset, h.read(r[3], r[4]))
    return 0


@provides(HelperId.XDP_GET_BUFF_LEN)
def _xdp_get_buff_len(h: World, r: list[int]) -> int:
    return h.run.length


# Checksums: one's complement sums.


def _fold(total: int) -> int:
    while total >> 16:
        total = (total & _U16) + (total >> 16)
    return total


def _add(a: int, b: int) -> int:
    return (a + b & _U32) + (a + b >> 32)


def _sum(pieces: Iterable[bytes], total: int, order: ByteOrder) -> int:
    for piece in pieces:
        words = array("I", piece)
        if order != sys.byteorder:
            words.byteswap()
        total += sum(words)
        while total > _U32:  # the carries come in again at the end
            total = (total & _U32) + (total >> 32)
    return total


def csum_diff(
    old: Iterable[bytes] | None, new: Iterable[bytes] | None, seed: int, order: ByteOrder = "little"
) -> int:
    """Compute what ``bpf_csum_diff`` does: a 16-bit sum.

    Args:
        old: the pieces of what is taken away, of which each has whole words; None: nothing is.
        new: the pieces of what is added.
        seed: the sum so far.
        order: of the words.
    """
    total = seed & _U32
    if old is not None and new is not None:
        total = _add(_sum(new, total, order), ~_sum(old, 0, order) & _U32)
    elif new is not None:
        total = _sum(new, total, order)
    elif old is not None:
        total = ~_sum(old, ~total & _U32, order) & _U32
    return _fold(total)


@provides(HelperId.CSUM_DIFF)
def _csum_diff(h: World, r: list[int]) -> int:
    if r[2] % 4 or r[4] % 4:
        return -errno.EINVAL
    old, new = _words(h, r[1], r[2]), _words(h, r[3], r[4])
    return csum_diff(old, new, r[5], h.run.byteorder)


def _words(h: World, at: int, size: int) -> Iterable[bytes] | None:
    if not size:
        return None
    return (h.read(at + start, end - start) for start, end in h.pieces(size))


def _replace(h: World, offset: int, *more: int, mask: int = _U32) -> None:
    """Add numbers to what the checksum at ``offset`` is the complement of."""
    old = int.from_bytes(h.run.bytes_at(offset, 2), h.run.byteorder)
    total = _fold((~old & mask) + sum(more))
    h.run.put_bytes(offset, (~total & _U16).to_bytes(2, h.run.byteorder))


def _checksum_at(h: World, r: list[int], flags: int) -> int:
    offset = r[2] & _U32
    if r[5] & ~flags:
        return -errno.EINVAL
    if offset > _U16 or offset & 1 or not _fits(h, offset, 2):
        return -errno.EFAULT
    return 0


@provides(HelperId.L3_CSUM_REPLACE)
def _l3_csum_replace(h: World, r: list[int]) -> int:
    problem = _checksum_at(h, r, 0xF)
    if problem:
        return problem
    offset, old, new = r[2] & _U32, r[3], r[4]
    if r[5] == 0:
        if old:
            return -errno.EINVAL
        _replace(h, offset, new & _U32)
    elif r[5] == 2:
        _replace(h, offset, ~old & _U16, new & _U16, mask=_U16)
    elif r[5] == 4:
        _replace(h, offset, ~old & _U32, new & _U32)
    else:
        return -errno.EINVAL
    return 0


@provides(HelperId.L4_CSUM_REPLACE)
def _l4_csum_replace(h: World, r: list[int]) -> int:
    problem = _checksum_at(h, r, 0xFF)
    if problem:
        return problem
    offset, old, new, width = r[2] & _U32, r[3], r[4], r[5] & 0xF
    mangled = r[5] & 0x20
    if mangled and not r[5] & 0x40 and not any(h.run.bytes_at(offset, 2)):
        return 0
    if (width == 0 and old) or width not in (0, 2, 4):
        return -errno.EINVAL
    if width == 0:
        _replace(h, offset, new & _U32)
    else:
        mask = (1 << 8 * width) - 1
        _replace(h, offset, ~(old & mask) & _U32, new & mask)
    if mangled and not any(h.run.bytes_at(offset, 2)):
        h.run.put_bytes(offset, b"\xff\xff")
    return 0


# XDP: the head, the tail and the metadata in front.


@provides(HelperId.XDP_ADJUST_HEAD)
def _xdp_adjust_head(h: World, r: list[int]) -> int:
    by = _int(r[2])
    head = h.run.headroom + by
    if head < _XDP_FRAME + h.run.meta or by > h.run.linear - _ETHERNET:
        return -errno.EINVAL
    h.run.move_head(by)
    return 0


@provides(HelperId.XDP_ADJUST_TAIL)
def _xdp_adjust_tail(h: World, r: list[int]) -> int:
    by = _int(r[2])
    room = _XDP_HARD_END - h.run.headroom - h.run.length
    if h.run.fragments:  # up to the end of the page, see bpf_xdp_frags_increase_tail()
        room = -len(h.run.fragments) % FRAGMENT
    if by > max(room, 0) or h.run.length + by < _ETHERNET:
        return -errno.EINVAL
    h.run.move_tail(by)
    return 0


@provides(HelperId.XDP_ADJUST_META)
def _xdp_adjust_meta(h: World, r: list[int]) -> int:
    size = h.run.meta - _int(r[2])
    if size < 0 or h.run.headroom - size < _XDP_FRAME:
        return -errno.EINVAL
    if size % 4 or size > 252:
        return -errno.EACCES
    h.run.set_meta(size)
    return 0


# skb: the head, the tail and room inside.


@provides(HelperId.SKB_PULL_DATA)
def _skb_pull_data(h: World, r: list[int]) -> int:
    return -errno.ENOMEM if r[2] & _U32 > h.run.length else 0


@provides(HelperId.SKB_CHANGE_TAIL)
def _skb_change_tail(h: World, r: list[int]) -> int:
    to = r[2] & _U32
    if r[3] or to > MOST_SKB or to < h.run.network:
        return -errno.EINVAL
    h.run.move_tail(to - h.run.length)
    return 0


@provides(HelperId.SKB_CHANGE_HEAD)
def _skb_change_head(h: World, r: list[int]) -> int:
    by = r[2] & _U32
    if r[3] or by > _INT_MAX or h.run.length + by > MOST_SKB:
        return -errno.EINVAL
    problem = h.run.insert(0, by)
    h.run.network += 0 if problem else by
    return problem


#: Bytes of an IPv6 header more than of IPv4's.
_LONGER: Final = 20


@provides(HelperId.SKB_CHANGE_PROTO)
def _skb_change_proto(h: World, r: list[int]) -> int:
    """The header gets longer or shorter at its front; the program writes the new one."""
    to = (r[2] & _U16).to_bytes(2, h.run.byteorder)
    if r[3]:
        return -errno.EINVAL
    change = {(_IPV4, _IPV6): h.run.insert, (_IPV6, _IPV4): h.run.take_out}
    make = change.get((h.run.protocol(), to))
    if make is None:
        return -_ENOTSUPP
    problem = make(h.run.network, _LONGER)
    if not problem:
        h.run.set_protocol(to)
        h.run.set_field("hash", 0)
    return problem


_ENCAP_IPV4, _ENCAP_IPV6, _GRE, _UDP, _NO_CSUM_RESET, _ENCAP_ETH = 2, 4, 8, 16, 32, 64
_DECAP_IPV4, _DECAP_IPV6 = 128, 256
_ENCAP_L3 = _ENCAP_IPV4 | _ENCAP_IPV6
_DECAP_L3 = _DECAP_IPV4 | _DECAP_IPV6
_ADJ_MASK = 0xFF000000000001FF


def _encap_problem(flags: int, by: int) -> int:
    inner = flags >> 56
    if not flags & _ENCAP_L3:
        return 0
    if flags & _ENCAP_L3 == _ENCAP_L3 or flags & (_GRE | _UDP) == _GRE | _UDP:
        return -errno.EINVAL
    if (flags & _ENCAP_ETH and inner < _ETHERNET) or inner > by:
        return -errno.EINVAL
    return 0


@provides(HelperId.SKB_ADJUST_ROOM)
def _skb_adjust_room(h: World, r: list[int]) -> int:
    diff, mode, flags = _int(r[2]), r[3] & _U32, r[4]
    protocol = h.run.protocol()
    if flags & ~_ADJ_MASK:
        return -errno.EINVAL
    if abs(diff) > 0xFFF:
        return -errno.EFAULT
    if protocol not in (_IPV4, _IPV6) or mode > 1:
        return -_ENOTSUPP
    base = least = 20 if protocol == _IPV4 else 40
    at = h.run.network + (0 if mode else base)
    if flags & _DECAP_L3:
        if diff >= 0 or flags & _DECAP_L3 == _DECAP_L3:
            return -errno.EINVAL
        least = 20 if flags & _DECAP_IPV4 else 40
    if diff < 0:
        return _shrink(h, at, -diff, least, flags)
    if h.run.length + diff > MOST_SKB:
        return -_ENOTSUPP
    problem = _encap_problem(flags, diff) or h.run.insert(at, diff)
    if problem:
        return problem
    if flags & _ENCAP_L3:
        h.run.set_protocol(_IPV4 if flags & _ENCAP_IPV4 else _IPV6)
    return 0


def _shrink(h: World, at: int, by: int, least: int, flags: int) -> int:
    rest = h.run.length - h.run.network
    if by >= rest or rest - by < least:
        return -_ENOTSUPP
    if flags & ~(1 | _DECAP_L3 | _NO_CSUM_RESET):
        return -errno.EINVAL
    problem = h.run.take_out(at, by)
    if problem:
        return problem
    if flags & _DECAP_L3:
        h.run.set_protocol(_IPV4 if flags & _DECAP_IPV4 else _IPV6)
    return 0


# VLAN tags: one beside the packet, the others in it.


@provides(HelperId.SKB_VLAN_PUSH)
def _skb_vlan_push(h: World, r: list[int]) -> int:
    protocol = (r[2] & _U16).to_bytes(2, h.run.byteorder)
    if protocol not in _VLANS:
        protocol = _VLANS[0]
    if h.run.field("vlan_present"):
        if h.run.length < _ETHERNET or h.run.insert(_ETHERTYPE, 4):
            return -errno.ENOMEM
        outer = (h.run.field("vlan_proto") & _U16).to_bytes(2, h.run.byteorder)
        h.run.put_bytes(_ETHERTYPE, outer + h.run.field("vlan_tci").to_bytes(2, "big"))
        h.run.set_protocol(outer)
        h.run.network += 4
    h.run.set_field("vlan_present", 1)
    h.run.set_field("vlan_tci", r[3] & _U16)
    h.run.set_field("vlan_proto", int.from_bytes(protocol, h.run.byteorder))
    return 0


def _untag(h: World) -> int:
    tag = int.from_bytes(h.run.bytes_at(_ETHERTYPE + 2, 2), "big")
    h.run.take_out(_ETHERTYPE, 4)
    h.run.set_protocol(h.run.bytes_at(_ETHERTYPE, 2))
    if h.run.network > _ETHERNET:
        h.run.network -= 4
    return tag


@provides(HelperId.SKB_VLAN_POP)
def _skb_vlan_pop(h: World, r: list[int]) -> int:
    if h.run.field("vlan_present"):
        for name in ("vlan_present", "vlan_tci", "vlan_proto"):
            h.run.set_field(name, 0)
    elif h.run.protocol() not in _VLANS:
        return 0
    elif h.run.length < _ETHERNET + 4:
        return -errno.ENOMEM
    else:
        _untag(h)
    protocol = h.run.protocol()
    if protocol in _VLANS and h.run.length >= _ETHERNET + 4:
        h.run.set_field("vlan_tci", _untag(h))
        h.run.set_field("vlan_present", 1)
        h.run.set_field("vlan_proto", int.from_bytes(protocol, h.run.byteorder))
    return 0


# What else an skb holds.


@provides(HelperId.SKB_CHANGE_TYPE)
def _skb_change_type(h: World, r: list[int]) -> int:
    if h.run.field("pkt_type") > 3 or r[2] & _U32 > 3:
        return -errno.EINVAL
    h.run.set_field("pkt_type", r[2] & _U32)
    return 0


@provides(HelperId.GET_HASH_RECALC)
def _get_hash_recalc(h: World, r: list[int]) -> int:
    known = h.run.field("hash")
    if known:
        return known
    header = h.run.bytes_at(h.run.network, _HEADERS)
    if h.run.protocol() == _IPV4 and len(header) >= 20:
        flow, ports = header[12:20], (header[0] & 15) * 4
    elif h.run.protocol() == _IPV6 and len(header) >= 40:
        flow, ports = header[8:40], 40
    else:
        return 0
    value = 0x811C9DC5
    for byte in flow + header[ports : ports + 4]:
        value = (value ^ byte) * 0x01000193 & _U32
    h.run.set_field("hash", value or 1)
    return value or 1


@provides(HelperId.SET_HASH)
def _set_hash(h: World, r: list[int]) -> int:
    h.run.set_field("hash", r[2] & _U32)
    return 0


@provides(HelperId.SET_HASH_INVALID)
def _set_hash_invalid(h: World, r: list[int]) -> int:
    h.run.set_field("hash", 0)
    return 0


# Where packets shall go.


@provides(HelperId.CSUM_UPDATE)
def _csum_update(h: World, r: list[int]) -> int:
    return -_ENOTSUPP
