"""A run holds as many records as a kernel could let it, and its end finds each of them."""

from __future__ import annotations

import pytest

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
)
from progpack.bpf.asm import assemble_program
from progpack.bpf.isa.limits import MAX_FRAMES, MOST_RECORDS, STACK_SIZE
from progpack.fault import FaultKind
from progpack.jit.maps.handle import RingBuffer
from progpack.jit.object import Object

MAPS = {
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 1 << 17),
    "other": MapSpec("other", MapType.RINGBUF, 0, 0, 1 << 12),
}
#: The first word of the memory says how many records are reserved, the second how many of the last
#: are submitted; r0 is how many there are.
LOOP = """r9 = r1; r7 = *(u64 *)(r9 + 0); r8 = 0
again: if r8 >= r7 goto out
{reserve}
if r0 == 0 goto out; *(u64 *)(r0 + 0) = 7; r6 = r0; r8 += 1; goto again
out: r7 = *(u64 *)(r9 + 8); if r7 == 0 goto done
r1 = r6; r2 = 0; call 132
done: r0 = r8; exit"""
RESERVE = "r1 = map ring ll; r2 = 8; r3 = 0; call 131"
#: A dynptr that is written over: nobody finds its record again.
DYNPTR = "r1 = map ring ll; r2 = 8; r3 = 0; r4 = r10; r4 += -16; call 198; r0 = *(u64 *)(r10 - 16)"
#: Each record of a helper's own is submitted at once.
BESIDE = (
    "*(u64 *)(r10 - 8) = 1; r1 = map other ll; r2 = r10; r2 += -8; r3 = 8; r4 = 0; call 130; "
    f"{RESERVE}"
)


def program(reserve: str) -> ProgramSpec:
    text = LOOP.format(reserve=reserve).replace(";", "\n")
    return assemble_program(text, name="hold", type=ProgramType.FLAT)


def given(count: int, submits: int = 0) -> bytes:
    return count.to_bytes(8, "little") + submits.to_bytes(8, "little")


def test_there_is_room_for_any_program_of_the_kernel() -> None:
    assert MOST_RECORDS > STACK_SIZE // 8 + 11 * MAX_FRAMES


@pytest.mark.parametrize("reserve", [RESERVE, DYNPTR, BESIDE])
def test_one_record_too_many_ends_the_run(packs: PackAllocator, reserve: str) -> None:
    spec = program(reserve)
    with Object(ObjectSpec("t", "GPL", {"hold": spec}, MAPS), packs, None) as held:
        compiled, machine = held.programs["hold"], Machine(spec, MAPS)
        for run in (compiled.run, machine.run):
            assert run(given(MOST_RECORDS)).return_value == MOST_RECORDS
            with pytest.raises(RunError) as caught:
                run(given(MOST_RECORDS + 1))
            assert caught.value.fault.kind is FaultKind.HELPER
            assert spec.insns[caught.value.fault.pc].opcode == 0x85


def test_the_end_of_a_run_gives_back_every_record(packs: PackAllocator) -> None:
    spec = program(RESERVE)
    with Object(ObjectSpec("t", "GPL", {"hold": spec}, MAPS), packs, None) as held:
        ring = held.maps["ring"]
        assert isinstance(ring, RingBuffer)
        for count in (1, 2, MOST_RECORDS, 5):
            assert held.programs["hold"].run(given(count, 1)).return_value == count
            assert ring.consume() == [(7).to_bytes(8, "little")]
            assert held.programs["hold"].run(given(count)).return_value == count
            assert ring.consume() == []


@pytest.mark.parametrize("first", [True, False])
def test_records_are_given_back_in_any_order(packs: PackAllocator, first: bool) -> None:
    """Of three records the middle one is submitted, then one of the others; the last stays."""
    lines = ["r9 = r1"]
    for at in (-8, -16, -24):
        lines += ["r1 = map ring ll", "r2 = 8", "r3 = 0", "call 131", "if r0 == 0 goto out"]
        lines += [f"*(u64 *)(r0 + 0) = {-at}", f"*(u64 *)(r10 - {-at}) = r0"]
    for at in (-16, -8 if first else -24):
        lines += [f"r1 = *(u64 *)(r10 - {-at})", "r2 = 0", "call 132"]
    lines += ["out: r0 = 0", "exit"]
    spec = assemble_program("\n".join(lines), name="hold", type=ProgramType.FLAT)
    with Object(ObjectSpec("t", "GPL", {"hold": spec}, MAPS), packs, None) as held:
        ring = held.maps["ring"]
        assert isinstance(ring, RingBuffer)
        held.programs["hold"].run(bytes(8))
        wanted = [8, 16] if first else [16, 24]
        assert [int.from_bytes(data, "little") for data in ring.consume()] == wanted
        assert ring.consume() == []
