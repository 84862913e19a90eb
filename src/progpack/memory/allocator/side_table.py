"""The side table: who holds which span, kept outside executable memory.

Sizes and owners are never read from the memory they describe (reading a size back from the image
is how a failed copy in bpf_jit_binary_pack_finalize() could free a whole pack). Every write and
every free is checked against it.
"""

from __future__ import annotations

import bisect
import weakref
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from progpack.errors import (
    DoubleFreeError,
    InteriorSpanError,
    SpanError,
    StaleSpanError,
    UnknownSpanError,
)
from progpack.memory.allocator.arenas import Arena
from progpack.memory.protocol import Text
from progpack.pack import Pack, Request

__all__ = ["Entry", "Home", "SideTable", "State"]


class State(Enum):
    """The state of a span."""

    RESERVED = "reserved"
    """Taken, still all traps."""
    LIVE = "live"
    """The span holds a program."""
    SHRINKING = "being shrunk"
    """The span holds a program whose tail is being made traps; then it is LIVE again."""
    RETIRED = "retired"
    """Freed, but a thread still runs it: its bytes and chunks stay until it has left."""
    FREED = "freed"
    """Given back; its chunks may hold something else."""
    QUARANTINED = "quarantined"
    """Freed, but its bytes could not be made traps: the chunks are never used again."""
    CLOSED = "closed"
    """The span's allocator was closed."""


class Home:
    """The memory behind a pack or an area. Each span of it that is held has its `Entry`.

    Attributes:
        region: the memory.
        arena: which arena it belongs to.
        packs: the list of that.
        pack: the pack or area.
    """

    __slots__ = ("arena", "pack", "packs", "region")

    def __init__(self, region: Text, arena: Arena) -> None:
        self.region = region
        self.arena = arena
        self.packs = arena.packs
        self.pack: Pack | None = None


class Entry(weakref.ref[Any]):
    """The record of one span, and a weak reference to the Code or Slot that holds it.

    Made like a weak reference, of the holder and a callback, and then filled in by whoever makes
    it: a constructor of its own would cost as much as placing the program. It stands for the chunks
    in its pack itself (see `progpack.pack.Held`): with ten thousand programs, each object more is
    another one that is in no cache when its program is freed.

    Attributes:
        pack: the pack or area that the chunks are in.
        chunk: index of the first one.
        chunks: how many.
        request: what was asked for.
        offset: bytes from the first chunk to the image.
        size: bytes of the image.
        generation: number of the allocation, never used twice in an allocator.
        state: what it is at the moment.
    """

    __slots__ = ("chunk", "chunks", "generation", "offset", "pack", "request", "size", "state")

    pack: Pack
    chunk: int
    chunks: int
    request: Request
    offset: int
    size: int
    generation: int
    state: State

    # An entry is itself and nothing else; the base class compares what is referred to.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __str__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        return f"program{name} at {self.address:#x} (generation {self.generation})"

    @property
    def name(self) -> str:
        """Name for people; may be empty."""
        return self.request.name

    @property
    def address(self) -> int:
        """Address of the image."""
        return self.start + self.offset

    @property
    def start(self) -> int:
        """Address of the first chunk."""
        return self.home.region.address + self.at

    @property
    def home(self) -> Home:
        """The memory behind the pack or area."""
        home: Home = self.pack.backing  # type: ignore[assignment]
        return home

    @property
    def live(self) -> bool:
        """Whether it holds a program."""
        return self.state is State.LIVE or self.state is State.SHRINKING

    @property
    def retired(self) -> bool:
        """Whether it was freed and is still there, because a thread is inside of it."""
        return self.state is State.RETIRED

    @property
    def at(self) -> int:
        """Bytes from the start of the region to the first chunk."""
        return self.chunk * self.pack.chunk_size

    @property
    def allocated(self) -> int:
        """Bytes of all chunks."""
        return self.chunks * self.pack.chunk_size


