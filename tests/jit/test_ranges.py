"""Ranges hold what instructions compute: compared with the numbers themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.analysis.ranges import MAX32, MAX64, Range, arithmetic, compared, cut
from progpack.bpf.isa import insn as isa

_OPERATIONS = (
    isa.BPF_ADD, isa.BPF_SUB, isa.BPF_MUL, isa.BPF_DIV, isa.BPF_OR, isa.BPF_AND, isa.BPF_LSH,
    isa.BPF_RSH, isa.BPF_MOD, isa.BPF_XOR, isa.BPF_ARSH,
)  # fmt: skip
_JUMPS = (
    isa.BPF_JEQ, isa.BPF_JNE, isa.BPF_JGT, isa.BPF_JGE, isa.BPF_JLT, isa.BPF_JLE, isa.BPF_JSGT,
    isa.BPF_JSGE, isa.BPF_JSLT, isa.BPF_JSLE, isa.BPF_JSET,
)  # fmt: skip
_EDGES = (0, 1, 2, 7, 31, 32, 63, 64, 255, (1 << 31) - 1, 1 << 31, MAX32 - 1, MAX32, MAX32 + 1,
          (1 << 63) - 1, 1 << 63, MAX64 - 255, MAX64 - 1, MAX64)  # fmt: skip
_numbers = st.sampled_from(_EDGES) | st.integers(0, 300) | st.integers(0, MAX64)


@st.composite
def _held(draw: st.DrawFn) -> tuple[int, Range]:
    """A number, and a range that has it."""
    value, other = draw(_numbers), draw(_numbers)
    if draw(st.integers(0, 5)) == 0:
        return value, None
    if draw(st.booleans()):
        return value, (value, value)
    return value, (min(value, other), max(value, other))


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) & 1 else value


def _compute(operation: int, bits: int, left: int, right: int) -> int:
    """RFC 9669, 4.1."""
    mask = (1 << bits) - 1
    left, right = left & mask, right & mask
    by = right & (bits - 1)
    return {
        isa.BPF_ADD: lambda: left + right,
        isa.BPF_SUB: lambda: left - right,
        isa.BPF_MUL: lambda: left * right,
        isa.BPF_DIV: lambda: left // right if right else 0,
        isa.BPF_OR: lambda: left | right,
        isa.BPF_AND: lambda: left & right,
        isa.BPF_XOR: lambda: left ^ right,
        isa.BPF_MOD: lambda: left % right if right else left,
        isa.BPF_LSH: lambda: left << by,
        isa.BPF_RSH: lambda: left >> by,
        isa.BPF_ARSH: lambda: _signed(left, bits) >> by,
    }[operation]() & mask


def _holds(operation: int, bits: int, left: int, right: int) -> bool:
    mask = (1 << bits) - 1
    left, right = left & mask, right & mask
    a, b = _signed(left, bits), _signed(right, bits)
    return {
        isa.BPF_JEQ: left == right,
        isa.BPF_JNE: left != right,
        isa.BPF_JGT: left > right,
        isa.BPF_JGE: left >= right,
        isa.BPF_JLT: left < right,
        isa.BPF_JLE: left <= right,
        isa.BPF_JSGT: a > b,
        isa.BPF_JSGE: a >= b,
        isa.BPF_JSLT: a < b,
        isa.BPF_JSLE: a <= b,
        isa.BPF_JSET: bool(left & right),
    }[operation]


def _in(value: int, known: Range) -> bool:
    return known is None or known[0] <= value <= known[1]


@given(st.sampled_from(_OPERATIONS), st.sampled_from((32, 64)), _held(), _held())
def test_a_result_is_in_the_range_of_results(
    operation: int, bits: int, left: tuple[int, Range], right: tuple[int, Range]
) -> None:
    result = arithmetic(operation, bits, left[1], right[1])
    assert _in(_compute(operation, bits, left[0], right[0]), result)
    assert result is None or 0 <= result[0] <= result[1] <= (MAX64 if bits == 64 else MAX32)


@given(st.sampled_from(_JUMPS), st.sampled_from((32, 64)), _held(), _held())
def test_a_number_is_in_what_is_left_on_the_way_that_it_goes(
    operation: int, bits: int, left: tuple[int, Range], right: tuple[int, Range]
) -> None:
    holds = _holds(operation, bits, left[0], right[0])
    assert _in(left[0], compared(operation, bits, left[1], right[1], holds=holds))


@given(_held(), st.sampled_from((8, 16, 32)))
def test_a_cut_number_is_in_the_cut_range(held: tuple[int, Range], bits: int) -> None:
    assert _in(held[0] & (1 << bits) - 1, cut(held[1], bits))


def test_what_is_certain_is_exact() -> None:
    assert arithmetic(isa.BPF_ADD, 64, (5, 9), (MAX64, MAX64)) == (4, 8)
    assert arithmetic(isa.BPF_AND, 64, None, (15, 15)) == (0, 15)
    assert arithmetic(isa.BPF_RSH, 64, None, (32, 32)) == (0, MAX32)
    assert arithmetic(isa.BPF_MOD, 32, None, (10, 10)) == (0, 9)
    assert compared(isa.BPF_JGT, 64, (0, 99), (9, 9), holds=False) == (0, 9)
    assert compared(isa.BPF_JSGT, 64, None, (MAX64, MAX64), holds=True) == (0, MAX64 >> 1)
    assert compared(isa.BPF_JNE, 64, (0, 8), (8, 8), holds=True) == (0, 7)
