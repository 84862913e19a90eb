"""The functions of the native runtime: the table by which programs find them."""

from __future__ import annotations

from progpack.bpf.helpers.table import HELPERS

__all__ = ["RUNTIME_FUNCTIONS", "at", "runtime_offset"]

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
