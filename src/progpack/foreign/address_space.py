"""The address space of an executable: where everything lies, at fixed addresses.

Packets and contexts are below 4 GiB, since 32-bit fields hold their addresses. Stack and maps are
above where addresses have 64 bits, as in processes, so that programs find the same order there.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Mapping
from typing import Any, Final

from progpack.elf.executable import PAGE, READ, RUN, WRITE, Segment
from progpack.errors import OutOfMemoryError

__all__ = [
    "CONSTANTS",
    "DATA",
    "HIGH",
    "PACKS",
    "ZEROS",
    "Areas",
    "Region",
    "fields_of",
    "names_of",
    "packed",
]

PACKS: Final = 0x1000_0000
CONSTANTS: Final = 0x2000_0000
DATA: Final = 0x3000_0000
ZEROS: Final = 0x4000_0000
HIGH: Final = (
    0x1_0000_0000  # as low as may be: qemu-user 7.2 walks the pages up to there one by one
)
_HIGH_END: Final = 0x30_0000_0000  # within what every 64-bit machine gives its processes
_END: Final = 0xB000_0000  # of what 32-bit processes have
#: Between neighbours, so that what runs past the end of a map is not in the next one.
_GAP: Final = 512
_CODES: Final = {
    ctypes.c_uint8: "B",
    ctypes.c_uint16: "H",
    ctypes.c_uint32: "I",
    ctypes.c_uint64: "Q",
}


class Region:
    """A part of memory that fills up from its beginning.

    Args:
        address: address of its first byte.
        limit: address that it must not reach.
        rights: of `progpack.elf.executable`.
        kept: whether the file holds its bytes; if not, they are zero.
    """

    def __init__(self, address: int, limit: int, rights: int, *, kept: bool = True) -> None:
        self.address = address
        self._limit = limit
        self._rights = rights
        self._kept = kept
        self._data = bytearray()
        self._size = 0

    def take(self, size: int, alignment: int = 16, gap: int = _GAP) -> int:
        """The address of so many bytes, which are zero.

        Raises:
            OutOfMemoryError: the region is full.
        """
        start = -(-self._size // alignment) * alignment
        self._size = start + size + gap
        if self.address + self._size > self._limit:
            raise OutOfMemoryError(
                f"no room for {size} bytes at {self.address + start:#x}: the executables made here "
                f"have {self._limit - self.address} bytes of this kind"
            )
        if self._kept:
            self._data += bytes(self._size - len(self._data))
        return self.address + start

    def put(self, data: bytes, alignment: int = 16, gap: int = 0) -> int:
        """The address of these bytes."""
        address = self.take(len(data), alignment, gap)
        self.write(address, data)
        return address

    def write(self, address: int, data: bytes) -> None:
        """Change bytes of what was taken."""
        start = address - self.address
        self._data[start : start + len(data)] = data

    def segment(self) -> Segment | None:
        """The region as a segment of the file, None when it is empty."""
        if not self._size:
            return None
        size = -(-self._size // PAGE) * PAGE
        # Whole pages: qemu-user 7.2 dies of a file's part that ends within a page it cannot write.
        data = bytes(self._data).ljust(size, b"\0") if self._kept else b""
        return Segment(self.address, data, size, self._rights)


class Areas:
    """All the memory of an executable but its packs.

    Args:
        bits: bits of an address.

    Attributes:
        constants: read only.
        data: read and written.
        low: the same, and zero at first, below 4 GiB.
        zeros: the same, above where there is room.
        rings: address and bytes of what is to be mapped twice in a row.
    """

    def __init__(self, bits: int) -> None:
        self.constants = Region(CONSTANTS, DATA, READ)
        self.data = Region(DATA, ZEROS, READ | WRITE)
        self.low = self.zeros = Region(ZEROS, _END, READ | WRITE, kept=False)
        if bits == 64:
            self.zeros = Region(HIGH, _HIGH_END, READ | WRITE, kept=False)
        self.rings: list[tuple[int, int]] = []

    def ring(self, size: int) -> int:
        """The address of ``2 * size`` bytes, the second half the first one again."""
        address = self.zeros.take(2 * size, PAGE)
        self.rings.append((address, size))
        return address

    def segments(self, packs: list[tuple[int, bytes]]) -> list[Segment]:
        """Everything in the order of the addresses."""
        code = [Segment(address, data, len(data), READ | RUN) for address, data in packs]
        regions = dict.fromkeys((self.constants, self.data, self.low, self.zeros))
        rest = [region.segment() for region in regions]
        every = [*code, *(segment for segment in rest if segment is not None)]
        return sorted(every, key=lambda segment: segment.address)


def packed(
    structure: type[ctypes.Structure], order: str, values: Mapping[str, int] | None = None
) -> bytes:
    """A structure of plain integers in the byte order of a target.

    Args:
        structure: one of `progpack.jit.native.layout`.
        order: ``<`` or ``>``.
        values: values of its fields; the others are 0.
    """
    given = values or {}
    return _form(structure, order).pack(*(given.get(name, 0) for name in names_of(structure)))


def fields_of(structure: type[ctypes.Structure], order: str, data: bytes) -> dict[str, int]:
    """Read the fields of a structure from bytes of the given byte order."""
    values = _form(structure, order).unpack(data)
    return dict(zip(names_of(structure), values, strict=True))


def names_of(structure: type[ctypes.Structure]) -> list[str]:
    """Names of the fields of a structure, in order."""
    return [name for name, *_ in _fields(structure)]


def _fields(structure: type[ctypes.Structure]) -> Any:
    return structure._fields_


def _form(structure: type[ctypes.Structure], order: str) -> struct.Struct:
    form = struct.Struct(order + "".join(_CODES[kind] for _, kind in _fields(structure)))
    if form.size != ctypes.sizeof(structure):
        raise AssertionError(f"{structure.__name__} has holes between its fields")
    return form
