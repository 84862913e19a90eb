"""Expressions over a run that stands still: registers, variables and memory by BTF types.

=======================  ==================================================================
``r0`` to ``r10``, pc    registers of the function
``ctx``                  the context, of the type of the program's first parameter
``packet``               address of the packet's first byte
a local variable         where the object has DWARF (``clang -g``) and clang has it somewhere
a parameter's name       what the function was called with
a global variable        as it is now
``7``, ``0x1f``          a number
``A.m``, ``A->m``        a member of a structure, or of the one that a pointer points to
``A[7]``                 an element of an array, or behind a pointer
``*A``                   what a pointer points to
``(struct iphdr *)A``    the same number as a pointer to a type of the object
``A + 14``, ``A - 2``    a number, or a pointer moved by so many of what it points to
``BUSY``                 the number of an enumerator
``A == 7 && B < 3``      the operators of C on numbers, with its conversions; what decides ends it
=======================  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from progpack.bpf.btf.parts import Part, members_of
from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.bpf.dwarf.names import type_named
from progpack.bpf.fit.variables import variables_of
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import ArrayMap
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UnknownNameError, UsageError
from progpack.run.stepping.control import Frame
from progpack.run.stepping.locals import Locals, Value
from progpack.run.stepping.numbers import LEVELS, Number, binary, literal, unary

__all__ = ["Scope", "check_expression"]

_TOKEN: Final = re.compile(
    r"\s*(->|[A-Za-z_]\w*|(?:0x[0-9a-fA-F]+|[0-9]+)[uUlL]*|&&|\|\||[=!<>]=|<<|>>"
    r"|[.*&()\[\]+\-<>!~|^%/])"
)
_REGISTER: Final = re.compile(r"r([0-9]|10)")
_WORD: Final = 8
_INT, _LONG = 32, 64
_OPENING, _CLOSING = ("(", "["), (")", "]")
_SIGNS: Final = {sign for level in LEVELS for sign in level} | {"~", "!"}
_NUMBERS: Final = (BtfKind.INT, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.PTR)
_U64: Final = (1 << 64) - 1
_TAGS: Final = {"struct": BtfKind.STRUCT, "union": BtfKind.UNION, "enum": BtfKind.ENUM}


class Scope:
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
        self._spec, self._machine, self._frame = spec, machine, frame
        self._order: Literal["little", "big"] = machine.maps.byteorder
        self._variables = variables_of(spec)
        self._parameters = parameters_of(spec, machine, frame)
        own = () if spec.btf is None else (spec.btf,)
        self._types: Sequence[Btf] = (*own, *(() if debug is None else debug.types))
        at = max(frame.pc - (frame.registers[0] is None), 0)
        self._locals = {} if debug is None else debug.at(machine, at, frame.registers)
        self._tokens: list[str] = []
        self._text = ""

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

    def value(self, text: str) -> Value:
        """Return the value of an expression.

        Raises:
            UsageError: the expression cannot be read, or memory that it needs is not there.
        """
        self._text = text
        return self._whole(_split(text))

    def holds(self, text: str) -> bool:
        """Return whether an expression is not zero.

        Raises:
            UsageError: as `value`.
        """
        return self._is_true(self.value(text))

    def number(self, value: Value) -> int:
        """Return the number of a value, unsigned.

        Raises:
            UsageError: the value is a structure or an array of more than 8 bytes.
        """
        if len(value.data) > _WORD:
            raise UsageError(f"a value of {len(value.data)} bytes is no number")
        return int.from_bytes(value.data, self._order)

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

    # The parts of an expression, from the loosest on.

    def _whole(self, tokens: Sequence[str]) -> Value:
        """The value of all of these tokens; what ``||`` and ``&&`` need not ask is not asked."""
        for sign, ends in (("||", True), ("&&", False)):
            parts = _parts(tokens, sign)
            if len(parts) > 1:
                ended = any(self._is_true(self._whole(part)) is ends for part in parts)
                return self._of(Number(int(ended is ends), _INT, signed=True))
        outer, self._tokens = self._tokens, list(tokens)
        value = self._level(0)
        if self._tokens:
            raise UsageError(f"{self._text!r} cannot be read from {self._tokens[0]!r} on")
        self._tokens = outer
        return value

    def _is_true(self, value: Value) -> bool:
        return bool(self._number(value).value)

    def _number(self, value: Value) -> Number:
        """The value as a number of C.

        Raises:
            UsageError: it is none.
        """
        kind = None if value.kind is None or value.stars else value.kind.resolve()
        if kind is not None and kind.kind not in _NUMBERS:
            raise UsageError(f"a value of kind {kind.kind.name.lower()} is no number")
        signed = value.signed
        if kind is not None:
            how = kind.encoding()
            signed = how.signed if how is not None else kind.flag
        number = int.from_bytes(value.data, self._order, signed=signed)
        return Number(number, len(value.data) * 8, signed)

    def _of(self, number: Number) -> Value:
        data = number.value.to_bytes(number.bits // 8, self._order, signed=number.signed)
        return Value(data, signed=number.signed)

    def _next(self) -> str:
        return self._tokens[0] if self._tokens else ""

    def _take(self, wanted: str = "") -> str:
        if not self._tokens or (wanted and self._tokens[0] != wanted):
            raise UsageError(f"{wanted or 'a name or number'} is missing at {self._next()!r}")
        return self._tokens.pop(0)

    def _level(self, depth: int) -> Value:
        if depth == len(LEVELS):
            return self._unary()
        value = self._level(depth + 1)
        while self._next() in LEVELS[depth]:
            value = self._binary(self._take(), value, self._level(depth + 1))
        return value

    def _binary(self, sign: str, left: Value, right: Value) -> Value:
        if sign == "+" and right.is_pointer:
            left, right = right, left
        if sign not in ("+", "-") or not left.is_pointer:
            return self._of(binary(sign, self._number(left), self._number(right)))
        if right.is_pointer:
            size = self._size_behind(left)
            apart = self.number(left) - self.number(right)
            return self._of(Number(apart // size, signed=True).wrapped())
        by = self._number(right).value
        return self._moved(left, by if sign == "+" else -by)

    def _unary(self) -> Value:
        token = self._next()
        if token in ("-", "~", "!"):
            self._take()
            return self._of(unary(token, self._number(self._unary())))
        if token == "*":
            self._take()
            return self._pointed(self._unary())
        if token == "&":
            self._take()
            value = self._unary()
            if value.address is None:
                raise UsageError("a value that is not in memory has no address")
            return Value(self._word(value.address), value.kind, value.stars + 1)
        if token == "(" and self._is_type():
            self._take()
            kind, stars = self._type()
            self._take(")")
            return self._cast(self._unary(), kind, stars)
        return self._postfix()

    def _postfix(self) -> Value:
        bracketed = self._next() == "("
        value = self._whole(self._inside(")")) if bracketed else self._named(self._take())
        while self._next() in (".", "->", "["):
            if self._next() == "[":
                value = self._element(value, self._number(self._whole(self._inside("]"))).value)
            else:
                self._take()
                held = self._pointed(value) if value.is_pointer else value
                value = self._member(held, self._take())
        return value

    def _inside(self, end: str) -> list[str]:
        """Take what is between the bracket that is next and the one that ends it."""
        depth = at = 0
        for at, token in enumerate(self._tokens):  # noqa: B007 - it is where the loop has ended
            depth += (token in _OPENING) - (token in _CLOSING)
            if not depth:
                break
        inside, last = self._tokens[1:at], self._tokens[at]
        del self._tokens[: at + 1]
        if last != end or not inside:
            raise UsageError(f"{end if inside else 'a name or number'} is missing at {last!r}")
        return inside

    def _named(self, name: str) -> Value:
        register = _REGISTER.fullmatch(name)
        if register is not None:
            content = self._frame.registers[int(register[1])]
            if content is None:
                raise UsageError(f"{name} is not known in a function that has called another one")
            return Value(self._word(content))
        if name[0].isdigit():
            return self._of(literal(name))
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
            return Value(self._word(special[name]))
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
                    return self._of(Number(known.value, bits, signed=kind.flag))
        return None

    def _variable(self, name: str) -> Value:
        section, at, kind = self._variables[name]
        held = self._machine.maps[section]
        assert isinstance(held, ArrayMap)
        return self._at(held.region.base + at, kind, 0)

    def _is_type(self) -> bool:
        name = self._tokens[1] if len(self._tokens) > 1 else ""
        if name in _TAGS or name in ("const", "unsigned", "signed"):
            return True
        known = type_named(self._types, [name]) is not None
        return known and name not in self.names()

    def _type(self) -> tuple[BtfType, int]:
        words = []
        while self._next() not in ("*", ")", ""):
            words.append(self._take())
        stars = 0
        while self._next() == "*":
            self._take()
            stars += 1
        kind = type_named(self._types, [word for word in words if word != "const"])
        if kind is None:
            raise UsageError(f"the object has no type {' '.join(words)}")
        return kind, stars

    # Steps from one value to another.

    def _word(self, number: int) -> bytes:
        return (number & _U64).to_bytes(_WORD, self._order)

    def _at(self, address: int, kind: BtfType, stars: int) -> Value:
        size = _WORD if stars else kind.sizeof()
        return Value(self.memory(address, size), kind, stars, address)

    def _cast(self, value: Value, kind: BtfType, stars: int) -> Value:
        number = self._number(value).value
        if stars:
            return Value(self._word(number), kind, stars)
        size = kind.sizeof()
        if size > _WORD:
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

    def _pointed(self, value: Value) -> Value:
        kind, stars = self._target(value)
        return self._at(self.number(value), kind, stars)

    def _moved(self, value: Value, by: int) -> Value:
        number = self.number(value) + by * self._size_behind(value)
        return Value(self._word(number), value.kind, value.stars)

    def _size_behind(self, value: Value) -> int:
        """Bytes of what a pointer points to; of void one, as of GNU C."""
        kind, stars = self._target(value)
        if stars:
            return _WORD
        return kind.sizeof() if kind.resolve().id else 1

    def _element(self, value: Value, index: int) -> Value:
        shape = value.kind.resolve().array() if value.kind is not None else None
        if shape is None or value.stars or value.kind is None:
            return self._pointed(self._moved(value, index))
        element = value.kind.btf.type(shape.type_id)
        if not 0 <= index < shape.length:
            raise UsageError(f"the array has {shape.length} elements")
        return self._part(value, element, index * element.sizeof())

    def _member(self, value: Value, name: str) -> Value:
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
        how = part.kind.encoding()
        signed = how.signed if how is not None else part.kind.flag
        return self._of(Number(part.number("it"), part.kind.size * 8, signed))

    def _part(self, value: Value, kind: BtfType, at: int) -> Value:
        where = None if value.address is None else value.address + at
        return Value(value.data[at : at + kind.sizeof()], kind, 0, where)


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
        if parameter.name and size <= _WORD:
            low = number & (1 << size * 8) - 1
            values[parameter.name] = Value(low.to_bytes(size, order), kind)
    return values


def _fields(kind: BtfType) -> dict[str, tuple[BtfType, int]]:
    """The members of a structure, those with bytes of their own."""
    held = kind.resolve()
    bits = {member.name for member in held.members() if member.bits or member.offset_bits % 8}
    return {name: (inner, at) for name, inner, at in held.fields() if name not in bits}


def _parts(tokens: Sequence[str], sign: str) -> list[list[str]]:
    """The tokens between an operator that is in no brackets.

    Raises:
        UsageError: there are none on a side of it.
    """
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token in _OPENING) - (token in _CLOSING)
        if token == sign and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    if not all(parts):
        raise UsageError(f"a name or number is missing at {sign!r}")
    return parts


def check_expression(text: str) -> None:
    """Refuse what is no expression whatever the variables are.

    Raises:
        UsageError: a sign that no expression has, an operator without a side, an open bracket.
    """
    tokens = _split(text)
    for sign in ("||", "&&"):
        _parts(tokens, sign)
    if sum(token in _OPENING for token in tokens) != sum(token in _CLOSING for token in tokens):
        raise UsageError(f"a bracket is missing in {text!r}")
    if tokens[-1] in _SIGNS:
        raise UsageError(f"a name or number is missing at the end of {text!r}")


def _split(text: str) -> list[str]:
    """The parts of an expression.

    Raises:
        UsageError: a sign that no expression has.
    """
    tokens, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise UsageError(f"{text!r} cannot be read at {text[at:].strip()!r}")
        tokens.append(match[1])
        at = match.end()
    if not tokens:
        raise UsageError("give an expression: r1, a variable, (struct iphdr *)r2")
    return tokens
