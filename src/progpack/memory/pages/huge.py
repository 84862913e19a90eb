"""Huge pages behind regions, without a privilege: when, why, and what came of it.

Two ways. A pool of huge pages (hugetlb), where an administrator made one: a region is then made of
them from the start. Or MADV_COLLAPSE (Linux 6.1): the kernel exchanges the small pages of a region
for a huge one in place, whatever the settings of transparent huge pages say, while its programs
run. It needs every page to be there, so a region is collapsed when all of it is filled; it then
costs no memory, and one to four milliseconds.

By itself (``auto``) that is done only from a few regions on: what small pages lose is in the TLB,
whose second level reaches some 6 MiB. With less code there is nothing to win (measured:
benchmarks/calls.py). ``auto`` never takes from a pool, which is scarce and somebody's.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from progpack.errors import ExecMemoryError, UsageError
from progpack.memory import linux
from progpack.memory.arguments import shown
from progpack.memory.pages.recipes import HugeTlb
from progpack.memory.pages.region import Region

__all__ = ["PAGES", "Huge", "HugePages", "can_collapse"]

PAGES = ("auto", "small", "huge")
"""The kinds of pages that can be asked for."""

_PAYS = 6 << 20
_SHMEM = Path("/sys/kernel/mm/transparent_hugepage/shmem_enabled")
_POOL = "/sys/kernel/mm/hugepages/hugepages-{}kB/free_hugepages"


class Huge(NamedTuple):
    """The kind of pages that was asked of a memory, and what the memory did.

    Attributes:
        wanted: ``auto``, ``small`` or ``huge``.
        possible: whether any of its pages may be huge; /proc/self/smaps says which.
        detail: what was done, and why not more.
    """

    wanted: str
    possible: bool
    detail: str


class HugePages:
    """Decides for one memory which of its regions get huge pages. Thread-safe.

    Args:
        wanted: see `PAGES`.

    Attributes:
        size: bytes of a huge page; 0 while it is not known, or where there are none.

    Raises:
        UsageError: another wish.
    """

    def __init__(self, wanted: str) -> None:
        if wanted not in PAGES:
            raise UsageError(f"pages are {', '.join(PAGES)}, not {shown(wanted)}")
        self.wanted = wanted
        self.size = 0
        self._full: list[weakref.ref[Region]] = []
        self._collapsed = 0
        self._pooled = 0
        self._refused = ""
        self._no_pool = ""
        self._pool: HugeTlb | None = None

    def __repr__(self) -> str:
        return f"<huge pages: {self.state.detail}>"

    @property
    def state(self) -> Huge:
        """The pages made so far."""
        done = []
        if self._pooled:
            done.append(f"{self._pooled} regions from the pool")
        if self._collapsed:
            done.append(f"{self._collapsed} regions collapsed")
        if self.wanted == "huge" and self._no_pool:
            done.append(f"no pool: {self._no_pool}")
        if self._refused:
            done.append(f"refused: {self._refused}")
        if not done:
            done.append(
                "small pages are wanted"
                if self.wanted == "small"
                else f"no region yet; from {_PAYS >> 20} MiB of full regions on"
                if self.wanted == "auto"
                else "no region yet"
            )
        possible = bool(self._pooled or self._collapsed) or _kernel_does_it()
        return Huge(self.wanted, possible, "; ".join(done))

    def pool(self, size: int, check: Callable[[HugeTlb], None]) -> HugeTlb | None:
        """The recipe for a region from the pool, if one is wanted and there is room for it.

        Args:
            size: bytes of the region.
            check: tries a recipe; raises OSError or ExecMemoryError when it does not work.
        """
        if self.wanted != "huge" or not self.size or size % self.size:
            return None
        try:
            free = int(Path(_POOL.format(self.size >> 10)).read_text()) * self.size
        except (OSError, ValueError) as error:
            self._no_pool = str(error)
            return None
        # Trying it takes a page too, and gives it back.
        if free < size:
            self._no_pool = f"{free >> 10} KiB free of {size >> 10}"
            return None
        if self._pool is None:
            self._pool = self._first(check)
        return self._pool

    def pooled(self, error: OSError | None) -> None:
        """Note whether a region from the pool was made."""
        if error is None:
            self._pooled += 1
            self._no_pool = ""
        else:
            self._no_pool = error.strerror or str(error)

    def full(self, region: Region) -> None:
        """Note that all pages of a region are there; takes its lock, and that of others."""
        if self.wanted == "small" or not self.size or region.size < self.size:
            return
        self._full.append(weakref.ref(region))
        regions = [
            full_region for reference in self._full if (full_region := reference()) is not None
        ]
        waiting = [full_region for full_region in regions if not full_region.released]
        if self.wanted == "auto" and not self._collapsed and sum(r.size for r in waiting) < _PAYS:
            return
        # Should two threads take the same list, a region is collapsed twice, which does no harm.
        self._full = []
        for full_region in waiting:
            try:
                self._collapsed += full_region.collapse(self.size)
            except (OSError, ExecMemoryError) as error:
                self._refused = str(error)

    def _first(self, check: Callable[[HugeTlb], None]) -> HugeTlb | None:
        for flags in (linux.MFD_EXEC, linux.MFD_NOEXEC_SEAL, 0):
            recipe = HugeTlb(flags, self.size)
            try:
                check(recipe)
            except (OSError, ExecMemoryError) as error:
                self._no_pool = str(error)
            else:
                return recipe
        return None


def can_collapse() -> str:
    """Empty when the kernel knows MADV_COLLAPSE; else why it does not.

    An advice that the kernel does not know is refused also for no bytes at all.
    """
    try:
        linux.advise(0, 0, linux.MADV_COLLAPSE)
    except OSError as error:
        return f"MADV_COLLAPSE is not known here (Linux 6.1): {error.strerror}"
    return ""


def _kernel_does_it() -> bool:
    """Whether the kernel makes shared memory of huge pages by itself."""
    try:
        setting = _SHMEM.read_text()
    except OSError:
        return False
    return any(f"[{word}]" in setting for word in ("always", "within_size", "force"))
