"""The few Linux system calls that executable memory needs, each with its result checked.

Every function raises OSError with the kernel's errno and says what was asked for; nothing here
keeps state. Addresses and sizes are in bytes and, unless said otherwise, whole pages.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import starmap
from operator import itemgetter

from progpack.arch.lookup import native
from progpack.errors import CapabilityError
from progpack.records import dataclass

__all__ = [
    "MADV_COLLAPSE",
    "MADV_DONTFORK",
    "MADV_GUARD_INSTALL",
    "MADV_GUARD_REMOVE",
    "MADV_POPULATE_WRITE",
    "MADV_REMOVE",
    "MAP_ANONYMOUS",
    "MAP_FIXED",
    "MAP_FIXED_NOREPLACE",
    "MAP_PRIVATE",
    "MAP_SHARED",
    "MFD_CLOEXEC",
    "MFD_EXEC",
    "MFD_HUGETLB",
    "MFD_HUGE_SHIFT",
    "MFD_NOEXEC_SEAL",
    "PAGE_SIZE",
    "PROT_EXEC",
    "PROT_NONE",
    "PROT_READ",
    "PROT_WRITE",
    "Pieces",
    "advise",
    "duplicate",
    "is_mapped",
    "map_pages",
    "membarrier",
    "memfd_create",
    "move",
    "move_last",
    "name_pages",
    "populate",
    "protect",
    "resident",
    "round_to_pages",
    "unmap",
    "unmap_all",
    "unmap_last",
    "view",
]

PAGE_SIZE = mmap.PAGESIZE
PROT_NONE = 0
PROT_READ = mmap.PROT_READ
PROT_WRITE = mmap.PROT_WRITE
PROT_EXEC = mmap.PROT_EXEC
MAP_SHARED = mmap.MAP_SHARED
MAP_PRIVATE = mmap.MAP_PRIVATE
MAP_ANONYMOUS = mmap.MAP_ANONYMOUS
# The rest is not in Python's mmap module on every version; the values are those of
# include/uapi/asm-generic/mman-common.h, which all architectures named in probe.py use.
MAP_FIXED = 0x10
MAP_FIXED_NOREPLACE = 0x100000
MADV_REMOVE = 9
MADV_DONTFORK = 10
MADV_POPULATE_WRITE = 23
MADV_COLLAPSE = 25
MADV_GUARD_INSTALL = 102
MADV_GUARD_REMOVE = 103
_MREMAP_MAYMOVE = 1
_MREMAP_FIXED = 2
# include/uapi/linux/memfd.h
MFD_CLOEXEC = 0x1
MFD_NOEXEC_SEAL = 0x8
MFD_EXEC = 0x10
MFD_HUGETLB = 0x4
MFD_HUGE_SHIFT = 26
# include/uapi/linux/prctl.h
_PR_SET_VMA = 0x53564D41
_PR_SET_VMA_ANON_NAME = 0
_LOWEST_BIT = bytes(i & 1 for i in range(256))
_MAP_FAILED = ctypes.c_void_p(-1).value
_PYBUF_READ = 0x100
_PYBUF_WRITE = 0x200


@dataclass(frozen=True, slots=True)
class _Calls:
    """The C functions, declared once."""

    mmap: Callable[..., int | None]
    mremap: Callable[..., int | None]
    mprotect: Callable[..., int]
    munmap: Callable[..., int]
    madvise: Callable[..., int]
    mincore: Callable[..., int]
    prctl: Callable[..., int]
    syscall: Callable[..., int]
    access: Callable[..., int]
    memory_view: Callable[..., memoryview]


@lru_cache(maxsize=1)
def _calls() -> _Calls:
    if not sys.platform.startswith("linux"):
        raise CapabilityError(f"executable memory needs Linux, this is {sys.platform}")
    libc = ctypes.CDLL(None, use_errno=True)
    pointer, size, number, word = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_ulong
    for name, result, arguments in (
        ("mmap", pointer, (pointer, size, number, number, number, ctypes.c_long)),
        ("mremap", pointer, (pointer, size, size, number, pointer)),
        ("mprotect", number, (pointer, size, number)),
        ("munmap", number, (pointer, size)),
        ("madvise", number, (pointer, size, number)),
        ("mincore", number, (pointer, size, ctypes.c_char_p)),
        ("prctl", number, (number, word, word, word, ctypes.c_char_p)),
        ("access", number, (pointer, number)),
        ("syscall", ctypes.c_long, (ctypes.c_long, number, ctypes.c_uint, number)),
    ):
        function = getattr(libc, name)
        function.restype, function.argtypes = result, arguments
    memory_view = ctypes.pythonapi.PyMemoryView_FromMemory
    memory_view.restype = ctypes.py_object
    memory_view.argtypes = (pointer, ctypes.c_ssize_t, number)
    return _Calls(
        libc.mmap,
        libc.mremap,
        libc.mprotect,
        libc.munmap,
        libc.madvise,
        libc.mincore,
        libc.prctl,
        libc.syscall,
        libc.access,
        memory_view,
    )


def _failed(what: str) -> OSError:
    number = ctypes.get_errno()
    name = errno.errorcode.get(number, str(number))
    return OSError(number, f"{what}: {name} ({os.strerror(number)})")


def round_to_pages(size: int) -> int:
    """``size`` bytes rounded up to whole pages."""
    return -(-size // PAGE_SIZE) * PAGE_SIZE


Pieces = list[tuple[int, int]]
"""Mappings that somebody owns: (address, bytes) of each, the latest last.

