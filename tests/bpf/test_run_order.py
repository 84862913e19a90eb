"""What is said of the order of runs: nothing is let pass whose result depends on it."""

from __future__ import annotations

import pytest

from progpack import MapSpec, MapType, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.order import why_order_matters
from progpack.bpf.check.program import check_program

MAPS = {
    "array": MapSpec("array", MapType.ARRAY, 4, 8, 4),
    "other": MapSpec("other", MapType.ARRAY, 4, 8, 4),
    "own": MapSpec("own", MapType.PERCPU_ARRAY, 4, 8, 4),
    "hash": MapSpec("hash", MapType.HASH, 4, 8, 4),
    "queue": MapSpec("queue", MapType.QUEUE, 0, 8, 4),
    "events": MapSpec("events", MapType.PERF_EVENT_ARRAY, 4, 4, 0),
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
}
#: r0 is a value of a map whose key is 0, or the run ends.
VALUE = """*(u32 *)(r10 - 4) = 0; r1 = map {} ll; r2 = r10; r2 += -4; call 1
    if r0 == 0 goto out; """
END = "; r0 = 2; exit; out: r0 = 1; exit"
ARRAY, OTHER, OWN = (VALUE.format(name) for name in ("array", "other", "own"))
#: name -> (text, a part of the reason; "" where the order does not matter).
CASES = {
    "nothing": ("r2 = 5", ""),
    "the frame": ("*(u64 *)(r10 - 8) = 1", ""),
    "the packet": (
        """r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 8
        if r4 > r3 goto out; *(u8 *)(r2 + 1) = 7""",
        "",
    ),
    "a read": (ARRAY + "r2 = *(u64 *)(r0 + 0)", ""),
    "a CPU's own": (OWN + "r2 = *(u64 *)(r0 + 0); r2 += 1; *(u64 *)(r0 + 0) = r2", ""),
    "an addition": (ARRAY + "r2 = 1; lock *(u64 *)(r0 + 0) += r2", ""),
    "an addition, another read": (
        ARRAY + "r2 = 1; lock *(u64 *)(r0 + 0) += r2; " + OTHER + "r2 = *(u64 *)(r0 + 0)",
        "",
    ),
    "an addition, and a read": (
        ARRAY + "r2 = 1; lock *(u64 *)(r0 + 0) += r2; r2 = *(u64 *)(r0 + 0)",
        "reads what it counts in map array",
    ),
    "a sum that is not wanted": (ARRAY + "r2 = 1; r2 = atomic_fetch_add((u64 *)(r0 + 0), r2)", ""),
    "a sum that is wanted": (
        ARRAY + "r2 = 1; r2 = atomic_fetch_add((u64 *)(r0 + 0), r2); r3 = r2",
        "instruction",
    ),
    "a sum that decides": (
        ARRAY + "r2 = 1; r2 = atomic_fetch_add((u64 *)(r0 + 0), r2); if r2 > 5 goto out",
        "instruction",
    ),
    "another atomic step": (
        ARRAY + "r2 = 1; r2 = xchg_64(r0 + 0, r2)",
        "instruction",
    ),
    "a store": (ARRAY + "*(u64 *)(r0 + 0) = 1", "instruction"),
    "an update": (
        "*(u64 *)(r10 - 8) = 0; r1 = map hash ll; r2 = r10; r2 += -8; r3 = r2; r4 = 0; call 2",
        "call 0x2",
    ),
    "a deletion": (
        "*(u64 *)(r10 - 8) = 0; r1 = map hash ll; r2 = r10; r2 += -8; call 3",
        "call 0x3",
    ),
    "a queue": (
        "*(u64 *)(r10 - 8) = 0; r1 = map queue ll; r2 = r10; r2 += -8; r3 = 0; call 87",
        "call 0x57",
    ),
    "a record": (
        "*(u64 *)(r10 - 8) = 0; r1 = map ring ll; r2 = r10; r2 += -8; r3 = 8; r4 = 0; call 130",
        "call 0x82",
    ),
    "an event": (
        "*(u64 *)(r10 - 8) = 0; r2 = map events ll; r3 = -1; r4 = r10; r4 += -8; r5 = 8; call 25",
        "call 0x19",
    ),
    "memory of any place, and an addition": (
        ARRAY
        + "r2 = 1; lock *(u64 *)(r0 + 0) += r2; r3 = r0; r1 = r10; r1 += -8; r2 = 8; call 113",
        "may read what it counts",
    ),
    "a value that a helper reads, counted": (
        ARRAY + "r6 = r0; r2 = 1; lock *(u64 *)(r0 + 0) += r2; *(u32 *)(r10 - 4) = 0;"
        " r1 = map other ll; r2 = r6; call 1",
        "reads what it counts in map array",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_runs_whose_order_matters_are_told(name: str) -> None:
    text, reason = CASES[name]
    program = assemble_program(
        (text + END).replace(";", "\n"), name="p", type=ProgramType.XDP, license="GPL"
    )
    why = why_order_matters(check_program(program, MAPS))
    assert (reason in why) if reason else not why
