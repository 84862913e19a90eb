"""BTF: the type information in an object's ``.BTF`` section, and values printed with it.

The format is that of ``Documentation/bpf/btf.rst`` and ``include/uapi/linux/btf.h`` (Linux 6.18).
All 19 kinds are read. Types are decoded when they are asked for; every offset, size and reference
is checked, chains are followed `MAX_DEPTH` steps at most, and one `BtfType.format_value` makes
`MAX_VALUES` Python values at most, so a damaged or hostile section costs an error and not memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from copy import copy
from enum import IntEnum
from typing import Final

from progpack.errors import ObjectError, UsageError
from progpack.records import dataclass, field

__all__ = [
    "MAX_DEPTH",
    "MAX_NAME",
    "MAX_VALUES",
    "RECORDS",
    "Btf",
    "BtfArray",
    "BtfEnumerator",
    "BtfInt",
    "BtfKind",
    "BtfMember",
    "BtfParam",
    "BtfType",
    "BtfVariable",
    "is_char",
]

#: Longest chain of references and deepest nesting that is followed (the kernel has 32 as well).
MAX_DEPTH: Final = 32
#: Most Python values that one call of `BtfType.format_value` makes.
MAX_VALUES: Final = 250_000
#: Longest name in bytes that is kept; the kernel's limit is 511.
MAX_NAME: Final = 1024

_MAGIC: Final = 0xEB9F
_HEADER: Final = 24


class BtfKind(IntEnum):
    """``BTF_KIND_*``."""

    VOID = 0
    INT = 1
    PTR = 2
    ARRAY = 3
    STRUCT = 4
    UNION = 5
    ENUM = 6
    FWD = 7
    TYPEDEF = 8
    VOLATILE = 9
    CONST = 10
    RESTRICT = 11
    FUNC = 12
    FUNC_PROTO = 13
    VAR = 14
    DATASEC = 15
    FLOAT = 16
    DECL_TAG = 17
    TYPE_TAG = 18
    ENUM64 = 19


#: The kinds of types with members.
RECORDS: Final = (BtfKind.STRUCT, BtfKind.UNION)
#: Kinds that stand for the type they refer to.
_MODIFIERS: Final = frozenset(
    {
        BtfKind.TYPEDEF,
        BtfKind.VOLATILE,
        BtfKind.CONST,
        BtfKind.RESTRICT,
        BtfKind.TYPE_TAG,
        BtfKind.VAR,
        BtfKind.DECL_TAG,
    }
)
#: Kinds whose third word is a size; it is a type number in all others.
_SIZED: Final = frozenset(
    {
        BtfKind.INT,
        BtfKind.STRUCT,
        BtfKind.UNION,
        BtfKind.ENUM,
        BtfKind.ENUM64,
        BtfKind.DATASEC,
        BtfKind.FLOAT,
    }
)
#: Bytes behind the common 12: a fixed part, or a part for each of vlen entries.
_FIXED: Final = {BtfKind.INT: 4, BtfKind.ARRAY: 12, BtfKind.VAR: 4, BtfKind.DECL_TAG: 4}
_ENTRY: Final = {
    BtfKind.STRUCT: 12,
    BtfKind.UNION: 12,
    BtfKind.ENUM: 8,
    BtfKind.FUNC_PROTO: 8,
    BtfKind.DATASEC: 12,
    BtfKind.ENUM64: 12,
}
_FLOATS: Final = {2: "e", 4: "f", 8: "d"}


@dataclass(frozen=True, slots=True)
class BtfMember:
    """A member of a struct or union: its offset in bits, and its width if it is a bit-field."""

    name: str
    type_id: int
    offset_bits: int
    bits: int


@dataclass(frozen=True, slots=True)
class BtfEnumerator:
    """One name of an enumeration and its value."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class BtfParam:
    """One parameter of a function prototype; type 0 without a name is ``...``."""

    name: str
    type_id: int


