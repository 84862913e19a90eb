"""Locks that protect what is whole between any two statements: a child of a fork gets new ones.

A thread of the parent may hold such a lock at the fork, and is not in the child, which would wait
for it for ever. Where a change in the middle would matter, the fork waits for it instead
(`progpack.memory.guard.forks`).
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable

__all__ = ["renew_all", "renew_in_child"]

# By the id() of the reference: there may be many, which come and go.
_holders: dict[int, tuple[weakref.ref[object], str, Callable[[], object]]] = {}


def renew_in_child(holder: object, name: str, make: Callable[[], object] = threading.Lock) -> None:
    """Have a lock replaced in each child.

    Args:
        holder: a module, or an object, which is not kept alive.
        name: its attribute that is the lock.
        make: makes another.
    """
    reference = weakref.ref(holder, _forget)
    _holders[id(reference)] = (reference, name, make)


def _forget(dead: weakref.ref[object]) -> None:
    del _holders[id(dead)]


def renew_all() -> None:
    """Replace all locks in a child, also in one whose fork Python does not know of."""
    for reference, name, make in list(_holders.values()):
        holder = reference()
        if holder is not None:
            setattr(holder, name, make())


os.register_at_fork(after_in_child=renew_all)
