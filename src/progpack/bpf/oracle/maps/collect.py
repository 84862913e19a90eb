"""Map types whose maps stand in files of their own, in `progpack.bpf.oracle.kinds`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Final, TypeVar

from progpack.bpf.maps.types import MapType
from progpack.bpf.oracle.maps.base import OracleMap
from progpack.names import entry_of, files_of

__all__ = ["keeps", "kept"]

#: The folder of those files: each has the map and the helpers that take it.
_FOLDER: Final = "progpack.bpf.oracle.kinds"
_KEPT: Final[dict[MapType, type[OracleMap]]] = {}

_C = TypeVar("_C", bound=type[OracleMap])


def keeps(*kinds: MapType) -> Callable[[_C], _C]:
    """Decorator: the class is that of the maps of these types; see `entry_of`."""
    return entry_of(_KEPT, kinds, "map type")


@cache
def kept() -> Mapping[MapType, type[OracleMap]]:
    """The classes by type, each file of that folder having been read."""
    for file in files_of(import_module(_FOLDER)):
        import_module(file)
    return _KEPT
