"""User ring buffers: samples that are put in from outside, and programs take out.

``kernel/bpf/ringbuf.c`` (Linux 6.18).
"""

from __future__ import annotations

import errno
from collections import deque
from typing import Final

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.limits import MOST_RECORDS
from progpack.bpf.oracle.helpers.collect import CallBack, provides
from progpack.bpf.oracle.maps.base import BPF_ANY
from progpack.bpf.oracle.maps.collect import keeps
from progpack.bpf.oracle.maps.queues import WAKEUPS, ValueMap
from progpack.bpf.oracle.space import AddressSpace
from progpack.bpf.oracle.world import World
from progpack.bpf.spec import MapSpec, MapType

_HEADER: Final = 8
#: BPF_MAX_USER_RINGBUF_SAMPLES
_MOST_SAMPLES: Final = 128 * 1024
#: The kind of a dynptr of plain memory, above its size.
_LOCAL: Final = 1 << 28


@keeps(MapType.USER_RINGBUF)
class UserRingMap(ValueMap):
    """``BPF_MAP_TYPE_USER_RINGBUF``.

    Attributes:
        samples: what no program has taken out.
        busy: whether a program is taking samples out.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.samples: deque[bytes] = deque()
        self.busy = False

    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """Put a sample in; -E2BIG for one that is too large for the ring, -ENOSPC when full."""
        if _span(value) > self.spec.max_entries:
            return -errno.E2BIG
        if sum(map(_span, self.samples)) + _span(value) > self.spec.max_entries:
            return -errno.ENOSPC
        self.samples.append(bytes(value))
        return 0

    def peek_elem(self, value: bytearray) -> int:
        """-EOPNOTSUPP: nobody but the programs reads it."""
        return -errno.EOPNOTSUPP


def _span(sample: bytes) -> int:
    return -(-(len(sample) + _HEADER) // 8) * 8


@provides(HelperId.USER_RINGBUF_DRAIN)
def _drain(h: World, r: list[int], call: CallBack) -> int:
    """``bpf_user_ringbuf_drain()``: until a call says 1."""
    ring = h.map_of(r[1])
    assert isinstance(ring, UserRingMap)
    if r[4] & ~WAKEUPS:
        return -errno.EINVAL
    if ring.busy:
        return -errno.EBUSY
    ring.busy = True
    try:
        return _take(h, ring, r[3], call)
    finally:
        ring.busy = False


def _take(h: World, ring: UserRingMap, context: int, call: CallBack) -> int:
    count = 0
    while ring.samples and count < _MOST_SAMPLES and h.run.records < MOST_RECORDS:
        count += 1
        if _call(h, ring, ring.samples[0], context, call):
            break
    return count


def _call(h: World, ring: UserRingMap, sample: bytes, context: int, call: CallBack) -> int:
    order = h.run.byteorder
    data = h.space.add(bytearray(sample), f"sample of map {ring.spec.name}")
    word = len(sample) | _LOCAL
    dynptr = data.base.to_bytes(8, order) + word.to_bytes(4, order) + bytes(4)
    place = h.space.add(bytearray(dynptr), "dynptr of a sample", writable=False)
    h.run.records += 1
    try:
        return call(place.base, context)
    finally:
        # It is out, also where the run has ended in the middle of it.
        ring.samples.popleft()
        h.run.records -= 1
        h.space.remove(place)
        h.space.remove(data)
