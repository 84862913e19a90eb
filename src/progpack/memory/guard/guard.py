"""A lock that a thread can find itself inside of, and that an exception at any instruction spares.

A signal handler, a finalizer or `__del__` can call an allocator in the middle of another call of
the same thread, and an exception (KeyboardInterrupt, an asynchronous one, MemoryError) can be
raised between any two instructions, also between taking a lock and the block that releases it.
So a lock is only ever tried. Who does not get it asks `await_lock`, which looks at the stacks of
threads:

* This thread is inside already: the caller has to do without the lock, or do it later.
* Another thread is inside: wait for it.
* Nobody is: the lock was abandoned by an exception, and another one takes its place.

`renew_lock` looks once, for those who leave the work to the thread that is inside.

A function that takes a lock this way is a `section`. It tries the lock in its own frame and
releases it in a ``finally``; its first argument is the owner. What is half done then is for the
owner to notice and to mend when the lock is taken next.

Better than a lock is none: one operation of a dictionary, a list or a set (``setdefault``,
``append``, ``discard``) is whole, whatever calls it or interrupts it. What other rooms share is
kept in such a form where that is possible; `Once` is for what takes long to make.
"""

from __future__ import annotations

import operator
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import wraps
from types import CodeType, FrameType
from typing import Any, Generic, Protocol, TypeVar, cast

from progpack.memory.guard import forks
from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.stacks import STAND_STILL, at_rest, someone_is_inside

__all__ = [
    "Guarded",
    "Once",
    "await_lock",
    "depth",
    "exclusive",
    "renew_lock",
    "section",
]

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

# Seconds: the longest pause between two tries, and how long before anyone looks for the owner of a
# lock, and looks again; and how often he must be missing in a row.
_PAUSE = 0.001
_LOOK = 0.005
_MISSING = 3
_SUCCESSORS = 64
# Without the interpreter lock a look stops all threads, so it is made rarely; nobody comes in
# meanwhile, so that once is enough. The second is how long to wait for another one who looks.
_LOOK_APART = 0.05
_ALONE = 1.0

_sections: set[CodeType] = set()
_successors: dict[threading.Lock, threading.Lock] = {}


class Guarded(Protocol):
    """An object with a lock of this kind.

    Attributes:
        lock: the lock.
    """

    lock: threading.Lock | forks.TornLock


def section(function: F) -> F:
    """Declare a function that takes the lock of its first argument as this module describes."""
    _sections.add(function.__code__)
    return function


