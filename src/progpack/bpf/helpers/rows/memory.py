"""Helpers on memory: reads that may fail, locks, dynptrs."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.maps.types import Table, map_types

__all__ = ["ROWS"]

_RINGBUF: Final = map_types(lambda traits: traits.table is Table.RING)
_PROBE: Final = (Arg.MEM_WRITE, Arg.SIZE, Arg.ANY)

ROWS: Final = rows(
    Group.MEMORY,
    Helper(HelperId.PROBE_READ, _PROBE, native="pp_probe_read"),
    # The one of before Linux 5.5, which reads text of user space and of the kernel.
    Helper(HelperId.PROBE_READ_STR, _PROBE, native="pp_probe_read_str"),
    Helper(HelperId.SPIN_LOCK, (Arg.SPIN_LOCK,)),
    Helper(HelperId.SPIN_UNLOCK, (Arg.SPIN_LOCK_HELD,), native="pp_spin_unlock"),
    Helper(HelperId.PROBE_READ_USER, _PROBE, native="pp_probe_read_user"),
    Helper(HelperId.PROBE_READ_KERNEL, _PROBE, native="pp_probe_read_kernel"),
    Helper(HelperId.COPY_FROM_USER, _PROBE, native="pp_probe_read_user"),
    Helper(
        HelperId.COPY_FROM_USER_TASK,
        (*_PROBE, Arg.ANY, Arg.ANY),
        native="pp_copy_from_user_task",
    ),
    Helper(HelperId.PROBE_READ_USER_STR, _PROBE, native="pp_probe_read_user_str"),
    Helper(HelperId.PROBE_READ_KERNEL_STR, _PROBE, native="pp_probe_read_kernel_str"),
    Helper(
        HelperId.DYNPTR_FROM_MEM,
        (Arg.MEM_WRITE, Arg.SIZE, Arg.ANY, Arg.DYNPTR_OUT),
        native="pp_dynptr_from_mem",
    ),
    Helper(
        HelperId.RINGBUF_RESERVE_DYNPTR,
        (Arg.MAP, Arg.ANY, Arg.ANY, Arg.DYNPTR_OUT),
        maps=_RINGBUF,
        native="pp_ringbuf_reserve_dynptr",
        effects=Effect.WRITES_MAP | Effect.RESERVES | Effect.MAY_END,
    ),
    Helper(
        HelperId.RINGBUF_SUBMIT_DYNPTR,
        (Arg.DYNPTR_RECORD, Arg.ANY),
        native="pp_ringbuf_submit_dynptr",
    ),
    Helper(
        HelperId.RINGBUF_DISCARD_DYNPTR,
        (Arg.DYNPTR_RECORD, Arg.ANY),
        native="pp_ringbuf_discard_dynptr",
    ),
    Helper(
        HelperId.DYNPTR_READ,
        (Arg.MEM_WRITE, Arg.SIZE, Arg.DYNPTR, Arg.ANY, Arg.ANY),
        native="pp_dynptr_read",
    ),
    Helper(
        HelperId.DYNPTR_WRITE,
        (Arg.DYNPTR, Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        native="pp_dynptr_write",
        effects=Effect.WRITES_CONTEXT | Effect.WRITES_MEMORY | Effect.WRITES_PACKET,
    ),
    Helper(HelperId.DYNPTR_DATA, (Arg.DYNPTR, Arg.ANY, Arg.ANY), native="pp_dynptr_data"),
)
