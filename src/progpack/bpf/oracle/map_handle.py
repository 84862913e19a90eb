"""A map of the interpreter as a handle: answers are bytes, or 0 and negative numbers of errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.maps.filled import filled_elements, without_zeros
from progpack.bpf.maps.plan import value_stride
from progpack.bpf.oracle.maps.arrays import ArrayMap, MapOfMaps, OracleMap, ProgArrayMap
from progpack.bpf.oracle.maps.base import KeyedMap
from progpack.bpf.oracle.maps.queues import PerfEventMap, QueueMap, RingbufMap, ValueMap
from progpack.bpf.spec import MapSpec, MapType

__all__ = ["InterpreterMap"]


class InterpreterMap:
    """A map of the interpreter (`progpack.run.protocols.MapHandle`).

    Attributes:
        spec: name, type, sizes.
        map: what it stands for.
        byteorder: byte order of numbers in it.
    """

    def __init__(self, held: OracleMap, byteorder: ByteOrder) -> None:
        self.spec: MapSpec = held.spec
        self.byteorder = byteorder
        self.map = held

    @property
    def token(self) -> int:
        """The number by which maps of maps name it."""
        return self.map.address

    @property
    def cpus(self) -> int:
        """The number of CPUs for which a value of each CPU has a part."""
        return self.map.cpus

    @property
    def lost(self) -> int:
        """Number of samples that found no room: none here, where there is always room."""
        return 0

    # Elements.

    def lookup(self, key: bytes) -> bytes | None:
        """The value of a key, None when there is none."""
        try:
            return self._joined(key)
        except KeyError:
            return None

    def update(self, key: bytes, value: bytes) -> int:
        """Set the value of a key."""
        map_ = self._keyed()
        parts = self._parts(value)
        code = map_.update_elem(key, parts.pop(map_.cpu if len(parts) > 1 else 0))
        others = [cpu for cpu in range(map_.cpus) if cpu != map_.cpu]
        for cpu, part in zip(others if code == 0 else (), parts, strict=False):
            if any(part) or (key, cpu) in map_.others:
                map_.region_on(key, cpu).data[:] = part
        map_.end_run()  # nobody is inside a run who could hold what was replaced
        return code

    def delete(self, key: bytes) -> int:
        """Remove a key."""
        map_ = self._keyed()
        code = map_.delete_elem(key)
        map_.end_run()
        return code

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values."""
        map_ = self._keyed()
        for key in map_ if self.spec.type.traits.indexed else list(map_):
            yield bytes(key), self._joined(key)

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values, without the values that are zero."""
        map_ = self.map
        if not isinstance(map_, ArrayMap) or map_.cpus > 1:
            yield from without_zeros(self.items())
            return
        spec, data = self.spec, map_.region.data
        for index, value in filled_elements(
            lambda at, size: bytes(data[at : at + size]),
            spec.max_entries,
            map_.stride,
            spec.value_size,
        ):
            yield index.to_bytes(spec.key_size, self.byteorder), value

    def count(self) -> int:
        """Return the number of elements or values."""
        map_ = self.map
        return len(map_.values) if isinstance(map_, QueueMap) else len(self._keyed())

    def _keyed(self) -> KeyedMap:
        assert isinstance(self.map, KeyedMap)
        return self.map

    def _joined(self, key: bytes) -> bytes:
        """The value of a key: those of each CPU one behind the other, where they have their own.

        Raises:
            KeyError: there is none.
        """
        map_ = self._keyed()
        value = map_[key]
        if not self.spec.type.traits.per_cpu:
            return value
        size, stride = self.spec.value_size, value_stride(self.spec)
        others = [map_.others.get((key, cpu)) for cpu in range(map_.cpus)]
        parts = [bytes(size) if other is None else bytes(other.data) for other in others]
        parts[map_.cpu] = value
        return b"".join(part.ljust(stride, b"\0") for part in parts)

    def _parts(self, value: bytes) -> list[bytes]:
        """The values of each CPU of what `_joined` gives."""
        size, stride = self.spec.value_size, value_stride(self.spec)
        if not self.spec.type.traits.per_cpu:
            return [value[:size]]
        return [value[at : at + size] for at in range(0, stride * self.map.cpus, stride)]

    # Values without keys.

    def push(self, value: bytes, flags: int = 0) -> int:
        """Add a value to a queue, a stack or a filter."""
        assert isinstance(self.map, ValueMap)
        return self.map.push_elem(value, flags)

    def peek(self, value: bytes = b"") -> bytes | None:
        """The next value of a queue or stack; ``value`` when a filter has it; None for none."""
        assert isinstance(self.map, ValueMap)
        room = bytearray(value or bytes(self.spec.value_size))
        return None if self.map.peek_elem(room) else bytes(room)

    def pop(self) -> bytes | None:
        """Take the next value of a queue or stack out, None when there is none."""
        assert isinstance(self.map, QueueMap)
        room = bytearray(self.spec.value_size)
        return None if self.map.pop_elem(room) else bytes(room)

    def values(self) -> list[bytes]:
        """All values of a queue or stack in the order in which `pop` gives them."""
        assert isinstance(self.map, QueueMap)
        values = list(self.map.values)
        return values[::-1] if self.spec.type is MapType.STACK else values

    def consume(self) -> list[tuple[int, bytes]]:
        """Records of a ring buffer, each with CPU 0, or samples with their CPUs, taken out."""
        if isinstance(self.map, RingbufMap):
            return [(0, record) for record in self.map.consume()]
        assert isinstance(self.map, PerfEventMap)
        return self.map.consume()

    # Maps and programs by key.

    def reference(self, key: bytes) -> int | None:
        """The token of the map or program under a key, None when there is none."""
        return dict(self.references()).get(key)

    def refer(self, key: bytes, other: Any) -> int:
        """Put a map or program of the same object under a key.

        Args:
            key: key of the element.
            other: its handle.
        """
        map_, index = self.map, int.from_bytes(key, self.byteorder)
        slotted = self.spec.type.traits.slotted
        if index >= self.spec.max_entries and not slotted:
            return -errno.E2BIG
        if isinstance(map_, ProgArrayMap):
            map_.held[index] = other.spec
            return 0
        assert isinstance(map_, MapOfMaps)
        if key not in map_.held and len(map_.held) >= self.spec.max_entries:
            return -errno.E2BIG
        map_.held[key] = other.map
        return 0

    def forget(self, key: bytes) -> int:
        """Take the map or program under a key out."""
        map_ = self.map
        assert isinstance(map_, ProgArrayMap | MapOfMaps)
        if isinstance(map_, ProgArrayMap):
            removed: object = map_.held.pop(int.from_bytes(key, self.byteorder), None)
        else:
            removed = map_.held.pop(key, None)
        return 0 if removed is not None else -errno.ENOENT

    def references(self) -> Iterator[tuple[bytes, int]]:
        """Keys and the tokens of what is under them."""
        map_ = self.map
        if isinstance(map_, ProgArrayMap):
            for index, spec in sorted(map_.held.items()):
                yield index.to_bytes(4, self.byteorder), id(spec)
        else:
            assert isinstance(map_, MapOfMaps)
            for key, inner in map_.held.items():
                yield key, inner.address
