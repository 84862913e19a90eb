"""The memory of a program, as helpers of the interpreter read and write it, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.oracle.space import AddressSpace

__all__ = ["PIECE", "Memory"]

#: Bytes that a helper handles between two looks whether the run is to end.
PIECE: Final = 1 << 20


class Memory:
    """The memory of a program, as helpers read and write it.

    Args:
        space: the memory of the machine.
    """

    def __init__(self, space: AddressSpace) -> None:
        self.space = space

    def look(self) -> None:
        """End the run when its time is over; called after a piece of much work.

        Raises:
            Trap: the time is over.
        """

    def check_readable(self, address: int, size: int) -> None:
        """Check that memory can be read, for a caller that does not want the bytes."""
        if size:
            self.space.readable(address, size)

    def read(self, address: int, size: int) -> bytes:
        """Bytes of the program's memory.

        Raises:
            Trap: they may not be read.
        """
        if size == 0:
            return b""
        data, at = self.space.readable(address, size)
        return bytes(data[at : at + size])

    def write(self, address: int, value: bytes) -> None:
        """Write to the program's memory.

        Raises:
            Trap: it may not.
        """
        if value:
            data, at = self.space.writable(address, len(value))
            data[at : at + len(value)] = value

    def pieces(self, size: int, *, backward: bool = False) -> Iterator[tuple[int, int]]:
        """Yield start and end of each piece of so many bytes, with a look between two of them.

        Raises:
            Trap: the run is to end.
        """
        starts = range(0, size, PIECE)
        for count, start in enumerate(reversed(starts) if backward else starts):
            if count:
                self.look()
            yield start, min(start + PIECE, size)

    def clear(self, address: int, size: int) -> None:
        """Write zeros, in pieces.

        Raises:
            Trap: they may not be written, or the run is to end.
        """
        for start, end in self.pieces(size):
            self.write(address + start, bytes(end - start))

    def put(self, address: int, data: bytes | bytearray) -> None:
        """Write as `write` does, in pieces."""
        for start, end in self.pieces(len(data)):
            self.write(address + start, bytes(data[start:end]))

    def move(self, to: int, source: int, size: int) -> None:
        """Copy bytes of the program's memory, in pieces; the two places may overlap.

        Raises:
            Trap: they may not be read or written, or the run is to end.
        """
        for start, end in self.pieces(size, backward=0 < to - source < size):
            self.write(to + start, self.read(source + start, end - start))

    def zero_in(self, data: bytearray, at: int, size: int) -> int:
        """The offset from ``at`` of the first zero of so many bytes; -1 when there is none.

        Raises:
            Trap: the run is to end.
        """
        for start, end in self.pieces(size):
            zero = data.find(b"\0", at + start, at + end)
            if zero >= 0:
                return zero - at
        return -1

    def may(self, address: int, size: int, *, write: bool) -> bool:
        """Whether the program may read, or write, that memory."""
        if not size:
            return True
        found = self.space.find(address, size)
        if found is None:
            return False
        region, at = found
        return region.may_write(at, size) if write else region.may_read(at, size)

    def bytes_at(self, address: int, size: int) -> bytes:
        """Bytes of memory that has been checked."""
        return bytes(self.view(address, size, writable=False))

    def put_at(self, address: int, data: bytes) -> None:
        """Change bytes of memory that has been checked."""
        self.view(address, len(data), writable=True)[:] = data

    def view(self, address: int, size: int, *, writable: bool) -> memoryview:
        """Memory of the program, which has been checked."""
        found = self.space.find(address, size) if size else None
        if found is None:
            return memoryview(b"")
        view = memoryview(found[0].data)[found[1] : found[1] + size]
        return view if writable else view.toreadonly()
