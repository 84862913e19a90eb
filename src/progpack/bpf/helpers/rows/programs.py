"""Types of programs that the kernel provides the same helpers to."""

from __future__ import annotations

from typing import Final

from progpack.bpf.spec import ProgramType

__all__ = ["EVENTS", "FLAT", "LWT", "SKB", "STREAM", "TC", "TRACED", "XDP"]

SKB: Final = frozenset(
    {
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
    }
)
TC: Final = frozenset({ProgramType.SCHED_CLS, ProgramType.SCHED_ACT})
XDP: Final = frozenset({ProgramType.XDP})
LWT: Final = frozenset(
    {
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL,
    }
)
STREAM: Final = frozenset({ProgramType.SK_SKB, ProgramType.FLOW_DISSECTOR})
FLAT: Final = frozenset({ProgramType.FLAT})
TRACED: Final = frozenset({ProgramType.KPROBE, ProgramType.TRACING})
EVENTS: Final = frozenset({ProgramType.TRACEPOINT, ProgramType.PERF_EVENT})
