"""Every kind of map: random histories in the interpreter's and in the native map end alike."""

from __future__ import annotations

import ctypes
import errno
import random
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    UsageError,
)
from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.oracle.maps.arrays import MapOfMaps as OracleMapOfMaps
from progpack.bpf.oracle.maps.arrays import PerfEventMap
from progpack.bpf.outcome import Sample
from progpack.bpf.spec import MapRef
from progpack.jit.maps.handle import HashMap, live_maps
from progpack.jit.maps.kinds import (
    BloomFilter,
    MapOfMaps,
    PerCpuMap,
    PerfEvents,
    ProgArray,
    QueueMap,
    make_map,
)
from progpack.jit.native import cpus
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object

NO_PREALLOC = 1
KEYED = [
    MapSpec("m", MapType.HASH, 4, 8, 5),
    MapSpec("m", MapType.ARRAY, 4, 8, 5),
    MapSpec("m", MapType.PERCPU_ARRAY, 4, 8, 5),
    MapSpec("m", MapType.PERCPU_HASH, 4, 8, 5),
    MapSpec("m", MapType.LRU_HASH, 4, 8, 5),
    MapSpec("m", MapType.LRU_PERCPU_HASH, 4, 8, 5),
    MapSpec("m", MapType.LPM_TRIE, 8, 8, 5, flags=NO_PREALLOC),
]
QUEUES = [MapSpec("m", MapType.QUEUE, 0, 8, 3), MapSpec("m", MapType.STACK, 0, 8, 3)]

# Memory: key (8 bytes), value (8 bytes), flags (8 bytes). r1 is its address.
LOOK_UP = """r6 = r1; r2 = r1; r1 = 0 ll; call 1; if r0 == 0 goto +5
    r1 = *(u64 *)(r0 + 0); *(u64 *)(r6 + 8) = r1; r1 = r1; r0 = 1; exit; r0 = 0; exit"""
CHANGE_IN_PLACE = """r6 = r1; r2 = r1; r1 = 0 ll; call 1; if r0 == 0 goto +5
    r1 = *(u64 *)(r6 + 8); *(u64 *)(r0 + 0) = r1; r1 = r1; r0 = 1; exit; r0 = 0; exit"""
UPDATE = "r2 = r1; r3 = r1; r3 += 8; r4 = *(u64 *)(r1 + 16); r1 = 0 ll; call 2; exit"
DELETE = "r2 = r1; r1 = 0 ll; call 3; exit"
PUSH = "r2 = r1; r2 += 8; r3 = *(u64 *)(r1 + 16); r1 = 0 ll; call 87; exit"
POP = "r2 = r1; r2 += 8; r1 = 0 ll; call 88; exit"
PEEK = "r2 = r1; r2 += 8; r1 = 0 ll; call 89; exit"
ON_CPU = """r6 = r1; r2 = r1; r3 = *(u64 *)(r1 + 16); r1 = 0 ll; call 195; if r0 == 0 goto +5
    r1 = *(u64 *)(r0 + 0); *(u64 *)(r6 + 8) = r1; r1 = r1; r0 = 1; exit; r0 = 0; exit"""


def program(name: str, text: str) -> ProgramSpec:
    insns = assemble(text.replace(";", "\n"))
    maps = {pc: MapRef("m") for pc, insn in enumerate(insns) if insn.opcode == 0x18}
    placed = [insn._replace(src=1) if pc in maps else insn for pc, insn in enumerate(insns)]
    return ProgramSpec.from_insns(name, ProgramType.FLAT, placed, maps=maps, license="GPL")


def programs(spec: MapSpec) -> dict[str, ProgramSpec]:
    if spec.type in (MapType.QUEUE, MapType.STACK):
        texts = {"push": PUSH, "pop": POP, "peek": PEEK}
    else:
        texts = {"look": LOOK_UP, "change": CHANGE_IN_PLACE, "put": UPDATE, "drop": DELETE}
        if "PERCPU" in spec.type.name:
            texts["on"] = ON_CPU
    return {name: program(name, text) for name, text in texts.items()}


