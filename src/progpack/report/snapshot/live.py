"""Rows of numbers at intervals, in the manner of vmstat, and as JSON lines."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from progpack.known import Maybe, Unknown
from progpack.report.draw.units import bytes_text

if TYPE_CHECKING:
    from progpack.kernel.sampler import Sample

__all__ = ["HEADER_EVERY", "header", "reasons", "row", "sample_dict"]

HEADER_EVERY: Final = 20
"""Rows from one header to the next."""

# Name and width of each column.
_COLUMNS: Final = (
    ("progs", 5),
    ("loads/s", 7),
    ("unlds/s", 7),
    ("packs", 5),
    ("charge", 7),
    ("2M-spl", 6),
    ("1G-spl", 6),
    ("2M-col", 6),
    ("1G-col", 6),
    ("map-4K", 7),
    ("room<=", 7),
)


def header() -> str:
    """The names of the columns: splits and collapses of 2 MiB and 1 GiB, room up to the limit."""
    return " ".join(f"{name:>{width}}" for name, width in _COLUMNS)


def row(sample: Sample) -> str:
    """One row; ``-`` is what is not known, and ``+`` behind a rate that more is likely."""
    table = sample.direct_map
    cells = (
        _count(sample.programs),
        _rate(sample.loads, sample),
        _rate(sample.unloads, sample),
        _count(sample.packs),
        _bytes(sample.charged),
        _count(table.level2_splits),
        _count(table.level3_splits),
        _count(table.level2_collapses),
        _count(table.level3_collapses),
        _bytes(table.map_4k, 1024),
        _bytes(sample.headroom),
    )
    return " ".join(f"{c:>{width}}" for c, (_, width) in zip(cells, _COLUMNS, strict=True))


def sample_dict(sample: Sample) -> dict[str, Any]:
    """Return one row as plain values for JSON; what is not known has the reason."""
    value = {field.name: getattr(sample, field.name) for field in fields(sample)}
    table = value.pop("direct_map")
    value["direct_map"] = {f.name: _plain(getattr(table, f.name)) for f in fields(table)}
    return {name: _plain(item) for name, item in value.items()}


def reasons(sample: Sample) -> list[str]:
    """Why columns are empty, each reason once."""
    table = sample.direct_map
    values = (
        ("programs", sample.programs),
        ("loads", sample.loads),
        ("packs", sample.packs),
        ("splits", table.level2_splits),
        ("collapses", table.level2_collapses),
        ("map-4K", table.map_4k),
        ("headroom", sample.headroom),
    )
    by_reason: dict[str, list[str]] = {}
    for name, value in values:
        if isinstance(value, Unknown):
            by_reason.setdefault(value.reason, []).append(name)
    return [f"{', '.join(names)}: {reason}" for reason, names in by_reason.items()]


def _plain(value: object) -> object:
    return {"unknown": value.reason} if isinstance(value, Unknown) else value


def _count(value: Maybe[int]) -> str:
    return "-" if isinstance(value, Unknown) else str(value)


def _bytes(value: Maybe[int], unit: int = 1) -> str:
    return "-" if isinstance(value, Unknown) else bytes_text(value * unit).replace("iB", "")


def _rate(value: Maybe[int], sample: Sample) -> str:
    if isinstance(value, Unknown) or not sample.seconds:
        return "-"
    rate = value / sample.seconds
    text = f"{rate:.0f}" if rate >= 10 or rate == int(rate) else f"{rate:.1f}"
    return f"{text}+" if sample.lost else text
