"""Relocations of arm, 32 bits, ARM state (ELF for the Arm Architecture, IHI 0044, chapter 4.6)."""

from __future__ import annotations

import struct
from typing import Final

from progpack.link.machine import (
    Get,
    Kind,
    Machine,
    Minus,
    Of,
    Put,
    get_32,
    insert,
    put_32,
    signed,
)

__all__ = ["MACHINE"]

#: Distances wrap around at 4 GiB.
_ANY: Final = (-(1 << 33), 1 << 33)


def _get_branch(data: bytes, offset: int) -> int:
    word = get_32(data, offset) & 0xFFFFFF
    return ((word ^ 0x800000) - 0x800000) * 4


def _get_31(data: bytes, offset: int) -> int:
    word = get_32(data, offset) & 0x7FFFFFFF
    return (word ^ 0x40000000) - 0x40000000


def _get_move(data: bytes, offset: int) -> int:
    word = get_32(data, offset)
    value = word >> 4 & 0xF000 | word & 0xFFF
    return (value ^ 0x8000) - 0x8000


def _move(value: int) -> int:
    return (value & 0xF000) << 4 | value & 0xFFF


_BRANCH: Final = insert(0xFFFFFF, lambda value: value >> 2)
_31: Final = insert(0x7FFFFFFF, lambda value: value)
_MOVW: Final = insert(0xF0FFF, _move)
_MOVT: Final = insert(0xF0FFF, lambda value: _move(value >> 16))


def _kind(
    name: str,
    of: Of,
    minus: Minus,
    put: Put,
    get: Get,
    reach: tuple[int, int] = _ANY,
    step: int = 1,
) -> Kind:
    return Kind(f"R_ARM_{name}", of, minus, *reach, put, step, 4, get)


_NO: Final = Minus.NOTHING
_PLACE: Final = Minus.PLACE
_KINDS: Final = {
    2: _kind("ABS32", Of.SYMBOL, _NO, put_32, get_32),
    3: _kind("REL32", Of.SYMBOL, _PLACE, put_32, get_32),
    25: _kind("BASE_PREL", Of.TABLE, _PLACE, put_32, get_32),
    26: _kind("GOT_BREL", Of.WORD, Minus.TABLE, put_32, get_32),
    # A function in Thumb state has an odd address, which these do not reach: its stub does.
    28: _kind("CALL", Of.BRANCH, _PLACE, _BRANCH, _get_branch, signed(26), 4),
    29: _kind("JUMP24", Of.BRANCH, _PLACE, _BRANCH, _get_branch, signed(26), 4),
    42: _kind("PREL31", Of.SYMBOL, _PLACE, _31, _get_31, signed(31)),
    43: _kind("MOVW_ABS_NC", Of.SYMBOL, _NO, _MOVW, _get_move),
    44: _kind("MOVT_ABS", Of.SYMBOL, _NO, _MOVT, _get_move),
    45: _kind("MOVW_PREL_NC", Of.SYMBOL, _PLACE, _MOVW, _get_move),
    46: _kind("MOVT_PREL", Of.SYMBOL, _PLACE, _MOVT, _get_move),
    96: _kind("GOT_PREL", Of.WORD, _PLACE, put_32, get_32),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    del at  # addresses have 32 bits
    struct.pack_into(
        "<4I",
        text,
        offset,
        0xE300_C000 | _move(word),  # movw ip, low half of the word's address
        0xE340_C000 | _move(word >> 16),  # movt ip, high half
        0xE59C_F000,  # ldr pc, [ip], which changes to Thumb state where that is wanted
        0xE7FD_DEF1,  # udf
    )


MACHINE: Final = Machine(
    "arm32",
    40,
    _KINDS,
    16,
    b"\xf1\xde\xfd\xe7",
    _write_stub,
    word=4,
    ignored=frozenset({40}),  # R_ARM_V4BX
)
