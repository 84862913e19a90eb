"""Tries: elements by the longest prefix of a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.kinds.hashes import parts_of_slots
from progpack.bpf.maps.record import (
    ADDRESS,
    BPF_F_NO_PREALLOC,
    MapTraits,
    MapType,
    Part,
    Shape,
    Sizes,
    Table,
    provide,
    sizes_problem,
    slots_of,
)

__all__: list[str] = []

_LENGTH_OF_PREFIX: Final = 4
#: Bytes of a key of a trie for addresses of IPv6.
_SHORT_PREFIX: Final = 4 + 16
_LONGEST_PREFIX: Final = 256
#: KMALLOC_MAX_SIZE, with pages of 4096 bytes, and what an element with the longest key takes beside
#: the value.
_KMALLOC_MAX: Final = 1 << 22
_LPM_HEAD: Final = 24 + 256
#: Bits of a key at which a node stands, and bytes of it (``jit/runtime/trie.c``).
_PLACE: Final = 3
_NODE: Final = ADDRESS << _PLACE
#: Bytes that take as long as a place of a key does: it is walked twice, by a cache line or more.
_WORK_OF_PLACE: Final = 256


def _parts_of_trie(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    """Slots, and nodes, which are fewer than elements; node 0 is none."""
    yield from parts_of_slots(sizes, words)
    words["index_bits"] = slots_of(sizes).bit_length()
    yield Part("nodes", sizes.max_entries * _NODE)
    yield Part("things", sizes.max_entries)


def _prefix_work(sizes: Sizes) -> int:
    """A trie may have a node at every place of a key: few for addresses of IPv6."""
    if sizes.key_size <= _SHORT_PREFIX:
        return sizes.key_size
    places = -(-(sizes.key_size - _LENGTH_OF_PREFIX) * 8 // _PLACE)
    return sizes.key_size + places * _WORK_OF_PLACE


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


_TRIE: Final = Shape(
    _prefix_problem,
    _parts_of_trie,
    key_work=_prefix_work,
    most_of_value=lambda _: _KMALLOC_MAX - _LPM_HEAD,
)

provide({MapType.LPM_TRIE: MapTraits(Table.PREFIXES, shape=_TRIE)})
