"""From the object that LLVM emits to bytes that run at one address.

An object has a text section, perhaps constants (``.rodata*``), and relocations between them.
Constants go to a read-only data area of their own; only instructions get into packs. Calls out of
the image (libc, for the runtime) go through an address table that is part of the constants.

The sections come from LLVM's own object reader; what is read here are the two plain arrays inside
them, ``Elf64_Rela`` and ``Elf64_Sym`` (System V ABI; relocation numbers from the psABI of each
machine). Only machines that are run in tests are listed; another is refused before it compiles.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from progpack.errors import CapabilityError, CompileError

__all__ = ["Image", "Linked", "require_linker", "split"]

_RELA = struct.Struct("<QQq")
_SYMBOL = struct.Struct("<IBBHQQ")
_WORD = struct.Struct("<Q")
#: More than any constant of ours needs: a 512-bit vector.
DATA_ALIGN = 64
_SHN_UNDEF = 0


@dataclass(frozen=True, slots=True)
class Relocation:
    """A place in a section that depends on addresses.

    Attributes:
        offset: of the place, in its section.
        type: relocation number of the machine.
        symbol: name of an outside symbol, or ``""``.
        section: index of the section that is meant, when ``symbol`` is empty.
        value: offset in that section.
        addend: as in the object.
    """

    offset: int
    type: int
    symbol: str
    section: int
    value: int
    addend: int


@dataclass(frozen=True, slots=True)
class Image:
    """A compiled object, still without an address.

    Attributes:
        machine: architecture name, as in `progpack.arch`.
        text: the instructions, then one stub for each outside symbol that is called directly.
        data: the constants, laid out; then one word for each outside symbol.
        symbols: functions defined here: name -> offset in the text.
        outside: names of outside symbols, in the order of their words.
        table: offset of those words in ``data``.
        stubs: outside symbol -> offset of its stub in the text.
        relocations: of the text.
        places: section index -> (is it text, offset in text or data).
    """

    machine: str
    text: bytes
    data: bytes
    symbols: Mapping[str, int]
    outside: tuple[str, ...]
    table: int
    stubs: Mapping[str, int]
    relocations: tuple[Relocation, ...]
    places: Mapping[int, tuple[bool, int]]

    def link(self, text_at: int, data_at: int, outside: Mapping[str, int]) -> Linked:
        """The bytes for these addresses.

        Args:
            text_at: address where the text will run.
            data_at: address of the constants; 0 when there are none.
            outside: addresses of outside symbols.

        Raises:
            CompileError: a symbol is missing, or something is out of reach.
        """
        text = bytearray(self.text)
        data = bytearray(self.data)
        for index, name in enumerate(self.outside):
            if name not in outside:
                raise CompileError(f"the compiled code calls {name}, which is not provided")
            _WORD.pack_into(data, self.table + 8 * index, outside[name])
        machine = _MACHINES[self.machine]
        words = {name: data_at + self.table + 8 * i for i, name in enumerate(self.outside)}
        for name, offset in self.stubs.items():
            machine.write_stub(text, text_at, offset, words[name])
        for relocation in self.relocations:
            if relocation.symbol:
                direct = relocation.type in machine.calls
                place = text_at + self.stubs[relocation.symbol] if direct else 0
                target = place or words[relocation.symbol]
            else:
                is_text, offset = self.places[relocation.section]
                target = (text_at if is_text else data_at) + offset + relocation.value
            machine.apply(text, text_at, relocation, target)
        return Linked(bytes(text), bytes(data))


@dataclass(frozen=True, slots=True)
class Linked:
    """Text and constants for one pair of addresses."""

    text: bytes
    data: bytes


def split(machine: str, code: bytes) -> Image:
    """Take an object apart.

    Args:
        machine: architecture name it was made for.
        code: the object file LLVM emitted.

    Raises:
        CompileError: it has something that cannot be placed.
    """
    import llvmlite.binding as llvm

    reader = llvm.ObjectFileRef.from_data(code)
    text, text_index = b"", -1
    data = bytearray()
    places: dict[int, tuple[bool, int]] = {}
    tables: dict[str, bytes] = {}
    # The iteration begins with ELF's null section, so positions are section indexes; the iterator
    # is one object that moves on, so a section is only good inside the loop.
    for index, section in enumerate(reader.sections()):
        name, size = (section.name() or b"").decode(), section.size()
        if name == ".text":
            text, text_index = section.data(), index
            places[index] = (True, 0)
        elif name.startswith(".rodata"):
            data += bytes(-len(data) % DATA_ALIGN)
            places[index] = (False, len(data))
            data += section.data()
        elif name in (".symtab", ".strtab", ".rela.text"):
            tables[name] = section.data()
        elif size and name not in (".note.GNU-stack", ".comment", ".llvm_addrsig"):
            raise CompileError(f"LLVM put {size} bytes into section {name}, which has no place")
    symbols, defined = _symbols(tables[".symtab"], tables[".strtab"], text_index)
    relocations = tuple(_relocations(tables.get(".rela.text", b""), symbols))
    outside = tuple(dict.fromkeys(r.symbol for r in relocations if r.symbol))
    data += bytes(-len(data) % 8)
    table = len(data)
    data += bytes(8 * len(outside))
    target = _MACHINES[machine]
    called = dict.fromkeys(r.symbol for r in relocations if r.symbol and r.type in target.calls)
    text += target.filler * (-len(text) % target.stub_size)
    stubs = {name: len(text) + target.stub_size * index for index, name in enumerate(called)}
    text += target.filler * target.stub_size * len(stubs)
    return Image(machine, text, bytes(data), defined, outside, table, stubs, relocations, places)


def require_linker(machine: str) -> None:
    """Refuse a machine whose relocations are not known here, before anything is compiled.

    Raises:
        CapabilityError: names the machine and those that are known.
    """
    if machine not in _MACHINES:
        raise CapabilityError(
            f"BPF programs cannot be compiled for {machine} yet; they can for: "
            + ", ".join(sorted(_MACHINES))
        )


_Symbol = tuple[str, int, int]  # name, section index, value


def _symbols(table: bytes, names: bytes, text: int) -> tuple[list[_Symbol], dict[str, int]]:
    symbols: list[_Symbol] = []
    defined: dict[str, int] = {}
    for name_at, _info, _other, section, value, _size in _SYMBOL.iter_unpack(table):
        name = names[name_at : names.index(b"\0", name_at)].decode()
        symbols.append((name, section, value))
        if section == text and name:
            defined[name] = value
    return symbols, defined


def _relocations(table: bytes, symbols: list[_Symbol]) -> list[Relocation]:
    found = []
    for offset, info, addend in _RELA.iter_unpack(table):
        name, section, value = symbols[info >> 32]
        outside = name if section == _SHN_UNDEF else ""
        found.append(Relocation(offset, info & 0xFFFFFFFF, outside, section, value, addend))
    return found


@dataclass(frozen=True, slots=True)
class _Machine:
    """What differs from machine to machine.

    Attributes:
        calls: relocation types of direct calls, which a stub can serve.
        stub_size: bytes of a stub.
        filler: one trapping instruction of one byte, or more bytes that divide ``stub_size``.
        write_stub: (text, its address, offset of the stub, address of the word to jump through).
        apply: (text, its address, relocation, target address).
    """

    calls: frozenset[int]
    stub_size: int
    filler: bytes
    write_stub: Callable[[bytearray, int, int, int], None]
    apply: Callable[[bytearray, int, Relocation, int], None]


# R_X86_64_*: both kinds are relative to the place; GOTPCREL* want the address of a word that holds
# the symbol's address, PC32 and PLT32 the symbol itself.
_X86_PC32, _X86_PLT32 = 2, 4
_X86_RELATIVE = frozenset({_X86_PC32, _X86_PLT32, 9, 41, 42})


def _apply_x86_64(text: bytearray, text_at: int, place: Relocation, target: int) -> None:
    if place.type not in _X86_RELATIVE:
        raise CompileError(
            f"relocation {place.type} at {place.offset:#x} of the compiled code is not known; "
            f"symbol {place.symbol or 'of the image itself'}"
        )
    distance = target + place.addend - (text_at + place.offset)
    _put_distance(text, place.offset, distance)


def _stub_x86_64(text: bytearray, text_at: int, offset: int, word: int) -> None:
    text[offset : offset + 2] = b"\xff\x25"  # jmp *distance(%rip)
    _put_distance(text, offset + 2, word - (text_at + offset + 6))


def _put_distance(text: bytearray, offset: int, distance: int) -> None:
    if not -(1 << 31) <= distance < 1 << 31:
        raise CompileError("the constants of an image are out of reach of its code (2 GiB)")
    struct.pack_into("<i", text, offset, distance)


_MACHINES = {"x86-64": _Machine(frozenset({_X86_PLT32}), 8, b"\xcc", _stub_x86_64, _apply_x86_64)}
