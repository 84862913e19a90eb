"""A panel: one small chart with a title and axes, as an SVG document.

Panels are narrow, so that a few stand side by side on a screen and one fills a phone. On a page
the style sheet is written once (`panel_style`); a document of its own carries it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from progpack.report.draw.axis import Axis
from progpack.report.draw.legend import GREY, PALETTE, SCALE
from progpack.report.draw.markup import Writer, coordinate
from progpack.report.draw.style import Theme

__all__ = ["PANEL_WIDTH", "Panel", "panel_style", "sheet"]

PANEL_WIDTH: Final = 460
"""Width of a panel, in user units."""

_LIGHT: Final = {
    "bg": "#ffffff", "card": "#ffffff", "edge": "#d0d7de", "track": "#eef1f4",
    "ink": "#1f2328", "muted": "#59636e", "hot": "#c4321c", "warm": "#9a5b00",
}  # fmt: skip
_DARK: Final = {
    "bg": "#0d1117", "card": "#0d1117", "edge": "#3d444d", "track": "#1d242d",
    "ink": "#f0f6fc", "muted": "#9aa3ad", "hot": "#ff7b6b", "warm": "#e3b341",
}  # fmt: skip
_FONT: Final = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"


@dataclass(slots=True)
class Panel:
    """A chart that is being drawn: a plot with room around it for axes.

    Attributes:
        title: name of the chart, at the top left.
        note: smaller, under it.
        height: height of the plot, in user units.
        left: room for the labels of the vertical axis.
        right: room at the right of the plot.
        below: room under the plot for more than the axis.
        out: what has been drawn.
    """

    title: str
    note: str = ""
    height: float = 190
    left: float = 62
    right: float = 12
    below: float = 0
    out: Writer = field(default_factory=Writer)

    @property
    def top(self) -> float:
        """The top of the plot, in units from the top of the document."""
        return 46

    @property
    def width(self) -> float:
        """Width of the plot."""
        return PANEL_WIDTH - self.left - self.right

    @property
    def bottom(self) -> float:
        """The bottom of the plot, in units from the top of the document."""
        return self.top + self.height

    @property
    def full_height(self) -> float:
        """Height of the whole panel."""
        return self.bottom + self.below + 34

    def x(self, share: float) -> float:
        """Horizontal place of a share of 0 to 1."""
        return self.left + share * self.width

    def y(self, share: float) -> float:
        """Vertical place of a share of 0 (at the bottom) to 1."""
        return self.bottom - share * self.height

    def text(self, x: float, y: float, text: str, class_: str, anchor: str | None = None) -> None:
        """Text at a place."""
        self.out.leaf("text", text, x=float(x), y=float(y), class_=class_, text_anchor=anchor)

    def frame(self, across: Axis, up: Axis, across_title: str, up_title: str = "") -> None:
        """The plot's ground, grid lines and labels; to be drawn first."""
        self.text(0, 15, self.title, "rp-title")
        self.text(0, 33, self.note, "rp-muted")
        self.out.leaf(
            "rect", class_="rp-track", x=self.left, y=self.top,
            width=float(self.width), height=float(self.height),
        )  # fmt: skip
        for value, label in up.ticks:
            y = self.y(up.share(value))
            self.out.leaf("path", class_="rp-grid", d=f"M{self.left:g},{y:.1f}h{self.width:g}")
            self.text(self.left - 6, y + 4, label, "rp-muted", "end")
        base = self.bottom + self.below
        for value, label in across.ticks:
            x = self.x(across.share(value))
            self.out.leaf("path", class_="rp-axis", d=f"M{x:.1f},{base:g}v4")
            self.text(x, base + 16, label, "rp-muted", "middle")
        title = f"{across_title}, {across.unit}" if across.unit else across_title
        self.text(self.left + self.width, base + 30, title, "rp-muted", "end")
        if up_title:
            self.text(self.left, base + 30, up_title, "rp-muted")

    def svg(self, label: str, theme: Theme | None = None) -> str:
        """The panel as an SVG element.

        Args:
            label: what it shows, for those who cannot see it.
            theme: the document carries its own style; None: the page has it.
        """
        page = Writer()
        height = self.full_height
        with page.element(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            class_="rp",
            viewBox=f"0 0 {PANEL_WIDTH} {coordinate(height)}",
            width=PANEL_WIDTH,
            height=float(height),
            role="img",
            aria_label=label,
        ):
            if theme is not None:
                page.leaf("style", panel_style(theme))
                page.leaf("rect", class_="rp-bg", width=PANEL_WIDTH, height=float(height))
            page.raw(str(self.out).rstrip("\n"))
        return str(page)


