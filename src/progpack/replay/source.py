"""The source of a replay, seen in one way: a name, a header, events, and the position in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from progpack.errors import UsageError
from progpack.trace.events import Event, TraceSource
from progpack.trace.file.format import Problem, Trace
from progpack.trace.header import Header

__all__ = ["Events", "Source"]

Events: TypeAlias = str | os.PathLike[str] | TraceSource | Iterable[Event]
"""A source of a replay: a trace file by its path, a `Trace`, `Synthesis` or `Measured`, a list of
events."""


class Source:
    """A source of events.

    Args:
        events: what is replayed.
        strict: whether a file that is opened here must be undamaged.

    Attributes:
        name: what messages call it.
        header: where and how it was recorded; an empty one when there is none.

    Raises:
        ObjectError: the source is a file that cannot be read, or no trace.
        UsageError: the source is something else altogether.
    """

    def __init__(self, events: Events, *, strict: bool = True) -> None:
        if isinstance(events, str | os.PathLike):
            events = Trace(events, strict=strict)
        if not isinstance(events, Iterable):
            raise UsageError(f"{events!r} is no trace: a file's path, a Trace or events are")
        self._events: Iterable[Event] = events
        self._trace = events if isinstance(events, Trace) else None
        path = getattr(events, "path", None)
        header = getattr(events, "header", None)
        self.header = header if isinstance(header, Header) else Header()
        # A file that was made into a trace on the fly says what it is.
        self.name = Path(path).name if path is not None else self.header.comment or "events"

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def must_repeat(self, why: str) -> None:
        """Check that the events can be iterated over more than once.

        Raises:
            UsageError: they cannot.
        """
        if isinstance(self._events, Iterator):
            raise UsageError(f"{self.name}: {why}, and these events can be read only once")

    def place(self, count: int) -> int:
        """Number of the record of the event that was read last.

        Args:
            count: how many events have been read.
        """
        # The header is record 1 of a file.
        return self._trace.record if self._trace else count

    @property
    def share(self) -> float | None:
        """The share of the source that has been read, 0 to 1; None: not known."""
        return self._trace.share if self._trace else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The places of a file that could not be read."""
        return self._trace.problems if self._trace else ()

    @property
    def skipped(self) -> int:
        """Number of problems."""
        return self._trace.skipped if self._trace else 0
