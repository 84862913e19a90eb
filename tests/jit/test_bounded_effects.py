"""What one call does, and what a run leaves behind, is bounded alike in both worlds."""

from __future__ import annotations

import tracemalloc

import pytest

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
)
from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.maps.arrays import HashMap as OracleHash
from progpack.bpf.oracle.maps.arrays import KeyedMap, PerfEventMap, make_map
from progpack.bpf.oracle.maps.hash import LRU_LOOKS, MOST_GONE, MOST_GONE_BYTES
from progpack.bpf.oracle.maps.queues import BloomMap
from progpack.bpf.oracle.space import AddressSpace
from progpack.jit.maps.handle import HashMap
from progpack.jit.maps.kinds import PerfEvents
from progpack.jit.object import Object

BUDGET = 1 << 40
#: Looks up the keys from 0 to what r1 points to, then puts in key 1,000,000.
LOOK_UP_ALL = """r6 = *(u32 *)(r1 + 0); r7 = 0
    again: if r7 == r6 goto full; *(u32 *)(r10 - 4) = r7; r1 = map m ll; r2 = r10; r2 += -4; call 1
    r7 += 1; goto again
    full: *(u32 *)(r10 - 4) = 1000000; r1 = map m ll; r2 = r10; r2 += -4; r3 = r2; r4 = 0; call 2
    exit"""
#: Calls helper 6 or 25 as often as r1 points to; r0 is the sum of what it says.
PRINT = """r6 = *(u32 *)(r1 + 0); r7 = 0; r1 = {format} ll; *(u64 *)(r10 - 16) = r1
    *(u64 *)(r10 - 8) = 0
    again: r1 = r10; r1 += -16; r2 = 16; r3 = r6; call 6; r7 += r0; r6 += -1
    if r6 != 0 goto again; r0 = r7; exit"""
SAMPLES = """r6 = r1; r7 = *(u32 *)(r6 + 0); r8 = 0
    again: r1 = r6; r2 = map m ll; r3 = 0; r4 = r6; r5 = *(u32 *)(r6 + 4); call 25; r8 += r0
    r7 += -1; if r7 != 0 goto again; r0 = r8; exit"""
CLONES = """r6 = r1; r7 = *(u32 *)(r6 + 0); r7 &= 0xffff
    again: r1 = r6; r2 = r7; r3 = 0; call 13; r7 += -1; if r7 != 0 goto again; r0 = 0; exit"""


def program(text: str, kind: ProgramType = ProgramType.FLAT) -> ProgramSpec:
    return assemble_program(text.replace(";", "\n"), name="p", type=kind, license="GPL")


@pytest.mark.parametrize("more", [-1, 0, 1, 9])
def test_a_search_for_the_least_used_element_passes_so_many_in_use(
    packs: PackAllocator, more: int
) -> None:
    entries = LRU_LOOKS + more
    spec = MapSpec("m", MapType.LRU_HASH, 4, 4, entries)
    text = program(LOOK_UP_ALL)
    machine = Machine(text, {"m": spec})
    slow = machine.maps["m"]
    assert isinstance(slow, KeyedMap)
    with Object(ObjectSpec("t", "GPL", {"p": text}, {"m": spec}), packs, None) as held:
        quick = held.maps["m"]
        assert isinstance(quick, HashMap)
        for key in range(entries):
            name = key.to_bytes(4, "little")
            slow[name] = name
            quick[name] = name
        memory = entries.to_bytes(4, "little")
        assert machine.run(memory, budget=BUDGET).return_value == 0
        assert held.programs["p"].run(memory, budget=BUDGET).return_value == 0
        gone = [key for key in range(entries) if key.to_bytes(4, "little") not in quick]
        assert gone == [key for key in range(entries) if key.to_bytes(4, "little") not in slow]
        # Where all have been passed the first is in use no longer; else the next one goes.
        assert gone == [0 if entries <= LRU_LOOKS else LRU_LOOKS]


def test_what_a_run_prints_is_bounded_alike(packs: PackAllocator) -> None:
    text = int.from_bytes(b"%999d", "little")
    spec = program(PRINT.format(format=text))
    machine = Machine(spec, {})
    with Object(ObjectSpec("t", "GPL", {"p": spec}, {}), packs, None) as held:
        for count in (1, 258, 259, 260, 600):
            memory = count.to_bytes(4, "little")
            one = machine.run(memory, budget=BUDGET)
            two = held.programs["p"].run(memory, budget=BUDGET)
            assert (one.return_value, one.printed) == (two.return_value, two.printed), count
            assert one.return_value == 999 * count
    assert one.printed[-1].endswith("more texts and clones found no room)")


