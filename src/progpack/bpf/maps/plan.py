"""The plan of a map: the parts of its memory, their sizes, and the words of its header.

A plan has no addresses, and is the same for every byte order and width. Whoever makes the map takes
memory for each part and writes its address into the field of the header that the part names:
`progpack.jit.maps.handle` in this process, `progpack.foreign.maps` in an executable. The header is
``struct map`` of ``jit/runtime/layout.h``. Nobody else computes the size of something in a map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Final

from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.maps.types import Holds, MapType, Table
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

_ADDRESS: Final = 8
_NUMBER: Final = 4
#: Bytes of the values that a map without values has, so that they are somewhere.
_NO_VALUES: Final = 8
#: Bytes of a cache line, of the sizes in use the one that most CPUs have.
_LINE: Final = 64
#: Bytes of the buffer of a perf event array.
PERF_RING: Final = 1 << 20
_LEAST_BUCKET_BITS: Final = 4
_LENGTH_OF_PREFIX: Final = 4
#: Bytes of a key of a trie for addresses of IPv6.
_SHORT_PREFIX: Final = 4 + 16
_BITS_OF_SEED: Final = {Table.HASH: 32, Table.PREFIXES: 32, Table.FILTER: 31}


class Fill(Enum):
    """The first content of a part of a map's memory."""

    ZEROS = auto()
    STORED = auto()
    """The object's content: initial values, or the addresses of maps and programs."""
    RING = auto()
    """Zeros, and a second half that continues the first."""
    OF_FORKS = auto()
    """Zeros that only a process uses that may fork."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a map's memory.

    Attributes:
        field: of the header, for the address.
        size: bytes.
        fill: what it begins as.
    """

    field: str
    size: int
    fill: Fill = Fill.ZEROS


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
    traits = spec.type.traits
    per_cpu = _padded(values_bytes(spec), _LINE) if traits.per_cpu else 0
    words = {
        "type": int(spec.type),
        "key_size": spec.key_size,
        # The kernel's values in maps of maps are numbers of 4 bytes; here they are addresses.
        "value_size": _ADDRESS if traits.holds is Holds.MAPS else spec.value_size,
        "max_entries": spec.max_entries,
        "stride": value_stride(spec),
        "denied": _denied(spec),
        "cpus": cpus if per_cpu else 1,
        "cpu_stride": per_cpu,
        "key_work": key_work(spec),
        "value_work": value_work(spec),
    }
    parts = [_values(spec, per_cpu * cpus), *_parts_of_special_fields(spec, words)]
    ring = None
    if traits.hashed:
        parts += _parts_of_table(spec, words)
    elif traits.table is Table.FILTER:
        parts += _parts_of_filter(spec, words)
    elif traits.table is Table.RING:
        parts.append(Part("records", spec.max_entries))
    elif traits.table is Table.SAMPLES:
        words["max_entries"] = spec.max_entries or cpus
        ring = MapSpec(f"{spec.name}.samples", MapType.RINGBUF, 0, 0, PERF_RING)
    seed_bits = _BITS_OF_SEED.get(traits.table, 0)
    return MapPlan(words, tuple(parts), traits.values_given, _slots(spec), seed_bits, ring)


def key_work(spec: MapSpec) -> int:
    """Bytes that a helper may handle for one key of a map.

    A trie is asked for each length that a prefix may have. That is little for addresses of IPv6.
    """
    if spec.type is not MapType.LPM_TRIE or spec.key_size <= _SHORT_PREFIX:
        return spec.key_size
    return spec.key_size * (spec.key_size - _LENGTH_OF_PREFIX) * 8


def value_work(spec: MapSpec) -> int:
    """Bytes that a helper may handle for one value of a map.

    A filter makes several hashes of it.
    """
    if spec.type is not MapType.BLOOM_FILTER:
        return spec.value_size
    return spec.value_size * bloom_shape(spec)[1]


