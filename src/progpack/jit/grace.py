"""Runs that are under way, and what is kept until they have ended: a grace period, as of RCU.

A run finds programs and maps in native memory while others change it. So what is taken out of its
reach (an entry of an array of programs, an inner map, a program that is closed) stays whole until
every run that began before has ended, and goes with the last of them.

A run notes itself (`begin`), then looks at what others change, and takes the note back (`end`). A
change is made first, then counted (`take_out`, `close`), and then the notes are looked at. Either
the change sees the note or the run sees the change. Notes are single operations of a dictionary,
with the interpreter lock and without it, and no run waits for a change or for another run.

A batch is one run for its own program, and as many as it has chunks for all else: between two of
them it has nothing of what it reached, and says so in its state (``pass()`` in ``runtime/run.c``).

An exception may come between any two instructions, and so may a finalizer or a signal's handler
that makes a change itself. So what ends a change can be begun again, and its last step is one with
forgetting it; and the locks are those of `progpack.memory.guard.guard`.
"""

from __future__ import annotations

import ctypes
import operator
import sys
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from threading import get_ident
from types import CodeType, FrameType
from typing import Any, NamedTuple, Protocol, TypeVar

from progpack.errors import ProgpackError, UsageError
from progpack.jit.native import runtime as native
from progpack.jit.native.layout import Changes, State
from progpack.memory.guard.forks import PATIENCE, TornLock, catch_up
from progpack.memory.guard.guard import Guarded, await_lock, depth, renew_lock, section
from progpack.memory.guard.shared import pairs

__all__ = [
    "Closing",
    "Entered",
    "Over",
    "Running",
    "address",
    "after_fork",
    "before_fork",
    "begin",
    "change",
    "close",
    "coming",
    "end",
    "end_runs",
    "forget_threads",
    "in_one_step",
    "leaving",
    "own_runs",
    "settle",
    "soon",
    "take_out",
]

_T = TypeVar("_T")
# Seconds: the longest that nobody looks whether a program can be given back that one waits for.
_LOOK = 0.05


def in_one_step(*calls: Callable[[], object]) -> None:
    """Call functions that are not of Python, so that no exception can come between them."""
    deque(map(operator.call, calls), maxlen=0)


class Over(NamedTuple):
    """The end of a change.

    Attributes:
        last: the last step: a function that is not of Python.
        dropped: an object that is let go after that.
    """

    last: Callable[[], object]
    dropped: object = None


class Entered(Protocol):
    """A program that runs enter."""

    @property
    def reaches(self) -> bool:
        """Whether a run that enters by it may come to other programs or to inner maps."""


class Running(Protocol):
    """The workspace of a run."""

    state: State

    def __hash__(self) -> int:
        """Return a number of the object's identity: no two are equal."""


class Closing:
    """A program that is given back after the last run that may be in it.

    Attributes:
        since: the count of the change that closed it, 0 where there was no run at all.
        done: whether it has been given back.
    """

    __slots__ = ("__weakref__", "_error", "_free", "_program", "done", "lock", "since")

    def __init__(self, program: Entered, since: int, free: Callable[[], None]) -> None:
        self.since = since
        self.done = False
        self._program: Entered | None = program
        self._free = free
        self._error: ProgpackError | None = None
        self.lock: threading.Lock | TornLock = threading.Lock()

    def is_over(self) -> bool:
        """Whether no run can be in the program any more."""
        if not self.since:
            return True
        for space, (began, program, _) in pairs(_runs):
            if program is self._program:
                if began < self.since:
                    return False
            elif program.reaches and max(began, space.state.passed) < self.since:
                return False
        return True

    @section
    def finish(self) -> None:
        """Give the program back; do nothing where that was done or is being done."""
        lock = self.lock
        while not lock.acquire(False):
            other = renew_lock(self)
            if other is None:
                return
            lock = other
        try:
            if not self.done:
                self._give_back()
        finally:
            lock.release()

    def _give_back(self) -> None:
        try:
            self._free()
        except ProgpackError as error:
            self._error = error  # of the thread that closed it, not of the one whose run ended
        self.done = True
        self._program = None

    def wait(self) -> None:
        """Wait until it has been given back; not where this thread is in a run itself.

        Nor where the thread gives back another program, whose end others may wait for.

        Raises:
            ExecMemoryError: what giving it back failed with.
        """
        if (
            not self.done
            and not own_runs()
            and not _is_in(sys._getframe(), self._give_back.__code__)
        ):
            left = _waited.setdefault(self, threading.Event())
            # Whoever finishes says so first and looks for the event then; or was interrupted.
            while not self.done:
                settle()
                left.wait(_LOOK)
        error, self._error = self._error, None  # told once: closing again does nothing
        if error is not None:
            raise error


