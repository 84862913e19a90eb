"""Handlers of pthread_atfork(3) in machine code, which count the forks of all code.

The interpreter's own hooks run for `os.fork` only. A handler may be called in a thread that has no
interpreter lock, so that it cannot be Python: a few instructions that add to `forks.counts`, or
that go on to a function of machine code (`call_at_forks`) until Python ends.
"""

from __future__ import annotations

import atexit
import ctypes
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from progpack.arch import Arch, host
from progpack.errors import ExecMemoryError
from progpack.memory import linux
from progpack.memory.guard import forks
from progpack.memory.pages.region import Region
from progpack.owned import keep_for_ever

__all__ = ["call_at_forks", "count_forks"]

_SPACING = 64


class Lendable(Protocol):
    """Code that is somewhere."""

    @property
    def address(self) -> int:
        """The address at which the code begins."""

    def lend(self) -> None:
        """Keep the code in place as long as this object lives."""


class Installer(Protocol):
    """An object that makes code executable."""

    def install(self, code: bytes, /) -> Lendable:
        """Put code into executable memory."""


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
_READ_WRITE = linux.PROT_READ | linux.PROT_WRITE
_PRIVATE = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS


def count_forks(arch: Arch, reserve: Callable[[], Region]) -> None:
    """Count the forks of this process from now on, also those made in C; once is enough.

    Where the handlers are not known (architecture, C library) or there is no memory for them, the
    interpreter's own hooks count, which see `os.fork` only.

    Args:
        arch: architecture of the machine.
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
        counts = forks.counts.buffer_info()[0]
        region.text_copy(0, maker(counts, 1))
        region.text_copy(_SPACING, maker(counts, 2))
    except ExecMemoryError:
        return False
    keep_for_ever(region, forks.counts)
    return register(None, region.address, region.address + _SPACING) == 0


def _jump_x86_64(address: int, argument: int) -> bytes:
    # endbr64; mov rax, address; mov rdi, [rax + argument]; mov rax, [rax]; test rax, rax; jz end;
    # jmp rax; end: ret
    loads = b"\x48\x8b\x78" + argument.to_bytes(1, "little") + b"\x48\x8b\x00\x48\x85\xc0"
    return (
        b"\xf3\x0f\x1e\xfa\x48\xb8"
        + address.to_bytes(8, "little")
        + loads
        + b"\x74\x02\xff\xe0\xc3"
    )


def _jump_arm64(address: int, argument: int) -> bytes:
    # bti c; ldr x16, end; ldr x0, [x16, #argument]; ldr x16, [x16]; cbz x16, out; br x16; out: ret;
    # nop: the address is aligned
    code = [0xD503245F, 0x580000F0, 0xF9400200 | argument // 8 << 10, 0xF9400210, 0xB4000050]
    code += [0xD61F0200, 0xD65F03C0, 0xD503201F]
    return b"".join(word.to_bytes(4, "little") for word in code) + address.to_bytes(8, "little")


_JUMPS: dict[str, Callable[[int, int], bytes]] = {"x86-64": _jump_x86_64, "arm64": _jump_arm64}


def call_at_forks(packs: Installer, functions: Sequence[int], argument: int, owner: object) -> bool:
    """Have functions of machine code called at each fork that libc makes, until Python ends.

    Args:
        packs: where to put what calls them, which stays until the end of the process.
        functions: addresses of those that are called before a fork, and in parent and child after
            it. They may be called in any thread, without the interpreter lock.
        argument: what each is given.
        owner: holds the functions, the argument and ``packs``; lives until the process ends.

    Returns:
        Whether that is so; where it is not known how, nothing is done.
    """
    maker, register = _JUMPS.get(host().name), _registrar()
    if maker is None or register is None:
        return False
    try:
        # Handlers cannot be taken back, and processes fork after Python has ended, too.
        words = linux.map_pages(linux.PAGE_SIZE, _READ_WRITE, _PRIVATE)
        slots = (ctypes.c_uint64 * 4).from_address(words)
        codes = [packs.install(maker(words + 8 * n, 24 - 8 * n)) for n in range(3)]
    except (ExecMemoryError, OSError):
        return False
    for code in codes:
        code.lend()
    keep_for_ever(owner, *codes)
    slots[:] = [*functions, argument]
    atexit.register(partial(ctypes.memset, words, 0, ctypes.sizeof(slots)))
    return register(*[code.address for code in codes]) == 0


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
