"""The packs as a picture: an SVG document, without any library.

A pack is drawn as rows of chunks up to the last one that is taken, every span a group of
rectangles with its name as tooltip; a pack that is much larger than what is taken also has a bar
of the whole above. Programs with pages of their own are boxes, as full as their pages.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from progpack.errors import UsageError
from progpack.report.draw.legend import Entry, Legend
from progpack.report.draw.markup import Writer
from progpack.report.draw.scale import Cell, Grid, cells_of, grid_of
from progpack.report.draw.style import Theme
from progpack.report.draw.units import address, bytes_text, clean, count, number, percent
from progpack.report.snapshot.facts import headline, largest_hole, pack_line, programs_text
from progpack.report.snapshot.look import AGAIN, document
from progpack.snapshot import NO_EVIDENCE, PROGRAM, PackView, Snapshot, SpanView

__all__ = ["WIDTH", "Theme", "inline_svg", "to_svg"]

WIDTH = 960
"""Width of every picture, in user units."""

_PAD = 24
_INNER = 16
_ROW_LABEL = 48
_MAP_X = _PAD + _INNER + _ROW_LABEL
_MAP_WIDTH = WIDTH - _MAP_X - _PAD - _INNER  # 832: 13 for each of 64 chunks
_COLUMNS = 64
_ROWS = 12
_ROW_GAP = 4
_BAR = 12
_BAR_CELLS = 208
_NOTE = 140  # characters of a line of a note that fit the width in any font
_MONO = 6.7  # width of a character of the small monospace type
_BOXES = 16
_MOST_BOXES = 320
_LEGEND_COLUMNS = 3


def to_svg(
    snapshot: Snapshot,
    *,
    theme: Theme = "auto",
    packs: int = 8,
    entries: int = 36,
) -> str:
    """An SVG document of the snapshot, 960 wide and as high as it needs.

    Args:
        snapshot: what to draw.
        theme: "light", "dark", or "auto": as the reader's system is set, light where that is
            not known.
        packs: how many packs are drawn chunk by chunk; each other one is a bar.
        entries: lines of the legend at most; the largest are kept.

    Raises:
        UsageError: there is no such theme.
    """
    if theme not in ("auto", "light", "dark"):
        raise UsageError(f"there is no theme {theme!r}; there are auto, light and dark")
    return _Picture(snapshot, packs, entries).document(theme)


def inline_svg(snapshot: Snapshot) -> str:
    """The picture for a page that has the title and the notes itself."""
    return _Picture(snapshot, 8, 36, bare=True).document("auto")


class _Picture:
    """Writes from the top down; ``self.y`` is how far it has come."""

    def __init__(self, snapshot: Snapshot, packs: int, entries: int, *, bare: bool = False) -> None:
        self.snapshot = snapshot
        self.bare = bare
        self.legend = Legend(snapshot.spans)
        self.packs = packs
        self.entries = entries
        self.out = Writer()
        self.y = _PAD

    def document(self, theme: Theme) -> str:
        if not self.bare:
            self._head()
        self._tiles()
        for pack in self.snapshot.packs[: self.packs]:
            self._pack(pack)
        if self.snapshot.packs[self.packs :]:
            self._bars(self.snapshot.packs[self.packs :])
        if self.snapshot.areas:
            self._areas(self.snapshot.areas)
        if self.legend.entries:
            self._legend()
        for note in () if self.bare else self.snapshot.notes:
            for line in textwrap.wrap(clean(note), _NOTE):
                self._text(_PAD, self.y + 10, line, "muted small")
                self.y += 15
            self.y += 4
        return self._wrap(theme, self.y + _PAD - 8)

    def _wrap(self, theme: Theme, height: int) -> str:
        title, subtitle = headline(self.snapshot)
        page = Writer()
        name = f"Packs of {title}, {subtitle}"
        with document(page, name, theme, WIDTH, height, marks=True):
            page.raw(str(self.out).rstrip("\n"))
        return str(page)

    def _text(self, x: float, y: float, text: str, class_: str, anchor: str | None = None) -> None:
        self.out.leaf("text", text, x=float(x), y=float(y), class_=class_, text_anchor=anchor)

    def _head(self) -> None:
        title, subtitle = headline(self.snapshot)
        self._text(_PAD, self.y + 16, clean(title), "ink title")
        self._text(WIDTH - _PAD, self.y + 16, clean(subtitle), "muted", "end")
        self.y += 36

    def _tiles(self) -> None:
        tiles = _tile_texts(self.snapshot)
        width = (WIDTH - 2 * _PAD - 12 * (len(tiles) - 1)) / len(tiles)
        for i, (value, name) in enumerate(tiles):
            x = _PAD + i * (width + 12)
            self._card(x, self.y, width, 58)
            self._text(x + 14, self.y + 27, value, "ink value")
            self._text(x + 14, self.y + 46, name, "muted small")
        self.y += 58 + 12

    def _card(self, x: float, y: float, width: float, height: float) -> None:
        self.out.leaf(
            "rect",
            class_="card",
            x=float(x),
            y=float(y),
            width=float(width),
            height=float(height),
            rx=8,
        )

    def _pack(self, pack: PackView) -> None:
        grid = grid_of(pack, _COLUMNS, _ROWS)
        whole = grid.end < pack.chunks
        row_height = 34 if grid.rows == 1 else 26 if grid.rows <= 4 else 20
        height = 54 + grid.rows * (row_height + _ROW_GAP) + (48 if whole else 0)
        self._card(_PAD, self.y, WIDTH - 2 * _PAD, height)
        self._pack_head(pack)
        y = self.y + 46
        if whole:
            self._bar(pack, y)
            self._magnify(grid.end / pack.chunks, y + _BAR, y + 44)
            self._ticks(pack, y + _BAR)
            y += 48
        self._grid(pack, grid, y, row_height)
        self.y += height + 12

    def _pack_head(self, pack: PackView) -> None:
        x = _PAD + _INNER
        where = f"{address(pack.address)}, " if pack.address is not None else ""
        behind = f" in pages of {pack.pages}" if pack.pages else ""
        self._text(x, self.y + 26, f"pack {pack.number}", "ink name")
        self._text(x + 72, self.y + 26, f"{where}{bytes_text(pack.size)}{behind}", "muted mono")
        self._text(WIDTH - x, self.y + 26, pack_line(pack), "muted small", "end")

    def _bar(self, pack: PackView, y: float) -> None:
        self._text(_MAP_X - 8, y + 10, "whole", "muted tiny", "end")
        self.out.leaf(
            "rect", class_="track", x=_MAP_X, y=float(y), width=_MAP_WIDTH, height=_BAR, rx=2
        )
        per_cell = -(-pack.chunks // _BAR_CELLS)
        cell_width = _MAP_WIDTH * per_cell / pack.chunks
        for first, cells, level in _runs_of_level(cells_of(pack, per_cell)):
            x = _MAP_X + first * cell_width
            width = min(cells * cell_width, _MAP_X + _MAP_WIDTH - x)
            kind = f"fill{level}" if level >= 0 else "unsure"
            self.out.leaf("rect", class_=kind, x=x, y=float(y), width=width, height=_BAR)

    def _ticks(self, pack: PackView, y: float) -> None:
        for quarter in range(1, 5):
            x = _MAP_X + _MAP_WIDTH * quarter / 4
            self._text(x, y + 12, bytes_text(pack.size * quarter // 4), "muted tiny", "end")

    def _magnify(self, share: float, top: float, bottom: float) -> None:
        """Draw the beam from the shown part of the bar to the rows."""
        right = _MAP_X + max(_MAP_WIDTH * share, 1.0)
        corners = (
            (_MAP_X, top),
            (right, top),
            (right, top + 14),
            (_MAP_X + _MAP_WIDTH, bottom),
            (_MAP_X, bottom),
        )
        points = " ".join(f"{x:g},{y:g}" for x, y in corners)
        self.out.leaf("polygon", class_="beam", points=points)

    def _grid(self, pack: PackView, grid: Grid, y: float, row_height: int) -> None:
        chunk_width = _MAP_WIDTH / grid.row_chunks
        with self.out.element(
            "g",
            class_="map",
            data_pack=pack.number,
            data_x=_MAP_X,
            data_y=float(y),
            data_width=_MAP_WIDTH,
            data_row_chunks=grid.row_chunks,
            data_row_step=row_height + _ROW_GAP,
            data_end=grid.end,
        ):
            self._text(_MAP_X - 8, y - 6, "chunk", "muted tiny", "end")
            for row in range(grid.rows):
                top = y + row * (row_height + _ROW_GAP)
                chunks = min(grid.row_chunks, grid.end - row * grid.row_chunks)
                first = str(row * grid.row_chunks)
                self._text(_MAP_X - 8, top + row_height / 2 + 4, first, "muted tiny", "end")
                self.out.leaf(
                    "rect",
                    class_="track",
                    x=_MAP_X,
                    y=top,
                    width=chunks * chunk_width,
                    height=row_height,
                    rx=2,
                )
                if grid.row_chunks == _COLUMNS:
                    self._chunk_lines(chunks, top, row_height)
            for span in pack.spans:
                # Chunks behind the rows are in the bar of the whole.
                if span.chunk >= grid.end:
                    break
                self._span(pack, span, grid, y, row_height)

    def _chunk_lines(self, chunks: int, top: float, height: int) -> None:
        """Draw a line where each chunk ends, when the chunks are wide enough to be counted."""
        width = _MAP_WIDTH / _COLUMNS
        path = "".join(f"M{_MAP_X + i * width:g},{top:g}v{height}" for i in range(1, chunks))
        self.out.leaf("path", class_="lines", d=path)

    def _span(self, pack: PackView, span: SpanView, grid: Grid, y: float, row_height: int) -> None:
        entry = self.legend[span]
        chunk_width = _MAP_WIDTH / grid.row_chunks
        pieces = []
        for first, chunks in _pieces(span, grid):
            row, column = divmod(first, grid.row_chunks)
            top = y + row * (row_height + _ROW_GAP)
            pieces.append((_MAP_X + column * chunk_width, top, chunks * chunk_width))
        widest = max(pieces, key=lambda piece: piece[2])
        fine = " fine" if widest[2] < 4 else ""
        with self.out.element(
            "g",
            class_=f"span {_class(entry)}{fine}",
            data_chunk=span.chunk,
            data_chunks=span.chunks,
        ):
            self.out.leaf("title", _tooltip(pack, span, entry))
            for x, top, width in pieces:
                self._fill(entry, x, top, width, row_height)
            name = clean(entry.name)
            if span.kind != NO_EVIDENCE and widest[2] >= len(name) * _MONO + 10:
                x, top, _ = widest
                self._text(x + 5, top + row_height / 2 + 4, name, "label mono")

    def _fill(
        self, entry: Entry, x: float, y: float, width: float, height: int, rx: int | None = None
    ) -> None:
        """A rectangle in the colour of an entry, with the mark that tells it from others of it."""
        place: dict[str, Any] = {"x": x, "y": float(y), "width": width, "height": height, "rx": rx}
        self.out.leaf("rect", **place)
        if entry.again in AGAIN:
            self.out.leaf("rect", class_=f"again{entry.again}", **place)

    def _bars(self, packs: tuple[PackView, ...]) -> None:
        drawn = packs[:96]
        height = 16 + len(drawn) * 20 + (20 if len(drawn) < len(packs) else 0)
        self._card(_PAD, self.y, WIDTH - 2 * _PAD, height)
        y = self.y + 12
        for pack in drawn:
            with self.out.element("g"):
                self.out.leaf("title", f"pack {pack.number}: {pack_line(pack)}")
                self._bar(pack, y)
            self._cover(pack, y)
            y += 20
        if len(drawn) < len(packs):
            self._text(
                _MAP_X, y + 10, f"and {count(len(packs) - len(drawn), 'more pack')}", "muted small"
            )
        self.y += height + 12

    def _cover(self, pack: PackView, y: float) -> None:
        """The number of the pack over the word at the left of its bar."""
        self.out.leaf(
            "rect", class_="plain", x=_PAD + 4, y=float(y), width=_ROW_LABEL + 4, height=_BAR
        )
        self._text(_MAP_X - 8, y + 10, f"pack {pack.number}", "muted tiny", "end")

    def _areas(self, areas: tuple[PackView, ...]) -> None:
        drawn = areas[:_MOST_BOXES]
        rows = -(-len(drawn) // _BOXES)
        more = len(areas) - len(drawn)
        height = 54 + rows * 26 + (20 if more else 0)
        self._card(_PAD, self.y, WIDTH - 2 * _PAD, height)
        x = _PAD + _INNER
        size = sum(area.size for area in areas)
        used = sum(span.size for area in areas for span in area.spans)
        self._text(
            x, self.y + 26, f"{count(len(areas), 'program')} with pages of their own", "ink name"
        )
        self._text(
            WIDTH - x,
            self.y + 26,
            f"{bytes_text(used)} used of {bytes_text(size)}, {percent(used / size)}",
            "muted small",
            "end",
        )
        step = (WIDTH - 2 * x) / _BOXES
        for i, area in enumerate(drawn):
            row, column = divmod(i, _BOXES)
            self._box(area, x + column * step, self.y + 44 + row * 26, step - 6)
        if more:
            self._text(x, self.y + height - 12, f"and {number(more)} more", "muted small")
        self.y += height + 12

    def _box(self, area: PackView, x: float, y: float, width: float) -> None:
        self.out.leaf("rect", class_="track", x=x, y=float(y), width=width, height=20, rx=2)
        for span in area.spans[:1]:
            entry = self.legend[span]
            share = min(span.size / area.size, 1.0)
            with self.out.element("g", class_=f"area {_class(entry)}", data_area=area.number):
                self.out.leaf("title", _tooltip(area, span, entry))
                self._fill(entry, x, y, max(width * share, 1.0), 20)

    def _legend(self) -> None:
        entries, left_out = self.legend.largest(self.entries)
        rows = -(-len(entries) // _LEGEND_COLUMNS)
        step = (WIDTH - 2 * _PAD) / _LEGEND_COLUMNS
        for i, entry in enumerate(entries):
            column, row = divmod(i, rows)
            x = _PAD + column * step
            y = self.y + 4 + row * 18
            with self.out.element("g", class_=f"key {_class(entry)}"):
                self._fill(entry, x, y, 12, 12, rx=2)
                name, detail = _legend_text(entry)
                self._text(x + 18, y + 10, name, "ink mono")
                self._text(x + step - 16, y + 10, detail, "muted tiny", "end")
        self.y += rows * 18 + 12
        if left_out:
            self._text(_PAD, self.y + 6, f"and {number(left_out)} more, none larger", "muted small")
            self.y += 20


def _tile_texts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(value, name) of the numbers at the top."""
    programs, further = programs_text(snapshot)
    size = sum(region.size for region in snapshot.regions)
    groups = ((snapshot.packs, "pack"), (snapshot.areas, "area"))
    regions = [count(len(group), word) for group, word in groups if group]
    tiles = [
        (programs, f"program{'s' * (programs != '1')}{further and f' {further}'}"),
        (" + ".join(regions) or "none", f"{bytes_text(size)} of executable memory"),
    ]
    if snapshot.packs:
        used = sum(pack.used_chunks for pack in snapshot.packs)
        chunks = sum(pack.chunks for pack in snapshot.packs)
        hole, unit = largest_hole(snapshot)
        taken = f"taken: {number(used)} of {number(chunks)} chunks"
        # Of more than is known to be taken the share is only the least.
        unknown = sum(pack.unknown_chunks for pack in snapshot.packs)
        least = "at least " if unknown > used else ""
        size_text = "not known" if hole < 0 else bytes_text(hole * unit)
        tiles += [(least + percent(used / chunks), taken), (size_text, "largest hole")]
    elif size:
        text = sum(span.size for span in snapshot.spans if span.kind == PROGRAM)
        tiles.append((percent(text / size), f"used: {bytes_text(text)} of {bytes_text(size)}"))
    return tiles


