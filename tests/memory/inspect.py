"""Looking into an allocator, for tests."""

from __future__ import annotations

from typing import NamedTuple, cast

from progpack.memory import Code, PackAllocator, Text
from progpack.memory.allocator.side_table import Home
from progpack.pack import Pack
from tests.memory.native import HOST


class Inside(NamedTuple):
    """Everything that must not change when an operation fails."""

    charge: int
    chunks: int
    packs: tuple[tuple[tuple[int, int], ...], ...]
    areas: int
    bytes: tuple[bytes, ...]
    entries: tuple[tuple[int, int, str], ...]
    installs: int
    frees: int


def regions(packs: PackAllocator) -> list[tuple[Pack, Text]]:
    """Each pack and area with its region."""
    listed = [each.arenas for each in packs.family()]
    found = [pack for arenas in listed for pack in (*arenas.packs, *arenas.areas)]
    return [(pack, cast(Home, pack.backing).region) for pack in found]


def charged(packs: PackAllocator) -> int:
    """Bytes that are charged, without a look at what is garbage."""
    used = sum(arena.packs.chunks_used for arena in packs.arenas) * packs.unit
    return packs.charge_of(used, packs.table)


def inside(packs: PackAllocator) -> Inside:
    """The state of now."""
    held = regions(packs)
    return Inside(
        charged(packs),
        sum(arena.packs.chunks_used for arena in packs.arenas),
        tuple(tuple(pack.bitmap.runs()) for pack, _ in held),
        len(packs.arenas.areas),
        tuple(region.read(0, region.size) for _, region in held),
        tuple((entry.start, entry.generation, entry.state.value) for entry in packs.table),
        packs.installs,
        packs.frees,
    )


def check_bytes(packs: PackAllocator, expected: dict[Code, bytes]) -> None:
    """Every byte of every pack is that of a live program, or a trap."""
    images: dict[int, list[tuple[int, bytes]]] = {}
    for code, image in expected.items():
        assert code.live
        region = code.entry.home.region
        images.setdefault(region.address, []).append((code.address - region.address, image))
    seen = 0
    for _, region in regions(packs):
        wanted = bytearray(HOST.trap_fill(region.size))
        for offset, image in images.get(region.address, ()):
            wanted[offset : offset + len(image)] = image
            seen += 1
        assert region.read(0, region.size) == wanted
    assert seen == len(expected)


def check_accounts(packs: PackAllocator, expected: dict[Code, bytes], reserved: int = 0) -> None:
    """The bitmaps, the side table, the charge and the statistics say the same."""
    stats = packs.stats
    assert not packs.lock.locked()
    assert not packs.torn
    assert stats.programs == len(expected)
    assert stats.slots == reserved
    assert stats.charge == stats.rounded
    assert stats.used == stats.rounded + stats.quarantined * packs.pack_list.chunk_size
    assert stats.used == sum(pack.used * pack.chunk_size for pack, _ in regions(packs))
    assert stats.reserved == sum(region.size for _, region in regions(packs))
    for code in expected:
        assert packs.find(code.address) is code
        assert packs.find(code.address + code.size - 1) is code
