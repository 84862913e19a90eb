"""What other rooms keep for each allocator."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from progpack.memory.allocator import PackAllocator
from progpack.memory.childlocks import renew_in_child

__all__ = ["Attached"]

T = TypeVar("T")


class Attached(Generic[T]):
    """One object for each allocator, made at first use and gone with it. Thread-safe.

    Args:
        make: makes it; what it makes may hold the allocator only weakly.
    """

    def __init__(self, make: Callable[[PackAllocator], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        renew_in_child(self, "_lock")
        self._made: weakref.WeakKeyDictionary[PackAllocator, T] = weakref.WeakKeyDictionary()

    def of(self, packs: PackAllocator) -> T:
        """That of an allocator, the same one each time."""
        with self._lock:
            found = self._made.get(packs)
            if found is None:
                found = self._made[packs] = self._make(packs)
            return found
