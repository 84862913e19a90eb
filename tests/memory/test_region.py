from __future__ import annotations

import ctypes
import errno
import gc
import os
import random
from collections.abc import Iterator

import pytest

from progpack import arch
from progpack.errors import OutOfMemoryError, SpanError, UsageError
from progpack.memory import ProcessMemory, Region, linux
from progpack.memory.guard.lease import Lease
from progpack.memory.pages.placement import place
from progpack.memory.pages.recipes import NAMES, SharedAnon
from progpack.memory.pages.region import Filler
from tests.memory.maps import lines, overlapping, shared
from tests.memory.native import HOST, pattern, returning

PAGE = linux.PAGE_SIZE
MIB = 1 << 20
KINDS = [{"hardened": h, "recipe": r} for h in (False, True) for r in NAMES]


def traps(size: int) -> bytes:
    return HOST.trap_fill(size)


@pytest.fixture(params=KINDS, ids=lambda kind: f"{kind['recipe']}-{kind['hardened']}")
def each_memory(request: pytest.FixtureRequest) -> ProcessMemory:
    return ProcessMemory(**request.param)


@pytest.mark.parametrize("size", [1, PAGE, 3 * PAGE + 1, 64 << 10, 2 * MIB, 2 * MIB + 1, 5 * MIB])
def test_a_new_region_is_all_traps_and_whole_pages(each_memory: ProcessMemory, size: int) -> None:
    with each_memory.reserve(size) as region:
        assert region.size == linux.round_to_pages(size)
        assert region.address % PAGE == 0
        assert region.read(0, region.size) == traps(region.size)


def test_pack_sized_regions_are_aligned_to_2_mib(memory: ProcessMemory) -> None:
    for size in (2 * MIB, 4 * MIB, 3 * MIB):
        with memory.reserve(size) as region:
            assert [address % (2 * MIB) for address, _ in region.ranges()] == [0, 0]


def test_what_is_written_can_be_run(each_memory: ProcessMemory) -> None:
    with each_memory.reserve(2 * MIB) as region:
        for value, offset in ((7, 0), (9, 2 * MIB - PAGE), (11, MIB + 64)):
            region.text_copy(offset, returning(value))
            assert ctypes.CFUNCTYPE(ctypes.c_int)(region.address + offset)() == value


def test_writes_anywhere_change_those_bytes_and_no_others(each_memory: ProcessMemory) -> None:
    with each_memory.reserve(2 * MIB) as region:
        expected = bytearray(traps(region.size))
        chance = random.Random(5)
        for seed in range(60):
            size = chance.choice((1, 63, 64, 4095, 4096, 4097, 70_000, 200_000))
            offset = chance.randrange(region.size - size) if seed else region.size - size
            if seed % 3:
                expected[offset : offset + size] = data = pattern(seed, size)
                region.text_copy(offset, data)
            else:
                start, length = offset // 64 * 64, -(-size // 64) * 64
                length = min(length, region.size - start)
                region.text_invalidate(start, length)
                expected[start : start + length] = traps(length)
            window = max(offset - 100, 0)
            got = region.read(window, min(size + 200, region.size - window))
            assert got == expected[window : window + len(got)]
        assert region.read(0, region.size) == expected


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_buffer_of_bytes_can_be_copied(memory: ProcessMemory, kind: type) -> None:
    with memory.reserve(PAGE) as region:
        region.text_copy(5, kind(b"abcdef"))
        assert region.read(5, 6) == b"abcdef"
        words = memoryview(b"12345678").cast("I")
        region.text_copy(20, words)
        assert region.read(20, 8) == b"12345678"


def test_only_as_much_is_mapped_as_is_used(memory: ProcessMemory) -> None:
    with memory.reserve(2 * MIB) as region:
        assert overlapping(region.address, region.size) == ["r-xs", "---p"]
        region.text_copy(MIB, b"x")
        assert overlapping(region.address, region.size) == ["r-xs", "---p"]
        region.text_copy(2 * MIB - 1, b"x")
        assert overlapping(region.address, region.size) == ["r-xs"]


def test_growing_leaves_nothing_behind(each_memory: ProcessMemory) -> None:
    before = [fields[0] for fields in lines() if fields[1].endswith("s")]
    with each_memory.reserve(2 * MIB) as region:
        for offset in range(0, 2 * MIB, 300_000):
            region.text_copy(offset, b"x")
        region.text_copy(2 * MIB - 1, b"x")
        views = [fields for fields in lines() if fields[1].endswith("s")]
        mine = [fields[1] for fields in views if fields[0] not in before]
        assert sorted(mine) == (["r-xs"] if each_memory.hardened else ["r-xs", "rw-s"])
    assert [fields[0] for fields in lines() if fields[1].endswith("s")] == before


