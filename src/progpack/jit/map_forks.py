"""The effects of a fork on maps and runs: parent and child each have all of them, for themselves.

============================ ======================================================================
values, tables, timers,      private memory: the child has its own copy from the moment of the fork
ring buffers
locks of maps                taken before, so that no table is in the middle of a change, and given
                             back on both sides
locks in values              as well; one that could not be had (a program may never give it back)
                             is free in the child, with the value as the parent's thread left it
records in ring buffers      those that runs of other threads had reserved are discarded in the
                             child
runs of other threads        are not in the child; what only they kept goes there
numbers of CPUs              those of the parent's other threads are free in the child
random numbers of helpers    the child draws others
============================ ======================================================================

Maps are looked after by machine code (``runtime/fork.c``), which the C library calls at each fork
that is made by libc, by `os.fork` or in C. A child that C makes notices at its first run, load or
change (`catch_up` of `progpack.memory.guard.forks`) that the other threads are not there, and does
then what Python's own hooks do otherwise. Python itself has to be whole in such a child, for which
CPython asks servers to call PyOS_AfterFork_Child().

Objects of other backends have rules of their own: `progpack.run.turns` (a run of another thread of
the parent) and `progpack.foreign.process` (processes, in which a child has no part).
"""

from __future__ import annotations

import os

from progpack.jit import grace
from progpack.jit.native import runtime as native
from progpack.memory.guard import forks

__all__: list[str] = []


def _before() -> None:
    # First: who is in the middle of a change may wait for the lock of a map.
    grace.before_fork()
    _call(0)


def _in_parent() -> None:
    _call(1)
    grace.after_fork()


def _in_child() -> None:
    grace.after_fork()
    grace.forget_threads()


def _call(which: int) -> None:
    """Call a handler of forks, where the C library does not call it."""
    runtime = native.known_runtime()
    if runtime is not None and not runtime.hears_forks:
        runtime.at_fork[which](runtime.forks_at)


forks.around(_before, _in_parent)
# The order in which hooks of children run is that in which they are registered.
os.register_at_fork(after_in_child=lambda: _call(2))
forks.in_child(_in_child)
