"""Reading /proc/self/maps and smaps: what is mapped where, and what of it is resident."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from progpack.known import Maybe, Unknown

__all__ = ["Mapping", "Residency", "mappings", "permissions", "residency"]

_MAPS = Path("/proc/self/maps")
_SMAPS = Path("/proc/self/smaps")
_KIB = 1024


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
    """What the kernel keeps for some address ranges.

    Attributes:
        vmas: mappings that the ranges consist of, or why that is not known.
        resident: bytes of memory: the sum of Pss, so that a page that is mapped twice counts once
            and one that is shared with a forked child counts for its part.
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
    found = {}
    for start in starts:
        # At least eight digits, as the kernel writes them.
        at = text.find(f"\n{start:08x}-")
        if at >= 0:
            found[start] = text[at + 1 :].split(maxsplit=2)[1]
    return found


def residency(ranges: Iterable[tuple[int, int]], path: Path = _SMAPS) -> Residency:
    """How many mappings and resident bytes some ranges of addresses have.

    The kernel walks all page tables of the process to answer: this takes milliseconds.

    Args:
        ranges: (address, bytes) of each; they do not overlap.
        path: the file to read.
    """
    wanted = sorted(ranges)
    starts = [start for start, _ in wanted]
    vmas = kib = 0
    try:
        for start, end, pss in _proportional_sizes(path):
            index = bisect.bisect_right(starts, end - 1) - 1
            if index >= 0 and wanted[index][0] + wanted[index][1] > start:
                vmas += 1
                kib += pss
    except OSError as error:
        reason = Unknown(f"{path} cannot be read: {error.strerror}")
        return Residency(reason, reason)
    return Residency(vmas, kib * _KIB)


def _proportional_sizes(path: Path) -> Iterator[tuple[int, int, int]]:
    """(start, end, Pss in KiB) of each mapping."""
    start = end = 0
    with path.open(errors="replace") as lines:
        for line in lines:
            head, _, rest = line.partition(" ")
            if head == "Pss:":
                yield start, end, int(rest.split()[0])
            elif not head.endswith(":"):
                low, _, high = head.partition("-")
                start, end = int(low, 16), int(high, 16)
