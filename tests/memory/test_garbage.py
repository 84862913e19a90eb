from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest

from progpack.memory import Code, PackAllocator, ProcessMemory
from progpack.memory.allocator.epochs import Runners
from progpack.memory.allocator.side_table import Entry, SideTable
from progpack.memory.guard.guard import exclusive, renew_lock, section
from tests.memory.faulty import FaultyMemory, FaultyRegion
from tests.memory.inspect import inside, regions
from tests.memory.maps import overlapping
from tests.memory.native import HOST, pattern


def test_a_dropped_program_is_freed_at_once(packs: PackAllocator) -> None:
    kept = packs.install(b"k")
    before = inside(packs)
    code = packs.install(pattern(1, 300))
    region = regions(packs)[0][1]
    at = code.address - region.address
    assert region.read(at, 300) == pattern(1, 300)
    del code
    assert region.read(at, 320) == HOST.trap_fill(320)
    after = inside(packs)
    assert (after.charge, after.packs, after.bytes) == (before.charge, before.packs, before.bytes)
    assert (after.installs, after.frees) == (2, 1)
    assert kept.live


def test_a_dropped_slot_is_given_back(packs: PackAllocator) -> None:
    kept = packs.install(b"k")
    before = inside(packs)
    slot = packs.reserve(1000, binary=True)
    slot.write(0, b"abc")
    del slot
    assert inside(packs) == before
    assert kept.live


def test_a_program_survives_its_slot_and_its_name(packs: PackAllocator) -> None:
    slot = packs.reserve(10)
    code = slot.finalize()
    del slot
    gc.collect()
    assert code.live
    assert packs.stats.programs == 1


def test_programs_in_cycles_are_freed_by_the_collector(packs: PackAllocator) -> None:
    class Holder:
        def __init__(self) -> None:
            self.me = self
            self.code = packs.install(pattern(3, 100))

    holder = Holder()
    assert packs.stats.programs == 1
    del holder
    gc.collect()
    assert (packs.stats.programs, packs.stats.packs) == (0, 0)


def test_a_freed_program_is_not_freed_again_as_garbage(packs: PackAllocator) -> None:
    code = packs.install(b"x" * 100)
    code.free()
    new = packs.install(b"y" * 100)
    del code
    gc.collect()
    assert new.read() == b"y" * 100
    assert packs.stats.frees == 1


def test_after_close_garbage_is_left_alone() -> None:
    packs = PackAllocator()
    code = packs.install(b"x")
    packs.close()
    del code
    gc.collect()
    assert packs.stats.frees == 0


def test_an_allocator_that_is_dropped_takes_its_regions_along() -> None:
    packs = PackAllocator()
    code = packs.install(b"x")
    gone = weakref.ref(packs)
    ranges = regions(packs)[0][1].ranges()
    del packs
    gc.collect()
    assert gone() is not None, "a program keeps its allocator"
    del code
    gc.collect()
    assert gone() is None
    assert [overlapping(*where) for where in ranges] == [[], []]


def test_the_collector_may_run_while_the_allocator_holds_its_lock() -> None:
    class CollectingRegion(FaultyRegion):
        def text_copy(self, offset: int, data: bytes | bytearray) -> None:
            gc.collect()
            super().text_copy(offset, data)

    class CollectingMemory(FaultyMemory):
        def reserve(
            self, size: int, *, near: int | None = None, reach: int = 1 << 31, name: str = ""
        ) -> FaultyRegion:
            return CollectingRegion(
                super().reserve(size, near=near, reach=reach, name=name)._region, self.plan
            )

    packs = PackAllocator(memory=CollectingMemory())
    done: list[Code] = []

    def work() -> None:
        for _ in range(10):
            cycle: list[object] = [packs.install(b"x" * 100)]
            cycle.append(cycle)
        gc.disable()
        del cycle
        done.append(packs.install(b"y"))
        gc.enable()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(300)
    gc.enable()
    assert done, "deadlock"
    assert packs.installs - packs.frees == 1, "what was found to be garbage is freed afterwards"
    packs.close()


def test_the_collector_may_run_in_the_middle_of_anything() -> None:
    """Programs become garbage while locks are held; nothing may deadlock or be lost."""
    packs = PackAllocator("pack-4k", memory=ProcessMemory(), keep_empty=False)
    thresholds = gc.get_threshold()
    gc.set_threshold(1, 1, 1)

    def work(seed: int) -> None:
        for i in range(150):
            cycle: list[object] = [packs.install(pattern(seed + i, 50 + i))]
            cycle.append(cycle)
            with packs.reserve(100) as slot:
                slot.write(0, b"x")

    threads = [threading.Thread(target=work, args=(n * 1000,)) for n in range(4)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
    finally:
        gc.set_threshold(*thresholds)
    assert not any(thread.is_alive() for thread in threads)
    gc.collect()
    stats = packs.stats
    assert (stats.programs, stats.slots, stats.charge, stats.reserved) == (0, 0, 0, 0)
    assert (stats.installs, stats.frees) == (600, 600)
    packs.close()


def test_many_regions_are_made_without_a_look_at_all_programs_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a region for each program such a look made 10,000 installs take 30 s."""
    looked = 0
    every = SideTable.__iter__

    def counted(self: SideTable) -> Iterator[Entry]:
        nonlocal looked
        for entry in every(self):
            looked += 1
            yield entry

    monkeypatch.setattr(SideTable, "__iter__", counted)
    packs = PackAllocator("page", memory=FaultyMemory())
    count = 1000
    held = [packs.install(b"x") for _ in range(count)]
    # A look at all for each would be half a million.
    assert looked < 20 * len(held)
    packs.close()


class Held:
    """Something that a local of a caller refers to; and an object with a lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    @exclusive
    def do(self) -> None:
        """Do nothing, with the lock."""

    @section
    def ask(self) -> None:
        """Look for a lock without waiting."""
        renew_lock(self)


def abandoned() -> Held:
    """A thing whose lock nobody gives back."""
    held = Held()
    held.lock.acquire()
    return held


def wait_for_abandoned() -> None:
    abandoned().do()


def ask_for_abandoned() -> None:
    abandoned().ask()


def forget_absent_runners() -> None:
    runners = Runners()
    runners.append(threading.get_ident())
    assert not runners.busy


LOOKS: list[Callable[[], None]] = [wait_for_abandoned, ask_for_abandoned, forget_absent_runners]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_at_stacks_keeps_nothing_that_was_on_one(look: Callable[[], None]) -> None:
    """No locals of this thread or of another one, also where the collector does not come."""
    kept: list[weakref.ref[Held]] = []
    ready, over = threading.Event(), threading.Event()

    def work(ready: threading.Event, over: threading.Event) -> None:
        local = Held()
        kept.append(weakref.ref(local))
        ready.set()
        over.wait(300)

    def caller() -> None:
        local = Held()
        kept.append(weakref.ref(local))
        look()

    thread = threading.Thread(target=work, args=(ready, over))
    thread.start()
    assert ready.wait(300)
    gc.disable()
    try:
        caller()
        over.set()
        thread.join()
        assert [reference() for reference in kept] == [None, None]
    finally:
        gc.enable()
