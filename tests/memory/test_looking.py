"""Whoever looks holds nobody up, and sees every program that is there, whatever others do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from progpack.errors import SpanError
from progpack.memory import PackAllocator, ProcessMemory
from progpack.memory.allocator.side_table import SideTable
from tests.memory.interrupting import Caller, Injector, Interrupt
from tests.memory.native import pattern, returning
from tests.memory.test_interrupts import SmallBins
from tests.memory.test_threads import wait_until

KIB = 1 << 10
STRIDE = 31


@pytest.fixture(scope="module")
def memory() -> ProcessMemory:
    made = ProcessMemory()
    assert made.capabilities.recipe
    return made


def at_each_instruction(
    make: Callable[[], tuple[Callable[[], object], Callable[[], object]]],
) -> None:
    """Look in the middle of a call, at many of its instructions, each time in a new world."""
    at, raised = 0, True
    while raised:
        call, look = make()
        caller = Caller(at, look)
        caller.run(call)
        raised = caller.raised
        at += STRIDE
    assert at > 5 * STRIDE


def test_a_program_is_found_while_it_is_shrunk(memory: ProcessMemory) -> None:
    image = returning(7) + pattern(1, 900)

    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory)
        code = packs.install(image)

        def look() -> None:
            assert code.live
            assert packs.find(code.address) is code
            assert code.read()[:100] == image[:100]
            assert packs.snapshot().packs[0].spans[0].name == code.name

        return lambda: code.shrink(100), look

    at_each_instruction(make)


def test_a_program_that_is_shrunk_can_be_called(memory: ProcessMemory) -> None:
    """By another thread: it waits until the end is gone. Or it is inside, and nothing shrinks."""
    outcomes: list[object] = []

    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory)
        code = packs.install(returning(7) + pattern(1, 900))
        function = code.function("int()")

        def call() -> None:
            try:
                assert function() == 7
                assert code.function("int()")() == 7
                outcomes.append(True)
            except BaseException as error:  # noqa: BLE001  it is compared below
                outcomes.append(error)

        thread = threading.Thread(target=call)

        def shrink() -> None:
            with suppress(SpanError):
                code.shrink(100)
            if thread.ident is not None:
                thread.join()
            # Who calls it is still noted where a free looks.
            assert packs.runners[code.entry] is function._runners

        return shrink, thread.start

    at_each_instruction(make)
    assert set(outcomes) == {True}


def test_a_free_in_the_middle_of_a_shrink_of_the_same_program(memory: ProcessMemory) -> None:
    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory)
        code = packs.install(pattern(1, 900))

        def free() -> None:
            code.free()
            assert not code.live

        def shrink() -> None:
            with suppress(SpanError):
                code.shrink(100)
            if not code.live:
                assert packs.stats.programs == packs.stats.used == 0

        return shrink, free

    at_each_instruction(make)


def test_a_free_that_is_refused_disturbs_no_call(memory: ProcessMemory) -> None:
    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory)
        body = packs.install(returning(7))
        function = body.function("int()")
        jump = packs.install_replaceable(body)

        def free() -> None:
            assert jump.live
            with pytest.raises(SpanError, match="bound"):
                packs.free(body)

        def look() -> None:
            assert body.live
            assert function() == 7

        return free, look

    at_each_instruction(make)


def test_large_programs_are_found_while_an_allocator_is_mended(memory: ProcessMemory) -> None:
    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory)
        large = [packs.install(pattern(n, 9 * KIB)) for n in range(3)]
        at = 0
        while not packs.torn:
            at += 11
            with suppress(Interrupt):
                Injector(at).run(lambda: packs.install(b"x"))

        def look() -> None:
            for code in large:
                assert packs.find(code.address + code.size - 1) is code

        return lambda: packs.install(b"y"), look

    at_each_instruction(make)


@pytest.mark.parametrize("size", [100, 12 * KIB, 100 * KIB])
def test_no_picture_shows_more_than_there_is(memory: ProcessMemory, size: int) -> None:
    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        packs = PackAllocator(SmallBins(), memory=memory, keep_empty=False)
        kept = packs.install(pattern(1, 100))

        def look() -> None:
            stats = packs.stats
            assert 64 <= stats.rounded <= stats.reserved
            assert 64 <= stats.used <= stats.reserved
            assert 64 <= stats.charge <= stats.reserved
            assert 0 <= (packs.snapshot().charged or 0) <= stats.reserved
            assert packs.find(kept.address) is kept

        return lambda: packs.install(pattern(2, size)).free(), look

    at_each_instruction(make)


def in_another_thread(call: Callable[[], object]) -> object:
    """What a call returns in another thread, that nothing keeps from it."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(call()), daemon=True)
    thread.start()
    thread.join(300)
    assert results, "it waits"
    return results[0]


def test_nobody_waits_for_who_looks(memory: ProcessMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of `stats` and `snapshot` other threads install, call and free."""
    looked: list[int] = []
    with PackAllocator(memory=memory) as packs:
        live = [packs.install(returning(n % 100)) for n in range(100)]
        entries = SideTable.__iter__

        def slow(table: SideTable) -> Iterator[object]:
            for entry in entries(table):
                if len(looked) < 8:
                    looked.append(in_another_thread(install_and_free))  # type: ignore[arg-type]
                yield entry

        def install_and_free() -> int:
            with packs.install(returning(5)) as code:
                assert packs.find(code.address) is code
                return int(code.function("int()")())

        monkeypatch.setattr(SideTable, "__iter__", slow)
        assert packs.stats.programs >= len(live)
        assert looked == [5] * 8
        looked.clear()
        assert len(packs.snapshot().packs[0].spans) >= len(live)
        assert looked == [5] * 8


def test_a_find_needs_no_lock(memory: ProcessMemory) -> None:
    """Neither of the allocator nor of a region, whoever has them."""
    with PackAllocator(memory=memory) as packs:
        code = packs.install(pattern(3, 100 * KIB))
        inside, go = threading.Event(), threading.Event()

        def hold() -> None:
            with packs.lock, code.entry.home.region.lock:  # type: ignore[attr-defined]
                inside.set()
                go.wait(300)

        thread = threading.Thread(target=hold)
        thread.start()
        wait_until(inside.is_set)
        places = (0, 1, code.size // 2, code.size - 1)
        found = [packs.find(code.address + at) for at in places]
        assert packs.find(code.address + code.size) is None
        go.set()
        thread.join()
        assert found == [code] * 4
