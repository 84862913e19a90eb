"""Helpers that decide what runs next."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.maps.types import MapType

__all__ = ["ROWS"]


ROWS: Final = rows(
    Group.CONTROL,
    Helper(
        HelperId.TAIL_CALL,
        (Arg.CTX, Arg.MAP, Arg.ANY),
        maps=frozenset({MapType.PROG_ARRAY}),
        effects=Effect.WRITES_CONTEXT | Effect.CONTINUES,
    ),
    Helper(
        HelperId.LOOP,
        (Arg.ANY, Arg.FUNC, Arg.ANY, Arg.ANY),
        effects=Effect.CALLS_BACK,
    ),
)
