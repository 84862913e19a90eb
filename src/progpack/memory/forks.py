"""What fork(2) means for executable memory: whoever writes first takes pages of its own.

The pages of executable memory are shared mappings, so that a child would see, and cause, what
happens to its parent's code. Therefore `epoch` changes on both sides of a fork, and a region that
was made or copied in an earlier epoch copies its pages before it is written to: parent and child
go on with what was there at the moment of the fork, each for itself. Until then they share.

A fork waits until no thread is in the middle of a change, so that the child's copy of the side
tables is whole. Should one be in the middle for longer than `PATIENCE`, the child may run and
look at the memory concerned and not change it.

A child made in C without Python's fork hooks is not noticed; there the writable aliases are not
mapped (MADV_DONTFORK), so that its writes fault in the child and never reach the parent's code.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from typing import Protocol

from progpack.errors import ForeignProcessError

__all__ = ["PATIENCE", "Forked", "TornLock", "epoch", "process", "watch"]

PATIENCE = 1.0
"""Seconds that a fork waits for all changes to be finished."""

epoch = 0
"""Forks that this process took part in, as parent or child. Read it as an attribute."""

process = 0
"""Forks between the process that imported this module and this one. Read it as an attribute."""


class Forked(Protocol):
    """Something with a lock that is to be whole in a child."""

    _lock: threading.Lock | TornLock

    def _after_fork(self, *, child: bool) -> None:
        """Called on each side, with the lock free (or torn)."""


class TornLock:
    """In place of a lock that another thread of the parent held at the fork: it is never free.

    Args:
        what: what it protects.
        owner: pid of the parent.
    """

    __slots__ = ("owner", "what")

    def __init__(self, what: str, owner: int) -> None:
        self.what = what
        self.owner = owner

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """False, or the error where that is not expected."""
        if blocking and timeout < 0:
            self.__enter__()
        return False

    def __enter__(self) -> bool:
        raise ForeignProcessError(
            f"foreign process: {self.what} was being changed by a thread of process {self.owner} "
            f"when it was forked; this process ({os.getpid()}) can run it and not change it: make "
            "an allocator of its own"
        )

    def __exit__(self, *_: object) -> None:
        return None

    def release(self) -> None:
        """It was never taken."""


# Whoever holds a lock of one level may wait for one of a later level, never the other way.
_levels: tuple[dict[int, weakref.ref[Forked]], ...] = ({}, {}, {})
_held: list[tuple[Forked, bool]] = []
_forking = threading.Lock()


def watch(thing: Forked, level: int) -> None:
    """Have the lock of ``thing`` taken at each fork.

    Args:
        thing: it is not kept alive.
        level: 0 for allocators, 1 for memories, 2 for regions.
    """
    table, key = _levels[level], id(thing)
    table[key] = weakref.ref(thing, lambda _: table.pop(key, None) and None)


def _before() -> None:
    _forking.acquire()
    deadline = time.monotonic() + PATIENCE
    for level in _levels:
        for reference in list(level.values()):
            thing = reference()
            if thing is not None:
                left = max(deadline - time.monotonic(), 0)
                _held.append((thing, thing._lock.acquire(timeout=left)))


def _in_parent() -> None:
    global epoch
    epoch += 1
    held = _held[:]
    _held.clear()
    for thing, taken in held:
        if taken:
            thing._lock.release()
    _forking.release()
    for thing, _ in held:
        thing._after_fork(child=False)


def _in_child() -> None:
    global epoch, process, _forking
    epoch += 1
    process += 1
    held = _held[:]
    _held.clear()
    _forking = threading.Lock()
    parent = os.getppid()
    for thing, taken in held:
        if taken:
            thing._lock = threading.Lock()
        elif not isinstance(thing._lock, TornLock):
            thing._lock = TornLock(repr(thing), parent)
    for thing, _ in held:
        thing._after_fork(child=True)


os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
