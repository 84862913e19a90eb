"""Several programs at once: all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from progpack.errors import OutOfMemoryError, ProgpackError, UsageError
from progpack.memory.code import Code, Slot

if TYPE_CHECKING:
    from progpack.memory.allocator import PackAllocator

__all__ = ["Batch"]


class Batch:
    """What is installed inside a ``with`` block stays only if the block ends well.

    Made by `PackAllocator.batch`. Programs can be called at once, within the block too; profilers
    and debuggers are told of all of them together, at its end. Not for several threads.

    Attributes:
        codes: the programs, in order.
    """

    def __init__(self, packs: PackAllocator) -> None:
        self.codes: list[Code] = []
        self._packs = packs
        self._slots: list[Slot] = []
        self._open = False

    def __enter__(self) -> Self:
        if self._open:
            raise UsageError("the batch is open already")
        self._open = True
        self._packs._hold_news(1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self._open = False
        try:
            self._finish(kind is None)
        finally:
            self._packs._hold_news(-1)

    def install(self, code: bytes | bytearray | memoryview, **options: Any) -> Code:
        """Install a program; arguments and errors as for `PackAllocator.install`.

        Raises:
            UsageError: the block has not begun, or has ended.
        """
        self._check()
        made = self._packs.install(code, **options)
        self.codes.append(made)
        return made

    def reserve(self, size: int, **options: Any) -> Slot:
        """Reserve a slot; arguments and errors as for `PackAllocator.reserve`.

        It is to be finalized in the block; the end of the block finalizes those that are not.
        """
        self._check()
        slot = self._packs.reserve(size, **options)
        self._slots.append(slot)
        return slot

    def _check(self) -> None:
        if not self._open:
            raise UsageError("a batch is used inside its with block")

    def _finish(self, good: bool) -> None:
        slots, self._slots = self._slots, []
        try:
            for slot in slots if good else ():
                code = slot.code or slot.finalize()
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
        for held in taken:
            try:
                held.__exit__(None, None, None)
            except OutOfMemoryError as error:
                self._packs.free_later(held)
                failures.append(error)
            except ProgpackError as error:
                failures.append(error)
        if failures:
            raise failures[0]
