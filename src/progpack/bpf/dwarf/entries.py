"""The entries of DWARF: a tree of tags with attributes, read from the sections of an object.

Sections are read as they lie in the object: relocations of BPF objects have their addends in place,
and sections begin at 0. Source of the numbers: DWARF Debugging Information Format, version 5, 7.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Final, Literal

from progpack.errors import ObjectError
from progpack.records import dataclass, field

__all__ = ["Attribute", "Entry", "Reader", "Tag", "Unit", "units"]

_VERSION: Final = 5


class Tag(IntEnum):
    """Tags of entries (``DW_TAG_*``) that are asked for here."""

    ARRAY = 0x01
    ENUMERATION = 0x04
    PARAMETER = 0x05
    BLOCK = 0x0B
    MEMBER = 0x0D
    POINTER = 0x0F
    STRUCTURE = 0x13
    FUNCTION_TYPE = 0x15
    TYPEDEF = 0x16
    UNION = 0x17
    INLINED = 0x1D
    SUBRANGE = 0x21
    BASE = 0x24
    CONST = 0x26
    ENUMERATOR = 0x28
    SUBPROGRAM = 0x2E
    VARIABLE = 0x34
    VOLATILE = 0x35
    RESTRICT = 0x37


class Attribute(IntEnum):
    """Attributes (``DW_AT_*``) that are asked for here."""

    LOCATION = 0x02
    NAME = 0x03
    BYTE_SIZE = 0x0B
    BIT_SIZE = 0x0D
    LOW_PC = 0x11
    HIGH_PC = 0x12
    CONST_VALUE = 0x1C
    UPPER_BOUND = 0x2F
    ABSTRACT_ORIGIN = 0x31
    COUNT = 0x37
    MEMBER_LOCATION = 0x38
    DECLARATION = 0x3C
    ENCODING = 0x3E
    TYPE = 0x49
    RANGES = 0x55
    DATA_BIT_OFFSET = 0x6B
    STR_OFFSETS_BASE = 0x72
    ADDR_BASE = 0x73
    RNGLISTS_BASE = 0x74
    LOCLISTS_BASE = 0x8C


class _Form(IntEnum):
    ADDR = 0x01
    BLOCK2 = 0x03
    BLOCK4 = 0x04
    DATA2 = 0x05
    DATA4 = 0x06
    DATA8 = 0x07
    STRING = 0x08
    BLOCK = 0x09
    BLOCK1 = 0x0A
    DATA1 = 0x0B
    FLAG = 0x0C
    SDATA = 0x0D
    STRP = 0x0E
    UDATA = 0x0F
    REF1 = 0x11
    REF2 = 0x12
    REF4 = 0x13
    REF8 = 0x14
    REF_UDATA = 0x15
    SEC_OFFSET = 0x17
    EXPRLOC = 0x18
    FLAG_PRESENT = 0x19
    STRX = 0x1A
    ADDRX = 0x1B
    DATA16 = 0x1E
    LINE_STRP = 0x1F
    IMPLICIT_CONST = 0x21
    LOCLISTX = 0x22
    RNGLISTX = 0x23
    STRX1 = 0x25
    STRX2 = 0x26
    STRX3 = 0x27
    STRX4 = 0x28
    ADDRX1 = 0x29
    ADDRX2 = 0x2A
    ADDRX3 = 0x2B
    ADDRX4 = 0x2C


_SIZES: Final = {
    _Form.ADDR: 8,
    _Form.DATA1: 1,
    _Form.DATA2: 2,
    _Form.DATA4: 4,
    _Form.DATA8: 8,
    _Form.FLAG: 1,
    _Form.REF1: 1,
    _Form.REF2: 2,
    _Form.REF4: 4,
    _Form.REF8: 8,
    _Form.SEC_OFFSET: 4,
    _Form.STRP: 4,
    _Form.LINE_STRP: 4,
    _Form.STRX1: 1,
    _Form.STRX2: 2,
    _Form.STRX3: 3,
    _Form.STRX4: 4,
    _Form.ADDRX1: 1,
    _Form.ADDRX2: 2,
    _Form.ADDRX3: 3,
    _Form.ADDRX4: 4,
    _Form.DATA16: 16,
}
_NUMBERS: Final = (_Form.UDATA, _Form.REF_UDATA, _Form.STRX, _Form.ADDRX)
_INDICES: Final = (_Form.LOCLISTX, _Form.RNGLISTX)
_BLOCKS: Final = {_Form.BLOCK1: 1, _Form.BLOCK2: 2, _Form.BLOCK4: 4}
_STRINGS: Final = (_Form.STRX, _Form.STRX1, _Form.STRX2, _Form.STRX3, _Form.STRX4)
_ADDRESSES: Final = (_Form.ADDRX, _Form.ADDRX1, _Form.ADDRX2, _Form.ADDRX3, _Form.ADDRX4)
_REFERENCES: Final = (_Form.REF1, _Form.REF2, _Form.REF4, _Form.REF8, _Form.REF_UDATA)


class Reader:
    """Numbers of some bytes, one after the other.

    Args:
        data: the bytes.
        at: where to begin.
        order: byte order.

    Raises (by all methods):
        ObjectError: the bytes end before.
    """

    def __init__(self, data: bytes, at: int, order: Literal["little", "big"]) -> None:
        self.data, self.at, self.order = data, at, order

    def bytes(self, size: int) -> bytes:
        """Return so many bytes."""
        part = self.data[self.at : self.at + size]
        if len(part) != size or size < 0:
            raise ObjectError("the debugging information is cut off")
        self.at += size
        return part

    def number(self, size: int) -> int:
        """Return an unsigned number of so many bytes."""
        return int.from_bytes(self.bytes(size), self.order)

    def uleb(self) -> int:
        """Return an unsigned number of variable length (7.6)."""
        value = shift = 0
        while True:
            byte = self.bytes(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value

    def sleb(self) -> int:
        """Return a signed number of variable length (7.6)."""
        start = self.at
        value = self.uleb()
        bits = 7 * (self.at - start)
        return value - (1 << bits) if value >> (bits - 1) & 1 else value

    def text(self) -> str:
        """Return text up to its NUL."""
        end = self.data.find(b"\0", self.at)
        if end < 0:
            raise ObjectError("the debugging information is cut off")
        text = self.data[self.at : end].decode(errors="replace")
        self.at = end + 1
        return text


@dataclass(slots=True)
class Entry:
    """One entry of the tree.

    Attributes:
        offset: where it is in the section; references name it.
        tag: its number; `Tag` has those that matter.
        attributes: by number: numbers, text, bytes of expressions, offsets of entries.
        children: entries below it.
    """

    offset: int
    tag: int
    attributes: dict[int, int | str | bytes]
    children: list[Entry] = field(default_factory=list)

    def number(self, attribute: Attribute, otherwise: int = 0) -> int:
        """Return an attribute that is a number."""
        value = self.attributes.get(attribute, otherwise)
        return value if isinstance(value, int) else otherwise

    @property
    def name(self) -> str:
        """The name, ``""`` without one."""
        value = self.attributes.get(Attribute.NAME, "")
        return value if isinstance(value, str) else ""


class Unit:
    """A compilation unit.

    Args:
        sections: contents of the debugging sections, by name without ``.debug_``.
        order: byte order of the object.
        at: where its header is.

    Attributes:
        root: its entry.
        entries: all its entries by their offsets.
        end: where the next unit begins.
        known: whether it has a version that is read.
    """

    def __init__(
        self, sections: Mapping[str, bytes], order: Literal["little", "big"], at: int
    ) -> None:
        self.sections, self.order, self._start = sections, order, at
        reader = Reader(sections["info"], at, order)
        self.end = reader.number(4) + reader.at
        self.known = reader.number(2) == _VERSION
        self.entries: dict[int, Entry] = {}
        self.root = Entry(at, 0, {})
        if not self.known:
            return
        reader.bytes(2)  # the type of the unit, the size of addresses
        self._shapes = self._abbreviations(reader.number(4))
        self._indirect: list[tuple[dict[int, int | str | bytes], int, _Form, int]] = []
        self._tree(reader)
        for attributes, attribute, form, index in self._indirect:
            attributes[attribute] = self._looked_up(form, index)

    def section(self, name: str) -> bytes:
        """Return a section's bytes, none where there is no such section."""
        return self.sections.get(name, b"")

    def address(self, index: int) -> int:
        """Return an address of the table of addresses, an offset in its section."""
        base = self.root.number(Attribute.ADDR_BASE)
        return Reader(self.section("addr"), base + 8 * index, self.order).number(8)

    def _abbreviations(self, at: int) -> dict[int, tuple[int, bool, list[tuple[int, int, int]]]]:
        reader = Reader(self.section("abbrev"), at, self.order)
        shapes = {}
        while code := reader.uleb():
            tag, children = reader.uleb(), bool(reader.number(1))
            fields = []
            while True:
                attribute, form = reader.uleb(), reader.uleb()
                constant = reader.sleb() if form == _Form.IMPLICIT_CONST else 0
                if not attribute and not form:
                    break
                fields.append((attribute, form, constant))
            shapes[code] = tag, children, fields
        return shapes

    def _tree(self, reader: Reader) -> None:
        path: list[Entry] = []
        while reader.at < self.end:
            offset, code = reader.at, reader.uleb()
            if not code:
                if path:
                    path.pop()
                continue
            tag, has_children, fields = self._shapes[code]
            entry = Entry(offset, tag, {})
            for attribute, form, constant in fields:
                self._read(reader, entry.attributes, attribute, form, constant)
            self.entries[offset] = entry
            if path:
                path[-1].children.append(entry)
            else:
                self.root = entry
            if has_children:
                path.append(entry)

    def _read(
        self,
        reader: Reader,
        attributes: dict[int, int | str | bytes],
        attribute: int,
        form: int,
        constant: int,
    ) -> None:
        value = _value(reader, form, constant)
        if form in _REFERENCES and isinstance(value, int):
            value += self._start
        elif form in (*_STRINGS, *_ADDRESSES, _Form.STRP, _Form.LINE_STRP, *_INDICES):
            assert isinstance(value, int)
            self._indirect.append((attributes, attribute, _Form(form), value))
        attributes[attribute] = value

    def _looked_up(self, form: _Form, index: int) -> int | str:
        if form in _ADDRESSES:
            return self.address(index)
        if form in _INDICES:
            return self._list(form, index)
        if form in (_Form.STRP, _Form.LINE_STRP):
            name = "str" if form is _Form.STRP else "line_str"
            return Reader(self.section(name), index, self.order).text()
        at = self.root.number(Attribute.STR_OFFSETS_BASE) + 4 * index
        offset = Reader(self.section("str_offsets"), at, self.order).number(4)
        return Reader(self.section("str"), offset, self.order).text()

    def _list(self, form: _Form, index: int) -> int:
        """Return the offset of a list of locations or ranges in its section."""
        located = form is _Form.LOCLISTX
        base = self.root.number(Attribute.LOCLISTS_BASE if located else Attribute.RNGLISTS_BASE)
        lists = self.section("loclists" if located else "rnglists")
        return base + Reader(lists, base + 4 * index, self.order).number(4)


def _value(reader: Reader, form: int, constant: int) -> int | str | bytes:
    if form in _SIZES:
        return reader.number(_SIZES[_Form(form)])
    if form in (*_NUMBERS, *_INDICES):
        return reader.uleb()
    if form == _Form.SDATA:
        return reader.sleb()
    if form == _Form.FLAG_PRESENT:
        return 1
    if form == _Form.IMPLICIT_CONST:
        return constant
    if form == _Form.STRING:
        return reader.text()
    if form in (_Form.EXPRLOC, _Form.BLOCK):
        return reader.bytes(reader.uleb())
    if form in _BLOCKS:
        return reader.bytes(reader.number(_BLOCKS[_Form(form)]))
    raise ObjectError(f"the debugging information has a form {form:#x} that is not read")


def units(sections: Mapping[str, bytes], order: Literal["little", "big"]) -> Iterator[Unit]:
    """Yield the units of version 5.

    Raises:
        ObjectError: the sections are damaged.
    """
    at = 0
    while at < len(sections.get("info", b"")):
        unit = Unit(sections, order, at)
        if unit.known:
            yield unit
        if unit.end <= at:
            raise ObjectError("the debugging information is damaged")
        at = unit.end
