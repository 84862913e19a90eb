"""The container: sections, symbols and relocations of a 64-bit relocatable BPF ELF object.

The format is that of the System V ABI, chapter 4. It is unpacked here and not by a library because
a loader starts with it: importing pyelftools takes many times as long as reading an object.
Everything is checked against the size of the file first, so that a damaged object costs an
`ObjectError` and neither time nor memory.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from progpack.errors import ObjectError

__all__ = ["SHN_ABS", "SHN_COMMON", "SHN_UNDEF", "ElfImage", "Relocation", "Section", "Symbol"]

SHN_UNDEF: Final = 0
SHN_ABS: Final = 0xFFF1
SHN_COMMON: Final = 0xFFF2

_SHF_EXECINSTR: Final = 0x4
_SHF_COMPRESSED: Final = 0x800
_HEADER: Final = 64
_SECTION_HEADER: Final = 64
_EM_BPF: Final = 247
_ET_REL: Final = 1
# In the file these mean that the number did not fit; it is in the first section header.
_SHN_XINDEX: Final = 0xFFFF
_MACHINES: Final = {
    3: "EM_386",
    20: "EM_PPC",
    21: "EM_PPC64",
    22: "EM_S390",
    40: "EM_ARM",
    62: "EM_X86_64",
    183: "EM_AARCH64",
    243: "EM_RISCV",
    _EM_BPF: "EM_BPF",
    258: "EM_LOONGARCH",
}
_FILE_TYPES: Final = {0: "ET_NONE", _ET_REL: "ET_REL", 2: "ET_EXEC", 3: "ET_DYN", 4: "ET_CORE"}
_SECTION_TYPES: Final = {
    0: "SHT_NULL",
    1: "SHT_PROGBITS",
    2: "SHT_SYMTAB",
    3: "SHT_STRTAB",
    4: "SHT_RELA",
    7: "SHT_NOTE",
    8: "SHT_NOBITS",
    9: "SHT_REL",
}
_SYMBOL: Final = "IBBHQQ"
_REL: Final = "QQ"
_SECTION: Final = "IIQQQQIIQQ"
_MAX_NAME: Final = 1024
_MAX_SECTIONS: Final = 4096
_CURE: Final = 'compile it with "clang -g -O2 -target bpf -c"'


@dataclass(frozen=True, slots=True)
class Section:
    """One section header.

    Attributes:
        index: its number.
        name: its name.
        type: ``SHT_PROGBITS`` and so on, or the number as text.
        flags: ``SHF_*`` bits.
        offset: where its bytes start in the file.
        size: bytes.
        link: the section it needs (strings of symbols).
        info: the section it is about (relocations).
    """

    index: int
    name: str
    type: str
    flags: int
    offset: int
    size: int
    link: int
    info: int

    @property
    def executable(self) -> bool:
        """Whether it holds code."""
        return bool(self.flags & _SHF_EXECINSTR)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol; ``type`` and ``bind`` are the ``STT_`` and ``STB_`` numbers."""

    name: str
    value: int
    size: int
    type: int
    bind: int
    section: int

    @property
    def is_function(self) -> bool:
        """STT_FUNC."""
        return self.type == 2

    @property
    def is_section(self) -> bool:
        """STT_SECTION: it stands for the start of its section."""
        return self.type == 3

    @property
    def is_local(self) -> bool:
        """STB_LOCAL: static in C."""
        return self.bind == 0


@dataclass(frozen=True, slots=True)
class Relocation:
    """One relocation without addend: place in bytes, ``R_BPF_*`` number, number of the symbol."""

    offset: int
    type: int
    symbol: int


