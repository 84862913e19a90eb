"""Helpers on ring buffers and on arrays of perf events."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.maps.arrays import PerfEventMap
from progpack.bpf.oracle.maps.queues import WAKEUPS
from progpack.bpf.oracle.space import Trap
from progpack.bpf.oracle.world import World
from progpack.fault import FaultKind

_U32: Final = 0xFFFFFFFF
#: Bytes of ``struct bpf_perf_event_value``.
_EVENT_VALUE: Final = 24


@provides(HelperId.PERF_EVENT_OUTPUT)
def _perf_event_output(h: World, r: list[int]) -> int:
    found = h.reachable[r[2]]
    if not isinstance(found, PerfEventMap):
        raise Trap(FaultKind.MAP, r[2])
    index, packet = r[3] & _U32, r[3] >> 32 & 0xFFFFF
    if r[3] >> 52:
        return -errno.EINVAL
    if index == _U32:
        index = h.environment.processor()
    if index >= (found.spec.max_entries or found.cpus):
        return -errno.E2BIG
    if packet > h.run.length:
        return -errno.EFAULT
    if not found.has_room(r[5] + packet):
        return -errno.ENOSPC
    return found.output(index, h.read(r[4], r[5]) + h.run.bytes_at(0, packet))


@provides(HelperId.SKB_OUTPUT, HelperId.XDP_OUTPUT)
def _kernel_packet_output(h: World, r: list[int]) -> int:
    """Refuse bytes of the packet: it is in the kernel's form, which has no bytes here."""
    return -errno.EFAULT if not r[3] >> 52 and r[3] >> 32 else _perf_event_output(h, r)


@provides(HelperId.PERF_EVENT_READ)
def _perf_event_read(h: World, r: list[int]) -> int:
    """No counter is ever in an array here."""
    index = r[2] & _U32
    if r[2] >> 32:
        return -errno.EINVAL
    if index == _U32:
        index = h.environment.processor()
    found = h.map_of(r[1])
    return -errno.E2BIG if index >= (found.spec.max_entries or found.cpus) else -errno.ENOENT


@provides(HelperId.PERF_EVENT_READ_VALUE)
def _perf_event_read_value(h: World, r: list[int]) -> int:
    h.clear(r[3], r[4])
    return _perf_event_read(h, r) if r[4] == _EVENT_VALUE else -errno.EINVAL


@provides(HelperId.RINGBUF_QUERY)
def _ringbuf_query(h: World, r: list[int]) -> int:
    found = h.ringbuf(r[1])
    return {
        0: found.used,
        1: found.spec.max_entries,
        2: found.consumer,
        3: found.consumer + found.used,
    }.get(r[2], 0)


@provides(HelperId.RINGBUF_OUTPUT)
def _ringbuf_output(h: World, r: list[int]) -> int:
    found = h.ringbuf(r[1])
    if r[4] & ~WAKEUPS:
        return -errno.EINVAL
    address = found.reserve(r[3])
    if not address:
        return -errno.EAGAIN
    # Where the run ends in the middle the record stays reserved, and nobody gets half of it.
    h.move(address, r[2], r[3])
    found.commit(address)
    return 0


@provides(HelperId.RINGBUF_RESERVE)
def _ringbuf_reserve(h: World, r: list[int]) -> int:
    return h.reserve(r[1], r[2], r[3])


@provides(HelperId.RINGBUF_SUBMIT)
def _ringbuf_submit(h: World, r: list[int]) -> int:
    return h.give_back(r[1], discard=False)


@provides(HelperId.RINGBUF_DISCARD)
def _ringbuf_discard(h: World, r: list[int]) -> int:
    return h.give_back(r[1], discard=True)
