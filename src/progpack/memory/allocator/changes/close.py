"""The end of an allocator: every program is closed, and regions go when nobody is inside."""

from __future__ import annotations

from typing import Any

from progpack.errors import ExecMemoryError
from progpack.memory.allocator.changes.release import tell_gone, wipe
from progpack.memory.allocator.epochs import Runners, Wait
from progpack.memory.allocator.handles import leave_lent
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import SideTable, State
from progpack.memory.allocator.state import AllocatorState, region_of
from progpack.memory.guard.guard import await_lock, section
from progpack.memory.guard.shared import pairs
from progpack.memory.protocol import Text

__all__ = ["close_alone", "close_now", "doom"]


def doom(packs: AllocatorState) -> list[Text]:
    """Close every program; the regions that can go at once.

    Others wait until threads have left them, or stay for those that programs are lent to.
    """
    lent = leave_lent(packs)
    inside: dict[Text, list[Runners]] = {}
    for wait in packs.limbo.waits:
        if wait.entry is not None:
            inside.setdefault(wait.entry.home.region, []).extend(wait.runners)
    for entry in packs.table:
        entry.state = State.CLOSED
        tell_gone(packs, entry)
        holder = entry()
        if isinstance(holder, Replaceable) and holder.runners.busy:
            inside.setdefault(entry.home.region, []).extend(holder.runners.all())
    for entry, runners in packs.runners.items():
        if runners.busy:
            inside.setdefault(entry.home.region, []).extend(runners.all())
    # An exception may cut this short, and then it is done again: what waits is noted once, and what
    # says who is inside goes last.
    staying = lent | {wait.region for wait in packs.limbo.waits if wait.region is not None}
    for region, noted in inside.items():
        if region not in staying:
            kept = [c for entry, c in pairs(packs.companions) if entry.home.region is region]
            packs.limbo.waits.append(Wait(tuple(noted), region=region, companions=kept))
    packs.limbo.waits[:] = [wait for wait in packs.limbo.waits if wait.entry is None]
    packs.runners.clear()
    regions = (region_of(pack) for pack in (*packs.arenas.packs, *packs.arenas.areas))
    return [region for region in regions if region not in inside and region not in staying]


@section
def close_alone(packs: AllocatorState) -> None:
    """Close with the lock; in the middle of a change by this thread, when that has ended."""
    lock: Any = packs.lock
    while not lock.acquire(False):
        lock = await_lock(packs)
        if lock is None:
            packs.dead.append(None)
            return
    try:
        if packs.torn:
            packs.mend()
        close_now(packs)
    finally:
        lock.release()


def close_now(packs: AllocatorState) -> None:
    """Free everything.

    Raises:
        ExecMemoryError: the system would not take a region back; all others are released.
    """
    if packs.closed:
        return
    regions = doom(packs)
    if packs.limit is not None:
        packs.limit.recount(0)
    packs.arenas.clear()
    packs.pack_list = packs.arenas.main.packs
    packs.table = SideTable()
    packs.companions = {}
    # From here on regions that are not released are garbage at least.
    packs.closed = True
    failures = []
    for region in regions:
        try:
            region.release()
        except ExecMemoryError as error:
            packs.leaked += region.size
            failures.append(error)
            wipe(packs, region)
    if packs.recorder is not None:
        packs.recorder.close()
        packs.recorder = None
    packs.torn = False
    if failures:
        raise failures[0]
