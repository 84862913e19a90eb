"""Places in a pack, by first chunk, with their neighbours."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

__all__ = ["Places"]

T = TypeVar("T")


class Places(Mapping[int, T]):
    """A mapping from chunks, ascending, that finds the neighbours of any chunk by bisection."""

    __slots__ = ("_at", "_chunks")

    def __init__(self, items: Iterable[tuple[int, T]] = ()) -> None:
        self._at = dict(items)
        self._chunks = sorted(self._at)

    def __getitem__(self, chunk: int) -> T:
        return self._at[chunk]

    def __setitem__(self, chunk: int, value: T) -> None:
        if chunk not in self._at:
            insort(self._chunks, chunk)
        self._at[chunk] = value

    def __delitem__(self, chunk: int) -> None:
        del self._at[chunk]
        del self._chunks[bisect_left(self._chunks, chunk)]

    def __iter__(self) -> Iterator[int]:
        return iter(self._chunks)

    def __len__(self) -> int:
        return len(self._at)

    def pop(self, chunk: int) -> T | None:
        """Take out what begins at ``chunk``; None when nothing does."""
        if chunk not in self._at:
            return None
        value = self._at[chunk]
        del self[chunk]
        return value

    def before(self, chunk: int) -> int | None:
        """The nearest first chunk below ``chunk``, or None."""
        index = bisect_left(self._chunks, chunk)
        return self._chunks[index - 1] if index else None

    def from_(self, chunk: int) -> int | None:
        """The nearest first chunk that is ``chunk`` or above, or None."""
        index = bisect_left(self._chunks, chunk)
        return self._chunks[index] if index < len(self._chunks) else None
