"""The public allocator: placement by a policy, on a memory, with everything accounted for."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Self

from progpack.errors import (
    ExecMemoryError,
    ForeignSpanError,
    OutOfMemoryError,
    SpanError,
    UsageError,
)
from progpack.memory import forks, maps, picture, replace
from progpack.memory.arenas import Arena, Arenas
from progpack.memory.code import Code, Slot
from progpack.memory.epochs import Limbo, Runners, Wait
from progpack.memory.placement import REACH
from progpack.memory.process import ProcessMemory
from progpack.memory.protocol import Memory, Text
from progpack.memory.replace import Replaceable, unbind
from progpack.memory.sidetable import Entry, Home, SideTable, State
from progpack.memory.stats import Stats
from progpack.pack import (
    BinaryLayout,
    JitLimit,
    Pack,
    PackList,
    Policy,
    Request,
    Span,
    Spot,
)
from progpack.snapshot import Snapshot

__all__ = ["PackAllocator"]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_RETIRED = State.RETIRED
_FREED = State.FREED
_HELD = (_LIVE, _RESERVED, _RETIRED)
_CODE_ALIGNMENT = 16
_FAILURES_KEPT = 16

# Requests are values; those without a name are worth sharing.
_unnamed = lru_cache(maxsize=1024)(Request)


class PackAllocator:
    """Many programs in few shared, write-protected packs. Thread-safe.

    Args:
        policy: where programs go: a policy or the name of one, see `progpack.pack.policies`.
        memory: what the packs are in; a `ProcessMemory` of its own by default.
        jit_limit: bytes that programs may take in total, in whole chunks (whole pages for one
            with an area of its own); None for no limit.
        name: for people; the regions get it.
        near: all packs are to be within reach of this address.

    Raises:
        CapabilityError: the memory cannot do what packs need. Nothing was allocated.
        UsageError: unknown policy, negative limit.

    A program whose `Code` is garbage is freed, by whichever thread finds that out. What a thread
    still runs when it is freed stays until that thread has left it; see `progpack.memory.epochs`.
    After fork parent and child each have all of it; see `progpack.memory.forks`.
    """

    def __init__(
        self,
        policy: Policy | str = "pack",
        *,
        memory: Memory | None = None,
        jit_limit: int | None = None,
        name: str = "progpack",
        near: int | None = None,
    ) -> None:
        self.memory: Memory = ProcessMemory() if memory is None else memory
        self.capabilities = self.memory.capabilities
        self.capabilities.require("text_copy", "text_invalidate", "set_rox")
        self.name = name
        self.near = near
        self.owner = os.getpid()
        self._limit = JitLimit(jit_limit)
        # The packs of requests that may be anywhere, and all lists of packs.
        self._list = self._empty_list(policy)
        self._arenas = Arenas(self._list, near)
        self._table = SideTable()
        self._traps = self.capabilities.arch.trap_fill(self._list.chunk_size)
        self._lock: threading.Lock | forks.TornLock = threading.Lock()
        self._closed = False
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

    def __repr__(self) -> str:
        state = "closed" if self._closed else repr(self._list)
        return f"<PackAllocator {self.name!r}: {state}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def foreign(self) -> bool:
        """Whether nothing can be changed here: see ForeignProcessError."""
        return isinstance(self._lock, forks.TornLock)

    @property
    def policy(self) -> Policy:
        """The placement policy."""
        return self._list.policy

    def install(
        self, code: bytes | bytearray | memoryview, *, name: str = "", near: int | None = None
    ) -> Code:
        """Copy machine code to executable memory.

        The code must not depend on its address; see `reserve` for code that does.

        Args:
            code: machine code of this machine, at least one byte.
            name: for people.
            near: every byte is to be within reach of this address for the architecture's direct
                branch; None: where there is room.

        Raises:
            JitLimitError: the limit would be exceeded.
            OutOfMemoryError: no memory for another pack, or no room near enough.
            ExecMemoryError: the copy failed. In each case everything is as before.
            UsageError: no bytes, or the allocator is closed.
            ForeignProcessError: this process was forked in the middle of a change.
        """
        data = code if type(code) is bytes else bytes(code)
        size = len(data)
        with self._lock:
            made = Code()
            arena = None if near is None else self._arena(near, None)
            entry = self._acquire(made, size, size, 0, name, arena)
            try:
                # The rest of the chunks is traps already, as all free chunks are.
                entry.home.region.text_copy(entry.span.chunk * self._list.chunk_size, data)
            except BaseException as error:
                self._undo(entry, error)
                raise
            entry.state = _LIVE
            self._installs += 1
        if self._dead:
            self._reap()
        return made

    def reserve(
        self,
        size: int,
        *,
        name: str = "",
        binary: bool = False,
        alignment: int | None = None,
        randomize: bool = False,
        near: int | None = None,
        reach: int | None = None,
    ) -> Slot:
        """Take chunks whose address is known before the code is made.

        Args:
            size: bytes of the image, at least 1.
            name: for people.
            binary: lay it out as bpf_jit_binary_pack_alloc() does (kernel/bpf/core.c): 8 bytes
                for a header, which stay traps here, at least 16 more for a start that moves.
            alignment: of a random start in bytes: 1, 2, 4 or 8; as the architecture's JIT asks
                for by default. Only for ``randomize``.
            randomize: a random start, as in the kernel; otherwise a binary starts at 16 bytes,
                an address that is a multiple of 16. Only for ``binary``.
            near: every byte is to be within reach of this address; None: where there is room.
            reach: bytes from ``near`` that the code can reach; what the architecture's direct
                branch does by default (2 GiB on x86-64, 128 MiB on arm64).

        Raises:
            As `install`; UsageError also for arguments that do not go together.
        """
        offset, wanted = self._layout(size, binary, alignment, randomize)
        with self._lock:
            slot = Slot()
            arena = None if near is None else self._arena(near, reach)
            entry = self._acquire(slot, wanted, size, offset, name, arena)
            try:
                slot._buffer = bytearray(self._traps * entry.span.chunks)
            except BaseException as error:
                self._undo(entry, error)
                raise
        if self._dead:
            self._reap()
        return slot

    def install_replaceable(
        self, code: bytes | bytearray | memoryview | Code, *, name: str = ""
    ) -> Replaceable:
        """Install a program that can be replaced while it runs; it takes a chunk more.

        Args:
            code: as for `install`; or an installed program of this allocator, which belongs to
                the new one then and cannot be freed by itself.
            name: for people.

        Raises:
            CapabilityError: code cannot be changed while it runs here; nothing was allocated.
            SpanError: the installed program cannot be used.
            As `install`.
        """
        return replace.install(self, code, name)

    def free(self, code: Code | int) -> None:
        """Make a program's bytes traps and give its chunks back.

        It cannot be called any more at once. While a thread is inside a call of a `Function` of
        it, or it is pinned, it keeps its bytes, chunks and charge; the last one to leave finishes
        the free. See `synchronize`.

        Args:
            code: the program, or the address of its image.

        Raises:
            UnknownSpanError, InteriorSpanError: the address is of no program, or inside one.
            StaleSpanError, DoubleFreeError: it was freed already, and its chunks hold another
                program now, or none.
            ForeignSpanError: it is a program of another allocator.
            ForeignProcessError: this process was forked in the middle of a change.
            SpanError: it is a slot, or the allocator was closed.
            OutOfMemoryError: writing needs memory (after a fork, or hardened) and there is none;
                the program is live as before.
            ExecMemoryError: the bytes could not be made traps: the program is gone, its chunks
                are quarantined. Or the system would not take an empty pack back.
        """
        with self._lock:
            if isinstance(code, Code):
                if code._packs is not self:
                    raise ForeignSpanError(
                        f"foreign allocator: the {code._entry} belongs to {code._packs!r}"
                    )
                entry = code._entry
                if entry.state is not _LIVE:
                    raise self._table.explain(entry)
            elif isinstance(code, int):
                entry = self._table.check_address(code)
            else:
                raise UsageError(f"a program or an address is freed, not {code!r}")
            body = None
            # The mark comes first, then the look: see progpack.memory.epochs.
            entry.state = _RETIRED
            if self._runners:
                body = unbind(self, entry)
                self._retire(entry)
            else:
                # The same, written out, where nothing was ever called through a `Function`.
                span = entry.span
                unit = self._list.chunk_size
                try:
                    entry.home.region.text_invalidate(span.chunk * unit, span.chunks * unit)
                except ExecMemoryError as error:
                    self._not_poisoned(entry, error)
                    raise
                self._give_back(entry)
            self._frees += 1
            if body is not None:
                self._retire(body)
                self._frees += 1
        if self._dead:
            self._reap()

    def find(self, address: int) -> Code | None:
        """The program whose image an address lies in, or None. Interior addresses are fine."""
        with self._reading():
            entry = self._table.covering(address)
            if entry is None or entry.state is not _LIVE:
                return None
            if not entry.address <= address < entry.address + entry.size:
                return None
            held = entry()
            return held if isinstance(held, Code) else None

    @property
    def stats(self) -> Stats:
        """The numbers of now. Takes about a millisecond: the kernel is asked what is resident."""
        if self._dead:
            self._reap()
        with self._reading():
            entries = [e for e in self._table if e.state in _HELD]
            packs, areas = self._arenas.packs, self._arenas.areas
            regions = [_region(pack) for pack in (*packs, *areas)]
            residency = _residency(regions)
            slots = sum(e.state is _RESERVED for e in entries)
            retired = sum(e.state is _RETIRED for e in entries)
            unit = self._list.chunk_size
            return Stats(
                policy=self._list.policy.name,
                recipe=self.capabilities.recipe or "none",
                programs=len(entries) - slots - retired,
                slots=slots,
                retired=retired,
                requested=sum(e.size for e in entries),
                rounded=sum(e.span.size for e in entries),
                used=sum(arena.packs.chunks_used for arena in self._arenas) * unit,
                reserved=sum(region.size for region in regions),
                packs=len(packs),
                areas=len(areas),
                largest_hole=max((pack.bitmap.largest_hole for pack in packs), default=0) * unit,
                charge=self._limit.current,
                limit=self._limit.limit,
                installs=self._installs,
                frees=self._frees,
                pokes=self._pokes,
                quarantined=self._quarantined,
                leaked=self._leaked,
                failures=tuple(self._failures),
                vmas=residency.vmas,
                resident=residency.resident,
            )

    def snapshot(self) -> Snapshot:
        """A picture of the packs: which chunk is whose. Takes about as long as `stats`."""
        if self._dead:
            self._reap()
        with self._reading():
            packs = [(pack, _region(pack)) for pack in self._arenas.packs]
            areas = [(area, _region(area)) for area in self._arenas.areas]
            notes = []
            if self._quarantined:
                notes.append(
                    f"{self._quarantined} chunks are quarantined: they could not be made traps."
                )
            if self._leaked:
                notes.append(f"The system would not take {self._leaked} bytes back.")
            return picture.snapshot(
                policy=self._list.policy.name,
                capabilities=self.capabilities,
                packs=packs,
                areas=areas,
                entries=self._table,
                charged=self._limit.current,
                limit=self._limit.limit,
                residency=_residency(region for _, region in (*packs, *areas)),
                notes=tuple(notes),
            )

    def synchronize(self, timeout: float | None = None) -> bool:
        """Wait until all that was freed before is given back: no thread runs it any more.

        Args:
            timeout: seconds; None: as long as it takes.

        Returns:
            Whether that is so; False only when the time is over.

        Raises:
            UsageError: this thread itself runs some of it.
            ForeignProcessError: as `free`.
        """
        with self._lock:
            event = self._limbo.event()
        self._left()
        return event is None or event.wait(timeout)

    def close(self) -> None:
        """Free everything, whoever still holds it.

        Nothing can be called any more. Regions with a program that a thread is inside of go when
        it has left. Closing again does nothing.

        Raises:
            ExecMemoryError: the system would not take a region back; all others are released.
        """
        with self._reading():
            if self._closed:
                return
            self._closed = True
            regions = self._doom()
            self._arenas.clear()
            self._list = self._arenas.main.packs
            self._table = SideTable()
            self._limit.uncharge(self._limit.current)
            failures = []
            for region in regions:
                try:
                    region.release()
                except ExecMemoryError as error:
                    self._leaked += region.size
                    failures.append(error)
        self._left()
        if failures:
            raise failures[0]

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
        request = Request(wanted, False, name) if name else _unnamed(wanted)
        packs = self._list if arena is None else arena.packs
        span = packs.place_here(request)
        if span is None:
            span = self._place_new(arena or self._arenas.main, request)
        else:
            try:
                self._limit.charge(span.chunks * packs.chunk_size)
            except BaseException:
                packs.release(span)
                raise
        self._generation = generation = self._generation + 1
        home: Home = span.pack.backing  # type: ignore[assignment]
        entry = Entry(holder, self._died)
        # Entry.fill() written out: the call would cost as much as what it does.
        entry.offset = offset
        entry.size = size
        entry.span = span
        entry.home = home
        entry.generation = generation
        entry.state = _RESERVED
        span.holder = entry
        holder._packs = self
        holder._entry = entry
        return entry

    def _arena(self, near: int, reach: int | None) -> Arena:
        """The arena for requests near an address."""
        if reach is None:
            reach = self.capabilities.arch.branch_reach.value or REACH
        return self._arenas.at(near, reach)

    def _place_new(self, arena: Arena, request: Request) -> Span:
        """Charge and place a request for which there is no room in the packs."""
        spot = arena.packs.find(request)
        try:
            self._limit.charge(spot.size)
        except BaseException:
            self._arenas.tidy(arena)
            raise
        try:
            if spot.pack is not None:
                return arena.packs.take(spot)
            return self._take_new(arena, spot)
        except BaseException:
            self._limit.uncharge(spot.size)
            raise

    def _take_new(self, arena: Arena, spot: Spot) -> Span:
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
            span = arena.packs.take(spot, home)
        except BaseException:
            region.release()
            self._arenas.tidy(arena)
            raise
        self._table.add_home(home, span.pack)
        return span

    def _undo(self, entry: Entry, error: BaseException) -> None:
        """Take back what `_acquire` did, after ``error``, which gets to know of more trouble."""
        if not isinstance(error, OutOfMemoryError):
            try:
                # The copy may have been made in part.
                entry.home.region.text_invalidate(entry.span.offset, entry.span.size)
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
        span = entry.span
        try:
            unit = self._list.chunk_size
            entry.home.region.text_invalidate(span.chunk * unit, span.chunks * unit)
        except ExecMemoryError as error:
            self._not_poisoned(entry, error)
            raise

    def _not_poisoned(self, entry: Entry, error: ExecMemoryError) -> None:
        """What becomes of a program that could not be made traps."""
        if isinstance(error, OutOfMemoryError):
            entry.state = _LIVE
        else:
            self._quarantine(entry, error)

    def _doom(self) -> list[Text]:
        """Close every program; the regions that can go at once, while the others wait."""
        inside: dict[Text, list[Runners]] = {}
        for wait in self._limbo.waits:
            if wait.entry is not None:
                inside.setdefault(wait.entry.home.region, []).extend(wait.runners)
        for entry in self._table:
            entry.state = State.CLOSED
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
        regions = (_region(pack) for pack in (*self._arenas.packs, *self._arenas.areas))
        return [region for region in regions if region not in inside]

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
        self._dead.append(None)
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

    def _after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`."""
        if child:
            self.owner = os.getpid()
            me = threading.get_ident()
            for runners in self._runners.values():
                runners.keep_only(me)
            self._limbo.forked(me)
        # What became garbage, or was left, while the fork held the lock.
        if self._dead or self._limbo.waits:
            self._left()

    def _give_back(self, entry: Entry) -> None:
        entry.state = _FREED
        span = entry.span
        home = entry.home
        packs = home.packs
        pack = packs.release(span)
        self._limit.uncharge(span.chunks * packs.chunk_size)
        if pack is None:
            return
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

    def _quarantine(self, entry: Entry, error: ExecMemoryError) -> None:
        """Keep the chunks taken for ever; the program is gone, so its charge goes too."""
        entry.state = State.QUARANTINED
        self._quarantined += entry.span.chunks
        self._limit.uncharge(entry.span.size)
        self._failures.append(str(error))

    def _finalize(self, slot: Slot, buffer: bytearray) -> Code:
        """For `Slot.finalize`; takes the lock itself."""
        with self._lock:
            reserved = slot._entry
            if reserved.state is not _RESERVED:
                raise SpanError(f"the {reserved} is {reserved.state.value}")
            slot._buffer = None
            code = Code()
            span, home = reserved.span, reserved.home
            entry = Entry(code, self._died)
            entry.fill(span, home, reserved.offset, reserved.size, reserved.generation)
            span.holder = entry
            code._packs = self
            code._entry = slot._entry = entry
            try:
                home.region.text_copy(span.offset, buffer)
            except BaseException as error:
                self._undo(entry, error)
                raise
            entry.state = _LIVE
            self._installs += 1
        if self._dead:
            self._reap()
        return code

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

    def _layout(
        self, size: int, binary: bool, alignment: int | None, randomize: bool
    ) -> tuple[int, int]:
        """(offset of the image, bytes to place). Needs no lock."""
        if randomize and not binary:
            raise UsageError("only a binary has a random start: reserve(..., binary=True)")
        if alignment is not None and not randomize:
            raise UsageError("an alignment is for a random start: reserve(..., randomize=True)")
        if not binary:
            return 0, size
        layout = BinaryLayout(size)
        # A hole has at least 16 bytes, so that 8 after the header is always in it.
        offset = _CODE_ALIGNMENT
        if randomize:
            starts = layout.starts(alignment or self.capabilities.alignment)
            # The kernel's choice is no more uniform: it rounds a random number down.
            offset = starts[int.from_bytes(os.urandom(4), "little") % len(starts)]
        return offset, self._list.policy.image_size(size)

    def _empty_list(self, policy: Policy | str) -> PackList:
        arch = self.capabilities.arch
        return PackList(policy, page_size=self.capabilities.page_size, arch=arch)

    def _reading(self) -> threading.Lock | _NoLock:
        """The lock; where that is torn, nothing: there is only one thread, and it may look."""
        lock = self._lock
        return _NO_LOCK if isinstance(lock, forks.TornLock) else lock


class _NoLock:
    """A lock for where there is only one thread."""

    def __enter__(self) -> bool:
        return True

    def __exit__(self, *_: object) -> None:
        return None


_NO_LOCK = _NoLock()


def _region(pack: Pack) -> Text:
    home: Any = pack.backing
    region: Text = home.region
    return region


def _residency(regions: Iterable[Text]) -> maps.Residency:
    return maps.residency([region.ranges() for region in regions])


def _undertaker(
    owner: weakref.ref[PackAllocator], dead: deque[Entry | None]
) -> Callable[[Entry], None]:
    """What is called with the entry of each Code or Slot that is garbage."""
    finalizing = sys.is_finalizing

    def died(entry: Entry) -> None:
        if entry.state is not _LIVE and entry.state is not _RESERVED:
            return  # freed before it became garbage, as it should be
        # Append first: whoever holds the lock now looks here after giving it back.
        dead.append(entry)
        packs = owner()
        if packs is not None and not finalizing():
            packs._reap()

    return died
