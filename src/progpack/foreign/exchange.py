"""An exchange with the process of an executable, and the time for which that does nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Exchange", "Quiet"]


@dataclass(slots=True)
class Exchange:
    """Requests that are still to be sent, and the bytes of their answers so far."""

    left: memoryview
    wanted: int
    answer: bytearray = field(default_factory=bytearray)


class Quiet:
    """The time for which a process has done nothing: it is stopped, or sleeps."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._used = ""
        self.since: float | None = None
        self.stopped = False

    def seconds(self) -> float:
        """Since when, in seconds; 0 while it runs or waits for a processor."""
        now = time.monotonic()
        try:
            fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0  # its end is seen at the pipes
        state, used = fields[0], " ".join(fields[11:13])  # utime and stime, proc(5)
        if state == "R" or used != self._used or self.since is None:
            self.since, self._used = now, used
        self.stopped = state in "Tt"
        return now - self.since
