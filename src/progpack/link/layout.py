"""Laying out an object: the place of each section, the words of the table, and the stubs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from progpack.elf.read import SHN_ABS, SHN_COMMON, SHN_UNDEF, SHT_NOTE, Section, Symbol
from progpack.elf.read import Relocation as Rela
from progpack.errors import CompileError, ObjectError
from progpack.link.elf import ElfObject
from progpack.link.image import TOC, Image, Part, Place, Relocation
from progpack.link.machine import Kind, Machine, Minus, Of
from progpack.link.machines import MACHINES, by_number
from progpack.link.unwinding import END, is_frames, records

__all__ = ["read_image"]

_SHT_INIT_ARRAY: Final = 14
_SHT_PREINIT_ARRAY: Final = 16
_STT_OBJECT: Final = 1
_STT_COMMON: Final = 5
_STT_TLS: Final = 6
#: Variables begin at a multiple of this.
_LEAST: Final = 8
#: Sections that unwinders and debuggers read; nothing in the code points there.
_UNUSED: Final = (
    *(".note", ".llvm_addrsig", ".stapsdt.base"),
    *(".ARM.exidx", ".ARM.extab"),
)
#: The section in which a C++ personality routine finds the handlers and clean-ups of a function
#: (Itanium C++ ABI, exception handling, level II). It is of use only with unwind tables.
_HANDLERS: Final = ".gcc_except_table"
#: Sections that run before and after main(), in the older way.
_CONSTRUCTORS: Final = ("ctors", "dtors", "init", "fini")
#: A huge page: nobody needs more, and a damaged file may ask for anything.
_MOST_ALIGNED: Final = 2 << 20
#: R_X86_64_NONE and the two R_AARCH64_NONE: there is nothing to do.
_NONE: Final = (0, 256)
#: Written by relocations only, so that it is constant once they are done.
_RELOCATED: Final = (".data.rel.ro", ".data.rel.local.ro", ".toc")
#: ELF's name for the start of the table.
_TABLE: Final = "_GLOBAL_OFFSET_TABLE_"
_NOWHERE: Final = Place(Part.NOWHERE, 0)
#: Section numbers of symbols that no section of the file holds.
_NUMBERS: Final = (SHN_UNDEF, SHN_ABS)


def read_image(
    data: bytes, name: str = "object", *, machine: str | None = None, unwind: bool = False
) -> Image:
    """Read a relocatable ELF object and lay it out.

    Args:
        data: the file, as ``cc -c`` or LLVM makes it.
        name: for messages.
        machine: the architecture that it has to be for, as in `progpack.arch`; None for any.
        unwind: keep the unwind tables, as far as their relocations are known for the machine.

    Raises:
        ObjectError: the file is no such object or is damaged.
        CompileError: the file has something that cannot be linked here: thread-local variables,
            constructors, exception handlers, a relocation that is not known.
    """
    elf = ElfObject(data, name)
    target = by_number(elf.machine)
    if target is None or machine not in (None, target.name):
        usable = machine or ", ".join(MACHINES)
        made_for = target.name if target else f"ELF machine {elf.machine}"
        raise ObjectError(
            f"{name}: its machine is {made_for}; objects for these can be used: {usable}"
        )
    return _Layout(elf, target, unwind=unwind).image()


class _Layout:
    """One object on its way to an image."""

    def __init__(self, elf: ElfObject, machine: Machine, *, unwind: bool) -> None:
        self.elf = elf
        self.machine = machine
        self.parts = (bytearray(), bytearray(), bytearray())
        self.alignment = [1, 1, _LEAST]
        self.places: dict[int, Place] = {}
        self.words: dict[tuple[str, Place], int] = {}
        self.branches: dict[str, int] = {}
        self.outside: dict[str, None] = {}
        self.weak: set[str] = set()
        self.zeros = 0
        # The sections with unwind tables, where these are in the constants, and how much is kept.
        self.unwind = self._unwind_sections() if unwind else []
        self.frames = -1
        self.kept: dict[int, int] = {}

    def image(self) -> Image:
        self._place_sections()
        targets = self._place_symbols()
        symbols, objects = self._names(targets)
        relocations = tuple(self._relocations(targets))
        text, constants, variables = self.parts
        _pad(text, self.machine.stub_size, self.machine.filler)
        first = len(text)
        stubs = {
            name: (first + self.machine.stub_size * index, word)
            for index, (name, word) in enumerate(self.branches.items())
        }
        text += bytes(self.machine.stub_size * len(stubs))
        table = 0
        if self.words or any(self._wants_table(r) for r in relocations):
            _pad(constants, _LEAST)
            self.alignment[Part.CONSTANTS] = max(self.alignment[Part.CONSTANTS], _LEAST)
            table = len(constants)
            constants += bytes(self.machine.word * max(len(self.words), 1))
        return Image(
            machine=self.machine.name,
            text=bytes(text),
            constants=bytes(constants),
            variables=bytes(variables),
            zeros=self.zeros,
            alignment=(self.alignment[0], self.alignment[1], self.alignment[2]),
            symbols=symbols,
            objects=objects,
            exported=frozenset(symbol.name for symbol in self.elf.symbols if not symbol.is_local)
            & (symbols.keys() | objects.keys()),
            outside=tuple(self.outside),
            weak=frozenset(self.weak),
            table=table,
            words=tuple(self.words),
            stubs=stubs,
            relocations=relocations,
            frames=self.frames,
        )

    def _wants_table(self, relocation: Relocation) -> bool:
        kind = self.machine.kinds[relocation.type]
        return kind.of is Of.TABLE or kind.minus is Minus.TABLE or relocation.symbol == TOC

    def _place_sections(self) -> None:
        late = []
        for section in self.elf.sections:
            if not section.allocated or _is_unused(section) or is_frames(section):
                continue
            self._refuse(section)
            if section.empty_in_file:
                late.append(section)
                continue
            part = _part(section)
            data = self.parts[part]
            _pad(data, self._align(part, section.align), self._filler(part))
            self.places[section.index] = Place(part, len(data))
            data += self.elf.contents(section)
        if not self.parts[Part.TEXT]:
            raise ObjectError(f"{self.elf.name}: it holds no code")
        for section in late:
            self.places[section.index] = self._zeros(section.size, section.align)
        if self.unwind:
            self._place_frames()

    def _unwind_sections(self) -> list[Section]:
        """Return the sections with unwind tables; none where one of them cannot be linked."""
        sections = [each for each in self.elf.sections if each.allocated and is_frames(each)]
        usable = (*_NONE, *self.machine.ignored, *self.machine.kinds)
        tables = self.elf.relocations({section.index for section in sections})
        known = all(entry.type in usable for _, entries in tables for entry in entries)
        return sections if known else []

    def _place_frames(self) -> None:
        """Put the unwind tables behind the constants, one after the other, and end them."""
        constants = self.parts[Part.CONSTANTS]
        _pad(constants, self._align(Part.CONSTANTS, _LEAST))
        start = len(constants)
        describe = False
        for section in self.unwind:
            self.places[section.index] = Place(Part.CONSTANTS, len(constants))
            data, functions = records(self.elf, section)
            self.kept[section.index] = len(data)
            constants += data
            describe |= functions
        if describe:
            self.frames = start
            constants += END

    def _refuse(self, section: Section) -> None:
        if not section.size:
            return
        name = f"{self.elf.name}: section {section.name}"
        if section.thread_local:
            raise CompileError(f"{name} has thread-local variables, which are not linked here")
        older = section.name[1:].partition(".")[0] in _CONSTRUCTORS
        if older or _SHT_INIT_ARRAY <= section.type <= _SHT_PREINIT_ARRAY:
            raise CompileError(f"{name} has constructors or destructors, which are not run here")
        if section.name.startswith(_HANDLERS) and not self.unwind:
            raise CompileError(
                f"{name} has exception handlers or clean-ups, which no exception would find here; "
                "compile with -fno-exceptions, or keep what catches outside of this object"
            )
        if section.executable and section.writable:
            raise CompileError(f"{name} is writable code, which there is not here")

    def _filler(self, part: Part) -> bytes:
        return self.machine.filler if part is Part.TEXT else b"\0"

    def _align(self, part: Part, alignment: int) -> int:
        alignment = max(alignment, 1)
        if alignment & alignment - 1 or alignment > _MOST_ALIGNED:
            raise ObjectError(
                f"{self.elf.name}: an alignment of {alignment} bytes is no power of two up to 2 MiB"
            )
        self.alignment[part] = max(self.alignment[part], alignment)
        return alignment

    def _zeros(self, size: int, alignment: int) -> Place:
        """Room behind the variables that the file holds."""
        start = len(self.parts[Part.VARIABLES]) + self.zeros
        padding = -start % self._align(Part.VARIABLES, alignment)
        self.zeros += padding + size
        return Place(Part.VARIABLES, start + padding)

    def _place_symbols(self) -> list[tuple[str, Place]]:
        """Return for each symbol the name of an outside one, or ``""`` and its place."""
        return [self._target(symbol) for symbol in self.elf.symbols]

    def _target(self, symbol: Symbol) -> tuple[str, Place]:
        if symbol.section == SHN_UNDEF:
            # What is used of these is noted when it is used.
            return symbol.name, _NOWHERE
        if symbol.section == SHN_ABS:
            return "", Place(Part.NOWHERE, symbol.value)
        if symbol.section == SHN_COMMON:
            return "", self._zeros(symbol.size, symbol.value)
        place = self.places.get(symbol.section)
        if place is None:
            return "", _NOWHERE
        return "", Place(place.part, place.offset + symbol.value)

    def _names(self, targets: list[tuple[str, Place]]) -> tuple[dict[str, int], dict[str, Place]]:
        functions: dict[str, int] = {}
        objects: dict[str, Place] = {}
        for symbol, (outside, place) in zip(self.elf.symbols, targets, strict=True):
            if outside or not symbol.name or place.part is Part.NOWHERE:
                continue
            if symbol.is_section or symbol.is_file:
                continue
            if place.part is Part.TEXT and symbol.type not in (_STT_OBJECT, _STT_COMMON):
                functions[symbol.name] = place.offset
            else:
                objects[symbol.name] = place
        return functions, objects

    def _relocations(self, targets: list[tuple[str, Place]]) -> Iterable[Relocation]:
        for index, entries in self.elf.relocations():
            place = self.places.get(index)
            if place is None:
                continue  # of a section that is left out
            section = self.elf.sections[index]
            size = 0 if section.empty_in_file else self.kept.get(index, section.size)
            for rela in entries:
                if rela.type in _NONE or rela.type in self.machine.ignored:
                    continue
                kind = self.machine.kinds.get(rela.type)
                symbol = self.elf.symbols[rela.symbol]
                if kind is None or symbol.type == _STT_TLS or symbol.is_indirect:
                    raise self._unknown(rela, symbol)
                if rela.offset + kind.size > size:
                    raise ObjectError(
                        f"{self.elf.name}: a relocation is past the end of section {section.name}"
                    )
                addend = rela.addend
                if addend is None:
                    addend = self._addend(section, rela, kind)
                yield self._relocation(rela, addend, kind, place, targets[rela.symbol])

    def _addend(self, section: Section, rela: Rela, kind: Kind) -> int:
        """Return the addend that is stored in the place itself."""
        if kind.get is None:
            raise self._unknown(rela, self.elf.symbols[rela.symbol])
        return kind.get(self.elf.contents(section), rela.offset)

    def _relocation(
        self, rela: Rela, addend: int, kind: Kind, place: Place, target: tuple[str, Place]
    ) -> Relocation:
        symbol = self.elf.symbols[rela.symbol]
        outside, where = target
        if outside == TOC and self.machine.toc:
            return Relocation(
                place.part, place.offset + rela.offset, rela.type, TOC, _NOWHERE, addend, -1
            )
        if kind.of is Of.BRANCH and not outside and self.machine.local_entry is not None:
            where = Place(where.part, where.offset + self.machine.local_entry(symbol.other))
        if outside == _TABLE or kind.of is Of.TABLE:
            # The address of the table itself, by whichever name.
            outside, where = "", _NOWHERE
        elif where.part is Part.NOWHERE and rela.symbol and symbol.section not in _NUMBERS:
            raise CompileError(
                f"{self.elf.name}: code refers to {symbol.name or 'a section'}, which is in a "
                "section that is not loaded"
            )
        word = -1
        if outside:
            self.outside.setdefault(outside)
            if symbol.is_weak:
                self.weak.add(outside)
        if kind.of is Of.WORD:
            word = self._word(outside, where)
        elif kind.of is Of.BRANCH and outside:
            self.branches[outside] = self._word(outside, where)
        return Relocation(
            place.part, place.offset + rela.offset, rela.type, outside, where, addend, word
        )

    def _word(self, outside: str, where: Place) -> int:
        return self.words.setdefault((outside, where), len(self.words))

    def _unknown(self, rela: Rela, symbol: Symbol) -> CompileError:
        where = f"{self.elf.name}: relocation {rela.type} at {rela.offset:#x}, symbol {symbol.name}"
        if symbol.type == _STT_TLS:
            return CompileError(f"{where}: thread-local variables are not linked here")
        if symbol.is_indirect:
            return CompileError(f"{where}: indirect functions (ifunc) are not linked here")
        return CompileError(f"{where}: this kind is not known for {self.machine.name}")


def _is_unused(section: Section) -> bool:
    if section.type == SHT_NOTE:
        return True
    return section.name.startswith(_UNUSED) and not section.executable


def _part(section: Section) -> Part:
    if section.executable:
        return Part.TEXT
    if section.writable and not section.name.startswith(_RELOCATED):
        return Part.VARIABLES
    return Part.CONSTANTS


def _pad(data: bytearray, alignment: int, filler: bytes = b"\0") -> None:
    count, rest = divmod(-len(data) % alignment, len(filler))
    data += bytes(rest) + filler * count
