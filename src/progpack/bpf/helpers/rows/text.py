"""Helpers on sums, text and numbers."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import FLAT, ITERATING, LWT, TC, XDP

__all__ = ["ROWS"]

_STRTO: Final = (Arg.MEM_READ, Arg.SIZE, Arg.ANY, Arg.LONG_OUT)

ROWS: Final = rows(
    Group.TEXT,
    Helper(
        HelperId.TRACE_PRINTK,
        (Arg.MEM_READ, Arg.SIZE, Arg.ANY, Arg.ANY, Arg.ANY),
        native="pp_trace_printk",
        effects=Effect.LOGS,
    ),
    Helper(
        HelperId.CSUM_DIFF,
        (Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        programs=TC | XDP | LWT | FLAT,
        native="pp_csum_diff",
    ),
    Helper(HelperId.STRTOL, _STRTO, native="pp_strtol"),
    Helper(HelperId.STRTOUL, _STRTO, native="pp_strtoul"),
    Helper(
        HelperId.SNPRINTF,
        (Arg.MEM_WRITE, Arg.SIZE, Arg.CONST_STR, Arg.MEM_READ, Arg.SIZE),
        native="pp_snprintf",
    ),
    Helper(
        HelperId.TRACE_VPRINTK,
        (Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE),
        native="pp_trace_vprintk",
        effects=Effect.LOGS,
    ),
    Helper(
        HelperId.SEQ_PRINTF,
        (Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE),
        programs=ITERATING,
        native="pp_seq_printf",
        effects=Effect.LOGS,
    ),
    Helper(
        HelperId.SEQ_WRITE,
        (Arg.ANY, Arg.MEM_READ, Arg.SIZE),
        programs=ITERATING,
        native="pp_seq_write",
        effects=Effect.LOGS,
    ),
    Helper(HelperId.STRNCMP, (Arg.MEM_READ, Arg.SIZE, Arg.CONST_STR), native="pp_strncmp"),
)
