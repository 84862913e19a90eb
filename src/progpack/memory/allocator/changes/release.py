"""Chunks that are given back, and those that cannot be. The caller has the allocator's lock."""

from __future__ import annotations

from typing import Final

from progpack.errors import ExecMemoryError, OutOfMemoryError
from progpack.memory.allocator.epochs import Wait
from progpack.memory.allocator.side_table import Entry, Home, State
from progpack.memory.allocator.state import AllocatorState
from progpack.memory.protocol import Text

__all__ = [
    "give_back",
    "is_wiped",
    "let_go",
    "not_poisoned",
    "poison",
    "quarantine",
    "retire",
    "tell_gone",
    "uncharge",
    "wipe",
]

_LIVE: Final = State.LIVE
_RESERVED: Final = State.RESERVED
_RETIRED: Final = State.RETIRED
_FREED: Final = State.FREED


def retire(packs: AllocatorState, entry: Entry) -> None:
    """Free a program, or a slot, to which nothing was ever copied."""
    if entry.state is not _RESERVED:
        entry.state = _RETIRED
        runners = packs.runners.get(entry)
        if runners is not None and runners.busy:
            del packs.runners[entry]
            packs.limbo.waits.append(Wait(runners.all(), entry))
            packs.dead.append(None)  # should the last have left since the look
            return
        poison(packs, entry)
        packs.runners.pop(entry, None)
    give_back(packs, entry)


def poison(packs: AllocatorState, entry: Entry) -> None:
    """Make a program traps, or quarantine it.

    Raises:
        OutOfMemoryError: not now; it is live as before.
        ExecMemoryError: the program is quarantined.
    """
    try:
        entry.home.region.text_invalidate(entry.at, entry.allocated)
    except ExecMemoryError as error:
        not_poisoned(packs, entry, error)
        raise


def not_poisoned(packs: AllocatorState, entry: Entry, error: ExecMemoryError) -> None:
    """Quarantine a program that could not be made traps, or leave it live."""
    if not isinstance(error, OutOfMemoryError):
        quarantine(packs, entry, error)
    elif not is_wiped(packs, entry):
        entry.state = _LIVE


def is_wiped(packs: AllocatorState, entry: Entry) -> bool:
    """Whether a program is traps: the error may be of who interrupted the writing of them."""
    traps = packs.capabilities.arch.trap_fill(entry.allocated)
    return entry.home.region.read(entry.at, entry.allocated) == traps


def wipe(packs: AllocatorState, region: Text) -> None:
    """Make traps of a region that the system did not take back: nothing in it may run."""
    try:
        region.text_invalidate(0, region.size)
    except ExecMemoryError as error:
        # What is left of it is not ours any more, or cannot be written.
        packs.failures.append(f"not wiped: {error}")


def give_back(packs: AllocatorState, entry: Entry) -> None:
    """Give the chunks of an entry back, which are traps, and its pack if that is empty now."""
    packs.companions.pop(entry, None)
    entry.state = _FREED
    home = entry.home
    if packs.notifications is not None or packs.recorder is not None:
        tell_gone(packs, entry)
    pack = home.packs.release(entry)
    uncharge(packs, entry.allocated)
    if pack is not None:
        let_go(packs, home)


def let_go(packs: AllocatorState, home: Home) -> None:
    """Release the region of a pack or an area in which nothing is left."""
    packs.table.remove_home(home)
    packs.arenas.tidy(home.arena)
    region = home.region
    try:
        region.release()
    except ExecMemoryError as error:
        packs.leaked += region.size
        packs.failures.append(str(error))
        packs.torn = False
        # Not as a shortage: trying again is of no use.
        raise ExecMemoryError(str(error)) from error


def uncharge(packs: AllocatorState, size: int) -> None:
    """Charge so many bytes less."""
    if packs.limit is not None:
        packs.limit.uncharge(size)


def tell_gone(packs: AllocatorState, entry: Entry) -> None:
    """Tell listeners and the trace that a program is gone."""
    if packs.notifications is not None:
        packs.notifications.gone(entry)
    if packs.recorder is not None:
        packs.recorder.given_back(entry)


def quarantine(packs: AllocatorState, entry: Entry, error: ExecMemoryError) -> None:
    """Keep the chunks taken for ever; the program is gone, so its charge goes too."""
    packs.companions.pop(entry, None)
    entry.state = State.QUARANTINED
    if packs.notifications is not None:
        packs.notifications.gone(entry)
    packs.quarantined += entry.chunks
    uncharge(packs, entry.allocated)
    packs.failures.append(str(error))
