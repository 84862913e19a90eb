"""The container: sections, symbols and relocations of a 64-bit relocatable BPF ELF object.

pyelftools reads the header and the section table; symbols and relocations, of which there can be
many, are unpacked here. Everything is checked against the size of the file first, so that a
damaged object costs an `ObjectError` and neither time nor memory.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from progpack.errors import ObjectError

if TYPE_CHECKING:
    from elftools.elf.elffile import ELFFile

__all__ = ["SHN_ABS", "SHN_COMMON", "SHN_UNDEF", "ElfImage", "Relocation", "Section", "Symbol"]

SHN_UNDEF: Final = 0
SHN_ABS: Final = 0xFFF1
SHN_COMMON: Final = 0xFFF2

_SHF_EXECINSTR: Final = 0x4
_SHF_COMPRESSED: Final = 0x800
_SECTION_HEADER: Final = 64
_SYMBOL: Final = "IBBHQQ"
_REL: Final = "QQ"
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
        if self.data[:4] != b"\x7fELF":
            raise ObjectError(f"{self.name}: not an ELF object; {_CURE}")
        from elftools.common.exceptions import ELFError
        from elftools.construct import ConstructError
        from elftools.elf.elffile import ELFFile

        try:
            elf = ELFFile(io.BytesIO(self.data))
            self._check_header(elf)
            for index in range(elf.num_sections()):
                part = elf.get_section(index)
                self.sections.append(_section(index, part.name, part.header))
        except ObjectError:
            raise
        # What pyelftools lets through when headers lie about each other.
        except (
            ELFError,
            ConstructError,
            struct.error,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            ArithmeticError,
            AssertionError,
            RecursionError,
        ) as error:
            raise ObjectError(
                f"{self.name}: the ELF headers are damaged ({type(error).__name__}: {error});"
                " compile or copy it again"
            ) from error

    def _check_header(self, elf: ELFFile) -> None:
        header = elf.header
        machine, kind = header["e_machine"], header["e_type"]
        if elf.elfclass != 64 or machine != "EM_BPF":
            raise ObjectError(
                f"{self.name}: an object for {machine} ({elf.elfclass} bits), not for BPF; {_CURE}"
            )
        if kind != "ET_REL":
            raise ObjectError(f"{self.name}: ELF type {kind} is not a relocatable object; {_CURE}")
        count, size = elf.num_sections(), header["e_shentsize"]
        if count > _MAX_SECTIONS:
            raise ObjectError(f"{self.name}: {count} sections are more than {_MAX_SECTIONS}")
        if size != _SECTION_HEADER or header["e_shoff"] + count * size > len(self.data):
            raise ObjectError(
                f"{self.name}: the table of {count} sections reaches past the end of the file;"
                " the file is cut off: compile or copy it again"
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
            end = strings.find(b"\0", name, name + _MAX_NAME)
            text = strings[name : end if end >= 0 else name + _MAX_NAME]
            symbols.append(
                Symbol(
                    text.decode("utf-8", "backslashreplace"),
                    value,
                    size,
                    info & 15,
                    info >> 4,
                    section,
                )
            )
        return symbols


def _section(index: int, name: str, header: Mapping[str, Any]) -> Section:
    return Section(
        index,
        name,
        str(header["sh_type"]),
        header["sh_flags"],
        header["sh_offset"],
        header["sh_size"],
        header["sh_link"],
        header["sh_info"],
    )
