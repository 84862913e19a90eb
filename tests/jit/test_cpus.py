"""The numbers of CPUs: each is one run's, and the one that has waited longest is next."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from progpack.errors import UsageError
from progpack.jit.native import cpus


@pytest.fixture(autouse=True)
def _one_cpu() -> Iterator[None]:
    cpus.renew(1)
    yield
    assert list(cpus._free) == [0]
    assert cpus.own.cpu is None
    assert not cpus._queue
    cpus.renew(cpus.COUNT)


def waiting(count: int, threads: list[threading.Thread]) -> None:
    """Wait until so many threads wait."""
    while len(cpus._queue) < count:
        assert all(thread.is_alive() for thread in threads)


def held_until(leave: threading.Event) -> threading.Thread:
    """A thread that has the number until it is told to leave."""
    taken = threading.Event()

    def have_it() -> None:
        cpus.take_cpu()
        taken.set()
        leave.wait()
        cpus.give_cpu()

    thread = threading.Thread(target=have_it)
    thread.start()
    taken.wait()
    return thread


def waits_with(lock: Callable[[], Any]) -> type[cpus._Waiting]:
    """A wait for a number that has a lock of another kind."""

    class Waiting(cpus._Waiting):
        def __init__(self, outer: cpus._Waiting | None) -> None:
            super().__init__(outer)
            self.given = lock()

    return Waiting


def test_those_who_wait_are_served_in_the_order_in_which_they_came() -> None:
    order: list[int] = []

    def run(number: int) -> None:
        assert cpus.take_cpu() == 0
        order.append(number)
        cpus.give_cpu()

    cpus.take_cpu()
    threads: list[threading.Thread] = []
    for number in range(8):
        threads.append(threading.Thread(target=run, args=(number,)))
        threads[-1].start()
        waiting(number + 1, threads)
    cpus.give_cpu()
    # Who gives it and wants it again at once comes after all of them.
    run(8)
    for thread in threads:
        thread.join()
    assert order == list(range(9))


def test_a_number_is_given_back_once() -> None:
    assert cpus.take_cpu() == cpus.own.cpu == 0
    assert not cpus._free
    cpus.give_cpu()
    cpus.give_cpu()


@pytest.mark.parametrize("given", [False, True])
def test_an_interrupt_while_waiting_loses_no_number(
    monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    leave = threading.Event()

    class Interrupted:
        """The lock of a thread that is interrupted, before or after its number came."""

        def acquire(self, timeout: float) -> None:
            if given:
                leave.set()
                other.join()
            raise KeyboardInterrupt

        def release(self) -> None:
            assert given

    other = held_until(leave)
    monkeypatch.setattr(cpus, "_Waiting", waits_with(Interrupted))
    with pytest.raises(KeyboardInterrupt):
        cpus.take_cpu()
    leave.set()
    other.join()


def test_a_number_that_comes_back_before_one_waits_is_not_overlooked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leave = threading.Event()

    class Late(cpus._Waiting):
        """Comes into the queue after the number was given back by who saw nobody there."""

        def __init__(self, outer: cpus._Waiting | None) -> None:
            super().__init__(outer)
            leave.set()
            other.join()

    other = held_until(leave)
    monkeypatch.setattr(cpus, "_Waiting", Late)
    assert cpus.take_cpu() == 0
    cpus.give_cpu()


def test_a_program_of_a_handler_takes_nobody_out_of_the_queue() -> None:
    class Handled:
        """A lock in whose release a signal's handler runs a program."""

        def release(self) -> None:
            with cpus._lock:
                cpus._next()

    first, second = cpus._Waiting(), cpus._Waiting()
    first.given = Handled()  # type: ignore[assignment]
    cpus.take_cpu()
    cpus._queue.extend((first, second))
    cpus.give_cpu()
    assert (first.number, list(cpus._queue)) == (0, [second])
    cpus.renew(1)


