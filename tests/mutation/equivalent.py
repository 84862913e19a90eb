"""Mutants that nobody can tell from the original, and why."""

from __future__ import annotations

from typing import Final

__all__ = ["EQUIVALENT"]

_SPEED: Final = "what is kept or waits longer is slower or faster, and placed the same"
#: (module, line, what is replaced, what stands there instead) -> reason.
EQUIVALENT: Final[dict[tuple[str, str, str, str], str]] = {
    ("pack/index.py", "if hole > pack.bound:", ">", ">="): "a bound is replaced by itself",
    (
        "pack/bitmap.py",
        "least = n if n < _CAP else _CAP",
        "<",
        "<=",
    ): "a bound is replaced by itself",
    (
        "pack/bitmap.py",
        "best = (end if end >= 0 else self.bits) - at",
        "0",
        "1",
    ): "the end of a run is behind its start",
    ("pack/bins.py", "if chunks <= self._quick_most:", "<=", "<"): _SPEED,
    (
        "memory/pages/region.py",
        "ready[offset : offset + size] = traps",
        "+",
        "-",
    ): "what has another length is filled the checked way",
    ("pack/bins.py", "if len(self._spare) < _SPARE:", "<", ">="): _SPEED,
    ("pack/bins.py", "_SPARE = 64", "64", "65"): _SPEED,
    ("pack/bins.py", "_WAITING_MOST = 1024", "1024", "1025"): _SPEED,
}
