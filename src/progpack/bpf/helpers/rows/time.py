"""Clocks and timers."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.maps.types import map_types

__all__ = ["ROWS"]

#: Maps whose values may have timers (map_check_btf()).
_TIMED: Final = map_types(lambda traits: traits.timers)

ROWS: Final = rows(
    Group.TIME,
    Helper(HelperId.KTIME_GET_NS, native="pp_ktime_get_ns"),
    Helper(HelperId.JIFFIES64, native="pp_jiffies64"),
    Helper(HelperId.KTIME_GET_BOOT_NS, native="pp_ktime_get_boot_ns"),
    Helper(HelperId.KTIME_GET_COARSE_NS, native="pp_ktime_get_coarse_ns"),
    Helper(HelperId.TIMER_INIT, (Arg.TIMER, Arg.MAP, Arg.ANY), maps=_TIMED, native="pp_timer_init"),
    Helper(
        HelperId.TIMER_SET_CALLBACK,
        (Arg.TIMER, Arg.FUNC),
        native="pp_timer_set_callback",
        effects=Effect.SETS_TIMER,
    ),
    Helper(HelperId.TIMER_START, (Arg.TIMER, Arg.ANY, Arg.ANY), native="pp_timer_start"),
    Helper(HelperId.TIMER_CANCEL, (Arg.TIMER,), native="pp_timer_cancel"),
    Helper(HelperId.KTIME_GET_TAI_NS, native="pp_ktime_get_tai_ns"),
)
