"""Relocations of arm64 (ELF for the Arm 64-bit Architecture, IHI 0056, chapter 5.7)."""

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
    insert,
    put_16,
    put_32,
    put_64,
    signed,
)

__all__ = ["MACHINE"]

_S32: Final = (-(1 << 31), 1 << 31)
#: Reach of ADRP, in bytes: 21 bits of pages.
_S33: Final = (-(1 << 32), 1 << 32)
_NO: Final = Minus.NOTHING


def _adr(value: int) -> int:
    return (value & 3) << 29 | (value >> 2 & 0x7FFFF) << 5


_BRANCH26: Final = insert(0x03FF_FFFF, lambda value: value >> 2 & 0x03FF_FFFF)
_BRANCH19: Final = insert(0x00FF_FFE0, lambda value: (value >> 2 & 0x7FFFF) << 5)
_BRANCH14: Final = insert(0x0007_FFE0, lambda value: (value >> 2 & 0x3FFF) << 5)
_ADR: Final = insert(0x60FF_FFE0, _adr)
_ADRP: Final = insert(0x60FF_FFE0, lambda value: _adr(value >> 12))


def _kind(name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put, step: int = 1) -> Kind:
    return Kind(f"R_AARCH64_{name}", of, minus, *reach, put, step, _SIZES.get(put, 4))


_SIZES: Final[dict[Put, int]] = {put_64: 8, put_16: 2}


def _low12(name: str, shift: int, of: Of = Of.SYMBOL) -> Kind:
    """The low 12 bits of an address, in units of what is loaded or stored."""
    put = insert(0xFFF << 10, lambda value: (value & 0xFFF) >> shift << 10)
    return _kind(name, of, _NO, ANY, put, 1 << shift)


def _move(name: str, group: int, *, check: bool) -> Kind:
    put = insert(0xFFFF << 5, lambda value: (value >> 16 * group & 0xFFFF) << 5)
    return _kind(name, Of.SYMBOL, _NO, (0, 1 << 16 * (group + 1)) if check else ANY, put)


_KINDS: Final = {
    257: _kind("ABS64", Of.SYMBOL, _NO, ANY, put_64),
    258: _kind("ABS32", Of.SYMBOL, _NO, (-(1 << 31), 1 << 32), put_32),
    259: _kind("ABS16", Of.SYMBOL, _NO, (-(1 << 15), 1 << 16), put_16),
    260: _kind("PREL64", Of.SYMBOL, Minus.PLACE, ANY, put_64),
    261: _kind("PREL32", Of.SYMBOL, Minus.PLACE, (-(1 << 31), 1 << 32), put_32),
    262: _kind("PREL16", Of.SYMBOL, Minus.PLACE, (-(1 << 15), 1 << 16), put_16),
    263: _move("MOVW_UABS_G0", 0, check=True),
    264: _move("MOVW_UABS_G0_NC", 0, check=False),
    265: _move("MOVW_UABS_G1", 1, check=True),
    266: _move("MOVW_UABS_G1_NC", 1, check=False),
    267: _move("MOVW_UABS_G2", 2, check=True),
    268: _move("MOVW_UABS_G2_NC", 2, check=False),
    269: _move("MOVW_UABS_G3", 3, check=True),
    273: _kind("LD_PREL_LO19", Of.SYMBOL, Minus.PLACE, signed(21), _BRANCH19, 4),
    274: _kind("ADR_PREL_LO21", Of.SYMBOL, Minus.PLACE, signed(21), _ADR),
    275: _kind("ADR_PREL_PG_HI21", Of.SYMBOL, Minus.PAGE, _S33, _ADRP),
    276: _kind("ADR_PREL_PG_HI21_NC", Of.SYMBOL, Minus.PAGE, ANY, _ADRP),
    277: _low12("ADD_ABS_LO12_NC", 0),
    278: _low12("LDST8_ABS_LO12_NC", 0),
    279: _kind("TSTBR14", Of.SYMBOL, Minus.PLACE, signed(16), _BRANCH14, 4),
    280: _kind("CONDBR19", Of.SYMBOL, Minus.PLACE, signed(21), _BRANCH19, 4),
    282: _kind("JUMP26", Of.BRANCH, Minus.PLACE, signed(28), _BRANCH26, 4),
    283: _kind("CALL26", Of.BRANCH, Minus.PLACE, signed(28), _BRANCH26, 4),
    284: _low12("LDST16_ABS_LO12_NC", 1),
    285: _low12("LDST32_ABS_LO12_NC", 2),
    286: _low12("LDST64_ABS_LO12_NC", 3),
    299: _low12("LDST128_ABS_LO12_NC", 4),
    309: _kind("GOT_LD_PREL19", Of.WORD, Minus.PLACE, signed(21), _BRANCH19, 4),
    311: _kind("ADR_GOT_PAGE", Of.WORD, Minus.PAGE, _S33, _ADRP),
    312: _low12("LD64_GOT_LO12_NC", 3, Of.WORD),
    314: _kind("PLT32", Of.BRANCH, Minus.PLACE, _S32, put_32),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    # x16 is the register that a veneer may use (AAPCS64, 6.1.1).
    pages = (word & ~0xFFF) - (at & ~0xFFF)
    if not _S33[0] <= pages < _S33[1]:
        raise OutOfReachError(f"the table is {word - at:#x} bytes away from the code")
    struct.pack_into(
        "<4I",
        text,
        offset,
        0x9000_0010 | _adr(pages >> 12),  # adrp x16, page of the word
        0xF940_0210 | (word & 0xFFF) >> 3 << 10,  # ldr x16, [x16, its offset there]
        0xD61F_0200,  # br x16
        0xD420_0000,  # brk #0
    )


MACHINE: Final = Machine("arm64", 183, _KINDS, 16, b"\x00\x00\x20\xd4", _write_stub)
