"""Machine code of the host for tests."""

from __future__ import annotations

import pytest

from progpack import arch
from progpack.arch.code import constant

HOST = arch.host()
TRAP = HOST.trap

_ADD = {
    "x86-64": "488d0437c3",  # lea rax, [rdi + rsi]; ret
    "arm64": "0000018bc0035fd6",  # add x0, x0, x1; ret
    "riscv64": "3305b50067800000",  # add a0, a0, a1; ret
    "powerpc": "1422637c2000804e",  # add r3, r3, r4; blr
    "s390": "b908002307fe",  # agr %r2, %r3; br %r14
}
_CALL = {
    # sub rsp, 8; call rdi; add rsp, 8; ret
    "x86-64": "4883ec08ffd74883c408c3",
    # stp x29, x30, [sp, -16]!; blr x0; ldp x29, x30, [sp], 16; ret
    "arm64": "fd7bbfa900003fd6fd7bc1a8c0035fd6",
}
_SPIN = {
    "x86-64": "8b0785c074fac3",  # 1: mov eax, [rdi]; test eax, eax; jz 1b; ret
    "arm64": "010040b9e1ffff34e003012ac0035fd6",  # 1: ldr w1, [x0]; cbz w1, 1b; mov w0, w1; ret
}


def returning(value: int, size: int = 0) -> bytes:
    """A function of no arguments that returns ``value``, with traps after it up to ``size``."""
    code = constant(HOST, value)
    return code + HOST.trap_fill(-(len(code) - size) if size > len(code) else 0)


def adding() -> bytes:
    """``uint64_t(uint64_t, uint64_t)`` that adds."""
    if HOST.name not in _ADD:
        pytest.skip(f"no addition in machine code of {HOST.name} here")
    return bytes.fromhex(_ADD[HOST.name])


def pattern(seed: int, size: int) -> bytes:
    """Bytes that no other seed has and that are no traps; not to be run."""
    period = bytes((seed * 37 + i * 11) % 199 + 1 for i in range(min(size, 199)))
    return (period * (size // 199 + 1))[:size]


def calling() -> bytes:
    """``int(void *)`` that calls what it is given and comes back here before it returns."""
    return _for_host(_CALL, "a call")


def spinning() -> bytes:
    """``int(int *)`` that waits until the number it points to is not 0."""
    return _for_host(_SPIN, "a loop")


def twice(value: int) -> bytes:
    """``uint64_t()`` that returns ``value`` in both halves, from two constants."""
    if HOST.name != "x86-64":
        pytest.skip(f"no two constants in machine code of {HOST.name} here")
    word = value.to_bytes(4, "little")
    # mov eax, value; mov edx, value; shl rdx, 32; or rax, rdx; ret
    return b"\xb8" + word + b"\xba" + word + bytes.fromhex("48c1e2204809d0c3")


def driver() -> bytes:
    """``int64_t(uint64_t (*function)(), int64_t n)``: of ``n`` results, how many were mixtures.

    One is a mixture when its halves differ.
    """
    # push rbx; push r12; push r13; mov rbx, rdi; mov r12, rsi; xor r13d, r13d
    # 1: call rbx; mov rcx, rax; shr rcx, 32; cmp eax, ecx; je 2f; inc r13
    # 2: dec r12; jnz 1b; mov rax, r13; pop r13; pop r12; pop rbx; ret
    code = (
        "53415441554889fb4989f44531edffd34889c148c1e92039c8740349ffc549ffcc75eb4c89e8415d415c5bc3"
    )
    return _for_host({"x86-64": code}, "a loop of calls")


def _for_host(codes: dict[str, str], what: str) -> bytes:
    if HOST.name not in codes:
        pytest.skip(f"no {what} in machine code of {HOST.name} here")
    return bytes.fromhex(codes[HOST.name])
