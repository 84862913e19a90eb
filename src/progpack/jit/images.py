"""Images in memory: text in packs, constants read-only beside them.

This is where compiled code gets its address: `ImageStore.install` goes through the life cycle of
`progpack.jit.binary` (alloc, fill a private buffer, finalize with one copy) and links in between,
when all addresses are known.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from progpack.errors import ExecMemoryError, OutOfMemoryError, SpanError
from progpack.jit.binary import binary_pack_alloc, binary_pack_finalize, binary_pack_free
from progpack.jit.cache import Compiled, Facts, disk_cache
from progpack.jit.compile import compiler
from progpack.link import Block, Image, Keeper, data_of, process_symbol
from progpack.memory import Code, PackAllocator
from progpack.memory.attached import Attached
from progpack.memory.childlocks import renew_in_child

__all__ = ["ImageStore", "Installed", "Shared", "compiled", "forget", "recall", "store_of"]


@dataclass(slots=True, eq=False)
class Installed:
    """An image that can be called.

    Attributes:
        code: what holds the chunks.
        data: what holds its constants and variables; empty when it has none.
        keeper: gives those back when the code is garbage, or `ImageStore.remove` does before.
    """

    code: Code
    data: tuple[Block, ...]
    keeper: Keeper | None

    @property
    def text_at(self) -> int:
        """Address of the first instruction."""
        return self.code.address


@dataclass(slots=True, eq=False, weakref_slot=True)
class Shared(Installed):
    """An installed image that programs share.

    Attributes:
        entry: address to call.
        made: what is known of it besides, without the image.
        digest: of what it was made from.
        users: programs that have it and were not garbage.
    """

    entry: int
    made: Facts
    digest: bytes
    users: int

    @property
    def size(self) -> int:
        """Bytes of its text."""
        return self.code.size


# Many programs have the same few.
_facts = lru_cache(maxsize=256)(Facts)


class ImageStore:
    """Installs images through one `PackAllocator`; `store_of` gives the one of an allocator."""

    def __init__(self, packs: PackAllocator) -> None:
        # Weakly: the allocator is what keeps its store, see `store_of`.
        self._packs = weakref.ref(packs)
        self._data = data_of(packs)
        # Reentrant: a finalizer may close a program anywhere, also in here.
        self._lock = threading.RLock()
        renew_in_child(self, "_lock", threading.RLock)
        # The first name that an image is installed by has the digest alone: there may be many. An
        # image whose programs are all garbage is garbage, and its code goes as all such code does.
        self._shared: weakref.WeakValueDictionary[bytes | tuple[bytes, str], Shared] = (
            weakref.WeakValueDictionary()
        )

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
        except BaseException as error:
            try:
                binary_pack_free(binary)
            except ExecMemoryError as second:
                error.add_note(str(second))
            self._data.release(data)
            raise
        keeper = self._data.keep_for(code, data) if data else None
        return Installed(code, data, keeper)

    def share(
        self, digest: bytes, symbol: str, entry: str, make: Callable[[], Compiled] | None
    ) -> Shared | None:
        """The image of a digest, installed once for all who ask; give it back with `give_back`.

        Args:
            digest: of what it is made from.
            symbol: name for profilers and reports; images of other names are others.
            entry: name of the function to call.
            make: where the image comes from when it is not installed; None: nowhere.

        Returns:
            The image; None when it is not installed and ``make`` is None.

        Raises:
            ExecMemoryError, CompileError: as `install`, and what ``make`` raises.
        """
        with self._lock:
            found = self._find(digest, symbol)
            if found is not None:
                found.users += 1
                return found
        if make is None:
            return None
        made = make()
        image = made.image
        at = self.install(image, _outside(image), name=intern(symbol))
        start = at.text_at + image.symbols[entry]
        facts = _facts(*made.facts)
        new = Shared(at.code, at.data, at.keeper, start, facts, digest, 1)
        with self._lock:
            found = self._find(digest, symbol)
            if found is None:
                key = (digest, symbol) if digest in self._shared else digest
                self._shared[key] = new
                return new
            # Another thread was quicker.
            found.users += 1
        self.remove(new)
        return found

    def _find(self, digest: bytes, symbol: str) -> Shared | None:
        found = self._shared.get(digest)
        if found is None or found.code.name != symbol:
            found = self._shared.get((digest, symbol))
        # A finalizer that ran in between may have given the last one back.
        return found if found is not None and found.users else None

    def give_back(self, shared: Shared) -> None:
        """One program fewer has it; the last one's leaving removes it."""
        with self._lock:
            shared.users -= 1
            last = not shared.users
            # It is not there, and its code has gone, where a finalizer closes what is garbage.
            for key in (shared.digest, (shared.digest, shared.code.name)) if last else ():
                if self._shared.get(key) is shared:
                    del self._shared[key]
        if last and shared.code.live:
            self.remove(shared)

    def constants(self, data: bytes, *, near: int) -> Block:
        """Put data into read-only memory within reach of an address.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
        """
        return self._data.constants(data, near=near)

    def remove(self, installed: Installed) -> None:
        """Give back an image and its data, each not before the last thread has left the code.

        Raises:
            SpanError: it was freed already.
            ExecMemoryError: as `Code.free`; where there is no memory now, it is done later.
        """
        code = installed.code
        try:
            code.free()
        except OutOfMemoryError:
            # Its data stay until then too.
            code.packs.free_later(code)
            return
        if installed.keeper is not None:
            self._data.let_go(installed.keeper)


