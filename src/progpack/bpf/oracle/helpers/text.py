"""Helpers on text and numbers."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import partial

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.text import (
    MOST_ARGUMENTS,
    compare,
    format_text,
    parse_signed,
    parse_unsigned,
)
from progpack.bpf.oracle.world import MOST_TEXT, World


@provides(HelperId.TRACE_PRINTK)
def _trace_printk(h: World, r: list[int]) -> int:
    return _print(h, h.read(r[1], r[2]), r[3:6])


@provides(HelperId.TRACE_VPRINTK)
def _trace_vprintk(h: World, r: list[int]) -> int:
    return _print(h, h.read(r[1], r[2]), _arguments(h, r[3], r[4]))


@provides(HelperId.SEQ_PRINTF)
def _seq_printf(h: World, r: list[int]) -> int:
    """To the file of an iterator, which is what was printed: there is always room."""
    arguments = _arguments(h, r[4], r[5])
    return min(_print(h, h.read(r[2], r[3]), arguments), 0)


@provides(HelperId.SEQ_WRITE)
def _seq_write(h: World, r: list[int]) -> int:
    if r[3]:
        h.run.effects.printed.append(h.read(r[2], r[3]).decode(errors="replace"))
    return 0


@provides(HelperId.SNPRINTF)
def _snprintf(h: World, r: list[int]) -> int:
    arguments = _arguments(h, r[4], r[5])
    if arguments is None:
        return -errno.EINVAL
    text = format_text(h.text(r[3]), arguments, partial(_reader, h))
    if isinstance(text, int):
        return text
    if r[2]:
        h.write(r[1], text[: r[2] - 1] + b"\0")
    return len(text) + 1


@provides(HelperId.STRTOL)
def _strtol(h: World, r: list[int]) -> int:
    return _strto(h, r, parse_signed)


@provides(HelperId.STRTOUL)
def _strtoul(h: World, r: list[int]) -> int:
    return _strto(h, r, parse_unsigned)


@provides(HelperId.STRNCMP)
def _strncmp(h: World, r: list[int]) -> int:
    return compare(h.read(r[1], r[2]), h.text(r[3]))


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


def _print(h: World, fmt: bytes, arguments: Sequence[int] | None) -> int:
    if arguments is None or 0 not in fmt:
        return -errno.EINVAL
    text = format_text(fmt[: fmt.index(0)], arguments, partial(_reader, h))
    if isinstance(text, int):
        return text
    h.run.effects.printed.append(text[: MOST_TEXT - 1].decode(errors="replace"))
    return len(text)


def _strto(h: World, r: list[int], parse: Callable[[bytes, int], tuple[int, int]]) -> int:
    used, value = parse(h.read(r[1], r[2]), r[3])
    h.write(r[4], (value & (1 << 64) - 1).to_bytes(8, h.run.byteorder))
    return used
