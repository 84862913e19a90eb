"""The bitmap against a list of booleans."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.pack import Bitmap

SIZES = st.one_of(st.integers(1, 80), st.sampled_from([254, 255, 256, 511, 512, 513, 1024, 1700]))


def lowest_run(free: list[bool], n: int) -> int | None:
    """The kernel's rule, as it would be explained on paper."""
    for start in range(len(free) - n + 1):
        if all(free[start : start + n]):
            return start
    return None


def runs_of(flags: list[bool]) -> list[tuple[int, int]]:
    runs = []
    at = 0
    for value, group in itertools.groupby(flags):
        length = len(list(group))
        if value:
            runs.append((at, length))
        at += length
    return runs


@st.composite
def histories(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """A size and attempts at (first, count); each is toggled when it is uniform."""
    bits = draw(SIZES)
    start = st.integers(0, bits - 1)
    count = st.one_of(st.integers(1, 6), st.integers(1, bits))
    return bits, draw(st.lists(st.tuples(start, count), max_size=40))


@settings(deadline=None)
@given(histories(), st.integers(1, 1700))
def test_agrees_with_a_list_of_booleans(
    history: tuple[int, list[tuple[int, int]]], extra: int
) -> None:
    bits, attempts = history
    bitmap = Bitmap(bits)
    free = [True] * bits
    for first, count in attempts:
        window = free[first : first + count]
        if len(window) < count:
            with pytest.raises(ValueError, match="chunks"):
                bitmap.set(first, count)
            with pytest.raises(ValueError, match="chunks"):
                bitmap.clear(first, count)
            with pytest.raises(ValueError, match="chunks"):
                bitmap.is_free(first, count)
            continue
        assert bitmap.is_free(first, count) == all(window)
        if all(window):
            bitmap.set(first, count)
            free[first : first + count] = [False] * count
        else:
            with pytest.raises(ValueError, match="not all free"):
                bitmap.set(first, count)
        if not any(window):
            hole = bitmap.clear(first, count)
            free[first : first + count] = [True] * count
            assert (hole in [n for at, n in runs_of(free) if at <= first < at + n]) is True
        elif not all(window):
            with pytest.raises(ValueError, match="not all taken"):
                bitmap.clear(first, count)
        for n in {1, 2, 3, count, extra}:
            assert bitmap.find_run(n) == lowest_run(free, n)
        assert bitmap.used == free.count(False)
        assert list(bitmap.holes()) == runs_of(free)
        assert list(bitmap.holes(extra)) == [run for run in runs_of(free) if run[1] >= extra]
        assert list(bitmap.runs()) == runs_of([not x for x in free])
        assert bitmap.largest_hole == max((n for _, n in runs_of(free)), default=0)


@pytest.mark.parametrize("bits", [0, -1])
def test_refuses_to_have_no_bits(bits: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Bitmap(bits)


@pytest.mark.parametrize("n", [0, -1])
def test_refuses_to_search_for_nothing(n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Bitmap(8).find_run(n)


def test_finds_a_run_that_crosses_the_blocks_it_searches_by() -> None:
    bitmap = Bitmap(32768)
    bitmap.set(0, 32768)
    for first, count in ((500, 30), (1000, 300), (20000, 5000)):
        bitmap.clear(first, count)
    assert bitmap.find_run(31) == 1000
    assert bitmap.find_run(30) == 500
    assert bitmap.find_run(301) == 20000
    assert bitmap.find_run(5000) == 20000
    assert bitmap.find_run(5001) is None


def test_a_hole_that_remains_in_a_later_block_is_found() -> None:
    bitmap = Bitmap(2048)
    bitmap.set(0, 700)
    assert bitmap.find_run(100) == 700
    bitmap.set(700, 1000)
    assert bitmap.find_run(100) == 1700
    assert bitmap.find_run(348) == 1700
    assert bitmap.find_run(349) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=60))
def test_taking_a_run_is_finding_and_setting_it(steps: list[tuple[bool, int]]) -> None:
    one, two = Bitmap(300), Bitmap(300)
    for free, n in steps:
        runs = list(two.runs())
        if free and runs:
            first, count = runs[n % len(runs)]
            for each in (one, two):
                each.clear(first, min(n, count))
            continue
        at = two.find_run(n)
        if at is not None:
            two.set(at, n)
        assert one.take_run(n) == at
        assert (one.used, list(one.runs())) == (two.used, list(two.runs()))


def pattern(bits: int, number: int) -> list[bool]:
    return [bool(number >> at & 1) for at in range(bits)]


def made(free: list[bool]) -> Bitmap:
    bitmap = Bitmap(len(free))
    for first, n in runs_of([not each for each in free]):
        bitmap.set(first, n)
    return bitmap


def looks(bitmap: Bitmap) -> list[bool]:
    """Which chunks are free, and that everything says the same."""
    free = [bool(each) for each in bitmap.free_map()]
    assert list(bitmap.holes()) == runs_of(free)
    assert list(bitmap.runs()) == runs_of([not each for each in free])
    assert bitmap.used == free.count(False)
    assert bitmap.largest_hole == max((n for _, n in runs_of(free)), default=0)
    return free


@pytest.mark.parametrize("bits", range(1, 6))
def test_every_operation_on_every_small_bitmap(bits: int) -> None:
    for free in (pattern(bits, number) for number in range(1 << bits)):
        assert looks(made(free)) == free
        for n in range(1, bits + 2):
            at = lowest_run(free, n)
            assert made(free).find_run(n) == at
            bitmap = made(free)
            assert bitmap.take_run(n) == at
            after = [x and not (at is not None and at <= i < at + n) for i, x in enumerate(free)]
            assert looks(bitmap) == after
        for first, n in itertools.product(range(-1, bits + 1), range(-1, bits + 2)):
            inside = first >= 0 and n >= 1 and first + n <= bits
            window = free[first : first + n] if inside else []
            bitmap = made(free)
            if not inside:
                with pytest.raises(ValueError, match="are not in a bitmap"):
                    bitmap.is_free(first, n)
            else:
                assert bitmap.is_free(first, n) == all(window)
            for change, possible in (
                (bitmap.set, inside and all(window)),
                (bitmap.clear, inside and not any(window)),
            ):
                if not possible:
                    with pytest.raises(ValueError, match=rf"{first} to {first + n - 1} are not"):
                        change(first, n)
                    assert looks(bitmap) == free
            if inside and all(window):
                bitmap.set(first, n)
                assert looks(bitmap) == [
                    x and not first <= i < first + n for i, x in enumerate(free)
                ]
            elif inside and not any(window):
                hole = bitmap.clear(first, n)
                after = looks(bitmap)
                assert after == [x or first <= i < first + n for i, x in enumerate(free)]
                assert [n for at, n in runs_of(after) if at <= first < at + n] == [hole]


def test_every_run_beside_every_part_that_is_not_to_be_used() -> None:
    for number, other in itertools.product(range(32), range(32)):
        free, apart = pattern(5, number), pattern(5, other)
        both = [x and not y for x, y in zip(free, apart, strict=True)]
        for n in range(1, 7):
            assert made(free).find_run_apart(n, bytes(apart)) == lowest_run(both, n)
    for n in (0, -1):
        with pytest.raises(ValueError, match="at least one"):
            Bitmap(5).find_run_apart(n, bytes(5))


LONG = (1, 2, 254, 255, 256, 257, 511, 512, 513)


@pytest.mark.parametrize("start", [0, 1, 510, 511, 512, 513, 1023, 1024])
@pytest.mark.parametrize("length", LONG)
def test_a_hole_of_each_length_at_each_end_of_a_block(start: int, length: int) -> None:
    """Blocks of 512 chunks and lengths of up to 255 are what searches go by."""
    for order in (1, -1):
        bitmap = Bitmap(2048)
        bitmap.set(0, 2048)
        assert bitmap.clear(start, length) == length
        # A short one before it, which ends a search in its block.
        if start > 2:
            assert bitmap.clear(0, 1) == 1
        for n in sorted({*LONG, length + 1}, reverse=order < 0):
            first = 0 if n == 1 and start > 2 else start
            assert bitmap.find_run(n) == (first if n <= length else None)
        assert bitmap.take_run(length) == (0 if length == 1 and start > 2 else start)
        # The hole is there again, as the rest of a longer one that was taken from its start.
        if start > 2 and length > 1:
            bitmap.clear(start - 1, length + 1)
            bitmap.set(start - 1, 1)
            assert bitmap.find_run(length) == start
            assert bitmap.find_run(length + 1) is None


def test_what_a_search_did_not_find_it_does_not_look_for_again() -> None:
    """The blocks say how long their holes are at most: never less, and not more after a look."""
    bitmap = Bitmap(3 * 512)
    bitmap.set(0, 3 * 512)
    for first in range(5, 1500, 100):
        bitmap.clear(first, 40)
    for n in (255, 100, 41):
        assert bitmap.find_run(n) is None
        assert [room for room in bitmap._room if room >= n] == []
    assert min(bitmap._room) >= 40
    bitmap.set(1405, 40)
    bitmap.clear(1405, 40)
    assert bitmap._room[1405 >> 9] == 40
