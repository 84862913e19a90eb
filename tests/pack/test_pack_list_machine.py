"""Sequences of loads and frees against a naive model.

The model is written from the description of the kernel's rule only: a list of packs, each a list
of booleans, scanned one chunk at a time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from progpack.arch import Arch
from progpack.errors import SpanError
from progpack.pack import FirstFit2M, Pack, PackList, Page, Policy, Request, Span

EXAMPLES = int(os.environ.get("PROGPACK_PACK_EXAMPLES", "300"))
STEPS = int(os.environ.get("PROGPACK_PACK_STEPS", "60"))
PAGE = 4096


class SmallPacks(FirstFit2M):
    """First fit in packs of one or more pages, so that packs fill up."""

    name = "small-packs"
    pages_each = 1

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return self.pages_each * arch.page_size * nodes


class FourPages(SmallPacks):
    name = "four-pages"
    pages_each = 4


@dataclass
class Shadow:
    """Packs as lists of booleans: True where a chunk is taken."""

    pack_bytes: int
    packs: list[list[bool]] = field(default_factory=list)
    areas: list[list[bool]] = field(default_factory=list)

    def load(self, size: int) -> tuple[list[bool], int, int]:
        """The pack or the area, the first chunk, and how many."""
        if size > self.pack_bytes:
            pages = 0
            while pages * PAGE < size:
                pages += 1
            area = [True] * (pages * 64)
            self.areas.append(area)
            return area, 0, pages * 64
        wanted = 0
        while wanted * 64 < size:
            wanted += 1
        for pack in self.packs:
            for first in range(len(pack)):
                here = pack[first : first + wanted]
                if len(here) == wanted and True not in here:
                    pack[first : first + wanted] = [True] * wanted
                    return pack, first, wanted
        new = [False] * (self.pack_bytes // 64)
        new[:wanted] = [True] * wanted
        self.packs.append(new)
        return new, 0, wanted

    def free(self, pack: list[bool], first: int, chunks: int) -> bool:
        """Whether the pack, or the area, is gone after it."""
        for chunk in range(first, first + chunks):
            assert pack[chunk]
            pack[chunk] = False
        if True in pack:
            return False
        self.packs = [other for other in self.packs if other is not pack]
        self.areas = [other for other in self.areas if other is not pack]
        return True


def taken_of(packs: Sequence[Pack]) -> list[list[bool]]:
    """The bitmaps of a list of packs as lists of booleans."""
    flags = [[False] * pack.chunks for pack in packs]
    for pack, bits in zip(packs, flags, strict=True):
        for first, count in pack.bitmap.runs():
            bits[first : first + count] = [True] * count
    return flags


class PackMachine(RuleBasedStateMachine):
    """Loads and frees in any order, in the `PackList` and in the model."""

    policy: type[Policy] = FirstFit2M
    nodes = 1
    sizes: st.SearchStrategy[int] = st.integers(1, 9000)

    held = Bundle("held")
    freed = Bundle("freed")

    @initialize()
    def start(self) -> None:
        self.list = PackList(self.policy(), nodes=self.nodes)
        self.shadow = Shadow(self.list.pack_size)
        self.twins: dict[Span, tuple[list[bool], int, int]] = {}
        self.loads = 0

    @rule(target=held, size=st.runner().flatmap(lambda self: self.sizes), classic=st.booleans())
    def load(self, size: int, classic: bool) -> Span:
        self.loads += 1
        request = Request(size, classic, f"p{self.loads}")
        before = (len(self.list.packs), len(self.list.areas), self.list.chunks_used)
        spot = self.list.find(request)
        assert (len(self.list.packs), len(self.list.areas), self.list.chunks_used) == before
        packs_before = self.list.packs
        span = self.list.take(spot, backing=f"b{self.loads}")
        pack, first, chunks = self.shadow.load(size)
        oversized = any(other is pack for other in self.shadow.areas)
        assert (span.chunk, span.chunks, span.oversized) == (first, chunks, oversized)
        assert span.size == chunks * 64 >= size
        assert span.request == request
        if oversized:
            assert span.pack is self.list.areas[-1]
            assert span.pack.chunks == chunks
            assert spot.region == span.size
        else:
            place = [other is pack for other in self.shadow.packs].index(True)
            assert self.list.packs[place] is span.pack
            assert spot.region == (0 if span.pack in packs_before else self.list.pack_size)
        if spot.region:
            assert spot.pack is None
            assert span.pack.backing == f"b{self.loads}"
        self.twins[span] = (pack, first, chunks)
        return span

    @rule(target=held, size=st.runner().flatmap(lambda self: self.sizes))
    def load_at_once(self, size: int) -> Span:
        """`place` gives what `find` and `take` would."""
        request = Request(size)
        spot = self.list.find(request)
        span = self.list.place(request, backing="at once")
        assert (span.chunk, span.chunks, span.oversized) == (
            spot.chunk,
            spot.chunks,
            spot.oversized,
        )
        assert (span.pack is spot.pack) == (spot.pack is not None)
        if spot.pack is None:
            assert span.pack.backing == "at once"
        self.twins[span] = self.shadow.load(size)
        return span

    @rule(target=freed, span=consumes(held))
    def free(self, span: Span) -> Span:
        gone = self.list.release(span)
        assert (gone is not None) == self.shadow.free(*self.twins.pop(span))
        if gone is not None:
            assert gone is span.pack
            assert gone not in self.list.packs
            assert gone not in self.list.areas
        return span

    @rule(span=freed)
    def free_again(self, span: Span) -> None:
        with pytest.raises(SpanError):
            self.list.release(span)

    @rule(size=st.runner().flatmap(lambda self: self.sizes))
    def ask_twice_take_twice(self, size: int) -> None:
        """Two spots asked for at once: the second is refused if the first took its chunks."""
        one = self.list.find(Request(size))
        two = self.list.find(Request(size))
        span = self.list.take(one)
        if one.pack is not None:
            with pytest.raises(SpanError, match="stale"):
                self.list.take(two)
        gone = self.list.release(span)
        if gone is not None and one.pack is not None:
            with pytest.raises(SpanError, match="stale"):
                self.list.take(two)

    @invariant()
    def same_as_the_model(self) -> None:
        packs = self.list.packs
        assert taken_of(packs) == self.shadow.packs
        assert taken_of(self.list.areas) == self.shadow.areas
        assert set(self.list.spans) == set(self.twins)
        assert len(self.list) == len(self.twins)
        regions = self.shadow.packs + self.shadow.areas
        assert self.list.chunks_total == sum(map(len, regions))
        assert self.list.chunks_used == sum(region.count(True) for region in regions)
        assert [pack.number for pack in packs] == sorted({pack.number for pack in packs})
        for pack in packs:
            assert pack.bound >= pack.bitmap.largest_hole


def around(pack_bytes: int) -> st.SearchStrategy[int]:
    """Sizes of all kinds: tiny, chunk boundaries, and around a pack and a page."""
    edges = [1, 63, 64, 65, 128, 4032, 4033, 4096, 4097, pack_bytes - 64, pack_bytes]
    edges += [pack_bytes + 1, pack_bytes + 64, pack_bytes // 2, 3 * pack_bytes]
    return st.one_of(
        st.integers(1, 320), st.integers(1, max(64, pack_bytes // 3)), st.sampled_from(edges)
    )


CASES = [
    ("one page", SmallPacks, 1, around(PAGE)),
    ("one page, two nodes", SmallPacks, 2, around(2 * PAGE)),
    ("four pages", FourPages, 1, around(4 * PAGE)),
    ("four pages, two nodes", FourPages, 2, around(8 * PAGE)),
    ("page", Page, 1, around(PAGE)),
    ("page, two nodes", Page, 2, around(PAGE)),
]


@pytest.mark.parametrize(
    ("policy", "nodes", "sizes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_every_sequence_places_as_the_model(
    policy: type[Policy], nodes: int, sizes: st.SearchStrategy[int]
) -> None:
    machine = type("Machine", (PackMachine,), {"policy": policy, "nodes": nodes, "sizes": sizes})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=False
        ),
    )
