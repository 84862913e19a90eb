"""The interpreter's maps without keys: queues, filters, samples and ring buffers."""

from __future__ import annotations

import errno
from abc import abstractmethod
from collections import deque
from hashlib import blake2b
from typing import Final

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.maps.plan import PERF_RING, bloom_shape
from progpack.bpf.oracle.maps.base import BPF_ANY, BPF_EXIST, BPF_NOEXIST, OracleMap
from progpack.bpf.oracle.space import AddressSpace, Region, zeros
from progpack.bpf.spec import MapSpec, MapType

__all__ = ["WAKEUPS", "BloomMap", "PerfEventMap", "QueueMap", "RingbufMap", "ValueMap"]

_RINGBUF_HEADER: Final = 8
_RINGBUF_MAX_RECORD: Final = 0xFFFFFFFF // 4
#: BPF_RB_NO_WAKEUP | BPF_RB_FORCE_WAKEUP
WAKEUPS: Final = 3
#: Bytes of a digest of a value, those that stand for it, and the most hashes made of it.
_DIGEST: Final = 64
_EXACT: Final = 16
_HASHERS: Final = 16


class ValueMap(OracleMap):
    """A map of values without keys."""

    @abstractmethod
    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """Add a value; 0 or a negative errno."""

    @abstractmethod
    def peek_elem(self, value: bytearray) -> int:
        """The next value into ``value``, or whether it is there; 0 or a negative errno."""


class QueueMap(ValueMap):
    """``BPF_MAP_TYPE_QUEUE`` and ``STACK``: kernel/bpf/queue_stack_maps.c."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.values: deque[bytes] = deque()

    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """-E2BIG when full; with BPF_EXIST the oldest goes instead. -EINVAL for other flags."""
        if flags & BPF_NOEXIST or flags > BPF_EXIST:
            return -errno.EINVAL
        if len(self.values) >= self.spec.max_entries:
            if not flags & BPF_EXIST:
                return -errno.E2BIG
            self.values.popleft()
        self.values.append(value)
        return 0

    def peek_elem(self, value: bytearray) -> int:
        """-ENOENT, and zeros, when there is none."""
        return self._next(value, remove=False)

    def pop_elem(self, value: bytearray) -> int:
        """Copy the next value as `peek_elem` does, and take it out."""
        return self._next(value, remove=True)

    def _next(self, value: bytearray, *, remove: bool) -> int:
        if not self.values:
            value[:] = bytes(len(value))
            return -errno.ENOENT
        at = -1 if self.spec.type is MapType.STACK else 0
        value[:] = self.values[at]
        if remove:
            del self.values[at]
        return 0


class BloomMap(ValueMap):
    """``BPF_MAP_TYPE_BLOOM_FILTER``; it takes no value for another until it has ``max_entries``.

    Those that come then are bits, as many as the kernel has, so that it never takes more memory.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._digests: set[bytes] = set()
        self._bits, self._hashers = bloom_shape(spec)
        self._more = bytearray()

    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for flags."""
        if flags:
            return -errno.EINVAL
        digest = blake2b(value, digest_size=_DIGEST).digest()
        if len(self._digests) < self.spec.max_entries:
            self._digests.add(digest[:_EXACT])
            return 0
        self._more = self._more or zeros(self._bits // 8)
        for bit in self._places(digest):
            self._more[bit // 8] |= 1 << bit % 8
        return 0

    def peek_elem(self, value: bytearray) -> int:
        """-ENOENT when the value was not added."""
        digest = blake2b(value, digest_size=_DIGEST).digest()
        if digest[:_EXACT] in self._digests:
            return 0
        is_in = self._more and all(
            self._more[bit // 8] >> bit % 8 & 1 for bit in self._places(digest)
        )
        return 0 if is_in else -errno.ENOENT

    def _places(self, digest: bytes) -> list[int]:
        step = _DIGEST // _HASHERS
        starts = range(0, self._hashers * step, step)
        return [int.from_bytes(digest[at : at + step], "little") % self._bits for at in starts]


class PerfEventMap(OracleMap):
    """``BPF_MAP_TYPE_PERF_EVENT_ARRAY``: samples, until `PERF_RING` bytes are full of them.

    ``max_entries`` 0 stands for the number of CPUs.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._samples: list[tuple[int, bytes]] = []
        self._used = 0

    def has_room(self, size: int) -> bool:
        """Return whether so many bytes are still taken."""
        return self._used + _sample_bytes(size) < PERF_RING

    def output(self, cpu: int, data: bytes) -> int:
        """-E2BIG beyond the last element, -ENOSPC without room."""
        if cpu >= (self.spec.max_entries or self.cpus):
            return -errno.E2BIG
        if not self.has_room(len(data)):
            return -errno.ENOSPC
        self._used += _sample_bytes(len(data))
        self._samples.append((cpu, data))
        return 0

    def consume(self) -> list[tuple[int, bytes]]:
        """The samples since the last time: element and data."""
        samples, self._samples = self._samples, []
        self._used = 0
        return samples


