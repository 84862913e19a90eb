"""The public allocator: placement by a policy, on a memory, with everything accounted for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn, Self

from progpack.errors import ExecMemoryError, ForeignSpanError, UsageError
from progpack.memory import forks, maps, picture, replace
from progpack.memory.batch import Batch
from progpack.memory.code import Code, Slot
from progpack.memory.holdings import Holdings, region_of
from progpack.memory.huge import Huge
from progpack.memory.names import listeners
from progpack.memory.news import News, recorder
from progpack.memory.process import ProcessMemory
from progpack.memory.protocol import HugeMemory, Memory, Text
from progpack.memory.replace import Replaceable, unbind
from progpack.memory.sidetable import Entry, Home, SideTable, State
from progpack.memory.stats import Stats
from progpack.pack import BinaryLayout, Policy
from progpack.snapshot import Snapshot

if TYPE_CHECKING:
    from progpack.trace.writer import TraceWriter

__all__ = ["PackAllocator"]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_RETIRED = State.RETIRED
_FREED = State.FREED
_HELD = (_LIVE, _RESERVED, _RETIRED)
_CODE_ALIGNMENT = 16
_SMALL = Huge("small", False, "this memory has small pages only")


class PackAllocator(Holdings):
    """Many programs in few shared, write-protected packs. Thread-safe.

    Args:
        policy: where programs go: a policy or the name of one, see `progpack.pack.policies`. By
            default as dense and quick as chunks of 64 bytes allow; ``bins`` has smaller ones, and
            ``pack`` places as the kernel does.
        memory: what the packs are in; a `ProcessMemory` of its own by default.
        jit_limit: bytes that programs may take in total, in whole chunks (whole pages for one
            with an area of its own); None for no limit.
        name: for people; the regions get it.
        pages: ``auto``, ``small`` or ``huge``, see `ProcessMemory`; for the memory of its own.
        near: all packs are to be within reach of this address.
        hardened: no writable alias between writes, see `ProcessMemory`; for the memory of its own.
        randomize: every installed program has a random start, as `reserve` can give it one: its
            address cannot be told from those of others.
        names: who is told the names of programs: some of ``perf-map``, ``jitdump``, ``gdb``, in a
            string separated by commas; see `progpack.memory.names`.
        record: a trace of all that is placed and given back: a path, whose file is replaced, or a
            `TraceWriter` that the caller closes.

    Raises:
        CapabilityError: the memory cannot do what packs need, or somebody cannot be told the
            names. Nothing was allocated.
        UsageError: unknown policy, negative limit, something of another type than is written here;
            somebody else writes the trace.
        ObjectError: the trace cannot be written.

    A program whose `Code` is garbage is freed, by whichever thread finds that out. What a thread
    still runs when it is freed stays until that thread has left it; see `progpack.memory.epochs`.
    After fork parent and child each have all of it; see `progpack.memory.forks`.
    """

    def __init__(
        self,
        policy: Policy | str = "bins-64",
        *,
        memory: Memory | None = None,
        jit_limit: int | None = None,
        name: str = "progpack",
        near: int | None = None,
        pages: str = "auto",
        hardened: bool = False,
        randomize: bool = False,
        names: str | Iterable[str] = (),
        record: str | os.PathLike[str] | TraceWriter | None = None,
    ) -> None:
        for what, value in (("hardened", hardened), ("randomize", randomize)):
            if not isinstance(value, bool):
                raise UsageError(f"{what}={value!r}: it is True or False")
        own = ProcessMemory(pages=pages, hardened=hardened) if memory is None else memory
        super().__init__(policy, own, jit_limit, name, near)
        self.randomize = randomize
        told = listeners(names, self.capabilities.arch)
        if told:
            self._news = News(told, self._failures)
        if record is not None:
            self._recorder = recorder(
                record,
                name=name,
                packs=self._list,
                capabilities=self.capabilities,
                limit=jit_limit,
                failures=self._failures,
            )

    def __repr__(self) -> str:
        state = "closed" if self._closed else repr(self._list)
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
            TypeError: ``code`` is nothing that has bytes.
            ForeignProcessError: this process was forked in the middle of a change.
        """
        data = code if type(code) is bytes else bytes(memoryview(code))  # bytes(5) is five zeros
        size = len(data)
        with self._lock:
            made = Code()
            if near is None and not self.randomize:
                entry = self._acquire(made, size, size, 0, name)
            else:
                entry = self._acquire_at(made, size, name, near)
            try:
                # The rest of the chunks is traps already, as all free chunks are.
                at = entry.chunk * self._unit + entry.offset
                entry.pack.backing.region.text_copy(at, data)  # type: ignore[attr-defined]
            except BaseException as error:
                self._undo(entry, error)
                raise
            entry.state = _LIVE
            self._installs += 1
            if self._news is not None:
                self._news.loaded(entry)
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
            slot._code = None
            arena = None if near is None else self._arena(near, reach)
            entry = self._acquire(slot, wanted, size, offset, name, arena)
            try:
                slot._buffer = bytearray(self._traps * entry.chunks)
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

    def batch(self) -> Batch:
        """Several programs, of which all stay or none.

        >>> with packs.batch() as batch:
        ...     first = batch.install(one)
        ...     second = batch.install(another)

        An exception that leaves the block frees what was installed in it.
        """
        return Batch(self)

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
            try:
                if self._runners:
                    body = unbind(self, entry)
                    self._retire(entry)
                else:
                    # The same, written out, where nothing was ever called through a `Function`.
                    home: Home = entry.pack.backing  # type: ignore[assignment]
                    size = entry.chunks * self._unit
                    home.region.text_invalidate(entry.chunk * self._unit, size)
                    entry.state = _FREED
                    if self._news is not None or self._recorder is not None:
                        self._tell_gone(entry)
                    emptied = home.packs.release(entry)
                    if self._limit is not None:
                        self._limit.uncharge(size)
                    if emptied is not None:
                        self._let_go(home)
            except ExecMemoryError as error:
                self._half_freed(entry, body, error)
                raise
            self._frees += 1
            if body is not None:
                self._free_body(body)
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
            regions = [region_of(pack) for pack in (*packs, *areas)]
            residency = _residency(regions)
            slots = sum(e.state is _RESERVED for e in entries)
            retired = sum(e.state is _RETIRED for e in entries)
            unit = self._list.chunk_size
            pages = self.memory.huge if isinstance(self.memory, HugeMemory) else _SMALL
            return Stats(
                policy=self._list.policy.name,
                recipe=self.capabilities.recipe or "none",
                programs=len(entries) - slots - retired,
                slots=slots,
                retired=retired,
                requested=sum(e.size for e in entries),
                rounded=sum(e.allocated for e in entries),
                used=sum(arena.packs.chunks_used for arena in self._arenas) * unit,
                reserved=sum(region.size for region in regions),
                packs=len(packs),
                areas=len(areas),
                largest_hole=max((pack.bitmap.largest_hole for pack in packs), default=0) * unit,
                charge=self._charged,
                limit=None if self._limit is None else self._limit.limit,
                installs=self._installs,
                frees=self._frees,
                pokes=self._pokes,
                quarantined=self._quarantined,
                leaked=self._leaked,
                failures=tuple(self._failures),
                vmas=residency.vmas,
                resident=residency.resident,
                huge=maps.huge(region.address for region in regions) if pages.possible else 0,
                pages=f"{pages.wanted}: {pages.detail}",
            )

    def snapshot(self) -> Snapshot:
        """A picture of the packs: which chunk is whose. Takes about as long as `stats`."""
        if self._dead:
            self._reap()
        with self._reading():
            packs = [(pack, region_of(pack)) for pack in self._arenas.packs]
            areas = [(area, region_of(area)) for area in self._arenas.areas]
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
                charged=self._charged,
                limit=None if self._limit is None else self._limit.limit,
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
            self._uncharge(self._charged)
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
        self._left()
        if failures:
            raise failures[0]

    def _acquire_at(self, holder: Code, size: int, name: str, near: int | None) -> Entry:
        """`_acquire` for a program with a random start, or near an address."""
        arena = None if near is None else self._arena(near, None)
        offset, wanted = self._layout(size, True, None, True) if self.randomize else (0, size)
        return self._acquire(holder, wanted, size, offset, name, arena)

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


def _residency(regions: Iterable[Text]) -> maps.Residency:
    return maps.residency([region.ranges() for region in regions])
