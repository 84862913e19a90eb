"""The plan of a map is what both makers make of it: in this process and in an executable."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from progpack.bpf.btf.types import Btf
from progpack.bpf.check.program import as_programs_see, check_map
from progpack.bpf.maps.plan import TIMER_SLOT_BYTES, Fill, MapPlan, plan_map
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.maps.types import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, PROVIDED, Holds, MapType
from progpack.bpf.spec import MapSpec
from progpack.errors import ProgpackError
from progpack.foreign.address_space import Areas, fields_of
from progpack.foreign.maps import place_map
from progpack.jit.maps.kinds import make_map
from progpack.jit.native import cpus
from progpack.jit.native.layout import MapHeader, TimerSlot
from progpack.jit.native.runtime import native_runtime
from progpack.kernel import MapFlags
from tests.jit.test_special_fields import VALUES, Value

FIELDS: Final = [field[0] for field in MapHeader._fields_]
#: What a map has before its first run beside the words of its plan and the addresses of its parts.
STATE: Final = {"values_end", "shown", "shown_end", "seed", "ring", "members", "before", "behind"}
INNER: Final = MapSpec("inner", MapType.ARRAY, 4, 8, 3)
SIZES: Final = st.one_of(st.sampled_from([0, 4, 8]), st.integers(1, 100))
ENTRIES: Final = st.one_of(st.sampled_from([0, 1, 2, 4096, 8192]), st.integers(1, 300))


def needed(kind: MapType) -> int:
    """The flags without which no map of the type is made."""
    return MapFlags.NO_PREALLOC if kind is MapType.LPM_TRIE or kind.traits.typed else 0


@st.composite
def specs(draw: st.DrawFn) -> MapSpec:
    """A map that can be made."""
    kind = draw(st.sampled_from(sorted(PROVIDED)))
    of_maps = kind.traits.holds is Holds.MAPS
    spec = MapSpec(
        "m",
        kind,
        draw(SIZES),
        4 if of_maps else draw(SIZES),
        draw(ENTRIES),
        flags=draw(st.sampled_from([0, 0, BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG])) | needed(kind),
        map_extra=draw(st.integers(0, 3)) if kind is MapType.BLOOM_FILTER else 0,
        inner=INNER if of_maps else None,
    )
    try:
        check_map(spec)
    except ProgpackError:
        assume(False)
    return spec


def special(name: str, kind: MapType) -> MapSpec:
    """A map whose values have a lock, a timer or both."""
    value = Value()
    number, size = VALUES[name](value)
    kind_of_value = Btf(value.writer.data(), "test").type(number)
    return MapSpec("m", kind, 4, size, 37, value_type=kind_of_value)


def check_header(spec: MapSpec, plan: MapPlan, header: dict[str, int], end: int) -> None:
    """The header says what the plan says, and each part has its bytes, below ``end``, alone."""
    words = dict.fromkeys(FIELDS, 0) | dict(plan.words)
    parts = {part.field: part.size for part in plan.parts}
    wrong = {name for name in FIELDS if name not in parts if header[name] != words[name]}
    assert wrong <= STATE
    assert header["values_end"] - header["values"] == parts["values"]
    shown = (header["values"], header["values_end"]) if plan.shown else (0, 0)
    assert (header["shown"], header["shown_end"]) == shown
    assert bool(header["ring"]) == (plan.ring is not None)
    places = sorted((header[name], size) for name, size in parts.items() if header[name])
    ends = [at + size for at, size in places]
    assert all(before <= at for before, (at, _) in zip(ends, places[1:], strict=False))
    assert ends[-1] <= end


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(spec=specs())
def test_a_map_of_this_process_is_as_planned(spec: MapSpec) -> None:
    plan = plan_map(as_programs_see(spec), cpus.COUNT)
    made = make_map(spec, native_runtime())
    header = {name: int(getattr(made._header, name)) for name in FIELDS}
    check_header(made.spec, plan_map(made.spec, cpus.COUNT), header, 1 << 64)
    assert all(header[part.field] for part in plan.parts)
    assert [area.size for area in made._areas] == [part.size for part in plan.parts]


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(spec=specs(), order=st.sampled_from("<>"), bits=st.sampled_from([32, 64]))
def test_a_map_of_an_executable_is_as_planned(spec: MapSpec, order: str, bits: int) -> None:
    areas, spec = Areas(bits), as_programs_see(spec)
    plan = plan_map(spec, cpus.COUNT)
    placed = place_map(spec, areas, order, Random(7))
    at = placed.address - areas.data.address
    file = fields_of(MapHeader, order, bytes(areas.data._data[at:])[: ctypes.sizeof(MapHeader)])
    assert file == {**dict.fromkeys(FIELDS, 0), **placed.header}
    check_header(spec, plan, file, areas.zeros.address + areas.zeros._size)
    assert bool(file["members"]) == (spec.type.traits.holds is Holds.MAPS)
    rings = [header for header in (placed.samples, placed) if header is not None]
    assert len(areas.rings) == sum(ring.spec.type is MapType.RINGBUF for ring in rings)


@pytest.mark.parametrize("kind", [MapType.ARRAY, MapType.HASH], ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", ["a lock", "a lock behind", "a timer", "both"])
def test_locks_and_timers_have_their_places(name: str, kind: MapType) -> None:
    spec = special(name, kind)
    plan = plan_map(spec, cpus.COUNT)
    at = {"lock_at": lock_offset(spec), "timer_at": timer_offset(spec)}
    assert {word: plan.words[word] - 1 for word in at if word in plan.words} == {
        word: offset for word, offset in at.items() if offset is not None
    }
    sizes = {part.field: part.size for part in plan.parts}
    assert sizes.get("taken", 0) == (plan.slots if at["lock_at"] is not None else 0)
    timers = plan.slots * ctypes.sizeof(TimerSlot) if at["timer_at"] is not None else 0
    assert sizes.get("timers", 0) == timers
    placed = place_map(spec, Areas(64), "<", Random(7))
    # Nobody forks an executable of this kind.
    forks = {part.field for part in plan.parts if part.fill is Fill.OF_FORKS}
    assert not forks & placed.header.keys()


def test_a_timer_has_the_bytes_of_its_slot() -> None:
    assert ctypes.sizeof(TimerSlot) == TIMER_SLOT_BYTES


def test_initial_values_are_stored_in_the_file() -> None:
    data = bytes(range(24))
    spec = MapSpec(".data", MapType.ARRAY, 4, len(data), 1, data=data)
    areas = Areas(64)
    placed = place_map(spec, areas, "<", Random(7))
    at = placed.values - areas.data.address
    assert bytes(areas.data._data[at : at + len(data)]) == data
    assert plan_map(replace(spec, data=None), 1).parts[0].fill is Fill.ZEROS


@pytest.mark.parametrize("kind", sorted(PROVIDED), ids=lambda kind: kind.name)
def test_every_provided_type_has_a_plan_and_a_maker(kind: MapType) -> None:
    of_maps = kind.traits.holds is Holds.MAPS
    for key, value, entries in (
        (4, 8, 8),
        (8, 4, 8),
        (0, 8, 8),
        (0, 0, 4096),
        (4, 4, 8),
        (4, 8, 0),
        (8, 8, 0),
    ):
        spec = MapSpec(
            "m", kind, key, 4 if of_maps else value, entries,
            flags=needed(kind), inner=INNER if of_maps else None,
        )  # fmt: skip
        try:
            check_map(spec)
        except ProgpackError:
            continue
        assert make_map(spec, native_runtime()).spec.type is kind
        return
    pytest.fail("no sizes fit")
