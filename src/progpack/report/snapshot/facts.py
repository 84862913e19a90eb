"""The facts of a snapshot, one line each, for every report alike."""

from __future__ import annotations

import re

from progpack import arch as arches
from progpack.errors import UsageError
from progpack.known import Bounds, Maybe, Unknown
from progpack.report.draw.units import bytes_text, count, maybe, number, percent
from progpack.snapshot import PROGRAM, DirectMap, PackView, Snapshot

__all__ = ["charge_text", "facts", "headline", "largest_hole", "pack_line", "programs_text"]

# As the live kernel's spans are named: in it each function of a program is an image of its own.
_FURTHER = re.compile(r"#\d+/\d+")


def headline(snapshot: Snapshot) -> tuple[str, str]:
    """Title and subtitle: the source; the policy, the architecture and the time."""
    parts = [f"policy {snapshot.policy}", _arch_name(snapshot.arch), snapshot.time]
    return snapshot.source, ", ".join(part for part in parts if part)


def _arch_name(name: str) -> str:
    """The architecture's name in progpack, where the source has the kernel's: x86_64, aarch64."""
    try:
        return arches.get(name).name
    except UsageError:
        return name


def facts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(name, value) of everything that is known, and of what is not, with the reason."""
    size = sum(span.size for span in snapshot.spans if span.kind == PROGRAM)
    reserved = sum(region.size for region in snapshot.regions)
    share = f", {percent(size / reserved)} of what is reserved" if reserved and size else ""
    count_, further = programs_text(snapshot)
    seen = f"{count_}{further and f' {further}'}, {bytes_text(size)}{share}"
    if _hidden(snapshot) and not snapshot.spans:
        seen = "none that can be seen"
    rows = [("programs", seen), ("packs", _packs(snapshot))]
    if snapshot.areas:
        rows.append(("pages of their own", _regions(snapshot.areas)))
    if snapshot.regions or not _hidden(snapshot):
        rows.append(("chunks taken", _chunks(snapshot)))
    if snapshot.packs:
        hole, unit = largest_hole(snapshot)
        sure = "at least " if any(pack.unknown_chunks for pack in snapshot.packs) else ""
        text = f"{sure}{count(hole, 'chunk')}, {bytes_text(hole * unit)}" if hole >= 0 else ""
        rows.append(("largest hole", text or "not known"))
    resident = snapshot.resident_bytes
    rows.append(("resident memory", maybe(resident, _bytes(resident))))
    rows.append(("mappings", maybe(snapshot.vmas, _number(snapshot.vmas))))
    rows.append(("charged", _charged(snapshot)))
    rows.extend(_direct_map(snapshot))
    return rows


def programs_text(snapshot: Snapshot) -> tuple[str, str]:
    """Return how many programs, and in how many functions where these are images of their own.

    "" where there are none.
    """
    names = [span.name for span in snapshot.spans if span.kind == PROGRAM]
    further = sum(1 for name in names if _FURTHER.search(name))
    return number(len(names) - further), f"in {number(len(names))} functions" if further else ""


def largest_hole(snapshot: Snapshot) -> tuple[int, int]:
    """Chunks of the longest run that is certainly free, and the bytes of a chunk.

    -1 chunks when none is and some are not known.
    """
    holes = ((pack.largest_hole, pack.chunk_size) for pack in snapshot.packs)
    hole, unit = max(holes, default=(0, 0))
    return hole or -any(pack.unknown_chunks for pack in snapshot.packs), unit


def pack_line(pack: PackView) -> str:
    """Describe how full a pack is, in one line."""
    parts = [
        f"{number(pack.used_chunks)} of {number(pack.chunks)} chunks taken, {percent(pack.fill)}"
    ]
    if pack.unknown_chunks:
        parts.append(f"{number(pack.unknown_chunks)} not known")
    if pack.free_chunks:
        parts.append(f"largest hole {number(pack.largest_hole)}")
    return ", ".join(parts)


def _hidden(snapshot: Snapshot) -> bool:
    """Whether packs may be there that are not in the snapshot."""
    return isinstance(snapshot.vmas, Unknown) and not snapshot.packs


def _packs(snapshot: Snapshot) -> str:
    return "none that can be seen" if _hidden(snapshot) else _regions(snapshot.packs)


def _regions(regions: tuple[PackView, ...]) -> str:
    if not regions:
        return "none"
    pages = sorted({region.pages for region in regions if region.pages})
    behind = f" in pages of {', '.join(pages)}" if pages else ""
    return f"{number(len(regions))}, {bytes_text(sum(r.size for r in regions))}{behind}"


def _chunks(snapshot: Snapshot) -> str:
    used, total = snapshot.used_chunks, snapshot.total_chunks
    text = f"{number(used)} of {number(total)}, {percent(snapshot.fill)}"
    unknown = sum(region.unknown_chunks for region in snapshot.regions)
    return f"{text}; {number(unknown)} not known" if unknown else text


def _charged(snapshot: Snapshot) -> str:
    charged, limit = snapshot.charged, snapshot.limit
    spent = charge_text(charged)
    if limit is None:
        return f"{spent}, no limit"
    if isinstance(limit, Unknown):
        return f"{spent}; limit {limit}"
    most = charged.high if isinstance(charged, Bounds) else charged
    share = f", {percent(most / limit)}" if isinstance(most, int) and limit else ""
    sure = " at most" if share and isinstance(charged, Bounds) else ""
    return f"{spent} of {bytes_text(limit)}{share}{sure}"


def charge_text(charged: Maybe[int] | Bounds) -> str:
    """Bytes, or between what they are, or why they are not known."""
    if isinstance(charged, Unknown):
        return str(charged)
    if isinstance(charged, int):
        return bytes_text(charged)
    low = bytes_text(charged.low)
    if isinstance(charged.high, Unknown):
        return f"at least {low}; at most: {charged.high}"
    high = bytes_text(charged.high)
    # Bounds that differ by less than what is shown are one number to a reader.
    return low if low == high else f"{low} to {high}"


def _direct_map(snapshot: Snapshot) -> list[tuple[str, str]]:
    table = snapshot.direct_map
    if not isinstance(table, DirectMap):
        return [("direct map", str(table))]
    sizes = (("4 KiB", table.map_4k), ("2 MiB", table.map_2m), ("1 GiB", table.map_1g))
    if all(isinstance(value, Unknown) for _, value in sizes):
        mapped = str(table.map_4k)
    else:
        mapped = ", ".join(
            f"{name} pages {maybe(value, _bytes(value, 1024))}" for name, value in sizes
        )
    changes = (
        ("2 MiB splits", table.level2_splits),
        ("1 GiB splits", table.level3_splits),
        ("2 MiB collapses", table.level2_collapses),
        ("1 GiB collapses", table.level3_collapses),
    )
    rows = [("direct map", mapped)]
    rows += [(name, maybe(value, _number(value))) for name, value in changes]
    return rows


def _number(value: object) -> str:
    return number(value) if isinstance(value, int) else ""


def _bytes(value: object, unit: int = 1) -> str:
    return bytes_text(value * unit) if isinstance(value, int) else ""
