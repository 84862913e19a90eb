"""Relocations of ppc64le (Power Architecture 64-bit ELF V2 ABI, chapter 3).

Data are addressed from r2, which each function finds out from its own address when it is called
from elsewhere (in r12); a call within an image goes to the second entry, behind that. Calls that
leave an image go through a stub, which keeps r2, and the place behind them takes it back.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

from progpack.link.machine import (
    ANY,
    Kind,
    Machine,
    Minus,
    Of,
    OutOfReachError,
    Put,
    insert,
    put_16,
    put_32,
    put_64,
    signed,
)

__all__ = ["MACHINE"]

#: Reach of ADDIS and an instruction with 16 signed bits behind it.
_FAR: Final = (-(1 << 31) - 0x8000, (1 << 31) - 0x8000)
_NOP: Final = 0x60000000
_LD_R2: Final = 0xE8410018  # ld r2, 24(r1)


def _half(encode: Callable[[int], int]) -> Put:
    def put(data: bytearray, offset: int, value: int) -> None:
        put_16(data, offset, encode(value))

    return put


_LOW: Final = _half(lambda value: value)
_HIGH: Final = _half(lambda value: value >> 16)
_ADJUSTED: Final = _half(lambda value: value + 0x8000 >> 16)


def _low_ds(data: bytearray, offset: int, value: int) -> None:
    """14 bits above two that belong to the instruction."""
    put_16(data, offset, value & 0xFFFC | data[offset] & 3)


_REL24: Final = insert(0x03FFFFFC, lambda value: value)
_REL14: Final = insert(0x0000FFFC, lambda value: value)
_SIZES: Final[dict[Put, int]] = {
    put_64: 8,
    **dict.fromkeys((put_16, _LOW, _HIGH, _ADJUSTED, _low_ds), 2),
}


def _kind(name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put, step: int = 1) -> Kind:
    return Kind(f"R_PPC64_{name}", of, minus, *reach, put, step, _SIZES.get(put, 4))


_NO: Final = Minus.NOTHING
_PLACE: Final = Minus.PLACE
_TOC: Final = Minus.TABLE
_KINDS: Final = {
    1: _kind("ADDR32", Of.SYMBOL, _NO, (-(1 << 31), 1 << 32), put_32),
    10: _kind("REL24", Of.BRANCH, _PLACE, signed(26), _REL24, 4),
    11: _kind("REL14", Of.SYMBOL, _PLACE, signed(16), _REL14, 4),
    26: _kind("REL32", Of.SYMBOL, _PLACE, signed(32), put_32),
    38: _kind("ADDR64", Of.SYMBOL, _NO, ANY, put_64),
    44: _kind("REL64", Of.SYMBOL, _PLACE, ANY, put_64),
    47: _kind("TOC16", Of.SYMBOL, _TOC, signed(16), put_16),
    48: _kind("TOC16_LO", Of.SYMBOL, _TOC, ANY, _LOW),
    49: _kind("TOC16_HI", Of.SYMBOL, _TOC, signed(32), _HIGH),
    50: _kind("TOC16_HA", Of.SYMBOL, _TOC, _FAR, _ADJUSTED),
    63: _kind("TOC16_DS", Of.SYMBOL, _TOC, signed(16), _low_ds, 4),
    64: _kind("TOC16_LO_DS", Of.SYMBOL, _TOC, ANY, _low_ds, 4),
    249: _kind("REL16", Of.SYMBOL, _PLACE, signed(16), put_16),
    250: _kind("REL16_LO", Of.SYMBOL, _PLACE, ANY, _LOW),
    251: _kind("REL16_HI", Of.SYMBOL, _PLACE, signed(32), _HIGH),
    252: _kind("REL16_HA", Of.SYMBOL, _PLACE, _FAR, _ADJUSTED),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    del at  # the word's address is put together, since r2 may be anybody's
    struct.pack_into(
        "<12I",
        text,
        offset,
        0xF841_0018,  # std r2, 24(r1)
        0x3D80_0000 | word >> 48 & 0xFFFF,  # lis r12, bits 48 to 63 of the word's address
        0x618C_0000 | word >> 32 & 0xFFFF,  # ori r12, r12, bits 32 to 47
        0x798C_07C6,  # sldi r12, r12, 32
        0x658C_0000 | word >> 16 & 0xFFFF,  # oris r12, r12, bits 16 to 31
        0x618C_0000 | word & 0xFFFF,  # ori r12, r12, bits 0 to 15
        0xE98C_0000,  # ld r12, 0(r12)
        0x7D89_03A6,  # mtctr r12
        0x4E80_0420,  # bctr
        *[0x7FE0_0008] * 3,  # trap
    )


def _after_stub(text: bytearray, offset: int) -> None:
    """Restore r2 behind a call that goes through a stub, where the compiler left a nop for that.

    Raises:
        OutOfReachError: there is no nop behind the call.
    """
    call, after = struct.unpack_from("<II", text + b"\0\0\0\0", offset)
    if after != _NOP or not call & 1:
        raise OutOfReachError("a call leaves the image, and no nop follows that could restore r2")
    struct.pack_into("<I", text, offset + 4, _LD_R2)


def _local_entry(other: int) -> int:
    """st_other's upper three bits: log2 of the distance, 0 and 1 for none (chapter 3.4.1)."""
    return (1 << (other >> 5)) >> 2 << 2


MACHINE: Final = Machine(
    "powerpc",
    21,
    _KINDS,
    48,
    b"\x08\0\xe0\x7f",
    _write_stub,
    toc=0x8000,
    always_stub=True,
    after_stub=_after_stub,
    local_entry=_local_entry,
)
