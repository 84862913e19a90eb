"""Numbers over time: a small chart for each, with a line for each policy.

Policies whose lines are the same share one, dashed in the colours of all of them, so that none
is hidden under another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from progpack.report.draw.axis import Axis, byte_axis, count_axis, event_axis, short, time_axis
from progpack.report.draw.legend import PALETTE
from progpack.report.draw.panel import Panel
from progpack.report.draw.style import Theme
from progpack.report.draw.units import bytes_text, clean
from progpack.report.result.measures import chunk_bytes

if TYPE_CHECKING:
    from progpack.replay.result import Result, Sample, Totals

__all__ = ["CURVES", "Curve", "curve_panel", "curves_of", "policy_colour"]

_LABELS: Final = 116.0
_LINE: Final = 14.0
_DASH: Final = 7


@dataclass(frozen=True, slots=True)
class Curve:
    """A number that is drawn over time.

    Attributes:
        key: its name in files.
        title: title of the chart.
        note: what it is, with the unit.
        of: its value, from totals, the page size and the chunk size in bytes.
        bytes: whether it is in bytes; else it is a count.
    """

    key: str
    title: str
    note: str
    of: Callable[[Totals, int, int], int]
    bytes: bool = False


CURVES: Final = (
    Curve("level2_splits", "Level-2 splits", "2 MiB entries of the direct map split so far",
          lambda totals, page, chunk: totals.level2_splits),
    Curve("level3_splits", "Level-3 splits", "1 GiB entries of the direct map split so far",
          lambda totals, page, chunk: totals.level3_splits),
    Curve("direct_map_4k", "Direct map in 4 KiB entries", "DirectMap4k of /proc/meminfo, in bytes",
          lambda totals, page, chunk: totals.direct_map_4k_kb * 1024, True),
    Curve("memory", "Memory behind the code", "pages of packs and of programs, in bytes",
          lambda totals, page, chunk: totals.pages * page, True),
    Curve("waste", "Waste", "bytes of those pages that hold no machine code",
          lambda totals, page, chunk: max(totals.pages * page - totals.code_bytes, 0), True),
    Curve("largest_hole", "Largest hole", "longest run of free chunks in a pack, in bytes",
          lambda totals, page, chunk: totals.largest_hole * chunk, True),
    Curve("shootdown_cpus", "CPUs interrupted", "by TLB shootdowns so far, each CPU each time",
          lambda totals, page, chunk: totals.shootdown_cpus),
    Curve("ibpb_flushes", "IBPB flushes", "flushes of all CPUs' branch predictors so far",
          lambda totals, page, chunk: totals.ibpb_flushes),
    Curve("charged", "Charge", "bytes charged against net.core.bpf_jit_limit",
          lambda totals, page, chunk: totals.charged, True),
    Curve("refused", "Refused loads", "images that were not placed, so far",
          lambda totals, page, chunk: totals.refused_limit + totals.refused_memory),
)  # fmt: skip
"""The charts, in order. One in which every policy is 0 throughout is not drawn."""


def policy_colour(index: int) -> int:
    """Index into `PALETTE` of the policy at a place in a result."""
    return index % len(PALETTE)


def curves_of(result: Result) -> list[Curve]:
    """Charts in which something happens."""
    return [
        curve
        for curve in CURVES
        if any(
            curve.of(sample.totals, result.page_size, 1)
            for policy in result.policies
            for sample in policy.series
        )
    ]


@dataclass(slots=True)
class _Line:
    """Policies with the same values: (policy, index) of each, and the values."""

    names: list[str]
    colours: list[int]
    values: tuple[tuple[int, int], ...]

    @property
    def last(self) -> int:
        return self.values[-1][1]


def curve_panel(result: Result, curve: Curve, theme: Theme | None = None) -> str:
    """One chart.

    Args:
        result: result of a replay, in which some policy has a series.
        curve: what is drawn.
        theme: None: the page has the style.
    """
    clock = result.statistics.duration_ns > 0
    lines = _lines(result, curve, clock)
    high = max((value for line in lines for _, value in line.values), default=0)
    up = byte_axis(high) if curve.bytes else count_axis(high)
    across = _across(result, lines, clock)
    panel = Panel(curve.title, curve.note, height=150, right=_LABELS)
    panel.frame(across, up, "time since the first event" if clock else "event", "")
    for line in sorted(lines, key=lambda line: -line.last):
        _draw(panel, line, across, up)
    _labels(panel, lines, up, curve)
    return panel.svg(f"{curve.title} over time, by policy", theme)


def _lines(result: Result, curve: Curve, clock: bool) -> list[_Line]:
    by_values: dict[tuple[tuple[int, int], ...], _Line] = {}
    for index, policy in enumerate(result.policies):
        if not policy.series:
            continue
        chunk = chunk_bytes(policy)
        values = tuple(
            (
                sample.time_ns if clock else sample.event,
                curve.of(sample.totals, result.page_size, chunk),
            )
            for sample in _ordered(policy.series, clock)
        )
        line = by_values.setdefault(values, _Line([], [], values))
        line.names.append(clean(policy.name))
        line.colours.append(policy_colour(index))
    return list(by_values.values())


def _ordered(series: Sequence[Sample], clock: bool) -> Sequence[Sample]:
    """By what goes across; clocks of two CPUs can disagree."""
    return sorted(series, key=lambda sample: sample.time_ns) if clock else series


def _across(result: Result, lines: Sequence[_Line], clock: bool) -> Axis:
    if clock:
        return time_axis(result.statistics.first_ns or 0, result.statistics.last_ns or 0, 4)
    return event_axis(0, max((line.values[-1][0] for line in lines), default=1), 4)


def _draw(panel: Panel, line: _Line, across: Axis, up: Axis) -> None:
    """Steps: a value holds until the next sample."""
    steps: list[str] = []
    before = None
    for at, value in line.values:
        if value != before:
            x, y = panel.x(across.share(at)), panel.y(up.share(value))
            steps.append(f"M{x:.1f},{y:.1f}" if before is None else f"H{x:.1f}V{y:.1f}")
            before = value
    path = f"{''.join(steps)}H{panel.x(across.share(across.high)):.1f}"
    many = len(line.colours)
    with panel.out.element("g"):
        panel.out.leaf("title", ", ".join(line.names))
        for i, colour in enumerate(line.colours):
            dashed = many > 1
            panel.out.leaf(
                "path",
                class_=f"rp-line s{colour}",
                d=path,
                stroke_dasharray=f"{_DASH} {_DASH * (many - 1)}" if dashed else None,
                stroke_dashoffset=-_DASH * i if dashed else None,
            )


def _labels(panel: Panel, lines: Sequence[_Line], up: Axis, curve: Curve) -> None:
    """The last value and the name of each line at its end, moved apart."""
    ordered = sorted(lines, key=lambda line: -line.last)
    heights = [panel.y(up.share(line.last)) + 4 for line in ordered]
    low = panel.bottom + 4
    places: list[float] = []
    for y in heights:
        places.append(max(y, places[-1] + _LINE) if places else max(y, panel.top + 4))
    for i in range(len(places) - 1, -1, -1):
        limit = low if i == len(places) - 1 else places[i + 1] - _LINE
        places[i] = min(places[i], limit)
    x = panel.left + panel.width + 8
    for line, y in zip(ordered, places, strict=True):
        value = bytes_text(line.last) if curve.bytes else short(line.last)
        with panel.out.element("g"):
            panel.out.leaf("title", f"{', '.join(line.names)}: {value} at the end")
            panel.out.leaf(
                "rect", class_=f"c{line.colours[0]}", x=x, y=y - 8, width=8, height=8, rx=2
            )
            panel.text(x + 12, y, _label(line.names), "")


def _label(names: Sequence[str]) -> str:
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    room = 15 - len(more)
    name = names[0] if len(names[0]) <= room else names[0][: room - 1] + "…"
    return name + more
