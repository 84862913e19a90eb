"""Helpers on time: clocks and timers."""

from __future__ import annotations

import errno

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.maps.base import OracleTimer
from progpack.bpf.oracle.world import World


def _timers(h: World, address: int) -> tuple[dict[int, OracleTimer], int]:
    place = h.timer_at(address)
    assert place is not None
    return place[0].timers, place[1]


@provides(HelperId.TIMER_INIT)
def _init(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    if r[3] not in (0, 1, 7):
        return -errno.EINVAL
    if value in timers:
        return -errno.EBUSY
    timers[value] = OracleTimer()
    return 0


@provides(HelperId.TIMER_SET_CALLBACK)
def _set_callback(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if timer is None:
        return -errno.EINVAL
    timer.function, timer.owner = r[2], h
    return 0


@provides(HelperId.TIMER_START)
def _start(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if r[3] & ~3 or timer is None or not timer.function:
        return -errno.EINVAL
    timer.expires = r[2] if r[3] & 1 else h.now() + r[2] & (1 << 64) - 1
    timer.armed = True
    return 0


@provides(HelperId.TIMER_CANCEL)
def _cancel(h: World, r: list[int]) -> int:
    timers, value = _timers(h, r[1])
    timer = timers.get(value)
    if timer is None:
        return -errno.EINVAL
    was, timer.armed, timer.function = timer.armed, False, 0
    return int(was)


@provides(HelperId.KTIME_GET_NS)
def _ktime_get_ns(h: World, r: list[int]) -> int:
    return h.environment.ktime_ns()


@provides(HelperId.KTIME_GET_BOOT_NS)
def _ktime_get_boot_ns(h: World, r: list[int]) -> int:
    return h.environment.boottime_ns()


@provides(HelperId.KTIME_GET_COARSE_NS)
def _ktime_get_coarse_ns(h: World, r: list[int]) -> int:
    return h.environment.coarse_ns()


@provides(HelperId.KTIME_GET_TAI_NS)
def _ktime_get_tai_ns(h: World, r: list[int]) -> int:
    return h.environment.tai_ns()


@provides(HelperId.JIFFIES64)
def _jiffies64(h: World, r: list[int]) -> int:
    return h.environment.jiffies()