# Recently compiled images, so that a program that is loaded again needs no file.
_RECENT_BYTES = 1 << 19
_recent_bytes = 0
_recent: OrderedDict[bytes, Compiled] = OrderedDict()
_recent_lock = threading.Lock()


def _unlock() -> None:
    """In a forked child: who held the lock is in the parent, and may have been half done."""
    global _recent_lock
    _recent_lock = threading.Lock()
    forget()


os.register_at_fork(after_in_child=_unlock)


def recall(digest: bytes, *, disk: bool = True) -> Compiled | None:
    """An image that was compiled before, in this process or another; None when none was.

    Args:
        digest: of what it is made from.
        disk: look there too; not when that has just been done.
    """
    with _recent_lock:
        found = _recent.get(digest)
        if found is not None:
            _recent.move_to_end(digest)
            return found
    if not disk:
        return None
    compiler().settle(digest)
    found = disk_cache().get(digest)
    if found is not None:
        _remember(digest, found)
    return found


def compiled(digest: bytes, make: Callable[[], Compiled], *, disk: bool = True) -> Compiled:
    """The image of a digest: recalled, or made.

    Args:
        digest: of what it is made from.
        make: makes it and has it kept on disk.
        disk: as in `recall`.
    """
    found = recall(digest, disk=disk)
    if found is None:
        found = make()
        _remember(digest, found)
    return found


def forget() -> None:
    """Drop what is remembered in memory of programs that were compiled."""
    global _recent_bytes
    with _recent_lock:
        _recent.clear()
        _recent_bytes = 0


def _remember(digest: bytes, made: Compiled) -> None:
    global _recent_bytes
    with _recent_lock:
        before = _recent.pop(digest, None)
        _recent[digest] = made
        _recent_bytes += _weight(made) - (0 if before is None else _weight(before))
        while _recent_bytes > _RECENT_BYTES and len(_recent) > 16:
            _recent_bytes -= _weight(_recent.popitem(last=False)[1])


def _weight(made: Compiled) -> int:
    """About what it takes in memory."""
    return 2048 + len(made.image.text) + len(made.image.constants)


#: What LLVM calls of its own accord, on some CPUs only: a frame is cleared with memset() on arm64.
_OF_COMPILERS = ("memcpy", "memmove", "memset", "memcmp")


def _outside(image: Image) -> dict[str, int]:
    """The addresses of what a program's code needs besides itself."""
    found = {name: process_symbol(name) for name in image.outside if name in _OF_COMPILERS}
    return {name: address for name, address in found.items() if address is not None}


_stores: Attached[ImageStore] = Attached(ImageStore)


def store_of(packs: PackAllocator) -> ImageStore:
    """The store of an allocator, the same one each time."""
    return _stores.of(packs)
