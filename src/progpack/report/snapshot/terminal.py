"""Packs on a terminal: a map with a cell for each chunk, a bar of the whole, a legend.

Everything fits the width it is given. Without colours (``NO_COLOR``, a file, a dumb terminal)
letters and lines carry the same; without UTF-8 only ASCII is used. rich is loaded when something
is rendered, not before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from progpack.records import dataclass
from progpack.report.draw.ink import Ink, ink_for
from progpack.report.draw.legend import DARK_TEXT, GREY, Entry, Legend
from progpack.report.draw.line import Line, cells_in, cut_to, plain_text
from progpack.report.draw.scale import Cell, Grid, cells_of, grid_of
from progpack.report.draw.units import address, bytes_text, clean, count, number
from progpack.report.snapshot.facts import facts, headline, pack_line
from progpack.snapshot import PackView, Snapshot

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

__all__ = ["PackMap", "SnapshotReport", "to_text"]

_LABEL = 8  # cells before a row: the index of its first chunk and a space
_LEAST = 24
_LEGEND_TEXT = 44  # cells that are enough for a line of the legend, where there are several columns


class _Renderable:
    """A drawing that rich renders: its lines, with colours where the console has them."""

    __slots__ = ()

    def lines(self, width: int, ink: Ink) -> Iterator[Line]:
        """Yield the lines of the drawing, none longer than ``width`` cells."""
        raise NotImplementedError

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        colour = console.color_system is not None and not console.no_color
        ink = ink_for(colour=colour, ascii_only=options.ascii_only)
        for line in self.lines(max(options.max_width, 1), ink):
            yield line.rich()


@dataclass(frozen=True, slots=True)
class PackMap(_Renderable):
    """A rich renderable: one pack, drawn.

    What is taken is drawn up to its last chunk, a row for each 64 or so chunks, a cell for each
    chunk (or for more, when it would take more than ``rows`` rows); below it a bar of the whole
    pack, unless the rows show all of it.

    Attributes:
        pack: what to draw.
        legend: letters and colours; None: of this pack alone.
        rows: rows of cells at most.
    """

    pack: PackView
    legend: Legend | None = None
    rows: int = 8

    def lines(self, width: int, ink: Ink) -> Iterator[Line]:
        """Yield the lines of the map, none longer than ``width`` cells."""
        legend = self.legend or Legend(self.pack.spans)
        yield from _header(self.pack, width, ink)
        if width < _LEAST:
            return
        room = width - _LABEL - 2
        columns = 1 << (room.bit_length() - 1)
        columns = min(columns, max(16, 1 << (self.pack.chunks - 1).bit_length()))
        grid = grid_of(self.pack, columns, self.rows)
        yield from _rows(self.pack, grid, legend, ink)
        if grid.per_cell > 1:
            yield _line(
                [(" " * _LABEL + f" one cell is {number(grid.per_cell)} chunks", "dim")], width, ink
            )
        if grid.end < self.pack.chunks:
            yield _bar(self.pack, columns, ink)


@dataclass(frozen=True, slots=True)
class SnapshotReport(_Renderable):
    """A rich renderable: facts, a map of each pack, what has pages of its own, the legend.

    Attributes:
        snapshot: what to show.
        rows: rows of cells for a pack at most.
        packs: how many packs are drawn; of the others there is one line.
        entries: lines of the legend at most; the largest are kept.
        notes: how many notes are shown; of the others there is one line. None: all.
    """

    snapshot: Snapshot
    rows: int = 8
    packs: int = 8
    entries: int = 24
    notes: int | None = None

    def lines(self, width: int, ink: Ink) -> Iterator[Line]:
        """Yield the lines of the report, none longer than ``width`` cells."""
        snapshot = self.snapshot
        legend = Legend(snapshot.spans)
        title, subtitle = headline(snapshot)
        yield _line([(title, "bold"), (f"  {subtitle}", "dim")], width, ink)
        yield from _facts(snapshot, width, ink)
        for pack in snapshot.packs[: self.packs]:
            yield _line([], width, ink)
            yield from PackMap(pack, legend, self.rows).lines(width, ink)
        yield from _more_packs(snapshot.packs[self.packs :], width, ink)
        yield from _areas(snapshot.areas, legend, width, ink)
        if legend.entries:
            yield _line([], width, ink)
            yield from _legend(legend, self.entries, width, ink)
        if snapshot.notes:
            yield _line([], width, ink)
        for note in snapshot.notes[: self.notes]:
            yield from _note(note, width, ink)
        if left := snapshot.notes[len(snapshot.notes[: self.notes]) :]:
            yield _line([(f"{count(len(left), 'more note')}: -v shows them", "dim")], width, ink)


def to_text(
    report: SnapshotReport | PackMap | Snapshot,
    *,
    width: int = 80,
    colour: bool = False,
    ascii_only: bool = False,
) -> str:
    """A report as text.

    Args:
        report: a renderable of this module, or a snapshot for a whole report of it.
        width: columns; no line is longer.
        colour: with ANSI colour sequences (24 bits).
        ascii_only: without any other character than ASCII.
    """
    drawn = SnapshotReport(report) if isinstance(report, Snapshot) else report
    if not colour:
        ink = ink_for(colour=False, ascii_only=ascii_only)
        return plain_text(drawn.lines(max(width, 1), ink), max(width, 1))
    from rich.console import Console

    stream = _Ascii() if ascii_only else io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    console.print(drawn)
    return stream.getvalue()


class _Ascii(io.StringIO):
    """Text for a terminal that has no UTF-8."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "ascii"


