"""Leases: mappings, files and processes of the system, given back whatever happens.

A `Lease` is noted in before a system call is made, and what the call returns is in its lists before
an exception can come (`linux.Pieces`). When the lease is garbage, since its owner is (a region, or
what talks to the compiler's process) or since an exception ended the making of it, what is left in
the lists is given back: by `sweep`, at once or, where another exception hits that, with the next
lease that goes.
"""

from __future__ import annotations

import os
import signal
import weakref
from collections import deque
from contextlib import suppress
from operator import itemgetter

from progpack.memory import linux
from progpack.memory.guard import forks

__all__ = ["Lease", "sweep"]


class _Tether(weakref.ref["Lease"]):
    """A weak reference to a lease that has its lists; the callback is of C and cannot fail."""

    __slots__ = ("aliases", "children", "files", "pieces", "process")

    pieces: linux.Pieces
    aliases: linux.Pieces
    files: list[int]
    children: list[tuple[int, int]]
    process: int

    __eq__ = object.__eq__
    __hash__ = object.__hash__


_tethers: set[_Tether] = set()
_orphans: deque[_Tether] = deque()


class Lease:
    """Mappings, files and processes of one owner.

    Attributes:
        pieces: the mapping that is run or read, and what is mapped on the way to it.
        aliases: writable mappings of its pages; a forked child has none of them (MADV_DONTFORK).
        files: descriptors.
        children: processes: the one that started it, and its own number.
        process: the process that the aliases are of, as `forks.counts` has it.
    """

    __slots__ = ("__weakref__", "_tether")

    def __init__(self) -> None:
        # Callbacks are called in the reverse order, and by the collector of interpreters without
        # their lock in this one: what is swept is there by then, before one call or the other.
        weakref.finalize(self, sweep).atexit = False
        tether = _Tether(self, _orphans.append)
        tether.pieces, tether.aliases, tether.files, tether.children = [], [], [], []
        tether.process = forks.counts[1]
        self._tether = tether
        _tethers.add(tether)
        weakref.finalize(self, sweep).atexit = False

    @property
    def pieces(self) -> linux.Pieces:
        """See `Lease`."""
        return self._tether.pieces

    @property
    def aliases(self) -> linux.Pieces:
        """See `Lease`. What a parent of this process had is not mapped here: it is forgotten."""
        tether = self._tether
        if tether.process != forks.counts[1]:
            tether.aliases = []
            tether.process = forks.counts[1]
        return tether.aliases

    @property
    def files(self) -> list[int]:
        """See `Lease`."""
        return self._tether.files

    @property
    def children(self) -> list[tuple[int, int]]:
        """See `Lease`."""
        return self._tether.children

    def close_files(self, *, keep: int = 0) -> None:
        """Close the last descriptors, until only so many are left."""
        self.close_last(self._tether.files, keep=keep)

    @staticmethod
    def close_last(files: list[int], *, keep: int = 0) -> None:
        """Close the last of some descriptors, which are not among them any more then."""
        while len(files) > keep:
            next(map(os.close, iter(files.pop, None)))

    def give_back(self) -> None:
        """Give everything back; goes on after a failure and raises the first one at the end.

        Raises:
            OSError: refused; what is mapped still stays so.
        """
        _give_back(self._tether)


def sweep() -> None:
    """Give back what belongs to leases that are garbage, as far as the system takes it."""
    while _orphans:
        # Should two threads do the same, each mapping is given back by one of them.
        with suppress(IndexError, ValueError):
            tether = _orphans[0]
            # What the system does not take stays mapped and unused: there is nobody to tell.
            with suppress(OSError):
                _give_back(tether)
            _tethers.discard(tether)
            _orphans.remove(tether)


def _give_back(tether: _Tether) -> None:
    failures: list[OSError] = []
    if not hasattr(tether, "process"):
        return  # it was not made to the end, and nothing noted
    if tether.process != forks.counts[1]:
        tether.aliases = []
    for pieces in (tether.aliases, tether.pieces):
        refused: linux.Pieces = []
        while pieces:
            if not linux.is_mapped(pieces[-1]):
                pieces.pop()
                continue
            try:
                linux.unmap_last(pieces)
            except OSError as error:
                failures.append(error)
                refused.append(pieces.pop())
        pieces.extend(refused)
    Lease.close_last(tether.files)
    _end(tether.children)
    if failures:
        raise failures[0]


def _end(children: list[tuple[int, int]]) -> None:
    """End processes; those of a process that this one was forked from are forgotten."""
    while children:
        parent, child = children[-1]
        if parent != os.getpid():
            children.pop()
            continue
        # Until it is waited for, its number is no other's. ECHILD: somebody else has done that.
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        # It has ended, so that no handler of a signal runs while it is waited for.
        numbers = map(itemgetter(1), iter(children.pop, None))
        with suppress(ChildProcessError):
            next(map(os.waitpid, numbers, (os.WNOHANG,)))
