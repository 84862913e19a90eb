"""Values of `ctypes` as values of C types (BTF), compared with the layout that clang has chosen.

A class of the object's byte order goes in and out as its bytes. One of the other order goes member
by member, where the object's types say which there are; a union cannot.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import Any, Final, Literal

from progpack.bpf.btf.parts import Part, elements_of, members_of, named
from progpack.bpf.btf.types import BtfKind, BtfMember, BtfType
from progpack.errors import UnknownNameError, UsageError

__all__ = ["check_layout", "is_structure", "plain_of", "structure_of"]

Order = Literal["little", "big"]

_DATA: Final = ctypes.Structure.__mro__[1]
_RECORDS: Final = (ctypes.Structure, ctypes.Union)
_OTHER: Final[Order] = "big" if sys.byteorder == "little" else "little"
#: Above the lowest bit of a bit-field its descriptor has the width (Modules/_ctypes/cfield.c).
_WIDTH: Final = 16


def is_structure(value: object) -> bool:
    """Whether a value or class is one of `ctypes`."""
    return issubclass(value if isinstance(value, type) else type(value), _DATA)


# Out of Python.


def plain_of(value: Any, kind: BtfType | None, order: Order, what: str) -> object:
    """Return a value of `ctypes` as bytes, a number, or members by name.

    Args:
        value: the value.
        kind: the type that it is to have, None where that is not known.
        order: the byte order of the object.
        what: whose value it is, for messages.

    Raises:
        UsageError: its layout is not that of the type, or its byte order that of no object.
    """
    cls = type(value)
    if kind is not None:
        check_layout(cls, kind, what)
    if _order(cls) in (None, order):
        return bytes(value)
    if kind is None:
        raise _strange_order(cls, order, what)
    return _plain(value, kind.resolve(), what)


def _plain(value: Any, kind: BtfType, what: str) -> object:
    if isinstance(value, ctypes.Union):
        raise UsageError(f"{what}: a union of the other byte order has no one value; write a dict")
    if isinstance(value, ctypes.Structure):
        return dict(_plain_members(value, kind, what))
    if isinstance(value, ctypes.Array):
        if _order(type(value)) is None:
            return bytes(value)
        parts = elements_of(kind, bytes(kind.sizeof()))
        pairs = zip(value, parts, strict=True)
        return [_plain(item, part.kind, what) for item, part in pairs]
    return getattr(value, "value", value) or 0


def _plain_members(value: Any, kind: BtfType, what: str) -> Iterator[tuple[str, object]]:
    known = members_of(kind, bytes(kind.sizeof()))
    for name, declared in _fields(type(value)):
        if name in getattr(value, "_anonymous_", ()):
            yield from _plain_members(getattr(value, name), kind, what)
        elif name in known:
            member = getattr(value, name)
            swapped = _order(declared) == _OTHER and not hasattr(type(value), "_swappedbytes_")
            raw = swapped or (isinstance(member, bytes) and known[name].bits is None)
            place = getattr(type(value), name)
            data = bytes(value)[place.offset : place.offset + place.size] if raw else b""
            yield name, data if raw else _plain(member, known[name].kind, f"{what}.{name}")
        elif any(
            bytes(value)[place.offset : place.offset + ctypes.sizeof(declared)]
            for place in [getattr(type(value), name)]
        ):
            raise UnknownNameError(f"{what}: {named(kind)} has no member", name, known)


# Into Python.


def structure_of(cls: Any, kind: BtfType | None, data: bytes, order: Order, what: str) -> Any:
    """Return a value of a class of `ctypes`, made of bytes; ``cls`` has the layout already.

    Args:
        cls: the class.
        kind: the type that the bytes have, None where that is not known.
        data: the bytes.
        order: the byte order of the object.
        what: whose value it is, for messages.

    Raises:
        UsageError: another number of bytes, or a byte order that is that of no object.
    """
    if len(data) != ctypes.sizeof(cls):
        raise UsageError(f"{what} has {len(data)} bytes, class {cls.__name__} {ctypes.sizeof(cls)}")
    if _order(cls) in (None, order):
        return cls.from_buffer_copy(data)
    if kind is None:
        raise _strange_order(cls, order, what)
    made = cls()
    _fill(made, Part(kind.resolve(), data), what)
    return made


def _fill(made: Any, part: Part, what: str) -> None:
    """Set the members of a structure or the elements of an array."""
    if isinstance(made, ctypes.Union):
        raise UsageError(f"{what}: a union of the other byte order has no one value; read a dict")
    if isinstance(made, ctypes.Structure):
        members = members_of(part.kind, part.data)
        for name, declared in _fields(type(made)):
            if name in getattr(made, "_anonymous_", ()):
                _fill(getattr(made, name), part, what)
            elif name in members:
                _set_member(made, name, declared, members[name], what)
    elif isinstance(made, ctypes.Array):
        for index, element in enumerate(elements_of(part.kind, part.data)):
            if isinstance(made[index], ctypes._SimpleCData | int | float | bytes):
                made[index] = _simple(made._type_, element, what)
            else:
                _fill(made[index], element, what)
    else:
        made.value = _simple(type(made), part, what)


def _set_member(made: Any, name: str, declared: Any, part: Part, what: str) -> None:
    if _order(declared) is None and part.bits is None and issubclass(declared, ctypes.Array):
        place = getattr(type(made), name)
        ctypes.memmove(ctypes.addressof(made) + place.offset, part.data, len(part.data))
    elif issubclass(declared, (*_RECORDS, ctypes.Array)):
        _fill(getattr(made, name), part, f"{what}.{name}")
    elif _order(declared) == _OTHER and not hasattr(type(made), "_swappedbytes_"):
        setattr(made, name, int.from_bytes(part.data, _OTHER))
    else:
        setattr(made, name, _simple(declared, part, f"{what}.{name}"))


def _simple(declared: Any, part: Part, what: str) -> object:
    if part.kind.kind is BtfKind.FLOAT:
        return part.plain()
    if declared is ctypes.c_char:
        return part.data
    return part.number(what)


# Layouts.


def check_layout(cls: Any, kind: BtfType, what: str) -> None:
    """Refuse a class of `ctypes` whose members lie elsewhere than those of a type.

    Members are compared that both have by name; others are padding to it.

    Raises:
        UsageError: names the first member that lies elsewhere, or the sizes.
    """
    problem = _problem(cls, kind.resolve(), "")
    if problem:
        raise UsageError(f"{what}: {problem}")


def _problem(cls: Any, kind: BtfType, path: str) -> str:
    """The first difference between the layouts of a class and a type; empty for none."""
    found = ""
    if issubclass(cls, _RECORDS) and kind.members():
        found = _of_members(cls, kind, path)
    elif issubclass(cls, ctypes.Array) and kind.array() is not None:
        element = next(elements_of(kind, bytes(kind.sizeof())), None)
        found = _problem(cls._type_, element.kind, f"{path}[]") if element is not None else ""
    sizes = ctypes.sizeof(cls), kind.sizeof()
    if found or sizes[0] == sizes[1]:
        return found
    where = f"field {path} " if path else ""
    name = f"class {cls.__name__}"
    return f"{where}has {sizes[0]} bytes in {name}, {sizes[1]} in {named(kind)}"


def _of_members(cls: Any, kind: BtfType, path: str) -> str:
    places = dict(_places(kind, 0))
    for name, declared in _fields(cls):
        if name not in places:
            continue
        inner, bits, width = places[name]
        below = f"{path}.{name}" if path else name
        at, wide = _place(cls, name)
        if (at, wide) != (bits, width) and (at != bits or not _nested(declared, inner)):
            return (
                f"field {below} is {_bits(at, wide)} in class {cls.__name__},"
                f" {_bits(bits, width)} in {named(kind)}"
            )
        problem = _problem(declared, inner, below) if wide % 8 == 0 and not at % 8 else ""
        if problem and not _is_bit_field(cls, name):
            return problem
    return ""


def _nested(declared: Any, kind: BtfType) -> bool:
    """Whether both consist of parts, so that an error can name the first part that differs."""
    return issubclass(declared, _RECORDS) and bool(kind.members())


def _places(kind: BtfType, base: int) -> Iterator[tuple[str, tuple[BtfType, int, int]]]:
    """Yield name, type, first bit and width of each member, those of anonymous ones too."""
    for member in kind.members():
        inner = kind.btf.type(member.type_id).resolve()
        if not member.name and inner.members():
            yield from _places(inner, base + member.offset_bits)
        else:
            yield member.name, (inner, base + member.offset_bits, _width(member, inner))


def _width(member: BtfMember, kind: BtfType) -> int:
    return member.bits or kind.sizeof() * 8


def _place(cls: Any, name: str) -> tuple[int, int]:
    """First bit and width of a member as BTF counts them: from the first byte's first bit on."""
    place = getattr(cls, name)
    if not _is_bit_field(cls, name):
        return place.offset * 8, place.size * 8
    low, width = place.size & (1 << _WIDTH) - 1, place.size >> _WIDTH
    if _order(cls) == "little":
        return place.offset * 8 + low, width
    unit = ctypes.sizeof(dict(_fields(cls))[name]) * 8
    return place.offset * 8 + unit - low - width, width


