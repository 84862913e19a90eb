"""Arguments of public functions, judged before anything is touched: the error names them."""

from __future__ import annotations

from collections.abc import Callable
from operator import index
from typing import Any, Final

from progpack.errors import UsageError

__all__ = [
    "ADDRESSES",
    "check_flag",
    "check_text",
    "seconds",
    "shown",
    "to_bytes",
    "to_function",
    "to_int",
    "to_list",
]

ADDRESSES: Final = 1 << 64
"""No address, and no number of bytes, is so large."""

# Numbers with more bits are not written out: a number of a million digits is no message.
_SHOWN_BITS: Final = 128


def to_int(
    what: str, value: Any, unit: str, low: int | None = None, high: int | None = None
) -> int:
    """Return a whole number.

    Args:
        what: name of the argument.
        value: the argument.
        unit: what it is, such as ``a number of bytes``.
        low: the least that it may be; None: any.
        high: the most.

    Raises:
        TypeError: the argument is not a whole number, or is a bool.
        UsageError: the argument is less than ``low`` or more than ``high``.
    """
    if isinstance(value, bool):
        raise TypeError(f"{what}={value}: it is {unit}, not a bool")
    try:
        number = index(value)
    except TypeError:
        kind = type(value).__name__
        raise TypeError(f"{what}: it is {unit}, which is a whole number, not {kind!r}") from None
    if (low is not None and number < low) or (high is not None and number > high):
        limits = f"at least {low}" if high is None else f"{low} to {high}"
        raise UsageError(f"{what}={shown(number)}: it is {unit}, {limits}")
    return number


def to_bytes(what: str, value: Any) -> bytes:
    """Return a copy of what is in a buffer, of any layout.

    Raises:
        TypeError: the argument is not bytes-like.
        UsageError: the buffer was released.
    """
    try:
        return bytes(memoryview(value))
    except TypeError:
        kind = type(value).__name__
        raise TypeError(f"{what}: a bytes-like object is required, not {kind!r}") from None
    except ValueError as error:
        raise UsageError(f"{what}: {error}") from None


def to_list(what: str, values: Any) -> list[Any]:
    """Return what an iterable gives.

    Raises:
        TypeError: the argument is not an iterable.
        UsageError: the iteration raises an exception.
    """
    try:
        return list(values)
    except (TypeError, NotImplementedError) as error:
        raise TypeError(f"{what}: {error}") from error
    except ValueError as error:
        raise UsageError(f"{what}: {error}") from error


def to_function(kind: Any, address: int) -> Callable[..., Any]:
    """Return a callable for an address. TypeError: a function type makes one, and ``kind`` none."""
    call: Callable[..., Any] | None = kind(address) if callable(kind) else None
    if call is None or not callable(call):
        name = type(kind).__name__
        raise TypeError(f"kind: it is a function type, such as CFUNCTYPE(c_int), not {name!r}")
    return call


def check_text(what: str, value: object) -> None:
    """Raise TypeError for what is no text."""
    if not isinstance(value, str):
        raise TypeError(f"{what}: it is text, not {type(value).__name__!r}")


def check_flag(what: str, value: object) -> None:
    """Raise TypeError for what is neither True nor False."""
    if not isinstance(value, bool):
        raise TypeError(f"{what}: it is True or False, not {type(value).__name__!r}")


def seconds(what: str, value: Any, most: float) -> float:
    """Return a number of seconds.

    Raises:
        TypeError: the argument is no number.
        UsageError: the argument is negative, more than the most, or NaN.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{what}: it is a number of seconds, not {type(value).__name__!r}")
    if not 0 <= value <= most:
        raise UsageError(f"{what}={shown(value)}: it is a number of seconds, 0 to {most:.0f}")
    return value


def shown(value: object) -> str:
    """Return what a message shows of a value: no number of a million digits."""
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return f"a number of {value.bit_length()} bits"
    return repr(value)
