"""The ELF container: header, sections, symbols, relocations, segments and notes, as plain values.

An ELF file is one header and plain arrays (System V ABI, chapters 4 and 5), each of which has a
32-bit and a 64-bit form in either byte order. They are unpacked here and not by pyelftools, since
this is on the way to the first run of every program: 0.1 ms for an object instead of 1 ms, and no
import of 50 ms. The tests compare the two.

Everything is compared with the size of the file first, so that a damaged one costs an
`ObjectError`, and neither time nor memory. What sections and relocations mean is for those who read
them: `progpack.bpf.object.file`, `progpack.link.elf`, `progpack.kernel.memory.kcore`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from progpack.errors import ObjectError
from progpack.records import dataclass

__all__ = [
    "ET_CORE",
    "ET_REL",
    "PT_LOAD",
    "PT_NOTE",
    "SHN_ABS",
    "SHN_COMMON",
    "SHN_LORESERVE",
    "SHN_UNDEF",
    "SHN_XINDEX",
    "SHT_NOBITS",
    "SHT_NOTE",
    "SHT_PROGBITS",
    "SHT_REL",
    "SHT_RELA",
    "ElfFile",
    "Form",
    "Header",
    "Relocation",
    "Section",
    "Segment",
    "Symbol",
    "Table",
    "notes",
    "segments",
]

ET_REL: Final = 1
ET_CORE: Final = 4
PT_LOAD: Final = 1
PT_NOTE: Final = 4
SHN_UNDEF: Final = 0
SHN_LORESERVE: Final = 0xFF00
SHN_ABS: Final = 0xFFF1
SHN_COMMON: Final = 0xFFF2
#: The number did not fit; for the header's own fields it is in the first section header.
SHN_XINDEX: Final = 0xFFFF
SHT_PROGBITS: Final = 1
_SHT_SYMTAB: Final = 2
SHT_RELA: Final = 4
SHT_NOTE: Final = 7
SHT_NOBITS: Final = 8
SHT_REL: Final = 9
_SHF_WRITE: Final = 1
_SHF_ALLOC: Final = 2
_SHF_EXECINSTR: Final = 4
_SHF_TLS: Final = 0x400
_STT_FUNC: Final = 2
_STT_SECTION: Final = 3
_STT_FILE: Final = 4
_STT_GNU_IFUNC: Final = 10
_NOTE_HEADER: Final = 12


class Form:
    """The packing of the tables of one class and byte order.

    Attributes:
        order: ``<`` or ``>``, as `struct` has it.
        bits: 32 or 64.
        shift: where the symbol's number begins in the information of a relocation.
    """

    __slots__ = ("bits", "header", "order", "rel", "rela", "section", "segment", "shift", "symbol")

    def __init__(self, bits: int, order: str) -> None:
        wide = bits == 64
        word = "Q" if wide else "I"
        self.order = order
        self.bits = bits
        self.shift = 32 if wide else 8
        self.header = struct.Struct(f"{order}16xHHI{word * 3}I6H")
        self.section = struct.Struct(f"{order}II{word * 4}II{word * 2}")
        self.symbol = struct.Struct(order + ("IBBHQQ" if wide else "IIIBBH"))
        self.rel = struct.Struct(order + word * 2)
        self.rela = struct.Struct(order + word * 2 + word.lower())
        self.segment = struct.Struct(order + ("IIQQQQQQ" if wide else "IIIIIIII"))


#: By EI_CLASS and EI_DATA.
_FORMS: Final = {
    (kind, data): Form(32 * kind, order) for kind in (1, 2) for data, order in ((1, "<"), (2, ">"))
}


@dataclass(frozen=True, slots=True)
class Table:
    """The place of an array in the file: its first byte, bytes of an entry, number of entries."""

    offset: int
    entry: int
    count: int


@dataclass(frozen=True, slots=True)
class Header:
    """The first bytes of a file.

    Attributes:
        form: how everything else is packed.
        type: ``ET_`` number.
        machine: ``EM_`` number.
        size: what the file says of this header, in bytes.
        sections: the section headers, with the count as it is written.
        segments: the program headers, with the count as it is written.
        names: the section that has the names of sections, as it is written.
    """

    form: Form
    type: int
    machine: int
    size: int
    sections: Table
    segments: Table
    names: int

    #: Bytes that `read` needs at most.
    MOST: ClassVar[int] = 64

    @classmethod
    def read(cls, data: bytes, name: str, cure: str = "") -> Header:
        """The header at the start of ``data``.

        Args:
            data: the file, or the first `MOST` bytes of it.
            name: for messages.
            cure: what to do about a file that is something else, for the message.

        Raises:
            ObjectError: the file is not ELF, or not all of the header is there.
        """
        if data[:4] != b"\x7fELF":
            raise ObjectError(f"{name}: not an ELF object{cure and f'; {cure}'}")
        form = _FORMS.get((data[4], data[5])) if len(data) > 5 else None
        if form is None or len(data) < form.header.size:
            raise damaged(name, f"a header of {min(len(data), cls.MOST)} bytes")
        kind, machine, _, _, first, table, _, size, *rest = form.header.unpack_from(data)
        segments, sections = Table(first, *rest[:2]), Table(table, *rest[2:4])
        return cls(form, kind, machine, size, sections, segments, rest[4])


@dataclass(frozen=True, slots=True)
class Section:
    """One section header.

    Attributes:
        index: its number.
        name: its name.
        type: ``SHT_`` number.
        flags: ``SHF_`` bits.
        offset: where its bytes start in the file.
        size: bytes.
        link: the section it needs (names of symbols).
        info: the section it is about (relocations).
        align: bytes.
    """

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
        return self.type == SHT_NOBITS


@dataclass(frozen=True, slots=True)
class Symbol:
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
    def is_function(self) -> bool:
        """STT_FUNC."""
        return self.type == _STT_FUNC

    @property
    def is_section(self) -> bool:
        """STT_SECTION: it stands for the start of its section."""
        return self.type == _STT_SECTION

    @property
    def is_file(self) -> bool:
        """STT_FILE: it names the source."""
        return self.type == _STT_FILE

    @property
    def is_indirect(self) -> bool:
        """STT_GNU_IFUNC: a function that says where the function is."""
        return self.type == _STT_GNU_IFUNC

    @property
    def is_local(self) -> bool:
        """STB_LOCAL: static in C."""
        return self.bind == 0

    @property
    def is_weak(self) -> bool:
        """STB_WEAK: 0 where nobody defines it."""
        return self.bind == 2


@dataclass(frozen=True, slots=True)
class Relocation:
    """One relocation: place in bytes, number of the machine's psABI, symbol's number, addend.

    The addend is None where the place itself holds it (SHT_REL).
    """

    offset: int
    type: int
    symbol: int
    addend: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One program header: ``PT_`` number, place and bytes in the file, and where in memory."""

    type: int
    offset: int
    address: int
    physical: int
    size: int
    size_in_memory: int


