"""Maps of the old kind: ``struct bpf_map_def`` in section ``maps``, before there was BTF.

libbpf before 1.0, iproute2 (``struct bpf_elf_map``), bcc and cilium/ebpf read them. A definition
is as long as the distance to the next symbol; its first words are alike in all of them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.types import Holds, whole_pages
from progpack.bpf.object.file import ElfImage
from progpack.bpf.spec import MapSpec, MapType
from progpack.elf.read import Section, Symbol

__all__ = ["read_legacy_maps"]

_SECTION: Final = "maps"
#: type, key_size, value_size, max_entries; map_flags, which the oldest do not have.
_WORDS, _WORDS_AND_FLAGS = 4, 5
_WORD: Final = 4


def read_legacy_maps(image: ElfImage) -> Iterator[tuple[tuple[int, int], MapSpec, str]]:
    """Read the maps of sections ``maps`` and ``maps/...``.

    Yields:
        The number of the section and the offset in it, the map, and a note or "".

    Raises:
        ObjectError: a definition that is cut off, or one of a map of maps, whose inner map only
            its loader knows.
    """
    for section in image.sections:
        if section.name.split("/", 1)[0] == _SECTION and section.size:
            yield from _definitions(image, section)


def _definitions(
    image: ElfImage, section: Section
) -> Iterator[tuple[tuple[int, int], MapSpec, str]]:
    symbols = {symbol.value: symbol for symbol in image.symbols if _is_map(symbol, section)}
    data = image.contents(section)
    starts = sorted(symbols)
    for at, end in zip(starts, [*starts[1:], len(data)], strict=False):
        symbol = symbols[at]
        count = (end - at) // _WORD
        if count < _WORDS or end > len(data):
            raise image.error(section, f"map {symbol.name!r} has {end - at} bytes of a definition")
        words = struct.unpack_from(f"{image.order}{count}I", data, at)
        spec = _spec(symbol.name, words)
        if spec.type.traits.holds is Holds.MAPS:
            raise image.error(
                section,
                f"map {symbol.name!r} holds maps that a definition of the old kind does not"
                ' describe; define it in SEC(".maps") with __array()',
            )
        rest = any(words[_WORDS_AND_FLAGS:])
        note = f"map {symbol.name}: what its definition says behind map_flags is ignored"
        yield (section.index, at), spec, note if rest else ""


def _is_map(symbol: Symbol, section: Section) -> bool:
    return symbol.section == section.index and bool(symbol.name) and not symbol.is_section


def _spec(name: str, words: tuple[int, ...]) -> MapSpec:
    kind = MapType(words[0])
    flags = words[_WORDS] if len(words) > _WORDS else 0
    return MapSpec(name, kind, words[1], words[2], whole_pages(kind, words[3]), flags)
