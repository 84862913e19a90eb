"""Arithmetic on ranges of unsigned numbers: what a register can hold after an instruction.

A range is ``(low, high)``, both included; None is any number of 64 bits. A result is never smaller
than what the instruction can compute, so what is proved with one holds for every run.

Nothing here depends on how wide a register is: ``top`` is the largest number in one. Tests narrow
registers to 4 bits, where every pair of ranges can be tried.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.semantics import ALU, JUMP, SIGNED_ALU

__all__ = [
    "MAX32",
    "MAX64",
    "MIRRORED",
    "NEGATED",
    "NEVER",
    "Range",
    "arithmetic",
    "compared",
    "cut",
    "most_rounds",
    "negated",
    "signed_division",
]

Range: TypeAlias = "tuple[int, int] | None"

MAX32 = (1 << 32) - 1
MAX64 = (1 << 64) - 1
#: The empty range: what is left where a comparison never goes that way.
NEVER: Final = (1, 0)


def cut(value: Range, bits: int) -> tuple[int, int]:
    """The low ``bits`` bits of a value."""
    most = (1 << bits) - 1
    return value if value is not None and value[1] <= most else (0, most)


def arithmetic(operation: int, bits: int, left: Range, right: Range, *, top: int = MAX64) -> Range:
    """The result of an operation of class ALU or ALU64, zero-extended.

    Args:
        operation: its code, BPF_ADD and so on; not BPF_MOV, BPF_END or signed division.
        bits: bits of the operation, 32 or 64.
        left: the destination.
        right: the operand; a constant is modulo ``top + 1``.
        top: the largest number that a register holds.
    """
    most = min(top, (1 << bits) - 1)
    whole: Range = None if most == top else (0, most)
    if most != top:
        left = cut(left, bits)
        if right is not None and right[0] == right[1]:
            right = (right[0] & most, right[0] & most)
        else:
            right = cut(right, bits)
    if left is not None and right is not None and left[0] == left[1] and right[0] == right[1]:
        exact = ALU[operation](left[0], right[0], bits) & most
        return exact, exact
    if operation == isa.BPF_AND:
        return _and(left, right)
    if right is None:
        return whole
    if operation == isa.BPF_MOD:
        return _modulo(left, *right)
    if left is None:
        return _of_anything(operation, bits, right, top) or whole
    if operation == isa.BPF_ADD:
        return _sum(left, right, most) or whole
    if operation == isa.BPF_SUB:
        if left[0] >= right[1]:
            return left[0] - right[1], left[1] - right[0]
        if right[0] != right[1]:
            return whole
        # Subtracting a negative constant.
        return _sum(left, ((most + 1 - right[0]) & most,) * 2, most) or whole
    return _other(operation, bits, left, right, most) or whole


def negated(bits: int, value: Range) -> Range:
    """The negative of a number of so many bits, where it is known; else None."""
    if value is None or value[0] != value[1]:
        return None
    exact = -value[0] & (1 << bits) - 1
    return exact, exact


def signed_division(operation: int, bits: int, left: Range, right: Range) -> Range:
    """The result of a signed BPF_DIV or BPF_MOD of two numbers that are known; else None."""
    if left is None or right is None or left[0] != left[1] or right[0] != right[1]:
        return None
    most = (1 << bits) - 1
    exact = SIGNED_ALU[operation](left[0] & most, right[0] & most, bits) & most
    return exact, exact


def _of_anything(operation: int, bits: int, right: tuple[int, int], top: int) -> Range:
    """Return the range of an operation on any number: known for some shifts and divisions only."""
    low, high = right
    if operation == isa.BPF_RSH and low == high:
        return 0, top >> (low & bits - 1)
    return (0, top // low) if operation == isa.BPF_DIV and low else None


def _sum(left: tuple[int, int], right: tuple[int, int], most: int) -> Range:
    (first, last), (low, high) = left, right
    if last + high <= most:
        return first + low, last + high
    # Adding a negative constant: below zero it would wrap.
    less = most + 1 - low
    return (first - less, last - less) if low == high and first >= less else None


def _other(
    operation: int, bits: int, left: tuple[int, int], right: tuple[int, int], most: int
) -> Range:
    (first, last), (low, high) = left, right
    by = low & bits - 1
    match operation:
        case isa.BPF_OR | isa.BPF_XOR:
            widest = (1 << max(last, high).bit_length()) - 1
            return (max(first, low) if operation == isa.BPF_OR else 0), widest
        case isa.BPF_MUL if last * high <= most:
            return first * low, last * high
        case isa.BPF_LSH if low == high and last << by <= most:
            return first << by, last << by
        case isa.BPF_RSH if low == high:
            return first >> by, last >> by
        case isa.BPF_RSH:
            return 0, last
        case isa.BPF_ARSH if low == high and last <= most >> 1:
            return first >> by, last >> by
        case isa.BPF_DIV:
            # Division by zero gives zero.
            return (first // high if low else 0), (last // low if low else last)
    return None


def _and(left: Range, right: Range) -> Range:
    if left is None:
        return None if right is None else (0, right[1])
    return 0, left[1] if right is None else min(left[1], right[1])


def _modulo(left: Range, low: int, high: int) -> Range:
    """Modulo by zero leaves the destination."""
    if left is not None and low > left[1]:
        return left
    if low:
        return 0, high - 1 if left is None else min(left[1], high - 1)
    return None if left is None else (0, left[1])


#: Comparison -> the one that holds where it does not.
NEGATED: Final = {
    isa.BPF_JEQ: isa.BPF_JNE,
    isa.BPF_JNE: isa.BPF_JEQ,
    isa.BPF_JGT: isa.BPF_JLE,
    isa.BPF_JLE: isa.BPF_JGT,
    isa.BPF_JGE: isa.BPF_JLT,
    isa.BPF_JLT: isa.BPF_JGE,
    isa.BPF_JSGT: isa.BPF_JSLE,
    isa.BPF_JSLE: isa.BPF_JSGT,
    isa.BPF_JSGE: isa.BPF_JSLT,
    isa.BPF_JSLT: isa.BPF_JSGE,
}
#: Comparison -> the same with its operands exchanged.
MIRRORED: Final = {
    isa.BPF_JEQ: isa.BPF_JEQ,
    isa.BPF_JNE: isa.BPF_JNE,
    isa.BPF_JGT: isa.BPF_JLT,
    isa.BPF_JLT: isa.BPF_JGT,
    isa.BPF_JGE: isa.BPF_JLE,
    isa.BPF_JLE: isa.BPF_JGE,
    isa.BPF_JSGT: isa.BPF_JSLT,
    isa.BPF_JSLT: isa.BPF_JSGT,
    isa.BPF_JSGE: isa.BPF_JSLE,
    isa.BPF_JSLE: isa.BPF_JSGE,
}
_UNSIGNED = {
    isa.BPF_JSGT: isa.BPF_JGT,
    isa.BPF_JSLE: isa.BPF_JLE,
    isa.BPF_JSGE: isa.BPF_JGE,
    isa.BPF_JSLT: isa.BPF_JLT,
}


def compared(
    operation: int, bits: int, value: Range, with_: Range, *, holds: bool, top: int = MAX64
) -> Range:
    """Return the range of a value on the way where a comparison of it held, or did not.

    Args:
        operation: its code, BPF_JEQ and so on.
        bits: bits of the comparison, 32 or 64.
        value: the left side, before.
        with_: the right side.
        holds: whether this is the way that a jump took.
        top: the largest number that a register holds.

    Returns:
        `NEVER` where no number is left, as the jump does not go this way.
    """
    most = min(top, (1 << bits) - 1)
    if value is not None and with_ is not None and value[0] == value[1] and with_[0] == with_[1]:
        goes = JUMP[operation](value[0] & most, with_[0] & most, bits) is holds
        return value if goes else NEVER
    if not holds:
        if operation not in NEGATED:
            return value
        operation = NEGATED[operation]
    if most != top:
        if value is None or value[1] > most:
            return value
        if with_ is not None and with_[0] == with_[1]:
            with_ = (with_[0] & most, with_[0] & most)
    if with_ is None or with_[1] > most:
        return value
    if operation in _UNSIGNED:
        return _signed(operation, most, value, with_, top)
    return _unsigned(operation, value, with_, top)


def _signed(operation: int, most: int, value: Range, with_: tuple[int, int], top: int) -> Range:
    half = most >> 1
    if operation in (isa.BPF_JSGT, isa.BPF_JSGE) and with_[0] == with_[1]:
        # Not less than a number that is not negative, or more than -1: it is not negative.
        least = (with_[0] + (operation == isa.BPF_JSGT)) & most
        if least <= half and (with_[0] <= half or least == 0):
            return _meet(value, least, half, top)
    if value is None or value[0] <= half < value[1] or with_[0] <= half < with_[1]:
        return value
    # With the sign turned round, numbers of one sign are in the order of unsigned ones.
    sign = half + 1
    turned = (value[0] ^ sign, value[1] ^ sign), (with_[0] ^ sign, with_[1] ^ sign)
    known = _unsigned(_UNSIGNED[operation], *turned, most)
    return known if known is None or known == NEVER else (known[0] ^ sign, known[1] ^ sign)


def _unsigned(operation: int, value: Range, with_: tuple[int, int], top: int) -> Range:
    low, high = (0, top) if value is None else value
    match operation:
        case isa.BPF_JEQ:
            return _meet(value, *with_, top)
        case isa.BPF_JNE if with_[0] == with_[1] == low:
            return _meet(value, low + 1, high, top)
        case isa.BPF_JNE if with_[0] == with_[1] == high:
            return _meet(value, low, high - 1, top)
        case isa.BPF_JGT:
            return _meet(value, with_[0] + 1, top, top)
        case isa.BPF_JGE:
            return _meet(value, with_[0], top, top)
        case isa.BPF_JLT:
            return _meet(value, 0, with_[1] - 1, top)
        case isa.BPF_JLE:
            return _meet(value, 0, with_[1], top)
    return value


def _meet(value: Range, low: int, high: int, top: int) -> Range:
    """Return the part of a range that lies in ``low`` to ``high``; `NEVER` where none does."""
    first, last = (0, top) if value is None else value
    first, last = max(first, low), min(last, high)
    return (first, last) if first <= last else NEVER


def most_rounds(
    operation: int,
    step: int,
    first: tuple[int, int],
    last: tuple[int, int],
    allowed: tuple[int, int],
    around: bool,
) -> int | None:
    """Most rounds while ``first + n * step`` compares with ``last``, and the one that ends it.

    Args:
        operation: unsigned comparison under which the loop goes on.
        step: what each round adds, not 0.
        first: least and most of what the first round compares, both in ``allowed``.
        last: the same of what it is compared with, which no round changes.
        allowed: least and most of a number that has not wrapped.
        around: whether a number that wraps at ``allowed`` is compared as it then is.

    Returns:
        None where it is not known that the rounds come to an end.
    """
    size = abs(step)
    if operation == isa.BPF_JNE:
        way = (last[0] - first[0]) * (1 if step > 0 else -1)
        if around:
            way %= allowed[1] + 1
        exact = first[0] == first[1] and last[0] == last[1]
        return way // size + 1 if exact and way >= 0 and way % size == 0 else None
    # What ends it must still be a number beyond, not one that wrapped to this side.
    if step > 0 and operation in (isa.BPF_JLT, isa.BPF_JLE):
        on = last[1] - (operation == isa.BPF_JLT)
        room = on - first[0] + 1
        if on + size > allowed[1]:
            return None
    elif step < 0 and operation in (isa.BPF_JGT, isa.BPF_JGE):
        on = last[0] + (operation == isa.BPF_JGT)
        room = first[1] - on + 1
        if on - size < allowed[0]:
            return None
    else:
        return None
    return max(0, -(-room // size)) + 1
