"""What a fork means for maps and runs: parent and child each have all of them, for themselves.

============================ ======================================================================
values, tables, timers       private memory: the child has its own copy from the moment of the fork
locks of maps                taken before, so that no table is in the middle of a change, and given
                             back on both sides
locks in values              as well; one that could not be had (a program may never give it back)
                             is free in the child, with the value as the parent's thread left it
ring buffers                 shared memory, since it is mapped twice: the child gets memory of its
                             own at the same address with what nobody had taken out; records that
                             runs of other threads had reserved are discarded there
runs of other threads        are not in the child; what only they kept goes there
random numbers of helpers    the child draws others
============================ ======================================================================

A child that is made in C without Python's fork hooks shares the ring buffers of its parent, and
finds locks as they were.
"""

from __future__ import annotations

import ctypes
import os
import secrets
from array import array
from typing import NamedTuple

from progpack.jit import grace, workspace
from progpack.jit.maps import handle as maps
from progpack.jit.maps.handle import Map, RingBuffer
from progpack.jit.native import runtime as native

__all__: list[str] = []


class _Fork(NamedTuple):
    """What is held while a child is made."""

    runtime: native.NativeRuntime
    maps: list[Map]
    addresses: array[int]
    taken: bytearray
    rings: list[tuple[RingBuffer, bytes, bytes]]


_forks: list[_Fork] = []


def _own_locks() -> array[int]:
    """Addresses of the locks that runs of this thread have."""
    return array("Q", [space.state.locked for space in grace.own_runs() if space.state.locked])


def _before() -> None:
    # First: who is in the middle of a change may wait for the lock of a map.
    grace.before_fork()
    runtime = native.known_runtime()
    if runtime is None:
        return
    everything = maps.live_maps()
    addresses, own = array("Q", [each.address for each in everything]), _own_locks()
    taken = bytearray(sum(each.lock_words for each in everything))
    fork = _Fork(runtime, everything, addresses, taken, [])
    _forks.append(fork)
    runtime.fork_begin(*_at(addresses), *_at(own), _buffer(taken))
    for each in everything:
        if isinstance(each, RingBuffer):
            fork.rings.append((each, each.states(), each.unread()))


def _in_parent() -> None:
    if _forks:
        fork = _forks.pop()
        fork.runtime.fork_end(*_at(fork.addresses), _buffer(fork.taken))
    grace.after_fork(child=False)


def _in_child() -> None:
    grace.after_fork(child=True)
    if not _forks:
        return
    fork = _forks.pop()
    fork.runtime.fork_end(*_at(fork.addresses), _buffer(fork.taken))
    own = _own_locks()
    for each in maps.live_maps():
        fork.runtime.fork_locks(each.address, *_at(own))
    serials = array("I", [space.state.serial for space in grace.own_runs()])
    for ring, states, records in fork.rings:
        fork.runtime.fork_ring(ring.address, states, *_at(serials))
        ring.separate(records)
    for space in (*workspace.unused(), *grace.own_runs()):
        space.state.random = secrets.randbits(63) | 1


def _at(numbers: array[int]) -> tuple[int, int]:
    return numbers.buffer_info()


def _buffer(data: bytearray) -> ctypes.Array[ctypes.c_char] | None:
    return (ctypes.c_char * len(data)).from_buffer(data) if data else None


os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
