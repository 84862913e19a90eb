"""Worked examples and boundary values of the kernel's placement, by name."""

from __future__ import annotations

import pytest

from progpack.errors import SpanError, UsageError
from progpack.pack import CHUNK, PackList, Request, Span

MIB = 1 << 20


@pytest.fixture
def packs() -> PackList:
    return PackList("pack")


def load(packs: PackList, proglen: int) -> Span:
    return packs.place(Request(packs.policy.image_size(proglen)))


def test_four_probes_then_three_programs_then_the_probes_go(packs: PackList) -> None:
    probes = [load(packs, proglen) for proglen in (19, 19, 30, 19)]
    assert [(span.chunk, span.chunks) for span in probes] == [(0, 1), (1, 1), (2, 1), (3, 1)]
    programs = [load(packs, proglen) for proglen in (180, 180, 600)]
    assert [(span.chunk, span.chunks) for span in programs] == [(4, 4), (8, 4), (12, 10)]
    for probe in probes:
        assert packs.release(probe) is None
    unit = load(packs, 54)
    assert (unit.chunk, unit.chunks) == (0, 2)
    # Chunks 2 and 3 are free, but four are needed.
    late = load(packs, 170)
    assert (late.chunk, late.chunks) == (22, 4)
    assert len(packs.packs) == 1


@pytest.mark.parametrize(("proglen", "chunks"), [(40, 1), (41, 2), (104, 2), (105, 3), (168, 3)])
def test_chunks_on_both_sides_of_a_boundary(packs: PackList, proglen: int, chunks: int) -> None:
    assert load(packs, proglen).chunks == chunks


def test_a_request_of_exactly_a_pack_fills_one_and_is_not_oversized(packs: PackList) -> None:
    span = load(packs, 2 * MIB - 24)
    assert not span.oversized
    assert (span.size, span.chunks) == (2 * MIB, 32768)
    assert packs.packs == (span.pack,)
    assert load(packs, 19).pack is packs.packs[1]


def test_a_request_of_one_chunk_more_than_a_pack_is_oversized(packs: PackList) -> None:
    span = load(packs, 2 * MIB - 23)
    assert span.request.size == 2 * MIB + 64
    assert span.oversized
    assert span.size == 2 * MIB + 4096
    assert packs.packs == ()
    assert packs.areas == (span.pack,)
    assert load(packs, 19).chunk == 0
    assert packs.release(span) is span.pack
    assert packs.areas == ()


def test_an_oversized_request_does_not_use_free_space_of_a_pack(packs: PackList) -> None:
    small = load(packs, 19)
    big = packs.place(Request(2 * MIB + 1))
    assert big.pack is not small.pack
    assert packs.packs == (small.pack,)


def test_small_programs_return_to_the_first_pack(packs: PackList) -> None:
    load(packs, MIB)
    second = load(packs, 2 * MIB - 24)
    assert second.pack is packs.packs[1]
    assert load(packs, 19).pack is packs.packs[0]


def test_a_lone_program_creates_and_removes_a_pack_each_time(packs: PackList) -> None:
    numbers = []
    for _ in range(3):
        span = load(packs, 19)
        numbers.append(span.pack.number)
        assert packs.release(span) is span.pack
        assert packs.packs == ()
    assert numbers == [0, 1, 2]


def test_a_pack_in_the_middle_goes_and_the_order_of_the_others_stays(packs: PackList) -> None:
    full = [packs.place(Request(2 * MIB)) for _ in range(3)]
    packs.release(full[1])
    assert packs.packs == (full[0].pack, full[2].pack)
    assert packs.place(Request(64)).pack is packs.packs[2]


@pytest.mark.parametrize("nodes", [1, 2, 4])
def test_a_pack_has_2_mib_for_each_possible_node(nodes: int) -> None:
    packs = PackList("pack", nodes=nodes)
    assert packs.pack_size == nodes * 2 * MIB
    span = packs.place(Request(packs.pack_size))
    assert not span.oversized
    assert span.pack.chunks == 32768 * nodes


