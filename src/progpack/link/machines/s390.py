"""Relocations of s390x (ELF Application Binary Interface, s390x supplement, chapter 3)."""

from __future__ import annotations

import struct
from typing import Final

from progpack.link.machine import ANY, Kind, Machine, Minus, Of, OutOfReachError, Put, signed

__all__ = ["MACHINE"]


def _plain(letter: str, mask: int) -> Put:
    def put(data: bytearray, offset: int, value: int) -> None:
        struct.pack_into(f">{letter}", data, offset, value & mask)

    return put


def _halved(letter: str, mask: int) -> Put:
    """A distance in units of 2 bytes."""

    def put(data: bytearray, offset: int, value: int) -> None:
        struct.pack_into(f">{letter}", data, offset, value >> 1 & mask)

    return put


_PUT16: Final = _plain("H", 0xFFFF)
_PUT32: Final = _plain("I", 0xFFFFFFFF)
_PUT64: Final = _plain("Q", 0xFFFFFFFFFFFFFFFF)
_HALF16: Final = _halved("H", 0xFFFF)
_HALF32: Final = _halved("I", 0xFFFFFFFF)
_SIZES: Final[dict[Put, int]] = {_PUT16: 2, _HALF16: 2, _PUT64: 8}


def _kind(name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put, step: int = 1) -> Kind:
    return Kind(f"R_390_{name}", of, minus, *reach, put, step, _SIZES.get(put, 4))


_NO: Final = Minus.NOTHING
_PLACE: Final = Minus.PLACE
_KINDS: Final = {
    4: _kind("32", Of.SYMBOL, _NO, (-(1 << 31), 1 << 32), _PUT32),
    5: _kind("PC32", Of.SYMBOL, _PLACE, signed(32), _PUT32),
    16: _kind("PC16", Of.SYMBOL, _PLACE, signed(16), _PUT16),
    17: _kind("PC16DBL", Of.SYMBOL, _PLACE, signed(17), _HALF16, 2),
    19: _kind("PC32DBL", Of.SYMBOL, _PLACE, signed(33), _HALF32, 2),
    20: _kind("PLT32DBL", Of.BRANCH, _PLACE, signed(33), _HALF32, 2),
    21: _kind("GOTPCDBL", Of.TABLE, _PLACE, signed(33), _HALF32, 2),
    22: _kind("64", Of.SYMBOL, _NO, ANY, _PUT64),
    23: _kind("PC64", Of.SYMBOL, _PLACE, ANY, _PUT64),
    26: _kind("GOTENT", Of.WORD, _PLACE, signed(33), _HALF32, 2),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    # r1 is free in calls.
    distance = word - at
    low, high = signed(33)
    if not low <= distance < high:
        raise OutOfReachError(f"the table is {distance:#x} bytes away from the code")
    # lgrl %r1, word; br %r1
    struct.pack_into(">HiH", text, offset, 0xC418, distance >> 1, 0x07F1)


MACHINE: Final = Machine("s390", 22, _KINDS, 8, b"\0\0", _write_stub, big=True)
