"""The maps of a loaded object as Python mappings, each over a handle of its backend.

They look like those of objects in this process (`progpack.jit.maps.handle`).
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    ItemsView,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from typing import Any, Final, Literal

from progpack.bpf.check.program import inner_problem
from progpack.bpf.maps.plan import value_stride
from progpack.bpf.maps.types import Holds, Table
from progpack.bpf.spec import MapSpec
from progpack.errors import UsageError
from progpack.integers import exact_bytes
from progpack.jit.maps.keys import BYTES, Elements, Key
from progpack.jit.maps.pushed import Filtered, Queued, Submitted
from progpack.jit.maps.records import Ring, Samples, Taken
from progpack.jit.maps.typed import TypedMap, TypedPerCpuMap, Valued
from progpack.run.program import HandledProgram
from progpack.run.protocols import MapHandle

__all__ = [
    "ArrayMap",
    "BloomFilter",
    "HashMap",
    "KeyedMap",
    "MapOfMaps",
    "ObjectMap",
    "PerCpuMap",
    "PerfEvents",
    "ProgArray",
    "QueueMap",
    "RingBuffer",
    "TargetMap",
    "UserRingBuffer",
    "map_over",
]


class ObjectMap(Elements):
    """The parts that all kinds of maps share.

    Attributes:
        spec: name, type, sizes.
        byteorder: byte order of numbers in keys.
        handle: the backend's end of it.
    """

    def __init__(self, handle: MapHandle) -> None:
        self.handle = handle
        self.spec: MapSpec = handle.spec
        self.byteorder: Literal["little", "big"] = handle.byteorder

    def __repr__(self) -> str:
        return f"<{self.spec.type.name} map {self.name}: {self.spec.max_entries} entries>"

    @property
    def typed(self) -> Any:
        """The map as Python values, by its types: a `progpack.jit.maps.typed.TypedMap` or queue.

        Raises:
            UsageError: the map has no elements of a type.
        """
        raise UsageError(f"map {self.name} ({self.spec.type.name}) has no elements of a type")


class _Items(ItemsView[Key, Any]):
    """Items of a map that its backend tells all at once, and not one by one."""

    def __init__(self, of: KeyedMap | PerCpuMap) -> None:
        super().__init__(of)
        self._of = of

    def __iter__(self) -> Iterator[tuple[Key, Any]]:
        indexed, byteorder = self._of.spec.type.traits.indexed, self._of.byteorder
        for key, value in list(self._of.elements()):
            yield int.from_bytes(key, byteorder) if indexed else key, value


class _Values(ValuesView[Any]):
    """Values of a map that its backend tells all at once, and not one by one."""

    def __init__(self, of: KeyedMap | PerCpuMap) -> None:
        super().__init__(of)
        self._of = of

    def __iter__(self) -> Iterator[Any]:
        return iter([value for _, value in self._of.elements()])


class KeyedMap(ObjectMap, Valued[bytes], MutableMapping[Key, bytes]):
    """A map with keys and values of fixed size; values come as bytes.

    What goes in may also be a number, a dict, a dataclass or a value of `ctypes`, by the types of
    the object, as for `typed`.

    Raises (all methods):
        UsageError: a key or value of the wrong length, or a map that may not be changed.
        KeyError: no such key.
    """

    def __getitem__(self, key: object) -> bytes:
        found = self.handle.lookup(self._key(key))
        if found is None:
            raise self._outside(key) if self.spec.type.traits.indexed else KeyError(key)
        return found

    def __setitem__(self, key: object, value: object) -> None:
        if not isinstance(value, BYTES):
            self.typed[key] = value
            return
        raw, data = self._key(key), self._value(value)
        self._refuse(raw, key)
        self._check(self.handle.update(raw, data), key)

    def _refuse(self, raw: bytes, key: object) -> None:
        """Refuse a key that such a map has no element for."""

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes."""
        return self.handle.items()

    def items(self) -> ItemsView[Key, bytes]:
        """Keys and values, as they are when one begins to go through them."""
        return _Items(self)

    def values(self) -> ValuesView[bytes]:
        """The values, as they are when one begins to go through them."""
        return _Values(self)

    @property
    def typed(self) -> TypedMap:
        """See `ObjectMap.typed`."""
        return TypedMap(self)


