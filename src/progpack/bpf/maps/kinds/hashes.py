"""Hash tables: elements by any key, and by the longest prefix of a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.record import (
    ADDRESS,
    BPF_F_NO_PREALLOC,
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

__all__ = ["SEED_BITS", "parts_of_table"]

#: Width of the seed of a table's hashes.
SEED_BITS: Final = 32
_NUMBER: Final = 4
_LEAST_BUCKET_BITS: Final = 4
_LENGTH_OF_PREFIX: Final = 4
#: Bytes of a key of a trie for addresses of IPv6.
_SHORT_PREFIX: Final = 4 + 16
_LONGEST_PREFIX: Final = 256
#: KMALLOC_MAX_SIZE, with pages of 4096 bytes, and what an element of a hash table, and one of a
#: trie with the longest key, take beside the value.
_KMALLOC_MAX: Final = 1 << 22
_HASH_HEAD: Final = 48
_LPM_HEAD: Final = 24 + 256


def parts_of_table(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    """Keys, buckets and links of a hash table."""
    slots, stride = slots_of(sizes), padded(sizes.key_size, ADDRESS)
    buckets = 1 << max(_LEAST_BUCKET_BITS, (sizes.max_entries - 1).bit_length())
    words.update(slots=slots, key_stride=stride, buckets_mask=buckets - 1)
    yield Part("keys", slots * stride)
    yield Part("heads", buckets * _NUMBER)
    yield Part("links", slots * _NUMBER)
    yield Part("hashes", slots * _NUMBER)
    yield Part("used", slots)
    if sizes.type.traits.evicts:
        yield Part("refs", slots)


def _parts_of_trie(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    yield from parts_of_table(sizes, words)
    # How many elements there are of each length in bits.
    yield Part("lengths", (_bits(sizes) + 1) * _NUMBER)


def _bits(sizes: Sizes) -> int:
    return (sizes.key_size - _LENGTH_OF_PREFIX) * 8


def _prefix_work(sizes: Sizes) -> int:
    """A trie is asked for each length that a prefix may have: little for addresses of IPv6."""
    work = sizes.key_size
    return work if work <= _SHORT_PREFIX else work * _bits(sizes)


def _prefix_problem(sizes: Sizes) -> str:
    """``trie_alloc()`` in kernel/bpf/lpm_trie.c (Linux 6.18)."""
    problem = sizes_problem(sizes)
    if problem:
        return problem
    if not _LENGTH_OF_PREFIX < sizes.key_size <= _LENGTH_OF_PREFIX + _LONGEST_PREFIX:
        return f"key_size is {sizes.key_size}; a length of 4 bytes and 1 to 256 bytes are needed"
    if not sizes.flags & BPF_F_NO_PREALLOC:
        return "map_flags must have BPF_F_NO_PREALLOC"
    return ""


def _most_of_element(sizes: Sizes) -> int:
    """``htab_map_alloc_check()`` (Linux 6.18)."""
    return _KMALLOC_MAX - _HASH_HEAD - sizes.key_size - 1


_OF_MAPS: Final = Shape(sizes_problem, parts_of_table, seed_bits=SEED_BITS)
_HASH: Final = Shape(
    sizes_problem, parts_of_table, seed_bits=SEED_BITS, most_of_value=_most_of_element
)
_TRIE: Final = Shape(
    _prefix_problem,
    _parts_of_trie,
    key_work=_prefix_work,
    seed_bits=SEED_BITS,
    most_of_value=lambda _: _KMALLOC_MAX - _LPM_HEAD,
)

provide(
    {
        MapType.HASH: MapTraits(Table.HASH, locks=True, timers=True, shape=_HASH),
        MapType.PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True, shape=_HASH),
        MapType.LRU_HASH: MapTraits(Table.HASH, evicts=True, timers=True, shape=_HASH),
        MapType.LRU_PERCPU_HASH: MapTraits(Table.HASH, per_cpu=True, evicts=True, shape=_HASH),
        MapType.LPM_TRIE: MapTraits(Table.PREFIXES, shape=_TRIE),
        MapType.HASH_OF_MAPS: MapTraits(Table.HASH, Holds.MAPS, shape=_OF_MAPS),
    }
)
