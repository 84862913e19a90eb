"""Sizes of maps that a tool sets before it loads its object (``bpf_map__set_max_entries()``)."""

from __future__ import annotations

from collections.abc import Mapping

from progpack.bpf.maps.types import whole_pages
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UnknownNameError
from progpack.integers import MAX_U32, integer_within
from progpack.records import replace

__all__ = ["with_map_sizes"]


def with_map_sizes(
    spec: ObjectSpec,
    entries: Mapping[str, int] | None = None,
    *,
    value_sizes: Mapping[str, int] | None = None,
) -> ObjectSpec:
    """The object with other sizes of maps.

    Args:
        spec: the object.
        entries: ``max_entries`` by the name of the map; of ring buffers bytes, which are rounded
            up to a power of two of pages, as libbpf does.
        value_sizes: bytes of a value by the name of the map (stack traces: 8 for each frame).

    Raises:
        UsageError: there is no such map, it holds global data, or the number is no 32-bit one.
    """
    maps = dict(spec.maps)
    for what, stated in (("max_entries", entries), ("value_size", value_sizes)):
        for name, number in (stated or {}).items():
            spec_of_map = maps.get(name)
            if spec_of_map is None or spec_of_map.data is not None:
                have = (n for n, m in spec.maps.items() if m.data is None)
                raise UnknownNameError(f"{spec.name} has no map", name, have)
            integer_within(number, f"map {name}: {what}", 0, MAX_U32)
            maps[name] = (
                replace(spec_of_map, max_entries=whole_pages(spec_of_map.type, number))
                if what == "max_entries"
                else replace(spec_of_map, value_size=number)
            )
    return replace(spec, maps=maps)
