"""The smallest ELF files that debuggers and the dynamic linker accept."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["library", "symbol_file"]


_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_DYNAMIC = struct.Struct("<QQ")
_IDENT = b"\x7fELF\x02\x01\x01" + bytes(9)
_EXEC, _DYN = 2, 3
_PROGBITS, _SYMTAB, _STRTAB, _HASH, _DYNAMIC_TYPE, _NOBITS, _DYNSYM = 1, 2, 3, 5, 6, 8, 11
_WRITE, _ALLOC, _EXECINSTR = 1, 2, 4
_GLOBAL_FUNC, _GLOBAL_OBJECT = 0x12, 0x11
_PAGE = 1 << 16
"""Alignment of segments: the largest page of any of these architectures."""


class _Strings:
    """A string table that grows."""

    def __init__(self) -> None:
        self.data = b"\0"

    def add(self, text: str) -> int:
        at = len(self.data)
        self.data += text.encode() + b"\0"
        return at


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int = 0
    info: int = 0
    align: int = 1
    entry: int = 0


def _sections(sections: Sequence[_Section], offset: int) -> tuple[bytes, bytes]:
    """(section name table, section headers), the table being at ``offset`` and the last one."""
    names = _Strings()
    placed = [names.add(section.name) for section in sections]
    own = names.add(".shstrtab")
    table = [_SECTION.pack(*[0] * 10)]
    for at, s in zip(placed, sections, strict=True):
        table.append(
            _SECTION.pack(
                at,
                s.kind,
                s.flags,
                s.address,
                s.offset,
                s.size,
                s.link,
                s.info,
                s.align,
                s.entry,
            )
        )
    table.append(_SECTION.pack(own, _STRTAB, 0, 0, offset, len(names.data), 0, 0, 1, 0))
    return names.data, b"".join(table)


def symbol_file(machine: int, functions: Sequence[tuple[str, int, int]]) -> bytes:
    """An executable without contents that says which functions are where.

    Args:
        machine: its ``e_machine``.
        functions: (name, address, bytes) of each; at least one.
    """
    strings = _Strings()
    symbols = [_SYMBOL.pack(0, 0, 0, 0, 0, 0)]
    texts = []
    for index, (name, address, size) in enumerate(functions, 1):
        symbols.append(_SYMBOL.pack(strings.add(name), _GLOBAL_FUNC, 0, index, address, size))
        # Without contents: whoever wants the bytes reads the process.
        texts.append(_Section(".text", _NOBITS, _ALLOC | _EXECINSTR, address, 0, size, align=16))
    table = b"".join(symbols)
    at = _HEADER.size
    strings_at = at + len(table)
    names_at = strings_at + len(strings.data)
    link = len(texts) + 2
    sections = [
        *texts,
        _Section(
            ".symtab", _SYMTAB, 0, 0, at, len(table), link, info=1, align=8, entry=_SYMBOL.size
        ),
        _Section(".strtab", _STRTAB, 0, 0, strings_at, len(strings.data)),
    ]
    names, headers = _sections(sections, names_at)
    count = len(sections) + 2
    header = _HEADER.pack(
        _IDENT,
        _EXEC,
        machine,
        1,
        0,
        0,
        names_at + len(names),
        0,
        _HEADER.size,
        _SEGMENT.size,
        0,
        _SECTION.size,
        count,
        count - 1,
    )
    return header + table + strings.data + names + headers


def library(machine: int, function: str, code: bytes, data_name: str, data: bytes) -> bytes:
    """A shared library with one function and one variable.

    Args:
        machine: its ``e_machine``.
        function: name of the function.
        code: its instructions, which need no relocation.
        data_name: name of the variable.
        data: what it is at first.
    """
    strings = _Strings()
    soname = strings.add("progpack-names.so")
    symbols_at = _HEADER.size + 5 * _SEGMENT.size
    function_name, variable_name = strings.add(function), strings.add(data_name)
    code_at, data_at = _PAGE, 2 * _PAGE
    symbols = (
        _SYMBOL.pack(0, 0, 0, 0, 0, 0)
        + _SYMBOL.pack(function_name, _GLOBAL_FUNC, 0, 4, code_at, len(code))
        + _SYMBOL.pack(variable_name, _GLOBAL_OBJECT, 0, 5, data_at, len(data))
    )
    # One bucket: nbucket, nchain, bucket[0], chain[0..2].
    table = struct.pack("<6I", 1, 3, 2, 0, 0, 1)
    strings_at = symbols_at + len(symbols)
    hash_at = -(-(strings_at + len(strings.data)) // 8) * 8
    dynamic_at = data_at + -(-len(data) // 16) * 16
    dynamic = b"".join(
        _DYNAMIC.pack(tag, value)
        for tag, value in (
            (14, soname),  # DT_SONAME
            (4, hash_at),  # DT_HASH
            (5, strings_at),  # DT_STRTAB
            (6, symbols_at),  # DT_SYMTAB
            (10, len(strings.data)),  # DT_STRSZ
            (11, _SYMBOL.size),  # DT_SYMENT
            (0, 0),
        )
    )
    names_at = dynamic_at + len(dynamic)
    sections = [
        _Section(".dynsym", _DYNSYM, _ALLOC, symbols_at, symbols_at, len(symbols), 2, 1, 8, 24),
        _Section(".dynstr", _STRTAB, _ALLOC, strings_at, strings_at, len(strings.data)),
        _Section(".hash", _HASH, _ALLOC, hash_at, hash_at, len(table), 1, 0, 8, 4),
        _Section(".text", _PROGBITS, _ALLOC | _EXECINSTR, code_at, code_at, len(code), align=16),
        _Section(".data", _PROGBITS, _ALLOC | _WRITE, data_at, data_at, len(data), align=16),
        _Section(
            ".dynamic",
            _DYNAMIC_TYPE,
            _ALLOC | _WRITE,
            dynamic_at,
            dynamic_at,
            len(dynamic),
            link=2,
            align=8,
            entry=16,
        ),
    ]
    names, headers = _sections(sections, names_at)
    count = len(sections) + 2
    end = dynamic_at + len(dynamic)
    read, write, execute = 4, 2, 1
    segments = b"".join(
        _SEGMENT.pack(kind, flags, offset, offset, offset, size, size, align)
        for kind, flags, offset, size, align in (
            (1, read, 0, hash_at + len(table), _PAGE),
            (1, read | execute, code_at, len(code), _PAGE),
            (1, read | write, data_at, end - data_at, _PAGE),
            (2, read | write, dynamic_at, len(dynamic), 8),
            # PT_GNU_STACK; without it the linker makes the stacks of all threads executable.
            (0x6474E551, read | write, 0, 0, 16),
        )
    )
    header = _HEADER.pack(
        _IDENT,
        _DYN,
        machine,
        1,
        0,
        _HEADER.size,
        names_at + len(names),
        0,
        _HEADER.size,
        _SEGMENT.size,
        5,
        _SECTION.size,
        count,
        count - 1,
    )
    first = header + segments + symbols + strings.data
    first = first.ljust(hash_at, b"\0") + table
    return (
        first.ljust(code_at, b"\0")
        + code.ljust(_PAGE, b"\0")
        + data.ljust(dynamic_at - data_at, b"\0")
        + dynamic
        + names
        + headers
    )