class Worlds:
    """One map in both worlds, changed by the same programs."""

    def __init__(self, spec: MapSpec, packs: PackAllocator) -> None:
        specs = programs(spec)
        self.native = Object(ObjectSpec("test", "GPL", specs, {"m": spec}), packs, None)
        self.machines: dict[str, Machine] = {}
        for name, each in specs.items():
            known = next(iter(self.machines.values()), None)
            self.machines[name] = Machine(each, known.maps if known else {"m": spec})

    def run(self, name: str, memory: bytes) -> tuple[int, bytes]:
        expected = self.machines[name].run(memory)
        got = self.native.programs[name].run(memory)
        assert (got.return_value, got.packet) == (expected.return_value, expected.packet)
        return got.return_value, got.packet


@pytest.fixture
def worlds(request: pytest.FixtureRequest, packs: PackAllocator) -> Iterator[Worlds]:
    made = Worlds(request.param, packs)
    with made.native:
        yield made


def memory(key: bytes, value: int = 0, flags: int = 0) -> bytes:
    return key.ljust(8, b"\0") + value.to_bytes(8, "little") + flags.to_bytes(8, "little")


def keys(spec: MapSpec, chance: random.Random) -> bytes:
    if spec.type is MapType.LPM_TRIE:
        # Few addresses, so that prefixes contain each other; some lengths are too long.
        address = chance.choice([0x0A000000, 0x0A010000, 0x0A0101FF, 0xFF000000])
        return chance.randrange(34).to_bytes(4, "little") + address.to_bytes(4, "big")
    return chance.randrange(9).to_bytes(4, "little")


def names(specs: list[MapSpec]) -> list[str]:
    return [spec.type.name for spec in specs]


@pytest.mark.parametrize("worlds", KEYED, ids=names(KEYED), indirect=True)
@pytest.mark.parametrize("seed", range(3))
def test_random_histories_of_keyed_maps_end_alike(worlds: Worlds, seed: int) -> None:
    chance = random.Random(seed)
    spec = worlds.native.maps["m"].spec
    hits = 0
    for step in range(400):
        name = chance.choice(list(worlds.machines))
        flags = chance.choice([0, 0, 0, 1, 2, 3, 7]) if name == "put" else 0
        hits += worlds.run(name, memory(keys(spec, chance), step, flags))[0] == 1
    assert hits > 20


@pytest.mark.parametrize("worlds", QUEUES, ids=names(QUEUES), indirect=True)
def test_random_histories_of_queues_end_alike(worlds: Worlds) -> None:
    chance = random.Random(0)
    results = set()
    for step in range(300):
        name = chance.choice(["push", "push", "pop", "peek"])
        results.add(worlds.run(name, memory(b"", step, chance.choice([0, 0, 1, 2, 3])))[0])
    unsigned = {code % (1 << 64) for code in (0, -7, -2, -22)}
    assert results == unsigned


def test_queues_and_stacks_from_python(packs: PackAllocator) -> None:
    for spec, out in zip(QUEUES, ([b"2", b"3", b"4"], [b"4", b"3", b"2"]), strict=True):
        with Object(ObjectSpec("t", "GPL", programs(spec), {"m": spec}), packs, None) as loaded:
            held = loaded.maps["m"]
            assert isinstance(held, QueueMap)
            for value in (b"1", b"2", b"3"):
                held.push(value.ljust(8))
            with pytest.raises(UsageError, match="map m is full: 3 values"):
                held.push(b"4".ljust(8))
            held.push(b"4".ljust(8), force=True)
            assert held.peek() == out[0].ljust(8)
            assert len(held) == 3
            assert [held.pop().strip() for _ in range(3)] == out
            with pytest.raises(LookupError, match="map m is empty"):
                held.pop()
            with pytest.raises(UsageError, match="values have 8 bytes"):
                held.push(b"")


def test_an_lru_map_that_is_full_keeps_what_is_used(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.LRU_HASH, 4, 8, 100)
    with Object(ObjectSpec("t", "GPL", programs(spec), {"m": spec}), packs, None) as loaded:
        look, put = loaded.programs["look"], loaded.programs["put"]
        held = loaded.maps["m"]
        assert isinstance(held, HashMap)
        for number in range(1000):
            put.run(memory(number.to_bytes(4, "little"), number))
            for favourite in range(10):
                look.run(memory(favourite.to_bytes(4, "little")))
            assert len(held) <= 100
        assert len(held) == 100
        assert {int.from_bytes(key, "little") for key, _ in held.elements()} >= set(range(10))


