"""Programs as data, maps of every kind and tail calls, for every target, as in the interpreter."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from functools import partial

import pytest

from progpack.arch.lookup import TARGETS
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet, PerfEventMap, ProgArrayMap, RingbufMap
from progpack.bpf.spec import MapRef, MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.elf.executable import PAGE
from progpack.errors import MissingFeatureError, RunError, UsageError
from progpack.foreign import Builder
from progpack.foreign.maps import as_placed
from progpack.run.executables import Session
from progpack.run.maps import (
    ArrayMap,
    HashMap,
    PerCpuMap,
    PerfEvents,
    ProgArray,
    RingBuffer,
)
from progpack.run.object import HandledObject
from tests.jit import test_map_kinds as kinds
from tests.jit import test_tail_calls as tails
from tests.jit.test_against_oracle import CASES, PACKET, TRACING, assemble_with_maps
from tests.jit.worlds import MAPS, program

from .measured import ended, missing

BUDGET = 1000
EVENT_MAP = MapSpec("m", MapType.PERF_EVENT_ARRAY, 4, 4, 0)
OUTPUT = "r6 = r1; r2 = 0 ll; r3 = 0xffffffff ll; r4 = r6; r5 = 8; call 25; exit"


@pytest.fixture(scope="module", params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


def test_programs_end_as_the_interpreter_says(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    specs = {}
    for case, (kind, text, _) in CASES.items():
        # The ring is a page of the largest size here.
        text = text.replace("4089", str(PAGE - 7)) if case == "ring buffer full" else text
        plain, refs = assemble_with_maps(text)
        specs[case] = program(plain, kind, refs)
        builder.add(ObjectSpec("test", "GPL", {"test": specs[case]}, MAPS, byteorder=order))
    assert "ring buffer full" in specs
    wrong = []
    with Session(builder.executable(), emulate=True) as session:
        for (case, spec), held in zip(specs.items(), session.objects, strict=True):
            given = {"args": [1, 2]} if spec.type is TRACING else {}
            packet = b"" if spec.type is TRACING else PACKET
            maps = MapSet(held.spec.maps, order)
            machine = Machine(spec, maps, byteorder=order)
            there = held.programs["test"]
            expected = ended(partial(machine.run, packet, budget=BUDGET, **given))
            got = ended(partial(there.run, packet, budget=BUDGET, **given))
            if got != expected or contents(held) != oracle_contents(maps):
                wrong.append(f"{case}: {got}, not {expected}")
    assert not wrong
    assert len(specs) > 80


def contents(held: HandledObject) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, each in held.maps.items():
        if isinstance(each, RingBuffer):
            found[name] = each.consume()
        elif isinstance(each, ArrayMap | HashMap):
            found[name] = dict(each.elements())
    return found


def oracle_contents(maps: MapSet) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in maps.specs:
        each = maps[name]
        if isinstance(each, RingbufMap):
            found[name] = each.consume()
        elif isinstance(each, KeyedMap):
            found[name] = {bytes(key): each[key] for key in each}
    return found


class Worlds:
    """Maps in a process of a target and in the interpreter, changed by the same programs."""

    def __init__(self, name: str, specs: list[MapSpec]) -> None:
        builder = Builder(name)
        self.order = builder.target.byteorder
        self.machines = []
        for spec in specs:
            programs = kinds.programs(spec)
            builder.add(ObjectSpec("t", "GPL", programs, {"m": spec}, byteorder=self.order))
            maps = MapSet({"m": spec}, self.order)
            self.machines.append(
                {n: Machine(p, maps, byteorder=self.order) for n, p in programs.items()}
            )
        self.session = Session(builder.executable(), emulate=True)

    def memory(self, key: int, value: int, flags: int, *, prefix: int | None = None) -> bytes:
        head = key.to_bytes(4, self.order)
        if prefix is not None:
            head = prefix.to_bytes(4, self.order) + key.to_bytes(4, "big")
        numbers = value.to_bytes(8, self.order) + flags.to_bytes(8, self.order)
        return head.ljust(8, b"\0") + numbers


@pytest.fixture
def worlds(name: str) -> Iterator[Worlds]:
    made = Worlds(name, [*kinds.KEYED, *kinds.QUEUES])
    with made.session:
        yield made


def test_random_histories_of_maps_end_alike(worlds: Worlds) -> None:
    wrong = []
    for spec, machines, held in zip(
        [*kinds.KEYED, *kinds.QUEUES], worlds.machines, worlds.session.objects, strict=True
    ):
        chance = random.Random(str(spec.type))
        hits = 0
        for step in range(150):
            which = chance.choice(list(machines))
            flags = chance.choice([0, 0, 0, 1, 2, 3, 7]) if which in ("put", "push") else 0
            key, prefix = chance.randrange(9), None
            if spec.type is MapType.LPM_TRIE:
                key = chance.choice([0x0A000000, 0x0A010000, 0x0A0101FF, 0xFF000000])
                prefix = chance.randrange(34)
            memory = worlds.memory(key, step, flags, prefix=prefix)
            expected = machines[which].run(memory)
            got = held.programs[which].run(memory)
            hits += got.return_value == 1 or not got.return_value
            if (got.return_value, got.packet) != (expected.return_value, expected.packet):
                wrong.append(f"{spec.type.name}, step {step}, {which}: {got}, not {expected}")
                break
        assert hits > 20, spec
        here, oracle = held.maps["m"], next(iter(machines.values())).maps["m"]
        if isinstance(here, PerCpuMap):
            first = {key: values[0] for key, values in here.elements()}
            assert isinstance(oracle, KeyedMap)
            if first != {bytes(key): oracle[key][:8] for key in oracle}:
                wrong.append(f"{spec.type.name}: {first}")
        if spec.type is MapType.LPM_TRIE:
            assert isinstance(oracle, KeyedMap)
            elements = [(bytes(key), oracle[key]) for key in oracle]
            if list(here.elements()) != elements:  # type: ignore[attr-defined]
                wrong.append(f"{spec.type.name}: {elements}")
    assert not wrong


def test_another_program_runs_in_place_of_the_rest(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    specs = {p.name: p for p in (tails.FIRST, tails.ANSWER, tails.WRONG, tails.INSIDE, tails.AGAIN)}
    builder.add(ObjectSpec("t", "GPL", specs, tails.MAPS, byteorder=order))
    maps = MapSet(tails.MAPS, order)
    machines = {n: Machine(p, maps, byteorder=order) for n, p in specs.items()}
    jumps = maps["jumps"]
    assert isinstance(jumps, ProgArrayMap)
    with Session(builder.executable(), emulate=True) as session:
        held = session.objects[0]
        there = held.maps["jumps"]
        assert isinstance(there, ProgArray)
        for index, target in enumerate(("wrong", "answer", "again")):
            there[index] = held.programs[target]
            jumps.held[index] = specs[target]
        for which in ("first", "inside", "again"):
            for index in (0, 1, 2, 3, 10):
                memory = bytes([index, 42])
                expected = ended(partial(machines[which].run, memory))
                got = ended(partial(held.programs[which].run, memory))
                assert got == expected, (which, index)
        with pytest.raises(RunError, match="program wrong, instruction 0"):
            held.programs["first"].run(b"\0")
        assert contents(held) == oracle_contents(maps)
        with pytest.raises(UsageError, match="no 4"):
            there[4] = held.programs["answer"]


def test_samples_of_perf_events_arrive(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = kinds.program("out", OUTPUT.replace("r3 = 0xffffffff ll", "r3 = -1; r3 >>= 32"))
    spec = dataclasses.replace(spec, maps={pc: MapRef("m") for pc in spec.maps})
    builder.add(ObjectSpec("t", "GPL", {"out": spec}, {"m": EVENT_MAP}, byteorder=order))
    machine = Machine(spec, {"m": EVENT_MAP}, byteorder=order)
    with Session(builder.executable(), emulate=True) as session:
        held = session.objects[0]
        for _ in range(3):
            assert held.programs["out"].run(PACKET).return_value == machine.run(PACKET).return_value
        here, oracle = held.maps["m"], machine.maps["m"]
        assert isinstance(here, PerfEvents)
        assert isinstance(oracle, PerfEventMap)
        assert [(sample.cpu, sample.data) for sample in here.consume()] == [(0, PACKET[:8])] * 3
        assert here.lost == 0
        assert [data for _, data in oracle.consume()] == [PACKET[:8]] * 3


def test_maps_are_read_and_changed_from_here(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    specs = {
        "hash": MapSpec("hash", MapType.HASH, 4, 8, 3),
        "array": MapSpec(
            "array",
            MapType.ARRAY,
            4,
            8,
            3,
        ),
        "frozen": MapSpec("frozen", MapType.ARRAY, 4, 8, 1, data=bytes(8), read_only=True),
    }
    nothing = ProgramSpec.from_insns("nothing", ProgramType.FLAT, bytes.fromhex("9500000000000000"))
    builder.add(ObjectSpec("t", "", {"nothing": nothing}, specs, byteorder=order))
    with Session(builder.executable(), emulate=True) as session:
        maps = session.objects[0].maps
        table, array = maps["hash"], maps["array"]
        assert isinstance(table, HashMap)
        assert isinstance(array, ArrayMap)
        assert array[0] == bytes(8)
        array[2] = b"12345678"
        assert dict(array.elements())[(2).to_bytes(4, order)] == b"12345678"
        with pytest.raises(KeyError):
            array[3]
        for key in (7, 8, 9):
            table[key] = key.to_bytes(8, order)
        assert table[(8).to_bytes(4, order)] == (8).to_bytes(8, order)
        with pytest.raises(UsageError, match="the map is full, its size is"):
            table[10] = bytes(8)
        del table[8]
        with pytest.raises(KeyError):
            table[8]
        assert len(table) == 2
        assert {int.from_bytes(bytes(key), order) for key in table} == {7, 9}  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="read-only"):
            maps["frozen"][0] = bytes(8)  # type: ignore[index]


def test_rings_are_whole_pages_of_any_size() -> None:
    small = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
    large = MapSpec("ring", MapType.RINGBUF, 0, 0, 4 * PAGE)
    assert as_placed(small).max_entries == PAGE
    assert as_placed(large) is large


def test_what_is_not_provided_is_named_and_left_out_where_nobody_uses_it() -> None:
    builder = Builder("arm64")
    maps = {"sockets": MapSpec("sockets", MapType.STRUCT_OPS, 4, 4, 1)}
    nothing = ProgramSpec.from_insns("nothing", ProgramType.FLAT, bytes.fromhex("9500000000000000"))
    made = builder.add(ObjectSpec("t", "", {"nothing": nothing}, maps))
    assert not made.maps
    assert "STRUCT_OPS is not provided" in made.spec.notes[0]
    lookup = kinds.programs(MapSpec("m", MapType.HASH, 4, 8, 4))["put"]
    user = dataclasses.replace(lookup, maps={pc: MapRef("sockets") for pc in lookup.maps})
    with pytest.raises(MissingFeatureError, match=r"sockets.*STRUCT_OPS"):
        builder.add(ObjectSpec("t", "", {"put": user}, maps))
