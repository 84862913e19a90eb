"""Constants and variables of linked code: beside the packs, within reach, never executable.

Data are packed as programs are, 64 bytes a chunk, into areas of 64 KiB: those for constants are
read-only (written once, through the alias that all regions have), those for variables are plain
private memory, of which a forked child has its own.
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from progpack.arch import Arch
from progpack.errors import OutOfMemoryError
from progpack.link.image import Image
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from progpack.memory.attached import Attached
from progpack.memory.placement import REACH, place
from progpack.memory.sidetable import Entry
from progpack.pack import CHUNK, Pack, PackList, Policy, Request, Span

__all__ = ["Block", "DataStore", "Placed", "data_of"]

#: Less than a call or a load reaches, so that both ends of both areas are within.
_REACH: Final = REACH - (1 << 22)
#: Code below it may hold addresses in 32 bits, signed; then its data are below it too.
_LOW: Final = 1 << 31


class _Backing(Protocol):
    """What an area needs; a `progpack.memory.Region` has it."""

    @property
    def address(self) -> int: ...

    def text_copy(self, offset: int, data: bytes | bytearray) -> None: ...

    def release(self) -> None: ...


class _Writable:
    """Private pages that can be read and written. Thread-safe as memory is."""

    def __init__(self, size: int, near: int) -> None:
        self.size = linux.round_to_pages(size)

        def mapper(address: int, flags: int) -> int:
            flags |= linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
            protection = linux.PROT_READ | linux.PROT_WRITE
            return linux.map_pages(self.size, protection, flags, address=address)

        try:
            self.address = place(self.size, mapper, alignment=linux.PAGE_SIZE, near=near)
        except OSError as error:
            raise OutOfMemoryError(f"no memory for {size} bytes of variables: {error}") from error
        self._finalizer = weakref.finalize(self, linux.unmap, self.address, self.size)
        self._finalizer.atexit = False

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        ctypes.memmove(self.address + offset, bytes(data), len(data))

    def release(self) -> None:
        self._finalizer()


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


@dataclass(frozen=True, slots=True)
class Block:
    """Data in memory: where they are, and what gives them back."""

    address: int
    span: Span
    areas: _Areas


class _Areas:
    """Areas of one kind. Thread-safe."""

    def __init__(self, reserve: Callable[[int, int], _Backing], what: str) -> None:
        self._reserve = reserve
        self._what = what
        self._policy = _NearAreas()
        self._list = PackList(self._policy)
        self._lock = threading.Lock()
        key = id(self)
        _every[key] = weakref.ref(self, lambda _: _every.pop(key, None) and None)

    def take(self, size: int, near: int) -> Block:
        with self._lock:
            self._policy.near = near
            spot = self._list.find(Request(max(size, 1)))
            backing: _Backing | None = None
            if spot.pack is None:
                # Near 0 is below 2 GiB, which is within reach of code that is there.
                backing = self._reserve(spot.region, 0 if near < _LOW else near)
            try:
                span = self._list.take(spot, backing)
            except BaseException:
                if backing is not None:
                    backing.release()
                raise
        block = Block(_backing(span.pack).address + span.chunk * CHUNK, span, self)
        if not _reaches(near, block.address):
            self.release(block)
            raise OutOfMemoryError(f"no room for {self._what} within 2 GiB of the code")
        return block

    def release(self, block: Block) -> None:
        with self._lock:
            emptied = self._list.release(block.span)
        if emptied is not None:
            _backing(emptied).release()


_every: dict[int, weakref.ref[_Areas]] = {}
_held: list[_Areas] = []


def _before_fork() -> None:
    """Wait until no thread is in the middle of a change: a child has to find all areas whole.

    Who holds one of these locks waits for memory at most, which is not locked yet: what runs
    before a fork runs in the reverse order of its registration.
    """
    for reference in list(_every.values()):
        areas = reference()
        if areas is not None:
            areas._lock.acquire()
            _held.append(areas)


def _after_fork() -> None:
    while _held:
        _held.pop()._lock.release()


os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)


def _write(block: Block, data: bytes, skip: int = 0) -> None:
    _backing(block.span.pack).text_copy(block.span.chunk * CHUNK + skip, data)


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


class DataStore:
    """The data areas of one `PackAllocator`. Thread-safe; `data_of` gives it."""

    def __init__(self, packs: PackAllocator) -> None:
        own = packs.memory
        memory = own if isinstance(own, ProcessMemory) else ProcessMemory()
        self._constants = _Areas(
            lambda size, near: memory.reserve_data(size, near=near, name="progpack-data"),
            "constants",
        )
        self._variables = _Areas(_Writable, "variables")
        self._dead: deque[tuple[Entry, tuple[Block, ...]]] = deque()

    def place(self, image: Image, text_at: int, outside: Mapping[str, int]) -> Placed:
        """Give the data of an image their place, and link the image.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
            CompileError: it cannot be linked. In each case nothing is left behind.
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

    def keep_for(self, code: Code, blocks: tuple[Block, ...]) -> weakref.finalize[..., Code]:
        """Keep data for as long as some code can use them.

        They go when the code is garbage, or when what is returned is called and then `reap`, which
        is after `Code.free`; in each case not before the last thread has left the code.
        """
        finalizer = weakref.finalize(code, self._dead.append, (code._entry, blocks))
        finalizer.atexit = False
        return finalizer

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

    def reap(self) -> None:
        """Give back what belongs to code that has gone.

        Finalizers only append to the list, since they may run anywhere, also in here.
        """
        for _ in range(len(self._dead)):
            try:
                entry, blocks = self._dead.popleft()
            except IndexError:  # another thread was quicker
                return
            if entry.retired:
                self._dead.append((entry, blocks))
            else:
                self.release(blocks)


_stores: Attached[DataStore] = Attached(DataStore)


def data_of(packs: PackAllocator) -> DataStore:
    """The data areas of an allocator, the same ones each time."""
    return _stores.of(packs)
