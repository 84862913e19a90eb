"""The direct map of the running kernel as it is now, and the memory in which its programs lie."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.errors import MissingFeatureError, UsageError
from progpack.kernel.charge import Placed
from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pagetables import Run, direct_map_runs, translate
from progpack.kernel.memory.probe import READER, ProbeMemory, find_direct_map
from progpack.kernel.memory.protocol import DirectMapLayout, KernelMemory, UnreadableError
from progpack.kernel.observe import look
from progpack.kernel.proc.files import ROOT, read_text
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.known import Unknown
from progpack.model.directmap import Entry, Size

__all__ = ["LiveDirectMap", "read_direct_map"]

_PAGE: Final = 4096
_MACHINE: Final = "x86_64"
_SIZES: Final[dict[str, Size]] = {"4K": "4K", "2M": "2M", "1G": "1G"}


@dataclass(frozen=True, slots=True)
class LiveDirectMap:
    """The direct map of a kernel that goes on working: a picture of many moments.

    Attributes:
        kernel: release, or "?" where it cannot be read.
        arch: as ``uname -m`` has it.
        entries: ascending, as a walk of the page tables found them.
        programs: how many programs, trampolines and dispatchers have an address that can be seen;
            classic programs have none.
        code_pages: numbers (physical address / 4096) of the pages in which those lie; of what has
            no known size the first one.
    """

    kernel: str
    arch: str
    entries: tuple[Entry, ...]
    programs: int
    code_pages: frozenset[int]


def read_direct_map(
    *, probe: bool = False, say: Callable[[str], object] | None = None, root: Path = ROOT
) -> LiveDirectMap:
    """Walk the page tables of the running kernel, from ``/proc/kcore``.

    Args:
        probe: have a program of its own read them instead, which is unloaded again (root).
        say: is called with what probing will do, before it is done.
        root: where ``proc`` and ``sys`` are.

    Raises:
        MissingFeatureError: the page tables cannot be read here; the message says why.
        UsageError: probing another root than ``/``.
        BpfError: the kernel refused the program of the probe.
    """
    if probe and root != ROOT:
        raise UsageError(f"probing is for the running kernel, not for files in {root}")
    machine = platform.machine()
    if machine != _MACHINE:
        raise MissingFeatureError(f"direct map: page tables of x86-64 are read, not of {machine}")
    try:
        return _probed(say or (lambda _text: None)) if probe else _from_kcore(root)
    except UnreadableError as error:
        raise MissingFeatureError(f"direct map: {error}") from error


def _from_kcore(root: Path) -> LiveDirectMap:
    try:
        core = Kcore(root / "proc/kcore")
    except MissingFeatureError as error:
        hint = "--probe has a program read it, as root"
        raise MissingFeatureError(f"{error}; {hint}") from None
    with core:
        return _walked(core, core.direct_map(), look(root=root).placed, root)


def _probed(say: Callable[[str], object]) -> LiveDirectMap:
    say("probing loads one program that reads the kernel's page tables, and unloads it again")
    with ProbeMemory() as memory:
        layout = find_direct_map(memory, memory.current_task(), read_kernel_btf())
        own = f"{READER}#{memory.program_id}"
        placed = [one for one in look().placed if one.name != own]
        return _walked(memory, layout, placed, ROOT)


def _walked(
    memory: KernelMemory, layout: DirectMapLayout, placed: Iterable[Placed], root: Path
) -> LiveDirectMap:
    seen = tuple(placed)
    release = read_text(root / "proc/sys/kernel/osrelease")
    return LiveDirectMap(
        kernel="?" if isinstance(release, Unknown) else release.strip(),
        arch=_MACHINE,
        entries=tuple(map(_entry, direct_map_runs(memory, layout))),
        programs=len(seen),
        code_pages=frozenset(_code_pages(memory, layout, seen)),
    )


def _entry(run: Run) -> Entry:
    return Entry(_SIZES[run.level], run.physical // _PAGE, run.count, run.writable)


def _code_pages(
    memory: KernelMemory, layout: DirectMapLayout, placed: Iterable[Placed]
) -> Iterator[int]:
    """Yield the numbers of the physical pages of code; code that is gone meanwhile is left out."""
    for one in placed:
        last = one.address + max(one.size, 1) - 1
        for page in range(one.address // _PAGE, last // _PAGE + 1):
            mapping = translate(memory, layout, page * _PAGE)
            if mapping is not None:
                yield mapping.physical // _PAGE
