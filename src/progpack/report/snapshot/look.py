"""The look of a picture of packs: its tones, its marks, and the style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from progpack.report.draw.legend import DARK_TEXT, GREY, PALETTE
from progpack.report.draw.markup import Writer
from progpack.report.draw.style import Theme

__all__ = ["AGAIN", "document", "patterns", "style"]

# The marks of programs that get a colour for the second, third and fourth time.
AGAIN = {1: "M0,6L6,0", 2: "M0,3H6", 3: "M3,0V6"}

_LIGHT = {
    "bg": "#ffffff", "card": "#f6f8fa", "edge": "#d0d7de", "track": "#e4e8ed",
    "ink": "#1f2328", "muted": "#59636e",
}  # fmt: skip
_DARK = {
    "bg": "#0d1117", "card": "#151b23", "edge": "#3d444d", "track": "#262c36",
    "ink": "#f0f6fc", "muted": "#9198a1",
}  # fmt: skip

_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"
_FIXED = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"


@contextmanager
def document(
    page: Writer, title: str, theme: Theme, width: int, height: int, *, marks: bool = False
) -> Iterator[None]:
    """An SVG document of class ``pp`` around what is written inside the with statement.

    Args:
        page: where it is written.
        title: the title, for those who cannot see the picture.
        theme: the colours.
        width: in user units.
        height: in user units.
        marks: whether the picture has the marks of `patterns`.
    """
    with page.element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="pp",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
    ):
        page.leaf("title", title)
        page.leaf("style", style(theme))
        if marks:
            patterns(page)
        page.leaf("rect", class_="bg", width=width, height=height)
        yield


def patterns(page: Writer) -> None:
    """Define the hatchings, dots and marks that the style sheet names."""
    with page.element("defs"):
        for name, colour in (("hatch", GREY), ("dots", GREY)):
            with page.element(
                "pattern", id=f"pp-{name}", width=6, height=6, patternUnits="userSpaceOnUse"
            ):
                if name == "hatch":
                    page.leaf("rect", width=6, height=6, fill=colour, fill_opacity="0.55")
                    page.leaf("path", d="M0,6L6,0", stroke=colour, stroke_width="1.5")
                else:
                    page.leaf("circle", cx=3, cy=3, r="1.1", fill=colour)
        for again, line in AGAIN.items():
            with page.element(
                "pattern", id=f"pp-again{again}", width=6, height=6, patternUnits="userSpaceOnUse"
            ):
                page.leaf("path", d=line, stroke=DARK_TEXT, stroke_width="1.2", stroke_opacity=".6")


def style(theme: Theme) -> str:
    """The style sheet of a picture; all its rules are for elements inside class ``pp``."""
    rules = [
        f".pp text{{font:12px {_FONT}}}",
        ".pp .title{font-size:19px;font-weight:650}",
        ".pp .value{font-size:19px;font-weight:650}",
        ".pp .name{font-size:14px;font-weight:650}",
        ".pp .small{font-size:11.5px}",
        ".pp .tiny{font-size:10px}",
        f".pp .mono{{font-family:{_FIXED};font-size:11px}}",
        ".pp .label{fill:#0d1117;pointer-events:none}",
        ".pp .span.fine rect,.pp .key rect,.pp .area rect{stroke-width:0}",
        ".pp .span:hover rect{fill-opacity:.75}",
        *(f".pp .k{i} rect{{fill:{colour}}}" for i, colour in enumerate(PALETTE)),
        *(f".pp rect.again{i}{{fill:url(#pp-again{i});stroke:none}}" for i in AGAIN),
        ".pp .grey rect{fill:url(#pp-hatch)}",
        ".pp .unsure rect,.pp rect.unsure{fill:url(#pp-dots)}",
        *(
            f".pp .fill{level}{{fill:{GREY};fill-opacity:{opacity}}}"
            for level, opacity in ((1, 0.35), (2, 0.55), (3, 0.8), (4, 1))
        ),
    ]
    rules += _colours(_DARK if theme == "dark" else _LIGHT)
    if theme == "auto":
        rules.append("@media (prefers-color-scheme:dark){" + "".join(_colours(_DARK)) + "}")
    return "".join(rules)


def _colours(tones: dict[str, str]) -> list[str]:
    return [
        f".pp .bg{{fill:{tones['bg']}}}",
        f".pp .card{{fill:{tones['card']};stroke:{tones['edge']}}}",
        f".pp .plain{{fill:{tones['card']}}}",
        f".pp .track{{fill:{tones['track']}}}",
        f".pp .beam{{fill:{tones['track']};fill-opacity:.45}}",
        f".pp .span rect{{stroke:{tones['card']};stroke-width:1}}",
        f".pp .lines{{stroke:{tones['card']};stroke-width:1;fill:none}}",
        f".pp .ink{{fill:{tones['ink']}}}",
        f".pp .muted,.pp .bar{{fill:{tones['muted']}}}",
        f".pp .grey .label{{fill:{tones['ink']}}}",
    ]
