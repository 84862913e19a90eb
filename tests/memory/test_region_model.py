"""A region beside a shadow: its bytes, its visible part, its holes, and which writes are quick."""

from __future__ import annotations

from random import Random

import pytest

from progpack import arch
from progpack.errors import ExecMemoryError, SpanError, UsageError
from progpack.memory import Region, linux
from progpack.memory.guard.lease import Lease
from progpack.memory.pages.placement import place
from progpack.memory.pages.recipes import SharedAnon
from progpack.memory.pages.region import Filler

PAGE = linux.PAGE_SIZE
STEP = 64 << 10
#: Bytes before code that are readable with it.
BEFORE = 16
#: From this size on what is not used yet is hidden.
STEPPED = 1 << 20
SIZES = [PAGE, 5 * PAGE, STEP, 4 * STEP, STEPPED, 2 * STEPPED]


def make(size: int, *, standing: bool = True) -> Region:
    """A region with traps of four bytes, whatever the host."""
    backing = SharedAnon().create(
        size,
        linux.PROT_READ | linux.PROT_EXEC,
        lambda mapper, pieces: place(size, mapper, alignment=PAGE, pieces=pieces),
        Lease(),
    )
    return Region(backing, Filler(arch.get("arm64").trap), standing=standing)


class Shadow:
    """What a region is to be."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.bytes = bytearray(arch.get("arm64").trap_fill(region.size))
        self.visible = region.size if region.size < STEPPED else STEP
        self.holes: set[int] = set()

    def is_quick(self, offset: int, data: bytes | bytearray) -> bool:
        """Whether a copy is done without the lock."""
        end = offset + len(data)
        pages = range(max(offset - BEFORE, 0) // PAGE, -(-end // PAGE))
        return bool(data) and end <= self.visible and self.holes.isdisjoint(pages)

    def write(self, offset: int, data: bytes | bytearray) -> None:
        end = offset + len(data)
        self.show(end)
        self.fill(max(offset - BEFORE, 0), end)
        self.bytes[offset:end] = data

    def show(self, end: int) -> None:
        if end > self.visible:
            self.visible = min(-(-end // STEP) * STEP, self.region.size)

    def fill(self, offset: int, end: int) -> None:
        """Whole runs of holes, in the steps that some bytes are in, when one of them is hit."""
        first, last = offset // STEP * STEP, -(-end // STEP) * STEP
        for run in self.runs(first // PAGE, last // PAGE):
            if run[0] * PAGE < end and offset < (run[-1] + 1) * PAGE:
                self.holes -= set(run)

    def runs(self, first: int, end: int) -> list[list[int]]:
        runs: list[list[int]] = []
        for page in sorted(page for page in self.holes if first <= page < end):
            if runs and runs[-1][-1] == page - 1:
                runs[-1].append(page)
            else:
                runs.append([page])
        return runs

    def give_back(self, runs: list[tuple[int, int]]) -> int:
        before = len(self.holes)
        for at, size in runs:
            end = min(at + size, self.visible) // PAGE
            self.holes |= set(range(-(-at // PAGE), end))
        return (len(self.holes) - before) * PAGE

    def check(self, chance: Random) -> None:
        region = self.region
        assert region._mapped.backing.visible == self.visible
        assert {at for at, flag in enumerate(region._mapped.holes or b"") if flag} == self.holes
        for _ in range(6):
            # Around the border of a page and of what is visible, and anywhere.
            middle = chance.choice([self.visible, chance.randrange(region.size)])
            offset = max(chance.choice([middle, middle // PAGE * PAGE]) - chance.randrange(9), 0)
            size = min(chance.choice([0, 1, 7, 30, PAGE, 3 * PAGE + 1]), region.size - offset)
            assert region.read(offset, size) == self.bytes[offset : offset + size]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the slower ways that were taken."""
    taken: list[str] = []
    for name in ("_copy_checked", "_invalidate_checked"):
        real = getattr(Region, name)

        def noted(*args: object, real: object = real, name: str = name) -> None:
            taken.append(name)
            real(*args)  # type: ignore[operator]

        monkeypatch.setattr(Region, name, noted)
    return taken


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("size", SIZES)
def test_any_history_is_that_of_the_shadow(size: int, seed: int, checked: list[str]) -> None:
    chance = Random(seed)
    with make(size) as region:
        shadow = Shadow(region)
        for _ in range(60):
            checked.clear()
            offset = min(chance.choice([0, PAGE, STEP, chance.randrange(size)]), size)
            offset = max(offset - chance.choice([0, 0, 1, 15, 16, 17]), 0)
            length = min(chance.choice([0, 1, 8, 100, PAGE, 2 * PAGE + 5]), size - offset)
            match chance.randrange(5 if linux.can_guard() else 3):
                case 0 | 1:
                    data = chance.randbytes(length)
                    given = chance.choice([bytes, bytes, bytearray])(data)
                    quick = shadow.is_quick(offset, given)
                    region.text_copy(offset, given)
                    assert checked == ([] if quick else ["_copy_checked"])
                    shadow.write(offset, given)
                case 2:
                    offset, length = offset // 4 * 4, length // 4 * 4
                    region.text_invalidate(offset, length)
                    assert bool(checked) == (not length or offset + length > shadow.visible)
                    traps = arch.get("arm64").trap_fill(length)
                    # What is hidden stays so, and holes stay holes: they read as traps anyway.
                    shadow.bytes[offset : offset + length] = traps
                case _:
                    # Only what holds nothing but traps is given back.
                    free = [(offset, length), (STEP - 1, PAGE + 1), (0, size)]
                    runs = [run for run in free[: chance.randrange(4)] if is_free(shadow, *run)]
                    assert region.give_back(runs) == shadow.give_back(runs)
            shadow.check(chance)
        region.show()
        shadow.visible = size
        shadow.check(chance)


