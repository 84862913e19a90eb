# SPDX-License-Identifier: Apache-2.0
"""List the packs of a Linux kernel: the shared pages into which it places JITed BPF programs.

As a script: ``drgn bpf_packs.py`` for the running kernel, ``drgn -c vmcore bpf_packs.py`` for a
dump. drgn needs the kernel's debugging symbols.

As a module: `bpf_prog_pack_for_each`, `bpf_prog_pack_runs` and `bpf_prog_pack_chunks` take
objects of drgn, as its own helpers do.
"""

from __future__ import annotations

from collections.abc import Iterator

from drgn import Object, Program
from drgn.helpers.linux.list import list_for_each_entry
from drgn.helpers.linux.nodemask import for_each_node

__all__ = ["CHUNK", "bpf_prog_pack_chunks", "bpf_prog_pack_for_each", "bpf_prog_pack_runs"]

#: Bytes of a chunk: BPF_PROG_CHUNK_SIZE of kernel/bpf/core.c, 1 << 6.
CHUNK = 64
#: Bytes of a pack for each possible NUMA node: BPF_PROG_PACK_SIZE of kernel/bpf/core.c.
SIZE_PER_NODE = 2 << 20


def bpf_prog_pack_for_each(prog: Program) -> Iterator[Object]:
    """Iterate over the packs, in the order in which the kernel searches them for room.

    Args:
        prog: the kernel.

    Returns:
        ``struct bpf_prog_pack *`` objects.

    Raises:
        LookupError: the kernel has no packs (Linux before 5.18), or its symbols are not loaded.
    """
    packs = prog.variable("pack_list", "kernel/bpf/core.c")
    return list_for_each_entry("struct bpf_prog_pack", packs.address_of_(), "list")


def bpf_prog_pack_chunks(prog: Program) -> int:
    """The chunks of 64 bytes that each pack has.

    Args:
        prog: the kernel.
    """
    try:
        # Linux 5.18 and 5.19 chose the size at boot.
        size = prog.variable("bpf_prog_pack_size", "kernel/bpf/core.c").value_()
    except LookupError:
        size = SIZE_PER_NODE * sum(1 for _ in for_each_node(prog))
    return size // CHUNK


def bpf_prog_pack_runs(pack: Object) -> Iterator[tuple[int, int]]:
    """Iterate over the runs of taken chunks of a pack, lowest first.

    Args:
        pack: ``struct bpf_prog_pack *``.

    Returns:
        Pairs of the first chunk and the count of chunks.
    """
    first = None
    chunks = bpf_prog_pack_chunks(pack.prog_)
    for chunk, taken in enumerate(_bits(pack, chunks)):
        if taken and first is None:
            first = chunk
        elif not taken and first is not None:
            yield first, chunk - first
            first = None
    if first is not None:
        yield first, chunks - first


def _bits(pack: Object, chunks: int) -> Iterator[bool]:
    """Whether each chunk is taken; the bitmap is read at once, word by word it takes seconds."""
    word = pack.prog_.type("unsigned long")
    words = Object(
        pack.prog_,
        pack.prog_.array_type(word, chunks // (8 * word.size)),
        address=pack.bitmap.address_,
    ).value_()
    for value in words:
        for bit in range(8 * word.size):
            yield bool(value >> bit & 1)


def _line(pack: Object) -> str:
    chunks = bpf_prog_pack_chunks(pack.prog_)
    runs = list(bpf_prog_pack_runs(pack))
    taken = sum(count for _, count in runs)
    line = (
        f"{pack.ptr.value_():#018x}  {chunks * CHUNK >> 20} MiB  "
        f"{taken:6,} of {chunks:,} chunks taken, {100 * taken / chunks:.1f}%, {len(runs)} runs"
    )
    # Kernels that flush branch predictors for classic programs (since July 2026) keep this.
    if "arch_flush_needed" in {member.name for member in pack.type_.type.members}:
        line += ", dirty" if pack.arch_flush_needed else ", clean"
    return line


def main(prog: Program) -> None:
    """Print a line for each pack."""
    packs = list(bpf_prog_pack_for_each(prog))
    for pack in packs:
        print(_line(pack))
    if not packs:
        print("the kernel has no pack at present")


if __name__ == "__main__":
    from drgn import get_default_prog

    main(get_default_prog())
