"""The characters that a map of packs is drawn with."""

from __future__ import annotations

import math

from progpack.records import dataclass

__all__ = ["Ink", "ink_for"]


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters to draw with, and whether there are colours.

    That for what is not known is none of the shades of what is taken.
    """

    free: str
    body: str
    unknown: str
    shades: str
    left: str
    right: str
    ellipsis: str
    dot: str
    colour: bool
    ascii_only: bool

    def shade(self, fill: float) -> str:
        """A character for a share above 0 and up to 1; the least share still shows."""
        levels = len(self.shades)
        return self.shades[max(1, math.ceil(fill * levels - 0.5)) - 1]


def ink_for(*, colour: bool, ascii_only: bool) -> Ink:
    """The ink for an output that has colours or not, and all characters or those of ASCII."""
    if ascii_only:
        return Ink(".", "-", "?", ":=*#", "|", "|", "...", "-", colour, True)
    return Ink("·", "─", "░", "▒▓█", "▕", "▏", "…", "·", colour, False)
