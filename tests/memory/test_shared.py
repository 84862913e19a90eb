"""A dictionary is looked through while the collector lets others change it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from progpack.memory.guard.shared import pairs


class Thing:
    """What the collector counts when it is made."""


@pytest.fixture
def changed() -> Iterator[dict[int, Thing]]:
    """A dictionary that changes at each start of the collector, which starts at each object."""
    shared = {number: Thing() for number in range(40)}
    last = [len(shared)]

    def change(phase: str, info: object) -> None:
        if phase == "start":
            shared[last[0]] = Thing()
            last[0] += 1
            shared.pop(next(iter(shared)), None)
            shared.pop(next(iter(shared)), None) if len(shared) > 20 else None

    before = gc.get_threshold()
    gc.callbacks.append(change)
    gc.set_threshold(1, 1, 1)
    try:
        yield shared
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(change)


def test_pairs_are_whole_whatever_the_collector_lets_others_do(
    changed: dict[int, Thing],
) -> None:
    # Dictionaries come from a store of free ones, without the collector, until it is empty.
    kept: list[object] = [{} for _ in range(200)]
    for _ in range(300):
        seen = pairs(changed)
        kept.append(seen)
        for number, thing in seen:
            assert isinstance(number, int)
            assert isinstance(thing, Thing)


def test_nothing_is_left_out_when_nobody_changes_it() -> None:
    shared = {"a": 1, "b": 2, "none": None}
    assert pairs(shared) == [("a", 1), ("b", 2), ("none", None)]
