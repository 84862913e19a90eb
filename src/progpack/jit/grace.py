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
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import get_ident
from typing import Protocol, TypeVar

from progpack.errors import ProgpackError, UsageError
from progpack.jit import native
from progpack.jit.layout import Changes, State

__all__ = [
    "Closing",
    "Entered",
    "Running",
    "address",
    "after_fork",
    "before_fork",
    "begin",
    "change",
    "close",
    "coming",
    "end",
    "own_runs",
    "settle",
    "soon",
    "take_out",
]

_T = TypeVar("_T")


class Entered(Protocol):
    """A program that runs enter."""

    @property
    def reaches(self) -> bool:
        """Whether a run that enters by it may come to other programs or to inner maps."""


class Running(Protocol):
    """The workspace of a run."""

    state: State

    def __hash__(self) -> int:
        """Of itself: no two are equal."""


class Closing:
    """A program that is given back after the last run that may be in it."""

    __slots__ = ("_done", "_error", "_free", "_left", "_program", "_since")

    def __init__(self, program: Entered, since: int, free: Callable[[], None]) -> None:
        self._program: Entered | None = program
        self._since = since
        self._free = free
        self._done = False
        self._error: ProgpackError | None = None
        self._left: threading.Event | None = None

    def is_over(self) -> bool:
        """Whether no run can be in the program any more."""
        return not any(
            (began if program is self._program else max(began, space.state.passed)) < self._since
            for space, (began, program, _) in list(_runs.items())
            if program is self._program or program.reaches
        )

    @property
    def since(self) -> int:
        """The count of the change that closed it."""
        return self._since

    def finish(self) -> None:
        """Give it back."""
        try:
            self._free()
        except ProgpackError as error:
            self._error = error  # of the thread that closed it, not of the one whose run ended
        finally:
            self._done = True
            self._program = None
            if self._left is not None:
                self._left.set()

    def wait(self) -> None:
        """Wait until it has been given back; not where this thread is in a run itself.

        Raises:
            ExecMemoryError: what giving it back failed with.
        """
        if not self._done and not own_runs():
            with _lock:
                left = self._left = self._left or threading.Event()
            # Whoever finishes says so first and looks for the event then.
            if not self._done:
                left.wait()
        error, self._error = self._error, None  # told once: closing again does nothing
        if error is not None:
            raise error


# Reentrant only so that a `with` statement takes it: an interrupt finds it held by nobody or by a
# block that gives it back. Nothing is done in it twice at once, see `_busy`.
_lock = threading.RLock()
_busy = False
# By workspace: the count of changes when the run began, the program it entered by, its thread.
_runs: dict[Running, tuple[int, Entered, int]] = {}
_changed = 0
# In order: the count of the change, and what ends it; that gives what is to be dropped.
_out: deque[tuple[int, Callable[[], object]]] = deque()
_closing: list[Closing] = []
_later: deque[Callable[[], object]] = deque()
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
    if _out or _closing:
        settle()


def address() -> int:
    """The address of what batches look at, a `Changes`."""
    _told.settle = id(settle)  # in CPython its address, which is what PyObject_CallFunction takes
    return ctypes.addressof(_told)


def change(make: Callable[[], _T]) -> _T:
    """Change what runs reach: one thread at a time, and not in the middle of another change.

    Args:
        make: makes the change and says `take_out` of what it replaced.

    Raises:
        UsageError: a signal handler or finalizer asks for it in the middle of another change.
    """
    global _busy
    with _lock:
        if _busy:
            raise UsageError(
                "a signal handler or finalizer changes an array of programs or a map of maps while "
                "its thread is doing that: one of the two would be undone"
            )
        try:
            _busy = True
            made = make()
        finally:
            _busy = False
    settle()
    return made


def own_runs() -> list[Running]:
    """The workspaces of this thread's runs."""
    me = get_ident()
    return [space for space, (_, _, thread) in list(_runs.items()) if thread == me]


def soon(make: Callable[[], _T]) -> _T | None:
    """As `change`, from anywhere: None where this thread is in a change, after which it is done.

    A finalizer may run in the middle of one, since it runs wherever the collector does.
    """
    with _lock:
        if _busy:
            _later.append(make)
            return None
    return change(make)


def coming() -> int:
    """The count that the next change will have: runs that begin with it cannot have what it took.

    In a `change`; for native memory, which has to say so before the change is counted.
    """
    return _changed + 1


def take_out(over: Callable[[], object]) -> None:
    """Have something done when no run can have what has been taken out of reach. In a `change`.

    Args:
        over: called once, in whichever thread ends the last of the runs, as part of a change: it
            may take out more. What it returns is dropped after that.
    """
    _out.append((_count(), over))


def close(program: Entered, free: Callable[[], None]) -> Closing:
    """Have a program given back when no run can be in it. In a `change`.

    Args:
        program: it is in no array, and no run can begin with it.
        free: gives it back; called once, in whichever thread ends the last of the runs.
    """
    closing = Closing(program, _count(), free)
    _closing.append(closing)
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
    global _busy
    dropped: list[object] = []
    closed: list[Closing] = []
    with _lock:
        if _busy:
            return
        try:
            _busy = True
            while _let_go(dropped):
                pass
            closed += [closing for closing in _closing if closing.is_over()]
            _closing[:] = [closing for closing in _closing if closing not in closed]
            left = [count for count, _ in list(_out)[:1]]
            _told.oldest = min([*left, *(closing.since for closing in _closing)], default=0)
        finally:
            _busy = False
    _finish(closed)
    while _later:
        make = None
        with suppress(IndexError):  # another thread may be quicker
            make = _later.popleft()
        if make is not None:
            change(make)


def _let_go(dropped: list[object]) -> bool:
    """End the changes that are over; whether there were some."""
    began = [
        max(began, space.state.passed)
        for space, (began, program, _) in list(_runs.items())
        if program.reaches
    ]
    oldest, ended = min(began, default=_changed), False
    while _out and _out[0][0] <= oldest:
        dropped.append(_out.popleft()[1]())
        ended = True
    return ended


def _finish(closed: list[Closing]) -> None:
    """Give programs back, all of them also when an interrupt comes."""
    try:
        while closed:
            closed.pop().finish()
    finally:
        if closed:
            _finish(closed)


def before_fork() -> None:
    """Wait until no thread is in the middle of a change, and let none begin one."""
    _lock.acquire()


def after_fork(*, child: bool) -> None:
    """In the child only the runs of the thread that forked are left."""
    global _lock
    if not child:
        _lock.release()
        return
    me = get_ident()
    _lock = threading.RLock()
    for workspace in [space for space, (_, _, thread) in _runs.items() if thread != me]:
        del _runs[workspace]
