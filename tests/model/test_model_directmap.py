"""The direct map against a shadow that knows the size of the entry of every single page."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from progpack.errors import UsageError
from progpack.model.directmap import BLOCK, REGION, DirectMap, Entry

# Two ranges: one that begins and ends in the middle of blocks, and one with whole regions.
RAM = ((1, 3 * BLOCK + 480), (REGION, 3 * REGION + 2 * BLOCK + 7))
PAGES = st.one_of(
    st.integers(1, 3 * BLOCK + 479),
    st.integers(REGION, 3 * REGION + 2 * BLOCK + 6),
    # Near each other, so that blocks are met again.
    st.integers(REGION + BLOCK - 4, REGION + BLOCK + 4),
)


class Shadow:
    """What each page is mapped by, one by one, for the blocks and regions that were touched."""

    def __init__(self) -> None:
        self.split_regions: set[int] = set()
        self.split_blocks: set[int] = set()
        self.readonly: set[int] = set()
        self.splits = [0, 0]

    @staticmethod
    def inside(first: int, count: int) -> bool:
        return any(low <= first and first + count <= high for low, high in RAM)

    def size(self, page: int) -> str:
        region, block = page // REGION, page // BLOCK
        if self.inside(region * REGION, REGION) and region not in self.split_regions:
            return "1G"
        if self.inside(block * BLOCK, BLOCK) and block not in self.split_blocks:
            return "2M"
        return "4K"

    def split(self, page: int, until: str) -> None:
        if self.size(page) == "1G":
            self.split_regions.add(page // REGION)
            self.splits[1] += 1
        if until == "4K" and self.size(page) == "2M":
            self.split_blocks.add(page // BLOCK)
            self.splits[0] += 1

    def protect(self, page: int) -> None:
        if self.size(page) == "4K" or page not in self.readonly:
            self.split(page, "4K")
        self.readonly.add(page)

    def reset(self, page: int) -> None:
        self.split(page, "4K")
        self.readonly.discard(page)

    def whole(self, block: int, readonly: bool) -> None:
        pages = range(block * BLOCK, (block + 1) * BLOCK)
        if self.size(pages[0]) != "4K":
            self.split(pages[0], "2M")
        if readonly:
            self.readonly.update(pages)
        else:
            self.readonly.difference_update(pages)


class Machine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.map = DirectMap(RAM)
        self.shadow = Shadow()

    def within(self, page: int, count: int) -> int:
        end = next(high for low, high in RAM if low <= page < high)
        return min(count, end - page)

    @rule(page=PAGES, count=st.sampled_from([1, 2, 3, 63, 511, 512, 700]))
    def protect(self, page: int, count: int) -> None:
        count = self.within(page, count)
        before = list(self.shadow.splits)
        for each in range(page, page + count):
            self.shadow.protect(each)
        taken = self.map.protect(page, count)
        assert list(taken) == [
            now - old for now, old in zip(self.shadow.splits, before, strict=True)
        ]

    @rule(page=PAGES, count=st.sampled_from([1, 5, 512, 600]))
    def reset(self, page: int, count: int) -> None:
        count = self.within(page, count)
        for each in range(page, page + count):
            self.shadow.reset(each)
        self.map.reset(page, count)

    @rule(page=PAGES, readonly=st.booleans())
    def whole(self, page: int, readonly: bool) -> None:
        block = page // BLOCK
        if not Shadow.inside(block * BLOCK, BLOCK):
            return
        self.shadow.whole(block, readonly)
        (self.map.protect_block if readonly else self.map.reset_block)(block)

    @rule(page=PAGES)
    def look(self, page: int) -> None:
        size = self.shadow.size(page)
        assert self.map.is_giant(page) == (size == "1G")
        assert self.map.is_large(page) == (size == "2M")
        assert self.map.is_readonly(page) == (page in self.shadow.readonly)

    @precondition(lambda self: len(self.shadow.split_blocks) < 8)
    @rule()
    def walk(self) -> None:
        """The entries cover the memory once, and say of each page what the shadow says."""
        at = iter(RAM)
        low, high = next(at)
        page = low
        widths = {"4K": 1, "2M": BLOCK, "1G": REGION}
        for entry in self.map.entries():
            if page == high:
                low, high = next(at)
                page = low
            assert entry.page == page
            for first in {page, page + (entry.entries - 1) * widths[entry.size]}:
                assert self.shadow.size(first) == entry.size
                assert (first not in self.shadow.readonly) == entry.writable
            page += entry.entries * widths[entry.size]
        assert page == RAM[-1][1]

    @precondition(lambda self: len(self.shadow.split_blocks) < 8)
    @rule()
    def again(self) -> None:
        """A map made from the entries is the same map."""
        copy = DirectMap.from_entries(self.map.entries())
        assert list(copy.entries()) == list(self.map.entries())
        assert (copy.small, copy.large, copy.giant) == (
            self.map.small,
            self.map.large,
            self.map.giant,
        )
        assert copy.level2_splits == copy.level3_splits == 0

    @invariant()
    def counts(self) -> None:
        assert [self.map.level2_splits, self.map.level3_splits] == self.shadow.splits
        pages = sum(high - low for low, high in RAM)
        assert self.map.small + BLOCK * self.map.large + REGION * self.map.giant == pages
        assert self.map.giant == 2 - len(self.shadow.split_regions)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)


def test_a_page_of_a_gigabyte_costs_two_splits_and_stays_split() -> None:
    direct = DirectMap([(0, 2 * REGION)])
    assert direct.protect(REGION + 5) == (1, 1)
    assert direct.protect(REGION + 6) == (0, 0)
    assert direct.reset(REGION + 5, 2) == (0, 0)
    assert (direct.giant, direct.large, direct.small) == (1, 511, 512)
    assert direct.readonly_pages == 0


def test_a_huge_page_stays_whole_until_it_is_reset_page_by_page() -> None:
    direct = DirectMap([(0, REGION)])
    assert direct.protect_block(3) == (0, 1)
    assert direct.readonly_blocks == 1
    assert direct.reset(3 * BLOCK, BLOCK) == (1, 0)
    assert direct.readonly_blocks == direct.readonly_pages == 0


def test_without_large_entries_nothing_splits() -> None:
    direct = DirectMap([(0, REGION)], huge=False)
    assert direct.protect(77, 600) == (0, 0)
    assert direct.readonly_pages == 600
    assert next(direct.entries()) == Entry("4K", 0, 77, True)


def test_ranges_must_ascend() -> None:
    with pytest.raises(UsageError, match="does not follow"):
        DirectMap([(REGION, 2 * REGION), (0, REGION)])
