"""Making new instructions visible to the processors that will run them.

x86 and s390 keep instruction fetch in step with stores by themselves. On the others the new bytes
must be pushed out of the data cache, the old ones out of the instruction cache, and every
processor that runs this process must start fetching afresh: the first two are ``__clear_cache``
of libgcc (a system call on some architectures), the last is membarrier(2) with SYNC_CORE
(Documentation/features/sched/membarrier-sync-core).
"""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Callable
from typing import Protocol

from progpack.arch import Arch
from progpack.errors import CapabilityError, ExecMemoryError
from progpack.memory import linux
from progpack.memory.pages.backing import Backing
from progpack.records import dataclass

__all__ = ["MAPPED_ANEW", "Flush", "Maintenance", "choose", "core_sync"]

# include/uapi/linux/membarrier.h
_SYNC_CORE = 1 << 5
_REGISTER_SYNC_CORE = 1 << 6

_COHERENT = frozenset({"x86-64", "x86-32", "s390"})
# Architectures whose other processors must be told, and those where the flush does that too.
_CLEAR_AND_SYNC = frozenset({"arm64", "arm32"})
_CLEAR_ONLY = {
    "riscv64": "the flush is a system call that reaches all harts",
    "loongarch": "the instruction cache is coherent; the barrier is for this processor",
}


class Flush(Protocol):
    """Makes ``size`` new bytes at ``address`` visible to instruction fetch."""

    def __call__(self, address: int, size: int) -> None:
        """Raises ExecMemoryError when it cannot."""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The steps that this architecture needs after each write of instructions.

    Attributes:
        flush: to be called after each write, or None when nothing is needed.
        detail: the name of the steps, for people.
        maps_anew: whether to map the written pages again, over themselves, after each write.
    """

    flush: Flush | None
    detail: str
    maps_anew: bool = False

    def flush_of(self, backing: Backing) -> Flush | None:
        """Return the function that a region calls after each write to the pages of ``backing``.

        Where pages are mapped anew, ``backing`` keeps its file open from now on.
        """
        if not self.maps_anew:
            return self.flush
        backing.keeps_source = True
        return backing.map_anew


MAPPED_ANEW = Maintenance(
    None, "written pages are mapped anew, so that an emulator translates them again", True
)
"""For emulators that keep the translation of old code when it changes through another mapping.

qemu-user 7.2 and valgrind 3.19 (without ``--smc-check=all``) do, and both drop translations of
pages that mmap(2) replaces. The call replaces them in one step, so that other threads can run them.
"""


def core_sync() -> Callable[[], None]:
    """Makes every processor that runs this process fetch its instructions afresh.

    It is membarrier(2) with PRIVATE_EXPEDITED_SYNC_CORE: when it returns, each running thread of
    the process has executed an instruction that serializes its processor.

    Raises:
        OSError: refused, or not known to this kernel or architecture (before 4.16).
    """
    linux.membarrier(_REGISTER_SYNC_CORE)
    linux.membarrier(_SYNC_CORE)

    def sync() -> None:
        try:
            linux.membarrier(_SYNC_CORE)
        except OSError as error:
            if error.errno != errno.EPERM:
                raise
            # A forked child whose kernel did not pass the registration on.
            linux.membarrier(_REGISTER_SYNC_CORE)
            linux.membarrier(_SYNC_CORE)

    return sync


def choose(arch: Arch) -> Maintenance:
    """The maintenance for an architecture, ready to use.

    Raises:
        CapabilityError: the machine needs something that is not there.
    """
    if arch.name in _COHERENT:
        return Maintenance(None, "none needed: instruction fetch is coherent with stores")
    if arch.name in _CLEAR_AND_SYNC:
        return Maintenance(
            _then_sync(_clear_cache(arch), arch), "__clear_cache and membarrier(SYNC_CORE)"
        )
    if arch.name in _CLEAR_ONLY:
        return Maintenance(_clear_cache(arch), f"__clear_cache: {_CLEAR_ONLY[arch.name]}")
    raise CapabilityError(
        f"{arch.name}: no way is known here to make new instructions visible to the processor"
    )


def _clear_cache(arch: Arch) -> Flush:
    function = _find_function("__clear_cache")
    if function is None:
        raise CapabilityError(
            f"{arch.name} needs __clear_cache of libgcc_s.so.1 after each write of code, which "
            "cannot be loaded here; install libgcc"
        )
    clear = function

    def flush(address: int, size: int) -> None:
        clear(address, address + size)

    return flush


def _find_function(name: str) -> Callable[..., None] | None:
    for library in ("libgcc_s.so.1", None):
        try:
            function = getattr(ctypes.CDLL(library), name)
        except (OSError, AttributeError):
            continue
        function.restype = None
        function.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        found: Callable[..., None] = function
        return found
    return None


def _then_sync(clear: Flush, arch: Arch) -> Flush:
    try:
        linux.membarrier(_REGISTER_SYNC_CORE)
        linux.membarrier(_SYNC_CORE)
    except OSError as error:
        raise CapabilityError(
            f"{arch.name} needs membarrier(2) with SYNC_CORE after each write of code, so that no "
            f"processor runs stale instructions: {error.strerror}"
        ) from error

    def flush(address: int, size: int) -> None:
        clear(address, size)
        try:
            linux.membarrier(_SYNC_CORE)
        except OSError as error:
            raise ExecMemoryError(f"code at {address:#x}: {error.strerror}") from error

    return flush
