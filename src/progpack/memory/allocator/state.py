"""The state of an allocator: spans and their charge, what waits to be freed, what became garbage.

`PackAllocator` is the public face. Here is what it does with the lock held, so that after any
failure everything is as it was before.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from progpack.errors import UsageError
from progpack.memory.allocator.arenas import Arenas
from progpack.memory.allocator.batch import Batching
from progpack.memory.allocator.epochs import Limbo, Runners
from progpack.memory.allocator.handles import Code, Slot
from progpack.memory.allocator.notifications import Notifications, Recorder
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import Entry, SideTable, State
from progpack.memory.allocator.tide import Tide
from progpack.memory.arguments import ADDRESSES, check_text, shown, to_int
from progpack.memory.guard import forks
from progpack.memory.guard.guard import await_lock, depth, section
from progpack.memory.pages.region import BEFORE
from progpack.memory.protocol import Memory, Text
from progpack.pack import JitLimit, Pack, PackList, Policy, Request

__all__ = [
    "AllocatorState",
    "accompany",
    "busy",
    "change",
    "named_request",
    "region_of",
    "request_for",
    "unnamed_request",
]

_LIVE = State.LIVE
_RESERVED = State.RESERVED
_FREED = State.FREED
F = TypeVar("F", bound=Callable[..., Any])

_FAILURES_KEPT = 16
_INNER = 1 << 40

# Requests are values; those without a name are worth sharing, and so are those of programs that
# have the name of one before them, as the probes of many tools do.
unnamed_request = lru_cache(maxsize=1024)(Request)


@lru_cache(maxsize=64)
def named_request(size: int, classic: bool, name: str) -> Request:
    """The request with a name. TypeError: that is no text."""
    check_text("name", name)
    return Request(size, classic, name)


def change(*, within: Callable[..., Any] | bool = False) -> Callable[[F], F]:
    """Have a function of an `AllocatorState` run with the lock, and everything mended before.

    Args:
        within: whether it may run in the middle of another change by the same thread, which is
            a UsageError otherwise; or what runs instead.
    """

    def decorate(function: F) -> F:
        @section
        @wraps(function)
        def changing(packs: AllocatorState, *args: Any, **kwargs: Any) -> Any:
            lock: Any = packs.lock
            while not lock.acquire(False):
                lock = await_lock(packs)
                if lock is None:
                    if within is False:
                        raise busy(function.__name__)
                    instead: Callable[..., Any] = function if within is True else within
                    return instead(packs, *args, **kwargs)
            try:
                if packs.torn:
                    packs.mend()
                return function(packs, *args, **kwargs)
            finally:
                lock.release()

        return cast(F, changing)

    return decorate


class AllocatorState:
    """Everything that an allocator holds. Arguments and errors: see `PackAllocator`."""

    def __init__(
        self,
        policy: Policy | str,
        memory: Memory,
        jit_limit: int | None,
        name: str,
        near: int | None,
        keep_empty: bool,
    ) -> None:
        _check_types(policy, memory, jit_limit, name, near)
        # What goes with a program, see `accompany`; first, so that it is garbage before all else.
        self.companions: dict[Entry, object] = {}
        self.memory = memory
        self.capabilities = self.memory.capabilities
        self.capabilities.require("text_copy", "text_invalidate", "set_rox")
        self.name = name
        self.near = near
        self.randomize = False
        self.owner = os.getpid()
        # Without a limit nothing is counted: what is charged is known from the packs.
        self.limit = None if jit_limit is None else JitLimit(jit_limit)
        # The packs of requests that may be anywhere, and all lists of packs.
        self.pack_list = PackList(
            policy,
            page_size=self.capabilities.page_size,
            arch=self.capabilities.arch,
            spare=keep_empty,
            lead=BEFORE,
        )
        self.arenas = Arenas(self.pack_list, near)
        self.unit = self.pack_list.chunk_size
        self.table = SideTable()
        self.traps = self.capabilities.arch.trap_fill(self.pack_list.chunk_size)
        self.blank = bytearray(self.traps)
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        # Set while entries and lists change: who finds it set with the lock free mends them first.
        self.torn = False
        self.closed = False
        self.closing = False
        # What a jump led to, while both are freed.
        self.freed_body: Entry | None = None
        # While a jump is exchanged: whose, for what, the jump, and who may be in the old one.
        self.switching: tuple[Replaceable, Code, bytes, Runners] | None = None
        # Who is told of programs, and the trace that is written; mostly nobody and none.
        self.notifications: Notifications | None = None
        self.recorder: Recorder | None = None
        # What other rooms keep for it, see `progpack.memory.attached`.
        self.attached: dict[object, object] = {}
        self.last_generation = 0
        self.installs = 0
        self.frees = 0
        # When to look next whether pages can go, in frees.
        self.next_ebb = 0
        self.tide = Tide()
        # How many regions may be made before garbage that was not told of is sought again.
        self.until_seek = 0
        self.pokes = 0
        self.quarantined = 0
        self.leaked = 0
        self.failures: deque[str] = deque(maxlen=_FAILURES_KEPT)
        # Programs that are garbage; None: somebody left a program while others waited for it.
        self.dead: deque[Entry | None] = deque()
        self.died = _undertaker(weakref.ref(self), self.dead)
        self.runners: dict[Entry, Runners] = {}
        self.limbo = Limbo()
        # Holds what was asked for in the middle of a change by the same thread; mostly None.
        self.inner: AllocatorState | None = None
        self.outer: AllocatorState | None = None
        forks.watch(self, 0)

    def mend(self) -> None:
        """Finish or take back what an exception cut short; the lock is held."""
        raise NotImplementedError

    def reap(self) -> None:
        """Free what is garbage, unless somebody has the lock, who will."""
        raise NotImplementedError

    def beside(self) -> Batching:
        """The inner allocator, for requests in the middle of a change by the same thread."""
        raise NotImplementedError

    @property
    def can_group(self) -> bool:
        """Whether programs may be placed side by side: nobody wants to know of each."""
        return self.pack_list.groups and self.recorder is None and not self.randomize

    @property
    def can_reserve_room(self) -> bool:
        """Whether chunks may be taken that nobody may need."""
        return self.can_group and self.limit is None

    def has(self, code: Code | int) -> bool:
        """Whether a program is of this allocator, or its address is in one of it."""
        if isinstance(code, int):
            return self.table.covering(code) is not None
        owner: object = code.owner if isinstance(code, Code) else None
        return any(owner is member for member in self.family())

    def family(self) -> Iterator[AllocatorState]:
        """Yield this allocator and its inner ones, which were made in the middle of a change."""
        member: AllocatorState | None = self
        while member is not None:
            yield member
            member = member.inner

    def join(self, outer: AllocatorState) -> None:
        """Become the inner one of another allocator."""
        main = self.pack_list
        # Numbers of packs that no other one has in a picture.
        self.pack_list = PackList(
            main.policy,
            page_size=main.page_size,
            arch=main.arch,
            first=main.first + _INNER,
            spare=main.spare,
            lead=main.lead,
        )
        self.arenas = Arenas(self.pack_list, self.near)
        self.limit, self.outer = outer.limit, outer

    # What follows runs with the lock held, except where it says otherwise.

    def thread_left(self) -> None:
        """Note that a thread left a program while something waits; never wait for the lock."""
        dead = self.dead
        try:
            is_known = dead[-1] is None
        except IndexError:
            is_known = False
        if not is_known:
            dead.append(None)
        self.reap()

    def is_inside(self) -> bool:
        """See `forks.Forked`."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`."""
        if child:
            self.owner = os.getpid()
            me = threading.get_ident()
            for runners in self.runners.values():
                runners.keep_only(me)
            self.limbo.forked(me)
            if self.notifications is not None and not isinstance(self.lock, forks.TornLock):
                self.notifications.forked()
        # What became garbage, or was left, while the fork held the lock.
        if self.dead or self.limbo.waits:
            self.thread_left()

    def charge_of(self, used: int, entries: Iterable[Entry]) -> int:
        """Bytes that are charged, where so many are taken: all but those that are quarantined."""
        if self.limit is not None:
            return self.limit.current
        lost = sum([e.chunks for e in entries if e.state is State.QUARANTINED])
        return max(used - lost * self.unit, 0)

    def free_later(self, held: Code | Slot) -> None:
        """Free what could not be freed for want of memory: with one of the next calls."""
        self.dead.append(held.entry)


