"""The trial (`progpack.run.trial`) as a picture: the pages, what the colours mean, both tables.

The picture is narrow, so that its text can still be read where a telephone scales it to 400 pixels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from progpack.report.draw.legend import PALETTE
from progpack.report.draw.markup import Writer
from progpack.report.draw.page_squares import CHUNKS, SIDE, STEP, draw_page
from progpack.report.draw.units import bytes_text, count
from progpack.report.snapshot.look import document
from progpack.report.trial import HEADS, TOOL, cells, sentences, verdict

if TYPE_CHECKING:
    from progpack.run.trial import Placed, Trial

__all__ = ["BAR_WIDTH", "trial_svg"]

WIDTH: Final = 600
_PAD: Final = 24
_IN_A_ROW: Final = 4
_ARROW_X: Final = _PAD + 3 + _IN_A_ROW * STEP + 4
_SHARED_X: Final = _ARROW_X + 46
_SHARED_SIDE: Final = WIDTH - _PAD - _SHARED_X
_LINE: Final = 20
_KEY_COLUMNS: Final = 2
_KEY_WIDTH: Final = (WIDTH - 2 * _PAD) // _KEY_COLUMNS
_KEY_GAP: Final = 28
_SWATCH: Final = 11
#: Right edges of the columns that the picture has, by their heads in the text.
_COLUMNS: Final = {"pages": 200, "VMAs": 285, "resident": 370, "calls/s": 450}
#: What the picture calls a column, where it is not the head in the text.
_NAMES: Final = {"VMAs": "mappings", "resident": "memory"}
_BAR_X: Final = 462
_BAR_HEIGHT: Final = 11
BAR_WIDTH: Final = WIDTH - _PAD - _BAR_X
"""Width of the bar of the highest rate, in user units."""

#: Characters of a line of text, by its class.
_CHARACTERS: Final = {"name": 68, "muted": 92}


def trial_svg(trial: Trial) -> str:
    """The trial as an SVG document, `WIDTH` user units wide."""
    page = Writer()
    text = _Text(page)
    text(_PAD, 34, f"{count(len(trial.tool), 'BPF program')}: a page for each, or packed", "title")
    y = _paragraph(text, 56, f"{TOOL}; one square is 64 bytes", "muted")
    y = _draw_pages(page, text, y + 2, trial)
    y = _draw_keys(page, text, y + 26, trial)
    for rows in (trial.few, trial.many):
        y = _draw_table(page, text, y + 24, rows)
    y = _paragraph(text, y + 34, verdict(trial), "name")
    for sentence in sentences(trial):
        y = _paragraph(text, y, sentence, "muted")
    return _document(page, y)


def _document(page: Writer, height: int) -> str:
    out = Writer()
    with document(out, "BPF programs placed with a page each and in packs", "auto", WIDTH, height):
        out.raw(str(page).rstrip("\n"))
    return str(out)


class _Text:
    """Writes text elements."""

    def __init__(self, page: Writer) -> None:
        self.page = page

    def __call__(self, x: int, y: int, text: str, kind: str = "", anchor: str = "start") -> None:
        self.page.leaf("text", text, x=x, y=y, class_=f"ink {kind}".strip(), text_anchor=anchor)


def _paragraph(text: _Text, y: int, sentence: str, kind: str) -> int:
    """Write a sentence in lines that fit; returns where the next line begins."""
    for line in textwrap.wrap(sentence, _CHARACTERS[kind]):
        text(_PAD, y, line, kind)
        y += _LINE
    return y


def _draw_pages(page: Writer, text: _Text, y: int, trial: Trial) -> int:
    """A page for each program, an arrow, and the pages that all of them share."""
    apart = list(_apart(trial))
    for place, taken in enumerate(apart):
        row, column = divmod(place, _IN_A_ROW)
        draw_page(page, _PAD + 3 + column * STEP, y + row * STEP, taken)
    height = -(-len(apart) // _IN_A_ROW) * STEP
    text(_ARROW_X, y + height // 2, "→", "title")
    shared = list(_shared(trial))
    _draw_shared(page, y, shared)
    size = bytes_text(len(apart) * CHUNKS * 64)
    y += 8
    text(_PAD, y + height, f"a page for each: {count(len(apart), 'page')}, {size}", "name")
    text(_SHARED_X, y + height, f"packed: {count(len(shared), 'page')}", "name")
    return y + height


def _draw_shared(page: Writer, y: int, shared: Sequence[Mapping[int, int]]) -> None:
    """The shared pages in a square, one of them as large as it."""
    columns = 1
    while columns * columns < len(shared):
        columns += 1
    scale = _SHARED_SIDE / (columns * STEP - (STEP - SIDE))
    with page.element("g", transform=f"translate({_SHARED_X} {y}) scale({scale:.3f})"):
        for place, taken in enumerate(shared):
            row, column = divmod(place, columns)
            draw_page(page, column * STEP, row * STEP, taken)


def _apart(trial: Trial) -> Iterator[dict[int, int]]:
    """The chunks of each program's own page, with the program's number."""
    for number, program in enumerate(trial.tool):
        yield dict.fromkeys(range(program.chunks), number)


def _shared(trial: Trial) -> Iterator[dict[int, int]]:
    """The chunks of each page that the programs share, with the number of the program in each."""
    owners = [number for number, taken in enumerate(_apart(trial)) for _ in taken]
    for start in range(0, len(owners), CHUNKS):
        yield dict(enumerate(owners[start : start + CHUNKS]))


def _draw_keys(page: Writer, text: _Text, y: int, trial: Trial) -> int:
    """The colour, the name and the chunks of each program, in columns."""
    rows = -(-len(trial.tool) // _KEY_COLUMNS)
    for number, program in enumerate(trial.tool):
        column, row = divmod(number, rows)
        x, line = _PAD + column * _KEY_WIDTH, y + row * _LINE
        colour = PALETTE[number % len(PALETTE)]
        page.leaf("rect", fill=colour, x=x, y=line - 10, width=_SWATCH, height=_SWATCH, rx=2)
        text(x + _SWATCH + 7, line, program.name, "mono")
        chunks = count(program.chunks, "chunk")
        text(x + _KEY_WIDTH - _KEY_GAP, line, chunks, "muted small", "end")
    return y + rows * _LINE


def _draw_table(page: Writer, text: _Text, y: int, rows: Sequence[Placed]) -> int:
    text(_PAD, y, count(rows[0].programs, "program"), "name")
    for head, right in _COLUMNS.items():
        text(right, y, _NAMES.get(head, head), "muted small", "end")
    best = max(placed.call_rate for placed in rows)
    for placed in rows:
        y += 24
        values = dict(zip(HEADS, cells(placed), strict=True))
        text(_PAD, y, values["placement"])
        for head, right in _COLUMNS.items():
            text(right, y, values[head], "", "end")
        width = max(2.0, BAR_WIDTH * placed.call_rate / best)
        page.leaf("rect", class_="bar", x=_BAR_X, y=y - 10, width=width, height=_BAR_HEIGHT, rx=2)
    return y + 10
