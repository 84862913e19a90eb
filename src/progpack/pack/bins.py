"""Free runs in bins by length: requests and frees take a few steps, however many runs there are.

What it is made of:

* `_bins`: for each length the free runs that have it. Two levels of bitmaps say which lengths
  there are, so that the shortest run that is long enough is found by two shifts (best fit).
* In each pack, the runs by their first chunk and by the chunk after their last one. A span that
  is freed joins the runs on both of its sides at once.
* `_quick`: spans of a few chunks that were freed and not joined yet, for each length the latest on
  top. Most requests of a program that loads and unloads small things are met there. They are
  joined before a pack is added, when there are too many, and before anyone looks.

The idea of exact bins with late joining is that of many allocators (Lea's, among others); what is
free lies outside the memory that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from progpack.pack.bitmap import Bitmap
from progpack.pack.index import Index
from progpack.pack.pack import Held, Pack, Request

__all__ = ["BinnedPack", "Bins"]

# Lengths in a word of the lower level: 256-bit integers are small enough to be quick, and both
# levels are of that order for a pack of 2 MiB in chunks of 16 bytes.
_SHIFT = 8
_MASK = (1 << _SHIFT) - 1
# A request of more than a 32nd of a pack that finds no room gets an area of its own, as long as
# all areas are less than a 64th of the packs. A full list has 2 % of its chunks free, in runs that
# are too short for such a request: a whole pack for it would be the costly way to go on.
_APART_SHIFT = 5
_AREAS_SHIFT = 6
# Requests of more than a 1024th of a pack (2 KiB) are cut from the high end of a run, others from
# its low end: so the small ones do not lie in between, and 1 % less is lost (see
# benchmarks/placement.py for the figures).
_HIGH_SHIFT = 10
# Empty bins that are kept to be used again. Most lengths are rare: while a pack is filled, each one
# up to its size comes once.
_SPARE = 64
# Chunks that may wait to be joined. Enough for a request to find its length most of the time; with
# more, the spans that wait go cold, and each request costs up to half as much again.
_WAITING_MOST = 1024


class BinnedPack(Pack):
    """A pack whose free runs are in bins.

    Attributes:
        base: its number, shifted so that ``base + chunk`` is different for all chunks of a list.
        starts: length of each run by its first chunk.
        ends: length of each run by the chunk after its last one.
    """

    __slots__ = ("base", "ends", "starts")

    def __init__(self, number: int, backing: object, index: Bins) -> None:
        super().__init__(number, index.chunks, backing, chunk_size=index.chunk_size)
        self.base = number << index.shift
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}

    def clear(self) -> None:
        """See `Pack.clear`; no run is free either."""
        super().clear()
        self.starts = {}
        self.ends = {}

    @property
    def bitmap(self) -> Bitmap:
        """The chunks that are taken now: made anew each time, for looking only."""
        bitmap = Bitmap(self.chunks)
        if self.lead:
            bitmap.set(0, self.lead)
        # A copy: without a lock others may change it meanwhile.
        for span in list(self.spans.values()):
            bitmap.set(span.chunk, span.chunks)
        return bitmap


class Bins(Index):
    """Best fit by length; of runs of one length, the one that was freed last.

    Args:
        packs, chunks, chunk_size: as `Index`.
        quick: up to this many chunks a freed span is kept as it is for a while; 0: never.
        dense: cut large requests from the high end, and place them apart rather than in a new
            pack, where that saves memory.
    """

    groups = True

    __slots__ = (
        "_bins",
        "_dense",
        "_high",
        "_low",
        "_quick",
        "_quick_most",
        "_spare",
        "_top",
        "_waiting",
        "shift",
    )

    def __init__(
        self, packs: list[Pack], chunks: int, chunk_size: int, *, quick: int, dense: bool
    ) -> None:
        super().__init__(packs, chunks, chunk_size)
        self._dense = dense
        self._high = chunks >> _HIGH_SHIFT if dense else chunks
        self.shift = chunks.bit_length()
        self._bins: dict[int, dict[int, BinnedPack]] = {}
        self._low = [0] * ((chunks >> _SHIFT) + 1)
        self._top = 0
        self._quick: list[list[Held]] = [[] for _ in range(quick + 1)]
        self._quick_most = quick
        self._spare: list[dict[int, BinnedPack]] = []
        self._waiting = 0  # chunks in _quick

    def new_pack(self, number: int, backing: object) -> Pack:
        """See `Index.new_pack`."""
        pack = BinnedPack(number, backing, self)
        self._put(pack, 0, self.chunks)
        return pack

    def drop(self, pack: Pack) -> None:
        """See `Index.drop`."""
        assert isinstance(pack, BinnedPack)
        self.settle()
        self._remove(pack, 0, self.chunks)
        pack.starts.clear()
        pack.ends.clear()

    def restore(self, pack: Pack) -> None:
        """See `Index.restore`."""
        assert isinstance(pack, BinnedPack)
        pack.clear()
        end = 0
        for span in sorted(pack.spans.values(), key=attrgetter("chunk")):
            if span.chunk > end:
                self._put(pack, end, span.chunk - end)
            end = span.chunk + span.chunks
            pack.used += span.chunks
        if end < pack.chunks:
            self._put(pack, end, pack.chunks - end)

    def find(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """See `Index.find`."""
        if chunks <= self._quick_most and self._quick[chunks]:
            span = self._quick[chunks][-1]
            return span.pack, span.chunk
        length = self._shortest(chunks)
        if not length and self._waiting:
            self.settle()
            length = self._shortest(chunks)
        if not length:
            return None
        key, pack = next(reversed(self._bins[length].items()))
        chunk = key - pack.base
        return pack, chunk if chunks <= self._high else chunk + length - chunks

    def apart(self, chunks: int, areas: int) -> bool:
        """See `Index.apart`."""
        if not self._dense or chunks <= self.chunks >> _APART_SHIFT:
            return False
        return areas + chunks <= len(self.packs) * self.chunks >> _AREAS_SHIFT

    def take(self, pack: Pack, chunk: int, chunks: int) -> None:
        """See `Index.take`; quick for what `find` has just found."""
        assert isinstance(pack, BinnedPack)
        if chunks <= self._quick_most and self._quick[chunks]:
            span = self._quick[chunks][-1]
            if span.pack is pack and span.chunk == chunk:
                self._quick[chunks].pop()
                self._waiting -= chunks
                pack.used += chunks
                return
        first, length = self._run_with(pack, chunk, chunks)
        self._remove(pack, first, length)
        del pack.starts[first], pack.ends[first + length]
        if first < chunk:
            self._put(pack, first, chunk - first)
        if chunk + chunks < first + length:
            self._put(pack, chunk + chunks, first + length - chunk - chunks)
        pack.used += chunks

    def alloc(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """`find` and `take` in one, and all that is done for most requests."""
        if chunks <= self._quick_most:
            quick = self._quick[chunks]
            if quick:
                span = quick.pop()
                self._waiting -= chunks
                home = span.pack
                home.used += chunks
                return home, span.chunk
        # What follows is _shortest() written out.
        low = self._low
        row = chunks >> _SHIFT
        longer = low[row] >> (chunks & _MASK)
        if longer:
            length = chunks + (longer & -longer).bit_length() - 1
            row = length >> _SHIFT
        else:
            rows = self._top >> (row + 1)
            if not rows:
                if not self._waiting:
                    return None
                self.settle()
                return self.alloc(chunks, request)
            row += (rows & -rows).bit_length()
            longer = low[row]
            length = (row << _SHIFT) + (longer & -longer).bit_length() - 1
        runs = self._bins[length]
        key, pack = runs.popitem()
        chunk = key - pack.base
        rest = length - chunks
        pack.used += chunks
        if not rest:
            del pack.starts[chunk], pack.ends[chunk + length]
            if not runs:
                self._empty(length, runs)
            return pack, chunk
        if chunks <= self._high:
            del pack.starts[chunk]
            first = chunk + chunks
        else:
            del pack.ends[chunk + length]
            first, chunk = chunk, chunk + rest
        pack.starts[first] = pack.ends[first + rest] = rest
        self._move(runs, length, rest)[pack.base + first] = pack
        return pack, chunk

    def _move(self, runs: dict[int, BinnedPack], length: int, rest: int) -> dict[int, BinnedPack]:
        """The bin for what is left of a run that was in the bin of a length, and is not now.

        That is what most programs are cut from, and is alone in both: then its bin moves.
        """
        bins, low = self._bins, self._low
        other = bins.get(rest)
        if runs:
            if other is None:
                other = bins[rest] = self._spare.pop() if self._spare else {}
                self._add_length(rest)
            return other
        if other is not None:
            self._empty(length, runs)
            return other
        del bins[length]
        bins[rest] = runs
        row = length >> _SHIFT
        low[row] ^= 1 << (length & _MASK)
        if not low[row]:
            self._top ^= 1 << row
        self._add_length(rest)
        return runs

    def _add_length(self, length: int) -> None:
        """Note that there are runs of a length now."""
        row = length >> _SHIFT
        self._low[row] |= 1 << (length & _MASK)
        self._top |= 1 << row

    def free(self, span: Held) -> None:
        """See `Index.free`."""
        chunks = span.chunks
        pack = span.pack
        pack.used -= chunks
        if chunks <= self._quick_most:
            self._quick[chunks].append(span)
            self._waiting += chunks
            if self._waiting > _WAITING_MOST:
                self.settle()
        else:
            self._join(span)

    def free_runs(self, least: int) -> Iterator[tuple[Pack, int, int]]:
        """See `Index.free_runs`."""
        self.settle()
        for length, runs in self._bins.items():
            if length >= least:
                for key, pack in runs.items():
                    yield pack, key - pack.base, length

    def free_blocks(self, block: int) -> int:
        """See `Index.free_blocks`: what is free in runs of these lengths that begin anywhere."""
        self.settle()
        spare = block - 1
        chunks = [
            len(runs) * (length - spare) for length, runs in self._bins.items() if length >= block
        ]
        return sum(chunks) // block

    def settle(self) -> None:
        """Join all spans that wait for it."""
        if self._waiting:
            self._waiting = 0
            for quick in self._quick:
                for span in quick:
                    self._join(span)
                quick.clear()

    def _run_with(self, pack: BinnedPack, chunk: int, chunks: int) -> tuple[int, int]:
        """The free run (first chunk, length) that some chunks are in; ValueError: there is none."""
        length = pack.starts.get(chunk, 0)
        if 0 < chunks <= length:
            return chunk, length
        length = pack.ends.get(chunk + chunks, 0)
        if 0 < chunks <= length:
            return chunk + chunks - length, length
        self.settle()
        first = max((at for at in pack.starts if at <= chunk), default=0)
        length = pack.starts.get(first, 0)
        if chunks < 1 or chunk < first or chunk + chunks > first + length:
            last = chunk + chunks - 1
            raise ValueError(f"chunks {chunk} to {last} are not all free, of {self.chunks}")
        return first, length

    def _join(self, span: Held) -> None:
        """Make a freed span a run, together with the runs on both sides."""
        pack = span.pack
        assert isinstance(pack, BinnedPack)
        chunk, length = span.chunk, span.chunks
        end = chunk + length
        starts, ends = pack.starts, pack.ends
        left = ends.pop(chunk, 0)
        if left:
            chunk -= left
            length += left
            del starts[chunk]
            self._remove(pack, chunk, left)
        right = starts.pop(end, 0)
        if right:
            length += right
            del ends[end + right]
            self._remove(pack, end, right)
        self._put(pack, chunk, length)

    def _put(self, pack: BinnedPack, chunk: int, length: int) -> None:
        """Note a run in its pack and in its bin."""
        pack.starts[chunk] = length
        pack.ends[chunk + length] = length
        runs = self._bins.get(length)
        if runs is None:
            runs = self._bins[length] = self._spare.pop() if self._spare else {}
            self._add_length(length)
        runs[pack.base + chunk] = pack

    def _remove(self, pack: BinnedPack, chunk: int, length: int) -> None:
        """Take a run out of its bin."""
        runs = self._bins[length]
        del runs[pack.base + chunk]
        if not runs:
            self._empty(length, runs)

    def _empty(self, length: int, runs: dict[int, BinnedPack]) -> None:
        """Put away the bin of a length that has no more runs."""
        del self._bins[length]
        if len(self._spare) < _SPARE:
            self._spare.append(runs)
        row = length >> _SHIFT
        self._low[row] ^= 1 << (length & _MASK)
        if not self._low[row]:
            self._top ^= 1 << row

    def _shortest(self, chunks: int) -> int:
        """The least length of a run that has at least so many chunks, or 0."""
        row = chunks >> _SHIFT
        longer = self._low[row] >> (chunks & _MASK)
        if longer:
            return chunks + (longer & -longer).bit_length() - 1
        rows = self._top >> (row + 1)
        if not rows:
            return 0
        row += (rows & -rows).bit_length()
        longer = self._low[row]
        return (row << _SHIFT) + (longer & -longer).bit_length() - 1
