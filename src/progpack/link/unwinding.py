"""Unwind tables (``.eh_frame``), by which exceptions and backtraces find their way through code.

The tables of an object go to its constants. ``__register_frame`` of libgcc tells the unwinder of
the process where they are (GCC, libgcc/unwind-dw2-fde.c); it has to be told, once, before their
memory is used for anything else and before other code is where theirs was.
"""

from __future__ import annotations

import ctypes
import struct
import weakref
from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from progpack.elf.read import Section
from progpack.errors import ObjectError
from progpack.link.elf import ElfObject
from progpack.owned import keep_for_ever

__all__ = ["END", "LIBRARY", "Frames", "can_unwind", "is_frames", "records"]

#: The library that has the unwinder of GCC's and clang's programs on Linux.
LIBRARY: Final = "libgcc_s.so.1"
#: A length of zero ends the tables; 8 bytes of it keep what follows aligned.
END: Final = bytes(8)

_SHT_X86_64_UNWIND: Final = 0x70000001


def is_frames(section: Section) -> bool:
    """Whether a section holds unwind tables."""
    return section.name == ".eh_frame" or section.type == _SHT_X86_64_UNWIND


def records(elf: ElfObject, section: Section) -> tuple[bytes, bool]:
    """The records of a section with unwind tables, and whether they describe a function.

    The zero that may end them is left out.

    Raises:
        ObjectError: they are damaged (Linux Standard Base, Core, 10.6.1: Exception Frames).
    """
    data = elf.contents(section)
    word = struct.Struct(f"{elf.header.form.order}I")
    at, functions, common = 0, False, set()
    while at + 8 <= len(data):
        (size,), (back,) = word.unpack_from(data, at), word.unpack_from(data, at + 4)
        if not size:
            break
        end = at + 4 + size
        if end > len(data) or size < 4 or (back and at + 4 - back not in common):
            raise ObjectError(
                f"{elf.name}: section {section.name} is damaged at {at:#x}: no record of an "
                "unwind table is there; compile the object again, or link it with unwind=False"
            )
        if not back:
            common.add(at)
        functions |= bool(back)
        at = end
    return data[:at], functions


class Frames:
    """Unwind tables in memory that the unwinder knows, for as long as this object lives.

    Args:
        address: address of the first record.
        kept: what holds the memory of the tables; it is let go after the unwinder was told.

    The unwinder forgets the tables when this object is garbage: the callback of a weak reference is
    libgcc's own function, which no exception can hold up.
    """

    __slots__ = ("__weakref__", "kept")

    def __init__(self, address: int, kept: object) -> None:
        self.kept = kept
        library = _unwinder()
        assert library is not None, "can_unwind() was not asked"
        registration = _Registration(self, library["__deregister_frame"])
        registration._as_parameter_ = _NOTHING
        _registrations[self] = registration
        table = ctypes.c_void_p(address)
        # One step of C: no handler of a signal runs between the call and the note of it.
        known = map(library["__register_frame"], [table])
        noted = map(setattr, [registration], ["_as_parameter_"], [table])
        deque(zip(known, noted, strict=True), maxlen=0)


class _Registration(weakref.ref[Frames]):
    """A weak reference to `Frames` that is also the argument of its own callback.

    ctypes passes what ``_as_parameter_`` says in the place of the object.
    """

    __slots__ = ("_as_parameter_",)

    _as_parameter_: ctypes.c_void_p

    __eq__ = object.__eq__
    __hash__ = object.__hash__


_end = ctypes.create_string_buffer(END)
# Tables without a record, of which the unwinder takes no notice.
_NOTHING: Final = ctypes.c_void_p(ctypes.addressof(_end))
_registrations: weakref.WeakKeyDictionary[Frames, _Registration] = weakref.WeakKeyDictionary()
# The interpreter drops modules at its end and unmaps memory later: the unwinder is told first.
keep_for_ever(_registrations, _end)


def can_unwind() -> bool:
    """Whether this process has an unwinder that can be told of tables."""
    return _unwinder() is not None


@cache
def _unwinder() -> ctypes.PyDLL | None:
    # With the interpreter's lock held, so that no os.fork comes in the middle of a call.
    try:
        library = ctypes.PyDLL(LIBRARY)
        names = ("__register_frame", "__deregister_frame")
        functions: list[Callable[..., Any]] = [library[name] for name in names]
    except (OSError, AttributeError):
        return None
    for function in functions:
        function.restype = None  # type: ignore[attr-defined]
    return library
