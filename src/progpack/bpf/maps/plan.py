"""The plan of a map: the parts of its memory, their sizes, and the words of its header.

A plan has no addresses, and is the same for every byte order and width. Whoever makes the map takes
memory for each part and writes its address into the field of the header that the part names:
`progpack.jit.maps.handle` in this process, `progpack.foreign.maps` in an executable. The header is
``struct map`` of ``jit/runtime/layout.h``. Nobody else computes the size of something in a map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from progpack.bpf.maps.kinds.queues import bloom_shape
from progpack.bpf.maps.kinds.rings import PERF_RING
from progpack.bpf.maps.record import (
    ADDRESS,
    NO_VALUES,
    Fill,
    Holds,
    MapType,
    Part,
    padded,
    slots_of,
    value_stride,
    values_bytes,
)
from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.records import dataclass

__all__ = [
    "CONSTANT",
    "DENIED_READ",
    "DENIED_WRITE",
    "PERF_RING",
    "TIMER_SLOT_BYTES",
    "Fill",
    "MapPlan",
    "Part",
    "bloom_shape",
    "key_work",
    "plan_map",
    "value_stride",
    "value_work",
    "values_bytes",
]

#: Rights that programs lack over a map's values; CONSTANT: nobody else writes them either.
DENIED_WRITE: Final = 1
DENIED_READ: Final = 2
CONSTANT: Final = 4
#: Bytes of what a timer is set to (``struct timer``).
TIMER_SLOT_BYTES: Final = 32

#: Bytes of a cache line, of the sizes in use the one that most CPUs have.
_LINE: Final = 64


@dataclass(frozen=True, slots=True)
class MapPlan:
    """The memory of a map.

    Attributes:
        words: fields of the header that are neither addresses nor 0, by name.
        parts: the memory; the first part is the values, field ``values``.
        shown: programs are given addresses of values, and not only what helpers copy.
        slots: how many places there are for elements.
        seed_bits: width of the random number in the field ``seed``, 0 for none.
        ring: the map behind a perf event array, whose header's address is in the field ``ring``.
    """

    words: Mapping[str, int]
    parts: tuple[Part, ...]
    shown: bool
    slots: int
    seed_bits: int = 0
    ring: MapSpec | None = None

    @property
    def bytes(self) -> int:
        """Bytes that the map can take when all of it is used."""
        own = sum(part.size for part in self.parts)
        return own if self.ring is None else own + plan_map(self.ring, 1).bytes


def plan_map(spec: MapSpec, cpus: int) -> MapPlan:
    """Plan the memory of a map.

    Args:
        spec: the map, as `progpack.bpf.check.program.check_map` has let it pass.
        cpus: how many copies a map of values of each CPU has.
    """
    traits, shape = spec.type.traits, spec.type.traits.shape
    per_cpu = padded(values_bytes(spec), _LINE) if traits.per_cpu else 0
    words = {
        "type": int(spec.type),
        "key_size": spec.key_size,
        # The kernel's values in maps of maps are numbers of 4 bytes; here they are addresses.
        "value_size": ADDRESS if traits.holds is Holds.MAPS else spec.value_size,
        "max_entries": spec.max_entries,
        "stride": value_stride(spec),
        "denied": _denied(spec),
        "cpus": cpus if per_cpu else 1,
        "cpu_stride": per_cpu,
        "key_work": key_work(spec),
        "value_work": value_work(spec),
    }
    parts = [_values(spec, per_cpu * cpus), *_parts_of_special_fields(spec, words)]
    parts += shape.parts(spec, words)
    ring = None
    if shape.ring_bytes:
        words["max_entries"] = spec.max_entries or cpus
        ring = MapSpec(f"{spec.name}.samples", MapType.RINGBUF, 0, 0, shape.ring_bytes)
    shown, slots = traits.values_given, slots_of(spec)
    return MapPlan(words, tuple(parts), shown, slots, shape.seed_bits, ring)


def key_work(spec: MapSpec) -> int:
    """Bytes that a helper may handle for one key of a map."""
    return spec.type.traits.shape.key_work(spec)


def value_work(spec: MapSpec) -> int:
    """Bytes that a helper may handle for one value of a map."""
    return spec.type.traits.shape.value_work(spec)


def _denied(spec: MapSpec) -> int:
    return (
        (0 if spec.programs_write else DENIED_WRITE)
        | (0 if spec.programs_read else DENIED_READ)
        | (CONSTANT if spec.read_only and spec.type.traits.holds is not Holds.TARGETS else 0)
    )


def _values(spec: MapSpec, per_cpu: int) -> Part:
    """The values, whose bytes on all CPUs are ``per_cpu`` where each has its own."""
    traits = spec.type.traits
    if not traits.shape.values:
        return Part("values", NO_VALUES)
    if traits.holds is Holds.PROGRAMS:
        return Part("values", spec.max_entries * ADDRESS, Fill.STORED)
    if traits.ring:
        return Part("values", values_bytes(spec), Fill.RING)
    stored = spec.data is not None or traits.holds is Holds.MAPS
    fill = Fill.STORED if stored else Fill.ZEROS
    return Part("values", per_cpu or values_bytes(spec), fill)


def _parts_of_special_fields(spec: MapSpec, words: dict[str, int]) -> Iterator[Part]:
    """Note where a value has a lock and a timer; the room for the state of each."""
    lock, timer = lock_offset(spec), timer_offset(spec)
    if lock is not None:
        words["lock_at"] = lock + 1
        yield Part("taken", slots_of(spec), Fill.OF_FORKS)
    if timer is not None:
        words["timer_at"] = timer + 1
        yield Part("timers", slots_of(spec) * TIMER_SLOT_BYTES)
