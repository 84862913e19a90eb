"""The other kinds of maps: values of each CPU, queues, filters, samples and maps of maps."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any, Final, Literal

from progpack.bpf import map_memory as mapmemory
from progpack.bpf.check.program import as_programs_see, check_map, inner_problem
from progpack.bpf.maps.plan import MapPlan, plan_map
from progpack.bpf.maps.prefixes import walk_order
from progpack.bpf.maps.types import PROVIDED, Holds, Table
from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import MissingFeatureError, UsageError
from progpack.integers import exact_bytes
from progpack.jit import grace
from progpack.jit.maps.batch import Batched
from progpack.jit.maps.handle import ArrayMap, HashMap, Map, Pushed, RingBuffer, UserRingBuffer
from progpack.jit.maps.keys import BYTES, Key
from progpack.jit.maps.programs import ProgArray
from progpack.jit.maps.pushed import Filtered, Queued
from progpack.jit.maps.reachable import Members, Mended, whole
from progpack.jit.maps.records import Samples, Taken
from progpack.jit.maps.typed import TypedPerCpuMap, Valued
from progpack.jit.native import cpus
from progpack.jit.native.runtime import Runtime

__all__ = [
    "BloomFilter",
    "MapOfMaps",
    "PerCpuMap",
    "PerfEvents",
    "QueueMap",
    "TargetMap",
    "UnusedMap",
    "check_inner",
    "make_checked_map",
    "make_map",
    "reachable",
]

_ORDER: Literal["little", "big"] = sys.byteorder


class PerCpuMap(Batched, Map, Valued[tuple[bytes, ...]], MutableMapping[Key, tuple[bytes, ...]]):
    """PERCPU_ARRAY, PERCPU_HASH or LRU_PERCPU_HASH: a value on each CPU for each key.

    A value is a tuple of `progpack.jit.native.cpus.COUNT` values, that of CPU 0 first. Each is read
    in one piece as long as no program changes it meanwhile. The parts that go in may also be
    numbers, dicts, dataclasses or values of `ctypes`, by the types of the object.

    Raises (all methods):
        UsageError: a key or value of the wrong length or number, or a map that may not be changed.
        KeyError: no such key.
    """

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        self._is_array = spec.type.traits.indexed

    @property
    def cpus(self) -> int:
        """Number of CPUs: the parts of a value."""
        return cpus.COUNT

    def __getitem__(self, key: object) -> tuple[bytes, ...]:
        return self._whole(key, self._read_all)

    def _read_all(self, address: int) -> tuple[bytes, ...]:
        step, size = self._header.cpu_stride, self.spec.value_size
        return tuple(ctypes.string_at(address + cpu * step, size) for cpu in range(cpus.COUNT))

    def __setitem__(self, key: object, value: Sequence[object]) -> None:
        given = self._parts_of_cpus(value, cpus.COUNT)
        if not all(isinstance(part, BYTES) for part in given):
            self.typed[key] = given
            return
        raw = self._key(key)
        if self.spec.read_only:
            raise UsageError(f"map {self.name} is read-only since the object was loaded")
        size = self.spec.value_size
        parts = [exact_bytes(part) for part in given if isinstance(part, BYTES)]
        if len(parts) != cpus.COUNT or any(len(part) != size for part in parts):
            raise UsageError(
                f"map {self.name}: a value is up to {cpus.COUNT} values of {size} bytes, one a CPU"
            )
        data = b"".join(part.ljust(self._stride, b"\0") for part in parts)
        update = self._runtime.array_update if self._is_array else self._runtime.hash_update
        self._check(update(None, self.address, raw, data, 0), key)

    def __delitem__(self, key: object) -> None:
        self._check(self._runtime.map_delete(None, self.address, self._key(key)), key)

    def __iter__(self) -> Iterator[Key]:
        if self._is_array:
            yield from range(self.spec.max_entries)
            return
        for key, _ in self.elements():
            yield key

    def __len__(self) -> int:
        return self.spec.max_entries if self._is_array else int(self._header.count)

    def elements(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Keys as bytes and their values."""
        return ((key, self._parts(data)) for key, data in self.pairs())

    def filled(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Keys and values, without those that are zero on all CPUs."""
        return ((key, self._parts(data)) for key, data in self.filled_pairs())

    def _parts(self, joined: bytes) -> tuple[bytes, ...]:
        size, step = self.spec.value_size, len(joined) // cpus.COUNT
        return tuple(joined[at : at + size] for at in range(0, len(joined), step))

    @property
    def typed(self) -> TypedPerCpuMap:
        """See `Map.typed`."""
        return TypedPerCpuMap(self)

    def total(self, key: object) -> Any:
        """See `TypedPerCpuMap.total`; what a counter counted."""
        return self.typed.total(key)


class QueueMap(Queued, Pushed):
    """QUEUE (first in, first out) or STACK (last in, first out): values without keys."""

    def values(self) -> list[bytes]:
        """All values in the order in which `pop` gives them; they stay.

        Only as long as nobody else changes the map.
        """
        size, most = self.spec.value_size, self.spec.max_entries
        first, count = self._header.hand, self._header.count
        places = [(first + i) % most for i in range(count)]
        if self.spec.type is MapType.STACK:
            places.reverse()
        base = self._values.address
        return [ctypes.string_at(base + place * self._stride, size) for place in places]

    def __len__(self) -> int:
        return int(self._header.count)


class BloomFilter(Filtered, Pushed):
    """BLOOM_FILTER: values that are certainly not, or probably, in it; none can be taken out."""


class PerfEvents(Samples, Map):
    """PERF_EVENT_ARRAY: samples that programs put out; Python takes them.

    All CPUs share one buffer of 1 MiB, in which samples keep their order. A perf event that would
    have to be opened in the kernel is not needed. ``max_entries`` 0 stands for the number of CPUs,
    as libbpf has it.
    """

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        assert self._plan.ring is not None
        self._ring = RingBuffer(self._plan.ring, runtime)
        self._header.ring = self._ring.address

    def _take(self) -> list[Taken]:
        records: list[bytes] = self._ring.consume()
        return [(int.from_bytes(record[:8], _ORDER), record[8:]) for record in records]

    @property
    def lost(self) -> int:
        """Samples that found no room, as a number."""
        return int(self._header.lost)


class MapOfMaps(Mended, Map, MutableMapping[Key, Map]):
    """ARRAY_OF_MAPS or HASH_OF_MAPS: maps that are looked up and put in while programs run.

    Each must look like ``spec.inner``. A map that is taken out or replaced stays usable for runs
    that began before, and goes after the last of them unless Python has it.

    Raises (all methods):
        UsageError: a key of the wrong length, or a map that does not fit.
        KeyError: no such key, or nothing there.
    """

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        self._is_array = spec.type.traits.indexed
        self._members = Members(self._header, runtime)

    def held(self) -> list[Map]:
        """The inner maps that are in it now, each once."""
        return self._members.stored()

    def __getitem__(self, key: Key) -> Map:
        raw = self._key(key)
        return grace.change(partial(self._get, raw, key))

    def _get(self, raw: bytes, key: Key) -> Map:
        address = self._runtime.map_lookup(None, self.address, raw)
        if not address:
            raise KeyError(key)
        return self._members[address]

    def __setitem__(self, key: Key, value: Map) -> None:
        raw = self._key(key)
        check_inner(self.spec, value.spec)
        grace.change(partial(self._put, raw, key, value))

    @whole
    def _put(self, raw: bytes, key: Key, value: Map) -> None:
        if not self._place(raw):
            empty = bytes(8)
            update = self._runtime.array_update if self._is_array else self._runtime.hash_update
            self._check(update(None, self.address, raw, empty, 0), key)
        self._members.add(value.address, value)
        self._replace(self._place(raw), value.address)

    def __delitem__(self, key: Key) -> None:
        raw = self._key(key)
        grace.change(partial(self._take_out, raw, key))

    @whole
    def _take_out(self, raw: bytes, key: Key) -> None:
        place = self._place(raw)
        if not place or not self._replace(place, 0):
            raise KeyError(key)
        if not self._is_array:
            self._check(self._runtime.map_delete(None, self.address, raw), key)

    def _mend(self) -> None:
        """See `Mended`; an element without a map goes, too."""
        if self._is_array:
            keys = [self._key(index) for index in range(self.spec.max_entries)]
            stored = [self._runtime.map_lookup(None, self.address, key) for key in keys]
        else:
            slots = [(key, int.from_bytes(value, _ORDER)) for key, value in self._slots(8)]
            stored = [address for _, address in slots]
            for key in [key for key, address in slots if not address]:
                self._runtime.map_delete(None, self.address, key)
        self._members.mend([address for address in stored if address])

    def _place(self, raw: bytes) -> int:
        """Return the address that holds a key's inner map; 0 when there is no such element."""
        find = self._runtime.array_lookup if self._is_array else self._runtime.hash_lookup
        return find(None, self.address, raw)

    def _replace(self, place: int, address: int) -> int:
        """Store an address; the one that was there, whose map leaves."""
        before = self._runtime.publish(place, address)
        if before:
            self._members.leave(before)
        return before

    def __iter__(self) -> Iterator[Key]:
        if self._is_array:
            for index in range(self.spec.max_entries):
                if self._runtime.map_lookup(None, self.address, self._key(index)):
                    yield index
            return
        for key, address in self._slots(8):
            if any(address):
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def new(self, name: str = "") -> Map:
        """A map as this one can hold: made like ``spec.inner``, empty.

        Raises:
            UsageError: the object does not say what inner maps look like.
        """
        if self.spec.inner is None:
            raise UsageError(f"map {self.name}: the object does not say what its maps look like")
        inner = self.spec.inner
        return make_map(_renamed(inner, name or inner.name), self._runtime)


def check_inner(outer: MapSpec, have: MapSpec) -> None:
    """Refuse a map that a map of maps cannot hold.

    Raises:
        UsageError: the map does not look like those that the object says are in it.
    """
    problem = inner_problem(outer, have)
    if problem:
        raise UsageError(problem)


def reachable(maps: Iterable[Map]) -> list[Map]:
    """The maps, and those that maps of maps among them hold now: what their programs may reach."""
    own = list(maps)
    inner = [inner_map for map_ in own if isinstance(map_, MapOfMaps) for inner_map in map_.held()]
    return list({map_.address: map_ for map_ in (*own, *inner)}.values())


def _renamed(spec: MapSpec, name: str) -> MapSpec:
    from progpack.records import replace

    return replace(spec, name=name)


class TargetMap(HashMap):
    """DEVMAP, DEVMAP_HASH, CPUMAP or XSKMAP: where packets may go, by number.

    A value is what the kernel would be given: an interface number, a queue size. Nothing is behind
    it here; a run's result says which element the packet was sent to. Programs cannot change it.
    """

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        seen = as_programs_see(spec)
        super().__init__(seen, runtime, plan if seen is spec else None)

    def __setitem__(self, key: object, value: object) -> None:
        index = int.from_bytes(self._key(key), _ORDER)
        if not self.spec.type.traits.any_number and index >= self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")
        super().__setitem__(key, value)

    def _check_writable(self) -> None:
        """Allow all writes: programs alone may not change such a map."""


class TrieMap(HashMap):
    """An LPM_TRIE: at most ``max_entries`` prefixes; a look-up finds the longest that a key has.

    A key is the length in bits, 4 bytes in the machine's order, and the bytes of the bits. Those
    behind the length mean nothing, and are kept; keys come in the order of the kernel's walk.
    """

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values, each pair read in one piece; others may change the map meanwhile."""
        yield from sorted(super().elements(), key=lambda pair: walk_order(pair[0], _ORDER))


class UnusedMap(Map):
    """A map whose contents only a kernel could give: STACK_TRACE and CGROUP_ARRAY.

    It is there so that programs run; the helpers find nothing in it.
    """


_OF_TABLE: Final[Mapping[Table, type[Map]]] = {
    Table.ARRAY: ArrayMap,
    Table.HASH: HashMap,
    Table.PREFIXES: TrieMap,
    Table.QUEUE: QueueMap,
    Table.STACK: QueueMap,
    Table.FILTER: BloomFilter,
    Table.RING: RingBuffer,
    Table.USER_RING: UserRingBuffer,
    Table.SAMPLES: PerfEvents,
    Table.NONE: UnusedMap,
}
_OF_WHAT_IT_HOLDS: Final[Mapping[Holds, type[Map]]] = {
    Holds.PROGRAMS: ProgArray,
    Holds.MAPS: MapOfMaps,
    Holds.TARGETS: TargetMap,
}


def make_map(spec: MapSpec, runtime: Runtime) -> Map:
    """Make a map.

    Raises:
        MissingFeatureError: its type is not provided.
        ObjectError: its sizes are wrong.
        OutOfMemoryError: there is no memory for it.
        MapLimitError: the maps of this process would take too much.
    """
    check_map(spec)
    return make_checked_map(spec, runtime)


def make_checked_map(spec: MapSpec, runtime: Runtime) -> Map:
    """Make a map that `check_map` has let pass.

    Raises:
        MissingFeatureError, OutOfMemoryError, MapLimitError: as `make_map`.
    """
    traits = spec.type.traits
    if spec.type not in PROVIDED:
        raise MissingFeatureError(f"map {spec.name}: type {spec.type.name} is not provided")
    spec = as_programs_see(spec)
    plan = plan_map(spec, cpus.COUNT)
    charge = mapmemory.charge(spec, plan)
    kind = PerCpuMap if traits.per_cpu else _OF_TABLE[traits.table]
    map_ = _OF_WHAT_IT_HOLDS.get(traits.holds, kind)(spec, runtime, plan)
    map_.hold(charge)
    return map_
