"""How a machine's relocations are described: what is computed, how far it reaches, how written."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["Kind", "Machine", "Minus", "Of", "OutOfReachError", "Put", "put_32", "put_64"]


class OutOfReachError(Exception):
    """A value does not fit where it is to be written; the linker says where that is."""


class Of(Enum):
    """What a relocation wants the address of."""

    SYMBOL = auto()
    #: The symbol, or a stub that jumps there: the place is a call or a jump.
    BRANCH = auto()
    #: The word of the table that holds the symbol's address.
    WORD = auto()
    #: The table itself.
    TABLE = auto()


class Minus(Enum):
    """What is subtracted from that address (and the addend)."""

    NOTHING = auto()
    #: The address of the place.
    PLACE = auto()
    #: Both are rounded down to 4 KiB first.
    PAGE = auto()
    #: The address of the table.
    TABLE = auto()


Put = Callable[[bytearray, int, int], None]
"""Writes a value: (bytes, offset, value)."""


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
    """

    name: str
    of: Of
    minus: Minus
    low: int
    high: int
    put: Put
    step: int = 1
    size: int = 4

    def reaches(self, value: int) -> bool:
        """Whether a value can be written."""
        return self.low <= value < self.high and not value % self.step

    def write(self, data: bytearray, offset: int, value: int) -> None:
        """Put a value where the relocation wants it.

        Raises:
            OutOfReachError: it cannot be written.
        """
        if not self.low <= value < self.high:
            raise OutOfReachError(f"{value:#x} is not from {self.low:#x} to {self.high - 1:#x}")
        if value % self.step:
            raise OutOfReachError(f"{value:#x} is not a multiple of {self.step}")
        self.put(data, offset, value)


@dataclass(frozen=True, slots=True)
class Machine:
    """What differs from machine to machine.

    Attributes:
        name: as in `progpack.arch`.
        number: ``EM_`` number of its objects.
        kinds: relocation types by number.
        stub_size: bytes of a stub.
        filler: one trapping instruction; its length divides ``stub_size``.
        write_stub: (text, offset of the stub, its address, address of the word to jump through).
    """

    name: str
    number: int
    kinds: Mapping[int, Kind]
    stub_size: int
    filler: bytes
    write_stub: Callable[[bytearray, int, int, int], None]


def put_32(data: bytearray, offset: int, value: int) -> None:
    """Write 32 bits, signed or not."""
    struct.pack_into("<I", data, offset, value & 0xFFFFFFFF)


def put_64(data: bytearray, offset: int, value: int) -> None:
    """Write 64 bits, signed or not."""
    struct.pack_into("<Q", data, offset, value & 0xFFFFFFFFFFFFFFFF)
