"""A value, or the reason why it is not known.

What cannot be read is never guessed and never silently zero: a reader returns `Unknown` with the
permission, sysctl or missing file that hides the value, and every report prints that reason.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from progpack.records import dataclass

__all__ = ["Bounds", "Maybe", "Unknown"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not known.

    Attributes:
        reason: what hides the value and, where there is one, the remedy.
    """

    reason: str

    def __str__(self) -> str:
        return f"unknown ({self.reason})"


Maybe: TypeAlias = T | Unknown


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number, at least and at most; the two are equal when it is known.

    Attributes:
        low: at least.
        high: at most, or why there is no bound.
    """

    low: int
    high: Maybe[int]

    @property
    def exact(self) -> int | None:
        """The number itself, or None when it is not known."""
        return self.low if self.low == self.high else None

    def plus(self, other: Bounds) -> Bounds:
        """The bounds of both together."""
        for high in (self.high, other.high):
            if isinstance(high, Unknown):
                return Bounds(self.low + other.low, high)
        assert isinstance(self.high, int)
        assert isinstance(other.high, int)
        return Bounds(self.low + other.low, self.high + other.high)
