"""The sizes of the kernel's pack allocator (kernel/bpf/core.c, include/linux/filter.h)."""

from __future__ import annotations

__all__ = [
    "CHUNK",
    "CHUNK_SHIFT",
    "HEADER",
    "HEADER_OWN_PAGES",
    "PACK_UNIT",
    "SAFETY",
    "SAFETY_OWN_PAGES",
    "chunks_of",
    "round_up",
]

CHUNK_SHIFT = 6
"""BPF_PROG_CHUNK_SHIFT."""

CHUNK = 1 << CHUNK_SHIFT
"""Bytes in a chunk, the unit of placement: BPF_PROG_CHUNK_SIZE."""

HEADER = 8
"""Bytes before the image in a pack: sizeof(struct bpf_binary_header) from 5.18 on."""

SAFETY = 16
"""Least bytes of traps kept around an image in a pack, for its random start."""

HEADER_OWN_PAGES = 4
"""Bytes before the image when a program has pages of its own (to 5.17, as measured)."""

SAFETY_OWN_PAGES = 128
"""Least bytes of traps around an image that has pages of its own: bpf_jit_binary_alloc()."""

PACK_UNIT = 2 << 20
"""Bytes of a pack for each possible NUMA node: d6170e4aaf86 (6.9, and stable 6.1 to 6.8)."""


def round_up(size: int, unit: int) -> int:
    """``size`` rounded up to a multiple of ``unit``, both in bytes."""
    return -(-size // unit) * unit


def chunks_of(size: int) -> int:
    """Chunks that ``size`` bytes take: BPF_PROG_SIZE_TO_NBITS."""
    return (size + CHUNK - 1) >> CHUNK_SHIFT
