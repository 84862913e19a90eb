"""Images in memory: text in packs, constants read-only beside them.

This is where compiled code gets its address: `ImageStore.install` goes through the life cycle of
`progpack.jit.binary` (alloc, fill a private buffer, finalize with one copy) and links in between,
when all addresses are known.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass

from progpack.errors import SpanError
from progpack.jit.binary import binary_pack_alloc, binary_pack_finalize, binary_pack_free
from progpack.link import Block, Image, data_of
from progpack.memory import Code, PackAllocator

__all__ = ["ImageStore", "Installed", "store_of"]


@dataclass(frozen=True, slots=True)
class Installed:
    """An image that can be called.

    Attributes:
        code: what holds the chunks.
        text_at: address of the first instruction.
        data: what holds its constants and variables; empty when it has none.
    """

    code: Code
    text_at: int
    data: tuple[Block, ...]


class ImageStore:
    """Installs images through one `PackAllocator`; `store_of` gives the one of an allocator."""

    def __init__(self, packs: PackAllocator) -> None:
        # Weakly: the allocator is what keeps its store, see `store_of`.
        self._packs = weakref.ref(packs)
        self._data = data_of(packs)

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
        data: tuple[Block, ...] = ()
        try:
            placed = self._data.place(image, binary.image, outside)
            data = placed.blocks
            binary.fill(placed.text)
            code = binary_pack_finalize(binary)
        except BaseException:
            binary_pack_free(binary)
            self._data.release(data)
            raise
        return Installed(code, binary.image, data)

    def constants(self, data: bytes, *, near: int) -> Block:
        """Put data into read-only memory within reach of an address.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
        """
        return self._data.constants(data, near=near)

    def remove(self, installed: Installed) -> None:
        """Give back an image and its constants."""
        installed.code.free()
        self._data.release(installed.data)


_stores: weakref.WeakKeyDictionary[PackAllocator, ImageStore] = weakref.WeakKeyDictionary()
_stores_lock = threading.Lock()


def store_of(packs: PackAllocator) -> ImageStore:
    """The store of an allocator, the same one each time."""
    with _stores_lock:
        store = _stores.get(packs)
        if store is None:
            store = _stores[packs] = ImageStore(packs)
        return store
