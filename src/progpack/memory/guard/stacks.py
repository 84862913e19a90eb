"""The stacks of all threads, looked at without a danger to any.

Before Python 3.12 the collector can run where the object of a frame is made, and finalizers let
other threads run. In `sys._current_frames` that is under a lock of the interpreter, which the next
who asks for the stacks then waits for with the interpreter's own lock, so that all threads wait
for ever. In `frame.f_back` the frame whose object is made may be gone by then (CPython 3.11,
Python/pystate.c, _PyThread_CurrentFrames; Python/frame.c, _PyFrame_MakeAndSetFrameObject).

Without the interpreter lock nobody may walk the stack of a thread that goes on ("Python support for
free threading", Frame objects): the frame that is looked at is freed meanwhile. `someone_is_inside`
asks the interpreter instead, which stops all threads to write down where each one is.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import re
import sys
import threading
from collections.abc import Callable, Collection
from types import CodeType
from typing import TypeVar

from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.lease import Lease

__all__ = ["STAND_STILL", "at_rest", "someone_is_inside"]

T = TypeVar("T")
# File and name of a function.
_Place = tuple[str, str]

STAND_STILL: bool = getattr(sys, "_is_gil_enabled", lambda: True)()
"""Whether no other thread goes on while this one looks: the interpreter has its lock."""

_COLLECTS_IN_FRAMES = sys.version_info < (3, 12)
# Seconds to wait for another thread that looks. Whoever waited in vain looks all the same: the
# lock may have been left behind by an exception.
_SHARE = 0.02
# The first version in which all threads stand still for faulthandler.dump_traceback() without the
# interpreter lock (gh-128400); how it writes a frame, and the most frames and characters of a name
# (Python/traceback.c). That a stack is cut is not always written.
_STANDS_STILL = (3, 13, 2)
_HEADS = ("Current thread 0x", "Thread 0x")
_FRAME = re.compile(r'  File "(.*)", line [0-9?]+ in (.*)')
_NO_FRAME = "  <no Python frame>"
_FRAMES = 100
_SHOWN = 500
_OTHER = re.compile("[^ -~]")


class _Rest:
    """A pause of the collector for one look at a time, so that no look ends another's pause.

    Attributes:
        lock: taken by who looks.
        pauses: has an item while the collector was put to rest here.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pauses: list[None] = []
        renew_in_child(self, "lock")


_rest = _Rest()


def at_rest(look: Callable[[], T]) -> T:
    """Call what looks at the stacks of threads, while the collector rests."""
    if not _COLLECTS_IN_FRAMES:
        return look()
    lock = _rest.lock
    alone = lock.acquire(timeout=_SHARE)
    try:
        if gc.isenabled():
            _rest.pauses.append(None)
            gc.disable()
        return look()
    finally:
        if _rest.pauses:
            gc.enable()
            _rest.pauses.clear()
        if alone:
            lock.release()


def someone_is_inside(codes: Collection[CodeType], waiting: Collection[CodeType]) -> bool:
    """Say whether another thread may be in one of some functions, and not waiting in it.

    No frame is touched: the threads stand still while the interpreter itself writes where each one
    is, and only the names of files and functions are known. So this is for interpreters without
    their lock, where a thread that goes on frees the frames that another one walks.

    Args:
        codes: codes of the functions.
        waiting: of functions that wait: whoever is called by one of ``codes`` in there waits.

    Returns:
        False only where no other thread is in one. Where not all can be seen, True.
    """
    if sys.version_info < _STANDS_STILL:
        return True
    inside, wait = {_written(code) for code in codes}, {_written(code) for code in waiting}
    others, complete = _others(_dump())
    return not complete or any(_is_inside(stack, inside, wait) for stack in others)


def _is_inside(stack: list[_Place], inside: set[_Place], wait: set[_Place]) -> bool:
    waits = False
    for place in stack:
        if place in inside:
            if not waits:
                return True
            waits = False
        elif place in wait:
            waits = True
    return False


def _written(code: CodeType) -> _Place:
    """The file and the name of a function as the interpreter writes them."""
    return (_ascii(code.co_filename), _ascii(code.co_name))


def _ascii(text: str) -> str:
    return _OTHER.sub(_escaped, text[:_SHOWN]) + ("..." if len(text) > _SHOWN else "")


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _dump() -> str:
    """The stacks of all threads, as the interpreter writes them while all of them stand still."""
    lease = Lease()
    try:
        # By one call of C: it is in the list before an exception can come.
        lease.files.extend(map(os.memfd_create, ("progpack stacks",)))
        faulthandler.dump_traceback(lease.files[-1])
        return os.pread(lease.files[-1], os.fstat(lease.files[-1]).st_size, 0).decode()
    finally:
        lease.give_back()


def _others(dump: str) -> tuple[list[list[_Place]], bool]:
    """The stacks of the other threads, innermost call first, and whether they are complete."""
    stacks: list[list[_Place]] = []
    own: list[_Place] = []
    complete = True
    for line in dump.splitlines():
        frame = _FRAME.fullmatch(line)
        if frame is not None and stacks:
            stacks[-1].append((frame[1], frame[2]))
        elif line.startswith(_HEADS):
            stacks.append(own if line.startswith(_HEADS[0]) else [])
        elif line and line != _NO_FRAME:
            complete = False
    # It is this function's caller that asked: whoever does not see that cannot read the rest.
    if _written(someone_is_inside.__code__) not in own:
        complete = False
    complete = complete and all(len(stack) < _FRAMES for stack in stacks)
    return [stack for stack in stacks if stack is not own], complete
