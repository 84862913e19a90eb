"""Frees of programs, with what they jump to; what waits until threads have left."""

from __future__ import annotations

from typing import Final

from progpack.errors import (
    ExecMemoryError,
    ForeignSpanError,
    OutOfMemoryError,
    SpanError,
    UsageError,
)
from progpack.memory.allocator.changes.release import give_back, not_poisoned, poison, retire, wipe
from progpack.memory.allocator.epochs import Runners
from progpack.memory.allocator.handles import Code
from progpack.memory.allocator.replaceable import Replaceable, refuse_bound, unbind
from progpack.memory.allocator.side_table import Entry, State
from progpack.memory.allocator.state import AllocatorState, change

__all__ = [
    "await_shrink",
    "entry_of",
    "forget_runners",
    "free_body",
    "free_entry",
    "free_within",
    "half_freed",
    "keep_runners",
    "mend_alone",
    "runners_of",
    "settle",
]

_LIVE: Final = State.LIVE
_RETIRED: Final = State.RETIRED
_FREED: Final = State.FREED


def half_freed(
    packs: AllocatorState, entry: Entry, body: Entry | None, error: ExecMemoryError
) -> None:
    """Settle a free that failed: the program is live as before, or gone all the same.

    Args:
        entry: the program.
        body: what it jumps to, if it is a `Replaceable`.
        error: what failed.
    """
    if entry.state is _RETIRED:
        not_poisoned(packs, entry, error)
    packs.freed_body = None
    if entry.state is not _FREED:
        packs.torn = entry.state is _RETIRED
    if entry.state is _LIVE:
        holder = entry()
        if body is not None and isinstance(holder, Replaceable):
            holder.runners.bound = True
        return
    packs.frees += 1
    if body is not None:
        packs.dead.append(body)  # nothing jumps to it any more


def free_entry(packs: AllocatorState, entry: Entry | None) -> None:
    """Free a live program, and what it jumps to; None: it went as garbage just now.

    Raises:
        As `PackAllocator.free`.
    """
    if entry is None:
        return
    body = None
    if entry() is not None:
        refuse_bound(packs.runners, entry)
    # The mark comes first, then the look: see progpack.memory.allocator.epochs.
    entry.state = _RETIRED
    try:
        if entry() is not None:
            packs.freed_body = body = unbind(packs.runners, entry)
        retire(packs, entry)
    except ExecMemoryError as error:
        half_freed(packs, entry, body, error)
        raise
    packs.frees += 1
    if body is not None:
        free_body(packs, body)
        packs.freed_body = None


def free_within(packs: AllocatorState, entry: Entry | None) -> None:
    """`free_entry` in the middle of a change by this thread: when that has ended."""
    if entry is None:
        return
    refuse_bound(packs.runners, entry)
    entry.state = _RETIRED
    packs.dead.append(entry)


def free_body(packs: AllocatorState, body: Entry) -> None:
    """Free what a `Replaceable` jumped to, after the jump; later, if there is no memory now.

    Raises:
        ExecMemoryError: the program is quarantined, or its pack was not taken back.
    """
    try:
        retire(packs, body)
    except OutOfMemoryError as error:
        packs.failures.append(f"freeing the body, to be tried again: {error}")
        packs.dead.append(body)
        return
    except ExecMemoryError:
        packs.frees += 1
        raise
    packs.frees += 1


def runners_of(packs: AllocatorState, entry: Entry) -> Runners:
    """Return the record of the threads that run a program, for `Code.function`.

    Raises:
        SpanError: the program was freed.
    """
    runners = packs.runners.setdefault(entry, Runners())
    if not entry.live:
        forget_runners(packs, entry)
    return runners


def keep_runners(packs: AllocatorState, entry: Entry) -> None:
    """`_forget_runners` in the middle of a change by this thread, perhaps of that program."""
    raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")


@change(within=keep_runners)
def forget_runners(packs: AllocatorState, entry: Entry) -> None:
    """Note nobody in a program that was freed. A free that fails leaves it live.

    Raises:
        SpanError: the program was freed.
    """
    if not entry.live:
        packs.runners.pop(entry, None)
        raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")


def await_shrink(packs: AllocatorState, entry: Entry) -> None:
    """Wait until a program is called that another thread shrinks.

    Raises:
        SpanError: the program was freed, or this thread is in the middle of shrinking it.
    """
    if entry.state is State.SHRINKING:
        mend_alone(packs)
    if entry.state is not _LIVE:
        raise SpanError(f"the {entry} is {entry.state.value}: not called")


def settle(packs: AllocatorState) -> None:
    """Poison programs and release regions that no thread is in any more."""
    for wait in packs.limbo.take_over():
        try:
            if wait.entry is not None:
                poison(packs, wait.entry)
                give_back(packs, wait.entry)
            elif wait.region is not None:
                if wait.companions:
                    wait.companions.clear()
                wait.region.release()
        except OutOfMemoryError as error:
            packs.failures.append(f"to be tried again: {error}")
            if wait.entry is not None:
                wait.entry.state = _RETIRED
                packs.limbo.waits.append(wait)
        except ExecMemoryError as error:
            # There is nobody to raise to; the statistics have it.
            packs.failures.append(f"after the last left: {error}")
            if wait.region is not None:
                packs.leaked += wait.region.size
                wipe(packs, wait.region)


@change(within=True)
def mend_alone(packs: AllocatorState) -> None:
    """Do nothing more: the thread that gets the lock mends what is torn."""


def entry_of(packs: AllocatorState, code: Code | int) -> Entry | None:
    """The entry of a live program, by its code or its address. Errors: see `free`.

    None: it was freed as garbage just now, and what frees it is a `__del__` that the collector
    runs after that.
    """
    if isinstance(code, Code):
        owner: object = code.owner
        if owner is not packs:
            raise ForeignSpanError(f"foreign allocator: the {code.entry} belongs to {code.owner!r}")
        entry = code.entry
        if entry.live:
            return entry
        if entry() is None:
            return None
        raise packs.table.explain(entry)
    if isinstance(code, int) and not isinstance(code, bool):
        return packs.table.check_address(code)
    raise UsageError(f"a program or an address is freed, not {code!r}")
