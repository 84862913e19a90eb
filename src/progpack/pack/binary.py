"""The layout of one JIT binary in a pack: header, hole, image, tail.

See bpf_jit_binary_pack_alloc() in kernel/bpf/core.c.
"""

from __future__ import annotations

from progpack.errors import UsageError
from progpack.pack.constants import CHUNK, HEADER, SAFETY, chunks_of, round_up
from progpack.records import dataclass

__all__ = ["BinaryLayout"]


@dataclass(frozen=True, slots=True)
class BinaryLayout:
    """The kernel's layout of an image of ``proglen`` bytes in chunks.

    ``proglen`` is what the JIT asks for, exception table included; each architecture counts a
    little differently (x86: text rounded up to 4, and 12 for each entry of the table).

    Attributes:
        proglen: bytes of the image, at least 1.

    Raises:
        UsageError: ``proglen`` is not positive.
    """

    proglen: int

    def __post_init__(self) -> None:
        if self.proglen < 1:
            raise UsageError(f"an image has at least one byte, not {self.proglen}")

    @property
    def size(self) -> int:
        """Bytes that are placed and charged: image, header and safety, in whole chunks."""
        return round_up(self.proglen + HEADER + SAFETY, CHUNK)

    @property
    def chunks(self) -> int:
        """Chunks that are taken."""
        return chunks_of(self.size)

    @property
    def hole(self) -> int:
        """Bytes below which the random start lies, 16 to 56.

        Never more than the first chunk has, so that the header is found from the image's address
        by clearing its low six bits.
        """
        return min(self.size - (self.proglen + HEADER), CHUNK - HEADER)

    def starts(self, alignment: int) -> range:
        """Offsets from the first chunk at which the image may begin, in bytes.

        Args:
            alignment: 1, 2, 4 or 8, as the JIT asks for; x86-64 4, arm64 8.

        Raises:
            UsageError: another alignment; the kernel warns and goes on.
        """
        if alignment not in (1, 2, 4, 8):
            raise UsageError(f"alignment={alignment}: the start is aligned to 1, 2, 4 or 8 bytes")
        return range(HEADER, HEADER + self.hole, alignment)
