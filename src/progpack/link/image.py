"""From a compiled image to bytes that run at one address.

An image has text, perhaps constants and variables, and relocations between them. Only instructions
get into packs: constants go to read-only data areas of their own, variables to writable ones, and
neither can be executed. What the code reaches outside of the image it reaches through a table of
addresses, which is part of the constants (the GOT of ELF), or directly where it is near enough.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from progpack.errors import CompileError
from progpack.link.machine import Kind, Minus, Of, OutOfReachError
from progpack.link.machines import MACHINES

__all__ = ["Image", "Linked", "Part", "Place", "Relocation"]

_WORD: Final = struct.Struct("<Q")


class Part(IntEnum):
    """Where in memory a piece of an image goes."""

    #: A number, the same wherever the image is.
    NOWHERE = -1
    TEXT = 0
    CONSTANTS = 1
    VARIABLES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an image: the part and the offset in it, in bytes."""

    part: Part
    offset: int


@dataclass(frozen=True, slots=True)
class Relocation:
    """Bytes of an image that depend on addresses.

    Attributes:
        part: where they are: in the text, the constants or the variables.
        offset: in that part.
        type: relocation number of the machine.
        symbol: name of an outside symbol, or ``""``.
        target: what is meant, when ``symbol`` is empty.
        addend: as in the object.
        word: which word of the table holds the target's address; -1 when none is needed.
    """

    part: Part
    offset: int
    type: int
    symbol: str
    target: Place
    addend: int
    word: int


@dataclass(frozen=True, slots=True)
class Image:
    """A compiled object, still without an address.

    Attributes:
        machine: architecture name, as in `progpack.arch`.
        text: the instructions, then one stub for each outside symbol that is called directly.
        constants: read-only data, laid out; then the table, one word for each address in it.
        variables: data that the code may write, as it is at the start.
        zeros: bytes that follow the variables and are zero at the start.
        alignment: of text, constants and variables, in bytes.
        symbols: functions defined here: name -> offset in the text.
        objects: data defined here: name -> where.
        exported: which names of both are for others too; the rest is local (static).
        outside: names of outside symbols, each once.
        weak: those of them that are 0 where nobody has them.
        table: offset of the table in ``constants``.
        words: for each word of the table the outside symbol, or ``""`` and the place.
        stubs: outside symbol -> offset of its stub in the text, and the word it jumps through.
        relocations: of all parts.
    """

    machine: str
    text: bytes
    constants: bytes
    variables: bytes
    zeros: int
    alignment: tuple[int, int, int]
    symbols: Mapping[str, int]
    objects: Mapping[str, Place]
    exported: frozenset[str]
    outside: tuple[str, ...]
    weak: frozenset[str]
    table: int
    words: tuple[tuple[str, Place], ...]
    stubs: Mapping[str, tuple[int, int]]
    relocations: tuple[Relocation, ...]

    def link(
        self, text_at: int, constants_at: int, variables_at: int, outside: Mapping[str, int]
    ) -> Linked:
        """The bytes for these addresses.

        Args:
            text_at: address where the text will run.
            constants_at: address of the constants; 0 when there are none.
            variables_at: address of the variables; 0 when there are none.
            outside: addresses of outside symbols.

        Raises:
            CompileError: a symbol is missing, or something is out of reach.
        """
        return _Linking(self, (text_at, constants_at, variables_at), outside).run()


@dataclass(frozen=True, slots=True)
class Linked:
    """Text, constants and variables for one choice of addresses."""

    text: bytes
    constants: bytes
    variables: bytes


class _Linking:
    """One image on its way to its addresses."""

    __slots__ = ("at", "image", "outside", "parts", "table")

    def __init__(self, image: Image, at: tuple[int, int, int], outside: Mapping[str, int]) -> None:
        for name in image.outside:
            if name not in outside:
                raise CompileError(f"the compiled code needs {name}, which is not provided")
        self.image = image
        # The last is that of Part.NOWHERE.
        self.at = (*at, 0)
        self.outside = outside
        self.parts = tuple(map(bytearray, (image.text, image.constants, image.variables)))
        self.table = at[Part.CONSTANTS] + image.table

    def run(self) -> Linked:
        image = self.image
        machine = MACHINES[image.machine]
        text, constants, variables = self.parts
        for index, (name, target) in enumerate(image.words):
            address = self._address(name, target)
            _WORD.pack_into(constants, image.table + 8 * index, address)
        for name, (offset, word) in image.stubs.items():
            try:
                at = self.at[Part.TEXT] + offset
                machine.write_stub(text, offset, at, self.table + 8 * word)
            except OutOfReachError as error:
                raise CompileError(f"the stub of {name} cannot be made: {error}") from error
        for relocation in image.relocations:
            kind = machine.kinds[relocation.type]
            try:
                self._apply(relocation, kind)
            except OutOfReachError as error:
                raise CompileError(self._far(relocation, kind, error)) from error
        return Linked(bytes(text), bytes(constants), bytes(variables))

    def _address(self, name: str, target: Place) -> int:
        return self.outside[name] if name else self.at[target.part] + target.offset

    def _apply(self, relocation: Relocation, kind: Kind) -> None:
        if kind.of is Of.WORD:
            target = self.table + 8 * relocation.word
        elif kind.of is Of.TABLE:
            target = self.table
        else:
            target = self._address(relocation.symbol, relocation.target)
        value = self._value(relocation, kind, target)
        if kind.of is Of.BRANCH and relocation.symbol and not kind.reaches(value):
            stub = self.image.stubs[relocation.symbol][0]
            value = self._value(relocation, kind, self.at[Part.TEXT] + stub)
        kind.write(self.parts[relocation.part], relocation.offset, value)

    def _value(self, relocation: Relocation, kind: Kind, target: int) -> int:
        value = target + relocation.addend
        if kind.minus is Minus.PLACE:
            return value - (self.at[relocation.part] + relocation.offset)
        if kind.minus is Minus.TABLE:
            return value - self.table
        if kind.minus is Minus.PAGE:
            place = self.at[relocation.part] + relocation.offset
            return (value & ~0xFFF) - (place & ~0xFFF)
        return value

    def _far(self, relocation: Relocation, kind: Kind, error: OutOfReachError) -> str:
        what = relocation.symbol or f"the image's own {relocation.target.part.name.lower()}"
        where = f"{relocation.part.name.lower()} + {relocation.offset:#x}"
        text = f"{kind.name} at {where} of the compiled code does not reach {what}: {error}"
        if kind.minus is Minus.NOTHING:
            text += "; such code is for the lowest 2 GiB: compile it with -fPIC or link it into "
            text += "packs that are there, PackAllocator(near=0)"
        elif relocation.symbol:
            text += "; compile it with -fPIC, so that it goes through a table of addresses"
        return text
