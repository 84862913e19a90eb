"""Free pages against a shadow that knows the owner of each page."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from progpack.model.aged import aged_zone
from progpack.model.buddy import MAX_ORDER, MOVABLE, UNMOVABLE, Buddy, PerCpu
from progpack.model.machine import Zone

START, END = 3 * 1024 - 17, 9 * 1024 + 300


class Machine(RuleBasedStateMachine):
    """No page has two owners, what is free is counted, and buddies that are free are together."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = Buddy([(START, END)])
        self.owned: dict[int, int] = {}
        self.pages: set[int] = set()
        self.free = END - START

    @rule(order=st.integers(0, MAX_ORDER), mobility=st.sampled_from([MOVABLE, UNMOVABLE]))
    def take(self, order: int, mobility: int) -> None:
        page = self.zone.take(order, mobility)
        if page is None:
            largest = max((o for _, o, _ in self.zone.blocks()), default=-1)
            assert largest < order
            return
        assert page % (1 << order) == 0
        assert START <= page <= page + (1 << order) <= END
        self.own(page, order)

    @rule(count=st.integers(1, 700), mobility=st.sampled_from([MOVABLE, UNMOVABLE]))
    def take_pages(self, count: int, mobility: int) -> None:
        """Single pages are those that so many single requests would get, in that order."""
        pages = self.zone.take_pages(count, mobility)
        assert len(pages) == min(count, self.free)
        for page in pages:
            self.own(page, 0)

    @rule(data=st.data())
    def give(self, data: st.DataObject) -> None:
        if self.owned:
            page = data.draw(st.sampled_from(sorted(self.owned)))
            order = self.owned.pop(page)
            self.zone.give(page, order)
            self.free += 1 << order
            self.pages.difference_update(range(page, page + (1 << order)))

    def own(self, page: int, order: int) -> None:
        mine = range(page, page + (1 << order))
        assert self.pages.isdisjoint(mine)
        self.pages.update(mine)
        self.owned[page] = order
        self.free -= 1 << order

    @invariant()
    def consistent(self) -> None:
        assert self.zone.free == self.free
        blocks = self.zone.blocks()
        assert sum(1 << order for _, order, _ in blocks) == self.free
        end = 0
        known = {page: order for page, order, _ in blocks}
        for page, order, _ in blocks:
            assert page >= end
            end = page + (1 << order)
            if order < MAX_ORDER:
                assert known.get(page ^ (1 << order)) != order or not self.fresh(page, order)

    def fresh(self, page: int, order: int) -> bool:
        """Whether both buddies lie where the zone began in one piece: then they are together."""
        low = page & ~(1 << order)
        return low >= START and low + (2 << order) <= END and page >= 4096


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


@given(count=st.integers(1, 600), before=st.integers(0, 40))
@settings(deadline=None)
def test_many_single_pages_are_single_pages_one_by_one(count: int, before: int) -> None:
    one, many = Buddy([(1024, 4096)]), Buddy([(1024, 4096)])
    for zone in (one, many):
        for _ in range(before):
            zone.take(before % 4)
    assert many.take_pages(count) == [one.take(0) for _ in range(count)]
    assert many.blocks() == one.blocks()


def test_unmovable_pages_claim_the_lowest_block_and_keep_to_it() -> None:
    zone = Buddy([(1 << 20, (1 << 20) + 8 * 1024)])
    first = zone.take_pages(1000, UNMOVABLE)
    user = zone.take_pages(1000, MOVABLE)
    more = zone.take_pages(24, UNMOVABLE)
    assert first == list(range(1 << 20, (1 << 20) + 1000))
    assert user == list(range((1 << 20) + 1024, (1 << 20) + 2024))
    assert more == list(range((1 << 20) + 1000, (1 << 20) + 1024))
    assert zone.unmovable_blocks == (1 << 11, (1 << 11) + 1)


def test_a_small_claim_takes_over_a_half_free_pageblock() -> None:
    zone = Buddy()
    zone.add(0, 8, MOVABLE)
    zone.add(384, 7, MOVABLE)
    assert zone.take(0, UNMOVABLE) in (0, 384)
    assert zone.unmovable_blocks == (0,)
    # All that is free there came with it.
    assert {mobility for _, _, mobility in zone.blocks()} == {UNMOVABLE}
    assert zone.free == 256 + 128 - 1


def test_a_small_claim_leaves_a_pageblock_that_is_mostly_taken() -> None:
    zone = Buddy()
    zone.add(0, 5, MOVABLE)
    assert zone.take(0, UNMOVABLE) == 0
    assert zone.unmovable_blocks == ()


def test_what_was_freed_last_is_taken_first() -> None:
    cpu = PerCpu([Buddy([(0, 4096)])], batch=8, high=16)
    assert cpu.take(3) == [0, 1, 2]
    assert cpu.give([0, 1, 2]) == []
    assert cpu.take(2) == [2, 1]


def test_a_cpu_gives_the_oldest_pages_back() -> None:
    cpu = PerCpu([Buddy([(0, 4096)])], batch=4, high=8)
    pages = cpu.take(12)
    assert pages == list(range(12))
    assert cpu.give(pages) == list(range(8))
    assert cpu.pages == [8, 9, 10, 11]


def test_short_lived_memory_is_taken_again_and_old_pages_stay_below() -> None:
    cpu = PerCpu([Buddy([(0, 4096)])], batch=4, high=100)
    cpu.churn(6)
    assert cpu.take(3) == [5, 4, 3]
    cpu.churn(6)
    assert cpu.pages[-1] not in (0, 1, 2)
    assert set(cpu.pages) >= {0, 1, 2}


def test_more_than_there_is_takes_nothing() -> None:
    cpu = PerCpu([Buddy([(0, 10)]), Buddy([(100, 105)])])
    assert cpu.take(16) is None
    taken = cpu.take(15)
    assert taken is not None
    assert sorted(taken) == [*range(10), *range(100, 105)]


@pytest.mark.parametrize("seed", range(4))
def test_an_aged_zone_has_the_histogram_that_was_given(seed: int) -> None:
    zone = Zone(0, "Normal", (50, 40, 30, 20, 10, 9, 8, 7, 6, 5, 40), (20, 10, 5, 3, 1, 1, 0, 0))
    made = aged_zone(zone, [(1 << 20, 2 << 20)], random.Random(seed))
    assert made.histogram() == zone.free
    assert made.histogram(UNMOVABLE)[: len(zone.unmovable)] == zone.unmovable
    assert made.free == sum(n << order for order, n in enumerate(zone.free))
    # Pieces of kernel memory lie side by side, not one in each pageblock.
    assert len(made.unmovable_blocks) < 20
    pages = made.free
    while (page := made.take(0, MOVABLE)) is not None:
        assert 1 << 20 <= page < 2 << 20
        pages -= 1
    assert pages == 0
