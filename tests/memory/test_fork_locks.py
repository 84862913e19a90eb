"""Locks that a fork has taken, while other threads look whether they were abandoned."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from progpack.jit import grace, map_forks
from progpack.memory.guard import forks, guard, stacks
from progpack.memory.guard.guard import depth, exclusive

#: Seconds: many times as long as it takes until a lock that nobody gives back is replaced.
LONG = 0.5


class Lock:
    """A lock that something is done before the release of."""

    def __init__(self, first: Callable[[], object]) -> None:
        self._lock, self._first = threading.Lock(), first

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As that of a lock."""
        return self._lock.acquire(blocking, timeout)

    def release(self) -> None:
        """As that of a lock."""
        self._first()
        self._lock.release()

    def locked(self) -> bool:
        """As that of a lock."""
        return self._lock.locked()


class Thing:
    """Something that a fork takes the lock of."""

    def __init__(self) -> None:
        self.lock: Any = threading.Lock()
        self.count = 0

    @exclusive
    def add(self) -> None:
        """Count."""
        self.count += 1

    def is_inside(self) -> bool:
        """Whether this thread is in a call that has the lock."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """Do nothing."""


class Fork:
    """A fork in the parent of which threads come before one of the locks is given back."""

    def __init__(self, works: list[Callable[[], object]], owners: list[Any]) -> None:
        self._first, self._parent, self._owners = Thing(), os.getpid(), owners
        self._first.lock = Lock(self._late)
        self.locks = [owner.lock for owner in owners]
        self.kept = False
        self.threads = [threading.Thread(target=work) for work in works]
        for thing in (self._first, *(owner for owner in owners if isinstance(owner, Thing))):
            forks.watch(thing, 0)

    def _late(self) -> None:
        if os.getpid() == self._parent and not self.kept:
            for thread in self.threads:
                thread.start()
            self.threads[0].join(LONG)
            self.kept = [owner.lock for owner in self._owners] == self.locks

    def fork(self) -> None:
        """Fork; the child ends, and the threads do what they wanted to."""
        pid = os.fork()
        if not pid:
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        for thread in self.threads:
            thread.join(300)
        assert self.kept
        assert not any(lock.locked() for lock in self.locks)


@pytest.fixture(params=["the interpreter's lock", "none"])
def errors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What goes wrong in a fork, with stacks looked at in either way."""
    monkeypatch.setattr(guard, "STAND_STILL", request.param != "none")
    monkeypatch.setattr(stacks, "_STANDS_STILL", (3, 11))
    raised: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", raised.append)
    return raised


def test_a_lock_that_a_fork_gives_back_late_is_not_taken_for_an_abandoned_one(
    errors: list[object],
) -> None:
    thing = Thing()
    Fork([thing.add, thing.add], [thing]).fork()
    assert not errors
    assert thing.count == 2


def test_no_change_of_what_runs_reach_is_made_before_a_fork_is_over(errors: list[object]) -> None:
    assert map_forks.__name__  # its hooks are there
    made: list[int] = []
    Fork([lambda: grace.change(lambda: made.append(1))], [grace._ledger]).fork()
    assert not errors
    assert made == [1]
