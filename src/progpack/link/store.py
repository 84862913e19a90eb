"""Constants and variables of linked code: beside the packs, within reach, never executable.

Data are packed as programs are, 64 bytes a chunk, into areas of 64 KiB: those for constants are
read-only (written once, through the alias that all regions have), those for variables are plain
private memory, of which a forked child has its own.

A `Block` is the truth: its chunks are taken for as long as it is referred to and not released. What
stands for them in the area is a weak reference to it, so that all else can be made again after an
exception in the middle of a change, and a block that nobody got is garbage and goes as such.
"""

from __future__ import annotations

import ctypes
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol

from progpack.arch import Arch
from progpack.errors import OutOfMemoryError
from progpack.link.image import Image
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from progpack.memory.allocator.side_table import Entry
from progpack.memory.attached import Attached
from progpack.memory.guard import forks
from progpack.memory.guard.guard import await_lock, depth, section
from progpack.memory.guard.lease import Lease
from progpack.memory.guard.shared import pairs
from progpack.memory.pages.placement import REACH, place
from progpack.pack import CHUNK, Pack, PackList, Policy, Request
from progpack.records import dataclass

__all__ = ["Block", "DataStore", "Keeper", "Placed", "data_of"]

#: Less than a call or a load reaches, so that both ends of both areas are within.
_REACH: Final = REACH - (1 << 22)
#: Code below it may hold addresses in 32 bits, signed; then its data are below it too.
_LOW: Final = 1 << 31


class _Backing(Protocol):
    """The memory that an area needs; a `progpack.memory.Region` provides it."""

    @property
    def address(self) -> int: ...

    def text_copy(self, offset: int, data: bytes | bytearray) -> None: ...

    def release(self) -> None: ...


class _Writable:
    """Private pages that can be read and written. Thread-safe as memory is."""

    def __init__(self, size: int, near: int) -> None:
        self._lease = Lease()
        size, pieces = linux.round_to_pages(size), self._lease.pieces

        def mapper(address: int, flags: int) -> int:
            flags |= linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
            protection = linux.PROT_READ | linux.PROT_WRITE
            return linux.map_pages(size, protection, flags, address=address, pieces=pieces)

        try:
            self.address = place(size, mapper, alignment=linux.PAGE_SIZE, near=near, pieces=pieces)
        except OSError as error:
            raise OutOfMemoryError(f"no memory for {size} bytes of variables: {error}") from error

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        ctypes.memmove(self.address + offset, bytes(data), len(data))

    def release(self) -> None:
        self._lease.give_back()


class _NearAreas(Policy):
    """First fit in areas of 64 KiB that are within reach of the code."""

    name = "data"
    description = "data beside the code, 64 KiB at a time"

    near = 0

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """64 KiB, the largest small page in use."""
        return 64 * 1024

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """First fit, out of reach left out."""
        reachable = [pack for pack in packs if _reaches(self.near, _backing(pack).address)]
        return super().choose(chunks, reachable, request)


def _backing(pack: Pack) -> _Backing:
    backing: _Backing = pack.backing  # type: ignore[assignment]
    return backing


def _reaches(near: int, address: int) -> bool:
    return abs(address - near) < _REACH and (near >= _LOW or address < _LOW)


class Block:
    """Data in memory: given back by `DataStore.release`, or when it is garbage.

    Attributes:
        address: of the first chunk.
        areas: where it is.
        place: what stands for it there.
    """

    __slots__ = ("__weakref__", "address", "areas", "place")

    address: int

    def __init__(self, areas: _Areas, gone: Callable[[_Place], None]) -> None:
        self.areas = areas
        self.place = _Place(self, gone)


class _Place(weakref.ref[Block]):
    """Chunks of an area, and a weak reference to the block that has them.

    Its callback is of C, so that no exception can hit that.
    """

    __slots__ = ("chunk", "chunks", "pack", "request")

    pack: Pack
    chunk: int
    chunks: int
    request: Request

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def is_taken(self) -> bool:
        """Whether it stands for chunks; the request is set last when it is published."""
        return hasattr(self, "request") and self.pack.spans.get(self.chunk) is self


