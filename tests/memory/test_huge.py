"""Huge pages: that they are there when the statistics say so, and that all goes on without."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.errors import SpanError, UsageError
from progpack.memory import PackAllocator, ProcessMemory, Region, linux
from progpack.memory.pages import mappings as maps
from progpack.memory.pages.huge import HugePages, can_collapse
from tests.memory import child
from tests.memory.native import HOST, returning

MIB = 1 << 20
POOL = Path("/proc/sys/vm/nr_hugepages")


def why_not() -> str:
    """Why no region can be collapsed here; empty when it can."""
    capability = ProcessMemory().capabilities.huge_pages
    if not capability:
        return capability.detail
    memory = ProcessMemory(pages="huge")
    with memory.reserve(2 * MIB) as region:
        if maps.huge([region.address]) != 2 * MIB:
            return f"no huge page to be had: {memory.huge.detail}"
    return ""


REASON = why_not()
needs_huge = pytest.mark.skipif(bool(REASON), reason=REASON)


def huge_in(region: Region) -> int:
    found = maps.huge([region.address])
    assert isinstance(found, int)
    return found


@pytest.fixture(autouse=True)
def one_at_a_time() -> Iterator[None]:
    """A pool that one test makes is there for all processes."""
    path = Path(tempfile.gettempdir()) / f"progpack-tests-huge-{os.getuid()}.lock"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def pool() -> Iterator[int]:
    """A pool of four huge pages, put back as it was."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a pool of huge pages")
    try:
        before = POOL.read_text()
    except OSError as error:
        pytest.skip(f"no pool of huge pages in this kernel: {error}")
    try:
        POOL.write_text(str(int(before) + 4))
    except OSError as error:
        pytest.skip(f"the pool cannot be changed here: {error}")
    try:
        free = free_huge_pages()
        if free < 2:
            pytest.skip(f"the system found {free} huge pages for a pool")
        yield free
    finally:
        POOL.write_text(before)


