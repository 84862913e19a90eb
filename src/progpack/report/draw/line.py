"""Lines of styled text for a terminal, which rich colours and a file takes as they are.

rich takes longer to import than a small program to load and to run. So reports are made of these
lines, and rich comes in where there are colours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

if TYPE_CHECKING:
    from rich.text import Text

    from progpack.report.draw.ink import Ink

__all__ = ["Drawn", "Line", "cells_in", "cut_to", "plain_columns", "plain_text", "wants_colours"]

#: Columns of a terminal that does not say how many it has, and of a file.
_USUAL: Final = 80
#: The last letter before the accents that take no cell, and what maps are drawn with.
_LATIN: Final = "\u02ff"
_BOXES: Final = "\u2500"
_BLOCKS: Final = "\u25ff"
_MARKS: Final = "\u2026"


class Line:
    """One line: texts, each with a style in rich's words."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []

    def append(self, text: str, style: str = "") -> None:
        """Add text behind what there is."""
        self.parts.append((text, style))

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self.parts)

    def rich(self) -> Text:
        """Return the line for rich."""
        from rich.text import Text

        text = Text(no_wrap=True)
        for part, style in self.parts:
            text.append(part, style=style)
        return text


@runtime_checkable
class Drawn(Protocol):
    """A report that is made of lines."""

    def lines(self, width: int, ink: Ink) -> Iterable[Line]:
        """Yield the lines of the drawing, none longer than ``width`` cells."""
        ...


def _is_narrow(text: str) -> bool:
    """Whether each character surely takes one cell: Latin ones, boxes and blocks."""
    return text.isascii() or all(
        char <= _LATIN or _BOXES <= char <= _BLOCKS for char in text if char not in _MARKS
    )


def cells_in(text: str) -> int:
    """Cells of a terminal that a text takes."""
    if _is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut_to(text: str, cells: int) -> str:
    """Return as much of a text as fits, with a space for half a wide character."""
    if _is_narrow(text):
        return text[: max(cells, 0)]
    from rich.cells import set_cell_size

    return set_cell_size(text, min(cells, cells_in(text)))


def plain_text(lines: Iterable[Line], width: int) -> str:
    """Lines as text without colours, each cut to the width."""
    return "".join(cut_to(line.plain, width) + "\n" for line in lines)


def wants_colours() -> bool:
    """Whether rich would look for colours: the output is a terminal, or must count as one."""
    asked = os.environ.get
    return bool(
        sys.stdout.isatty() or asked("FORCE_COLOR") or asked("TTY_COMPATIBLE", "") not in ("", "0")
    )


def plain_columns() -> int:
    """Columns for an output that is no terminal, as rich has them.

    They are those of COLUMNS, else of the terminal that the input or the errors are.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit():
        return int(columns) or _USUAL
    for descriptor in range(3):
        try:
            return os.get_terminal_size(descriptor).columns or _USUAL
        except OSError:
            continue
    return _USUAL
