"""Values of a run that stands still, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.btf.types import BtfKind
from progpack.bpf.context.build import fields_of
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ObjectSpec
from progpack.bpf.text.disasm import disasm
from progpack.commands.common.values import plain, text
from progpack.run.stepping.addresses import Addresses
from progpack.run.stepping.control import Frame
from progpack.run.stepping.locals import Value

__all__ = ["Words"]

_ROW: Final = 16
_AROUND: Final = 5
_FP: Final = 10


class Words:
    """The words for numbers, memory and instructions of an object's programs.

    Args:
        spec: the object.
    """

    def __init__(self, spec: ObjectSpec) -> None:
        self._addresses = Addresses(spec)

    def number(self, machine: Machine, frame: Frame, value: int) -> str:
        """Return a register's value: what it points to, or the number."""
        return self._addresses.number(machine, value, frame.registers[_FP] or 0)

    def value(self, machine: Machine, frame: Frame, value: Value) -> str:
        """Return a value by its type: pointers in words, structures by their members."""
        order = machine.maps.byteorder
        number = int.from_bytes(value.data, order)
        if value.kind is None and value.signed:
            return str(int.from_bytes(value.data, order, signed=True))
        if value.kind is None:
            return self.number(machine, frame, number)
        pointer = value.kind.resolve().kind is BtfKind.PTR
        if value.stars or pointer:
            kind = value.kind
            stars = value.stars
            if pointer:
                resolved = kind.resolve()
                kind, stars = resolved.btf.type(resolved.type_id), stars + 1
            where = self.number(machine, frame, number)
            name = kind.name or kind.resolve().name or "?"
            return f"({name} {'*' * stars}) {where}"
        return text(plain(value.kind, value.data, order))

    def dump(self, data: bytes) -> Iterator[str]:
        """Yield rows of 16 bytes, each with its offset and the letters in it."""
        for at in range(0, len(data), _ROW):
            row = data[at : at + _ROW]
            letters = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
            yield f"{at:>6}  {row.hex(' '):<{3 * _ROW}} {letters}"

    def context(self, machine: Machine, frame: Frame) -> Iterator[str]:
        """Yield the fields of the context that are not zero."""
        view = machine.view
        found = machine.space.find(view.context, view.context_bytes)
        if found is None:
            yield "there is no context"
            return
        image = bytes(found[0].data)
        for name, value in fields_of(machine.spec.type, image, machine.maps.byteorder).items():
            if value:
                yield f"{name} = {self.number(machine, frame, value)}"

    def disassembly(self, machine: Machine, frame: Frame) -> Iterator[str]:
        """Yield the instructions around the one that is next."""
        insns = machine.spec.insns
        first, last = max(frame.pc - _AROUND, 0), min(frame.pc + _AROUND + 1, len(insns))
        for pc in range(first, last):
            shown = disasm(insns, pc)
            if shown:
                yield f"{'->' if pc == frame.pc else '  '} {pc:>5}: {shown}"
