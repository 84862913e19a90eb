"""The maps of an executable that runs, seen from here: read and changed through its process."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Final

from progpack.bpf.maps.types import Holds
from progpack.bpf.outcome import Sample
from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import UsageError
from progpack.foreign.address_space import fields_of
from progpack.foreign.executable import Executable, PlacedObject, PlacedProgram
from progpack.foreign.maps import PlacedMap
from progpack.foreign.process import Process
from progpack.jit.maps.keys import Elements, Key
from progpack.jit.maps.kinds import check_inner
from progpack.jit.native import cpus
from progpack.jit.native.layout import MapHeader, TimerSlot

__all__ = [
    "LiveArray",
    "LiveFilter",
    "LiveHash",
    "LiveMap",
    "LiveMaps",
    "LivePerCpu",
    "LivePrograms",
    "LiveQueue",
    "LiveRing",
    "LiveSamples",
    "LiveTargets",
    "live_map",
    "live_maps",
]

_BUSY, _DONE = 1, 2
_HEADER: Final = 8


class LiveMap(Elements):
    """A map of a process: what all kinds share.

    Attributes:
        spec: name, type, sizes (a ring's may be larger than in the object).
        placed: where it lies.
    """

    def __init__(self, placed: PlacedMap, process: Process) -> None:
        self.spec: MapSpec = placed.spec
        self.placed = placed
        self._process = process
        self._executable: Executable = process.executable
        self._order = process.executable.order
        self.byteorder = process.executable.target.byteorder

    def __repr__(self) -> str:
        target = self._executable.target.name
        return f"<{self.spec.type.name} map {self.name} of a {target} process>"

    def header(self) -> dict[str, int]:
        """The fields of its `MapHeader` now."""
        data = self._process.read(self.placed.address, ctypes.sizeof(MapHeader))
        return fields_of(MapHeader, self._order, data)

    def timers(self) -> list[tuple[int, dict[str, int]]]:
        """The timers that were started: slot of the element, and the fields of its `TimerSlot`."""
        table = self.placed.header.get("timers", 0)
        if not table:
            return []
        size = ctypes.sizeof(TimerSlot)
        slots = self.spec.max_entries + int(self.spec.type.traits.hashed)
        data = self._process.read(table, slots * size)
        found = []
        for slot in range(slots):
            timer = fields_of(TimerSlot, self._order, data[slot * size : (slot + 1) * size])
            if timer["armed"]:
                found.append((slot, timer))
        return found

    def disarm(self, slot: int) -> None:
        """Take back what started the timer in a slot."""
        at = self.placed.header["timers"] + slot * ctypes.sizeof(TimerSlot)
        self._process.write(at + TimerSlot.armed.offset, bytes(TimerSlot.armed.size))

    def slot(self, number: int) -> tuple[bytes, int]:
        """Key of the element in a slot, and the address of its value."""
        header = self.placed.header
        value = header["values"] + number * header["stride"]
        if self.spec.type is MapType.ARRAY:
            return self._key(number), value
        at = header["keys"] + number * header["key_stride"]
        return self._process.read(at, self.spec.key_size), value

    def _element_at(self, key: Key) -> int:
        """Address of an element of an array."""
        index = int.from_bytes(self._key(key), self.byteorder)
        if index >= self.spec.max_entries:
            raise KeyError(key)
        return self.placed.header["values"] + index * self.placed.header["stride"]

    def _call(self, function: str, *arguments: int, key: bytes = b"", value: bytes = b"") -> int:
        """Call the runtime as Python does in this process: without a state."""
        scratch = self._executable.work.scratch
        writes = [(scratch, key), (scratch + len(key) + 8, value)]
        address = self._executable.functions[function]
        answer = self._process.ask(
            [each for each in writes if each[1]],
            [],
            call=(address, 0, self.placed.address, *arguments),
        )
        code = int.from_bytes(answer[0], self.byteorder)
        return code - (1 << 64) if code >> 63 else code

    def _at(self, key: bytes) -> tuple[int, int]:
        """Addresses of a key and a value that are written by `_call`."""
        scratch = self._executable.work.scratch
        return scratch, scratch + len(key) + 8


class LiveArray(LiveMap, MutableMapping[Key, bytes]):
    """An ARRAY: elements 0 to ``max_entries - 1``, which are always there."""

    def __getitem__(self, key: Key) -> bytes:
        return self._process.read(self._element_at(key), self.spec.value_size)

    def __setitem__(self, key: Key, value: bytes) -> None:
        self._process.write(self._element_at(key), self._value(value))

    def __delitem__(self, key: Key) -> None:
        raise UsageError(f"map {self.name}: elements of an array cannot be deleted")

    def __iter__(self) -> Iterator[Key]:
        return iter(range(self.spec.max_entries))

    def __len__(self) -> int:
        return self.spec.max_entries

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes, in order."""
        stride, size = self.placed.header["stride"], self.spec.value_size
        data = self._process.read(self.placed.values, stride * self.spec.max_entries)
        for index in range(self.spec.max_entries):
            yield self._key(index), data[index * stride : index * stride + size]


class LiveHash(LiveMap, MutableMapping[Key, bytes]):
    """A HASH, LRU_HASH or LPM_TRIE."""

    def __getitem__(self, key: Key) -> bytes:
        raw = self._key(key)
        address = self._call("pp_map_lookup", self._at(raw)[0], key=raw)
        if not address:
            raise KeyError(key)
        return self._process.read(address, self.spec.value_size)

    def __setitem__(self, key: Key, value: bytes) -> None:
        raw, data = self._key(key), self._value(value)
        code = self._call("pp_hash_update", *self._at(raw), 0, key=raw, value=data)
        self._check(code, key)

    def __delitem__(self, key: Key) -> None:
        raw = self._key(key)
        self._check(self._call("pp_map_delete", self._at(raw)[0], key=raw), key)

    def __iter__(self) -> Iterator[Key]:
        for key, _ in self.elements():
            yield key

    def __len__(self) -> int:
        return self.header()["count"]

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes; nothing else may be at work in the process."""
        size = self.spec.value_size
        for slot, key, values in _slots(self):
            start = slot * self.placed.header["stride"]
            yield key, values[start : start + size]


class LiveTargets(LiveHash):
    """DEVMAP, DEVMAP_HASH, CPUMAP or XSKMAP: where packets may go; programs cannot change it."""

    def __setitem__(self, key: Key, value: bytes) -> None:
        index = int.from_bytes(self._key(key), self.byteorder)
        if self.spec.type is not MapType.DEVMAP_HASH and index >= self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")
        super().__setitem__(key, value)

    def _check_writable(self) -> None:
        """Allow all writes: programs alone may not change such a map."""


class LivePerCpu(LiveMap):
    """PERCPU_ARRAY, PERCPU_HASH or LRU_PERCPU_HASH: to be read."""

    def elements(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Keys as bytes and their values on each CPU, that of CPU 0 first."""
        header, size = self.placed.header, self.spec.value_size
        step, stride = header["cpu_stride"], header["stride"]
        if self.spec.type is MapType.PERCPU_ARRAY:
            values = self._process.read(self.placed.values, step * cpus.COUNT)
            found = [(index, self._key(index)) for index in range(self.spec.max_entries)]
        else:
            slots = list(_slots(self))
            values = slots[0][2] if slots else b""
            found = [(slot, key) for slot, key, _ in slots]
        for index, key in found:
            starts = [cpu * step + index * stride for cpu in range(cpus.COUNT)]
            yield key, tuple(values[start : start + size] for start in starts)


class LiveQueue(LiveMap):
    """QUEUE or STACK: values without keys."""

    def push(self, value: bytes, *, force: bool = False) -> None:
        """Add a value; with ``force`` the oldest goes when it is full.

        Raises:
            UsageError: the wrong length, or it is full.
        """
        at = self._executable.work.scratch
        if self._call("pp_map_push", at, 2 if force else 0, key=self._value(value)):
            raise UsageError(f"map {self.name} is full: {self.spec.max_entries} values")

    def values(self) -> list[bytes]:
        """All values in the order in which programs take them; they stay."""
        header = self.header()
        first, count, most = header["hand"], header["count"], self.spec.max_entries
        stride, size = header["stride"], self.spec.value_size
        data = self._process.read(header["values"], stride * most)
        places = [(first + i) % most for i in range(count)]
        if self.spec.type is MapType.STACK:
            places.reverse()
        return [data[place * stride : place * stride + size] for place in places]


class LiveFilter(LiveMap):
    """BLOOM_FILTER: values that are certainly not, or probably, in it."""

    def add(self, value: bytes) -> None:
        """Put a value in.

        Raises:
            UsageError: the wrong length.
        """
        self._call("pp_map_push", self._executable.work.scratch, 0, key=self._value(value))

    def __contains__(self, value: bytes) -> bool:
        at = self._executable.work.scratch
        return not self._call("pp_map_peek", at, key=self._value(value))


class LiveMaps(LiveMap, MutableMapping[Key, LiveMap]):
    """ARRAY_OF_MAPS or HASH_OF_MAPS: maps of the same executable, by key."""

    def __init__(self, placed: PlacedMap, process: Process, others: Iterable[LiveMap]) -> None:
        super().__init__(placed, process)
        self._others = {other.placed.address: other for other in others}
        self._is_array = self.spec.type is MapType.ARRAY_OF_MAPS

    def __getitem__(self, key: Key) -> LiveMap:
        raw = self._key(key)
        address = self._call("pp_map_lookup", self._at(raw)[0], key=raw)
        if not address:
            raise KeyError(key)
        return self._others[address]

    def __setitem__(self, key: Key, value: LiveMap) -> None:
        check_inner(self.spec, value.spec)
        if value.placed.address not in self._others:
            raise UsageError(f"map {value.name} is not of the same object as {self.name}")
        self._put(key, value.placed.address)

    def __delitem__(self, key: Key) -> None:
        raw = self._key(key)
        if self._is_array:
            self[key]  # there must be one
            self._put(key, 0)
        else:
            self._check(self._call("pp_map_delete", self._at(raw)[0], key=raw), key)

    def __iter__(self) -> Iterator[Key]:
        for key, address in self._pairs():
            if address:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _put(self, key: Key, address: int) -> None:
        raw = self._key(key)
        pointer = address.to_bytes(8, self.byteorder)
        function = "pp_array_update" if self._is_array else "pp_hash_update"
        self._check(self._call(function, *self._at(raw), 0, key=raw, value=pointer), key)

    def _pairs(self) -> Iterator[tuple[Key, int]]:
        order, header = self.byteorder, self.placed.header
        if self._is_array:
            data = self._process.read(header["values"], 8 * self.spec.max_entries)
            for index in range(self.spec.max_entries):
                yield index, int.from_bytes(data[8 * index : 8 * index + 8], order)
            return
        for slot, key, values in _slots(self):
            yield key, int.from_bytes(values[8 * slot : 8 * slot + 8], order)


class LiveRing(LiveMap):
    """A RINGBUF, or what is like one: the samples of perf events, the log of runs."""

    def consume(self) -> list[bytes]:
        """The records that are finished, oldest first; they are taken out."""
        header = self.header()
        at, end, mask = header["consumer"], header["producer"], self.spec.max_entries - 1
        records: list[bytes] = []
        while at != end:
            place = self.placed.header["records"] + ((at & mask) >> 3) * 8
            form = struct.Struct(self._order + "II")
            length, state = form.unpack(self._process.read(place, 8))
            if state & 3 == _BUSY:
                break
            data = self._process.read(self.placed.header["values"] + (at & mask) + _HEADER, length)
            if state == _DONE:
                records.append(data)
            at += -(-(length + _HEADER) // 8) * 8
            moved = at.to_bytes(8, self.byteorder)
            self._process.write(place, form.pack(length, 0))
            self._process.write(self.placed.address + MapHeader.consumer.offset, moved)
        return records


class LiveSamples(LiveMap):
    """PERF_EVENT_ARRAY: samples that programs put out."""

    def __init__(self, placed: PlacedMap, samples: PlacedMap, process: Process) -> None:
        super().__init__(placed, process)
        self._ring = LiveRing(samples, process)

    def consume(self) -> list[Sample]:
        """The samples since the last time, oldest first."""
        order = self.byteorder
        return [
            Sample(int.from_bytes(record[:8], order), record[8:]) for record in self._ring.consume()
        ]

    @property
    def lost(self) -> int:
        """Samples that found no room, as a number."""
        return self.header()["lost"]


class LivePrograms(LiveMap, Mapping[Key, PlacedProgram]):
    """A PROG_ARRAY: programs of the same executable, by number.

    Args:
        placed: the map.
        process: of the executable.
        programs: of the executable, by the address of their `TargetSlot`.
    """

    def __init__(
        self, placed: PlacedMap, process: Process, programs: Mapping[int, PlacedProgram]
    ) -> None:
        super().__init__(placed, process)
        self._programs = programs

    def __getitem__(self, key: Key) -> PlacedProgram:
        order = self.byteorder
        at = int.from_bytes(self._process.read(self._element_at(key), 8), order)
        if not at:
            raise KeyError(key)
        return self._programs[at]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._held())

    def __len__(self) -> int:
        return len(self._held())

    def _held(self) -> dict[int, PlacedProgram]:
        data = self._process.read(self.placed.header["values"], 8 * self.spec.max_entries)
        order = self.byteorder
        targets = [
            int.from_bytes(data[8 * i : 8 * i + 8], order) for i in range(self.spec.max_entries)
        ]
        return {index: self._programs[at] for index, at in enumerate(targets) if at}

    def put(self, index: int, program: PlacedProgram) -> None:
        """Put a program in.

        Raises:
            UsageError: a number that the array does not have, or a program of another type.
        """
        for other in self._held().values():
            if other.spec.type is not program.spec.type:
                raise UsageError(
                    f"map {self.name} has {other.spec.type.name} programs; {program.spec.name} is "
                    f"{program.spec.type.name}"
                )
        if not 0 <= index < self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")
        order = self.byteorder
        at = self.placed.header["values"] + 8 * index
        self._process.write(at, program.target.to_bytes(8, order))


def live_map(placed: PlacedMap, process: Process) -> LiveMap:
    """Return the view of a map of a process that holds no programs and no maps.

    Maps whose contents only a kernel could give have plain values.
    """
    traits = placed.spec.type.traits
    if traits.holds is Holds.TARGETS:
        return LiveTargets(placed, process)
    if traits.per_cpu:
        return LivePerCpu(placed, process)
    if traits.hashed:
        return LiveHash(placed, process)
    if placed.samples is not None:
        return LiveSamples(placed, placed.samples, process)
    return _PLAIN.get(placed.spec.type, LiveMap)(placed, process)


_PLAIN: Final[Mapping[MapType, Callable[[PlacedMap, Process], LiveMap]]] = {
    MapType.ARRAY: LiveArray,
    MapType.RINGBUF: LiveRing,
    MapType.QUEUE: LiveQueue,
    MapType.STACK: LiveQueue,
    MapType.BLOOM_FILTER: LiveFilter,
}


def live_maps(
    placed: PlacedObject, process: Process, programs: Mapping[int, PlacedProgram]
) -> dict[str, LiveMap]:
    """All maps of an object, by name.

    Args:
        placed: the object.
        process: of the executable.
        programs: of the executable, by the address of their `TargetSlot`.
    """
    found: dict[str, LiveMap] = {}
    for name, each in placed.maps.items():
        if each.spec.type is MapType.PROG_ARRAY:
            found[name] = LivePrograms(each, process, programs)
        elif each.spec.type.traits.holds is not Holds.MAPS:
            found[name] = live_map(each, process)
    plain = list(found.values())
    # Again in the order of the object.
    return {
        name: found[name] if name in found else LiveMaps(each, process, plain)
        for name, each in placed.maps.items()
    }


def _slots(held: LiveMap) -> Iterator[tuple[int, bytes, bytes]]:
    """(slot, key, all values) of each element of a hash table."""
    header = held.header()
    count = header["reached"]
    size = header["values_end"] - header["values"]
    if header["cpus"] == 1:
        size = count * header["stride"]
    used, keys, values = held._process.ask(
        [],
        [
            (header["used"], count),
            (header["keys"], count * header["key_stride"]),
            (header["values"], size),
        ],
    )
    for slot in range(count):
        if used[slot]:
            start = slot * header["key_stride"]
            yield slot, keys[start : start + held.spec.key_size], values
