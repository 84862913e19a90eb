"""Figures of interleaved rounds: processor time, summed up with its spread."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["ratios", "rounds_of", "spread"]


def spread(values: Sequence[float], digits: int = 2) -> dict[str, float]:
    """Least, quartiles and most of some figures."""
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
    found = {"least": min(values), "q1": low, "median": middle, "q3": high, "most": max(values)}
    return {name: round(value, digits) for name, value in found.items()}


def rounds_of(ways: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Each way once a round, in an order that turns, so that a busy while is busy for all."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            times[name].append(ways[name]())
    return times


def ratios(times: Mapping[str, Sequence[float]], base: str) -> dict[str, Any]:
    """The ratio of each way to one of them, within each round, with its spread."""
    return {
        name: spread([one / other for one, other in zip(values, times[base], strict=True)], 3)
        for name, values in times.items()
    }
