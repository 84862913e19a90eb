"""Structures that this process and programs elsewhere share, in either byte order."""

from __future__ import annotations

import ctypes

import pytest

from progpack.foreign.address_space import fields_of, packed
from progpack.jit.native import layout


def fields(structure: type) -> list[tuple[str, type]]:
    """The fields of a structure; none where it has no layout of its own."""
    return list(getattr(structure, "_fields_", ()))


SHARED = [
    kind
    for kind in vars(layout).values()
    if isinstance(kind, type) and issubclass(kind, ctypes.Structure)
    if fields(kind) and all(issubclass(type_, ctypes._SimpleCData) for _, type_ in fields(kind))
]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("structure", SHARED, ids=lambda kind: kind.__name__)
def test_every_structure_of_numbers_is_packed_and_read(
    structure: type[ctypes.Structure], order: str
) -> None:
    values = {name: 1 + at % 200 for at, (name, _) in enumerate(fields(structure))}
    data = packed(structure, order, values)
    assert len(data) == ctypes.sizeof(structure)
    assert fields_of(structure, order, data) == values