def _legend_text(entry: Entry) -> tuple[str, str]:
    times = f"{number(entry.spans)} x, " if entry.spans > 1 else ""
    used = f", {bytes_text(entry.size)}" if entry.size else ""
    detail = f"{times}{count(entry.chunks, 'chunk')}{used}"
    room = int((WIDTH - 2 * _PAD) / _LEGEND_COLUMNS - 40 - len(detail) * 5.8) // 7
    name = clean(entry.name)
    return (name if len(name) <= room else name[: room - 1] + "…"), detail


def _tooltip(pack: PackView, span: SpanView, entry: Entry) -> str:
    lines = [clean(entry.name)]
    if span.kind != PROGRAM:
        lines[0] += f" ({span.kind})"
    last = f" to {span.end - 1}" if span.chunks > 1 else ""
    lines.append(
        f"chunk {span.chunk}{last}: {count(span.chunks, 'chunk')}, {pack.bytes_of(span)} bytes"
    )
    if span.size:
        lines.append(f"{span.size} bytes used")
    where = pack.address_of(span)
    if where is not None:
        lines.append(address(where))
    return "\n".join(lines)


def _pieces(span: SpanView, grid: Grid) -> Iterator[tuple[int, int]]:
    """The parts of a span on each row: (first chunk, chunks)."""
    at, end = span.chunk, min(span.end, grid.end)
    while at < end:
        stop = min(end, (at // grid.row_chunks + 1) * grid.row_chunks)
        yield at, stop - at
        at = stop


def _runs_of_level(cells: list[Cell]) -> Iterator[tuple[int, int, int]]:
    """Cells that look alike, together: (first, how many, level 1 to 4, or -1 for not known)."""
    start, level = 0, 0
    for i, cell in enumerate([*cells, Cell(1)]):
        now = _level(cell) if i < len(cells) else 0
        if now != level:
            if level:
                yield start, i - start, level
            start, level = i, now


def _level(cell: Cell) -> int:
    if cell.used:
        return max(1, min(4, int(cell.fill * 4 + 0.5)))
    return -1 if cell.unknown else 0


def _class(entry: Entry) -> str:
    if entry.colour is not None:
        return f"k{entry.colour}"
    return "unsure" if entry.kind == NO_EVIDENCE else "grey"
