"""Mappings of this process, from /proc/self/maps, and how much of each is in memory."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from pathlib import Path

from progpack.known import Maybe, Unknown
from progpack.memory import linux
from progpack.records import dataclass

__all__ = ["Mapping", "Residency", "huge", "mappings", "permissions", "residency"]

_MAPS = Path("/proc/self/maps")
_SMAPS = Path("/proc/self/smaps")


@dataclass(frozen=True, slots=True)
class Mapping:
    """One line of /proc/PID/maps.

    Attributes:
        start: first address.
        end: address after the last.
        permissions: four letters, such as ``r-xs``.
        name: file or bracketed name; empty for anonymous memory.
    """

    start: int
    end: int
    permissions: str
    name: str


@dataclass(frozen=True, slots=True)
class Residency:
    """The memory that the kernel keeps for some address ranges.

    Attributes:
        vmas: mappings that the ranges consist of, or why that is not known.
        resident: bytes of memory. A page that is mapped twice counts once.
    """

    vmas: Maybe[int]
    resident: Maybe[int]


def mappings(path: Path = _MAPS) -> list[Mapping]:
    """The mappings of this process, in order of address.

    Raises:
        OSError: the file cannot be read, for example because /proc is not mounted.
    """
    return [_mapping(line) for line in path.read_text(errors="replace").splitlines()]


def _mapping(line: str) -> Mapping:
    fields = line.split(maxsplit=5)
    start, _, end = fields[0].partition("-")
    name = fields[5].rstrip() if len(fields) > 5 else ""
    return Mapping(int(start, 16), int(end, 16), fields[1], name)


def permissions(starts: Iterable[int], path: Path = _MAPS) -> dict[int, str]:
    """The permissions, such as ``r-xs``, of the mappings that begin at some addresses.

    An address at which no mapping begins is not in the answer.

    Raises:
        OSError: as `mappings`.
    """
    text = "\n" + path.read_text(errors="replace")
    by_start = {}
    for start in starts:
        # At least eight digits, as the kernel writes them.
        at = text.find(f"\n{start:08x}-")
        if at >= 0:
            by_start[start] = text[at + 1 :].split(maxsplit=2)[1]
    return by_start


def residency(ranges: Sequence[tuple[tuple[int, int], ...]]) -> Residency:
    """Return how many mappings and resident bytes some regions have.

    Args:
        ranges: for each region (address, bytes) of everything that is mapped for it; all are
            views of the same pages, the first is complete.
    """
    vmas: Maybe[int]
    resident: Maybe[int]
    try:
        vmas = _count(sorted(view for views in ranges for view in views))
    except OSError as error:
        vmas = Unknown(f"{_MAPS} cannot be read: {error.strerror}")
    try:
        # The most that a view says: of a pool's pages the kernel counts those that it touched.
        resident = sum(max(linux.resident(*view) for view in views) for views in ranges if views)
    except OSError as error:
        resident = Unknown(str(error))
    return Residency(vmas, resident)


def huge(starts: Iterable[int], path: Path = _SMAPS) -> Maybe[int]:
    """Bytes that are mapped by huge pages, of the mappings that begin at some addresses.

    Takes a while: the kernel looks at every page of the process.
    """
    names = {f"{start:08x}" for start in starts}
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError as error:
        return Unknown(f"{path} cannot be read: {error.strerror}")
    total = size = 0
    inside = False
    for line in lines:
        name, _, rest = line.partition(":")
        if not name[0].isupper():
            inside = line.partition("-")[0] in names
        elif not inside:
            continue
        elif name == "Size":
            size = int(rest.split()[0]) << 10
        elif name in ("ShmemPmdMapped", "FilePmdMapped"):
            total += int(rest.split()[0]) << 10
        elif name == "KernelPageSize" and int(rest.split()[0]) << 10 > linux.PAGE_SIZE:
            total += size
    return total


def _count(wanted: list[tuple[int, int]]) -> int:
    """Return how many mappings overlap sorted ranges, of which none overlaps the next."""
    lines = _MAPS.read_text(errors="replace").splitlines()
    count = counted = 0
    for start, size in wanted:
        first = bisect.bisect_right(lines, start, key=_start)
        if first and _mapping(lines[first - 1]).end > start:
            first -= 1
        last = bisect.bisect_left(lines, start + size, key=_start)
        count += max(0, last - max(first, counted))
        counted = max(counted, last)
    return count


def _start(line: str) -> int:
    """The first address of a line of /proc/PID/maps."""
    return int(line[: line.index("-")], 16)
