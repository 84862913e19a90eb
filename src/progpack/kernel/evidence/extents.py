"""Extents: the chunks that a program may take, and the places where packs may begin."""

from __future__ import annotations

from collections.abc import Iterable

from progpack.errors import UsageError
from progpack.pack import HEADER, SAFETY
from progpack.pack.constants import PACK_UNIT, chunks_of, round_up

__all__ = ["image_chunks", "infer_bases"]

# What the JIT asks for beyond the length it reports, in bytes at least and at most, without the
# exception table, and to what it rounds: x86 words, arm64 a PLT slot, powerpc a word in some.
_EXTRA = {
    "x86_64": (4, 0, 0),
    "aarch64": (4, 8, 8),
    "riscv64": (1, 0, 0),
    "ppc64le": (1, 0, 4),
}
_ALIASES = {"powerpc64le": "ppc64le", "x86-64": "x86_64", "arm64": "aarch64"}
# An entry of the exception table, and the least machine code of the access that it is for.
_ENTRY = 12
_ENTRY_POWERPC = 20
_ACCESS = 4


def image_chunks(jited_size: int, machine: str, loads: int | None = None) -> tuple[int, int]:
    """Chunks that a function takes, at least and at most.

    The exception table lies behind the text and is not in the length that the kernel reports.
    It has an entry for each access that may fault; those are among the loads of the program.

    Args:
        jited_size: bytes of machine code (``jited_func_lens``).
        machine: as ``uname -m`` has it.
        loads: memory loads among its instructions; None when they are not known.

    Raises:
        UsageError: no such architecture has packs, or the size is not positive.
    """
    name = _ALIASES.get(machine, machine)
    if name not in _EXTRA or jited_size < 1:
        raise UsageError(f"chunks of {jited_size} bytes of code on {machine}: not known")
    unit, least, most = _EXTRA[name]
    text = round_up(jited_size, unit) + HEADER + SAFETY
    entry = _ENTRY_POWERPC if name == "ppc64le" else _ENTRY
    entries = jited_size // _ACCESS if loads is None else min(loads, jited_size // _ACCESS)
    return chunks_of(text + least), chunks_of(text + most + entry * entries)


def infer_bases(
    spans: Iterable[tuple[int, int]],
    *,
    pack_size: int = PACK_UNIT,
    page_size: int = 4096,
    guard: int = 4096,
    floor: int = 0,
) -> list[tuple[int, int]]:
    """Return where packs can begin: (lowest, highest) page for each, from what is seen in them.

    Packs are areas of vmalloc: page-aligned, apart by their size and a guard page (none where
    they come from the execmem cache). Addresses are put together as far as one pack can hold
    them, lowest first. Several packs are told apart so only by inference.

    Args:
        spans: (address, bytes) of programs, in any order.
        pack_size: bytes.
        page_size: bytes.
        guard: bytes between two packs, at least.
        floor: no pack begins before this address.
    """
    groups: list[tuple[int, int]] = []
    for address, size in sorted(spans):
        end = address + size
        if groups and end - groups[-1][0] // page_size * page_size <= pack_size:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
        else:
            groups.append((address, end))
    bases = [
        (max(round_up(end - pack_size, page_size), floor), start // page_size * page_size)
        for start, end in groups
    ]
    stride = pack_size + guard
    for i in range(1, len(bases)):
        low, high = bases[i]
        bases[i] = (min(max(low, bases[i - 1][0] + stride), high), high)
    for i in range(len(bases) - 2, -1, -1):
        low, high = bases[i]
        bases[i] = (low, max(min(high, bases[i + 1][1] - stride), low))
    return bases
