"""Map types and the traits of each: one row, which everything else asks.

A row is in the file of its kind, in `progpack.bpf.maps.kinds`; each file there is read.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from progpack.bpf.maps import kinds
from progpack.bpf.maps.record import (
    BPF_F_MMAPABLE,
    BPF_F_RDONLY_PROG,
    BPF_F_WRONLY_PROG,
    SMALLEST_PAGE,
    TRAITS,
    Holds,
    MapTraits,
    MapType,
    Table,
)
from progpack.names import files_of

__all__ = [
    "BPF_F_MMAPABLE",
    "BPF_F_RDONLY_PROG",
    "BPF_F_WRONLY_PROG",
    "PROVIDED",
    "SMALLEST_PAGE",
    "TRAITS",
    "Holds",
    "MapTraits",
    "MapType",
    "Table",
    "map_types",
    "whole_pages",
]

#: Most bytes of a ring of whole pages that ``max_entries`` can say.
_MOST_OF_RING: Final = 1 << 31

for _file in files_of(kinds):
    import_module(_file)
PROVIDED: Final = frozenset(TRAITS)
"""The types that are provided."""


def whole_pages(kind: MapType, entries: int) -> int:
    """The ``max_entries`` of a map of this type: bytes of a ring become a power of two of pages.

    0 stays, since it means that somebody has yet to say it. Source: adjust_ringbuf_sz() of libbpf;
    its pages are those of the machine, these the smallest in use.
    """
    if not kind.traits.in_pages or not 0 < entries <= _MOST_OF_RING:
        return entries
    return max(SMALLEST_PAGE, 1 << (entries - 1).bit_length())


def map_types(true: Callable[[MapTraits], bool]) -> frozenset[MapType]:
    """The provided types for whose traits a condition is true."""
    return frozenset(kind for kind, traits in TRAITS.items() if true(traits))
