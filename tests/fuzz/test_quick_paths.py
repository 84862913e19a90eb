"""A batch is nothing but many single runs, also where it takes a quicker path than they do."""

from __future__ import annotations

import pytest

from progpack import Machine, Object, ObjectSpec, ProgramType, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.maps.arrays import ArrayMap, MapSet, ProgArrayMap

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


Ran = tuple[list[int], str, bytes]


def compiled(case: Hurried) -> list[Ran]:
    """Of single runs and of a batch: values, the fault, and what is left in the map."""
    found = []
    for run in (run_singly, run_together):
        with load(case.object()) as loaded:
            for number, program in enumerate(loaded.programs.values()):
                loaded.maps["jumps"][number] = program  # type: ignore[index]
            dirty_stack()
            values, fault = run(loaded, case)
            counts = loaded.maps["counts"]
            found.append((values, fault, bytes(counts[0])))  # type: ignore[index]
    return found


def interpreted(case: Hurried) -> Ran:
    maps = MapSet(case.object().maps)
    jumps, counts = maps["jumps"], maps["counts"]
    assert isinstance(jumps, ProgArrayMap)
    assert isinstance(counts, ArrayMap)
    jumps.held.update(enumerate(case.programs))
    machine = Machine(case.programs[0], maps)
    values: list[int] = []
    fault = ""
    for packet in case.packets:
        try:
            values.append(machine.run(packet, budget=case.budget).return_value)
        except RunError as error:
            fault = fault_of(error)
            break
    return values, fault, bytes(counts[bytes(4)])


@pytest.mark.parametrize("part", range(PARTS))
def test_a_batch_is_its_packets_one_by_one_as_the_interpreter_has_them(part: int) -> None:
    different = {}
    for seed in SEEDS[part::PARTS]:
        case = hurried(seed)
        single, batch = compiled(case)
        expected = interpreted(case)
        # A batch that faults does not say what the packets before returned.
        values = [] if expected[1] else expected[0]
        if single != expected or batch != (values, *expected[1:]):
            different[seed] = (expected, single, batch)
    assert different == {}


ATOMIC = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r4 = r2
    r4 += 8
    r0 = 0
    if r4 > r3 goto out
    r0 = 5
    r0 = atomic_fetch_add((u64 *)(r2 + 0), r0)
    out:
    exit
"""


def test_an_atomic_access_to_a_packet_is_as_aligned_in_a_batch() -> None:
    spec = assemble_program(ATOMIC, name="add", type=ProgramType.XDP)
    packets = [bytes([number]) * (8 + number) for number in range(16)]
    with load(ObjectSpec("atomic", "GPL", {"add": spec}, {})) as loaded:
        add = loaded.programs["add"]
        single = [add.run(packet).return_value for packet in packets]
        assert list(add.run_batch(packets).return_values) == single
    assert single == [int.from_bytes(packet[:8], "little") for packet in packets]
