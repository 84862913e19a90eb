"""The maps of a program in order, where there are so many that checks look them up.

`struct map_index` of ``runtime/layout.h``: addresses of maps, where their values lie, and the maps
of maps among them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from progpack.bpf.maps.types import Holds
from progpack.jit.maps.handle import Map

__all__ = ["map_index"]


def map_index(maps: Sequence[Map]) -> ctypes.Array[ctypes.c_uint64]:
    """The index of a program's maps, 64 bits a word."""
    by_address = {map_.address: map_ for map_ in maps}
    addresses = sorted(by_address)
    areas = sorted((*map_.area, address) for address, map_ in by_address.items())
    ordered = [word for start, end, address in areas for word in (address, start, end)]
    types = {address: map_.spec.type for address, map_ in by_address.items()}
    holders = [address for address, kind in types.items() if kind.traits.holds is Holds.MAPS]
    words = [len(addresses), len(areas), len(holders), *addresses, *ordered, *holders]
    return (ctypes.c_uint64 * len(words))(*words)
