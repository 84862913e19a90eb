"""Handles that an allocator gives out: installed programs, reserved slots, functions to call."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from threading import get_ident
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, Self

from progpack.errors import SpanError, UsageError
from progpack.memory import signature
from progpack.memory.allocator.epochs import Pin, Runners, Waiting, caller
from progpack.memory.allocator.side_table import Entry, State
from progpack.memory.arguments import check_text, shown, to_bytes, to_function, to_int
from progpack.memory.guard.shared import pairs

if TYPE_CHECKING:
    from progpack.memory.capabilities import Capabilities
    from progpack.memory.protocol import Text

__all__ = ["Code", "Function", "Owner", "Room", "Slot", "finished", "leave_lent"]

_LIVE = State.LIVE
# Programs that others call by address, and what is left of closed allocators for them.
# By references that take themselves out: threads add some while others look.
_lent: dict[weakref.ref[Code], None] = {}
# A region, and what goes with the program.
_left_in_place: dict[weakref.ref[Code], tuple[Text, object]] = {}


class Owner(Waiting, Protocol):
    """The allocator as programs and slots see it; see `PackAllocator`."""

    name: str
    capabilities: Capabilities
    companions: dict[Entry, object]

    @property
    def foreign(self) -> bool:
        """Whether nothing can be changed here."""

    @property
    def face(self) -> Owner:
        """The allocator that users know."""

    def install(
        self, code: bytes | bytearray | memoryview, *, name: str = "", near: int | None = None
    ) -> Code:
        """Copy machine code to executable memory."""

    def free(self, code: Code | int) -> None:
        """Give a program's chunks back."""

    def free_later(self, held: Code | Slot) -> None:
        """Free what could not be freed for want of memory."""

    def runners_of(self, entry: Entry) -> Runners:
        """Return the record of the threads that run a program; SpanError: it was freed."""

    def await_shrink(self, entry: Entry) -> None:
        """Wait until a program is called that another thread shrinks; SpanError: it was freed."""

    def poke(self, entry: Entry, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes of a program, for `Code.text_poke`."""

    def shrink(self, entry: Entry, size: int) -> int:
        """Shrink a program, for `Code.shrink`."""

    def finalize(self, slot: Slot, used: int | None) -> Code:
        """Finalize a slot; ``used``: bytes of its image that stay."""

    def abandon(self, slot: Slot) -> None:
        """Give the chunks of a slot back."""


def leave_lent(packs: object) -> set[Text]:
    """The regions of an allocator that stay when it is closed, since programs in them are lent."""
    for code in [reference() for reference in list(_lent)]:
        if code is not None and code.owner is packs and code.entry.state is _LIVE:
            left = weakref.ref(code, _left_in_place.pop)
            entry = code.entry
            _left_in_place[left] = entry.home.region, code.owner.companions.get(entry)
    return {
        region
        for reference, (region, _) in pairs(_left_in_place)
        if getattr(reference(), "owner", None) is packs
    }


class _Held:
    """A span, described by an entry of the side table: the common part of Code and Slot."""

    __slots__ = ("__weakref__", "entry", "owner")

    entry: Entry
    owner: Owner

    def __repr__(self) -> str:
        entry = self.entry
        kind = type(self).__name__.lower()
        name = f" {entry.name!r}" if entry.name else ""
        return f"<{kind}{name}: {entry.size} bytes at {entry.address:#x}, {entry.state.value}>"

    def __reduce__(self) -> NoReturn:
        # A copy would not keep the program: it goes when the one that was handed out is garbage.
        raise UsageError(f"{self!r} is a place in memory: it can be neither copied nor pickled")

    @property
    def address(self) -> int:
        """Address of the image: what to call, and what position-dependent code is made for."""
        return self.entry.address

    @property
    def size(self) -> int:
        """Bytes of the image."""
        return self.entry.size

    @property
    def name(self) -> str:
        """Name for people; may be empty."""
        return self.entry.name

    @property
    def generation(self) -> int:
        """Number of the allocation; its allocator never uses it again."""
        return self.entry.generation

    @property
    def chunk(self) -> int:
        """Index of the first chunk in its pack."""
        return self.entry.chunk

    @property
    def chunks(self) -> int:
        """The number of chunks that the code takes."""
        return self.entry.chunks

    @property
    def pack(self) -> int:
        """Serial number of its pack or, when `oversized`, of its area."""
        return self.entry.pack.number

    @property
    def oversized(self) -> bool:
        """Whether it has an area of its own instead of a place in a pack."""
        return self.entry.pack.oversized

    @property
    def ro_address(self) -> int:
        """Address of the first chunk: the kernel's ``ro_header``."""
        return self.entry.start

    @property
    def allocated(self) -> int:
        """Bytes of all its chunks (of its pages, when `oversized`)."""
        return self.entry.allocated

    @property
    def offset(self) -> int:
        """Bytes from the first chunk to the image: 0, or the header and the random start."""
        return self.entry.offset


class Room:
    """Holds chunks that a batch puts its programs in."""

    __slots__ = ("__weakref__", "entry", "owner")

    entry: Entry
    owner: Owner


class Code(_Held):
    """An installed program, as `PackAllocator.install` and `Slot.finalize` return it.

    `free`, the end of a ``with`` block or the garbage collector frees the program. Its address,
    size and name stay readable after that.
    """

    __slots__ = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.entry.live and not self.owner.foreign:
            self.free()

    @property
    def live(self) -> bool:
        """Whether the program is still installed."""
        return self.entry.live

    @property
    def retired(self) -> bool:
        """Whether the program was freed, but keeps its bytes until the last thread leaves it."""
        return self.entry.retired

    @property
    def packs(self) -> Owner:
        """The allocator to which the program belongs."""
        return self.owner.face

    def read(self) -> bytes:
        """Return a copy of the image from memory.

        Raises:
            SpanError: the program was freed.
        """
        entry = self.entry
        if not entry.live:
            raise SpanError(f"the {entry} is {entry.state.value}")
        region = entry.home.region
        return region.read(entry.address - region.address, entry.size)

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change up to 8 bytes of the image while it may be running; see `Region.text_poke`.

        Args:
            offset: bytes from the start of the image.
            old: the bytes that must be there now.
            new: the bytes to write, as many as ``old`` has.

        Raises:
            PokeError: the bytes there are not ``old``; nothing was written.
            UsageError: the lengths differ, or the bytes are not 1 to 8 of one aligned word of 8.
            CapabilityError: this machine has no way to change code while it runs.
            SpanError: the program was freed, or the bytes are outside the image.
            ForeignProcessError: this process was forked in the middle of a change.
        """
        offset = to_int("offset", offset, "a number of bytes")
        self.owner.poke(self.entry, offset, to_bytes("old", old), to_bytes("new", new))

    def function(self, prototype: str, *, offset: int = 0) -> Function:
        """Return a callable that keeps the program alive.

        Args:
            prototype: of C, such as ``uint64_t(uint64_t, void *)``; see `signature.parse`.
            offset: bytes from the start of the image to the function's first instruction.

        Raises:
            SpanError: the program was freed, or the offset is outside the image.
            UsageError: the prototype cannot be understood.
        """
        return self._callable(signature.parse(prototype), prototype, offset)

    def as_ctypes(self, kind: Any, *, offset: int = 0) -> Function:
        """Return a callable by a function type of ctypes, such as ``CFUNCTYPE(c_int, c_void_p)``.

        The callable keeps the program alive and notes its calls, which a bare
        ``kind(code.address)`` does not do. Arguments and errors as for `function`.
        """
        return self._callable(kind, getattr(kind, "__name__", type(kind).__name__), offset)

    def as_cffi(self, ffi: Any, prototype: str, *, offset: int = 0) -> Function:
        """Return a callable by a prototype of cffi, such as ``uint64_t(*)(struct packet *)``.

        The callable keeps the program alive and notes its calls, which a bare ``ffi.cast()`` does
        not do. Arguments and results are those of cffi.

        Args:
            ffi: a ``cffi.FFI`` that knows the types.
            prototype: a pointer to a function.
            offset: as for `function`.

        Raises:
            SpanError: as `function`.
            cffi.CDefError, cffi.FFIError: cffi does not understand the prototype.
        """
        if not hasattr(ffi, "typeof"):
            raise TypeError(f"ffi: it is a cffi.FFI, not {type(ffi).__name__!r}")
        check_text("prototype", prototype)
        kind = ffi.typeof(prototype)
        return self._callable(lambda address: ffi.cast(kind, address), prototype, offset)

    def _callable(self, maker: signature.FunctionType, prototype: str, offset: int) -> Function:
        entry = self.entry
        offset = to_int("offset", offset, "a number of bytes")
        if not 0 <= offset < entry.size:
            raise SpanError(f"offset {shown(offset)} is outside the {entry} of {entry.size} bytes")
        runners = self.owner.runners_of(entry)
        return Function(self, runners, to_function(maker, entry.address + offset), prototype)

    def pinned(self) -> Pin:
        """Keep the bytes in place in a ``with`` block, also if another thread frees the program.

        Use this for native code that calls the program by its address; `Function` does the same for
        each call.

        Returns:
            A context manager, whose value is the address.

        Raises:
            SpanError: the program was freed before the block began.
        """
        return Pin(self)

    def lend(self) -> None:
        """Keep the code in place as long as this object lives, for native code that calls it.

        `PackAllocator.close` then leaves its bytes in place until this object is garbage. A free
        ends it as always.

        Raises:
            SpanError: the program was freed.
        """
        entry = self.entry
        if not entry.live:
            raise SpanError(f"the {entry} is {entry.state.value} and cannot be lent")
        _lent[weakref.ref(self, _lent.pop)] = None

    def runners_now(self) -> Runners:
        """The notes of the threads that run the program, for a free; SpanError: it was freed."""
        return self.owner.runners_of(self.entry)

    def shrink(self, size: int) -> int:
        """Fill the bytes after the first ``size`` with traps, and give whole chunks of them back.

        No thread may run these bytes. A program with an area of its own keeps its pages.

        Args:
            size: bytes of the image from now on, at least 1.

        Returns:
            How many bytes were given back.

        Raises:
            UsageError: the program has fewer bytes than that.
            SpanError: the program was freed, or a thread is inside a call of it.
            OutOfMemoryError: writing needs memory and there is none; nothing has changed.
            ExecMemoryError: the bytes could not be filled with traps; the program keeps all chunks.
        """
        return self.owner.shrink(self.entry, to_int("size", size, "a number of bytes"))

    def free(self) -> None:
        """Free the program: fill its bytes with traps, and give its chunks back.

        Raises:
            DoubleFreeError, StaleSpanError: the program was freed already.
            ForeignProcessError: this process was forked in the middle of a change.
            ExecMemoryError: the bytes could not be filled with traps; the chunks are quarantined.
        """
        self.owner.free(self)


class Function:
    """A program as a Python callable, which `Code.function` makes.

    Attributes:
        code: the program, which this object keeps alive.
        prototype: the prototype that `Code.function` was given.
    """

    __slots__ = ("_call", "_runners", "_waits", "code", "entry", "prototype")

    def __init__(
        self, code: Code, runners: Runners, call: Callable[..., Any], prototype: str
    ) -> None:
        self.code = code
        self.prototype = prototype
        self.entry = code.entry
        self._runners = runners
        self._waits = code.owner.limbo.waits
        self._call = call

    def __repr__(self) -> str:
        return f"<function {self.prototype!r} of {self.code!r}>"

    @caller
    def __call__(self, *arguments: Any) -> Any:
        """Call it.

        Raises:
            SpanError: the program was freed.
            ctypes.ArgumentError, TypeError: the arguments do not fit the prototype.
        """
        me = get_ident()
        runners = self._runners
        # The note comes first, then the look: see progpack.memory.allocator.epochs.
        runners.append(me)
        try:
            if self.entry.state is not _LIVE:
                self.code.owner.await_shrink(self.entry)
            return self._call(*arguments)
        finally:
            runners.remove(me)
            if self._waits:
                self.code.owner.thread_left()


class Slot(_Held):
    """Chunks with a known address, to be written and then finalized. Not thread-safe.

    As in the kernel, the image is made in a private buffer and copied once: until `finalize` the
    executable memory holds only traps. Leaving a ``with`` block without `finalize` gives the chunks
    back. Bytes that are not written stay traps.
    """

    __slots__ = ("becoming", "buffer")

    buffer: bytearray | None
    # What it becomes; the entry is of that, and goes when that is garbage, with this or later.
    becoming: Code | None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        unfinished = self.entry.state is State.RESERVED and self.buffer is not None
        if unfinished and not self.owner.foreign:
            self.abandon()

    @property
    def code(self) -> Code | None:
        """The finished program; None before `finalize`, and after the program is garbage."""
        code: Code | None = self.entry() if self.becoming is None else None
        return code

    @property
    def image(self) -> memoryview:
        """The private, writable buffer of the image, which `finalize` copies.

        Raises:
            SpanError: the slot was finalized or abandoned.
        """
        first = self.offset
        return memoryview(self._writable())[first : first + self.size]

    def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Put ``data`` into the private buffer, ``offset`` bytes from the start of the image.

        Raises:
            SpanError: the bytes are outside the image, or the slot was finalized or abandoned.
            TypeError: ``data`` is not bytes-like.
        """
        buffer = self.buffer
        if buffer is None:
            raise finished(self.entry)
        if type(data) is not bytes and type(data) is not bytearray:
            data = to_bytes("data", data)  # len() of other buffers does not count bytes
        if type(offset) is not int:
            offset = to_int("offset", offset, "a number of bytes")
        end = offset + len(data)
        if offset < 0 or end > self.entry.size:
            raise SpanError(
                f"bytes {shown(offset)} to {shown(end)} are outside the image of "
                f"{self.entry.size} bytes"
            )
        first = self.entry.offset
        buffer[first + offset : first + end] = data

    def finalize(self) -> Code:
        """Copy the whole buffer to the executable memory, once, and return the program.

        Raises:
            SpanError: the slot was finalized or abandoned already.
            ForeignProcessError: this process was forked in the middle of a change.
            ExecMemoryError: the copy failed; the chunks are traps again and given back, or
                quarantined when that failed as well.
        """
        return self.owner.finalize(self, None)

    def commit(self, used: int) -> Code:
        """Finalize the first ``used`` bytes and give the chunks after them back.

        Use this in a compiler that knows the size of its code only when the code is made.

        Args:
            used: bytes of the image that are in use, at least 1: the ``size`` of the program.

        Raises:
            UsageError: ``used`` is not 1 to ``size``.
            As `finalize`.
        """
        used = to_int("used", used, "a number of bytes")
        if not 1 <= used <= self.entry.size:
            raise UsageError(f"cannot commit {shown(used)} of {self.entry.size} bytes")
        return self.owner.finalize(self, used)

    def abandon(self) -> None:
        """Give the chunks back without copying the buffer to them.

        Raises:
            SpanError: the slot was finalized or abandoned already.
            ForeignProcessError: this process was forked in the middle of a change.
        """
        self._writable()
        self.owner.abandon(self)

    def _writable(self) -> bytearray:
        buffer = self.buffer
        if buffer is None:
            raise finished(self.entry)
        return buffer


def finished(entry: Entry) -> SpanError:
    """The error for a slot that was finalized or abandoned already, for the caller to raise."""
    return SpanError(f"the slot of the {entry} is finished")
