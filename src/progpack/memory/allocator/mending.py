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
from progpack.memory.allocator import replace
from progpack.memory.allocator.arenas import Arena
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import Entry, Home, SideTable, State
from progpack.memory.allocator.state import Holdings

__all__ = ["mend"]

_GONE = (State.FREED, State.RETIRED, State.RESERVED)
_CHARGED = (State.LIVE, State.RESERVED, State.RETIRED)


def mend(packs: Holdings) -> None:
    """Finish or take back what an exception cut short. The caller holds the lock."""
    if packs._closing:
        packs._close()
        packs._torn = False
        return
    for entry in packs._table:
        if entry.state is State.SHRINKING:
            entry.state = State.LIVE
    replace.mend(packs)
    if packs._body is not None and packs._body.state is State.LIVE:
        # The jump to it goes; if not, it is bound again, and stays.
        packs._dead.append(packs._body)
    packs._body = None
    queued = {entry for entry in packs._dead if entry is not None}
    queued.update(wait.entry for wait in packs._limbo.waits if wait.entry is not None)
    for arena in packs._arenas:
        _mend_arena(packs, arena, queued)
    packs._arenas.tidy_all()
    _count(packs)
    packs._limbo.tell_if_over()
    packs._dead.append(None)
    packs._torn = False


def _mend_arena(packs: Holdings, arena: Arena, queued: set[Entry]) -> None:
    placed = arena.packs
    for pack in (*placed.packs, *placed.areas):
        for span in list(pack.spans.values()):
            assert isinstance(span, Entry)
            if span.state is State.LIVE and span() is None:
                packs._dead.append(span)  # nobody was told that it is garbage
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


def _remove(packs: Holdings, entry: Entry) -> None:
    """Make traps of what was written of a program, or left of it, and forget it."""
    try:
        entry.home.region.text_invalidate(entry.at, entry.allocated)
    except OutOfMemoryError as error:
        packs._failures.append(f"mending, to be tried again: {error}")
        entry.state = State.RETIRED
        packs._dead.append(entry)
        return
    except ExecMemoryError as error:
        packs._failures.append(f"mending: {error}")
        entry.state = State.QUARANTINED
    else:
        entry.state = State.FREED
        del entry.pack.spans[entry.chunk]
    packs._runners.pop(entry, None)
    packs._tell_gone(entry)
    holder = entry()
    if isinstance(holder, Replaceable) and hasattr(holder, "_body"):
        holder._runners.bound = False
        packs._dead.append(holder._body._entry)


def _count(packs: Holdings) -> None:
    """Make the table of regions, the charge and the counters again."""
    regions = (*packs._arenas.packs, *packs._arenas.areas)
    homes = []
    for pack in regions:
        home = pack.backing
        assert isinstance(home, Home)
        home.pack = pack
        homes.append(home)
    packs._table = SideTable(homes)
    entries = list(packs._table)
    if packs._limit is not None:
        packs._limit.recount(
            sum(e.allocated for each in packs._family() for e in each._table if e.state in _CHARGED)
        )
    packs._quarantined = sum(e.chunks for e in entries if e.state is State.QUARANTINED)
    # Those that are queued were not counted as freed.
    queued = {entry for entry in packs._dead if entry is not None}
    live = sum(e.state is State.LIVE or (e.state is State.RETIRED and e in queued) for e in entries)
    missing = live - (packs._installs - packs._frees)
    packs._installs += max(missing, 0)
    packs._frees += max(-missing, 0)