def test_a_prefix_is_found_by_its_longest_match(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.LPM_TRIE, 8, 8, 10, flags=NO_PREALLOC)
    with Object(ObjectSpec("t", "GPL", programs(spec), {"m": spec}), packs, None) as loaded:
        routes = loaded.maps["m"]
        assert isinstance(routes, HashMap)

        def key(bits: int, *address: int) -> bytes:
            return bits.to_bytes(4, "little") + bytes(address)

        for bits, *address in ((0, 0, 0, 0, 0), (8, 10, 0, 0, 0), (24, 10, 1, 2, 0)):
            routes[key(bits, *address)] = bits.to_bytes(8, "little")
        for address, bits in (((10, 1, 2, 3), 24), ((10, 9, 9, 9), 8), ((192, 0, 2, 1), 0)):
            assert int.from_bytes(routes[key(32, *address)], "little") == bits
        assert key(24, 10, 1, 2, 99) in routes
        del routes[key(24, 10, 1, 2, 0)]
        assert int.from_bytes(routes[key(32, 10, 1, 2, 3)], "little") == 8
        with pytest.raises(KeyError):
            del routes[key(16, 10, 1, 0, 0)]
        assert len(routes) == 2


def test_values_of_each_cpu_are_apart(packs: PackAllocator) -> None:
    for kind in (MapType.PERCPU_ARRAY, MapType.PERCPU_HASH):
        spec = MapSpec("m", kind, 4, 8, 4)
        with Object(ObjectSpec("t", "GPL", programs(spec), {"m": spec}), packs, None) as loaded:
            held = loaded.maps["m"]
            assert isinstance(held, PerCpuMap)
            values = tuple((100 + cpu).to_bytes(8, "little") for cpu in range(cpus.COUNT))
            held[3] = values
            assert held[3] == values
            assert held.total(3) == sum(range(100, 100 + cpus.COUNT))
            # This thread alone runs: it has CPU 0.
            loaded.programs["put"].run(memory(b"\3", 7))
            assert held[3] == ((7).to_bytes(8, "little"), *values[1:])
            for cpu in range(cpus.COUNT):
                seen = loaded.programs["on"].run(memory(b"\3", 0, cpu))
                assert (seen.return_value, seen.packet[8:16]) == (1, held[3][cpu])
            beyond = loaded.programs["on"].run(memory(b"\3", 0, cpus.COUNT))
            assert beyond.return_value == 0
            with pytest.raises(UsageError, match="one a CPU"):
                held[3] = (*values, values[0])
            held[3] = values[:1]  # that of CPU 0, on a machine with any number of them
            assert held[3] == (values[0], *[bytes(8)] * (cpus.COUNT - 1))


COUNT_UP = """r2 = r1; r1 = 0 ll; call 1; if r0 == 0 goto +3
    r1 = *(u64 *)(r0 + 0); r1 += 1; *(u64 *)(r0 + 0) = r1; r0 = 0; exit"""


