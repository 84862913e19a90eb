"""Areas of data beside code: what is in reach, and what is given back."""

from __future__ import annotations

import gc

import pytest

from progpack.errors import OutOfMemoryError
from progpack.link import store
from progpack.link.store import Block, DataStore, _Areas, _reaches
from progpack.memory import PackAllocator

AREA = 64 << 10
CHUNK = 64
FAR = 1 << 40
#: What a direct call or load reaches, and what is kept for both ends of a pack and an area.
REACH, SPARE = 1 << 31, 1 << 22


class Backing:
    """Memory that only has an address."""

    def __init__(self, address: int, size: int) -> None:
        self.address, self.size = address, size
        self.released = 0

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        assert 0 <= offset <= self.size - len(data)

    def release(self) -> None:
        self.released += 1


class World:
    """Areas whose memory is `distance` away from what it is asked for, one after another."""

    def __init__(self, distance: int = 0) -> None:
        self.distance = distance
        self.asked: list[int] = []
        self.backings: list[Backing] = []
        self.areas = _Areas(self.reserve, "things")

    def reserve(self, size: int, near: int) -> Backing:
        self.asked.append(near)
        at = near + self.distance + len(self.backings) * AREA
        self.backings.append(Backing(at, size))
        return self.backings[-1]

    @property
    def taken(self) -> int:
        return self.areas._list.chunks_used


@pytest.mark.parametrize("sign", [-1, 1])
def test_what_counts_as_reachable_is_so_from_end_to_end(sign: int) -> None:
    assert _reaches(FAR, FAR + sign * (REACH - SPARE - 1))
    assert not _reaches(FAR, FAR + sign * (REACH - SPARE))


@pytest.mark.parametrize(
    ("near", "address", "within"),
    [
        (REACH - 1, REACH - 1, True),
        (REACH - 1, REACH, False),
        (REACH, REACH, True),
        (REACH, REACH - 1, True),
        (0, REACH - SPARE, False),
        (0, REACH - SPARE - 1, True),
    ],
)
def test_code_that_may_hold_addresses_of_31_bits_has_data_there(
    near: int, address: int, within: bool
) -> None:
    assert _reaches(near, address) is within


