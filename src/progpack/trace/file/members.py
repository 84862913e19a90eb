"""The text of a gzip file of several members (RFC 1952), member by member.

The standard library's reader stops for good at the first damaged byte and forgets what it had
unpacked before a missing end. A recorder that is killed, a disk that is full and a transfer that
breaks off leave such files, and everything outside of one member is still good.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

__all__ = ["MEMBER_MAGIC", "Flaw", "Members", "compress"]

MEMBER_MAGIC: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""The first bytes of members that `compress` makes: deflate, no name, no time."""

_GZIP: Final = 31  # window bits: 15, and 16 for the format of gzip
_READ: Final = 64 << 10
_PIECE: Final = 256 << 10
# Text of a member up to this is given out only when its checksum is right.
_HELD: Final = 1 << 20
# Blocks of `_READ` in which the next member is looked for after damage.
_KEPT: Final = 16
# Places that look like a member and are none: more of them, and the file is something else.
_TRIES: Final = 1000


class Flaw(NamedTuple):
    """A place where the file is not what it should be.

    Attributes:
        offset: offset of the member or of what is there instead of one, in bytes of the file.
        text: what is wrong there.
        cut: the file ends inside of this member; what came before it in the member has been given.
    """

    offset: int
    text: str
    cut: bool = False


def compress(text: bytes, level: int) -> bytes:
    """A member.

    Args:
        text: what it holds.
        level: compression level of zlib, 0 to 9.
    """
    return zlib.compress(text, level, _GZIP)


class Members:
    """An iterator over the text, in pieces of at most 1 MiB, and over what is wrong.

    After damage it goes on with the next member that `compress` made. Text of a damaged member is
    not given, unless that has more than 1 MiB of it and came before the damage.

    Args:
        stream: the file, read from where it stands and never sought.
        first: bytes that have been read from it before.

    Attributes:
        end: offset after the last complete member.
    """

    def __init__(self, stream: IO[bytes], first: bytes = b"") -> None:
        self.end = 0
        self._stream = stream
        self._at = len(first)  # bytes that have been read
        self._raw = first  # the last of them, not used yet
        self._lost = False
        self._tries = 0

    def __iter__(self) -> Iterator[bytes | Flaw]:
        self._raw += self._read()
        while self._raw and self._tries <= _TRIES:
            yield from self._member()

    def _read(self) -> bytes:
        data = self._stream.read(_READ)
        self._at += len(data)
        return data

    def _member(self) -> Iterator[bytes | Flaw]:
        """The member at the start of what has been read."""
        start = self._at - len(self._raw)
        inflate = zlib.decompressobj(_GZIP)
        seen = deque([self._raw], maxlen=_KEPT)
        parts: list[bytes] = []
        size = 0
        data = self._raw
        while not inflate.eof:
            try:
                text = inflate.decompress(data, _PIECE)
            except zlib.error as error:
                yield from self._damage(start, f"damaged: {_reason(error)}", seen)
                return
            parts.append(text)
            size += len(text)
            if size > _HELD:
                yield b"".join(parts)
                parts.clear()
            data = inflate.unconsumed_tail
            # A full piece may leave more inside, without a byte of input.
            if not data and not inflate.eof and len(text) < _PIECE:
                data = self._read()
                if not data:
                    parts.append(inflate.flush())
                    yield from self._cut(start, b"".join(parts), seen)
                    return
                seen.append(data)
        self.end = self._at - len(inflate.unused_data)
        self._lost = False
        yield b"".join(parts)
        self._raw = inflate.unused_data or self._read()

    def _cut(self, start: int, text: bytes, seen: deque[bytes]) -> Iterator[bytes | Flaw]:
        """The file ends inside of a member, or what followed it was taken for a part of it."""
        if MEMBER_MAGIC in b"".join(seen)[1:]:
            yield from self._damage(start, "cut off, and another follows", seen)
            return
        self._raw = b""
        yield text
        yield Flaw(start, "the file ends inside of it: cut off, or still being written", True)

    def _damage(self, start: int, text: str, seen: deque[bytes]) -> Iterator[Flaw]:
        """Report damage, once until there is a good member again, and look for the next member."""
        self._tries += 1
        if not self._lost:
            self._lost = True
            yield Flaw(start, text)
        raw = b"".join(seen)
        at = raw.find(MEMBER_MAGIC, 1)
        while at < 0:
            more = self._read()
            if not more:
                self._raw = b""
                return
            raw = raw[1 - len(MEMBER_MAGIC) :] + more
            at = raw.find(MEMBER_MAGIC)
        self._raw = raw[at:]


def _reason(error: zlib.error) -> str:
    """The words of zlib without its number, which says nothing to people."""
    return str(error).rpartition(": ")[2]
