"""Records of real kernels, as far as they are compared with the model.

The same files as `progpack.trace.Measured` reads; this reads what is no event: walks of the page
tables, physical pages behind programs, the counters around a sequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack import arch
from progpack.errors import ObjectError
from progpack.model.directmap import BLOCK, Entry, Size
from progpack.trace.measured import nodes_at, packs_of
from progpack.trace.measured_lines import Record, bad_line, read_lines

__all__ = ["KernelRecord", "Moment"]

_PAGE_SHIFT: Final = 12
_LEVEL_2: Final = 2
#: Pages of 4 KiB in entries that may not be written: each is looked at.
_MOST_READ_ONLY: Final = 1 << 20
# Bit of an entry that allows writing: _PAGE_RW of x86, _PAGE_WRITE of riscv. On arm64 the bit
# forbids it (PTE_RDONLY).
_WRITE: Final[Mapping[str, tuple[int, bool]]] = {
    "x86-64": (0x2, True),
    "riscv64": (0x4, True),
    "arm64": (0x80, False),
}
_SIZES: Final[Mapping[str, Size]] = {"4K": "4K", "2M": "2M", "1G": "1G"}


@dataclass(frozen=True, slots=True)
class Moment:
    """Counters at one moment. None: the kernel has no such counter.

    Attributes:
        label: what the record calls the moment.
        level2_splits: of /proc/vmstat.
        level3_splits: of /proc/vmstat.
        map_4k: kB, DirectMap4k of /proc/meminfo.
        map_2m: kB.
        map_1g: kB.
        own_pages: pages of programs that have pages of their own.
        packs: packs in vmalloc's list.
        pack_pages: pages behind them.
    """

    label: str
    level2_splits: int | None
    level3_splits: int | None
    map_4k: int | None
    map_2m: int | None
    map_1g: int | None
    own_pages: int
    packs: int
    pack_pages: int


class KernelRecord:
    """One record, read once.

    Args:
        path: the file: KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz.

    Attributes:
        path: the file.
        release: of the kernel, as uname(2) says.
        arch: name of the architecture.
        sequence: what was run.
        live: it was a machine in use, not one that was booted for it.
        records: the lines.

    Raises:
        ObjectError: the file cannot be read, or is no such record.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        name = path.name.partition(".jsonl")[0]
        try:
            kernel, machine, self.sequence = name.split("-", 2)
            self.arch = arch.get(machine).name
        except (ValueError, LookupError) as error:
            raise ObjectError(f"{path}: no measured record: {error!r}") from error
        lines = list(read_lines(path))
        self.records = [record for _, record in lines]
        start = next((r for r in self.records if r["op"] == "start"), None)
        if start is None:
            raise ObjectError(f"{path}: no measured record: no record of its start")
        self.release, self._page_size = str(start["kernel"]), int(start["pagesize"])
        self._snaps = [each for each in lines if each[1]["op"] == "snap"]
        self.live = "live" in kernel
        self.short = kernel

    @property
    def attaches(self) -> bool:
        """Whether something other than programs was placed too, which the record does not name."""
        return any(r["op"] in ("A", "R") for r in self.records)

    def moments(self) -> list[Moment]:
        """The counters, in order.

        Raises:
            ObjectError: they are none that a kernel has; says at which line.
        """
        found: list[Moment] = []
        nodes = 0
        for number, snap in self._snaps:
            try:
                nodes = nodes or nodes_at(snap, self._page_size)
                found.append(self._moment(snap, nodes))
            except (LookupError, TypeError, ValueError) as error:
                raise bad_line(self.path, number, error) from error
        return found

    def _moment(self, snap: Record, nodes: int) -> Moment:
        return Moment(
            snap["label"],
            snap.get("level2_splits"),
            snap.get("level3_splits"),
            snap.get("DirectMap4k"),
            snap.get("DirectMap2M"),
            snap.get("DirectMap1G"),
            snap["jitpg"],
            *packs_of(snap, nodes, self._page_size),
        )

    def walk(self, label: str) -> list[Entry]:
        """The direct map as its page tables were at a moment; empty when they were not walked.

        Raises:
            ObjectError: more of it is read-only than code and constants of a kernel are.
        """
        bit, allows = _WRITE.get(self.arch, (0, True))
        entries: list[Entry] = []
        inside = False
        for r in self.records:
            if r["op"] == "kcore":
                inside = r.get("label") == label
            elif r["op"] == "dm" and inside and r["lv"] in _SIZES:
                writable = bool(int(r["f"], 16) & bit) is allows
                page = int(r["pa"], 16) >> _PAGE_SHIFT
                entries.append(Entry(_SIZES[r["lv"]], page, r["n"], writable))
        pages = sum(entry.end - entry.page for entry in entries if not entry.writable)
        if pages > _MOST_READ_ONLY:
            raise ObjectError(
                f"{self.path}: 'dm' at {label!r} has {pages} pages that may not be written, more "
                f"than {_MOST_READ_ONLY}"
            )
        return sorted(entries, key=lambda entry: entry.page)

    def physical_pages(self) -> list[tuple[int, int, Size]]:
        """Runs of what is behind packs and areas: first page, how many entries, of which size.

        A run is in pages of 4 KiB; where its area is mapped by entries of 2 MiB (level 2), those
        are what is protected.
        """
        runs: list[tuple[int, int, Size]] = []
        for r in self.records:
            if r["op"] != "phys":
                continue
            huge = r.get("lv", 1) == _LEVEL_2
            for page, count in r["r"]:
                first = int(page, 16) >> _PAGE_SHIFT
                runs.append((first, count // BLOCK, "2M") if huge else (first, count, "4K"))
        return runs
