"""The packs that objects and helpers of this process share unless they are given others."""

from __future__ import annotations

import os
import sys
import threading

from progpack.memory import PackAllocator
from progpack.memory.childlocks import renew_in_child

__all__ = ["shared_packs"]

_shared: PackAllocator | None = None
_shared_lock = threading.RLock()
renew_in_child(sys.modules[__name__], "_shared_lock", threading.RLock)


def shared_packs() -> PackAllocator:
    """The packs that objects of this process share unless they are given others.

    A forked child gets its own: it must not write to its parent's.

    Raises:
        CapabilityError: no executable memory here.
    """
    global _shared
    with _shared_lock:
        if _shared is None or _shared.owner != os.getpid():
            _shared = PackAllocator()
        return _shared
