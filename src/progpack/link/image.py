"""Images, and the bytes that they become at one address.

An image has text, perhaps constants and variables, and relocations between them. Only instructions
get into packs: constants go to read-only data areas of their own, variables to writable ones, and
neither can be executed. What the code reaches outside of the image it reaches through a table of
addresses, which is part of the constants (the GOT of ELF), or directly where it is near enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from progpack.errors import CompileError
from progpack.link.machine import Kind, Minus, Of, OutOfReachError
from progpack.link.machines import MACHINES
from progpack.records import dataclass

__all__ = ["TOC", "Image", "Linked", "Part", "Place", "Relocation"]

#: powerpc's name for the place in the table that data are addressed from.
TOC = ".TOC."


class Part(IntEnum):
    """The place in memory that a piece of an image goes to."""

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
        symbol: name of an outside symbol, `TOC`, or ``""``.
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
        alignment: alignment of text, constants and variables, in bytes.
        symbols: functions defined here: name -> offset in the text.
        objects: data defined here: name -> where.
        exported: which names of both are for others too; the rest is local (static).
        outside: names of outside symbols, each once.
        weak: those of them that are 0 where nobody has them.
        table: offset of the table in ``constants``.
        words: for each word of the table the outside symbol, or ``""`` and the place.
        stubs: outside symbol -> offset of its stub in the text, and the word it jumps through.
        relocations: relocations of all parts.
        frames: offset of the unwind tables in ``constants``; -1 when there are none.
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
    frames: int = -1

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

    __slots__ = ("at", "image", "machine", "outside", "parts", "places", "table")

    def __init__(self, image: Image, at: tuple[int, int, int], outside: Mapping[str, int]) -> None:
        for name in image.outside:
            if name not in outside:
                raise CompileError(f"the compiled code needs {name}, which is not provided")
        self.image = image
        self.machine = MACHINES[image.machine]
        # The last is that of Part.NOWHERE.
        self.at = (*at, 0)
        self.outside = outside
        self.parts = tuple(map(bytearray, (image.text, image.constants, image.variables)))
        self.table = at[Part.CONSTANTS] + image.table
        self.places: dict[tuple[Part, int], Relocation] = {}

    def run(self) -> Linked:
        image, machine = self.image, self.machine
        text, constants, variables = self.parts
        for index, (name, target) in enumerate(image.words):
            start = image.table + machine.word * index
            data = machine.address(self._address(name, target))
            constants[start : start + machine.word] = data
        for name, (offset, word) in image.stubs.items():
            try:
                at = self.at[Part.TEXT] + offset
                machine.write_stub(text, offset, at, self.table + machine.word * word)
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
        if name == TOC:
            return self.table + self.machine.toc
        return self.outside[name] if name else self.at[target.part] + target.offset

    def _apply(self, relocation: Relocation, kind: Kind) -> None:
        value = self._wanted(relocation, kind)
        part = self.parts[relocation.part]
        leaves = kind.of is Of.BRANCH and relocation.symbol
        if leaves and (self.machine.always_stub or not kind.reaches(value)):
            stub = self.image.stubs[relocation.symbol][0]
            value = self._value(relocation, kind, self.at[Part.TEXT] + stub)
            if self.machine.after_stub is not None:
                self.machine.after_stub(part, relocation.offset)
        kind.write(part, relocation.offset, value)

    def _wanted(self, relocation: Relocation, kind: Kind) -> int:
        """Return the value that a relocation asks for, which may be too large for its place."""
        if kind.of is Of.PAIR:
            other = self._at(relocation.target)
            return self._wanted(other, self.machine.kinds[other.type])
        if kind.of is Of.WORD:
            target = self.table + self.machine.word * relocation.word
        elif kind.of is Of.TABLE:
            target = self.table
        else:
            target = self._address(relocation.symbol, relocation.target)
        return self._value(relocation, kind, target)

    def _at(self, place: Place) -> Relocation:
        """The relocation whose low bits another one writes."""
        if not self.places:
            kinds = self.machine.kinds
            self.places = {
                (relocation.part, relocation.offset): relocation
                for relocation in self.image.relocations
                if kinds[relocation.type].of is not Of.PAIR
            }
        counterpart = self.places.get((place.part, place.offset))
        if counterpart is None:
            raise OutOfReachError(f"there is no other half at {place.offset:#x}")
        return counterpart

    def _value(self, relocation: Relocation, kind: Kind, target: int) -> int:
        value = target + relocation.addend
        if kind.minus is Minus.PLACE:
            return value - (self.at[relocation.part] + relocation.offset)
        if kind.minus is Minus.TABLE:
            return value - self.table - self.machine.toc
        if kind.minus in (Minus.PAGE, Minus.ROUNDED_PAGE):
            place = self.at[relocation.part] + relocation.offset
            if kind.minus is Minus.ROUNDED_PAGE:
                value += 0x800
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
