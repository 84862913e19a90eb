"""The public allocator: placement by a policy, on a memory, with everything accounted for."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, Self

from progpack.errors import ExecMemoryError, UsageError
from progpack.memory.allocator import snapshot as picture
from progpack.memory.allocator.batch import Batch, groups
from progpack.memory.allocator.changes import replace
from progpack.memory.allocator.changes.close import close_alone, close_now
from progpack.memory.allocator.changes.free import (
    await_shrink,
    entry_of,
    free_entry,
    free_within,
    half_freed,
    runners_of,
)
from progpack.memory.allocator.changes.garbage import free_unused, limbo_event, look, reap, trim
from progpack.memory.allocator.changes.group import (
    go_on_with_news,
    hold_news,
    install_group,
    install_in,
    leave,
)
from progpack.memory.allocator.changes.mending import mend
from progpack.memory.allocator.changes.place import acquire, acquire_at, arena_near, layout, undo
from progpack.memory.allocator.changes.release import let_go, tell_gone
from progpack.memory.allocator.changes.slots import abandon, finalize, poke, shrink
from progpack.memory.allocator.handles import Code, Room, Slot
from progpack.memory.allocator.notifications import Notifications, recorder
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import Entry, Home, State
from progpack.memory.allocator.state import AllocatorState, region_of
from progpack.memory.arguments import seconds, shown, to_bytes, to_int, to_list
from progpack.memory.guard import forks
from progpack.memory.guard.guard import await_lock, section
from progpack.memory.names import listeners
from progpack.memory.pages import mappings as maps
from progpack.memory.pages.huge import Huge
from progpack.memory.pages.placement import REACH
from progpack.memory.pages.process import ProcessMemory
from progpack.memory.protocol import HugeMemory, Memory, Text, Trimmed
from progpack.memory.stats import Stats
from progpack.pack import Policy
from progpack.snapshot import Snapshot
from progpack.waits import until

if TYPE_CHECKING:
    from progpack.trace.file.writer import TraceWriter

__all__ = ["PackAllocator"]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_RETIRED = State.RETIRED
_FREED = State.FREED
_HELD = (_LIVE, State.SHRINKING, _RESERVED, _RETIRED)
_SHOWN = (*_HELD, State.QUARANTINED)
_SMALL = Huge("small", False, "this memory has small pages only")


class PackAllocator(AllocatorState):
    """An allocator of many programs in few shared, write-protected packs. Thread-safe.

    Args:
        policy: where programs go: a policy or the name of one, see `progpack.pack.policies`. By
            default as dense and quick as chunks of 64 bytes allow; ``bins`` has smaller ones, and
            ``pack`` places as the kernel does.
        memory: what the packs are in; a `ProcessMemory` of its own by default.
        jit_limit: bytes that programs may take in total, in whole chunks (for one with an
            area of its own: in whole pages, less what is left free before it); None for no limit.
        name: a name for people, which the regions get, too.
        pages: ``auto``, ``small`` or ``huge``, see `ProcessMemory`; for the memory of its own.
        near: an address within whose reach all packs must lie.
        reserve: bytes of address space to take near that address at once; all packs lie inside.
            Without it, others may take the room first. Only for a memory of its own.
        hardened: no writable alias between writes, see `ProcessMemory`; for the memory of its own.
        randomize: every installed program has a random start, as `reserve` can give it one: its
            address cannot be told from those of others.
        keep_empty: keep one pack when its last program is freed, for the next program. False: give
            the pack back at once, as the kernel does; so it is with ``record``, too. See `trim`.
        names: the tools that are told the names of programs: some of ``perf-map``, ``jitdump``,
            ``gdb``, in a string separated by commas; see `progpack.memory.names`.
        record: a trace of all that is placed and given back: a path, whose file is replaced, or a
            `TraceWriter` that the caller closes.

    Raises:
        CapabilityError: the memory cannot do what packs need, or a tool of ``names`` cannot be told
            names. Nothing was allocated.
        UsageError: the policy is unknown, the limit is negative, an argument has another type than
            written here, or another writer has the trace.
        ObjectError: the trace cannot be written.

    A program whose `Code` is garbage is freed, by whichever thread finds that out. What a thread
    still runs when it is freed stays until that thread has left it; see
    `progpack.memory.allocator.epochs`. After fork parent and child each have all of it; see
    `progpack.memory.guard.forks`.
    """

    def __init__(
        self,
        policy: Policy | str = "bins-64",
        *,
        memory: Memory | None = None,
        jit_limit: int | None = None,
        name: str = "progpack",
        near: int | None = None,
        reserve: int | None = None,
        pages: str = "auto",
        hardened: bool = False,
        randomize: bool = False,
        keep_empty: bool = True,
        names: str | Iterable[str] = (),
        record: str | os.PathLike[str] | TraceWriter | None = None,
    ) -> None:
        for what, value in (
            ("hardened", hardened),
            ("randomize", randomize),
            ("keep_empty", keep_empty),
        ):
            if not isinstance(value, bool):
                raise UsageError(f"{what}={shown(value)}: it is True or False")
        own = ProcessMemory(pages=pages, hardened=hardened) if memory is None else memory
        if reserve is not None:
            _check_window(reserve, near, memory)
        # A replay of what is recorded keeps none either.
        super().__init__(policy, own, jit_limit, name, near, keep_empty and record is None)
        if reserve is not None and isinstance(own, ProcessMemory) and near is not None:
            reach = self.capabilities.arch.branch_reach.value or REACH
            own.open_window(near, reserve, reach)
        self.randomize = randomize
        told = listeners(names, self.capabilities.arch)
        if told:
            self.notifications = Notifications(told, self.failures)
        if record is not None:
            self.recorder = recorder(
                record,
                name=name,
                packs=self.pack_list,
                capabilities=self.capabilities,
                limit=jit_limit,
                failures=self.failures,
            )

    def __repr__(self) -> str:
        state = "closed" if self.closed else repr(self.pack_list)
        return f"<PackAllocator {self.name!r}: {state}>"

    def __reduce__(self) -> NoReturn:
        raise UsageError(
            f"{self!r} holds memory of this process: it can be neither copied nor pickled; another "
            "process has one of its own, or this one by fork"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What handles, batches and the state below ask of their allocator.
    inner: PackAllocator | None

    mend = mend
    reap = reap
    runners_of = runners_of
    await_shrink = await_shrink
    poke = poke
    shrink = shrink
    finalize = finalize
    abandon = abandon
    install_jump = replace.install_jump
    switch = replace.switch
    free_unused = free_unused
    hold_news = hold_news
    go_on_with_news = go_on_with_news
    install_in = install_in
    leave = leave

    @property
    def foreign(self) -> bool:
        """Whether nothing can be changed in this process (`ForeignProcessError`)."""
        return isinstance(self.lock, forks.TornLock)

    @property
    def face(self) -> PackAllocator:
        """The public allocator: this one, or the one that has this as its inner allocator."""
        outer = self.outer
        return self if outer is None else outer.face  # type: ignore[attr-defined]

    @property
    def policy(self) -> Policy:
        """The placement policy."""
        return self.pack_list.policy

    @section
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
            JitLimitError: the program would exceed the limit.
            OutOfMemoryError: there is no memory for another pack, or no room near enough.
            ExecMemoryError: the copy failed. After each error everything is as before.
            UsageError: there are no bytes, or the allocator is closed.
            TypeError: ``code`` is not bytes-like.
            ForeignProcessError: this process was forked in the middle of a change.
        """
        data = code if type(code) is bytes else to_bytes("code", code)
        size = len(data)
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                return self.beside().install(data, name=name, near=near)
        try:
            if self.torn:
                self.mend()
            made = Code()
            if near is None and not self.randomize:
                entry = acquire(self, made, size, size, 0, name)
            else:
                entry = acquire_at(self, made, size, name, near)
            try:
                # The rest of the chunks is traps already, as all free chunks are.
                at = entry.chunk * self.unit + entry.offset
                entry.pack.backing.region.text_copy(at, data)  # type: ignore[attr-defined]
            except BaseException as error:
                undo(self, entry, error)
                raise
            entry.state = _LIVE
            self.installs += 1
            if self.notifications is not None:
                self.notifications.loaded(entry)
            self.torn = False
        finally:
            lock.release()
        if self.dead:
            self.reap()
        return made

    def install_many(
        self, codes: Iterable[bytes | bytearray | memoryview], *, names: Iterable[str] = ()
    ) -> list[Code]:
        """Install several programs, all or none: faster than one after the other.

        Args:
            codes: as for `install`.
            names: names for people, in the same order; there may be fewer names than programs.

        Raises:
            The errors of `install`; then no program is installed.
        """
        each, given = to_list("codes", codes), to_list("names", names)
        data = [code if type(code) is bytes else to_bytes("codes", code) for code in each]
        labels = given[: len(data)]
        labels += [""] * (len(data) - len(labels))
        made: list[Code] = []
        try:
            for part in groups(self, data):
                if part.stop - part.start == 1:
                    made.append(self.install(data[part.start], name=labels[part.start]))
                else:
                    group = install_group(self, data[part], labels[part])
                    made += group
                    for i in range(part.start + len(group), part.stop):
                        made.append(self.install(data[i], name=labels[i]))
        except BaseException as error:
            for code in made:
                try:
                    code.free()
                except ExecMemoryError as second:
                    error.add_note(str(second))
            raise
        if self.dead:
            self.reap()
        return made

    @section
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
        """Reserve chunks, so that the address is known before the code exists.

        Args:
            size: bytes of the image, at least 1.
            name: for people.
            binary: lay it out as bpf_jit_binary_pack_alloc() does (kernel/bpf/core.c): 8 bytes
                for a header, which stay traps here, at least 16 more for a start that moves.
            alignment: the address of the image is a multiple of it: a power of two, at most 2 MiB;
                that of a chunk by default. With ``randomize``, of the random start: 1, 2, 4 or 8,
                as the architecture's JIT asks for by default.
            randomize: a random start, as in the kernel; otherwise a binary starts at 16 bytes,
                an address that is a multiple of 16. Only for ``binary``.
            near: an address within whose reach every byte must lie; None: anywhere.
            reach: bytes from ``near`` that the code can reach; what the architecture's direct
                branch does by default (2 GiB on x86-64, 128 MiB on arm64).

        Raises:
            The errors of `install`; UsageError also for arguments that contradict one another.
        """
        if type(size) is not int:
            size = to_int("size", size, "a number of bytes", 1)
        offset, wanted = 0, size
        if reach is not None:
            to_int("reach", reach, "a number of bytes", 1)
        if binary is not False or randomize is not False or alignment is not None:
            offset, wanted = layout(self, size, binary, alignment, randomize)
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                return self.beside().reserve(
                    size,
                    name=name,
                    binary=binary,
                    alignment=alignment,
                    randomize=randomize,
                    near=near,
                    reach=reach,
                )
        try:
            if self.torn:
                self.mend()
            slot, code = Slot(), Code()
            arena = None if near is None else arena_near(self, near, reach)
            entry = acquire(self, code, wanted, size, offset, name, arena)
            if alignment is not None and not binary:
                entry.offset = -entry.start % alignment
            try:
                slot.buffer = self.blank * entry.chunks
            except BaseException as error:
                undo(self, entry, error)
                raise
            slot.owner, slot.entry, slot.becoming = self, entry, code
            entry.state = _RESERVED
            self.torn = False
        finally:
            lock.release()
        if self.dead:
            self.reap()
        return slot

    def install_replaceable(
        self, code: bytes | bytearray | memoryview | Code, *, name: str = ""
    ) -> Replaceable:
        """Install a program that can be replaced while it runs; costs one more chunk.

        Args:
            code: as for `install`; or an installed program of this allocator, which belongs to
                the new one then and cannot be freed by itself.
            name: for people.

        Raises:
            CapabilityError: code cannot be changed while it runs here; nothing was allocated.
            SpanError: the installed program cannot be used.
            The errors of `install`.
        """
        return replace.install(self, code, name)

    def batch(self) -> Batch:
        """Return a batch of programs, which are installed together: all of them or none.

        >>> with packs.batch() as batch:
        ...     first = batch.install(one)
        ...     second = batch.install(another)

        An exception that leaves the block frees what was installed in it.
        """
        return Batch(self)

    def beside(self) -> PackAllocator:
        """The inner allocator, for requests in the middle of a change by the same thread."""
        if self.inner is None:
            made = PackAllocator(
                self.pack_list.policy,
                memory=self.memory,
                name=self.name,
                near=self.near,
                randomize=self.randomize,
                keep_empty=self.pack_list.spare > 0,
            )
            made.join(self)
            # Should another thread do the same, both get the first one.
            self.__dict__.setdefault("_inner_made", made)
            self.inner = self.__dict__["_inner_made"]
        return self.inner

    @section
    def free(self, code: Code | int) -> None:
        """Free a program: fill its bytes with traps, and give its chunks back.

        From this moment the program cannot be called. While a thread is inside a call of one of its
        `Function` objects, or has pinned it, it keeps its bytes, chunks and charge; the last thread
        to leave finishes the free. See `synchronize`.

        Args:
            code: the program, or the address of its image.

        Raises:
            UnknownSpanError, InteriorSpanError: the address is of no program, or inside one.
            StaleSpanError, DoubleFreeError: the program was freed already, and its chunks hold
                another program now, or none.
            ForeignSpanError: the program is a program of another allocator.
            ForeignProcessError: this process was forked in the middle of a change.
            SpanError: the program is a slot, or the allocator was closed.
            OutOfMemoryError: writing needs memory (after a fork, or hardened) and there is none;
                the program is live as before.
            ExecMemoryError: the bytes could not be made traps: the program is gone, its chunks
                are quarantined. Or the system would not take an empty pack back.
        """
        if self.inner is not None and self.inner.has(code):
            self.inner.free(code)
            return
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                free_within(self, entry_of(self, code))
                return
        try:
            if self.torn:
                self.mend()
            if isinstance(code, Code) and code.owner is self and code.entry.state is _LIVE:
                entry: Entry | None = code.entry
            else:
                entry = entry_of(self, code)
            self.torn = True
            if entry is None or entry in self.runners or entry in self.companions:
                free_entry(self, entry)
            else:
                # The same, written out, for what was never called through a `Function` and has no
                # companion. The mark comes first, then the look: see
                # progpack.memory.allocator.epochs.
                entry.state = _RETIRED
                try:
                    home: Home = entry.pack.backing  # type: ignore[assignment]
                    size = entry.chunks * self.unit
                    home.region.text_invalidate(entry.chunk * self.unit, size)
                    entry.state = _FREED
                    if self.notifications is not None or self.recorder is not None:
                        tell_gone(self, entry)
                    emptied = home.packs.release(entry)
                    if self.limit is not None:
                        self.limit.uncharge(size)
                    if emptied is not None:
                        let_go(self, home)
                except ExecMemoryError as error:
                    half_freed(self, entry, None, error)
                    raise
                self.frees += 1
            self.torn = False
        finally:
            lock.release()
        if self.dead or self.frees >= self.next_ebb:
            self.reap()

    def find(self, address: int) -> Code | None:
        """Return the program in whose image an address lies, or None.

        Any address inside the image will do. `find` takes no lock, so a signal handler may call it
        at any moment.
        """
        if type(address) is not int:
            address = to_int("address", address, "an address")
        entry = self.table.covering(address)
        if entry is None or not entry.live:
            return None if self.inner is None else self.inner.find(address)
        if not 0 <= address - entry.address < entry.size:
            return None
        holder = entry()
        return holder if isinstance(holder, Code) else None

    @property
    def stats(self) -> Stats:
        """The present numbers. Takes about a millisecond, to ask the kernel for resident pages."""
        look(self)
        family = list(self.family())
        arenas = [arena for each in family for arena in each.arenas]
        known = [e for each in family for e in each.table]
        entries = [e for e in known if e.state in _HELD]
        packs = [pack for arena in arenas for pack in arena.packs.packs]
        areas = [area for arena in arenas for area in arena.packs.areas]
        regions = [region_of(pack) for pack in (*packs, *areas)]
        residency = _residency(regions)
        slots = sum(e.state is _RESERVED and not isinstance(e(), Room) for e in entries)
        retired = sum(e.state is _RETIRED for e in entries)
        unit = self.pack_list.chunk_size
        # Of the packs that are listed here: the counts of a list are not of the same moment.
        used = sum([pack.used for pack in (*packs, *areas)]) * unit
        pages = self.memory.huge if isinstance(self.memory, HugeMemory) else _SMALL
        return Stats(
            policy=self.pack_list.policy.name,
            recipe=self.capabilities.recipe or "none",
            programs=sum(e.live for e in entries),
            slots=slots,
            retired=retired,
            requested=sum(e.size for e in entries),
            rounded=sum(e.allocated for e in entries),
            used=used,
            reserved=sum(region.size for region in regions),
            packs=len(packs),
            areas=len(areas),
            largest_hole=max((pack.bitmap.largest_hole for pack in packs), default=0) * unit,
            charge=self.charge_of(used, known),
            limit=None if self.limit is None else self.limit.limit,
            installs=sum(each.installs for each in family),
            frees=sum(each.frees for each in family),
            pokes=sum(each.pokes for each in family),
            quarantined=sum(each.quarantined for each in family),
            leaked=sum(each.leaked for each in family),
            failures=tuple(failure for each in family for failure in each.failures),
            vmas=residency.vmas,
            resident=residency.resident,
            huge=maps.huge(region.address for region in regions) if pages.possible else 0,
            pages=f"{pages.wanted}: {pages.detail}",
        )

    def snapshot(self) -> Snapshot:
        """Return a snapshot of the packs: which program has which chunks. As fast as `stats`."""
        look(self)
        family = list(self.family())
        entries = [e for each in family for e in each.table if e.state in _SHOWN]
        packs = [(pack, region_of(pack)) for each in family for pack in each.arenas.packs]
        areas = [(area, region_of(area)) for each in family for area in each.arenas.areas]
        used = sum([pack.used for pack, _ in (*packs, *areas)]) * self.unit
        notes = []
        if self.quarantined:
            notes.append(
                f"{self.quarantined} chunks are quarantined: they could not be made traps."
            )
        if self.leaked:
            notes.append(f"The system would not take {self.leaked} bytes back.")
        return picture.snapshot(
            policy=self.pack_list.policy.name,
            capabilities=self.capabilities,
            packs=packs,
            areas=areas,
            entries=entries,
            charged=self.charge_of(used, entries),
            limit=None if self.limit is None else self.limit.limit,
            residency=_residency(region for _, region in (*packs, *areas)),
            notes=tuple(notes),
        )

    def synchronize(self, timeout: float | None = None) -> bool:
        """Wait until no thread runs the programs that were freed, and give their chunks back.

        Args:
            timeout: seconds to wait at most; None: as long as it takes.

        Returns:
            True when they are given back, False when the time is over.

        Raises:
            UsageError: this thread itself runs one of them, or the time is negative or too long.
            ForeignProcessError: as `free`.
        """
        if timeout is not None:
            timeout = seconds("timeout", timeout, threading.TIMEOUT_MAX)
        event = limbo_event(self)
        self.thread_left()
        return event is None or until(event.wait, timeout)

    def trim(self) -> int:
        """Give back the empty packs that the allocator kept, and the unused pages of the others.

        Empty areas of data, which objects of other compilers have beside their code, go too.

        The allocator also gives pages back by itself when many programs were freed; see
        `Region.give_back`.

        Returns:
            Bytes that were given back.

        Raises:
            ExecMemoryError: the system refused to take one back.
            UsageError: this thread is in the middle of a change of this allocator.
        """
        look(self)
        beside = sum(each.trim() for each in self.attached.values() if isinstance(each, Trimmed))
        return trim(self) + beside + (0 if self.inner is None else self.inner.trim())

    def close(self) -> None:
        """Free every program, also programs that objects still refer to.

        Afterwards only lent programs (`Code.lend`) can be called, by their addresses. A region with
        a program that a thread runs is given back when the thread has left the program. A second
        `close` does nothing.

        Raises:
            ExecMemoryError: the system refused to take a region back; all others are released.
        """
        if self.closed:
            return
        self.closing = True
        if self.inner is not None:
            self.inner.close()
        lock = self.lock
        if isinstance(lock, forks.TornLock):
            close_now(self)
            self.thread_left()
            return
        close_alone(self)
        self.thread_left()
        if isinstance(self.memory, ProcessMemory):
            self.memory.close_window()


def _residency(regions: Iterable[Text]) -> maps.Residency:
    return maps.residency([region.ranges() for region in regions])


def _check_window(size: object, near: int | None, memory: Memory | None) -> None:
    """Refuse a range of addresses that cannot be taken."""
    if not isinstance(size, int) or isinstance(size, bool) or not 0 < size < 2 * REACH:
        raise UsageError(f"reserve={shown(size)}: it is a number of bytes, 1 to {2 * REACH - 1}")
    if near is None or memory is not None:
        raise UsageError("reserve= goes with near=, and is for the memory of the allocator's own")
