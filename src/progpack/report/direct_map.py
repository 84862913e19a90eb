"""The direct map drawn by physical address: whole slabs, tiles, crumbs, and where programs lie.

One cell is 2 MiB. An entry of 1 GiB is one slab, one of 2 MiB a tile, and 512 entries of 4 KiB are
a cell of crumbs. What the loads broke is red; where programs lie has a dot. Each GiB in which
something changed is drawn in full, eight rows of 64 cells; the others are strips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from progpack.replay.validation.direct_maps import Block, DirectMapChange, DirectMapState
from progpack.report.draw.markup import Writer
from progpack.report.draw.style import STYLE
from progpack.report.draw.units import clean, count, number
from progpack.report.snapshot.picture import WIDTH, Theme, style

__all__ = ["direct_map_page", "direct_map_rows", "direct_map_svg"]

_GIB: Final = 512
"""Blocks of 2 MiB in a GiB."""
_COLUMNS: Final = 64
_ROWS: Final = _GIB // _COLUMNS
_CELL: Final = 12
_STRIP: Final = 16
_GAP: Final = 8
_GRID: Final = _COLUMNS * _CELL
_PAD: Final = 20
_SPACE: Final = 18
_HEAD: Final = 62
_TEXTS: Final = {
    "slab": "one entry of 1 GiB",
    "tile": "one entry of 2 MiB",
    "crumbs": "512 entries of 4 KiB, as they were",
    "broken": "512 entries of 4 KiB, split by these loads",
}
_STYLE: Final = """
.dm .slab{fill:#a9c4e4}.dm .tile{fill:#5b96cf}.dm .crumbs{fill:#8b949e}.dm .broken{fill:#e5342b}
.dm .dot{fill:#ffd33d;stroke:#1f2328;stroke-width:1}
.dm .seam{stroke:var(--dm-seam);fill:none;stroke-width:1.4}
.dm text.big{font-size:21px;font-weight:650}
.dm{--dm-seam:#fff}
"""
_DARK_SEAM: Final = ".dm{--dm-seam:#0d1117}"


@dataclass(frozen=True, slots=True)
class _Grid:
    """One direct map to be drawn.

    Attributes:
        title: above it.
        state: what is drawn.
        since: what was there before; what was split since then is drawn as broken.
        layout: the same for what is to be compared.
    """

    title: str
    state: DirectMapState
    since: DirectMapState | None
    layout: _Layout


def _grids(change: DirectMapChange) -> tuple[_Grid, _Grid, _Grid]:
    measured = _Layout(change.before.blocks(), change.after.blocks())
    modelled = _Layout(change.model_before.blocks(), change.model_after.blocks())
    return (
        _Grid("before", change.before, None, measured),
        _Grid(f"after {number(change.loads)} loads", change.after, change.before, measured),
        _Grid("after, says the model", change.model_after, change.model_before, modelled),
    )


def direct_map_svg(changes: Sequence[DirectMapChange], *, theme: Theme = "auto") -> str:
    """One picture, 960 wide: a row for each kernel, before and after, and the model.

    Args:
        changes: at least one.
        theme: "light", "dark", or "auto": as the reader's system is set.
    """
    step = (WIDTH - 2 * _PAD + _SPACE) / 3
    scale = (step - _SPACE) / _GRID
    rows = [(change, _grids(change)) for change in changes]
    heights = [_HEAD + scale * max(grid.layout.height for grid in grids) for _, grids in rows]
    height = round(44 + sum(heights) + 34 + _PAD)
    out = Writer()
    with out.element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        class_="pp dm",
    ):
        out.raw(f"<style>{style(theme)}{_STYLE}{_seams(theme)}</style>")
        _seam_pattern(out)
        out.leaf("rect", class_="bg", width=WIDTH, height=height)
        _text(out, _PAD, 32, "The kernel's direct map, by physical address", "ink title")
        y = 44.0
        for (change, grids), tall in zip(rows, heights, strict=True):
            _text(out, _PAD, y + 22, _headline(change), "ink name")
            for index, grid in enumerate(grids):
                x = _PAD + index * step
                _text(out, x, y + 44, grid.title, "muted")
                _text(out, x + step - _SPACE, y + 44, _entries(grid), _tone(grid), "end")
                with out.element(
                    "g", transform=f"translate({x:g} {y + _HEAD - 8:g}) scale({scale:.4f})"
                ):
                    _draw(out, grid)
            y += tall
        _legend(out, y + 12)
    return str(out)


def direct_map_page(changes: Sequence[DirectMapChange]) -> str:
    """One offline HTML page, for screens from 400 pixels on.

    Args:
        changes: at least one.
    """
    page = Writer(">")
    page.raw("<!DOCTYPE html>")
    with page.element("html", lang="en"):
        with page.element("head"):
            page.leaf("meta", charset="utf-8")
            page.leaf("meta", name="viewport", content="width=device-width, initial-scale=1")
            page.leaf("title", "The kernel's direct map, by physical address")
            page.raw(f"<style>{STYLE}{style('auto')}{_STYLE}{_seams('auto')}</style>")
        with page.element("body"):
            page.leaf("h1", "The kernel's direct map, by physical address")
            page.leaf(
                "p",
                "One cell is 2 MiB of memory; a GiB in which nothing changed is a strip. The "
                "kernel reaches all memory through these entries; one that is split stays so, and "
                "the memory behind it takes more entries of the TLB.",
            )
            page.raw(_inline(340, 96, _keys_below, width=340))
            for change in changes:
                page.leaf("h2", _headline(change))
                with page.element("div", class_="panels"):
                    for grid in _grids(change):
                        _figure(page, grid)
    return str(page)


def direct_map_rows(changes: Iterable[DirectMapChange]) -> list[dict[str, str | int | None]]:
    """The numbers, an object for each kernel; splits are None where the kernel does not tell."""
    rows: list[dict[str, str | int | None]] = []
    for change in changes:
        splits = change.splits or (None, None)
        rows.append(
            {
                "kernel": change.kernel,
                "arch": change.arch,
                "pages": change.pages,
                "programs": change.what,
                "loads": change.loads,
                "code_pages": change.code_pages,
                "entries_before": change.before.count(),
                "entries_after": change.after.count(),
                "splits_2m": splits[0],
                "splits_1g": splits[1],
                "model_splits_2m": change.model_splits[0],
                "model_splits_1g": change.model_splits[1],
            }
        )
    return rows


def _headline(change: DirectMapChange) -> str:
    return f"Linux {clean(change.kernel)}, {change.arch}: {change.pages}"


def _entries(grid: _Grid) -> str:
    entries = grid.state.count()
    if grid.since is None:
        return count(entries, "entry", "entries")
    more = entries - grid.since.count()
    return f"{more:+,} entries" if more else "no entry more"


def _tone(grid: _Grid) -> str:
    return "ink" if grid.since is None else "ink name"


def _figure(page: Writer, grid: _Grid) -> None:
    with page.element("figure"):
        page.leaf("figcaption", f"{grid.title}: {_entries(grid)}")
        page.raw(_inline(_GRID, grid.layout.height, lambda out: _draw(out, grid)))


def _inline(
    across: int, down: int, draw: Callable[[Writer], None], width: int | None = None
) -> str:
    """A picture for a page: XML's way to end an element, which HTML takes inside of SVG."""
    out = Writer()
    with out.element("svg", class_="pp dm", viewBox=f"0 0 {across} {down}", width=width):
        draw(out)
    return str(out)


def _keys_below(out: Writer) -> None:
    """The legend, one key below the other, with the patterns that all pictures of the page use."""
    _seam_pattern(out)
    _keys(out, lambda index: (2.0, 4.0 + 19 * index))


class _Layout:
    """Where each GiB is drawn: in full where something changed, else as one strip.

    Args:
        before: blocks before.
        after: blocks after.

    Attributes:
        height: units.
    """

    def __init__(self, before: Mapping[int, Block], after: Mapping[int, Block]) -> None:
        regions = sorted({block // _GIB for block in (*before, *after)})
        # Of memory at its end a kernel maps what there is, which is not a whole block.
        changed = {b // _GIB for b in before.keys() & after.keys() if before[b] != after[b]}
        self._tops: dict[int, tuple[int, bool]] = {}
        y = 0
        for region in regions:
            self._tops[region] = y, region in changed
            y += (_ROWS * _CELL if region in changed else _STRIP) + _GAP
        self.height = max(y - _GAP, 1)

    def pieces(self, region: int) -> tuple[int, bool]:
        """(top, whether it is drawn in full) of a GiB."""
        return self._tops[region]

    def cell(self, block: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of the cell of a block."""
        top, full = self._tops[block // _GIB]
        place = block % _GIB
        if not full:
            return place * _GRID / _GIB, float(top), _GRID / _GIB, float(_STRIP)
        row, column = divmod(place, _COLUMNS)
        return float(column * _CELL), float(top + row * _CELL), float(_CELL), float(_CELL)

    def row_ends(self, block: int) -> bool:
        """Whether the cell of the next block is not to the right of this one's."""
        full = self._tops[block // _GIB][1]
        return not (block + 1) % (_COLUMNS if full else _GIB)


def _draw(out: Writer, grid: _Grid) -> None:
    """One direct map, `_CELL` units a cell."""
    layout, blocks = grid.layout, grid.state.blocks()
    since = {} if grid.since is None else grid.since.blocks()
    for kind, first, cells in _runs(blocks, since, layout):
        x, y, width, tall = layout.cell(first)
        if kind == "slab":
            full = layout.pieces(first // _GIB)[1]
            height = _ROWS * _CELL if full else _STRIP
            out.leaf("rect", class_=kind, x=0, y=y, width=_GRID, height=height, rx=3)
            continue
        box: dict[str, Any] = {"x": x, "y": y, "width": width * cells, "height": tall}
        out.leaf("rect", class_=kind, **box)
        seams = "crumbs" if kind in ("crumbs", "broken") else "tiles"
        if tall == _CELL:
            out.leaf("rect", fill=f"url(#dm-{seams})", **box)
    for block, now in blocks.items() if since else ():
        if block in since and now.read_only > since[block].read_only:
            x, y, width, tall = layout.cell(block)
            out.leaf("circle", class_="dot", cx=x + width / 2, cy=y + tall / 2, r=_CELL * 0.3)


def _runs(
    blocks: Mapping[int, Block], since: Mapping[int, Block], layout: _Layout
) -> Iterator[tuple[str, int, int]]:
    """(kind, first block, cells in a row) of what is drawn as one; a slab once."""
    kind, first, cells = "", 0, 0
    for block in sorted(blocks):
        now = _kind(blocks[block], since.get(block))
        if cells and (now != kind or first + cells != block or layout.row_ends(block - 1)):
            yield kind, first, cells
            cells = 0
        if now == "slab":
            if not block % _GIB:
                yield now, block, 1
            continue
        if not cells:
            kind, first = now, block
        cells += 1
    if cells:
        yield kind, first, cells


def _kind(block: Block, before: Block | None) -> str:
    if block.size == "1G":
        return "slab"
    if block.size == "2M":
        return "tile"
    return "broken" if before is not None and before.size != "4K" else "crumbs"


def _seam_pattern(out: Writer) -> None:
    with out.element("defs"):
        for name, step in (("tiles", _CELL), ("crumbs", _CELL / 3)):
            with out.element(
                "pattern", id=f"dm-{name}", width=step, height=step, patternUnits="userSpaceOnUse"
            ):
                width = 1.4 if name == "tiles" else 0.7
                out.leaf("path", class_="seam", d=f"M{step:g},0V{step:g}H0", stroke_width=width)


def _seams(theme: Theme) -> str:
    if theme == "auto":
        return "@media (prefers-color-scheme:dark){" + _DARK_SEAM + "}"
    return _DARK_SEAM if theme == "dark" else ""


def _legend(out: Writer, y: float) -> None:
    _keys(out, lambda index: (_PAD + (index % 3) * 300.0, y + (index // 3) * 20.0))


def _keys(out: Writer, where: Callable[[int], tuple[float, float]]) -> None:
    index = 0
    for index, (kind, text) in enumerate(_TEXTS.items()):
        x, y = where(index)
        out.leaf("rect", class_=kind, x=x, y=y, width=16, height=12, rx=2 * (kind == "slab"))
        _text(out, x + 24, y + 10, text, "muted small")
    x, y = where(index + 1)
    out.leaf("circle", class_="dot", cx=x + 8, cy=y + 6, r=4.0)
    _text(out, x + 24, y + 10, "programs lie here", "muted small")


def _text(
    out: Writer, x: float, y: float, text: str, class_: str, anchor: str | None = None
) -> None:
    out.leaf("text", clean(text), x=float(x), y=float(y), class_=class_, text_anchor=anchor)
