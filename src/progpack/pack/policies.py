"""The policies that kernels have had, those of our own, and the registry of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from progpack.arch import Arch
from progpack.errors import UnknownNameError, UsageError
from progpack.pack.bins import Bins
from progpack.pack.constants import HEADER_OWN_PAGES, SAFETY_OWN_PAGES
from progpack.pack.index import Index
from progpack.pack.pack import Pack, Request
from progpack.pack.policy import Pages, Policy

__all__ = [
    "BestFit",
    "Binned",
    "BinnedLines",
    "FirstFit2M",
    "Pack4K",
    "PackBlock",
    "PackDirty",
    "PackHuge",
    "Page",
    "RoxCache",
    "Warm",
    "get",
    "names",
    "register",
]


class Page(Policy):
    """Each program has pages of its own, as up to Linux 5.17.

    An image takes ceil((length + 4 + 128) / page size) pages: bpf_jit_binary_alloc() in
    kernel/bpf/core.c; exact for all programs measured on 5.10 (x86-64, arm64).
    """

    name = "page"
    description = "pages of its own for each program (to 5.17)"
    pages = Pages.OWN
    source = "kernel/bpf/core.c bpf_jit_binary_alloc(), to 5.17"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """0: there are no packs."""
        return 0

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """None: nothing is shared."""
        return None

    def image_size(self, proglen: int) -> int:
        """``proglen`` with the header and 128 bytes of traps; pages are rounded when placed."""
        if proglen < 1:
            raise UsageError(f"an image has at least one byte, not {proglen}")
        return proglen + HEADER_OWN_PAGES + SAFETY_OWN_PAGES


class Pack4K(Policy):
    """Packs of one page, first fit, as released in Linux 5.18 and 5.19.

    Huge vmalloc had become opt-in (559089e0a93d) and the pack code did not opt in, so that its
    probe found PAGE_SIZE; a program beyond a page is oversized.
    """

    name = "pack-4k"
    description = "packs of one page, first fit (5.18, 5.19)"
    pages = Pages.SINGLE
    source = "kernel/bpf/core.c of 5.18 with 559089e0a93d"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """One page."""
        return arch.page_size


class FirstFit2M(Policy):
    """Packs of 2 MiB for each possible node, first fit, as from Linux 6.0 to 6.18.

    The pages are single ones. An oversized request is one that exceeds a pack, strictly.
    """

    name = "pack"
    description = "packs of 2 MiB x nodes made of single pages, first fit (6.0 to 6.18)"
    pages = Pages.SINGLE
    source = "kernel/bpf/core.c bpf_prog_pack_alloc(); ea2babac63d4, d6170e4aaf86"


class PackBlock(FirstFit2M):
    """Packs and places of `FirstFit2M`; the pages are one aligned block, mapped singly.

    From 6.19 on vmalloc takes one aligned physical block of 2 MiB for each 2 MiB of a pack, where
    it used to take single pages (measured on 6.19 to 7.2: one level-2 split for each pack, which
    was 1 to 15).
    """

    name = "pack-block"
    description = "packs of 2 MiB x nodes, each 2 MiB one aligned block mapped by small pages"
    pages = Pages.BLOCK
    source = "vmalloc of 6.19 to 7.2, as measured; places as kernel/bpf/core.c"


class PackHuge(FirstFit2M):
    """The packs that were proposed: of huge pages, in the mapping and in the direct map.

    Places as `FirstFit2M`. A pack has one huge page for each possible node, because huge vmalloc
    divided the size by the nodes (e581094167be). It was in 5.18-rc1 and never released: huge
    vmalloc became opt-in (559089e0a93d), and module_alloc_huge() of the series of May 2022, which
    opted in, was not merged.
    """

    name = "pack-huge"
    description = "packs of 2 MiB x nodes made of huge pages (proposed in 2022; 5.18-rc1 only)"
    pages = Pages.HUGE
    source = "kernel/bpf/core.c of 5.18-rc1, 57631054fae6, e581094167be"


class RoxCache(FirstFit2M):
    """Packs that are cut from the cache of read-only executable huge pages.

    A pack is one leaf of 2 MiB there, and so is its direct map (measured on 7.3: no split for 17
    new packs, each 4 MiB apart). Places as `FirstFit2M`: the cache decides where a pack is, the
    pack allocator what is where in it.
    """

    name = "rox-cache"
    description = "packs of 2 MiB x nodes from the cache of executable huge pages (7.3)"
    pages = Pages.HUGE
    source = "mm/execmem.c with kernel/bpf/core.c of 7.3, as measured"


class PackDirty(FirstFit2M):
    """First fit by preference: classic programs in clean packs, eBPF programs in dirty ones.

    A pack is dirty from its birth and after each free. Of the packs with room the first of the
    preferred state is taken, else the first. A classic program that goes to a dirty pack costs a
    flush of the branch predictors of all CPUs, after which every pack is clean. Kernels do so
    where they flush at all: the CPU has IBPB, and does not use retpolines.
    """

    name = "pack-dirty"
    description = "packs of 2 MiB x nodes, clean ones for classic and dirty ones for eBPF (2026)"
    source = "kernel/bpf/core.c with a23c1c5396a9, a9b1f19a6a67, b72e29e0f7ee"
    flushes = True

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """The first pack of the preferred state that has room, else the first that has."""
        fallback: tuple[Pack, int] | None = None
        for pack in packs:
            if pack.bound < chunks or (fallback and pack.dirty is request.classic):
                continue
            at = pack.find_run(chunks)
            if at is not None:
                if pack.dirty is not request.classic:
                    return pack, at
                fallback = pack, at
        return fallback

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Whether all CPUs are flushed: for a classic program in a dirty pack."""
        if not (request.classic and pack.dirty):
            return False
        for other in packs:
            other.dirty = False
        return True

    def freed(self, pack: Pack, packs: Sequence[Pack]) -> None:
        """The pack is dirty now."""
        pack.dirty = True


