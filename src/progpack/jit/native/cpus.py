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

__all__ = ["COUNT", "give_cpu", "own", "take_cpu"]

#: The number of CPUs: the copies that a map of values of each CPU has.
COUNT: int = os.cpu_count() or 1

# By number: whether a thread has it. The lowest free one is taken, so that a thread that runs alone
# has CPU 0.
_taken = [False] * COUNT
_lock = threading.RLock()


class _Waiting:
    """A thread that waits for a number."""

    __slots__ = ("given", "number")

    def __init__(self) -> None:
        self.number: int | None = None
        self.given = threading.Lock()
        self.given.acquire()


# Those who wait, in the order in which they came; nothing is free while there are some.
_queue: deque[_Waiting] = deque()


class _Own(threading.local):
    """The CPU number of one thread.

    Attributes:
        cpu: the number of a CPU, or None.
    """

    cpu: int | None = None


own = _Own()

# The handler of a signal may raise after any call and at the beginning of any function. Two
# assignments that follow each other are one step to it, so a number is always either free, or what
# its thread says, or what the thread that waited is told.


def take_cpu() -> int:
    """The number of a CPU for a run of this thread, from 0; waits until one is free.

    The thread has none. An exception, such as that of a signal's handler, leaves it with none.
    """
    waiting = None
    try:
        with _lock:
            if False in _taken:
                number = _taken.index(False)
                _taken[number] = True
                own.cpu = number
                return number
            waiting = _Waiting()
            _queue.append(waiting)
        waiting.given.acquire()
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


def give_cpu() -> None:
    """Give this thread's number to the one that has waited longest; nothing where it has none."""
    with _lock:
        number = own.cpu
        if number is None:
            return
        while _queue and _queue[0].number is not None:
            _queue.popleft()  # whoever gave it a number was interrupted here
        if _queue:
            waiting = _queue[0]
            waiting.number = number
            own.cpu = None
            waiting.given.release()
            _queue.popleft()
        else:
            _taken[number] = False
            own.cpu = None


def _after_fork() -> None:
    """A child has one thread: nobody else holds a number or waits for one."""
    global _lock
    _lock = threading.RLock()
    _queue.clear()
    _taken[:] = [number == own.cpu for number in range(COUNT)]


forks.in_child(_after_fork)
