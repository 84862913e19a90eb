"""Rounds of measurements: how long each one is, in turns, and once more when others disturbed them.

Rounds are as long as the processor time of this thread says, so that a thread that was put aside
while they were tried does not make them short. What others do shows in medians far above minima:
such a measurement is made again.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

__all__ = ["MOST_RATIO", "calibrate", "disturbed", "take_turns"]

#: Of a median and the least of the rounds; above it the rounds are made again, so often at most.
MOST_RATIO: Final = 1.5
ATTEMPTS: Final = 3
_MOST: Final = 1 << 20


def calibrate(spend: Callable[[int], float], nanoseconds: int) -> int:
    """How many repetitions take so many nanoseconds of processor time: a power of two.

    Args:
        spend: makes so many repetitions, in this thread; the nanoseconds that they took by a clock
            that does not run while they are prepared.
        nanoseconds: at least, of both clocks.
    """
    count = 1
    # Twice: what is made when something first runs takes longer than many repetitions.
    while count < _MOST and min(_taken(spend, count) for _ in range(2)) < nanoseconds:
        count *= 2
    return count


def _taken(spend: Callable[[int], float], count: int) -> float:
    """Nanoseconds that so many repetitions take, by the clock that says less."""
    began = time.thread_time_ns()
    own = spend(count)
    return min(time.thread_time_ns() - began, own)


def disturbed(times: Mapping[str, Sequence[float]]) -> list[str]:
    """The names whose median is far above the least."""
    return [
        name for name, found in times.items() if statistics.median(found) > MOST_RATIO * min(found)
    ]


def take_turns(
    measures: Mapping[str, Callable[[], float]], rounds: int
) -> tuple[dict[str, list[float]], list[str]]:
    """Measure in turns: the times of all rounds, and the names that were disturbed to the end.

    Args:
        measures: name -> one measurement.
        rounds: how many each time.
    """
    for _ in range(ATTEMPTS):
        times: dict[str, list[float]] = {name: [] for name in measures}
        for _ in range(rounds):
            for name, measure in measures.items():
                times[name].append(measure())
        if not disturbed(times):
            break
    return times, disturbed(times)
