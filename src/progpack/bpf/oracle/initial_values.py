"""Initial values of arrays of programs and maps of maps, for the interpreter.

Compiled objects have them when they are loaded (`progpack.jit.maps.by_name`).
"""

from __future__ import annotations

from typing import Literal

from progpack.bpf.check.program import inner_problem
from progpack.bpf.oracle.maps.arrays import MapOfMaps, MapSet, ProgArrayMap
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UsageError

__all__ = ["map_set"]


def map_set(spec: ObjectSpec, cpu: int | None = None) -> MapSet:
    """The maps of an object for the interpreter, with their initial values.

    Args:
        spec: the object.
        cpu: as for `MapSet`.

    Raises:
        MissingFeatureError: a map that has initial values is of a type that is not provided.
        UsageError: a map that a map of maps cannot hold.
    """
    order: Literal["little", "big"] = "little" if spec.byteorder == "little" else "big"
    maps = MapSet(spec.maps, order, cpu)
    for name, map_spec in spec.maps.items():
        if not map_spec.values:
            continue
        map_ = maps[name]
        if isinstance(map_, ProgArrayMap):
            map_.held.update((index, spec.programs[target]) for index, target in map_spec.values)
        elif isinstance(map_, MapOfMaps):
            for _, target in map_spec.values:
                problem = inner_problem(map_spec, spec.maps[target])
                if problem:
                    raise UsageError(problem)
            map_.held.update(
                (index.to_bytes(4, order), maps[target]) for index, target in map_spec.values
            )
    return maps
