"""Values of C as Python classes that a user names: numbers, bytes, dataclasses, those of `ctypes`.

====================  =====================================================================
``dict``, ``list``    as `BtfType.format_value` has structs and arrays
``int``               integers, pointers, enumerations as numbers
an ``Enum`` class     its member of that number
``str``               text in an array of char; the name of an enumerator
``bytes``             the bytes, of any type
a dataclass           its fields are members by name, each of the class that it is annotated with
``list[T]``, tuples   the elements of an array, each as ``T``
a class of `ctypes`   its bytes, when its layout is that of the type
====================  =====================================================================
"""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final, Literal

from progpack.bpf.btf.parts import Part, byte_order, elements_of, members_of, named
from progpack.bpf.btf.types import RECORDS, BtfKind, BtfType
from progpack.errors import UnknownNameError, UsageError

__all__ = ["as_class", "simplified"]

_BASIC: Final = (bytes, bytearray, memoryview, int, str, float, dict, list, tuple)
#: Dataclasses whose annotations are kept.
_CACHED: Final = 64
_UNIONS: Final = (typing.Union, types.UnionType)


def simplified(
    value: object, kind: BtfType | None, order: Literal["little", "big"], what: str
) -> object:
    """Return a value as bytes, numbers and mappings, be it of a dataclass or of `ctypes`.

    Args:
        value: any value.
        kind: the type that it is to have; None where it is not known.
        order: the byte order of the object.
        what: whose value it is, for messages.

    Raises:
        UsageError: a class of `ctypes` whose layout is another one, or an address of another size.
    """
    if isinstance(value, Enum):
        if isinstance(value, int):
            return int(value)
        return simplified(value.value, kind, order, what)
    if isinstance(value, _BASIC):
        return value
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    from progpack.bpf.btf.structures import is_structure, plain_of

    if is_structure(value):
        return plain_of(value, kind, order, what)
    packed = getattr(value, "packed", None)
    if isinstance(packed, bytes):  # an address of `ipaddress`, in network order
        if kind is not None and len(packed) != kind.sizeof():
            raise UsageError(f"{what} has {kind.sizeof()} bytes, not the {len(packed)} of {value}")
        return packed
    if hasattr(value, "__index__"):
        return int(value)
    try:
        return bytes(memoryview(value))  # type: ignore[arg-type]
    except TypeError:
        return value


def as_class(part: Part, wanted: Any, what: str) -> Any:
    """Return a value of C as one of a class.

    Args:
        part: the value.
        wanted: the class; None for what `BtfType.format_value` gives.
        what: whose value it is, for messages.

    Raises:
        UsageError: the class cannot have such a value; names the part.
    """
    if wanted in (None, object, Any):
        return part.plain()
    origin = typing.get_origin(wanted)
    if origin in _UNIONS:
        return as_class(part, _only(wanted, what), what)
    if origin is typing.Annotated:
        return as_class(part, typing.get_args(wanted)[0], what)
    if (origin or wanted) in (list, tuple):
        return _sequence(part, origin or wanted, typing.get_args(wanted), what)
    if (origin or wanted) is dict:
        return _mapping(part, what)
    if dataclasses.is_dataclass(wanted):
        return _dataclass(part, wanted, what)
    return _simple(part, wanted, what)


def _simple(part: Part, wanted: Any, what: str) -> Any:
    if wanted in (bytes, bytearray):
        if part.bits is not None:
            raise UsageError(f"{what} is a bit-field and has no bytes of its own")
        return wanted(part.data)
    if wanted is bool:
        return bool(part.number(what))
    if wanted is int:
        return part.number(what)
    if wanted in (float, str):
        return _of_type(part.plain(), wanted, part, what)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _member(part, wanted, what)
    from progpack.bpf.btf.structures import check_layout, is_structure, structure_of

    if isinstance(wanted, type) and is_structure(wanted) and part.bits is None:
        check_layout(wanted, part.kind, what)
        return structure_of(wanted, part.kind, part.data, byte_order(part.kind), what)
    raise UsageError(f"{what}: {getattr(wanted, '__name__', wanted)} is no class for values of C")


def _of_type(value: object, wanted: type, part: Part, what: str) -> object:
    if wanted is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, wanted):
        raise UsageError(f"{what} is {named(part.kind)}, no {wanted.__name__}")
    return value


def _member(part: Part, wanted: type[Enum], what: str) -> Enum:
    number = part.number(what)
    try:
        return wanted(number)
    except ValueError:
        raise UsageError(f"{what}: {wanted.__name__} has no {number}") from None


def _only(wanted: Any, what: str) -> Any:
    """The class of ``T | None``; nothing is None in C."""
    classes = [each for each in typing.get_args(wanted) if each is not type(None)]
    if len(classes) != 1:
        raise UsageError(f"{what} is annotated with {wanted}, which names more than one class")
    return classes[0]


def _mapping(part: Part, what: str) -> dict[str, object]:
    value = part.plain()
    if not isinstance(value, dict):
        raise UsageError(f"{what} is {named(part.kind)}, which has no members")
    return value


def _sequence(part: Part, wanted: type, inner: tuple[Any, ...], what: str) -> Any:
    if part.kind.kind is not BtfKind.ARRAY or part.bits is not None:
        raise UsageError(f"{what} is {named(part.kind)}, no array")
    parts = list(elements_of(part.kind, part.data))
    if wanted is tuple and inner and inner[-1] is not Ellipsis:
        if len(inner) != len(parts):
            raise UsageError(f"{what} has {len(parts)} elements, its annotation {len(inner)}")
        classes = list(inner)
    else:
        classes = [inner[0] if inner else None] * len(parts)
    return wanted(
        as_class(element, each, f"{what}[{index}]")
        for index, (element, each) in enumerate(zip(parts, classes, strict=True))
    )


def _dataclass(part: Part, wanted: Any, what: str) -> Any:
    if part.kind.kind not in RECORDS:
        raise UsageError(f"{what} is {named(part.kind)}, which has no members")
    members = members_of(part.kind, part.data)
    hints = _annotations(wanted)
    values = {}
    for field in dataclasses.fields(wanted):
        name = f"{what}.{field.name}"
        if not field.init:
            continue
        if field.name not in members:
            raise UnknownNameError(f"{what}: {named(part.kind)} has no member", field.name, members)
        if field.name not in hints:
            raise UsageError(
                f"{name}: the annotation {field.type!r} names what is not at the top of the module"
                f" of {wanted.__name__}; define it there"
            )
        values[field.name] = as_class(members[field.name], hints[field.name], name)
    return wanted(**values)


@lru_cache(maxsize=_CACHED)
def _annotations(wanted: Any) -> Mapping[str, Any]:
    """The classes of a dataclass's fields; those whose names nobody can find are left out."""
    try:
        return typing.get_type_hints(wanted)
    except NameError:
        pass
    module = vars(sys.modules[wanted.__module__]) if wanted.__module__ in sys.modules else {}
    found: dict[str, Any] = {}
    for field in dataclasses.fields(wanted):
        told = types.SimpleNamespace(__annotations__={field.name: field.type})
        try:
            found |= typing.get_type_hints(told, dict(module))
        except NameError:
            continue
    return found
