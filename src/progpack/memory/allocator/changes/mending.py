"""Mending an allocator after an exception in the middle of a change.

The entries of the side table are the truth: which chunks are whose is in the spans of the packs,
and what becomes of them in the state of the entry. A program is there from the moment when its
entry is LIVE, and gone from the moment when it is RETIRED. All else (what is free, the charge, the
counters, the table of regions) is made again from that, so that a change need not be undone step by
step, which another exception could interrupt. Mending can itself be interrupted at any point: the
mark that it is needed is taken away at the end.
"""

from __future__ import annotations

from progpack.errors import ExecMemoryError, OutOfMemoryError
from progpack.memory.allocator.arenas import Arena
from progpack.memory.allocator.changes import replace
from progpack.memory.allocator.changes.close import close_now
from progpack.memory.allocator.changes.release import tell_gone
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import Entry, Home, SideTable, State
from progpack.memory.allocator.state import AllocatorState

__all__ = ["mend"]

_GONE = (State.FREED, State.RETIRED, State.RESERVED)
_CHARGED = (State.LIVE, State.RESERVED, State.RETIRED)


def mend(packs: AllocatorState) -> None:
    """Finish or undo a change that an exception interrupted. The caller holds the lock."""
    if packs.closing:
        close_now(packs)
        packs.torn = False
        return
    for entry in packs.table:
        if entry.state is State.SHRINKING:
            entry.state = State.LIVE
    replace.mend(packs)
    if packs.freed_body is not None and packs.freed_body.state is State.LIVE:
        # The jump to it goes; if not, it is bound again, and stays.
        packs.dead.append(packs.freed_body)
    packs.freed_body = None
    queued = {entry for entry in packs.dead if entry is not None}
    queued.update(wait.entry for wait in packs.limbo.waits if wait.entry is not None)
    for arena in packs.arenas:
        _mend_arena(packs, arena, queued)
    packs.arenas.tidy_all()
    _count(packs)
    packs.limbo.tell_if_over()
    packs.dead.append(None)
    packs.torn = False


def _mend_arena(packs: AllocatorState, arena: Arena, queued: set[Entry]) -> None:
    placed = arena.packs
    for pack in (*placed.packs, *placed.areas):
        for span in list(pack.spans.values()):
            assert isinstance(span, Entry)
            if span.state is State.LIVE and span() is None:
                packs.dead.append(span)  # nobody was told that it is garbage
            elif span.state in _GONE and not _stays(span, queued):
                _remove(packs, span)
    for pack in placed.rebuild():
        home = pack.backing
        assert isinstance(home, Home)
        # Its region is garbage now, and is unmapped as such.
        home.pack = None


def _stays(entry: Entry, queued: set[Entry]) -> bool:
    """Whether an entry that is of no program holds its chunks rightly."""
    if entry.state is not State.RESERVED:
        return entry.state is State.RETIRED and entry in queued
    return entry() is not None


def _remove(packs: AllocatorState, entry: Entry) -> None:
    """Make traps of what was written of a program, or left of it, and forget it."""
    try:
        entry.home.region.text_invalidate(entry.at, entry.allocated)
    except OutOfMemoryError as error:
        packs.failures.append(f"mending, to be tried again: {error}")
        entry.state = State.RETIRED
        packs.dead.append(entry)
        return
    except ExecMemoryError as error:
        packs.failures.append(f"mending: {error}")
        entry.state = State.QUARANTINED
    else:
        entry.state = State.FREED
        del entry.pack.spans[entry.chunk]
    packs.runners.pop(entry, None)
    packs.companions.pop(entry, None)
    tell_gone(packs, entry)
    holder = entry()
    if isinstance(holder, Replaceable) and hasattr(holder, "target"):
        holder.runners.bound = False
        packs.dead.append(holder.target.entry)


def _count(packs: AllocatorState) -> None:
    """Make the table of regions, the charge and the counters again."""
    regions = (*packs.arenas.packs, *packs.arenas.areas)
    homes = []
    for pack in regions:
        home = pack.backing
        assert isinstance(home, Home)
        home.pack = pack
        homes.append(home)
    packs.table = SideTable(homes)
    entries = list(packs.table)
    if packs.limit is not None:
        packs.limit.recount(
            sum(e.allocated for each in packs.family() for e in each.table if e.state in _CHARGED)
        )
    packs.quarantined = sum(e.chunks for e in entries if e.state is State.QUARANTINED)
    # Those that are queued were not counted as freed.
    queued = {entry for entry in packs.dead if entry is not None}
    live = sum(e.state is State.LIVE or (e.state is State.RETIRED and e in queued) for e in entries)
    missing = live - (packs.installs - packs.frees)
    packs.installs += max(missing, 0)
    packs.frees += max(-missing, 0)