def test_counters_of_each_cpu_add_up_without_atomics(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.PERCPU_ARRAY, 4, 8, 1)
    counting = {"count": program("count", COUNT_UP)}
    with Object(ObjectSpec("t", "GPL", counting, {"m": spec}), packs, None) as loaded:
        count, held = loaded.programs["count"], loaded.maps["m"]
        assert isinstance(held, PerCpuMap)
        threads = [
            threading.Thread(target=lambda: [count.run(memory(b"")) for _ in range(2000)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert held.total(0) == 8000


def test_a_bloom_filter_never_denies_what_it_has(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.BLOOM_FILTER, 0, 8, 1000, map_extra=3)
    texts = {"push": program("push", PUSH), "peek": program("peek", PEEK)}
    with Object(ObjectSpec("t", "GPL", texts, {"m": spec}), packs, None) as loaded:
        held = loaded.maps["m"]
        assert isinstance(held, BloomFilter)
        for number in range(500):
            loaded.programs["push"].run(memory(b"", number))
        for number in range(500, 1000):
            held.add(number.to_bytes(8, "little"))
        for number in range(0, 1000, 7):
            assert loaded.programs["peek"].run(memory(b"", number)).return_value == 0
            assert number.to_bytes(8, "little") in held
        wrong = sum(number.to_bytes(8, "little") in held for number in range(1000, 11000))
        # 3 of 8192 bits for each of 1,000 values: 2.9 % in theory, less for numbers in a row.
        assert wrong < 600
        refused = loaded.programs["push"].run(memory(b"", 1, 1)).return_value
        assert refused == (1 << 64) - 22


OUTPUT = """r6 = r1; r3 = *(u64 *)(r1 + 16); r4 = r1; r4 += 8; r5 = 8; r2 = 0 ll; call 25; exit"""


def test_samples_reach_the_reader_with_their_cpu(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.PERF_EVENT_ARRAY, 4, 4, 0)
    texts = {"out": program("out", OUTPUT)}
    current, beyond = 0xFFFFFFFF, 4096
    with Object(ObjectSpec("t", "GPL", texts, {"m": spec}), packs, None) as loaded:
        held, out = loaded.maps["m"], loaded.programs["out"]
        assert isinstance(held, PerfEvents)
        machine = Machine(texts["out"], {"m": spec})
        for flags, value in ((current, 1), (0, 2), (beyond, 3), (1 << 52, 4), (5 << 32, 5)):
            given = memory(b"", value, flags)
            assert out.run(given).return_value == machine.run(given).return_value
        expected = [Sample(0, number.to_bytes(8, "little")) for number in (1, 2)]
        assert held.consume() == expected
        oracle = machine.maps["m"]
        assert isinstance(oracle, PerfEventMap)
        assert [Sample(*each) for each in oracle.consume()] == expected
        assert held.consume() == []
        # 1 MiB of records of 24 bytes: then there is no room, and it is counted.
        for number in range(44_000):
            if out.run(memory(b"", number, current)).return_value:
                break
        assert held.lost == 1
        assert len(held.consume()) == (1 << 20) // 24


def inner_spec() -> MapSpec:
    return MapSpec("inner", MapType.HASH, 4, 8, 4)


# The outer key is the 4 bytes at 0, the inner one those at 4.
INSIDE = """r6 = r1; r2 = r1; r1 = 0 ll; call 1; if r0 == 0 goto +8
    r1 = r0; r2 = r6; r2 += 4; call 1; if r0 == 0 goto +3
    r0 = *(u64 *)(r0 + 0); r1 = 0; exit; r0 = 99; exit"""
PUT_INSIDE = """r6 = r1; r2 = r1; r1 = 0 ll; call 1; if r0 == 0 goto +8
    r1 = r0; r2 = r6; r2 += 4; r3 = r6; r3 += 8; r4 = 0; call 2; exit; r0 = 99; exit"""


@pytest.mark.parametrize("kind", [MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS])
def test_maps_inside_of_maps_come_and_go(packs: PackAllocator, kind: MapType) -> None:
    spec = MapSpec("m", kind, 4, 4, 3, inner=inner_spec())
    texts = {"get": program("get", INSIDE), "put": program("put", PUT_INSIDE)}

    def given(outer: int, inner: int, value: int = 0) -> bytes:
        return (
            outer.to_bytes(4, "little") + inner.to_bytes(4, "little") + value.to_bytes(8, "little")
        )

    with Object(ObjectSpec("t", "GPL", texts, {"m": spec}), packs, None) as loaded:
        held = loaded.maps["m"]
        assert isinstance(held, MapOfMaps)
        get, put = loaded.programs["get"], loaded.programs["put"]
        first = Machine(texts["get"], {"m": spec})
        oracle = {"get": first, "put": Machine(texts["put"], first.maps)}
        outer = first.maps["m"]
        assert isinstance(outer, OracleMapOfMaps)

        def same(name: str, data: bytes) -> int:
            value = {"get": get, "put": put}[name].run(data).return_value
            assert value == oracle[name].run(data).return_value
            return value

        assert same("get", given(1, 1)) == 99
        held[1] = held.new()
        outer.new((1).to_bytes(4, "little"))
        assert same("put", given(1, 7, 42)) == 0
        assert same("get", given(1, 7)) == 42
        assert same("get", given(1, 8)) == 99
        inner = held[1]
        assert isinstance(inner, HashMap)
        assert inner[7] == (42).to_bytes(8, "little")
        assert list(held) in ([1], [b"\1\0\0\0"])
        with pytest.raises(UsageError, match="cannot hold"):
            held[2] = held
        del held[1]
        assert get.run(given(1, 7)).return_value == 99
        with pytest.raises(KeyError):
            held[1]
        with pytest.raises(KeyError):
            del held[1]


def test_a_program_cannot_reach_the_pointers_of_a_map_of_maps(packs: PackAllocator) -> None:
    spec = MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 3, inner=inner_spec())
    text = "r2 = r1; r1 = 0 ll; call 1; r0 = *(u64 *)(r0 + 0); exit"
    with Object(
        ObjectSpec("t", "GPL", {"f": program("f", text)}, {"m": spec}), packs, None
    ) as loaded:
        held = loaded.maps["m"]
        assert isinstance(held, MapOfMaps)
        held[0] = held.new()
        with pytest.raises(Exception, match="read of 8 bytes"):
            loaded.programs["f"].run(memory(b""))


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (MapSpec("m", MapType.LPM_TRIE, 4, 8, 4, flags=1), "a length of 4 bytes"),
        (MapSpec("m", MapType.LPM_TRIE, 8, 8, 4), "BPF_F_NO_PREALLOC"),
        (MapSpec("m", MapType.QUEUE, 4, 8, 4), "it has no keys"),
        (MapSpec("m", MapType.STACK, 0, 0, 4), "must be at least 1"),
        (MapSpec("m", MapType.BLOOM_FILTER, 0, 8, 4, map_extra=16), "low 4 bits"),
        (MapSpec("m", MapType.HASH_OF_MAPS, 4, 8, 4), "values of 4 bytes"),
        (MapSpec("m", MapType.PERCPU_ARRAY, 8, 8, 4), "keys of an array have 4 bytes"),
        (MapSpec("m", MapType.PERF_EVENT_ARRAY, 8, 4, 0), "keys have 4 bytes"),
    ],
)
def test_sizes_that_make_no_map_are_refused(
    packs: PackAllocator, spec: MapSpec, words: str
) -> None:
    text = {"f": program("f", "r0 = 0 ll; r0 = 0; exit")}
    with pytest.raises(Exception, match=words):
        Object(ObjectSpec("t", "GPL", text, {"m": spec}), packs, None)


