"""One pack of the kernel: what is known of its place, of its chunks and of the programs in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from progpack.kernel.evidence.chunks import ChunkMap, State
from progpack.kernel.evidence.places import Places
from progpack.pack import CHUNK
from progpack.pack.constants import round_up
from progpack.snapshot import NO_EVIDENCE, PROGRAM, UNATTRIBUTED, PackView, SpanView

__all__ = ["Occupant", "PackEvidence"]


@dataclass(slots=True, eq=False)
class Occupant:
    """A program, a function of one, or a trampoline, that is known by name.

    Attributes:
        chunk: where it begins.
        low: chunks that it takes at least.
        high: chunks that it takes at most.
        name: for people.
        kind: as in `progpack.snapshot.SpanView`.
        size: bytes of machine code, 0 when not known.
    """

    chunk: int
    low: int
    high: int
    name: str = ""
    kind: str = PROGRAM
    size: int = 0


@dataclass(slots=True, eq=False)
class PackEvidence:
    """One pack.

    Attributes:
        number: serial, in the order in which they became known.
        base: address of chunk 0 of ``map``; None for a pack that is only expected.
        slack: bytes by which the pack may begin after ``base``; 0 when its base is known. The map
            covers all chunks that can be in it.
        size: bytes.
        how: from what the base is known.
        map: what is known of its chunks.
        held: programs with a name, by first chunk.
        after: numbers of packs that are searched before it.
        loose: first chunks of what is held with chunks that are not certain.
        blind: its extent cannot be told from that of another pack, so nothing is concluded in it.
    """

    number: int
    base: int | None
    slack: int
    size: int
    how: str
    map: ChunkMap
    held: Places[Occupant] = field(default_factory=lambda: Places[Occupant]())
    after: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    blind: bool = False

    @property
    def is_there(self) -> bool:
        """Whether something is proved to be in it: the kernel gives back a pack that is empty."""
        # Before its first chunk and after its last nothing is ever free, so that seems taken.
        return bool(self.held) if self.slack else self.map.has(State.TAKEN)

    def copy(self) -> PackEvidence:
        """Return evidence of the same content that can be changed on its own."""
        return replace(
            self,
            map=self.map.copy(),
            held=Places((chunk, replace(one)) for chunk, one in self.held.items()),
            after=set(self.after),
            loose=set(self.loose),
        )

    def view(self) -> PackView:
        """Return the pack as a part of a snapshot. Pending chunks have no evidence."""
        spans: list[SpanView] = []
        at = 0
        for first, one in self.held.items():
            if at < first:
                spans += self._unnamed(at, first)
            size = min(one.size, one.low * CHUNK)
            spans.append(SpanView(one.chunk, one.low, one.name, size, one.kind))
            at = first + one.low
        chunks = self.size // CHUNK
        if self.slack:
            # Its first chunk may be a later one than that of the map, and its last too.
            chunks = max([chunks, *(one.chunk + one.low for one in self.held.values())])
        spans += self._unnamed(at, chunks)
        return PackView(self.number, self.base, chunks * CHUNK, chunks, tuple(spans))

    def _unnamed(self, start: int, end: int) -> Iterator[SpanView]:
        for chunk, chunks, state in self.map.runs(start, end):
            if state is State.TAKEN:
                yield SpanView(chunk, chunks, kind=UNATTRIBUTED)
            elif state is not State.FREE:
                yield SpanView(chunk, chunks, kind=NO_EVIDENCE)

    def surely_has(self, chunks: int) -> bool:
        """Whether it is proved to be there with so many free chunks in a row."""
        return not self.blind and self.is_there and self.map.free_at(chunks) is not None

    def narrow(self, chunk: int, low: int, page_size: int, waiting: Iterable[Occupant]) -> int:
        """Conclude from a program where the pack can begin; the chunks dropped from its front.

        Args:
            chunk: where the program begins.
            low: chunks that it takes at least.
            page_size: bytes of a page.
            waiting: as for `drop_front`.
        """
        assert self.base is not None
        header = self.base + chunk * CHUNK
        highest = header // page_size * page_size
        if highest < self.base + self.slack:
            self.slack = highest - self.base
            self.map.cut((self.size + self.slack) // CHUNK)
        lowest = round_up(header + low * CHUNK - self.size, page_size)
        return self.drop_front(lowest - self.base, waiting)

    def drop_front(self, size: int, waiting: Iterable[Occupant]) -> int:
        """Move the start ``size`` bytes up, where the slack allows that.

        Args:
            size: bytes.
            waiting: what was unloaded from it, and is not known to be free.

        Returns:
            The number of chunks that were dropped; 0 where the start stays.
        """
        shift = size // CHUNK if 0 < size <= self.slack else 0
        if shift:
            assert self.base is not None
            self.base += shift * CHUNK
            self.slack -= shift * CHUNK
            self.map.drop_first(shift)
            for occupant in (*self.held.values(), *waiting):
                occupant.chunk -= shift
            self.held = Places((occupant.chunk, occupant) for occupant in self.held.values())
            self.loose = {
                occupant.chunk for occupant in self.held.values() if occupant.high > occupant.low
            }
        return shift

    def is_before(self, other: PackEvidence) -> bool:
        """Whether the kernel is known to search it before another pack."""
        return self.number in other.after

    def doubt_taken(self, start: int, end: int) -> None:
        """Chunks that are taken by nobody with a name may be free now."""
        if end > start:
            self.map.doubt_taken(start, end - start)

    def doubt_unnamed(self) -> None:
        """All chunks that nobody with a name has may be free now."""
        at = 0
        for first, occupant in self.held.items():
            self.doubt_taken(at, first)
            at = first + occupant.low
        self.doubt_taken(at, self.map.chunks)
