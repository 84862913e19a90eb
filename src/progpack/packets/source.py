"""The bytes of a capture, read once from the beginning to the end through a buffer that slides.

Nothing is mapped: a file that is cut off by another process while it is read ends early, and does
not end this process by SIGBUS.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from progpack.errors import ObjectError
from progpack.packets.stream import ReadsInto, reading

__all__ = ["Source"]

_SMALL: Final = 1 << 18
_CUT: Final = "the file is damaged or not finished: copy or record it again"


class Source:
    """A stream that knows its name and position, and never returns fewer bytes than asked for.

    Attributes:
        name: name of the stream, for messages.
        buffer: holds what was read; ``buffer[at:end]`` has not been taken.
        at: index of the first byte that has not been taken.
        end: one past the last byte that was read.
        offset: offset of the byte at ``at`` in the stream.
    """

    __slots__ = ("_damage", "_stream", "at", "buffer", "end", "name", "offset")

    def __init__(self, stream: ReadsInto, name: str, buffer: memoryview | None = None) -> None:
        self.buffer = memoryview(bytearray(_SMALL)) if buffer is None else buffer
        self.at = self.end = self.offset = 0
        self._stream = stream
        self.name = name
        self._damage: ObjectError | None = None

    def fill(self) -> bool:
        """Move what was not taken to the front, and read until the buffer is full.

        Returns:
            Whether there is more than before.

        Raises:
            ObjectError: there is nothing more, since the stream is damaged here.
        """
        left = self.end - self.at
        self.buffer[:left] = self.buffer[self.at : self.end]
        self.at, self.end = 0, left
        while self._damage is None and self.end < len(self.buffer) and self._read():
            pass
        if self._damage is not None and self.end == left:
            raise self._damage
        return self.end > left

    def _read(self) -> bool:
        """Read some bytes; whether there were any."""
        try:
            with reading(self.name):
                count = self._stream.readinto(self.buffer[self.end :]) or 0
        except ObjectError as error:
            self._damage = error  # what came before it is whole
            return False
        self.end += count
        return count > 0

    def skip(self, size: int) -> None:
        """Take ``size`` bytes of those that are in the buffer."""
        self.at += size
        self.offset += size

    def take(self, size: int, what: str) -> bytes:
        """Exactly ``size`` bytes.

        Raises:
            ObjectError: the stream ends before; the position stays where it was.
        """
        at, end = self.at, self.at + size
        if end > self.end:
            return self._take_slowly(size, what)
        self.at = end
        self.offset += size
        return self.buffer[at:end].tobytes()

    def take_or_end(self, size: int, what: str) -> bytes | None:
        """Read bytes as `take` does, but return None at the end of the stream."""
        if self.at == self.end and not self.fill():
            return None
        return self.take(size, what)

    def _take_slowly(self, size: int, what: str) -> bytes:
        """Bytes that are not all in the buffer; no more memory than there are bytes."""
        data = io.BytesIO()
        self._pieces(size, what, data.write)
        return data.getvalue()

    def pass_over(self, size: int, what: str) -> None:
        """Take bytes of which nobody wants to know, and keep none of them.

        Raises:
            ObjectError: the stream ends before.
        """
        self._pieces(size, what, len)

    def _pieces(self, size: int, what: str, give: Callable[[memoryview], object]) -> None:
        read = 0
        while read < size and (self.at < self.end or self.fill()):
            piece = self.buffer[self.at : min(self.end, self.at + size - read)]
            give(piece)
            read += len(piece)
            self.at += len(piece)
        if read < size:
            raise self.error(f"{what} is cut off: {read} of {size} bytes; {_CUT}")
        self.offset += size

    def error(self, what: str, *, at: int | None = None) -> ObjectError:
        """An error that names the file and the offset, by default where the next read starts."""
        return ObjectError(f"{self.name}: offset {self.offset if at is None else at}: {what}")
