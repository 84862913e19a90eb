"""Several programs at once: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, Self

from progpack.errors import OutOfMemoryError, ProgpackError, UsageError
from progpack.memory.allocator.handles import Code, Owner, Room, Slot
from progpack.memory.arguments import check_text, to_bytes
from progpack.pack.pack import LARGE

__all__ = ["ROOM", "Batch", "Batching", "groups"]

ROOM = LARGE - 1
"""Chunks that a batch takes at once for small programs."""

_SMALL = 512
# Chunks that programs take that are placed side by side by `PackAllocator.install_many`.
_GROUP = 1024


class Batching(Owner, Protocol):
    """The allocator as a batch sees it.

    Attributes:
        unit: bytes of a chunk.
    """

    unit: int

    @property
    def can_group(self) -> bool:
        """Whether programs may be placed side by side."""

    @property
    def can_reserve_room(self) -> bool:
        """Whether chunks may be taken that nobody may need."""

    def install_many(
        self, codes: Iterable[bytes | bytearray | memoryview], *, names: Iterable[str] = ()
    ) -> list[Code]:
        """Install several programs: all of them, or none."""

    @property
    def reserve(self) -> Callable[..., Slot]:
        """Reserve a slot."""

    def hold_news(self, batch: object) -> None:
        """Begin a batch: its programs are announced together."""

    def go_on_with_news(self, batch: object) -> None:
        """End a batch: its programs are announced."""

    def install_in(self, batch: Batch, data: bytes, name: str) -> Code:
        """Install a program in the room of a batch."""

    def leave(self, batch: Batch) -> None:
        """Give the unused room of a batch back."""


def groups(packs: Batching, data: Sequence[bytes]) -> Iterator[slice]:
    """Return which of some programs are placed side by side; the others are each for itself."""
    first, taken = 0, 0
    for i, code in enumerate(data):
        chunks = -(-len(code) // packs.unit)
        if packs.can_group and chunks > 0 and taken + chunks <= _GROUP:
            taken += chunks
            continue
        if first < i:
            yield slice(first, i)
        first, taken = i, chunks
        if not packs.can_group or not 0 < chunks <= _GROUP:
            yield slice(i, i + 1)
            first, taken = i + 1, 0
    if first < len(data):
        yield slice(first, len(data))


class Batch:
    """Programs installed inside a ``with`` block, which stay only if the block ends well.

    Made by `PackAllocator.batch`. Programs can be called at once, within the block too; profilers
    and debuggers are told of all of them together, at its end. Not for several threads.

    Attributes:
        codes: the programs, in order.
        room: chunks for the next ones, if there are any.
    """

    def __init__(self, packs: Batching) -> None:
        self.codes: list[Code] = []
        self.room: Room | None = None
        self._packs = packs
        self._slots: list[Slot] = []
        self._open = False
        self._groups = False

    def __enter__(self) -> Self:
        if self._open:
            raise UsageError("the batch is open already")
        self._open = True
        self._groups = self._packs.can_reserve_room
        self._packs.hold_news(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self._open = False
        try:
            if self.room is not None:
                self._packs.leave(self)
            self._finish(kind is None)
        finally:
            self._packs.go_on_with_news(self)

    def install(
        self, code: bytes | bytearray | memoryview, *, name: str = "", near: int | None = None
    ) -> Code:
        """Install a program; arguments and errors as for `PackAllocator.install`.

        Raises:
            UsageError: the block has not begun, or has ended.
        """
        if not self._open:
            raise UsageError("a batch is used inside its with block")
        data = code if type(code) is bytes else to_bytes("code", code)
        if type(name) is not str:
            check_text("name", name)
        if near is None and self._groups and 0 < len(data) <= _SMALL:
            installed = self._packs.install_in(self, data, name)
        else:
            installed = self._packs.install(data, name=name, near=near)
        self.codes.append(installed)
        return installed

    def reserve(self, size: int, **options: Any) -> Slot:
        """Reserve a slot; arguments and errors as for `PackAllocator.reserve`.

        It is to be finalized in the block; the end of the block finalizes those that are not.
        """
        if not self._open:
            raise UsageError("a batch is used inside its with block")
        slot = self._packs.reserve(size, **options)
        self._slots.append(slot)
        return slot

    def _finish(self, good: bool) -> None:
        slots, self._slots = self._slots, []
        try:
            for slot in slots if good else ():
                # One that was abandoned has no code, and one whose code is garbage has no more.
                code = slot.finalize() if slot.buffer is not None else slot.code
                if code is not None:
                    self.codes.append(code)
        except BaseException:
            self._take_back(slots)
            raise
        if not good:
            self._take_back(slots)

    def _take_back(self, slots: list[Slot]) -> None:
        """Free everything that has not been freed meanwhile; goes on after failures."""
        for slot in slots:
            code = slot.code
            if code is not None and code not in self.codes:
                self.codes.append(code)
        codes, self.codes = self.codes, []
        failures: list[ProgpackError] = []
        taken: list[Code | Slot] = [*slots, *reversed(codes)]
        for installed in taken:
            try:
                installed.__exit__(None, None, None)
            except OutOfMemoryError as error:
                self._packs.free_later(installed)
                failures.append(error)
            except ProgpackError as error:
                failures.append(error)
        if failures:
            raise failures[0]
