"""The CPUs of this process's runs: each run has one, and no two runs have one at once.

In the kernel a program stays on its CPU while it runs, which is what makes values of each CPU
safe to change without atomics. Threads of a process do not stay, so a run takes a CPU's number when
it begins and gives it back; with more threads than CPUs the others wait, and the one that has
waited longest is given the number. A run that begins while one of the same thread is under way
shares its number.
"""

from __future__ import annotations

import heapq
import os
import threading
from collections import deque

__all__ = ["COUNT", "give_cpu", "take_cpu"]

#: How many there are: the copies that a map of values of each CPU has.
COUNT: int = os.cpu_count() or 1

# A heap: the lowest free number is taken, so that a thread that runs alone has CPU 0.
_free = list(range(COUNT))
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


class _Held(threading.local):
    cpu = 0
    depth = 0


_held = _Held()


def take_cpu() -> int:
    """The number of a CPU for a run of this thread, from 0; waits until one is free."""
    if _held.depth == 0:
        waiting = None
        with _lock:
            if _free:
                _held.cpu = heapq.heappop(_free)
            else:
                waiting = _Waiting()
                _queue.append(waiting)
        if waiting is not None:
            _held.cpu = _wait(waiting)
    _held.depth += 1
    return _held.cpu


def give_cpu() -> None:
    """The run has ended."""
    _held.depth -= 1
    if _held.depth == 0:
        with _lock:
            _hand_over(_held.cpu)


def _wait(waiting: _Waiting) -> int:
    try:
        waiting.given.acquire()
    except BaseException:
        # Interrupted: the place in the queue is given up, or the number that came at that moment.
        with _lock:
            if waiting.number is None:
                _queue.remove(waiting)
            else:
                _hand_over(waiting.number)
        raise
    if waiting.number is None:
        raise AssertionError("the lock is released after the number was given")
    return waiting.number


def _hand_over(number: int) -> None:
    """Give a number to the one that has waited longest; the caller has the lock."""
    if _queue:
        waiting = _queue.popleft()
        waiting.number = number
        waiting.given.release()
    else:
        heapq.heappush(_free, number)


def _after_fork() -> None:
    """A child has one thread: nobody else holds a number or waits for one."""
    global _lock
    _lock = threading.RLock()
    _queue.clear()
    mine = {_held.cpu} if _held.depth else set()
    _free[:] = [number for number in range(COUNT) if number not in mine]


os.register_at_fork(after_in_child=_after_fork)
