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
from typing import Final

from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.errors import UsageError
from progpack.run.stepping.locals import Value
from progpack.run.stepping.numbers import LEVELS, Number, binary, unary
from progpack.run.stepping.scope import Scope

__all__ = ["check_expression", "holds", "value_of"]

_TOKEN: Final = re.compile(
    r"\s*(->|[A-Za-z_]\w*|(?:0x[0-9a-fA-F]+|[0-9]+)[uUlL]*|&&|\|\||[=!<>]=|<<|>>"
    r"|[.*&()\[\]+\-<>!~|^%/])"
)
_INT: Final = 32
# Brackets, signs and casts inside of each other, of which each takes several calls.
_DEEPEST: Final = 32
_OPENING, _CLOSING = ("(", "["), (")", "]")
_SIGNS: Final = {sign for level in LEVELS for sign in level} | {"~", "!"}
_TAGS: Final = {"struct": BtfKind.STRUCT, "union": BtfKind.UNION, "enum": BtfKind.ENUM}


def value_of(scope: Scope, text: str) -> Value:
    """Return the value of an expression.

    Raises:
        UsageError: the expression cannot be read, or memory that it needs is not there.
    """
    return _Expression(scope, text).whole(_split(text))


def holds(scope: Scope, text: str) -> bool:
    """Return whether an expression is not zero.

    Raises:
        UsageError: as `value_of`.
    """
    return bool(scope.arithmetic(value_of(scope, text)).value)


class _Expression:
    """An expression that is read, from its loosest parts on.

    Args:
        scope: the names that it may have.
        text: the whole of it.
    """

    def __init__(self, scope: Scope, text: str) -> None:
        self._scope = scope
        self._text = text
        self._tokens: list[str] = []
        self._depth = 0

    def whole(self, tokens: Sequence[str]) -> Value:
        """The value of all of these tokens; what ``||`` and ``&&`` need not ask is not asked."""
        for sign, ends in (("||", True), ("&&", False)):
            parts = _parts(tokens, sign)
            if len(parts) > 1:
                ended = any(self._is_true(self.whole(part)) is ends for part in parts)
                return self._scope.of(Number(int(ended is ends), _INT, signed=True))
        outer, self._tokens = self._tokens, list(tokens)
        value = self._level(0)
        if self._tokens:
            raise UsageError(f"{self._text!r} cannot be read from {self._tokens[0]!r} on")
        self._tokens = outer
        return value

    def _is_true(self, value: Value) -> bool:
        return bool(self._scope.arithmetic(value).value)

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
            return self._scope.of(
                binary(sign, self._scope.arithmetic(left), self._scope.arithmetic(right))
            )
        if right.is_pointer:
            size = self._scope.size_behind(left)
            apart = self._scope.number(left) - self._scope.number(right)
            return self._scope.of(Number(apart // size, signed=True).wrapped())
        by = self._scope.arithmetic(right).value
        return self._scope.moved(left, by if sign == "+" else -by)

    def _unary(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UsageError(f"an expression has at most {_DEEPEST} operators inside of each other")
        value = self._prefixed()
        self._depth -= 1
        return value

    def _prefixed(self) -> Value:
        token = self._next()
        if token in ("-", "~", "!"):
            self._take()
            return self._scope.of(unary(token, self._scope.arithmetic(self._unary())))
        if token == "*":
            self._take()
            return self._scope.pointed(self._unary())
        if token == "&":
            self._take()
            value = self._unary()
            if value.address is None:
                raise UsageError("a value that is not in memory has no address")
            return Value(self._scope.word(value.address), value.kind, value.stars + 1)
        if token == "(" and self._is_type():
            self._take()
            kind, stars = self._type()
            self._take(")")
            return self._scope.cast(self._unary(), kind, stars)
        return self._postfix()

    def _postfix(self) -> Value:
        bracketed = self._next() == "("
        value = self.whole(self._inside(")")) if bracketed else self._scope.named(self._take())
        while self._next() in (".", "->", "["):
            if self._next() == "[":
                value = self._scope.element(
                    value, self._scope.arithmetic(self.whole(self._inside("]"))).value
                )
            else:
                self._take()
                held = self._scope.pointed(value) if value.is_pointer else value
                value = self._scope.member(held, self._take())
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

    def _is_type(self) -> bool:
        name = self._tokens[1] if len(self._tokens) > 1 else ""
        if name in _TAGS or name in ("const", "unsigned", "signed"):
            return True
        known = self._scope.type_named([name]) is not None
        return known and name not in self._scope.names()

    def _type(self) -> tuple[BtfType, int]:
        words = []
        while self._next() not in ("*", ")", ""):
            words.append(self._take())
        stars = 0
        while self._next() == "*":
            self._take()
            stars += 1
        kind = self._scope.type_named([word for word in words if word != "const"])
        if kind is None:
            raise UsageError(f"the object has no type {' '.join(words)}")
        return kind, stars


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
