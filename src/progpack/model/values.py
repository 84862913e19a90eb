"""Answers and counts of a modelled kernel."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["ITlb", "Placement", "Refused", "RefusedReason", "Totals"]

RefusedReason: TypeAlias = Literal["limit", "memory", "range"]
"""Why nothing was placed: the limit (bpf_jit_limit), no physical pages, no room in the
executable range."""


class Placement(NamedTuple):
    """The place of an image, and the effect of placing it on the direct map.

    Attributes:
        pack: number of the pack in order of creation; None for an image with pages of its own.
        chunk: index of the image's first chunk, 0 in pages of its own.
        chunks: how many chunks the image takes. Chunks are those of the policy, 64 bytes in all
            kernels and in pages of its own.
        address: modelled, of the first chunk; unique among what is placed.
        pages: small pages taken for the image now: of a new pack, or its own; 0 in an old pack.
        level2_splits: 2 MiB entries of the direct map that the placement split.
        level3_splits: 1 GiB entries that the placement split.
        new_pack: whether the image is the first of a new pack.
    """

    pack: int | None
    chunk: int
    chunks: int
    address: int
    pages: int
    level2_splits: int
    level3_splits: int
    new_pack: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A load that was not placed. Nothing of it is left.

    Attributes:
        reason: of what there was not enough.
        text: what the kernel would return and why, in a sentence.
    """

    reason: RefusedReason
    text: str


@dataclass(slots=True)
class Totals:
    """Counts of what has happened, and of what there is now; bytes where the name says so.

    Attributes:
        loads: images placed.
        unloads: images given back, where the trace says so; the memory may be freed later.
        dead_loads: unloads of what was never placed.
        refused_limit: images refused by the limit.
        refused_memory: images refused for want of pages, page tables or address space.
        trampolines: of the loads, trampolines.
        placed_bytes: occupied now: chunks of 64 bytes, or whole pages.
        image_bytes: asked for by what is placed now.
        code_bytes: machine code of what is placed now.
        charged: bytes charged against the limit now.
        packs: there are now.
        packs_peak: most there were.
        packs_created: ever.
        packs_released: ever.
        own_areas: images with pages of their own, now.
        pages: small pages behind packs and areas now.
        pages_peak: most there were.
        used_chunks: taken in packs now.
        free_chunks: free in packs now.
        largest_hole: chunks in the longest free run of all packs now.
        level2_splits: 2 MiB entries of the direct map split, ever.
        level3_splits: 1 GiB entries split, ever.
        level2_collapses: 2 MiB entries put together again, ever, as the kernel counts them.
        level3_collapses: 1 GiB entries put together again, ever.
        direct_map_4k_kb: kB of memory that the direct map has in 4 KiB entries now.
        direct_map_2m_kb: in 2 MiB entries.
        direct_map_1g_kb: in 1 GiB entries.
        flushes_all: flushes of the whole TLB of all CPUs.
        flushes_range: flushes of a range of pages on all CPUs.
        shootdown_cpus: CPUs that were interrupted, summed over those flushes.
        ibpb_flushes: flushes of all CPUs' branch predictors.
        purges: times that lazily freed areas were freed at last.
    """

    loads: int = 0
    unloads: int = 0
    dead_loads: int = 0
    refused_limit: int = 0
    refused_memory: int = 0
    trampolines: int = 0
    placed_bytes: int = 0
    image_bytes: int = 0
    code_bytes: int = 0
    charged: int = 0
    packs: int = 0
    packs_peak: int = 0
    packs_created: int = 0
    packs_released: int = 0
    own_areas: int = 0
    pages: int = 0
    pages_peak: int = 0
    used_chunks: int = 0
    free_chunks: int = 0
    largest_hole: int = 0
    level2_splits: int = 0
    level3_splits: int = 0
    level2_collapses: int = 0
    level3_collapses: int = 0
    direct_map_4k_kb: int = 0
    direct_map_2m_kb: int = 0
    direct_map_1g_kb: int = 0
    flushes_all: int = 0
    flushes_range: int = 0
    shootdown_cpus: int = 0
    ibpb_flushes: int = 0
    purges: int = 0

    def copy(self) -> Totals:
        """Return the same numbers in an object that does not change any more."""
        return Totals(**self.as_dict())

    def as_dict(self) -> dict[str, int]:
        """Name -> number, in the order above."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class ITlb:
    """Entries of the instruction TLB that the placed code needs, and what is missed without.

    Attributes:
        entries_4k: small pages that hold code now.
        entries_2m: huge pages that hold code now.
        executions: how often programs run in the time considered.
        walks: page walks in that time, when runs of programs are independent of each other and
            the TLB keeps the ``capacity`` pages that are most wanted.
        capacity: (4 KiB, 2 MiB) entries that the code can have.
    """

    entries_4k: int
    entries_2m: int
    executions: float
    walks: float
    capacity: tuple[int, int]
