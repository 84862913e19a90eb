"""Names and orders that callers of compiled code know without what makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from progpack.bpf.spec import ProgramSpec

__all__ = ["CALL_ENTRY", "ENTRY", "map_order"]

ENTRY: Final = "prog"
"""The function that runs a program."""

CALL_ENTRY: Final = "call"
"""The function that calls one of a program's own functions, such as that of a timer."""


def map_order(spec: ProgramSpec) -> tuple[str, ...]:
    """Name the maps a program refers to, in the order of the table it finds them in."""
    if not spec.maps:
        return ()
    return tuple(dict.fromkeys(ref.map for _, ref in sorted(spec.maps.items())))