class ElfImage:
    """An object file that was opened; nothing in it has a meaning yet.

    Args:
        data: the file.
        name: for messages.

    Raises:
        ObjectError: it is not a BPF ELF object, or its section table is damaged.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self.sections: list[Section] = []
        self._by_name: dict[str, Section] = {}
        self._open()
        #: ``<`` or ``>``, the byte order as `struct` has it.
        self.order = ">" if data[5] == 2 else "<"
        for section in self.sections:
            self._by_name.setdefault(section.name, section)
        self.symbols = self._read_symbols()

    def find(self, name: str) -> Section | None:
        """The first section of this name, or None."""
        return self._by_name.get(name)

    def contents(self, section: Section) -> bytes:
        """The bytes of a section; zeros for one that has none in the file.

        Raises:
            ObjectError: it reaches past the end of the file or is compressed.
        """
        if section.type == "SHT_NOBITS":
            return bytes(section.size)
        if section.flags & _SHF_COMPRESSED:
            raise self.error(section, "is compressed; link without --compress-sections")
        if section.offset + section.size > len(self.data):
            raise self.error(
                section,
                f"({section.size} bytes at {section.offset}) reaches past the end of the file;"
                " the file is cut off: compile or copy it again",
            )
        return self.data[section.offset : section.offset + section.size]

    def relocations(self) -> dict[int, list[Relocation]]:
        """Relocations by the number of the section they change; debugging sections excluded.

        Raises:
            ObjectError: a table is damaged, or names a symbol that does not exist.
        """
        result: dict[int, list[Relocation]] = {}
        for section in self.sections:
            if section.type not in ("SHT_REL", "SHT_RELA"):
                continue
            if not 0 < section.info < len(self.sections):
                raise self.error(section, f"is about section {section.info}, which does not exist")
            target = self.sections[section.info]
            if target.name.startswith((".debug", ".BTF", ".eh_frame")):
                continue
            if section.type == "SHT_RELA" and section.size:
                raise self.error(section, f"has explicit addends; BPF objects use REL: {_CURE}")
            entries = self._unpack(section, _REL, 16)
            table = result.setdefault(section.info, [])
            for offset, info in entries:
                relocation = Relocation(offset, info & 0xFFFFFFFF, info >> 32)
                if relocation.symbol >= len(self.symbols):
                    raise self.error(section, f"uses symbol {relocation.symbol}, {_CURE}")
                table.append(relocation)
        return result

    def error(self, section: Section | str, text: str) -> ObjectError:
        """An error that names this file and the section."""
        name = section if isinstance(section, str) else section.name
        return ObjectError(f"{self.name}: section {name or '(no name)'} {text}")

    def _open(self) -> None:
        data = self.data
        if data[:4] != b"\x7fELF":
            raise ObjectError(f"{self.name}: not an ELF object; {_CURE}")
        if len(data) < _HEADER or data[4] not in (1, 2) or data[5] not in (1, 2):
            raise self._damaged(f"a header of {min(len(data), _HEADER)} bytes")
        order = ">" if data[5] == 2 else "<"
        kind, machine = struct.unpack_from(order + "HH", data, 16)
        if data[4] != 2 or machine != _EM_BPF:
            name = _MACHINES.get(machine, f"machine {machine}")
            bits = 32 * data[4]
            raise ObjectError(
                f"{self.name}: an object for {name} ({bits} bits), not for BPF; {_CURE}"
            )
        if kind != _ET_REL:
            name = _FILE_TYPES.get(kind, str(kind))
            raise ObjectError(f"{self.name}: ELF type {name} is not a relocatable object; {_CURE}")
        (table,) = struct.unpack_from(order + "Q", data, 40)
        size, count, names = struct.unpack_from(order + "HHH", data, 58)
        self._read_sections(order, table, size, count, names)

    def _read_sections(self, order: str, table: int, size: int, count: int, names: int) -> None:
        data = self.data
        if not table:
            return
        if table + _SECTION_HEADER <= len(data):
            first = struct.unpack_from(order + _SECTION, data, table)
            count = count or first[5]
            names = first[6] if names == _SHN_XINDEX else names
        if count > _MAX_SECTIONS:
            raise ObjectError(f"{self.name}: {count} sections are more than {_MAX_SECTIONS}")
        if size != _SECTION_HEADER or table + count * size > len(data):
            raise ObjectError(
                f"{self.name}: the table of {count} sections reaches past the end of the file;"
                " the file is cut off: compile or copy it again"
            )
        headers = list(struct.iter_unpack(order + _SECTION, data[table : table + count * size]))
        if names >= count:
            raise self._damaged(f"the names of sections are in section {names} of {count}")
        start, length = headers[names][4:6]
        if start + length > len(data):
            raise self._damaged(f"the names of sections ({length} bytes at {start}) are not there")
        strings = data[start : start + length]
        for index, (name, kind, flags, _, offset, length, link, info, _, _) in enumerate(headers):
            held = _SECTION_TYPES.get(kind, str(kind))
            self.sections.append(
                Section(index, _text(strings, name), held, flags, offset, length, link, info)
            )

    def _damaged(self, what: str) -> ObjectError:
        return ObjectError(
            f"{self.name}: the ELF headers are damaged ({what}); compile or copy it again"
        )

    def _unpack(self, section: Section, layout: str, size: int) -> list[tuple[int, ...]]:
        data = self.contents(section)
        if len(data) % size:
            raise self.error(section, f"of {len(data)} bytes is no table of {size}-byte entries")
        return list(struct.iter_unpack(self.order + layout, data))

    def _read_symbols(self) -> list[Symbol]:
        table = next((s for s in self.sections if s.type == "SHT_SYMTAB"), None)
        if table is None:
            raise ObjectError(f"{self.name}: it has no symbol table; do not strip it, {_CURE}")
        if not 0 < table.link < len(self.sections):
            raise self.error(table, f"has its names in section {table.link}, which does not exist")
        strings = self.contents(self.sections[table.link])
        symbols = []
        for name, info, _, section, value, size in self._unpack(table, _SYMBOL, 24):
            if name > len(strings):
                raise self.error(table, f"has a symbol whose name is at {name}, past the names")
            symbols.append(Symbol(_text(strings, name), value, size, info & 15, info >> 4, section))
        return symbols


def _text(strings: bytes, start: int) -> str:
    """The name that starts there, cut at `_MAX_NAME` bytes; empty past the end."""
    end = strings.find(b"\0", start, start + _MAX_NAME)
    text = strings[start : end if end >= 0 else start + _MAX_NAME]
    return text.decode("utf-8", "backslashreplace")
