"""Names that callers of compiled code know without what makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    pass

__all__ = ["CALL_ENTRY", "ENTRY"]

ENTRY: Final = "prog"
"""The function that runs a program."""

CALL_ENTRY: Final = "call"
"""The function that calls one of a program's own functions, such as that of a timer."""
