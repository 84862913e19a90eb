"""Helpers on text and numbers."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import partial

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.text import (
    MOST_ARGUMENTS,
    MOST_DIGITS,
    SPACES,
    Text,
    format_text,
    parse_signed,
    parse_unsigned,
)
from progpack.bpf.oracle.world import MOST_TEXT, World


@provides(HelperId.TRACE_PRINTK)
def _trace_printk(h: World, r: list[int]) -> int:
    return _print(h, r[1], r[2], r[3:6])


@provides(HelperId.TRACE_VPRINTK)
def _trace_vprintk(h: World, r: list[int]) -> int:
    return _print(h, r[1], r[2], _arguments(h, r[3], r[4]))


@provides(HelperId.SEQ_PRINTF)
def _seq_printf(h: World, r: list[int]) -> int:
    """To the file of an iterator, which is what was printed: there is always room."""
    arguments = _arguments(h, r[4], r[5])
    return min(_print(h, r[2], r[3], arguments), 0)


@provides(HelperId.SEQ_WRITE)
def _seq_write(h: World, r: list[int]) -> int:
    if r[3] and h.run.effects.has_room(r[3]):
        h.run.effects.printed.append(h.read(r[2], r[3]).decode(errors="replace"))
    return 0


@provides(HelperId.SNPRINTF)
def _snprintf(h: World, r: list[int]) -> int:
    arguments = _arguments(h, r[4], r[5])
    if arguments is None:
        return -errno.EINVAL
    made = format_text(h.text_at(r[3]), arguments, partial(_reader, h), max(r[2] - 1, 0), h.look)
    if isinstance(made, int):
        return made
    text, length = made
    if r[2]:
        h.put(r[1], text)
        h.write(r[1] + len(text), b"\0")
    return length + 1


@provides(HelperId.STRTOL)
def _strtol(h: World, r: list[int]) -> int:
    return _strto(h, r, parse_signed)


@provides(HelperId.STRTOUL)
def _strtoul(h: World, r: list[int]) -> int:
    return _strto(h, r, parse_unsigned)


@provides(HelperId.STRNCMP)
def _strncmp(h: World, r: list[int]) -> int:
    """Compare up to the first zero: -1, 0 or 1."""
    other, begin, end = h.text_at(r[3])
    # One more than the text has, its zero.
    size = min(r[2], end - begin + 1)
    for start, stop in h.pieces(size):
        one = h.read(r[1] + start, stop - start)
        two = bytes(other[begin + start : min(begin + stop, end)]).ljust(len(one), b"\0")
        differs = _first_difference(one, two)
        zero = one.find(b"\0")
        if differs >= 0 and not 0 <= zero < differs:
            return -1 if one[differs] < two[differs] else 1
        if zero >= 0:
            return 0
    return 0


def _first_difference(one: bytes, two: bytes) -> int:
    """The first place where two texts of one length differ; -1 where they do not."""
    if one == two:
        return -1
    low, high = 0, len(one)
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _reader(h: World, address: int, size: int, text: bool) -> bytes | None:
    data = h.space.rest(address, size)
    if data is None:
        return None
    if text and 0 in data:
        return data[: data.index(0)]
    return data if len(data) == size else None


def _arguments(h: World, address: int, size: int) -> list[int] | None:
    if size % 8 or size > MOST_ARGUMENTS * 8 or (size and not address):
        return None
    data = h.read(address, size)
    order = h.run.byteorder
    return [int.from_bytes(data[at : at + 8], order) for at in range(0, size, 8)]


def _print(h: World, address: int, size: int, arguments: Sequence[int] | None) -> int:
    fmt = _format_in(h, address, size)
    if arguments is None or fmt is None:
        return -errno.EINVAL
    made = format_text(fmt, arguments, partial(_reader, h), MOST_TEXT - 1, h.look)
    if isinstance(made, int):
        return made
    text, length = made
    if h.run.effects.has_room(len(text)):
        h.run.effects.printed.append(text.decode(errors="replace"))
    return length


def _format_in(h: World, address: int, size: int) -> Text | None:
    """The format in so many bytes, up to its NUL; None when it has none."""
    data, at = h.space.readable(address, size) if size else (bytearray(), 0)
    end = h.zero_in(data, at, size)
    return None if end < 0 else (data, at, at + end)


def _strto(h: World, r: list[int], parse: Callable[[bytes, int], tuple[int, int]]) -> int:
    spaces = _spaces(h, r[1], r[2])
    text = h.read(r[1] + spaces, min(r[2] - spaces, 1 + MOST_DIGITS))
    used, value = parse(text, r[3])
    h.write(r[4], (value & (1 << 64) - 1).to_bytes(8, h.run.byteorder))
    return used if used < 0 else spaces + used


def _spaces(h: World, address: int, size: int) -> int:
    """How many of so many bytes are spaces before the first that is none."""
    for start, end in h.pieces(size):
        piece = h.read(address + start, end - start)
        left = len(piece.lstrip(SPACES))
        if left:
            return end - left
    return size