class ArrayMap(KeyedMap):
    """Elements 0 to ``max_entries - 1``, which are always there."""

    def _refuse(self, raw: bytes, key: object) -> None:
        if int.from_bytes(raw, self.byteorder) >= self.spec.max_entries:
            raise self._outside(raw)

    def __delitem__(self, key: object) -> None:
        raise UsageError(f"map {self.name}: elements of an array cannot be deleted")

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes, in order, without the values that are zero."""
        return self.handle.filled()

    def __iter__(self) -> Iterator[Key]:
        return iter(range(self.spec.max_entries))

    def __len__(self) -> int:
        return self.spec.max_entries


class HashMap(KeyedMap):
    """A HASH, LRU_HASH or LPM_TRIE: at most ``max_entries`` elements.

    Those of a trie come as in the kernel's walk: in the order of their addresses, and each prefix
    behind the longer ones that begin with it. The others have no order.
    """

    def __delitem__(self, key: object) -> None:
        self._check(self.handle.delete(self._key(key)), key)

    def __iter__(self) -> Iterator[Key]:
        for key, _ in self.elements():
            yield key

    def __len__(self) -> int:
        return self.handle.count()


class TargetMap(HashMap):
    """DEVMAP, DEVMAP_HASH, CPUMAP or XSKMAP: where packets may go; programs cannot change it."""

    def _refuse(self, raw: bytes, key: object) -> None:
        index = int.from_bytes(raw, self.byteorder)
        if not self.spec.type.traits.any_number and index >= self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")

    def _check_writable(self) -> None:
        """Allow all writes: programs alone may not change such a map."""


class PerCpuMap(ObjectMap, Valued[tuple[bytes, ...]], MutableMapping[Key, tuple[bytes, ...]]):
    """PERCPU_ARRAY, PERCPU_HASH or LRU_PERCPU_HASH: a value on each CPU for each key.

    A value is a tuple of values, that of CPU 0 first. The parts that go in may also be numbers,
    dicts, dataclasses or values of `ctypes`, by the types of the object.

    Raises (all methods):
        UsageError: a key or value of the wrong length or number, or a map that may not be changed.
        KeyError: no such key.
    """

    @property
    def cpus(self) -> int:
        """Number of CPUs: the parts of a value."""
        return self.handle.cpus

    def __getitem__(self, key: object) -> tuple[bytes, ...]:
        found = self.handle.lookup(self._key(key))
        if found is None:
            raise self._outside(key) if self.spec.type.traits.indexed else KeyError(key)
        return self._parts(found)

    def _parts(self, joined: bytes) -> tuple[bytes, ...]:
        size, stride = self.spec.value_size, value_stride(self.spec)
        starts = range(0, stride * self.handle.cpus, stride)
        return tuple(joined[start : start + size] for start in starts)

    def __setitem__(self, key: object, value: Sequence[object]) -> None:
        given = self._parts_of_cpus(value, self.handle.cpus)
        if not all(isinstance(part, BYTES) for part in given):
            self.typed[key] = given
            return
        raw, size, cpus = self._key(key), self.spec.value_size, self.handle.cpus
        self._check_writable()
        parts = [exact_bytes(part) for part in given if isinstance(part, BYTES)]
        if len(parts) != cpus or any(len(part) != size for part in parts):
            raise UsageError(
                f"map {self.name}: a value is up to {cpus} values of {size} bytes, one a CPU"
            )
        stride = value_stride(self.spec)
        data = b"".join(part.ljust(stride, b"\0") for part in parts)
        self._check(self.handle.update(raw, data), key)

    def __delitem__(self, key: object) -> None:
        self._check(self.handle.delete(self._key(key)), key)

    def __iter__(self) -> Iterator[Key]:
        if self.spec.type.traits.indexed:
            yield from range(self.spec.max_entries)
            return
        for key, _ in self.elements():
            yield key

    def __len__(self) -> int:
        return self.spec.max_entries if self.spec.type.traits.indexed else self.handle.count()

    def elements(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Keys as bytes and their values."""
        for key, joined in self.handle.items():
            yield key, self._parts(joined)

    def items(self) -> ItemsView[Key, tuple[bytes, ...]]:
        """Keys and values, as they are when one begins to go through them."""
        return _Items(self)

    def values(self) -> ValuesView[tuple[bytes, ...]]:
        """The values, as they are when one begins to go through them."""
        return _Values(self)

    def total(self, key: object) -> Any:
        """See `TypedPerCpuMap.total`; what a counter counted."""
        return self.typed.total(key)

    @property
    def typed(self) -> TypedPerCpuMap:
        """See `ObjectMap.typed`."""
        return TypedPerCpuMap(self)


class _Pushed(ObjectMap):
    """A map without keys, over its handle."""

    def _push(self, data: bytes, flags: int) -> int:
        return self.handle.push(data, flags)

    def _pop(self) -> bytes | None:
        return self.handle.pop()

    def _peek(self, data: bytes) -> bytes | None:
        return self.handle.peek(data)


class QueueMap(Queued, _Pushed):
    """QUEUE (first in, first out) or STACK (last in, first out): values without keys."""

    def values(self) -> list[bytes]:
        """All values in the order in which `pop` gives them; they stay."""
        return self.handle.values()

    def __len__(self) -> int:
        return self.handle.count()


class BloomFilter(Filtered, _Pushed):
    """BLOOM_FILTER: values that are certainly not, or probably, in it; none can be taken out."""


