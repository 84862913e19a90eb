"""Coverage as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from progpack.report.draw.units import clean
from progpack.run.coverage import Coverage, Source

__all__ = ["table"]

_HEAD = ("source", "lines", "covered", "branches", "covered", "not executed")
_MOST_RANGES = 12


def table(coverage: Coverage) -> str:
    """Return the table: of each file how many lines and ways of branches, and which lines lack."""
    rows = [_row(path, source) for path, source in sorted(coverage.sources.items())]
    widths = [max(len(row[at]) for row in [_HEAD, *rows]) for at in range(len(_HEAD) - 1)]
    lines = [_line(row, widths) for row in [_HEAD, *rows]]
    return "\n".join([*lines, coverage.summary])


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *numbers = row[:-1]
    cells = [first.ljust(widths[0])]
    cells += [text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([*cells, row[-1]]).rstrip()


def _row(path: str, source: Source) -> tuple[str, ...]:
    ways = 2 * len(source.branches)
    missing = list(_ranges(source))
    ranges = missing[:_MOST_RANGES] + (["..."] if len(missing) > _MOST_RANGES else [])
    return (
        clean(path),
        str(len(source.lines)),
        _percent(source.covered_lines, len(source.lines)),
        str(ways),
        _percent(source.covered_ways, ways),
        ", ".join(ranges),
    )


def _percent(covered: int, whole: int) -> str:
    return f"{100 * covered // whole}%" if whole else "-"


def _ranges(source: Source) -> Iterator[str]:
    """The lines with code that was not executed; lines without code between them join ranges."""
    lines = sorted(source.lines)
    first: int | None = None
    for line, following in pairwise([*lines, None]):
        assert line is not None
        if source.lines[line]:
            continue
        first = line if first is None else first
        if following is None or source.lines[following]:
            yield str(line) if first == line else f"{first}-{line}"
            first = None