class FlushEach(FirstFit2M):
    """First fit, and a flush of the branch predictors for each classic program in a pack.

    What kernels that flush at all did before packs were clean or dirty (a23c1c5396a9 skips what is
    redundant): the number beside which the flags of packs show what they save.
    """

    name = "flush-each"
    description = "packs of 2 MiB x nodes, first fit, a flush for each classic one (first form)"
    source = "kernel/bpf/core.c before a23c1c5396a9, with 0bb99f2cfaae"
    flushes = True

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Whether all CPUs are flushed: for each classic program."""
        return request.classic


class BestFit(Policy):
    """The kernel's packs and chunks; each request goes to the shortest hole that is long enough.

    Among holes of one length it is the one that was freed last.
    """

    name = "best-fit"
    description = "packs of 2 MiB x nodes, the shortest hole that is long enough"

    def index(self, packs: list[Pack], chunks: int) -> Index:
        """Bins, always joined."""
        return Bins(packs, chunks, self.chunk_size, quick=0, dense=False)


class Binned(Policy):
    """Dense and quick: best fit in chunks of 16 bytes, small spans reused without a search.

    A request or a free takes about a microsecond, however many programs there are (see
    benchmarks/placement.py). Chunks of 16 bytes are what compilers align functions to; calls cost
    as much as with 64 from a thousand programs on, and up to a quarter more when all of the code
    is in the nearest cache, because a program then lies in more lines (benchmarks/calls.py).
    `BinnedLines` is for those.

    A binary of the kernel's shape (`image_size`) is whole 64 bytes here too: what is replayed is
    to ask for what the kernel asks for, and its start is to be as random. Code that needs neither
    is installed as it is, in whole chunks.
    """

    name = "bins"
    description = "packs of 2 MiB x nodes in chunks of 16 bytes, best fit by bins of free runs"
    chunk_size = 16

    def index(self, packs: list[Pack], chunks: int) -> Index:
        """Bins, in which spans of up to 512 bytes wait to be used again."""
        return Bins(packs, chunks, self.chunk_size, quick=32, dense=True)


class BinnedLines(Binned):
    """`Binned` in chunks of 64 bytes, so that each program begins at a cache line."""

    name = "bins-64"
    description = "packs of 2 MiB x nodes in chunks of 64 bytes, best fit by bins of free runs"
    chunk_size = 64

    def index(self, packs: list[Pack], chunks: int) -> Index:
        """Bins, in which spans of up to 512 bytes wait to be used again."""
        return Bins(packs, chunks, self.chunk_size, quick=8, dense=True)


class Warm(FirstFit2M):
    """First fit, but one pack stays when it is empty.

    The kernel gives an empty pack back at once, so that a lone program that comes and goes costs
    a pack each time.
    """

    name = "warm"
    description = "packs of 2 MiB x nodes, first fit, one empty pack is kept"
    pages = Pages.SINGLE
    source = "progpack"
    spare = 1


_registry: dict[str, type[Policy]] = {}

P = TypeVar("P", bound=Policy)


def register(policy: type[P]) -> type[P]:
    """Make a policy known by its name; can be used as a decorator.

    Raises:
        UsageError: the policy has no name, or another policy has that name.
    """
    name = getattr(policy, "name", "")
    if not name:
        raise UsageError(f"{policy.__qualname__} needs a name")
    if _registry.get(name, policy) is not policy:
        raise UsageError(f"there is a policy {name!r} already: {_registry[name].__qualname__}")
    _registry[name] = policy
    return policy


_KERNELS = (Page, Pack4K, FirstFit2M, PackBlock, PackHuge, RoxCache, PackDirty, FlushEach)
_OURS = (BestFit, Binned, BinnedLines, Warm)
for _policy in (*_KERNELS, *_OURS):
    register(_policy)


def get(name: str) -> Policy:
    """A new instance of the policy of that name.

    Raises:
        UsageError: no policy has that name.
    """
    policy = _registry.get(name)
    if policy is None:
        raise UnknownNameError("unknown policy", name, names(), listed="known are")
    return policy()


def names() -> tuple[str, ...]:
    """Names of all registered policies, in order of registration."""
    return tuple(_registry)
