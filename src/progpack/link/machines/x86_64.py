"""Relocations of x86-64 (System V ABI, AMD64 supplement, table 4.9; both code models)."""

from __future__ import annotations

from typing import Final

from progpack.link.machine import (
    ANY,
    Kind,
    Machine,
    Minus,
    Of,
    OutOfReachError,
    Put,
    put_16,
    put_32,
    put_64,
)

__all__ = ["MACHINE"]

_S32: Final = (-(1 << 31), 1 << 31)
_U32: Final = (0, 1 << 32)


def _put_8(data: bytearray, offset: int, value: int) -> None:
    data[offset] = value & 0xFF


def _kind(name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put) -> Kind:
    return Kind(f"R_X86_64_{name}", of, minus, *reach, put, size=_SIZES.get(put, 4))


_SIZES: Final[dict[Put, int]] = {put_64: 8, put_16: 2, _put_8: 1}


_NO: Final = Minus.NOTHING
_KINDS: Final = {
    1: _kind("64", Of.SYMBOL, _NO, ANY, put_64),
    2: _kind("PC32", Of.SYMBOL, Minus.PLACE, _S32, put_32),
    3: _kind("GOT32", Of.WORD, Minus.TABLE, _S32, put_32),
    4: _kind("PLT32", Of.BRANCH, Minus.PLACE, _S32, put_32),
    9: _kind("GOTPCREL", Of.WORD, Minus.PLACE, _S32, put_32),
    10: _kind("32", Of.SYMBOL, _NO, _U32, put_32),
    11: _kind("32S", Of.SYMBOL, _NO, _S32, put_32),
    12: _kind("16", Of.SYMBOL, _NO, (0, 1 << 16), put_16),
    13: _kind("PC16", Of.SYMBOL, Minus.PLACE, (-(1 << 15), 1 << 15), put_16),
    14: _kind("8", Of.SYMBOL, _NO, (0, 1 << 8), _put_8),
    15: _kind("PC8", Of.SYMBOL, Minus.PLACE, (-(1 << 7), 1 << 7), _put_8),
    24: _kind("PC64", Of.SYMBOL, Minus.PLACE, ANY, put_64),
    25: _kind("GOTOFF64", Of.SYMBOL, Minus.TABLE, ANY, put_64),
    26: _kind("GOTPC32", Of.TABLE, Minus.PLACE, _S32, put_32),
    27: _kind("GOT64", Of.WORD, Minus.TABLE, ANY, put_64),
    28: _kind("GOTPCREL64", Of.WORD, Minus.PLACE, ANY, put_64),
    29: _kind("GOTPC64", Of.TABLE, Minus.PLACE, ANY, put_64),
    # The stub is needed for 32 bits only; here the distance to the function itself will do.
    31: _kind("PLTOFF64", Of.SYMBOL, Minus.TABLE, ANY, put_64),
    # The X says that the instruction could do without the table; it is left as it is.
    41: _kind("GOTPCRELX", Of.WORD, Minus.PLACE, _S32, put_32),
    42: _kind("REX_GOTPCRELX", Of.WORD, Minus.PLACE, _S32, put_32),
    43: _kind("CODE_4_GOTPCRELX", Of.WORD, Minus.PLACE, _S32, put_32),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    distance = word - (at + 6)
    if not _S32[0] <= distance < _S32[1]:
        raise OutOfReachError(f"the table is {distance:#x} bytes away from the code")
    text[offset : offset + 2] = b"\xff\x25"  # jmp *distance(%rip)
    put_32(text, offset + 2, distance)


MACHINE: Final = Machine("x86-64", 62, _KINDS, 8, b"\xcc", _write_stub)
