"""Whole numbers and bytes that a caller gives: what is none is refused, by one error."""

from __future__ import annotations

from operator import index
from typing import Final

from progpack.errors import UsageError

__all__ = [
    "MAX_S32",
    "MAX_S64",
    "MAX_U32",
    "MAX_U64",
    "bytes_of",
    "check_field",
    "exact_bytes",
    "integer_within",
    "shorten",
    "whole",
]

MAX_S32: Final = (1 << 31) - 1
MAX_U32: Final = (1 << 32) - 1
MAX_S64: Final = (1 << 63) - 1
MAX_U64: Final = (1 << 64) - 1
#: Python prints no number of more than 4,300 digits (sys.set_int_max_str_digits()).
_SHOWN_BITS: Final = 128


def integer_within(value: object, what: str, least: int, most: int) -> int:
    """Check that an argument is a whole number of a range.

    Args:
        value: what was given; a number of NumPy will do.
        what: the argument, as the message names it.
        least: the least number that is allowed.
        most: the greatest.

    Raises:
        UsageError: the value is no such number; the message names the argument and the range.
    """
    number = value if type(value) is int else whole(value)
    if number is None or not least <= number <= most:
        raise UsageError(f"{what} is a whole number from {least} to {most}, not {shorten(value)}")
    return number


def whole(value: object) -> int | None:
    """Return a whole number as an int, None where a value is no such number."""
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def bytes_of(value: object, rule: str) -> bytes:
    """Return the bytes of an argument.

    Args:
        value: what was given: bytes, or what has bytes, such as a packet of Scapy.
        rule: the beginning of the message, which names the argument: ``a packet is bytes``.

    Raises:
        UsageError: the value has no bytes.
    """
    try:
        if hasattr(type(value), "__bytes__"):
            value = bytes(value)  # type: ignore[call-overload]
        return exact_bytes(value)
    except TypeError:
        raise UsageError(f"{rule}, not {shorten(value)}") from None


def exact_bytes(value: object) -> bytes:
    """Return the bytes of an object's memory: a plain `bytes`, as long as the memory is.

    The ``len()`` of the object may be another number: that of the elements of an array, or what a
    subclass of `bytes` makes up.

    Raises:
        TypeError: the object has no memory.
    """
    return value if type(value) is bytes else memoryview(value).tobytes()  # type: ignore[arg-type]


def shorten(value: object) -> str:
    """A value for a message, however many digits it has, and however deep it is nested."""
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return f"a number of {value.bit_length()} bits"
    try:
        return repr(value)[:_SHOWN_BITS]
    except (RecursionError, ValueError):  # a number of too many digits in a list
        return f"a {type(value).__name__}"


def check_field(owner: object, name: str, low: int, high: int) -> None:
    """Refuse a number of a frozen spec outside of its bounds, and make it an int.

    The message calls the spec by its ``name`` or, where it has none, by its ``map``.

    Raises:
        UsageError: the value is not a whole number from `low` to `high`.
    """
    value = getattr(owner, name)
    if type(value) is int and low <= value <= high:
        return
    label = getattr(owner, "name", None) or getattr(owner, "map", "")
    number = integer_within(value, f"{type(owner).__name__} {label!r}: {name}", low, high)
    object.__setattr__(owner, name, number)
