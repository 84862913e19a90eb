"""Edges of placement that whole histories seldom reach, by name."""

from __future__ import annotations

import random

import pytest

from progpack.pack import PackList, Request

MIB = 1 << 20


@pytest.mark.parametrize("policy", ["pack", "pack-4k", "best-fit", "bins-64"])
def test_a_hole_of_just_the_size_is_taken_after_a_larger_request_failed(policy: str) -> None:
    packs = PackList(policy)
    unit = packs.policy.chunk_size
    first = packs.place(Request(7 * unit))
    room = first.pack.chunks - first.chunks
    fill = packs.place(Request((room - 5) * unit))
    assert fill.pack is first.pack
    large = packs.place(Request(6 * unit))
    assert large.pack is not first.pack
    small = packs.place(Request(5 * unit))
    assert small.pack is first.pack
    assert first.pack.used == first.pack.chunks


@pytest.mark.parametrize("chunks", [31, 32, 33, 34])
def test_spans_of_up_to_512_bytes_wait_for_another_of_their_size(chunks: int) -> None:
    packs = PackList("bins")
    span = packs.place(Request(chunks * 16))
    kept = packs.place(Request(16))
    packs.release(span)
    other = packs.place(Request((chunks - 1) * 16))
    # Where it does not wait, it is a hole like others, and the smallest that fits.
    waits = chunks <= 32
    assert (other.chunk != span.chunk) == waits
    again = packs.place(Request(chunks * 16))
    assert (again.chunk == span.chunk) == waits
    assert kept.pack is again.pack


def test_large_spans_lie_at_the_end_of_a_hole_and_small_ones_at_its_start() -> None:
    for chunks, high in ((128, False), (129, True), (1000, True), (1, False)):
        packs = PackList("bins")
        first = packs.place(Request(40 * 16))
        span = packs.place(Request(chunks * 16))
        assert span.pack is first.pack
        assert span.pack.chunks == 2 * MIB // 16
        # A 1,024th of a pack is what counts as large.
        assert span.pack.chunks >> 10 == 128
        assert span.chunk == (span.pack.chunks - chunks if high else 40)


def test_an_area_that_was_released_holds_nothing() -> None:
    packs = PackList("pack")
    span = packs.place(Request(3 * MIB))
    assert span.pack.oversized
    assert span.pack.used == span.chunks
    assert packs.release(span) is span.pack
    assert span.pack.used == 0
    assert not packs.areas
    assert packs.chunks_total == 0


def test_a_list_that_is_made_again_has_the_same_holes() -> None:
    packs = PackList("bins")
    spans = [packs.place(Request(40 * 16)) for _ in range(4)]
    packs.release(spans[2])
    packs.rebuild()
    assert packs.place(Request(40 * 16)).chunk == spans[2].chunk
    packs.release(spans[1])
    assert packs.place(Request(39 * 16)).chunk == spans[1].chunk
    packs.release(spans[0])
    packs.release(spans[3])
    packs.rebuild()
    holes = {length for pack in packs.packs for length in pack.starts.values()}  # type: ignore[attr-defined]
    assert 0 not in holes


@pytest.mark.parametrize("policy", ["pack", "best-fit", "bins", "bins-64"])
def test_the_pages_that_hold_nothing_are_counted(policy: str) -> None:
    """Exactly where there are bitmaps; else but for where in a page a run begins."""
    chance = random.Random(5)
    packs = PackList(policy, lead=64)
    spans = [packs.place(Request(chance.randint(1, 9000))) for _ in range(2000)]
    unit = 4096 // packs.chunk_size
    for left in (2000, 1200, 400, 50, 0):
        chance.shuffle(spans)
        while len(spans) > left:
            packs.release(spans.pop())
        flags = [bytes(pack.bitmap.free_map()) for pack in packs.packs]
        free = sum(
            taken[at : at + unit] == b"\1" * unit
            for taken in flags
            for at in range(0, len(taken), unit)
        )
        runs = sum(1 for pack in packs.packs for _ in pack.bitmap.holes(unit))
        assert abs(packs.count_free_pages() - free) <= (0 if policy == "pack" else 0.1 * runs + 5)
