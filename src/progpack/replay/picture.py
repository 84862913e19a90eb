"""Samples, rectangles and ticks that a replay keeps of its way, of a size that does not grow."""

from __future__ import annotations

from heapq import heappush, heappushpop
from typing import Final, NamedTuple

from progpack.model.values import Placement, Totals
from progpack.pack.constants import CHUNK
from progpack.replay.result import Picture, Rectangle, Sample, SplitTick
from progpack.trace.events import Load

__all__ = ["SAMPLES", "Drawing", "Series", "rectangle"]

SAMPLES: Final = 512
"""Most samples of a series."""

_RECTANGLES: Final = 4000
_TICKS: Final = 1024


class Series:
    """Totals after every n-th event; n doubles when there are more than `SAMPLES`.

    Attributes:
        due: number of the event after which the next sample is to be taken.
    """

    def __init__(self) -> None:
        self.due = 1
        self._step = 1
        self._samples: list[Sample] = []

    def add(self, time_ns: int, event: int, totals: Totals) -> None:
        """Take the sample that is due."""
        self._samples.append(Sample(time_ns, event, totals.copy()))
        if len(self._samples) >= SAMPLES:
            self._step *= 2
            self._samples = [s for s in self._samples if s.event % self._step == 0]
        self.due = event - event % self._step + self._step

    def result(self, time_ns: int, event: int, totals: Totals) -> tuple[Sample, ...]:
        """All samples, the last one of the end."""
        samples = self._samples
        if samples and samples[-1].event == event:
            samples = samples[:-1]
        return (*samples, Sample(time_ns, event, totals.copy()))


class _Closed(NamedTuple):
    """An image that is gone, or is there at the end; the smallest area first."""

    area: int
    serial: int
    end_ns: int | None
    load: Load
    placed: Placement


class Drawing:
    """Address against time: the images of the largest areas (bytes x time), and all splits.

    Attributes:
        floor: what an image's area must exceed to be kept.
        images: how many there were; counted by whoever knows of them.
        area: sum over all of them, chunks x nanoseconds.
    """

    def __init__(self) -> None:
        # Also what was there for no time is drawn, while there is room.
        self.floor = -1 << 63
        self.images = 0
        self.area = 0
        self._kept: list[_Closed] = []
        self._ticks: list[SplitTick] = []
        self.low: int | None = None
        self.high = 0

    def reach(self, low: int, high: int) -> None:
        """New memory, from an address up to another."""
        if self.low is None or low < self.low:
            self.low = low
        if high > self.high:
            self.high = high

    def keep(self, area: int, load: Load, placed: Placement, end_ns: int | None) -> None:
        """An image whose area is more than the floor.

        Args:
            area: chunks x nanoseconds.
            load: what it was.
            placed: where.
            end_ns: when it went; None: it did not.
        """
        closed = _Closed(area, self.images, end_ns, load, placed)
        if len(self._kept) < _RECTANGLES:
            heappush(self._kept, closed)
        else:
            heappushpop(self._kept, closed)
            self.floor = self._kept[0].area

    def stay(self, load: Load, placed: Placement, time_ns: int) -> None:
        """An image that is there at the end, which is now."""
        area = (time_ns - load.time_ns) * placed.chunks
        self.area += area
        self.images += 1
        if area > self.floor:
            self.keep(area, load, placed, None)

    def split(self, time_ns: int, address: int, level: int, count: int) -> None:
        """Entries of the direct map were split."""
        ticks = self._ticks
        ticks.append(SplitTick(time_ns, address, level, count))
        if len(ticks) > _TICKS:
            self._ticks = _fewer(ticks)

    def result(self, page_size: int) -> Picture:
        """The picture; everything must be closed."""
        drawn = sorted(self._kept, key=lambda closed: (closed.load.time_ns, closed.serial))
        area = sum(closed.area for closed in drawn)
        return Picture(
            tuple(rectangle(c.load, c.placed, c.end_ns, page_size) for c in drawn),
            self.images - len(drawn),
            min(1.0, max(0.0, area / self.area)) if self.area else 1.0,
            tuple(self._ticks),
            self.low or 0,
            self.high,
        )


def rectangle(load: Load, placed: Placement, end_ns: int | None, page_size: int) -> Rectangle:
    """An image in the picture."""
    size = placed.pages * page_size if placed.pack is None else placed.chunks * CHUNK
    return Rectangle(
        load.time_ns,
        end_ns,
        placed.pack,
        placed.chunk,
        placed.chunks,
        placed.address,
        size,
        load.kind,
        load.name,
    )


def _fewer(ticks: list[SplitTick]) -> list[SplitTick]:
    """Half as many: each with the next one of its level."""
    fewer: list[SplitTick] = []
    waiting: dict[int, SplitTick] = {}
    for tick in ticks:
        before = waiting.pop(tick.level, None)
        if before is None:
            waiting[tick.level] = tick
        else:
            together = before.count + tick.count
            fewer.append(SplitTick(before.time_ns, before.address, tick.level, together))
    fewer.extend(waiting.values())
    fewer.sort(key=lambda tick: tick.time_ns)
    return fewer
