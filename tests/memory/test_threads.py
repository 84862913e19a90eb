from __future__ import annotations

import ctypes
import random
import threading
import time
from collections.abc import Callable

import pytest

from progpack.errors import DoubleFreeError, SpanError
from progpack.memory import Code, PackAllocator, ProcessMemory
from tests.memory.inspect import check_accounts, check_bytes, inside
from tests.memory.maps import Sampler
from tests.memory.native import pattern, returning, spinning

THREADS = 8
OPERATIONS = 2000


def together(work: Callable[[int], None], count: int = THREADS) -> None:
    """Run ``work`` in threads that start at the same moment; raise what they raise."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001  it is raised below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert not any(thread.is_alive() for thread in threads)
    for failure in failures:
        raise failure


def wait_until(condition: Callable[[], bool]) -> None:
    """Let other threads run until something is so; fails after a minute."""
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.mark.parametrize("policy", ["pack", "pack-4k"])
def test_threads_do_not_get_in_each_others_way(policy: str) -> None:
    """Installs, slots and frees at random; afterwards each byte is where it must be."""
    packs = PackAllocator(policy, keep_empty=False)
    kept: list[dict[Code, bytes]] = [{} for _ in range(THREADS)]

    def work(number: int) -> None:
        chance = random.Random(number)
        mine = kept[number]
        for i in range(OPERATIONS):
            kind = chance.random()
            if kind < 0.45 or not mine:
                image = pattern(number * OPERATIONS + i, chance.randrange(1, 300))
                mine[packs.install(image)] = image
            elif kind < 0.55:
                image = pattern(number * OPERATIONS + i, chance.randrange(1, 300))
                with packs.reserve(len(image), binary=True) as slot:
                    slot.write(0, image)
                    if kind < 0.5:
                        mine[slot.finalize()] = image
            else:
                code = chance.choice(list(mine)) if i % 10 == 0 else next(iter(mine))
                assert code.read() == mine.pop(code)
                code.free()

    together(work)
    everything = {code: image for mine in kept for code, image in mine.items()}
    check_accounts(packs, everything)
    check_bytes(packs, everything)
    for code in everything:
        code.free()
    assert packs.stats.reserved == 0
    packs.close()


def test_code_runs_while_other_code_comes_and_goes_beside_it() -> None:
    with PackAllocator() as packs:
        stay = [packs.install(returning(n)) for n in range(THREADS)]

        def work(number: int) -> None:
            function = stay[number].function("int()")
            for _ in range(300):
                assert function() == number
                with packs.install(returning(99)) as other:
                    assert other.function("int()")() == 99

        together(work)


@pytest.mark.parametrize("hardened", [False, True])
def test_nothing_is_writable_and_executable_at_any_moment_of_a_storm(hardened: bool) -> None:
    memory = ProcessMemory(hardened=hardened)
    with Sampler() as sampler, PackAllocator("pack", memory=memory) as packs:

        def work(number: int) -> None:
            for i in range(60):
                kept = [packs.install(returning(n), name="storm") for n in range(5)]
                kept.append(packs.install(bytes(200_000 + i)))
                assert kept[3].function("int()")() == 3
                for code in kept:
                    code.free()

        while sampler.samples < 3:
            together(work, 2)
        together(work, 2)
    assert sampler.samples >= 3
    assert sampler.found == []


def test_one_program_is_freed_once_whoever_is_first() -> None:
    with PackAllocator() as packs:
        for _ in range(50):
            code = packs.install(b"x" * 100)
            outcomes: list[str] = []

            def work(number: int, code: Code = code, outcomes: list[str] = outcomes) -> None:
                try:
                    code.free()
                except SpanError as error:
                    outcomes.append(str(error).split(":")[0])
                else:
                    outcomes.append("freed")

            together(work, 4)
            assert sorted(outcomes) == ["double free"] * 3 + ["freed"]
        assert packs.stats.frees == 50


def test_a_program_keeps_its_bytes_until_the_last_thread_has_left_it() -> None:
    with PackAllocator() as packs:
        kept = packs.install(b"k")
        before = inside(packs)
        code = packs.install(spinning(), name="busy")
        spin = code.function("int(void *)")
        stop = ctypes.c_int(0)
        results: list[int] = []
        threads = [
            threading.Thread(target=lambda: results.append(spin(ctypes.byref(stop))))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(packs.runners[code.entry]) == 3)
        code.free()
        assert not code.live
        stats = packs.stats
        assert (stats.programs, stats.retired, stats.frees) == (1, 1, 1)
        assert stats.charge == stats.rounded == 128
        with pytest.raises(SpanError, match="retired: not called"):
            spin(None)
        with pytest.raises(DoubleFreeError, match="goes when no thread runs it"):
            code.free()
        with pytest.raises(DoubleFreeError, match="goes when no thread runs it"):
            packs.free(code.address)
        assert packs.install(b"x").chunk == 3
        assert not packs.synchronize(0.01)
        stop.value = 7
        assert packs.synchronize(60)
        for thread in threads:
            thread.join()
        assert results == [7] * 3
        assert packs.stats.retired == 0
        assert inside(packs)[:5] == before[:5]
        assert kept.live


def test_a_pinned_program_stays_for_native_callers() -> None:
    with PackAllocator(keep_empty=False) as packs:
        code = packs.install(returning(9))
        with code.pinned() as address:
            code.free()
            assert ctypes.CFUNCTYPE(ctypes.c_int)(address)() == 9
            assert packs.stats.retired == 1
        assert packs.stats.reserved == 0
        with pytest.raises(SpanError, match="freed and cannot be called"), code.pinned():
            pass


def test_code_is_called_freed_and_made_anew_by_all_threads_at_once() -> None:
    """A call gets the value of the program it was made for, or is refused; none hits a trap."""
    with PackAllocator() as packs:
        current: list[tuple[int, Code]] = [(n, packs.install(returning(n))) for n in range(THREADS)]

        def work(number: int) -> None:
            chance = random.Random(number)
            for i in range(1500):
                value, code = chance.choice(current)
                try:
                    function = code.function("int()")
                    for _ in range(3):
                        assert function() == value
                except SpanError:
                    pass
                if i % 3 == 0:
                    value = chance.randrange(100)
                    old = current[number]
                    current[number] = (value, packs.install(returning(value)))
                    old[1].free()

        together(work)
        assert packs.synchronize(60)
        check_bytes(packs, {code: returning(value) for value, code in current})
        stats = packs.stats
        assert (stats.retired, stats.programs) == (0, THREADS)
