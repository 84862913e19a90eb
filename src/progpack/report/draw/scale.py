"""The scale of a picture: how many chunks a cell stands for, and what is in each cell."""

from __future__ import annotations

from progpack.records import dataclass
from progpack.snapshot import PackView, SpanView

__all__ = ["Cell", "Grid", "cells_of", "grid_of"]


@dataclass(slots=True)
class Cell:
    """A few chunks in a row that are drawn as one.

    Attributes:
        chunks: how many chunks it stands for.
        used: how many of them are taken.
        unknown: how many may be taken or not.
        starts: how many spans begin in it.
        span: the span with most chunks in it, or None when all are free.
        share: chunks of that span in it.
    """

    chunks: int
    used: int = 0
    unknown: int = 0
    starts: int = 0
    span: SpanView | None = None
    share: int = 0

    @property
    def fill(self) -> float:
        """Share of its chunks that is taken, 0 to 1."""
        return self.used / self.chunks


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a pack in rows of equal length.

    Attributes:
        end: index after the last chunk that is shown; the first is 0.
        columns: cells in a row.
        per_cell: chunks in a cell.
    """

    end: int
    columns: int
    per_cell: int

    @property
    def row_chunks(self) -> int:
        """Chunks in a row."""
        return self.columns * self.per_cell

    @property
    def rows(self) -> int:
        """Rows, the last of which may not be full."""
        return -(-self.end // self.row_chunks)


def grid_of(pack: PackView, columns: int, rows: int) -> Grid:
    """A grid that shows all that is taken, as large as it fits.

    Whole rows are shown, up to the last one in which something is taken, but at least one. What
    is not known behind that is left to a picture of the whole. A cell stands for one chunk or for
    the least power of two that fits.

    Args:
        pack: what is to be shown.
        columns: cells in a row, at least 1.
        rows: how many rows at most, at least 1.
    """
    end = max(pack.used_end, 1)
    per_cell = 1
    while columns * rows * per_cell < end:
        per_cell *= 2
    row = columns * per_cell
    return Grid(min(-(-end // row) * row, pack.chunks), columns, per_cell)


def cells_of(pack: PackView, per_cell: int, end: int | None = None) -> list[Cell]:
    """The cells of chunks 0 to ``end - 1``.

    Args:
        pack: what is to be shown.
        per_cell: chunks in a cell, at least 1.
        end: index after the last chunk; None: the end of the pack.
    """
    end = pack.chunks if end is None else end
    cells = [Cell(min(per_cell, end - at)) for at in range(0, end, per_cell)]
    for span in pack.spans:
        if span.chunk >= end:
            break
        cells[span.chunk // per_cell].starts += 1
        at = span.chunk
        last = min(span.end, end)
        while at < last:
            cell = cells[at // per_cell]
            here = min(last, (at // per_cell + 1) * per_cell) - at
            if span.taken:
                cell.used += here
            else:
                cell.unknown += here
            if here > cell.share:
                cell.span, cell.share = span, here
            at += here
    return cells