class _Areas:
    """Areas of one kind. Thread-safe; see `progpack.memory.guard.guard` for its lock."""

    def __init__(
        self, reserve: Callable[[int, int], _Backing], what: str, *, spare: int = 0
    ) -> None:
        self._reserve = reserve
        self._what = what
        self._policy = _NearAreas()
        # One empty area is kept: who links one object after the other makes no memory for each.
        self._list = PackList(self._policy, spare=spare)
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        # Set while the list changes: who finds it set with the lock free makes the list again.
        self._torn = False
        # Blocks that were released, or are garbage, and still have their chunks.
        self._gone: list[_Place] = []
        # For what is asked for in the middle of a change by the same thread; mostly None.
        self._inner: _Areas | None = None
        # Whoever holds the lock waits for the memory at most, which is of a later level.
        forks.watch(self, 0)

    def __repr__(self) -> str:
        return f"<areas of {self._what}: {self._list.chunks_used} chunks taken>"

    def take(self, size: int, near: int) -> Block:
        """Take so many bytes near an address."""
        block = self.claim(size, near)
        self.reap()
        if not _reaches(near, block.address):
            self.release(block)
            raise OutOfMemoryError(f"no room for {self._what} within 2 GiB of the code")
        return block

    @section
    def claim(self, size: int, near: int) -> Block:
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                self._inner = inner = self._inner or _Areas(self._reserve, self._what)
                return inner.claim(size, near)
        try:
            self._settle()
            return self._place(size, near)
        finally:
            lock.release()

    def _place(self, size: int, near: int) -> Block:
        self._torn = True
        self._policy.near = near
        spot = self._list.find(Request(max(size, 1)))
        backing: _Backing | None = None
        if spot.pack is None:
            # Near 0 is below 2 GiB, which is within reach of code that is there.
            backing = self._reserve(spot.region, 0 if near < _LOW else near)
        block = Block(self, self._gone.append)
        place = self._list.take_as(block.place, spot, backing)
        self._torn = False
        block.address = _backing(place.pack).address + place.chunk * CHUNK
        return block

    def release(self, block: Block) -> None:
        """Give a block back; a second time does nothing."""
        self._gone.append(block.place)
        self.reap()

    @section
    def reap(self) -> None:
        """Give back what is gone. Never waits: the holder of the lock looks here afterwards.

        It may run in a finalizer, in the middle of any change of this thread.
        """
        while self._gone:
            lock = self.lock
            if not lock.acquire(False):
                return
            try:
                self._settle()
            finally:
                lock.release()

    @section
    def trim(self) -> int:
        """Give back the empty areas that are kept, unless another thread is here; the bytes."""
        if not self.lock.acquire(False):
            return 0
        try:
            self._settle()
            self._torn = True
            emptied = self._list.drop_empty()
            self._torn = False
        finally:
            self.lock.release()
        for pack in emptied:
            _backing(pack).release()
        freed = sum(pack.chunks * CHUNK for pack in emptied)
        return freed + (0 if self._inner is None else self._inner.trim())

    def _settle(self) -> None:
        """Make the list again where that was cut short, and give back what is gone."""
        gone = list(self._gone)
        if self._torn:
            for pack in (*self._list.packs, *self._list.areas):
                for chunk, place in pairs(pack.spans):
                    if place in gone or place() is None:  # type: ignore[operator]
                        del pack.spans[chunk]
            emptied = self._list.rebuild()
            self._torn = False
        else:
            emptied = [each for place in gone if (each := self._free(place)) is not None]
        for place in gone:
            self._gone.remove(place)
        for pack in emptied:
            _backing(pack).release()

    def _free(self, place: _Place) -> Pack | None:
        """Take a place out of the list; what is returned is empty then and out of it too."""
        if not place.is_taken():
            return None
        self._torn = True
        emptied = self._list.release(place)
        self._torn = False
        return emptied

    def is_inside(self) -> bool:
        """See `forks.Forked`."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`: what was gone while the fork held the lock."""
        self.reap()


def _write(block: Block, data: bytes, skip: int = 0) -> None:
    place = block.place
    _backing(place.pack).text_copy(place.chunk * CHUNK + skip, data)


@dataclass(frozen=True, slots=True)
class Placed:
    """An image whose data are in memory and whose text is ready for its place.

    Attributes:
        text: the bytes for the address that was given.
        constants: address of the read-only data, 0 when there are none.
        variables: address of the variables, 0 when there are none.
        blocks: what holds both.
    """

    text: bytes
    constants: int
    variables: int
    blocks: tuple[Block, ...]


