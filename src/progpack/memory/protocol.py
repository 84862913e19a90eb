"""The protocol of a memory: where regions come from, and what can be done to them.

`ProcessMemory` is the one of this process. Another one (a model, one that injects faults) has the
same two classes of methods and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from progpack.memory.capabilities import Capabilities
from progpack.memory.pages.placement import REACH

if TYPE_CHECKING:
    from progpack.memory.pages.huge import Huge

__all__ = ["HugeMemory", "Memory", "Returning", "Text", "Trimmed"]


class Text(Protocol):
    """A region of executable memory, filled with traps.

    The methods raise SpanError for a range outside it, for one that was released and for one of
    another process, and ExecMemoryError when the system refuses. With OutOfMemoryError nothing was
    written, and the same call may work later; after any other ExecMemoryError a part may be.
    """

    @property
    def address(self) -> int:
        """The address of the first byte, at which the code runs."""

    @property
    def size(self) -> int:
        """Bytes, whole pages."""

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        """Write ``data`` at ``offset`` bytes from the start; bpf_arch_text_copy()."""

    def text_invalidate(self, offset: int, size: int) -> None:
        """Fill a range with traps again; bpf_arch_text_invalidate(). Whole trap units."""

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change up to 8 bytes of live code at once, if they are ``old``; text_poke().

        Only called where `Capabilities.text_poke` is given.
        """

    def read(self, offset: int, size: int) -> bytes:
        """A copy of what is there."""

    def release(self) -> None:
        """Give the region back to the system."""

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """(address, bytes) of every view of its pages that is mapped now, the main one first."""


class Memory(Protocol):
    """A source of executable memory."""

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of this memory; asking allocates nothing that stays."""

    def reserve(
        self, size: int, *, near: int | None = None, reach: int = REACH, name: str = ""
    ) -> Text:
        """A new region, filled with traps.

        Args:
            size: bytes, rounded up to whole pages.
            near: every byte must be less than ``reach`` from this address; None: anywhere.
            reach: bytes, 2 GiB by default.
            name: for people.

        Raises:
            OutOfMemoryError: no memory or no room; nothing is left behind.
            CapabilityError: refused by the system.
        """


@runtime_checkable
class HugeMemory(Protocol):
    """A memory that can have huge pages, and says so."""

    @property
    def huge(self) -> Huge:
        """The request for huge pages, and its outcome."""


@runtime_checkable
class Returning(Protocol):
    """A region that can do without pages in which there are only traps."""

    @property
    def huge(self) -> bool:
        """Whether it has huge pages, which are split then."""

    @property
    def present(self) -> int:
        """Bytes of its pages that are there: not hidden yet, and not given back."""

    def give_back(self, runs: Iterable[tuple[int, int]]) -> int:
        """Give the whole pages in some (offset, size) back; how many bytes that were."""


@runtime_checkable
class Trimmed(Protocol):
    """An owner of memory beside programs (`progpack.memory.attached`) that keeps some for later."""

    def trim(self) -> int:
        """Give back what is kept and holds nothing; how many bytes that were."""