def _line(parts: list[tuple[str, str]], width: int, ink: Ink) -> Line:
    """One line of styled parts, cut to the width."""
    text = Line()
    left = width
    for content, style in parts:
        printable = clean(content, ascii_only=ink.ascii_only)
        if cells_in(printable) > left:
            width_left = max(left - len(ink.ellipsis), 0)
            printable = (cut_to(printable, width_left).rstrip() + ink.ellipsis)[: max(left, 0)]
        text.append(printable, style=style)
        left -= cells_in(printable)
        if left <= 0:
            break
    return text


def _wrapped(sentence: str, width: int, ink: Ink) -> Iterator[Line]:
    import textwrap

    for part in textwrap.wrap(clean(sentence, ascii_only=ink.ascii_only), width) or [""]:
        yield _line([(part, "")], width, ink)


def _note(note: str, width: int, ink: Ink) -> Iterator[Line]:
    """A note; what does not fit on its first line stands under its first word."""
    import textwrap

    label = "note: "
    printable = clean(note, ascii_only=ink.ascii_only)
    parts = textwrap.wrap(printable, max(width - len(label), 8)) or [""]
    for i, part in enumerate(parts):
        yield _line([(" " * len(label) if i else label, "dim"), (part, "dim")], width, ink)


def _header(pack: PackView, width: int, ink: Ink) -> Iterator[Line]:
    where = f" at {address(pack.address)}" if pack.address is not None else ""
    behind = f" in pages of {pack.pages}" if pack.pages else ""
    yield _line(
        [(f"pack {pack.number}", "bold"), (f"{where}, {bytes_text(pack.size)}{behind}", "")],
        width,
        ink,
    )
    yield _line([(pack_line(pack), "dim")], width, ink)


def _rows(pack: PackView, grid: Grid, legend: Legend, ink: Ink) -> Iterator[Line]:
    cells = cells_of(pack, grid.per_cell, grid.end)
    for row in range(grid.rows):
        text = Line()
        text.append(f"{row * grid.row_chunks:>{_LABEL - 1}} ", style="dim")
        text.append(ink.left, style="dim")
        for cell in cells[row * grid.columns : (row + 1) * grid.columns]:
            char, style = _cell(cell, legend, ink)
            text.append(char, style=style)
        text.append(ink.right, style="dim")
        yield text


def _cell(cell: Cell, legend: Legend, ink: Ink) -> tuple[str, str]:
    """Character and style of one cell."""
    if cell.span is None:
        return ink.free, "dim"
    if not cell.used:
        return ink.unknown, "dim"
    entry = legend[cell.span]
    if cell.chunks > 1:
        return ink.shade(cell.fill), entry.hex if ink.colour else ""
    if cell.starts:
        return entry.mark, f"{DARK_TEXT} on {entry.hex}" if ink.colour else "bold"
    return (" ", f"on {entry.hex}") if ink.colour else (ink.body, "")


