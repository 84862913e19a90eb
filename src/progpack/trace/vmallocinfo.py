"""Lines of ``/proc/vmallocinfo``: one reader for the running kernel and for records of others.

One line is one area: its addresses, its bytes with the guard page, who asked for it, its pages and
the NUMA nodes that they are on (``vmalloc_info_show()`` in ``mm/vmalloc.c``, Linux 6.18).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from progpack.errors import ObjectError
from progpack.pack.constants import PACK_UNIT

__all__ = [
    "CALLERS_OF_BPF",
    "CALLERS_OF_PROGRAMS",
    "AreaLine",
    "Group",
    "group_of_caller",
    "nodes_of",
    "parse_area",
]

_LINE = re.compile(r"0x([0-9a-f]+)-0x([0-9a-f]+)\s+(\d+)(.*)")
_CALLER = re.compile(r"(.+)\+0x([0-9a-f]+)/0x([0-9a-f]+)")
_NODE = re.compile(r"N(\d+)=(\d+)")
_PACK_CALLER = "bpf_prog_pack_alloc"


class Group(StrEnum):
    """The purpose of an area, as far as the name of its caller tells it."""

    PACK = "pack"
    """A pack: ``bpf_prog_pack_alloc`` and exactly the size of one; or ``bpf_jit_alloc_exec`` of
    that size, where the architecture has its own (arm64, powerpc, riscv)."""
    OVERSIZED = "oversized"
    """Also from ``bpf_prog_pack_alloc``, but larger: one program that fits no pack."""
    PROGRAM = "program"
    """A ``struct bpf_prog`` with its instructions (``bpf_prog_alloc*``, ``bpf_prog_realloc``,
    ``bpf_jit_blind_constants``).

    It counts functions of programs, classic ones too, and holds no machine code.
    """
    JIT = "jit"
    """``bpf_jit_alloc_exec``, ``bpf_jit_binary_alloc``: machine code outside of packs."""
    TRAMPOLINE = "trampoline"
    """Pages of trampolines, dispatchers and struct_ops outside of packs."""
    EXECMEM = "execmem"
    """``execmem_*``: executable memory for all of the kernel. Packs too, where they are made from
    its cache, and nothing here tells them from modules."""
    OTHER = "other"


_CALLERS: tuple[tuple[str, Group], ...] = (
    ("bpf_prog_alloc", Group.PROGRAM),
    ("bpf_prog_realloc", Group.PROGRAM),
    ("bpf_jit_blind_constants", Group.PROGRAM),
    ("bpf_jit_", Group.JIT),
    ("bpf_trampoline_", Group.TRAMPOLINE),
    ("bpf_dispatcher_", Group.TRAMPOLINE),
    ("bpf_struct_ops_", Group.TRAMPOLINE),
    ("arch_alloc_bpf_trampoline", Group.TRAMPOLINE),
    ("execmem_", Group.EXECMEM),
)
CALLERS_OF_PROGRAMS = tuple(caller for caller, group in _CALLERS if group is Group.PROGRAM)
"""Beginnings of the callers whose areas are of `Group.PROGRAM`."""

CALLERS_OF_BPF = (_PACK_CALLER, *(caller for caller, _ in _CALLERS))
"""Beginnings of the callers whose areas are of any group but `Group.OTHER`."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The fields of one line of ``/proc/vmallocinfo``.

    Attributes:
        key: the first number of the line: an address, or a number that stands for it.
        digits: how many digits the line prints it with.
        size: bytes with the guard page, where there is one.
        caller: the function that asked for the area, ``""`` when the line names none.
        offset: bytes from the start of that function to its call; -1 when not known.
        pages: pages of memory behind the area (``pages=``); None when it has none of its own.
        nodes: pages on each NUMA node, ``{node: pages}``; empty when the kernel does not say.
        words: the other words of the line.
    """

    key: int
    digits: int
    size: int
    caller: str
    offset: int
    pages: int | None
    nodes: Mapping[int, int]
    words: tuple[str, ...]


def parse_area(line: str) -> AreaLine:
    """Read one line of ``/proc/vmallocinfo``.

    Raises:
        ObjectError: the line describes no area.
    """
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ObjectError(f"vmallocinfo: {line.strip()[:80]!r} is not an area")
    words = match[4].split()
    caller, offset = "", -1
    if words and (named := _CALLER.fullmatch(words[0])):
        caller, offset = named[1], int(named[2], 16)
        del words[0]
    pages, nodes, rest = None, {}, []
    for word in words:
        if word.startswith("pages="):
            pages = int(word[6:])
        elif node := _NODE.fullmatch(word):
            nodes[int(node[1])] = int(node[2])
        else:
            rest.append(word)
    digits, size = len(match[1]), int(match[3])
    return AreaLine(int(match[1], 16), digits, size, caller, offset, pages, nodes, tuple(rest))


def group_of_caller(caller: str, size: int, nodes: int) -> Group:
    """Return the purpose of an area.

    Args:
        caller: the function that asked for it.
        size: bytes of memory behind it.
        nodes: possible NUMA nodes; a pack has 2 MiB for each (``BPF_PROG_PACK_SIZE`` in
            ``kernel/bpf/core.c``).
    """
    pack = nodes * PACK_UNIT
    if caller.startswith(_PACK_CALLER):
        if size < pack:
            # The list of the pages of a larger area (the one that has "vpages") has its caller.
            return Group.OTHER
        return Group.PACK if size == pack else Group.OVERSIZED
    if caller == "bpf_jit_alloc_exec" and size == pack:
        return Group.PACK
    for prefix, group in _CALLERS:
        if caller.startswith(prefix):
            return group
    return Group.OTHER


def nodes_of(areas: Iterable[AreaLine], page_size: int) -> int:
    """Possible NUMA nodes, by the smallest pack among the areas; 1 where there is none.

    A pack has 2 MiB for each (d6170e4aaf86); what has less is the list of a pack's pages.
    """
    sizes = [(a.pages or 0) * page_size for a in areas if a.caller.startswith(_PACK_CALLER)]
    packs = [size for size in sizes if size >= PACK_UNIT]
    return min(packs) // PACK_UNIT if packs else 1
