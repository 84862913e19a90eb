"""Ways to have pages mapped twice: executable for all to run, writable for us.

No recipe ever asks for a mapping that is writable and executable, and none turns a writable
mapping executable, which PR_SET_MDWE and SELinux's execmem forbid. Measured on Linux 6.18: the
shared-anonymous one works under MDWE, under every setting of vm.memfd_noexec and where a sandbox
blocks memfd_create(), and perf finds symbols in it, because the kernel names it /dev/zero.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, TypeAlias

from progpack.errors import ExecMemoryError
from progpack.memory import linux
from progpack.memory.guard.lease import Lease
from progpack.memory.pages.backing import Backing
from progpack.memory.pages.placement import Mapper

__all__ = ["NAMES", "HugeTlb", "MemFd", "Recipe", "SharedAnon", "TempFile", "all_recipes"]

Placer: TypeAlias = Callable[[Mapper, linux.Pieces], int]
"""Decides the address: calls the mapper with (address, flags) and returns the address it got; the
mapping is the last of the pieces then, see `progpack.memory.pages.placement.place`."""


class Recipe(ABC):
    """A way to make a `Backing`.

    Attributes:
        name: short name; several recipes can share it and are then tried in order.
        detail: which variant it is.
    """

    name: ClassVar[str]
    detail: str = ""

    def __repr__(self) -> str:
        return f"<recipe {self}>"

    def __str__(self) -> str:
        return f"{self.name} ({self.detail})" if self.detail else self.name

    @abstractmethod
    def create(self, size: int, protection: int, placer: Placer, lease: Lease) -> Backing:
        """Make and map ``size`` bytes of zeros.

        Args:
            size: bytes, whole pages.
            protection: protection of the mapping: read, or read and execute.
            placer: decides the address.
            lease: gets what is made, also when this raises.

        Raises:
            OSError: refused, or no memory.
        """


class SharedAnon(Recipe):
    """Anonymous shared memory, duplicated by mremap(2) with an old size of 0."""

    name = "shared-anon"

    def create(self, size: int, protection: int, placer: Placer, lease: Lease) -> Backing:
        """See `Recipe.create`."""
        flags = linux.MAP_SHARED | linux.MAP_ANONYMOUS

        def mapper(address: int, more: int) -> int:
            pieces = _pieces(lease, more)
            return linux.map_pages(size, protection, flags | more, address=address, pieces=pieces)

        return Backing(placer(mapper, lease.pieces), size, protection, lease)


class _File(Recipe):
    """A file without a name, mapped twice.

    Attributes:
        page: bytes of its pages.
    """

    page: int = linux.PAGE_SIZE

    @abstractmethod
    def _open(self, size: int, files: list[int]) -> None:
        """Add the descriptor of a new file of ``size`` bytes, all zeros, to ``files``."""

    def create(self, size: int, protection: int, placer: Placer, lease: Lease) -> Backing:
        """See `Recipe.create`."""
        try:
            self._open(size, lease.files)
            return Backing(
                self._map(size, protection, placer, lease), size, protection, lease, page=self.page
            )
        except (OSError, ExecMemoryError):
            lease.close_files()
            raise

    @staticmethod
    def _map(size: int, protection: int, placer: Placer, lease: Lease) -> int:
        fd = lease.files[-1]

        def mapper(address: int, more: int) -> int:
            flags, pieces = linux.MAP_SHARED | more, _pieces(lease, more)
            return linux.map_pages(size, protection, flags, address=address, fd=fd, pieces=pieces)

        return placer(mapper, lease.pieces)


def _pieces(lease: Lease, flags: int) -> linux.Pieces | None:
    """Return the list that notes a mapping; None where a window that is noted contains it."""
    return None if flags & linux.MAP_FIXED else lease.pieces


class MemFd(_File):
    """memfd_create(2).

    Args:
        flags: MFD_EXEC, MFD_NOEXEC_SEAL (about execve(2) only; mapping stays allowed), or 0 for
            kernels before 6.3, which know neither.
    """

    name = "memfd"

    def __init__(self, flags: int) -> None:
        names = {linux.MFD_EXEC: "MFD_EXEC", linux.MFD_NOEXEC_SEAL: "MFD_NOEXEC_SEAL"}
        self.detail = names.get(flags, "no flag")
        self._flags = flags

    def _open(self, size: int, files: list[int]) -> None:
        linux.memfd_create("progpack", linux.MFD_CLOEXEC | self._flags, files)
        os.ftruncate(files[-1], size)  # sparse: there is no file system that could be full


class HugeTlb(MemFd):
    """memfd_create(2) in the pool of huge pages that an administrator made.

    The pages are taken when it is mapped, so that a shortage shows then and not as SIGBUS later.

    Args:
        flags: as `MemFd`.
        page: bytes of a huge page.
    """

    name = "hugetlb"

    def __init__(self, flags: int, page: int) -> None:
        super().__init__(
            flags | linux.MFD_HUGETLB | (page.bit_length() - 1) << linux.MFD_HUGE_SHIFT
        )
        self.page = page
        self.detail = f"{page >> 10} KiB, flags {flags:#x}"


class TempFile(_File):
    """A temporary file that has no name any more.

    Args:
        directory: where; its file system must not be mounted noexec. None: where Python's
            tempfile puts its files.
    """

    name = "tmpfile"

    def __init__(self, directory: str | None = None) -> None:
        self.detail = directory or "tempfile"
        self._directory = directory

    def _open(self, size: int, files: list[int]) -> None:
        import tempfile  # much, and rarely needed

        with tempfile.TemporaryFile(dir=self._directory, buffering=0) as file:
            # Not sparse: a full file system must fail here, with an errno, and not as SIGBUS at
            # the first write.
            os.posix_fallocate(file.fileno(), 0, size)
            files.extend(map(os.dup, (file.fileno(),)))


NAMES = (SharedAnon.name, MemFd.name, TempFile.name)
"""Names of the recipes, in the order in which they are tried."""


def all_recipes() -> tuple[Recipe, ...]:
    """Every recipe, in the order in which they are tried."""
    return (
        SharedAnon(),
        MemFd(linux.MFD_EXEC),
        MemFd(linux.MFD_NOEXEC_SEAL),
        MemFd(0),
        TempFile("/dev/shm"),
        TempFile(),
    )
