"""Writing what is heard of a machine that is in use, so that it can be replayed as it is.

Whoever listens begins in the middle: programs go that were in no list when it began, and what a
loss has hidden is found later than it happened. No reader should take that for damage.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from progpack.trace.events import CLOCK_SLACK_NS, Event, Load, Unload
from progpack.trace.file.writer import TraceWriter
from progpack.trace.live import LiveTable

__all__ = ["PairedWriter"]


class PairedWriter:
    """Gives events to a writer so that each unload has its load, and no time steps far back.

    An unload of what was never loaded is counted and not written. A program that is there already
    is not written again: who lists what is there may list what is announced as well. A time that
    lies more than `CLOCK_SLACK_NS` before the latest, as of a load that is found after a loss,
    becomes the latest.

    Args:
        writer: writer of the trace; it stays the caller's.

    Attributes:
        unlisted: unloads that no load was known of.
    """

    def __init__(self, writer: TraceWriter) -> None:
        self.unlisted = 0
        self._writer = writer
        self._live = LiveTable(sys.maxsize)
        self._latest: int | None = None

    def write(self, event: Event) -> list[Event]:
        """Write an event, unless it is an unload of nothing or a load again.

        A load at a place that is taken means that what was there is gone: that is written first.

        Returns:
            What was written.

        Raises:
            ObjectError: as for `TraceWriter.write`; so does UsageError.
        """
        before: list[Load] = []
        if isinstance(event, Unload):
            if not self._ends(event):
                self.unlisted += 1
                return []
            self._live.remove(event)
        elif isinstance(event, Load):
            if self._is_there(event):
                return []
            before = self._live.add(event)
        latest = event.time_ns if self._latest is None else self._latest
        if event.time_ns < latest - CLOCK_SLACK_NS:
            event = replace(event, time_ns=latest)
        self._latest = max(latest, event.time_ns)
        gone = [Unload(event.time_ns, old.id, old.address, old.name, old.kind) for old in before]
        events = [*gone, event]
        self._writer.write_all(events)
        return events

    def _is_there(self, load: Load) -> bool:
        """Whether this very image is there. An id is not used again while it is loaded."""
        live = self._live.find(load.id, load.address)
        return (
            live is not None
            and _owner(load) is not None
            and (_owner(load), load.address) == (_owner(live), live.address)
        )

    def _ends(self, unload: Unload) -> bool:
        """Whether it is of something that was loaded, and not of what was at its address before."""
        load = self._live.find(unload.id, unload.address)
        if load is None:
            return False
        return unload.id is None or _owner(load) is None or unload.id == _owner(load)


def _owner(load: Load) -> int | None:
    """Id of the program that an image is of."""
    return load.of if load.id is None else load.id