def _check_types(policy: object, memory: object, limit: object, name: object, near: object) -> None:
    """Say here what would be an odd error somewhere below."""
    if not isinstance(policy, str | Policy):
        raise UsageError(f"policy={shown(policy)}: it is a name, such as 'bins-64', or a Policy")
    if not hasattr(memory, "capabilities"):
        raise UsageError(f"memory={shown(memory)}: it is a Memory, such as ProcessMemory()")
    for what, value in (("jit_limit", limit), ("near", near)):
        if value is not None and (isinstance(value, bool) or not hasattr(value, "__index__")):
            unit = "an address" if what == "near" else "a number of bytes, such as 1 << 30,"
            raise UsageError(f"{what}={shown(value)}: it is {unit} or None")
    if limit is not None:
        to_int("jit_limit", limit, "a number of bytes, and not negative", 0)
    if near is not None:
        to_int("near", near, "an address, and not negative", 0, ADDRESSES - 1)
    if not isinstance(name, str):
        raise UsageError(f"name={shown(name)}: it is text")


def request_for(size: int, name: str) -> Request:
    """The request for so many bytes. TypeError: the name is no text."""
    if name == "":
        return unnamed_request(size)
    try:
        return named_request(size, False, name)
    except (TypeError, ValueError):  # it cannot even be looked up
        check_text("name", name)
        raise


def busy(what: str) -> UsageError:
    """The error for a change in the middle of another one by the same thread."""
    return UsageError(
        f"{what}: this thread is in the middle of a change of this allocator, and came "
        "here by a signal handler, a finalizer or the like; do it when that has ended"
    )


def accompany(code: Code, companion: object) -> None:
    """Keep an object for as long as a program can be called.

    It is let go before the chunks of the program can hold anything else, as unwind tables must be:
    the unwinder must not find those of code that was there before.
    """
    companions = code.owner.companions
    companions[code.entry] = companion
    if not code.entry.live:  # the allocator was closed meanwhile
        companions.pop(code.entry, None)


def region_of(pack: Pack) -> Text:
    """The region behind a pack or an area."""
    home: Any = pack.backing
    region: Text = home.region
    return region


def _undertaker(
    owner: weakref.ref[AllocatorState], dead: deque[Entry | None]
) -> Callable[[Entry], None]:
    """The callback that takes the entry of each Code or Slot that is garbage."""
    finalizing = sys.is_finalizing

    def died(entry: Entry) -> None:
        state = entry.state
        if state is _FREED or (state is not _LIVE and state is not _RESERVED):
            return  # freed before it became garbage, as it should be
        # Append first: whoever holds the lock now looks here after giving it back.
        dead.append(entry)
        packs = owner()
        if packs is not None and not finalizing():
            packs.reap()

    return died
