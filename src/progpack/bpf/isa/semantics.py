"""Operations of RFC 9669 on numbers: the interpreter's arithmetic, and nothing else.

Operands are unsigned numbers of ``bits`` bits (32 or 64). Results of `ALU` and `ATOMIC` may be
outside of that range and even negative: the caller keeps the low ``bits`` bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from progpack.bpf.isa import insn as isa

__all__ = ["ALU", "ATOMIC", "JUMP", "SIGNED_ALU", "signed", "swap"]


def signed(value: int, bits: int) -> int:
    """The low ``bits`` bits of ``value`` as a two's complement number."""
    sign = 1 << (bits - 1)
    return ((value & ((1 << bits) - 1)) ^ sign) - sign


def swap(value: int, bits: int) -> int:
    """The low ``bits`` bits (16, 32 or 64) of ``value`` with their bytes in reverse order."""
    size = bits // 8
    return int.from_bytes((value & ((1 << bits) - 1)).to_bytes(size, "little"), "big")


def _sdiv(a: int, b: int, bits: int) -> int:
    """Signed division that truncates toward zero; by zero it gives 0."""
    a, b = signed(a, bits), signed(b, bits)
    if b == 0:
        return 0
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _smod(a: int, b: int, bits: int) -> int:
    """The remainder of `_sdiv`, with the sign of the dividend; by zero it gives the dividend."""
    a, b = signed(a, bits), signed(b, bits)
    if b == 0:
        return a
    remainder = abs(a) % abs(b)
    return -remainder if a < 0 else remainder


#: Operation of ALU and ALU64 -> result from dst, src and bits (RFC 9669, 4.1).
ALU: Final[dict[int, Callable[[int, int, int], int]]] = {
    isa.BPF_ADD: lambda a, b, bits: a + b,
    isa.BPF_SUB: lambda a, b, bits: a - b,
    isa.BPF_MUL: lambda a, b, bits: a * b,
    isa.BPF_DIV: lambda a, b, bits: a // b if b else 0,
    isa.BPF_OR: lambda a, b, bits: a | b,
    isa.BPF_AND: lambda a, b, bits: a & b,
    isa.BPF_LSH: lambda a, b, bits: a << (b & (bits - 1)),
    isa.BPF_RSH: lambda a, b, bits: a >> (b & (bits - 1)),
    isa.BPF_NEG: lambda a, b, bits: -a,
    isa.BPF_MOD: lambda a, b, bits: a % b if b else a,
    isa.BPF_XOR: lambda a, b, bits: a ^ b,
    isa.BPF_MOV: lambda a, b, bits: b,
    isa.BPF_ARSH: lambda a, b, bits: signed(a, bits) >> (b & (bits - 1)),
}

#: The same for division and modulo with offset 1, which makes them signed.
SIGNED_ALU: Final[dict[int, Callable[[int, int, int], int]]] = {
    isa.BPF_DIV: _sdiv,
    isa.BPF_MOD: _smod,
}

#: Operation of JMP and JMP32 -> whether the jump is taken (RFC 9669, 4.3).
JUMP: Final[dict[int, Callable[[int, int, int], bool]]] = {
    isa.BPF_JEQ: lambda a, b, bits: a == b,
    isa.BPF_JGT: lambda a, b, bits: a > b,
    isa.BPF_JGE: lambda a, b, bits: a >= b,
    isa.BPF_JSET: lambda a, b, bits: a & b != 0,
    isa.BPF_JNE: lambda a, b, bits: a != b,
    isa.BPF_JSGT: lambda a, b, bits: signed(a, bits) > signed(b, bits),
    isa.BPF_JSGE: lambda a, b, bits: signed(a, bits) >= signed(b, bits),
    isa.BPF_JLT: lambda a, b, bits: a < b,
    isa.BPF_JLE: lambda a, b, bits: a <= b,
    isa.BPF_JSLT: lambda a, b, bits: signed(a, bits) < signed(b, bits),
    isa.BPF_JSLE: lambda a, b, bits: signed(a, bits) <= signed(b, bits),
}

#: Operation of an atomic instruction without its FETCH bit -> new value of the memory from the
#: old one and the source register (RFC 9669, 5.3). XCHG counts as an operation; CMPXCHG is none.
ATOMIC: Final[dict[int, Callable[[int, int], int]]] = {
    isa.BPF_ADD: lambda old, src: old + src,
    isa.BPF_OR: lambda old, src: old | src,
    isa.BPF_AND: lambda old, src: old & src,
    isa.BPF_XOR: lambda old, src: old ^ src,
    isa.BPF_XCHG & ~isa.BPF_FETCH: lambda old, src: src,
}
