"""Programs within reach of an address, each arena with packs of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from progpack.errors import OutOfMemoryError, UsageError
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from progpack.pack import Policy, policies
from tests.memory.inspect import check_accounts, check_bytes, inside
from tests.memory.native import pattern

GIB = 1 << 30
MIB = 1 << 20


@pytest.fixture
def far() -> Iterator[list[int]]:
    """Addresses of ours, each 64 GiB and more from the others."""
    flags = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS | linux.MAP_FIXED_NOREPLACE
    found = []
    base = 0x10_0000_0000
    while len(found) < 3:
        base += 64 * GIB
        try:
            found.append(linux.map_pages(linux.PAGE_SIZE, 0, flags, address=base))
        except OSError:
            continue
    yield found
    for address in found:
        linux.unmap(address, linux.PAGE_SIZE)


def within(code: Code, near: int, reach: int) -> bool:
    return abs(code.address - near) < reach and abs(code.address + code.size - near) < reach


def test_each_program_is_within_reach_of_its_address(packs: PackAllocator, far: list[int]) -> None:
    live: dict[Code, bytes] = {}
    for i in range(60):
        near = [*far, None][i % 4]
        image = pattern(i, 300 + i)
        if i % 3:
            code = packs.install(image, near=near)
        else:
            slot = packs.reserve(len(image), near=near, reach=GIB, binary=i % 2 == 0)
            assert near is None or abs(slot.address - near) < GIB
            slot.write(0, image)
            code = slot.finalize()
        assert near is None or within(code, near, 2 * GIB)
        live[code] = image
    assert packs.stats.packs == 4
    assert len({pack.number for pack in packs.snapshot().packs}) == 4
    check_accounts(packs, live)
    check_bytes(packs, live)
    for code in live:
        assert packs.find(code.address) is code
        packs.free(code.address)
    assert (packs.stats.packs, packs.stats.charge, len(packs.arenas)) == (0, 0, 1)


def test_addresses_that_reach_the_same_packs_share_them(
    packs: PackAllocator, far: list[int]
) -> None:
    kept = [packs.install(b"x", near=far[0] + step * MIB) for step in range(50)]
    assert len({code.pack for code in kept}) == 1
    assert packs.install(b"x", near=far[0] + 3 * GIB).pack != kept[0].pack


def test_a_short_reach_is_kept_to(packs: PackAllocator, far: list[int]) -> None:
    codes = []
    for reach in (2 * GIB, 128 * MIB, 16 * MIB):
        slot = packs.reserve(100, near=far[1], reach=reach)
        codes.append(slot.finalize())
        assert within(codes[-1], far[1], reach)
    assert packs.reserve(100, near=far[1], reach=16 * MIB).pack == codes[2].pack


def test_oversized_programs_too(packs: PackAllocator, far: list[int]) -> None:
    code = packs.install(bytes(5 * MIB), near=far[2])
    assert code.oversized
    assert within(code, far[2], 2 * GIB)
    code.free()
    assert len(packs.arenas) == 1


def test_half_of_the_reach_is_enough_only_where_there_is_room(packs: PackAllocator) -> None:
    """A new arena is half as wide as it may be; without room there, it takes all."""
    base, size = 0x5000_0000_0000, 32 * MIB
    flags = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS | linux.MAP_FIXED_NOREPLACE
    linux.map_pages(2 * size, 0, flags, address=base - size)
    try:
        reach = size + 8 * MIB
        slot = packs.reserve(10, near=base, reach=reach)
        assert size - 2 * MIB < abs(slot.address - base) < reach
        before = inside(packs)
        with pytest.raises(OutOfMemoryError, match="no room"):
            packs.reserve(10, near=base, reach=size)
        assert inside(packs) == before
        assert packs.reserve(10, near=base, reach=reach).pack == slot.pack
    finally:
        linux.unmap(base - size, 2 * size)


@pytest.mark.parametrize(
    ("near", "reach", "wrong"),
    [(-1, 100, "near=-1"), (1 << 40, 0, "reach=0"), (1 << 40, -5, "reach=-5")],
)
def test_what_makes_no_sense_is_refused(
    packs: PackAllocator, near: int, reach: int, wrong: str
) -> None:
    with pytest.raises(UsageError, match=wrong):
        packs.reserve(10, near=near, reach=reach)
    assert len(packs.arenas) == 1


def test_a_reach_of_one_byte_makes_sense_and_no_program_is_within_it(packs: PackAllocator) -> None:
    with pytest.raises(OutOfMemoryError):
        packs.reserve(10, near=1 << 40, reach=1)


@pytest.mark.parametrize("policy", sorted(policies.names()))
def test_every_policy_has_arenas(policy: str, far: list[int]) -> None:
    with PackAllocator(policy, memory=ProcessMemory()) as packs:
        chosen: Policy = packs.policy
        live = {}
        for i in range(30):
            near = far[i % 2]
            image = pattern(i, 20 + 37 * i)
            code = packs.install(image, near=near)
            assert within(code, near, 2 * GIB), chosen.name
            live[code] = image
        check_accounts(packs, live)
        check_bytes(packs, live)
        for code in live:
            code.free()


@pytest.mark.parametrize("policy", ["bins-64", "bins", "pack", "page"])
@pytest.mark.parametrize("alignment", [1, 16, 64, 128, 4096, 65536])
def test_an_image_begins_at_a_multiple_of_its_alignment(policy: str, alignment: int) -> None:
    with PackAllocator(policy) as packs:
        kept = [packs.install(pattern(0, 70))]
        for number in range(1, 6):
            with packs.reserve(100 * number, alignment=alignment) as slot:
                assert slot.address % alignment == 0
                slot.write(0, pattern(number, 100 * number))
                kept.append(slot.finalize())
        for number, code in enumerate(kept[1:], 1):
            assert code.address % alignment == 0
            assert code.read() == pattern(number, 100 * number)
            assert packs.find(code.address) is code
            assert packs.find(code.address + code.size - 1) is code
        for code in kept:
            code.free()
        assert packs.stats.used == 0


@pytest.mark.parametrize("alignment", [0, -16, 3, 24, 4 << 20, "16", True])
def test_an_alignment_that_is_none_is_refused(alignment: object) -> None:
    with PackAllocator() as packs:
        with pytest.raises(UsageError, match="alignment="):
            packs.reserve(10, alignment=alignment)  # type: ignore[arg-type]
        assert packs.stats.slots == 0
