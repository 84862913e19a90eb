"""The bitmap of a pack: which chunks are taken, and the lowest run of free ones.

One byte for each chunk: marking, checking and measuring a run are then slices and searches of a
bytearray, which run at the speed of memory. (One big integer would be eight times smaller and
several times slower: each change copies it, each search shifts it once for each power of two.)
What a search must not do is look at every chunk of a full pack; `_room` sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["Bitmap"]

_BLOCK_SHIFT = 9
_BLOCK = 1 << _BLOCK_SHIFT
_CAP = 255
_OPPOSITE = bytes([1, 0]) + bytes(254)


@lru_cache(maxsize=_CAP)
def _at_least(n: int) -> re.Pattern[bytes]:
    """Finds the first byte that is ``n`` or more."""
    return re.compile(b"[\\x%02x-\\xff]" % n)


class Bitmap:
    """A bitmap of ``bits`` chunks, all free at first.

    The search is that of the kernel, bitmap_find_next_zero_area() from bit 0 without alignment
    (kernel/bpf/core.c, bpf_prog_pack_alloc): the lowest run that is long enough.

    Attributes:
        bits: how many chunks there are.
        used: how many of them are taken.

    Args:
        bits: how many chunks there are, at least 1.

    Raises:
        ValueError: ``bits`` is not positive.
    """

    # _taken: a byte for each chunk, 1 when it is taken.
    # _room: a byte for each 512 chunks. No hole that *starts* there is longer than this, except
    #   that 255 stands for any length. It may be too high, and is corrected when a search fails
    #   there; it is never too low.
    __slots__ = ("_room", "_taken", "bits", "used")

    def __init__(self, bits: int) -> None:
        if bits < 1:
            raise ValueError(f"a bitmap needs at least one bit, not {bits}")
        self.bits = bits
        self.used = 0
        self._taken = bytearray(bits)
        self._room = bytearray((bits + _BLOCK - 1) >> _BLOCK_SHIFT)
        self._room[0] = min(bits, _CAP)

    def __repr__(self) -> str:
        return f"<Bitmap {self.used} of {self.bits} taken>"

    def find_run(self, n: int) -> int | None:
        """The lowest index at which ``n`` chunks in a row are free, or None.

        Raises:
            ValueError: ``n`` is not positive.
        """
        if n < 1:
            raise ValueError(f"a run has at least one chunk, not {n}")
        room = self._room
        least = n if n < _CAP else _CAP
        search = _at_least(least).search
        match = search(room)
        while match:
            block = match.start()
            first = block << _BLOCK_SHIFT
            # A run may end in a later block, but must start in this one.
            at = self._taken.find(bytes(n), first, first + _BLOCK - 1 + n)
            if at >= 0:
                return at
            if n <= _CAP:
                room[block] = least - 1
            match = search(room, block + 1)
        return None

    def find_run_apart(self, n: int, apart: bytes | bytearray) -> int | None:
        """The lowest index at which ``n`` chunks in a row are free and not in ``apart``, or None.

        Args:
            n: how many chunks, at least 1.
            apart: a byte for each chunk, 1 where it is not to be used.

        Raises:
            ValueError: ``n`` is not positive.
        """
        if n < 1:
            raise ValueError(f"a run has at least one chunk, not {n}")
        # One number each: the two are put together at the speed of memory.
        taken = int.from_bytes(self._taken, "little") | int.from_bytes(apart, "little")
        at = taken.to_bytes(self.bits, "little").find(bytes(n))
        return at if at >= 0 else None

    def free_map(self) -> bytearray:
        """A byte for each chunk: 1 where it is free, 0 where it is taken."""
        return self._taken.translate(_OPPOSITE)

    def set(self, i: int, n: int) -> None:
        """Mark chunks ``i`` to ``i + n - 1`` as taken.

        Raises:
            ValueError: they are not all free, or not all in the bitmap.
        """
        end = i + n
        taken = self._taken
        if i < 0 or n < 1 or end > self.bits or taken.find(1, i, end) >= 0:
            raise ValueError(f"chunks {i} to {end - 1} are not all free, of {self.bits}")
        self._mark(i, n)

    def take_run(self, n: int) -> int | None:
        """`find_run` and `set` in one.

        Raises:
            ValueError: ``n`` is not positive.
        """
        at = self.find_run(n)
        if at is None:
            return None
        self._mark(at, n)
        return at

    def _mark(self, i: int, n: int) -> None:
        """Mark chunks that are free as taken."""
        end = i + n
        taken = self._taken
        taken[i:end] = b"\1" * n
        self.used += n
        if end < self.bits and not taken[end]:
            # A hole starts here now, perhaps in a block where none did.
            stop = taken.find(1, end, end + _CAP)
            hole = (stop if stop >= 0 else min(end + _CAP, self.bits)) - end
            block = end >> _BLOCK_SHIFT
            if hole > self._room[block]:
                self._room[block] = hole

    def clear(self, i: int, n: int) -> int:
        """Mark chunks ``i`` to ``i + n - 1`` as free.

        Returns:
            Length of the hole that they are part of now.

        Raises:
            ValueError: they are not all taken, or not all in the bitmap.
        """
        end = i + n
        taken = self._taken
        if i < 0 or n < 1 or end > self.bits or taken.find(0, i, end) >= 0:
            raise ValueError(f"chunks {i} to {end - 1} are not all taken, of {self.bits}")
        taken[i:end] = bytes(n)
        self.used -= n
        first = taken.rfind(1, 0, i) + 1
        stop = taken.find(1, end)
        hole = (stop if stop >= 0 else self.bits) - first
        block = first >> _BLOCK_SHIFT
        if hole > self._room[block]:
            self._room[block] = hole if hole < _CAP else _CAP
        return hole

    def is_free(self, i: int, n: int) -> bool:
        """Whether chunks ``i`` to ``i + n - 1`` are all free.

        Raises:
            ValueError: they are not all in the bitmap.
        """
        if i < 0 or n < 1 or i + n > self.bits:
            raise ValueError(f"chunks {i} to {i + n - 1} are not in a bitmap of {self.bits}")
        return self._taken.find(1, i, i + n) < 0

    @property
    def largest_hole(self) -> int:
        """Chunks in the longest free run; 0 when all are taken."""
        taken, best = self._taken, 0
        # Only holes that are longer than any before are looked at: a search for each of those.
        at = taken.find(0)
        while at >= 0:
            end = taken.find(1, at)
            best = (end if end >= 0 else self.bits) - at
            at = taken.find(bytes(best + 1), end) if end >= 0 else -1
        return best

    def holes(self, least: int = 1) -> Iterator[tuple[int, int]]:
        """Each free run of at least so many chunks, lowest first: (first chunk, chunks)."""
        return self._each(0, least)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Each taken run, lowest first: (first chunk, chunks)."""
        return self._each(1, 1)

    def _each(self, wanted: int, least: int) -> Iterator[tuple[int, int]]:
        taken, run = bytes(self._taken), bytes([wanted]) * least
        start = taken.find(run)
        while start >= 0:
            end = taken.find(1 - wanted, start + least)
            if end < 0:
                end = self.bits
            yield start, end - start
            start = taken.find(run, end)
