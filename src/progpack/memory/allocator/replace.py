"""Jumps of `Replaceable` programs, made and exchanged while the allocator is locked."""

from __future__ import annotations

from progpack.arch.code import JUMP_BYTES, jump
from progpack.errors import ExecMemoryError, ForeignSpanError, OutOfMemoryError, SpanError
from progpack.memory.allocator.epochs import Runners
from progpack.memory.allocator.handles import Code
from progpack.memory.allocator.replaceable import Replaceable, Replacing, body_for
from progpack.memory.allocator.side_table import State
from progpack.memory.allocator.state import Holdings

__all__ = ["install", "install_jump", "mend", "switch"]

_LIVE = State.LIVE


def install(
    packs: Replacing, code: bytes | bytearray | memoryview | Code, name: str
) -> Replaceable:
    """Install a `Replaceable`, for `PackAllocator.install_replaceable`."""
    packs.capabilities.require("text_poke")
    body = body_for(packs, code, name, None)
    try:
        return packs._install_jump(body, name)
    except BaseException:
        if body is not code:
            packs._free_unused(body)
        raise


def install_jump(packs: Holdings, body: Code, name: str) -> Replaceable:
    """Install the jump to a program; the allocator is locked."""
    made = Replaceable()
    runners = _bindable(packs, body)
    try:
        entry = packs._acquire(made, JUMP_BYTES, JUMP_BYTES, 0, name)
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
    """Exchange the jump of a replaceable program; the allocator is locked."""
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
    """Make a `Replaceable` agree with its jump after an exchange that was cut short."""
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
    """Bind each program that a `Replaceable` jumps to, while an allocator is mended."""
    _settle_switch(packs)
    holders = [entry() for entry in packs._table if entry.state is _LIVE]
    jumpers = [holder for holder in holders if isinstance(holder, Replaceable)]
    bound = {id(jumper._runners) for jumper in jumpers}
    for runners in packs._runners.values():
        runners.bound = id(runners) in bound


def _bindable(packs: Holdings, body: Code) -> Runners:
    """The runners in which a program is marked as one that is jumped to.

    Raises:
        SpanError: it cannot be.
    """
    owner: object = body._packs
    if owner is not packs:
        raise ForeignSpanError(f"foreign allocator: the {body._entry} belongs to {body._packs!r}")
    if isinstance(body, Replaceable):
        raise SpanError(f"the {body._entry} is a jump itself; use its body")
    runners = packs._runners_of(body._entry)
    if runners.bound:
        raise SpanError(f"bound: a replaceable program jumps to the {body._entry} already")
    return runners
