"""The kernel's range of addresses for code: modules, packs and all else that must be near its text.

net.core.bpf_jit_limit does not bind privileged loaders. For them this range is the end: when no
hole in it is large enough, allocations fail with ENOMEM, for modules too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.errors import ProgpackError
from progpack.kernel.proc.files import ROOT
from progpack.kernel.proc.vmalloc import read_vmalloc
from progpack.known import Bounds, Maybe, Unknown

__all__ = ["X86_END", "X86_STARTS", "CodeRange", "holes", "read_code_range"]

# MODULES_VADDR and MODULES_END: behind the kernel's image, for which 1 GiB is set aside with
# KASLR and 512 MiB without (arch/x86/include/asm/page_64_types.h, pgtable_64_types.h).
X86_STARTS: Final = (0xFFFF_FFFF_C000_0000, 0xFFFF_FFFF_A000_0000)
X86_END: Final = 0xFFFF_FFFF_FF00_0000

# Of areas whose addresses are hidden, these are in the range.
_CALLERS: Final = ("execmem_", "module_alloc", "move_module", "bpf_prog_pack_alloc", "bpf_jit_")


@dataclass(frozen=True, slots=True)
class CodeRange:
    """The use of the kernel's range for code, in bytes.

    Attributes:
        size: size of the range, or why it is not known.
        used: by areas, guard pages included.
        largest_hole: the longest run of addresses that nobody has, or why it is not known.
        areas: how many there are, at least.
    """

    size: Maybe[int]
    used: Maybe[Bounds]
    largest_hole: Maybe[int]
    areas: int

    @property
    def left(self) -> Maybe[int]:
        """Bytes that are in no area, at most."""
        if isinstance(self.size, Unknown):
            return self.size
        return self.used if isinstance(self.used, Unknown) else self.size - self.used.low


def read_code_range(start: int, root: Path = ROOT) -> CodeRange:
    """Read the use of the range for code from ``/proc/vmallocinfo``.

    Args:
        start: its first address, 0 when it is not known, as on other machines than x86-64.
        root: where ``proc`` is.
    """
    size: Maybe[int] = X86_END - start
    if not start:
        size = Unknown("where the range for code begins on this machine is not known")
    placed: list[tuple[int, int]] = []
    hidden, count = 0, 0
    why: Unknown | None = None
    try:
        for area in read_vmalloc(root):
            if isinstance(area.address, int):
                if start and start <= area.address < X86_END:
                    placed.append((area.address, area.size))
            elif area.caller.startswith(_CALLERS) and area.pages:
                why, hidden, count = area.address, hidden + area.size, count + 1
    except ProgpackError as error:
        unseen = Unknown(str(error))
        return CodeRange(size, unseen, unseen, 0)
    used = hidden + sum(length for _, length in placed)
    if why is not None:
        return CodeRange(size, Bounds(used, why), why, count + len(placed))
    if not start:
        return CodeRange(size, Bounds(used, size), size, len(placed))
    hole = max(holes(placed, start, X86_END), default=0)
    return CodeRange(size, Bounds(used, used), hole, len(placed))


def holes(areas: Iterable[tuple[int, int]], start: int, end: int) -> list[int]:
    """Bytes of each run of addresses from ``start`` to ``end`` that is in no area."""
    holes = []
    for address, size in [*sorted(areas), (end, 0)]:
        if address > start:
            holes.append(address - start)
        start = max(start, address + size)
    return holes
