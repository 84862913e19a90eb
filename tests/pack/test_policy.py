"""Policies: what the registry knows, and that anyone can write one."""

from __future__ import annotations

import inspect
import random
import textwrap
from collections.abc import Sequence

import pytest

from progpack.arch import Arch
from progpack.errors import SpanError, UsageError
from progpack.pack import Bitmap, JitLimit, Pack, PackList, Pages, Policy, Request, Span, policies
from progpack.pack.view import pack_views
from progpack.snapshot import PROGRAM, PackView, SpanView


def documented() -> str:
    """The code block of the Policy docstring."""
    doc = inspect.getdoc(Policy) or ""
    block = doc.partition("::\n")[2].partition("\n``PackList")[0]
    return textwrap.dedent(block).strip()


def test_the_policy_in_the_documentation_is_ten_lines_and_places_by_best_fit() -> None:
    source = documented()
    assert len([line for line in source.splitlines() if line.strip()]) <= 10
    names: dict[str, type[Policy]] = {}
    exec(source, {"Policy": Policy}, names)
    policy = names["BestFit"]()
    assert policy.name == "my-best-fit"

    packs = PackList(policy)
    spans = [packs.place(Request(64 * n)) for n in (5, 1, 2, 1, 3, 1)]
    for index in (0, 2, 4):
        packs.release(spans[index])
    # Holes of 5, 2 and 3 chunks: first fit would take the first one each time.
    assert packs.place(Request(3 * 64)).chunk == 9
    assert packs.place(Request(2 * 64)).chunk == 6
    assert packs.place(Request(64)).chunk == 0


def test_a_best_fit_never_takes_a_hole_longer_than_needed() -> None:
    names: dict[str, type[Policy]] = {}
    exec(documented(), {"Policy": Policy}, names)
    packs = PackList(names["BestFit"]())
    draw = random.Random(7)
    held = []
    for _ in range(300):
        n = draw.randint(1, 40)
        fits = [h for p in packs.packs for _, h in p.bitmap.holes() if h >= n]
        spot = packs.find(Request(64 * n))
        if fits:
            assert spot.pack is not None
            holes = dict(spot.pack.bitmap.holes())
            assert holes[spot.chunk] == min(fits)
        held.append(packs.take(spot))
        if draw.random() < 0.5:
            packs.release(held.pop(draw.randrange(len(held))))


def test_a_policy_that_chooses_taken_chunks_is_caught() -> None:
    class Wrong(Policy):
        name = "wrong"

        def choose(
            self, chunks: int, packs: Sequence[Pack], request: Request
        ) -> tuple[Pack, int] | None:
            return (packs[0], 0) if packs else None

    packs = PackList(Wrong())
    packs.place(Request(64))
    with pytest.raises(SpanError, match="not all free"):
        packs.place(Request(64))
    assert packs.chunks_used == 1


def test_a_policy_whose_packs_are_not_whole_pages_is_refused() -> None:
    class Odd(Policy):
        name = "odd"

        def pack_size(self, arch: Arch, nodes: int) -> int:
            return 4096 + 64

    with pytest.raises(UsageError, match="not whole pages"):
        PackList(Odd())


def test_a_policy_sees_the_request() -> None:
    class Apart(Policy):
        """Classic programs in packs of their own."""

        name = "apart"

        def __init__(self) -> None:
            self.kind: dict[int, bool] = {}

        def choose(
            self, chunks: int, packs: Sequence[Pack], request: Request
        ) -> tuple[Pack, int] | None:
            mine = [p for p in packs if self.kind.setdefault(p.number, request.classic)
                    is request.classic]  # fmt: skip
            return super().choose(chunks, mine, request)

    packs = PackList(Apart())
    numbers = []
    for classic in (False, True, False, True):
        span = packs.place(Request(64, classic=classic))
        packs.find(Request(64, classic=classic))
        numbers.append(span.pack.number)
    assert numbers == [0, 1, 0, 1]