def is_free(shadow: Shadow, offset: int, size: int) -> bool:
    traps = arch.get("arm64").trap * (size // 4 + 2)
    return shadow.bytes[offset : offset + size] == traps[offset % 4 : offset % 4 + size]


@pytest.mark.parametrize("standing", [True, False])
def test_the_ends_of_what_is_quick(standing: bool, checked: list[str]) -> None:
    with make(STEPPED, standing=standing) as region:
        for offset, data, quick in (
            (0, b"x", True),
            (STEP - 1, b"x", True),
            (STEP - 1, b"xy", False),
            (0, b"", False),
            (0, bytearray(b"x"), True),
            (0, memoryview(b"x"), False),
        ):
            checked.clear()
            region.text_copy(offset, data)
            assert (checked == []) == (quick and standing)
            assert region.read(offset, len(data)) == data
    with make(STEPPED, standing=standing) as region:
        for offset, size, quick in (
            (0, 4, True),
            (STEP - 8, 8, True),
            (0, STEP, True),
            (0, 0, False),
            (STEP - 4, 8, False),
            (0, STEP + 4, False),
        ):
            checked.clear()
            region.text_invalidate(offset, size)
            assert (checked == []) == (quick and standing)
        assert region._mapped.backing.visible == STEP


def test_ends_and_sizes_that_do_not_exist_are_refused_either_way() -> None:
    with make(2 * PAGE) as region:
        for offset, size in (
            (-1, 1),
            (-4, 4),
            (2 * PAGE, 1),
            (2 * PAGE - 4, 8),
            (-4, 2 * PAGE + 8),
        ):
            for data in (bytes(size), bytearray(size)):
                with pytest.raises(SpanError, match="outside"):
                    region.text_copy(offset, data)
            with pytest.raises(SpanError, match="outside"):
                region.read(offset, size)
        for offset, size in ((-4, 4), (2 * PAGE, 4), (2 * PAGE - 4, 8), (4, -4)):
            with pytest.raises(SpanError, match="outside"):
                region.text_invalidate(offset, size)
        for offset, size in ((2, 4), (4, 2), (1, 4), (4, 7)):
            with pytest.raises(UsageError, match="traps of 4 bytes do not fill"):
                region.text_invalidate(offset, size)
        assert region.read(0, 2 * PAGE) == arch.get("arm64").trap_fill(2 * PAGE)
        region.text_copy(2 * PAGE, b"")
        assert region.read(2 * PAGE, 0) == b""


def test_what_is_flushed_is_what_was_written() -> None:
    flushed: list[tuple[int, int]] = []
    with make(STEPPED) as region:
        region._flush = lambda address, size: flushed.append((address - region.address, size))
        region.text_copy(5, b"abc")
        region.text_copy(6, bytearray(b"abcd"))
        region.text_invalidate(8, 4)
        region.text_invalidate(8, STEP + 4)
        assert flushed == [(5, 3), (6, 4), (8, 4), (8, STEP + 4)]
        flushed.clear()
        # What becomes visible is flushed too, before what is written there.
        region.text_copy(2 * STEP - 1, b"ab")
        assert flushed == [(STEP, 2 * STEP), (2 * STEP - 1, 2)]
        flushed.clear()
        if linux.can_guard():
            region.give_back([(PAGE, 2 * PAGE)])
            region.text_copy(2 * PAGE, b"ab")
            assert flushed == [(PAGE, 2 * PAGE), (2 * PAGE, 2)]


def test_it_is_told_once_that_all_pages_are_there() -> None:
    told: list[Region] = []
    with make(STEPPED) as region:
        region._full = told.append
        region.text_copy(STEPPED - STEP - 1, b"x")
        assert told == []
        region.text_copy(STEPPED - STEP, b"x")
        region.show()
        assert told == [region]


def test_a_failure_while_it_grows_leaves_it_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: int, size: int) -> None:
        raise OSError(12, "refused by the test")

    with make(STEPPED) as region:
        with monkeypatch.context() as patch:
            patch.setattr(linux, "populate", refuse)
            with pytest.raises(ExecMemoryError, match="growing the region"):
                region.text_copy(STEP, b"x")
        assert region._mapped.backing.visible == STEP
        region.text_copy(STEP, b"x")
        assert region.read(STEP, 2) == b"x" + arch.get("arm64").trap_fill(4)[1:2]
