"""Interfaces, sockets and CPUs that packets may go to, by number."""

from __future__ import annotations

from typing import Final

from progpack.bpf.maps.kinds.arrays import number_problem
from progpack.bpf.maps.kinds.hashes import SEED_BITS, parts_of_table
from progpack.bpf.maps.record import Holds, MapTraits, MapType, Shape, Sizes, Table, provide

#: Bytes of a value: a number, or a number and a program.
_VALUES: Final = (4, 8)
_KEY: Final = 4


def _problem(sizes: Sizes) -> str:
    problem = number_problem(sizes)
    if sizes.key_size == _KEY and sizes.value_size not in _VALUES:
        return f"value_size is {sizes.value_size}; it must be 4 or 8"
    return problem


_SHAPE: Final = Shape(_problem, parts_of_table, seed_bits=SEED_BITS)
_TARGETS: Final = MapTraits(Table.HASH, Holds.TARGETS, takes_rights=False, shape=_SHAPE)

provide(
    {
        MapType.DEVMAP: _TARGETS,
        MapType.CPUMAP: _TARGETS,
        MapType.DEVMAP_HASH: MapTraits(
            Table.HASH, Holds.TARGETS, takes_rights=False, any_number=True, shape=_SHAPE
        ),
        MapType.XSKMAP: MapTraits(
            Table.HASH, Holds.TARGETS, takes_rights=False, fixed_entries=True, shape=_SHAPE
        ),
    }
)