System calls that make and take mappings change such a list in the same call of C, so that no
exception can come in between: what is in the list is mapped, and what is mapped is in it.
"""


def map_pages(
    size: int,
    protection: int,
    flags: int,
    *,
    address: int = 0,
    fd: int = -1,
    offset: int = 0,
    pieces: Pieces | None = None,
) -> int:
    """mmap(2): the address of ``size`` new bytes, which are also added to ``pieces``."""
    owned: Pieces = [] if pieces is None else pieces
    call = map(_calls().mmap, (address,), (size,), (protection,), (flags,), (fd,), (offset,))
    return _added(owned, call, size, "mmap", f"protection {protection:#x}, flags {flags:#x}")


def duplicate(
    address: int, size: int, *, at: int | None = None, pieces: Pieces | None = None
) -> int:
    """A second mapping of the shared pages at ``address``, with the same protection.

    This is mremap(2) with an old size of 0; the kernel accepts it for shared mappings only.

    Args:
        address: start of the pages, anywhere inside a shared mapping.
        size: bytes.
        at: where to put it, over whatever is mapped there; None: anywhere.
        pieces: the new mapping is added to them.
    """
    flags = _MREMAP_MAYMOVE if at is None else _MREMAP_MAYMOVE | _MREMAP_FIXED
    owned: Pieces = [] if pieces is None else pieces
    call = map(_calls().mremap, (address,), (0,), (size,), (flags,), (at,))
    return _added(owned, call, size, "mremap duplicate", f"at {address:#x}")


def _added(pieces: Pieces, call: Iterator[int | None], size: int, what: str, of: str) -> int:
    """The result of a call that maps; it is in ``pieces``, unless the call failed."""
    pieces.extend(zip(call, (size,), strict=False))  # type: ignore[arg-type]
    piece = pieces[-1]
    if piece[0] is None or piece[0] == _MAP_FAILED:
        error = _failed(f"{what} of {size} bytes, {of}")
        pieces.pop()
        raise error
    return piece[0]


def is_mapped(piece: tuple[int, int]) -> bool:
    """Whether a piece is a mapping; it is none if the call failed and nobody took note of it."""
    return piece[0] is not None and piece[0] != _MAP_FAILED


def move(address: int, size: int, to: int) -> None:
    """Move a mapping, over whatever is mapped at ``to``: mremap(2) with MREMAP_FIXED."""
    move_last([(address, size)], to)


def move_last(pieces: Pieces, to: int) -> None:
    """`move` for the last of some pieces, which is not one of them any more then."""
    address, size = piece = pieces[-1]
    flags = _MREMAP_MAYMOVE | _MREMAP_FIXED
    taken = map(itemgetter(0), iter(pieces.pop, None))
    result = next(map(_calls().mremap, taken, (size,), (size,), (flags,), (to,)))
    if result != to:
        error = _failed(f"mremap of {size} bytes from {address:#x} to {to:#x}")
        pieces.append(piece)
        raise error


def unmap_last(pieces: Pieces) -> None:
    """munmap(2) of the last of some pieces, which is not one of them any more then."""
    address, size = piece = pieces[-1]
    if next(starmap(_calls().munmap, iter(pieces.pop, None))):
        error = _failed(f"munmap of {size} bytes at {address:#x}")
        pieces.append(piece)
        raise error


def unmap_all(pieces: Pieces, *, keep: int = 0) -> None:
    """`unmap_last` until only so many pieces are left."""
    while len(pieces) > keep:
        if is_mapped(pieces[-1]):
            unmap_last(pieces)
        else:
            pieces.pop()


def protect(address: int, size: int, protection: int) -> None:
    """mprotect(2)."""
    if _calls().mprotect(address, size, protection):
        raise _failed(f"mprotect of {size} bytes at {address:#x} to {protection:#x}")


def unmap(address: int, size: int) -> None:
    """munmap(2)."""
    if _calls().munmap(address, size):
        raise _failed(f"munmap of {size} bytes at {address:#x}")


def advise(address: int, size: int, advice: int) -> None:
    """madvise(2)."""
    if _calls().madvise(address, size, advice):
        raise _failed(f"madvise {advice} of {size} bytes at {address:#x}")


def populate(address: int, size: int) -> None:
    """Have the pages behind a writable mapping now, all at once.

    It is quicker than a fault for each, and a shortage is an error here that would be a signal
    later. Kernels before 5.14 do not know it; there nothing happens.
    """
    try:
        advise(address, size, MADV_POPULATE_WRITE)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


def can_guard() -> bool:
    """Whether the kernel knows MADV_GUARD_INSTALL: pages made inaccessible without a mapping each.

    An advice that it does not know is refused also for no bytes at all. For shared mappings it
    works from Linux 6.15 on; see `is_readable`.
    """
    return _calls().madvise(0, 0, MADV_GUARD_INSTALL) == 0


def is_readable(address: int) -> bool:
    """Whether the kernel can read a byte for us: access(2) of a path that begins there."""
    return _calls().access(address, 0) == 0 or ctypes.get_errno() != errno.EFAULT


def resident(address: int, size: int) -> int:
    """Bytes of a mapping that are in memory, mapped by this process or not: mincore(2).

    That counts what /proc/self/smaps leaves out: shared pages that nobody touches at the moment.
    """
    pages = ctypes.create_string_buffer(size // PAGE_SIZE)
    if _calls().mincore(address, size, pages):
        raise _failed(f"mincore of {size} bytes at {address:#x}")
    # The other bits of each byte are reserved.
    return sum(pages.raw.translate(_LOWEST_BIT)) * PAGE_SIZE


def name_pages(address: int, size: int, name: str) -> bool:
    """Name pages for /proc/PID/maps; whether the kernel did.

    It is a help for people only: kernels without CONFIG_ANON_VMA_NAME refuse, and shared
    anonymous pages can be named from 6.2 on (d09e8ca6cb93).
    """
    # The kernel allows 80 bytes with the NUL, printable, without these characters.
    allowed = "".join(c for c in name if 0x20 <= ord(c) < 0x7F and c not in "\\`$[]")[:79]
    text = allowed.encode("ascii")
    return _calls().prctl(_PR_SET_VMA, _PR_SET_VMA_ANON_NAME, address, size, text) == 0


def memfd_create(name: str, flags: int, files: list[int] | None = None) -> int:
    """memfd_create(2): a new descriptor, which is also added to ``files``."""
    owned: list[int] = [] if files is None else files
    try:
        owned.extend(map(os.memfd_create, (name,), (flags,)))
        return owned[-1]
    except AttributeError as error:
        message = "this Python was built without memfd_create"
        raise OSError(errno.ENOSYS, message) from error


def membarrier(command: int) -> int:
    """membarrier(2): its result, 0 or for a query the mask of commands.

    Raises:
        OSError: refused; ENOSYS too where the number of the call is not known here.
    """
    machine = native()
    number = None if machine is None else machine.syscalls.membarrier
    if number is None:
        name = os.uname().machine
        raise OSError(errno.ENOSYS, f"membarrier: no system call number for {name}")
    result = _calls().syscall(number, command, 0, 0)
    if result < 0:
        raise _failed(f"membarrier command {command:#x}")
    return result


def view(address: int, size: int, *, writable: bool) -> memoryview:
    """The bytes at ``address`` as a memoryview, without a copy.

    Nothing keeps the pages mapped: release the view before they go.
    """
    flags = _PYBUF_WRITE if writable else _PYBUF_READ
    return _calls().memory_view(address, size, flags)
