"""The effects of fork(2) on executable memory: whoever writes first takes pages of its own.

The pages of executable memory are shared mappings, so that a child would see, and cause, what
happens to its parent's code. Therefore `epoch` changes on both sides of a fork, and a region that
was made or copied in an earlier epoch copies its pages before it is written to: parent and child
go on with what was there at the moment of the fork, each for itself. Until then they share.

A fork waits until no thread is in the middle of a change, so that the child's copy of the side
tables is whole. Should one be in the middle for longer than `PATIENCE`, the child may run and
look at the memory concerned and not change it.

`os.fork` is not the only way to fork: servers that embed Python call fork(2) of libc. It runs the
handlers of pthread_atfork(3) whoever calls it, so `progpack.memory.pages.atfork` installs some, in
machine code, that count. What else is to be done in such a child is done when it first notices.
vfork(2) and clone(2) run no handlers: what they make is to call execve(2) and nothing else.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from array import array
from collections.abc import Callable
from typing import Protocol

from progpack.errors import ForeignProcessError
from progpack.memory.guard.child_locks import renew_all

__all__ = [
    "PATIENCE",
    "Forked",
    "TornLock",
    "catch_up",
    "count_by",
    "counts",
    "forking",
    "in_child",
    "watch",
]

PATIENCE = 1.0
"""Seconds that a fork waits for all changes to be finished."""

counts = array("Q", (0, 0))
"""Forks that this process took part in, as parent or child; and how many of them are between the
process that imported this module and this one. On the heap, so that each process has its own; code
that runs in a fork may write it (see `progpack.memory.pages.atfork`)."""


class Forked(Protocol):
    """An object with a lock that must be whole in a child."""

    lock: threading.Lock | TornLock

    def is_inside(self) -> bool:
        """Whether the present thread is in a call that has the lock."""

    def after_fork(self, *, child: bool) -> None:
        """Called on each side, with the lock free (or torn)."""


class TornLock:
    """A lock in place of one that another thread of the parent held at the fork: never free.

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

    def locked(self) -> bool:
        """True: the lock is never free."""
        return True

    def __enter__(self) -> bool:
        raise ForeignProcessError(
            f"foreign process: {self.what} was being changed by a thread of process {self.owner} "
            f"when it was forked; this process ({os.getpid()}) can run it and not change it: make "
            "an allocator of its own"
        )

    def __exit__(self, *_: object) -> None:
        return None

    def release(self) -> None:
        """Do nothing: the lock was never taken."""


# Whoever holds a lock of one level may wait for one of a later level, never the other way.
_levels: tuple[dict[int, weakref.ref[Forked]], ...] = ({}, {}, {})
# Each thing, and whether its lock was got; None: it is the forking thread's own, in both processes.
_held: list[tuple[Forked, bool | None]] = []
_forking = threading.Lock()
# Whether handlers of the C library count, so that those below need not.
_counted = False
_renewals: list[Callable[[], object]] = []
# The process for which locks and the like were looked after.
_process = 0


def watch(thing: Forked, level: int) -> None:
    """Have the lock of ``thing`` taken at each fork.

    Args:
        thing: the object; it is not kept alive.
        level: 0 for allocators, 1 for memories, 2 for regions.
    """
    table, key = _levels[level], id(thing)
    table[key] = weakref.ref(thing, lambda _: table.pop(key, None) and None)


def count_by(install: Callable[[], bool]) -> None:
    """Have handlers count that are not of Python; ``install`` says whether it could install them.

    Nothing happens when there are some already.
    """
    global _counted
    if not _counted and _forking.acquire(False):
        try:
            _counted = _counted or install()
        finally:
            _forking.release()


def forking() -> bool:
    """Whether a thread forks at the moment, and holds all locks that it could get."""
    return _forking.locked()


def in_child(function: Callable[[], object]) -> None:
    """Have something done in each child, however it was made: the other threads are not there.

    Args:
        function: called in a fork by Python, or by the first call of `catch_up` after one in C.
    """
    _renewals.append(function)
    os.register_at_fork(after_in_child=function)


def catch_up() -> None:
    """Catch up in a child that was made behind Python's back: one thread, and no lock is taken."""
    global _process, _forking
    if _process == counts[1]:
        return
    _process = counts[1]
    _forking = threading.Lock()
    _held.clear()
    renew_all()
    things = _watched()
    for thing in things:
        if not isinstance(thing.lock, TornLock) and not thing.is_inside():
            # Its owner is in the parent. What is half done is mended when it is taken next.
            thing.lock = threading.Lock()
    for thing in things:
        thing.after_fork(child=True)
    for renew in _renewals:
        renew()


def _watched() -> list[Forked]:
    """Return the watched objects in the order in which their locks may be taken."""
    things = [reference() for level in _levels for reference in list(level.values())]
    return [thing for thing in things if thing is not None]


def _before() -> None:
    _forking.acquire()
    deadline = time.monotonic() + PATIENCE
    for thing in _watched():
        left = max(deadline - time.monotonic(), 0)
        own = thing.lock.locked() and thing.is_inside()
        _held.append((thing, None if own else thing.lock.acquire(timeout=left)))


def _in_parent() -> None:
    if not _counted:
        counts[0] += 1
    locks = _held[:]
    _held.clear()
    if _forking.locked():
        _forking.release()
    for thing, taken in locks:
        if taken:
            thing.lock.release()
    for thing, _ in locks:
        thing.after_fork(child=False)


def _in_child() -> None:
    global _process, _forking
    if not _counted:
        counts[0] += 1
        counts[1] += 1
    _process = counts[1]
    locks = _held[:]
    _held.clear()
    _forking = threading.Lock()
    parent = os.getppid()
    for thing, taken in locks:
        if taken:
            thing.lock = threading.Lock()
        elif taken is False and not isinstance(thing.lock, TornLock):
            thing.lock = TornLock(repr(thing), parent)
    for thing, _ in locks:
        thing.after_fork(child=True)


os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
