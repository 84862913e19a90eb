"""Address against time: one rectangle for each program, splits as ticks, a panel per policy.

The vertical axis has the addresses that were ever used, lowest first. What lies between packs, and
what no program ever used at the end of a pack, is left out, and the panel says how much that is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from progpack.report.draw.axis import Axis, byte_axis, event_axis, time_axis, time_text
from progpack.report.draw.legend import PALETTE
from progpack.report.draw.panel import Panel
from progpack.report.draw.style import Theme
from progpack.report.draw.units import bytes_text, clean, count, number, percent
from progpack.report.result.measures import chunk_bytes

if TYPE_CHECKING:
    from progpack.replay.result import Picture, PolicyResult, Rectangle, Result

__all__ = ["Colours", "colours", "common_scale", "timeline"]

_WITH_TITLES: Final = 500
_STRIP: Final = 26.0
_SIZES: Final = (64, 128, 256, 512, 1024, 2048, 4096)  # bytes
_NEAR: Final = 1 << 18
# Panels with this many times fewer addresses than the largest have a scale of their own.
_SMALLEST: Final = 12
_UNIT: Final = 0.25  # of a user unit: rectangles closer than that are drawn once


@dataclass(frozen=True, slots=True)
class Colours:
    """The meaning of the rectangles' colours, the same in each panel of a report.

    Attributes:
        what: "program" or "size".
        entries: (colour, what it means), for the legend.
        by_name: name of a program -> colour; empty when they mean sizes.
    """

    what: str
    entries: tuple[tuple[str, str], ...]
    by_name: dict[str, str]

    def of(self, name: str, size: int) -> str:
        """The class of the colour of what has a name and takes so many bytes."""
        if self.what == "program":
            return self.by_name.get(name, "cx")
        return f"z{next((i for i, most in enumerate(_SIZES) if size <= most), len(_SIZES))}"


def colours(result: Result) -> Colours:
    """Colours by program, where a dozen names are most of what there is, else by size."""
    policies = result.policies
    names = Counter(clean(r.name) for policy in policies for r in policy.picture.rectangles)
    for policy in policies:
        for region in policy.final.regions if policy.final else ():
            names.update(clean(span.name) for span in region.spans)
    nameless = names.pop("", 0)
    top = names.most_common(len(PALETTE))
    if sum(loads for _, loads in top) * 10 >= (names.total() + nameless) * 6:
        known = {name: f"c{i}" for i, (name, _) in enumerate(top)}
        entries = tuple((colour, name) for name, colour in known.items())
        more = (("cx", "others"),) if nameless or len(names) > len(top) else ()
        return Colours("program", entries + more, known)
    texts = [f"to {bytes_text(most)}" for most in _SIZES] + [f"more than {bytes_text(_SIZES[-1])}"]
    return Colours("size", tuple((f"z{i}", text) for i, text in enumerate(texts)), {})


def common_scale(result: Result) -> int:
    """The bytes of addresses that the panels' common scale has: those of the policy with most."""
    return max((_space(policy).size for policy in result.policies), default=0)


def timeline(
    result: Result,
    policy: PolicyResult,
    tones: Colours,
    theme: Theme | None = None,
    *,
    scale: int,
) -> str:
    """The panel of one policy.

    Args:
        result: of which the policy is a part.
        policy: what to draw.
        tones: `colours` of the result.
        theme: None: the page has the style.
        scale: `common_scale` of the result. A panel that would be nearly empty with it has a
            scale of its own, and says so.
    """
    picture = policy.picture
    chunk = chunk_bytes(policy)
    space = _space(policy)
    panel = Panel(policy.name, _note(policy, space), height=200, below=_STRIP)
    clock = result.statistics.duration_ns > 0
    across = _across(result, picture, clock)
    alone = space.size * _SMALLEST < scale
    most = max(space.size if alone else scale, 1)
    # The axis ends where what it shows ends.
    up = Axis(0, most, tuple(tick for tick in byte_axis(most, 4).ticks if tick[0] <= most))
    title = "time since the first event" if clock else "images, in order of loading"
    panel.frame(across, up, title, "↑ addresses used" + ", own scale" * alone)
    boxes = list(_boxes(panel, picture, space, across, up, clock, chunk))
    if len(boxes) <= _WITH_TITLES:
        _single(panel, boxes, tones, across)
    else:
        _grouped(panel, boxes, tones)
    for low in space.edges():
        y = panel.y(up.share(low))
        panel.out.leaf("path", class_="rp-edge", d=f"M{panel.left:g},{y:.1f}h{panel.width:g}")
    _splits(panel, picture, across, clock)
    end = policy.end
    panel.text(
        panel.left + panel.width,
        15,
        f"{count(end.level2_splits, 'level-2 split')}, {number(end.level3_splits)} level-3",
        "rp-muted",
        "end",
    )
    label = f"Address against time under {policy.name}"
    return panel.svg(label, theme)


@dataclass(frozen=True, slots=True)
class _Box:
    rectangle: Rectangle
    x: float
    y: float
    width: float
    height: float
    size: int


def _space(policy: PolicyResult) -> _Space:
    return _Space(policy.picture.rectangles, policy.pack_size, chunk_bytes(policy))


