"""The types of DWARF as BTF, so that all that reads values by BTF reads local variables too."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final, Literal

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.dwarf.entries import Attribute, Entry, Tag, Unit

__all__ = ["btf_of"]

_MAGIC: Final = 0xEB9F
_HEADER: Final = 24
_REFERRING: Final = {
    Tag.POINTER: BtfKind.PTR,
    Tag.TYPEDEF: BtfKind.TYPEDEF,
    Tag.CONST: BtfKind.CONST,
    Tag.VOLATILE: BtfKind.VOLATILE,
    Tag.RESTRICT: BtfKind.RESTRICT,
}
_TYPES: Final = (
    *_REFERRING,
    *(Tag.BASE, Tag.STRUCTURE, Tag.UNION, Tag.ENUMERATION, Tag.ARRAY, Tag.FUNCTION_TYPE),
)
#: Encodings of base types (7.8) and what BTF says of them: signed 1, char 2, bool 4.
_ENCODINGS: Final = {2: 4, 5: 1, 6: 1}
_FLOAT: Final = 4
_MOST_MEMBERS: Final = 0xFFFF
_U32: Final = 0xFFFFFFFF


class _Writer:
    """Makes the records of one unit's types."""

    def __init__(self, unit: Unit) -> None:
        self._order = "<" if unit.order == "little" else ">"
        self._entries = [entry for entry in unit.entries.values() if entry.tag in _TYPES]
        self.ids = {entry.offset: number for number, entry in enumerate(self._entries, 1)}
        self._strings = bytearray(b"\0")
        self._more: list[bytes] = []

    def section(self) -> bytes:
        """Return the whole section."""
        records = b"".join([self._record(entry) for entry in self._entries])
        records += b"".join(self._more)
        header = self._pack("HBBIIIII", _MAGIC, 1, 0, _HEADER, 0, len(records), len(records))
        return header[:_HEADER] + records + bytes(self._strings)

    def _pack(self, layout: str, *values: int) -> bytes:
        if layout.startswith("HBB"):
            values = (*values, len(self._strings))
        return struct.pack(self._order + layout, *values)

    def _string(self, text: str) -> int:
        if not text:
            return 0
        at = len(self._strings)
        self._strings += text.encode() + b"\0"
        return at

    def _head(
        self, kind: BtfKind, name: str, number: int, entries: int = 0, flag: int = 0
    ) -> bytes:
        return self._pack("III", self._string(name), flag << 31 | kind << 24 | entries, number)

    def _target(self, entry: Entry) -> int:
        return self.ids.get(entry.number(Attribute.TYPE), 0)

    def _record(self, entry: Entry) -> bytes:
        if entry.tag in _REFERRING:
            kind = _REFERRING[Tag(entry.tag)]
            name = entry.name if kind is BtfKind.TYPEDEF else ""
            return self._head(kind, name, self._target(entry))
        match entry.tag:
            case Tag.BASE:
                return self._base(entry)
            case Tag.ARRAY:
                return self._array(entry)
            case Tag.ENUMERATION:
                return self._enumeration(entry)
            case Tag.FUNCTION_TYPE:
                return self._head(BtfKind.FUNC_PROTO, "", self._target(entry))
        return self._structure(entry)

    def _base(self, entry: Entry) -> bytes:
        size, encoding = entry.number(Attribute.BYTE_SIZE), entry.number(Attribute.ENCODING)
        if encoding == _FLOAT:
            return self._head(BtfKind.FLOAT, entry.name, size)
        word = _ENCODINGS.get(encoding, 0) << 24 | size * 8
        return self._head(BtfKind.INT, entry.name, size) + self._pack("I", word)

    def _array(self, entry: Entry) -> bytes:
        """An array; further dimensions are arrays of their own behind all others."""
        counts = [_count(part) for part in entry.children if part.tag == Tag.SUBRANGE] or [0]
        target = self._target(entry)
        for count in counts[:0:-1]:
            self._more.append(self._one_array(target, count))
            target = len(self._entries) + len(self._more)
        return self._one_array(target, counts[0])

    def _one_array(self, target: int, count: int) -> bytes:
        return self._head(BtfKind.ARRAY, "", 0) + self._pack("III", target, 0, count & _U32)

    def _enumeration(self, entry: Entry) -> bytes:
        known = [part for part in entry.children if part.tag == Tag.ENUMERATOR][:_MOST_MEMBERS]
        values = [part.number(Attribute.CONST_VALUE) for part in known]
        signed = any(value < 0 for value in values)
        size = entry.number(Attribute.BYTE_SIZE, 4)
        head = self._head(BtfKind.ENUM, entry.name, size, len(known), int(signed))
        pairs = zip(known, values, strict=True)
        return head + b"".join(
            self._pack("II", self._string(part.name), value & _U32) for part, value in pairs
        )

    def _structure(self, entry: Entry) -> bytes:
        union = entry.tag == Tag.UNION
        if Attribute.DECLARATION in entry.attributes:
            return self._head(BtfKind.FWD, entry.name, 0, flag=int(union))
        members = [part for part in entry.children if part.tag == Tag.MEMBER][:_MOST_MEMBERS]
        flag = int(any(Attribute.BIT_SIZE in part.attributes for part in members))
        kind = BtfKind.UNION if union else BtfKind.STRUCT
        size = entry.number(Attribute.BYTE_SIZE)
        return self._head(kind, entry.name, size, len(members), flag) + self._members(members, flag)

    def _members(self, members: Sequence[Entry], flag: int) -> bytes:
        records = b""
        for part in members:
            at = part.number(Attribute.MEMBER_LOCATION) * 8
            at = part.number(Attribute.DATA_BIT_OFFSET, at)
            where = part.number(Attribute.BIT_SIZE) << 24 | at & 0xFFFFFF if flag else at
            records += self._pack("III", self._string(part.name), self._target(part), where)
        return records


def _count(part: Entry) -> int:
    if Attribute.COUNT in part.attributes:
        return part.number(Attribute.COUNT)
    return part.number(Attribute.UPPER_BOUND, -1) + 1


def btf_of(unit: Unit) -> tuple[Btf, dict[int, int]]:
    """Return the types of a unit as BTF, and the number of each by its entry's offset.

    Raises:
        ObjectError: the types are damaged.
    """
    order: Literal["little", "big"] = unit.order
    writer = _Writer(unit)
    return Btf(writer.section(), f"types of DWARF ({order})"), writer.ids
