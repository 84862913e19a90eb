"""Helpers on memory: reads that may fail, and locks."""

from __future__ import annotations

import errno

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.space import Trap
from progpack.bpf.oracle.world import World
from progpack.fault import FaultKind


@provides(
    HelperId.PROBE_READ,
    HelperId.PROBE_READ_USER,
    HelperId.PROBE_READ_KERNEL,
    HelperId.COPY_FROM_USER,
)
def _probe_read(h: World, r: list[int]) -> int:
    size = r[2]
    if not h.may(r[3], size, write=False):
        h.clear(r[1], size)
        return -errno.EFAULT
    h.move(r[1], r[3], size)
    return 0


@provides(HelperId.PROBE_READ_STR, HelperId.PROBE_READ_USER_STR, HelperId.PROBE_READ_KERNEL_STR)
def _probe_read_str(h: World, r: list[int]) -> int:
    """Copy up to and with the NUL; a longer text is cut and gets one."""
    size = r[2]
    if size == 0:
        return 0
    data, at, end = h.space.stretch(r[3], size)
    length = h.zero_in(data, at, end - at)
    ahead = r[1] - r[3]
    if 0 < ahead < size and (length < 0 or length >= ahead):
        return _repeat(h, r, ahead)
    if length < 0 and end - at == size:
        length = size - 1
    if length < 0:
        h.clear(r[1], size)
        return -errno.EFAULT
    h.move(r[1], r[3], length)
    h.write(r[1] + length, b"\0")
    return length + 1


def _repeat(h: World, r: list[int], ahead: int) -> int:
    """Copy text on itself, from its first byte on: its NUL is gone before it is read."""
    done, most = min(ahead, r[2] - 1), r[2] - 1
    h.move(r[1], r[3], done)
    while done < most:
        part = min(done, most - done)
        h.move(r[1] + done, r[1], part)
        done += part
    h.write(r[1] + most, b"\0")
    return r[2]


# Locks: the interpreter has one thread, so nobody waits.


@provides(HelperId.SPIN_LOCK)
def _spin_lock(h: World, r: list[int]) -> int:
    if h.read(r[1], 4) != bytes(4):
        # Nobody will ever give it back: the program wrote to it.
        raise Trap(FaultKind.HELPER, r[1], 4)
    h.write(r[1], (1).to_bytes(4, h.run.byteorder))
    h.run.locked = r[1]
    return 0


@provides(HelperId.SPIN_UNLOCK)
def _spin_unlock(h: World, r: list[int]) -> int:
    h.write(r[1], bytes(4))
    h.run.locked = 0
    return 0
