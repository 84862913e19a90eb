"""Who runs what, so that freed code becomes traps only when nobody runs it any more.

A call through a `Function` notes its thread in the `Runners` of the program, then looks whether
the program is live, and takes the note back on leaving. A free marks the program first and then
looks for notes. One of the two sees the other, so that either the call is refused or the free
waits: in the `Limbo`, until the last thread has left, whose leaving finishes the free. The delay
is that of the longest call, and nothing is left behind.

Native code that calls native code leaves no note. Whoever lets it do that keeps the callee pinned
(`Code.pinned`) or alive for as long as the caller can run.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progpack.errors import UsageError
from progpack.memory.protocol import Text

if TYPE_CHECKING:
    from progpack.memory.sidetable import Entry

__all__ = ["Limbo", "Runners", "Wait"]


class Runners(list[int]):
    """Identifiers of the threads that are inside a program, once for each call.

    Adding and removing one are single operations of a list, with the interpreter lock and
    without it.

    Attributes:
        bound: the program is what a `Replaceable` jumps to; only that frees it.
        earlier: of the programs before it in the same `Replaceable`. Whoever entered through that
            while it jumped to one of them may have arrived in a later one.
    """

    __slots__ = ("bound", "earlier")

    def __init__(self) -> None:
        self.bound = False
        self.earlier: tuple[Runners, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether a thread may be inside the program."""
        return bool(self) or any(self.earlier)

    def all(self) -> tuple[Runners, ...]:
        """These and the earlier ones."""
        return (self, *self.earlier)

    def keep_only(self, thread: int) -> None:
        """Forget all other threads: in a forked child they do not exist."""
        self[:] = [held for held in self if held == thread]


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """Something that happens when nobody is in some programs any more.

    Attributes:
        runners: of the programs.
        entry: a program to be made traps, or None.
        region: a region to be released, or None.
    """

    runners: tuple[Runners, ...]
    entry: Entry | None = None
    region: Text | None = None

    @property
    def over(self) -> bool:
        """Whether nobody is there."""
        return not any(self.runners)


class Limbo:
    """What was freed and is still being run. The owner locks, except for `wait`.

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
        if not self.waits:
            for event in self._events:
                event.set()
            self._events.clear()
        return over

    def event(self) -> threading.Event | None:
        """What is set when nothing waits any more; None: nothing does.

        Raises:
            UsageError: this thread is inside something that waits for it to leave.
        """
        if not self.waits:
            return None
        me = threading.get_ident()
        if any(me in runners for wait in self.waits for runners in wait.runners):
            raise UsageError(
                "this thread runs a program that was freed: it would wait for itself; return "
                "from the program first"
            )
        event = threading.Event()
        self._events.append(event)
        return event

    def forked(self, thread: int) -> None:
        """In a child: only ``thread`` is left."""
        for wait in self.waits:
            for runners in wait.runners:
                runners.keep_only(thread)
        self._events.clear()