def _is_in(frame: FrameType | None, code: CodeType) -> bool:
    """Whether a stack is in the middle of some code."""
    while frame is not None and frame.f_code is not code:
        frame = frame.f_back
    return frame is not None


# By workspace: the count of changes when the run began, the program it entered by, its thread.
_runs: dict[Running, tuple[int, Entered, int]] = {}
_changed = 0
# In order: the count of the change, and what ends it.
_out: deque[tuple[int, Callable[[], Over]]] = deque()
# In order, as the keys; and what those who wait for one wait for.
_closing: dict[Closing, None] = {}
_waited: dict[Closing, threading.Event] = {}
# Changes to be made, as the keys: those of finalizers that ran in the middle of others.
_later: dict[Callable[[], object], None] = {}
# What batches look at between two chunks.
_told = Changes()


def begin(workspace: Running, program: Entered) -> int:
    """Note a run, before it looks at anything that others change.

    Returns:
        How many changes there were, counted after the note: of what had left by then nothing is
        this run's, and nothing that leaves later goes before the run has ended.
    """
    _runs[workspace] = (_changed, program, get_ident())
    return _changed


def end(workspace: Running) -> None:
    """Take the note of a run back, if there is one. What only this run kept goes now."""
    _runs.pop(workspace, None)
    if _out or _closing or _later:
        settle()


def address() -> int:
    """The address of what batches look at, a `Changes`."""
    _told.settle = id(settle)  # in CPython its address, which is what PyObject_CallFunction takes
    return ctypes.addressof(_told)


class _Ledger:
    """One thread at a time changes what runs reach, and not in the middle of another change."""

    def __init__(self) -> None:
        self.lock: threading.Lock | TornLock = threading.Lock()

    @section
    def change(self, make: Callable[[], _T]) -> tuple[_T] | None:
        """Make a change; None where this thread is in the middle of one."""
        lock = self.lock
        while not lock.acquire(False):
            other = await_lock(self)
            if other is None:
                return None
            lock = other
        try:
            return (make(),)
        finally:
            lock.release()


_ledger = _Ledger()


def change(make: Callable[[], _T]) -> _T:
    """Change what runs reach: one thread at a time, and not in the middle of another change.

    Args:
        make: makes the change and says `take_out` of what it replaced.

    Raises:
        UsageError: a signal handler or finalizer asks for it in the middle of another change.
    """
    answer = _ledger.change(make)
    if answer is None:
        raise UsageError(
            "a signal handler or finalizer changes an array of programs or a map of maps while "
            "its thread is doing that: one of the two would be undone"
        )
    settle()
    return answer[0]


def own_runs() -> list[Running]:
    """The workspaces of this thread's runs."""
    me = get_ident()
    return [space for space, (_, _, thread) in pairs(_runs) if thread == me]


def end_runs(program: Entered) -> None:
    """End the runs of a program in all threads, as a time limit ends them.

    A run that has just begun, or is about to, may go on; whoever waits for its end asks again.
    """
    for space, (_, entered, _) in pairs(_runs):
        if entered is program:
            space.state.deadline = 1  # nanoseconds of CLOCK_MONOTONIC, which are over


def soon(make: Callable[[], _T]) -> _T | None:
    """Make a change as `change` does, from anywhere, also from a finalizer.

    None where this thread is in a change; the new one is then made after it. A finalizer may run
    in the middle of a change, since it runs wherever the collector does.

    Args:
        make: makes the change; it may be called again, after an exception.
    """
    answer = _ledger.change(make)
    if answer is None:
        _later[make] = None
        return None
    settle()
    return answer[0]


def coming() -> int:
    """The count that the next change will have: runs that begin with it cannot have what it took.

    In a `change`; for native memory, which has to say so before the change is counted.
    """
    return _changed + 1


