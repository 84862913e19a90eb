"""The description of a machine's relocations: what is computed, how far it reaches, how written."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Final

from progpack.records import dataclass

__all__ = [
    "ANY",
    "Get",
    "Kind",
    "Machine",
    "Minus",
    "Of",
    "OutOfReachError",
    "Put",
    "change",
    "get_32",
    "insert",
    "put_16",
    "put_32",
    "put_64",
    "signed",
]


ANY: Final = (-(1 << 64), 1 << 64)
"""The reach of what keeps some of a value's bits and drops the others: no value is too far."""


class OutOfReachError(Exception):
    """A value does not fit into its field; the linker says where the field is."""


class Of(Enum):
    """The thing whose address a relocation asks for."""

    SYMBOL = auto()
    #: The symbol, or a stub that jumps there: the place is a call or a jump.
    BRANCH = auto()
    #: The word of the table that holds the symbol's address.
    WORD = auto()
    #: The table itself.
    TABLE = auto()
    #: The value of the relocation at the symbol: this place holds the low bits of that distance.
    PAIR = auto()


class Minus(Enum):
    """The address that is subtracted from that address (and the addend)."""

    NOTHING = auto()
    #: The address of the place.
    PLACE = auto()
    #: Both are rounded down to 4 KiB first.
    PAGE = auto()
    #: Like PAGE, after 0x800 was added to the first, since the low 12 bits are added as signed
    #: ones.
    ROUNDED_PAGE = auto()
    #: The address of the table (and `Machine.toc`).
    TABLE = auto()


Put = Callable[[bytearray, int, int], None]
"""Writes a value: (bytes, offset, value)."""
Get = Callable[[bytes, int], int]
"""Reads an addend that is kept in the place itself: (bytes, offset)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One relocation type.

    Attributes:
        name: in the psABI.
        of: what it wants the address of.
        minus: what is subtracted.
        low: the lowest value that can be written.
        high: the first one that is too high.
        put: writes it.
        step: values are multiples of this.
        size: bytes that it writes.
        get: reads the addend where the object's relocations have none of their own; None for
            machines whose relocations have one.
    """

    name: str
    of: Of
    minus: Minus
    low: int
    high: int
    put: Put
    step: int = 1
    size: int = 4
    get: Get | None = None

    def reaches(self, value: int) -> bool:
        """Whether a value can be written."""
        return self.low <= value < self.high and not value % self.step

    def write(self, data: bytearray, offset: int, value: int) -> None:
        """Put a value where the relocation wants it.

        Raises:
            OutOfReachError: the value cannot be written.
        """
        if not self.low <= value < self.high:
            raise OutOfReachError(f"{value:#x} is not from {self.low:#x} to {self.high - 1:#x}")
        if value % self.step:
            raise OutOfReachError(f"{value:#x} is not a multiple of {self.step}")
        self.put(data, offset, value)


@dataclass(frozen=True, slots=True)
class Machine:
    """The differences between machines, as far as linking is concerned.

    Attributes:
        name: the architecture's name in `progpack.arch`.
        number: ``EM_`` number of the machine's objects.
        kinds: relocation types by number.
        stub_size: bytes of a stub.
        filler: one trapping instruction; its length divides ``stub_size``.
        write_stub: (text, offset of the stub, its address, address of the word to jump through).
        big: whether numbers are stored most significant byte first.
        word: bytes of an address.
        ignored: relocation types that ask for nothing here.
        toc: distance of the register that data are addressed from above the table's address, bytes.
        always_stub: whether calls leave an image through stubs only.
        after_stub: (text, offset of such a call): changes the code so that it restores the table's
            register when the call returns.
        local_entry: ``st_other`` of a function to the distance between its two entries, bytes.
    """

    name: str
    number: int
    kinds: Mapping[int, Kind]
    stub_size: int
    filler: bytes
    write_stub: Callable[[bytearray, int, int, int], None]
    big: bool = False
    word: int = 8
    ignored: frozenset[int] = frozenset()
    toc: int = 0
    always_stub: bool = False
    after_stub: Callable[[bytearray, int], None] | None = None
    local_entry: Callable[[int], int] | None = None

    def address(self, value: int) -> bytes:
        """An address as the machine stores it."""
        return value.to_bytes(self.word, "big" if self.big else "little")


def put_32(data: bytearray, offset: int, value: int) -> None:
    """Write 32 bits, signed or not."""
    struct.pack_into("<I", data, offset, value & 0xFFFFFFFF)


def put_64(data: bytearray, offset: int, value: int) -> None:
    """Write 64 bits, signed or not."""
    struct.pack_into("<Q", data, offset, value & 0xFFFFFFFFFFFFFFFF)


def put_16(data: bytearray, offset: int, value: int) -> None:
    """Write 16 bits, signed or not."""
    struct.pack_into("<H", data, offset, value & 0xFFFF)


def change(letter: str, sign: int) -> Put:
    """Return a writer that adds a value to the number in place, for differences of two labels.

    Args:
        letter: format of the number in the module ``struct``.
        sign: 1 to add the value, -1 to subtract it.
    """
    form = struct.Struct(f"<{letter}")
    mask = (1 << 8 * form.size) - 1

    def put(data: bytearray, offset: int, value: int) -> None:
        form.pack_into(data, offset, form.unpack_from(data, offset)[0] + sign * value & mask)

    return put


def get_32(data: bytes, offset: int) -> int:
    """Read 32 bits, signed."""
    value: int = struct.unpack_from("<i", data, offset)[0]
    return value


def insert(mask: int, encode: Callable[[int], int]) -> Put:
    """Return a writer that puts an encoded value into the bits ``mask`` of a 32-bit instruction."""

    def put(data: bytearray, offset: int, value: int) -> None:
        word = struct.unpack_from("<I", data, offset)[0] & ~mask
        struct.pack_into("<I", data, offset, word | encode(value) & mask)

    return put


def signed(bits: int) -> tuple[int, int]:
    """The lowest number that so many bits hold, and the first that is too high."""
    return -(1 << bits - 1), 1 << bits - 1