def test_maps_and_programs_may_be_made_while_all_are_looked_at(packs: PackAllocator) -> None:
    """A fork looked at all maps, and failed when another thread made one meanwhile."""
    texts = {"first": "r3 = 0\nr2 = map next ll\ncall 12\nr0 = 1\nexit"}
    program = replace(assemble_program(texts["first"], type=ProgramType.XDP), name="first")
    spec = MapSpec("next", MapType.PROG_ARRAY, 4, 4, 4)
    with Object(ObjectSpec("t", "GPL", {"first": program}, {"next": spec}), packs, None) as loaded:
        made: list[object] = []
        array = loaded.maps["next"]
        assert isinstance(array, ProgArray)

        class Other:
            """Stands for a program of another thread that uses the array."""

        def meanwhile() -> None:
            made.append(make_map(MapSpec("m", MapType.ARRAY, 4, 8, 1), native_runtime()))
            made.append(Other())
            array.note_caller(made[-1])  # type: ignore[arg-type]

        def at_each_instruction(frame: FrameType, event: str, _: object) -> Any:
            frame.f_trace_opcodes = True
            if event == "opcode":
                sys.settrace(None)
                meanwhile()
                sys.settrace(at_each_instruction)
            return at_each_instruction

        for look in (live_maps, array._called_by):
            sys.settrace(at_each_instruction)
            try:
                found = look()
            finally:
                sys.settrace(None)
            assert len(found) >= 1
        assert len(made) > 20


def test_a_table_without_a_free_slot_says_so(packs: PackAllocator) -> None:
    """What the free list says is never an index: 0 is none."""
    for kind in (MapType.HASH, MapType.PERCPU_HASH, MapType.LRU_HASH):
        held = make_map(MapSpec("m", kind, 4, 8, 2), native_runtime())
        held._header.reached = held._header.slots
        data = bytes(8) * 64
        answer = held._runtime.hash_update(None, held.address, bytes(4), data, 0)
        assert answer == -errno.ENOMEM
        assert held._header.count == 0


def test_an_lru_map_gives_up_what_is_in_use_when_all_is(packs: PackAllocator) -> None:
    """Threads that look elements up all the time cannot keep a new one out."""
    held = make_map(MapSpec("m", MapType.LRU_HASH, 4, 8, 3), native_runtime())
    assert isinstance(held, HashMap)
    for key in range(3):
        held[key] = bytes(8)
    refs = (ctypes.c_uint8 * held._header.slots).from_address(held._header.refs)
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            ctypes.memset(ctypes.addressof(refs), 1, len(refs))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for key in range(3, 3000):
            held[key] = key.to_bytes(8, "little")
            assert len(held) == 3
            assert held[key] == key.to_bytes(8, "little")
    finally:
        stop.set()
        thread.join()
    assert held.free_slots() == 1
