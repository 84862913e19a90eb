"""Relocations of riscv64 (RISC-V ELF psABI, chapter 8), of code that is not to be relaxed."""

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

#: Reach of AUIPC and an instruction with 12 signed bits behind it.
_FAR: Final = (-(1 << 31) - 0x800, (1 << 31) - 0x800)


def _high(value: int) -> int:
    return value + 0x800 & 0xFFFFF000


def _branch(value: int) -> int:
    return (
        (value >> 12 & 1) << 31
        | (value >> 5 & 0x3F) << 25
        | (value >> 1 & 15) << 8
        | (value >> 11 & 1) << 7
    )


def _jump(value: int) -> int:
    return (
        (value >> 20 & 1) << 31
        | (value >> 1 & 0x3FF) << 21
        | (value >> 11 & 1) << 20
        | (value >> 12 & 0xFF) << 12
    )


_HIGH: Final = insert(0xFFFFF000, _high)
_LOW: Final = insert(0xFFF00000, lambda value: (value & 0xFFF) << 20)
_LOW_STORE: Final = insert(
    0xFE000F80, lambda value: (value >> 5 & 0x7F) << 25 | (value & 0x1F) << 7
)
_JAL: Final = insert(0xFFFFF000, _jump)
_BRANCH: Final = insert(0xFE000F80, _branch)


def _call(data: bytearray, offset: int, value: int) -> None:
    _HIGH(data, offset, value)
    _LOW(data, offset + 4, value)


def _put_compressed(data: bytearray, offset: int, mask: int, bits: int) -> None:
    word = struct.unpack_from("<H", data, offset)[0] & ~mask
    struct.pack_into("<H", data, offset, word | bits)


def _compressed_branch(data: bytearray, offset: int, value: int) -> None:
    bits = (value >> 8 & 1) << 12 | (value >> 3 & 3) << 10 | (value >> 6 & 3) << 5
    _put_compressed(data, offset, 0x1C7C, bits | (value >> 1 & 3) << 3 | (value >> 5 & 1) << 2)


def _compressed_jump(data: bytearray, offset: int, value: int) -> None:
    bits = (value >> 11 & 1) << 12 | (value >> 4 & 1) << 11 | (value >> 8 & 3) << 9
    bits |= (value >> 10 & 1) << 8 | (value >> 6 & 1) << 7 | (value >> 7 & 1) << 6
    _put_compressed(data, offset, 0x1FFC, bits | (value >> 1 & 7) << 3 | (value >> 5 & 1) << 2)


def _kind(
    name: str, of: Of, minus: Minus, reach: tuple[int, int], put: Put, size: int = 4, step: int = 1
) -> Kind:
    return Kind(f"R_RISCV_{name}", of, minus, *reach, put, step, size)


_NO: Final = Minus.NOTHING
_PLACE: Final = Minus.PLACE
_KINDS: Final = {
    1: _kind("32", Of.SYMBOL, _NO, (-(1 << 31), 1 << 32), put_32),
    2: _kind("64", Of.SYMBOL, _NO, ANY, put_64, 8),
    16: _kind("BRANCH", Of.SYMBOL, _PLACE, signed(13), _BRANCH, 4, 2),
    17: _kind("JAL", Of.BRANCH, _PLACE, signed(21), _JAL, 4, 2),
    18: _kind("CALL", Of.BRANCH, _PLACE, _FAR, _call, 8),
    19: _kind("CALL_PLT", Of.BRANCH, _PLACE, _FAR, _call, 8),
    20: _kind("GOT_HI20", Of.WORD, _PLACE, _FAR, _HIGH),
    23: _kind("PCREL_HI20", Of.SYMBOL, _PLACE, _FAR, _HIGH),
    24: _kind("PCREL_LO12_I", Of.PAIR, _PLACE, _FAR, _LOW),
    25: _kind("PCREL_LO12_S", Of.PAIR, _PLACE, _FAR, _LOW_STORE),
    26: _kind("HI20", Of.SYMBOL, _NO, _FAR, _HIGH),
    27: _kind("LO12_I", Of.SYMBOL, _NO, ANY, _LOW),
    28: _kind("LO12_S", Of.SYMBOL, _NO, ANY, _LOW_STORE),
    **{
        number + up: _kind(
            f"{name}{8 << up}", Of.SYMBOL, _NO, ANY, change("BHIQ"[up], sign), 1 << up
        )
        for number, name, sign in ((33, "ADD", 1), (37, "SUB", -1))
        for up in range(4)
    },
    44: _kind("RVC_BRANCH", Of.SYMBOL, _PLACE, signed(9), _compressed_branch, 2, 2),
    45: _kind("RVC_JUMP", Of.SYMBOL, _PLACE, signed(12), _compressed_jump, 2, 2),
    57: _kind("32_PCREL", Of.SYMBOL, _PLACE, signed(32), put_32),
    59: _kind("PLT32", Of.BRANCH, _PLACE, signed(32), put_32),
}


def _write_stub(text: bytearray, offset: int, at: int, word: int) -> None:
    # t3 is what the psABI's own stubs use.
    distance = word - at
    if not _FAR[0] <= distance < _FAR[1]:
        raise OutOfReachError(f"the table is {distance:#x} bytes away from the code")
    struct.pack_into(
        "<4I",
        text,
        offset,
        0x0000_0E17 | _high(distance),  # auipc t3, page of the word
        0x000E_3E03 | (distance & 0xFFF) << 20,  # ld t3, its offset there(t3)
        0x000E_0067,  # jr t3
        0x0010_0073,  # ebreak
    )


MACHINE: Final = Machine(
    "riscv64",
    243,
    _KINDS,
    16,
    b"\0\0",  # no instruction, whatever its length
    _write_stub,
    ignored=frozenset({51}),  # R_RISCV_RELAX
)