class ElfFile:
    """A file that was opened; nothing in it has a meaning yet.

    Args:
        data: the file.
        name: for messages.

    Attributes:
        header: its header.
        sections: in the order of their numbers.
        symbols: those of the first SHT_SYMTAB, in the order of their numbers.

    Raises:
        ObjectError: the file is no such file, or a table reaches past its end.
    """

    #: Advice on a file of another kind.
    cure: ClassVar[str] = ""
    #: Most sections that are read.
    most_sections: ClassVar[int] = SHN_LORESERVE - 1
    #: Bytes at which names are cut; None reads all.
    longest_name: ClassVar[int | None] = None

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self.header = Header.read(data, name, self.cure)
        self._check()
        form = self.header.form
        if self.header.size != form.header.size:
            raise damaged(name, f"a header of {self.header.size} bytes in a {form.bits}-bit file")
        self.sections = self._read_sections()
        self._by_name = {section.name: section for section in reversed(self.sections)}
        self.symbols = self._read_symbols()

    def find(self, name: str) -> Section | None:
        """The first section of this name, or None."""
        return self._by_name.get(name)

    def contents(self, section: Section) -> bytes:
        """The bytes that the file has of a section, none for SHT_NOBITS.

        Raises:
            ObjectError: the section reaches past the end of the file.
        """
        if section.empty_in_file:
            return b""
        if section.offset + section.size > len(self.data):
            raise self.error(
                section,
                f"({section.size} bytes at {section.offset}) reaches past the end of the file;"
                " the file is cut off: compile or copy it again",
            )
        return self.data[section.offset : section.offset + section.size]

    def entries(self, section: Section) -> Iterator[Relocation]:
        """The relocations of an SHT_REL or SHT_RELA section.

        Raises:
            ObjectError: the table is damaged, or names a symbol that does not exist.
        """
        form = self.header.form
        shift, mask, known = form.shift, (1 << form.shift) - 1, len(self.symbols)
        own = section.type == SHT_RELA
        for fields in self._unpack(section, form.rela if own else form.rel):
            offset, info = fields[:2]
            if info >> shift >= known:
                what = f"uses symbol {info >> shift}, which does not exist{self._do}"
                raise self.error(section, what)
            yield Relocation(offset, info & mask, info >> shift, fields[2] if own else None)

    def error(self, section: Section | str, text: str) -> ObjectError:
        """An error that names this file and the section."""
        name = section if isinstance(section, str) else section.name
        return ObjectError(f"{self.name}: section {name or '(no name)'} {text}")

    def _check(self) -> None:
        """Refuse what is for others, before the rest is read."""

    @property
    def _do(self) -> str:
        return self.cure and f"; {self.cure}"

    def _read_sections(self) -> list[Section]:
        data, form, table = self.data, self.header.form.section, self.header.sections
        if not table.offset:
            return []
        count, names = table.count, self.header.names
        if table.offset + form.size <= len(data):
            first = form.unpack_from(data, table.offset)
            count = count or first[5]
            names = first[6] if names == SHN_XINDEX else names
        if count > self.most_sections:
            raise ObjectError(
                f"{self.name}: {count} sections are more than {self.most_sections}, which are read"
            )
        if table.entry != form.size or table.offset + count * form.size > len(data):
            raise ObjectError(
                f"{self.name}: the table of {count} sections reaches past the end of the file;"
                " the file is cut off: compile or copy it again"
            )
        headers = list(form.iter_unpack(data[table.offset : table.offset + count * form.size]))
        strings = self._names(headers, names)
        return [
            Section(index, self._text(strings, at), kind, flags, offset, size, link, info, align)
            for index, (at, kind, flags, _, offset, size, link, info, align, _) in enumerate(
                headers
            )
        ]

    def _names(self, headers: list[tuple[Any, ...]], number: int) -> bytes:
        if number >= len(headers):
            raise damaged(
                self.name, f"the names of sections are in section {number} of {len(headers)}"
            )
        start, length = headers[number][4:6]
        if start + length > len(self.data):
            raise damaged(
                self.name, f"the names of sections ({length} bytes at {start}) are not there"
            )
        return self.data[start : start + length]

    def _read_symbols(self) -> list[Symbol]:
        table = next((s for s in self.sections if s.type == _SHT_SYMTAB), None)
        if table is None:
            raise ObjectError(f"{self.name}: it has no symbol table; do not strip it{self._do}")
        if not 0 < table.link < len(self.sections):
            raise self.error(table, f"has its names in section {table.link}, which does not exist")
        strings = self.contents(self.sections[table.link])
        wide = self.header.form.bits == 64
        symbols = []
        for fields in self._unpack(table, self.header.form.symbol):
            if wide:
                at, info, other, section, value, size = fields
            else:
                at, value, size, info, other, section = fields
            if at > len(strings):
                raise self.error(table, f"has a symbol whose name is at {at}, past the names")
            name = self._text(strings, at)
            symbols.append(Symbol(name, value, size, info & 15, info >> 4, section, other))
        return symbols

    def _unpack(self, section: Section, layout: struct.Struct) -> Iterator[tuple[Any, ...]]:
        data = self.contents(section)
        if len(data) % layout.size:
            raise self.error(
                section, f"of {len(data)} bytes is no table of {layout.size}-byte entries"
            )
        return layout.iter_unpack(data)

    def _text(self, strings: bytes, start: int) -> str:
        """The name that starts there; empty past the end."""
        most = len(strings) if self.longest_name is None else start + self.longest_name
        end = strings.find(b"\0", start, most)
        return strings[start : end if end >= 0 else most].decode("utf-8", "backslashreplace")


def segments(header: Header, table: bytes) -> Iterator[Segment]:
    """The program headers in the bytes that the file has of them, which are whole ones."""
    form = header.form
    for fields in form.segment.iter_unpack(table):
        if form.bits == 64:
            kind, _, offset, address, physical, size, in_memory, _ = fields
        else:
            kind, offset, address, physical, size, in_memory, _, _ = fields
        yield Segment(kind, offset, address, physical, size, in_memory)


def notes(header: Header, data: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Owner's name without its zero, number and contents of each note of a PT_NOTE segment.

    A note that reaches past the end is the last, and left out.
    """
    at = 0
    while at + _NOTE_HEADER <= len(data):
        name_size, size, kind = struct.unpack_from(f"{header.form.order}III", data, at)
        start = at + _NOTE_HEADER
        content = start + (name_size + 3 & ~3)
        at = content + (size + 3 & ~3)
        if content + size > len(data):
            return
        yield data[start : start + name_size].rstrip(b"\0"), kind, data[content : content + size]


def damaged(name: str, what: str) -> ObjectError:
    """The error for headers that contradict themselves or the file."""
    return ObjectError(f"{name}: the ELF headers are damaged ({what}); compile or copy it again")
