"""Arrays: elements by number, which are always there."""

from __future__ import annotations

from typing import Final

from progpack.bpf.maps.record import (
    Holds,
    MapTraits,
    MapType,
    Shape,
    Sizes,
    Table,
    provide,
    sizes_problem,
)

__all__ = ["number_problem"]

#: Bytes of the number of an element.
_NUMBER: Final = 4


def number_problem(sizes: Sizes) -> str:
    """Why keys are no numbers of elements, or ""."""
    if sizes.key_size != _NUMBER:
        return f"key_size is {sizes.key_size}; keys of an array have 4 bytes"
    return sizes_problem(sizes)


_SHAPE: Final = Shape(number_problem)

provide(
    {
        MapType.ARRAY: MapTraits(
            Table.ARRAY, fixed_entries=True, locks=True, timers=True, shape=_SHAPE
        ),
        MapType.PROG_ARRAY: MapTraits(
            Table.ARRAY, Holds.PROGRAMS, takes_rights=False, shape=_SHAPE
        ),
        MapType.PERCPU_ARRAY: MapTraits(Table.ARRAY, per_cpu=True, shape=_SHAPE),
        MapType.ARRAY_OF_MAPS: MapTraits(Table.ARRAY, Holds.MAPS, takes_rights=False, shape=_SHAPE),
    }
)
