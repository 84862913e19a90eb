"""Timers as the interpreter has them: they run when somebody asks for those that are due."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Final

from progpack.bpf.oracle.maps.base import OracleTimer
from progpack.bpf.oracle.world import World

__all__ = ["TIMER_HELPERS"]


def _timers(h: World, address: int) -> tuple[dict[int, OracleTimer], int]:
    found = h.timer_at(address)
    assert found is not None
    return found[0].timers, found[1]


def _init(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    if r[3] not in (0, 1, 7):
        return -errno.EINVAL
    if value in timers:
        return -errno.EBUSY
    timers[value] = OracleTimer()
    return 0


def _set_callback(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if timer is None:
        return -errno.EINVAL
    timer.function, timer.owner = r[2], h
    return 0


def _start(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if r[3] & ~3 or timer is None or not timer.function:
        return -errno.EINVAL
    timer.expires = r[2] if r[3] & 1 else h.now() + r[2] & (1 << 64) - 1
    timer.armed = True
    return 0


def _cancel(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if timer is None:
        return -errno.EINVAL
    was, timer.armed, timer.function = timer.armed, False, 0
    return int(was)


#: What each helper does, by number.
TIMER_HELPERS: Final[dict[int, Callable[[World, list[int]], int]]] = {
    169: _init,
    170: _set_callback,
    171: _start,
    172: _cancel,
}
