"""Reserved slots, finalized and abandoned; programs that shrink or change in place."""

from __future__ import annotations

from typing import Any, Final

from progpack.errors import ExecMemoryError, OutOfMemoryError, SpanError, UsageError
from progpack.memory.allocator.changes.ebb import ebb
from progpack.memory.allocator.changes.place import undo
from progpack.memory.allocator.changes.release import retire, uncharge
from progpack.memory.allocator.handles import Code, Slot, finished
from progpack.memory.allocator.side_table import Entry, State
from progpack.memory.allocator.state import AllocatorState, busy, change
from progpack.memory.arguments import shown
from progpack.memory.guard.guard import await_lock, section

__all__ = [
    "abandon",
    "abandon_within",
    "chunks_for",
    "cut",
    "finalize",
    "give_back_tail",
    "poke",
    "shrink",
]

_LIVE: Final = State.LIVE
_RESERVED: Final = State.RESERVED
_FREED: Final = State.FREED


@section
def finalize(packs: AllocatorState, slot: Slot, used: int | None) -> Code:
    """Finalize a slot, for `Slot.finalize` (None) and `Slot.commit`; takes the lock itself."""
    lock: Any = packs.lock
    while not lock.acquire(False):
        lock = await_lock(packs)
        if lock is None:
            raise busy("finalize a slot")
    try:
        if packs.torn:
            packs.mend()
        entry, code, data = slot.entry, slot.becoming, slot.buffer
        if data is None or code is None:
            raise finished(entry)
        if entry.state is not _RESERVED:
            raise SpanError(f"the {entry} is {entry.state.value}")
        packs.torn = True
        entry.state = _FREED
        slot.buffer = None
        if used is not None:
            entry.size = used
            data = data[: entry.offset + used]
        at = entry.chunk * packs.unit
        try:
            entry.pack.backing.region.text_copy(at, data)  # type: ignore[attr-defined]
        except BaseException as error:
            undo(packs, entry, error)
            raise
        # The rest was never written: it is traps.
        if entry.offset + entry.size <= (entry.chunks - 1) * packs.unit:
            give_back_tail(packs, entry, chunks_for(packs, entry))
        slot.becoming = None
        entry.state = _LIVE
        packs.installs += 1
        if packs.notifications is not None:
            packs.notifications.loaded(entry)
        packs.torn = False
    finally:
        lock.release()
    if packs.dead:
        packs.reap()
    return code


def chunks_for(packs: AllocatorState, entry: Entry) -> int:
    """Return the chunks that an entry needs for its bytes."""
    return -(-(entry.offset + entry.size) // packs.pack_list.chunk_size)


def give_back_tail(packs: AllocatorState, entry: Entry, chunks: int) -> int:
    """Give the chunks after the first ones back, which are traps; how many bytes."""
    freed = entry.home.packs.shrink(entry, chunks) * packs.pack_list.chunk_size
    uncharge(packs, freed)
    if freed and packs.recorder is not None:
        packs.recorder.shrunk(entry)
    return freed


@change()
def shrink(packs: AllocatorState, entry: Entry, size: int) -> int:
    """Shrink a program, for `Code.shrink`; takes the lock itself."""
    if not 1 <= size <= entry.size:
        raise UsageError(f"cannot keep {shown(size)} bytes of the {entry} of {entry.size}")
    if entry.state is not _LIVE:
        raise packs.table.explain(entry)
    packs.torn = True
    # The mark comes first, then the look: see progpack.memory.allocator.epochs.
    entry.state = State.SHRINKING
    try:
        runners = packs.runners.get(entry)
        if runners is not None and runners.busy:
            raise SpanError(f"a thread is inside the {entry}: it cannot shrink now")
        first = entry.offset + size
        # From here on it has that size, whatever happens: it is no more than is left.
        before, entry.size = entry.size, size
        try:
            cut(packs, entry, entry.at + first, entry.allocated - first)
        except ExecMemoryError:
            entry.size = before
            raise
    finally:
        if entry.state is State.SHRINKING:  # not freed in the middle of this
            entry.state = _LIVE
        packs.torn = False
    if packs.notifications is not None:
        packs.notifications.gone(entry)
        packs.notifications.loaded(entry)
    packs.torn = True
    freed = give_back_tail(packs, entry, chunks_for(packs, entry))
    packs.next_ebb -= 1  # as a free brings it nearer
    if packs.frees >= packs.next_ebb:
        ebb(packs)
    packs.torn = False
    return freed


def cut(packs: AllocatorState, entry: Entry, offset: int, size: int) -> None:
    """Make the end of a program traps, or leave it as it is."""
    region = entry.home.region
    before = region.read(offset, size)
    within = offset % packs.capabilities.trap_unit
    try:
        if within:
            # Begins inside a trap: text_invalidate() is for whole ones.
            traps = packs.capabilities.arch.trap_fill(within + size)
            region.text_copy(offset, traps[within:])
        else:
            region.text_invalidate(offset, size)
    except OutOfMemoryError:
        raise  # nothing was written
    except ExecMemoryError as error:
        try:
            # A part may be traps now.
            region.text_copy(offset, before)
        except ExecMemoryError as second:
            error.add_note(f"the end of it is not as it was: {second}")
        raise


@change(within=True)
def poke(packs: AllocatorState, entry: Entry, offset: int, old: bytes, new: bytes) -> None:
    """Change bytes of a program, for `Code.text_poke`; takes the lock itself."""
    if entry.state is not _LIVE:
        raise packs.table.explain(entry)
    if not 0 <= offset <= entry.size - len(new):
        raise SpanError(
            f"bytes {shown(offset)} to {shown(offset + len(new))} are outside the {entry} of "
            f"{entry.size} bytes"
        )
    region = entry.home.region
    region.text_poke(entry.address - region.address + offset, old, new)
    packs.pokes += 1


def abandon_within(packs: AllocatorState, slot: Slot) -> None:
    """`_abandon` in the middle of a change by this thread: when that has ended."""
    packs.dead.append(slot.entry)
    slot.becoming = slot.buffer = None


@change(within=abandon_within)
def abandon(packs: AllocatorState, slot: Slot) -> None:
    """Abandon a slot, for `Slot.abandon`; takes the lock itself."""
    entry = slot.entry
    if entry.state is not _RESERVED:
        raise SpanError(f"the {entry} is {entry.state.value}")
    packs.torn = True
    slot.becoming = slot.buffer = None
    retire(packs, entry)
    packs.torn = False
