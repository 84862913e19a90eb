"""The table of helpers: a row for each that is provided.

Which program types may call which helper is ``*_func_proto()`` of ``net/core/filter.c``,
``kernel/bpf/helpers.c`` and ``kernel/trace/bpf_trace.c`` (Linux 6.18); programs of type FLAT, which
the kernel does not have, may call everything that needs no context of another type.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.record import Helper
from progpack.bpf.helpers.rows import (
    control,
    maps,
    memory,
    network,
    rings,
    skb,
    sockets,
    task,
    text,
    time,
    xdp,
)

__all__ = ["HELPERS"]

_GROUPS: Final = (maps, rings, xdp, skb, network, sockets, text, time, task, memory, control)
HELPERS: Final[tuple[Helper, ...]] = tuple(row for group in _GROUPS for row in group.ROWS)
"""Every helper that is provided, a group after the other."""
