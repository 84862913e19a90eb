"""Objects for tests of the command line: small ones made here, and shipped ones with bytes changed.

Nothing of this uses the reader under test: `make` writes ELF64 by hand, and the patches find their
place through pyelftools.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elftools.elf.elffile import ELFFile

from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import SLOT, encode
from progpack.bpf.object.bundled import object_bytes

EM_BPF = 247
EM_X86_64 = 62
R_BPF_64_64 = 1
R_BPF_64_32 = 10

_EHDR = "16sHHIQQQIHHHHHH"
_SHDR = "IIQQQQIIQQ"
_SYM = "IBBHQQ"
_REL = "QQ"
_PROGBITS, _SYMTAB, _STRTAB, _REL_TYPE = 1, 2, 3, 9
_ALLOC_EXEC = 6
_GLOBAL_FUNC, _GLOBAL = 0x12, 0x10


@dataclass(frozen=True)
class Undefined:
    """A relocation against a symbol that is not in the object."""

    slot: int
    symbol: str
    type: int = R_BPF_64_64


def code(text: str, byteorder: str = "little") -> bytes:
    """Machine code of an assembler text."""
    return encode(assemble(text), byteorder)


class _Strings:
    def __init__(self) -> None:
        self.data = b"\0"

    def add(self, text: str) -> int:
        at = len(self.data)
        self.data += text.encode() + b"\0"
        return at


def make(
    text: str | bytes,
    *,
    section: str = "xdp",
    name: str = "prog",
    undefined: Sequence[Undefined] = (),
    machine: int = EM_BPF,
    byteorder: str = "little",
) -> bytes:
    """An object with one program, as clang lays it out: code, relocations, symbols, names.

    Args:
        text: assembler text, or machine code.
        section: what kind of program.
        name: of its function.
        undefined: relocations against symbols that are not there.
        machine: ELF machine number.
        byteorder: of everything in it.
    """
    body = code(text, byteorder) if isinstance(text, str) else text

    def pack(layout: str, *values: object) -> bytes:
        return struct.pack(("<" if byteorder == "little" else ">") + layout, *values)

    names = _Strings()
    symbols = [pack(_SYM, 0, 0, 0, 0, 0, 0), pack(_SYM, names.add(name), 0x12, 0, 1, 0, len(body))]
    relocations = b""
    for entry in undefined:
        number = len(symbols)
        symbols.append(pack(_SYM, names.add(entry.symbol), _GLOBAL, 0, 0, 0, 0))
        relocations += pack(_REL, entry.slot * SLOT, number << 32 | entry.type)
    # (name, type, flags, contents, link, info, entry size)
    parts = [
        (section, _PROGBITS, _ALLOC_EXEC, body, 0, 0, 0),
        (f".rel{section}", _REL_TYPE, 0, relocations, 3, 1, struct.calcsize(f"<{_REL}")),
        (".symtab", _SYMTAB, 0, b"".join(symbols), 4, 1, struct.calcsize(f"<{_SYM}")),
    ]
    headers = [pack(_SHDR, *[0] * 10)]
    at, blob = struct.calcsize(f"<{_EHDR}"), b""
    labels = [names.add(part[0]) for part in parts] + [names.add(".strtab")]
    parts.append((".strtab", _STRTAB, 0, names.data, 0, 0, 0))
    for label, (_, kind, flags, contents, link, info, size) in zip(labels, parts, strict=True):
        headers.append(
            pack(_SHDR, label, kind, flags, 0, at + len(blob), len(contents), link, info, 8, size)
        )
        blob += contents + bytes(-len(contents) % 8)
    ident = b"\x7fELF" + bytes((2, 1 if byteorder == "little" else 2, 1)) + bytes(9)
    start = at + len(blob)
    header = pack(_EHDR, ident, 1, machine, 1, 0, 0, start, 0, 64, 0, 0, 64, len(headers), 4)
    return header + blob + b"".join(headers)


def shipped(name: str = "firewall") -> bytearray:
    """A copy of an example's object, to be changed."""
    return bytearray(object_bytes(name))


def with_insn(data: bytearray, slot: int, *, section: str = "xdp", **fields: int) -> bytes:
    """The object with fields (opcode, regs, off, imm) of one instruction changed."""
    at = _section(data, section)["sh_offset"] + slot * SLOT
    opcode, regs, off, imm = struct.unpack_from("<BBhi", data, at)
    values = {"opcode": opcode, "regs": regs, "off": off, "imm": imm} | fields
    struct.pack_into("<BBhi", data, at, *values.values())
    return bytes(data)


def slots_with(data: bytes | bytearray, opcode: int, *, section: str = "xdp") -> list[int]:
    """The slots of a section whose instruction has this opcode."""
    header = _section(data, section)
    start, size = header["sh_offset"], header["sh_size"]
    return [at // SLOT for at in range(0, size, SLOT) if data[start + at] == opcode]


def with_map_type(data: bytearray, map_name: str, number: int) -> bytes:
    """The object with ``__uint(type, number)`` for one map (and those that share its type)."""
    header = _section(data, ".BTF")
    base = header["sh_offset"]
    _, _, length, type_off, type_len, str_off, _ = struct.unpack_from("<HHIIIII", data, base)
    types, strings = base + length + type_off, base + length + str_off
    entries = {1: 4, 3: 12, 14: 4, 17: 4}
    vectors = {4: 12, 5: 12, 6: 8, 13: 8, 15: 12, 19: 12}
    offsets, at = [0], types
    while at < types + type_len:
        offsets.append(at)
        info = struct.unpack_from("<I", data, at + 4)[0]
        kind, count = info >> 24 & 31, info & 0xFFFF
        at += 12 + entries.get(kind, 0) + vectors.get(kind, 0) * count

    def name_of(offset: int) -> str:
        start = strings + offset
        return data[start : data.index(b"\0", start)].decode()

    for at in offsets[1:]:
        name, info, held = struct.unpack_from("<III", data, at)
        if info >> 24 & 31 != 14 or name_of(name) != map_name:
            continue
        struct_at = offsets[held]
        count = struct.unpack_from("<I", data, struct_at + 4)[0] & 0xFFFF
        for index in range(count):
            member, pointer, _ = struct.unpack_from("<III", data, struct_at + 12 + 12 * index)
            if name_of(member) == "type":
                array = offsets[struct.unpack_from("<I", data, offsets[pointer] + 8)[0]]
                struct.pack_into("<I", data, array + 12 + 8, number)
                return bytes(data)
    raise AssertionError(f"no map {map_name}")


def with_undefined(data: bytearray, symbol: str) -> bytes:
    """The object with a symbol's section taken away, as if it were in another object."""
    elf = ELFFile(io.BytesIO(bytes(data)))
    table: Any = elf.get_section_by_name(".symtab")
    for index, found in enumerate(table.iter_symbols()):
        if found.name == symbol:
            at = table["sh_offset"] + index * table["sh_entsize"]
            struct.pack_into("<H", data, at + 6, 0)
            return bytes(data)
    raise AssertionError(f"no symbol {symbol}")


def _section(data: bytes | bytearray, name: str) -> dict[str, int]:
    found = ELFFile(io.BytesIO(bytes(data))).get_section_by_name(name)
    assert found is not None, name
    return dict(found.header)
