"""A page of 4 KiB drawn as 64 squares, one for each chunk of 64 bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from progpack.report.draw.legend import GREY, PALETTE
from progpack.report.draw.markup import Writer

__all__ = ["CHUNKS", "SIDE", "STEP", "draw_page"]

_ROW: Final = 8
_CELL: Final = 9
CHUNKS: Final = _ROW * _ROW
"""Squares of a page."""

SIDE: Final = _ROW * _CELL
"""Width and height of a page, in user units."""

STEP: Final = SIDE + 18
"""From one page to the next."""


def draw_page(out: Writer, x: int, y: int, taken: Mapping[int, int | None]) -> None:
    """Draw a page.

    Args:
        out: gets the elements.
        x: x of its left edge.
        y: y of its upper edge.
        taken: chunk -> number of the program in it, which has a colour; None: grey.
    """
    out.leaf("rect", class_="card", x=x - 3, y=y - 3, width=SIDE + 5, height=SIDE + 5, rx=4)
    for chunk in range(CHUNKS):
        row, column = divmod(chunk, _ROW)
        left, top, edge = x + column * _CELL, y + row * _CELL, _CELL - 1
        if chunk not in taken:
            out.leaf("rect", class_="track", x=left, y=top, width=edge, height=edge)
            continue
        number = taken[chunk]
        colour = GREY if number is None else PALETTE[number % len(PALETTE)]
        out.leaf("rect", fill=colour, x=left, y=top, width=edge, height=edge)
