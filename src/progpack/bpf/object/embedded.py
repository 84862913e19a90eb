"""BPF objects inside of other files: every tool with a libbpf skeleton carries one as data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

__all__ = ["embedded_objects"]

_MAGIC: Final = b"\x7fELF\x02"
_ET_REL: Final = 1
_EM_BPF: Final = 247
_SHT_NOBITS: Final = 8
_HEADER: Final = 64
_SECTION: Final = 64
#: Most sections that are believed, and most bytes of one object.
_MAX_SECTIONS: Final = 4096
_MAX_BYTES: Final = 64 << 20


def embedded_objects(data: bytes) -> Iterator[bytes]:
    """The relocatable BPF objects that lie somewhere in ``data``, in their order.

    They are found by their ELF headers; how long one is follows from its section table. What only
    looks like a header is passed over.
    """
    at = data.find(_MAGIC)
    while at >= 0:
        size = _object_size(data, at)
        if size:
            yield data[at : at + size]
        at = data.find(_MAGIC, at + (size or 1))


def _object_size(data: bytes, at: int) -> int:
    """Bytes of the object whose header is at ``at``; 0: there is none."""
    if at + _HEADER > len(data) or data[at + 5] not in (1, 2):
        return 0
    order = "<" if data[at + 5] == 1 else ">"
    kind, machine = struct.unpack_from(order + "HH", data, at + 16)
    if (kind, machine) != (_ET_REL, _EM_BPF):
        return 0
    (table,) = struct.unpack_from(order + "Q", data, at + 40)
    size, count = struct.unpack_from(order + "HH", data, at + 58)
    end = table + count * size
    if size != _SECTION or count > _MAX_SECTIONS or at + end > len(data):
        return 0
    for index in range(count):
        header = at + table + index * _SECTION
        (section_kind,) = struct.unpack_from(order + "I", data, header + 4)
        offset, length = struct.unpack_from(order + "QQ", data, header + 24)
        if section_kind != _SHT_NOBITS:
            end = max(end, offset + length)
    return end if end <= min(len(data) - at, _MAX_BYTES) else 0
