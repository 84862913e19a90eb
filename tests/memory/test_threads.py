from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest

from progpack.memory import Code, PackAllocator, ProcessMemory
from tests.memory.inspect import check_accounts, check_bytes
from tests.memory.maps import Sampler
from tests.memory.native import pattern, returning

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


@pytest.mark.parametrize("policy", ["pack", "pack-4k"])
def test_threads_do_not_get_in_each_others_way(policy: str) -> None:
    """Installs, slots and frees at random; afterwards each byte is where it must be."""
    packs = PackAllocator(policy)
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
    from progpack.errors import SpanError

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
