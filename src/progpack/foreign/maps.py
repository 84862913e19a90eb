"""The maps of an executable: laid out in its file as `progpack.jit.maps.handle` makes them in
memory."""

from __future__ import annotations

import ctypes
import dataclasses
import struct
from dataclasses import dataclass
from random import Random
from typing import Final

from progpack.bpf import map_memory as mapmemory
from progpack.bpf.check.program import as_programs_see, check_map
from progpack.bpf.map_memory import PERF_RING, bloom_shape, value_stride, values_bytes
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.maps.types import Holds, Table
from progpack.bpf.spec import MapSpec, MapType
from progpack.elf.executable import PAGE
from progpack.errors import MissingFeatureError
from progpack.foreign.address_space import Areas, packed
from progpack.jit.maps.handle import denied
from progpack.jit.native import cpus
from progpack.jit.native.layout import MapHeader, TimerSlot

__all__ = ["PlacedMap", "as_placed", "place_map"]

_LINE: Final = 64


@dataclass(frozen=True, slots=True)
class PlacedMap:
    """A map and where it lies.

    Attributes:
        spec: name, type, sizes.
        address: of its `MapHeader`.
        values: address of the first byte that programs are given, 0 when they are given none.
        values_end: address behind the last.
        header: the fields of the header as the executable begins.
        samples: the ring behind a perf event array, else None.
        charge: what it was charged for its memory, which is that of another process.
    """

    spec: MapSpec
    address: int
    values: int
    values_end: int
    header: dict[str, int]
    samples: PlacedMap | None = None
    charge: object = None


def as_placed(spec: MapSpec) -> MapSpec:
    """The map with the size that it gets: rings are whole pages, of the largest size in use.

    libbpf does the same for the kernel that it finds (``adjust_ringbuf_sz()`` of libbpf.c). Targets
    of packets are read-only, as in `as_programs_see`.
    """
    spec = as_programs_see(spec)
    if spec.type is MapType.RINGBUF and spec.max_entries % PAGE:
        return dataclasses.replace(spec, max_entries=PAGE)
    return spec


def place_map(spec: MapSpec, areas: Areas, order: str, rng: Random) -> PlacedMap:
    """Lay a map out, empty but for the data that the object has for it.

    Args:
        spec: the map, as `as_placed` has it.
        areas: the memory.
        order: ``<`` or ``>``.
        rng: where hash tables get their seeds from; in a file they cannot be secret.

    Raises:
        MissingFeatureError: its type is not provided.
        ObjectError: its sizes are wrong.
        OutOfMemoryError: there is no room.
        MapLimitError: all maps that this process makes or lays out would take too much.
    """
    check_map(spec)
    charge = mapmemory.charge(spec, cpus.COUNT)
    return dataclasses.replace(_Placing(spec, areas, order, rng).place(), charge=charge)


class _Placing:
    def __init__(self, spec: MapSpec, areas: Areas, order: str, rng: Random) -> None:
        self.spec = spec
        self.areas = areas
        self.order = order
        self.rng = rng
        self.header: dict[str, int] = {
            "type": spec.type,
            "key_size": spec.key_size,
            "value_size": spec.value_size,
            "max_entries": spec.max_entries,
            "stride": value_stride(spec),
            "denied": denied(spec),
            "cpus": 1,
        }

    def place(self) -> PlacedMap:
        spec, header = self.spec, self.header
        samples = None
        size = values_bytes(spec)
        kind, traits = spec.type, spec.type.traits
        self._set_special()
        if kind is MapType.RINGBUF:
            values = self.areas.ring(spec.max_entries)
            header["records"] = self._zeros(spec.max_entries)
        elif traits.per_cpu:
            step = -(-size // _LINE) * _LINE
            size = step * cpus.COUNT
            values = self._zeros(size)
            header.update(cpus=cpus.COUNT, cpu_stride=step)
        elif traits.holds is Holds.MAPS:
            # What is stored in its elements is also the table of its members (`struct members`).
            members = self.areas.data.take(16 + size)
            self.areas.data.write(members, struct.pack(f"{self.order}2Q", size // 8, 1))
            header["members"], values = members, members + 16
            header["value_size"] = 8  # addresses, where the kernel has numbers of 4 bytes
        elif traits.hashed or traits.table in (Table.QUEUE, Table.STACK) or kind is MapType.ARRAY:
            values = self._values(size)
        elif kind is MapType.PROG_ARRAY:
            size = 8 * spec.max_entries
            values = self.areas.data.take(size)
        else:
            size = 8
            values = self._zeros(size)
            samples = self._other()
        if traits.hashed:
            self._table()
        header.update(values=values, values_end=values + size)
        shown = (values, values + size) if traits.values_given else (0, 0)
        header.update(shown=shown[0], shown_end=shown[1])
        address = self.areas.data.put(packed(MapHeader, self.order, header))
        return PlacedMap(spec, address, *shown, header, samples)

    def _set_special(self) -> None:
        """Note where a value has a lock and a timer, and make room for the state of the timers."""
        lock, timer = lock_offset(self.spec), timer_offset(self.spec)
        self.header["lock_at"] = 0 if lock is None else lock + 1
        if timer is not None:
            slots = self.spec.max_entries + int(self.spec.type.traits.hashed)
            self.header["timer_at"] = timer + 1
            self.header["timers"] = self._zeros(slots * ctypes.sizeof(TimerSlot))

    def _other(self) -> PlacedMap | None:
        spec, header = self.spec, self.header
        if spec.type is MapType.BLOOM_FILTER:
            bits, hashers = bloom_shape(spec)
            header.update(bits=self._zeros(bits // 8), bits_mask=bits - 1, hashers=hashers)
            header["seed"] = self.rng.getrandbits(31)
            return None
        if spec.type is MapType.PERF_EVENT_ARRAY:
            header["max_entries"] = spec.max_entries or cpus.COUNT
            ring = MapSpec(f"{spec.name}.samples", MapType.RINGBUF, 0, 0, PERF_RING)
            samples = place_map(ring, self.areas, self.order, self.rng)
            header["ring"] = samples.address
            return samples
        if spec.type.traits.table is Table.NONE:
            return None
        raise MissingFeatureError(
            f"map {spec.name}: type {spec.type.name} is not provided in executables"
        )

    def _table(self) -> None:
        """Keys, buckets and links of a hash table; no slot was used."""
        spec, header = self.spec, self.header
        slots = spec.max_entries + 1
        stride = -(-spec.key_size // 8) * 8
        buckets = 1 << max(4, (spec.max_entries - 1).bit_length())
        header.update(slots=slots, key_stride=stride, buckets_mask=buckets - 1)
        header["seed"] = self.rng.getrandbits(32)
        header["keys"] = self._zeros(slots * stride)
        header["heads"] = self._zeros(4 * buckets)
        header["hashes"] = self._zeros(4 * slots)
        header["used"] = self._zeros(slots)
        header["links"] = self._zeros(4 * slots)
        if spec.type.traits.evicts:
            header["refs"] = self._zeros(slots)
        if spec.type is MapType.LPM_TRIE:
            header["lengths"] = self._zeros(4 * ((spec.key_size - 4) * 8 + 1))

    def _values(self, size: int) -> int:
        data = self.spec.data
        if data is None:
            return self._zeros(size)
        address = self.areas.data.take(size)
        self.areas.data.write(address, data[:size])
        return address

    def _zeros(self, size: int) -> int:
        return self.areas.zeros.take(max(size, 1))
