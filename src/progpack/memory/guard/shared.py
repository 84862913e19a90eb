"""Dictionaries that other threads change while they are looked through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar, cast

__all__ = ["pairs"]

K = TypeVar("K")
V = TypeVar("V")

_GONE: Final = object()


def pairs(shared: Mapping[K, V]) -> list[tuple[K, V]]:
    """The keys and values of a dictionary that other threads change meanwhile.

    `list(shared.items())` and `shared.copy()` make objects that the collector counts. Before
    Python 3.12 the collector can run there, and with it another thread that changes the
    dictionary: the iteration then raises RuntimeError, or the copy states a wrong length. A list of
    the keys alone makes none, so it is one step. A key that goes before its value is read is left
    out; one that comes meanwhile may be.

    Args:
        shared: the dictionary.
    """
    found = [(key, shared.get(key, _GONE)) for key in list(shared)]
    return [(key, cast("V", value)) for key, value in found if value is not _GONE]
