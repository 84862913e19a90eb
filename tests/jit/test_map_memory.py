"""What maps take: one limit for all of a process, and nothing before it is used."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

import progpack
from progpack import Machine, MapLimitError, MapSpec, MapType, ObjectSpec, UsageError, load
from progpack.bpf import map_memory as mapmemory
from progpack.bpf.maps.plan import plan_map
from progpack.bpf.spec import MapRef, ProgramSpec
from progpack.jit.maps.handle import Map
from progpack.jit.maps.kinds import make_map
from progpack.jit.native import cpus
from progpack.jit.native.runtime import native_runtime
from progpack.testing import elements
from tests.memory.interrupting import Caller, Injector, Interrupt

from .worlds import program

MIB = 1 << 20
KINDS = [
    MapSpec("m", MapType.ARRAY, 4, 12, 100),
    MapSpec("m", MapType.HASH, 6, 12, 100),
    MapSpec("m", MapType.LRU_HASH, 6, 12, 100),
    MapSpec("m", MapType.LPM_TRIE, 12, 12, 100, flags=1),
    MapSpec("m", MapType.PERCPU_ARRAY, 4, 12, 100),
    MapSpec("m", MapType.PERCPU_HASH, 4, 12, 100),
    MapSpec("m", MapType.LRU_PERCPU_HASH, 4, 12, 100),
    MapSpec("m", MapType.QUEUE, 0, 12, 100),
    MapSpec("m", MapType.STACK, 0, 12, 100),
    MapSpec("m", MapType.BLOOM_FILTER, 0, 12, 100),
    MapSpec("m", MapType.RINGBUF, 0, 0, 8192),
    MapSpec("m", MapType.PERF_EVENT_ARRAY, 4, 4, 2),
    MapSpec("m", MapType.PROG_ARRAY, 4, 4, 100),
    MapSpec("m", MapType.DEVMAP, 4, 4, 100),
    MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 100),
    MapSpec("m", MapType.HASH_OF_MAPS, 4, 4, 100),
]
HUGE = [
    MapSpec("m", MapType.RINGBUF, 0, 0, 1 << 30),
    MapSpec("m", MapType.HASH, 4, 4, 100_000_000),
    MapSpec("m", MapType.LRU_HASH, 4, 4, 50_000_000),
    MapSpec("m", MapType.PERCPU_HASH, 4, 4, 20_000_000),
    MapSpec("m", MapType.ARRAY, 4, 1 << 20, 1 << 11),
    MapSpec("m", MapType.BLOOM_FILTER, 0, 4, 500_000_000),
    MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 100_000_000),
    MapSpec("m", MapType.PROG_ARRAY, 4, 4, 100_000_000),
]


def object_of(*maps: MapSpec, uses: bool = True) -> ObjectSpec:
    """An object with a program that refers to all of the maps, or to none."""
    text = "".join("r1 = 0 ll\n" for _ in maps) if uses else ""
    refs = {2 * number: MapRef(each.name) for number, each in enumerate(maps)} if uses else {}
    spec = program(f"{text}r0 = 0\nexit", maps=refs)
    return ObjectSpec("maps", "GPL", {spec.name: spec}, {each.name: each for each in maps})


@pytest.fixture
def limit() -> Iterator[None]:
    """The limit as it was, afterwards."""
    gc.collect()
    yield
    progpack.limit_map_memory(None)


def areas_of(held: Map) -> int:
    """The bytes that a map has mapped."""
    total = sum(area.size for area in held._areas)
    ring = getattr(held, "_ring", None)
    return total + (areas_of(ring) if ring is not None else 0)


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.type.name)
def test_the_size_is_known_before_a_map_is_made(spec: MapSpec) -> None:
    made = make_map(spec, native_runtime())
    told = plan_map(spec, cpus.COUNT).bytes
    assert told == areas_of(made)


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.type.name)
def test_what_is_closed_is_given_back(spec: MapSpec, limit: None) -> None:
    before = mapmemory.used()
    with load(object_of(spec)):
        assert mapmemory.used() - before == plan_map(spec, cpus.COUNT).bytes
    assert mapmemory.used() == before


def test_a_view_keeps_what_it_shows(limit: None) -> None:
    before = mapmemory.used()
    with load(object_of(KINDS[0])) as loaded:
        view = loaded.maps["m"].view()  # type: ignore[attr-defined]
    assert mapmemory.used() - before == plan_map(KINDS[0], cpus.COUNT).bytes
    view.release()
    del view
    assert mapmemory.used() == before


def test_a_load_over_the_limit_changes_nothing(limit: None) -> None:
    before = mapmemory.used()
    progpack.limit_map_memory(before + 10 * MIB)
    small = MapSpec("small", MapType.ARRAY, 4, MIB, 8)
    large = MapSpec("large", MapType.HASH, 4, MIB, 2)
    with pytest.raises(MapLimitError) as caught:
        load(object_of(small, large))
    size = plan_map(large, cpus.COUNT).bytes
    for word in ("large", f"{size:,}", f"{before + 10 * MIB:,}"):
        assert word in str(caught.value)
    del caught
    gc.collect()
    assert mapmemory.used() == before
    with load(object_of(small)):
        assert mapmemory.used() == before + 8 * MIB
    with pytest.raises(MapLimitError):
        Machine(object_of(small, large).programs["test"], {"small": small, "large": large})
    gc.collect()
    assert mapmemory.used() == before


def test_exactly_the_limit_is_allowed(limit: None) -> None:
    spec = MapSpec("m", MapType.ARRAY, 4, 8, 1000)
    before = mapmemory.used()
    progpack.limit_map_memory(before + 8000)
    load(object_of(spec)).close()
    progpack.limit_map_memory(before + 7999)
    with pytest.raises(MapLimitError):
        load(object_of(spec))


def test_maps_that_only_garbage_refers_to_do_not_stand_in_the_way(limit: None) -> None:
    spec = MapSpec("m", MapType.ARRAY, 4, MIB, 4)
    progpack.limit_map_memory(mapmemory.used() + 6 * MIB)
    gc.disable()
    try:
        kept: list[object] = [load(object_of(spec))]
        kept.append(kept)
        del kept
        with load(object_of(spec)):
            pass
    finally:
        gc.enable()


def test_maps_in_maps_count(limit: None) -> None:
    inner = MapSpec("inner", MapType.ARRAY, 4, MIB, 1)
    outer = MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 8, inner=inner)
    before = mapmemory.used()
    with load(object_of(outer)) as loaded:
        held = loaded.maps["outer"]
        progpack.limit_map_memory(mapmemory.used() + 2 * MIB)
        made = [held.new(), held.new()]  # type: ignore[attr-defined]
        with pytest.raises(MapLimitError):
            held.new()  # type: ignore[attr-defined]
        del made, held
    gc.collect()
    assert mapmemory.used() == before


@pytest.mark.parametrize(
    ("text", "value"), [("1000", 1000), ("64K", 64 << 10), ("3m", 3 << 20), ("2G", 2 << 30)]
)
def test_the_environment_sets_the_limit(
    text: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGPACK_MAP_MEMORY", text)
    assert mapmemory.limit() == value


@pytest.mark.parametrize("text", ["", "some", "-1", "1.5G", "9" * 400])
def test_an_environment_that_says_no_number_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGPACK_MAP_MEMORY", text)
    if not text:
        assert mapmemory.limit() > 0
        return
    with pytest.raises(UsageError, match="PROGPACK_MAP_MEMORY"):
        mapmemory.limit()


def test_the_limit_is_a_quarter_of_what_machine_and_groups_allow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PROGPACK_MAP_MEMORY", raising=False)
    with open("/proc/meminfo") as file:
        total = int(file.readline().split()[1]) * 1024
    assert 0 < mapmemory.limit() <= total // 4


def test_groups_may_allow_less(tmp_path: object) -> None:
    from pathlib import Path

    root = Path(str(tmp_path))
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "memory.max").write_text("1000000\n")
    (root / "a" / "b" / "memory.max").write_text("max\n")
    assert mapmemory.group_limit("0::/a/b\n", root) == 1_000_000
    assert mapmemory.group_limit("0::/\n", root) is None
    old = root / "memory" / "c"
    old.mkdir(parents=True)
    (old / "memory.limit_in_bytes").write_text("2000000\n")
    assert mapmemory.group_limit("7:cpu,memory:/c\n0::/\n", root) == 2_000_000


_LOAD = """
import resource, time
import progpack
from progpack import MapSpec, MapType, ObjectSpec
from tests.jit.test_map_memory import HUGE, object_of
progpack.limit_map_memory(1 << 40)
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
progpack.load(object_of(MapSpec("w", MapType.HASH, 4, 4, 8))).close()
spec = HUGE[{number}]
before = resident()
{body}
print(resident() - before)
"""
_BODIES = {
    "compiled": (
        "loaded = progpack.load(object_of(spec))\nheld = loaded.maps['m']\n"
        "getattr(held, 'consume', list)()\n"
        "list(held.elements()) if spec.type.name.endswith('HASH') else 0\n"
        "loaded.programs['test'].run()"
    ),
    "interpreter": (
        "machine = progpack.Machine(object_of(spec).programs['test'], {'m': spec})\nmachine.run()"
    ),
}


@pytest.mark.parametrize("world", _BODIES)
@pytest.mark.parametrize("number", range(len(HUGE)), ids=lambda n: HUGE[n].type.name)
def test_memory_is_taken_when_it_is_used(world: str, number: int) -> None:
    script = _LOAD.format(number=number, body=_BODIES[world])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 24 * MIB


def test_a_map_that_no_program_uses_is_made_when_it_is_asked_for(limit: None) -> None:
    spec = MapSpec("m", MapType.ARRAY, 4, MIB, 4)
    before = mapmemory.used()
    with load(object_of(spec, uses=False)) as loaded:
        assert mapmemory.used() == before
        assert list(loaded.maps) == ["m"]
        assert loaded.maps["m"] is loaded.maps["m"]
        assert mapmemory.used() == before + 4 * MIB


def test_only_maps_of_the_programs_that_are_wanted() -> None:
    one = program("r1 = 0 ll\nr0 = 0\nexit", maps={0: MapRef("one")})
    two = ProgramSpec.from_insns("two", one.type, one.insns, maps={0: MapRef("two")}, license="GPL")
    maps = {name: MapSpec(name, MapType.ARRAY, 4, MIB, 4) for name in ("one", "two")}
    before = mapmemory.used()
    spec = ObjectSpec("both", "GPL", {"test": one, "two": two}, maps)
    with load(spec, programs=["two"]) as loaded:
        assert mapmemory.used() == before + 4 * MIB
        assert loaded.programs["two"].run().return_value == 0


def test_elements_of_one_map_read_that_map_alone(limit: None) -> None:
    large = MapSpec("large", MapType.ARRAY, 4, 4, 1 << 28)
    small = MapSpec("small", MapType.HASH, 4, 4, 8)
    before = mapmemory.used()
    with load(object_of(large, small, uses=False)) as loaded:
        assert elements(loaded, "small") == {}
        loaded.maps["small"][5] = (7).to_bytes(4, sys.byteorder)  # type: ignore[index]
        assert len(elements(loaded, "small")) == 1
        assert mapmemory.used() - before == plan_map(small, cpus.COUNT).bytes
        # Of what nobody used it is known what is in it.
        assert elements(loaded, "large") == {}
        assert mapmemory.used() - before == plan_map(small, cpus.COUNT).bytes


def test_executables_have_the_limit_too(limit: None) -> None:
    from progpack import arch
    from progpack.foreign import Builder

    before = mapmemory.used()
    builder = Builder(arch.host().name)
    progpack.limit_map_memory(mapmemory.used() + MIB)
    with pytest.raises(MapLimitError):
        builder.add(object_of(MapSpec("m", MapType.ARRAY, 4, MIB, 2)))
    builder.add(object_of(MapSpec("m", MapType.HASH, 4, 4, 1000)))
    executable = builder.executable()
    assert len(executable.data) < MIB
    del builder, executable
    gc.collect()
    assert mapmemory.used() == before


SMALL = MapSpec("m", MapType.ARRAY, 4, 8, 100)


def _make_and_drop() -> None:
    kept = [mapmemory.charge(SMALL, plan_map(SMALL, 1)) for _ in range(3)]
    kept.pop(1)
    mapmemory.used()


def test_no_charge_is_lost_when_an_exception_comes_before_any_instruction() -> None:
    gc.collect()
    before, at, raised = mapmemory.used(), 0, True
    while raised:
        injector = Injector(at)
        with suppress(Interrupt):
            injector.run(_make_and_drop)
        assert mapmemory.used() == before, at
        raised, at = injector.raised, at + 1
    assert at > 100  # each of so many instructions had its exception


def test_no_charge_is_lost_when_another_comes_before_any_instruction() -> None:
    """As a signal's handler, or a finalizer, makes and drops maps in the middle of a charge."""
    gc.collect()
    before, at, called = mapmemory.used(), 0, True
    kept: list[mapmemory.Charge] = []
    size = plan_map(SMALL, 1).bytes
    while called:
        caller = Caller(at, lambda: kept.append(mapmemory.charge(SMALL, plan_map(SMALL, 1))))
        caller.run(_make_and_drop)
        assert mapmemory.used() == before + len(kept) * size, at
        called, at = caller.raised, at + 1
    kept.clear()
    assert mapmemory.used() == before


def test_the_limit_holds_to_the_byte_however_often_maps_came_and_went(
    limit: None,
) -> None:
    size = plan_map(SMALL, 1).bytes
    progpack.limit_map_memory(mapmemory.used() + 3 * size)
    for _ in range(100):
        kept = [mapmemory.charge(SMALL, plan_map(SMALL, 1)) for _ in range(3)]
        with pytest.raises(MapLimitError):
            mapmemory.charge(SMALL, plan_map(SMALL, 1))
        kept.clear()
