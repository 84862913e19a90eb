"""Ranges of registers of four bits: every pair, every operation, against the numbers themselves.

What holds for every width is tried where everything can be tried; `test_ranges` samples 64 bits.
"Halves", the operations of class ALU and JMP32, have two bits here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from progpack.bpf.analysis.ranges import MAX64, NEVER, Range, arithmetic, compared, cut, most_rounds
from progpack.bpf.analysis.state import State, World
from progpack.bpf.analysis.value import NUMBER, Value
from progpack.bpf.isa import insn as isa
from progpack.bpf.spec import ProgramType

WIDTH = 4
TOP = (1 << WIDTH) - 1
HALF = 2
NUMBERS = range(TOP + 1)
RANGES: tuple[Range, ...] = (
    None,
    *((low, high) for low in NUMBERS for high in NUMBERS if low <= high),
)
Binary = Callable[[int, int, int], int]
#: Of all pairs of ranges, how many have the least range that holds all results, with 4 and with 2
#: bits. A range that is too wide is no fault, but a check more at run time: may these only grow.
EXACT = {
    isa.BPF_ADD: (16389, 17945),
    isa.BPF_SUB: (16389, 17945),
    isa.BPF_MUL: (11897, 16765),
    isa.BPF_DIV: (18513, 14679),
    isa.BPF_MOD: (16802, 15271),
    isa.BPF_OR: (15128, 15281),
    isa.BPF_AND: (14285, 15254),
    isa.BPF_XOR: (10267, 17848),
    isa.BPF_LSH: (2456, 14093),
    isa.BPF_RSH: (12677, 15142),
    isa.BPF_ARSH: (8173, 15433),
}
#: The same of comparisons: 4 bits where it held, where it did not, 2 bits where it held, did not.
LEFT = {
    isa.BPF_JEQ: (12649, 18753, 14488, 17881),
    isa.BPF_JNE: (18753, 12649, 17881, 14488),
    isa.BPF_JGT: (14875, 15709, 9386, 16795),
    isa.BPF_JGE: (15709, 14875, 16795, 9386),
    isa.BPF_JLT: (14875, 15709, 9386, 16795),
    isa.BPF_JLE: (15709, 14875, 16795, 9386),
    isa.BPF_JSGT: (12572, 13705, 9562, 16877),
    isa.BPF_JSGE: (14225, 12052, 16909, 9530),
    isa.BPF_JSLT: (12052, 14225, 9530, 16909),
    isa.BPF_JSLE: (13705, 12572, 16877, 9562),
    isa.BPF_JSET: (14889, 8935, 9870, 16577),
}
#: How many of the pairs that never go a way are known not to, in the same order.
GONE = {
    isa.BPF_JEQ: (6120, 16, 234, 64),
    isa.BPF_JNE: (16, 6120, 64, 234),
    isa.BPF_JGT: (3877, 3060, 215, 117),
    isa.BPF_JGE: (3060, 3877, 117, 215),
    isa.BPF_JLT: (3877, 3060, 215, 117),
    isa.BPF_JLE: (3060, 3877, 117, 215),
    isa.BPF_JSGT: (1956, 1716, 181, 107),
    isa.BPF_JSGE: (1716, 1956, 107, 181),
    isa.BPF_JSLT: (1956, 1716, 181, 107),
    isa.BPF_JSLE: (1716, 1956, 107, 181),
    isa.BPF_JSET: (81, 175, 144, 112),
}
#: Loops that are known to end, of those that are tried: where numbers come round, and where not.
BOUNDED = {
    isa.BPF_JNE: (1216, 666),
    isa.BPF_JEQ: (0, 0),
    isa.BPF_JGT: (72080, 72080),
    isa.BPF_JGE: (62560, 62560),
    isa.BPF_JLT: (72080, 72080),
    isa.BPF_JLE: (62560, 62560),
    isa.BPF_JSGT: (3960, 3960),
    isa.BPF_JSGE: (2880, 2880),
    isa.BPF_JSLT: (3960, 3960),
    isa.BPF_JSLE: (2880, 2880),
}


def signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) & 1 else value


#: RFC 9669, 4.1, for operands that are cut already; the result is cut by the caller.
ARITHMETIC: dict[int, Binary] = {
    isa.BPF_ADD: lambda a, b, bits: a + b,
    isa.BPF_SUB: lambda a, b, bits: a - b,
    isa.BPF_MUL: lambda a, b, bits: a * b,
    isa.BPF_DIV: lambda a, b, bits: a // b if b else 0,
    isa.BPF_MOD: lambda a, b, bits: a % b if b else a,
    isa.BPF_OR: lambda a, b, bits: a | b,
    isa.BPF_AND: lambda a, b, bits: a & b,
    isa.BPF_XOR: lambda a, b, bits: a ^ b,
    isa.BPF_LSH: lambda a, b, bits: a << (b & bits - 1),
    isa.BPF_RSH: lambda a, b, bits: a >> (b & bits - 1),
    isa.BPF_ARSH: lambda a, b, bits: signed(a, bits) >> (b & bits - 1),
}
COMPARISONS: dict[int, Binary] = {
    isa.BPF_JEQ: lambda a, b, bits: a == b,
    isa.BPF_JNE: lambda a, b, bits: a != b,
    isa.BPF_JGT: lambda a, b, bits: a > b,
    isa.BPF_JGE: lambda a, b, bits: a >= b,
    isa.BPF_JLT: lambda a, b, bits: a < b,
    isa.BPF_JLE: lambda a, b, bits: a <= b,
    isa.BPF_JSGT: lambda a, b, bits: signed(a, bits) > signed(b, bits),
    isa.BPF_JSGE: lambda a, b, bits: signed(a, bits) >= signed(b, bits),
    isa.BPF_JSLT: lambda a, b, bits: signed(a, bits) < signed(b, bits),
    isa.BPF_JSLE: lambda a, b, bits: signed(a, bits) <= signed(b, bits),
    isa.BPF_JSET: lambda a, b, bits: bool(a & b),
}


def bounds(value: Range) -> tuple[int, int]:
    return (0, TOP) if value is None else value


def within(value: Range) -> int:
    """The numbers of a range, as bits of one number."""
    low, high = bounds(value)
    return (2 << high) - (1 << low)


def merged(masks: list[int], value: Range) -> int:
    low, high = bounds(value)
    result = 0
    for mask in masks[low : high + 1]:
        result |= mask
    return result


def results(operation: int, bits: int) -> Iterator[tuple[Range, Range, int]]:
    """Every pair of ranges with the results of their numbers, as bits of one number."""
    most, compute = (1 << bits) - 1, ARITHMETIC[operation]
    single = [[1 << (compute(a & most, b & most, bits) & most) for b in NUMBERS] for a in NUMBERS]
    for right in RANGES:
        rows = [merged(row, right) for row in single]
        for left in RANGES:
            yield left, right, merged(rows, left)


@pytest.mark.parametrize("bits", [WIDTH, HALF])
@pytest.mark.parametrize("operation", ARITHMETIC, ids=hex)
def test_results_are_in_the_range_of_results(operation: int, bits: int) -> None:
    exact = 0
    for left, right, there in results(operation, bits):
        made = arithmetic(operation, bits, left, right, top=TOP)
        assert made is None or 0 <= made[0] <= made[1] <= (1 << bits) - 1, (left, right, made)
        assert there & ~within(made) == 0, (left, right, made)
        low, high = (there & -there).bit_length() - 1, there.bit_length() - 1
        exact += bounds(made) == (low, high)
    assert exact >= EXACT[operation][bits == HALF]


def remaining(operation: int, bits: int, holds: bool) -> Iterator[tuple[Range, Range, int]]:
    """Every pair of ranges with the left numbers that go this way, as bits of one number."""
    most, compare = (1 << bits) - 1, COMPARISONS[operation]
    goes = [[bool(compare(a & most, b & most, bits)) is holds for b in NUMBERS] for a in NUMBERS]
    for right in RANGES:
        low, high = bounds(right)
        going = sum(1 << a for a in NUMBERS if any(goes[a][low : high + 1]))
        for left in RANGES:
            yield left, right, going & within(left)


@pytest.mark.parametrize("holds", [True, False], ids=["taken", "not"])
@pytest.mark.parametrize("bits", [WIDTH, HALF])
@pytest.mark.parametrize("operation", COMPARISONS, ids=hex)
def test_numbers_are_in_what_is_left_on_the_way_that_they_go(
    operation: int, bits: int, holds: bool
) -> None:
    exact = never = 0
    for left, right, there in remaining(operation, bits, holds):
        made = compared(operation, bits, left, right, holds=holds, top=TOP)
        if made == NEVER:
            assert not there, (left, right)
            never += 1
            continue
        assert made is None or 0 <= made[0] <= made[1] <= TOP, (left, right, made)
        assert there & ~within(made) == 0, (left, right, made)
        if there:
            low, high = (there & -there).bit_length() - 1, there.bit_length() - 1
            exact += bounds(made) == (low, high)
    assert exact >= LEFT[operation][2 * (bits == HALF) + (not holds)]
    assert never >= GONE[operation][2 * (bits == HALF) + (not holds)]


@pytest.mark.parametrize("bits", range(1, WIDTH + 1))
def test_what_is_cut_keeps_every_number_and_no_others(bits: int) -> None:
    most = (1 << bits) - 1
    for value in RANGES:
        low, high = cut(value, bits)
        there = {number & most for number in NUMBERS if within(value) >> number & 1}
        assert low <= min(there)
        assert max(there) <= high <= most
        assert (low, high) == value or (low, high) == (0, most)


def numbers_at(place: int) -> Iterator[tuple[int, int]]:
    return ((place + low, place + high) for low, high in RANGES[1:])  # type: ignore[misc]


@pytest.mark.parametrize("place", [0, (1 << 32) - 8, MAX64 - TOP])
@pytest.mark.parametrize("widen", [False, True])
def test_joined_ranges_have_the_numbers_of_both(place: int, widen: bool) -> None:
    world = World(ProgramType.FLAT, {}, {}, packet_stays=True, releases=False)
    for one, other in product(numbers_at(place), numbers_at(place)):
        here, there = State(world, main=False), State(world, main=False)
        here.regs[0], there.regs[0] = Value(NUMBER, *one), Value(NUMBER, *other)
        changed = here.join(there, at=0, widen=widen)
        both = here.number(0)
        least, most = min(one[0], other[0]), max(one[1], other[1])
        assert both is None or (both[0] <= least and most <= both[1])
        assert changed or both == one
        if not widen or (least, most) == one:
            assert both == (least, most)


#: Comparison under which a loop goes on -> the unsigned one that is asked for, and the largest
#: number that has not wrapped: a signed number must stay below half.
GOES_ON = {
    isa.BPF_JNE: (isa.BPF_JNE, TOP),
    isa.BPF_JEQ: (isa.BPF_JEQ, TOP),
    isa.BPF_JGT: (isa.BPF_JGT, TOP),
    isa.BPF_JGE: (isa.BPF_JGE, TOP),
    isa.BPF_JLT: (isa.BPF_JLT, TOP),
    isa.BPF_JLE: (isa.BPF_JLE, TOP),
    isa.BPF_JSGT: (isa.BPF_JGT, TOP >> 1),
    isa.BPF_JSGE: (isa.BPF_JGE, TOP >> 1),
    isa.BPF_JSLT: (isa.BPF_JLT, TOP >> 1),
    isa.BPF_JSLE: (isa.BPF_JLE, TOP >> 1),
}


def rounds(operation: int, step: int, first: int, last: int) -> int | None:
    """How often a loop of four bits goes round; None for ever."""
    for number in range(1, TOP + 3):
        if not COMPARISONS[operation](first, last, WIDTH):
            return number
        first = first + step & TOP
    return None


@pytest.mark.parametrize("around", [True, False])
@pytest.mark.parametrize("operation", GOES_ON, ids=hex)
def test_no_loop_goes_round_more_often_than_its_bound(operation: int, around: bool) -> None:
    asked, most = GOES_ON[operation]
    numbers = [value for value in RANGES if value is not None and value[1] <= most]
    bounded = 0
    for step in [step for step in range(-5, 6) if step]:
        taken = [[rounds(operation, step, a, b) for b in range(most + 1)] for a in range(most + 1)]
        for first, last in product(numbers, numbers):
            bound = most_rounds(asked, step, first, last, (0, most), around)
            if bound is None:
                continue
            bounded += 1
            for start in range(first[0], first[1] + 1):
                for end in range(last[0], last[1] + 1):
                    real = taken[start][end]
                    assert real is not None, (step, first, last, bound)
                    assert real <= bound, (step, first, last, bound)
    assert bounded >= BOUNDED[operation][not around]
