"""Counting a stream of any length in memory that does not grow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["FrequentNames", "NameCount", "Rate"]

_RECENT = 16


@dataclass(frozen=True, slots=True)
class NameCount:
    """The frequency of a name.

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
        counted: name -> how often it was counted, and its bytes, which may be added to instead of
            a call of `add`; None: it is to be added.
    """

    def __init__(self, capacity: int) -> None:
        self.error = 0
        self._capacity = capacity
        # Name -> how often, and bytes. Always the same dictionary: see `counted`.
        self._counts: dict[str, list[int]] = {}
        self.counted: Callable[[str], list[int] | None] = self._counts.get

    def add(self, name: str, size: int) -> None:
        """Count a name once, with ``size`` bytes."""
        counted = self._counts.get(name)
        if counted is not None:
            counted[0] += 1
            counted[1] += size
        elif len(self._counts) < self._capacity:
            self._counts[name] = [1, size]
        else:
            self._decay()

    def _decay(self) -> None:
        """Take one off every name; each time removes as many counts as there are names."""
        self.error += 1
        left = {
            name: [count - 1, size] for name, (count, size) in self._counts.items() if count > 1
        }
        self._counts.clear()
        self._counts.update(left)

    def top(self, number: int) -> tuple[NameCount, ...]:
        """The most frequent, most frequent first; equally frequent ones by name."""
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(NameCount(name, n, size) for name, (n, size) in ranked[:number])


class Rate:
    """Events by time: a count for each interval, and the busiest one.

    Intervals are ``unit_ns`` at first and double whenever more than ``limit`` of them would not
    be empty. The busiest interval is always one of ``unit_ns``, exact while times step back by no
    more than a dozen intervals.

    Attributes:
        low: start of the interval of the latest event.
        high: its end.
        pending: events in it that are not counted elsewhere; whoever sees that an event is in this
            interval may add to it, instead of a call of `add`.

    Args:
        unit_ns: nanoseconds of an interval.
        limit: intervals that are kept, 2 at least: times before and after 0 never meet in one.
    """

    def __init__(self, unit_ns: int, limit: int) -> None:
        self._step_ns = unit_ns
        self._busiest: tuple[int, int] | None = None
        self._unit_ns = unit_ns
        self._limit = max(2, limit)
        self._counts: dict[int, int] = {}
        self._recent: dict[int, int] = {}
        # The interval of the latest event, and the events in it that are not counted elsewhere:
        # most events are in the interval of the one before.
        self.low = self.high = 0
        self.pending = 0

    def add(self, time_ns: int) -> None:
        """Count one event."""
        if self.low <= time_ns < self.high:
            self.pending += 1
            return
        self._settle()
        self.low = time_ns - time_ns % self._unit_ns
        self.high = self.low + self._unit_ns
        self.pending = 1

    @property
    def step_ns(self) -> int:
        """Nanoseconds of an interval of `counts`."""
        self._settle()
        return self._step_ns

    @property
    def busiest(self) -> tuple[int, int] | None:
        """The busiest interval of ``unit_ns``: (its start in nanoseconds, events)."""
        self._settle()
        return self._busiest

    def counts(self) -> Mapping[int, int]:
        """Start of each interval that is not empty, in nanoseconds -> its count."""
        self._settle()
        return {at * self._step_ns: self._counts[at] for at in sorted(self._counts)}

    def _settle(self) -> None:
        """Count what is pending."""
        pending, self.pending = self.pending, 0
        if not pending:
            return
        at = self.low // self._step_ns
        count = self._counts.get(at, 0) + pending
        self._counts[at] = count
        if self._step_ns != self._unit_ns:
            at, count = self._settle_recent(pending)
        if self._busiest is None or count > self._busiest[1]:
            self._busiest = (at * self._unit_ns, count)
        if len(self._counts) > self._limit:
            self._coarsen()

    def _settle_recent(self, pending: int) -> tuple[int, int]:
        """Count it in its own unit as well, once the intervals are longer than that."""
        at = self.low // self._unit_ns
        count = self._recent.get(at, 0) + pending
        self._recent[at] = count
        if len(self._recent) > _RECENT:
            del self._recent[min(self._recent)]
        return at, count

    def _coarsen(self) -> None:
        if self._step_ns == self._unit_ns:
            latest = sorted(self._counts)[-_RECENT:]
            self._recent = {at: self._counts[at] for at in latest}
        while len(self._counts) > self._limit:
            self._step_ns *= 2
            merged: dict[int, int] = {}
            for at, count in self._counts.items():
                merged[at // 2] = merged.get(at // 2, 0) + count
            self._counts = merged