def test_the_kernels_policies_are_known_by_name() -> None:
    assert policies.names()[:3] == ("page", "pack-4k", "pack")
    kinds = {name: policies.get(name).pages for name in policies.names()[:7]}
    assert kinds == {
        "page": Pages.OWN,
        "pack-4k": Pages.SINGLE,
        "pack": Pages.SINGLE,
        "pack-block": Pages.BLOCK,
        "pack-huge": Pages.HUGE,
        "rox-cache": Pages.HUGE,
        "pack-dirty": Pages.SINGLE,
    }
    for name in policies.names():
        policy = policies.get(name)
        assert policy.name == name
        assert policy.description
        assert policy.source
    assert policies.get("pack") is not policies.get("pack")


def test_an_unknown_policy_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'slab'.*page, pack-4k, pack"):
        policies.get("slab")


def test_a_registered_policy_is_found_and_a_taken_name_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(policies, "_registry", dict(policies._registry))

    @policies.register
    class Mine(Policy):
        name = "mine"

    assert isinstance(PackList("mine").policy, Mine)
    assert policies.register(Mine) is Mine
    assert policies.names()[-1] == "mine"

    class Other(Policy):
        name = "mine"

    with pytest.raises(UsageError, match="already"):
        policies.register(Other)

    class Nameless(Policy):
        pass

    with pytest.raises(UsageError, match="needs a name"):
        policies.register(Nameless)


@pytest.mark.parametrize("size", [0, -64, 48, 8192])
def test_chunks_that_do_not_divide_a_page_are_refused(size: int) -> None:
    class Odd(Policy):
        name = "odd"
        chunk_size = size

    with pytest.raises(UsageError, match="do not divide a page"):
        PackList(Odd())


def test_a_policy_is_told_of_what_is_freed_also_at_the_end_of_a_span() -> None:
    class Told(Policy):
        name = "told"

        def __init__(self) -> None:
            self.freed_from: list[tuple[int, int]] = []

        def freed(self, pack: Pack, packs: Sequence[Pack]) -> None:
            self.freed_from.append((pack.number, pack.used))

    policy = Told()
    packs = PackList(policy)
    one, two = packs.place(Request(5 * 64)), packs.place(Request(64))
    assert packs.shrink(one, 5) == 0
    assert policy.freed_from == []
    assert packs.shrink(one, 2) == 3
    assert policy.freed_from == [(0, 3)]
    packs.release(one)
    assert policy.freed_from == [(0, 3), (0, 1)]
    packs.release(two)
    assert policy.freed_from == [(0, 3), (0, 1)], "the pack is gone"


def test_packs_that_are_adopted_and_packs_that_are_made_count_on() -> None:
    packs = PackList("pack")
    numbers = [packs.adopt([(0, 1)])[0].pack.number for _ in range(2)]
    numbers += [packs.place(Request(packs.pack_size)).pack.number for _ in range(2)]
    assert numbers == [0, 1, 2, 3]
    assert packs.chunks_total == sum(pack.chunks for pack in packs.packs)


def test_a_request_is_placed_here_or_needs_a_new_pack() -> None:
    packs = PackList("pack")
    assert packs.place_here(Request(64)) is None
    first = packs.place(Request(64, name="first"))
    second = packs.place_here(Request(100, name="second"))
    assert second is not None
    assert (second.pack, second.chunk, second.chunks) == (first.pack, 1, 2)
    third = packs.place_here(Request(1))
    assert third is not None
    assert (third.pack, third.chunk, third.chunks) == (first.pack, 3, 1)
    packs.release(third)
    assert packs.place_here(Request(packs.pack_size + 1)) is None
    assert packs.place_here(Request(packs.pack_size)) is None
    assert packs.spans == (first, second)


