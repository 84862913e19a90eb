"""Programs that can be replaced while they run: what callers hold, and what it jumps to.

What callers are given is the address of a jump in a chunk of its own. Replacing installs the new
program elsewhere and then exchanges the jump with one aligned store (`Region.text_poke`), so that
whoever calls gets the old program or the new one. The old one is freed when nobody is in it any
more, as every program is. How jumps are made and exchanged is in
`progpack.memory.allocator.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from threading import get_ident
from typing import Any, Protocol

from progpack.arch.code import jump
from progpack.errors import OutOfMemoryError, SpanError
from progpack.memory import signature
from progpack.memory.allocator.epochs import Runners, caller
from progpack.memory.allocator.handles import Code, Function, Owner
from progpack.memory.allocator.side_table import Entry, State
from progpack.memory.arguments import check_text, shown, to_int

__all__ = ["Replaceable", "Replacing", "body_for", "refuse_bound", "unbind"]

_LIVE = State.LIVE


class Replacing(Owner, Protocol):
    """The allocator as a replaceable program sees it."""

    def install_jump(self, body: Code, name: str) -> Replaceable:
        """Install the jump to a program."""

    def switch(self, jumper: Replaceable, body: Code) -> None:
        """Exchange what a jump leads to."""

    def free_unused(self, body: Code) -> None:
        """Free a program unless a `Replaceable` jumps to it."""


class Replaceable(Code):
    """A program whose code can be exchanged, which `PackAllocator.install_replaceable` makes.

    `address` stays the same for as long as the program lives. `address`, `size`, `chunk` and
    `offset` are those of a jump; `body` is the code that runs.
    """

    __slots__ = ("runners", "target")

    owner: Replacing
    target: Code
    runners: Runners

    @property
    def body(self) -> Code:
        """The present program. `replace` frees it, and so does the end of this object."""
        return self.target

    def read(self) -> bytes:
        """Return a copy of the body's image.

        Raises:
            SpanError: the program was freed.
        """
        return self.target.read()

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes of the body; see `Code.text_poke`."""
        self.target.text_poke(offset, old, new)

    def shrink(self, size: int) -> int:
        """Shrink the body; see `Code.shrink`."""
        return self.target.shrink(size)

    def _callable(self, maker: signature.FunctionType, prototype: str, offset: int) -> Function:
        """A callable for whatever the body is at each call."""
        entry = self.entry
        if entry.state is not _LIVE:
            raise SpanError(f"the {entry} is {entry.state.value} and cannot be called")
        if to_int("offset", offset, "a number of bytes"):
            raise SpanError(f"offset {shown(offset)}: a replaceable program is called at its start")
        return _ReplaceableFunction(self, self.runners, maker(entry.address), prototype)

    def replace(self, new: bytes | bytearray | memoryview | Code, *, name: str = "") -> None:
        """Replace the code: all calls from now on run another program.

        A call runs the old program or the new one, whatever other threads do. Calls that are
        inside the old program end in it, and then it is freed.

        Args:
            new: machine code that does not depend on its address; or an installed program of the
                same allocator (from `PackAllocator.reserve`, for code that does depend on it),
                which belongs to this one then and cannot be freed by itself.
            name: for people; by default the name of this one.

        Raises:
            SpanError: the program was freed, or the new program cannot be used.
            JitLimitError, OutOfMemoryError, ExecMemoryError: as `PackAllocator.install` and
                `Region.text_poke`. In each case the old program stays.
        """
        check_text("name", name)
        packs = self.owner
        body = body_for(packs, new, name or self.name, self.address)
        try:
            packs.switch(self, body)
        except BaseException:
            if body is not new:
                packs.free_unused(body)
            raise
        packs.thread_left()

    def runners_now(self) -> Runners:
        """The notes of the threads that run the body, for a free; SpanError: it was freed."""
        if self.entry.state is not _LIVE:
            raise SpanError(f"the {self.entry} is {self.entry.state.value}")
        return self.runners

    @caller
    def enter(self, thread: int) -> Runners:
        """Note that a thread runs the present body, so that a free waits for the thread."""
        while True:
            runners = self.runners
            runners.append(thread)
            if self.runners is runners:
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
        runners = self.code.enter(me)
        try:
            if self.entry.state is not _LIVE:
                self.code.owner.await_shrink(self.entry)
            return self._call(*arguments)
        finally:
            runners.remove(me)
            if self._waits:
                self.code.owner.thread_left()


def unbind(known: MutableMapping[Entry, Runners], entry: Entry) -> Entry | None:
    """Return what must be freed together with a program that is RETIRED.

    Args:
        known: where the threads that run programs are noted.
        entry: the program.
    """
    holder = entry()
    if not isinstance(holder, Replaceable):
        return None
    # A thread can be at the jump itself, on its way to the body.
    known.setdefault(entry, Runners()).earlier = holder.runners.all()
    holder.runners.bound = False
    return holder.target.entry


def refuse_bound(known: Mapping[Entry, Runners], entry: Entry) -> None:
    """See that no `Replaceable` jumps to a program.

    Raises:
        SpanError: one does.
    """
    runners = known.get(entry)
    if runners is not None and runners.bound:
        raise SpanError(f"bound: a replaceable program jumps to the {entry}; free that instead")


def body_for(
    packs: Owner,
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
