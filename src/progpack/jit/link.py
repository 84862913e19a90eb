"""From a compiled image to bytes that run at one address.

An image has text, perhaps constants, and relocations between them. Constants go to a read-only
data area of their own; only instructions get into packs. Calls out of the image (libc, for the
runtime) go through a table of addresses that is part of the constants.

Relocation numbers are from the psABI of each machine. Only machines that are run in tests are
listed; another is refused before it compiles.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from progpack.errors import CapabilityError, CompileError

__all__ = ["DATA_ALIGN", "MACHINES", "Image", "Linked", "Machine", "Relocation", "require_linker"]

_WORD = struct.Struct("<Q")
#: More than any constant of ours needs: a 512-bit vector.
DATA_ALIGN = 64


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
        machine = MACHINES[self.machine]
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


def require_linker(machine: str) -> None:
    """Refuse a machine whose relocations are not known here, before anything is compiled.

    Raises:
        CapabilityError: names the machine and those that are known.
    """
    if machine not in MACHINES:
        raise CapabilityError(
            f"BPF programs cannot be compiled for {machine} yet; they can for: "
            + ", ".join(sorted(MACHINES))
        )


@dataclass(frozen=True, slots=True)
class Machine:
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


MACHINES = {"x86-64": Machine(frozenset({_X86_PLT32}), 8, b"\xcc", _stub_x86_64, _apply_x86_64)}