def test_packs_of_one_page_hold_seven_small_programs_and_a_page_is_not_oversized() -> None:
    packs = PackList("pack-4k")
    spans = [load(packs, proglen) for proglen in (19, 19, 30, 19, 180, 180, 600)]
    assert {span.pack.number for span in spans} == {0}
    assert packs.packs[0].chunks == 64
    assert not packs.place(Request(4096)).oversized
    assert packs.place(Request(4097)).size == 8192


def test_policy_page_gives_each_program_its_own_pages() -> None:
    packs = PackList("page")
    for proglen, pages in ((1, 1), (4096 - 132, 1), (4096 - 131, 2), (12008, 3)):
        span = load(packs, proglen)
        assert span.oversized
        assert span.size == pages * 4096
    assert packs.packs == ()
    assert [area.number for area in packs.areas] == [0, 1, 2, 3]


def test_an_area_is_rounded_to_the_page_size_in_use() -> None:
    packs = PackList("pack", page_size=65536)
    assert packs.arch.page_size == 65536
    assert packs.place(Request(2 * MIB + 1)).size == 2 * MIB + 65536


def test_releasing_twice_is_refused_and_changes_nothing(packs: PackList) -> None:
    keep, gone = load(packs, 19), load(packs, 19)
    packs.release(gone)
    other = load(packs, 19)
    assert other.chunk == gone.chunk
    with pytest.raises(SpanError, match="freed already"):
        packs.release(gone)
    assert packs.spans == (keep, other)
    assert packs.chunks_used == 2


def test_a_span_of_another_list_is_refused(packs: PackList) -> None:
    foreign = load(PackList("pack"), 19)
    load(packs, 19)
    with pytest.raises(SpanError, match="another list placed it"):
        packs.release(foreign)
    assert packs.chunks_used == 1


def test_a_spot_is_refused_once_its_pack_is_gone(packs: PackList) -> None:
    only = load(packs, 19)
    spot = packs.find(Request(64))
    packs.release(only)
    with pytest.raises(SpanError, match="stale"):
        packs.take(spot)
    assert packs.packs == ()


def test_an_adopted_pack_is_searched_like_any_other(packs: PackList) -> None:
    boot = packs.adopt([(0, 25), (30, 4)], backing="boot", name="kernel")
    assert [(span.chunk, span.chunks, span.size) for span in boot] == [(0, 25, 1600), (30, 4, 256)]
    assert packs.place(Request(5 * CHUNK)).chunk == 25
    assert packs.place(Request(CHUNK)).chunk == 34
    for span in boot:
        assert packs.release(span) is None
    assert packs.place(Request(25 * CHUNK)).chunk == 0


@pytest.mark.parametrize(
    ("policy", "runs", "why"),
    [
        ("pack", [], "empty"),
        ("pack", [(0, 2), (1, 1)], "not all free"),
        ("pack", [(32767, 2)], "not all free"),
        ("page", [(0, 1)], "no packs"),
    ],
)
def test_an_impossible_pack_is_not_adopted(
    policy: str, runs: list[tuple[int, int]], why: str
) -> None:
    packs = PackList(policy)
    with pytest.raises(UsageError, match=why):
        packs.adopt(runs)
    assert packs.packs == ()
    assert packs.spans == ()


@pytest.mark.parametrize("size", [0, -1])
def test_a_request_without_bytes_is_refused(packs: PackList, size: int) -> None:
    with pytest.raises(UsageError, match="at least one byte"):
        packs.find(Request(size))


@pytest.mark.parametrize(
    "arguments", [{"nodes": 0}, {"page_size": 1000}, {"policy": "no-such-policy"}]
)
def test_senseless_lists_are_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        PackList(**arguments)  # type: ignore[arg-type]