def test_clones_of_a_run_are_bounded_alike(packs: PackAllocator) -> None:
    spec = program(CLONES, ProgramType.SCHED_CLS)
    machine = Machine(spec, {})
    with Object(ObjectSpec("t", "GPL", {"p": spec}, {}), packs, None) as held:
        for length in (64, 700, 3000):
            packet = bytes(range(256)) * 12
            one = machine.run(packet[:length], budget=BUDGET)
            two = held.programs["p"].run(packet[:length], budget=BUDGET)
            assert one.clones == two.clones
            assert one.printed == two.printed
            assert len(one.clones) * length < 1 << 18


def test_samples_that_nobody_takes_are_bounded_alike(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.PERF_EVENT_ARRAY, 4, 4, 1)
    text = program(SAMPLES)
    machine = Machine(text, {"m": spec})
    slow = machine.maps["m"]
    assert isinstance(slow, PerfEventMap)
    with Object(ObjectSpec("t", "GPL", {"p": text}, {"m": spec}), packs, None) as held:
        quick = held.maps["m"]
        assert isinstance(quick, PerfEvents)
        for size, count in ((8, 9), (8, 100_000), (4000, 10), (4000, 700)):
            memory = b"".join(n.to_bytes(4, "little") for n in (count, size)).ljust(size, b"x")
            one = machine.run(memory, budget=BUDGET).return_value
            two = held.programs["p"].run(memory, budget=BUDGET).return_value
            assert one == two, (size, count)
            assert slow.consume() == [(each.cpu, each.data) for each in quick.consume()]
    assert one > 1 << 63  # some were told that there is no room


def test_very_many_digits_of_a_width_are_read_alike(packs: PackAllocator) -> None:
    """Python reads no number of more than 4,300 digits."""
    data = b"%" + b"0" * 9000 + b"1" * 6000 + b"x|%" + b"1" + b"0" * 70_000 + b"d"
    fmt = MapSpec("fmt", MapType.ARRAY, 4, len(data) + 1, 1, data=data, read_only=True)
    text = program(
        """r6 = r1; *(u64 *)(r10 - 16) = 171; *(u64 *)(r10 - 8) = -5; r1 += 8; r2 = 4000
        r3 = map fmt + 0 ll; r4 = r10; r4 += -16; r5 = 16; call 165; exit"""
    )
    machine = Machine(text, {"fmt": fmt})
    with Object(ObjectSpec("t", "GPL", {"p": text}, {"fmt": fmt}), packs, None) as held:
        one = machine.run(bytes(4096), budget=BUDGET)
        two = held.programs["p"].run(bytes(4096), budget=BUDGET)
    assert (one.return_value, one.packet) == (two.return_value, two.packet)
    assert one.return_value == 2 * 8388607 + 2


def test_values_that_a_run_replaced_are_kept_up_to_a_number_and_a_size() -> None:
    for size, kept in ((8, MOST_GONE), (1 << 21, MOST_GONE_BYTES >> 21)):
        made = make_map(MapSpec("m", MapType.HASH, 4, size, 2), space := AddressSpace())
        assert isinstance(made, OracleHash)
        key = bytes(4)
        made.update_elem(key, bytes(size))
        places = [made.value_address(key)]
        for _ in range(kept + 1):
            made.update_elem(key, bytes(size))
            places.append(made.value_address(key))
        assert space.find(places[0], size) is None
        assert all(space.find(place, size) for place in places[1:])
        made.end_run()
        assert [place for place in places if space.find(place, size)] == [places[-1]]


def test_a_filter_of_more_values_than_it_was_made_for_takes_no_more_memory() -> None:
    made = make_map(MapSpec("m", MapType.BLOOM_FILTER, 0, 8, 64), AddressSpace())
    assert isinstance(made, BloomMap)
    values = [n.to_bytes(8, "little") for n in range(5000)]
    for count, value in enumerate(values[:2000]):
        assert made.push_elem(value) == 0
        if count < 64:  # until then it takes no value for another
            assert sum(made.peek_elem(bytearray(each)) == 0 for each in values) == count + 1
    assert all(made.peek_elem(bytearray(value)) == 0 for value in values[:2000])
    tracemalloc.start()
    try:
        for value in values[2000:]:
            made.push_elem(value)
        assert tracemalloc.get_traced_memory()[0] < 1000
    finally:
        tracemalloc.stop()
