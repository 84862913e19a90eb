"""Processes of this machine for the tasks of a sweep."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import ParamSpec, TypeVar

__all__ = ["Workers"]

P = ParamSpec("P")
T = TypeVar("T")


class Workers(ProcessPoolExecutor):
    """Processes that ctrl-C ends at once and without a word; a context manager.

    A terminal sends the signal to all of them, and Python would answer with a traceback from each.
    Here it ends a process while that works on a task, and at no other time: one that ended while it
    sends a result would have this process wait for the rest of it.

    Args:
        number: how many processes, at most.
    """

    def __init__(self, number: int) -> None:
        self._others = set(active_children())
        # Not by fork: this process may have threads.
        super().__init__(number, mp_context=get_context("spawn"))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a task as every executor does, with SIGINT blocked.

        Processes start in this call, and inherit the blocked signals.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(_work, fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        if isinstance(error, KeyboardInterrupt):
            # Who sent it to this process only means the tasks too.
            for process in set(active_children()) - self._others:
                if process.pid is not None:
                    # One that has ended meanwhile needs nothing.
                    with suppress(ProcessLookupError):
                        os.kill(process.pid, signal.SIGINT)
        return super().__exit__(kind, error, trace)


def _work(fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Do one task in the process; a SIGINT ends it, also one that came before."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        return fn(*args, **kwargs)
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
