"""Helpers on ring buffers and on arrays of perf events."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, Returns, rows
from progpack.bpf.maps.types import Table, map_types

__all__ = ["ROWS"]

_RINGBUF: Final = map_types(lambda traits: traits.table is Table.RING)
_USER_RING: Final = map_types(lambda traits: traits.table is Table.USER_RING)
_SAMPLES: Final = map_types(lambda traits: traits.table is Table.SAMPLES)
_EVENT: Final = (Arg.ANY, Arg.MAP, Arg.ANY, Arg.MEM_READ, Arg.SIZE)

ROWS: Final = rows(
    Group.RINGS,
    Helper(
        HelperId.PERF_EVENT_OUTPUT,
        (Arg.CTX, Arg.MAP, Arg.ANY, Arg.MEM_READ, Arg.SIZE),
        maps=_SAMPLES,
        native="pp_perf_event_output",
    ),
    # What they are given is the kernel's form of a packet, of which no byte is here.
    Helper(HelperId.SKB_OUTPUT, _EVENT, maps=_SAMPLES, native="pp_kernel_packet_output"),
    Helper(HelperId.XDP_OUTPUT, _EVENT, maps=_SAMPLES, native="pp_kernel_packet_output"),
    Helper(
        HelperId.PERF_EVENT_READ,
        (Arg.MAP, Arg.ANY),
        maps=_SAMPLES,
        native="pp_perf_event_read",
    ),
    Helper(
        HelperId.PERF_EVENT_READ_VALUE,
        (Arg.MAP, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        maps=_SAMPLES,
        native="pp_perf_event_read_value",
    ),
    Helper(
        HelperId.RINGBUF_OUTPUT,
        (Arg.MAP, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        maps=_RINGBUF,
        native="pp_ringbuf_output",
        effects=Effect.WRITES_MAP,
    ),
    Helper(
        HelperId.RINGBUF_RESERVE,
        (Arg.MAP, Arg.ANY, Arg.ANY),
        maps=_RINGBUF,
        native="pp_ringbuf_reserve",
        returns=Returns.RECORD,
        effects=Effect.WRITES_MAP | Effect.RESERVES | Effect.MAY_END,
    ),
    Helper(HelperId.RINGBUF_SUBMIT, (Arg.RINGBUF_MEM, Arg.ANY), native="pp_ringbuf_submit"),
    Helper(HelperId.RINGBUF_DISCARD, (Arg.RINGBUF_MEM, Arg.ANY), native="pp_ringbuf_discard"),
    Helper(
        HelperId.USER_RINGBUF_DRAIN,
        (Arg.MAP, Arg.FUNC, Arg.ANY, Arg.ANY),
        maps=_USER_RING,
        effects=Effect.CALLS_BACK,
    ),
    Helper(HelperId.RINGBUF_QUERY, (Arg.MAP, Arg.ANY), maps=_RINGBUF, native="pp_ringbuf_query"),
)
