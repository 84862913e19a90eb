"""Taking apart the object file that LLVM emits; only in the compiler's process.

The sections come from LLVM's own object reader. What is read here are the two plain arrays inside
them, ``Elf64_Rela`` and ``Elf64_Sym`` (System V ABI).
"""

from __future__ import annotations

import struct

from progpack.errors import CompileError
from progpack.jit.link import DATA_ALIGN, MACHINES, Image, Relocation

__all__ = ["split"]

_RELA = struct.Struct("<QQq")
_SYMBOL = struct.Struct("<IBBHQQ")
_SHN_UNDEF = 0


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
    target = MACHINES[machine]
    called = dict.fromkeys(r.symbol for r in relocations if r.symbol and r.type in target.calls)
    text += target.filler * (-len(text) % target.stub_size)
    stubs = {name: len(text) + target.stub_size * index for index, name in enumerate(called)}
    text += target.filler * target.stub_size * len(stubs)
    return Image(machine, text, bytes(data), defined, outside, table, stubs, relocations, places)


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
