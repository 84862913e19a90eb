"""Which programs are placed side by side, and which addresses may be asked for: the edges."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from progpack.errors import UsageError
from progpack.memory import PackAllocator
from progpack.memory.allocator.batch import groups
from tests.memory.native import HOST, pattern

UNIT = 64
#: Chunks of programs that are placed side by side, at most; and bytes of one that is small.
MOST = 1024
SMALL = 512


class Packs:
    """As much of an allocator as is asked."""

    unit = UNIT

    def __init__(self, can_group: bool) -> None:
        self.can_group = can_group


def chunks(data: bytes) -> int:
    return -(-len(data) // UNIT)


@pytest.mark.parametrize("can_group", [True, False])
@pytest.mark.parametrize("count", range(5))
def test_groups_are_all_programs_in_order_each_as_large_as_can_be(
    count: int, can_group: bool
) -> None:
    packs: Any = Packs(can_group)
    sizes = [0, 1, UNIT, UNIT + 1, (MOST - 1) * UNIT, MOST * UNIT, MOST * UNIT + 1]
    every = [bytes(size) for size in sizes]
    for data in itertools.product(every, repeat=min(count, 4)):
        parts = list(groups(packs, data))
        assert [i for part in parts for i in range(len(data))[part]] == list(range(len(data)))
        sums = [sum(map(chunks, data[part])) for part in parts]
        for part, taken in zip(parts, sums, strict=True):
            alone = part.stop - part.start == 1
            assert alone or (can_group and taken <= MOST and all(data[part]))
        for (one, two), (first, second) in zip(
            itertools.pairwise(parts), itertools.pairwise(sums), strict=True
        ):
            # The next program would have been one too many, or is none to be grouped.
            more = chunks(data[two.start])
            fits = first > 0 and more > 0 and first + more <= MOST
            assert not (can_group and fits), (one, two, second)


def test_programs_side_by_side_take_the_chunks_that_each_needs() -> None:
    with PackAllocator() as packs:
        images = [pattern(n, size) for n, size in enumerate((1, 63, 64, 65, 128, 300))]
        codes = packs.install_many(images, names=["one"])
        assert [code.read() for code in codes] == images
        assert [code.name for code in codes] == ["one", "", "", "", "", ""]
        assert [code.chunks for code in codes] == [chunks(image) for image in images]
        for before, code in itertools.pairwise(codes):
            assert code.address == before.address + before.chunks * UNIT
        # What an image leaves of its last chunk is traps.
        region = codes[0].entry.home.region
        for code, image in zip(codes, images, strict=True):
            rest = code.chunks * UNIT - len(image)
            at = code.entry.at + len(image)
            assert region.read(at, rest) == HOST.trap_fill(rest)
        assert (packs.stats.installs, packs.stats.programs) == (6, 6)
        generations = [code.entry.generation for code in codes]
        assert generations == sorted(set(generations))


def test_small_programs_of_a_batch_share_its_room_and_others_do_not() -> None:
    with PackAllocator() as packs:
        with packs.batch() as batch:
            first = batch.install(pattern(1, SMALL))
            second = batch.install(pattern(2, SMALL))
            assert second.address + second.chunks * UNIT == first.address
            left = batch.room.entry.chunks  # type: ignore[union-attr]
            large = batch.install(pattern(3, SMALL + 1))
            assert batch.room.entry.chunks == left  # type: ignore[union-attr]
        assert [code.read() for code in batch.codes] == [
            pattern(1, SMALL),
            pattern(2, SMALL),
            pattern(3, SMALL + 1),
        ]
        assert large in batch.codes
        stats = packs.stats
        assert (stats.programs, stats.installs, stats.slots) == (3, 3, 0)
        # The room that was left is given back.
        assert stats.charge == stats.rounded == stats.used


def test_a_batch_takes_another_room_when_one_is_used_up() -> None:
    with PackAllocator() as packs, packs.batch() as batch:
        codes = [batch.install(pattern(n, 60 + n)) for n in range(200)]
        assert [code.read() for code in codes] == [pattern(n, 60 + n) for n in range(200)]
        taken = sorted((code.entry.at, code.entry.allocated) for code in codes)
        for (at, size), (following, _) in itertools.pairwise(taken):
            assert at + size <= following


@pytest.mark.parametrize("alignment", [1, 2, 64, 4096, 2 << 20])
def test_every_power_of_two_up_to_two_mebibytes_is_an_alignment(alignment: int) -> None:
    with PackAllocator() as packs:
        for size in (1, 64, 100):
            slot = packs.reserve(size, alignment=alignment)
            assert slot.address % alignment == 0
            assert slot.offset + size <= slot.chunks * UNIT
            # No more room than a chunk that begins elsewhere needs; an area has whole pages.
            assert alignment > 4096 or slot.chunks == -(-(size + max(alignment - UNIT, 0)) // UNIT)


@pytest.mark.parametrize("size", [0, -1, 1 << 32, True, 4096.0])
def test_a_range_of_no_or_too_many_bytes_is_refused(size: Any) -> None:
    with pytest.raises(UsageError, match="reserve="):
        PackAllocator(near=1 << 32, reserve=size)


def test_a_range_goes_with_an_address_and_the_allocators_own_memory() -> None:
    with PackAllocator() as other:
        for arguments in ({}, {"near": 1 << 32, "memory": other.memory}):
            with pytest.raises(UsageError, match="goes with near="):
                PackAllocator(reserve=4096, **arguments)  # type: ignore[arg-type]
