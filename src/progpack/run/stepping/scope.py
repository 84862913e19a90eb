"""The names that an expression may have where a run stands still, and their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.bpf.dwarf.names import type_named
from progpack.bpf.fit.variables import variables_of
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import ArrayMap
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UnknownNameError, UsageError
from progpack.run.stepping.control import Frame
from progpack.run.stepping.locals import Locals, Value
from progpack.run.stepping.numbers import Number, literal
from progpack.run.stepping.typed_memory import WORD, TypedMemory

__all__ = ["Scope", "parameters_of"]

_REGISTER: Final = re.compile(r"r([0-9]|10)")
_INT, _LONG = 32, 64


class Scope(TypedMemory):
    """The names that an expression may have, in one function of a run that stands still.

    Args:
        spec: the object.
        machine: what runs.
        frame: the function.
        debug: the local variables of the object.
    """

    def __init__(
        self, spec: ObjectSpec, machine: Machine, frame: Frame, debug: Locals | None = None
    ) -> None:
        super().__init__(machine)
        self._frame = frame
        self._variables = variables_of(spec)
        self._parameters = parameters_of(spec, machine, frame)
        own = () if spec.btf is None else (spec.btf,)
        self._types: Sequence[Btf] = (*own, *(() if debug is None else debug.types))
        at = max(frame.pc - (frame.registers[0] is None), 0)
        self._locals = {} if debug is None else debug.at(machine, at, frame.registers)

    def names(self) -> list[str]:
        """Return the names of local variables, parameters and global variables."""
        return list(dict.fromkeys([*self._locals, *self._parameters, *self._variables]))

    @property
    def locals(self) -> Sequence[str]:
        """The names of the local variables that are somewhere."""
        return list(self._locals)

    @property
    def parameters(self) -> Sequence[str]:
        """The names of the function's parameters."""
        return list(self._parameters)

    def type_named(self, words: Sequence[str]) -> BtfType | None:
        """Return the type that words of C name; None where there is none."""
        return type_named(self._types, words)

    def named(self, name: str) -> Value:
        """Return the value of a name or a number.

        Raises:
            UnknownNameError: there is no such name.
            UsageError: the register is not known here.
        """
        register = _REGISTER.fullmatch(name)
        if register is not None:
            content = self._frame.registers[int(register[1])]
            if content is None:
                raise UsageError(f"{name} is not known in a function that has called another one")
            return Value(self.word(content))
        if name[0].isdigit():
            return self.of(literal(name))
        if name in self._locals:
            return self._locals[name]
        if name in self._parameters:
            return self._parameters[name]
        if name in self._variables:
            return self._variable(name)
        special = {"pc": self._frame.pc, "ctx": self._machine.view.context}
        if self._machine.view.packet is not None:
            special["packet"] = self._machine.view.address_of(0)
        if name in special:
            return Value(self.word(special[name]))
        constant = self._enumerator(name)
        if constant is not None:
            return constant
        known = dict.fromkeys([*self.names(), *special])
        raise UnknownNameError("there is no variable", name, known, listed="there are:")

    def _enumerator(self, name: str) -> Value | None:
        for kind in (kind for btf in self._types for kind in btf):
            for known in kind.enumerators():
                if known.name == name:
                    bits = _LONG if kind.kind is BtfKind.ENUM64 else _INT
                    return self.of(Number(known.value, bits, signed=kind.flag))
        return None

    def _variable(self, name: str) -> Value:
        section, at, kind = self._variables[name]
        held = self._machine.maps[section]
        assert isinstance(held, ArrayMap)
        return self.at(held.region.base + at, kind, 0)


def parameters_of(spec: ObjectSpec, machine: Machine, frame: Frame) -> dict[str, Value]:
    """Return the parameters of a function as it was called, by name; empty without BTF."""
    function = machine.spec.function_at(max(frame.pc - (frame.registers[0] is None), 0))
    if spec.btf is None or not function.type_id or frame.arguments is None:
        return {}
    order: Literal["little", "big"] = machine.maps.byteorder
    prototype = spec.btf.type(spec.btf.type(function.type_id).type_id)
    values = {}
    for parameter, number in zip(prototype.params(), frame.arguments, strict=False):
        kind = spec.btf.type(parameter.type_id)
        size = kind.sizeof()
        if parameter.name and size <= WORD:
            low = number & (1 << size * 8) - 1
            values[parameter.name] = Value(low.to_bytes(size, order), kind)
    return values
