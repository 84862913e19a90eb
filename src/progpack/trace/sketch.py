"""Counting a stream of any length in memory that does not grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FrequentNames", "NameCount", "Rate"]

_RECENT = 16


@dataclass(frozen=True, slots=True)
class NameCount:
    """How often a name occurred.

    Attributes:
        name: the name.
        count: how often; when not every name could be kept, this may be too small by
            `FrequentNames.error`.
        size: bytes in all of them, with the same reservation.
    """

    name: str
    count: int
    size: int


class FrequentNames:
    """The most frequent names: exact up to ``capacity`` different ones.

    Beyond that it is the algorithm of Misra and Gries (1982): a name that makes up more than
    1/capacity of the stream is never missed, and no count is more than `error` too small.

    Args:
        capacity: names that are kept.

    Attributes:
        error: what each count may lack; 0: all are exact.
    """

    def __init__(self, capacity: int) -> None:
        self.error = 0
        self._capacity = capacity
        self._counts: dict[str, int] = {}
        self._sizes: dict[str, int] = {}

    def add(self, name: str, size: int) -> None:
        """Count a name once, with ``size`` bytes."""
        counts = self._counts
        if name in counts:
            counts[name] += 1
            self._sizes[name] += size
        elif len(counts) < self._capacity:
            counts[name] = 1
            self._sizes[name] = size
        else:
            self._decay()

    def _decay(self) -> None:
        """Take one off every name; each time removes as many counts as there are names."""
        self.error += 1
        self._counts = {name: count - 1 for name, count in self._counts.items() if count > 1}
        self._sizes = {name: self._sizes[name] for name in self._counts}

    def top(self, number: int) -> tuple[NameCount, ...]:
        """The most frequent, most frequent first; equally frequent ones by name."""
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(NameCount(name, n, self._sizes[name]) for name, n in ranked[:number])


class Rate:
    """Events by time: a count for each interval, and the busiest one.

    Intervals are ``unit_ns`` at first and double whenever more than ``limit`` of them would not
    be empty. The busiest interval is always one of ``unit_ns``, exact while times step back by no
    more than a dozen intervals.

    Args:
        unit_ns: nanoseconds of an interval.
        limit: intervals that are kept, 2 at least: times before and after 0 never meet in one.
    """

    def __init__(self, unit_ns: int, limit: int) -> None:
        self.step_ns = unit_ns
        self.busiest: tuple[int, int] | None = None
        self._unit_ns = unit_ns
        self._limit = max(2, limit)
        self._counts: dict[int, int] = {}
        self._recent: dict[int, int] = {}

    def add(self, time_ns: int) -> None:
        """Count one event."""
        at = time_ns // self.step_ns
        count = self._counts.get(at, 0) + 1
        self._counts[at] = count
        if self.step_ns != self._unit_ns:
            at, count = self._add_recent(time_ns)
        if self.busiest is None or count > self.busiest[1]:
            self.busiest = (at * self._unit_ns, count)
        if len(self._counts) > self._limit:
            self._coarsen()

    def _add_recent(self, time_ns: int) -> tuple[int, int]:
        """Count it in its own unit as well, once the intervals are longer than that."""
        at = time_ns // self._unit_ns
        count = self._recent.get(at, 0) + 1
        self._recent[at] = count
        if len(self._recent) > _RECENT:
            del self._recent[min(self._recent)]
        return at, count

    def _coarsen(self) -> None:
        if self.step_ns == self._unit_ns:
            latest = sorted(self._counts)[-_RECENT:]
            self._recent = {at: self._counts[at] for at in latest}
        while len(self._counts) > self._limit:
            self.step_ns *= 2
            merged: dict[int, int] = {}
            for at, count in self._counts.items():
                merged[at // 2] = merged.get(at // 2, 0) + count
            self._counts = merged

    def counts(self) -> Mapping[int, int]:
        """Start of each interval that is not empty, in nanoseconds -> its count."""
        return {at * self.step_ns: self._counts[at] for at in sorted(self._counts)}
