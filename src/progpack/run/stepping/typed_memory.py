"""The memory of a run that stands still, read by BTF types: from one value to the next."""

from __future__ import annotations

from typing import Final, Literal

from progpack.bpf.btf.parts import NUMBERS, Part, members_of
from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.bpf.oracle.machine import Machine
from progpack.errors import UnknownNameError, UsageError
from progpack.run.stepping.locals import Value
from progpack.run.stepping.numbers import Number

__all__ = ["WORD", "TypedMemory"]

#: Bytes of a pointer.
WORD: Final = 8
_U64: Final = (1 << 64) - 1


class TypedMemory:
    """The values of a run that stands still.

    Args:
        machine: what runs.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._order: Literal["little", "big"] = machine.maps.byteorder

    def memory(self, address: int, size: int) -> bytes:
        """Return bytes of memory.

        Raises:
            UsageError: not all of them are in one place that there is.
        """
        found = self._machine.space.find(address, size)
        if found is None:
            raise UsageError(f"there are no {size} bytes at {address:#x}")
        region, at = found
        return bytes(region.data[at : at + size])

    def number(self, value: Value) -> int:
        """Return the number of a value, unsigned.

        Raises:
            UsageError: the value is a structure or an array of more than 8 bytes.
        """
        if len(value.data) > WORD:
            raise UsageError(f"a value of {len(value.data)} bytes is no number")
        return int.from_bytes(value.data, self._order)

    def arithmetic(self, value: Value) -> Number:
        """Return the value as a number of C.

        Raises:
            UsageError: it is none.
        """
        kind = None if value.kind is None or value.stars else value.kind.resolve()
        if kind is not None and kind.kind not in NUMBERS:
            raise UsageError(f"a value of kind {kind.kind.name.lower()} is no number")
        signed = value.signed if kind is None else kind.is_signed()
        number = int.from_bytes(value.data, self._order, signed=signed)
        return Number(number, len(value.data) * 8, signed)

    def of(self, number: Number) -> Value:
        """Return a number of C as a value in no memory."""
        data = number.value.to_bytes(number.bits // 8, self._order, signed=number.signed)
        return Value(data, signed=number.signed)

    def word(self, number: int) -> bytes:
        """Return the 8 bytes of a number."""
        return (number & _U64).to_bytes(WORD, self._order)

    def at(self, address: int, kind: BtfType, stars: int) -> Value:
        """Return the value at an address; ``stars`` as of a `Value`.

        Raises:
            UsageError: the memory is not there.
        """
        size = WORD if stars else kind.sizeof()
        return Value(self.memory(address, size), kind, stars, address)

    def cast(self, value: Value, kind: BtfType, stars: int) -> Value:
        """Return the number of a value as one of another type.

        Raises:
            UsageError: the value is no number, or the type no number's.
        """
        number = self.arithmetic(value).value
        if stars:
            return Value(self.word(number), kind, stars)
        size = kind.sizeof()
        if size > WORD:
            raise UsageError(f"a number is no {kind.name} of {size} bytes; write a pointer to it")
        return Value((number & (1 << size * 8) - 1).to_bytes(size, self._order), kind)

    def _target(self, value: Value) -> tuple[BtfType, int]:
        """The type that a pointer points to.

        Raises:
            UsageError: the value is no pointer, or one to something of no type.
        """
        if value.kind is not None and value.stars:
            return value.kind, value.stars - 1
        resolved = value.kind.resolve() if value.kind is not None else None
        if resolved is None or resolved.kind is not BtfKind.PTR:
            raise UsageError("this is no pointer of a type: write (struct NAME *)EXPRESSION")
        return resolved.btf.type(resolved.type_id), 0

    def pointed(self, value: Value) -> Value:
        """Return what a pointer points to.

        Raises:
            UsageError: the value is no pointer, or the memory is not there.
        """
        kind, stars = self._target(value)
        return self.at(self.number(value), kind, stars)

    def moved(self, value: Value, by: int) -> Value:
        """Return a pointer to so many elements later."""
        number = self.number(value) + by * self.size_behind(value)
        return Value(self.word(number), value.kind, value.stars)

    def size_behind(self, value: Value) -> int:
        """Return the bytes of what a pointer points to: of void one, as of GNU C."""
        kind, stars = self._target(value)
        if stars:
            return WORD
        return kind.sizeof() if kind.resolve().id else 1

    def element(self, value: Value, index: int) -> Value:
        """Return an element of an array, or the one so far behind a pointer.

        Raises:
            UsageError: the array has no such element, or the memory is not there.
        """
        shape = value.kind.resolve().array() if value.kind is not None else None
        if shape is None or value.stars or value.kind is None:
            return self.pointed(self.moved(value, index))
        element = value.kind.btf.type(shape.type_id)
        if not 0 <= index < shape.length:
            raise UsageError(f"the array has {shape.length} elements")
        return self._part(value, element, index * element.sizeof())

    def member(self, value: Value, name: str) -> Value:
        """Return a member of a structure.

        Raises:
            UnknownNameError: the structure has no such member.
        """
        kind = None if value.kind is None or value.stars else value.kind.resolve()
        fields = {} if kind is None else _fields(kind)
        parts = {} if kind is None else members_of(kind, value.data)
        if name in parts and parts[name].bits is not None:
            return self._bit_field(parts[name])
        if name not in fields:
            raise UnknownNameError("there is no member", name, parts, listed="there are:")
        kind, at = fields[name]
        return self._part(value, kind, at)

    def _bit_field(self, part: Part) -> Value:
        number = Number(part.number("it"), part.kind.size * 8, part.kind.is_signed())
        return self.of(number)

    def _part(self, value: Value, kind: BtfType, at: int) -> Value:
        where = None if value.address is None else value.address + at
        return Value(value.data[at : at + kind.sizeof()], kind, 0, where)


def _fields(kind: BtfType) -> dict[str, tuple[BtfType, int]]:
    """The members of a structure, those with bytes of their own."""
    held = kind.resolve()
    bits = {member.name for member in held.members() if member.bits or member.offset_bits % 8}
    return {name: (inner, at) for name, inner, at in held.fields() if name not in bits}
