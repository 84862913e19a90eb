"""The functions of the native runtime: the table by which programs find them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.helpers.table import HELPERS

__all__ = ["FOUND", "RUNTIME_FUNCTIONS", "at", "native_arguments", "runtime_offset"]

#: The arguments for which a helper is given what the check of them found: the check.
FOUND: Final = {
    Arg.CONST_STR: "pp_check_text",
    Arg.OBJECT: "pp_check_object",
    Arg.RINGBUF_MEM: "pp_check_record",
    Arg.TIMER: "pp_check_timer",
}

#: Functions of the runtime that programs call beside those that helpers name.
_CALLED = (
    "pp_check",
    "pp_check_range",
    "pp_check_map",
    "pp_check_record",
    "pp_check_ctx",
    "pp_check_object",
    "pp_check_text",
    "pp_check_dynptr",
    "pp_check_lock",
    "pp_check_timer",
    "pp_array_lookup",
    "pp_hash_lookup",
    "pp_load_packet",
    "pp_tail_call",
    "pp_each",
    "pp_each_end",
    "pp_drain",
    "pp_drain_end",
    "pp_spin_lock",
    "pp_native",
    "pp_python",
    "pp_more",
)
#: Functions of the runtime that Python calls.
_OF_PYTHON = (
    "pp_publish",
    "pp_array_update",
    "pp_hash_update",
    "pp_hash_next",
    "pp_update_batch",
    "pp_delete_batch",
    "pp_lookup_batch",
    "pp_ringbuf_consume",
    "pp_timer_take",
    "pp_fork_add",
    "pp_fork_remove",
    "pp_fork_state",
    "pp_fork_before",
    "pp_fork_parent",
    "pp_fork_child",
    "pp_end_run",
    "pp_attend",
    "pp_run_once",
    "pp_run_batch",
    "pp_run_packets",
    "pp_join",
    "pp_walk",
    "pp_tally",
    "pp_export",
    "pp_frame",
    "pp_fuzz",
    "pp_fuzz_one",
    "pp_call_many",
)
#: The runtime's functions; a program finds each through a table in this order.
RUNTIME_FUNCTIONS = (
    *_CALLED,
    *dict.fromkeys(helper.native for helper in HELPERS if helper.native is not None),
    *_OF_PYTHON,
)


def runtime_offset(function: str) -> int:
    """The offset in bytes of ``function`` in the table of runtime addresses."""
    return RUNTIME_FUNCTIONS.index(function) * 8


def at(pc: int, size: int = 1, *, write: bool = False) -> int:
    """The last argument of a check: instruction slot, access size (1, 2, 4, 8) and direction."""
    return pc | (size.bit_length() - 1) << 20 | int(write) << 22


def native_arguments(
    row: Helper, r: Sequence[int], mark: int, check: Callable[[str, Sequence[int]], int]
) -> list[int]:
    """Return what the native function of a helper is given behind the state, as `jit.lower` has it.

    Args:
        row: the helper.
        r: r0 to r5; the arguments have been checked.
        mark: the place of the call, as `at` gives it.
        check: calls a check of the runtime with what is behind the state; what it finds, never 0.
    """
    given: list[int] = []
    for arg, value in zip(row.args, r[1:], strict=False):
        if arg not in FOUND:
            given.append(value)
            continue
        other = r[2] if row.arg(1) is Arg.MAP else 0
        found = check(FOUND[arg], (value, other, mark) if arg is Arg.TIMER else (value, mark))
        given += {Arg.CONST_STR: [value, found], Arg.TIMER: [found, value]}.get(arg, [found])
    if Effect.MAY_END in row.effects:
        given.append(mark)
    return given
