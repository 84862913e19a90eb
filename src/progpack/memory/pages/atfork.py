"""Handlers of pthread_atfork(3) in machine code: forks are counted whoever makes them.

The interpreter's own hooks run for `os.fork` only. A handler may be called in a thread that has no
interpreter lock, so that it cannot be Python: a few instructions that add to `forks.counts`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from progpack.arch import Arch
from progpack.errors import ExecMemoryError
from progpack.memory.guard import forks
from progpack.memory.pages.region import Region

__all__ = ["count_forks"]

_SPACING = 64


def _x86_64(address: int, words: int) -> bytes:
    # endbr64; mov rax, address; lock inc qword [rax]; lock inc qword [rax + 8]; ret
    adds = b"\xf0\x48\xff\x00" + b"\xf0\x48\xff\x40\x08" * (words - 1)
    return b"\xf3\x0f\x1e\xfa\x48\xb8" + address.to_bytes(8, "little") + adds + b"\xc3"


def _arm64(address: int, words: int) -> bytes:
    # bti c; ldr x0, end; then for each: ldr x1, [x0, #n]; add x1, x1, #1; str x1, [x0, #n]; ret
    code = [0xD503245F, 0]
    for word in range(words):
        code += [0xF9400001 | word << 10, 0x91000421, 0xF9000001 | word << 10]
    code.append(0xD65F03C0)
    code += [0xD503201F] * (len(code) % 2)  # nop: the address is aligned
    code[1] = 0x58000000 | (len(code) - 1) << 5
    return b"".join(word.to_bytes(4, "little") for word in code) + address.to_bytes(8, "little")


_MAKERS: dict[str, Callable[[int, int], bytes]] = {"x86-64": _x86_64, "arm64": _arm64}
# The page of the handlers, which stay registered until the end of the process.
_kept: list[Region] = []


def count_forks(arch: Arch, reserve: Callable[[], Region]) -> None:
    """Count the forks of this process from now on, also those made in C; once is enough.

    Where the handlers are not known (architecture, C library) or there is no memory for them, the
    interpreter's own hooks count, which see `os.fork` only.

    Args:
        arch: of the machine.
        reserve: makes a region for code of a page.
    """
    maker = _MAKERS.get(arch.name)
    if maker is not None:
        forks.count_by(lambda: _install(maker, reserve))


def _install(maker: Callable[[int, int], bytes], reserve: Callable[[], Region]) -> bool:
    register = _registrar()
    if register is None:
        return False
    try:
        region = reserve()
        _kept.append(region)
        counts = forks.counts.buffer_info()[0]
        region.text_copy(0, maker(counts, 1))
        region.text_copy(_SPACING, maker(counts, 2))
    except ExecMemoryError:
        return False
    return register(None, region.address, region.address + _SPACING) == 0


def _registrar() -> Callable[[int | None, int, int], int] | None:
    """pthread_atfork() of this C library: (before, in the parent, in the child)."""
    libc, pointer = ctypes.CDLL(None), ctypes.c_void_p
    # glibc links pthread_atfork() statically; it calls this one, with an object that is none here.
    internal = getattr(libc, "__register_atfork", None)
    if internal is not None:
        internal.argtypes = (pointer, pointer, pointer, pointer)
        return lambda before, parent, child: int(internal(before, parent, child, None))
    public = getattr(libc, "pthread_atfork", None)
    if public is not None:
        public.argtypes = (pointer, pointer, pointer)
    return public
