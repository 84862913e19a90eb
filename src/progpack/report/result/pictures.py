"""The pictures of a result as SVG documents, each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from progpack.errors import UsageError
from progpack.report.draw.panel import sheet
from progpack.report.draw.style import Theme
from progpack.report.draw.units import clean
from progpack.report.result.curves import curve_panel, curves_of
from progpack.report.result.packs import pack_panels
from progpack.report.result.timeline import colours, common_scale, timeline

if TYPE_CHECKING:
    from progpack.replay.result import Result

__all__ = ["PICTURES", "PictureName", "result_svg"]

PictureName: TypeAlias = Literal["time", "packs", "series"]
"""Address against time, the packs at the end, numbers over time."""

PICTURES: Final[tuple[PictureName, ...]] = get_args(PictureName)
"""Every `PictureName`."""

_TITLES: Final = {
    "time": "address against time",
    "packs": "packs when the trace ended",
    "series": "numbers over time",
}


def result_svg(result: Result, picture: PictureName = "time", *, theme: Theme = "auto") -> str:
    """One picture with all its panels.

    Args:
        result: result of a replay.
        picture: which.
        theme: "light", "dark", or "auto": as the reader's system is set.

    Raises:
        UsageError: there is no such picture or theme.
    """
    if picture not in PICTURES:
        raise UsageError(f"there is no picture {picture!r}; there are {', '.join(PICTURES)}")
    if theme not in get_args(Theme):
        raise UsageError(f"there is no theme {theme!r}; there are {', '.join(get_args(Theme))}")
    tones = colours(result)
    if picture == "time":
        scale = common_scale(result)
        panels = [timeline(result, policy, tones, scale=scale) for policy in result.policies]
    elif picture == "packs":
        panels = pack_panels(result.policies, tones)
    else:
        panels = [curve_panel(result, curve) for curve in curves_of(result)]
    title = f"{clean(result.trace)}: {_TITLES[picture]}, {clean(result.machine)}"
    legend = () if picture == "series" else tones.entries
    return sheet(title, panels, theme, min(len(panels), 3) or 1, legend)
