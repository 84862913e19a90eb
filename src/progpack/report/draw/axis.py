"""Axes of charts: where the ticks are, and what is written at them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from progpack.report.draw.units import bytes_text, number

__all__ = ["Axis", "byte_axis", "count_axis", "event_axis", "short", "time_axis", "time_text"]

_TIMES: Final = (
    (1, "ns"),
    (1_000, "µs"),
    (1_000_000, "ms"),
    (1_000_000_000, "s"),
    (60_000_000_000, "min"),
    (3_600_000_000_000, "h"),
    (86_400_000_000_000, "d"),
)
# Steps that divide a minute, an hour or a day; other units have 1, 2 and 5.
_SIXTIES: Final = (1, 2, 5, 10, 15, 20, 30, 60)
_DAY: Final = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from values to a length in the picture.

    Attributes:
        low: value at the beginning.
        high: value at the end, more than ``low``.
        ticks: (value, what is written there), rising.
        unit: what the values are, for the title of the axis; may be empty.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    unit: str = ""

    def share(self, value: float) -> float:
        """Return the place of a value, 0 at the beginning and 1 at the end, and never outside."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def count_axis(high: float, most: int = 4) -> Axis:
    """An axis of counts from 0; its end is a tick.

    Args:
        high: the largest count; 0 or less gives an axis to 1.
        most: ticks above 0 at most.
    """
    step = max(_nice(max(high, 1) / most), 1.0)
    end = math.ceil(max(high, 1) / step) * step
    return Axis(0, end, _ticks(0, end, step, lambda value: short(int(value))))


def byte_axis(high: float, most: int = 4) -> Axis:
    """An axis of bytes from 0 with ticks at powers of two, and its end a tick.

    Args:
        high: the largest size; 0 or less gives an axis to one byte.
        most: ticks above 0 at most.
    """
    step = 2.0 ** max(math.ceil(math.log2(max(high, 1) / most)), 0)
    end = math.ceil(max(high, 1) / step) * step
    return Axis(0, end, _ticks(0, end, step, lambda value: bytes_text(int(value))))


def event_axis(first: int, last: int, most: int = 5) -> Axis:
    """An axis of event numbers, for traces whose clock says nothing."""
    last = max(last, first + 1)
    step = int(max(_nice((last - first) / most), 1))
    marks = range(-(-first // step) * step, last + 1, step)
    return Axis(first, last, tuple((value, short(value)) for value in marks), "event")


def time_axis(first_ns: int, last_ns: int, most: int = 5) -> Axis:
    """An axis of the time since ``first_ns``.

    Args:
        first_ns: nanoseconds of the trace's clock at the beginning.
        last_ns: at the end; when it is not later, the axis is one nanosecond long.
        most: about how many ticks.
    """
    span = max(last_ns - first_ns, 1)
    size, unit = _unit(span)
    step = max(round(_time_step(span / size / most, unit) * size), 1)
    ticks = tuple((first_ns + at, f"{at / size:g}") for at in range(0, span + 1, step))
    return Axis(first_ns, first_ns + span, ticks, unit)


def time_text(span_ns: int) -> str:
    """A duration in the unit that suits it, with three digits at most: 2.5 h, 40 ms."""
    size, unit = _unit(abs(span_ns))
    value = span_ns / size
    text = f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"
    return f"{text} {unit}"


def short(value: int) -> str:
    """A count in few characters: 950, 12k, 1.5M."""
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")):
        if abs(value) >= size:
            unit = 1000 if letter == "k" else size
            return f"{value / unit:.3g}{letter}"
    return number(value)


def _unit(span: int) -> tuple[int, str]:
    """The largest unit of which the span has at least two, or the smallest there is."""
    return next((pair for pair in reversed(_TIMES) if span >= 2 * pair[0]), _TIMES[0])


def _time_step(least: float, unit: str) -> float:
    steps = _SIXTIES if unit in ("s", "min") else _DAY if unit == "h" else ()
    return next((float(step) for step in steps if step >= least), _nice(least))


def _nice(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is at least so much."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least * (1 - 1e-9))


def _ticks(
    low: float, high: float, step: float, text: Callable[[float], str]
) -> tuple[tuple[float, str], ...]:
    count = int((high - low) / step * (1 + 1e-9))
    return tuple((low + i * step, text(low + i * step)) for i in range(count + 1))
