"""Epochs: the threads that run a program, so that freed code becomes traps only after them.

A call through a `Function` notes its thread in the `Runners` of the program, then looks whether
the program is live, and takes the note back on leaving. A free marks the program first and then
looks for notes. One of the two sees the other, so that either the call is refused or the free
waits: in the `Limbo`, until the last thread has left, whose leaving finishes the free. The delay
is that of the longest call, and nothing is left behind.

Native code that calls native code leaves no note. Whoever lets it do that keeps the callee pinned
(`Code.pinned`) or alive for as long as the caller can run.
"""

from __future__ import annotations

import operator
import sys
import threading
import weakref
from collections.abc import Callable
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from progpack.errors import UsageError
from progpack.memory.guard.stacks import at_rest
from progpack.memory.protocol import Text
from progpack.records import dataclass

if TYPE_CHECKING:
    from progpack.memory.allocator.side_table import Entry

__all__ = ["Limbo", "Pin", "Pinned", "Runners", "Wait", "Waiting", "caller"]

F = TypeVar("F", bound=Callable[..., Any])


class Runners(list[int]):
    """Identifiers of the threads that are inside a program, once for each call.

    Adding and removing one are single operations of a list, with the interpreter lock and
    without it.

    Attributes:
        bound: the program is what a `Replaceable` jumps to; only that frees it.
        earlier: of the programs before it in the same `Replaceable`. Whoever entered through that
            while it jumped to one of them may have arrived in a later one.
    """

    __slots__ = ("bound", "earlier", "pins")

    def __init__(self) -> None:
        self.bound = False
        self.earlier: tuple[Runners, ...] = ()
        self.pins: set[weakref.ref[Pin]] = set()

    def __bool__(self) -> bool:
        return len(self) > 0 or len(self.pins) > 0

    @property
    def busy(self) -> bool:
        """Whether a thread may be inside the program."""
        if threading.get_ident() in self:
            self.forget_absent()
        return bool(self) or any(self.earlier)

    def forget_absent(self) -> None:
        """Forget notes whose calls an exception ended before they were taken back.

        Only of this thread, whose stack does not change meanwhile, and of those that have ended.
        """
        me = threading.get_ident()
        # One call of C: with the interpreter lock no other thread comes in between.
        looks: tuple[Callable[[], Any], ...] = (self.copy, sys._current_frames)
        notes, stacks = at_rest(lambda: tuple(map(operator.call, looks)))
        try:
            for thread in set(notes):
                if thread == me or thread not in stacks:
                    calls = _calls_of(self, stacks.get(thread))
                    for _ in range(notes.count(thread) - calls):
                        self.remove(thread)
        finally:
            stacks.clear()  # this frame is in it: a circle, and all locals of all threads with it

    @property
    def threads(self) -> list[int]:
        """Identifiers of the threads that run it, or have it pinned."""
        return [*self, *(pin.thread for note in self.pins.copy() if (pin := note()))]

    def all(self) -> tuple[Runners, ...]:
        """The runners of this program and those of the earlier ones."""
        return (self, *self.earlier)

    def keep_only(self, thread: int) -> None:
        """Forget all other threads: in a forked child they do not exist."""
        self[:] = [held for held in self if held == thread]
        self.pins = {ref for ref in self.pins if (pin := ref()) and pin.thread == thread}


_callers: set[CodeType] = set()


def caller(function: F) -> F:
    """Declare a function that notes its thread in its local ``runners`` for as long as it runs."""
    _callers.add(function.__code__)
    return function


def _calls_of(runners: Runners, frame: FrameType | None) -> int:
    """Return how many frames of a stack have a note."""
    calls = 0
    while frame is not None:
        if frame.f_code in _callers and frame.f_locals.get("runners") is runners:
            calls += 1
        frame = frame.f_back
    return calls


class Waiting(Protocol):
    """An allocator, in which freed programs wait."""

    limbo: Limbo

    def thread_left(self) -> None:
        """Note that a thread left a program while something waited for that."""


class Pinned(Protocol):
    """A program that can be kept in place."""

    owner: Any  # a `Waiting`; subclasses say more of it

    @property
    def address(self) -> int:
        """Address of the image."""

    def runners_now(self) -> Runners:
        """The notes of the threads that run the program, for a free; SpanError: it was freed."""


class Pin:
    """Keeps a program in place for the length of a block. See `Code.pinned`.

    What notes it does not keep it alive, so that no exception leaves it behind.
    """

    __slots__ = ("__weakref__", "_code", "_note", "_runners", "thread")

    def __init__(self, code: Pinned) -> None:
        self.thread = threading.get_ident()
        self._code = code

    def __enter__(self) -> int:
        """The address. SpanError: it was freed."""
        self._runners = runners = self._code.runners_now()
        self._note = note = weakref.ref(self, runners.pins.discard)
        runners.pins.add(note)
        if self._code.runners_now() is not runners:  # it was replaced meanwhile
            runners.pins.discard(note)
            return self.__enter__()
        return self._code.address

    def __exit__(self, *_: object) -> None:
        self._runners.pins.discard(self._note)
        packs: Waiting = self._code.owner
        if packs.limbo.waits:
            packs.thread_left()


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """A step that is taken when no thread is in some programs any more.

    Attributes:
        runners: runners of the programs.
        entry: a program to be made traps, or None.
        region: a region to be released, or None.
        companions: what goes with the programs of the region, before it is released.
    """

    runners: tuple[Runners, ...]
    entry: Entry | None = None
    region: Text | None = None
    companions: list[object] | None = None

    @property
    def over(self) -> bool:
        """Whether nobody is there."""
        return not any(self.runners)


class Limbo:
    """Freed programs that are still being run. The owner locks, except for `wait`.

    Attributes:
        waits: in order of the frees; read without the lock by whoever leaves a program.
    """

    __slots__ = ("_events", "waits")

    def __init__(self) -> None:
        self.waits: list[Wait] = []
        self._events: list[threading.Event] = []

    def take_over(self) -> list[Wait]:
        """The waits that are over, which are not there any more afterwards."""
        over = [wait for wait in self.waits if wait.over]
        # In place: others hold the list.
        self.waits[:] = [wait for wait in self.waits if wait not in over]
        self.tell_if_over()
        return over

    def tell_if_over(self) -> None:
        """Wake who waits for all that was freed, if nothing of it is there any more."""
        if not self.waits:
            for event in self._events:
                event.set()
            self._events.clear()

    def forget_absent(self) -> None:
        """See `Runners.forget_absent`; it takes some time."""
        for runners in {id(each): each for wait in self.waits for each in wait.runners}.values():
            runners.forget_absent()

    def event(self) -> threading.Event | None:
        """An event that is set when nothing waits any more; None: nothing waits now.

        Raises:
            UsageError: this thread is inside something that waits for it to leave.
        """
        if not self.waits:
            return None
        me = threading.get_ident()
        if any(me in runners.threads for wait in self.waits for runners in wait.runners):
            raise UsageError(
                "this thread runs a program that was freed: it would wait for itself; return "
                "from the program first"
            )
        event = threading.Event()
        self._events.append(event)
        return event

    def forked(self, thread: int) -> None:
        """Forget the notes of all threads but ``thread``, in a child."""
        for wait in self.waits:
            for runners in wait.runners:
                runners.keep_only(thread)
        self._events.clear()
