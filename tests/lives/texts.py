"""Programs that several tests run, as text."""

from __future__ import annotations

__all__ = ["counting", "reserving"]


def counting(name: str, result: object, *, key: int = 0) -> str:
    """A program that counts its runs in a map.

    Args:
        name: the map, whose values are counters of 64 bits.
        result: what r0 becomes; what r1 was at the start is in r6.
        key: the key of the counter.
    """
    return f"""
    r6 = r1
    *(u32 *)(r10 - 4) = {key}
    r1 = map {name} ll
    r2 = r10
    r2 += -4
    call 1
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 + 0)
    r1 += 1
    *(u64 *)(r0 + 0) = r1
    out:
    r0 = {result}
    exit
"""


def reserving(act: int) -> str:
    """A program that reserves a record in "ring", calls a helper, and submits 8 bytes of packet."""
    return f"""
    r2 = *(u32 *)(r1 + 0)
    r7 = *(u64 *)(r2 + 0)
    r1 = map ring ll
    r2 = 8
    r3 = 0
    call 131
    if r0 == 0 goto out
    r6 = r0
    call {act}
    *(u64 *)(r6 + 0) = r7
    r1 = r6
    r2 = 0
    call 132
    out:
    r0 = 0
    exit
"""
