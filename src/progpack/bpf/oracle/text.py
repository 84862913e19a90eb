"""Text for the interpreter's helpers: formats and numbers.

Formats are those of ``bpf_bprintf_prepare()``, numbers those of ``__bpf_strtoull()``, both in
``kernel/bpf/helpers.c`` (Linux 6.18). Where the kernel prints a symbol or hashes a pointer, the
number is printed.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = [
    "MOST_ARGUMENTS",
    "MOST_DIGITS",
    "SPACES",
    "Text",
    "format_text",
    "parse_signed",
    "parse_unsigned",
]

#: Most arguments of a format (MAX_BPRINTF_VARARGS).
MOST_ARGUMENTS: Final = 12
#: Room for what the arguments of a format stand for (MAX_BPRINTF_BIN_ARGS).
_ROOM: Final = 512

#: Characters of a number that are looked at behind its sign.
MOST_DIGITS: Final = 63
_WIDTH_MAX: Final = 8388607
_U64: Final = (1 << 64) - 1
#: Characters that are skipped in front of a number, and may be in a format although unprintable.
SPACES: Final = b" \t\n\v\f\r"
_FLAGS: Final = frozenset(b"0+- ")
_DIGITS: Final = frozenset(b"0123456789")
_CONVERSION: Final = re.compile(
    rb"p[iI][46]|p[ku]s(?![0-9A-Za-z])|p[KxsSB]|p(?![0-9A-Za-z])|s(?![0-9A-Za-z])|c|l{0,2}[diuxX]"
)
#: Characters that a conversion is looked for in: it has fewer.
_MOST_LETTERS: Final = 8
#: Characters of a format, and of the text made of it, between two looks whether the run is to end.
_CHARS: Final = 1 << 14
_MADE: Final = 1 << 20

#: Reads at most so many bytes at an address: (address, size, up to a NUL) -> bytes or None.
Reader = Callable[[int, int, bool], "bytes | None"]
#: Returns, or ends the run by an exception.
Look = Callable[[], None]
#: Text without its NUL: what it lies in, and where it begins and ends there.
Text = tuple["bytes | bytearray", int, int]


class _Format:
    """A format that is read character by character, however long it is."""

    def __init__(self, text: Text, look: Look) -> None:
        self._data, self.at, self._end = text
        self._look = look
        self._seen = 0

    def char(self) -> int:
        """The next character, which stays; -1 at the end."""
        return self._data[self.at] if self.at < self._end else -1

    def skip(self, count: int = 1) -> None:
        """Go on behind so many characters."""
        self.at += count
        self._seen += 1
        if not self._seen % _CHARS:
            self._look()

    def flags(self) -> frozenset[int]:
        """The flags of a conversion."""
        found = set()
        while self.char() in _FLAGS:
            found.add(self.char())
            self.skip()
        return frozenset(found)

    def width(self) -> int:
        """The width of a conversion, `_WIDTH_MAX` at most."""
        width = 0
        while self.char() in _DIGITS:
            width = min(width * 10 + self.char() - ord("0"), _WIDTH_MAX)
            self.skip()
        return width

    def conversion(self) -> bytes | None:
        """The conversion behind flags and width; None when it is none."""
        letters = bytes(self._data[self.at : min(self.at + _MOST_LETTERS, self._end)])
        found = _CONVERSION.match(letters)
        return None if found is None else found[0]


class _Made:
    """Text that is made: what does not fit is counted only."""

    def __init__(self, room: int, look: Look) -> None:
        self.kept = bytearray()
        self.length = 0
        self._room, self._look = room, look
        self._looked = 0

    def add(self, text: bytes, *, front: int = 0, filler: bytes = b" ", behind: int = 0) -> None:
        """Add a text with so many fillers in front of it and spaces behind."""
        for part, times in ((filler, front), (text, 1), (b" ", behind)):
            left = self._room - len(self.kept)
            if left > 0:
                self.kept += part[:left] * min(times, left)
            self.length += len(part) * times
        if self.length - self._looked > _MADE:
            self._looked = self.length
            self._look()


def format_text(
    fmt: Text,
    arguments: Sequence[int],
    read: Reader,
    room: int,
    look: Look = lambda: None,
) -> tuple[bytearray, int] | int:
    """Make the text that a format and its arguments stand for.

    Args:
        fmt: the format.
        arguments: 64-bit numbers.
        read: memory of the program.
        room: bytes of the text that are wanted.
        look: called after each piece of much work.

    Returns:
        As much of the text as there is room for, and the length of all of it. Or a negative errno:
        -EINVAL for a format that is not well-formed; -ENOSPC where the kernel's buffer for
        arguments has no room, of which strings take their characters and numbers 4 or 8 bytes.
    """
    source, made = _Format(fmt, look), _Made(room, look)
    used = taken = 0
    while (char := source.char()) >= 0:
        if char >= 127 or (char < 32 and char not in SPACES):
            return -errno.EINVAL
        source.skip()
        if char != ord("%"):
            made.add(bytes([char]))
            continue
        if source.char() == ord("%"):
            made.add(b"%")
            source.skip()
            continue
        flags, width = source.flags(), source.width()
        how = source.conversion()
        if used >= len(arguments) or how is None:
            return -errno.EINVAL
        source.skip(len(how))
        if _is_text(how):
            text, taken = _text(how, arguments[used], taken, read)
            _pad(made, text, flags, width)
        else:
            taken = _number_end(how, taken)
            _convert(made, how, flags, width, arguments[used])
        if taken > _ROOM:
            return -errno.ENOSPC
        used += 1
    return made.kept, made.length


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


def _convert(made: _Made, how: bytes, flags: frozenset[int], width: int, value: int) -> None:
    if how == b"c":
        return _pad(made, bytes([value & 0xFF]), flags, width)
    if how in (b"ps", b"pS", b"pB"):
        return _pad(made, b"0x%x" % value, flags, width)
    zero = ord("0") in flags
    if how[:1] == b"p":
        zero, width, how = zero or not width, width or 16, b"lx"
    return _number(made, how, flags, zero, width, value)


def _number(
    made: _Made, how: bytes, flags: frozenset[int], zero: bool, width: int, value: int
) -> None:
    bits = 64 if b"l" in how else 32
    value &= (1 << bits) - 1
    sign = b""
    if how[-1:] in b"di":
        if value >> bits - 1:
            sign, value = b"-", (1 << bits) - value
        elif ord("+") in flags:
            sign = b"+"
        elif ord(" ") in flags:
            sign = b" "
    digits = {b"x": b"%x", b"X": b"%X"}.get(how[-1:], b"%d") % value
    if not zero or ord("-") in flags:
        return _pad(made, sign + digits, flags, width)
    made.add(sign)
    made.add(digits, front=max(width - len(sign) - len(digits), 0), filler=b"0")
    return None


def _pad(made: _Made, text: bytes, flags: frozenset[int], width: int) -> None:
    fill = max(width - len(text), 0)
    if ord("-") in flags:
        made.add(text, behind=fill)
    else:
        made.add(text, front=fill)


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
    negative = text[:1] == b"-"
    at = int(negative)
    rest = text[at : at + MOST_DIGITS]
    if not rest:
        return -errno.EINVAL, 0, negative
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
    """``bpf_strtol`` of a text behind its spaces: its result, and the number (0 on errors)."""
    used, value, negative = _parse(text, flags)
    if used < 0:
        return used, 0
    if value > (1 << 63) - (not negative):
        # As the kernel tests it: -value > 0, or value < 0, as a signed number.
        return -errno.ERANGE, 0
    return used, -value if negative else value


def parse_unsigned(text: bytes, flags: int) -> tuple[int, int]:
    """``bpf_strtoul`` of a text behind its spaces: its result, and the number (0 on errors)."""
    used, value, negative = _parse(text, flags)
    if used >= 0 and negative:
        return -errno.EINVAL, 0
    return (used, value) if used >= 0 else (used, 0)
