"""Pages inside packs go back when programs do, and nobody can run into one that went."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable

import pytest

from progpack.errors import ExecMemoryError, SpanError
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from tests.memory import child, maps
from tests.memory.inspect import regions
from tests.memory.native import HOST, TRAP, pattern, returning
from tests.memory.test_threads import together

PAGE = linux.PAGE_SIZE
KIB = 1 << 10
# Pages that hold nothing and may be left by themselves.
NOT_WORTH = 256
# Programs at the peak; from 50000 on those pages must not matter.
PEAK = int(os.environ.get("PROGPACK_PEAK", "12000"))
FAULTS = (signal.SIGSEGV, signal.SIGBUS)


def gives_back() -> bool:
    """Whether this kernel has MADV_GUARD_INSTALL for shared mappings."""
    with ProcessMemory().reserve(PAGE) as region:
        return region.give_back([(0, PAGE)]) == PAGE


pytestmark = pytest.mark.skipif(
    not gives_back(), reason="this kernel has no MADV_GUARD_INSTALL for shared mappings"
)


def fate(call: Callable[[], object]) -> int:
    """What a forked child that does something dies of; 0: of nothing."""
    pid = os.fork()
    if not pid:
        faulthandler.disable()
        try:
            call()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def runs_at(address: int) -> Callable[[], object]:
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)


def in_memory(packs: PackAllocator) -> int:
    """Resident pages of all packs, as the kernel counts them."""
    sizes = [linux.resident(region.address, region.size) for _, region in regions(packs)]
    return sum(sizes) // PAGE


def pages_of(packs: PackAllocator, live: Iterable[Code]) -> int:
    """How many pages hold a part of a program, or the bytes before one."""
    starts = {region.address for _, region in regions(packs)}
    found: set[int] = set()
    for code in live:
        first = code.address - (0 if code.address in starts else 16)
        found.update(range(first // PAGE, (code.address + code.size - 1) // PAGE + 1))
    return len(found)


def mixes(draw: random.Random) -> tuple[Callable[[], int], ...]:
    return (
        lambda: draw.randint(40, 600),
        lambda: draw.choice((100, 300, 1000, 4000)),
        lambda: int(draw.paretovariate(1.2) * 60) % 60000 + 1,
        lambda: draw.randint(1000, 8000),
    )


@pytest.mark.parametrize("policy", ["bins-64", "bins", "pack"])
@pytest.mark.parametrize("asked", [True, False])
def test_after_a_peak_there_are_the_pages_with_programs(policy: str, asked: bool) -> None:
    draw = random.Random(7)
    with PackAllocator(policy, pages="small") as packs:
        live: dict[Code, bytes] = {}
        for size in mixes(draw):
            while len(live) < PEAK:
                image = bytes([draw.randrange(1, 200)]) * size()
                live[packs.install(image)] = image
            drop = draw.sample(list(live), len(live) * 7 // 8)
            mapped = maps.shared_lines()
            for code in drop:
                packs.free(code)
                del live[code]
            if asked:
                packs.trim()
                assert in_memory(packs) == pages_of(packs, live)
                assert packs.trim() == 0
            else:
                left = NOT_WORTH if PEAK < 50_000 else 0
                assert in_memory(packs) <= 1.15 * pages_of(packs, live) + left
            assert maps.shared_lines() <= mapped
            assert all(code.read() == image for code, image in live.items())
        assert not packs.stats.failures


def test_pages_go_when_the_small_programs_go_that_kept_them() -> None:
    """Few bytes then hold many pages: programs count as bytes do."""
    with PackAllocator(pages="small") as packs:
        large = packs.install(bytes(1 << 20))
        pairs = [(packs.install(bytes(40)), packs.install(bytes(2 * PAGE))) for _ in range(1000)]
        for _, page in pairs:
            packs.free(page)
        live = [large, *(code for code, _ in pairs)]
        assert in_memory(packs) <= 1.15 * pages_of(packs, live) + NOT_WORTH
        for code in live[:0:-1]:
            packs.free(code)
        assert in_memory(packs) <= 1.15 * pages_of(packs, [large]) + NOT_WORTH


def test_pages_go_when_programs_are_shrunk() -> None:
    with PackAllocator(pages="small") as packs:
        live = [packs.install(bytes(3 * PAGE)) for _ in range(1000)]
        for code in live:
            code.shrink(100)
        assert in_memory(packs) <= 1.15 * pages_of(packs, live) + NOT_WORTH


def test_pages_go_and_come_while_others_are_at_work() -> None:
    """Threads that install, call, replace, reserve and free; one that trims all the time."""
    with PackAllocator() as packs:
        stop, freed, turns = threading.Event(), [0], [0]

        def trim() -> None:
            while not stop.wait(0.001):
                freed[0] += packs.trim()
                turns[0] += 1

        def work(number: int) -> None:
            jump = packs.install_replaceable(returning(number))
            call = jump.function("int()")
            mine: dict[Code, int] = {}
            chance = random.Random(number)
            for n in range(40):
                code = packs.install(returning(n, chance.randrange(8, 5 * PAGE)))
                mine[code] = n
                with packs.batch() as batch:
                    mine[batch.install(returning(n + 1, PAGE))] = n + 1
                with packs.reserve(6 * PAGE) as slot:
                    slot.write(0, returning(n + 2, 3 * PAGE))
                    mine[slot.commit(chance.randrange(PAGE, 3 * PAGE))] = n + 2
                assert all(code.function("int()")() == value for code, value in mine.items())
                jump.replace(returning(number + n))
                assert call() == number + n
                for code in chance.sample(list(mine), len(mine) // 2):
                    del mine[code]
                    code.free()
                if n % 4 == 3:  # the other thread has its turn also where the machine is busy
                    before = turns[0]
                    while turns[0] < before + 2 and trimmer.is_alive():
                        time.sleep(0.001)
            assert all(code.function("int()")() == value for code, value in mine.items())
            for code in mine:
                code.free()
            jump.free()

        trimmer = threading.Thread(target=trim)
        trimmer.start()
        try:
            together(work, 4)
        finally:
            stop.set()
            trimmer.join()
        assert freed[0] > 20 * PAGE
        packs.trim()
        assert (packs.stats.programs, packs.stats.charge, in_memory(packs)) == (0, 0, 0)
        assert not packs.stats.failures


def test_few_programs_may_come_and_go_without_their_pages() -> None:
    with PackAllocator(pages="small") as packs:
        packs.install(bytes(100))
        for _ in range(600):
            first, second = packs.install(bytes(10 * PAGE)), packs.install(bytes(40 * PAGE))
            packs.free(second)
            packs.free(first)
        assert in_memory(packs) >= 50


def test_the_huge_pages_of_a_peak_go_too() -> None:
    with PackAllocator() as packs:
        codes = [packs.install(returning(i % 1000, 2000)) for i in range(6000)]
        live = codes[::8]
        for i, code in enumerate(codes):
            if i % 8:
                packs.free(code)
        packs.trim()
        assert in_memory(packs) == pages_of(packs, live)
        assert all(code.function("int()")() == i * 8 % 1000 for i, code in enumerate(live))
        holes = [code.address for i, code in enumerate(codes) if i % 8 == 4]
        assert any(fate(runs_at(address)) in FAULTS for address in holes[:8])
        more = [packs.install(returning(i % 1000, 2000)) for i in range(6000)]
        assert all(code.function("int()")() == i % 1000 for i, code in enumerate(more))


@pytest.mark.parametrize("hardened", [False, True])
def test_a_page_that_went_cannot_be_run_or_read_until_it_is_filled(hardened: bool) -> None:
    with PackAllocator("pack", hardened=hardened) as packs:
        first = packs.install(returning(1))
        gone = packs.install(returning(2, 9 * PAGE))
        last = packs.install(returning(3))
        inside = gone.address + 4 * PAGE
        region = regions(packs)[0][1]
        gone.free()
        assert fate(runs_at(inside)) == signal.SIGTRAP or HOST.name != "x86-64"
        assert packs.trim() >= 8 * PAGE
        assert fate(runs_at(inside)) in FAULTS
        assert fate(lambda: ctypes.string_at(inside, 1)) in FAULTS
        assert region.read(inside - region.address, PAGE) == TRAP * (PAGE // len(TRAP))
        assert (first.function("int()")(), last.function("int()")()) == (1, 3)
        again = packs.install(returning(4, 6 * PAGE))
        assert again.function("int()")() == 4
        rest = again.address + again.allocated
        # What was filled with it is traps; what was not stays away.
        assert fate(runs_at(rest)) != 0
        start = again.ro_address - region.address
        whole = region.read(start, 9 * PAGE)
        assert whole[: 6 * PAGE] == returning(4, 6 * PAGE)
        assert whole[6 * PAGE :] == TRAP * (3 * PAGE // len(TRAP))


def test_what_is_forked_has_the_same_holes_and_each_fills_its_own() -> None:
    with PackAllocator() as packs:
        codes = [packs.install(returning(i, 3 * PAGE)) for i in range(20)]
        for code in codes[1::2]:
            code.free()
        packs.trim()
        hole = codes[3].address + PAGE

        def in_child() -> None:
            # Within the child another one: what it runs into here would kill it.
            ok = fate(runs_at(hole)) in FAULTS
            mine = [packs.install(returning(100 + i, 3 * PAGE)) for i in range(8)]
            ok = ok and [code.function("int()")() for code in mine] == list(range(100, 108))
            codes[0].free()
            packs.trim()
            ok = ok and all(codes[i].function("int()")() == i for i in range(2, 20, 2))
            if not ok:
                os.kill(os.getpid(), signal.SIGKILL)

        assert fate(in_child) == 0
        assert fate(runs_at(hole)) in FAULTS
        # Written after a fork: the pages are copied first, also with holes in them.
        mine = [packs.install(returning(200 + i, 3 * PAGE)) for i in range(12)]
        assert [code.function("int()")() for code in mine] == list(range(200, 212))
        assert all(codes[i].function("int()")() == i for i in range(0, 20, 2))


@pytest.mark.skipif(sys.platform != "linux", reason="this system is not Linux")
def test_a_process_forked_in_c_keeps_what_the_parent_gives_back() -> None:
    child.run(
        """
        import ctypes, os
        from progpack.memory import PackAllocator
        from tests.memory.native import returning
        libc = ctypes.PyDLL(None)
        packs = PackAllocator()
        code = packs.install(returning(7, 5 * 4096))
        call = ctypes.CFUNCTYPE(ctypes.c_int)(code.address)
        told, tell = os.pipe()
        pid = libc.fork()
        if not pid:
            os.read(told, 1)
            os._exit(call())
        code.free()
        assert packs.trim()
        os.write(tell, b"x")
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        """
    )


def test_pages_that_stay_readable_are_not_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """An emulator says yes to advice that it does not know."""
    with ProcessMemory(pages="small").reserve(64 * KIB) as region:
        region.text_copy(PAGE, pattern(1, 100))
        with monkeypatch.context() as emulated:
            emulated.setattr(linux, "is_readable", lambda address: True)
            assert region.give_back([(PAGE, PAGE), (3 * PAGE, PAGE)]) == 0
        # They are filled before they are written, as what was in them may be gone.
        region.text_copy(3 * PAGE, pattern(2, 100))
        assert region.read(3 * PAGE, 100) == pattern(2, 100)


def test_a_region_gives_whole_pages_back_and_only_once() -> None:
    memory = ProcessMemory(pages="small")
    with memory.reserve(64 * KIB) as region, memory.reserve_data(64 * KIB) as data:
        region.text_copy(0, pattern(1, 100))
        assert region.give_back([(100, 2 * PAGE)]) == PAGE
        assert region.give_back([(100, 2 * PAGE)]) == 0
        assert region.give_back([(PAGE, 3 * PAGE), (5 * PAGE + 1, PAGE)]) == 2 * PAGE
        assert region.read(0, 100) == pattern(1, 100)
        across = region.read(PAGE - 7, 4 * PAGE + 14)
        assert across == HOST.trap_fill(8 * PAGE)[1 : 1 + len(across)]
        # Over the border of a page that is there and one that is not.
        region.text_copy(PAGE - 50, pattern(2, 100))
        assert region.read(PAGE - 50, 100) == pattern(2, 100)
        assert region.read(PAGE + 50, PAGE)[8:] == HOST.trap_fill(PAGE)[8:]
        assert data.give_back([(0, 64 * KIB)]) == 0
    with pytest.raises(SpanError):
        region.give_back([(0, PAGE)])


@pytest.mark.parametrize("refused", [linux.MADV_GUARD_INSTALL, linux.MADV_REMOVE])
def test_where_the_kernel_refuses_all_goes_on(
    monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    real = linux.advise

    def advise(address: int, size: int, advice: int) -> None:
        if advice == refused:
            raise OSError(22, "refused by the test")
        real(address, size, advice)

    with PackAllocator(pages="small") as packs:
        codes = [packs.install(returning(i, 3 * PAGE)) for i in range(20)]
        for code in codes[1::2]:
            code.free()
        with monkeypatch.context() as patch:
            patch.setattr(linux, "advise", advise)
            assert packs.trim() == 0
        assert bool(packs.stats.failures) == (refused == linux.MADV_REMOVE)
        more = [packs.install(returning(50 + i, 3 * PAGE)) for i in range(10)]
        assert [code.function("int()")() for code in more] == list(range(50, 60))
        assert all(codes[i].function("int()")() == i for i in range(0, 20, 2))


def test_without_memory_a_page_that_went_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with PackAllocator(pages="small") as packs:
        kept = packs.install(returning(1))
        packs.install(returning(2, 20 * PAGE)).free()
        packs.trim()
        hole = kept.address + 4 * PAGE
        with monkeypatch.context() as patch:

            def populate(address: int, size: int) -> None:
                raise OSError(12, "refused by the test")

            patch.setattr(linux, "populate", populate)
            with pytest.raises(ExecMemoryError):
                packs.install(returning(3, 6 * PAGE))
        assert fate(runs_at(hole)) in FAULTS
        assert packs.install(returning(3, 6 * PAGE)).function("int()")() == 3
        assert kept.function("int()")() == 1


def test_what_looks_at_the_bytes_before_a_program_does_not_fault() -> None:
    """Callers built with -fsanitize=function or KCFI do, also where a page begins with it."""
    with PackAllocator("pack", pages="small") as packs:
        codes = [packs.install(returning(i, 2 * PAGE)) for i in range(60)]
        live = codes[3::4]
        for code in codes:
            if code not in live:
                code.free()
        assert packs.trim() >= (3 * 2 - 1) * PAGE * 15
        assert in_memory(packs) == 3 * len(live)
        for code in live:
            assert ctypes.string_at(code.address - 8, 8) == HOST.trap_fill(8)


def test_what_is_written_where_pages_went_has_readable_bytes_before_it() -> None:
    with ProcessMemory(pages="small").reserve(256 * KIB) as region:
        assert region.give_back([(0, 256 * KIB)]) == 256 * KIB
        # Where pages are filled by the step, that is where one begins.
        for offset in (0, 128 * KIB, 64 * KIB + 5 * PAGE):
            region.text_copy(offset, returning(3))
            assert runs_at(region.address + offset)() == 3
            if offset:
                assert ctypes.string_at(region.address + offset - 8, 8) == HOST.trap_fill(8)