@dataclass(frozen=True, slots=True)
class BtfVariable:
    """A variable of a data section: the number of its VAR, offset and size in bytes."""

    type_id: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class BtfArray:
    """Element type, index type and number of elements of an array."""

    type_id: int
    index_id: int
    length: int


@dataclass(frozen=True, slots=True)
class BtfInt:
    """The encoding of an INT: width in bits, first bit, and how to read it."""

    bits: int
    offset: int
    signed: bool
    char: bool
    bool: bool


@dataclass(frozen=True, slots=True)
class BtfType:
    """One type.

    Attributes:
        btf: where it is from.
        id: its number; 0 is void.
        kind: what it is.
        name: ``""`` when it has none.
        size: bytes, for the kinds that say so; 0 otherwise.
        type_id: the type it refers to, for the kinds that do; 0 otherwise.
        vlen: number of entries; for FUNC the linkage.
        flag: the kind flag: bit-fields (STRUCT, UNION), signed (ENUM), union (FWD).
    """

    btf: Btf = field(repr=False, compare=False)
    id: int
    kind: BtfKind
    name: str
    size: int
    type_id: int
    vlen: int
    flag: bool

    def members(self) -> tuple[BtfMember, ...]:
        """The members of a STRUCT or UNION, in order; empty for other kinds."""
        if self.kind not in RECORDS:
            return ()
        members = []
        for name, type_id, where in self._entries("III"):
            bits, offset = (where >> 24, where & 0xFFFFFF) if self.flag else (0, where)
            members.append(BtfMember(self.btf.string(name), type_id, offset, bits))
        return tuple(members)

    def enumerators(self) -> tuple[BtfEnumerator, ...]:
        """The names of an ENUM or ENUM64; empty for other kinds."""
        string = self.btf.string
        if self.kind == BtfKind.ENUM:
            entries = self._entries("Ii" if self.flag else "II")
            return tuple(BtfEnumerator(string(name), value) for name, value in entries)
        if self.kind == BtfKind.ENUM64:
            sign = 1 << 63 if self.flag else 0
            return tuple(
                BtfEnumerator(string(name), ((high << 32 | low) ^ sign) - sign)
                for name, low, high in self._entries("III")
            )
        return ()

    def params(self) -> tuple[BtfParam, ...]:
        """The parameters of a FUNC_PROTO; empty for other kinds."""
        if self.kind != BtfKind.FUNC_PROTO:
            return ()
        entries = self._entries("II")
        return tuple(BtfParam(self.btf.string(name), type_id) for name, type_id in entries)

    def variables(self) -> tuple[BtfVariable, ...]:
        """The variables of a DATASEC; empty for other kinds."""
        if self.kind != BtfKind.DATASEC:
            return ()
        return tuple(BtfVariable(*entry) for entry in self._entries("III"))

    def array(self) -> BtfArray | None:
        """The shape of an ARRAY; None for other kinds."""
        if self.kind != BtfKind.ARRAY:
            return None
        return BtfArray(*self.btf.unpack("III", self.btf.offset_of(self.id) + 12))

    def encoding(self) -> BtfInt | None:
        """The encoding of an INT; None for other kinds."""
        if self.kind != BtfKind.INT:
            return None
        (word,) = self.btf.unpack("I", self.btf.offset_of(self.id) + 12)
        how = word >> 24
        return BtfInt(word & 0xFF, word >> 16 & 0xFF, bool(how & 1), bool(how & 2), bool(how & 4))

    def is_signed(self) -> bool:
        """Whether a number of this type, an INT or an enumeration, may be negative."""
        how = self.encoding()
        return self.flag if how is None else how.signed

    def resolve(self) -> BtfType:
        """The type behind typedefs, qualifiers, tags and VAR.

        Raises:
            ObjectError: the chain does not end.
        """
        current = self
        for _ in range(MAX_DEPTH):
            if current.kind not in _MODIFIERS:
                return current
            current = self.btf.type(current.type_id)
        raise self.btf.error(f"type {self.id} ({self.name or self.kind.name}) refers to itself")

    def sizeof(self) -> int:
        """Size in bytes.

        Raises:
            ObjectError: the type has no size (void, a function, a declared struct), or an array of
                arrays does not end.
        """
        factor, current = 1, self.resolve()
        for _ in range(MAX_DEPTH):
            shape = current.array()
            if shape is None:
                break
            factor *= shape.length
            current = self.btf.type(shape.type_id).resolve()
        if current.kind in _SIZED:
            return factor * current.size
        if current.kind == BtfKind.PTR:
            # Pointers of a BPF object are 8 bytes on every machine.
            return factor * 8
        raise self.btf.error(f"type {self.id} ({current.name or current.kind.name}) has no size")

    def fields(self) -> Iterator[tuple[str, BtfType, int]]:
        """Name, type and offset in bytes of each member or variable; anonymous ones are entered."""
        yield from _fields(self.resolve(), 0, 0)

    def format_value(self, data: bytes) -> object:
        """Bytes of this type as Python values, for printing.

        Integers, pointers and unknown enumerators are ints, known enumerators their names, floats
        floats, arrays lists, arrays of char strings up to the first NUL, structs, unions and data
        sections dicts. The members of anonymous members belong to the struct around them.

        Args:
            data: at least `sizeof` bytes, in the object's byte order; more are ignored.

        Raises:
            UsageError: ``data`` is too short.
            ObjectError: the type is damaged or has too many elements.
        """
        size = self.sizeof()
        if len(data) < size:
            raise UsageError(f"{len(data)} bytes are too short for {self.name!r} of {size} bytes")
        return _Formatter(self.btf).value(self, data[:size], 0)

    def _entries(self, layout: str) -> Iterator[tuple[int, ...]]:
        start = self.btf.offset_of(self.id) + 12
        end = start + self.vlen * _ENTRY[self.kind]
        return struct.iter_unpack(self.btf.order + layout, self.btf.types_data[start:end])