def _sample_bytes(size: int) -> int:
    """Return what a sample of so many bytes takes: the number of its element is in front of it."""
    return _span(8 + size)


def _span(size: int) -> int:
    """Return what a record of so many bytes takes in a ring buffer."""
    return -(-(size + _RINGBUF_HEADER) // 8) * 8


class _Record:
    """A record in a ring buffer: reserved until it is done, then with data or discarded."""

    __slots__ = ("data", "done", "region", "span")

    def __init__(self, region: Region, span: int) -> None:
        self.region = region
        self.span = span
        self.done = False
        self.data: bytearray | None = None


class RingbufMap(OracleMap):
    """``BPF_MAP_TYPE_RINGBUF``: records in the order of their reservation.

    A record takes its size and an 8-byte header, rounded up to 8; one byte of the buffer always
    stays free, and a record that is not consumed keeps its place.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._records: deque[_Record] = deque()
        self._reserved: dict[int, _Record] = {}
        self._used = 0
        #: Bytes consumed since the map was made, headers included.
        self.consumer = 0

    @property
    def used(self) -> int:
        """Bytes between consumer and producer, headers and discarded records included."""
        return self._used

    def reserve(self, size: int, flags: int = 0) -> int:
        """Address of a new zeroed record of ``size`` bytes, 0 when it does not fit."""
        span = _span(size)
        if flags or size > _RINGBUF_MAX_RECORD or self._used + span >= self.spec.max_entries:
            return 0
        region = self._space.add(zeros(size), f"record of map {self.spec.name}")
        record = _Record(region, span)
        self._records.append(record)
        self._reserved[region.base] = record
        self._used += span
        return region.base

    def commit(self, address: int, *, discard: bool = False) -> bool:
        """Submit or discard the record at ``address``; False when none is reserved there."""
        record = self._reserved.pop(address, None)
        if record is None:
            return False
        if not discard:
            record.data = record.region.data
        self._space.remove(record.region)
        record.done = True
        return True

    def output(self, data: bytes, flags: int = 0) -> int:
        """Reserve, fill and submit: 0, -EINVAL for unknown flags, -EAGAIN when it does not fit."""
        if flags & ~WAKEUPS:
            return -errno.EINVAL
        address = self.reserve(len(data))
        if not address:
            return -errno.EAGAIN
        self._reserved[address].region.data[:] = data
        self.commit(address)
        return 0

    @property
    def reserved(self) -> int:
        """Records that a run has reserved and not given back."""
        return len(self._reserved)

    def is_reserved(self, address: int) -> bool:
        """Whether ``address`` is a record that can be submitted or discarded."""
        return address in self._reserved

    def record_size(self, address: int) -> int:
        """Bytes of the reserved record at an address."""
        return len(self._reserved[address].region.data)

    def consume(self) -> list[bytes]:
        """Take the submitted records out, up to the first that is still reserved."""
        out = []
        while self._records and self._records[0].done:
            record = self._records.popleft()
            self._used -= record.span
            self.consumer += record.span
            if record.data is not None:
                out.append(bytes(record.data))
        return out

    def end_run(self) -> None:
        """Discard what was reserved and not given back."""
        for address in list(self._reserved):
            self.commit(address, discard=True)
