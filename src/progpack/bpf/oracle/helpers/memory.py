"""Helpers on memory: reads that may fail, and locks."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.space import Trap
from progpack.bpf.oracle.world import PIECE, World
from progpack.fault import FaultKind

__all__ = ["clear"]


def _pieces(size: int, *, backward: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each piece of ``size`` bytes."""
    starts = range(0, size, PIECE)
    for start in reversed(starts) if backward else starts:
        yield start, min(start + PIECE, size)


def clear(h: World, address: int, size: int) -> None:
    """Zeros, with a look whether the run is to end after each piece."""
    for start, end in _pieces(size):
        h.write(address + start, bytes(end - start))
        h.look()


@provides(HelperId.PROBE_READ, HelperId.PROBE_READ_USER, HelperId.PROBE_READ_KERNEL)
def _probe_read(h: World, r: list[int]) -> int:
    size = r[2]
    if not h.may(r[3], size, write=False):
        clear(h, r[1], size)
        return -errno.EFAULT
    for start, end in _pieces(size, backward=0 < r[1] - r[3] < size):
        h.write(r[1] + start, h.read(r[3] + start, end - start))
        h.look()
    return 0


@provides(HelperId.PROBE_READ_STR, HelperId.PROBE_READ_USER_STR, HelperId.PROBE_READ_KERNEL_STR)
def _probe_read_str(h: World, r: list[int]) -> int:
    """Copy up to and with the NUL; a longer text is cut and gets one."""
    size = r[2]
    if size == 0:
        return 0
    text = h.space.rest(r[3], size)
    if text is not None:
        end = text.find(0)
        if end >= 0 or len(text) == size:
            text = text[:end] if end >= 0 else text[:-1]
            h.write(r[1], text + b"\0")
            return len(text) + 1
    clear(h, r[1], size)
    return -errno.EFAULT


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
