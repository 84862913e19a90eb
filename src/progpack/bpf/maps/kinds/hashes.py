"""Hash tables: elements by any key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.record import (
    ADDRESS,
    Holds,
    MapTraits,
    MapType,
    Part,
    Shape,
    Sizes,
    Table,
    padded,
    provide,
    sizes_problem,
    slots_of,
)

__all__ = ["SEED_BITS", "parts_of_slots", "parts_of_table"]

#: Width of the seed of a table's hashes.
SEED_BITS: Final = 32
_NUMBER: Final = 4
_LEAST_BUCKET_BITS: Final = 4
#: KMALLOC_MAX_SIZE, with pages of 4096 bytes, and what an element takes beside the value.
_KMALLOC_MAX: Final = 1 << 22
_HASH_HEAD: Final = 48


def parts_of_slots(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    """Keys, links and states of slots."""
    slots, stride = slots_of(sizes), padded(sizes.key_size, ADDRESS)
    words.update(slots=slots, key_stride=stride)
    yield Part("keys", slots * stride)
    yield Part("links", slots * _NUMBER)
    yield Part("used", slots)
    if sizes.type.traits.evicts:
        yield Part("refs", slots)


def parts_of_table(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    """Slots, the buckets of a hash table, and the hash of each slot's key."""
    yield from parts_of_slots(sizes, words)
    buckets = 1 << max(_LEAST_BUCKET_BITS, (sizes.max_entries - 1).bit_length())
    words["buckets_mask"] = buckets - 1
    yield Part("heads", buckets * _NUMBER)
    yield Part("hashes", slots_of(sizes) * _NUMBER)


def _most_of_element(sizes: Sizes) -> int:
    """``htab_map_alloc_check()`` (Linux 6.18)."""
    return _KMALLOC_MAX - _HASH_HEAD - sizes.key_size - 1


_OF_MAPS: Final = Shape(sizes_problem, parts_of_table, seed_bits=SEED_BITS)
_HASH: Final = Shape(
    sizes_problem, parts_of_table, seed_bits=SEED_BITS, most_of_value=_most_of_element
)
provide(
    {
        MapType.HASH: MapTraits(Table.HASH, locks=True, timers=True, shape=_HASH),
        MapType.PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True, shape=_HASH),
        MapType.LRU_HASH: MapTraits(Table.HASH, evicts=True, timers=True, shape=_HASH),
        MapType.LRU_PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True, evicts=True, shape=_HASH),
        MapType.HASH_OF_MAPS: MapTraits(Table.HASH, Holds.MAPS, shape=_OF_MAPS),
    }
)
