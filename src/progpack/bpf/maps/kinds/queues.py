"""Queues, stacks and filters: values without keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.record import (
    LARGEST_MAP,
    MapTraits,
    MapType,
    Part,
    Shape,
    Sizes,
    Table,
    provide,
)

__all__ = ["bloom_shape"]

#: KMALLOC_MAX_SIZE, with pages of 4096 bytes: values are copied with a lock held.
_KMALLOC_MAX: Final = 1 << 22
_MOST_HASHERS: Final = 0xF
_HASHERS: Final = 5
_LEAST_BITS: Final = 64
_BITS_OF_SEED: Final = 31


def _problem(sizes: Sizes) -> str:
    """``queue_stack_map_alloc_check()`` and ``bloom_map_alloc()`` (Linux 6.18)."""
    if sizes.key_size:
        return f"key_size is {sizes.key_size}; it has no keys, so it must be 0"
    if sizes.value_size <= 0 or sizes.max_entries <= 0:
        return "value_size and max_entries must be at least 1"
    if sizes.max_entries * sizes.value_size > LARGEST_MAP:
        return f"{sizes.max_entries} values of {sizes.value_size} bytes are more than 4 GiB"
    return ""


def _filter_problem(sizes: Sizes) -> str:
    if not _problem(sizes) and sizes.map_extra & ~_MOST_HASHERS:
        return f"map_extra is {sizes.map_extra:#x}; it has the number of hashes in its low 4 bits"
    return _problem(sizes)


def bloom_shape(sizes: Sizes) -> tuple[int, int]:
    """Return the shape of a bloom filter: its bits, a power of two, and hashes for each value.

    Source: bloom_map_alloc() in kernel/bpf/bloom_filter.c (Linux 6.18): 7 / 5 of entries times
    hashes, rounded up.
    """
    hashers = sizes.map_extra & _MOST_HASHERS or _HASHERS
    bits = max(_LEAST_BITS, sizes.max_entries * hashers * 7 // 5)
    return 1 << (bits - 1).bit_length(), hashers


def _parts_of_filter(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    bits, hashers = bloom_shape(sizes)
    words.update(bits_mask=bits - 1, hashers=hashers)
    yield Part("bits", bits // 8)


def _filter_work(sizes: Sizes) -> int:
    """A filter makes several hashes of a value."""
    return sizes.value_size * bloom_shape(sizes)[1]


def _most(_: Sizes) -> int:
    return _KMALLOC_MAX


_QUEUE: Final = Shape(_problem, most_of_value=_most)
_FILTER: Final = Shape(
    _filter_problem,
    _parts_of_filter,
    values=False,
    value_work=_filter_work,
    seed_bits=_BITS_OF_SEED,
    most_of_value=_most,
)

provide(
    {
        MapType.QUEUE: MapTraits(Table.QUEUE, shape=_QUEUE),
        MapType.STACK: MapTraits(Table.STACK, shape=_QUEUE),
        MapType.BLOOM_FILTER: MapTraits(Table.FILTER, shape=_FILTER),
    }
)