def panel_style(theme: Theme) -> str:
    """The style sheet of panels; all its rules are for elements inside class ``rp``."""
    rules = [
        f".rp text{{font:12px {_FONT}}}",
        ".rp .rp-title{font-size:14px;font-weight:650}",
        ".rp .rp-grid,.rp .rp-axis{stroke-width:1;fill:none}",
        ".rp .rp-line{fill:none;stroke-width:2;stroke-linejoin:round}",
        ".rp .rp-on{font-size:10.5px;fill:#0d1117;pointer-events:none}",
        *(f".rp .c{i}{{fill:{colour}}}" for i, colour in enumerate(PALETTE)),
        *(f".rp .s{i}{{stroke:{colour}}}" for i, colour in enumerate(PALETTE)),
        *(f".rp .z{i}{{fill:{colour}}}" for i, colour in enumerate(SCALE)),
        f".rp .cx{{fill:{GREY}}}",
    ]
    rules += _colours(_DARK if theme == "dark" else _LIGHT)
    if theme == "auto":
        dark = "".join(_colours(_DARK))
        rules.append(f"@media screen and (prefers-color-scheme:dark){{{dark}}}")
    return "".join(rules)


def sheet(
    title: str,
    panels: Sequence[str],
    theme: Theme,
    columns: int = 2,
    legend: Sequence[tuple[str, str]] = (),
) -> str:
    """Panels side by side as one SVG document.

    Args:
        title: at the top.
        panels: panels of `Panel.svg`, without a style of their own.
        theme: theme of the document.
        columns: panels in a row.
        legend: (class of a colour, what it means), under the title.
    """
    gap, y, parts = 24.0, 52.0, []
    width = columns * (PANEL_WIDTH + gap) + gap
    keys = Writer()
    if legend:
        y = _keys(keys, legend, gap, y, width) + gap
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        for i, panel in enumerate(row):
            parts.append(_moved(panel, gap + i * (PANEL_WIDTH + gap), y))
        y += max(_height(panel) for panel in row) + gap
    page = Writer()
    with page.element(
        "svg", xmlns="http://www.w3.org/2000/svg", class_="rp",
        viewBox=f"0 0 {width:g} {y:g}", width=float(width), height=float(y), role="img",
    ):  # fmt: skip
        page.leaf("title", title)
        page.leaf("style", panel_style(theme))
        page.leaf("rect", class_="rp-bg", width=float(width), height=float(y))
        page.leaf("text", title, x=gap, y=32.0, class_="rp-title")
        page.raw(str(keys).rstrip("\n"))
        for part in parts:
            page.raw(part)
    return str(page)


def _keys(
    out: Writer, legend: Sequence[tuple[str, str]], left: float, y: float, width: float
) -> float:
    """Squares and words in rows; returns where the last row is."""
    x = left
    for colour, text in legend:
        step = 28 + 7.2 * len(text)
        if x > left and x + step > width:
            x, y = left, y + 18
        out.leaf("rect", class_=colour, x=x, y=y - 10, width=10, height=10, rx=2)
        out.leaf("text", text, x=x + 15, y=y, class_="rp-muted")
        x += step
    return y


def _height(panel: str) -> float:
    match = re.search(r'<svg [^>]*?\bheight="([\d.]+)"', panel)
    assert match is not None, "a panel has a height"
    return float(match[1])


def _moved(panel: str, x: float, y: float) -> str:
    return panel.rstrip("\n").replace("<svg ", f'<svg x="{x:g}" y="{y:g}" ', 1)


def _colours(tones: dict[str, str]) -> list[str]:
    return [
        f".rp .rp-bg{{fill:{tones['bg']}}}",
        f".rp .rp-track{{fill:{tones['track']}}}",
        f".rp .rp-grid{{stroke:{tones['edge']};stroke-opacity:.6}}",
        f".rp .rp-axis{{stroke:{tones['muted']}}}",
        f".rp text{{fill:{tones['ink']}}}",
        f".rp .rp-muted{{fill:{tones['muted']}}}",
        f".rp .rp-l2{{stroke:{tones['warm']};stroke-width:1.5}}",
        f".rp .rp-l3{{stroke:{tones['hot']};stroke-width:2.5}}",
        f".rp .rp-edge{{stroke:{tones['ink']};stroke-opacity:.18;stroke-width:1;fill:none}}",
    ]
