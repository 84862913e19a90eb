"""Runs of an object one at a time, also in children of forks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock

__all__ = ["Turns"]


class Turns:
    """The right to run programs of an object: one thread has it at a time, and may have it twice.

    In a child of a fork the thread that had it may not be there. Whoever wants it there first then
    ends the run that this thread was in; the thread that forked keeps it, on both sides.

    Args:
        end_runs: ends runs whose threads are not there.
    """

    def __init__(self, end_runs: Callable[[], object]) -> None:
        self._end_runs = end_runs
        # By process, so that nobody has to notice a fork, which may be made in C. The last one is
        # that of this process or of the one that it was forked from.
        self._locks = {os.getpid(): RLock()}

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A context with the right."""
        lock = self._locks.get(os.getpid())
        with self._first() if lock is None else lock:
            yield

    def _first(self) -> RLock:
        """The lock of a child, for the first who wants it."""
        before = list(self._locks.values())[-1]
        if before.acquire(blocking=False):  # nobody has it, or this thread
            try:
                return self._locks.setdefault(os.getpid(), before)
            finally:
                before.release()
        fresh = RLock()
        with fresh:
            lock = self._locks.setdefault(os.getpid(), fresh)
            if lock is fresh:
                self._end_runs()
        return lock
