"""Static executables: ELF files whose memory is what a process begins with, for any CPU.

Every part of memory is a segment with rights of its own, on pages of its own (64 KiB, the largest
in use), so the file runs where pages are large. No segment is writable and executable.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from progpack.errors import UsageError

__all__ = ["PAGE", "READ", "RUN", "WRITE", "Machine", "Segment", "executable"]

#: The largest page size in use; segments begin at a multiple of it.
PAGE: Final = 64 * 1024
RUN, WRITE, READ = 1, 2, 4
_ET_EXEC: Final = 2
_PT_LOAD: Final = 1
_PT_GNU_STACK: Final = 0x6474E551


@dataclass(frozen=True, slots=True)
class Machine:
    """The header's description of the CPU that an executable is for.

    Attributes:
        number: ``EM_`` number.
        bits: bits of an address.
        byteorder: byte order of all numbers in the file.
        flags: ``e_flags``.
    """

    number: int
    bits: Literal[32, 64]
    byteorder: Literal["little", "big"]
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of memory.

    Attributes:
        address: address of its first byte, a multiple of `PAGE`.
        data: what the file holds of it.
        size: bytes; what is not in ``data`` is zero.
        rights: `READ`, `WRITE`, `RUN`.
    """

    address: int
    data: bytes
    size: int
    rights: int


def executable(machine: Machine, entry: int, segments: Sequence[Segment]) -> bytes:
    """The file.

    Args:
        machine: what it is for.
        entry: address of the first instruction.
        segments: its memory, in order; they do not share pages.

    Raises:
        UsageError: segments that overlap, are unordered or unaligned, or one that could be written
            and executed.
    """
    _check(segments)
    order = "<" if machine.byteorder == "little" else ">"
    wide = machine.bits == 64
    header = struct.Struct(order + ("HHIQQQIHHHHHH" if wide else "HHIIIIIHHHHHH"))
    program = struct.Struct(order + ("IIQQQQQQ" if wide else "IIIIIIII"))
    count = len(segments) + 1
    table = 16 + header.size
    offset = -(-(table + program.size * count) // PAGE) * PAGE
    rows, parts = [], []
    for segment in segments:
        in_file = len(segment.data)
        rows.append(
            (_PT_LOAD, segment.rights, offset, segment.address, in_file, segment.size, PAGE)
        )
        padded = segment.data + bytes(-in_file % PAGE)
        parts.append(padded)
        offset += len(padded)
    rows.append((_PT_GNU_STACK, READ | WRITE, 0, 0, 0, 0, 16))
    ident = b"\x7fELF" + bytes([2 if wide else 1, 1 if order == "<" else 2, 1]) + bytes(9)
    head = ident + header.pack(
        *(_ET_EXEC, machine.number, 1, entry, table, 0, machine.flags),
        *(table, program.size, count, 0, 0, 0),
    )
    for kind, rights, at, address, in_file, size, align in rows:
        if wide:
            head += program.pack(kind, rights, at, address, address, in_file, size, align)
        else:
            head += program.pack(kind, at, address, address, in_file, size, rights, align)
    return head + bytes(-len(head) % PAGE) + b"".join(parts)


def _check(segments: Sequence[Segment]) -> None:
    end = PAGE  # nothing at address 0
    for segment in segments:
        where = f"the segment at {segment.address:#x}"
        if segment.rights & RUN and segment.rights & WRITE:
            raise UsageError(f"{where} could be written and executed")
        if segment.address % PAGE or segment.address < end:
            raise UsageError(f"{where} does not begin on a page behind the one before it")
        if len(segment.data) > segment.size:
            raise UsageError(f"{where} has more data than bytes")
        end = segment.address + segment.size
