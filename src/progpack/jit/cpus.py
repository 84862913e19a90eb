"""The CPUs of this process's runs: each run has one, and no two runs have one at once.

In the kernel a program stays on its CPU while it runs, which is what makes values of each CPU
safe to change without atomics. Threads of a process do not stay, so a run takes a CPU's number when
it begins and gives it back; with more threads than CPUs the others wait. A run that begins while
one of the same thread is under way shares its number.
"""

from __future__ import annotations

import heapq
import os
import threading

__all__ = ["COUNT", "give_cpu", "take_cpu"]

#: How many there are: the copies that a map of values of each CPU has.
COUNT: int = os.cpu_count() or 1

# A heap: the lowest free number is taken, so that a thread that runs alone has CPU 0.
_free = list(range(COUNT))
_given = threading.Condition(threading.Lock())


class _Held(threading.local):
    cpu = 0
    depth = 0


_held = _Held()


def take_cpu() -> int:
    """The number of a CPU for a run of this thread, from 0; waits until one is free."""
    if _held.depth == 0:
        with _given:
            while not _free:
                _given.wait()
            _held.cpu = heapq.heappop(_free)
    _held.depth += 1
    return _held.cpu


def give_cpu() -> None:
    """The run has ended."""
    _held.depth -= 1
    if _held.depth == 0:
        with _given:
            heapq.heappush(_free, _held.cpu)
            _given.notify()


def _after_fork() -> None:
    """A child has one thread: nobody else holds a number."""
    global _given
    _given = threading.Condition(threading.Lock())
    mine = {_held.cpu} if _held.depth else set()
    _free[:] = [number for number in range(COUNT) if number not in mine]


os.register_at_fork(after_in_child=_after_fork)
