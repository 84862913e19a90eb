"""Objects of other rooms that belong to one allocator each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from progpack.memory.allocator.allocator import PackAllocator

__all__ = ["Attached"]

T = TypeVar("T")


class Attached(Generic[T]):
    """A table with one object for each allocator, made at first use and gone with it. Lock-free.

    Args:
        make: makes it, and has no other effect, since of two that are made at once the first stays;
            what it makes may hold the allocator only weakly.
    """

    def __init__(self, make: Callable[[PackAllocator], T]) -> None:
        self._make = make

    def of(self, packs: PackAllocator) -> T:
        """The object of an allocator, the same one each time."""
        value = packs.attached.get(self)
        if value is None:
            value = packs.attached.setdefault(self, self._make(packs))
        return cast(T, value)