def test_a_part_in_use_is_filled_before_it_can_be_run(memory: ProcessMemory) -> None:
    with memory.reserve(2 * MIB) as region:
        region.text_copy(300_000, b"x" * 10)
        text = region.address
        assert ctypes.string_at(text, 300_000) == traps(300_000)
        assert ctypes.string_at(text + 300_032, 5000 * 4) == traps(5000 * 4)


def test_a_large_region_has_two_mappings_and_a_small_one_has_one(memory: ProcessMemory) -> None:
    with memory.reserve(2 * MIB) as large, memory.reserve(PAGE) as small:
        assert (large.standing, small.standing) == (True, False)
        assert [size for _, size in large.ranges()] == [2 * MIB, 2 * MIB]
        assert small.ranges() == ((small.address, PAGE),)


def test_hardened_no_writable_view_stays_between_writes() -> None:
    hardened = ProcessMemory(hardened=True)
    before = shared()
    with hardened.reserve(2 * MIB) as region:
        mine = {key: seen for key, seen in shared().items() if key not in before}
        assert list(mine.values()) == [{"r-xs"}]
        region.text_copy(0, returning(3))
        region.text_copy(MIB, returning(4))
        region.text_invalidate(0, 64)
        assert {key: shared()[key] for key in mine} == mine
        assert region.ranges() == ((region.address, region.size),)


def test_hardened_what_is_hidden_is_traps_already_and_takes_no_memory_to_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise OSError(errno.ENOMEM, "no memory")

    with ProcessMemory(hardened=True, recipe="shared-anon").reserve(2 * MIB) as region:
        region.text_copy(0, returning(3))
        with monkeypatch.context() as context:
            context.setattr(linux, "duplicate", refused)
            region.text_invalidate(MIB + 64, 128)
            with pytest.raises(OutOfMemoryError):
                region.text_invalidate(0, 64)
        assert region.read(MIB + 64, 128) == traps(128)


def test_the_standing_view_is_writable_and_never_executable(memory: ProcessMemory) -> None:
    with memory.reserve(2 * MIB) as region:
        (text, _), (alias, size) = region.ranges()
        assert text == region.address
        assert overlapping(alias, size) == ["rw-s"]


@pytest.mark.parametrize(
    ("offset", "size"), [(-1, 4), (PAGE - 3, 4), (PAGE, 1), (0, PAGE + 1), (1 << 40, 4)]
)
def test_ranges_outside_are_refused_and_nothing_is_written(
    memory: ProcessMemory, offset: int, size: int
) -> None:
    with memory.reserve(PAGE) as region:
        with pytest.raises(SpanError, match="outside"):
            region.text_copy(offset, bytes(size))
        with pytest.raises(SpanError, match="outside"):
            region.text_invalidate(offset, size)
        with pytest.raises(SpanError, match="outside"):
            region.read(offset, size)
        assert region.read(0, PAGE) == traps(PAGE)


def test_negative_sizes_are_refused(memory: ProcessMemory) -> None:
    with memory.reserve(PAGE) as region:
        with pytest.raises(SpanError):
            region.text_invalidate(64, -4)
        with pytest.raises(SpanError):
            region.read(64, -4)
    for size in (0, -1):
        with pytest.raises(UsageError, match=f"size={size}: it is a number of bytes, 1 to"):
            memory.reserve(size)


@pytest.fixture
def word_trapped() -> Iterator[Region]:
    """A region with traps of four bytes, whatever the host."""
    protection = linux.PROT_READ | linux.PROT_EXEC
    backing = SharedAnon().create(
        2 * MIB,
        protection,
        lambda mapper, pieces: place(2 * MIB, mapper, alignment=2 * MIB, pieces=pieces),
        Lease(),
    )
    with Region(backing, Filler(arch.get("arm64").trap)) as region:
        yield region


def test_part_of_a_trap_is_refused(word_trapped: Region) -> None:
    for offset, size in ((0, 5), (2, 4), (1, 3)):
        with pytest.raises(UsageError, match="do not fill"):
            word_trapped.text_invalidate(offset, size)


def test_traps_of_several_bytes_are_aligned_wherever_one_looks(word_trapped: Region) -> None:
    traps = arch.get("arm64").trap_fill(2 * MIB)
    word_trapped.text_copy(64, b"x" * 100)
    word_trapped.text_invalidate(64, 100)
    assert word_trapped.read(0, 2 * MIB) == traps
    for offset, size in ((65535, 2), (65530, 13), (70001, 3), (2 * MIB - 3, 3), (66000, 0)):
        assert word_trapped.read(offset, size) == traps[offset : offset + size]


