"""Clocks."""

from __future__ import annotations

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World


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
