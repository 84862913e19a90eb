"""Numbers that say the time on two backends, of which one has the clock of a kernel."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

from progpack.bpf.helpers.lookup import clocks_of

__all__ = ["Clocks"]

_WORD: Final = 8
_CLOCKS: Final = ("ktime_ns", "boottime_ns", "tai_ns")


class Clocks:
    """The clocks of two objects since they were loaded.

    A kernel's clock cannot stand still. Two words of 64 bits are alike when each is a time that the
    same clock has said on its own backend since then.

    Args:
        objects: the two objects of one spec, just loaded.
    """

    def __init__(self, objects: Sequence[Any]) -> None:
        self._objects = objects
        self._reads = any(clocks_of(each.helpers) for each in objects[0].spec.programs.values())
        self._begun = self._now() if self._reads else []

    def _now(self) -> list[tuple[int, ...]]:
        return [
            tuple(getattr(each.environment, name)() for each in self._objects) for name in _CLOCKS
        ]

    def are_alike(self, first: object, second: object) -> bool:
        """Whether two numbers, or two rows of bytes, differ in times alone.

        Args:
            first: a number, or bytes in which times lie at multiples of 8.
            second: the same of the other backend.
        """
        if not self._reads:
            return False
        if isinstance(first, bytes) and isinstance(second, bytes):
            return self._bytes_are_alike(first, second)
        if isinstance(first, int) and isinstance(second, int):
            return self._is_time((first, second), self._now())
        return False

    def _bytes_are_alike(self, first: bytes, second: bytes) -> bool:
        if len(first) != len(second):
            return False
        now = self._now()
        for at in range(0, len(first), _WORD):
            pair = first[at : at + _WORD], second[at : at + _WORD]
            if pair[0] != pair[1] and (
                len(pair[0]) < _WORD
                or not self._is_time([int.from_bytes(each, sys.byteorder) for each in pair], now)
            ):
                return False
        return True

    def _is_time(self, pair: Sequence[int], now: list[tuple[int, ...]]) -> bool:
        return any(
            all(low <= word <= high for low, word, high in zip(begun, pair, ends, strict=True))
            for begun, ends in zip(self._begun, now, strict=True)
        )
