"""The direct map before and after programs were loaded: as measured, and as the model has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.errors import UsageError
from progpack.model import KernelFeatures, KernelModel
from progpack.model.directmap import BLOCK, Entry
from progpack.pack import policies
from progpack.replay.validation.kernel_record import KernelRecord
from progpack.replay.validation.records import machine_of, splits_between
from progpack.trace.events import Load
from progpack.trace.measured import Measured

__all__ = ["Block", "DirectMapChange", "DirectMapState", "measured_change"]

_PAGE: Final = 4096
_PAGES: Final = {
    "page": "a page or more for each program",
    "pack-4k": "packs of one page",
    "pack": "packs of 512 single pages",
    "pack-block": "packs from one block of 2 MiB",
    "rox-cache": "packs in whole huge pages",
}
_LOADED: Final = {"a_rq": "runqslower's", "b_1000": "1,000", "c_3000": "3,000", "c_300": "300"}


@dataclass(frozen=True, slots=True)
class Block:
    """2 MiB of physical memory, as the direct map has them.

    Attributes:
        size: size of the entries that map them: "4K", "2M" or "1G".
        read_only: how many of their 512 pages the kernel cannot write through the direct map.
    """

    size: str
    read_only: int


@dataclass(frozen=True, slots=True)
class DirectMapState:
    """The direct map at one moment.

    Attributes:
        entries: ascending, as a walk of the page tables found them.
    """

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> DirectMapState:
        """Make a direct map of entries in any order."""
        return cls(tuple(sorted(entries, key=lambda entry: entry.page)))

    def count(self, size: str = "") -> int:
        """Return how many entries there are, of one size or of all."""
        return sum(e.entries for e in self.entries if size in ("", e.size))

    def blocks(self) -> dict[int, Block]:
        """Number of each 2 MiB (physical address / 2 MiB) -> what maps it."""
        by_number: dict[int, Block] = {}
        for entry in self.entries:
            for block in range(entry.page // BLOCK, -(-entry.end // BLOCK)):
                first = max(entry.page, block * BLOCK)
                pages = min(entry.end, (block + 1) * BLOCK) - first
                before = by_number.get(block)
                read_only = (before.read_only if before else 0) + pages * (not entry.writable)
                by_number[block] = Block(entry.size, read_only)
        return by_number


@dataclass(frozen=True, slots=True)
class DirectMapChange:
    """The change that loads made to the direct map of one kernel.

    Attributes:
        kernel: release.
        arch: name of the architecture.
        pages: in words, the pages that programs have there.
        loads: how many programs were loaded.
        what: in words, which.
        code_pages: pages of 4 KiB that hold their code, by their addresses.
        before: as measured before the first load.
        after: as measured when all were loaded.
        model_before: what the model has before; it starts with as many entries of each size.
        model_after: what the model says of after.
        splits: entries of (2 MiB, 1 GiB) that were split; None where the kernel does not tell.
        model_splits: the same, as the model says.
    """

    kernel: str
    arch: str
    pages: str
    loads: int
    what: str
    code_pages: int
    before: DirectMapState
    after: DirectMapState
    model_before: DirectMapState
    model_after: DirectMapState
    splits: tuple[int, int] | None
    model_splits: tuple[int, int]


def measured_change(path: Path, *, seed: int = 0) -> DirectMapChange:
    """Return the change that a record of a real kernel shows, and the model's for the same loads.

    Args:
        path: the record, as `progpack.replay.validation.kernel_record` describes it.
        seed: seed of the model.

    Raises:
        ObjectError: the file is no such record.
        UsageError: the kernel's page tables were not walked in it.
    """
    record, measured = KernelRecord(path), Measured(path)
    before, after = record.walk("start"), record.walk("loaded")
    moments = {moment.label: moment for moment in record.moments()}
    if not before or not after or not {"start", "loaded"} <= moments.keys():
        raise UsageError(
            f"{path}: its page tables were not walked before and after; records of x86-64 guests, "
            "such as 6.1-x86_64-c_3000.jsonl.gz, have that"
        )
    features = KernelFeatures.of(record.release, record.arch)
    spec = machine_of(record, measured, moments["start"])
    model = KernelModel(policies.get(features.policy), spec, seed=seed)
    model_before, splits, loads = _play(model, measured)
    pages = _code_pages(measured)
    return DirectMapChange(
        kernel=record.short,
        arch=record.arch,
        pages=_PAGES.get(features.policy, features.policy),
        loads=loads,
        what=f"{_LOADED.get(record.sequence, '')} programs ({record.sequence})".strip(),
        code_pages=len(pages),
        before=DirectMapState.of(before),
        after=DirectMapState.of(after),
        model_before=model_before,
        model_after=DirectMapState.of(model.physical.direct_map.entries()),
        splits=splits_between(record, moments["start"], moments["loaded"]),
        model_splits=splits,
    )


def _play(model: KernelModel, measured: Measured) -> tuple[DirectMapState, tuple[int, int], int]:
    """(state before the first program, splits since, programs); unloads at the end are left out."""
    before: DirectMapState | None = None
    base = model.totals.copy()
    loads = 0
    for event in measured:
        if not isinstance(event, Load):
            continue
        if before is None and event.kind != "image":
            before = DirectMapState.of(model.physical.direct_map.entries())
            base = model.totals.copy()
        model.load(event)
        loads += event.kind == "program" and event.id is not None
    end = model.totals
    splits = end.level2_splits - base.level2_splits, end.level3_splits - base.level3_splits
    return before or DirectMapState.of(model.physical.direct_map.entries()), splits, loads


def _code_pages(measured: Measured) -> set[int]:
    """Numbers of the pages that hold machine code of programs, as far as addresses are known."""
    pages: set[int] = set()
    for event in measured:
        if isinstance(event, Load) and event.kind == "program" and event.address is not None:
            last = event.address + max(event.size, 1) - 1
            pages.update(range(event.address // _PAGE, last // _PAGE + 1))
    return pages
