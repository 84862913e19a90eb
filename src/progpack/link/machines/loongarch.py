"""Relocations of loongarch64 (ELF for the LoongArch Architecture), of code not to be relaxed."""

from __future__ import annotations

import struct
from typing import Final

from progpack.link.machine import (
    ANY,
    Kind,
    Machine,
    Minus,
    Of,
    OutOfReachError,
    Put,
    change,
    insert,
    put_32,
    put_64,
    signed,
)

__all__ = ["MACHINE"]

_FAR: Final = (-(1 << 31) - 0x800, (1 << 31) - 0x800)


def _split(value: int, high: int) -> int:
    """Words of an offset whose upper ``high`` bits have the lowest place in the instruction."""
    value >>= 2
    return (value & 0xFFFF) << 10 | value >> 16 & (1 << high) - 1


_B16: Final = insert(0xFFFF << 10, lambda value: (value >> 2 & 0xFFFF) << 10)
_B21: Final = insert(0xFFFF << 10 | 0x1F, lambda value: _split(value, 5))
_B26: Final = insert(0x3FFFFFF, lambda value: _split(value, 10))
_HIGH: Final = insert(0xFFFFF << 5, lambda value: (value >> 12 & 0xFFFFF) << 5)
_LOW: Final = insert(0xFFF << 10, lambda value: (value & 0xFFF) << 10)


def _call36(data: bytearray, offset: int, value: int) -> None:
    """PCADDU18I and JIRL."""
    _HIGH(data, offset, (value + 0x20000 >> 18) << 12)
    _B16(data, offset + 4, value)


def _kind(
    name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put, size: int = 4, step: int = 1
) -> Kind:
    return Kind(f"R_LARCH_{name}", of, minus, *reach, put, step, size)


_NO: Final = Minus.NOTHING
_PLACE: Final = Minus.PLACE
_KINDS: Final = {
    1: _kind("32", Of.SYMBOL, _NO, (-(1 << 31), 1 << 32), put_32),
    2: _kind("64", Of.SYMBOL, _NO, ANY, put_64, 8),
    **{
        number: _kind(name, Of.SYMBOL, _NO, ANY, change(letter, sign), size)
        for number, name, letter, sign, size in (
            (47, "ADD8", "B", 1, 1),
            (48, "ADD16", "H", 1, 2),
            (50, "ADD32", "I", 1, 4),
            (51, "ADD64", "Q", 1, 8),
            (52, "SUB8", "B", -1, 1),
            (53, "SUB16", "H", -1, 2),
            (55, "SUB32", "I", -1, 4),
            (56, "SUB64", "Q", -1, 8),
        )
    },
    64: _kind("B16", Of.SYMBOL, _PLACE, signed(18), _B16, 4, 4),
    65: _kind("B21", Of.SYMBOL, _PLACE, signed(23), _B21, 4, 4),
    66: _kind("B26", Of.BRANCH, _PLACE, signed(28), _B26, 4, 4),
    71: _kind("PCALA_HI20", Of.SYMBOL, Minus.ROUNDED_PAGE, signed(32), _HIGH),
    72: _kind("PCALA_LO12", Of.SYMBOL, _NO, ANY, _LOW),
    75: _kind("GOT_PC_HI20", Of.WORD, Minus.ROUNDED_PAGE, signed(32), _HIGH),
    76: _kind("GOT_PC_LO12", Of.WORD, _NO, ANY, _LOW),
    99: _kind("32_PCREL", Of.SYMBOL, _PLACE, signed(32), put_32),
    109: _kind("64_PCREL", Of.SYMBOL, _PLACE, ANY, put_64, 8),
    110: _kind(
        "CALL36", Of.BRANCH, _PLACE, (-(1 << 37) - 0x20000, (1 << 37) - 0x20000), _call36, 8, 4
    ),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    # t0, which calls do not keep.
    distance = word - at
    if not _FAR[0] <= distance < _FAR[1]:
        raise OutOfReachError(f"the table is {distance:#x} bytes away from the code")
    struct.pack_into(
        "<4I",
        text,
        offset,
        0x1C00_000C | (distance + 0x800 >> 12 & 0xFFFFF) << 5,  # pcaddu12i $t0, page
        0x28C0_018C | (distance & 0xFFF) << 10,  # ld.d $t0, $t0, offset
        0x4C00_0180,  # jr $t0
        0x002A_0000,  # break 0
    )


MACHINE: Final = Machine(
    "loongarch",
    258,
    _KINDS,
    16,
    b"\0\0\x2a\0",
    _write_stub,
    ignored=frozenset({100}),  # R_LARCH_RELAX
)
