"""The effects of fork(2) on executable memory: the first writer gets pages of its own.

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
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType
from typing import Protocol

from progpack.errors import ForeignProcessError
from progpack.memory.guard.child_locks import renew_all

__all__ = [
    "HOOKS",
    "PATIENCE",
    "Forked",
    "TornLock",
    "around",
    "catch_up",
    "count_by",
    "counts",
    "forking",
    "in_child",
    "lock",
    "someone_forks",
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
# Each thing, its lock, and whether that was got; None: it is the forking thread's own, in both
# processes.
_held: list[tuple[Forked, threading.Lock | TornLock, bool | None]] = []
# What is done before all that, and after it in the parent.
_first: list[Callable[[], object]] = []
_last: list[Callable[[], object]] = []
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


def lock() -> threading.Lock:
    """The lock that a fork has from the first lock that it takes on, until it gives them back."""
    return _forking


def around(before: Callable[[], object], in_parent: Callable[[], object]) -> None:
    """Have something done by a fork of Python before it takes locks, and in the parent at its end.

    What they lock is not taken for abandoned meanwhile (see `someone_forks`).
    """
    _first.append(before)
    _last.append(in_parent)


def someone_forks(stacks: Iterable[FrameType | None], *, forking: bool) -> bool:
    """Say whether a thread forks, and holds locks for that, in the middle of no section.

    Args:
        stacks: the stacks of all threads, innermost frames.
        forking: whether `forking` said so, at the same moment.
    """
    return forking or any(frame.f_code in HOOKS for stack in stacks for frame in _frames(stack))


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


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
    try:
        for function in _first:
            function()
    finally:
        _take_locks()


def _take_locks() -> None:
    _forking.acquire()
    deadline = time.monotonic() + PATIENCE
    for thing in _watched():
        left = max(deadline - time.monotonic(), 0)
        lock = thing.lock
        own = lock.locked() and thing.is_inside()
        _held.append((thing, lock, None if own else lock.acquire(timeout=left)))


def _in_parent() -> None:
    try:
        _give_locks()
    finally:
        for function in _last:
            function()


def _give_locks() -> None:
    if not _counted:
        counts[0] += 1
    locks = _held[:]
    _held.clear()
    # First: what an exception leaves of the rest is an abandoned lock, which others replace.
    if _forking.locked():
        _forking.release()
    for _, lock, taken in locks:
        if taken:
            lock.release()
    for thing, _, _ in locks:
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
    for thing, _, taken in locks:
        if taken:
            thing.lock = threading.Lock()
        elif taken is False and not isinstance(thing.lock, TornLock):
            thing.lock = TornLock(repr(thing), parent)
    for thing, _, _ in locks:
        thing.after_fork(child=True)


HOOKS: frozenset[CodeType] = frozenset((_before.__code__, _in_parent.__code__))
"""Codes of the functions in which a thread that forks has locks that are no section's."""

os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
