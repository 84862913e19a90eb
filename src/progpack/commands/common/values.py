"""Keys, values and variables as people write and read them, with the object's types (BTF).

Numbers of the types ``__be16``, ``__be32`` and ``__be64`` are those on the wire (port 80 is 80), in
both directions. Addresses are shown and taken as such: 16 bytes of a type whose name says so
(``in6_addr``, ``struct address``) as IPv6, where ``::ffff:a.b.c.d`` is plain ``a.b.c.d``, four
bytes of type ``__be32`` or ``in_addr`` as IPv4, six bytes of ``__u8`` as a MAC address. What is
written:

====================  =====================================================================
``7``, ``-1``, 0x1f   a number, in the object's byte order or, of those types, in network order;
                      also an enumerator's name
``192.0.2.1``         4 bytes in network order; in 16 bytes ``::ffff:192.0.2.1``
``2001:db8::1``       16 bytes in network order
``/126``              a mask: so many ones, then zeros
``02:00:5e:00:53:1``  6 bytes
``a=1,b=2``           members of a struct; those that are not named are zero
``x:00ff``            bytes in hexadecimal, exactly as many as there are
====================  =====================================================================
"""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from progpack.bpf.btf.types import BtfKind, BtfType, is_char
from progpack.errors import ObjectError, UnknownNameError, UsageError

__all__ = ["Shown", "hex_bytes", "number", "parse", "plain", "reader", "text"]

#: A value in JSON: a number, a text, a list or an object of them.
Shown = int | float | str | bool | list["Shown"] | dict[str, "Shown"]

_ADDRESS_NAME = re.compile(r"addr|ipv?6", re.IGNORECASE)
_DEEPEST = 8
_LONGEST = 1024
_MAC = 6
#: What a value of so many bytes may be besides a number, for messages.
_ALSO = {4: ", or an address (192.0.2.1)", _MAC: ", or an address (02:00:5e:00:53:01)"}
_MODIFIERS = (BtfKind.TYPEDEF, BtfKind.VOLATILE, BtfKind.CONST, BtfKind.RESTRICT, BtfKind.VAR)
_RECORDS = (BtfKind.STRUCT, BtfKind.UNION, BtfKind.DATASEC)

ByteOrder = Literal["little", "big"]


def plain(kind: BtfType | None, data: bytes, order: ByteOrder = "little") -> Shown:
    """Bytes as a value for JSON; without a type a number up to 8 bytes, else hexadecimal.

    Args:
        kind: the type, None when it is not known.
        data: the bytes of one value.
        order: byte order of a number without a type.
    """
    return reader(kind, len(data), order)(data)


def reader(
    kind: BtfType | None, size: int, order: ByteOrder = "little"
) -> Callable[[bytes], Shown]:
    """Return what `plain` does to each of many values of one type and size.

    Args:
        kind: the type, None when it is not known.
        size: bytes of a value.
        order: byte order of a number without a type.
    """
    try:
        typed = _reader(kind, 0) if kind is not None and kind.sizeof() == size else None
    except ObjectError:
        return bytes.hex
    if typed is not None:
        return partial(_unless_senseless, typed)
    return partial(int.from_bytes, byteorder=order) if 0 < size <= 8 else bytes.hex


def _unless_senseless(read: Callable[[bytes], Shown], data: bytes) -> Shown:
    try:
        return read(data)
    except ObjectError:
        # A type that is too big or makes no sense is no reason to hide the bytes.
        return data.hex()


