"""Text for the interpreter's helpers: formats, numbers, comparison.

Formats are those of ``bpf_bprintf_prepare()``, numbers those of ``__bpf_strtoull()``, both in
``kernel/bpf/helpers.c`` (Linux 6.18). Where the kernel prints a symbol or hashes a pointer, the
number is printed.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["MOST_ARGUMENTS", "compare", "format_text", "parse_signed", "parse_unsigned"]

#: Most arguments of a format (MAX_BPRINTF_VARARGS).
MOST_ARGUMENTS: Final = 12
#: Room for what the arguments of a format stand for (MAX_BPRINTF_BIN_ARGS).
_ROOM: Final = 512

_WIDTH_MAX: Final = 8388607
_U64: Final = (1 << 64) - 1
_SPACES: Final = b" \t\n\v\f\r"
_FIELD: Final = re.compile(rb"([0+\- ]*)(\d*)")
_CONVERSION: Final = re.compile(
    rb"p[iI][46]|p[ku]s(?![0-9A-Za-z])|p[KxsSB]|p(?![0-9A-Za-z])|s(?![0-9A-Za-z])|c|l{0,2}[diuxX]"
)

#: Reads at most so many bytes at an address: (address, size, up to a NUL) -> bytes or None.
Reader = Callable[[int, int, bool], "bytes | None"]


def format_text(fmt: bytes, arguments: Sequence[int], read: Reader) -> bytes | int:
    """The text, or a negative errno.

    -EINVAL for a format that is not well-formed; -ENOSPC where the kernel's buffer for arguments
    has no room, of which strings take their characters and numbers 4 or 8 bytes.

    Args:
        fmt: without its NUL.
        arguments: 64-bit numbers.
        read: memory of the program.
    """
    out = bytearray()
    at = used = taken = 0
    while at < len(fmt):
        char = fmt[at]
        if char >= 127 or (char < 32 and char not in _SPACES):
            return -errno.EINVAL
        if char != ord("%"):
            out.append(char)
            at += 1
            continue
        if fmt[at + 1 : at + 2] == b"%":
            out += b"%"
            at += 2
            continue
        field = _FIELD.match(fmt, at + 1)
        assert field is not None
        conversion = _CONVERSION.match(fmt, field.end())
        if used >= len(arguments) or conversion is None:
            return -errno.EINVAL
        how, value = conversion[0], arguments[used]
        width = min(int(field[2] or 0), _WIDTH_MAX)
        if _is_text(how):
            text, taken = _text(how, value, taken, read)
            out += _padded(text, b"-" in field[1], width)
        else:
            taken = _number_end(how, taken)
            out += _converted(how, field[1], width, value)
        if taken > _ROOM:
            return -errno.ENOSPC
        used += 1
        at = conversion.end()
    return bytes(out)


def _is_text(how: bytes) -> bool:
    return how in (b"s", b"pks", b"pus") or how[-1:] in b"46"


def _number_end(how: bytes, taken: int) -> int:
    """Return the offset behind a number at which the remaining room begins, in bytes."""
    if how == b"c":
        return taken + 1
    return -(-taken // 4) * 4 + (8 if how[:1] in b"pl" else 4)


def _text(how: bytes, value: int, taken: int, read: Reader) -> tuple[bytes, int]:
    """A string or an address as text, cut to the room that is left, and where that begins then."""
    left = _ROOM - taken
    if how[-1:] in b"46":
        if left < (4 if how[-1:] == b"4" else 16):
            return b"", _ROOM + 1
        text = _ip(how, value, read)[: left - 1]
    elif not left:
        return b"", _ROOM + 1
    else:
        text = (read(value, left - 1, True) or b"") if left > 1 else b""
    return text, taken + len(text) + 1


def _converted(how: bytes, flags: bytes, width: int, value: int) -> bytes:
    left = b"-" in flags
    if how == b"c":
        return _padded(bytes([value & 0xFF]), left, width)
    if how in (b"ps", b"pS", b"pB"):
        return _padded(b"0x%x" % value, left, width)
    zero = b"0" in flags
    if how[:1] == b"p":
        zero, width, how = zero or not width, width or 16, b"lx"
    return _number(how, flags, zero and not left, width, value)


def _number(how: bytes, flags: bytes, zero: bool, width: int, value: int) -> bytes:
    bits = 64 if b"l" in how else 32
    value &= (1 << bits) - 1
    sign = b""
    if how[-1:] in b"di":
        if value >> bits - 1:
            sign, value = b"-", (1 << bits) - value
        elif b"+" in flags:
            sign = b"+"
        elif b" " in flags:
            sign = b" "
    digits = {b"x": b"%x", b"X": b"%X"}.get(how[-1:], b"%d") % value
    if zero:
        digits = digits.rjust(width - len(sign), b"0")
    return _padded(sign + digits, b"-" in flags, width)


def _padded(text: bytes, left: bool, width: int) -> bytes:
    return text.ljust(width) if left else text.rjust(width)


def _ip(how: bytes, address: int, read: Reader) -> bytes:
    size = 4 if how[-1:] == b"4" else 16
    ip = read(address, size, False) or bytes(size)
    if size == 4:
        return b".".join((b"%03d" if how[1:2] == b"i" else b"%d") % part for part in ip)
    words = [ip[at : at + 2].hex().encode() for at in range(0, 16, 2)]
    return (b"" if how[1:2] == b"i" else b":").join(words)


def _parse(text: bytes, flags: int) -> tuple[int, int, bool]:
    """Characters used or a negative errno, the number without its sign, and whether it has one."""
    base = flags & 0x1F
    if not text or base not in (0, 8, 10, 16) or flags & ~0x1F & _U64:
        return -errno.EINVAL, 0, False
    rest = text.lstrip(_SPACES)
    negative = rest[:1] == b"-"
    rest = rest[1:] if negative else rest
    if not rest:
        return -errno.EINVAL, 0, negative
    at = len(text) - len(rest)
    rest = rest[:63]
    if (base == 16 and re.match(rb"0[xX]", rest)) or (
        not base and re.match(rb"0[xX][0-9a-fA-F]", rest)
    ):
        base, rest, at = 16, rest[2:], at + 2
    base = base or (8 if rest[:1] == b"0" else 10)
    digits = {8: rb"[0-7]*", 10: rb"[0-9]*", 16: rb"[0-9a-fA-F]*"}[base]
    found = re.match(digits, rest)
    assert found is not None
    if not found[0]:
        return -errno.EINVAL, 0, negative
    value = int(found[0], base)
    if value > _U64:
        return -errno.ERANGE, 0, negative
    return at + len(found[0]), value, negative


def parse_signed(text: bytes, flags: int) -> tuple[int, int]:
    """``bpf_strtol``: what it returns, and the number (0 on errors)."""
    used, value, negative = _parse(text, flags)
    if used < 0:
        return used, 0
    if value > (1 << 63) - (not negative):
        # As the kernel tests it: -value > 0, or value < 0, as a signed number.
        return -errno.ERANGE, 0
    return used, -value if negative else value


def parse_unsigned(text: bytes, flags: int) -> tuple[int, int]:
    """``bpf_strtoul``: what it returns, and the number (0 on errors)."""
    used, value, negative = _parse(text, flags)
    if used >= 0 and negative:
        return -errno.EINVAL, 0
    return (used, value) if used >= 0 else (used, 0)


def compare(one: bytes, other: bytes) -> int:
    """``strncmp``: -1, 0 or 1; ``other`` without its NUL, ``one`` as long as it is compared."""
    other = (other + b"\0")[: len(one)]
    one = one.split(b"\0")[0] + b"\0" if b"\0" in one else one
    for a, b in zip(one, other, strict=False):
        if a != b:
            return -1 if a < b else 1
    return 0
