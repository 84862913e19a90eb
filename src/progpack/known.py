"""A value, or the reason why it is not known.

What cannot be read is never guessed and never silently zero: a reader returns `Unknown` with the
permission, sysctl or missing file that hides the value, and every report prints that reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

__all__ = ["Maybe", "Unknown"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that could not be had.

    Attributes:
        reason: what hides it and, where there is one, the cure.
    """

    reason: str

    def __str__(self) -> str:
        return f"unknown ({self.reason})"


Maybe: TypeAlias = T | Unknown
