"""Many policies on a terminal: a line for each of them, with the measures as columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Column", "alike", "tables"]

_GAP: Final = 2
_HEADING: Final = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A measure.

    Attributes:
        group: what it is about; columns of a group stand together.
        name: its heading.
        cells: for each policy its text, and whether that is to be stressed.
    """

    group: str
    name: str
    cells: Mapping[str, tuple[str, bool]]


def alike(columns: Sequence[Column]) -> list[tuple[Column, str]]:
    """The columns that say the same of every policy, and what they say."""
    same = []
    for column in columns:
        texts = {text for text, _ in column.cells.values()}
        if len(texts) == 1:
            same.append((column, texts.pop()))
    return same


def tables(
    columns: Sequence[Column], policies: Mapping[str, str], width: int
) -> Iterator[list[list[tuple[str, str]]]]:
    """Tables as lines of (text, style), as wide as is allowed; each has all policies.

    Args:
        columns: at least one.
        policies: name of each -> how it is shown.
        width: width of a line; a table has one column at least, however narrow that is.
    """
    left = max(map(len, policies.values()))
    group: list[Column] = []
    used = left
    for column in columns:
        size = _size(column) + _GAP
        if group and used + size > width:
            yield _table(group, policies, left)
            group, used = [], left
        group.append(column)
        used += size
    yield _table(group, policies, left)


def _heading(column: Column) -> list[str]:
    return textwrap.wrap(column.name, _HEADING, break_long_words=False, break_on_hyphens=False)


def _size(column: Column) -> int:
    return max(
        max(len(text) for text, _ in column.cells.values()),
        max(map(len, _heading(column))),
        # A group of one column has its name above it.
        len(column.group),
    )


def _table(
    columns: Sequence[Column], policies: Mapping[str, str], left: int
) -> list[list[tuple[str, str]]]:
    sizes = [_size(column) + _GAP for column in columns]
    headings = [_heading(column) for column in columns]
    deepest = max(map(len, headings))
    lines: list[list[tuple[str, str]]] = [[(_groups(columns, sizes, left), "dim")]]
    for at in range(deepest):
        line = " " * left
        for heading, size in zip(headings, sizes, strict=True):
            row = at - (deepest - len(heading))
            line += f"{heading[row] if row >= 0 else '':>{size}}"
        lines.append([(line.rstrip(), "bold")])
    for policy, title in policies.items():
        cells = [(f"{title:<{left}}", "")]
        for column, size in zip(columns, sizes, strict=True):
            text, strong = column.cells[policy]
            cells.append((f"{text:>{size}}", "bold" if strong else ""))
        lines.append(cells)
    return lines


def _groups(columns: Sequence[Column], sizes: Sequence[int], left: int) -> str:
    """The names of groups, each where its first column begins."""
    line = ""
    at = left
    last = ""
    for column, size in zip(columns, sizes, strict=True):
        if column.group != last:
            last = column.group
            line = f"{line:<{at + _GAP}}{last}"
        at += size
    return line