@pytest.mark.parametrize("moment", ["before", "given", "received", "raises"])
def test_a_handler_that_runs_a_program_while_its_thread_waits_is_served(
    monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The handler comes before the number does, when it has come, and when the wait is over."""
    leave, handled = threading.Event(), []

    def handle() -> None:
        """What a signal's handler does: runs a program, and one that raises at last."""
        for _ in range(2):
            handled.append(cpus.take_cpu())
            cpus.give_cpu()
        if moment == "raises":
            raise KeyboardInterrupt

    class Interrupted:
        """The lock of a wait, in which a signal comes once."""

        def __init__(self) -> None:
            self.lock = threading.Lock()
            self.lock.acquire()

        def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
            if not blocking:
                return self.lock.acquire(blocking)
            monkeypatch.undo()
            if moment == "before":
                threading.Timer(0.05, leave.set).start()
                handle()
                return self.lock.acquire(timeout=timeout)
            leave.set()
            other.join()
            came = moment == "given" or self.lock.acquire()
            handle()
            return came

        def release(self) -> None:
            self.lock.release()

    other = held_until(leave)
    monkeypatch.setattr(cpus, "_Waiting", waits_with(Interrupted))
    if moment == "raises":
        with pytest.raises(KeyboardInterrupt):
            cpus.take_cpu()
    else:
        assert cpus.take_cpu() == 0
        cpus.give_cpu()
    other.join()
    assert handled == [0, 0]
    assert cpus.own.waiting is None


def test_who_wants_a_certain_number_waits_for_it_while_others_pass() -> None:
    cpus.renew(3)
    had: list[int] = []

    def run(wanted: int | None) -> None:
        number = cpus.take_cpu(wanted)
        cpus.give_cpu()  # so whoever joins this thread finds the number free
        had.append(number)

    assert cpus.take_cpu(1) == 1
    wants = [threading.Thread(target=run, args=(1,)) for _ in range(2)]
    for count, thread in enumerate(wants, 1):
        thread.start()
        waiting(count, wants)
    for wanted in (None, 2, None, 0):
        other = threading.Thread(target=run, args=(wanted,))
        other.start()
        other.join()
    assert had == [0, 2, 0, 0]
    assert len(cpus._queue) == 2  # those that were served have left it
    cpus.give_cpu()
    for thread in wants:
        thread.join()
    assert had == [0, 2, 0, 0, 1, 1]
    assert sorted(cpus._free) == [0, 1, 2]
    assert not cpus._queue
    cpus.renew(1)


def test_the_oldest_that_a_number_serves_is_given_it() -> None:
    cpus.renew(2)
    leave = threading.Event()
    order: list[str] = []

    def run(name: str, wanted: int | None) -> None:
        cpus.take_cpu(wanted)
        order.append(name)
        cpus.give_cpu()

    other = held_until(leave)  # has 0
    assert cpus.take_cpu() == 1
    threads: list[threading.Thread] = []
    for name, wanted in (("zero", 0), ("any", None), ("one", 1)):
        threads.append(threading.Thread(target=run, args=(name, wanted)))
        threads[-1].start()
        waiting(len(threads), threads)
    cpus.give_cpu()
    for thread in threads[1:]:
        thread.join()
    assert order == ["any", "one"]
    leave.set()
    for thread in (threads[0], other):
        thread.join()
    assert order == ["any", "one", "zero"]
    cpus.renew(1)


def test_a_handler_whose_thread_waits_wants_no_certain_number() -> None:
    waits = cpus._Waiting()
    cpus._queue.append(waits)
    cpus.own.waiting = waits
    try:
        with pytest.raises(UsageError, match=r"cannot run a program on CPU 0 \(cpu=\)"):
            cpus.take_cpu(0)
        assert cpus.own.cpu is None
    finally:
        cpus.own.waiting = None
        cpus.renew(1)


@pytest.mark.parametrize("wanted", [False, True])
@pytest.mark.parametrize("numbers", [1, 2, 3])
def test_no_two_threads_have_a_number_at_once(numbers: int, wanted: bool) -> None:
    cpus.renew(numbers)
    held: list[list[int]] = [[] for _ in range(numbers)]
    wrong: list[int] = []

    def work(thread: int) -> None:
        for turn in range(1500):
            number = cpus.take_cpu(turn % numbers if wanted and (turn + thread) % 3 else None)
            held[number].append(thread)
            if held[number] != [thread]:
                wrong.append(number)
            held[number].remove(thread)
            cpus.give_cpu()

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(before)
    assert not wrong
    assert sorted(cpus._free) == list(range(numbers))
    cpus.renew(1)


#: Threads take the only number in turn, and a signal's handler that does so too comes at any place
#: of the main thread's own turns.
_HANDLERS = """
import signal, threading
from progpack.jit.native import cpus

cpus.renew(1)
over, depth, handled = threading.Event(), 0, 0

def turn(wanted=None):
    if cpus.own.cpu is not None:  # the handler of a signal, in a run of its thread
        return
    assert cpus.take_cpu(wanted) == 0
    sum(range(2000))
    cpus.give_cpu()

def handle(number, frame):
    global depth, handled
    if depth < 4:
        depth += 1
        turn()
        depth, handled = depth - 1, handled + 1
        signal.setitimer(signal.ITIMER_REAL, 0.0005)

def work():
    while not over.is_set():
        turn()
        turn(0)

signal.signal(signal.SIGALRM, handle)
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
try:
    while handled < 200:
        signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.001)
        for _ in range(50):
            turn()
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
    over.set()
for thread in threads:
    thread.join()
assert list(cpus._free) == [0] and not cpus._queue
print("over")
"""
#: Of a run that takes seconds; one that hangs is ended.
_MOST_SECONDS = 300


def test_handlers_that_run_programs_at_any_place_hold_nobody_up() -> None:
    command = [sys.executable, "-c", _HANDLERS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_MOST_SECONDS)
    assert done.stdout == "over\n", done.stderr[-2000:]