def test_each_block_lies_in_its_chunks_and_no_two_overlap() -> None:
    world = World()
    blocks = [world.areas.take(size, FAR) for size in (0, 1, 63, 64, 65, 128, 1000)]
    chunks = [-(-max(size, 1) // CHUNK) for size in (0, 1, 63, 64, 65, 128, 1000)]
    at = FAR
    for block, count in zip(blocks, chunks, strict=True):
        assert block.address == at
        at += count * CHUNK
    assert world.asked == [FAR]
    assert world.taken == sum(chunks)


def test_an_area_is_for_code_that_reaches_it_only() -> None:
    world = World()
    first = world.areas.take(64, FAR)
    second = world.areas.take(64, FAR + REACH - SPARE)
    assert world.asked == [FAR, FAR + REACH - SPARE]
    third = world.areas.take(64, FAR + REACH - SPARE - 1)
    assert third.address == first.address + 64
    assert world.taken == 3
    del first, second, third


@pytest.mark.parametrize(
    ("near", "asked"), [(REACH - SPARE - 1, 0), (REACH - 1, 0), (REACH, REACH), (FAR, FAR)]
)
def test_data_of_low_code_are_asked_for_at_the_lowest_address(near: int, asked: int) -> None:
    # So much above it that the last bytes of low memory reach it too.
    world = World(distance=SPARE)
    assert world.areas.take(64, near).address == asked + SPARE
    assert world.asked == [asked]


def test_memory_out_of_reach_is_given_back_and_said() -> None:
    world = World(distance=REACH)
    with pytest.raises(OutOfMemoryError, match="no room for things within 2 GiB of the code"):
        world.areas.take(64, FAR)
    assert world.taken == 0
    assert [backing.released for backing in world.backings] == [1]


def test_an_area_goes_with_its_last_block_whichever_way_that_goes() -> None:
    world = World()
    first, second = world.areas.take(64, FAR), world.areas.take(64, FAR)
    world.areas.release(first)
    world.areas.release(first)
    assert (world.taken, world.backings[0].released) == (1, 0)
    del second
    gc.collect()
    world.areas.reap()
    assert (world.taken, world.backings[0].released) == (0, 1)


def test_a_block_larger_than_an_area_has_one_of_its_own() -> None:
    world = World()
    large = world.areas.take(AREA + 1, FAR)
    small = world.areas.take(1, FAR)
    assert world.backings[0].size >= AREA + 1
    assert small.address >= world.backings[1].address
    world.areas.release(large)
    assert [backing.released for backing in world.backings] == [1, 0]


@pytest.mark.parametrize("alignment", [1, 16, 64, 128, 4096])
def test_data_are_aligned_and_lie_in_their_block_as_a_whole(alignment: int) -> None:
    world, blocks = World(), list[Block]()
    with PackAllocator() as packs:
        data = DataStore(packs)
        for size in (1, 64, 100, 4096):
            address, skip = data._take(world.areas, size, alignment, FAR, blocks)
            assert address % alignment == 0
            assert skip == address - blocks[-1].address
            assert 0 <= skip <= blocks[-1].place.chunks * CHUNK - size
        assert data._take(world.areas, 0, alignment, FAR, blocks) == (0, 0)
        assert len(blocks) == 4


def test_variables_are_whole_pages_that_can_be_written_and_go() -> None:
    with PackAllocator() as packs:
        near = packs.install(b"\xc3").address
        backing = store._Writable(5000, near)
        pages = list(backing._lease.pieces)
        assert pages == [(backing.address, 8192)]
        assert _reaches(near, backing.address)
        backing.text_copy(4990, b"0123456789")
        assert bytes((store.ctypes.c_char * 12).from_address(backing.address + 4989)) == (
            b"\x000123456789\x00"
        )
        backing.release()
        assert list(backing._lease.pieces) == []


def test_who_is_inside_of_a_change_is_known() -> None:
    seen: list[bool] = []

    def reserve(size: int, near: int) -> Backing:
        seen.append(areas.is_inside())
        return Backing(near, size)

    areas = _Areas(reserve, "things")
    assert areas.is_inside() is False
    areas.take(64, FAR)
    assert seen == [True]
    assert areas.is_inside() is False


def test_what_is_gone_is_given_back_before_anything_is_placed() -> None:
    """As after a finalizer that ran while another thread had the lock."""
    world = World()
    first, second = world.areas.take(64, FAR), world.areas.take(64, FAR)
    world.areas._gone.append(first.place)
    third = world.areas.claim(64, FAR)
    assert third.address == first.address < second.address
    assert world.taken == 2


def test_what_went_while_a_fork_had_the_lock_is_given_back_after_it() -> None:
    world = World()
    block = world.areas.take(64, FAR)
    with world.areas.lock:
        world.areas.release(block)
        assert world.taken == 1
    world.areas.after_fork(child=False)
    assert (world.taken, world.backings[0].released) == (0, 1)


def test_a_list_that_was_left_in_the_middle_of_a_change_is_made_again() -> None:
    world = World()
    first, second = world.areas.take(64, FAR), world.areas.take(64, FAR)
    first.place.pack.used += 5
    world.areas._torn = True
    world.areas.release(first)
    assert world.taken == 1
    world.areas.release(world.areas.take(64, FAR))
    assert world.taken == 1
    world.areas.release(second)
    assert (world.taken, world.backings[0].released) == (0, 1)


def test_a_list_that_is_whole_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    first, _ = world.areas.take(64, FAR), world.areas.take(64, FAR)
    monkeypatch.setattr(type(world.areas._list), "rebuild", None)
    world.areas.release(first)
    assert world.taken == 1
    world.areas.release(world.areas.take(64, FAR))
    assert world.taken == 1
