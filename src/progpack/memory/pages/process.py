"""The memory of this process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from progpack import arch as arches
from progpack.arch import Arch
from progpack.arch.code import can_jump
from progpack.errors import CapabilityError, ExecMemoryError, UsageError
from progpack.memory import linux
from progpack.memory.arguments import ADDRESSES, check_flag, check_text, shown, to_int
from progpack.memory.capabilities import Capabilities, Capability
from progpack.memory.failures import exec_error
from progpack.memory.guard import forks
from progpack.memory.guard.guard import depth, exclusive
from progpack.memory.guard.lease import Lease, sweep
from progpack.memory.pages.atfork import count_forks
from progpack.memory.pages.backing import Backing
from progpack.memory.pages.huge import Huge, HugePages, can_collapse
from progpack.memory.pages.icache import core_sync
from progpack.memory.pages.placement import REACH, Mapper, place
from progpack.memory.pages.probe import Probe, probe, try_recipe
from progpack.memory.pages.recipes import NAMES, HugeTlb, Placer, all_recipes
from progpack.memory.pages.region import Filler, Region
from progpack.memory.pages.window import Window

__all__ = ["ProcessMemory"]

_PMD_SIZE_FILE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
_ALIGNED = 2 << 20
# A region of a page or a few is written once or twice in its life: a standing alias would cost
# more (a VMA, of which a process has 65,530) than it saves (some 10 us for each write).
_STANDING = 64 << 10
# What no address space has for a process.
_MOST = 1 << 47


class ProcessMemory:
    """Executable memory of this process: shared pages, never writable and executable. Thread-safe.

    The way of mapping is found at first use by running code through each in turn: shared
    anonymous memory, memfd, a temporary file. `capabilities` says what was taken and why the
    others were not.

    Args:
        hardened: keep no writable alias between writes; each write then takes five system calls.
        recipe: use only this way of mapping: ``shared-anon``, ``memfd`` or ``tmpfile``.
        pages: ``small``; ``huge``, for each region of whole huge pages from the start; or ``auto``,
            when a region is full and there are several. Where there are none, or not enough, they
            stay small; `huge` says what came of it. See `progpack.memory.pages.huge`.

    Raises:
        UsageError: there is no such recipe, or ``pages`` is another word.
    """

    def __init__(
        self, *, hardened: bool = False, recipe: str | None = None, pages: str = "auto"
    ) -> None:
        check_flag("hardened", hardened)
        if recipe is not None and recipe not in NAMES:
            raise UsageError(f"no recipe {shown(recipe)}; there are {', '.join(NAMES)}")
        self.hardened = hardened
        self._wanted = recipe
        self._huge = HugePages(pages)
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        self._sync: Callable[[], None] | None = None
        self._found: tuple[Probe, Capabilities] | None = None
        self._window: Window | None = None
        self._zeros = Filler(b"\0")
        self._traps = self._zeros
        forks.watch(self, 1)

    def __repr__(self) -> str:
        wanted = f" by {self._wanted}" if self._wanted else ""
        return f"<{'hardened ' if self.hardened else ''}memory of this process{wanted}>"

    @property
    def capabilities(self) -> Capabilities:
        """The capabilities of this process's memory, determined at the first access.

        Raises:
            CapabilityError: nothing is known about this architecture or its page size.
        """
        return self._probed()[1]

    @property
    def huge(self) -> Huge:
        """The kind of pages that was requested, and the result."""
        return self._huge.state

    def open_window(self, near: int, size: int, reach: int = REACH) -> None:
        """Reserve the addresses of all regions for code; call this once for each memory.

        Args:
            near: an address from which every byte must be less than ``reach`` away.
            size: bytes; rounded up to 2 MiB.
            reach: bytes, 2 GiB by default.

        Raises:
            OutOfMemoryError: there is no room near enough.
            UsageError: a number lies outside of every address space.
        """
        near = to_int("near", near, "an address", 0, ADDRESSES - 1)
        size = to_int("size", size, "a number of bytes", 1, _MOST)
        self._window = Window(near, size, to_int("reach", reach, "a number of bytes", 1))

    def close_window(self) -> None:
        """Give back the addresses that `open_window` took and that no region has."""
        if self._window is not None:
            self._window.close()

    def reserve(
        self, size: int, *, near: int | None = None, reach: int = REACH, name: str = ""
    ) -> Region:
        """Return a new region for code, filled with traps.

        Args:
            size: bytes; rounded up to whole pages. From 2 MiB on it is aligned to 2 MiB, from
                64 KiB on it keeps a writable alias (unless hardened).
            near: an address from which every byte must be less than ``reach`` away.
            reach: bytes, 2 GiB by default.
            name: for people.

        Raises:
            CapabilityError: the system refuses executable memory; the message says why.
            OutOfMemoryError: there is no memory, or no room near enough.
            UsageError: a size or an address lies outside of every address space.
        """
        self.capabilities.require("text_copy", "text_invalidate", "set_rox")
        return self._make(size, near, reach, name, executable=True)

    def reserve_data(
        self, size: int, *, near: int | None = None, reach: int = REACH, name: str = ""
    ) -> Region:
        """Return a new region for constants and tables: zeros, read-only, never executable.

        `Region.text_copy` writes to it, as to a region for code. The arguments and errors are those
        of `reserve`.
        """
        self.capabilities.require("data")
        return self._make(size, near, reach, name, executable=False)

    def _make(
        self, size: int, near: int | None, reach: int, name: str, *, executable: bool
    ) -> Region:
        size = to_int("size", size, "a number of bytes", 1, _MOST)
        check_text("name", name)
        if near is not None:
            near = to_int("near", near, "an address", 0, ADDRESSES - 1)
        reach = to_int("reach", reach, "a number of bytes", 1)
        probed = self._probed()[0]
        if probed.recipe is None:
            raise CapabilityError(probed.reason)
        size = linux.round_to_pages(size)
        alignment = _ALIGNED if size >= _ALIGNED else linux.PAGE_SIZE
        protection = linux.PROT_READ | (linux.PROT_EXEC if executable else 0)
        recipe = probed.recipe

        def placer(mapper: Mapper, pieces: linux.Pieces) -> int:
            window = self._window
            if executable and window is not None and window.serves(near, reach):
                return window.place(size, mapper, alignment)
            return place(size, mapper, alignment=alignment, near=near, reach=reach, pieces=pieces)

        sweep()
        backing = self._from_pool(size, protection, placer) if executable else None
        try:
            if backing is None:
                backing = recipe.create(size, protection, placer, Lease())
        except OSError as error:
            raise exec_error(f"reserving {size} bytes by {recipe}", error) from error
        flush = probed.maintenance.flush_of(backing) if probed.maintenance and executable else None
        region = Region(
            backing,
            self._traps if executable else self._zeros,
            executable=executable,
            standing=size >= _STANDING and not self.hardened,
            alignment=alignment,
            flush=flush,
            sync=self._sync,
            renew=lambda: recipe.create(size, protection, lambda mapper, _: mapper(0, 0), Lease()),
            full=self._huge.full if executable else None,
            name=name,
        )
        if executable and self._huge.wanted == "huge" and size >= self._huge.size > 0:
            try:
                region.show()
            except ExecMemoryError:
                region.release()
                raise
        return region

    def _from_pool(self, size: int, protection: int, placer: Placer) -> Backing | None:
        """Pages of the pool of huge ones, if they are wanted and to be had."""
        probed, capabilities = self._probed()
        maintenance = probed.maintenance
        if maintenance is None or self.hardened:
            return None
        page = self._huge.size

        def check(recipe: HugeTlb) -> None:
            try_recipe(recipe, capabilities.arch, maintenance, page)

        recipe = self._huge.pool(size, check)
        if recipe is None:
            return None
        try:
            backing = recipe.create(size, protection, placer, Lease())
        except OSError as error:
            self._huge.pooled(error)
            return None
        self._huge.pooled(None)
        return backing

    def is_inside(self) -> bool:
        """See `forks.Forked`."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """Do nothing: this memory needs no repair in a child after fork()."""

    def _probed(self) -> tuple[Probe, Capabilities]:
        probed = self._found
        if probed is None:
            probed = self._find_out()
            if probed[0].recipe is not None:
                count_forks(probed[1].arch, self._page_for_ever)
        return probed

    @exclusive
    def _find_out(self) -> tuple[Probe, Capabilities]:
        if self._found is not None:
            return self._found
        arch = _host()
        recipes = [r for r in all_recipes() if self._wanted in (None, r.name)]
        probed = probe(recipes, arch)
        self._traps = Filler(arch.trap)
        poke = self._poke_capability(probed, arch)
        huge = self._huge_capability(probed, arch)
        capabilities = _capabilities(probed, arch, poke, huge, hardened=self.hardened)
        self._found = probed, capabilities
        return self._found

    def _page_for_ever(self) -> Region:
        return self._make(linux.PAGE_SIZE, None, REACH, "forks", executable=True)

    def _poke_capability(self, found: Probe, arch: Arch) -> Capability:
        """Whether live code can be changed; remembers how the processors are told."""
        name = "text_poke"
        if found.recipe is None:
            return Capability(name, False, found.reason)
        if not can_jump(arch):
            return Capability(
                name, False, f"not known to be atomic for running code on {arch.name}"
            )
        try:
            self._sync = core_sync()
        except OSError as error:
            return Capability(name, False, f"membarrier(SYNC_CORE): {error.strerror or error}")
        return Capability(name, True, "one aligned store, then membarrier(SYNC_CORE)")

    def _huge_capability(self, found: Probe, arch: Arch) -> Capability:
        """Whether regions can have huge pages; remembers how big those are."""
        name = "huge_pages"
        if found.recipe is None:
            return Capability(name, False, found.reason)
        page = _pmd_size(arch)
        if page > _ALIGNED:
            return Capability(name, False, f"a huge page has {page >> 20} MiB here: too much")
        reason = can_collapse()
        if reason:
            return Capability(name, False, reason)
        self._huge.size = page
        return Capability(name, True, f"pages={self._huge.wanted}: MADV_COLLAPSE, or a pool")


def _host() -> Arch:
    try:
        return arches.host().with_pages(linux.PAGE_SIZE)
    except UsageError as error:
        raise CapabilityError(f"executable memory is not known here: {error}") from error


def _capabilities(
    found: Probe, arch: Arch, poke: Capability, huge: Capability, *, hardened: bool
) -> Capabilities:
    ok = found.recipe is not None
    how = "an alias that exists only meanwhile" if hardened else "a writable alias"
    flush = found.maintenance.detail if found.maintenance is not None else ""
    copy = f"through {how}; cache maintenance: {flush}" if ok else found.reason
    mapping = f"mapped by {found.recipe}" if ok else found.reason
    return Capabilities(
        arch=arch,
        page_size=linux.PAGE_SIZE,
        pmd_size=_pmd_size(arch),
        trap=arch.trap,
        trap_unit=arch.trap_unit,
        alignment=arch.alignment.value or arch.trap_unit,
        recipe=str(found.recipe) if ok else None,
        refused=found.refused,
        text_copy=Capability("text_copy", ok, copy),
        text_invalidate=Capability("text_invalidate", ok, copy),
        text_poke=poke,
        set_rox=Capability("set_rox", ok, mapping),
        huge_pages=huge,
        data=Capability("data", ok, mapping),
    )


def _pmd_size(arch: Arch) -> int:
    """Bytes of a huge page: what this kernel says, else what the architecture has."""
    try:
        return int(_PMD_SIZE_FILE.read_text())
    except (OSError, ValueError):
        return arch.pmd_size
