"""Programs that can be replaced while they run.

What callers are given is the address of a jump in a chunk of its own. Replacing installs the new
program elsewhere and then exchanges the jump with one aligned store (`Region.text_poke`), so that
whoever calls gets the old program or the new one. The old one is freed when nobody is in it any
more, as every program is.
"""

from __future__ import annotations

from threading import get_ident
from typing import TYPE_CHECKING, Any

from progpack.errors import ExecMemoryError, ForeignSpanError, OutOfMemoryError, SpanError
from progpack.memory import signature
from progpack.memory.code import Code, Function
from progpack.memory.epochs import Runners, caller
from progpack.memory.jumps import SIZE, jump
from progpack.memory.sidetable import Entry, State

if TYPE_CHECKING:
    from progpack.memory.allocator import PackAllocator
    from progpack.memory.holdings import Holdings

__all__ = [
    "Replaceable",
    "install",
    "install_jump",
    "mend",
    "refuse_bound",
    "switch",
    "unbind",
]

_LIVE = State.LIVE


class Replaceable(Code):
    """A program whose code can be exchanged. Made by `PackAllocator.install_replaceable`.

    `address` stays the same for as long as it lives; it and `size`, `chunk`, `offset` and the like
    are those of the jump. What runs is `body`.
    """

    __slots__ = ("_body", "_runners")

    _body: Code
    _runners: Runners

    @property
    def body(self) -> Code:
        """The program that is called now. It is freed by `replace`, or with this."""
        return self._body

    def read(self) -> bytes:
        """A copy of the body's image.

        Raises:
            SpanError: it was freed.
        """
        return self._body.read()

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes of the body; see `Code.text_poke`."""
        self._body.text_poke(offset, old, new)

    def shrink(self, size: int) -> int:
        """Shrink the body; see `Code.shrink`."""
        return self._body.shrink(size)

    def _callable(self, maker: signature.FunctionType, prototype: str, offset: int) -> Function:
        """A callable for whatever the body is at each call."""
        entry = self._entry
        if entry.state is not _LIVE:
            raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")
        if offset:
            raise SpanError(f"offset {offset}: a replaceable program is called at its start")
        return _ReplaceableFunction(self, self._runners, maker(entry.address), prototype)

    def replace(self, new: bytes | bytearray | memoryview | Code, *, name: str = "") -> None:
        """Have all callers get another program from now on.

        A call gets the old program or the new one, whatever other threads do. Calls that are
        inside the old one end in it; then it is freed.

        Args:
            new: machine code that does not depend on its address; or an installed program of the
                same allocator (from `PackAllocator.reserve`, for code that does depend on it),
                which belongs to this one then and cannot be freed by itself.
            name: for people; by default the name of this one.

        Raises:
            SpanError: it was freed, or the new program cannot be used.
            JitLimitError, OutOfMemoryError, ExecMemoryError: as `PackAllocator.install` and
                `Region.text_poke`. In each case the old program stays.
        """
        packs = self._packs
        body = _body_for(packs, new, name or self.name, self.address)
        try:
            packs._switch(self, body)
        except BaseException:
            if body is not new:
                packs._free_unused(body)
            raise
        packs._left()

    def _runners_now(self) -> Runners:
        """Where threads are looked for when the present body is to be freed; SpanError: it was."""
        if self._entry.state is not _LIVE:
            raise SpanError(f"the {self._entry} is {self._entry.state.value}")
        return self._runners

    @caller
    def _enter(self, thread: int) -> Runners:
        """Note a thread where it is looked for when the present body is to be freed."""
        while True:
            runners = self._runners
            runners.append(thread)
            if self._runners is runners:
                return runners
            runners.remove(thread)


class _ReplaceableFunction(Function):
    """A `Function` that notes its thread with the present body.

    The rest of a call is written twice: a shared part, or one more look in it, costs every call 1
    to 6 % of its time.
    """

    __slots__ = ()

    code: Replaceable

    @caller
    def __call__(self, *arguments: Any) -> Any:
        """See `Function.__call__`."""
        me = get_ident()
        runners = self.code._enter(me)
        try:
            if self._entry.state is not _LIVE:
                raise SpanError(f"the {self._entry} is {self._entry.state.value}: not called")
            return self._call(*arguments)
        finally:
            runners.remove(me)
            if self._waits:
                self.code._packs._left()


def install(
    packs: PackAllocator, code: bytes | bytearray | memoryview | Code, name: str
) -> Replaceable:
    """For `PackAllocator.install_replaceable`."""
    packs.capabilities.require("text_poke")
    body = _body_for(packs, code, name, None)
    try:
        return packs._install_jump(body, name)
    except BaseException:
        if body is not code:
            packs._free_unused(body)
        raise


def install_jump(packs: Holdings, body: Code, name: str) -> Replaceable:
    """What `install` does with the lock held."""
    made = Replaceable()
    runners = _bindable(packs, body)
    try:
        entry = packs._acquire(made, SIZE, SIZE, 0, name)
        try:
            runners.bound = True
            text = jump(packs.capabilities.arch, entry.address, body.address)
            made._runners = runners
            made._body = body
            # Who frees it has a look at what it jumps to.
            packs._runners[entry] = Runners()
            entry.home.region.text_copy(entry.at, text)
        except BaseException as error:
            packs._undo(entry, error)
            raise
    except BaseException:
        runners.bound = False
        raise
    entry.state = _LIVE
    packs._installs += 1
    if packs._news is not None:
        packs._news.loaded(entry)
    packs._torn = False
    return made


def switch(packs: Holdings, jumper: Replaceable, body: Code) -> None:
    """What `Replaceable.replace` does with the lock held."""
    entry, old = jumper._entry, jumper._body
    if entry.state is not _LIVE:
        raise packs._table.explain(entry)
    arch, at = packs.capabilities.arch, entry.address
    was, now = jump(arch, at, old.address), jump(arch, at, body.address)
    fresh = _bindable(packs, body)
    packs._torn = True
    packs._switching = jumper, body, now, jumper._runners
    fresh.bound = True
    try:
        entry.home.region.text_poke(entry.at, was, now)
    finally:
        # The jump in memory says which it is, also when this is interrupted.
        _settle_switch(packs)
    packs._pokes += 1
    packs._frees += 1
    try:
        packs._retire(old._entry)
    except OutOfMemoryError:
        packs._frees -= 1
        packs._dead.append(old._entry)  # to be tried again
    except ExecMemoryError as error:
        packs._failures.append(f"replacing: {error}")
    packs._torn = False


def _settle_switch(packs: Holdings) -> None:
    """Have a `Replaceable` whose jump was to be exchanged say what its jump says."""
    if packs._switching is None:
        return
    jumper, body, now, before = packs._switching
    entry, fresh = jumper._entry, packs._runners.setdefault(body._entry, Runners())
    if entry.home.region.read(entry.at, len(now)) != now:
        fresh.bound = False
        packs._torn = False
    elif jumper._body is not body:
        # In this order: whoever still notes itself in the old list sees that it is not the
        # present one, or is seen here. See `Replaceable._enter`.
        jumper._runners = fresh
        fresh.earlier = tuple(runners for runners in before.all() if runners)
        before.bound = False
        jumper._body = body
    packs._switching = None


def mend(packs: Holdings) -> None:
    """For `progpack.memory.mending`: have each program bound that a `Replaceable` jumps to."""
    _settle_switch(packs)
    holders = [entry() for entry in packs._table if entry.state is _LIVE]
    jumpers = [holder for holder in holders if isinstance(holder, Replaceable)]
    bound = {id(jumper._runners) for jumper in jumpers}
    for runners in packs._runners.values():
        runners.bound = id(runners) in bound


def unbind(packs: Holdings, entry: Entry) -> Entry | None:
    """Before a program that is RETIRED is freed: what is to be freed with it.

    Raises:
        SpanError: a `Replaceable` jumps to it.
    """
    try:
        refuse_bound(packs, entry)
    except SpanError:
        entry.state = _LIVE
        raise
    holder = entry()
    if not isinstance(holder, Replaceable):
        return None
    # A thread can be at the jump itself, on its way to the body.
    packs._runners.setdefault(entry, Runners()).earlier = holder._runners.all()
    holder._runners.bound = False
    return holder._body._entry


def refuse_bound(packs: Holdings, entry: Entry) -> None:
    """See that no `Replaceable` jumps to a program.

    Raises:
        SpanError: one does.
    """
    runners = packs._runners.get(entry)
    if runners is not None and runners.bound:
        raise SpanError(f"bound: a replaceable program jumps to the {entry}; free that instead")


def _body_for(
    packs: PackAllocator,
    code: bytes | bytearray | memoryview | Code,
    name: str,
    at: int | None,
) -> Code:
    """An installed program, within reach of a jump if there is one already."""
    if isinstance(code, Code):
        return code
    body = packs.install(code, name=name)
    if at is None:
        return body
    try:
        jump(packs.capabilities.arch, at, body.address)
    except OutOfMemoryError:
        body.free()
        return packs.install(code, name=name, near=at)
    return body


def _bindable(packs: Holdings, body: Code) -> Runners:
    """Where a program will be marked as one that is jumped to.

    Raises:
        SpanError: it cannot be.
    """
    if body._packs is not packs:
        raise ForeignSpanError(f"foreign allocator: the {body._entry} belongs to {body._packs!r}")
    if isinstance(body, Replaceable):
        raise SpanError(f"the {body._entry} is a jump itself; use its body")
    runners = packs._runners_of(body._entry)
    if runners.bound:
        raise SpanError(f"bound: a replaceable program jumps to the {body._entry} already")
    return runners