class _Space:
    """Addresses that rectangles cover, put together without what lies between them."""

    def __init__(self, rectangles: Sequence[Rectangle], pack_size: int, chunk: int) -> None:
        packs: dict[int, int] = {}
        runs: list[tuple[int, int]] = []
        for item in rectangles:
            end = item.address + _taken(item, chunk)
            if item.pack is None:
                runs.append((item.address, end))
            else:
                base = item.address - item.chunk * chunk
                packs[base] = max(packs.get(base, 0), end)
        self.packs = len(packs)
        self.unused = sum(max(base + pack_size - end, 0) for base, end in packs.items())
        # Both kinds share one range of addresses, so that a pack can lie between pages of others.
        self._runs = _merged([*_merged(runs, _NEAR), *packs.items()], 0)
        self._bases = [low for low, _ in self._runs]
        self._offsets = [0]
        for low, high in self._runs:
            self._offsets.append(self._offsets[-1] + high - low)
        self.size = self._offsets[-1]

    def offset(self, address: int) -> int:
        """Return the offset of an address, in bytes from the bottom."""
        at = max(bisect_right(self._bases, address) - 1, 0)
        return self._offsets[at] + address - self._bases[at]

    def edges(self) -> list[int]:
        """Return the offsets at which something was left out; none where that is nearly all."""
        return self._offsets[1:-1] if len(self._runs) <= 40 else []


def _merged(runs: Iterable[tuple[int, int]], near: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for low, high in sorted(runs):
        if out and low <= out[-1][1] + near:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def _note(policy: PolicyResult, space: _Space) -> str:
    picture = policy.picture
    parts = []
    if picture.left_out:
        # Those that held most chunks for longest are there.
        parts.append(f"{percent(picture.share)} of chunks x time drawn")
    if space.unused:
        parts.append(f"not drawn: {bytes_text(space.unused)} of addresses that were never used")
    if not picture.rectangles:
        parts.append("nothing was placed")
    return "; ".join(parts) or "every image is drawn"


def _across(result: Result, picture: Picture, clock: bool) -> Axis:
    first, last = result.statistics.first_ns or 0, result.statistics.last_ns or 0
    return time_axis(first, last) if clock else event_axis(0, max(len(picture.rectangles), 1))


def _boxes(
    panel: Panel,
    picture: Picture,
    space: _Space,
    across: Axis,
    up: Axis,
    clock: bool,
    chunk: int,
) -> Iterable[_Box]:
    for i, item in enumerate(picture.rectangles):
        start: float = item.start_ns if clock else i
        # Without a clock nobody knows when it went.
        end = across.high if item.end_ns is None or not clock else item.end_ns
        x, right = panel.x(across.share(start)), panel.x(across.share(end))
        low = space.offset(item.address)
        size = _taken(item, chunk)
        y, top = panel.y(up.share(low)), panel.y(up.share(low + size))
        height = max(y - top, 0.6)
        yield _Box(item, x, y - height, max(right - x, 0.6), height, size)


def _single(panel: Panel, boxes: Sequence[_Box], tones: Colours, across: Axis) -> None:
    """Each rectangle by itself, with a tooltip."""
    for box in boxes:
        item = box.rectangle
        colour = tones.of(clean(item.name), box.size)
        gap = 0.5 if box.height > 2 else 0.0
        with panel.out.element("g", class_=colour):
            panel.out.leaf("title", _tooltip(box, across))
            panel.out.leaf(
                "rect", x=box.x, y=box.y + gap / 2, width=box.width, height=box.height - gap
            )


def _grouped(panel: Panel, boxes: Sequence[_Box], tones: Colours) -> None:
    """A path for each colour; rectangles that cover each other are in it once."""
    paths: dict[str, dict[str, None]] = {}
    for box in boxes:
        x, y, width, height = (
            round(value / _UNIT) * _UNIT for value in (box.x, box.y, box.width, box.height)
        )
        colour = tones.of(clean(box.rectangle.name), box.size)
        # A gap where there is room for one, so that neighbours can be told apart.
        height -= 2 * _UNIT if height > 2 else 0
        step = f"M{x:g},{y:g}h{max(width, _UNIT):g}v{max(height, _UNIT):g}H{x:g}z"
        paths.setdefault(colour, {})[step] = None
    for colour, steps in paths.items():
        panel.out.leaf("path", class_=colour, d="".join(steps))


def _taken(item: Rectangle, chunk: int) -> int:
    """Bytes that an image takes."""
    return item.size if item.pack is None else item.chunks * chunk


def _tooltip(box: _Box, across: Axis) -> str:
    item = box.rectangle
    place = "pages of its own" if item.pack is None else f"pack {item.pack}, chunk {item.chunk}"
    lines = [
        f"{clean(item.name) or '(no name)'} ({item.kind})",
        f"{place}: {count(item.chunks, 'chunk')}, takes {bytes_text(box.size)}",
        f"loaded at {time_text(item.start_ns - int(across.low))}",
    ]
    if across.unit == "event":
        lines.pop()
    elif item.end_ns is None:
        lines[-1] += ", still there at the end"
    else:
        lines[-1] += f", freed after {time_text(item.end_ns - item.start_ns)}"
    return "\n".join(lines)


def _splits(panel: Panel, picture: Picture, across: Axis, clock: bool) -> None:
    """Ticks under the plot: short ones for level 2, long ones for level 3."""
    top = panel.bottom + 4
    panel.text(panel.left - 6, top + 13, "splits", "rp-muted", "end")
    for tick in picture.ticks if clock else ():
        x = panel.x(across.share(tick.time_ns))
        length = 10 if tick.level == 2 else 20
        with panel.out.element("g"):
            words = f"{count(tick.count, f'level-{tick.level} split')}"
            when = time_text(tick.time_ns - int(across.low))
            panel.out.leaf("title", f"{words} at {when}")
            panel.out.leaf("path", class_=f"rp-l{tick.level}", d=f"M{x:.1f},{top:g}v{length}")
    if not picture.ticks:
        panel.text(panel.left + 4, top + 13, "none", "rp-muted")
