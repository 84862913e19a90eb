"""Python values as bytes of a BTF type: the way back from `BtfType.format_value`."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from ipaddress import ip_address

from progpack.bpf.btf.types import MAX_DEPTH, BtfKind, BtfMember, BtfType, is_char
from progpack.errors import UnknownNameError, UsageError
from progpack.integers import exact_bytes, shorten

__all__ = ["PLAIN", "encode"]

_FLOATS = {2: "e", 4: "f", 8: "d"}
#: The text of an address of Ethernet.
_MAC = re.compile(r"[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")
#: Types of values that are taken as they are.
PLAIN = frozenset({bytes, int, str, float, dict, list, tuple, bool})


def encode(held: BtfType, value: object, base: bytes = b"") -> bytes:
    """A value of a type as bytes, in the byte order of the type's object.

    Integers and pointers are ints, each the number that a variable of its type has in C: of a
    ``__be16`` what ``htons()`` gives. Enumerations are ints or names, floats numbers, arrays
    sequences (those of char, and no others, also text), structs and unions mappings by member name,
    in which those of anonymous members count as their own, dataclasses, or values of a class of
    `ctypes` that has their layout. Bytes of the right length are taken as they are, for every type.

    Args:
        held: the type.
        value: the value.
        base: bytes of the type, for members of structs that ``value`` does not name and elements
            that it does not have; default zeros.

    Raises:
        UsageError: the value does not fit; says which part.
        ObjectError: the type has no size.
    """
    data = bytearray(base or bytes(held.sizeof()))
    _put(held, value, memoryview(data), held.name or "the value", 0)
    return bytes(data)


def _put(held: BtfType, value: object, room: memoryview, what: str, depth: int) -> None:
    current = held.resolve()
    if depth > MAX_DEPTH:
        raise UsageError(f"{what} is nested too deep")
    value = _simplified(value, current, what)
    if isinstance(value, bytes | bytearray | memoryview):
        value = exact_bytes(value)
    if isinstance(value, bytes) and not _is_bytes(current):
        if len(value) != len(room):
            raise UsageError(f"{what} has {len(room)} bytes, not {len(value)}")
        room[:] = value
        return
    match current.kind:
        case BtfKind.STRUCT | BtfKind.UNION | BtfKind.DATASEC:
            _put_struct(current, value, room, what, depth)
        case BtfKind.ARRAY:
            _put_array(current, value, room, what, depth)
        case BtfKind.FLOAT:
            if not isinstance(value, int | float) or len(room) not in _FLOATS:
                raise UsageError(f"{what} is a number, not {shorten(value)}")
            room[:] = struct.pack(current.btf.order + _FLOATS[len(room)], value)
        case _:
            _put_bits(room, 0, len(room) * 8, _number(current, value, what), what, current)


def _simplified(value: object, current: BtfType, what: str) -> object:
    """A value that may be of a dataclass or of `ctypes` as numbers, bytes, and members by name."""
    if type(value) in PLAIN:
        return value
    from progpack.bpf.btf.classes import simplified  # dataclasses take their time to import
    from progpack.bpf.btf.parts import byte_order

    return simplified(value, current, byte_order(current), what)


def _number(current: BtfType, value: object, what: str) -> int:
    if isinstance(value, str):
        for known in current.enumerators():
            if known.name == value:
                return known.value
        names = ", ".join(enumerator.name for enumerator in current.enumerators())
        if names:
            raise UsageError(f"{what} is one of: {names}; not {shorten(value)}")
        size = current.sizeof()
        raise UsageError(f"{what} is a number or {size} bytes, not {shorten(value)}{_hint(value)}")
    if isinstance(value, int):
        return value
    raise UsageError(f"{what} is a number, not {shorten(value)}")


def _hint(value: object) -> str:
    """Return how to write the text of an address, for an error; ``""`` for other values."""
    if not isinstance(value, str):
        return ""
    if _MAC.fullmatch(value):
        return f": these bytes are bytes.fromhex({value.replace(':', '')!r})"
    try:
        ip_address(value)
    except ValueError:
        return ""
    return f": in network order it is ipaddress.ip_address({value!r}).packed"


def _put_bits(
    room: memoryview, at: int, bits: int, value: int, what: str, current: BtfType
) -> None:
    """A number into ``bits`` bits at bit ``at``; ``current`` says the byte order."""
    if not -(1 << bits - 1) <= value < 1 << bits:
        raise UsageError(f"{what} has {bits} bits; {shorten(value)} does not fit")
    little = current.btf.order == "<"
    whole = int.from_bytes(room, "little" if little else "big")
    shift = at if little else len(room) * 8 - at - bits
    mask = (1 << bits) - 1
    whole = (whole & ~(mask << shift)) | (value & mask) << shift
    room[:] = whole.to_bytes(len(room), "little" if little else "big")


def _is_bytes(current: BtfType) -> bool:
    """Whether a type is an array of numbers of one byte: fewer bytes than it has may be given."""
    shape = current.array()
    if shape is None:
        return False
    element = current.btf.type(shape.type_id).resolve()
    return element.kind == BtfKind.INT and element.size == 1


def _put_array(current: BtfType, value: object, room: memoryview, what: str, depth: int) -> None:
    shape = current.array()
    assert shape is not None
    element = current.btf.type(shape.type_id)
    if isinstance(value, str) and is_char(element):
        value = value.encode()
    if isinstance(value, str):
        hint = _hint(value) or f": text is for char; bytes are {shorten(value.encode())}"
        raise UsageError(f"{what} has {len(room)} bytes, not {shorten(value)}{hint}")
    if isinstance(value, bytes):
        if not _is_bytes(current) or len(value) > len(room):
            raise UsageError(f"{what} has {len(room)} bytes, not {len(value)}")
        room[:] = value.ljust(len(room), b"\0")
        return
    if not isinstance(value, Sequence) or len(value) > shape.length:
        raise UsageError(f"{what} is a sequence of {shape.length} elements, not {shorten(value)}")
    size = element.sizeof()
    for index, item in zip(range(shape.length), value, strict=False):
        part = room[index * size : (index + 1) * size]
        _put(element, item, part, f"{what}[{index}]", depth + 1)


def _put_struct(current: BtfType, value: object, room: memoryview, what: str, depth: int) -> None:
    if not isinstance(value, Mapping):
        raise UsageError(f"{what} is a mapping of members, not {shorten(value)}{_hint(value)}")
    left = dict(value)
    _put_members(current, left, room, what, depth)
    if left:
        known = (name for name, _, _ in current.fields() if name)
        raise UnknownNameError(f"{what} has no member", next(iter(left)), known)


def _put_members(
    current: BtfType, left: dict[object, object], room: memoryview, what: str, depth: int
) -> None:
    """The members that ``left`` names, which are taken out of it."""
    if depth > MAX_DEPTH:
        raise UsageError(f"{what} is nested too deep")
    for member in _members(current):
        kind = current.btf.type(member.type_id)
        at = member.offset_bits // 8
        if not member.name:
            _put_members(kind.resolve(), left, room[at : at + kind.sizeof()], what, depth + 1)
            continue
        if member.name not in left:
            continue
        value, name = left.pop(member.name), f"{what}.{member.name}"
        if member.bits or member.offset_bits % 8:
            bits = member.bits or kind.sizeof() * 8
            plain = _simplified(value, kind.resolve(), name)
            number = _number(kind.resolve(), plain, name)
            _put_bits(room, member.offset_bits, bits, number, name, current)
        else:
            _put(kind, value, room[at : at + kind.sizeof()], name, depth + 1)


def _members(current: BtfType) -> tuple[BtfMember, ...]:
    if current.kind != BtfKind.DATASEC:
        return current.members()
    return tuple(
        BtfMember(current.btf.type(v.type_id).name, v.type_id, v.offset * 8, 0)
        for v in current.variables()
    )