def take_out(over: Callable[[], Over]) -> None:
    """Call a function when no run can have what has been taken out of reach. In a `change`.

    Args:
        over: called in whichever thread ends the last of the runs, as part of a change. When an
            exception comes before the last step it is called again, and must do nothing twice.
    """
    _out.append((_count(), over))


def leaving(over: Callable[..., object]) -> list[tuple[Any, ...]]:
    """The arguments of each call that waits for the end of runs. In a `change`.

    Args:
        over: the function of the partial objects that `take_out` was given.
    """
    waiting = [end for _, end in list(_out)]
    return [end.args for end in waiting if isinstance(end, partial) and end.func == over]


def close(program: Entered, free: Callable[[], None]) -> Closing:
    """Free a program when no run can be in it. In a `change`.

    Args:
        program: a program that is in no array, and that no run can begin with.
        free: gives it back, in whichever thread ends the last of the runs; called again, for what
            is left, when an exception comes before its end.
    """
    # Where no run is noted now, those that begin later find the program closed.
    closing = Closing(program, _count() if _runs else 0, free)
    _closing[closing] = None
    return closing


def _count() -> int:
    """The count of a change that has been made; batches that see it see the change."""
    global _changed
    _changed += 1
    runtime = native.known_runtime()
    if runtime is not None:
        runtime.publish(ctypes.addressof(_told) + Changes.count.offset, _changed)
    return _changed


def settle() -> None:
    """Let go of what no run can have any more; nothing where this thread is in a change."""
    catch_up()
    ended = _ledger.change(_let_go)
    if ended is None:
        return
    for closing in ended[0].closed:
        closing.finish()
        if closing.done:
            _forget(closing)
            if _told.oldest:
                _ledger.change(_tell)
    for make in list(_later) if _later else ():
        if _ledger.change(make) is not None:
            _later.pop(make, None)


class _Ended(NamedTuple):
    """Changes that are over, for when the lock has been given back.

    Attributes:
        dropped: what is to be dropped.
        closed: programs that are to be given back.
    """

    dropped: list[object]
    closed: list[Closing]


def _let_go() -> _Ended:
    """End the changes that are over."""
    dropped: list[object] = []
    while _out and _out[0][0] <= _oldest():
        over = _out[0][1]
        last, thing = over()
        dropped += (over, thing)
        in_one_step(last, _out.popleft)
    closed = [closing for closing in list(_closing) if closing.is_over()] if _closing else []
    # Nobody has to know of what goes at once.
    if _out or len(closed) < len(_closing) or _told.oldest:
        _tell()
    return _Ended(dropped, closed)


def _oldest() -> int:
    """The count of changes when the oldest began of those runs that may reach anything."""
    began = [
        max(began, space.state.passed)
        for space, (began, program, _) in pairs(_runs)
        if program.reaches
    ]
    return min(began, default=_changed)


def _forget(closing: Closing) -> None:
    """Wake those who wait for a program that has been given back."""
    if _waited:
        left = _waited.get(closing)
        if left is not None:
            left.set()
        _waited.pop(closing, None)
    _closing.pop(closing, None)


def _tell() -> None:
    """Tell the native side the count of the oldest change whose end has not come."""
    counts = [count for count, _ in list(_out)[:1]]
    counts += [closing.since for closing in list(_closing) if closing.since]
    _told.oldest = min(counts, default=0)


# Of the thread that forks.
_held: list[threading.Lock] = []


def before_fork() -> None:
    """Wait for some time until no thread is in the middle of a change, and let none begin one."""
    lock = _ledger.lock
    if not depth(_ledger) and not isinstance(lock, TornLock) and lock.acquire(timeout=PATIENCE):
        _held.append(lock)


def after_fork() -> None:
    """Let changes go on, on both sides."""
    while _held:
        _held.pop().release()


def forget_threads() -> None:
    """Forget the runs of other threads, in a child that has the forking thread only.

    The effect is that of an exception that ended each of them where it was.
    """
    me = get_ident()
    owners: list[Guarded] = [_ledger, *_closing]
    for owner in owners:
        if not depth(owner):
            owner.lock = threading.Lock()
    _waited.clear()
    for workspace, (_, _, thread) in pairs(_runs):
        if thread == me:
            workspace.state.thread = me
        else:
            del _runs[workspace]
