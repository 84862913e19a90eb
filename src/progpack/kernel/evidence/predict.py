"""Prediction of the place where the kernel will put the next program, or why there is none.

For each pack there is a lowest place that can be free and a lowest place that is free for
certain. When only one pack can be meant and its two places are the same, the program goes there.
Nothing else is called exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from progpack.errors import UsageError
from progpack.kernel.evidence.evidence import Evidence, KernelState
from progpack.kernel.evidence.pack import Occupant, PackEvidence
from progpack.kernel.syscall.programs import program_ids
from progpack.known import Unknown
from progpack.pack import CHUNK

__all__ = ["Exact", "Forecast", "Placement", "current_state", "predict", "predict_sequence"]


@dataclass(frozen=True, slots=True)
class Exact:
    """The place of a program.

    Attributes:
        pack: number of the pack in the evidence; None for a new pack or pages of its own.
        chunk: index of its first chunk, counted from ``pack.base``; 0 in a new pack; -1 when it
            fits no pack and gets pages of its own.
        address: address of that chunk, or None where the address is not decided yet.
        state: of the kernel for which it holds: until a program is loaded or a free is done that
            the evidence does not know. `current_state` is what the kernel has now. None: not known.
    """

    pack: int | None
    chunk: int
    address: int | None = None
    state: KernelState | None = field(default=None, compare=False)

    @property
    def new_pack(self) -> bool:
        """Whether a pack is made for it."""
        return self.pack is None and self.chunk == 0

    @property
    def own_pages(self) -> bool:
        """Whether it gets pages of its own."""
        return self.chunk < 0


Placement: TypeAlias = Exact | Unknown


@dataclass(frozen=True, slots=True)
class _Room:
    """The places of one pack that a program can go to: the lowest, and the lowest certain one."""

    pack: PackEvidence
    lowest: int
    certain: int | None


def predict(evidence: Evidence, chunks: int) -> Placement:
    """Return the place that a program of ``chunks`` chunks gets if it is the next one.

    Raises:
        UsageError: ``chunks`` is not positive.
    """
    if chunks < 1:
        raise UsageError(f"a program has at least one chunk, not {chunks}")
    if chunks * CHUNK > evidence.pack_size:
        return Exact(None, -1, state=evidence.state)
    rooms = _rooms(evidence, chunks)
    if not evidence.complete:
        return Unknown("packs in which nothing was seen may exist, and may have room")
    if not rooms:
        return Exact(None, 0, state=evidence.state)
    if len(rooms) > 1:
        numbers = ", ".join(str(room.pack.number) for room in rooms)
        return Unknown(f"packs {numbers} can have room for {chunks} chunks, in an order not known")
    [room] = rooms
    pack = room.pack
    if room.certain is None:
        return Unknown(
            f"pack {pack.number} can have room for {chunks} chunks at chunk {room.lowest}, "
            "and is not certain to have it anywhere"
        )
    if room.certain != room.lowest:
        return Unknown(
            f"pack {pack.number} is certain to have room for {chunks} chunks at chunk "
            f"{room.certain}, and can have it at chunk {room.lowest}"
        )
    base = pack.base
    address = None if base is None else base + room.lowest * CHUNK
    return Exact(pack.number, room.lowest, address, evidence.state)


def current_state() -> KernelState:
    """The state of the running kernel now; a prediction for another may not hold any more.

    Raises:
        ProgpackError: ids may not be asked for (CAP_SYS_ADMIN).
    """
    return KernelState.of(program_ids())


def predict_sequence(
    evidence: Evidence, steps: Iterable[tuple[Hashable, int]]
) -> Iterator[Placement]:
    """Yield the place that each load of a sequence gets, with unloads between the loads.

    Args:
        evidence: what is known at the start; it is not changed.
        steps: (key, chunks): chunks above 0 load a program, 0 unloads it again. A free is not
            believed to be done within the sequence.

    Yields:
        One placement for each load.
    """
    forecast = Forecast(evidence)
    for key, chunks in steps:
        if chunks:
            yield forecast.load(key, chunks)
        else:
            forecast.unload(key)


class Forecast:
    """Follows a sequence of loads and unloads that have not been made.

    Args:
        evidence: what is known at the start; it is not changed.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence.copy()
        self._held: dict[Hashable, tuple[PackEvidence, Occupant] | None] = {}

    def load(self, key: Hashable, chunks: int) -> Placement:
        """Return the place that this program gets, and count it as loaded.

        Raises:
            UsageError: the key is loaded already.
        """
        if key in self._held:
            raise UsageError(f"{key!r} is loaded already")
        place = predict(self.evidence, chunks)
        self._held[key] = None
        if isinstance(place, Unknown):
            self._lost(chunks)
        elif not place.own_pages:
            pack = self._pack(place)
            self._held[key] = pack, self.evidence.place(pack, place.chunk, chunks, str(key))
        return place

    def unload(self, key: Hashable) -> None:
        """Unload the program of a key. Its chunks are free after `settle`.

        Raises:
            UsageError: the key is not loaded.
        """
        if key not in self._held:
            raise UsageError(f"{key!r} is not loaded")
        where = self._held.pop(key)
        if where is not None:
            self.evidence.leave(*where)

    def settle(self) -> None:
        """Count all frees as done."""
        self.evidence.settle()

    def _pack(self, place: Exact) -> PackEvidence:
        for pack in self.evidence.packs:
            if pack.number == place.pack:
                return pack
        return self.evidence.add_pack(None, how="expected", new=True)

    def _lost(self, chunks: int) -> None:
        """The program is somewhere: what it can have taken is not certain to be free."""
        rooms = _rooms(self.evidence, chunks)
        for room in rooms:
            end = room.pack.map.chunks if room.certain is None else room.certain + chunks
            room.pack.map.doubt_free(room.lowest, end - room.lowest)
        if all(room.certain is None for room in rooms):
            # It may have needed a new pack.
            self.evidence.unseen = None


def _rooms(evidence: Evidence, chunks: int) -> list[_Room]:
    """Packs that the program can go to."""
    rooms = []
    for pack in evidence.packs:
        lowest = pack.map.may_fit_at(chunks)
        if lowest is not None:
            # An empty pack is given back at any moment.
            certain = pack.map.free_at(chunks) if pack.is_there else None
            rooms.append(_Room(pack, lowest, certain))
    if evidence.preference:
        return rooms
    certain_packs = [room.pack for room in rooms if room.certain is not None]
    return [
        room for room in rooms if not any(other.is_before(room.pack) for other in certain_packs)
    ]
