"""Coverage as one HTML page: the C source with counts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from progpack.report.draw.style import NARROW, NARROW_STYLE
from progpack.report.draw.units import clean
from progpack.run.coverage import Coverage, Source

__all__ = ["MOST_SOURCE", "page"]

#: Bytes of the longest source that is shown (a vmlinux.h has some 4 MiB), and names of sources.
MOST_SOURCE: Final = 1 << 24
_SUFFIXES: Final = (".c", ".h", ".cc", ".cpp", ".hpp", ".inc", ".rs")

_STYLE = """
:root {
  color-scheme: light dark;
  --run: #d8f0d8; --not: #f6d6d6; --half: #f8ecc4; --gone: #e4e4ee;
}
@media (prefers-color-scheme: dark) {
  :root { --run: #1d3a1d; --not: #4a2020; --half: #453a14; --gone: #2a2a38; }
}
body { font: 15px/1.4 system-ui, sans-serif; margin: 1rem; }
table { border-collapse: collapse; }
.sum td, .sum th { padding: .1rem .8rem; text-align: right; }
.sum td:first-child, .sum th:first-child { text-align: left; }
.scroll { overflow-x: auto; }
.code { font: 13px/1.35 ui-monospace, monospace; white-space: pre; tab-size: 8; }
.code td { padding: 0 .6rem; text-align: right; }
.code td:nth-child(n+3) { text-align: left; }
.run { background: var(--run); } .not { background: var(--not); }
.half { background: var(--half); } .gone { background: var(--gone); }
.key span { padding: 0 .6rem; margin-right: .6rem; }
"""
_KEY = (
    '<p class="key"><span class="run">executed</span><span class="half">executed, but a branch '
    'went only one way</span><span class="not">not executed</span><span class="gone">compiled away'
    "</span></p>"
)


def page(coverage: Coverage, *, title: str = "BPF coverage") -> str:
    """Return the page; sources that cannot be read are listed with their numbers only.

    Args:
        coverage: what was executed.
        title: title of the page.
    """
    body = "".join(_section(path, source) for path, source in sorted(coverage.sources.items()))
    rows = "".join(_summary(path, source) for path, source in sorted(coverage.sources.items()))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{NARROW_STYLE}{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{coverage.summary}.</p>"
        f'<p class="narrow">{NARROW}</p>'
        '<div class="scroll"><table class="sum"><tr><th>source</th><th>lines</th><th>executed</th>'
        f"<th>ways of branches</th><th>ways taken</th></tr>{rows}</table></div>"
        f"{_KEY}{body}</body></html>\n"
    )


def _summary(path: str, source: Source) -> str:
    numbers = (len(source.lines), source.covered_lines, 2 * len(source.branches))
    cells = "".join(f"<td>{number}</td>" for number in (*numbers, source.covered_ways))
    return f"<tr><td>{escape(clean(path))}</td>{cells}</tr>"


def _section(path: str, source: Source) -> str:
    rows = "".join(_rows(_text(path), source))
    name = escape(clean(path))
    return f'<h2>{name}</h2><div class="scroll"><table class="code">{rows}</table></div>'


def _text(path: str) -> list[str]:
    """The lines of a source; none where it cannot be read, or is none.

    The name is what an object or a file of coverage says: of a file that is no source nothing may
    get into a page.
    """
    try:
        real = Path(path).resolve()
        if real.suffix not in _SUFFIXES:
            return []
        descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return []
    with open(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_SOURCE:
            return []
        return file.read(MOST_SOURCE).decode(errors="replace").splitlines()


def _rows(text: list[str], source: Source) -> Iterator[str]:
    first, last = min(source.lines, default=0), max(source.lines, default=0)
    branches: dict[int, list[tuple[int, int] | None]] = {}
    for branch, counts in source.branches.items():
        branches.setdefault(branch.line, []).append(counts)
    known = source.lines.keys() | branches.keys()
    behind = sorted(number for number in known if number > len(text))
    for number in (*range(1, len(text) + 1), *behind):
        line = text[number - 1] if number <= len(text) else ""
        count = source.lines.get(number)
        both = branches.get(number, [])
        kind = _kind(line, count, both, inside=first < number < last)
        ways = " ".join("-/-" if counts is None else f"{counts[0]}/{counts[1]}" for counts in both)
        executed = "" if count is None else str(count)
        yield (
            f'<tr class="{kind}"><td>{number}</td><td>{executed}</td><td>{escape(line)}</td>'
            f"<td>{ways}</td></tr>"
        )


def _kind(
    line: str, count: int | None, branches: list[tuple[int, int] | None], *, inside: bool
) -> str:
    if count is None:
        # A statement between lines with code that no instruction is of.
        return "gone" if inside and line.rstrip().endswith(";") and line[:1].isspace() else ""
    if not count:
        return "not"
    return "half" if any(counts is None or 0 in counts for counts in branches) else "run"
