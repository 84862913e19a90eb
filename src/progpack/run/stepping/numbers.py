"""Arithmetic of C on numbers of a run that stands still: promotions, conversions, operators.

The rules are those of C11: integer promotions (6.3.1.1), the usual arithmetic conversions (6.3.1.8)
and the operators of 6.5.5 to 6.5.12, for ``int`` of 32 and ``long`` of 64 bits. What C leaves
undefined is refused: a division by zero, a shift by as many bits as there are.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Final

from progpack.errors import UsageError
from progpack.records import dataclass

__all__ = ["LEVELS", "Number", "binary", "literal", "unary"]

_INT, _LONG = 32, 64

#: Binary operators by how tightly they bind, the loosest first (6.5.6 to 6.5.12).
LEVELS: Final[tuple[tuple[str, ...], ...]] = (
    ("|",),
    ("^",),
    ("&",),
    ("==", "!="),
    ("<", "<=", ">", ">="),
    ("<<", ">>"),
    ("+", "-"),
    ("*", "/", "%"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of C.

    Attributes:
        value: the number, with its sign.
        bits: its width.
        signed: whether its type has negative numbers.
    """

    value: int
    bits: int = _LONG
    signed: bool = False

    def wrapped(self) -> Number:
        """Return the number of the same type that differs by a multiple of its range."""
        value = self.value & (1 << self.bits) - 1
        if self.signed and value >> self.bits - 1:
            value -= 1 << self.bits
        return Number(value, self.bits, self.signed)


def literal(text: str) -> Number:
    """Return an integer constant: ``7``, ``0x1f``, ``1ul``; of the first type it fits (6.4.4.1).

    Raises:
        UsageError: it is none, or has more than 64 bits.
    """
    digits = text.rstrip("uUlL")
    suffix = text[len(digits) :].lower()
    try:
        value = int(digits, 0)
    except ValueError:
        raise UsageError(f"{text!r} is no number") from None
    unsigned, decimal = "u" in suffix, not digits.lower().startswith("0x")
    for bits in (_INT, _LONG)["l" in suffix :]:
        for signed in (True, False):
            fits = not value >> (bits - signed)
            if fits and not (signed and unsigned) and (signed or unsigned or not decimal):
                return Number(value, bits, signed)
    if value >> _LONG:
        raise UsageError(f"{text} has more than {_LONG} bits")
    return Number(value)


def _promoted(number: Number) -> Number:
    return number if number.bits >= _INT else Number(number.value, _INT, signed=True)


def _converted(left: Number, right: Number) -> tuple[Number, Number]:
    left, right = _promoted(left), _promoted(right)
    bits = max(left.bits, right.bits)
    signed = all(number.signed for number in (left, right) if number.bits == bits)
    return (
        Number(left.value, bits, signed).wrapped(),
        Number(right.value, bits, signed).wrapped(),
    )


def _divided(left: int, right: int) -> int:
    if not right:
        raise UsageError("this divides by zero")
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_ARITHMETIC: Final[Mapping[str, Callable[[int, int], int]]] = {
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
    "%": lambda left, right: left - right * _divided(left, right),
}
_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def binary(sign: str, left: Number, right: Number) -> Number:
    """Return the result of an operator of `LEVELS`.

    Raises:
        UsageError: C does not define it.
    """
    if sign in ("<<", ">>"):
        return _shifted(sign, _promoted(left), right.value)
    left, right = _converted(left, right)
    if sign in _COMPARISONS:
        return Number(int(_COMPARISONS[sign](left.value, right.value)), _INT, signed=True)
    value = _ARITHMETIC[sign](left.value, right.value)
    return Number(value, left.bits, left.signed).wrapped()


def _shifted(sign: str, left: Number, by: int) -> Number:
    if not 0 <= by < left.bits:
        raise UsageError(f"a number of {left.bits} bits is not shifted by {by}")
    value = left.value << by if sign == "<<" else left.value >> by
    return Number(value, left.bits, left.signed).wrapped()


def unary(sign: str, number: Number) -> Number:
    """Return the result of ``-``, ``~`` or ``!``."""
    if sign == "!":
        return Number(int(not number.value), _INT, signed=True)
    number = _promoted(number)
    value = -number.value if sign == "-" else ~number.value
    return Number(value, number.bits, number.signed).wrapped()
