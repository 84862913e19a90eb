"""Time limits of runs: how long a run may take, as a moment at which it must have ended."""

from __future__ import annotations

import time

from progpack.bpf.fault import Fault, FaultKind
from progpack.errors import RunError, UsageError

__all__ = ["deadline", "remaining"]

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
        raise UsageError(f"a timeout is a number of seconds greater than 0, not {timeout!r}")
    return time.monotonic_ns() + int(min(timeout, _MOST_SECONDS) * 1e9)


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
        raise RunError(fault.describe(), fault)
    return left / 1e9
