"""When an allocator looks whether pages can go: what is held falls, as a tide does."""

from __future__ import annotations

from typing import Final

__all__ = ["Tide"]

# A look is worth it when a 32nd less is held: then a peak is looked at some 70 times until an
# eighth of it is left. Where the last look was of no use, when an eighth less is.
_SHIFT: Final = 5
_IDLE_SHIFT: Final = 3


class Tide:
    """The most that was held since the last look, by bytes and by programs.

    A page goes when the last program in it does, however small that is: so both count.
    """

    __slots__ = ("_bytes", "_programs", "_shift")

    def __init__(self) -> None:
        self._bytes = 0
        self._programs = 0
        self._shift = _SHIFT

    def has_fallen(self, size: int, programs: int) -> bool:
        """Note what is held now; whether it is so much less than before that a look is worth it."""
        self._bytes = max(self._bytes, size)
        self._programs = max(self._programs, programs)
        shift = self._shift
        return (
            self._bytes - size > self._bytes >> shift
            or self._programs - programs > self._programs >> shift
        )

    def note_look(self, size: int, programs: int, *, idle: bool) -> None:
        """Note that somebody looks.

        Args:
            size: bytes that are held.
            programs: how many hold them.
            idle: whether much seemed to be free, and could not be given back.
        """
        self._bytes, self._programs = size, programs
        self._shift = _IDLE_SHIFT if idle else _SHIFT
