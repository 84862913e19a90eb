"""A batch is nothing but many single runs, also where it takes a quicker path than they do."""

from __future__ import annotations

import pytest

from progpack import Object, RunError, load

from .hurried import Hurried, hurried
from .worlds import dirty_stack, jit_missing

pytestmark = pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))

PARTS = 10
SEEDS = range(200)


def run_singly(loaded: Object, case: Hurried) -> tuple[list[int], str]:
    """What each run returns up to the first that faults, and its fault."""
    program, budget = loaded.programs["first"], case.budget
    values: list[int] = []
    for packet in case.packets:
        try:
            values.append(program.run(packet, budget=budget).return_value)
        except RunError as error:
            return values, fault_of(error)
    return values, ""


def run_together(loaded: Object, case: Hurried) -> tuple[list[int], str]:
    try:
        result = loaded.programs["first"].run_batch(case.packets, budget=case.budget)
    except RunError as error:
        return [], fault_of(error)
    return list(result.return_values), ""


def fault_of(error: RunError) -> str:
    return f"{error.fault.kind.name} at {error.fault.pc} of {error.fault.program}"


def both(case: Hurried) -> list[tuple[list[int], str, list[bytes]]]:
    """Of single runs and of a batch: values, the fault, and what is left in the map."""
    found = []
    for run in (run_singly, run_together):
        with load(case.object()) as loaded:
            for number, program in enumerate(loaded.programs.values()):
                loaded.maps["jumps"][number] = program  # type: ignore[index]
            dirty_stack()
            values, fault = run(loaded, case)
            counts = loaded.maps["counts"]
            found.append((values, fault, [bytes(counts[0])]))  # type: ignore[index]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_a_batch_is_its_packets_one_by_one(part: int) -> None:
    different = {}
    for seed in SEEDS[part::PARTS]:
        single, batch = both(hurried(seed))
        if single[1]:
            # A batch that faults does not say what the packets before returned.
            single = ([], *single[1:])
        if single != batch:
            different[seed] = (single, batch)
    assert different == {}
