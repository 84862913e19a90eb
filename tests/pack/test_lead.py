"""Lists that leave the start of each pack and area free: for callers who read before a program."""

from __future__ import annotations

import random

import pytest

from progpack.errors import SpanError, UsageError
from progpack.pack import Pack, PackList, Place, Request, Span, policies

SIZES = (1, 16, 63, 64, 65, 500, 3968, 4032, 4033, 4080, 4081, 4096, 4097, 70_000)
NAMES = sorted(policies.names())


def check(packs: PackList, held: list[Span]) -> None:
    """Nothing overlaps or lies in a lead, and every account of it says the same."""
    taken: dict[Pack, set[int]] = {pack: set() for pack in (*packs.packs, *packs.areas)}
    lead = packs.lead // packs.chunk_size
    for span in held:
        chunks = set(range(span.chunk, span.chunk + span.chunks))
        assert min(chunks) >= lead
        assert max(chunks) < span.pack.chunks
        assert not chunks & taken[span.pack]
        taken[span.pack] |= chunks
        assert span.pack.span_at(span.chunk) is span
        assert span.pack.span_at(span.chunk + span.chunks - 1) is span
    for pack, chunks in taken.items():
        assert pack.used == len(chunks)
        assert pack.span_at(0) is None
        runs = [range(first, first + count) for first, count in pack.bitmap.runs()]
        assert {chunk for run in runs for chunk in run} == chunks | set(range(lead))
    assert packs.chunks_used == sum(map(len, taken.values()))
    assert packs.chunks_total == sum(pack.chunks for pack in taken)
    assert len(packs) == len(held)


@pytest.mark.parametrize("lead", [1, 16, 64, 65])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_ever_placed_in_a_lead(name: str, lead: int) -> None:
    chance = random.Random(f"{name} {lead}")
    packs = PackList(name, lead=lead)
    assert 0 <= packs.lead - lead < packs.chunk_size
    held: list[Span] = []
    for step in range(300):
        if held and chance.random() < 0.45:
            span = held.pop(chance.randrange(len(held)))
            if chance.random() < 0.2 and span.chunks > 1:
                packs.shrink(span, span.chunks // 2)
                held.append(span)
            else:
                packs.release(span)
        else:
            held.append(packs.place(Request(chance.choice(SIZES))))
        if step % 20 == 0:
            check(packs, held)
        if step % 90 == 0:
            packs.rebuild()
            check(packs, held)
    for span in held:
        packs.release(span)
    packs.drop_empty()
    assert (packs.packs, packs.areas, packs.chunks_used, packs.chunks_total) == ((), (), 0, 0)


@pytest.mark.parametrize("name", ["pack", "pack-4k", "best-fit", "bins", "bins-64"])
def test_the_largest_request_of_a_pack_is_what_the_lead_leaves(name: str) -> None:
    packs = PackList(name, lead=16)
    most = packs.pack_size - packs.lead
    whole = packs.place(Request(most))
    assert (whole.oversized, whole.chunk) == (False, packs.lead // packs.chunk_size)
    assert whole.pack.used + whole.chunk == whole.pack.chunks
    assert packs.place_here(Request(1)) is None
    apart = packs.place(Request(most + 1))
    assert apart.oversized
    check(packs, [whole, apart])


@pytest.mark.parametrize("name", NAMES)
def test_an_area_has_a_page_more_when_the_lead_does_not_fit_its_last_one(name: str) -> None:
    packs = PackList(name, lead=64)
    for pages in (600, 601):
        for size, region in ((pages * 4096 - 64, pages), (pages * 4096 - 63, pages + 1)):
            spot = packs.find(Request(size))
            assert (spot.oversized, spot.region) == (True, region * 4096)
            assert (spot.size, spot.chunk) == (spot.region - 64, 64 // packs.chunk_size)
            span = packs.take(spot)
            assert (span.size, span.pack.size, span.offset) == (spot.size, spot.region, 64)


@pytest.mark.parametrize("name", ["pack", "best-fit"])
def test_the_lead_goes_with_the_free_pages_behind_it(name: str) -> None:
    packs = PackList(name, lead=16)
    first, second, _ = (packs.place(Request(size)) for size in (64, 2 * 4096, 64))
    end = 192 + 2 * 4096
    rest = (end, packs.pack_size - end)
    assert packs.free_pages(16) == {first.pack: [rest]}
    packs.release(second)
    assert sorted(packs.free_pages(16)[first.pack]) == [(128, 2 * 4096 - 16), rest]
    packs.release(first)
    assert sorted(packs.free_pages(16)[first.pack]) == [(0, 128 + 2 * 4096 - 16), rest]


@pytest.mark.parametrize(("lead", "name"), [(-1, "pack"), (4096, "pack-4k"), (1 << 21, "bins")])
def test_a_lead_that_leaves_no_room_is_refused(lead: int, name: str) -> None:
    with pytest.raises(UsageError, match="cannot begin with"):
        PackList(name, lead=lead)


def test_a_run_in_the_lead_cannot_be_taken_nor_adopted() -> None:
    packs = PackList("pack", lead=64)
    span = packs.place(Request(64))
    with pytest.raises(SpanError, match="stale spot"):
        packs.take(Place(Request(64), span.pack, 0, 1, 64, False, 0))
    with pytest.raises(UsageError, match="cannot adopt"):
        packs.adopt([(0, 2)])
    check(packs, [span])
    assert packs.adopt([(1, 2)])[0].chunk == 1