class Btf:
    """The types of one ``.BTF`` section.

    Args:
        data: the section, header included.
        name: name of the file, for messages.
        base: the types that these go on from, for those of a kernel module (split BTF): their
            numbers and strings begin where the base's end.

    Attributes:
        own: number of the first type that is not the base's; 1 without a base.

    Raises:
        ObjectError: header, a type record or a kind cannot be read.
    """

    __slots__ = ("_by_name", "_name", "_offsets", "_strings", "order", "own", "types_data")

    def __init__(self, data: bytes, name: str = "object", base: Btf | None = None) -> None:
        self._name = name
        self.own = 1 if base is None else len(base)
        if len(data) < _HEADER:
            raise self.error(f"its header is cut off at {len(data)} bytes")
        magics = {_MAGIC.to_bytes(2, "little"): "<", _MAGIC.to_bytes(2, "big"): ">"}
        #: ``<`` or ``>``, the byte order as `struct` has it.
        self.order = magics.get(data[:2], "")
        if not self.order:
            raise self.error(f"it starts with {data[:2].hex()}, not with the magic eb9f")
        version, _, header, type_off, type_len, str_off, str_len = struct.unpack_from(
            self.order + "BBIIIII", data, 2
        )
        if version != 1:
            raise self.error(f"version {version} is unknown; only 1 is")
        #: The type records, without header.
        self.types_data = self._part(data, "types", header + type_off, type_len)
        self._strings = self._part(data, "strings", header + str_off, str_len)
        if not self._strings.endswith(b"\0"):
            raise self.error("its strings do not end in a NUL")
        self._offsets = self._index()
        if base is not None:
            self._go_on_from(base)
        self._by_name: dict[str, list[int]] | None = None

    def _go_on_from(self, other: Btf) -> None:
        """Put the types and strings of the base in front, after which every number is right."""
        if other.order != self.order:
            raise self.error("it has another byte order than the types that it goes on from")
        before = len(other.types_data)
        self._offsets = [*other._offsets, *(at + before for at in self._offsets[1:])]
        self.types_data = other.types_data + self.types_data
        self._strings = other._strings + self._strings

    def is_split(self) -> bool:
        """Whether a name of the first types is outside of the strings: the base is missing."""
        first = self._offsets[1:9]
        return any(self.unpack("I", at)[0] >= len(self._strings) for at in first)

    def __len__(self) -> int:
        """Number of types, void included."""
        return len(self._offsets)

    def __iter__(self) -> Iterator[BtfType]:
        return map(self.type, range(len(self._offsets)))

    def type(self, number: int) -> BtfType:
        """The type with this number; 0 is void.

        Raises:
            ObjectError: there is none, or its name cannot be read.
        """
        if number == 0:
            return BtfType(self, 0, BtfKind.VOID, "void", 0, 0, 0, False)
        name, info, word = self.unpack("III", self.offset_of(number))
        kind = BtfKind(info >> 24 & 0x1F)
        size, ref = (word, 0) if kind in _SIZED else (0, word)
        return BtfType(
            self, number, kind, self.string(name), size, ref, info & 0xFFFF, bool(info >> 31)
        )

    def find(self, name: str, *kinds: BtfKind) -> BtfType | None:
        """The first type of this name (of one of these kinds, when there are any), or None."""
        if self._by_name is None:
            self._by_name = {}
            for number, known_name in self.names():
                self._by_name.setdefault(known_name, []).append(number)
        for candidate in self._by_name.get(name, ()):
            match = self.type(candidate)
            if not kinds or match.kind in kinds:
                return match
        return None

    def names(self) -> Iterator[tuple[int, str]]:
        """Number and name of every type that has a name, in order."""
        unpack = struct.Struct(self.order + "I").unpack_from
        for number in range(1, len(self._offsets)):
            (where,) = unpack(self.types_data, self._offsets[number])
            if where:
                yield number, self.string(where)

    def string(self, offset: int) -> str:
        """The string at this offset of the string section, cut at `MAX_NAME` bytes.

        Raises:
            ObjectError: there is none.
        """
        if offset == 0:
            return ""
        if offset >= len(self._strings):
            raise self.error(f"a name at {offset:#x} is outside its strings")
        # The strings end in a NUL, so a name that has none here is only longer than the limit.
        end = self._strings.find(b"\0", offset, offset + MAX_NAME)
        end = offset + MAX_NAME if end < 0 else end
        return self._strings[offset:end].decode("utf-8", "backslashreplace")

    def offset_of(self, number: int) -> int:
        """Return the offset of a type's record in ``types_data``, in bytes.

        Raises:
            ObjectError: there is no such type.
        """
        if not 0 < number < len(self._offsets):
            raise self.error(f"type {number} does not exist; the last is {len(self) - 1}")
        return self._offsets[number]

    def unpack(self, layout: str, offset: int) -> tuple[int, ...]:
        """Words of ``types_data``; records were measured before, so they are there."""
        return struct.unpack_from(self.order + layout, self.types_data, offset)

    def with_layout(self, sections: Mapping[str, tuple[int, Mapping[str, int]]]) -> Btf:
        """Return these types with sizes and offsets of data sections filled in.

        A compiler leaves them to the linker, which for BPF objects is whoever loads them.

        Args:
            sections: name of a DATASEC -> its size in bytes, and variable name -> offset in bytes.
                Sections and variables that the BTF does not have are ignored.
        """
        data = bytearray(self.types_data)
        for name, (size, offsets) in sections.items():
            section = self.find(name, BtfKind.DATASEC)
            if section is None:
                continue
            start = self.offset_of(section.id)
            struct.pack_into(self.order + "I", data, start + 8, size)
            for index, variable in enumerate(section.variables()):
                offset = offsets.get(self.type(variable.type_id).name)
                if offset is not None:
                    struct.pack_into(self.order + "I", data, start + 16 + 12 * index, offset)
        twin = copy(self)
        twin.types_data = bytes(data)
        return twin

    def _index(self) -> list[int]:
        """Offsets of all type records, by number."""
        unpack = struct.Struct(self.order + "I").unpack_from
        data, offsets, at = self.types_data, [0], 0
        while at < len(data):
            if at + 12 > len(data):
                raise self.error(f"type {len(offsets)} is cut off")
            (info,) = unpack(data, at + 4)
            kind = info >> 24 & 0x1F
            if not 0 < kind <= BtfKind.ENUM64:
                raise self.error(f"type {len(offsets)} has the unknown kind {kind}")
            offsets.append(at)
            # Kinds are ints here: making an enumeration member of each is what takes the time.
            at += 12 + _FIXED.get(kind, 0) + _ENTRY.get(kind, 0) * (info & 0xFFFF)
        if at > len(data):
            raise self.error(f"type {len(offsets) - 1} is cut off")
        return offsets

    def _part(self, data: bytes, what: str, offset: int, size: int) -> bytes:
        if offset + size > len(data):
            raise self.error(f"its {what} ({size} bytes at {offset}) reach past the end")
        return data[offset : offset + size]

    def error(self, text: str) -> ObjectError:
        """An error that names the file and the section."""
        return ObjectError(f"{self._name}: section .BTF: {text}; compile the object again with -g")