class Keeper(weakref.ref[Code]):
    """Keeps data for as long as some code can use them; `DataStore.keep_for` makes it.

    Attributes:
        entry: of the code.
        owner: the allocator of the code.
        blocks: the data.
    """

    __slots__ = ("blocks", "entry", "owner")

    entry: Entry
    owner: weakref.ref[Any]
    blocks: tuple[Block, ...]

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class DataStore:
    """The data areas of one `PackAllocator`. Thread-safe; `data_of` gives it."""

    def __init__(self, packs: PackAllocator) -> None:
        own = packs.memory
        memory = own if isinstance(own, ProcessMemory) else ProcessMemory()
        self._constants = _Areas(
            lambda size, near: memory.reserve_data(size, near=near, name="progpack-data"),
            "constants",
            spare=packs.pack_list.spare,
        )
        self._variables = _Areas(_Writable, "variables", spare=packs.pack_list.spare)
        self._keepers: set[Keeper] = set()
        # Those whose code is garbage or was freed.
        self._left: list[Keeper] = []

    def place(self, image: Image, text_at: int, outside: Mapping[str, int]) -> Placed:
        """Give the data of an image their place, and link the image.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
            CompileError: the code cannot be linked. In each case nothing is left behind.
        """
        blocks: list[Block] = []
        try:
            constants, first = self._take(
                self._constants, len(image.constants), image.alignment[1], text_at, blocks
            )
            size = len(image.variables) + image.zeros
            variables, start = self._take(
                self._variables, size, image.alignment[2], text_at, blocks
            )
            linked = image.link(text_at, constants, variables, outside)
            if image.constants:
                _write(blocks[0], linked.constants, first)
            if size:
                _write(blocks[-1], linked.variables + bytes(image.zeros), start)
        except BaseException:
            self.release(tuple(blocks))
            raise
        return Placed(linked.text, constants, variables, tuple(blocks))

    def constants(self, data: bytes, *, near: int) -> Block:
        """Put data into read-only memory within reach of an address.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
        """
        self.reap()
        block = self._constants.take(len(data), near)
        try:
            _write(block, data)
        except BaseException:
            self.release((block,))
            raise
        return block

    def release(self, blocks: tuple[Block, ...]) -> None:
        """Give data back. No code that uses them may run any more."""
        for block in blocks:
            block.areas.release(block)

    def keep_for(self, code: Code, blocks: tuple[Block, ...]) -> Keeper:
        """Keep data for as long as some code can use them.

        They go when the code is garbage, or with `let_go`; in each case not before the last thread
        has left the code.
        """
        keeper = Keeper(code, self._left.append)
        keeper.entry, keeper.owner, keeper.blocks = code.entry, weakref.ref(code.owner), blocks
        self._keepers.add(keeper)
        return keeper

    def let_go(self, keeper: Keeper) -> None:
        """The code was freed: give its data back, once no thread is in it. May be called twice."""
        self._left.append(keeper)
        self.reap()

    def _take(
        self, areas: _Areas, size: int, alignment: int, near: int, blocks: list[Block]
    ) -> tuple[int, int]:
        """(address, bytes that were left out for the alignment); zeros when there are no data."""
        self.reap()
        if not size:
            return 0, 0
        block = areas.take(size + max(alignment - CHUNK, 0), near)
        blocks.append(block)
        skip = -block.address % alignment
        return block.address + skip, skip

    def trim(self) -> int:
        """See `PackAllocator.trim`, which comes here."""
        self.reap()
        return self._constants.trim() + self._variables.trim()

    def reap(self) -> None:
        """Give back what belongs to code that has gone, and blocks that are garbage."""
        for keeper in list(self._left):
            owner = keeper.owner()
            if keeper.entry.live and owner is not None:
                # The code is garbage, and an exception hit who tells the allocator. It is freed
                # first: until then the unwinder may read its tables.
                owner.dead.append(keeper.entry)
                owner.reap()
            if owner is None or not (keeper.entry.live or keeper.entry.retired):
                self.release(keeper.blocks)
                self._keepers.discard(keeper)
                with suppress(ValueError):  # another thread was quicker
                    self._left.remove(keeper)
        self._constants.reap()
        self._variables.reap()


_stores: Attached[DataStore] = Attached(DataStore)


def data_of(packs: PackAllocator) -> DataStore:
    """The data areas of an allocator, the same ones each time."""
    return _stores.of(packs)
