"""Programs with so many maps, or maps inside of maps, that checks look them up in an index."""

from __future__ import annotations

import random

import pytest

from progpack import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.fault import FaultKind
from progpack.jit.maps.handle import KeyedMap, RingBuffer
from progpack.jit.maps.kinds import MapOfMaps
from progpack.jit.native.layout import FEW_MAPS

#: Below, at and above the number from which on there is an index, and many.
COUNTS = [1, FEW_MAPS - 1, FEW_MAPS, FEW_MAPS + 1, 2 * FEW_MAPS + 1, 500]
TYPES = [MapType.ARRAY, MapType.HASH, MapType.PERCPU_ARRAY]
OUT = "\nout:\n r0 = 99\n exit\n"


def specs(count: int) -> list[MapSpec]:
    return [
        MapSpec(f"m{at}", TYPES[at % len(TYPES)], 4, 8 + 8 * (at % 5), 3) for at in range(count)
    ]


def object_of(text: str, maps: list[MapSpec]) -> ObjectSpec:
    refs = "".join(f"r1 = map {each.name} ll\n" for each in maps)
    spec = assemble_program(f"r9 = r1\n{refs}{text}{OUT}", type=ProgramType.FLAT)
    return ObjectSpec("many", "GPL", {"main": spec}, {each.name: each for each in maps})


#: Reads the address that the run is given and writes what it read plus 1 there.
TOUCH = """
    r6 = *(u64 *)(r9 + 0)
    r0 = *(u64 *)(r6 + 0)
    r7 = r0
    r7 += 1
    *(u64 *)(r6 + 0) = r7
    exit
"""
#: Looks element 1 of the map up whose address the run is given.
FIND = """
    r1 = *(u64 *)(r9 + 0)
    *(u32 *)(r10 - 4) = 1
    r2 = r10
    r2 += -4
    call 1
    if r0 == 0 goto out
    r0 = *(u64 *)(r0 + 0)
    exit
"""


@pytest.mark.parametrize("count", COUNTS)
def test_all_maps_of_a_program_are_found_and_nothing_beside_them(count: int) -> None:
    maps = specs(count)
    rng = random.Random(count)
    with load(object_of(TOUCH, maps)) as held, load(object_of(FIND, maps)) as finds:
        touch, find = held.programs["main"], finds.programs["main"]
        for name in rng.sample([each.name for each in maps], min(count, 60)):
            table, other = held.maps[name], finds.maps[name]
            start, end = table.values_at, table.values_end
            assert touch.run(start.to_bytes(8, "little")).return_value == 0
            assert touch.run(start.to_bytes(8, "little")).return_value == 1
            assert touch.run((end - 8).to_bytes(8, "little")).return_value == 0
            for outside in (start - 1, end - 7, end, table.address):
                if any(
                    each.values_at <= outside and outside + 8 <= each.values_end
                    for each in held.maps.values()
                ):
                    continue
                with pytest.raises(RunError) as caught:
                    touch.run(outside.to_bytes(8, "little"))
                assert caught.value.fault.kind is FaultKind.READ
            assert isinstance(other, KeyedMap) or other.spec.type is MapType.PERCPU_ARRAY
            found = 99 if other.spec.type is MapType.HASH else 0
            assert find.run(other.address.to_bytes(8, "little")).return_value == found
            for outside in (other.address + 8, other.address - 8, table.address, 0):
                with pytest.raises(RunError) as caught:
                    find.run(outside.to_bytes(8, "little"))
                assert caught.value.fault.kind is FaultKind.MAP


@pytest.mark.parametrize("count", [1, FEW_MAPS + 1, 300])
def test_maps_inside_of_maps_and_rings_are_found_among_many(count: int) -> None:
    inner = MapSpec("inner", MapType.ARRAY, 4, 16, 2)
    maps = [
        *specs(count),
        MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 64, inner=inner),
        MapSpec("ring", MapType.RINGBUF, 0, 0, 1 << 16),
    ]
    submit = """
        r1 = map ring ll
        r2 = 16
        r3 = 0
        call 131
        if r0 == 0 goto out
        *(u64 *)(r0 + 8) = 7
        r1 = r0
        r2 = 0
        call 132
        r0 = 0
        exit
    """
    with load(object_of(TOUCH, maps)) as held, load(object_of(submit, maps)) as submits:
        outer = held.maps["outer"]
        assert isinstance(outer, MapOfMaps)
        for key in range(64):
            outer[key] = outer.new(f"inner{key}")
        for key in (0, 31, 63):
            at = outer[key].values_at
            assert held.programs["main"].run((at + 16).to_bytes(8, "little")).return_value == 0
            assert held.programs["main"].run((at + 16).to_bytes(8, "little")).return_value == 1
        assert submits.programs["main"].run(bytes(8)).return_value == 0
        ring = submits.maps["ring"]
        assert isinstance(ring, RingBuffer)
        assert [record[8:] for record in ring.consume()] == [(7).to_bytes(8, "little")]


def test_a_time_limit_ends_a_run_whose_checks_look_through_very_many_inner_maps() -> None:
    """Nothing is taken from the budget for that: so it is looked at the clock in between."""
    inner = MapSpec("inner", MapType.ARRAY, 4, 8, 1)
    outer = MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 3000, inner=inner)
    body = "r0 = *(u64 *)(r6 + 0)\nr6 ^= 0\n" * 4_000
    with load(object_of(f"r6 = *(u64 *)(r9 + 0)\n{body}exit", [outer])) as held:
        table = held.maps["outer"]
        assert isinstance(table, MapOfMaps)
        for key in range(3000):
            table[key] = table.new()
        last = table[2999].values_at.to_bytes(8, "little")
        assert held.programs["main"].run(last).return_value == 0
        with pytest.raises(RunError) as caught:
            held.programs["main"].run(last, timeout=0.005)
        assert caught.value.fault.kind is FaultKind.TIME


def test_a_program_may_have_a_thousand_maps_of_one_object() -> None:
    maps = [MapSpec(f"m{at}", MapType.ARRAY, 4, 8, 1) for at in range(1000)]
    spec = object_of(TOUCH, maps)
    assert isinstance(spec.programs["main"], ProgramSpec)
    with load(spec) as held:
        addresses = [each.values_at for each in held.maps.values()]
        assert len(set(addresses)) == 1000
        for at in addresses[::101]:
            assert held.programs["main"].run(at.to_bytes(8, "little")).return_value == 0
