"""/tmp/perf-PID.map: a line for each program, ``START SIZE name``, numbers in hexadecimal.

Read by `perf report` for samples in memory that no file is mapped to (tools/perf/Documentation/
jit-interface.txt), which is how the kernel shows shared anonymous memory (tools/perf/util/map.c,
is_anon_memory(): "/dev/zero").

With two lines for an address `perf report` takes either. So lines of freed programs whose place
was taken by others are removed, once a second and at the end of the process; all samples at an
address get its last name. A jitdump has times.
"""

from __future__ import annotations

import atexit
import bisect
import contextlib
import os
import threading
import time
from collections import Counter
from pathlib import Path

from progpack.errors import CapabilityError
from progpack.memory.guard import forks
from progpack.memory.guard.forks import TornLock
from progpack.memory.guard.guard import exclusive
from progpack.memory.names.listener import Named

__all__ = ["PerfMap"]

# perf looks there and nowhere else, whatever TMPDIR says.
_DIRECTORY = Path("/tmp")
_MODE = 0o600
_TIDY = 1.0
"""Seconds between two removals of old lines."""


class _File:
    """The map of this process: one for all allocators, and for CPython's own if it writes one."""

    def __init__(self) -> None:
        self.lock: threading.Lock | TornLock = threading.Lock()
        self._pid = 0
        self._fd = -1
        # Lines of ours: by address, and those of programs that went, oldest first.
        self._live: dict[int, tuple[int, str]] = {}
        self._dead: list[tuple[int, int, str]] = []
        self._tidied = 0.0

    @exclusive
    def add(self, programs: list[Named]) -> None:
        if self._pid != os.getpid():
            self._open()
        lines = {p.address: (p.size, f"{p.address:x} {p.size:x} {p.name}\n") for p in programs}
        self._live.update(lines)
        self._append("".join(line for _, line in lines.values()))
        if self._dead and time.monotonic() - self._tidied > _TIDY:
            self.tidy()

    @exclusive
    def drop(self, address: int) -> None:
        known = self._live.pop(address, None)
        if known is not None:
            self._dead.append((address, *known))

    @exclusive
    def tidy(self) -> None:
        """Take out the lines of dead programs whose place others have taken since.

        In place, as others append to the file; lines that are not ours stay.
        """
        if not self._dead or self._pid != os.getpid():
            return
        self._tidied = time.monotonic()
        taken = sorted((address, address + size) for address, (size, _) in self._live.items())
        starts = [start for start, _ in taken]
        surplus: Counter[str] = Counter()
        waiting = []
        for address, size, line in reversed(self._dead):
            at = bisect.bisect_left(starts, address)
            before = at and taken[at - 1][1] > address
            if before or (at < len(starts) and starts[at] < address + size):
                surplus[line] += 1
                continue
            taken.insert(at, (address, address + size))
            starts.insert(at, address)
            waiting.append((address, size, line))
        self._dead = waiting[::-1]
        if surplus:
            self._rewrite(surplus)

    def forked(self) -> None:
        self.lock = threading.Lock()
        self._live, self._dead = {}, []

    def _rewrite(self, surplus: Counter[str]) -> None:
        lines = []
        for line in path().read_text(errors="surrogateescape").splitlines(keepends=True):
            if surplus[line] > 0:
                surplus[line] -= 1
            else:
                lines.append(line)
        os.ftruncate(self._fd, 0)
        self._append("".join(lines))

    def _append(self, text: str) -> None:
        """At once: lines of other writers, and a sudden end, do not come in between."""
        data = text.encode(errors="surrogateescape")
        if os.write(self._fd, data) != len(data):
            raise OSError(f"{path()}: not all of it was written")

    def _open(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        self._fd = os.open(path(), flags, _MODE)
        self._pid = os.getpid()
        if os.fstat(self._fd).st_mtime < _start_of_this_process():
            os.ftruncate(self._fd, 0)  # of an earlier process with this number


def _at_exit() -> None:
    with contextlib.suppress(OSError):  # there is nobody to tell any more
        _file.tidy()


_file = _File()
forks.in_child(lambda: _file.forked())
atexit.register(_at_exit)


def path() -> Path:
    """Return the path of this process's map."""
    return _DIRECTORY / f"perf-{os.getpid()}.map"


class PerfMap:
    """Writes lines to the map.

    Raises:
        CapabilityError: the file cannot be opened.
    """

    def __init__(self) -> None:
        try:
            _file.add([])
        except OSError as error:
            raise CapabilityError(f"perf-map: {path()}: {error.strerror or error}") from error

    def add(self, programs: list[Named]) -> None:
        """See `Listener.add`."""
        _file.add(programs)

    def drop(self, address: int) -> None:
        """See `Listener.drop`."""
        _file.drop(address)

    def forked(self, programs: list[Named]) -> None:
        """See `Listener.forked`: the child has a map of its own."""
        self.add(programs)


def _start_of_this_process() -> float:
    """Seconds since the epoch, to the second; 0.0 when /proc does not say."""
    try:
        # The name in parentheses can have spaces and parentheses; field 22 is the start in ticks.
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        up = time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, ValueError, IndexError):
        return 0.0
    return time.time() - up + ticks / os.sysconf("SC_CLK_TCK") - 1
