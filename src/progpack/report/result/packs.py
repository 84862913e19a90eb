"""The packs at the end of a replay, small: a panel per policy, in the colours of the timelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from progpack.report.draw.panel import PANEL_WIDTH, Panel
from progpack.report.draw.scale import cells_of, grid_of
from progpack.report.draw.units import bytes_text, clean, count, number, percent
from progpack.report.result.timeline import Colours
from progpack.report.snapshot.facts import pack_line
from progpack.snapshot import PackView, SpanView

if TYPE_CHECKING:
    from progpack.replay.result import PolicyResult

__all__ = ["pack_panel", "pack_panels"]

_COLUMNS: Final = 64
_ROWS: Final = 10
_ROW: Final = 13.0
_PACKS: Final = 3
_BARS: Final = 24
_BOXES: Final = 40
_BOX_ROWS: Final = 12
_LEFT: Final = 62.0
_TITLE: Final = 56  # characters that fit
_WIDTH: Final = PANEL_WIDTH - _LEFT - 12


def pack_panels(policies: Sequence[PolicyResult], tones: Colours) -> list[str]:
    """A panel for each policy; those that placed everything alike share one."""
    groups: dict[object, list[PolicyResult]] = {}
    for policy in policies:
        groups.setdefault(_layout(policy), []).append(policy)
    return [
        pack_panel(alike[0], tones, [clean(policy.name) for policy in alike])
        for alike in groups.values()
    ]


def pack_panel(policy: PolicyResult, tones: Colours, names: Sequence[str] = ()) -> str:
    """The panel of one policy: packs chunk by chunk, more packs as bars, own pages as boxes.

    Args:
        policy: what to draw.
        tones: `progpack.report.result.timeline.colours` of the result.
        names: for the title; by default the policy's.
    """
    return _Map(policy, tones, ", ".join(names) or clean(policy.name)).svg()


def _layout(policy: PolicyResult) -> object:
    """Return the content of a panel, without addresses."""
    final = policy.final
    regions = (final.packs, final.areas) if final else ((), ())
    return policy.packs_left_out, tuple(
        tuple((region.number, region.chunks, region.spans) for region in group) for group in regions
    )


class _Map:
    def __init__(self, policy: PolicyResult, tones: Colours, title: str) -> None:
        self.policy = policy
        self.tones = tones
        self.title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
        self.panel = Panel(title, left=_LEFT)
        self.y = 46.0

    def svg(self) -> str:
        final = self.policy.final
        packs = final.packs if final else ()
        areas = final.areas if final else ()
        self.panel.text(0, 15, self.title, "rp-title")
        self.panel.text(0, 33, _what(packs, areas, self.policy), "rp-muted")
        for pack in packs[:_PACKS]:
            self._pack(pack)
        for pack in packs[_PACKS : _PACKS + _BARS]:
            self._bar(pack)
        more = len(packs) - _PACKS - _BARS
        if more > 0:
            self._line(f"and {count(more, 'more pack')}")
        if areas:
            self._areas(areas)
        if self.policy.packs_left_out:
            self._line(f"and {number(self.policy.packs_left_out)} more that the result left out")
        self.panel.height = max(self.y - 46 - 26, 0)
        return self.panel.svg(f"Packs at the end under {self.panel.title}")

    def _line(self, text: str) -> None:
        self.panel.text(_LEFT, self.y + 11, text, "rp-muted")
        self.y += 18

    def _pack(self, pack: PackView) -> None:
        grid = grid_of(pack, _COLUMNS, _ROWS)
        self.panel.text(0, self.y + 10, f"pack {pack.number}", "")
        self.panel.text(_LEFT, self.y + 10, pack_line(pack), "rp-muted")
        self.y += 16
        width = _WIDTH / _COLUMNS
        for row in range(grid.rows):
            top = self.y + row * _ROW
            first = row * grid.row_chunks
            cells = -(-(min(grid.end, first + grid.row_chunks) - first) // grid.per_cell)
            self.panel.text(_LEFT - 6, top + 10, number(first), "rp-muted", "end")
            self.panel.out.leaf(
                "rect", class_="rp-track", x=_LEFT, y=top, width=cells * width, height=_ROW - 2
            )
        at = 0
        for i, cell in enumerate(cells_of(pack, grid.per_cell, grid.end)):
            span = cell.span
            # A span is drawn once where it begins, as far as its row goes.
            if span is None or i < at:
                continue
            row, column = divmod(i, grid.columns)
            cells = 1 if grid.per_cell > 1 else min(span.end - i, grid.columns - column)
            at = i + cells
            size = span.chunks * (pack.size // pack.chunks)
            place = (column * width, self.y + row * _ROW, cells * width)
            self._cell(span, size, place, cell.fill)
        self.y += grid.rows * _ROW + 10

    def _cell(
        self, span: SpanView, size: int, place: tuple[float, float, float], fill: float
    ) -> None:
        out = self.panel.out
        x, y, width = place
        with out.element("g", class_=self.tones.of(clean(span.name), size)):
            name = clean(span.name) or "(no name)"
            out.leaf("title", f"{name}: chunk {span.chunk}, {count(span.chunks, 'chunk')}")
            out.leaf(
                "rect", x=_LEFT + x, y=y, width=max(width - 0.6, 0.6), height=_ROW - 2,
                fill_opacity=None if fill >= 1 else f"{0.35 + 0.65 * fill:.2f}",
            )  # fmt: skip

    def _bar(self, pack: PackView) -> None:
        out = self.panel.out
        self.panel.text(_LEFT - 6, self.y + 9, f"pack {pack.number}", "rp-muted", "end")
        with out.element("g"):
            out.leaf("title", f"pack {pack.number}: {pack_line(pack)}")
            out.leaf("rect", class_="rp-track", x=_LEFT, y=self.y, width=_WIDTH, height=10)
            out.leaf("rect", class_="c0", x=_LEFT, y=self.y, width=_WIDTH * pack.fill, height=10)
        self.y += 14

    def _areas(self, areas: Sequence[PackView]) -> None:
        step = (PANEL_WIDTH - 12) / _BOXES
        drawn = areas[: _BOXES * _BOX_ROWS]
        out = self.panel.out
        for i, area in enumerate(drawn):
            row, column = divmod(i, _BOXES)
            x, y = column * step, self.y + row * 13
            out.leaf("rect", class_="rp-track", x=x, y=y, width=step - 2, height=11)
            for span in area.spans[:1]:
                share = min(span.size / area.size, 1.0)
                with out.element("g", class_=self.tones.of(clean(span.name), area.size)):
                    used = f"{bytes_text(span.size)} used of {bytes_text(area.size)}"
                    out.leaf("title", f"{clean(span.name) or '(no name)'}: {used}")
                    out.leaf("rect", x=x, y=y, width=max((step - 2) * share, 0.6), height=11)
        self.y += -(-len(drawn) // _BOXES) * 13 + 6
        if len(drawn) < len(areas):
            self._line(f"and {number(len(areas) - len(drawn))} more with pages of their own")


def _what(packs: Sequence[PackView], areas: Sequence[PackView], policy: PolicyResult) -> str:
    if not packs and not areas:
        return "nothing was loaded when the trace ended"
    parts = []
    if packs:
        used = sum(pack.used_chunks for pack in packs)
        chunks = sum(pack.chunks for pack in packs)
        parts.append(f"{count(len(packs), 'pack')}, {percent(used / chunks)} of the chunks taken")
    if areas:
        used = sum(span.size for area in areas for span in area.spans)
        size = sum(area.size for area in areas)
        parts.append(f"{count(len(areas), 'program')} on own pages, {percent(used / size)} used")
    return "; ".join(parts)
