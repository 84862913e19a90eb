"""Garbage of an allocator, found and freed; packs and pages that hold nothing, given back."""

from __future__ import annotations

import threading
from typing import Final

from progpack.errors import ExecMemoryError, OutOfMemoryError
from progpack.memory.allocator.changes.close import close_now
from progpack.memory.allocator.changes.ebb import ebb, give_pages_back
from progpack.memory.allocator.changes.free import free_entry, mend_alone, settle
from progpack.memory.allocator.changes.release import let_go, retire
from progpack.memory.allocator.handles import Code
from progpack.memory.allocator.side_table import Entry, Home, State
from progpack.memory.allocator.state import AllocatorState, change
from progpack.memory.guard import forks
from progpack.memory.guard.guard import section

__all__ = [
    "bury",
    "free_unused",
    "limbo_event",
    "look",
    "reap",
    "seek_lost",
    "seek_lost_at_times",
    "trim",
]

#: Garbage that nobody noted is sought when a sixteenth of all regions is new.
_SEEK_SHIFT: Final = 4
_LIVE: Final = State.LIVE
_RESERVED: Final = State.RESERVED
_RETIRED: Final = State.RETIRED


def free_unused(packs: AllocatorState, body: Code) -> None:
    """Free a program unless a `Replaceable` jumps to it; takes the lock itself."""
    look(packs)
    runners = packs.runners.get(body.entry)
    if body.entry.state is _LIVE and (runners is None or not runners.bound):
        packs.dead.append(body.entry)
        packs.reap()


@section
def reap(packs: AllocatorState) -> None:
    """Free the programs that are garbage. Takes the lock itself, and never waits for it.

    It can run inside the garbage collector, in a thread that holds the lock already. Whoever
    holds the lock looks for garbage after giving it back.
    """
    while packs.dead or packs.frees >= packs.next_ebb:
        lock = packs.lock
        if not lock.acquire(False):
            return
        try:
            if packs.torn:
                packs.mend()
            packs.torn = True
            postponed = bury(packs)
            if packs.frees >= packs.next_ebb:
                ebb(packs)
            packs.torn = False
        finally:
            lock.release()
        if postponed:
            packs.dead.extend(postponed)
            return


@change(within=True)
def limbo_event(packs: AllocatorState) -> threading.Event | None:
    """Return an event that is set when no freed program is run any more; None: none is."""
    packs.limbo.forget_absent()
    return packs.limbo.event()


@change()
def trim(packs: AllocatorState) -> int:
    """Give back empty packs, for `PackAllocator.trim`; takes the lock itself."""
    freed = 0
    for arena in list(packs.arenas):
        packs.torn = True
        for pack in arena.packs.drop_empty():
            home = pack.backing
            assert isinstance(home, Home)
            let_go(packs, home)
            freed += home.region.size
        freed += give_pages_back(packs, arena)
        packs.torn = False
    return freed


def look(packs: AllocatorState) -> None:
    """Mend what is torn and give back what is garbage, before a look at everything."""
    seek_lost(packs)
    if packs.limbo.waits:
        packs.limbo.forget_absent()
        packs.dead.append(None)
    if (packs.torn or packs.dead) and not isinstance(packs.lock, forks.TornLock):
        mend_alone(packs)
        packs.reap()


def seek_lost(packs: AllocatorState) -> None:
    """Find garbage that was not told of: an exception can hit who tells of it, too."""
    for entry in packs.table:
        if (entry.state is _LIVE or entry.state is _RESERVED) and entry() is None:
            packs.dead.append(entry)


def seek_lost_at_times(packs: AllocatorState) -> None:
    """Seek lost garbage before regions are made; the more regions, the more rarely."""
    packs.until_seek -= 1
    if packs.until_seek < 0:
        seek_lost(packs)
        packs.until_seek = packs.table.regions >> _SEEK_SHIFT


def bury(packs: AllocatorState) -> list[Entry]:
    """Free the garbage; return the programs that must be tried again later."""
    postponed = []
    while packs.dead:
        entry = packs.dead.popleft()
        if entry is None:
            settle(packs)
            if packs.closing:
                close_now(packs)
            continue
        state = entry.state
        if state is _RETIRED and any(wait.entry is entry for wait in packs.limbo.waits):
            continue
        # There is nobody to raise to; the statistics have it.
        try:
            if state is _RESERVED:
                retire(packs, entry)
            elif state is _LIVE or state is _RETIRED:
                free_entry(packs, entry)
        except OutOfMemoryError as error:
            packs.failures.append(f"freeing garbage, to be tried again: {error}")
            postponed.append(entry)
        except ExecMemoryError as error:
            packs.failures.append(f"freeing garbage: {error}")
        packs.torn = True
    return postponed
