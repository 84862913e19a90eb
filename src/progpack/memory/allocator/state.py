"""The state of an allocator: spans and their charge, what waits to be freed, what became garbage.

`PackAllocator` is the public face. Here is what it does with the lock held, so that after any
failure everything is as it was before.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from operator import index
from typing import Any, TypeVar, cast

from progpack.errors import ExecMemoryError, OutOfMemoryError, SpanError, UsageError
from progpack.memory.allocator.arenas import Arena, Arenas
from progpack.memory.allocator.epochs import Limbo, Runners, Wait
from progpack.memory.allocator.handles import Code, Room, Slot, finished, leave_lent
from progpack.memory.allocator.notifications import News, Recorder
from progpack.memory.allocator.replaceable import Replaceable, refuse_bound, unbind
from progpack.memory.allocator.side_table import Entry, Home, SideTable, State
from progpack.memory.guard import forks
from progpack.memory.guard.guard import await_lock, depth, section
from progpack.memory.pages.placement import REACH
from progpack.memory.pages.region import BEFORE
from progpack.memory.protocol import Memory, Returning, Text
from progpack.pack import JitLimit, Pack, PackList, Policy, Request

__all__ = ["Holdings", "busy", "change", "region_of", "request_for"]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_RETIRED = State.RETIRED
_FREED = State.FREED
F = TypeVar("F", bound=Callable[..., Any])

_FAILURES_KEPT = 16
# Pages go by themselves when a sixteenth less is held than at the peak since they went, and at
# least a MiB; that is looked at every so many frees.
_FREES = 256
_EBB_SHIFT = 4
_EBB = 1 << 20
# Garbage that was not told of is sought when a sixteenth of all regions is new.
_SEEK_SHIFT = 4
_INNER = 1 << 40
# Bytes of a program: jumps in it have 32 bits, signed, on most architectures.
_MOST = REACH

# Requests are values; those without a name are worth sharing, and so are those of programs that
# have the name of one before them, as the probes of many tools do.
_unnamed = lru_cache(maxsize=1024)(Request)
_named = lru_cache(maxsize=64)(Request)


def change(*, within: Callable[..., Any] | bool = False) -> Callable[[F], F]:
    """Have a method of `Holdings` run with the lock, and everything mended before.

    Args:
        within: whether it may run in the middle of another change by the same thread, which is
            a UsageError otherwise; or what runs instead.
    """

    def decorate(method: F) -> F:
        @section
        @wraps(method)
        def changing(self: Holdings, *args: Any, **kwargs: Any) -> Any:
            lock: Any = self.lock
            while not lock.acquire(False):
                lock = await_lock(self)
                if lock is None:
                    if within is False:
                        raise busy(method.__name__)
                    instead: Callable[..., Any] = method if within is True else within
                    return instead(self, *args, **kwargs)
            try:
                if self._torn:
                    self._mend()
                return method(self, *args, **kwargs)
            finally:
                lock.release()

        return cast(F, changing)

    return decorate


class Holdings:
    """Everything that an allocator holds. Arguments and errors: see `PackAllocator`."""

    def __init__(
        self,
        policy: Policy | str,
        memory: Memory,
        jit_limit: int | None,
        name: str,
        near: int | None,
        keep_empty: bool,
    ) -> None:
        _check_types(policy, memory, jit_limit, name, near)
        self.memory = memory
        self.capabilities = self.memory.capabilities
        self.capabilities.require("text_copy", "text_invalidate", "set_rox")
        self.name = name
        self.near = near
        self.randomize = False
        self.owner = os.getpid()
        # Without a limit nothing is counted: what is charged is known from the packs.
        self._limit = None if jit_limit is None else JitLimit(jit_limit)
        # The packs of requests that may be anywhere, and all lists of packs.
        self._list = PackList(
            policy,
            page_size=self.capabilities.page_size,
            arch=self.capabilities.arch,
            spare=keep_empty,
            lead=BEFORE,
        )
        self._arenas = Arenas(self._list, near)
        self._unit = self._list.chunk_size
        self._table = SideTable()
        self._traps = self.capabilities.arch.trap_fill(self._list.chunk_size)
        self._blank = bytearray(self._traps)
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        # Set while entries and lists change: who finds it set with the lock free mends them first.
        self._torn = False
        self._closed = False
        self._closing = False
        # What a jump led to, while both are freed.
        self._body: Entry | None = None
        # While a jump is exchanged: whose, for what, the jump, and who may be in the old one.
        self._switching: tuple[Replaceable, Code, bytes, Runners] | None = None
        # Who is told of programs, and the trace that is written; mostly nobody and none.
        self._news: News | None = None
        self._recorder: Recorder | None = None
        # What other rooms keep for it, see `progpack.memory.attached`.
        self.attached: dict[object, object] = {}
        self._generation = 0
        self._installs = 0
        self._frees = 0
        # When to look next whether pages can go, and the most bytes that were held since they did.
        self._next_ebb = _FREES
        self._flood = 0
        # How many regions may be made before garbage that was not told of is sought again.
        self._until_seek = 0
        self._pokes = 0
        self._quarantined = 0
        self._leaked = 0
        self._failures: deque[str] = deque(maxlen=_FAILURES_KEPT)
        # Programs that are garbage; None: somebody left a program while others waited for it.
        self._dead: deque[Entry | None] = deque()
        self._died = _undertaker(weakref.ref(self), self._dead)
        self._runners: dict[Entry, Runners] = {}
        self._limbo = Limbo()
        # Holds what was asked for in the middle of a change by the same thread; mostly None.
        self._inner: Holdings | None = None
        self._outer: Holdings | None = None
        forks.watch(self, 0)

    def _mend(self) -> None:
        """Finish or take back what an exception cut short; the lock is held."""
        raise NotImplementedError

    @property
    def unit(self) -> int:
        """Bytes of a chunk."""
        return self._unit

    @property
    def can_group(self) -> bool:
        """Whether programs may be placed side by side: nobody wants to know of each."""
        return self._list.groups and self._recorder is None and not self.randomize

    @property
    def can_reserve_room(self) -> bool:
        """Whether chunks may be taken that nobody may need."""
        return self.can_group and self._limit is None

    def has(self, code: Code | int) -> bool:
        """Whether a program is of this allocator, or its address is in one of it."""
        if isinstance(code, int):
            return self._table.covering(code) is not None
        owner: object = code._packs if isinstance(code, Code) else None
        return any(owner is each for each in self._family())

    def _family(self) -> Iterator[Holdings]:
        """Yield this allocator and its inner ones, which were made in the middle of a change."""
        each: Holdings | None = self
        while each is not None:
            yield each
            each = each._inner

    def _join(self, outer: Holdings) -> None:
        """Become the inner one of another allocator."""
        main = self._list
        # Numbers of packs that no other one has in a picture.
        self._list = PackList(
            main.policy,
            page_size=main.page_size,
            arch=main.arch,
            first=main.first + _INNER,
            spare=main.spare,
            lead=main.lead,
        )
        self._arenas = Arenas(self._list, self.near)
        self._limit, self._outer = outer._limit, outer

    # What follows runs with the lock held, except where it says otherwise.

    def _acquire(
        self,
        holder: Code | Room,
        wanted: int,
        size: int,
        offset: int,
        name: str,
        arena: Arena | None = None,
    ) -> Entry:
        """Charge, place and, where needed, reserve; the state of the entry is for the caller."""
        if self._closing:
            raise UsageError("the allocator is closed")
        if not 0 < wanted < _MOST:
            raise UsageError(
                f"a program of {wanted} bytes: it has at least one byte, and less than the {_MOST} "
                "that a branch reaches"
            )
        # `request_for`, written out.
        request = _named(wanted, False, name) if name else _unnamed(wanted)
        packs = self._list if arena is None else arena.packs
        entry = Entry(holder, self._died)
        # Until it is all there it is nothing that a dying holder leaves behind.
        entry.state = _FREED
        entry.offset = offset
        entry.size = size
        self._generation = entry.generation = self._generation + 1
        limit = self._limit
        if limit is not None:
            limit.check(-(-wanted // self._unit) * self._unit)
        self._torn = True
        if packs.place_as(entry, request) is None:
            self._torn = False
            self._place_new(entry, arena or self._arenas.main, request)
        elif limit is not None:
            limit.charge(entry.chunks * self._unit)
        holder._packs = self  # type: ignore[assignment]  # which is a PackAllocator
        holder._entry = entry
        if self._recorder is not None:
            self._recorder.placed(entry)
        return entry

    def _arena(self, near: int, reach: int | None) -> Arena:
        """The arena for requests near an address."""
        if reach is None:
            reach = self.capabilities.arch.branch_reach.value or REACH
        return self._arenas.at(index(near), index(reach))

    def _place_new(self, entry: Entry, arena: Arena, request: Request) -> None:
        """Charge and place a request for which there is no room in the packs."""
        try:
            spot = arena.packs.find(request)
            if self._limit is not None:
                self._limit.check(spot.size)
            home = None
            if spot.pack is None:
                self._seek_lost_at_times()
                home = self._reserve(arena, spot.region)
        except BaseException:
            self._arenas.tidy(arena)
            raise
        self._torn = True
        arena.packs.take_as(entry, spot, home)
        if home is not None:
            self._table.add_home(home, entry.pack)
        if self._limit is not None:
            self._limit.charge(spot.size)

    def _reserve(self, arena: Arena, size: int) -> Home:
        """A region for a new pack or area."""
        region = arena.reserve(self.memory, size, self.name)
        if region.size < size or region.address % self._unit:
            error = ExecMemoryError(
                f"asked for {size} bytes in whole chunks, got {region.size} at {region.address:#x}"
            )
            try:
                region.release()
            except ExecMemoryError as second:
                self._leaked += region.size
                self._failures.append(str(second))
                error.add_note(str(second))
            raise error
        return Home(region, arena)

    def _undo(self, entry: Entry, error: BaseException) -> None:
        """Take back what `_acquire` did, after ``error``, which gets to know of more trouble."""
        if not isinstance(error, OutOfMemoryError):
            try:
                # The copy may have been made in part.
                entry.home.region.text_invalidate(entry.at, entry.allocated)
            except ExecMemoryError as second:
                self._quarantine(entry, second)
                error.add_note(f"the chunks are quarantined: {second}")
                self._torn = False
                return
        try:
            self._give_back(entry)
        except ExecMemoryError as second:
            error.add_note(str(second))
        self._torn = False

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
        """Quarantine a program that could not be made traps, or leave it live."""
        if not isinstance(error, OutOfMemoryError):
            self._quarantine(entry, error)
        elif not self._is_wiped(entry):
            entry.state = _LIVE

    def _is_wiped(self, entry: Entry) -> bool:
        """Whether a program is traps: the error may be of who interrupted the writing of them."""
        traps = self.capabilities.arch.trap_fill(entry.allocated)
        return entry.home.region.read(entry.at, entry.allocated) == traps

    def _half_freed(self, entry: Entry, body: Entry | None, error: ExecMemoryError) -> None:
        """Settle a free that failed: the program is live as before, or gone all the same.

        Args:
            entry: the program.
            body: what it jumps to, if it is a `Replaceable`.
            error: what failed.
        """
        if entry.state is _RETIRED:
            self._not_poisoned(entry, error)
        self._body = None
        if entry.state is not _FREED:
            self._torn = entry.state is _RETIRED
        if entry.state is _LIVE:
            holder = entry()
            if body is not None and isinstance(holder, Replaceable):
                holder._runners.bound = True
            return
        self._frees += 1
        if body is not None:
            self._dead.append(body)  # nothing jumps to it any more

    def _free_entry(self, entry: Entry | None) -> None:
        """Free a live program, and what it jumps to; None: it went as garbage just now.

        Raises:
            As `PackAllocator.free`.
        """
        if entry is None:
            return
        body = None
        if entry() is not None:
            refuse_bound(self._runners, entry)
        # The mark comes first, then the look: see progpack.memory.allocator.epochs.
        entry.state = _RETIRED
        try:
            if entry() is not None:
                self._body = body = unbind(self._runners, entry)
            self._retire(entry)
        except ExecMemoryError as error:
            self._half_freed(entry, body, error)
            raise
        self._frees += 1
        if body is not None:
            self._free_body(body)
            self._body = None

    def _free_within(self, entry: Entry | None) -> None:
        """`_free_entry` in the middle of a change by this thread: when that has ended."""
        if entry is None:
            return
        refuse_bound(self._runners, entry)
        entry.state = _RETIRED
        self._dead.append(entry)

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

    def _free_unused(self, body: Code) -> None:
        """Free a program unless a `Replaceable` jumps to it; takes the lock itself."""
        self._look()
        runners = self._runners.get(body._entry)
        if body._entry.state is _LIVE and (runners is None or not runners.bound):
            self._dead.append(body._entry)
            self._reap()

    def _doom(self) -> list[Text]:
        """Close every program; the regions that can go at once.

        Others wait until threads have left them, or stay for those that programs are lent to.
        """
        lent = leave_lent(self)
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
            if region not in lent:
                self._limbo.waits.append(Wait(tuple(held), region=region))
        regions = (region_of(pack) for pack in (*self._arenas.packs, *self._arenas.areas))
        return [region for region in regions if region not in inside and region not in lent]

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
        if not entry.live:
            self._forget_runners(entry)
        return runners

    def _keep_runners(self, entry: Entry) -> None:
        """`_forget_runners` in the middle of a change by this thread, perhaps of that program."""
        raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")

    @change(within=_keep_runners)
    def _forget_runners(self, entry: Entry) -> None:
        """Note nobody in a program that was freed. A free that fails leaves it live.

        Raises:
            SpanError: it was freed.
        """
        if not entry.live:
            self._runners.pop(entry, None)
            raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")

    def _await_shrink(self, entry: Entry) -> None:
        """Wait until a program is called that another thread shrinks.

        Raises:
            SpanError: it was freed, or this thread is in the middle of shrinking it.
        """
        if entry.state is State.SHRINKING:
            self._mend_alone()
        if entry.state is not _LIVE:
            raise SpanError(f"the {entry} is {entry.state.value}: not called")

    def _left(self) -> None:
        """Note that a thread left a program while something waits; never wait for the lock."""
        dead = self._dead
        try:
            told = dead[-1] is None
        except IndexError:
            told = False
        if not told:
            dead.append(None)
        self._reap()

    def _settle(self) -> None:
        """Poison programs and release regions that no thread is in any more."""
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

    def is_inside(self) -> bool:
        """See `forks.Forked`."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`."""
        if child:
            self.owner = os.getpid()
            me = threading.get_ident()
            for runners in self._runners.values():
                runners.keep_only(me)
            self._limbo.forked(me)
            if self._news is not None and not isinstance(self.lock, forks.TornLock):
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
            self._torn = False
            # Not as a shortage: trying again is of no use.
            raise ExecMemoryError(str(error)) from error

    def _uncharge(self, size: int) -> None:
        if self._limit is not None:
            self._limit.uncharge(size)

    def _charge_of(self, used: int, entries: Iterable[Entry]) -> int:
        """Bytes that are charged, where so many are taken: all but those that are quarantined."""
        if self._limit is not None:
            return self._limit.current
        lost = sum([e.chunks for e in entries if e.state is State.QUARANTINED])
        return max(used - lost * self._unit, 0)

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

    @section
    def _finalize(self, slot: Slot, used: int | None) -> Code:
        """Finalize a slot, for `Slot.finalize` (None) and `Slot.commit`; takes the lock itself."""
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                raise busy("finalize a slot")
        try:
            if self._torn:
                self._mend()
            entry, code, data = slot._entry, slot._made, slot._buffer
            if data is None or code is None:
                raise finished(entry)
            if entry.state is not _RESERVED:
                raise SpanError(f"the {entry} is {entry.state.value}")
            self._torn = True
            entry.state = _FREED
            slot._buffer = None
            if used is not None:
                entry.size = used
                data = data[: entry.offset + used]
            at = entry.chunk * self._unit
            try:
                entry.pack.backing.region.text_copy(at, data)  # type: ignore[attr-defined]
            except BaseException as error:
                self._undo(entry, error)
                raise
            # The rest was never written: it is traps.
            if entry.offset + entry.size <= (entry.chunks - 1) * self._unit:
                self._give_back_tail(entry, self._chunks_for(entry))
            slot._made = None
            entry.state = _LIVE
            self._installs += 1
            if self._news is not None:
                self._news.loaded(entry)
            self._torn = False
        finally:
            lock.release()
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

    @change()
    def _shrink(self, entry: Entry, size: int) -> int:
        """Shrink a program, for `Code.shrink`; takes the lock itself."""
        if not 1 <= size <= entry.size:
            raise UsageError(f"cannot keep {size} bytes of the {entry} of {entry.size}")
        if entry.state is not _LIVE:
            raise self._table.explain(entry)
        self._torn = True
        # The mark comes first, then the look: see progpack.memory.allocator.epochs.
        entry.state = State.SHRINKING
        try:
            runners = self._runners.get(entry)
            if runners is not None and runners.busy:
                raise SpanError(f"a thread is inside the {entry}: it cannot shrink now")
            first = entry.offset + size
            # From here on it has that size, whatever happens: it is no more than is left.
            before, entry.size = entry.size, size
            try:
                self._cut(entry, entry.at + first, entry.allocated - first)
            except ExecMemoryError:
                entry.size = before
                raise
        finally:
            if entry.state is State.SHRINKING:  # not freed in the middle of this
                entry.state = _LIVE
            self._torn = False
        if self._news is not None:
            self._news.gone(entry)
            self._news.loaded(entry)
        self._torn = True
        given = self._give_back_tail(entry, self._chunks_for(entry))
        self._torn = False
        return given

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

    @change(within=True)
    def _poke(self, entry: Entry, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes of a program, for `Code.text_poke`; takes the lock itself."""
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

    def _abandon_within(self, slot: Slot) -> None:
        """`_abandon` in the middle of a change by this thread: when that has ended."""
        self._dead.append(slot._entry)
        slot._made = slot._buffer = None

    @change(within=_abandon_within)
    def _abandon(self, slot: Slot) -> None:
        """Abandon a slot, for `Slot.abandon`; takes the lock itself."""
        entry = slot._entry
        if entry.state is not _RESERVED:
            raise SpanError(f"the {entry} is {entry.state.value}")
        self._torn = True
        slot._made = slot._buffer = None
        self._retire(entry)
        self._torn = False

    def free_later(self, held: Code | Slot) -> None:
        """Free what could not be freed for want of memory: with one of the next calls."""
        self._dead.append(held._entry)

    @change(within=True)
    def _hold_news(self, batch: object) -> None:
        """A batch begins; takes the lock itself."""
        if self._news is not None:
            self._news.hold(batch)

    @change(within=True)
    def _go_on_with_news(self, batch: object) -> None:
        """A batch ends; takes the lock itself."""
        if self._news is not None:
            self._news.go_on(batch)

    @section
    def _reap(self) -> None:
        """Free what is garbage. Takes the lock itself, and never waits for it.

        It can run inside the garbage collector, in a thread that holds the lock already. Whoever
        holds the lock looks for garbage after giving it back.
        """
        while self._dead or self._frees >= self._next_ebb:
            lock = self.lock
            if not lock.acquire(False):
                return
            try:
                if self._torn:
                    self._mend()
                self._torn = True
                postponed = self._bury()
                if self._frees >= self._next_ebb:
                    self._ebb()
                self._torn = False
            finally:
                lock.release()
            if postponed:
                self._dead.extend(postponed)
                return

    @change(within=True)
    def _limbo_event(self) -> threading.Event | None:
        self._limbo.forget_absent()
        return self._limbo.event()

    @section
    def _close_alone(self) -> None:
        """Close with the lock; in the middle of a change by this thread, when that has ended."""
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                self._dead.append(None)
                return
        try:
            if self._torn:
                self._mend()
            self._close()
        finally:
            lock.release()

    def _close(self) -> None:
        """Free everything.

        Raises:
            ExecMemoryError: the system would not take a region back; all others are released.
        """
        if self._closed:
            return
        regions = self._doom()
        if self._limit is not None:
            self._limit.recount(0)
        self._arenas.clear()
        self._list = self._arenas.main.packs
        self._table = SideTable()
        # From here on regions that are not released are garbage at least.
        self._closed = True
        failures = []
        for region in regions:
            try:
                region.release()
            except ExecMemoryError as error:
                self._leaked += region.size
                failures.append(error)
                self._wipe(region)
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None
        self._torn = False
        if failures:
            raise failures[0]

    @change()
    def _trim(self) -> int:
        """Give back empty packs, for `PackAllocator.trim`; takes the lock itself."""
        given = 0
        for arena in list(self._arenas):
            self._torn = True
            for pack in arena.packs.drop_empty():
                home = pack.backing
                assert isinstance(home, Home)
                self._let_go(home)
                given += home.region.size
            given += self._give_pages_back(arena)
            self._torn = False
        return given

    def _give_pages_back(self, arena: Arena, *, unasked: bool = False) -> int:
        """Give the pages of packs back in which nothing is held; how many bytes.

        Unasked, huge pages stay until three quarters of their pack are free.
        """
        given = 0
        for pack, runs in arena.packs.free_pages(BEFORE).items():
            region = region_of(pack)
            if isinstance(region, Returning):
                if unasked and region.huge and pack.used * 4 >= pack.chunks:
                    continue
                try:
                    given += region.give_back(runs)
                except ExecMemoryError as error:
                    # Nothing is worse than before.
                    self._failures.append(f"giving pages back: {error}")
        return given

    def _ebb(self) -> None:
        """Give pages back now and then, when much less is held than before."""
        self._next_ebb = self._frees + _FREES
        held = sum(arena.packs.chunks_used for arena in self._arenas) * self._unit
        self._flood = max(self._flood, held)
        if self._flood - held >= max(self._flood >> _EBB_SHIFT, _EBB):
            self._flood = held
            for arena in list(self._arenas):
                self._give_pages_back(arena, unasked=True)

    def _look(self) -> None:
        """Mend what is torn and give back what is garbage, before a look at everything."""
        self._seek_lost()
        if self._limbo.waits:
            self._limbo.forget_absent()
            self._dead.append(None)
        if (self._torn or self._dead) and not isinstance(self.lock, forks.TornLock):
            self._mend_alone()
            self._reap()

    def _seek_lost(self) -> None:
        """Find garbage that was not told of: an exception can hit who tells of it, too."""
        for entry in self._table:
            if (entry.state is _LIVE or entry.state is _RESERVED) and entry() is None:
                self._dead.append(entry)

    def _seek_lost_at_times(self) -> None:
        """Seek lost garbage before regions are made; the more regions, the more rarely."""
        self._until_seek -= 1
        if self._until_seek < 0:
            self._seek_lost()
            self._until_seek = self._table.regions >> _SEEK_SHIFT

    @change(within=True)
    def _mend_alone(self) -> None:
        """Whoever gets the lock mends what is torn: there is no more to do."""

    def _bury(self) -> list[Entry]:
        """Free what is garbage; returns what is to be tried again later."""
        postponed = []
        while self._dead:
            entry = self._dead.popleft()
            if entry is None:
                self._settle()
                if self._closing:
                    self._close()
                continue
            state = entry.state
            if state is _RETIRED and any(wait.entry is entry for wait in self._limbo.waits):
                continue
            # There is nobody to raise to; the statistics have it.
            try:
                if state is _RESERVED:
                    self._retire(entry)
                elif state is _LIVE or state is _RETIRED:
                    self._free_entry(entry)
            except OutOfMemoryError as error:
                self._failures.append(f"freeing garbage, to be tried again: {error}")
                postponed.append(entry)
            except ExecMemoryError as error:
                self._failures.append(f"freeing garbage: {error}")
            self._torn = True
        return postponed


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
    if isinstance(near, int) and near < 0:
        raise UsageError(f"near={near!r}: it is an address, and not negative")
    if not isinstance(name, str):
        raise UsageError(f"name={name!r}: it is text")


def request_for(size: int, name: str) -> Request:
    """The request for so many bytes."""
    return _named(size, False, name) if name else _unnamed(size)


def busy(what: str) -> UsageError:
    """The error for a change in the middle of another one by the same thread."""
    return UsageError(
        f"{what.strip('_')}: this thread is in the middle of a change of this allocator, and came "
        "here by a signal handler, a finalizer or the like; do it when that has ended"
    )


def region_of(pack: Pack) -> Text:
    """The region behind a pack or an area."""
    home: Any = pack.backing
    region: Text = home.region
    return region


def _undertaker(owner: weakref.ref[Holdings], dead: deque[Entry | None]) -> Callable[[Entry], None]:
    """The callback that takes the entry of each Code or Slot that is garbage."""
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
