"""What is made at first use: once for all threads, and never waited for by its own."""

from __future__ import annotations

import os
import threading
import time

import pytest

from progpack.memory.guard.guard import Once


def test_threads_wait_for_the_one_that_makes_it() -> None:
    made: list[object] = []

    def make() -> object:
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    once, got = Once(make), []
    threads = [threading.Thread(target=lambda: got.append(once.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert set(got) == set(made)
    assert once.known() is made[0]


def test_a_call_in_the_middle_of_the_making_has_the_same() -> None:
    inner: list[object] = []

    def make() -> object:
        if not inner:
            inner.append(None)
            inner[0] = once.get()
        return object()

    once: Once[object] = Once(make)
    assert once.get() is inner[0] is once.get()


def test_what_could_not_be_made_is_made_by_the_next() -> None:
    failures = [KeyboardInterrupt(), MemoryError()]

    def make() -> str:
        if failures:
            raise failures.pop()
        return "made"

    once = Once(make)
    for kind in (MemoryError, KeyboardInterrupt):
        with pytest.raises(kind):
            once.get()
        assert once.known() is None
    # As an exception leaves it between its taking and the block that releases it.
    assert once.lock.acquire(False)
    assert once.get() == "made"


@pytest.mark.parametrize("per_process", [False, True])
def test_a_child_has_its_parents_or_makes_its_own(per_process: bool) -> None:
    once = Once(os.getpid, per_process=per_process)
    mine = once.get()
    child = os.fork()
    if not child:
        os._exit(once.get() == mine)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (not per_process)
    assert once.get() == mine
