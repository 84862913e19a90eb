"""Jumps of `Replaceable` programs, made and exchanged while the allocator is locked."""

from __future__ import annotations

from progpack.arch.code import JUMP_BYTES, jump
from progpack.errors import ExecMemoryError, ForeignSpanError, OutOfMemoryError, SpanError
from progpack.memory.allocator.changes.free import runners_of
from progpack.memory.allocator.changes.place import acquire, undo
from progpack.memory.allocator.changes.release import retire
from progpack.memory.allocator.epochs import Runners
from progpack.memory.allocator.handles import Code
from progpack.memory.allocator.replaceable import Replaceable, Replacing, body_for
from progpack.memory.allocator.side_table import State
from progpack.memory.allocator.state import AllocatorState, change

__all__ = ["install", "install_jump", "mend", "switch"]

_LIVE = State.LIVE


def install(
    packs: Replacing, code: bytes | bytearray | memoryview | Code, name: str
) -> Replaceable:
    """Install a `Replaceable`, for `PackAllocator.install_replaceable`."""
    packs.capabilities.require("text_poke")
    body = body_for(packs, code, name, None)
    try:
        return packs.install_jump(body, name)
    except BaseException:
        if body is not code:
            packs.free_unused(body)
        raise


@change()
def install_jump(packs: AllocatorState, body: Code, name: str) -> Replaceable:
    """Install the jump to a program, for `install`; takes the lock itself."""
    jumper = Replaceable()
    runners = _bindable(packs, body)
    try:
        entry = acquire(packs, jumper, JUMP_BYTES, JUMP_BYTES, 0, name)
        try:
            runners.bound = True
            text = jump(packs.capabilities.arch, entry.address, body.address)
            jumper.runners = runners
            jumper.target = body
            # Who frees it has a look at what it jumps to.
            packs.runners[entry] = Runners()
            entry.home.region.text_copy(entry.at, text)
        except BaseException as error:
            undo(packs, entry, error)
            raise
    except BaseException:
        runners.bound = False
        raise
    entry.state = _LIVE
    packs.installs += 1
    if packs.notifications is not None:
        packs.notifications.loaded(entry)
    packs.torn = False
    return jumper


@change()
def switch(packs: AllocatorState, jumper: Replaceable, body: Code) -> None:
    """Exchange the jump of a replaceable program, for its `replace`; takes the lock itself."""
    entry, old = jumper.entry, jumper.target
    if entry.state is not _LIVE:
        raise packs.table.explain(entry)
    arch, at = packs.capabilities.arch, entry.address
    was, now = jump(arch, at, old.address), jump(arch, at, body.address)
    fresh = _bindable(packs, body)
    packs.torn = True
    packs.switching = jumper, body, now, jumper.runners
    fresh.bound = True
    try:
        entry.home.region.text_poke(entry.at, was, now)
    finally:
        # The jump in memory says which it is, also when this is interrupted.
        _settle_switch(packs)
    packs.pokes += 1
    packs.frees += 1
    try:
        retire(packs, old.entry)
    except OutOfMemoryError:
        packs.frees -= 1
        packs.dead.append(old.entry)  # to be tried again
    except ExecMemoryError as error:
        packs.failures.append(f"replacing: {error}")
    packs.torn = False


def _settle_switch(packs: AllocatorState) -> None:
    """Make a `Replaceable` agree with its jump after an exchange that was cut short."""
    if packs.switching is None:
        return
    jumper, body, now, before = packs.switching
    entry, fresh = jumper.entry, packs.runners.setdefault(body.entry, Runners())
    if entry.home.region.read(entry.at, len(now)) != now:
        fresh.bound = False
        packs.torn = False
    elif jumper.target is not body:
        # In this order: whoever still notes itself in the old list sees that it is not the
        # present one, or is seen here. See `Replaceable._enter`.
        jumper.runners = fresh
        fresh.earlier = tuple(runners for runners in before.all() if runners)
        before.bound = False
        jumper.target = body
    packs.switching = None


def mend(packs: AllocatorState) -> None:
    """Bind each program that a `Replaceable` jumps to, while an allocator is mended."""
    _settle_switch(packs)
    holders = [entry() for entry in packs.table if entry.state is _LIVE]
    jumpers = [holder for holder in holders if isinstance(holder, Replaceable)]
    bound = {id(jumper.runners) for jumper in jumpers}
    for runners in packs.runners.values():
        runners.bound = id(runners) in bound


def _bindable(packs: AllocatorState, body: Code) -> Runners:
    """The runners in which a program is marked as one that is jumped to.

    Raises:
        SpanError: no jump can lead to the program.
    """
    owner: object = body.owner
    if owner is not packs:
        raise ForeignSpanError(f"foreign allocator: the {body.entry} belongs to {body.owner!r}")
    if isinstance(body, Replaceable):
        raise SpanError(f"the {body.entry} is a jump itself; use its body")
    runners = runners_of(packs, body.entry)
    if runners.bound:
        raise SpanError(f"bound: a replaceable program jumps to the {body.entry} already")
    return runners
