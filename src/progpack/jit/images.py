"""Images in memory: text in packs, constants read-only beside them.

This is where compiled code gets its address: `ImageStore.install` goes through the life cycle of
`progpack.jit.binary` (alloc, fill a private buffer, finalize with one copy) and links in between,
when both addresses are known.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from progpack.arch import Arch
from progpack.errors import OutOfMemoryError, SpanError
from progpack.jit.binary import binary_pack_alloc, binary_pack_finalize, binary_pack_free
from progpack.jit.link import DATA_ALIGN, Image
from progpack.memory import Code, PackAllocator, ProcessMemory
from progpack.pack import Pack, PackList, Policy, Request, Span

__all__ = ["Constants", "ImageStore", "Installed", "store_of"]

_REACH = (1 << 31) - (1 << 22)


class _ConstantPacks(Policy):
    """First fit in packs of 64 KiB that are within reach of the code."""

    name = "constants"
    description = "read-only data beside the code, 64 KiB at a time"

    near = 0

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """64 KiB, the largest small page in use."""
        return 64 * 1024

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """First fit, out of reach left out."""
        reachable = [pack for pack in packs if abs(_address(pack.backing) - self.near) < _REACH]
        return super().choose(chunks, reachable, request)


def _address(backing: Any) -> int:
    return int(backing.address)


@dataclass(frozen=True, slots=True)
class Constants:
    """Read-only data: where it is, and what gives it back."""

    address: int
    span: Span


@dataclass(frozen=True, slots=True)
class Installed:
    """An image that can be called.

    Attributes:
        code: what holds the chunks.
        text_at: address of the first instruction.
        constants: its read-only data, None when it has none.
    """

    code: Code
    text_at: int
    constants: Constants | None


class ImageStore:
    """Installs images through one `PackAllocator`, and keeps their constants.

    `store_of` gives the one of an allocator, so that constants are shared as packs are.
    """

    def __init__(self, packs: PackAllocator) -> None:
        # Weakly: the allocator is what keeps its store, see `store_of`.
        self._packs = weakref.ref(packs)
        self._policy = _ConstantPacks()
        self._list = PackList(self._policy)
        memory = packs.memory
        self._memory = memory if isinstance(memory, ProcessMemory) else ProcessMemory()
        self._lock = threading.Lock()

    def install(self, image: Image, outside: Mapping[str, int], *, name: str) -> Installed:
        """Place, link and finalize an image.

        Raises:
            ExecMemoryError: no memory, over the limit, or refused; nothing is left behind.
            CompileError: it cannot be linked; nothing is left behind.
        """
        packs = self._packs()
        if packs is None:
            raise SpanError("the allocator is gone")
        binary = binary_pack_alloc(packs, len(image.text), name=name)
        constants: Constants | None = None
        try:
            if image.data:
                constants = self.constants(image.data, near=binary.image)
            data_at = constants.address if constants else 0
            linked = image.link(binary.image, data_at, outside)
            if constants:
                self._write(constants, linked.data)
            binary.fill(linked.text)
            code = binary_pack_finalize(binary)
        except BaseException:
            binary_pack_free(binary)
            if constants:
                self.release(constants)
            raise
        return Installed(code, binary.image, constants)

    def constants(self, data: bytes, *, near: int) -> Constants:
        """Put data into read-only memory within reach of an address.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
        """
        with self._lock:
            self._policy.near = near
            spot = self._list.find(Request(max(len(data), 1)))
            region: Any = None
            if spot.pack is None:
                region = self._memory.reserve_data(spot.region, near=near, name="progpack-data")
            span = self._list.take(spot, region)
        at = Constants(_address(span.pack.backing) + span.chunk * DATA_ALIGN, span)
        if abs(at.address - near) >= _REACH:
            self.release(at)
            raise OutOfMemoryError("no room for constants within 2 GiB of the code")
        try:
            self._write(at, data)
        except BaseException:
            self.release(at)
            raise
        return at

    def remove(self, installed: Installed) -> None:
        """Give back an image and its constants."""
        installed.code.free()
        if installed.constants:
            self.release(installed.constants)

    def release(self, constants: Constants) -> None:
        """Give back constants."""
        with self._lock:
            emptied = self._list.release(constants.span)
        if emptied is not None:
            backing: Any = emptied.backing
            backing.release()

    def _write(self, constants: Constants, data: bytes) -> None:
        backing: Any = constants.span.pack.backing
        backing.text_copy(constants.span.chunk * DATA_ALIGN, data)


_stores: weakref.WeakKeyDictionary[PackAllocator, ImageStore] = weakref.WeakKeyDictionary()
_stores_lock = threading.Lock()


def store_of(packs: PackAllocator) -> ImageStore:
    """The store of an allocator, the same one each time."""
    with _stores_lock:
        store = _stores.get(packs)
        if store is None:
            store = _stores[packs] = ImageStore(packs)
        return store
