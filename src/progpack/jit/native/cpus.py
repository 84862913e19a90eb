"""The CPUs of this process's runs: each run has one, and no two runs have one at once.

In the kernel a program stays on its CPU while it runs, which is what makes values of each CPU
safe to change without atomics. Threads of a process do not stay, so a run takes a CPU's number when
it begins and gives it back; with more threads than CPUs the others wait, and the one that has
waited longest is given the number. A run that wants a certain CPU (``Environment(cpu=)``) waits
until that is free, and those behind it may have others meanwhile. A run that begins while one of
the same thread is under way shares its number, and one that begins in a signal's handler while its
thread waits comes before it.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress

from progpack.bpf.environment import CPUS
from progpack.errors import UsageError
from progpack.memory.guard import forks
from progpack.waits import STEP_S

__all__ = ["COUNT", "give_cpu", "own", "take_cpu"]

#: The number of CPUs: the copies that a map of values of each CPU has.
COUNT: int = CPUS

# The handler of a signal may run programs while this thread waits, or has the lock. So a number is
# free before its thread asks for the lock to give it, whoever is given one does not wait for the
# lock, and a run that interrupts who has the lock gives the free numbers itself.
#
# The numbers that no thread has. Taking one out is one step that fails for all threads but one, so
# a thread that nobody waits for needs no lock. The lowest is taken: a thread that runs alone has
# CPU 0.
_free: dict[int, None] = dict.fromkeys(range(COUNT))
_lock = threading.RLock()


class _Waiting:
    """A thread that waits for a number.

    Args:
        outer: the wait of this thread which a signal's handler interrupts for this one, or None.

    Attributes:
        wanted: the number that it waits for; None: any.
        number: the one that it is given.
    """

    __slots__ = ("given", "number", "outer", "wanted")

    def __init__(self, outer: _Waiting | None = None) -> None:
        self.wanted: int | None = None
        self.number: int | None = None
        self.outer = outer
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
        waiting: its wait for one, which a signal's handler may interrupt; else None.
        inside: whether it has the lock: so many times.
    """

    cpu: int | None = None
    waiting: _Waiting | None = None
    inside: int = 0


own = _Own()

# The handler of a signal may raise after any call, at a jump back, and at the beginning of any
# function. Two assignments or deletions that follow each other are one step to it, so a number is
# always either free, or what its thread says, or what the thread that waited is told.


def take_cpu(wanted: int | None = None) -> int:
    """The number of a CPU for a run of this thread, from 0; waits until one is free.

    The thread has none. An exception, such as that of a signal's handler, leaves it with none.

    Args:
        wanted: the only number that will do; None: any.

    Raises:
        UsageError: a number is wanted by a signal's handler whose thread waits for one.
    """
    if not _queue:
        number = wanted or 0
        try:
            del _free[number]
            own.cpu = number
            return number
        except KeyError:
            pass
    return _take_any(wanted)


def _take_any(wanted: int | None) -> int:
    """The lowest number that is free, or the one that a thread gives back."""
    outer, waiting = own.waiting, None
    if outer is not None and wanted is not None:
        # With two numbers of one thread, two threads could wait for each other's for ever.
        raise UsageError(
            f"a signal's handler cannot run a program on CPU {wanted} (cpu=) while its thread "
            "waits for a CPU"
        )
    try:
        with _lock:
            own.inside += 1
            try:
                if not _queue:
                    _take_free(wanted)
                if own.cpu is None:
                    waiting = _Waiting(outer)
                    waiting.wanted = wanted
                    own.waiting = waiting
                    _queue.insert(_place_before(outer), waiting)
                    _give_free()  # one that was given back by who saw nobody wait
                    _take_over(waiting)
            finally:
                own.inside -= 1
        if waiting is not None:
            while waiting.number is None:  # a run of a handler may take it over, and gives it back
                if not waiting.given.acquire(timeout=STEP_S) and own.inside:
                    _serve(waiting)  # others cannot: this run interrupts who has the lock
            own.cpu = waiting.number
            own.waiting = outer
    except BaseException:
        if waiting is not None:
            _end_wait(waiting)
        give_cpu()
        raise
    if own.cpu is None:
        raise AssertionError("the wait ends when there is a number")
    return own.cpu


def _end_wait(waiting: _Waiting) -> None:
    """Leave the queue before the wait is over, with the number if it has come."""
    with _lock:
        own.inside += 1
        try:
            own.waiting = waiting.outer
            if waiting.number is not None:
                own.cpu = waiting.number
            elif waiting in _queue:
                _queue.remove(waiting)
        finally:
            own.inside -= 1


def _take_over(waiting: _Waiting) -> None:
    """Take the number that came to a wait which this one interrupts. With the lock.

    That wait goes on: a run of a signal's handler cannot wait for what the handler itself holds up.
    """
    outer = waiting.outer
    while outer is not None and waiting.number is None:
        if outer.number is not None:
            waiting.number = outer.number
            outer.number = None
            outer.given.acquire(blocking=False)
            if outer not in _queue:
                _queue.appendleft(outer)
        outer = outer.outer


def _place_before(outer: _Waiting | None) -> int:
    """The place in the queue of a run of a handler that interrupts a wait; else its end."""
    if outer is None or outer not in _queue:
        return len(_queue)
    return _queue.index(outer)


def _take_free(wanted: int | None) -> None:
    """Make the lowest free number this thread's own, or the wanted one, if free. With the lock."""
    for number in sorted(_free) if wanted is None else [wanted]:
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
    if number is not None:
        own.cpu = None
        _free[number] = None
    if _queue:
        _serve()


def _serve(waiting: _Waiting | None = None) -> None:
    """Give free numbers to those who wait, and to a wait those of the waits that it interrupts."""
    with _lock:
        own.inside += 1
        try:
            _give_free()
            if waiting is not None:
                _take_over(waiting)
        finally:
            own.inside -= 1


def _give_free() -> None:
    """Give free numbers to those who wait, this thread perhaps among them. With the lock."""
    while (served := _next()) is not None:
        waiting, number = served
        # A signal's handler may have run programs since: the wait may be served, or gone.
        if waiting not in _queue or waiting.number is not None:
            continue
        try:
            del _free[number]
            waiting.number = number
        except KeyError:
            continue  # a thread without the lock was first
        waiting.given.release()


def _next() -> tuple[_Waiting, int] | None:
    """The wait that is served next and the number for it; None: no free number serves any.

    With the lock. It is the oldest of those that a free number serves. Those that have their number
    leave the queue here alone, and not where they are given it, after which a signal's handler may
    run that runs programs itself.
    """
    free = sorted(_free)
    for waiting in list(_queue):
        if waiting.number is not None:
            with suppress(ValueError):  # a signal's handler may have taken it out
                _queue.remove(waiting)
        elif free and waiting.wanted is None:
            return waiting, free[0]
        elif waiting.wanted in free:
            return waiting, waiting.wanted
    return None


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