def test_what_is_shown_of_spans_packs_and_lists() -> None:
    packs = PackList("pack")
    span, large = packs.place(Request(100, name="first")), packs.place(Request(packs.pack_size + 1))
    assert repr(span) == "<span first: pack 0, chunk 0, 2 chunks>"
    assert repr(large) == "<span: area 0, chunk 0, 32832 chunks>"
    assert repr(span.pack) == "<pack 0: 2 of 32768 chunks taken>"
    assert repr(large.pack) == "<area 0: 32832 of 32832 chunks taken>"
    assert repr(packs) == "<PackList pack: 1 packs, 1 areas, 32834 of 65600 chunks taken>"
    assert (span.size, span.offset, large.size, len(packs)) == (128, 0, 32832 * 64, 2)


def test_a_list_as_views_has_each_span_in_its_pack_or_area() -> None:
    packs = PackList("page")
    assert pack_views(packs) == ((), ())
    packs = PackList("pack")
    spans = [packs.place(Request(size, name=f"n{size}")) for size in (100, packs.pack_size + 1, 64)]
    assert list(packs) == [spans[0], spans[2], spans[1]]
    inside, apart = pack_views(packs, address=lambda pack: pack.number + 7, pages="of paper")
    assert inside == (
        PackView(
            0, 7, packs.pack_size, 32768,
            (SpanView(0, 2, "n100", 100, PROGRAM), SpanView(2, 1, "n64", 64, PROGRAM)), "of paper",
        ),
    )  # fmt: skip
    name, size = spans[1].request.name, spans[1].request.size
    area = SpanView(0, 32832, name, size, PROGRAM)
    assert apart == (PackView(0, 7, 32832 * 64, 32832, (area,), "of paper"),)
    packs.release(spans[1])
    other = SpanView(0, 1, "other", 64, PROGRAM)
    packs.release(spans[2])
    (shown,), _ = pack_views(packs, span=lambda span: other)
    assert (shown.address, shown.spans) == (None, (other,))


def test_parts_of_a_large_span_are_found_as_what_they_are() -> None:
    packs = PackList("bins-64")
    whole, behind = packs.place(Request(200 * 64)), packs.place(Request(64))
    counts = (1, 63, 64, 65, 7)
    parts = [(Span(whole.pack, 0, 0, whole.request), n, Request(n * 64)) for n in counts]
    packs.split(whole, parts)
    pack, at = whole.pack, whole.chunk
    starts = [at, at + 1, at + 64, at + 128, at + 193]
    assert [(part.chunk, part.chunks) for part, _, _ in parts] == [
        *zip(starts, counts, strict=True)
    ]
    for (part, count, _), first in zip(parts, starts, strict=True):
        assert [pack.span_at(first + i) for i in (0, count // 2, count - 1)] == [part] * 3
    assert len(packs) == 6
    for part, _, _ in parts:
        packs.release(part)
        assert pack.span_at(part.chunk) is None
    # No place is looked at for a large span that is gone.
    assert not any(pack.large)
    assert pack.used == 1
    assert pack.span_at(behind.chunk) is behind


def test_the_policies_of_kernels_that_flush_predictors() -> None:
    assert [name for name in policies.names() if policies.get(name).flushes] == [
        "pack-dirty",
        "flush-each",
    ]


@pytest.mark.parametrize("before", [0, 1, 2, 62, 63, 64, 65])
def test_no_mark_of_a_large_span_is_left_wherever_it_began(before: int) -> None:
    packs = PackList("pack")
    spans = [packs.place(Request(n * 64)) for n in (before, 65) if n]
    pack = spans[-1].pack
    marks = list(pack.large)
    assert (spans[-1].chunk, any(marks)) == (before, True)
    for span in spans:
        packs.release(span)
    assert not any(pack.large)
    runs = [(0, before), (before, 65)] if before else [(0, 65)]
    adopted = PackList("pack").adopt(runs)
    assert list(adopted[0].pack.large) == marks


def test_what_is_shown_of_the_small_things() -> None:
    bitmap, limit = Bitmap(8), JitLimit(4096)
    bitmap.set(2, 3)
    limit.charge(64)
    assert repr(bitmap) == "<Bitmap 3 of 8 taken>"
    assert repr(limit) == "<JitLimit 64 of 4096 bytes>"
    assert repr(policies.get("bins-64")) == "<policy bins-64>"
