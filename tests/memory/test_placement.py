from __future__ import annotations

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import OutOfMemoryError
from progpack.memory import linux
from progpack.memory.pages import mappings as maps
from progpack.memory.pages import placement
from progpack.memory.pages.placement import place
from tests.memory.maps import overlapping, shared

PAGE = 4096
MIB = 1 << 20
SHARED = linux.MAP_SHARED | linux.MAP_ANONYMOUS


@given(
    edges=st.lists(st.integers(256, 1 << 24), min_size=2, max_size=20, unique=True),
    size=st.sampled_from([PAGE, 7 * PAGE, 2 * MIB, 6 * MIB]),
    alignment=st.sampled_from([PAGE, 2 * MIB]),
    near=st.integers(256 * PAGE, (1 << 24) * PAGE),
    reach=st.sampled_from([MIB, 128 * MIB, 1 << 31]),
)
def test_every_candidate_is_free_aligned_and_within_reach_as_a_whole(
    edges: list[int], size: int, alignment: int, near: int, reach: int
) -> None:
    bounds = [edge * PAGE for edge in sorted(edges)]
    mapped = [
        maps.Mapping(start, end, "r--p", "")
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maps, "mappings", lambda: mapped)
        found = placement._candidates(size, alignment, near, reach)
        holes = list(placement._holes())
    for address in found:
        assert address % alignment == 0
        assert near - reach < address
        assert address + size < near + reach
        assert all(address + size <= m.start or address >= m.end for m in mapped)
    assert found == sorted(found, key=lambda address: abs(address - near))
    # None is left out: a hole with room for an aligned region within reach has a candidate.
    for start, end in holes:
        first = -(-max(start, near - reach + 1) // alignment) * alignment
        if first + size <= min(end, near + reach - 1):
            assert any(start <= address < end for address in found)


def brute(size: int, alignment: int, near: int, reach: int, hole: tuple[int, int]) -> list[int]:
    """Every aligned address in a hole from which all bytes are within reach."""
    start, end = hole
    every = range(-(-start // alignment) * alignment, end - size + 1, alignment)
    return [at for at in every if near - reach < at and at + size < near + reach]


@pytest.mark.parametrize("alignment", [PAGE, 4 * PAGE])
@pytest.mark.parametrize("pages", [1, 3])
def test_a_hole_has_a_candidate_just_when_it_has_room(
    monkeypatch: pytest.MonkeyPatch, pages: int, alignment: int
) -> None:
    """Holes of each length and distance around an address, and reaches that end at each page."""
    near, size = 1 << 40, pages * PAGE
    for first in range(-9, 9):
        for length in range(1, 10):
            hole = near + first * PAGE, near + (first + length) * PAGE
            monkeypatch.setattr(placement, "_holes", lambda hole=hole: iter([hole]))
            for reach in (PAGE * n + more for n in range(2, 8) for more in (0, 1, 2)):
                possible = brute(size, alignment, near, reach, hole)
                found = placement._candidates(size, alignment, near, reach)
                assert len(found) == bool(possible)
                assert set(found) <= set(possible)
                nearest = min((abs(at - near) for at in possible), default=0)
                assert [at for at in found if abs(at - near) > nearest] == []


def test_nothing_goes_below_the_lowest_mebibyte(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel lets nobody map (vm.mmap_min_addr)."""
    monkeypatch.setattr(maps, "mappings", lambda: [maps.Mapping(2 * MIB, 3 * MIB, "r--p", "")])
    assert next(iter(placement._holes())) == (MIB, 2 * MIB)
    assert placement._candidates(PAGE, PAGE, MIB + PAGE, 8 * MIB)[0] == MIB + PAGE
    assert placement._candidates(PAGE, PAGE, 0, 8 * MIB)[0] == MIB


def test_room_is_left_for_the_heap_and_the_stack() -> None:
    mapped = [
        maps.Mapping(0x5000_0000, 0x5100_0000, "rw-p", "[heap]"),
        maps.Mapping(0x9000_0000, 0x9010_0000, "rw-p", "[stack]"),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maps, "mappings", lambda: mapped)
        holes = list(placement._holes())
    assert (0x5100_0000 + (256 << 20), 0x9000_0000 - (256 << 20)) in holes


def hint_only(address: int, flags: int) -> int:
    """As kernels before 4.17, which do not know MAP_FIXED_NOREPLACE."""
    return linux.map_pages(PAGE, linux.PROT_READ, SHARED, address=0)


def test_a_mapping_that_went_elsewhere_is_not_accepted_and_not_left_behind() -> None:
    before = shared()
    with pytest.raises(OutOfMemoryError, match="no room"):
        place(PAGE, hint_only, alignment=PAGE, near=1 << 44, reach=1 << 20)
    assert shared() == before


def test_what_was_tried_is_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuse(address: int, flags: int) -> int:
        tried.append(address)
        raise OSError(errno.ENOMEM, f"no {len(tried)}")

    hole = 1 << 40, (1 << 40) + PAGE
    monkeypatch.setattr(placement, "_holes", lambda: iter([hole]))
    with pytest.raises(OutOfMemoryError, match="the last of 3 addresses: no 3"):
        place(PAGE, refuse, alignment=PAGE, near=hole[0])
    # Once in each round.
    assert tried == [hole[0]] * 3


def test_a_refusal_that_is_not_about_the_address_is_passed_on() -> None:
    def refuse(address: int, flags: int) -> int:
        raise OSError(13, "Permission denied")

    before = len(overlapping(0, 1 << 47))
    for near in (None, 1 << 44):
        with pytest.raises(OSError, match="Permission denied"):
            place(2 * MIB, refuse, alignment=2 * MIB, near=near)
    assert len(overlapping(0, 1 << 47)) == before


def test_a_taken_address_leads_to_the_next_one() -> None:
    tried: list[int] = []

    def mapper(address: int, flags: int) -> int:
        tried.append(address)
        if len(tried) < 3:
            raise FileExistsError(17, os.strerror(17))
        return linux.map_pages(PAGE, linux.PROT_READ, SHARED | flags, address=address)

    near = linux.map_pages(PAGE, linux.PROT_READ, SHARED)
    address = place(PAGE, mapper, alignment=PAGE, near=near)
    assert len(set(tried)) == 3
    assert address == tried[-1]
    assert abs(address - near) < 1 << 31
    linux.unmap(address, PAGE)
    linux.unmap(near, PAGE)


def test_without_proc_addresses_are_tried_all_around(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> list[maps.Mapping]:
        raise FileNotFoundError(2, "No such file or directory")

    near = linux.map_pages(PAGE, linux.PROT_READ, SHARED)
    monkeypatch.setattr(maps, "mappings", missing)

    def mapper(address: int, flags: int) -> int:
        return linux.map_pages(PAGE, linux.PROT_READ, SHARED | flags, address=address)

    address = place(PAGE, mapper, alignment=PAGE, near=near)
    assert abs(address - near) < 1 << 31
    linux.unmap(address, PAGE)
    linux.unmap(near, PAGE)
