"""Progress of many runs: a line on a terminal, written over once a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from progpack.report.draw.units import count

__all__ = ["Progress", "progress"]

_SECOND: Final = 1_000_000_000
_CLEAR: Final = "\r\x1b[K"


class Progress:
    """Tells how many packets have run, and how many a second.

    Args:
        out: a terminal, or None: nothing is told.
        clock: returns nanoseconds.
    """

    def __init__(self, out: TextIO | None, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self._out, self._clock = out, clock
        self._began = self._told = clock()
        self._shown = False

    def tell(self, packets: int) -> None:
        """Write the line anew if the last one is a second old."""
        if self._out is None:
            return
        now = self._clock()
        if now - self._told < _SECOND:
            return
        self._told = now
        rate = packets * _SECOND // (now - self._began)
        self._out.write(f"{_CLEAR}{count(packets, 'packet')}, {rate:,} packets/s")
        self._out.flush()
        self._shown = True

    def end(self) -> None:
        """Leave nothing of the line."""
        if self._out is not None and self._shown:
            self._out.write(_CLEAR)
            self._out.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Tell progress where the other stream is a terminal."""
    terminal = sys.stderr is not None and sys.stderr.isatty()
    meter = Progress(sys.stderr if terminal else None)
    try:
        yield meter
    finally:
        meter.end()
