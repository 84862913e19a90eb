"""The memory of the interpreter's maps, which take more than those of compiled code."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

import progpack
from progpack import MapLimitError, MapSpec, MapType
from progpack.bpf import map_memory
from progpack.bpf.maps.plan import plan_map
from progpack.bpf.oracle.maps.arrays import HashMap, make_map
from progpack.bpf.oracle.maps.hash import CHARGED_ELEMENTS, ELEMENT_BYTES
from progpack.bpf.oracle.space import AddressSpace


@pytest.mark.parametrize("kind", [MapType.HASH, MapType.LRU_HASH, MapType.PERCPU_HASH])
def test_elements_of_the_interpreter_are_charged_as_they_come(kind: MapType) -> None:
    """Its objects take more than the map of compiled code, and only for what is there."""
    spec = MapSpec("h", kind, 8, 8, 1 << 20)
    gc.collect()  # maps that others left would go meanwhile
    before = map_memory.used()
    made = make_map(spec, AddressSpace())
    assert isinstance(made, HashMap)
    plan = map_memory.used() - before
    assert plan == plan_map(spec, 1).bytes
    count = 2 * CHARGED_ELEMENTS + 1
    tracemalloc.start()
    try:
        for number in range(count):
            made[number.to_bytes(8, "little")] = bytes(8)
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    charged = map_memory.used() - before - plan
    assert charged == 3 * CHARGED_ELEMENTS * ELEMENT_BYTES
    assert taken < count * (ELEMENT_BYTES + plan_map(spec, 1).bytes / spec.max_entries)
    progpack.limit_map_memory(before + plan + charged)
    try:
        for number in range(count, 3 * CHARGED_ELEMENTS):
            made[number.to_bytes(8, "little")] = bytes(8)
        with pytest.raises(MapLimitError, match="map h"):
            made[b"one more"] = bytes(8)
    finally:
        progpack.limit_map_memory(None)
    assert len(made) == 3 * CHARGED_ELEMENTS
    del made
    gc.collect()
    assert map_memory.used() == before
