"""The numbers of CPUs: each is one run's, and the one that has waited longest is next."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from progpack.jit.native import cpus


@pytest.fixture(autouse=True)
def _one_cpu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(cpus, "_taken", [False])
    yield
    assert cpus._taken == [False]
    assert cpus.own.cpu is None
    assert not cpus._queue


def waiting(count: int, threads: list[threading.Thread]) -> None:
    """Wait until so many threads wait."""
    while len(cpus._queue) < count:
        assert all(thread.is_alive() for thread in threads)


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
    assert cpus._taken == [True]
    cpus.give_cpu()
    cpus.give_cpu()


@pytest.mark.parametrize("given", [False, True])
def test_an_interrupt_while_waiting_loses_no_number(
    monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    taken, leave = threading.Event(), threading.Event()

    class Interrupted:
        """The lock of a thread that is interrupted, before or after its number came."""

        def acquire(self) -> None:
            if given:
                leave.set()
                other.join()
            raise KeyboardInterrupt

        def release(self) -> None:
            assert given

    class Waiting(cpus._Waiting):
        def __init__(self) -> None:
            super().__init__()
            self.given = Interrupted()  # type: ignore[assignment]

    def have_it() -> None:
        cpus.take_cpu()
        taken.set()
        leave.wait()
        cpus.give_cpu()

    other = threading.Thread(target=have_it)
    other.start()
    taken.wait()
    monkeypatch.setattr(cpus, "_Waiting", Waiting)
    with pytest.raises(KeyboardInterrupt):
        cpus.take_cpu()
    leave.set()
    other.join()
