"""Relocatable ELF objects in packs: what ``cc -c``, LLVM and most other compilers emit.

>>> from progpack.adapters.elf import link_object
>>> linked = link_object(packs, "filter.o")
>>> match = linked.function("match", "int(const void *, size_t)")

Text goes into a pack, all text sections of an object in one span; constants, and the table of
outside addresses, into read-only data areas within reach; variables into writable ones. No mapping
is ever writable and executable.

Unwind tables are registered with the unwinder of the process (libgcc), so that C++ exceptions pass
through the code, handlers in it catch them, and backtraces go on.

What is not there: thread-local variables, constructors, indirect functions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Self, TypeAlias

from progpack import arch
from progpack.errors import CompileError, ObjectError, UnknownNameError, UsageError
from progpack.files import read_file
from progpack.link import (
    UNWINDER,
    DataStore,
    Frames,
    Image,
    Placed,
    can_unwind,
    data_of,
    process_symbol,
    read_image,
)
from progpack.memory import Code, Function, PackAllocator
from progpack.memory.allocator.state import accompany
from progpack.pack import CHUNK

__all__ = ["LinkedObject", "Symbols", "link_object", "read_object", "resolve"]

Symbols: TypeAlias = Mapping[str, int] | Callable[[str], int | None]
"""Addresses of outside symbols by name: a mapping, or a function that says None of unknown ones."""


class LinkedObject:
    """An object's code in a pack and its data beside it; `link_object` makes it.

    It is freed by `free`, at the end of a ``with`` block, or when it and all its functions are
    garbage. Nothing of it may be running then.

    Attributes:
        code: what holds the chunks; all functions of the object are in it.
        functions: names of its functions, and their offsets in the text.
        text_at: address of the text.
    """

    __slots__ = (
        "__weakref__",
        "_exported",
        "_keeper",
        "_objects",
        "_starts",
        "_store",
        "code",
        "functions",
        "text_at",
    )

    def __init__(
        self, store: DataStore, code: Code, image: Image, text_at: int, placed: Placed
    ) -> None:
        self.code = code
        self.text_at = text_at
        # Not the image: it is as large as the code, and perhaps of no other use.
        self.functions = image.symbols
        self._objects = image.objects
        self._exported = image.exported
        self._starts = (text_at, placed.constants, placed.variables)
        # A function object keeps the code alive, so it is the code that keeps the data: they
        # accompany it (`link_object`). The keeper hears of its end and has them reaped.
        self._store = store
        self._keeper = store.keep_for(code, ())

    def __repr__(self) -> str:
        return f"<linked object with {len(self.functions)} functions: {self.code!r}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code.live and not self.code.packs.foreign:
            self.free()

    @property
    def symbols(self) -> dict[str, int]:
        """Addresses of what it defines for others; good as the ``symbols`` of another object."""
        return {name: self.address(name) for name in self._exported}

    def address(self, name: str) -> int:
        """Address of a function or variable of the object, local ones included.

        Raises:
            UsageError: the object defines none of that name.
        """
        if name in self.functions:
            return self.text_at + self.functions[name]
        if name in self._objects:
            where = self._objects[name]
            return self._starts[where.part] + where.offset
        known = ", ".join(sorted({*self.functions, *self._objects})) or "no names"
        raise UsageError(f"the object does not define {name!r}; it has {known}")

    def function(self, name: str, prototype: str) -> Function:
        """A callable for a function of the object; it keeps code and data alive.

        Args:
            name: as in the object's symbol table.
            prototype: prototype of C, as for `Code.function`.

        Raises:
            UsageError: there is no such function, or the prototype cannot be understood.
            SpanError: the object was freed.
        """
        if name not in self.functions:
            raise UnknownNameError("the object has no function", name, sorted(self.functions))
        return self.code.function(prototype, offset=self.address(name) - self.code.address)

    def free(self) -> None:
        """Make its text traps, and give its chunks and its data back.

        Raises:
            SpanError: the object was freed already.
            ExecMemoryError: as `Code.free`.
        """
        self.code.free()
        self._store.let_go(self._keeper)


#: A function of C++ that says whether a frame handles an exception, and the library that has it.
_PERSONALITY = "__gxx_personality_v0"
_CXX = "libstdc++.so.6"


def read_object(
    source: str | os.PathLike[str] | bytes, name: str = "", *, unwind: bool = True
) -> Image:
    """Read and lay out an object once, to link it many times.

    Args:
        source: path of the file, or its bytes.
        name: for messages; the path by default.
        unwind: keep its unwind tables; see `link_object`.

    Raises:
        ObjectError: the file cannot be read, is damaged or is for another machine.
        CompileError: the object has something that cannot be linked.
    """
    if isinstance(source, bytes):
        data = source
    else:
        name = name or os.fspath(source)
        try:
            data = read_file(source)
        except OSError as error:
            raise ObjectError(f"{name} cannot be read: {error.strerror}") from error
    return read_image(
        data, name or "the object", machine=arch.host().name, unwind=unwind and can_unwind()
    )


def resolve(
    image: Image, symbols: Symbols | None = None, *, libraries: Sequence[str] = ()
) -> dict[str, int]:
    """Addresses for all outside symbols of an image.

    They are looked for in ``symbols``, then in ``libraries``, then in the process (its program, the
    C library, what was loaded globally). Weak ones that nobody has are 0. For code that handles
    exceptions libgcc and, where it is of C++, libstdc++ come after ``libraries``.

    Raises:
        CompileError: names those that nobody has.
        OSError: a library cannot be loaded.
    """
    symbols = {} if symbols is None else symbols
    look_up: Callable[[str], int | None] = symbols if callable(symbols) else symbols.get
    if image.frames >= 0:
        runtime = (_CXX, UNWINDER) if _PERSONALITY in image.outside else (UNWINDER,)
        libraries = (*libraries, *runtime)
    addresses: dict[str, int] = {}
    missing = []
    for name in image.outside:
        address = look_up(name)
        if address is None:
            address = process_symbol(name, libraries)
        if address is not None:
            addresses[name] = address
        elif name in image.weak:
            addresses[name] = 0
        else:
            missing.append(name)
    if missing:
        raise CompileError(
            f"nobody has {', '.join(missing)}: give the address in symbols= or the library that "
            "has it in libraries="
        )
    return addresses


def link_object(
    packs: PackAllocator,
    source: str | os.PathLike[str] | bytes | Image,
    symbols: Symbols | None = None,
    *,
    libraries: Sequence[str] = (),
    name: str = "",
    unwind: bool = True,
) -> LinkedObject:
    """Put a relocatable object into packs.

    Code that is not position-independent holds addresses in 32 bits: it needs packs in the lowest
    2 GiB, ``PackAllocator(near=0)``.

    Args:
        packs: where its text goes.
        source: path of an ELF object, its bytes, or what `read_object` made of it.
        symbols: addresses of outside symbols, by name; see `resolve` for the others. Whatever is
            there has to stay for as long as this object.
        libraries: names of shared libraries that have more, such as ``libm.so.6``.
        name: for people; that of its first function by default.
        unwind: register its unwind tables, so that exceptions and backtraces pass through it. With
            libgcc before GCC 13 a free then takes longer, the more objects are there. False leaves
            the tables out, and refuses an object that has handlers or clean-ups.

    Raises:
        ObjectError: the file cannot be read, is damaged or is for another machine.
        UsageError: ``unwind=False`` with what `read_object` made with unwind tables.
        CompileError: something in it cannot be linked, is out of reach, or nobody has a symbol.
        ExecMemoryError: no memory, or over the limit. In each case nothing is left behind.
    """
    image = source if isinstance(source, Image) else read_object(source, unwind=unwind)
    if image.frames >= 0 and not unwind:
        raise UsageError("this object was read with its unwind tables: read_object(unwind=False)")
    outside = resolve(image, symbols, libraries=libraries)
    # A slot begins with a chunk; who is aligned to more gets the bytes to move in.
    alignment = image.alignment[0]
    chunk: int = getattr(packs.policy, "chunk_size", CHUNK)
    size = len(image.text) + max(alignment - chunk, 0)
    store = data_of(packs)
    with packs.reserve(size, name=name or _first_function(image)) as slot:
        skip = -slot.address % alignment
        placed = store.place(image, slot.address + skip, outside)
        try:
            slot.write(skip, placed.text)
            code = slot.finalize()
        except BaseException:
            store.release(placed.blocks)
            raise
    if image.frames >= 0:
        accompany(code, Frames(placed.constants + image.frames, placed.blocks))
    elif placed.blocks:
        accompany(code, placed.blocks)
    return LinkedObject(store, code, image, code.address + skip, placed)


def _first_function(image: Image) -> str:
    """The one that comes first in the text, of those that others know."""
    offsets = image.symbols
    return min(image.exported & offsets.keys(), key=offsets.__getitem__, default="")