def _fields(current: BtfType, base: int, depth: int) -> Iterator[tuple[str, BtfType, int]]:
    btf = current.btf
    if depth > MAX_DEPTH:
        raise btf.error(f"type {current.id} ({current.name}) contains itself")
    for variable in current.variables():
        kind = btf.type(variable.type_id)
        yield kind.name, kind, base + variable.offset
    for member in current.members():
        kind, offset = btf.type(member.type_id), base + member.offset_bits // 8
        inner = kind.resolve() if not member.name else kind
        if not member.name and inner.kind in RECORDS:
            yield from _fields(inner, offset, depth + 1)
        else:
            yield member.name, kind, offset


class _Formatter:
    """One walk over a value, with a bound on what it makes."""

    __slots__ = ("_btf", "_left", "_members", "_names")

    def __init__(self, btf: Btf) -> None:
        self._btf = btf
        self._left = MAX_VALUES
        # What is decoded is kept: an array has the same struct over and over.
        self._names: dict[int, dict[int, str]] = {}
        self._members: dict[int, list[tuple[BtfMember, BtfType, int]]] = {}

    def value(self, held: BtfType, data: bytes, depth: int) -> object:
        current = held.resolve()
        # Bytes count too: members may overlap, and each would be copied and decoded.
        self._left -= 1 + (len(data) >> 6)
        if self._left < 0 or depth > MAX_DEPTH:
            raise self._btf.error(
                f"type {current.id} ({current.name}) is nested too deep or has too many values"
            )
        match current.kind:
            case BtfKind.INT:
                return self._int(current, data)
            case BtfKind.ENUM | BtfKind.ENUM64:
                return self._enum(current, data)
            case BtfKind.FLOAT:
                return self._float(current, data)
            case BtfKind.ARRAY:
                return self._array(current, data, depth)
            case BtfKind.STRUCT | BtfKind.UNION:
                return self._struct(current, data, depth)
            case BtfKind.DATASEC:
                return self._section(current, data, depth)
        return self._number(data)

    def _number(self, data: bytes, *, signed: bool = False) -> int:
        return int.from_bytes(data, "little" if self._btf.order == "<" else "big", signed=signed)

    def _int(self, current: BtfType, data: bytes) -> object:
        how = current.encoding()
        assert how is not None
        value = self._bits(data, how.offset, how.bits, signed=how.signed)
        return bool(value) if how.bool else value

    def _bits(self, data: bytes, offset: int, bits: int, *, signed: bool) -> int:
        """The ``bits`` wide field at bit ``offset`` of a storage unit."""
        if offset + bits > len(data) * 8:
            raise self._btf.error(f"{bits} bits at {offset} do not fit {len(data)} bytes")
        shift = offset if self._btf.order == "<" else len(data) * 8 - offset - bits
        value = self._number(data) >> shift & (1 << bits) - 1
        return value - (1 << bits) if signed and bits and value >> bits - 1 else value

    def _enum(self, current: BtfType, data: bytes) -> object:
        value = self._number(data, signed=current.flag)
        return self._enumerators(current).get(value, value)

    def _enumerators(self, current: BtfType) -> dict[int, str]:
        names = self._names.get(current.id)
        if names is None:
            names = self._names[current.id] = {e.value: e.name for e in current.enumerators()}
        return names

    def _float(self, current: BtfType, data: bytes) -> object:
        layout = _FLOATS.get(len(data))
        if layout is None:
            return self._number(data)
        (value,) = struct.unpack(self._btf.order + layout, data)
        return value

    def _array(self, current: BtfType, data: bytes, depth: int) -> object:
        shape = current.array()
        assert shape is not None
        element = self._btf.type(shape.type_id)
        size = element.sizeof()
        if size == 0 or not data:
            return []
        if is_char(element):
            return data.split(b"\0", 1)[0].decode("utf-8", "backslashreplace")
        parts = (data[at : at + size] for at in range(0, len(data), size))
        return [self.value(element, part, depth + 1) for part in parts]

    def _struct(self, current: BtfType, data: bytes, depth: int) -> dict[str, object]:
        result: dict[str, object] = {}
        for member, kind, size in self._layout(current):
            if member.bits or member.offset_bits % 8:
                result[member.name] = self._bit_field(kind, member, data)
                continue
            part = self._slice(data, member.offset_bits // 8, kind, size)
            value = self.value(kind, part, depth + 1)
            if not member.name and isinstance(value, dict):
                result.update(value)
            else:
                result[member.name] = value
        return result

    def _layout(self, current: BtfType) -> list[tuple[BtfMember, BtfType, int]]:
        """Each member of a struct with its type behind modifiers and that type's size."""
        layout = self._members.get(current.id)
        if layout is None:
            layout = []
            for member in current.members():
                kind = self._btf.type(member.type_id).resolve()
                layout.append((member, kind, kind.sizeof()))
            self._members[current.id] = layout
        return layout

    def _section(self, current: BtfType, data: bytes, depth: int) -> dict[str, object]:
        result = {}
        for variable in current.variables():
            kind = self._btf.type(variable.type_id)
            part = self._slice(data, variable.offset, kind, kind.sizeof())
            result[kind.name] = self.value(kind, part, depth + 1)
        return result

    def _slice(self, data: bytes, offset: int, held: BtfType, size: int) -> bytes:
        if offset + size > len(data):
            raise self._btf.error(f"type {held.id} ({held.name}) lies outside what holds it")
        return data[offset : offset + size]

    def _bit_field(self, held: BtfType, member: BtfMember, data: bytes) -> object:
        how = held.encoding()
        bits = member.bits or (how.bits if how else held.size * 8)
        if held.kind not in (BtfKind.INT, BtfKind.ENUM, BtfKind.ENUM64):
            raise self._btf.error(f"bit-field {member.name!r} is neither integer nor enumeration")
        value = self._bits(data, member.offset_bits, bits, signed=held.is_signed())
        if how and how.bool:
            return bool(value)
        return self._enumerators(held).get(value, value)


def is_char(element: BtfType) -> bool:
    """Whether arrays of this type are text."""
    kind = element.resolve()
    how = kind.encoding()
    # clang marks char as a signed 1-byte integer, and only its name says that it is text.
    return how is not None and kind.size == 1 and (how.char or kind.name == "char")
