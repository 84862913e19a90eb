"""Types of programs that the kernel provides the same helpers to."""

from __future__ import annotations

from typing import Final

from progpack.bpf.spec import ProgramType

__all__ = [
    "DECIDING",
    "EVENTS",
    "FLAT",
    "ITERATING",
    "LWT",
    "RAW",
    "SKB",
    "STREAM",
    "TC",
    "TRACED",
    "XDP",
]

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
#: Programs of control groups whose caller is told an error, if they want that.
DECIDING: Final = frozenset(
    {
        ProgramType.CGROUP_SOCK,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT,
        ProgramType.CGROUP_DEVICE,
        ProgramType.CGROUP_SYSCTL,
    }
)
FLAT: Final = frozenset({ProgramType.FLAT})
#: Programs of iterators, which write to a file.
ITERATING: Final = frozenset({ProgramType.TRACING})
TRACED: Final = frozenset({ProgramType.KPROBE, ProgramType.TRACING})
EVENTS: Final = frozenset({ProgramType.TRACEPOINT, ProgramType.PERF_EVENT})
RAW: Final = frozenset({ProgramType.RAW_TRACEPOINT, ProgramType.RAW_TRACEPOINT_WRITABLE})
