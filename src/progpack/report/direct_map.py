"""The direct map drawn by physical address: whole slabs, tiles, crumbs, and where programs lie.

One cell is 2 MiB. An entry of 1 GiB is one slab, one of 2 MiB a tile, and 512 entries of 4 KiB are
a cell of crumbs. What the loads broke is red; where programs lie has a dot. Each GiB in which
something changed is drawn in full, eight rows of 64 cells; the others are strips. Of the running
kernel there is no before: a GiB is drawn in full where entries of 4 KiB or programs are in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from progpack.kernel.live_direct_map import LiveDirectMap
from progpack.model.directmap import BLOCK
from progpack.replay.validation.direct_maps import Block, DirectMapChange, DirectMapState
from progpack.report.draw.markup import Writer
from progpack.report.draw.style import STYLE
from progpack.report.draw.units import clean, count, number
from progpack.report.snapshot.look import style
from progpack.report.snapshot.picture import WIDTH, Theme

__all__ = ["direct_map_page", "direct_map_rows", "direct_map_svg", "live_row"]

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
_KEY: Final = 19
_PANELS: Final = 3
_DOT: Final = _CELL * 0.3
#: The dot of a lone program in a drawing of the running kernel's whole memory.
_LONE_DOT: Final = _CELL * 0.75
_TEXTS: Final = {
    "slab": "one entry of 1 GiB",
    "tile": "one entry of 2 MiB",
    "crumbs": "512 entries of 4 KiB, as they were",
    "broken": "512 entries of 4 KiB, split by these loads",
}
_LIVE_TEXTS: Final = {
    "slab": _TEXTS["slab"],
    "tile": _TEXTS["tile"],
    "crumbs": "512 entries of 4 KiB",
}
_TITLE: Final = "The kernel's direct map, by physical address"
_CHANGED: Final = (
    "One cell is 2 MiB of memory; a GiB in which nothing changed is a strip. The "
    "kernel reaches all memory through these entries; one that is split stays so, and "
    "the memory behind it takes more entries of the TLB."
)
_NOW: Final = (
    "One cell is 2 MiB of memory; a GiB without entries of 4 KiB and without programs is a strip. "
    "The kernel reaches all memory through these entries; memory behind small ones takes more "
    "entries of the TLB. Not all that is split was split by programs."
)
_STYLE: Final = """
.dm .slab{fill:#a9c4e4}.dm .tile{fill:#5b96cf}.dm .crumbs{fill:#8b949e}.dm .broken{fill:#e5342b}
.dm .dot{fill:#ffd33d;stroke:#1f2328;stroke-width:1}
.dm .seam{stroke:var(--dm-seam);fill:none;stroke-width:1.4}
.dm text.big{font-size:21px;font-weight:650}
.dm{--dm-seam:#fff}
"""
#: Without a before, all small entries are what is to be seen.
_NOW_STYLE: Final = ".now .crumbs{fill:#a2117a}"
_DARK_SEAM: Final = ".dm{--dm-seam:#0d1117}"


@dataclass(frozen=True, slots=True)
class _Grid:
    """One direct map, or a part of it, to be drawn.

    Attributes:
        title: above it.
        text: what it amounts to, above it too.
        tone: classes of that text.
        blocks: what is drawn.
        since: what was there before; what was split since then is drawn as broken.
        dots: numbers of the blocks in which programs lie.
        radius: radius of a dot, units.
        layout: the same for what is to be compared.
    """

    title: str
    text: str
    tone: str
    blocks: Mapping[int, Block]
    since: Mapping[int, Block]
    dots: Collection[int]
    radius: float
    layout: _Layout


def _grids(drawn: DirectMapChange | LiveDirectMap) -> tuple[_Grid, ...]:
    if isinstance(drawn, LiveDirectMap):
        return tuple(_parts(drawn))
    measured = _compared(drawn.before.blocks(), drawn.after.blocks())
    modelled = _compared(drawn.model_before.blocks(), drawn.model_after.blocks())
    after = f"after {number(drawn.loads)} loads"
    return (
        _grid("before", drawn.before, None, measured),
        _grid(after, drawn.after, drawn.before, measured),
        _grid("after, in the model", drawn.model_after, drawn.model_before, modelled),
    )


def _grid(
    title: str, state: DirectMapState, before: DirectMapState | None, layout: _Layout
) -> _Grid:
    blocks = state.blocks()
    since = {} if before is None else before.blocks()
    both = blocks.keys() & since.keys()
    dots = {block for block in both if blocks[block].read_only > since[block].read_only}
    if before is None:
        text = count(state.count(), "entry", "entries")
        return _Grid(title, text, "ink", blocks, since, dots, _DOT, layout)
    more = state.count() - before.count()
    text = f"{more:+,} entries" if more else "no more entries"
    return _Grid(title, text, "ink name", blocks, since, dots, _DOT, layout)


def _parts(live: LiveDirectMap) -> Iterator[_Grid]:
    """The running kernel's memory in up to three parts, so that it fits a screen."""
    blocks = DirectMapState.of(live.entries).blocks()
    dots = {page // BLOCK for page in live.code_pages}
    small = {block for block, entry in blocks.items() if entry.size == "4K"}
    full = {block // _GIB for block in small | dots}
    regions = sorted({block // _GIB for block in blocks})
    step = -(-len(regions) // _PANELS) or 1
    for first in range(0, len(regions), step):
        part = regions[first : first + step]
        low, high = part[0] * _GIB, (part[-1] + 1) * _GIB
        inside = {block: entry for block, entry in blocks.items() if low <= block < high}
        programs = dots & inside.keys()
        text = f"programs in {count(len(programs), 'cell')}" if programs else "no programs"
        title = f"{part[0]} to {part[-1] + 1} GiB"
        yield _Grid(title, text, "ink", inside, {}, programs, _LONE_DOT, _Layout(part, full))


def direct_map_svg(
    drawn: Sequence[DirectMapChange | LiveDirectMap], *, theme: Theme = "auto"
) -> str:
    """One picture, 960 wide: a row for each kernel, before and after, and the model; or as it is.

    Args:
        drawn: at least one.
        theme: "light", "dark", or "auto": as the reader's system is set.
    """
    step = (WIDTH - 2 * _PAD + _SPACE) / _PANELS
    scale = (step - _SPACE) / _GRID
    rows = [(direct, _grids(direct)) for direct in drawn]
    heights = [
        _HEAD + scale * max((grid.layout.height for grid in grids), default=0) for _, grids in rows
    ]
    height = round(44 + sum(heights) + 34 + _PAD)
    out = Writer()
    with out.element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        class_=_class(drawn),
    ):
        out.raw(f"<style>{style(theme)}{_style(drawn)}{_seams(theme)}</style>")
        _seam_pattern(out)
        out.leaf("rect", class_="bg", width=WIDTH, height=height)
        _text(out, _PAD, 32, _TITLE, "ink title")
        y = 44.0
        for (direct, grids), tall in zip(rows, heights, strict=True):
            _text(out, _PAD, y + 22, _headline(direct), "ink name")
            for index, grid in enumerate(grids):
                x = _PAD + index * step
                _text(out, x, y + 44, grid.title, "muted")
                _text(out, x + step - _SPACE, y + 44, grid.text, grid.tone, "end")
                with out.element(
                    "g", transform=f"translate({x:g} {y + _HEAD - 8:g}) scale({scale:.4f})"
                ):
                    _draw(out, grid)
            y += tall
        _legend(out, y + 12, _texts(drawn))
    return str(out)


def direct_map_page(drawn: Sequence[DirectMapChange | LiveDirectMap]) -> str:
    """One offline HTML page, for screens from 400 pixels on.

    Args:
        drawn: at least one.
    """
    texts, kind = _texts(drawn), _class(drawn)
    page = Writer(">")
    with page.html_body(_TITLE, f"{STYLE}{style('auto')}{_style(drawn)}{_seams('auto')}"):
        page.leaf("h1", _TITLE)
        page.leaf("p", _NOW if texts is _LIVE_TEXTS else _CHANGED)
        high = _KEY * (len(texts) + 1) + 1
        page.raw(_inline(340, high, kind, lambda out: _keys_below(out, texts), width=340))
        for direct in drawn:
            page.leaf("h2", _headline(direct))
            with page.element("div", class_="panels"):
                for grid in _grids(direct):
                    _figure(page, grid, kind)
    return str(page)


def _texts(drawn: Iterable[DirectMapChange | LiveDirectMap]) -> Mapping[str, str]:
    """Return the texts of the legend: without a first reading nothing is known to be broken."""
    return _LIVE_TEXTS if all(isinstance(direct, LiveDirectMap) for direct in drawn) else _TEXTS


def _class(drawn: Iterable[DirectMapChange | LiveDirectMap]) -> str:
    return "pp dm now" if _texts(drawn) is _LIVE_TEXTS else "pp dm"


def _style(drawn: Iterable[DirectMapChange | LiveDirectMap]) -> str:
    return _STYLE + (_NOW_STYLE if _texts(drawn) is _LIVE_TEXTS else "")


def live_row(live: LiveDirectMap) -> dict[str, str | int]:
    """The numbers of the running kernel."""
    state = DirectMapState.of(live.entries)
    return {
        "kernel": live.kernel,
        "arch": live.arch,
        "entries_4k": state.count("4K"),
        "entries_2m": state.count("2M"),
        "entries_1g": state.count("1G"),
        "programs": live.programs,
        "code_pages": len(live.code_pages),
    }


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


def _headline(drawn: DirectMapChange | LiveDirectMap) -> str:
    kernel = f"Linux {clean(drawn.kernel)}, {drawn.arch}"
    if isinstance(drawn, DirectMapChange):
        return f"{kernel}: {drawn.pages}"
    state = DirectMapState.of(drawn.entries)
    small, large, giant = (state.count(size) for size in ("4K", "2M", "1G"))
    entries = count(small, "entry", "entries")
    return f"{kernel}, now: {entries} of 4 KiB, {number(large)} of 2 MiB, {number(giant)} of 1 GiB"


def _figure(page: Writer, grid: _Grid, kind: str) -> None:
    with page.element("figure"):
        page.leaf("figcaption", f"{grid.title}: {grid.text}")
        page.raw(_inline(_GRID, grid.layout.height, kind, lambda out: _draw(out, grid)))


def _inline(
    across: int,
    down: int,
    kind: str,
    draw: Callable[[Writer], None],
    width: int | None = None,
) -> str:
    """A picture for a page: XML's way to end an element, which HTML takes inside of SVG."""
    out = Writer()
    with out.element("svg", class_=kind, viewBox=f"0 0 {across} {down}", width=width):
        draw(out)
    return str(out)


def _keys_below(out: Writer, texts: Mapping[str, str]) -> None:
    """The legend, one key below the other, with the patterns that all pictures of the page use."""
    _seam_pattern(out)
    _keys(out, texts, lambda index: (2.0, 4.0 + _KEY * index))


class _Layout:
    """The place of each GiB in the drawing: in full where it has splits, else one strip.

    Args:
        regions: numbers of the GiB that are there, ascending.
        full: numbers of the GiB that are drawn in full.

    Attributes:
        height: height of the drawing, in units.
    """

    def __init__(self, regions: Iterable[int], full: Collection[int]) -> None:
        self._tops: dict[int, tuple[int, bool]] = {}
        y = 0
        for region in regions:
            self._tops[region] = y, region in full
            y += (_ROWS * _CELL if region in full else _STRIP) + _GAP
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


def _compared(before: Mapping[int, Block], after: Mapping[int, Block]) -> _Layout:
    """A layout for both, with each GiB in full in which something changed."""
    regions = sorted({block // _GIB for block in (*before, *after)})
    # Of memory at its end a kernel maps what there is, which is not a whole block.
    changed = {b // _GIB for b in before.keys() & after.keys() if before[b] != after[b]}
    return _Layout(regions, changed)


def _draw(out: Writer, grid: _Grid) -> None:
    """One direct map, `_CELL` units a cell."""
    layout = grid.layout
    for kind, first, cells in _runs(grid.blocks, grid.since, layout):
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
    for block in sorted(grid.dots):
        x, y, width, tall = layout.cell(block)
        out.leaf("circle", class_="dot", cx=x + width / 2, cy=y + tall / 2, r=grid.radius)


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


def _legend(out: Writer, y: float, texts: Mapping[str, str]) -> None:
    _keys(out, texts, lambda index: (_PAD + (index % 3) * 300.0, y + (index // 3) * 20.0))


def _keys(
    out: Writer, texts: Mapping[str, str], where: Callable[[int], tuple[float, float]]
) -> None:
    for index, (kind, text) in enumerate(texts.items()):
        x, y = where(index)
        out.leaf("rect", class_=kind, x=x, y=y, width=16, height=12, rx=2 * (kind == "slab"))
        _text(out, x + 24, y + 10, text, "muted small")
    x, y = where(len(texts))
    out.leaf("circle", class_="dot", cx=x + 8, cy=y + 6, r=4.0)
    _text(out, x + 24, y + 10, "programs lie here", "muted small")


def _text(
    out: Writer, x: float, y: float, text: str, class_: str, anchor: str | None = None
) -> None:
    out.leaf("text", clean(text), x=float(x), y=float(y), class_=class_, text_anchor=anchor)
