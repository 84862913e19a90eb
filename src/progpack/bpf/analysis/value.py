"""One register as the analysis knows it: a number in a range, or a pointer into a region.

*Proved*: where a pointer lies in its region, as a range of offsets, so that an access that is
inside for all of them needs no check at run time. *Believed*: a pointer that probably is into a
region is checked against that region first; when the belief is wrong the slow check looks at all
regions, so a belief can cost time but never safety.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeGuard

from progpack.bpf.analysis.ranges import MAX32, MAX64, Range
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.limits import FRAME_SIZE

__all__ = [
    "CALLER_FRAME",
    "CTX",
    "END",
    "FAR",
    "FRAME",
    "LONGEST_PACKET",
    "MAP",
    "NUMBER",
    "PACKET",
    "VALUES",
    "ZERO",
    "Value",
    "anywhere",
    "believed",
    "entry_anchor",
    "entry_anchors",
    "in_frame",
    "is_never_null",
    "is_somewhere",
    "join_values",
    "moved",
    "number",
    "range_of",
    "signed_range",
]

FRAME, CALLER_FRAME, CTX, PACKET, END, VALUES, MAP, NUMBER = (
    "frame", "caller", "ctx", "packet", "end", "values", "map", "number",
)  # fmt: skip

#: Offsets beyond this are not followed; far from where an address could wrap.
FAR: Final = 1 << 31
#: Bytes of a packet at most: it lies in the memory of a process, which ends there on every CPU.
LONGEST_PACKET: Final = 1 << 57
#: The most that an address in a packet is from its first byte, where a loop moves it on: what is
#: added after a comparison with the packet's end does not come there.
_ROUNDED: Final = 1 << 58
#: Offsets from a packet's first byte beyond this are not followed; an address cannot wrap before.
_FAR_IN_PACKET: Final = 1 << 60
#: Places that a state has at most: the registers, and each byte of the frame.
_PLACES: Final = 1 << 10
#: No region begins in the first page, and so much before its first byte is no null pointer yet.
_FIRST_PAGE: Final = 4096


class Value(NamedTuple):
    """A register: a number in a range, or a pointer. Where nothing is known there is None instead.

    Attributes:
        region: NUMBER, or the region it points into; END is the packet's end, MAP a map itself,
            CALLER_FRAME the frame of a function that is not returned to yet.
        low: a number's least value; a pointer's least offset: from r10 (CALLER_FRAME: that
            function's own), the first byte of context or packet, of a map's values, or of an
            element where ``size`` is an element's.
        high: the most; both are included.
        map: name of the map of VALUES and MAP.
        size: bytes of the memory that VALUES are offsets into.
        proved: False when region and range are only believed.
        null: it may be the null pointer instead.
        anchor: packet: 0, or what computed the address ``past_anchor`` bytes before: 1 + an
            instruction, or an `entry_anchor`.
        past_anchor: bytes from there to the address.
    """

    region: str
    low: int = 0
    high: int = 0
    map: str = ""
    size: int = 0
    proved: bool = True
    null: bool = False
    anchor: int = 0
    past_anchor: int = 0

    def without_anchor(self) -> Value:
        """The value, without the instruction that computed it."""
        return self._replace(anchor=0, past_anchor=0)

    def anchored_at(self, anchor: int, past: int = 0) -> Value:
        """The value, so many bytes behind an anchor."""
        return self._replace(anchor=anchor, past_anchor=past)

    def between(self, low: int, high: int, *, anchor: int = 0, past: int = 0) -> Value:
        """The value with another range, so many bytes behind an anchor."""
        return self._replace(low=low, high=high, anchor=anchor, past_anchor=past)

    def up_to(self, high: int) -> Value:
        """The value, of which it is known that it is at most ``high``."""
        return self._replace(high=high)

    def in_caller(self) -> Value:
        """The value as a function that is called has it: the frame is its caller's."""
        return self._replace(region=CALLER_FRAME)

    def not_null(self) -> Value:
        """The value where it is no null pointer."""
        return self._replace(null=False)


ZERO: Final = Value(NUMBER)


def entry_anchor(block: int, place: int) -> int:
    """The anchor of an address that a register or slot holds where a block begins.

    Args:
        block: the block's first slot.
        place: a register's number, or a slot's offset from r10, which is below 0.
    """
    return -(block * _PLACES + (place if place >= 0 else isa.BPF_REG_FP - place)) - 1


def entry_anchors(block: int) -> range:
    """The anchors of all places where a block begins."""
    return range(-(block + 1) * _PLACES, -block * _PLACES)


def is_somewhere(value: Value | None) -> TypeGuard[Value]:
    """Whether an address is proved to be in the packet's numbering, at a place that may vary."""
    return value is not None and value.region == PACKET and value.proved and value.low != value.high


def number(known: Range) -> Value | None:
    """A number in a range; None for any number."""
    return None if known is None else Value(NUMBER, known[0], known[1])


def range_of(value: Value | None) -> Range:
    """The range of a number; None also for what may be a pointer."""
    return (value.low, value.high) if value is not None and value.region == NUMBER else None


def signed_range(known: Range, far: int = FAR) -> Range:
    """A range as signed numbers that are at most ``far`` above zero and not far below, or None."""
    if known is None:
        return None
    low, high = known
    if high <= far:
        return low, high
    if low >= MAX64 - FAR:
        return low - MAX64 - 1, high - MAX64 - 1
    return None


def in_frame(value: Value | None, offset: int, size: int) -> int | None:
    """The least offset from r10 of an access that is proved to lie in the frame, else None."""
    if value is None or value.region != FRAME or not value.proved:
        return None
    first, last = value.low + offset, value.high + offset + size
    return first if first >= -FRAME_SIZE and last <= 0 else None


def is_never_null(value: Value) -> bool:
    """Whether a pointer is proved not to be null; what is said of the packet is not used."""
    if not value.proved or value.null or value.region in (NUMBER, PACKET, END):
        return False
    return value.low > -_FIRST_PAGE


def believed(value: Value | None) -> Value | None:
    """Return what is known of a value as a belief; None for what is no pointer into a region."""
    if value is None or value.region in (NUMBER, MAP, END):
        return None
    if value.null or value.low != value.high:
        return anywhere(value)
    return Value(value.region, value.low, value.high, map=value.map, proved=False)


def anywhere(value: Value | None) -> Value | None:
    """Return a pointer to an unknown place of the same region; None for what is no such pointer."""
    if value is None or value.region in (NUMBER, MAP, END):
        return None
    return Value(value.region, -FAR, FAR, map=value.map, proved=False)


def moved(value: Value, low: int, high: int) -> Value | None:
    """A pointer, so many bytes on."""
    if value.region in (MAP, END):
        return None
    least, most = value.low + low, value.high + high
    far = _FAR_IN_PACKET if value.region == PACKET else FAR
    if value.null or least < -FAR or most > far or (not value.proved and least != most):
        return anywhere(value)
    past = value.past_anchor + low if value.anchor else 0
    return value.between(least, most, anchor=value.anchor, past=past)


def join_values(one: Value | None, other: Value | None, widen: bool) -> Value | None:
    """Return a value that covers both; ``one`` itself where that says no more.

    Args:
        one: what was known.
        other: what is known on another way.
        widen: let a range that grows become all there can be.
    """
    if one is None or other is None:
        return None
    if one.region != other.region or one.map != other.map:
        return None
    if one.region == NUMBER:
        low, high = min(one.low, other.low), max(one.high, other.high)
        if widen and (low, high) != (one.low, one.high):
            return Value(NUMBER, 0, MAX32) if high <= MAX32 else None
        return None if (low, high) == (0, MAX64) else Value(NUMBER, low, high)
    if one.region in (MAP, END):
        return one if one == other else None
    if not (one.proved and other.proved):
        return _join_beliefs(one, other)
    if one.size != other.size:
        return anywhere(one)
    low, high = min(one.low, other.low), max(one.high, other.high)
    if widen and (low, high) != (one.low, one.high):
        if one.region != PACKET or low != one.low or high > _ROUNDED:
            return anywhere(one)
        high = _ROUNDED
    same = one.anchor == other.anchor and one.past_anchor == other.past_anchor
    return one._replace(
        low=low,
        high=high,
        null=one.null or other.null,
        anchor=one.anchor if same else 0,
        past_anchor=one.past_anchor if same else 0,
    )


def _join_beliefs(one: Value, other: Value) -> Value | None:
    """Return the value that covers two pointers into a region, at least one of them a belief."""
    if not one.proved and (one.low != one.high or one[1:3] == other[1:3]):
        return one
    same = one[1:3] == other[1:3] and not (one.null or other.null)
    return believed(one) if same else anywhere(one)
