"""Images in memory: text in packs, constants read-only beside them.

This is where compiled code gets its address: `ImageStore.install` goes through the life cycle of
`progpack.jit.image.binary` (alloc, fill a private buffer, finalize with one copy) and links in
between, when all addresses are known.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from sys import intern

from progpack.errors import ExecMemoryError, OutOfMemoryError, SpanError
from progpack.jit.compile import settle
from progpack.jit.compile.cache import Compiled, Facts, disk_cache
from progpack.jit.image.binary import binary_pack_alloc, binary_pack_finalize, binary_pack_free
from progpack.link import Block, Image, Keeper, data_of, process_symbol
from progpack.memory import Code, PackAllocator
from progpack.memory.attached import Attached
from progpack.records import dataclass, field

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

    Its users are counted without a lock, as finalizers and handlers of signals may come in between:
    each step is one operation of the list. An exception may leave one too many, never one too few;
    then the image goes as garbage, with the last program that refers to it.

    Attributes:
        entry: address to call.
        made: what is known of it besides, without the image.
        digest: of what it was made from.
        users: an element for each program that has it and was not garbage.
        leaving: the last one leaves or has left: it gets no more users.
    """

    entry: int
    made: Facts
    digest: bytes
    users: list[None] = field(default_factory=lambda: [None])
    leaving: bool = False

    @property
    def size(self) -> int:
        """Bytes of its text."""
        return self.code.size

    def use(self) -> bool:
        """Count one more user; False where the last one was quicker, and it cannot be used."""
        self.users.append(None)
        if not self.leaving:
            return True
        self.users.pop()
        return False

    def leave(self) -> bool:
        """Count one user less; whether it was the last, so that nobody has it any more."""
        self.users.pop()
        if self.users:
            return False
        self.leaving = True
        # Who counts himself now sees that. Who did so before is seen here.
        return not self.users


class _Mark(weakref.ref[Shared]):
    """A weak reference to an image that says by which key it is found; the callback is of C."""

    __slots__ = ("key",)

    key: bytes | tuple[bytes, str]

    __eq__ = object.__eq__
    __hash__ = object.__hash__


# Many programs have the same few.
_facts = lru_cache(maxsize=256)(Facts)


class ImageStore:
    """Installs images through one `PackAllocator`; `store_of` gives the one of an allocator."""

    def __init__(self, packs: PackAllocator) -> None:
        # Weakly: the allocator is what keeps its store, see `store_of`.
        self._packs = weakref.ref(packs)
        self._data = data_of(packs)
        # The first name that an image is installed by has the digest alone: there may be many. An
        # image whose programs are all garbage is garbage, and its code goes as all such code does.
        self._shared: dict[bytes | tuple[bytes, str], _Mark] = {}
        # Marks of images that are garbage.
        self._gone: list[_Mark] = []

    def install(self, image: Image, outside: Mapping[str, int], *, name: str) -> Installed:
        """Place, link and finalize an image.

        Raises:
            ExecMemoryError: no memory, over the limit, or refused; nothing is left behind.
            CompileError: the code cannot be linked; nothing is left behind.
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
        shared = self._use(digest, symbol)
        if shared is not None or make is None:
            return shared
        fresh = make()
        image = fresh.image
        at = self.install(image, _outside(image), name=intern(symbol))
        start = at.text_at + image.symbols[entry]
        facts = _facts(*fresh.facts)
        new = Shared(at.code, at.data, at.keeper, start, facts, digest)
        shared = self._publish(new, symbol)
        if shared is not new:
            self.remove(new)
        return shared

    def _use(self, digest: bytes, symbol: str) -> Shared | None:
        """The image of a digest, with one more user; None when it is not installed."""
        mark = self._shared.get(digest)
        shared = None if mark is None else mark()
        if shared is None or shared.code.name != symbol:
            mark = self._shared.get((digest, symbol))
            shared = None if mark is None else mark()
        return shared if shared is not None and shared.use() else None

    def _publish(self, new: Shared, symbol: str) -> Shared:
        """Publish an image; return it, or one that another thread published first."""
        self._sweep()
        mark = _Mark(new, self._gone.append)
        for mark.key in (new.digest, (new.digest, symbol)):
            other = self._shared.setdefault(mark.key, mark)()
            if other is new:
                return new
            if other is not None and other.code.name == symbol and other.use():
                return other
            if other is None or other.leaving:
                break
        # It replaces one that has gone. Should two threads do this at once, there are two images.
        self._shared[mark.key] = mark
        return new

    def _sweep(self) -> None:
        """Forget images that are garbage."""
        while self._gone:
            with suppress(IndexError, ValueError):  # a thread or a finalizer was quicker
                mark = self._gone[-1]
                if self._shared.get(mark.key) is mark:
                    self._shared.pop(mark.key, None)
                self._gone.remove(mark)

    def give_back(self, shared: Shared) -> None:
        """Count one program fewer for an image; the last one to leave removes it.

        Raises:
            ExecMemoryError: as `remove`.
        """
        # Its code has gone already where a finalizer closes what is garbage.
        if shared.leave() and shared.code.live:
            with suppress(SpanError):  # of two that leave at once one is quicker
                self.remove(shared)
        self._sweep()

    def constants(self, data: bytes, *, near: int) -> Block:
        """Put data into read-only memory within reach of an address.

        Raises:
            OutOfMemoryError: no memory, or no room within reach.
        """
        return self._data.constants(data, near=near)

    def remove(self, installed: Installed) -> None:
        """Give back an image and its data, each not before the last thread has left the code.

        Raises:
            SpanError: the image was freed already.
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


