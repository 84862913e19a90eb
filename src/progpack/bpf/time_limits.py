"""The clock of runs: how long a run may take, and which timers are due."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from progpack.bpf.environment import Environment
from progpack.bpf.text.fault import describe
from progpack.errors import RunError, UsageError
from progpack.fault import Fault, FaultKind
from progpack.integers import MAX_S64, MAX_U64, integer_within, shorten

__all__ = [
    "MOST_TIMERS",
    "advance",
    "budget_within",
    "deadline",
    "first_due",
    "moment_of",
    "remaining",
    "run_each",
    "run_timers",
]

_T = TypeVar("_T")

#: Timers that one call of ``run_timers`` runs at most.
MOST_TIMERS: Final = 100_000
# As far as a number of nanoseconds of 64 bits reaches.
_MOST_SECONDS = 1e9


def deadline(timeout: float | None) -> int:
    """The moment when a run that begins now must have ended.

    Args:
        timeout: seconds, more than 0; None for no limit.

    Returns:
        Nanoseconds of CLOCK_MONOTONIC; 0 for no limit.

    Raises:
        UsageError: the timeout is no such number.
    """
    if timeout is None:
        return 0
    if not isinstance(timeout, int | float) or not timeout > 0:
        raise UsageError(f"a timeout is a number of seconds greater than 0, not {shorten(timeout)}")
    return time.monotonic_ns() + int(min(timeout, _MOST_SECONDS) * 1e9)


def budget_within(budget: int) -> int:
    """A budget of a run, as it was given.

    Raises:
        UsageError: the number is not a number of 63 bits.
    """
    if type(budget) is int and 0 <= budget <= MAX_S64:
        return budget  # each run comes past here
    return integer_within(budget, "budget", 0, MAX_S64)


def moment_of(now: int | None, environment: Environment | None = None) -> int:
    """A moment that somebody gives for the clock, in nanoseconds of CLOCK_MONOTONIC.

    Args:
        now: the moment; None for what it is.
        environment: whose clock says what it is; None: this machine's.

    Raises:
        UsageError: the number is not a number of 64 bits.
    """
    if now is not None:
        return integer_within(now, "now", 0, MAX_U64)
    return time.monotonic_ns() if environment is None else environment.ktime_ns()


def remaining(moment: int, program: str) -> float | None:
    """The timeout of the next of several runs that together must have ended at a moment.

    Args:
        moment: as `deadline` has it.
        program: what runs, by name.

    Returns:
        Seconds; None for no limit.

    Raises:
        RunError: the moment has passed.
    """
    if not moment:
        return None
    left = moment - time.monotonic_ns()
    if left <= 0:
        fault = Fault(FaultKind.TIME, 0, program=program)
        raise RunError(describe(fault), fault)
    return left / 1e9


def run_each(
    run: Callable[..., _T], packets: Iterable[bytes], timeout: float | None, program: str
) -> list[_T]:
    """Run a program over packets one after the other, which together have a timeout.

    Args:
        run: runs it; takes a packet, and the seconds that are left as ``timeout``.
        packets: the packets.
        timeout: seconds that all of them may take; None for no limit.
        program: what runs, by name.

    Returns:
        What each of the runs returned.

    Raises:
        RunError: the time is over, or a run ended early.
        UsageError: the timeout is no number of seconds.
    """
    end = deadline(timeout)
    return [run(packet, timeout=remaining(end, program)) for packet in packets]


def run_timers(call_first: Callable[[int], bool], moment: int) -> int:
    """Call the functions of the timers that are due, the earliest first, until none is.

    Args:
        call_first: takes the timer that is due first at a moment and calls its function; False
            when none is due.
        moment: as `moment_of` has it.

    Returns:
        How many functions were called.

    Raises:
        RunError: a function ended early; the later timers stay started.
        UsageError: more than `MOST_TIMERS` ran, and there is no end to it.
    """
    called = 0
    while call_first(moment):
        called += 1
        if called >= MOST_TIMERS:
            raise _endless_timers(moment)
    return called


def advance(
    environment: Environment, duration: int | str, call_first: Callable[[int], bool]
) -> int:
    """Move an environment's clocks and call the functions of the timers that become due.

    Each function sees the clock at the moment when its timer is due.

    Args:
        environment: with a clock of its own.
        duration: as `progpack.bpf.environment.nanoseconds` takes it.
        call_first: as for `run_timers`; it moves the clock to the moment of the timer.

    Returns:
        How many functions were called.

    Raises:
        RunError, UsageError: as `run_timers`; the clock stays where it was then.
    """
    end = environment.after(duration)
    called = run_timers(call_first, end)
    environment.reach(end)
    return called


def first_due(timers: Iterable[tuple[int, int, int, _T]], moment: int) -> _T | None:
    """The timer that is due first at a moment; None when none is due.

    Args:
        timers: of each the moment when it is due, the numbers of its map and of its element, by
            which those of one moment are ordered, and what the caller knows of it.
        moment: as `moment_of` has it.

    Returns:
        What the caller knows of it.
    """
    due = [timer for timer in timers if timer[0] <= moment]
    return min(due, key=lambda timer: timer[:3])[3] if due else None


def _endless_timers(moment: int) -> UsageError:
    """The error of timers of which some are still due after so many of them."""
    return UsageError(
        f"{MOST_TIMERS:,} timers ran and more are due at {moment}; does one start itself again with"
        " no delay?"
    )
