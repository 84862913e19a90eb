"""Batches of packets: what the native loop gives is what single runs give."""

from __future__ import annotations

import ctypes
import threading
from array import array
from itertools import accumulate
from random import Random

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError, UsageError
from progpack.fault import FaultKind
from progpack.jit.image.store import store_of
from progpack.jit.native.areas import low_area
from progpack.jit.native.layout import HEADROOM
from progpack.jit.program import _PACKET_KINDS, Program
from progpack.jit.running import Placed, Run
from progpack.memory import PackAllocator

# The length, the first byte and, for __sk_buff, a field that the program writes.
_XDP = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r0 = r3
    r0 -= r2
    r4 = r2
    r4 += 1
    if r4 > r3 goto out
    r5 = *(u8 *)(r2 + 0)
    r0 <<= 8
    r0 |= r5
    r5 += 1
    *(u8 *)(r2 + 0) = r5
    out: exit"""
_SKB = """
    r0 = *(u32 *)(r1 + 0)
    r2 = *(u32 *)(r1 + 16)
    r0 <<= 32
    r0 |= r2
    r3 = *(u32 *)(r1 + 48)
    r0 += r3
    r3 += 1
    *(u32 *)(r1 + 48) = r3
    exit"""


def _program(packs: PackAllocator, kind: ProgramType, text: str) -> Program:
    spec = ProgramSpec.from_insns("test", kind, assemble(text))
    return Program(spec, {}, store_of(packs))


@pytest.mark.parametrize(("kind", "text"), [(ProgramType.XDP, _XDP), (ProgramType.SCHED_CLS, _SKB)])
def test_a_batch_gives_what_single_runs_give(
    packs: PackAllocator, kind: ProgramType, text: str
) -> None:
    chance = Random(1)
    program = _program(packs, kind, text)
    sizes = [
        0,
        1,
        13,
        14,
        15,
        1500,
        65535,
        200_000,
        0,
        9,
        *(chance.randrange(3000) for _ in range(300)),
    ]
    packets = [chance.randbytes(size) for size in sizes]
    batch = program.run_batch(packets)
    assert list(batch.return_values) == [program.run(each).return_value for each in packets]
    program.close()


def test_packets_in_memory_are_run_where_they_say(packs: PackAllocator) -> None:
    program = _program(packs, ProgramType.XDP, _XDP)
    data = ctypes.create_string_buffer(b"..abcdefgh", 10)
    offsets = array("Q", [2, 5, 5, 10])
    results = array("Q", [0, 0, 0])
    places = ctypes.addressof(data), offsets.buffer_info()[0], results.buffer_info()[0]
    spent = program.run_packets(*places, 3, longest=5)
    assert spent > 0
    assert list(results) == [3 << 8 | ord("a"), 0, 5 << 8 | ord("d")]
    # They are copies that the program writes to.
    assert data.raw == b"..abcdefgh"
    program.close()


@pytest.mark.parametrize("offsets", [[0, 1 << 40], [0, 10, 5], [7, 0]])
def test_offsets_that_make_no_sense_are_refused(packs: PackAllocator, offsets: list[int]) -> None:
    program = _program(packs, ProgramType.XDP, "r0 = 2\nexit")
    data = ctypes.create_string_buffer(16)
    numbers, results = array("Q", offsets), array("Q", [0] * (len(offsets) - 1))
    places = ctypes.addressof(data), numbers.buffer_info()[0], results.buffer_info()[0]
    with pytest.raises(UsageError, match="longer than 10 bytes"):
        program.run_packets(*places, len(offsets) - 1, longest=10)
    program.close()


def test_a_fault_says_which_packet_it_was(packs: PackAllocator) -> None:
    text = """
    r2 = *(u32 *)(r1 + 0)
    r0 = *(u8 *)(r2 + 3)
    exit"""
    program = _program(packs, ProgramType.XDP, text)
    with pytest.raises(RunError) as raised:
        program.run_batch([b"1234", b"12345", b"123", b"1234"])
    assert raised.value.__notes__ == ["packet 2 of 4"]
    program.close()


def test_offsets_that_change_meanwhile_lead_nowhere(packs: PackAllocator) -> None:
    """They are the caller's memory; what a packet may be is read once."""
    program = _program(
        packs,
        ProgramType.XDP,
        "r0 = *(u32 *)(r1 + 4)\nr2 = *(u32 *)(r1 + 0)\nr0 -= r2\nexit",
    )
    count, longest = 100_000, 100
    data = ctypes.create_string_buffer(64 * count + longest)
    offsets = array("Q", range(0, 64 * (count + 1), 64))
    results = array("Q", bytes(8 * count))
    places = ctypes.addressof(data), offsets.buffer_info()[0], results.buffer_info()[0]
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            for index in range(1, count, 701):
                offsets[index] += 1 << 30
                offsets[index] -= 1 << 30

    thread = threading.Thread(target=change)
    thread.start()
    ends = set()
    try:
        for _ in range(20):
            results[:] = array("Q", bytes(8 * count))
            try:
                program.run_packets(*places, count, longest=longest)
                ends.add("whole")
            except UsageError:
                ends.add("changed")
            assert max(results) <= 64 * count
    finally:
        stop.set()
        thread.join()
    assert ends <= {"whole", "changed"}
    program.close()


# What moves its packet has each at one place, what writes its context has a fresh one for each.
_MOVES = "r2 = 0\ncall 44\n"


@pytest.mark.parametrize("given", [False, True], ids=["copied", "where they are"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ProgramType.XDP, "r0 = 2\nexit"),
        (ProgramType.XDP, f"{_MOVES}r0 = 2\nexit"),
        (ProgramType.SCHED_CLS, "r0 = 2\nexit"),
        (ProgramType.SCHED_CLS, "*(u32 *)(r1 + 48) = r1\nr0 = 2\nexit"),
    ],
)
def test_a_packet_longer_than_was_said_does_not_run(
    packs: PackAllocator, kind: ProgramType, text: str, given: bool
) -> None:
    program = _program(packs, kind, text)
    memory, sizes = low_area(4096), [20, 30, 31, 20]
    offsets = array("Q", [0, *accumulate(sizes)])
    results = array("Q", [77] * len(sizes))
    at, room = offsets.buffer_info()[0], memory.size if given else 0
    placed = Placed(memory.address, at, at + 8, len(sizes), room)
    with pytest.raises(UsageError, match="packet 2 of 4 is longer than 30 bytes"):
        program.run_placed(placed, results, longest=30)
    assert list(results) == [2, 2, 77, 77]
    program.close()


def test_a_packet_longer_than_the_buffer_is_a_fault_in_native_code(packs: PackAllocator) -> None:
    """Python makes room before; what copies does not rely on it."""
    program = _program(packs, ProgramType.XDP, "r0 = 2\nexit")
    program.run(bytes(64))
    run = Run(program)
    with run as space:
        space.prepare(program, program.entry_for(DEFAULT_BUDGET), _PACKET_KINDS[program.type])
        room = space.state.buffer_end - space.state.buffer - HEADROOM
        for size, fault, result in ((room, FaultKind.NONE, 2), (room + 1, FaultKind.WRITE, 0)):
            packet = bytes(size)
            once = space.address, space._once_at, packet, size, DEFAULT_BUDGET, 0
            assert space._call(*once) == result
            assert (FaultKind(space.state.fault), space.seen(packet)[0]) == (fault, bool(fault))
    program.close()
