"""Executable areas of a modelled kernel, with their bytes."""

from __future__ import annotations

from progpack.arch import Arch
from progpack.pack.constants import chunks_of

__all__ = ["Area"]


class Area:
    """An area of module_alloc(), and the bitmap of a pack over it.

    Args:
        size: bytes.
        huge: mapped by huge pages.

    Attributes:
        size: bytes.
        huge: mapped by huge pages.
        bytes: what is there.
        known: whether anybody has written to all of it; else it holds what the pages held before.
        writable: whether it can be written.
        executable: whether it can be run.
        gone: its memory was given back.
    """

    def __init__(self, size: int, huge: bool) -> None:
        self.size = size
        self.huge = huge
        self.bytes = bytearray(size)
        self.known = False
        self.writable = True
        self.executable = False
        self.gone = False
        self._used = bytearray(chunks_of(size))

    @property
    def taken(self) -> int:
        """Number of taken chunks."""
        return self._used.count(1)

    def fill(self, filler: bytes) -> None:
        """Fill all of it with a pattern."""
        self.bytes[:] = filler * (self.size // len(filler))
        self.known = True

    def find(self, chunks: int) -> int | None:
        """The lowest run of so many free chunks."""
        at = self._used.find(bytes(chunks))
        return None if at < 0 else at

    def take(self, at: int, chunks: int) -> None:
        """Mark chunks taken."""
        self._used[at : at + chunks] = b"\1" * chunks

    def clear(self, at: int, chunks: int) -> None:
        """Mark chunks free, as far as there are any."""
        chunks = max(0, min(chunks, len(self._used) - at))
        self._used[at : at + chunks] = bytes(chunks)

    def free_in(self, at: int, size: int) -> int:
        """Return how many of the chunks from ``at`` that ``size`` bytes need are marked free."""
        return self._used.count(0, at, at + chunks_of(size))

    def write(self, at: int, data: bytes) -> None:
        """Write bytes, however protected."""
        self.bytes[at : at + len(data)] = data

    def trap(self, arch: Arch, at: int, size: int) -> None:
        """Fill a range with the architecture's traps."""
        self.write(at, arch.trap_fill(size))

    def stray(self, arch: Arch, spans: list[tuple[int, int]]) -> int:
        """Bytes outside of some (offset, size) that are not traps."""
        content = bytearray(self.bytes)
        for at, size in spans:
            content[at : at + size] = arch.trap_fill(size)
        return stray_bytes(arch, content)


def stray_bytes(arch: Arch, found: bytes | bytearray) -> int:
    """Return how many bytes of an area are in units that are no traps."""
    traps = arch.trap_fill(len(found))
    if found == traps:
        return 0
    unit = arch.trap_unit
    starts = range(0, len(found), unit)
    return unit * sum(found[at : at + unit] != traps[at : at + unit] for at in starts)