def text(value: Shown) -> str:
    """A value of `plain` in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {text(member)}" for name, member in value.items())
    if isinstance(value, list):
        return f"[{', '.join(map(text, value))}]"
    return str(value)


def parse(
    written: str, kind: BtfType | None, size: int, what: str, order: ByteOrder = "little"
) -> bytes:
    """Return the value that a text stands for, as ``size`` bytes; see the table above.

    Args:
        written: the text.
        kind: the type, None when it is not known.
        size: bytes of the value.
        what: whose value it is, for the message.
        order: byte order of numbers.

    Raises:
        UsageError: the text cannot be read, or does not fit.
    """
    if written.startswith("x:"):
        return _exactly(hex_bytes(written[2:], what), size, what)
    record = kind.resolve() if kind is not None else None
    if record is not None and record.kind is BtfKind.STRUCT and "=" in written:
        return _members(written, record, size, what, order)
    data = _network(written, size, what)
    if data is None and record is not None:
        data = _named(written, record, size)
    if data is not None:
        return data
    if size > 8:
        raise UsageError(
            f"{what} has {size} bytes: write an address, members (a=1,b=2) or x:HEX, "
            f"not {written!r}"
        )
    value = number(written, what, _ALSO.get(size, ""))
    if not -(1 << (size * 8 - 1)) <= value < 1 << (size * 8):
        raise UsageError(f"{what} has {size} bytes; {written} does not fit")
    network = kind is not None and any(name.startswith("__be") for name in _names(kind))
    return (value & (1 << size * 8) - 1).to_bytes(size, "big" if network else order)


def number(written: str, what: str, also: str = "") -> int:
    """Return a whole number that is written in decimal, or with 0x, 0o or 0b.

    Args:
        written: the text.
        what: whose number it is, for the message.
        also: what may be written in its place, for the message.

    Raises:
        UsageError: the text is not a number.
    """
    try:
        return int(written, 0)
    except ValueError:
        raise UsageError(f"{what} takes a number (10, 0x1f){also}, not {written!r}") from None


def hex_bytes(written: str, what: str) -> bytes:
    """Bytes in hexadecimal; spaces between them are left out.

    Raises:
        UsageError: they are none.
    """
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise UsageError(
            f"{what} takes hexadecimal digits, two for each byte, not {written!r}"
        ) from None


# Reading.


def _reader(kind: BtfType, depth: int) -> Callable[[bytes], Shown]:
    """Return the function from bytes of a type to a value; the type is looked at once."""
    names, size = _names(kind), kind.sizeof()
    if size == 16 and any(map(_ADDRESS_NAME.search, names)):
        return _ipv6
    if size == 4 and not {"__be32", "in_addr", "in_addr_t"}.isdisjoint(names):
        return _ipv4
    if not {"__be16", "__be64"}.isdisjoint(names):
        return partial(int.from_bytes, byteorder="big")
    resolved = kind.resolve()
    # A bit-field has no bytes of its own; its struct is left to the plain reader.
    fields = _fields(resolved) if depth < _DEEPEST else None
    if fields is not None:
        return _record_reader(resolved, fields, depth)
    how = resolved.encoding()
    if how is not None and not how.bool and (how.offset, how.bits) == (0, size * 8):
        order: ByteOrder = "little" if resolved.btf.order == "<" else "big"
        return partial(int.from_bytes, byteorder=order, signed=how.signed)
    return _array_reader(resolved, depth) or (lambda data: _json(kind.format_value(data)))


def _record_reader(
    record: BtfType, fields: Mapping[str, tuple[BtfType, int]], depth: int
) -> Callable[[bytes], Shown]:
    parts = [
        (name, at, at + inner.sizeof(), _reader(inner, depth + 1))
        for name, (inner, at) in fields.items()
    ]
    if any(end > record.sizeof() for _, _, end, _ in parts):
        raise record.btf.error(f"type {record.id} ({record.name}) has a member outside of it")
    return lambda data: {name: read(data[start:end]) for name, start, end, read in parts}


def _array_reader(resolved: BtfType, depth: int) -> Callable[[bytes], Shown] | None:
    """Return that of a MAC address or an array of structs; None for what is neither."""
    shape = resolved.array()
    if shape is None or depth >= _DEEPEST or not 0 < shape.length <= _LONGEST:
        return None
    element = resolved.btf.type(shape.type_id)
    size, inner = element.sizeof(), element.resolve()
    if size == 1 and shape.length == _MAC and inner.name == "unsigned char":
        return lambda data: data.hex(":")
    if inner.kind not in _RECORDS or not size:
        return None
    read = _reader(element, depth + 1)
    return lambda data: [read(data[at : at + size]) for at in range(0, len(data), size)]


def _ipv4(data: bytes) -> str:
    return str(ipaddress.IPv4Address(data))


def _fields(held: BtfType) -> Mapping[str, tuple[BtfType, int]] | None:
    if held.kind not in _RECORDS or any(m.bits or m.offset_bits % 8 for m in held.members()):
        return None
    return {name: (inner, at) for name, inner, at in held.fields()}


def _names(kind: BtfType) -> list[str]:
    """Names of a type and of those it stands for, the outermost first."""
    names: list[str] = []
    while kind.kind in _MODIFIERS and len(names) < _DEEPEST:
        # A variable's own name says nothing about its type.
        names.append("" if kind.kind is BtfKind.VAR else kind.name)
        kind = kind.btf.type(kind.type_id)
    return [*names, kind.name]


def _ipv6(data: bytes) -> str:
    address = ipaddress.IPv6Address(data)
    return str(address.ipv4_mapped or address)


def _json(value: object) -> Shown:
    """A value of `BtfType.format_value` with only what JSON has."""
    if isinstance(value, dict):
        return {str(name): _json(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_json(member) for member in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if isinstance(value, int | str) else str(value)


# Writing.


def _members(written: str, record: BtfType, size: int, what: str, order: ByteOrder) -> bytes:
    out = bytearray(size)
    fields = _fields(record)
    if fields is None:
        raise UsageError(f"{what} has bit-fields; write x:HEX for its {size} bytes")
    for part in written.split(","):
        name, _, value = part.partition("=")
        if name not in fields:
            raise UnknownNameError(f"{what} has no member", name, fields)
        kind, at = fields[name]
        length = kind.sizeof()
        out[at : at + length] = parse(value, kind, length, f"{what}, {name}", order)
    return bytes(out)


def _network(written: str, size: int, what: str) -> bytes | None:
    """An address or mask in network order, or None when it does not look like one."""
    if size == _MAC and written.count(":") == _MAC - 1:
        return hex_bytes("".join(part.zfill(2) for part in written.split(":")), what)
    if size not in (4, 16):
        return None
    if written.startswith("/"):
        ones = number(written[1:], what)
        if not 0 <= ones <= size * 8:
            raise UsageError(f"{what}: a mask of {size} bytes has /0 to /{size * 8}")
        return ((1 << size * 8) - (1 << size * 8 - ones)).to_bytes(size, "big")
    if "." not in written and ":" not in written:
        return None
    try:
        packed = ipaddress.ip_address(written).packed
    except ValueError:
        raise UsageError(f"{what}: {written!r} is no IPv4 or IPv6 address") from None
    mapped = bytes(10) + b"\xff\xff" + packed if size > len(packed) else packed
    return _exactly(mapped, size, what)


def _named(written: str, record: BtfType, size: int) -> bytes | None:
    """An enumerator or a text, when the type has such, or None."""
    order: ByteOrder = "little" if record.btf.order == "<" else "big"
    for enumerator in record.enumerators():
        if enumerator.name == written:
            return enumerator.value.to_bytes(size, order, signed=enumerator.value < 0)
    shape = record.array()
    if shape is not None and is_char(record.btf.type(shape.type_id)):
        data = written.encode(errors="surrogateescape")
        return data.ljust(size, b"\0") if len(data) <= size else None
    return None


def _exactly(data: bytes, size: int, what: str) -> bytes:
    if len(data) != size:
        raise UsageError(f"{what} has {size} bytes, not {len(data)}")
    return data
