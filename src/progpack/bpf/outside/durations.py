"""Durations as people write them, in nanoseconds."""

from __future__ import annotations

import re
from typing import Final

from progpack.errors import UsageError
from progpack.integers import MAX_U64, integer_within

__all__ = ["NANOSECONDS", "nanoseconds"]

#: Nanoseconds of each unit of time.
NANOSECONDS: Final = {"ns": 1, "us": 1_000, "ms": 1_000_000, "s": 10**9, "m": 60 * 10**9}
_DURATION: Final = re.compile(r"([0-9]{1,30}(?:\.[0-9]{1,30})?)\s*(ns|us|ms|s|m)")


def nanoseconds(duration: int | str) -> int:
    """Return a duration in nanoseconds.

    Args:
        duration: nanoseconds, or text such as ``"1s"``, ``"2.5ms"``, ``"10us"``, ``"3m"``.

    Raises:
        UsageError: the duration is negative, has more than 64 bits, or has no unit.
    """
    if isinstance(duration, str):
        match = _DURATION.fullmatch(duration.strip())
        if match is None:
            units = ", ".join(NANOSECONDS)
            raise UsageError(f"a duration is a number and a unit ({units}), not {duration!r}")
        whole, _, part = match[1].partition(".")
        unit = NANOSECONDS[match[2]]
        duration = int(whole) * unit + (int(part) * unit // 10 ** len(part) if part else 0)
    return integer_within(duration, "duration", 0, MAX_U64)
