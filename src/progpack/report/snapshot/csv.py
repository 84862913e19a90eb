"""Tables as CSV, by one writer; and the spans of a snapshot as such a table, one row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from progpack.report.draw.units import clean
from progpack.snapshot import PackView, Snapshot

__all__ = ["COLUMNS", "csv_text", "rows", "to_csv"]

COLUMNS = (
    "region", "number", "chunk", "chunks", "bytes", "size", "address", "kind", "name",
)  # fmt: skip
"""Names of the columns.

region is "pack" or "area"; number its serial number; chunk and chunks the place in it; bytes what
is occupied and size what is used of it; address in hexadecimal, empty when not known; kind and
name as in the snapshot, kind "free" and no name for a hole.
"""


# What spreadsheets take for the begin of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@")


def csv_text(lines: Iterable[Sequence[str | int | float]]) -> str:
    """Rows as CSV, with line ends as RFC 4180 says.

    Text is shown as on a terminal, control characters escaped, and what a spreadsheet would take
    for a formula has an apostrophe before it. Numbers are as they are.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return text.getvalue()


def _cell(value: str | float) -> str | float:
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def rows(snapshot: Snapshot, *, holes: bool = False) -> Iterator[tuple[str | int, ...]]:
    """A row for each span, in the order of `COLUMNS`.

    Args:
        snapshot: what to list.
        holes: also a row for each free run, in its place, with kind "free".
    """
    for pack in snapshot.packs:
        yield from _region("pack", pack, holes)
    for area in snapshot.areas:
        yield from _region("area", area, holes)


def to_csv(snapshot: Snapshot, *, holes: bool = False) -> str:
    """The rows as CSV with a heading, lines ending as RFC 4180 says."""
    return csv_text([COLUMNS, *rows(snapshot, holes=holes)])


def _region(word: str, pack: PackView, holes: bool) -> Iterator[tuple[str | int, ...]]:
    runs = [(s.chunk, s.chunks, s.size, s.kind, s.name) for s in pack.spans]
    if holes:
        runs += [(chunk, chunks, 0, "free", "") for chunk, chunks in pack.holes()]
    for chunk, chunks, size, kind, name in sorted(runs):
        unit = pack.chunk_size
        address = "" if pack.address is None else f"{pack.address + chunk * unit:#x}"
        yield word, pack.number, chunk, chunks, chunks * unit, size, address, kind, name