def _is_bit_field(cls: Any, name: str) -> bool:
    return any(
        field[0] == name and len(field) > 2
        for base in cls.__mro__
        for field in vars(base).get("_fields_", ())
    )


def _bits(at: int, width: int) -> str:
    if at % 8 or width % 8:
        return f"{width} bits at bit {at}"
    return f"{width // 8} bytes at byte {at // 8}"


def _fields(cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and class of each member, those of bases first."""
    for base in reversed(cls.__mro__):
        for field in vars(base).get("_fields_", ()):
            yield field[0], field[1]


def _order(cls: Any) -> Order | None:
    """The byte order of a class; None where it has none: text, single bytes."""
    if issubclass(cls, _RECORDS):
        return _OTHER if hasattr(cls, "_swappedbytes_") else sys.byteorder
    if issubclass(cls, ctypes.Array):
        return _order(cls._type_)
    if ctypes.sizeof(cls) == 1:
        return None
    return _OTHER if getattr(cls, f"__ctype_{_OTHER[0]}e__", None) is cls else sys.byteorder


def _strange_order(cls: Any, order: Order, what: str) -> UsageError:
    return UsageError(
        f"{what}: class {cls.__name__} is not {order}-endian, as the object is; derive it from"
        f" ctypes.{order.capitalize()}EndianStructure"
    )
