"""Every public call can be made in the middle of every other one of the same thread."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress

import pytest

from progpack.errors import ProgpackError, UsageError
from progpack.memory import Code, PackAllocator, ProcessMemory
from progpack.memory.guard import guard
from progpack.memory.guard.guard import section
from tests.memory.interrupting import Caller, check, instructions
from tests.memory.native import pattern, returning
from tests.memory.test_interrupts import CALLS, SmallBins, World

TRIES = 6


def free_other(world: World) -> None:
    next(code for code in world.live if code.live and code is not world.last).free()


def install(world: World) -> None:
    image = pattern(5, 90)
    code = world.packs.install(image)
    assert (code.read(), code.packs) == (image, world.packs)
    assert world.packs.find(code.address + 89) is code
    world.packs.free(code)
    assert not code.live


def reserve(world: World) -> None:
    with world.packs.reserve(200) as slot:
        slot.write(0, pattern(6, 200))
        assert slot.commit(150).read() == pattern(6, 150)


def look(world: World) -> None:
    for code, image in world.live.items():
        if code.live and code is not world.last:
            assert world.packs.find(code.address) is code
            assert code.read() == image
    assert world.packs.stats.programs >= 0
    world.packs.snapshot()


def batch(world: World) -> None:
    with world.packs.batch() as block:
        block.install(pattern(2, 80))
    for code in block.codes:
        code.free()


def shrink(world: World) -> None:
    """Not then, and nothing happens; between two changes it works."""
    with suppress(ProgpackError):
        world.jump.body.shrink(6)


def replace(world: World) -> None:
    with suppress(UsageError):
        world.jump.replace(returning(2))


def wait(world: World) -> None:
    world.packs.synchronize(0)


def many(world: World) -> None:
    for code in world.packs.install_many([b"x" * 70, b"y" * 70]):
        code.free()


WITHIN: tuple[Callable[[World], None], ...] = (
    free_other, install, reserve, look, batch, shrink, replace, wait, many,
)  # fmt: skip


@pytest.fixture(scope="module")
def memory() -> ProcessMemory:
    made = ProcessMemory()
    assert made.capabilities.recipe
    return made


def length_of(memory: ProcessMemory, name: str) -> int:
    world = World(memory, SmallBins(), limit=None)
    length = instructions(lambda: CALLS[name](world))
    world.packs.close()
    return length


@pytest.mark.parametrize("name", sorted({*CALLS} - {"near", "stats", "snapshot"}))
def test_each_call_in_the_middle_of_each(memory: ProcessMemory, name: str) -> None:
    total = length_of(memory, name)
    tried = 0
    for number, within in enumerate(WITHIN):
        for step in range(TRIES):
            at = (total * (2 * step + 1) + number * 7) // (2 * TRIES) % total
            world = World(memory, SmallBins(), limit=None)
            caller = Caller(at, lambda world=world, within=within: within(world))  # type: ignore[misc]
            with suppress(UsageError):
                caller.run(lambda world=world: CALLS[name](world))  # type: ignore[misc]
            tried += caller.raised
            world.settle()
            world.check()
            world.packs.close()
    assert tried > len(WITHIN) * TRIES // 2


def test_closing_in_the_middle_of_a_call_happens_after_it(memory: ProcessMemory) -> None:
    for at in range(5, length_of(memory, "free"), 17):
        world = World(memory, SmallBins(), limit=None)
        caller = Caller(at, world.packs.close)
        with suppress(ProgpackError):
            caller.run(world.last.free)
        world.packs.close()
        assert world.packs.stats.reserved == 0
        assert not any(code.live for code in world.live)


@pytest.mark.parametrize("keep_empty", [False, True])
def test_packs_of_what_is_installed_in_the_middle_of_a_call_go_as_all_others(
    memory: ProcessMemory, keep_empty: bool
) -> None:
    packs = PackAllocator(memory=memory, keep_empty=keep_empty)
    code = packs.install(b"x" * 100)
    caller = Caller(40, lambda: packs.install(b"y" * 100).free())
    caller.run(code.free)
    assert caller.raised
    assert packs.inner is not None
    assert (packs.stats.reserved > 0) == keep_empty
    assert (packs.trim() > 0) == keep_empty
    assert packs.stats.reserved == 0
    packs.close()


@pytest.mark.parametrize("way", ["del", "weakref", "finalize"])
def test_collected_objects_free_their_code_wherever_the_collector_runs(
    memory: ProcessMemory, way: str
) -> None:
    packs = PackAllocator(memory=memory)
    thresholds = gc.get_threshold()

    class Compiled:
        def __init__(self) -> None:
            self.code = code = packs.install(b"\xc3" * 70)
            self.itself = self
            if way == "weakref":
                self.note = weakref.ref(self, lambda _: None)
            if way == "finalize":
                weakref.finalize(self, code.free)

        def __del__(self) -> None:
            if way == "del":
                self.code.free()
                packs.install(b"\xc3").free()

    gc.set_threshold(7, 2, 2)
    try:
        for _ in range(400):
            Compiled()
    finally:
        gc.set_threshold(*thresholds)
    gc.collect()
    check(packs, {})
    packs.close()


def test_a_lock_that_an_exception_left_is_replaced_while_threads_wait(
    memory: ProcessMemory,
) -> None:
    packs = PackAllocator(memory=memory)
    kept = packs.install(b"k" * 100)
    packs.lock.acquire()  # by nobody who is in a call
    made: list[Code] = []
    threads = [
        threading.Thread(target=lambda: made.append(packs.install(b"x" * 70))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert not any(thread.is_alive() for thread in threads)
    check(packs, {kept: b"k" * 100, **dict.fromkeys(made, b"x" * 70)})
    packs.close()


def test_the_collector_rests_while_stacks_of_other_threads_are_walked() -> None:
    # Before Python 3.12 a collection in `frame.f_back` lets the frame's thread go on, and what is
    # made is the object of a frame that is gone.
    class Owner:
        lock = threading.Lock()

    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        else:
            arrived.set()
            over.wait()

    def note(phase: str, _: dict[str, int]) -> None:
        frame = sys._getframe(1)
        inside.append(frame.f_code.co_name)

    arrived, over, inside = threading.Event(), threading.Event(), list[str]()
    thread = threading.Thread(target=deep, args=(200,))
    thread.start()
    arrived.wait()
    before = gc.get_threshold()
    gc.callbacks.append(note)
    try:
        gc.set_threshold(1)
        with Owner.lock:
            # Each walk makes the objects of 200 frames, which are new ones each time.
            answers = [guard._nobody_is_inside(Owner(), Owner.lock) for _ in range(20)]
        gc.collect()
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(note)
        over.set()
        thread.join()
    assert all(answers)
    assert gc.isenabled()
    assert inside, "the collector ran, before and after"
    assert not {"_sections_on", "_is_on", "look"} & set(inside)


def test_a_batch_installs_in_the_middle_of_a_change_of_its_thread() -> None:
    @section
    def change(packs: PackAllocator, install: Callable[[bytes], Code]) -> Code:
        assert packs.lock.acquire(False)
        try:
            return install(returning(3))
        finally:
            packs.lock.release()

    with PackAllocator() as packs, packs.batch() as block:
        code = change(packs, block.install)
        assert packs.inner is not None
        assert packs.inner.find(code.address) is code
        assert code.function("int()")() == 3
