"""The helper functions a BPF program may call: which there are, and what they take.

A helper is named by a number, which is kernel ABI (``enum bpf_func_id``, ``include/uapi/linux/
bpf.h``). All 211 have a name here; those in `SUPPORTED` can be called. The interpreter and the
compiled code check a call's arguments from the same `Helper` before the helper runs:

* `Arg.CTX` must be the address of the run's context, else `FaultKind.HELPER`;
* `Arg.MAP` must be a map of the program, of a type in `Helper.maps`, and writable by programs
  where the helper's effects have `Effect.WRITES_MAP`, else `FaultKind.MAP`;
* `Arg.MAP_KEY`, `Arg.MAP_VALUE` and `Arg.MEM_READ` must be readable, `Arg.MEM_WRITE` and
  `Arg.MAP_VALUE_OUT` writable, wholly within one region, else `FaultKind.READ` or
  `FaultKind.WRITE`. A size of 0 touches nothing and passes. A size is the whole 64-bit register;
* `Arg.FUNC` must be the address of a function of the program, else `FaultKind.HELPER`;
* `Arg.RINGBUF_MEM` must be a record that this run reserved and has not given back, else
  `FaultKind.HELPER`;
* `Arg.CONST_STR` must be readable from its address to the first zero byte, else `FaultKind.READ`.
  The kernel wants it in the value of a read-only array of one element (``.rodata``); elsewhere it
  has 1,024 bytes at most, else `FaultKind.HELPER`, and is copied before it is used;
* `Arg.LONG_OUT`, `Arg.INT_OUT`, `Arg.DYNPTR` and `Arg.DYNPTR_OUT` are 8, 4 and 16 bytes;
* `Arg.DYNPTR_RECORD` must be 16 bytes, else `FaultKind.WRITE`, that hold either no address or one
  that would do for `Arg.RINGBUF_MEM`, else `FaultKind.HELPER`;
* `Arg.SPIN_LOCK` and `Arg.TIMER` must be the member of that type of a value of a map of the
  program, else `FaultKind.HELPER`. A run holds one lock at most, which `Arg.SPIN_LOCK_HELD` is.

They are checked from the first to the last, and the first that is wrong is the fault. Then the
call takes from the budget by the bytes that it may handle (`byte_cost`): those that sizes, keys,
values and constant text say, and those of a record that is reserved, when its ring could hold it.
A trie may look at its key once for each bit, a filter at its value several times, a walk at each
place of the map, and what moves a packet moves all of it; of that, `MOST_SKB` bytes are free.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from progpack.bpf.helpers import custom
from progpack.bpf.helpers.callers import refusal
from progpack.bpf.helpers.ids import FIRST_REPLACED, NAMES, POISON
from progpack.bpf.helpers.kernel_facts import RELEASE
from progpack.bpf.helpers.record import UNKNOWN_EFFECTS, Arg, Effect, Helper
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, ProgramError

__all__ = [
    "NAMES",
    "POISON",
    "SUPPORTED",
    "UNCHARGED",
    "Arg",
    "Helper",
    "accepted",
    "byte_cost",
    "clocks_of",
    "effects_of",
    "helper_name",
    "known",
    "lookup",
]

#: The helpers that can be called, by number.
SUPPORTED: Final[dict[int, Helper]] = {helper.id: helper for helper in HELPERS}


#: Most bytes that a helper handles without taking from the budget.
UNCHARGED: Final = 511


def byte_cost(size: int) -> int:
    """Return the budget that handling ``size`` bytes takes: 32 for each whole 512 bytes.

    That is about the time of as many jumps, and nothing for keys and values of common sizes.
    """
    return size // (UNCHARGED + 1) * 32


def known(number: int) -> Helper | None:
    """The row of a helper that says all of it: one that is provided, or that a test replaces.

    None for machine code and functions that somebody added, which may do what no row says.
    """
    if number < FIRST_REPLACED:
        return SUPPORTED.get(number)
    replaced = custom.find(number)
    return None if replaced is None else replaced.helper


def effects_of(numbers: Iterable[int]) -> Effect:
    """The effects that calls of some helpers have together.

    Args:
        numbers: of the helpers; one that is not provided may do anything that machine code may.
    """
    effects = Effect.NONE
    for number in numbers:
        helper = known(number)
        effects |= UNKNOWN_EFFECTS if helper is None else helper.effects
    return effects


def helper_name(number: int) -> str:
    """``"bpf_redirect_map (#51)"``, or ``"helper #900"`` for a number that Linux does not have."""
    added = custom.find(number)
    if added is not None and added.row is not None:
        return str(added.helper)
    if added is not None and number not in NAMES:
        return f"{added.helper.name} (#{number:#x})"
    name = NAMES.get(number)
    return f"bpf_{name} (#{number})" if name else f"helper #{number}"


def accepted(number: int) -> Helper:
    """Return the row of a helper whose call `lookup` has accepted."""
    added = custom.find(number)
    return SUPPORTED[number] if added is None else added.helper


def lookup(
    number: int,
    program_type: ProgramType,
    attach_type: int | None = None,
    flags: int = 0,
    replaced: Container[int] = (),
) -> Helper:
    """The prototype of helper ``number`` for a program of ``program_type``.

    Args:
        number: of the helper.
        program_type: type of the program.
        attach_type: what the program is made for; None: unknown.
        flags: the program's.
        replaced: the numbers of replaced helpers that the program has functions for.

    Raises:
        MissingFeatureError: the helper exists in Linux and is not provided here, or not to this
            program type.
        ProgramError: Linux has no helper of this number.
    """
    added = custom.find(number) if number < FIRST_REPLACED or number in replaced else None
    helper = SUPPORTED.get(number) if added is None else added.helper
    if helper is None:
        if custom.FIRST_OWN <= number < FIRST_REPLACED:
            raise MissingFeatureError(
                f"helper #{number:#x} is not provided; add it with @progpack.helper({number:#x})"
            )
        if number not in NAMES:
            raise ProgramError(f"there is no helper #{number}; helpers are 1..{max(NAMES)}")
        raise MissingFeatureError(
            f"{helper_name(number)} is not provided; provided are: "
            + ", ".join(h.name for h in _provided(program_type))
        )
    if helper.programs is not None and program_type not in helper.programs:
        raise MissingFeatureError(
            f"{helper} is not provided to {program_type.name} programs, only to "
            + ", ".join(sorted(kind.name for kind in helper.programs))
        )
    asked = number % FIRST_REPLACED if added is None or added.row is not None else 0
    refused = refusal(asked, program_type, attach_type, flags)
    if refused:
        raise MissingFeatureError(f"{refused} {helper} (Linux {RELEASE})")
    return helper


def _provided(program_type: ProgramType) -> list[Helper]:
    return [h for h in HELPERS if h.programs is None or program_type in h.programs]


def clocks_of(called: Iterable[int]) -> list[str]:
    """Return the names of the helpers among those of some numbers that read a clock."""
    helpers = (SUPPORTED.get(number) for number in called)
    return sorted(each.text_name for each in helpers if each is not None and each.reads_clock)
