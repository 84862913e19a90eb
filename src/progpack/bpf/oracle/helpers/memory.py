"""Helpers on memory: reads that may fail, and locks."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.space import Trap
from progpack.bpf.oracle.world import World
from progpack.fault import FaultKind

#: The end of a task's addresses and the start of a kernel's, on x86-64 with four levels of tables.
_TASK_END: Final = (1 << 47) - 4096
_KERNEL_START: Final = 0xFFFF_8000_0000_0000


@provides(HelperId.PROBE_READ_USER, HelperId.COPY_FROM_USER)
def _probe_read_user(h: World, r: list[int]) -> int:
    return _copy(h, r, _KERNEL_START)


@provides(HelperId.COPY_FROM_USER_TASK)
def _copy_from_user_task(h: World, r: list[int]) -> int:
    return -errno.EINVAL if r[5] else _copy(h, r, _KERNEL_START)


@provides(HelperId.PROBE_READ)
def _probe_read(h: World, r: list[int]) -> int:
    return _copy(h, r, _TASK_END)


@provides(HelperId.PROBE_READ_KERNEL)
def _probe_read_kernel(h: World, r: list[int]) -> int:
    return _copy(h, r, 0)


@provides(HelperId.PROBE_READ_USER_STR)
def _probe_read_user_str(h: World, r: list[int]) -> int:
    return _copy_text(h, r, _KERNEL_START)


@provides(HelperId.PROBE_READ_STR)
def _probe_read_str(h: World, r: list[int]) -> int:
    return _copy_text(h, r, _TASK_END)


@provides(HelperId.PROBE_READ_KERNEL_STR)
def _probe_read_kernel_str(h: World, r: list[int]) -> int:
    return _copy_text(h, r, 0)


def _unreadable(h: World, address: int, lowest: int) -> int:
    """Return what a read says that fails.

    An address that cannot be one of the kernel is refused before anything is read
    (copy_from_kernel_nofault_allowed() in arch/x86/mm/maccess.c, Linux 6.18).

    Args:
        h: the world.
        address: where it begins.
        lowest: from where on addresses are taken for the kernel's.
    """
    foreign = lowest <= address < _KERNEL_START and not h.may(address, 1, write=False)
    return -errno.ERANGE if foreign else -errno.EFAULT


def _copy(h: World, r: list[int], lowest: int) -> int:
    size = r[2]
    if not h.may(r[3], size, write=False):
        h.clear(r[1], size)
        return _unreadable(h, r[3], lowest)
    h.move(r[1], r[3], size)
    return 0


def _copy_text(h: World, r: list[int], lowest: int) -> int:
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
        return _unreadable(h, r[3], lowest)
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
