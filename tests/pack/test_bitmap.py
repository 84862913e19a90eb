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
