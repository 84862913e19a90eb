"""The elements of an array that are not zero, found in its memory piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["filled_elements", "without_zeros"]

#: Bytes that are looked at in one comparison.
_PIECE: Final = 1 << 16


def filled_elements(
    read: Callable[[int, int], bytes], count: int, stride: int, size: int
) -> Iterator[tuple[int, bytes]]:
    """Yield index and value of each element that is not zero, in order.

    Args:
        read: gives bytes of the array's memory, from an offset on, so many.
        count: number of elements.
        stride: bytes from one element to the next.
        size: bytes of a value, ``stride`` at most.
    """
    each = max(_PIECE // stride, 1)
    for first in range(0, count, each):
        number = min(each, count - first)
        piece = read(first * stride, number * stride)
        if piece == bytes(len(piece)):
            continue
        for index in range(number):
            value = piece[index * stride : index * stride + size]
            if any(value):
                yield first + index, value


def without_zeros(pairs: Iterator[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the pairs of keys and values whose value is not zero."""
    return (pair for pair in pairs if any(pair[1]))
