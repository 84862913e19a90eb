"""The values of placement: what is asked for, where it can go, what holds it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from progpack.pack.bitmap import Bitmap
from progpack.pack.constants import CHUNK

__all__ = ["LARGE", "LARGE_SHIFT", "Held", "Pack", "Place", "Request", "Span"]

LARGE_SHIFT = 6
LARGE = 1 << LARGE_SHIFT
"""Chunks from which on a span is large: others are found by looking back so far, one by one."""


class Request(NamedTuple):
    """A request for executable memory, as a policy sees it.

    Attributes:
        size: bytes, at least 1. For a program of the kernel this is `Policy.image_size`.
        classic: the program is classic BPF (seccomp, socket filters of setsockopt); kernels that
            flush branch predictors place those apart (a23c1c5396a9).
        name: for people to read.
    """

    size: int
    classic: bool = False
    name: str = ""


class Pack:
    """A region that is divided into chunks.

    A pack is in the list of a `PackList`, or it is the area of one request: such a pack is all
    taken, is never searched and goes with its only span.

    Attributes:
        number: serial number, from 0 in order of creation; areas have their own series.
        chunks: how many chunks it has.
        chunk_size: bytes in a chunk.
        used: how many chunks are taken.
        spans: what is held in it, by first chunk, oldest first.
        large: a byte for each `LARGE` chunks: 1 for the first whose first chunk is in a span of at
            least so many, see `mark_large`; not of an area.
        owner: what its list knows it by.
        backing: what the memory reserved for it; placement never looks at it.
        oversized: it is the area of one request.
        lead: chunks at its start that never hold anything. They count as neither taken nor free.
        bound: no hole is longer than this, in chunks; it may be more than the truth, never less.
            It saves searching packs that cannot have room.
        dirty: programs ran in it since the branch predictors were flushed; true at first, and
            changed only by policies that look at it (a23c1c5396a9).
    """

    __slots__ = (
        "_bitmap",
        "backing",
        "bound",
        "chunk_size",
        "chunks",
        "dirty",
        "large",
        "lead",
        "number",
        "oversized",
        "owner",
        "spans",
        "used",
    )

    def __init__(
        self,
        number: int,
        chunks: int,
        backing: object = None,
        *,
        chunk_size: int = CHUNK,
        oversized: bool = False,
        lead: int = 0,
    ) -> None:
        self.number = number
        self.chunks = chunks
        self.chunk_size = chunk_size
        self.lead = lead
        self.used = chunks - lead if oversized else 0
        self.backing = backing
        self.oversized = oversized
        self.bound = chunks
        self.dirty = True
        self.spans: dict[int, Held] = {}
        self.large = bytearray((chunks >> LARGE_SHIFT) + 2)
        self.owner: object = None
        self._bitmap: Bitmap | None = None

    def __repr__(self) -> str:
        kind = "area" if self.oversized else "pack"
        return f"<{kind} {self.number}: {self.used} of {self.chunks} chunks taken>"

    @property
    def size(self) -> int:
        """Bytes in the pack."""
        return self.chunks * self.chunk_size

    @property
    def bitmap(self) -> Bitmap:
        """The chunks that are taken; the lead is, too. Only the index of its list changes it."""
        bitmap = self._bitmap
        if bitmap is None:
            bitmap = self._bitmap = Bitmap(self.chunks)
            if self.oversized:
                bitmap.set(0, self.chunks)
        return bitmap

    def span_at(self, chunk: int) -> Held | None:
        """The span that a chunk is in, or None. Needs no lock: nothing is changed by looking."""
        spans = self.spans
        if self.oversized:
            return spans.get(self.lead) if chunk >= self.lead else None
        last = chunk
        for _ in range(2):
            span = spans.get(last)
            if span is None:
                before = range(last - 1, max(last - LARGE, -1), -1)
                span = next(filter(None, map(spans.get, before)), None)
            if span is not None:
                return span if chunk < span.chunk + span.chunks else None
            # All others are large, and there is at most one that may reach so far.
            last = self.large.rfind(1, 0, (chunk >> LARGE_SHIFT) + 1) << LARGE_SHIFT
        return None

    def mark_large(self, chunk: int, large: int = 1) -> None:
        """Note in `large` that a span of at least `LARGE` chunks begins at one, or (0) did."""
        self.large[(chunk + LARGE - 1) >> LARGE_SHIFT] = large

    def clear(self) -> None:
        """Forget what is taken, except for the spans."""
        # All at once: somebody may look a span up meanwhile.
        large = bytearray(len(self.large))
        for first, span in self.spans.items():
            if span.chunks >= LARGE:
                large[(first + LARGE - 1) >> LARGE_SHIFT] = 1
        self.large = large
        self._bitmap = None
        self.bound = self.chunks
        self.used = 0

    def find_run(self, n: int) -> int | None:
        """The lowest index of ``n`` free chunks in a row, or None; remembers a failure."""
        if n > self.bound:
            return None
        at = self.bitmap.find_run(n)
        if at is None:
            self.bound = n - 1
        return at


class Place(NamedTuple):
    """The answer to "where would this go?"; nothing is taken yet.

    Attributes:
        request: what was asked.
        pack: the pack with room, or None when a new pack or an area is needed.
        chunk: index of the first chunk; that after the lead in a new pack or area.
        chunks: how many chunks.
        size: bytes that are occupied: the request's size in whole chunks or, for an area, in
            whole pages.
        oversized: an area of its own is needed, because the request exceeds a pack or its policy
            places it apart.
        region: bytes to reserve before it can be taken: the size of a pack, of the area, or 0.
    """

    request: Request
    pack: Pack | None
    chunk: int
    chunks: int
    size: int
    oversized: bool
    region: int


class Held(Protocol):
    """An object that stands for occupied chunks: the attributes that placement reads.

    `Span` is one; whoever needs to know more of each span has a class of its own, with these
    attributes, and saves an object for each (see `PackList.place_as`).

    Attributes:
        pack: the pack, or the area, that the chunks are in.
        chunk: index of the first chunk.
        chunks: how many chunks.
        request: the request that they answer.
    """

    pack: Pack
    chunk: int
    chunks: int
    request: Request


class Span:
    """Chunks that are held, and nothing else. Two spans are the same only if they are one object.

    Attributes:
        pack: the pack, or the area, that they are in.
        chunk: index of the first chunk.
        chunks: how many chunks.
        request: what was asked for.
    """

    __slots__ = ("chunk", "chunks", "pack", "request")

    def __init__(self, pack: Pack, chunk: int, chunks: int, request: Request) -> None:
        self.pack = pack
        self.chunk = chunk
        self.chunks = chunks
        self.request = request

    def __repr__(self) -> str:
        kind = "area" if self.pack.oversized else "pack"
        name = f" {self.request.name}" if self.request.name else ""
        return f"<span{name}: {kind} {self.pack.number}, chunk {self.chunk}, {self.chunks} chunks>"

    @property
    def size(self) -> int:
        """Bytes that are occupied: whole chunks."""
        return self.chunks * self.pack.chunk_size

    @property
    def offset(self) -> int:
        """Bytes from the start of the pack to the first chunk."""
        return self.chunk * self.pack.chunk_size

    @property
    def oversized(self) -> bool:
        """Whether it has an area of its own."""
        return self.pack.oversized
