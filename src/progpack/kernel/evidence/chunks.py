"""Evidence for each chunk of one pack, and the runs of chunks that can be free.

Knowledge comes as facts about single chunks and as bounds: "at that moment no run of ``n`` free
chunks was in this stretch". A bound stays true while chunks become taken and ends for every run
with a chunk that may have become free since. So a bound is kept for a stretch, and stretches are
cut where chunks are given back.

A byte for each chunk: looking for runs is then a search in bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Self

__all__ = ["ChunkMap", "State"]


class State(IntEnum):
    """The evidence for one chunk."""

    NO_EVIDENCE = 0
    """It may be free or taken."""
    FREE = 1
    """Proved free."""
    TAKEN = 2
    """Proved taken."""
    PENDING = 3
    """Its program has been unloaded; the kernel frees it later, and perhaps has already."""


_NO_EVIDENCE, _FREE, _TAKEN, _PENDING = (bytes([state]) for state in State)
_PROVED = bytes.maketrans(_NO_EVIDENCE, _TAKEN)
_DOUBTED = bytes.maketrans(_FREE, _NO_EVIDENCE)
_FORGOTTEN = bytes.maketrans(_TAKEN, _NO_EVIDENCE)
_DONE = bytes.maketrans(_PENDING, _NO_EVIDENCE)
_ANY = re.compile(b"\\x00+|\\x01+|\\x02+|\\x03+")
_NOT_TAKEN = re.compile(b"[^\\x02]")
_FREE_RUN = re.compile(b"\\x01+")
_BEYOND = 1 << 62
_MANY = 64


@lru_cache(maxsize=512)
def _not_taken(n: int) -> re.Pattern[bytes]:
    """Runs of ``n`` or more chunks that are not proved taken."""
    return re.compile(b"[^\\x02]{%d,}" % n)


@lru_cache(maxsize=512)
def _settled(n: int) -> re.Pattern[bytes]:
    """Runs of ``n`` or more chunks that are free or without evidence."""
    return re.compile(b"[\\x00\\x01]{%d,}" % n)


@dataclass(frozen=True, slots=True)
class _Bound:
    """Every run of ``n`` chunks within ``start`` to ``end`` has a taken one."""

    n: int
    start: int
    end: int

    def covers(self, other: _Bound) -> bool:
        return self.n <= other.n and self.start <= other.start and self.end >= other.end


class ChunkMap:
    """The evidence for each of ``chunks`` chunks.

    Attributes:
        chunks: how many there are.

    Args:
        chunks: how many there are, at least 1.
        state: the evidence for all of them at first.
    """

    # _full: the least n of which it is known that no run can be free.
    # _low: all chunks before it are taken; it may be too low, never too high.
    __slots__ = ("_bounds", "_full", "_low", "_state", "chunks")

    def __init__(self, chunks: int, state: State = State.NO_EVIDENCE) -> None:
        self.chunks = chunks
        self._state = bytearray(bytes([state]) * chunks)
        self._bounds: list[_Bound] = []
        self._full = _BEYOND
        self._low = 0

    def copy(self) -> Self:
        """Another map with the same knowledge."""
        other = type(self)(1)
        other.chunks = self.chunks
        other._state = bytearray(self._state)
        other._bounds = list(self._bounds)
        other._full = self._full
        other._low = self._low
        return other

    def state(self, chunk: int) -> State:
        """Return the evidence for one chunk."""
        return State(self._state[chunk])

    def runs(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, State]]:
        """Each run of chunks of which the same is known: first chunk, chunks, what."""
        for match in _ANY.finditer(bytes(self._state[start:end])):
            yield start + match.start(), len(match[0]), State(match[0][0])

    def count(self, state: State) -> int:
        """Return how many chunks are in ``state``."""
        return self._state.count(bytes([state]))

    def has(self, state: State) -> bool:
        """Whether any chunk is in ``state``."""
        return self._state.find(state) >= 0

    @property
    def all_free(self) -> bool:
        """Whether every chunk is proved free."""
        return not (self.has(State.TAKEN) or self.has(State.NO_EVIDENCE) or self.has(State.PENDING))

    @property
    def bounds(self) -> tuple[tuple[int, int, int], ...]:
        """The bounds on free runs: ``(n, start, end)``: no ``n`` chunks in there are all free."""
        return tuple((bound.n, bound.start, bound.end) for bound in self._bounds)

    # -- questions -----------------------------------------------------------------------------

    def free_at(self, n: int) -> int | None:
        """The lowest chunk at which ``n`` are proved free, or None."""
        at = self._state.find(_FREE * n, self._first())
        return at if at >= 0 else None

    def may_fit_at(self, n: int) -> int | None:
        """The lowest chunk at which ``n`` can be free by all that is known, or None."""
        if n >= self._full:
            return None
        bounds = [bound for bound in self._bounds if bound.n <= n]
        for match in _not_taken(n).finditer(self._state, self._first()):
            at = _first_allowed(match.start(), match.end() - n, n, bounds)
            if at is not None:
                return at
        self._full = n
        return None

    # -- facts about chunks --------------------------------------------------------------------

    def take(self, chunk: int, n: int) -> None:
        """Record that these chunks are taken from now on."""
        self._set(chunk, n, _TAKEN)

    def end(self, chunk: int, n: int) -> None:
        """The program in these chunks has been unloaded: they become free some time."""
        self._set(chunk, n, _PENDING)
        self._loosen(chunk, n)

    def free(self, chunk: int, n: int) -> None:
        """Record that these chunks are free now."""
        self._set(chunk, n, _FREE)
        self._loosen(chunk, n)

    def doubt_free(self, chunk: int, n: int) -> None:
        """Record that chunks proved free among these may have been taken since."""
        part = self._state[chunk : chunk + n]
        self._state[chunk : chunk + n] = part.translate(_DOUBTED)

    def doubt_taken(self, chunk: int, n: int) -> None:
        """Record that chunks proved taken among these may have become free since."""
        part = self._state[chunk : chunk + n]
        self._state[chunk : chunk + n] = part.translate(_FORGOTTEN)
        self._loosen(chunk, n)

    def doubt_pending(self, chunk: int, n: int) -> None:
        """Record that the chunks pending among these may have been given back already."""
        part = self._state[chunk : chunk + n]
        self._state[chunk : chunk + n] = part.translate(_DONE)

    def forget(self) -> None:
        """Forget all evidence."""
        self._state = bytearray(self.chunks)
        self._bounds = []
        self._full = _BEYOND
        self._low = 0

    def cut(self, chunks: int) -> None:
        """Drop all chunks from number ``chunks`` on."""
        del self._state[chunks:]
        self.chunks = chunks
        self._low = min(self._low, chunks)
        self._bounds = [
            _Bound(bound.n, bound.start, min(bound.end, chunks))
            for bound in self._bounds
            if min(bound.end, chunks) - bound.start >= bound.n
        ]

    def drop_first(self, chunks: int) -> None:
        """The first ``chunks`` chunks are not there; the others are counted from 0 again."""
        del self._state[:chunks]
        self.chunks -= chunks
        self._low = max(self._low - chunks, 0)
        self._bounds = [
            _Bound(bound.n, max(bound.start - chunks, 0), bound.end - chunks)
            for bound in self._bounds
            if bound.end - max(bound.start, chunks) >= bound.n
        ]

    # -- facts about runs ----------------------------------------------------------------------

    def no_run(self, n: int, end: int) -> bool:
        """Record that no ``n`` chunks in a row are free now among the first ``end`` chunks.

        Chunks that must then be taken are marked, the rest is kept as bounds.

        Returns:
            False when that cannot be, since such a run was proved free. Nothing is changed then.
        """
        if n >= self._full:
            return True
        low = self._first()
        if self._state.find(_FREE * n, low, end) >= 0:
            return False
        if self._state.find(_NO_EVIDENCE, low, end) >= 0:
            if n == 1:
                # A pending chunk was still taken at this moment, and still goes away.
                self._state[:end] = self._state[:end].translate(_PROVED)
                return True
            self._prove_single(n, low, end)
            for match in _settled(n).finditer(self._state, low, end):
                self._bind(_Bound(n, match.start(), match.end()))
        if end == self.chunks and self._state.find(_PENDING) < 0:
            self._full = min(self._full, n)
        return True

    def _first(self) -> int:
        """The first chunk that is not taken; their number when all are."""
        free = _NOT_TAKEN.search(self._state, self._low)
        self._low = free.start() if free else self.chunks
        return self._low

    def _prove_single(self, n: int, low: int, end: int) -> None:
        """Mark every chunk that is the only one of a run of ``n`` which can be the taken one.

        The others of such a run are free, so the chunk touches a free one.
        """
        state = self._state
        for match in _FREE_RUN.finditer(bytes(state[:end]), low):
            first, after = match.span()
            if first and state[first - 1] == State.NO_EVIDENCE and after - first + 1 >= n:
                state[first - 1] = State.TAKEN
            if after < end and state[after] == State.NO_EVIDENCE:
                right = _FREE_RUN.match(state, after + 1, end)
                more = len(right[0]) if right else 0
                if after - first + 1 + more >= n:
                    state[after] = State.TAKEN

    def _bind(self, bound: _Bound) -> None:
        if any(other.covers(bound) for other in self._bounds):
            return
        self._bounds = [other for other in self._bounds if not bound.covers(other)]
        self._bounds.append(bound)
        if len(self._bounds) > _MANY:
            self._bounds = [other for other in self._bounds if _tells(self._state, other)]

    def _set(self, chunk: int, n: int, state: bytes) -> None:
        self._state[chunk : chunk + n] = state * n

    def _loosen(self, chunk: int, n: int) -> None:
        """Chunks may have become free: runs with one of them are not bound any more."""
        self._full = _BEYOND
        self._low = min(self._low, chunk)
        end = chunk + n
        bounds = []
        for bound in self._bounds:
            if bound.end <= chunk or bound.start >= end:
                bounds.append(bound)
                continue
            for start, stop in ((bound.start, chunk), (end, bound.end)):
                if stop - start >= bound.n:
                    bounds.append(_Bound(bound.n, start, stop))
        self._bounds = bounds


def _tells(state: bytearray, bound: _Bound) -> bool:
    """Whether a bound says more than the chunks themselves."""
    return _not_taken(bound.n).search(state, bound.start, bound.end) is not None


def _first_allowed(at: int, last: int, n: int, bounds: list[_Bound]) -> int | None:
    """The first start from ``at`` to ``last`` at which no bound forbids ``n`` chunks."""
    moved = True
    while moved:
        moved = False
        for bound in bounds:
            # A run of n has bound.n chunks within the stretch from here to there.
            if bound.start + bound.n - n <= at <= bound.end - bound.n:
                at = bound.end - bound.n + 1
                moved = True
    return at if at <= last else None
