"""Mutants that nobody can tell from the original, and why."""

from __future__ import annotations

from typing import Final

__all__ = ["EQUIVALENT"]

#: (module, line, what is replaced, what stands there instead) -> reason.
EQUIVALENT: Final[dict[tuple[str, str, str, str], str]] = {
    ("pack/index.py", "if hole > pack.bound:", ">", ">="): "a bound is replaced by itself",
}
