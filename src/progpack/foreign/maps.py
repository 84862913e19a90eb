"""The maps of an executable: laid out in its file as `progpack.jit.maps.handle` makes them in
memory."""

from __future__ import annotations

import dataclasses
import struct
from dataclasses import dataclass
from random import Random
from typing import Final

from progpack.bpf import map_memory as mapmemory
from progpack.bpf.check.program import as_programs_see
from progpack.bpf.maps.plan import Fill, MapPlan, Part, plan_map
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec
from progpack.elf.executable import PAGE
from progpack.foreign.address_space import Areas, packed
from progpack.jit.native import cpus
from progpack.jit.native.layout import MapHeader

__all__ = ["PlacedMap", "as_placed", "place_map"]

#: Bytes of the head of ``struct members`` of ``jit/runtime/layout.h``.
_MEMBERS: Final = 16


@dataclass(frozen=True, slots=True)
class PlacedMap:
    """A map and where it lies.

    Attributes:
        spec: name, type, sizes.
        address: address of its `MapHeader`.
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
    if spec.type.traits.ring and spec.max_entries % PAGE:
        return dataclasses.replace(spec, max_entries=PAGE)
    return spec


def place_map(spec: MapSpec, areas: Areas, order: str, rng: Random) -> PlacedMap:
    """Lay a map out, empty but for the data that the object has for it.

    Args:
        spec: the map, as `check_map` has let it pass and `as_placed` has it.
        areas: the memory.
        order: ``<`` or ``>``.
        rng: where hash tables get their seeds from; in a file they cannot be secret.

    Raises:
        OutOfMemoryError: there is no room.
        MapLimitError: all maps that this process makes or lays out would take too much.
    """
    plan = plan_map(spec, cpus.COUNT)
    charge = mapmemory.charge(spec, plan)
    return dataclasses.replace(_place(spec, plan, areas, order, rng), charge=charge)


def _place(spec: MapSpec, plan: MapPlan, areas: Areas, order: str, rng: Random) -> PlacedMap:
    header = dict(plan.words)
    for part in plan.parts:
        if part.fill is not Fill.OF_FORKS:
            header[part.field] = _address(part, spec, areas)
    if spec.type.traits.holds is Holds.MAPS:
        header["members"] = _table_of_members(header["values"], plan.parts[0].size, areas, order)
    if plan.seed_bits:
        header["seed"] = rng.getrandbits(plan.seed_bits)
    samples = None
    if plan.ring is not None:
        samples = _place(plan.ring, plan_map(plan.ring, 1), areas, order, rng)
        header["ring"] = samples.address
    header["values_end"] = header["values"] + plan.parts[0].size
    bounds = (header["values"], header["values_end"]) if plan.shown else (0, 0)
    header.update(shown=bounds[0], shown_end=bounds[1])
    address = areas.data.put(packed(MapHeader, order, header))
    return PlacedMap(spec, address, *bounds, header, samples)


def _address(part: Part, spec: MapSpec, areas: Areas) -> int:
    """Take memory for a part of a map, and return its address."""
    if part.fill is Fill.RING:
        return areas.ring(part.size // 2)
    if part.fill is Fill.ZEROS:
        return areas.zeros.take(max(part.size, 1))
    front = _MEMBERS if spec.type.traits.holds is Holds.MAPS else 0
    address = areas.data.take(front + part.size) + front
    if spec.data is not None:
        areas.data.write(address, spec.data[: part.size])
    return address


def _table_of_members(values: int, size: int, areas: Areas, order: str) -> int:
    """Make the stored values the table of the map's members too (`struct members`)."""
    address = values - _MEMBERS
    areas.data.write(address, struct.pack(f"{order}2Q", size // 8, 1))
    return address
