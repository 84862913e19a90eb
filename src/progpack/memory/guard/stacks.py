"""The stacks of all threads, looked at without a danger to any.

Before Python 3.12 the collector can run where the object of a frame is made, and finalizers let
other threads run. In `sys._current_frames` that is under a lock of the interpreter, which the next
who asks for the stacks then waits for with the interpreter's own lock, so that all threads wait
for ever. In `frame.f_back` the frame whose object is made may be gone by then (CPython 3.11,
Python/pystate.c, _PyThread_CurrentFrames; Python/frame.c, _PyFrame_MakeAndSetFrameObject).
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from progpack.memory.guard.child_locks import renew_in_child

__all__ = ["at_rest"]

T = TypeVar("T")

_COLLECTS_IN_FRAMES = sys.version_info < (3, 12)
# Seconds to wait for another thread that looks. Whoever waited in vain looks all the same: the
# lock may have been left behind by an exception.
_SHARE = 0.02


class _Rest:
    """A pause of the collector for one look at a time, so that no look ends another's pause.

    Attributes:
        lock: taken by who looks.
        pauses: has an item while the collector was put to rest here.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pauses: list[None] = []
        renew_in_child(self, "lock")


_rest = _Rest()


def at_rest(look: Callable[[], T]) -> T:
    """Call what looks at the stacks of threads, while the collector rests."""
    if not _COLLECTS_IN_FRAMES:
        return look()
    lock = _rest.lock
    alone = lock.acquire(timeout=_SHARE)
    try:
        if gc.isenabled():
            _rest.pauses.append(None)
            gc.disable()
        return look()
    finally:
        if _rest.pauses:
            gc.enable()
            _rest.pauses.clear()
        if alone:
            lock.release()
