"""What an allocator holds: spans and their charge, what waits to be freed, what became garbage.

`PackAllocator` is the public face. Here is what it does with the lock held, so that after any
failure everything is as it was before.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from progpack.errors import ExecMemoryError, OutOfMemoryError, SpanError, UsageError
from progpack.memory import forks
from progpack.memory.arenas import Arena, Arenas
from progpack.memory.code import Code, Slot
from progpack.memory.epochs import Limbo, Runners, Wait
from progpack.memory.news import News, Recorder
from progpack.memory.placement import REACH
from progpack.memory.protocol import Memory, Text
from progpack.memory.replace import Replaceable
from progpack.memory.sidetable import Entry, Home, SideTable, State
from progpack.pack import JitLimit, Pack, PackList, Policy, Request, Spot

__all__ = ["Holdings", "region_of"]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_RETIRED = State.RETIRED
_FREED = State.FREED
_FAILURES_KEPT = 16

# Requests are values; those without a name are worth sharing, and so are those of programs that
# have the name of one before them, as the probes of many tools do.
_unnamed = lru_cache(maxsize=1024)(Request)
_named = lru_cache(maxsize=64)(Request)


class Holdings:
    """Everything that an allocator holds. Arguments and errors: see `PackAllocator`."""

    def __init__(
        self,
        policy: Policy | str,
        memory: Memory,
        jit_limit: int | None,
        name: str,
        near: int | None,
    ) -> None:
        _check_types(policy, memory, jit_limit, name, near)
        self.memory = memory
        self.capabilities = self.memory.capabilities
        self.capabilities.require("text_copy", "text_invalidate", "set_rox")
        self.name = name
        self.near = near
        self.owner = os.getpid()
        # Without a limit nothing is counted: what is charged is known from the packs.
        self._limit = None if jit_limit is None else JitLimit(jit_limit)
        # The packs of requests that may be anywhere, and all lists of packs.
        self._list = self._empty_list(policy)
        self._arenas = Arenas(self._list, near)
        self._unit = self._list.chunk_size
        self._table = SideTable()
        self._traps = self.capabilities.arch.trap_fill(self._list.chunk_size)
        self._lock: threading.Lock | forks.TornLock = threading.Lock()
        self._closed = False
        # Who is told of programs, and the trace that is written; mostly nobody and none.
        self._news: News | None = None
        self._recorder: Recorder | None = None
        self._generation = 0
        self._installs = 0
        self._frees = 0
        self._pokes = 0
        self._quarantined = 0
        self._leaked = 0
        self._failures: deque[str] = deque(maxlen=_FAILURES_KEPT)
        # Programs that are garbage; None: somebody left a program while others waited for it.
        self._dead: deque[Entry | None] = deque()
        self._died = _undertaker(weakref.ref(self), self._dead)
        self._runners: dict[Entry, Runners] = {}
        self._limbo = Limbo()
        forks.watch(self, 0)

    # What follows runs with the lock held, except where it says otherwise.

    def _acquire(
        self,
        holder: Code | Slot,
        wanted: int,
        size: int,
        offset: int,
        name: str,
        arena: Arena | None = None,
    ) -> Entry:
        """Charge, place and, where needed, reserve; the entry is RESERVED, of a program or not."""
        if self._closed:
            raise UsageError("the allocator is closed")
        request = _named(wanted, False, name) if name else _unnamed(wanted)
        packs = self._list if arena is None else arena.packs
        entry = Entry(holder, self._died)
        # Until it is all there it is nothing that a dying holder leaves behind.
        entry.state = _FREED
        limit = self._limit
        if packs.place_as(entry, request) is None:
            self._place_new(entry, arena or self._arenas.main, request)
        elif limit is not None:
            try:
                limit.charge(entry.chunks * packs.chunk_size)
            except BaseException:
                packs.release(entry)
                raise
        self._generation = generation = self._generation + 1
        entry.offset = offset
        entry.size = size
        entry.generation = generation
        entry.state = _RESERVED
        holder._packs = self  # type: ignore[assignment]  # which is a PackAllocator
        holder._entry = entry
        if self._recorder is not None:
            self._recorder.placed(entry)
        return entry

    def _arena(self, near: int, reach: int | None) -> Arena:
        """The arena for requests near an address."""
        if reach is None:
            reach = self.capabilities.arch.branch_reach.value or REACH
        return self._arenas.at(near, reach)

    def _place_new(self, entry: Entry, arena: Arena, request: Request) -> None:
        """Charge and place a request for which there is no room in the packs."""
        spot = arena.packs.find(request)
        if self._limit is not None:
            try:
                self._limit.charge(spot.size)
            except BaseException:
                self._arenas.tidy(arena)
                raise
        try:
            if spot.pack is not None:
                arena.packs.take_as(entry, spot)
            else:
                self._take_new(entry, arena, spot)
        except BaseException:
            self._uncharge(spot.size)
            raise

    def _take_new(self, entry: Entry, arena: Arena, spot: Spot) -> None:
        """Reserve a region for a new pack or area, and take the spot in it."""
        try:
            region = arena.reserve(self.memory, spot.region, self.name)
        except BaseException:
            self._arenas.tidy(arena)
            raise
        try:
            if region.size < spot.region or region.address % self._list.chunk_size:
                raise ExecMemoryError(
                    f"asked for {spot.region} bytes in whole chunks, got {region.size} at "
                    f"{region.address:#x}"
                )
            home = Home(region, arena)
            arena.packs.take_as(entry, spot, home)
        except BaseException as error:
            self._arenas.tidy(arena)
            try:
                region.release()
            except ExecMemoryError as second:
                self._leaked += region.size
                self._failures.append(str(second))
                error.add_note(str(second))
            raise
        self._table.add_home(home, entry.pack)

    def _undo(self, entry: Entry, error: BaseException) -> None:
        """Take back what `_acquire` did, after ``error``, which gets to know of more trouble."""
        if not isinstance(error, OutOfMemoryError):
            try:
                # The copy may have been made in part.
                entry.home.region.text_invalidate(entry.at, entry.allocated)
            except ExecMemoryError as second:
                self._quarantine(entry, second)
                error.add_note(f"the chunks are quarantined: {second}")
                return
        try:
            self._give_back(entry)
        except ExecMemoryError as second:
            error.add_note(str(second))

    def _retire(self, entry: Entry) -> None:
        """Free a program, or a slot, to which nothing was ever copied."""
        if entry.state is not _RESERVED:
            entry.state = _RETIRED
            runners = self._runners.get(entry)
            if runners is not None and runners.busy:
                del self._runners[entry]
                self._limbo.waits.append(Wait(runners.all(), entry))
                self._dead.append(None)  # should the last have left since the look
                return
            self._poison(entry)
            self._runners.pop(entry, None)
        self._give_back(entry)

    def _poison(self, entry: Entry) -> None:
        """Make a program traps, or quarantine it.

        Raises:
            OutOfMemoryError: not now; it is live as before.
            ExecMemoryError: it is quarantined.
        """
        try:
            entry.home.region.text_invalidate(entry.at, entry.allocated)
        except ExecMemoryError as error:
            self._not_poisoned(entry, error)
            raise

    def _not_poisoned(self, entry: Entry, error: ExecMemoryError) -> None:
        """What becomes of a program that could not be made traps."""
        if isinstance(error, OutOfMemoryError):
            entry.state = _LIVE
        else:
            self._quarantine(entry, error)

    def _half_freed(self, entry: Entry, body: Entry | None, error: ExecMemoryError) -> None:
        """After a free that failed: the program is live as before, or gone all the same.

        Args:
            entry: the program.
            body: what it jumps to, if it is a `Replaceable`.
            error: what failed.
        """
        if entry.state is _RETIRED:
            self._not_poisoned(entry, error)
        if entry.state is _LIVE:
            holder = entry()
            if body is not None and isinstance(holder, Replaceable):
                holder._runners.bound = True
            return
        self._frees += 1
        if body is not None:
            self._dead.append(body)  # nothing jumps to it any more

    def _free_body(self, body: Entry) -> None:
        """Free what a `Replaceable` jumped to, after the jump; later, if there is no memory now.

        Raises:
            ExecMemoryError: it is quarantined, or its pack was not taken back.
        """
        try:
            self._retire(body)
        except OutOfMemoryError as error:
            self._failures.append(f"freeing the body, to be tried again: {error}")
            self._dead.append(body)
            return
        except ExecMemoryError:
            self._frees += 1
            raise
        self._frees += 1

    def _doom(self) -> list[Text]:
        """Close every program; the regions that can go at once, while the others wait."""
        inside: dict[Text, list[Runners]] = {}
        for wait in self._limbo.waits:
            if wait.entry is not None:
                inside.setdefault(wait.entry.home.region, []).extend(wait.runners)
        for entry in self._table:
            entry.state = State.CLOSED
            self._tell_gone(entry)
            holder = entry()
            if isinstance(holder, Replaceable) and holder._runners.busy:
                inside.setdefault(entry.home.region, []).extend(holder._runners.all())
        for entry, runners in self._runners.items():
            if runners.busy:
                inside.setdefault(entry.home.region, []).extend(runners.all())
        self._runners.clear()
        self._limbo.waits[:] = [wait for wait in self._limbo.waits if wait.entry is None]
        for region, held in inside.items():
            self._limbo.waits.append(Wait(tuple(held), region=region))
        regions = (region_of(pack) for pack in (*self._arenas.packs, *self._arenas.areas))
        return [region for region in regions if region not in inside]

    def _wipe(self, region: Text) -> None:
        """Make traps of a region that the system did not take back: nothing in it may run."""
        try:
            region.text_invalidate(0, region.size)
        except ExecMemoryError as error:
            # What is left of it is not ours any more, or cannot be written.
            self._failures.append(f"not wiped: {error}")

    def _runners_of(self, entry: Entry) -> Runners:
        """Where the threads that run a program are noted; for `Code.function`.

        Raises:
            SpanError: it was freed.
        """
        runners = self._runners.setdefault(entry, Runners())
        if entry.state is not _LIVE:
            self._runners.pop(entry, None)
            raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")
        return runners

    def _left(self) -> None:
        """Somebody left a program while something waited for that. Never waits for the lock."""
        dead = self._dead
        try:
            told = dead[-1] is None
        except IndexError:
            told = False
        if not told:
            dead.append(None)
        self._reap()

    def _settle(self) -> None:
        """Do what no thread is in the way of any more."""
        for wait in self._limbo.take_over():
            try:
                if wait.entry is not None:
                    self._poison(wait.entry)
                    self._give_back(wait.entry)
                elif wait.region is not None:
                    wait.region.release()
            except OutOfMemoryError as error:
                self._failures.append(f"to be tried again: {error}")
                if wait.entry is not None:
                    wait.entry.state = _RETIRED
                    self._limbo.waits.append(wait)
            except ExecMemoryError as error:
                # There is nobody to raise to; the statistics have it.
                self._failures.append(f"after the last left: {error}")
                if wait.region is not None:
                    self._leaked += wait.region.size
                    self._wipe(wait.region)

    def _after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`."""
        if child:
            self.owner = os.getpid()
            me = threading.get_ident()
            for runners in self._runners.values():
                runners.keep_only(me)
            self._limbo.forked(me)
            if self._news is not None and not isinstance(self._lock, forks.TornLock):
                self._news.forked()
        # What became garbage, or was left, while the fork held the lock.
        if self._dead or self._limbo.waits:
            self._left()

    def _give_back(self, entry: Entry) -> None:
        entry.state = _FREED
        home = entry.home
        if self._news is not None or self._recorder is not None:
            self._tell_gone(entry)
        pack = home.packs.release(entry)
        self._uncharge(entry.allocated)
        if pack is not None:
            self._let_go(home)

    def _let_go(self, home: Home) -> None:
        """Release the region of a pack or an area in which nothing is left."""
        self._table.remove_home(home)
        self._arenas.tidy(home.arena)
        region = home.region
        try:
            region.release()
        except ExecMemoryError as error:
            self._leaked += region.size
            self._failures.append(str(error))
            # Not as a shortage: trying again is of no use.
            raise ExecMemoryError(str(error)) from error

    def _uncharge(self, size: int) -> None:
        if self._limit is not None:
            self._limit.uncharge(size)

    @property
    def _charged(self) -> int:
        """Bytes that are charged: of all that is held and not quarantined."""
        if self._limit is not None:
            return self._limit.current
        if self._closed:
            return 0
        held = sum(arena.packs.chunks_used for arena in self._arenas)
        return (held - self._quarantined) * self._unit

    def _tell_gone(self, entry: Entry) -> None:
        if self._news is not None:
            self._news.gone(entry)
        if self._recorder is not None:
            self._recorder.given_back(entry)

    def _quarantine(self, entry: Entry, error: ExecMemoryError) -> None:
        """Keep the chunks taken for ever; the program is gone, so its charge goes too."""
        entry.state = State.QUARANTINED
        if self._news is not None:
            self._news.gone(entry)
        self._quarantined += entry.chunks
        self._uncharge(entry.allocated)
        self._failures.append(str(error))

    def _finalize(self, slot: Slot, buffer: bytearray, used: int) -> Code:
        """For `Slot.finalize` and `Slot.commit`; takes the lock itself."""
        with self._lock:
            reserved = slot._entry
            if reserved.state is not _RESERVED:
                raise SpanError(f"the {reserved} is {reserved.state.value}")
            slot._buffer = None
            code = Code()
            home = reserved.home
            entry = Entry(code, self._died)
            entry.offset = reserved.offset
            entry.size = used
            entry.generation = reserved.generation
            home.packs.exchange(reserved, entry)
            entry.state = _RESERVED
            # The slot's own record means nothing any more, whenever it goes.
            reserved.state = _FREED
            code._packs = self  # type: ignore[assignment]
            code._entry = slot._entry = entry
            if used < reserved.size:
                del buffer[reserved.offset + used :]
            try:
                home.region.text_copy(entry.at, buffer)
            except BaseException as error:
                self._undo(entry, error)
                raise
            # The rest was never written: it is traps.
            self._give_back_tail(entry, self._chunks_for(entry))
            entry.state = _LIVE
            if self._news is not None:
                self._news.loaded(entry)
            slot._code = weakref.ref(code)
            self._installs += 1
        if self._dead:
            self._reap()
        return code

    def _chunks_for(self, entry: Entry) -> int:
        return -(-(entry.offset + entry.size) // self._list.chunk_size)

    def _give_back_tail(self, entry: Entry, chunks: int) -> int:
        """Give the chunks after the first ones back, which are traps; how many bytes."""
        given = entry.home.packs.shrink(entry, chunks) * self._list.chunk_size
        self._uncharge(given)
        if given and self._recorder is not None:
            self._recorder.shrunk(entry)
        return given

    def _shrink(self, entry: Entry, size: int) -> int:
        """For `Code.shrink`; takes the lock itself."""
        with self._lock:
            if not 1 <= size <= entry.size:
                raise UsageError(f"cannot keep {size} bytes of the {entry} of {entry.size}")
            # The mark comes first, then the look: see progpack.memory.epochs.
            if entry.state is not _LIVE:
                raise self._table.explain(entry)
            entry.state = _RETIRED
            try:
                runners = self._runners.get(entry)
                if runners is not None and runners.busy:
                    raise SpanError(f"a thread is inside the {entry}: it cannot shrink now")
                first = entry.offset + size
                self._cut(entry, entry.at + first, entry.allocated - first)
                entry.size = size
                if self._news is not None:
                    self._news.gone(entry)
                    self._news.loaded(entry)
                return self._give_back_tail(entry, self._chunks_for(entry))
            finally:
                entry.state = _LIVE

    def _cut(self, entry: Entry, offset: int, size: int) -> None:
        """Make the end of a program traps, or leave it as it is."""
        region = entry.home.region
        before = region.read(offset, size)
        within = offset % self.capabilities.trap_unit
        try:
            if within:
                # Begins inside a trap: text_invalidate() is for whole ones.
                traps = self.capabilities.arch.trap_fill(within + size)
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

    def _poke(self, entry: Entry, offset: int, old: bytes, new: bytes) -> None:
        """For `Code.text_poke`; takes the lock itself."""
        with self._lock:
            if entry.state is not _LIVE:
                raise self._table.explain(entry)
            if not 0 <= offset <= entry.size - len(new):
                raise SpanError(
                    f"bytes {offset} to {offset + len(new)} are outside the {entry} of "
                    f"{entry.size} bytes"
                )
            region = entry.home.region
            region.text_poke(entry.address - region.address + offset, old, new)
            self._pokes += 1

    def _abandon(self, slot: Slot) -> None:
        """For `Slot.abandon`; takes the lock itself."""
        with self._lock:
            entry = slot._entry
            if entry.state is not _RESERVED:
                raise SpanError(f"the {entry} is {entry.state.value}")
            slot._buffer = None
            self._retire(entry)

    def free_later(self, held: Code | Slot) -> None:
        """Free what could not be freed for want of memory: with one of the next calls."""
        self._dead.append(held._entry)

    def _hold_news(self, more: int) -> None:
        """A batch begins (1) or ends (-1); takes the lock itself."""
        with self._lock:
            if self._news is not None:
                self._news.hold += more
                if not self._news.hold:
                    self._news.flush()

    def _reap(self) -> None:
        """Free what is garbage. Takes the lock itself, and never waits for it.

        It can run inside the garbage collector, in a thread that holds the lock already. Whoever
        holds the lock looks for garbage after giving it back.
        """
        while self._dead:
            if not self._lock.acquire(blocking=False):
                return
            try:
                postponed = self._bury()
            finally:
                self._lock.release()
            if postponed:
                self._dead.extend(postponed)
                return

    def _bury(self) -> list[Entry]:
        """Free what is garbage; returns what is to be tried again later."""
        postponed = []
        while self._dead:
            entry = self._dead.popleft()
            if entry is None:
                self._settle()
                continue
            was_live = entry.state is _LIVE
            if not was_live and entry.state is not _RESERVED:
                continue
            # There is nobody to raise to; the statistics have it.
            try:
                self._retire(entry)
            except OutOfMemoryError as error:
                self._failures.append(f"freeing garbage, to be tried again: {error}")
                postponed.append(entry)
                continue
            except ExecMemoryError as error:
                self._failures.append(f"freeing garbage: {error}")
            self._frees += was_live
        return postponed

    def _empty_list(self, policy: Policy | str) -> PackList:
        arch = self.capabilities.arch
        return PackList(policy, page_size=self.capabilities.page_size, arch=arch)

    def _reading(self) -> threading.Lock | _NoLock:
        """The lock; where that is torn, nothing: there is only one thread, and it may look."""
        lock = self._lock
        return _NO_LOCK if isinstance(lock, forks.TornLock) else lock


def _check_types(policy: object, memory: object, limit: object, name: object, near: object) -> None:
    """Say here what would be an odd error somewhere below."""
    if not isinstance(policy, str | Policy):
        raise UsageError(f"policy={policy!r}: it is a name, such as 'bins-64', or a Policy")
    if not hasattr(memory, "capabilities"):
        raise UsageError(f"memory={memory!r}: it is a Memory, such as ProcessMemory()")
    for what, value in (("jit_limit", limit), ("near", near)):
        if value is not None and (isinstance(value, bool) or not hasattr(value, "__index__")):
            unit = "an address" if what == "near" else "a number of bytes, such as 1 << 30,"
            raise UsageError(f"{what}={value!r}: it is {unit} or None")
    if not isinstance(name, str):
        raise UsageError(f"name={name!r}: it is text")


class _NoLock:
    """A lock for where there is only one thread."""

    def __enter__(self) -> bool:
        return True

    def __exit__(self, *_: object) -> None:
        return None


_NO_LOCK = _NoLock()


def region_of(pack: Pack) -> Text:
    """What is behind a pack or an area."""
    home: Any = pack.backing
    region: Text = home.region
    return region


def _undertaker(owner: weakref.ref[Holdings], dead: deque[Entry | None]) -> Callable[[Entry], None]:
    """What is called with the entry of each Code or Slot that is garbage."""
    finalizing = sys.is_finalizing

    def died(entry: Entry) -> None:
        state = entry.state
        if state is _FREED or (state is not _LIVE and state is not _RESERVED):
            return  # freed before it became garbage, as it should be
        # Append first: whoever holds the lock now looks here after giving it back.
        dead.append(entry)
        packs = owner()
        if packs is not None and not finalizing():
            packs._reap()

    return died
