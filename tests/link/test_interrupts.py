"""Linked objects under exceptions between any two instructions, and in the middle of each other."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest

from progpack import PackAllocator
from progpack.adapters.elf import LinkedObject, link_object, read_object
from progpack.errors import SpanError
from progpack.link import Image, data_of, unwinding
from progpack.memory import ProcessMemory
from progpack.memory.guard import lease
from tests.link.compilers import object_of
from tests.memory.interrupting import Caller, Injector, Interrupt, instructions

# Of the instructions of a call every so many-th is tried; 1: all.
STRIDE = int(os.environ.get("PROGPACK_INTERRUPT_STRIDE", "61"))
SOURCE = """
const int k[16] = {41};
int v = 1, big[20000];
int f(int i) { return k[i] + v++; }
"""


@pytest.fixture(scope="module")
def image() -> Image:
    return read_object(object_of("gcc", SOURCE, "-O2", "-fPIC"))


@pytest.fixture(scope="module")
def memory() -> ProcessMemory:
    made = ProcessMemory()
    assert made.capabilities.recipe
    return made


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hits a finalizer is reported, and goes no further."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


class World:
    """An allocator with a linked object, and what calls make of it."""

    def __init__(self, memory: ProcessMemory, image: Image) -> None:
        self.packs = PackAllocator(memory=memory, keep_empty=False)
        self.image = image
        self.kept = self.link()
        self.other: LinkedObject | None = self.link()

    def link(self) -> LinkedObject:
        return link_object(self.packs, self.image)

    def free(self) -> None:
        """Free the other object, unless it was freed."""
        if self.other is not None and self.other.code.live:
            self.other.free()

    def check(self) -> None:
        """All works, and when all was freed nothing is left."""
        assert self.kept.function("f", "int(int)")(0) == 42
        with self.link() as linked:
            assert linked.function("f", "int(int)")(0) == 42
            assert self.kept.function("f", "int(int)")(0) == 43
        self.kept.free()
        self.free()
        self.other = None
        gc.collect()
        store = data_of(self.packs)
        store.reap()
        for areas in (store._constants, store._variables):
            assert (areas._list.packs, areas._list.areas) == ((), ())
            assert areas._list.chunks_used == 0
        stats = self.packs.stats
        assert (stats.programs, stats.slots, stats.retired, stats.charge) == (0, 0, 0, 0)
        assert stats.reserved == 0
        assert not unwinding._registrations
        self.packs.close()


def link_and_run(world: World) -> None:
    with world.link() as linked:
        assert linked.function("f", "int(int)")(0) == 42


def take_constants(world: World) -> None:
    store = data_of(world.packs)
    block = store.constants(b"k" * 70, near=world.kept.text_at)
    store.release((block,))
    store.release((block,))


CALLS: dict[str, Callable[[World], object]] = {
    "link": lambda world: world.link(),
    "link and free": lambda world: world.link().free(),
    "free": lambda world: world.free(),
    "constants": take_constants,
}


def length_of(memory: ProcessMemory, image: Image, name: str) -> int:
    lengths = []
    for _ in range(2):  # the first call of its kind fills caches
        world = World(memory, image)
        lengths.append(instructions(lambda world=world: CALLS[name](world)))  # type: ignore[misc]
        world.check()
    return min(lengths)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_an_exception_at_any_instruction_leaves_nothing_behind(
    memory: ProcessMemory, image: Image, name: str
) -> None:
    total, tried = length_of(memory, image, name), 0
    gc.collect()
    lease.sweep()
    before = len(lease._tethers)
    for turn, at in enumerate(range(0, total, STRIDE)):
        world = World(memory, image)
        injector = Injector(at + turn % STRIDE)
        try:
            injector.run(lambda world=world: CALLS[name](world))  # type: ignore[misc]
        except Interrupt:
            tried += 1
        world.check()
        del world
        gc.collect()
        lease.sweep()
        assert len(lease._tethers) == before, at
    assert tried > total // STRIDE // 2


@pytest.mark.parametrize("within", [link_and_run, World.free, take_constants])
@pytest.mark.parametrize("name", sorted(CALLS))
def test_each_call_in_the_middle_of_each(
    memory: ProcessMemory, image: Image, name: str, within: Callable[[World], None]
) -> None:
    total, steps = length_of(memory, image, name), 24
    for step in range(steps):
        world = World(memory, image)
        caller = Caller(total * step // steps, lambda world=world: within(world))  # type: ignore[misc]
        with suppress(SpanError):  # what was freed meanwhile is not freed again
            caller.run(lambda world=world: CALLS[name](world))  # type: ignore[misc]
        assert caller.raised
        world.check()