@dataclass(slots=True, eq=False)
class _Recent:
    """An image that was compiled recently.

    Attributes:
        made: the image.
        weight: about how many bytes it takes in memory.
        used: a number that is higher the later it was asked for.
    """

    made: Compiled
    weight: int
    used: int


# Recently compiled images, so that a program that is loaded again needs no file. Their bytes are
# counted anew every so often, and not kept as a number that an exception could leave wrong.
_RECENT_BYTES = 1 << 19
_LEAST_RECENT = 16
_COUNT_EVERY = 16
_recent: dict[bytes, _Recent] = {}
_uses = itertools.count()
_additions = itertools.count(1)


def recall(digest: bytes, *, disk: bool = True) -> Compiled | None:
    """An image that was compiled before, in this process or another; None when none was.

    Args:
        digest: of what it is made from.
        disk: look there too; not when that has just been done.
    """
    recent = _recent.get(digest)
    if recent is not None:
        recent.used = next(_uses)
        return recent.made
    if not disk:
        return None
    settle(digest)
    image = disk_cache().get(digest)
    if image is not None:
        _remember(digest, image)
    return image


def compiled(digest: bytes, make: Callable[[], Compiled], *, disk: bool = True) -> Compiled:
    """The image of a digest: recalled, or made.

    Args:
        digest: of what it is made from.
        make: makes it and has it kept on disk.
        disk: as in `recall`.
    """
    image = recall(digest, disk=disk)
    if image is None:
        image = make()
        _remember(digest, image)
    return image


def forget() -> None:
    """Drop what is remembered in memory of programs that were compiled."""
    _recent.clear()


def _remember(digest: bytes, made: Compiled) -> None:
    _recent[digest] = _Recent(made, _weight(made), next(_uses))
    if next(_additions) % _COUNT_EVERY == 0:
        _drop_oldest()


def _drop_oldest() -> None:
    """Drop what was not asked for longest, until the rest takes no more than it may."""
    entries = dict(_recent)
    total, left = sum(entry.weight for entry in entries.values()), len(entries)
    for digest in sorted(entries, key=lambda digest: entries[digest].used):
        if total <= _RECENT_BYTES or left <= _LEAST_RECENT:
            break
        _recent.pop(digest, None)
        total, left = total - entries[digest].weight, left - 1


def _weight(made: Compiled) -> int:
    """About what it takes in memory."""
    return 2048 + len(made.image.text) + len(made.image.constants)


#: Functions that LLVM calls of its own accord, on some CPUs only: a frame is cleared with memset()
#: on arm64.
_OF_COMPILERS = ("memcpy", "memmove", "memset", "memcmp")


def _outside(image: Image) -> dict[str, int]:
    """The addresses of what a program's code needs besides itself."""
    addresses = {name: process_symbol(name) for name in image.outside if name in _OF_COMPILERS}
    return {name: address for name, address in addresses.items() if address is not None}


_stores: Attached[ImageStore] = Attached(ImageStore)


def store_of(packs: PackAllocator) -> ImageStore:
    """The store of an allocator, the same one each time."""
    return _stores.of(packs)