def _bar(pack: PackView, columns: int, ink: Ink) -> Line:
    per_cell = -(-pack.chunks // columns)
    text = Line()
    text.append(f"{'whole':>{_LABEL - 1}} ", style="dim")
    text.append(ink.left, style="dim")
    for cell in cells_of(pack, per_cell):
        if cell.used:
            text.append(ink.shade(cell.fill), style=GREY if ink.colour else "")
        else:
            text.append(ink.unknown if cell.unknown else ink.free, style="dim")
    text.append(ink.right, style="dim")
    return text


def _facts(snapshot: Snapshot, width: int, ink: Ink) -> Iterator[Line]:
    import textwrap

    rows = facts(snapshot)
    name_width = max(len(name) for name, _ in rows) + 2
    if width < name_width + 20:
        for name, value in rows:
            yield from _wrapped(f"{name}: {value}", width, ink)
        return
    for name, value in rows:
        printable = clean(value, ascii_only=ink.ascii_only)
        parts = textwrap.wrap(printable, width - name_width) or [""]
        for number_, part in enumerate(parts):
            label = name if number_ == 0 else ""
            yield _line([(f"{label:<{name_width}}", "dim"), (part, "")], width, ink)


def _more_packs(packs: tuple[PackView, ...], width: int, ink: Ink) -> Iterator[Line]:
    if not packs:
        return
    used = sum(pack.used_chunks for pack in packs)
    chunks = sum(pack.chunks for pack in packs)
    yield _line([], width, ink)
    yield _line(
        [
            (f"and {count(len(packs), 'more pack')}", "bold"),
            (f", {number(used)} of {number(chunks)} chunks taken", ""),
        ],
        width,
        ink,
    )


def _areas(areas: tuple[PackView, ...], legend: Legend, width: int, ink: Ink) -> Iterator[Line]:
    """Programs with pages of their own: a box each, as full as its pages are."""
    if not areas:
        return
    size = sum(area.size for area in areas)
    used = sum(span.size for area in areas for span in area.spans)
    yield _line([], width, ink)
    yield _line(
        [
            (count(len(areas), "program") + " with pages of their own", "bold"),
            (f", {bytes_text(used)} in {bytes_text(size)}", ""),
        ],
        width,
        ink,
    )
    boxes = max(1, (width - 1) // 4)
    drawn = areas[: boxes * 4]
    for start in range(0, len(drawn), boxes):
        text = Line()
        for area in drawn[start : start + boxes]:
            _box(text, area, legend, ink)
        yield text
    if len(drawn) < len(areas):
        yield _line([(f"and {number(len(areas) - len(drawn))} more", "dim")], width, ink)


def _box(text: Line, area: PackView, legend: Legend, ink: Ink) -> None:
    if not area.spans:
        text.append(ink.free * 3 + " ", style="dim")
        return
    entry = legend[area.spans[0]]
    fill = sum(span.size for span in area.spans) / area.size
    cells = max(1, min(3, round(fill * 3)))
    if ink.colour:
        text.append(f"{entry.mark:<{cells}}", style=f"{DARK_TEXT} on {entry.hex}")
    else:
        text.append(entry.mark + ink.body * (cells - 1))
    text.append(ink.free * (3 - cells), style="dim")
    text.append(" ")


def _legend(legend: Legend, most: int, width: int, ink: Ink) -> Iterator[Line]:
    entries, left_out = legend.largest(most)
    texts = [_entry_text(entry, ink) for entry in entries]
    longest = max(map(cells_in, texts))
    columns = max(1, min(len(entries), (width + 2) // (min(longest, _LEGEND_TEXT) + 5)))
    # What a column would like to have is not what it must do with.
    widest = min(longest, (width + 3) // columns - 5 if columns > 1 else width - 2)
    for start in range(0, len(entries), columns):
        text = Line()
        for i in range(start, min(start + columns, len(entries))):
            style = f"{DARK_TEXT} on {entries[i].hex}" if ink.colour else "bold"
            text.append(entries[i].mark, style=style)
            last = i + 1 == min(start + columns, len(entries))
            body = _line([(texts[i], "")], widest, ink)
            padding = 0 if last else widest - cells_in(body.plain) + 3
            text.append(" ")
            text.append(body.plain + " " * padding)
        yield text
    if left_out:
        yield _line([(f"and {number(left_out)} more, none larger", "dim")], width, ink)


def _entry_text(entry: Entry, ink: Ink) -> str:
    name = clean(entry.name, ascii_only=ink.ascii_only)
    times = f"{number(entry.spans)} x, " if entry.spans > 1 else ""
    used = f", {bytes_text(entry.size)}" if entry.size else ""
    return f"{name}  {times}{count(entry.chunks, 'chunk')}{used}"
