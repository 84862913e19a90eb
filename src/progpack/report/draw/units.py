"""Numbers and names as people read them."""

from __future__ import annotations

from progpack.errors import printable
from progpack.known import Maybe, Unknown

__all__ = ["address", "bytes_text", "clean", "count", "maybe", "number", "percent"]

_UNITS = ("KiB", "MiB", "GiB", "TiB")


def number(value: int) -> str:
    """An integer with its thousands apart: 32,768."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """A number and its noun: 1 pack, 2 packs."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def bytes_text(size: int) -> str:
    """A size in bytes with a binary unit, exact where it is short: 2 MiB, 1.5 KiB, 300 B."""
    if abs(size) < 1024:
        return f"{size} B"
    value = float(size)
    for unit in _UNITS:
        value /= 1024
        if abs(value) < 1024 or unit == _UNITS[-1]:
            break
    text = f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.1f}"
    return f"{text} {unit}"


def percent(share: float) -> str:
    """A share of 1 in per cent; never 0 or 100 unless it is exactly that."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    scaled = min(max(share * 100, 0.1), 99.9)
    return f"{scaled:.1f}%" if scaled < 10 or scaled > 99 else f"{scaled:.0f}%"


def address(value: int) -> str:
    """An address in hexadecimal."""
    return f"{value:#x}"


def maybe(value: Maybe[object], text: str) -> str:
    """``text`` for a value that is known, or that it is unknown and why."""
    return str(value) if isinstance(value, Unknown) else text


def clean(name: str, *, ascii_only: bool = False) -> str:
    """A name that is safe to show on one line: control characters and surrogates escaped."""
    shown = printable(name)
    return shown.encode("ascii", "backslashreplace").decode() if ascii_only else shown
