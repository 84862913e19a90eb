"""Sums of values of C, member by member: of the values that a map has for each CPU."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from progpack.bpf.btf.parts import Part, elements_of, members_of, named
from progpack.bpf.btf.types import BtfKind
from progpack.errors import UsageError

__all__ = ["total"]


def total(parts: Sequence[Part], what: str) -> Any:
    """Return the sum of values of one type: of numbers, or of each member or element.

    Args:
        parts: the values; one at least.
        what: whose they are, for messages.

    Raises:
        UsageError: values of which there is no sum: text, names, pointers, unions.
    """
    kind = parts[0].kind
    how = kind.encoding()
    if how is not None and not how.bool:
        return sum(part.number(what) for part in parts)
    if kind.kind is BtfKind.FLOAT:
        return sum(float(str(part.plain())) for part in parts)
    if kind.kind is BtfKind.STRUCT:
        each = [members_of(kind, part.data) for part in parts]
        return {name: total([one[name] for one in each], f"{what}.{name}") for name in each[0]}
    if kind.kind is BtfKind.ARRAY and not isinstance(parts[0].plain(), str):
        rows = zip(*(elements_of(kind, part.data) for part in parts), strict=True)
        return [total(row, f"{what}[{index}]") for index, row in enumerate(rows)]
    raise UsageError(f"{what}: there is no sum of {named(kind)}")
