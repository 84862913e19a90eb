"""The maps of an object: definitions in ``.maps``, and global data sections.

A BTF-defined map is a variable in section ``.maps`` whose *type* says everything; libbpf's
``parse_btf_map_def()`` is the model (libbpf 1.6). Global data (``.rodata*``, ``.data*``, ``.bss*``)
becomes an array map with one element, as libbpf's ``bpf_object__init_internal_map()`` makes it,
named after its section.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.bpf.dwarf.names import TypeNames
from progpack.bpf.maps.types import whole_pages
from progpack.bpf.object.file import ElfImage
from progpack.bpf.object.legacy_maps import read_legacy_maps
from progpack.bpf.spec import BPF_F_MMAPABLE, BPF_F_RDONLY_PROG, MapSpec, MapType
from progpack.elf.read import SHT_NOBITS, SHT_PROGBITS, Section, Symbol
from progpack.errors import ObjectError
from progpack.records import dataclass, field, replace

__all__ = ["ObjectMaps", "is_data_section", "read_maps"]

MAPS: Final = ".maps"
#: Most bytes of global data an object may have in all its sections.
MAX_DATA: Final = 64 << 20

_U32: Final = 1 << 32
#: Bytes of a key or value that is a number of 32 bits: an index, a descriptor.
_NUMBER_SIZE: Final = 4
_MAX_MEMBERS: Final = 64
# Members of a definition that are plain numbers, and what they are called in MapSpec.
_NUMBERS: Final = {
    "type": "type",
    "max_entries": "max_entries",
    "map_flags": "flags",
    "key_size": "key_size",
    "value_size": "value_size",
    "map_extra": "map_extra",
}
#: The folder in which libbpf pins maps, by their names.
_PINNED: Final = "/sys/fs/bpf/"
_DWARF: Final = ".debug_info"
_RECORDS: Final = "the type of its records is for Python alone; a kernel refuses the sizes"
_IGNORED: Final = {
    "numa_node": "its NUMA node is ignored",
}


@dataclass(slots=True)
class ObjectMaps:
    """The maps of an object, and where they are.

    Attributes:
        maps: by name, in the order of the file.
        at: byte offset in ``.maps`` -> name.
        values_at: name -> byte offset in ``.maps`` of its member ``values``, where it has one.
        legacy: section number and byte offset -> name, of definitions of the old kind.
        skipped: maps that are left out, and why.
        notes: sentences about what has no effect.
    """

    maps: dict[str, MapSpec] = field(default_factory=dict)
    at: dict[int, str] = field(default_factory=dict)
    values_at: dict[str, int] = field(default_factory=dict)
    legacy: dict[tuple[int, int], str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Definition:
    """The properties that the type of one map variable states."""

    numbers: dict[str, int] = field(default_factory=dict)
    key: BtfType | None = None
    value: BtfType | None = None
    inner: MapSpec | None = None
    values_at: int | None = None
    pinned: bool = False
    ignored: list[str] = field(default_factory=list)


def is_data_section(name: str) -> bool:
    """Whether libbpf makes a map of a section of this name."""
    return any(name == base or name.startswith(base + ".") for base in (".rodata", ".data", ".bss"))


def read_maps(image: ElfImage, btf: Btf | None, *, skip: bool = False) -> ObjectMaps:
    """Read every map of the object.

    Args:
        image: the object.
        btf: its types.
        skip: whether a map of ``.maps`` that cannot be read is left out.

    Raises:
        ObjectError: there is no BTF, a definition is not valid, or there is too much data.
    """
    result = ObjectMaps()
    for place, spec, note in read_legacy_maps(image):
        result.legacy[place] = spec.name
        result.maps[spec.name] = spec
        result.notes += [note] if note else []
    section = image.find(MAPS)
    if section is not None and section.size:
        if btf is None:
            raise image.error(
                section,
                "needs type information that is not there; compile with clang -g, or gcc -gbtf",
            )
        _Definitions(image, btf, section, result).read(skip=skip)
    _read_data(image, btf, result)
    types = TypeNames(btf, image.data if image.find(_DWARF) else b"", image.name)
    for name, spec in result.maps.items():
        inner = None if spec.inner is None else replace(spec.inner, types=types)
        result.maps[name] = replace(spec, types=types, inner=inner)
    return result


class _Definitions:
    """Reads the variables of ``.maps``."""

    def __init__(self, image: ElfImage, btf: Btf, section: Section, result: ObjectMaps) -> None:
        self._image = image
        self._btf = btf
        self._section = section
        self._result = result
        # Many maps may share one type.
        self._known: dict[int, _Definition] = {}

    def read(self, *, skip: bool) -> None:
        listed = self._btf.find(MAPS, BtfKind.DATASEC)
        if listed is None:
            raise self._error("", "has no types in the BTF; compile with clang -g")
        symbols = {
            symbol.name: symbol
            for symbol in self._image.symbols
            if symbol.section == self._section.index and not symbol.is_section
        }
        for variable in listed.variables():
            kind = self._btf.type(variable.type_id)
            try:
                self._read(kind, symbols.get(kind.name))
            except ObjectError as error:
                if not skip:
                    raise
                self._result.skipped[kind.name] = str(error)

    def _read(self, held: BtfType, symbol: Symbol | None) -> None:
        """Read one variable and add its map."""
        if symbol is None:
            raise self._error(held.name, "has a type but no symbol; do not strip the object")
        if held.name in self._result.maps:
            raise self._error(held.name, "is there twice")
        definition = self._definition(held)
        self._result.maps[held.name] = self._spec(held.name, definition)
        self._result.at[symbol.value] = held.name
        if definition.values_at is not None:
            self._result.values_at[held.name] = symbol.value + definition.values_at
        if definition.pinned:
            self._result.notes.append(
                f"map {held.name}: libbpf would pin it as {_PINNED}{held.name};"
                " it is not pinned here"
            )
        self._result.notes += (f"map {held.name}: {text}" for text in definition.ignored)

    def _definition(self, held: BtfType) -> _Definition:
        known = self._known.get(held.type_id)
        if known is None:
            struct = held.resolve()
            known = self._known[held.type_id] = self._parse(held.name, struct, inner=False)
        return known

    def _parse(self, name: str, struct: BtfType, *, inner: bool) -> _Definition:
        if struct.kind != BtfKind.STRUCT or struct.vlen > _MAX_MEMBERS:
            raise self._error(name, "is not a struct of __uint(), __type() and __array() members")
        definition = _Definition()
        for member in struct.members():
            kind = self._btf.type(member.type_id)
            if member.name in _NUMBERS:
                definition.numbers[_NUMBERS[member.name]] = self._number(name, member.name, kind)
            elif member.name == "key":
                definition.key = self._pointed(name, member.name, kind)
            elif member.name == "value":
                definition.value = self._pointed(name, member.name, kind)
            elif member.name == "values" and not inner:
                definition.inner = self._inner(name, kind)
                definition.values_at = member.offset_bits // 8
            elif member.name == "pinning" and not inner:
                definition.pinned = self._pinned(name, kind)
            elif member.name in _IGNORED:
                definition.ignored.append(_IGNORED[member.name])
            else:
                raise self._error(name, f"has the unknown member {member.name!r}")
        return definition

    def _number(self, name: str, member: str, held: BtfType) -> int:
        """The number that ``__uint`` put into an array length, or ``__ulong`` into an enum."""
        kind = held.resolve()
        names = kind.enumerators()
        if len(names) == 1:
            return names[0].value & (1 << 64) - 1
        shape = self._pointed(name, member, held).array()
        if shape is None:
            raise self._error(name, f"member {member!r} is not written with __uint()")
        return shape.length

    def _pinned(self, name: str, held: BtfType) -> bool:
        how = self._number(name, "pinning", held)
        if how > 1:
            raise self._error(
                name, f"pinning is {how}; it is LIBBPF_PIN_NONE (0) or LIBBPF_PIN_BY_NAME (1)"
            )
        return how == 1

    def _pointed(self, name: str, member: str, held: BtfType) -> BtfType:
        pointer = held.resolve()
        if pointer.kind != BtfKind.PTR:
            raise self._error(
                name, f"member {member!r} is not a pointer; write __type() or __uint()"
            )
        target = self._btf.type(pointer.type_id)
        # Typedefs keep the name that a reader knows; a number's array has none.
        return target.resolve() if target.kind in (BtfKind.CONST, BtfKind.VOLATILE) else target

    def _inner(self, name: str, held: BtfType) -> MapSpec | None:
        """Return the map that a map of maps holds; None for an array of programs."""
        shape = held.resolve().array()
        if shape is None:
            raise self._error(name, "member 'values' is not written with __array()")
        target = self._pointed(name, "values", self._btf.type(shape.type_id)).resolve()
        if target.kind == BtfKind.FUNC_PROTO:
            return None
        definition = self._parse(f"{name}.inner", target, inner=True)
        return self._spec(f"{name}.inner", definition)

    def _spec(self, name: str, definition: _Definition) -> MapSpec:
        numbers = dict(definition.numbers)
        if "type" not in numbers:
            raise self._error(name, "has no type; write __uint(type, BPF_MAP_TYPE_...)")
        for member, part_type in (("key_size", definition.key), ("value_size", definition.value)):
            size = part_type.sizeof() if part_type is not None else 0
            if part_type is not None and numbers.setdefault(member, size) != size:
                raise self._error(
                    name, f"{member} is {numbers[member]}, but its type has {size} bytes"
                )
        kind = MapType(numbers.pop("type"))
        self._fit_sizes(name, kind, numbers, definition)
        extra = numbers.pop("map_extra", 0)
        if any(number >= _U32 for number in numbers.values()):
            raise self._error(name, f"has a number beyond 32 bits: {numbers}")
        inner = definition.inner
        if definition.values_at is not None and numbers.setdefault("value_size", 4) != 4:
            # The kernel keeps the number of the inner map or program there.
            raise self._error(name, f"value_size is {numbers['value_size']}, and must be 4")
        return MapSpec(
            name,
            kind,
            numbers.pop("key_size", 0),
            numbers.pop("value_size", 0),
            whole_pages(kind, numbers.pop("max_entries", 0)),
            numbers.pop("flags", 0),
            key_type=definition.key,
            value_type=definition.value,
            map_extra=extra,
            inner=inner,
            pinning=f"{_PINNED}{name}" if definition.pinned else "",
        )

    @staticmethod
    def _fit_sizes(
        name: str, kind: MapType, numbers: dict[str, int], definition: _Definition
    ) -> None:
        """Sizes that follow from the type, where cilium/ebpf is less strict than libbpf."""
        traits = kind.traits
        if not traits.elements and (definition.key or definition.value):
            if _RECORDS not in definition.ignored:  # maps of one type share their definition
                definition.ignored.append(_RECORDS)
            numbers.update(key_size=0, value_size=0)
        elif traits.descriptors:
            numbers["key_size"] = numbers.get("key_size") or _NUMBER_SIZE
            numbers["value_size"] = numbers.get("value_size") or _NUMBER_SIZE

    def _error(self, name: str, text: str) -> ObjectError:
        return self._image.error(self._section, f"map {name!r}: {text}" if name else text)


def _read_data(image: ElfImage, btf: Btf | None, result: ObjectMaps) -> None:
    total = 0
    for section in image.sections:
        if not is_data_section(section.name) or not section.size or section.executable:
            continue
        if section.type not in (SHT_PROGBITS, SHT_NOBITS):
            continue
        total += section.size
        if total > MAX_DATA:
            raise image.error(
                section,
                f"brings the global data to {total:,} bytes, more than {MAX_DATA:,};"
                " put big tables into an array map",
            )
        read_only = section.name.startswith(".rodata")
        spec = MapSpec(
            section.name,
            MapType.ARRAY,
            key_size=4,
            value_size=section.size,
            max_entries=1,
            flags=BPF_F_MMAPABLE | (BPF_F_RDONLY_PROG if read_only else 0),
            data=image.contents(section),
            read_only=read_only,
            value_type=btf.find(section.name, BtfKind.DATASEC) if btf else None,
        )
        if section.name in result.maps:
            raise image.error(section, "is there twice; link the objects with bpftool gen object")
        result.maps[section.name] = spec