class SideTable:
    """All spans of one allocator, and the regions they are in.

    The owner locks what changes it. What only looks needs no lock: packs and areas are exchanged
    for others all at once.
    """

    __slots__ = ("_homes",)

    def __init__(self, homes: Iterable[Home] = ()) -> None:
        ordered = sorted(homes, key=lambda home: home.region.address)
        self._homes = [home.region.address for home in ordered], ordered

    def __iter__(self) -> Iterator[Entry]:
        for home in self._homes[1]:
            if home.pack is not None:
                # A copy: others may change it meanwhile.
                for entry in list(home.pack.spans.values()):
                    assert isinstance(entry, Entry)
                    yield entry

    @property
    def regions(self) -> int:
        """Number of packs and areas."""
        return len(self._homes[1])

    def add_home(self, home: Home, pack: Pack) -> None:
        """Note what a pack or an area is in."""
        home.pack = pack
        bases, homes = self._homes[0].copy(), self._homes[1].copy()
        at = bisect.bisect_left(bases, home.region.address)
        bases.insert(at, home.region.address)
        homes.insert(at, home)
        self._homes = bases, homes

    def remove_home(self, home: Home) -> None:
        """Forget a pack or an area."""
        bases, homes = self._homes[0].copy(), self._homes[1].copy()
        at = homes.index(home, bisect.bisect_left(bases, home.region.address))
        del bases[at], homes[at]
        self._homes = bases, homes

    def covering(self, address: int) -> Entry | None:
        """The entry whose chunks an address lies in, or None."""
        home = self._home_at(address)
        if home is None or home.pack is None:
            return None
        entry = home.pack.span_at((address - home.region.address) // home.pack.chunk_size)
        return entry if isinstance(entry, Entry) else None

    def check_address(self, address: int) -> Entry:
        """The live program whose image begins at an address.

        Raises:
            UnknownSpanError: the address is in no pack, or in a free chunk.
            InteriorSpanError: the address is inside something.
            SpanError: what begins there is no live program (DoubleFreeError: not any more).
        """
        entry = self.covering(address)
        if entry is not None and entry.live and entry.address == address:
            return entry
        if entry is None:
            home = self._home_at(address)
            if home is None:
                raise UnknownSpanError(f"unknown: {address:#x} is in no pack of this allocator")
            raise UnknownSpanError(
                f"unknown: {address:#x} is in a free chunk of {home.pack!r}; it was freed "
                "already, or nothing was ever there"
            )
        if entry.address != address:
            raise InteriorSpanError(
                f"interior: {address:#x} is not the start of the {entry}, whose chunks it is in"
            )
        if entry.state in (State.RETIRED, State.QUARANTINED):
            raise self.explain(entry)
        raise SpanError(f"the {entry} is {entry.state.value}")

    def explain(self, entry: Entry) -> SpanError:
        """Why the entry of a Code is not that of a live program; for the caller to raise."""
        if entry.state is State.CLOSED:
            return SpanError(f"closed: the {entry} went when its allocator was closed")
        if entry.state is State.QUARANTINED:
            return DoubleFreeError(
                f"double free: the {entry} was freed, and its chunks are quarantined"
            )
        if entry.state is State.RETIRED:
            return DoubleFreeError(
                f"double free: the {entry} was freed, and goes when no thread runs it any more"
            )
        if entry.state is State.RESERVED:
            return SpanError(f"not finalized: the {entry} is only reserved")
        if entry.state is State.SHRINKING:
            return SpanError(f"the {entry} is being shrunk by this thread")
        current = self.covering(entry.start)
        if current is not None and current is not entry:
            return StaleSpanError(
                f"stale: the {entry} was freed; its chunks now hold the {current}"
            )
        return DoubleFreeError(f"double free: the {entry} was freed already")

    def _home_at(self, address: int) -> Home | None:
        bases, homes = self._homes
        index = bisect.bisect_right(bases, address) - 1
        if index < 0:
            return None
        home = homes[index]
        return home if address < home.region.address + home.region.size else None