class RingBuffer(Ring, ObjectMap):
    """Records that programs reserve and submit; Python takes them out."""

    def _take(self) -> list[Taken]:
        return self.handle.consume()


class UserRingBuffer(Submitted, _Pushed):
    """USER_RINGBUF: samples that Python puts in, and programs take out in their order."""


class PerfEvents(Samples, ObjectMap):
    """PERF_EVENT_ARRAY: samples that programs put out; Python takes them."""

    def _take(self) -> list[Taken]:
        return self.handle.consume()

    @property
    def lost(self) -> int:
        """Number of samples that found no room."""
        return self.handle.lost


class MapOfMaps(ObjectMap, MutableMapping[Key, ObjectMap]):
    """ARRAY_OF_MAPS or HASH_OF_MAPS: maps of the same object, by key.

    Raises (all methods):
        UsageError: a key of the wrong length, or a map that does not fit.
        KeyError: no such key, or nothing there.
    """

    def __init__(self, handle: MapHandle, others: Mapping[str, ObjectMap]) -> None:
        super().__init__(handle)
        self._others = others

    def __getitem__(self, key: Key) -> ObjectMap:
        token = self.handle.reference(self._key(key))
        if token is None:
            raise KeyError(key)
        return next(map_ for map_ in self._others.values() if map_.handle.token == token)

    def __setitem__(self, key: Key, value: ObjectMap) -> None:
        problem = inner_problem(self.spec, value.spec)
        if problem:
            raise UsageError(problem)
        if self._others.get(value.name) is not value:
            raise UsageError(f"map {value.name} is not of the same object as {self.name}")
        self._check(self.handle.refer(self._key(key), value.handle), key)

    def __delitem__(self, key: Key) -> None:
        self._check(self.handle.forget(self._key(key)), key)

    def __iter__(self) -> Iterator[Key]:
        for key, _ in self.handle.references():
            indexed = self.spec.type.traits.indexed
            yield int.from_bytes(key, self.byteorder) if indexed else key

    def __len__(self) -> int:
        return sum(1 for _ in self)


class ProgArray(ObjectMap, MutableMapping[Key, HandledProgram]):
    """PROG_ARRAY: programs of the same object that others continue with (``bpf_tail_call``).

    Raises (all methods):
        UsageError: a program of another type, a number that the array does not have.
        KeyError: there is no program.
    """

    def __init__(self, handle: MapHandle, programs: Mapping[str, HandledProgram]) -> None:
        super().__init__(handle)
        self._programs = programs

    def __getitem__(self, key: Key) -> HandledProgram:
        token = self.handle.reference(self._index(key))
        if token is None:
            raise KeyError(key)
        return next(program for program in self._programs.values() if program.handle.token == token)

    def __setitem__(self, key: Key, value: HandledProgram) -> None:
        raw = self._index(key)
        if self._programs.get(value.name) is not value:
            raise UsageError(f"program {value.name} is not of the same object as map {self.name}")
        for other in self.values():
            if other.type is not value.type:
                raise UsageError(
                    f"map {self.name} has {other.type.name} programs; {value.name} is "
                    f"{value.type.name}"
                )
        self._check(self.handle.refer(raw, value.handle), key)

    def __delitem__(self, key: Key) -> None:
        self._check(self.handle.forget(self._index(key)), key)

    def __iter__(self) -> Iterator[Key]:
        for key, _ in self.handle.references():
            yield int.from_bytes(key, self.byteorder)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _index(self, key: Key) -> bytes:
        raw = self._key(key)
        index = int.from_bytes(raw, self.byteorder)
        if index >= self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")
        return raw


_OF_TABLE: Final[Mapping[Table, Callable[[MapHandle], ObjectMap]]] = {
    Table.ARRAY: ArrayMap,
    Table.RING: RingBuffer,
    Table.USER_RING: UserRingBuffer,
    Table.SAMPLES: PerfEvents,
    Table.QUEUE: QueueMap,
    Table.STACK: QueueMap,
    Table.FILTER: BloomFilter,
}


def map_over(
    handle: MapHandle, maps: Mapping[str, ObjectMap], programs: Mapping[str, HandledProgram]
) -> ObjectMap:
    """The mapping over a handle, by the type of the map.

    Args:
        handle: handle of the map.
        maps: all of the object, for those that hold maps.
        programs: all of the object, for those that hold programs.
    """
    traits = handle.spec.type.traits
    if traits.holds is Holds.MAPS:
        return MapOfMaps(handle, maps)
    if traits.holds is Holds.PROGRAMS:
        return ProgArray(handle, programs)
    if traits.holds is Holds.TARGETS:
        return TargetMap(handle)
    if traits.per_cpu:
        return PerCpuMap(handle)
    if traits.slotted:
        return HashMap(handle)
    return _OF_TABLE.get(traits.table, ObjectMap)(handle)
