"""The meaning of each helper, collected by number.

A meaning takes the world of the run and r0 to r5, whose arguments have been checked, and returns
what r0 becomes; the meaning of a helper that calls a function of the program takes that as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Helper
from progpack.names import entry_of

__all__ = ["MEANINGS", "CallBack", "Meaning", "check_meanings", "provides"]

Meaning: TypeAlias = Callable[..., Any]
#: Calls a function of the program with arguments from r1 on, and returns its r0.
CallBack: TypeAlias = Callable[..., int]

MEANINGS: Final[dict[int, Meaning]] = {}

_F = TypeVar("_F", bound=Meaning)


def provides(*numbers: HelperId) -> Callable[[_F], _F]:
    """Decorator: the function is the meaning of these helpers; see `entry_of`."""
    return entry_of(MEANINGS, numbers, "helper")


def check_meanings(table: Collection[Helper], meanings: Mapping[int, Meaning]) -> None:
    """Compare the rows with the meanings.

    Raises:
        AssertionError: a row has no meaning, or a meaning has no row.
    """
    rows = {helper.id: str(helper) for helper in table}
    bare = [name for number, name in rows.items() if number not in meanings]
    if bare:
        raise AssertionError(f"no meaning in progpack.bpf.oracle.helpers: {', '.join(bare)}")
    lost = [str(HelperId(number).name) for number in meanings if number not in rows]
    if lost:
        raise AssertionError(f"no row in progpack.bpf.helpers.rows: {', '.join(lost)}")