@pytest.mark.parametrize("hardened", [False, True])
@pytest.mark.parametrize("size", [PAGE, 2 * MIB])
def test_after_release_everything_is_refused_and_nothing_is_mapped(
    hardened: bool, size: int
) -> None:
    region = ProcessMemory(hardened=hardened).reserve(size)
    ranges = region.ranges()
    region.release()
    assert region.released
    assert region.ranges() == ()
    for address, length in ranges:
        assert overlapping(address, length) == []
    for attempt in (
        lambda: region.text_copy(0, b"x"),
        lambda: region.text_copy(size - 1, b"x"),
        lambda: region.text_invalidate(0, 64),
        lambda: region.read(0, 1),
        region.release,
    ):
        with pytest.raises(SpanError, match="was released"):
            attempt()


def test_a_dropped_region_is_unmapped(memory: ProcessMemory) -> None:
    region = memory.reserve(2 * MIB)
    ranges = region.ranges()
    del region
    gc.collect()
    assert [overlapping(*where) for where in ranges] == [[], []]


def test_no_file_stays_open_behind_a_full_region() -> None:
    memory = ProcessMemory(recipe="memfd")
    memory.capabilities.require("text_copy")
    before = len(os.listdir("/proc/self/fd"))
    with memory.reserve(2 * MIB) as region:
        region.text_copy(2 * MIB - 1, b"x")
        assert len(os.listdir("/proc/self/fd")) == before
    with memory.reserve(2 * MIB):
        assert len(os.listdir("/proc/self/fd")) == before + 1
    assert len(os.listdir("/proc/self/fd")) == before


def test_data_is_zero_and_read_only_and_written_the_same_way(each_memory: ProcessMemory) -> None:
    for size in (100, 2 * MIB):
        with each_memory.reserve_data(size) as data:
            assert not data.executable
            assert data.read(0, 100) == bytes(100)
            data.text_copy(10, b"table")
            assert ctypes.string_at(data.address, 16) == bytes(10) + b"table\0"
            assert overlapping(data.address, data.size) == ["r--s"]
            data.text_invalidate(12, 3)
            assert data.read(9, 8) == b"\0ta\0\0\0\0\0"


def near_and_far(region: Region, near: int) -> int:
    return max(abs(region.address - near), abs(region.address + region.size - near))


@pytest.mark.parametrize("size", [PAGE, 2 * MIB])
def test_a_region_near_an_address_is_within_reach_as_a_whole(
    memory: ProcessMemory, size: int
) -> None:
    function = ctypes.cast(ctypes.pythonapi.PyLong_FromLong, ctypes.c_void_p).value
    assert function is not None
    regions = [memory.reserve(size, near=function) for _ in range(4)]
    for region in regions:
        assert near_and_far(region, function) < 1 << 31
        assert region.address % min(size, 2 * MIB) == 0
    text = regions[0].address
    with memory.reserve_data(PAGE, near=text) as data:
        assert near_and_far(data, text) < 1 << 31
    for region in regions:
        region.release()


def test_a_smaller_reach_is_kept_to_or_refused(memory: ProcessMemory) -> None:
    with memory.reserve(2 * MIB) as first:
        reach = 128 * MIB
        with memory.reserve(PAGE, near=first.address, reach=reach) as second:
            assert near_and_far(second, first.address) < reach
        before = overlapping(first.address - 64 * MIB, 128 * MIB)
        with pytest.raises(OutOfMemoryError, match="no room"):
            memory.reserve(4 * MIB, near=first.address, reach=2 * MIB)
        assert overlapping(first.address - 64 * MIB, 128 * MIB) == before


def test_no_room_for_an_absurd_size_is_out_of_memory(memory: ProcessMemory) -> None:
    with pytest.raises(UsageError, match="size=4611686018427387904: it is a number of bytes, 1 to"):
        memory.reserve(1 << 62)
    for absurd in (1 << 46, 1 << 47):
        with pytest.raises(OutOfMemoryError):
            memory.reserve(absurd)
        with pytest.raises(OutOfMemoryError):
            memory.reserve(absurd, near=memory.reserve(PAGE).address)


def test_an_unknown_recipe_is_refused() -> None:
    with pytest.raises(UsageError, match="shared-anon"):
        ProcessMemory(recipe="hugetlb")


def test_what_fills_does_not_grow_with_each_size() -> None:
    memory = ProcessMemory()
    region = memory.reserve(1 << 16)
    for size in range(1, 4097):
        region.text_invalidate(0, size * memory.capabilities.trap_unit)
    assert len(region._filler.short) <= 64
    assert region.read(0, 64) == HOST.trap_fill(64)
    for offset, size in ((1 << 16, 1), (0, 1 << 60), (-1, 1), (0, -1), (1 << 20, 0)):
        with pytest.raises(SpanError):
            region.text_invalidate(offset, size)
    for offset in (-1, (1 << 16) - 1, 1 << 60):
        with pytest.raises(SpanError):
            region.text_copy(offset, b"12")
    with pytest.raises(SpanError):
        region.text_copy((1 << 16) + 1, b"")
    region.release()