def free_huge_pages() -> int:
    """The line of /proc/meminfo."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("HugePages_Free:"))


def test_pages_are_one_of_three() -> None:
    with pytest.raises(UsageError, match="auto, small, huge, not 'large'"):
        ProcessMemory(pages="large")
    with pytest.raises(UsageError, match="'2m'"):
        PackAllocator(pages="2m")


@needs_huge
@pytest.mark.parametrize("recipe", ["shared-anon", "memfd"])
@pytest.mark.parametrize("hardened", [False, True])
def test_a_region_that_is_wanted_huge_is_huge_from_the_start(recipe: str, hardened: bool) -> None:
    memory = ProcessMemory(pages="huge", recipe=recipe, hardened=hardened)
    with memory.reserve(2 * MIB) as region:
        assert huge_in(region) == 2 * MIB
        assert region.read(0, 2 * MIB) == HOST.trap_fill(2 * MIB)
        region.text_copy(MIB - 3, bytes(range(64)))
        assert region.read(MIB - 3, 64) == bytes(range(64))
        region.text_invalidate(MIB - 64, 128)
        assert region.read(0, 2 * MIB) == HOST.trap_fill(2 * MIB)
        assert huge_in(region) == 2 * MIB
    assert "1 regions collapsed" in memory.huge.detail


@needs_huge
def test_smaller_regions_and_data_stay_small() -> None:
    memory = ProcessMemory(pages="huge")
    with memory.reserve(MIB) as text, memory.reserve_data(2 * MIB) as data:
        assert huge_in(text) == huge_in(data) == 0
    assert memory.huge.detail.startswith("no region yet") or "no pool" in memory.huge.detail


def fill(region: Region) -> None:
    region.text_copy(region.size - 1, b"\x90")


@needs_huge
def test_by_itself_a_memory_collapses_full_regions_when_there_are_several() -> None:
    memory = ProcessMemory()
    regions = [memory.reserve(2 * MIB) for _ in range(5)]
    for region in regions[:2]:
        fill(region)
    assert [huge_in(region) for region in regions] == [0] * 5
    fill(regions[2])
    assert [huge_in(region) for region in regions] == [2 * MIB] * 3 + [0, 0]
    fill(regions[3])
    assert huge_in(regions[3]) == 2 * MIB
    assert huge_in(regions[4]) == 0
    assert memory.huge.detail == "4 regions collapsed"
    for region in regions:
        region.release()


def test_small_is_small_however_much_there_is() -> None:
    memory = ProcessMemory(pages="small")
    regions = [memory.reserve(2 * MIB) for _ in range(4)]
    for region in regions:
        fill(region)
        assert region.read(region.size - 1, 1) == b"\x90"
    assert memory.huge == ("small", memory.huge.possible, "small pages are wanted")
    for region in regions:
        region.release()


@needs_huge
def test_a_released_region_is_not_touched() -> None:
    memory = ProcessMemory()
    first = memory.reserve(2 * MIB)
    fill(first)
    first.release()
    with pytest.raises(SpanError, match="released"):
        first.collapse(2 * MIB)
    others = [memory.reserve(2 * MIB) for _ in range(2)]
    for region in others:
        fill(region)
    # Two of them: not enough.
    assert memory.huge.detail.startswith("no region yet")
    for region in others:
        region.release()


def test_what_the_kernel_refuses_is_told_and_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linux.advise

    def refuse(address: int, size: int, advice: int) -> None:
        if advice == linux.MADV_COLLAPSE and size:
            raise OSError(errno.ENOMEM, "no huge page left")
        real(address, size, advice)

    monkeypatch.setattr(linux, "advise", refuse)
    with PackAllocator("bins", pages="huge") as packs:
        code = packs.install(returning(9))
        assert code.function("int()")() == 9
        stats = packs.stats
        assert stats.huge == 0
        if packs.capabilities.huge_pages:
            assert "no huge page left" in stats.pages


def test_a_kernel_without_the_advice_has_small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(address: int, size: int, advice: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    with monkeypatch.context() as patch:
        patch.setattr(linux, "advise", unknown)
        assert "Linux 6.1" in can_collapse()
    pages = HugePages("huge")
    assert pages.size == 0
    with ProcessMemory().reserve(2 * MIB) as region:
        fill(region)
        pages.full(region)
        assert huge_in(region) == 0 or pages.state.possible


@needs_huge
def test_an_allocator_says_what_it_got_and_programs_run_on_while_it_does() -> None:
    with PackAllocator("bins") as packs:
        stop = threading.Event()
        wrong: list[int] = []
        first = packs.install(returning(77)).function("int()")

        def run() -> None:
            while not stop.is_set():
                value = first()
                if value != 77:
                    wrong.append(value)

        thread = threading.Thread(target=run)
        thread.start()
        draw = random.Random(4)
        codes = [packs.install(returning(i % 1000, 4000)) for i in range(2500)]
        stop.set()
        thread.join()
        assert not wrong
        stats = packs.stats
        assert stats.packs >= 5
        assert isinstance(stats.huge, int)
        assert stats.huge >= 3 * 2 * MIB
        assert "regions collapsed" in stats.pages
        assert isinstance(stats.vmas, int)
        # Text and alias of each, and what of the last is hidden.
        assert stats.vmas <= 2 * stats.packs + 1
        for i in draw.sample(range(2500), 200):
            assert codes[i].function("int()")() == i % 1000
        before = stats.vmas
        for i in draw.sample(range(2500), 1200):
            packs.free(codes[i])
        assert packs.stats.vmas == before
        assert packs.stats.huge == stats.huge


@needs_huge
def test_a_forked_child_that_writes_has_pages_of_its_own_again() -> None:
    out = child.run(
        """
        import os
        from progpack.memory import PackAllocator
        from tests.memory.native import returning

        packs = PackAllocator("bins", pages="huge")
        code = packs.install(returning(5))
        pid = os.fork()
        other = packs.install(returning(6))
        values = code.function("int()")(), other.function("int()")(), packs.stats.huge >> 20
        if not pid:
            os._exit(0 if values == (5, 6, 2) else 1)
        print(*values, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """
    )
    assert out.split() == ["5", "6", "2", "0"]


def test_a_pool_is_used_and_given_back(pool: int) -> None:
    memory = ProcessMemory(pages="huge")
    if not memory.capabilities.huge_pages or memory.capabilities.pmd_size != 2 * MIB:
        pytest.skip(f"huge pages: {memory.capabilities.huge_pages.detail}")
    with PackAllocator("bins", memory=memory) as packs:
        codes = [packs.install(returning(i, 3000)) for i in range(600)]
        stats = packs.stats
        assert stats.packs == 1
        assert stats.huge == 2 * MIB
        assert stats.resident == 2 * MIB
        assert stats.vmas == 2
        assert "1 regions from the pool" in stats.pages
        assert [code.function("int()")() for code in codes] == list(range(600))
        assert free_huge_pages() == pool - 1
        packs.free(codes[5])
        assert codes[4].read() == returning(4, 3000)
    assert free_huge_pages() == pool


def test_an_empty_pool_is_no_obstacle(pool: int) -> None:
    memory = ProcessMemory(pages="huge")
    if not memory.capabilities.huge_pages:
        pytest.skip(f"huge pages: {memory.capabilities.huge_pages.detail}")
    regions = [memory.reserve(2 * MIB) for _ in range(pool + 2)]
    assert f"{pool} regions from the pool" in memory.huge.detail
    for region in regions:
        region.text_copy(100, b"\x90\x91")
        assert region.read(99, 3) == HOST.trap_fill(4)[:1] + b"\x90\x91" or HOST.trap_unit > 1
        region.release()
    assert free_huge_pages() == pool


def test_a_child_of_a_process_with_a_pool_is_on_its_own(pool: int) -> None:
    assert pool >= 2
    out = child.run(
        """
        import os
        from progpack.memory import PackAllocator
        from tests.memory.native import returning

        packs = PackAllocator("bins", pages="huge")
        code = packs.install(returning(5))
        pid = os.fork()
        if not pid:
            packs.free(code)
            os._exit(packs.install(returning(8)).function("int()")())
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        packs.install(returning(7))
        print(code.function("int()")(), status)
        """
    )
    assert out.split() == ["5", "8"]
