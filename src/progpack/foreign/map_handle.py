"""A map of an executable that runs, as a handle: read and changed through its process."""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterator
from typing import Any, Final

from progpack.bpf.maps.filled import filled_elements, without_zeros
from progpack.bpf.maps.plan import value_stride
from progpack.bpf.maps.prefixes import walk_order
from progpack.bpf.maps.types import MapType, Table
from progpack.bpf.spec import MapSpec
from progpack.foreign.address_space import fields_of
from progpack.foreign.maps import PlacedMap
from progpack.foreign.process import Process
from progpack.jit.native import cpus
from progpack.jit.native.layout import MapHeader, TimerSlot

__all__ = ["MapTimers", "ProcessMap", "consume"]

#: States of a record of a ring: reserved, and finished with something in it.
_BUSY, _DONE = 1, 2
_RECORD_HEADER: Final = 8
_POINTER: Final = 8
#: Bytes of the CPU's number in front of a sample.
_CPU: Final = 8


class ProcessMap:
    """A map in the memory of another process (`progpack.run.protocols.MapHandle`).

    What changes the map is done by the runtime's functions, which answer as the kernel does.

    Attributes:
        spec: name, type, sizes (a ring's may be larger than in the object).
        byteorder: byte order of numbers in it.
        placed: where it lies.
        cpus: for how many CPUs a value of each CPU has a part.
    """

    cpus = cpus.COUNT

    def __init__(self, placed: PlacedMap, process: Process) -> None:
        self.placed = placed
        self.spec: MapSpec = placed.spec
        self.byteorder = process.executable.target.byteorder
        self._process = process
        self._executable = process.executable
        self._indexed = self.spec.type.traits.indexed

    @property
    def token(self) -> int:
        """The number by which maps of maps name it: its address."""
        return self.placed.address

    @property
    def lost(self) -> int:
        """Number of samples that found no room."""
        return self.header()["lost"]

    # Elements.

    def lookup(self, key: bytes) -> bytes | None:
        """The value of a key, None when there is none."""
        address = self._call("pp_map_lookup", key=key)
        return self._value_at(address) if address else None

    def _value_at(self, address: int) -> bytes:
        if not self.spec.type.traits.per_cpu:
            return self._process.read(address, self.spec.value_size)
        step, size = self.placed.header["cpu_stride"], value_stride(self.spec)
        parts = [(address + cpu * step, size) for cpu in range(self.cpus)]
        return b"".join(self._process.ask([], parts))

    def update(self, key: bytes, value: bytes) -> int:
        """Set the value of a key."""
        function = "pp_array_update" if self._indexed else "pp_hash_update"
        return self._call(function, 0, key=key, value=value)

    def delete(self, key: bytes) -> int:
        """Remove a key."""
        return self._call("pp_map_delete", key=key)

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values; nothing else may be at work in the process."""
        header, stride = self.placed.header, self.placed.header["stride"]
        per_cpu = self.spec.type.traits.per_cpu
        size = value_stride(self.spec) if per_cpu else self.spec.value_size
        steps = [cpu * header["cpu_stride"] for cpu in range(self.cpus)] if per_cpu else [0]
        slots = self._slots()
        used = steps[-1] + (max(slots)[0] + 1) * stride if slots else 0
        values = self._process.read(header["values"], used)
        for slot, key in slots:
            starts = [step + slot * stride for step in steps]
            yield key, b"".join(values[start : start + size] for start in starts)

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values, without the values that are zero; as `items`."""
        header, spec = self.placed.header, self.spec
        if spec.type is not MapType.ARRAY:
            yield from without_zeros(self.items())
            return
        for index, value in filled_elements(
            lambda at, size: self._process.read(header["values"] + at, size),
            spec.max_entries,
            header["stride"],
            spec.value_size,
        ):
            yield index.to_bytes(spec.key_size, self.byteorder), value

    def count(self) -> int:
        """Return the number of elements of a hash table, or of values of a queue."""
        return self.header()["count"]

    def _slots(self) -> list[tuple[int, bytes]]:
        """The slots that have an element, with their keys."""
        if not self.placed.header.get("used"):  # an array
            return [
                (index, index.to_bytes(4, self.byteorder)) for index in range(self.spec.max_entries)
            ]
        header = self.header()
        count, stride = header["reached"], header["key_stride"]
        asked = [(header["used"], count), (header["keys"], count * stride)]
        used, keys = self._process.ask([], asked)
        size = self.spec.key_size
        slots = [
            (slot, keys[slot * stride : slot * stride + size])
            for slot in range(count)
            if used[slot]
        ]
        if self.spec.type.traits.table is Table.PREFIXES:
            slots.sort(key=lambda slot: walk_order(slot[1], self.byteorder))
        return slots

    # Values without keys.

    def push(self, value: bytes, flags: int = 0) -> int:
        """Add a value to a queue, a stack or a filter."""
        return self._call("pp_map_push", flags, key=value)

    def peek(self, value: bytes = b"") -> bytes | None:
        """The next value of a queue or stack; ``value`` when a filter has it; None for none."""
        return self._taken("pp_map_peek", value or bytes(self.spec.value_size))

    def pop(self) -> bytes | None:
        """Take the next value of a queue or stack out, None when there is none."""
        return self._taken("pp_map_pop", bytes(self.spec.value_size))

    def _taken(self, function: str, room: bytes) -> bytes | None:
        if self._call(function, key=room):
            return None
        return self._process.read(self._executable.work.scratch, len(room))

    def values(self) -> list[bytes]:
        """All values of a queue or stack in the order in which `pop` gives them."""
        header = self.header()
        first, count, most = header["hand"], header["count"], self.spec.max_entries
        stride, size = header["stride"], self.spec.value_size
        data = self._process.read(header["values"], stride * most)
        places = [(first + i) % most for i in range(count)]
        if self.spec.type is MapType.STACK:
            places.reverse()
        return [data[place * stride : place * stride + size] for place in places]

    def consume(self) -> list[tuple[int, bytes]]:
        """Records of a ring buffer, each with CPU 0, or samples with their CPUs, taken out."""
        if self.placed.samples is None:
            return [(0, record) for record in consume(self.placed, self._process)]
        return [
            (int.from_bytes(record[:_CPU], self.byteorder), record[_CPU:])
            for record in consume(self.placed.samples, self._process)
        ]

    # Maps and programs by key.

    def reference(self, key: bytes) -> int | None:
        """The token of the map or program under a key, None when there is none."""
        if self.spec.type is not MapType.PROG_ARRAY:
            return self._call("pp_map_lookup", key=key) or None
        at = self._pointer_at(key)
        found = self._process.read(at, _POINTER)
        return int.from_bytes(found, self.byteorder) or None

    def refer(self, key: bytes, other: Any) -> int:
        """Put a map or program of the same executable, given as its handle, under a key."""
        return self._put(key, other.token)

    def forget(self, key: bytes) -> int:
        """Take the map or program under a key out."""
        if self.spec.type is MapType.HASH_OF_MAPS:
            return self.delete(key)
        return self._put(key, 0) if self.reference(key) else -errno.ENOENT

    def references(self) -> Iterator[tuple[bytes, int]]:
        """Keys and the tokens of what is under them."""
        header, slots = self.placed.header, self._slots()
        values = self._process.read(header["values"], header["values_end"] - header["values"])
        for slot, key in slots:
            start = slot * _POINTER
            token = int.from_bytes(values[start : start + _POINTER], self.byteorder)
            if token:
                yield key, token

    def _put(self, key: bytes, token: int) -> int:
        pointer = token.to_bytes(_POINTER, self.byteorder)
        if self.spec.type is not MapType.PROG_ARRAY:
            return self.update(key, pointer)
        self._process.write(self._pointer_at(key), pointer)
        return 0

    def _pointer_at(self, key: bytes) -> int:
        return self.placed.header["values"] + _POINTER * int.from_bytes(key, self.byteorder)

    # The process.

    def header(self) -> dict[str, int]:
        """The fields of its `MapHeader` now."""
        data = self._process.read(self.placed.address, ctypes.sizeof(MapHeader))
        header = fields_of(MapHeader, self._executable.order, data)
        slots = self.placed.header.get("slots", 0)
        if header["reached"] > slots or header["count"] > self.spec.max_entries:
            raise self._process.nonsense(f"map {self.spec.name}")
        return header

    def _call(self, function: str, *flags: int, key: bytes, value: bytes | None = None) -> int:
        """Call the runtime as Python does in this process: without a state.

        Args:
            function: takes the map, a key, a value if there is one, and flags.
            flags: if it takes some.
            key: what its second argument points to.
            value: what its third argument points to.
        """
        scratch = self._executable.work.scratch
        writes, arguments = [(scratch, key)], [scratch]
        if value is not None:
            at = scratch + -(-len(key) // 8) * 8
            writes.append((at, value))
            arguments.append(at)
        call = (self._executable.functions[function], 0, self.placed.address, *arguments, *flags)
        (answer,) = self._process.ask([write for write in writes if write[1]], [], call=call)
        return int.from_bytes(answer, self.byteorder, signed=True)


class MapTimers:
    """The timers in the values of a map of a process.

    Attributes:
        map: the map.
    """

    def __init__(self, map_: ProcessMap, process: Process) -> None:
        self.map = map_
        self._process = process

    def started(self) -> list[tuple[int, dict[str, int]]]:
        """The timers that were started: slot of the element, and the fields of its `TimerSlot`."""
        table = self.map.placed.header.get("timers", 0)
        if not table:
            return []
        size = ctypes.sizeof(TimerSlot)
        slots = self.map.spec.max_entries + int(self.map.spec.type.traits.slotted)
        data = self._process.read(table, slots * size)
        order = self._process.executable.order
        timers = []
        for slot in range(slots):
            timer = fields_of(TimerSlot, order, data[slot * size : (slot + 1) * size])
            if timer["armed"]:
                timers.append((slot, timer))
        return timers

    def disarm(self, slot: int) -> None:
        """Take back what started the timer in a slot."""
        at = self.map.placed.header["timers"] + slot * ctypes.sizeof(TimerSlot)
        self._process.write(at + TimerSlot.armed.offset, bytes(TimerSlot.armed.size))

    def element(self, number: int) -> tuple[bytes, int]:
        """Key of the element in a slot, and the address of its value."""
        header = self.map.placed.header
        value = header["values"] + number * header["stride"]
        if self.map.spec.type.traits.indexed:
            return number.to_bytes(4, self.map.byteorder), value
        at = header["keys"] + number * header["key_stride"]
        return self._process.read(at, self.map.spec.key_size), value


def consume(ring: PlacedMap, process: Process) -> list[bytes]:
    """The finished records of a ring in a process, oldest first; they are taken out."""
    order, byteorder = process.executable.order, process.executable.target.byteorder
    form = struct.Struct(order + "II")
    data = process.read(ring.address, ctypes.sizeof(MapHeader))
    header = fields_of(MapHeader, order, data)
    size, mask = ring.spec.max_entries, ring.spec.max_entries - 1
    at, end = header["consumer"], header["producer"]
    if not at <= end <= at + size or (at | end) % 8:
        raise process.nonsense(f"map {ring.spec.name}")
    records: list[bytes] = []
    while at < end:
        place = ring.header["records"] + ((at & mask) >> 3) * 8
        length, state = form.unpack(process.read(place, form.size))
        if state & 3 == _BUSY:
            break
        if length > size - _RECORD_HEADER:
            raise process.nonsense(f"map {ring.spec.name}")
        record = process.read(ring.header["values"] + (at & mask) + _RECORD_HEADER, length)
        if state == _DONE:
            records.append(record)
        at += -(-(length + _RECORD_HEADER) // 8) * 8
        process.write(place, form.pack(length, 0))
        process.write(ring.address + MapHeader.consumer.offset, at.to_bytes(8, byteorder))
    return records