def value_stride(spec: MapSpec) -> int:
    """Bytes from a value to the next."""
    return _padded(spec.value_size, _ADDRESS)


def values_bytes(spec: MapSpec) -> int:
    """Bytes of the values of a map (on one CPU); a ring has as many behind its data."""
    if spec.type.traits.table is Table.RING:
        return 2 * spec.max_entries
    return _slots(spec) * value_stride(spec)


def bloom_shape(spec: MapSpec) -> tuple[int, int]:
    """Return the shape of a bloom filter: its bits, a power of two, and hashes for each value.

    Source: bloom_map_alloc() in kernel/bpf/bloom_filter.c (Linux 6.18): 7 / 5 of entries times
    hashes, rounded up.
    """
    hashers = spec.map_extra & 0xF or 5
    bits = max(64, spec.max_entries * hashers * 7 // 5)
    return 1 << (bits - 1).bit_length(), hashers


def _slots(spec: MapSpec) -> int:
    # A replaced element keeps its slot while the new one gets another.
    return spec.max_entries + int(spec.type.traits.hashed)


def _denied(spec: MapSpec) -> int:
    return (
        (0 if spec.programs_write else DENIED_WRITE)
        | (0 if spec.programs_read else DENIED_READ)
        | (CONSTANT if spec.read_only else 0)
    )


def _values(spec: MapSpec, per_cpu: int) -> Part:
    """The values, whose bytes on all CPUs are ``per_cpu`` where each has its own."""
    traits = spec.type.traits
    if traits.table in (Table.NONE, Table.FILTER, Table.SAMPLES):
        return Part("values", _NO_VALUES)
    if traits.holds is Holds.PROGRAMS:
        return Part("values", spec.max_entries * _ADDRESS, Fill.STORED)
    if traits.table is Table.RING:
        return Part("values", values_bytes(spec), Fill.RING)
    stored = spec.data is not None or traits.holds is Holds.MAPS
    fill = Fill.STORED if stored else Fill.ZEROS
    return Part("values", per_cpu or values_bytes(spec), fill)


def _parts_of_special_fields(spec: MapSpec, words: dict[str, int]) -> Iterator[Part]:
    """Note where a value has a lock and a timer; the room for the state of each."""
    lock, timer = lock_offset(spec), timer_offset(spec)
    if lock is not None:
        words["lock_at"] = lock + 1
        yield Part("taken", _slots(spec), Fill.OF_FORKS)
    if timer is not None:
        words["timer_at"] = timer + 1
        yield Part("timers", _slots(spec) * TIMER_SLOT_BYTES)


def _parts_of_table(spec: MapSpec, words: dict[str, int]) -> Iterator[Part]:
    """Keys, buckets and links of a hash table."""
    slots, stride = _slots(spec), _padded(spec.key_size, _ADDRESS)
    buckets = 1 << max(_LEAST_BUCKET_BITS, (spec.max_entries - 1).bit_length())
    words.update(slots=slots, key_stride=stride, buckets_mask=buckets - 1)
    yield Part("keys", slots * stride)
    yield Part("heads", buckets * _NUMBER)
    yield Part("links", slots * _NUMBER)
    yield Part("hashes", slots * _NUMBER)
    yield Part("used", slots)
    if spec.type.traits.evicts:
        yield Part("refs", slots)
    if spec.type.traits.table is Table.PREFIXES:
        # How many elements there are of each length in bits.
        bits = (spec.key_size - _LENGTH_OF_PREFIX) * 8
        yield Part("lengths", (bits + 1) * _NUMBER)


def _parts_of_filter(spec: MapSpec, words: dict[str, int]) -> Iterator[Part]:
    bits, hashers = bloom_shape(spec)
    words.update(bits_mask=bits - 1, hashers=hashers)
    yield Part("bits", bits // 8)


def _padded(size: int, unit: int) -> int:
    return -(-size // unit) * unit
