"""The base class of placement policies."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from progpack.arch import Arch
from progpack.pack.binary import BinaryLayout
from progpack.pack.constants import CHUNK, PACK_UNIT
from progpack.pack.index import Index, Scan
from progpack.pack.pack import Pack, Request

__all__ = ["Pages", "Policy"]


class Pages(Enum):
    """The kind of pages behind a pack, on which the cost of the pack depends."""

    OWN = "own"
    """Each program has small pages of its own."""
    SINGLE = "single"
    """Small pages, taken one by one from anywhere."""
    BLOCK = "block"
    """Small pages that are one aligned physical block."""
    HUGE = "huge"
    """Huge pages, also in the mapping."""


class Policy:
    """A rule that places requests. Subclass it to make a rule of your own.

    A policy needs a name; every other part has the kernel's rule as its default: packs of 2 MiB for
    each node, first fit, areas of their own for oversized requests. This is a whole best fit::

        class BestFit(Policy):
            name = "my-best-fit"
            description = "the smallest hole that is long enough, in any pack"

            def choose(self, chunks, packs, request):
                holes = [(n, pack.number, at, pack) for pack in packs if pack.bound >= chunks
                         for at, n in pack.bitmap.holes() if n >= chunks]
                if not holes:
                    return None
                _, _, at, pack = min(holes, key=lambda hole: hole[:3])
                return pack, at

    ``PackList(BestFit())`` uses it; `policies.register` makes its name known.

    Attributes:
        name: short name, unique among the registered ones.
        description: one line for people.
        pages: what the pages behind a pack are.
        source: kernel releases and commits that behave so, or "progpack".
        chunk_size: bytes in a chunk, a power of two that divides a page; 64 in all kernels.
        spare: empty packs that are kept for later, none in any kernel.
        flushes: classic programs can make it flush the branch predictors (`placed`).
    """

    name: ClassVar[str]
    description: ClassVar[str] = ""
    pages: ClassVar[Pages] = Pages.SINGLE
    source: ClassVar[str] = "progpack"
    chunk_size: ClassVar[int] = CHUNK
    spare: ClassVar[int] = 0
    flushes: ClassVar[bool] = False

    def __repr__(self) -> str:
        return f"<policy {self.name}>"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """Return the bytes of a pack: a multiple of the page size; 0 when there are no packs.

        Args:
            arch: the architecture, with the page size in use.
            nodes: possible NUMA nodes, at least 1.
        """
        return PACK_UNIT * nodes

    def index(self, packs: list[Pack], chunks: int) -> Index:
        """Return an index that counts the free chunks of one list and finds room.

        By default there is a bitmap for each pack, and `choose` looks at them. A policy that
        keeps something quicker makes it here; `choose` is not asked then.

        Args:
            packs: the packs of the list in order of creation; the list changes it.
            chunks: how many chunks a pack has, 0 when there are no packs.
        """
        return Scan(self, packs, chunks, self.chunk_size)

    @property
    def is_first_fit(self) -> bool:
        """Whether `choose` is this class's own, the rule of the kernels."""
        return type(self).choose is Policy.choose

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """Return the pack and the first chunk to take, or None to request a new pack.

        This method must not change anything. ``chunks`` never exceeds a pack.

        Args:
            chunks: length of the run that is needed.
            packs: the packs in order of creation.
            request: what is placed, for policies that look at more than its length.
        """
        for pack in packs:
            # The bound is compared here too: a call for each full pack would cost more.
            if pack.bound >= chunks:
                at = pack.find_run(chunks)
                if at is not None:
                    return pack, at
        return None

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Note that a request was placed in a pack of the list; may change ``dirty`` of packs.

        Not called for an area of its own, nor for what `PackList.adopt` takes over.

        Returns:
            Whether the placement made the kernel flush the branch predictors of all CPUs.
        """
        return False

    def freed(self, pack: Pack, packs: Sequence[Pack]) -> None:
        """Note that one of several spans of a pack was freed; may change ``dirty`` of packs."""

    def image_size(self, proglen: int) -> int:
        """Return the bytes that this kernel requests for a JIT image of ``proglen`` bytes.

        Raises:
            UsageError: ``proglen`` is not positive.
        """
        return BinaryLayout(proglen).size