def exclusive(method: F) -> F:
    """Have a method run with the lock of its object, or within the call that has it already."""

    @section
    @wraps(method)
    def guarded(self: Guarded, *args: Any, **kwargs: Any) -> Any:
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                return method(self, *args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        finally:
            lock.release()

    return cast(F, guarded)


class Once(Generic[T]):
    """A value made at first use, for all who ask: one thread makes it, and others wait for that.

    A thread that asks while it makes it, in a finalizer or a handler of a signal, makes another
    one. All have the one that is ready first; the other is dropped.

    Args:
        make: makes it.
        per_process: whether a forked child makes one of its own.
    """

    def __init__(self, make: Callable[[], T], *, per_process: bool = False) -> None:
        self._make = make
        self._per_process = per_process
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        renew_in_child(self, "lock")
        # By process; and what was taken from there last, with the process, to be found quickly.
        self._made: dict[int, T] = {}
        self._last: tuple[int, T] | None = None

    def known(self) -> T | None:
        """The value that has been made; None before."""
        last = self._last
        if last is None or (self._per_process and last[0] != forks.counts[1]):
            return None
        return last[1]

    def get(self) -> T:
        """The value, made now where there is none; raises what making it raises."""
        last = self._last
        if last is None or (self._per_process and last[0] != forks.counts[1]):
            return self._first()
        return last[1]

    @exclusive
    def _first(self) -> T:
        process = forks.counts[1] if self._per_process else 0
        value = self._made.get(process)
        if value is None:
            value = self._made.setdefault(process, self._make())
        for other in self._made.keys() - {process}:
            self._made.pop(other, None)  # of the one that this process was forked from
        self._last = process, value
        return value


def await_lock(owner: Guarded) -> threading.Lock | None:
    """Called by a section that did not get the lock: wait until it is worth another try.

    Returns:
        The lock to try; None: this thread is inside already.

    Raises:
        ForeignProcessError: the lock is torn, see `progpack.memory.guard.forks`.
    """
    lock = owner.lock
    if isinstance(lock, forks.TornLock):
        lock.__enter__()
    forks.catch_up()
    lock = owner.lock
    if _is_on(owner, sys._getframe(2)):
        return None
    if len(at_rest(sys._current_frames)) == 1 and lock.locked():
        # Another thread may just have ended: it has not got the lock then.
        _replace(owner, lock)
        return _lock_of(owner)
    pause, missing, look = 0.0, 0, time.monotonic() + _LOOK
    while owner.lock is lock and lock.locked():
        pause = min(2 * pause + 1e-5, _PAUSE)
        if not STAND_STILL:
            _rest(owner, lock, pause)
            continue
        time.sleep(pause)
        if time.monotonic() > look:
            missing = missing + 1 if _nobody_is_inside(owner, lock) else 0
            if missing == _MISSING:
                _replace(owner, lock)
    return _lock_of(owner)


def renew_lock(owner: Guarded) -> threading.Lock | None:
    """Find a lock worth another try, as `await_lock` does, without waiting.

    Returns:
        The lock to try, where it was abandoned; None: a thread is inside, perhaps this one.

    Raises:
        ForeignProcessError: as `await_lock`.
    """
    lock = _lock_of(owner)
    if not _is_on(owner, sys._getframe(2)):
        if not STAND_STILL:
            _rest(owner, lock, 0)
        elif _nobody_is_inside(owner, lock):
            _replace(owner, lock)
    fresh = _lock_of(owner)
    return None if fresh is lock and lock.locked() else fresh


def depth(owner: Guarded) -> int:
    """Return how many sections of an object this thread is in, one in the middle of another."""
    return sum([1 for _ in _sections_on(owner, sys._getframe(1))])


def _lock_of(owner: Guarded) -> threading.Lock:
    lock = owner.lock
    if isinstance(lock, forks.TornLock):
        lock.__enter__()
    return lock  # type: ignore[return-value]


def _replace(owner: Guarded, lock: Any) -> None:
    """Put a new lock in place of an abandoned one: the same one in every thread that notices."""
    fresh = _successors.setdefault(lock, threading.Lock())
    if owner.lock is lock:
        owner.lock = fresh
    _forget_oldest(_successors)


def _forget_oldest(table: dict[Any, Any]) -> None:
    """Have the last entries of a table alone, which other threads change meanwhile."""
    for key in list(table)[:-_SUCCESSORS]:
        table.pop(key, None)


def _nobody_is_inside(owner: Guarded, lock: Any) -> bool:
    """Whether a lock is taken and no thread is in a section of its owner, but waiting for it."""

    def look() -> bool:
        # One call of C: with the interpreter lock no other thread comes in between.
        looks = (lock.locked, forks.lock().locked, sys._current_frames)
        taken, forking, stacks = map(operator.call, looks)
        try:
            frames = stacks.values()
            return (
                taken
                and not forks.someone_forks(frames, forking=forking)
                and not any(_is_on(owner, frame) for frame in frames)
            )
        finally:
            stacks.clear()  # this frame is in it: a circle, and all locals of all threads with it

    return at_rest(look)


class _Look:
    """One look at a time, where all threads are stopped for it.

    Attributes:
        lock: taken by who looks.
        due: when to look next whether a lock was abandoned, in seconds of time.monotonic().
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.due: dict[threading.Lock, float] = {}
        renew_in_child(self, "lock")


_look = _Look()


def _rest(owner: Guarded, lock: Any, pause: float) -> None:
    """Wait some seconds, without the interpreter lock; replace a lock that nobody gives back.

    Whoever is in here is known to wait: the caller reads the owner's lock again afterwards. Looking
    takes long, so it is not done each time.
    """
    time.sleep(pause)
    now = time.monotonic()
    if now < _look.due.setdefault(lock, now + _LOOK) or forks.forking():
        return
    alone = _look.lock.acquire(timeout=_ALONE)
    try:
        if owner.lock is lock:
            _exchange(owner, lock)
    finally:
        if alone:
            _look.lock.release()
    _look.due[lock] = time.monotonic() + _LOOK_APART
    _forget_oldest(_look.due)


def _exchange(owner: Guarded, lock: Any) -> None:
    """Put a lock in place of another one, if nobody is in a section of any object.

    It is taken meanwhile, and nobody comes in: whoever has read the old one before is in a section
    and not in `_rest`, which the look shows. Where it is not needed, it stays taken, for those who
    have read it. Should an exception end this, the new lock is an abandoned one.
    """
    fresh = threading.Lock()
    fresh.acquire()
    owner.lock = fresh
    inside = someone_is_inside(_sections | forks.HOOKS, {_rest.__code__})
    if inside or forks.forking():
        owner.lock = lock
    else:
        fresh.release()


def _is_on(owner: Guarded, frame: FrameType | None) -> bool:
    """Whether a stack has a section of an object that is not waiting for its lock."""
    return next(_sections_on(owner, frame), None) is not None


def _sections_on(owner: Guarded, frame: FrameType | None) -> Iterator[FrameType]:
    """The sections of an object on a stack that are not waiting for its lock."""
    waiting = False
    while frame is not None:
        code = frame.f_code
        if code in _sections:
            if not waiting and frame.f_locals.get(code.co_varnames[0]) is owner:
                yield frame
            waiting = False
        elif code in _WAITING:
            waiting = True
        frame = frame.f_back


_WAITING = frozenset((await_lock.__code__, renew_lock.__code__))
