"""Runs a life cycle with every failure there can be, and looks at what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, SupportsIndex

from progpack.arch import Arch
from progpack.errors import ExecMemoryError
from progpack.memory import PackAllocator
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.allocator.side_table import Home, State
from progpack.model.loadpath.dry import KINDS, DryText, Plan
from progpack.pack import Pack, Policy
from tests.faults.cycles import CYCLES, Step, World
from tests.memory.inspect import charged

MORE = (0, 1, 100)
"""How many calls after the one that fails do so too: none, the next, all that follow."""


class Seen(NamedTuple):
    """What must not change."""

    charge: int
    chunks: int
    packs: tuple[tuple[tuple[int, int], ...], ...]
    bytes: tuple[bytes, ...]
    entries: tuple[tuple[int, int, int, str], ...]
    installs: int
    frees: int
    pokes: int
    quarantined: int
    leaked: int


def seen(world: World) -> Seen:
    packs = world.packs
    held = homes(world)
    return Seen(
        charged(packs),
        sum(arena.packs.chunks_used for arena in packs.arenas),
        tuple(tuple(pack.bitmap.runs()) for pack, _ in held),
        tuple(bytes(text.bytes) for _, text in held),
        tuple(
            (entry.start, entry.size, entry.generation, entry.state.value) for entry in packs.table
        ),
        packs.installs,
        packs.frees,
        packs.pokes,
        packs.quarantined,
        packs.leaked,
    )


def homes(world: World) -> list[tuple[Pack, DryText]]:
    """Each pack and area with its region."""
    found = []
    listed = world.packs.arenas
    for pack in (*listed.packs, *listed.areas):
        home = pack.backing
        assert isinstance(home, Home)
        assert isinstance(home.region, DryText)
        found.append((pack, home.region))
    return found


def blank_that_fails(check: Callable[[], None]) -> type[bytearray]:
    """What an allocator makes the private buffer of a slot from: that is a call that can fail."""

    class Blank(bytearray):
        def __mul__(self, chunks: SupportsIndex) -> bytearray:
            check()
            return bytearray(self).__mul__(chunks)

    return Blank


@contextmanager
def faulty_buffers(packs: PackAllocator, plan: Plan) -> Iterator[None]:
    """The private buffer of a slot is a call that can fail."""

    def check() -> None:
        if plan.step("buffer"):
            raise MemoryError("injected: buffer")

    packs.blank = blank_that_fails(check)(packs.blank)
    yield


def steps(world: World, cycle: str) -> list[Step]:
    """The steps of a life cycle; at the end everything is given back."""
    return [*CYCLES[cycle](world), Step("close", world.close, drops=True)]


def calls(arch: Arch, cycle: str, policy: Policy | str | None = None) -> list[str]:
    """The calls of a run without failures, which ends with everything given back."""
    world = World(arch, policy)
    with faulty_buffers(world.packs, world.memory.plan):
        for step in steps(world, cycle):
            step.act()
            check(world)
    return world.memory.plan.calls


def inject(
    arch: Arch, cycle: str, policy: Policy | str | None = None, more: tuple[int, ...] = MORE
) -> Counter[str]:
    """Every failure of every call of a life cycle; call -> how many were injected."""
    count: Counter[str] = Counter()
    for number, call in enumerate(calls(arch, cycle, policy)):
        for kind in KINDS[call]:
            for others in more:
                world = World(arch, policy)
                plan = world.memory.plan
                plan.at, plan.kind, plan.more = number, kind, others
                try:
                    run(world, cycle)
                except AssertionError as error:
                    error.add_note(f"{arch.name}, {cycle}: {number} {call}, {kind}, {others}")
                    raise
                count.update(plan.failed)
    return count


def run(world: World, cycle: str) -> None:
    """A life cycle in which something fails, once."""
    plan = world.memory.plan
    failures, said = 0, ""
    with faulty_buffers(world.packs, plan):
        for step in steps(world, cycle):
            if plan.at is None:
                go_on(world, step)
                continue
            before = seen(world)
            try:
                step.act()
            except (ExecMemoryError, MemoryError) as error:
                said = str(error)
                failures += 1
            if not plan.failed:
                continue
            plan.disarm()
            if failures:
                assert "injected" in said
                after_failure(world, step, before)
                go_on(world, step)
            else:
                # What nobody waits for failed: it was done later, or is in the statistics.
                settle(world)
                check(world)
                assert world.packs.failures or plan.kind == "shortage"
    assert plan.failed
    assert failures <= 1
    assert charged(world.packs) == 0
    assert not list(world.packs.table)


def go_on(world: World, step: Step) -> None:
    """A step after the failure: what it works on may be gone."""
    try:
        step.act()
    except (StopIteration, KeyError, IndexError, AttributeError):
        # What it works on went with the failure, and the books say so.
        assert not world.closed
        return
    check(world)


def after_failure(world: World, step: Step, before: Seen) -> None:
    """Everything as before; or, of what was to be given back, gone with its charge."""
    settle(world)
    if step.name.startswith("shrink") and len(world.memory.plan.failed) > 1:
        accept_torn(world)
        before = before._replace(bytes=seen(world).bytes)
    check(world)
    after = seen(world)
    if step.drops or after.charge != before.charge:
        assert after.charge <= before.charge, step.name
        return
    assert after.entries == before.entries or after.quarantined > before.quarantined, step.name
    if (after.quarantined, after.leaked) == (before.quarantined, before.leaked):
        assert after.packs == before.packs, step.name
        assert after.bytes == before.bytes, step.name


def settle(world: World) -> None:
    """Put out of the books what the failure took: it must say itself that it is gone."""
    world.packs.reap()  # as the next call would
    for code in [code for code in world.live if not code.live]:
        del world.live[code]
    for slot in [slot for slot in world.slots if slot.entry.state is not State.RESERVED]:
        del world.slots[slot]
    world.binaries = [binary for binary in world.binaries if not binary.gone]
    if world.packs.closed:
        world.forget()


def accept_torn(world: World) -> None:
    """A shrink failed and could not be undone: the end has its own bytes, or traps."""
    traps = world.memory.arch.trap
    for code, image in world.live.items():
        world.live[code] = found = code.read()
        for at, (is_now, was) in enumerate(zip(found, image, strict=True)):
            assert is_now in (was, traps[(code.entry.at + at) % len(traps)])


def check(world: World) -> None:
    """The books agree, and every byte that could be run is a program's or a trap."""
    packs = world.packs
    held = [entry for entry in packs.table if entry.state in (State.LIVE, State.RESERVED)]
    assert charged(packs) == sum(entry.allocated for entry in held)
    live = {entry.address for entry in held if entry.state is State.LIVE}
    assert live == {code.address for code in world.live}
    assert len(held) - len(live) == len(world.slots) + len(world.binaries)
    for code in world.live:
        assert packs.find(code.address) is code
        if isinstance(code, Replaceable):
            assert code.runners.bound
            assert code.body in world.live
    for body, held in world.bodies.items():
        assert body.live == held.live or held.body is not body
    check_bytes(world)


def check_bytes(world: World) -> None:
    arch = world.memory.arch
    listed = [text for _, text in homes(world)]
    bad: dict[DryText, list[tuple[int, int]]] = {}
    for entry in world.packs.table:
        if entry.state is State.QUARANTINED:
            region = entry.home.region
            assert isinstance(region, DryText)
            bad.setdefault(region, []).append((entry.at, entry.allocated))
    for text in world.memory.regions:
        expected = bytearray(arch.trap_fill(text.size))
        for code, image in world.live.items():
            if code.entry.home.region is text:
                at = code.address - text.address
                expected[at : at + len(image)] = image
        found = bytearray(text.bytes)
        for at, size in bad.get(text, ()):
            found[at : at + size] = expected[at : at + size]
        if world.closed and any("not wiped" in each for each in world.packs.failures):
            continue  # neither would the system take it back nor let it be written
        assert found == expected, f"region {world.memory.regions.index(text)}"
    leaked = sum(text.size for text in world.memory.regions if text not in listed)
    assert leaked == world.packs.leaked
