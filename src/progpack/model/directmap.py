"""The direct map: how a kernel maps all of its memory, and what splits its large entries.

x86-64 maps memory by entries of 1 GiB (level 3), 2 MiB (level 2) and 4 KiB. Making a page of an
executable area read-only makes its alias here read-only too, and a large entry that is not covered
as a whole is split for it, for good. Nothing here puts entries together again: set_memory_rox()
can, from 6.15 on, but only in the range that it is given, which is never the direct map.

Source: arch/x86/mm/pat/set_memory.c, cpa_process_alias(), should_split_large_page().
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from progpack.errors import UsageError

__all__ = ["BLOCK", "REGION", "WIDTHS", "DirectMap", "Entry", "Size"]

BLOCK: Final = 512
"""Pages of 4 KiB in an entry of 2 MiB."""

REGION: Final = 512 * BLOCK
"""Pages of 4 KiB in an entry of 1 GiB."""

_BLOCK_BITS: Final = 9
_REGION_BITS: Final = 18

Size: TypeAlias = Literal["4K", "2M", "1G"]

WIDTHS: Final[dict[Size, int]] = {"4K": 1, "2M": BLOCK, "1G": REGION}
"""Pages of 4 KiB that an entry of each size maps."""


class Entry(NamedTuple):
    """Entries of one size and protection that follow each other.

    Attributes:
        size: of each entry.
        page: number of the first page (physical address / 4096).
        entries: how many of them.
        writable: whether the kernel can write through them.
    """

    size: Size
    page: int
    entries: int
    writable: bool

    def with_more(self, entries: int) -> Entry:
        """The entries, and so many more behind them."""
        return self._replace(entries=self.entries + entries)

    @property
    def end(self) -> int:
        """Number of the page behind the last one."""
        return self.page + self.entries * WIDTHS[self.size]


class DirectMap:
    """The entries, by what is not as at first: state is kept only for what was split or protected.

    Args:
        ram: (first page, end page) of each range of memory, ascending.
        gigantic: whether entries of 1 GiB are used.
        huge: whether entries larger than a page are used at all.

    Attributes:
        level2_splits: 2 MiB entries that were split.
        level3_splits: 1 GiB entries that were split.
        small: entries of 4 KiB now.
        large: entries of 2 MiB now.
        giant: entries of 1 GiB now.

    Raises:
        UsageError: the ranges are not ascending.
    """

    __slots__ = (
        "_blocks",
        "_giants",
        "_ram",
        "_readonly",
        "_readonly_blocks",
        "giant",
        "large",
        "level2_splits",
        "level3_splits",
        "small",
    )

    def __init__(
        self, ram: Sequence[tuple[int, int]], *, gigantic: bool = True, huge: bool = True
    ) -> None:
        end = 0
        for first, last in ram:
            if first < end or last <= first:
                raise UsageError(f"memory from page {first} to {last} does not follow {end}")
            end = last
        self._ram = tuple(ram)
        # Regions mapped by one entry. There are as many as gigabytes of memory.
        self._giants: set[int] = set()
        # Blocks that were split, among those that could be whole.
        self._blocks: set[int] = set()
        # Small read-only entries, and large ones.
        self._readonly: set[int] = set()
        self._readonly_blocks: set[int] = set()
        self.level2_splits = 0
        self.level3_splits = 0
        pages = sum(last - first for first, last in ram)
        blocks = 0
        for first, last in ram:
            if gigantic and huge:
                self._giants.update(range(-(-first // REGION), last // REGION))
            if huge:
                blocks += max(0, last // BLOCK - -(-first // BLOCK))
        if not huge:
            # No block is whole.
            self._blocks = _Everything()
        self.giant = len(self._giants)
        self.large = blocks - self.giant * BLOCK
        self.small = pages - blocks * BLOCK

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> DirectMap:
        """A direct map as it was found, for instance by a walk of the page tables.

        Args:
            entries: ascending.
        """
        entries = list(entries)
        ram: list[tuple[int, int]] = []
        for entry in entries:
            last = entry.end
            if ram and ram[-1][1] == entry.page:
                ram[-1] = ram[-1][0], last
            else:
                ram.append((entry.page, last))
        direct = cls(ram)
        for entry in entries:
            if entry.size != "1G":
                direct.split_as(entry)
        direct.level2_splits = direct.level3_splits = 0
        return direct

    def split_as(self, entry: Entry) -> None:
        """Split until there are pages or blocks where an entry has them, as writable as those."""
        small = entry.size == "4K"
        for page in (*range(entry.page, entry.end, BLOCK), entry.end - 1):
            self._split_giant(page >> _REGION_BITS)
            if small:
                self._split_block(page >> _BLOCK_BITS)
        if entry.writable:
            return
        if small:
            self._readonly.update(range(entry.page, entry.page + entry.entries))
        else:
            first = entry.page >> _BLOCK_BITS
            self._readonly_blocks.update(range(first, first + entry.entries))

    def protect(self, page: int, count: int = 1) -> tuple[int, int]:
        """Make pages read-only, one by one, as for an area that is mapped by small pages.

        Returns:
            (level 2, level 3) splits that this took.
        """
        before = self.level2_splits, self.level3_splits
        end = page + count
        blocks = self._blocks
        for block in range(page >> _BLOCK_BITS, ((end - 1) >> _BLOCK_BITS) + 1):
            if block not in blocks:
                if block in self._readonly_blocks:
                    # The protection is as asked for already.
                    continue
                self._split(block)
            first = block << _BLOCK_BITS
            low, high = max(page, first), min(end, first + BLOCK)
            if high - low == 1:
                self._readonly.add(low)
            else:
                self._readonly.update(range(low, high))
        return self.level2_splits - before[0], self.level3_splits - before[1]

    def protect_block(self, block: int) -> tuple[int, int]:
        """Make a whole aligned block of 2 MiB read-only, as for an area of huge pages.

        Args:
            block: number of its first page / 512.

        Returns:
            (level 2, level 3) splits that this took: an entry of 2 MiB stays whole.
        """
        if block in self._blocks or not self._is_block(block):
            return self.protect(block << _BLOCK_BITS, BLOCK)
        before = self.level3_splits
        self._split_giant(block >> (_REGION_BITS - _BLOCK_BITS))
        self._readonly_blocks.add(block)
        return 0, self.level3_splits - before

    def reset(self, page: int, count: int = 1) -> tuple[int, int]:
        """Make pages writable again, as vfree() does: not present first, one by one.

        Source: mm/vmalloc.c, vm_reset_perms(): set_direct_map_invalid_noflush() for each page,
        which splits an entry whatever its protection is.

        Returns:
            (level 2, level 3) splits that this took.
        """
        before = self.level2_splits, self.level3_splits
        end = page + count
        for block in range(page >> _BLOCK_BITS, ((end - 1) >> _BLOCK_BITS) + 1):
            if block not in self._blocks:
                self._split(block)
            first = block << _BLOCK_BITS
            low, high = max(page, first), min(end, first + BLOCK)
            if high - low == 1:
                self._readonly.discard(low)
            else:
                self._readonly.difference_update(range(low, high))
        return self.level2_splits - before[0], self.level3_splits - before[1]

    def reset_block(self, block: int) -> tuple[int, int]:
        """Make a whole aligned block writable again, keeping its entry; as `protect_block`."""
        if block in self._blocks or not self._is_block(block):
            return self.reset(block << _BLOCK_BITS, BLOCK)
        before = self.level3_splits
        self._split_giant(block >> (_REGION_BITS - _BLOCK_BITS))
        self._readonly_blocks.discard(block)
        return 0, self.level3_splits - before

    def touch(self, page: int) -> None:
        """Split down to a page without protecting it or counting: for what happened before."""
        self._split_giant(page >> _REGION_BITS, counted=False)
        self._split_block(page >> _BLOCK_BITS, counted=False)

    def break_giant(self, region: int) -> None:
        """Split an entry of 1 GiB without counting, for what happened before."""
        self._split_giant(region, counted=False)

    def is_giant(self, page: int) -> bool:
        """Whether a page lies in an entry of 1 GiB."""
        return page >> _REGION_BITS in self._giants

    def is_large(self, page: int) -> bool:
        """Whether a page lies in an entry of 2 MiB."""
        block = page >> _BLOCK_BITS
        return not self.is_giant(page) and block not in self._blocks and self._is_block(block)

    def is_readonly(self, page: int) -> bool:
        """Whether the kernel cannot write to a page through the direct map."""
        return page in self._readonly or page >> _BLOCK_BITS in self._readonly_blocks

    @property
    def readonly_pages(self) -> int:
        """Entries of 4 KiB that are read-only."""
        return len(self._readonly)

    @property
    def readonly_blocks(self) -> int:
        """Entries of 2 MiB that are read-only."""
        return len(self._readonly_blocks)

    @property
    def giants(self) -> frozenset[int]:
        """Numbers of the regions (page / 2**18) that are one entry of 1 GiB."""
        return frozenset(self._giants)

    def entries(self) -> Iterator[Entry]:
        """All entries, ascending, those of one size and protection together."""
        last: Entry | None = None
        for piece in self._pieces():
            if (
                last
                and (last.size, last.writable) == (piece.size, piece.writable)
                and last.end == piece.page
            ):
                last = last.with_more(piece.entries)
            else:
                if last:
                    yield last
                last = piece
        if last:
            yield last

    def _pieces(self) -> Iterator[Entry]:
        for first, last in self._ram:
            page = first
            while page < last:
                if page >> _REGION_BITS in self._giants:
                    yield Entry("1G", page, 1, True)
                    page += REGION
                    continue
                block = page >> _BLOCK_BITS
                if block not in self._blocks and self._is_block(block):
                    yield Entry("2M", page, 1, block not in self._readonly_blocks)
                    page += BLOCK
                    continue
                end = min(last, (block + 1) << _BLOCK_BITS)
                while page < end:
                    writable = page not in self._readonly
                    run = page + 1
                    while run < end and (run not in self._readonly) is writable:
                        run += 1
                    yield Entry("4K", page, run - page, writable)
                    page = run

    def _split(self, block: int) -> None:
        """Down to small entries."""
        self._split_giant(block >> (_REGION_BITS - _BLOCK_BITS))
        self._split_block(block)

    def _split_giant(self, region: int, *, counted: bool = True) -> None:
        if region in self._giants:
            self._giants.remove(region)
            self.giant -= 1
            self.large += BLOCK
            self.level3_splits += counted

    def _split_block(self, block: int, *, counted: bool = True) -> None:
        if block not in self._blocks and self._is_block(block):
            self._blocks.add(block)
            self.large -= 1
            self.small += BLOCK
            self.level2_splits += counted
            if block in self._readonly_blocks:
                self._readonly_blocks.remove(block)
                first = block << _BLOCK_BITS
                self._readonly.update(range(first, first + BLOCK))

    def _is_block(self, block: int) -> bool:
        """Whether all pages of a block are memory, so that one entry could map it."""
        first = block << _BLOCK_BITS
        return any(low <= first and first + BLOCK <= high for low, high in self._ram)


class _Everything(set[int]):
    """A set that has every number, and takes more."""

    def __contains__(self, item: object) -> bool:
        return True

    def add(self, item: int) -> None:
        """Do nothing: the number is in already."""
