"""A relocatable ELF object: its sections, symbols and relocations, unpacked and checked.

An object is one header and three kinds of plain arrays: ``Elf64_Shdr``, ``Elf64_Sym`` and
``Elf64_Rela`` (System V ABI, chapter 4), or their 32-bit forms, in either byte order. They are
unpacked here and not by pyelftools, because this is on the way to the first run of every program:
0.1 ms for an object instead of 1 ms, and no import of 50 ms. The tests compare the two.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from progpack.errors import ObjectError

__all__ = ["SHN_ABS", "SHN_COMMON", "SHN_UNDEF", "ElfObject", "ElfSection", "ElfSymbol", "Rela"]

SHN_UNDEF: Final = 0
SHN_ABS: Final = 0xFFF1
SHN_COMMON: Final = 0xFFF2
_SHN_XINDEX: Final = 0xFFFF

_SHT_SYMTAB: Final = 2
_SHT_RELA: Final = 4
_SHT_NOBITS: Final = 8
_SHT_REL: Final = 9
#: LLVM's compact relocations, which are still an experiment.
_SHT_CREL: Final = 0x40000014
_ET_REL: Final = 1
_SHF_WRITE: Final = 1
_SHF_ALLOC: Final = 2
_SHF_EXECINSTR: Final = 4
_SHF_TLS: Final = 0x400


class _Format:
    """How the tables of one class (32 or 64 bits) and byte order are packed."""

    __slots__ = ("header", "rel", "rela", "section", "shift", "symbol", "wide")

    def __init__(self, bits: int, order: str) -> None:
        self.wide = bits == 64
        names = ("QQQ", "QQQQ", "IBBHQQ", "QQ") if self.wide else ("III", "IIII", "IIIBBH", "II")
        places, ranges, symbol, relocation = names
        self.header = struct.Struct(f"{order}4s4B8xHHI{places}IHHHHHH")
        self.section = struct.Struct(f"{order}II{ranges}II{places[0] * 2}")
        self.symbol = struct.Struct(order + symbol)
        self.rel = struct.Struct(order + relocation)
        self.rela = struct.Struct(order + relocation + relocation[0].lower())
        #: Where the symbol begins in a relocation's information.
        self.shift = 32 if self.wide else 8


#: By EI_CLASS and EI_DATA.
_FORMATS: Final = {
    (kind, data): _Format(32 * kind, order)
    for kind in (1, 2)
    for data, order in ((1, "<"), (2, ">"))
}
_STT_IFUNC: Final = 10
_CURE: Final = 'it has to be what "cc -c" makes'


@dataclass(frozen=True, slots=True)
class ElfSection:
    """One section header; ``type`` and ``flags`` are the ``SHT_`` number and ``SHF_`` bits."""

    index: int
    name: str
    type: int
    flags: int
    offset: int
    size: int
    link: int
    info: int
    align: int

    @property
    def allocated(self) -> bool:
        """SHF_ALLOC: it is there when the program runs."""
        return bool(self.flags & _SHF_ALLOC)

    @property
    def writable(self) -> bool:
        """SHF_WRITE."""
        return bool(self.flags & _SHF_WRITE)

    @property
    def executable(self) -> bool:
        """SHF_EXECINSTR: it holds code."""
        return bool(self.flags & _SHF_EXECINSTR)

    @property
    def thread_local(self) -> bool:
        """SHF_TLS: each thread has its own."""
        return bool(self.flags & _SHF_TLS)

    @property
    def empty_in_file(self) -> bool:
        """SHT_NOBITS: zeros that the file does not hold."""
        return self.type == _SHT_NOBITS


@dataclass(frozen=True, slots=True)
class ElfSymbol:
    """One symbol; ``type`` and ``bind`` are the ``STT_`` and ``STB_`` numbers.

    ``other`` is ``st_other``, which some machines' calls look at.
    """

    name: str
    value: int
    size: int
    type: int
    bind: int
    section: int
    other: int = 0

    @property
    def is_local(self) -> bool:
        """STB_LOCAL: static in C."""
        return self.bind == 0

    @property
    def is_weak(self) -> bool:
        """STB_WEAK: 0 where nobody defines it."""
        return self.bind == 2

    @property
    def is_section(self) -> bool:
        """STT_SECTION: it stands for the start of its section; STT_FILE is left out as well."""
        return self.type in (3, 4)

    @property
    def is_indirect(self) -> bool:
        """STT_GNU_IFUNC: a function that says where the function is."""
        return self.type == _STT_IFUNC


@dataclass(frozen=True, slots=True)
class Rela:
    """One relocation: place in bytes, number of the machine's psABI, symbol's number, addend.

    The addend is None where the place itself holds it (SHT_REL).
    """

    offset: int
    type: int
    symbol: int
    addend: int | None


class ElfObject:
    """An object file that was opened; 32 or 64 bits, in either byte order.

    Args:
        data: the file.
        name: for messages.

    Attributes:
        machine: ``EM_`` number.
        sections: in the order of their numbers.
        symbols: in the order of their numbers.

    Raises:
        ObjectError: it is no such object, or a table reaches past the end of the file.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        if data[:4] != b"\x7fELF":
            raise ObjectError(f"{name}: not an ELF object; {_CURE}")
        form = _FORMATS.get((data[4], data[5])) if len(data) > 5 else None
        if form is None or len(data) < form.header.size:
            raise ObjectError(f"{name}: not a whole 32-bit or 64-bit ELF object; {_CURE}")
        self._form = form
        fields = form.header.unpack_from(data)
        if fields[12] != form.header.size:
            raise ObjectError(f"{name}: its header is not that of a 32- or 64-bit object; {_CURE}")
        kind, self.machine, table = fields[5], fields[6], fields[10]
        entry, count, names = fields[15:]
        if kind != _ET_REL:
            raise ObjectError(f"{name}: ELF type {kind} is not a relocatable object; {_CURE}")
        if count and (entry != form.section.size or table + count * entry > len(data)):
            raise self._cut("the table of sections")
        self.sections = self._read_sections(table, count, names)
        self.symbols = self._read_symbols()

    def contents(self, section: ElfSection) -> bytes:
        """The bytes that the file has of a section, none for SHT_NOBITS.

        Raises:
            ObjectError: it reaches past the end of the file.
        """
        if section.empty_in_file:
            return b""
        if section.offset + section.size > len(self.data):
            raise self._cut(f"section {section.name}")
        return self.data[section.offset : section.offset + section.size]

    def relocations(self) -> Iterator[tuple[int, list[Rela]]]:
        """(number of a section that is there when the program runs, relocations in it).

        Raises:
            ObjectError: a table is damaged, or names what does not exist.
        """
        for section in self.sections:
            if section.type not in (_SHT_RELA, _SHT_REL, _SHT_CREL):
                continue
            if not 0 < section.info < len(self.sections):
                raise ObjectError(f"{self.name}: {section.name} is about no section")
            if not self.sections[section.info].allocated:
                continue
            if section.type == _SHT_CREL or (section.type == _SHT_REL and self._form.wide):
                raise ObjectError(
                    f"{self.name}: {section.name} is not a table of relocations with addends "
                    f"(SHT_RELA); {_CURE}"
                )
            yield section.info, list(self._read_relocations(section))

    def _cut(self, what: str) -> ObjectError:
        return ObjectError(
            f"{self.name}: {what} reaches past the end of the file; the file is cut off"
        )

    def _read_sections(self, table: int, count: int, names: int) -> list[ElfSection]:
        form = self._form.section
        headers = [form.unpack_from(self.data, table + form.size * i) for i in range(count)]
        strings = b""
        if names < count:
            offset, size = headers[names][4:6]
            strings = self.data[offset : offset + size]
        return [
            ElfSection(index, _text(strings, at), kind, flags, offset, size, link, info, align)
            for index, (at, kind, flags, _, offset, size, link, info, align, _) in enumerate(
                headers
            )
        ]

    def _read_symbols(self) -> list[ElfSymbol]:
        table = next((s for s in self.sections if s.type == _SHT_SYMTAB), None)
        if table is None:
            raise ObjectError(f"{self.name}: it has no symbol table; do not strip it")
        if not 0 < table.link < len(self.sections):
            raise ObjectError(f"{self.name}: {table.name} has no names")
        strings = self.contents(self.sections[table.link])
        symbols = []
        for fields in self._unpack(table, self._form.symbol):
            if self._form.wide:
                at, info, other, section, value, size = fields
            else:
                at, value, size, info, other, section = fields
            if section == _SHN_XINDEX or SHN_UNDEF < section < 0xFF00 <= len(self.sections):
                raise ObjectError(f"{self.name}: it has more sections than are read here (65,279)")
            if len(self.sections) <= section < 0xFF00:
                raise ObjectError(f"{self.name}: a symbol is in section {section}, there is none")
            symbols.append(
                ElfSymbol(_text(strings, at), value, size, info & 15, info >> 4, section, other)
            )
        return symbols

    def _read_relocations(self, section: ElfSection) -> Iterator[Rela]:
        shift = self._form.shift
        own = section.type == _SHT_RELA
        for fields in self._unpack(section, self._form.rela if own else self._form.rel):
            offset, info = fields[:2]
            if info >> shift >= len(self.symbols):
                raise ObjectError(f"{self.name}: {section.name} uses symbol {info >> shift}: none")
            addend = fields[2] if own else None
            yield Rela(offset, info & (1 << shift) - 1, info >> shift, addend)

    def _unpack(self, section: ElfSection, layout: struct.Struct) -> Iterator[tuple[Any, ...]]:
        data = self.contents(section)
        if len(data) % layout.size:
            raise ObjectError(
                f"{self.name}: {section.name} of {len(data)} bytes is no table of "
                f"{layout.size}-byte entries"
            )
        return layout.iter_unpack(data)


def _text(strings: bytes, at: int) -> str:
    end = strings.find(b"\0", at)
    return strings[at : end if end >= 0 else len(strings)].decode("utf-8", "backslashreplace")
