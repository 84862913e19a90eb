"""Lifetimes: when each load of a trace is unloaded, found in one pass, asked in a second one.

They are kept in a file, eight bytes for each load, so that memory does not grow with the trace.
"""

from __future__ import annotations

import struct
import sys
import tempfile
from array import array
from collections.abc import Iterable
from typing import IO, Final, Self

from progpack.owned import Owned
from progpack.trace.events import Event, Load, Unload
from progpack.trace.statistics import StatisticsCollector

__all__ = ["NEVER", "Lifetimes"]

NEVER: Final = (1 << 63) - 1
"""The time of what is never unloaded."""

_SIZE: Final = 8
_BLOCK: Final = 8192


class Lifetimes(Owned):
    """The time at which each load goes, in the order of loads; a context manager.

    Args:
        file: a number of 64 bits for each load, from its start.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._file.seek(0)
        self._block = array("q")
        self._at = 0

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """Find out, in one pass.

        Args:
            events: a whole trace. Unloads of what was never loaded are left out.
        """
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever is given it
        try:
            _write(file, events)
        except BaseException:
            file.close()
            raise
        return cls(file)

    def next(self) -> int:
        """When the next load goes, nanoseconds of the trace's clock; `NEVER`."""
        if self._at == len(self._block):
            self._block = array("q", self._file.read(_BLOCK * _SIZE))
            self._at = 0
        self._at += 1
        return self._block[self._at - 1]

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def _write(file: IO[bytes], events: Iterable[Event]) -> None:
    tracker = StatisticsCollector(live=sys.maxsize)
    serials: dict[int, int] = {}
    # Loads whose end is known before they are written: most are short.
    waiting = array("q")
    first = 0
    count = 0

    def ends(load: Load, time_ns: int) -> None:
        serial = serials.pop(id(load))
        if serial >= first:
            waiting[serial - first] = time_ns
        else:
            file.seek(serial * _SIZE)
            file.write(struct.pack("=q", time_ns))

    for event in events:
        if isinstance(event, Load):
            for old in tracker.load(event):
                ends(old, event.time_ns)
            serials[id(event)] = count
            waiting.append(NEVER)
            count += 1
            if len(waiting) >= _BLOCK:
                _flush(file, first, waiting)
                first, waiting = count, array("q")
        elif isinstance(event, Unload):
            load = tracker.unload(event)
            if load is not None:
                ends(load, event.time_ns)
    _flush(file, first, waiting)


def _flush(file: IO[bytes], first: int, waiting: array[int]) -> None:
    file.seek(first * _SIZE)
    file.write(waiting.tobytes())
    file.flush()
