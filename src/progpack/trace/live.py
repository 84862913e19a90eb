"""The table of what is loaded at one moment of a trace: it tells which load an unload ends.

The same table is behind the statistics, the replay and the recorder, so that what a recorder
writes as the end of a load is that for every reader.
"""

from __future__ import annotations

from typing import Final

from progpack.pack.constants import CHUNK, CHUNK_SHIFT, HEADER, SAFETY
from progpack.trace.events import Load, Unload

__all__ = ["AROUND", "PROGRAMS", "LiveTable"]

AROUND: Final = HEADER + SAFETY + CHUNK - 1
"""Bytes that are added to a program's size before it is cut to whole chunks."""

PROGRAMS: Final = frozenset({"program", "classic"})
"""Kinds that have a header and slack around their code."""


class LiveTable:
    """A table of images that are loaded and not yet unloaded, found by address or id.

    Readers match unloads to loads with it, and so does whoever writes a trace of what it hears:
    an unload is written when this table knows its load.

    Args:
        limit: most images that are remembered; beyond that the oldest is forgotten.

    Attributes:
        count: images that are loaded.
        chunks: chunks that they take.
        replaced: loads at an address or of an id that was taken: an unload went unseen.
        forgotten: images that cannot be found any more.
    """

    def __init__(self, limit: int) -> None:
        self.count = 0
        self.chunks = 0
        self.replaced = 0
        self.forgotten = 0
        self._limit = limit
        self._by_address: dict[int, Load] = {}
        self._by_id: dict[int, Load] = {}

    def add(self, load: Load, chunks: int | None = None) -> list[Load]:
        """Remember a load; what was where it is now, and so must be gone.

        Args:
            load: the load.
            chunks: chunks that it takes, for callers that know them; else the load is asked.
        """
        number, address = load.id, load.address
        if number is None and address is None:
            # Nothing can ever name it again.
            self.forgotten += 1
            return []
        replaced = []
        if address in self._by_address or number in self._by_id:
            # Its address and its id may each be another's.
            while old := self._take(number, address):
                replaced.append(old)
            self.replaced += len(replaced)
        if self.count >= self._limit:
            self._forget()
        if address is not None:
            self._by_address[address] = load
        if number is not None:
            self._by_id[number] = load
        self.count += 1
        self.chunks += load.chunks if chunks is None else chunks
        return replaced

    def find(self, number: int | None, address: int | None) -> Load | None:
        """Return the load at this address, else the one with this id; None: neither is there."""
        live = self._by_address.get(address) if address is not None else None
        if live is None and number is not None:
            live = self._by_id.get(number)
        return live

    def remove(self, unload: Unload) -> Load | None:
        """Remove the load that an unload ends and return it; None where the table knows none."""
        live = self._by_address.pop(unload.address, None)  # type: ignore[arg-type]
        if live is None:
            return self._take(unload.id, None)
        number = live.id
        if number is not None and self._by_id.get(number) is live:
            del self._by_id[number]
        self.count -= 1
        size = live.size
        # The usual case of Load.chunks, without the call.
        if live.chunk_bytes is None and size and live.kind in PROGRAMS:
            self.chunks -= (size + AROUND) >> CHUNK_SHIFT
        else:
            self.chunks -= live.chunks
        return live

    def _take(self, number: int | None, address: int | None) -> Load | None:
        live = self.find(number, address)
        if live is not None:
            self._drop(live)
        return live

    def _drop(self, live: Load) -> None:
        if live.address is not None and self._by_address.get(live.address) is live:
            del self._by_address[live.address]
        if live.id is not None and self._by_id.get(live.id) is live:
            del self._by_id[live.id]
        self.count -= 1
        self.chunks -= live.chunks

    def _forget(self) -> None:
        """The oldest of those that have an address, or of those that have an id."""
        table = self._by_address or self._by_id
        self._drop(next(iter(table.values())))
        self.forgotten += 1
