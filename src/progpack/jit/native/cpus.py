"""The CPUs of this process's runs: each run has one, and no two runs have one at once.

In the kernel a program stays on its CPU while it runs, which is what makes values of each CPU
safe to change without atomics. Threads of a process do not stay, so a run takes a CPU's number when
it begins and gives it back; with more threads than CPUs the others wait, and the one that has
waited longest is given the number. A run that begins while one of the same thread is under way
shares its number.
"""

from __future__ import annotations

import os
import threading
from collections import deque

from progpack.memory.guard import forks
from progpack.waits import until

__all__ = ["COUNT", "give_cpu", "own", "take_cpu"]

#: The number of CPUs: the copies that a map of values of each CPU has.
COUNT: int = os.cpu_count() or 1

# The numbers that no thread has. Taking one out is one step that fails for all threads but one, so
# a thread that nobody waits for needs no lock. The lowest is taken: a thread that runs alone has
# CPU 0.
_free: dict[int, None] = dict.fromkeys(range(COUNT))
_lock = threading.RLock()


class _Waiting:
    """A thread that waits for a number."""

    __slots__ = ("given", "number")

    def __init__(self) -> None:
        self.number: int | None = None
        self.given = threading.Lock()
        self.given.acquire()


# Those who wait, in the order in which they came. A number becomes free before the queue is looked
# at, and whoever waits is in the queue before it looks for a free number: one of the two sees the
# other.
_queue: deque[_Waiting] = deque()


class _Own(threading.local):
    """The CPU number of one thread.

    Attributes:
        cpu: the number of a CPU, or None.
    """

    cpu: int | None = None


own = _Own()

# The handler of a signal may raise after any call, at a jump back, and at the beginning of any
# function. Two assignments or deletions that follow each other are one step to it, so a number is
# always either free, or what its thread says, or what the thread that waited is told.


def take_cpu() -> int:
    """The number of a CPU for a run of this thread, from 0; waits until one is free.

    The thread has none. An exception, such as that of a signal's handler, leaves it with none.
    """
    if not _queue:
        try:
            del _free[0]
            own.cpu = 0
            return 0
        except KeyError:
            pass
    return _take_any()


def _take_any() -> int:
    """The lowest number that is free, or the one that a thread gives back."""
    waiting = None
    try:
        with _lock:
            if not _queue:
                _take_free()
            if own.cpu is None:
                waiting = _Waiting()
                _queue.append(waiting)
                _give_free()  # one that was given back by who saw nobody wait
        if waiting is not None:
            until(lambda step: waiting.given.acquire(timeout=step))
            own.cpu = waiting.number
    except BaseException:
        if waiting is not None:
            with _lock:
                if waiting.number is not None:
                    own.cpu = waiting.number
                elif waiting in _queue:
                    _queue.remove(waiting)
        give_cpu()
        raise
    if own.cpu is None:
        raise AssertionError("the lock is released after the number was given")
    return own.cpu


def _take_free() -> None:
    """Make the lowest free number this thread's own, if there is one. With the lock."""
    for number in sorted(_free):
        try:
            del _free[number]
            own.cpu = number
            return
        except KeyError:
            pass  # a thread without the lock was first


def give_cpu() -> None:
    """Give this thread's number to the one that has waited longest; nothing where it has none.

    Where an exception comes before its end, it is to be called again.
    """
    number = own.cpu
    if number is not None and not _queue:
        own.cpu = None
        _free[number] = None
    if _queue:
        _hand_over()


def _hand_over() -> None:
    """Give this thread's number, and those that are free, to those who wait."""
    with _lock:
        number = own.cpu
        if number is not None:
            waiting = _first()
            if waiting is None:
                own.cpu = None
                _free[number] = None
            else:
                waiting.number = number
                own.cpu = None
                waiting.given.release()
        _give_free()


def _give_free() -> None:
    """Give free numbers to those who wait, this thread perhaps among them. With the lock."""
    while _free and (waiting := _first()) is not None:
        free = sorted(_free)
        try:
            if not free or waiting.number is not None:
                continue
            del _free[free[0]]
            waiting.number = free[0]
        except KeyError:
            continue  # a thread without the lock was first
        waiting.given.release()
    _first()


def _first() -> _Waiting | None:
    """The one that has waited longest; None when nobody waits. With the lock.

    Those that have their number leave the queue here alone, and not where they are given it, after
    which a signal's handler may run that runs programs itself.
    """
    while _queue and _queue[0].number is not None:
        _queue.popleft()
    return _queue[0] if _queue else None


def renew(count: int) -> None:
    """Have so many numbers; all are free but this thread's. No other thread runs or waits.

    In a child of a fork the containers may be locked for ever where Python has no interpreter lock.
    """
    global _free, _lock, _queue
    _lock, _queue = threading.RLock(), deque()
    _free = {number: None for number in range(count) if number != own.cpu}


def _after_fork() -> None:
    """A child has one thread: nobody else holds a number or waits for one."""
    renew(COUNT)


forks.in_child(_after_fork)
