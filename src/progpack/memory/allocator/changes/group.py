"""Programs that are placed side by side: by one write, or in the room of a batch."""

from __future__ import annotations

from typing import Any, Final

from progpack.errors import UsageError
from progpack.memory.allocator.batch import ROOM, Batch
from progpack.memory.allocator.changes.place import acquire, undo
from progpack.memory.allocator.handles import Code, Room
from progpack.memory.allocator.side_table import Entry, State
from progpack.memory.allocator.state import AllocatorState, change, request_for
from progpack.memory.guard.guard import await_lock, section

__all__ = [
    "go_on_with_news",
    "hold_news",
    "install_apart",
    "install_group",
    "install_in",
    "leave",
    "leave_room",
    "next_room",
]

_LIVE: Final = State.LIVE
_RESERVED: Final = State.RESERVED
_FREED: Final = State.FREED


@change(within=True)
def hold_news(packs: AllocatorState, batch: object) -> None:
    """Hold back notifications from the beginning of a batch; takes the lock itself."""
    if packs.notifications is not None:
        packs.notifications.hold(batch)


@change(within=True)
def go_on_with_news(packs: AllocatorState, batch: object) -> None:
    """Deliver the notifications that a batch held back, at its end; takes the lock itself."""
    if packs.notifications is not None:
        packs.notifications.go_on(batch)


def install_apart(packs: AllocatorState, data: list[bytes], names: list[str]) -> list[Code]:
    """Install programs in the inner allocator, in the middle of a change by this thread."""
    return packs.beside().install_many(data, names=names)


@change(within=install_apart)
def install_group(packs: AllocatorState, data: list[bytes], names: list[str]) -> list[Code]:
    """Install programs side by side, by one write; takes the lock itself.

    Returns:
        None of them when there is room for all, but not in one piece: each is for a hole by
        itself then, so that no pack is added while there are holes.
    """
    unit, traps = packs.unit, packs.traps
    chunks = [-(-len(program) // unit) for program in data]
    if packs.pack_list.is_scattered(sum(chunks) * unit):
        return []
    room = Room()
    entry = acquire(packs, room, sum(chunks) * unit, 0, 0, "")
    region, died, generation = entry.home.region, packs.died, packs.last_generation
    try:
        codes = [Code() for _ in data]
        parts = []
        for code, program, count, name in zip(codes, data, chunks, names, strict=True):
            part = Entry(code, died)
            part.state, part.offset, part.size = _FREED, 0, len(program)
            generation += 1
            part.generation = generation
            code.owner = packs  # type: ignore[assignment]  # which is a PackAllocator
            code.entry = part
            parts.append((part, count, request_for(len(program), name)))
        packs.last_generation = generation
        image = b"".join([program + traps[-(-len(program) % unit) or unit :] for program in data])
        region.text_copy(entry.at, image)
    except BaseException as error:
        undo(packs, entry, error)
        raise
    entry.home.packs.split(entry, parts)
    # The room means nothing any more, whenever it goes.
    entry.state = _FREED
    for part, _, _ in parts:
        part.state = _LIVE
    packs.installs += len(parts)
    if packs.notifications is not None:
        packs.notifications.loaded_all([part for part, _, _ in parts])
    packs.torn = False
    return codes


@section
def install_in(packs: AllocatorState, batch: Batch, data: bytes, name: str) -> Code:
    """Install a program in the room of a batch, for `Batch.install`; takes the lock itself."""
    chunks = -(-len(data) // packs.unit)
    lock: Any = packs.lock
    while not lock.acquire(False):
        lock = await_lock(packs)
        if lock is None:
            return packs.beside().install(data, name=name)
    try:
        if packs.torn:
            packs.mend()
        room = batch.room
        if room is None or room.entry.state is not _RESERVED or room.entry.chunks <= chunks:
            room = next_room(packs, batch, chunks)
        packs.torn = True
        code = Code()
        entry = Entry(code, packs.died)
        entry.state, entry.offset, entry.size = _FREED, 0, len(data)
        packs.last_generation = entry.generation = packs.last_generation + 1
        code.owner = packs  # type: ignore[assignment]  # which is a PackAllocator
        code.entry = entry
        # The last chunks of the room are the program's from now on, see `PackList.split`.
        space = room.entry
        space.chunks = left = space.chunks - chunks
        entry.pack, entry.chunk, entry.chunks = space.pack, space.chunk + left, chunks
        entry.request = request_for(len(data), name)
        space.pack.spans[entry.chunk] = entry
        try:
            at = entry.chunk * packs.unit
            entry.pack.backing.region.text_copy(at, data)  # type: ignore[attr-defined]
        except BaseException as error:
            undo(packs, entry, error)
            raise
        entry.state = _LIVE
        packs.installs += 1
        if packs.notifications is not None:
            packs.notifications.loaded(entry)
        packs.torn = False
    finally:
        lock.release()
    return code


def next_room(packs: AllocatorState, batch: Batch, chunks: int) -> Room:
    """Room for the next programs of a batch, or for one of some chunks; with the lock held."""
    if packs.closing:
        raise UsageError("the allocator is closed")
    leave_room(packs, batch)
    room = Room()
    most = chunks + 1 if packs.pack_list.is_scattered(ROOM * packs.unit) else ROOM
    acquire(packs, room, most * packs.unit, 0, 0, "").state = _RESERVED
    batch.room = room
    packs.torn = False
    return room


@change(within=True)
def leave(packs: AllocatorState, batch: Batch) -> None:
    """Give back the chunks that a batch has not used; takes the lock itself."""
    leave_room(packs, batch)


def leave_room(packs: AllocatorState, batch: Batch) -> None:
    """Note what is left of a batch's room as garbage; with the lock held."""
    room, batch.room = batch.room, None
    if room is not None and room.entry.state is _RESERVED:
        packs.dead.append(room.entry)
