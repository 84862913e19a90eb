"""The packs that objects and helpers of this process share unless they are given others."""

from __future__ import annotations

from progpack.memory import PackAllocator
from progpack.memory.guard.guard import Once

__all__ = ["shared_packs"]

_shared = Once(PackAllocator, per_process=True)


def shared_packs() -> PackAllocator:
    """Return the packs that all objects of this process share by default.

    A forked child gets packs of its own, because it must not write to its parent's.

    Raises:
        CapabilityError: the system refuses executable memory.
    """
    return _shared.get()
