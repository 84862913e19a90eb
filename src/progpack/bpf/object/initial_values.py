"""Initial values of arrays of programs and of maps of maps: relocations of section ``.maps``.

``.values = { [2] = &other }`` in a map's definition is an address in its last member, which stands
for element 2 (``bpf_object__collect_map_relos()``, libbpf 1.6).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from progpack.bpf.object.file import ElfImage
from progpack.bpf.object.maps import MAPS, ObjectMaps
from progpack.bpf.spec import MapType
from progpack.elf.read import Relocation, Symbol
from progpack.records import replace

__all__ = ["set_initial_values"]

_POINTER: Final = 8
#: R_BPF_64_ABS64 of clang 13 and newer, and R_BPF_64_64 of those before.
_ADDRESS: Final = frozenset({1, 2})


def set_initial_values(
    image: ElfImage,
    maps: ObjectMaps,
    relocations: Mapping[int, Sequence[Relocation]],
    programs: Container[str],
    skipped: Container[str] = (),
) -> None:
    """Fill in `progpack.bpf.spec.MapSpec.values` of the maps that have some.

    Args:
        image: the object.
        maps: its maps; those with initial values are replaced.
        relocations: relocations of the object, by the number of the section they change.
        programs: names of its programs.
        skipped: names of programs and maps that are left out: no element has them.

    Raises:
        ObjectError: an address that no map has a place for, or of what is no map or program.
    """
    section = image.find(MAPS)
    if section is None:
        return
    by_map: dict[str, dict[int, str]] = {}
    for relocation in relocations.get(section.index, ()):
        symbol = image.symbols[relocation.symbol]
        if symbol.name in skipped:
            continue
        name, index = _element(image, maps, relocation)
        target = _target(image, maps, symbol, programs, of_programs=_holds_programs(maps, name))
        if target is None or relocation.type not in _ADDRESS:
            what = "program" if _holds_programs(maps, name) else "map"
            raise image.error(
                section,
                f"map {name!r}: element {index} is set to {symbol.name or 'something'!r}, which is"
                f" no {what} of this object (programs must not be static)",
            )
        by_map.setdefault(name, {})[index] = target
    for name, values in by_map.items():
        spec = maps.maps[name]
        # An array without a size has room for what it is given.
        most = spec.max_entries or max(values) + 1
        if spec.type is not MapType.HASH_OF_MAPS and max(values) >= most:
            raise image.error(
                section, f"map {name!r} has {most} elements, and element {max(values)} is set"
            )
        maps.maps[name] = replace(spec, values=tuple(sorted(values.items())))


def _element(image: ElfImage, maps: ObjectMaps, relocation: Relocation) -> tuple[str, int]:
    """Return the map and the element at the place of a relocation."""
    before = [at for at in maps.at if at <= relocation.offset]
    name = maps.at[max(before)] if before else ""
    start = maps.values_at.get(name)
    past = -1 if start is None else relocation.offset - start
    if past < 0 or past % _POINTER:
        raise image.error(
            MAPS,
            f"has an address at {relocation.offset}, where no map has elements; only"
            " __array(values, ...) takes initial values",
        )
    return name, past // _POINTER


def _holds_programs(maps: ObjectMaps, name: str) -> bool:
    return maps.maps[name].type is MapType.PROG_ARRAY


def _target(
    image: ElfImage,
    maps: ObjectMaps,
    symbol: Symbol,
    programs: Container[str],
    *,
    of_programs: bool,
) -> str | None:
    if of_programs:
        return symbol.name if symbol.is_function and symbol.name in programs else None
    section = image.find(MAPS)
    if section is None or symbol.section != section.index or symbol.is_section:
        return None
    return maps.at.get(symbol.value)
