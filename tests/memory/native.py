"""Machine code of the host for tests."""

from __future__ import annotations

import pytest

from progpack import arch
from progpack.memory import scratch

HOST = arch.host()
TRAP = HOST.trap

_ADD = {
    "x86-64": "488d0437c3",  # lea rax, [rdi + rsi]; ret
    "arm64": "0000018bc0035fd6",  # add x0, x0, x1; ret
    "riscv64": "3305b50067800000",  # add a0, a0, a1; ret
    "powerpc": "1422637c2000804e",  # add r3, r3, r4; blr
    "s390": "b908002307fe",  # agr %r2, %r3; br %r14
}


def returning(value: int, size: int = 0) -> bytes:
    """A function of no arguments that returns ``value``, with traps after it up to ``size``."""
    code = scratch.constant(HOST, value)
    return code + HOST.trap_fill(-(len(code) - size) if size > len(code) else 0)


def adding() -> bytes:
    """``uint64_t(uint64_t, uint64_t)`` that adds."""
    if HOST.name not in _ADD:
        pytest.skip(f"no addition in machine code of {HOST.name} here")
    return bytes.fromhex(_ADD[HOST.name])


def pattern(seed: int, size: int) -> bytes:
    """Bytes that no other seed has and that are no traps; not to be run."""
    return bytes((seed * 37 + i * 11) % 199 + 1 for i in range(size))
