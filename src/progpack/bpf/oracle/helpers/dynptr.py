"""Dynptrs as the interpreter has them: 16 bytes of the program's memory, believed in nothing.

What a dynptr points to is looked for in what the program may reach anyway, each time that it is
used (``jit/runtime/dynptr.c`` says why). Its layout is ``struct bpf_dynptr_kern``.
"""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World

_U32: Final = 0xFFFFFFFF
_SIZE: Final = 0xFFFFFF
_LOCAL: Final = 1 << 28
_RINGBUF: Final = 2 << 28
_READ_ONLY: Final = 1 << 31


def _set(h: World, at: int, data: int, size: int) -> None:
    order = h.run.byteorder
    h.write(at, data.to_bytes(8, order) + size.to_bytes(4, order) + bytes(4))


@provides(HelperId.DYNPTR_FROM_MEM)
def _from_mem(h: World, r: list[int]) -> int:
    size = r[2] & _U32
    if size > _SIZE or r[3]:
        _set(h, r[4], 0, 0)
        return -errno.E2BIG if size > _SIZE else -errno.EINVAL
    _set(h, r[4], r[1], size | _LOCAL)
    return 0


@provides(HelperId.RINGBUF_RESERVE_DYNPTR)
def _reserve(h: World, r: list[int]) -> int:
    size = r[2] & _U32
    _set(h, r[4], 0, 0)
    if r[3]:
        return -errno.EINVAL
    if size > _SIZE:
        return -errno.E2BIG
    record = h.reserve(r[1], size)
    if not record:
        return -errno.EINVAL
    _set(h, r[4], record, size | _RINGBUF)
    return 0


def _place(h: World, dynptr: int, offset: int, size: int, *, write: bool) -> int:
    """Return the address of the bytes, or a negative errno.

    They may lie in the fragments of the packet, which the program does not access itself.
    """
    order = h.run.byteorder
    raw = h.read(dynptr, 16)
    data, size_word = int.from_bytes(raw[:8], order), int.from_bytes(raw[8:12], order)
    if not data or (write and size_word & _READ_ONLY):
        return -errno.EINVAL
    if size > size_word & _SIZE or offset > (size_word & _SIZE) - size:
        return -errno.E2BIG
    address = data + int.from_bytes(raw[12:], order) + offset & (1 << 64) - 1
    there = h.may(address, size, write=write) or _in_fragments(h, address, size)
    return address if there else -errno.EFAULT


def _in_fragments(h: World, address: int, size: int) -> bool:
    """Whether bytes lie in the packet, but not all in its linear part."""
    offset = h.run.offset_at(address)
    return offset is not None and h.run.linear < offset + size <= h.run.length


@provides(HelperId.DYNPTR_READ)
def _read(h: World, r: list[int]) -> int:
    if r[5]:
        return -errno.EINVAL
    place = _place(h, r[3], r[4] & _U32, r[2] & _U32, write=False)
    if place < 0:
        return place
    size = r[2] & _U32
    if _in_fragments(h, place, size):
        h.write(r[1], h.run.bytes_at(h.run.offset_at(place) or 0, size))
    else:
        h.move(r[1], place, size)
    return 0


@provides(HelperId.DYNPTR_WRITE)
def _write(h: World, r: list[int]) -> int:
    if r[5]:
        return -errno.EINVAL
    place = _place(h, r[1], r[2] & _U32, r[4] & _U32, write=True)
    if place < 0:
        return place
    size = r[4] & _U32
    if _in_fragments(h, place, size):
        h.run.put_bytes(h.run.offset_at(place) or 0, h.read(r[3], size))
    else:
        h.move(place, r[3], size)
    return 0


@provides(HelperId.DYNPTR_DATA)
def _data(h: World, r: list[int]) -> int:
    size = r[3] & _U32
    place = max(_place(h, r[1], r[2] & _U32, size, write=True), 0)
    return 0 if _in_fragments(h, place, size) else place


def _give_back(h: World, r: list[int], *, discard: bool) -> int:
    data = h.address_in(r[1])
    if data:
        h.give_back(data, discard=discard)
    _set(h, r[1], 0, 0)
    return 0


@provides(HelperId.RINGBUF_SUBMIT_DYNPTR)
def _ringbuf_submit_dynptr(h: World, r: list[int]) -> int:
    return _give_back(h, r, discard=False)


@provides(HelperId.RINGBUF_DISCARD_DYNPTR)
def _ringbuf_discard_dynptr(h: World, r: list[int]) -> int:
    return _give_back(h, r, discard=True)
