"""Which process this is, for memory that must not be written by a forked child.

A child of fork(2) shares the pages of executable memory with its parent. `epoch` counts the forks
that lie between this process and the one that imported progpack; whoever owns memory remembers
the epoch it was made in and refuses to write in any other.

A child made in C without Python's fork hooks is not counted; there the writable aliases are not
mapped (MADV_DONTFORK), so that its writes fault in the child and never reach the parent's code.
"""

from __future__ import annotations

import os

from progpack.errors import SpanError

__all__ = ["epoch", "foreign"]

epoch = 0
"""Forks between the process that imported this module and this one. Read it as an attribute."""


def _in_child() -> None:
    global epoch
    epoch += 1


os.register_at_fork(after_in_child=_in_child)


def foreign(what: str, owner: int) -> SpanError:
    """The error for a write by a process that does not own the memory; for the caller to raise.

    Args:
        what: what was to be written.
        owner: pid of the process that made it.
    """
    return SpanError(
        f"foreign process: {what} belongs to process {owner}, this is {os.getpid()}, forked from "
        "it; a child may run the code and not change it: make an allocator of its own after fork"
    )
