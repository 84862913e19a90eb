"""The side table: who holds which span, kept outside executable memory.

Sizes and owners are never read from the memory they describe (reading a size back from the image
is how a failed copy in bpf_jit_binary_pack_finalize() could free a whole pack). Every write and
every free is checked against it.
"""

from __future__ import annotations

import bisect
import weakref
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Self

from progpack.errors import SpanError
from progpack.memory.protocol import Text
from progpack.pack import CHUNK, Pack, Span

__all__ = ["Entry", "SideTable", "State"]


class State(Enum):
    """What a span is at the moment."""

    RESERVED = "reserved"
    """Taken, still all traps."""
    LIVE = "live"
    """It holds a program."""
    FREED = "freed"
    """Given back; its chunks may hold something else."""
    QUARANTINED = "quarantined"
    """Freed, but its bytes could not be made traps: the chunks are never used again."""
    CLOSED = "closed"
    """Its allocator was closed."""


class Entry(weakref.ref[Any]):
    """The record of one span, and a weak reference to the Code or Slot that holds it.

    Attributes:
        address: address of the image.
        size: bytes of the image.
        start: address of the first chunk.
        span: the chunks.
        region: what they are in.
        generation: number of the allocation, never used twice in an allocator.
        state: what it is at the moment.
        name: for people.
    """

    __slots__ = ("address", "generation", "name", "region", "size", "span", "start", "state")

    address: int
    size: int
    start: int
    span: Span
    region: Text
    generation: int
    state: State
    name: str

    def __new__(
        cls,
        holder: object,
        died: Callable[[Any], None],
        span: Span,
        region: Text,
        offset: int,
        size: int,
        generation: int,
        name: str,
    ) -> Self:
        """An entry in state RESERVED.

        Args:
            holder: the Code or Slot.
            died: called with the entry when the holder is garbage.
            span: the chunks.
            region: what they are in.
            offset: bytes from the first chunk to the image.
            size: bytes of the image.
            generation: number of the allocation.
            name: for people.
        """
        self = super().__new__(cls, holder, died)
        start = region.address + span.chunk * CHUNK
        self.start = start
        self.address = start + offset
        self.size = size
        self.span = span
        self.region = region
        self.generation = generation
        self.state = State.RESERVED
        self.name = name
        return self

    def __init__(self, *_: object) -> None:
        # All is done in __new__; the base class would count the arguments.
        pass

    # An entry is itself and nothing else; the base class compares what is referred to.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __str__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        return f"program{name} at {self.address:#x} (generation {self.generation})"


class SideTable:
    """All spans of one allocator, and the regions they are in. The owner locks."""

    __slots__ = ("_bases", "_entries", "_packs")

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._bases: list[int] = []
        self._packs: dict[int, tuple[Pack, int]] = {}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def add_pack(self, pack: Pack, region: Text) -> None:
        """Note where a pack or an area is."""
        bisect.insort(self._bases, region.address)
        self._packs[region.address] = (pack, region.size)

    def remove_pack(self, region: Text) -> None:
        """Forget a pack or an area. KeyError: it is not known."""
        del self._packs[region.address]
        del self._bases[bisect.bisect_left(self._bases, region.address)]

    def add(self, entry: Entry) -> None:
        """Publish an entry."""
        self._entries[entry.start] = entry

    def remove(self, entry: Entry) -> None:
        """Withdraw an entry. KeyError: it is not there."""
        del self._entries[entry.start]

    def holds(self, entry: Entry) -> bool:
        """Whether it is this very entry that the table has for its place."""
        return self._entries.get(entry.start) is entry

    def covering(self, address: int) -> Entry | None:
        """The entry whose chunks an address lies in, or None."""
        located = self._pack_at(address)
        if located is None:
            return None
        base, pack = located
        chunk = (address - base) // CHUNK
        if pack.oversized:
            chunk = 0
        elif pack.bitmap.is_free(chunk, 1):
            return None
        # A taken chunk belongs to the nearest span that begins at or before it.
        for start in range(base + chunk * CHUNK, base - 1, -CHUNK):
            entry = self._entries.get(start)
            if entry is not None:
                return entry
        return None

    def check(self, entry: Entry) -> None:
        """Make sure that a program is live, by the entry that its Code carries.

        Raises:
            SpanError: it was freed, or its chunks belong to another one by now.
        """
        if entry.state is not State.LIVE or self._entries.get(entry.start) is not entry:
            raise self._explain(entry)

    def check_address(self, address: int) -> Entry:
        """The live program whose image begins at an address.

        Raises:
            SpanError: the address is unknown, free, or inside something.
        """
        entry = self.covering(address)
        if entry is not None and entry.state is State.LIVE and entry.address == address:
            return entry
        if entry is None:
            located = self._pack_at(address)
            if located is None:
                raise SpanError(f"unknown: {address:#x} is in no pack of this allocator")
            raise SpanError(
                f"unknown: {address:#x} is in a free chunk of {located[1]!r}; it was freed "
                "already, or nothing was ever there"
            )
        if entry.address != address:
            raise SpanError(
                f"interior: {address:#x} is not the start of the {entry}, whose chunks it is in"
            )
        raise SpanError(f"the {entry} is {entry.state.value}")

    def _pack_at(self, address: int) -> tuple[int, Pack] | None:
        index = bisect.bisect_right(self._bases, address) - 1
        if index < 0:
            return None
        base = self._bases[index]
        pack, size = self._packs[base]
        return (base, pack) if address < base + size else None

    def _explain(self, entry: Entry) -> SpanError:
        if entry.state is State.CLOSED:
            return SpanError(f"closed: the {entry} went when its allocator was closed")
        if entry.state is State.QUARANTINED:
            return SpanError(f"double free: the {entry} was freed, and its chunks are quarantined")
        if entry.state is State.RESERVED:
            return SpanError(f"not finalized: the {entry} is only reserved")
        current = self.covering(entry.start)
        if current is not None and current is not entry:
            return SpanError(f"stale: the {entry} was freed; its chunks now hold the {current}")
        return SpanError(f"double free: the {entry} was freed already")
