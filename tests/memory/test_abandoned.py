"""Locks that nobody gives back, found without walking the stacks of threads that go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from progpack.memory.guard import guard, stacks
from progpack.memory.guard.guard import exclusive, renew_lock
from tests.memory.test_threads import together

DEEPER = 120


class Thing:
    """Something with a lock, and what is done with it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0

    @exclusive
    def do(self, act: Callable[[], object]) -> None:
        """Do something with the lock."""
        before = self.count
        act()
        self.count = before + 1

    @guard.section
    def ask(self) -> threading.Lock | None:
        """Ask for a lock without waiting."""
        if self.lock.acquire(False):
            self.lock.release()
            return self.lock
        return renew_lock(self)


def nothing() -> None:
    """Do nothing."""


@pytest.fixture(autouse=True)
def without_the_lock_of_the_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have locks looked for as where other threads go on meanwhile."""
    monkeypatch.setattr(guard, "STAND_STILL", False)
    monkeypatch.setattr(stacks, "_STANDS_STILL", (3, 11))


@pytest.fixture
def elsewhere() -> Iterator[tuple[Thing, threading.Event]]:
    """A thing that another thread is in the middle of, until the event is set."""
    thing, inside, go = Thing(), threading.Event(), threading.Event()

    def act() -> None:
        inside.set()
        go.wait(300)

    thread = threading.Thread(target=thing.do, args=(act,))
    thread.start()
    assert inside.wait(300)
    yield thing, go
    go.set()
    thread.join()


def test_a_lock_that_nobody_gives_back_is_replaced() -> None:
    thing, other = Thing(), Thing()
    thing.lock.acquire()
    # Another thread waits too, so that this one is not the only one.
    thread = threading.Thread(target=thing.do, args=(nothing,))
    thread.start()
    other.do(lambda: thing.do(nothing))
    thread.join(300)
    assert (thing.count, other.count) == (2, 1)
    assert not thing.lock.locked()


def test_a_lock_is_not_replaced_while_a_thread_is_inside(
    elsewhere: tuple[Thing, threading.Event],
) -> None:
    thing, go = elsewhere
    lock = thing.lock
    for _ in range(20):
        guard._look.due.clear()
        guard._look.due[lock] = 0.0
        assert thing.ask() is None
        assert thing.lock is lock
    go.set()
    thing.do(nothing)
    assert thing.count == 2


def test_who_waits_is_not_inside(elsewhere: tuple[Thing, threading.Event]) -> None:
    thing, go = elsewhere
    inside = {exclusive_code()}
    waits = threading.Thread(target=thing.do, args=(nothing,))
    waits.start()
    assert stacks.someone_is_inside(inside, {guard._rest.__code__})
    go.set()
    waits.join()
    assert not stacks.someone_is_inside(inside, {guard._rest.__code__})


def exclusive_code() -> object:
    """The code that takes the lock of an exclusive method."""
    return Thing.do.__code__


def test_a_stack_that_is_not_written_to_its_end_hides_somebody(
    elsewhere: tuple[Thing, threading.Event],
) -> None:
    """Of a thread with many frames the interpreter writes the last ones only."""
    deep, go = threading.Event(), threading.Event()

    def wait(depth: int) -> None:
        if depth:
            wait(depth - 1)
        else:
            deep.set()
            go.wait(300)

    elsewhere[1].set()
    thread = threading.Thread(target=wait, args=(DEEPER,))
    thread.start()
    assert deep.wait(300)
    try:
        assert stacks.someone_is_inside(set(), set())
    finally:
        go.set()
        thread.join()
    assert not stacks.someone_is_inside(set(), set())


def test_threads_exclude_each_other_while_some_leave_locks_behind() -> None:
    thing = Thing()

    def work(number: int) -> None:
        for i in range(30):
            if number == 0 and i % 10 == 0:
                lock = thing.lock
                if lock.acquire(False):
                    continue  # it is never given back
            thing.do(nothing)

    together(work, 4)
    assert thing.count >= 3 * 30 + 27


@pytest.mark.parametrize("name", ["plain", "tab\there", "ä", "€", "\N{SNAKE}", "x" * 600])
def test_names_are_written_as_the_interpreter_does(name: str, tmp_path: object) -> None:
    space: dict[str, object] = {}
    source = "def wait(call):\n    call()\n"
    exec(compile(source, f"{name}.py", "exec"), space)
    wait = space["wait"]
    inside, go = threading.Event(), threading.Event()

    def call() -> None:
        inside.set()
        go.wait(300)

    thread = threading.Thread(target=wait, args=(call,))  # type: ignore[arg-type]
    thread.start()
    assert inside.wait(300)
    try:
        assert stacks.someone_is_inside({wait.__code__}, set())  # type: ignore[attr-defined]
    finally:
        go.set()
        thread.join()
