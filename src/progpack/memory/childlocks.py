"""Locks that protect what is whole between any two statements: a child of a fork gets new ones.

A thread of the parent may hold such a lock at the fork, and is not in the child, which would wait
for it for ever. Where a change in the middle would matter, the fork waits for it instead
(`progpack.memory.forks`).
"""

from __future__ import annotations

import os
import threading
import weakref

__all__ = ["renew_in_child"]

_holders: list[tuple[weakref.ref[object], str]] = []


def renew_in_child(holder: object, name: str) -> None:
    """Have a lock replaced in each child.

    Args:
        holder: a module, or an object, which is not kept alive.
        name: its attribute that is the lock, a `threading.Lock`.
    """
    _holders.append((weakref.ref(holder, _forget), name))


def _forget(dead: weakref.ref[object]) -> None:
    _holders[:] = [each for each in _holders if each[0] is not dead]


def _in_child() -> None:
    for reference, name in _holders:
        holder = reference()
        if holder is not None:
            setattr(holder, name, threading.Lock())


os.register_at_fork(after_in_child=_in_child)
