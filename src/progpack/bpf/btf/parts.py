"""The parts of a value of C: members, bit-fields and elements, with their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from progpack.bpf.btf.types import MAX_DEPTH, RECORDS, BtfKind, BtfMember, BtfType, is_char
from progpack.errors import UsageError
from progpack.records import dataclass

__all__ = [
    "NUMBERS",
    "Part",
    "byte_order",
    "elements_of",
    "flexible",
    "members_of",
    "named",
]

NUMBERS: Final = (BtfKind.INT, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.PTR)
"""The kinds of types whose values are numbers."""
_TAGS: Final = {"struct ": BtfKind.STRUCT, "union ": BtfKind.UNION, "enum ": BtfKind.ENUM}


@dataclass(frozen=True, slots=True)
class Part:
    """A value of C, or a member or an element of one.

    Attributes:
        kind: its type, without typedefs and qualifiers.
        data: its bytes; of a bit-field none.
        bits: the number in a bit-field, with its sign; None for what has bytes of its own.
    """

    kind: BtfType
    data: bytes
    bits: int | None = None

    def number(self, what: str) -> int:
        """Return the value as a number: of an integer, an enumeration or a pointer.

        Raises:
            UsageError: the value is none of these.
        """
        if self.bits is not None:
            return self.bits
        if self.kind.kind not in NUMBERS:
            raise UsageError(f"{what} is {named(self.kind)} of {len(self.data)} bytes, no number")
        return int.from_bytes(self.data, byte_order(self.kind), signed=self.kind.is_signed())

    def plain(self) -> object:
        """Return the value as `BtfType.format_value` has it."""
        if self.bits is None:
            return self._with_tail()
        how = self.kind.encoding()
        if how is not None:
            return bool(self.bits) if how.bool else self.bits
        names = {known.value: known.name for known in self.kind.enumerators()}
        return names.get(self.bits, self.bits)

    def _with_tail(self) -> object:
        """The value, whose last member may be an array of no length of its own."""
        shape = self.kind.array()
        if shape is not None and not shape.length:
            elements = [part.plain() for part in elements_of(self.kind, self.data)]
            return _text(self.data) if _is_text(self.kind) else elements
        value = self.kind.format_value(self.data)
        name = flexible(self.kind)
        if name and isinstance(value, dict):
            value[name] = members_of(self.kind, self.data)[name].plain()
        return value


def flexible(kind: BtfType) -> str:
    """Return the name of a struct's last member where it is an array without a length, or ""."""
    members = kind.members()
    last = members[-1] if members else None
    shape = None if last is None else kind.btf.type(last.type_id).resolve().array()
    return last.name if last is not None and shape is not None and not shape.length else ""


def _is_text(kind: BtfType) -> bool:
    return is_char(next(elements_of(kind, bytes(1))).kind)


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "backslashreplace")


def byte_order(kind: BtfType) -> Literal["little", "big"]:
    """Return the byte order of the object that a type is of."""
    return "little" if kind.btf.order == "<" else "big"


def named(kind: BtfType) -> str:
    """Return the name of a type as C has it: ``struct event``, ``array``."""
    for tag, tagged in _TAGS.items():
        if kind.kind is tagged:
            return f"{tag}{kind.name or '(anonymous)'}"
    return kind.name or f"a value of kind {kind.kind.name.lower()}"


def members_of(kind: BtfType, data: bytes, depth: int = 0) -> dict[str, Part]:
    """Return the members of a struct or union by name; those of anonymous members are its own.

    Args:
        kind: the type, without typedefs.
        data: its bytes.
        depth: how many anonymous members are around it.

    Raises:
        ObjectError: the type contains itself.
    """
    if depth > MAX_DEPTH:
        raise kind.btf.error(f"type {kind.id} ({kind.name}) contains itself")
    parts: dict[str, Part] = {}
    for member in kind.members():
        inner = kind.btf.type(member.type_id).resolve()
        if member.bits or member.offset_bits % 8:
            parts[member.name] = Part(inner, b"", _bit_field(member, inner, data))
            continue
        at = member.offset_bits // 8
        # An array without a length has what is left.
        shape = inner.array()
        endless = shape is not None and not shape.length
        piece = data[at:] if endless else data[at : at + inner.sizeof()]
        if member.name or inner.kind not in RECORDS:
            parts[member.name] = Part(inner, piece)
        else:
            parts |= members_of(inner, piece, depth + 1)
    return parts


def _bit_field(member: BtfMember, kind: BtfType, data: bytes) -> int:
    how = kind.encoding()
    width = member.bits or (how.bits if how else kind.size * 8)
    order = byte_order(kind)
    at = member.offset_bits
    shift = at if order == "little" else len(data) * 8 - at - width
    value = int.from_bytes(data, order) >> shift & (1 << width) - 1
    return value - (1 << width) if kind.is_signed() and value >> width - 1 else value


def elements_of(kind: BtfType, data: bytes) -> Iterator[Part]:
    """Yield the elements of an array, as many as its bytes are.

    Args:
        kind: the type, an array.
        data: its bytes.
    """
    shape = kind.array()
    assert shape is not None
    element = kind.btf.type(shape.type_id).resolve()
    size = element.sizeof()
    for at in range(0, len(data), size or len(data)):
        yield Part(element, data[at : at + size])
