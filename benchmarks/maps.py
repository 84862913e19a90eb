"""What maps cost from Python: elements read, written and walked, and batches, of every kind of map.

Each map has 1,000 elements (queues and rings take as many values). A loop over some of them is so
short that mostly nothing comes in between, and the best of many is reported. All of it is public
interface, so the file runs with any tree's progpack: `python -m benchmarks --against TREE`.

    python benchmarks/maps.py [--only TYPE,...] [--rounds N] [--json]

Nanoseconds of an element.
"""

from __future__ import annotations

import argparse
import json
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import progpack
from progpack import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.bpf.spec import MapRef

ENTRIES: Final = 1000
#: Elements of one loop; prime, so that they are spread over the map.
STEP: Final = 37
COUNT: Final = 100
VALUE: Final = 16
PACKETS: Final = [bytes(64)] * COUNT

KEYED: Final = {
    MapType.ARRAY: 4,
    MapType.HASH: 8,
    MapType.LRU_HASH: 8,
    MapType.LPM_TRIE: 8,
    MapType.PERCPU_ARRAY: 4,
    MapType.PERCPU_HASH: 8,
    MapType.LRU_PERCPU_HASH: 8,
}
"""Types with keys and values -> bytes of a key."""
TARGETS: Final = (MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.CPUMAP, MapType.XSKMAP)
INDEXED: Final = {MapType.ARRAY, MapType.PERCPU_ARRAY}
QUEUES: Final = (MapType.QUEUE, MapType.STACK)
OUTPUTS: Final = {MapType.RINGBUF: 130, MapType.PERF_EVENT_ARRAY: 25}
"""Types that programs write to -> the helper that does it."""


def spec_of(kind: MapType) -> MapSpec:
    """A map of a type, as large as all others."""
    if kind in KEYED:
        flags = 1 if kind is MapType.LPM_TRIE else 0  # BPF_F_NO_PREALLOC
        return MapSpec("map", kind, KEYED[kind], VALUE, ENTRIES, flags)
    if kind in TARGETS:
        return MapSpec("map", kind, 4, 4, ENTRIES)
    if kind is MapType.RINGBUF:
        return MapSpec("map", kind, 0, 0, 1 << 16)
    if kind is MapType.PERF_EVENT_ARRAY:
        return MapSpec("map", kind, 4, 4, 0)
    return MapSpec("map", kind, 0, VALUE, ENTRIES)


def writer(kind: MapType) -> ProgramSpec:
    """A program that puts 16 zero bytes into a ring or an array of perf events."""
    samples = kind is MapType.PERF_EVENT_ARRAY
    first, size, flags = (2, 5, 3) if samples else (1, 3, 4)
    lines = [
        (0x7A, 10, 0, -8, 0),  # *(u64 *)(r10 - 8) = 0
        (0x7A, 10, 0, -16, 0),
        (0x18, first, 1, 0, 0),  # the map
        (0, 0, 0, 0, 0),
        (0xBF, 4 if samples else 2, 10, 0, 0),
        (0x07, 4 if samples else 2, 0, 0, -16),
        (0xB7, size, 0, 0, VALUE),
        (0xB4 if samples else 0xB7, flags, 0, 0, -1 if samples else 0),
        (0x85, 0, 0, 0, OUTPUTS[kind]),
        (0x95, 0, 0, 0, 0),
    ]
    code = b"".join(
        struct.pack("<BBhi", opcode, source << 4 | target, offset, number)
        for opcode, target, source, offset, number in lines
    )
    maps = {2: MapRef("map")}
    return ProgramSpec.from_insns("writer", ProgramType.XDP, code, maps=maps, license="GPL")


def keys_of(kind: MapType) -> list[bytes]:
    """The keys of all elements."""
    if kind is MapType.LPM_TRIE:
        return [struct.pack("<I4B", 32, 10, 0, *divmod(n, 256)) for n in range(ENTRIES)]
    return [n.to_bytes(KEYED.get(kind, 4), "little") for n in range(ENTRIES)]


def nanoseconds(function: Callable[[], object], rounds: int, elements: int) -> float:
    """The least of the rounds, of an element."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter_ns()
        function()
        best = min(best, time.perf_counter_ns() - began)
    return round(best / elements, 1)


def elements(held: Any, kind: MapType, rounds: int) -> Iterator[tuple[str, float]]:
    """What is done with single elements and with all of them."""
    keys = keys_of(kind)
    some = [keys[n * STEP % ENTRIES] for n in range(COUNT)]
    value: Any = bytes(4 if kind in TARGETS else VALUE)
    if kind in KEYED and "PERCPU" in kind.name:
        value = [value] * (held.batch_value_size // VALUE)
    for key in keys:
        held[key] = value

    def read() -> None:
        for key in some:
            held[key]

    def write() -> None:
        for key in some:
            held[key] = value

    def renew() -> None:
        for key in some:
            del held[key]
            held[key] = value

    yield "read_ns", nanoseconds(read, rounds, COUNT)
    yield "write_ns", nanoseconds(write, rounds, COUNT)
    if kind not in INDEXED:
        yield "delete_and_write_ns", nanoseconds(renew, rounds, COUNT)
    yield "items_ns", nanoseconds(lambda: list(held.items()), rounds, ENTRIES)
    every = b"".join(keys)
    found = held.lookup_batch()
    assert found.count == ENTRIES
    yield "lookup_batch_ns", nanoseconds(held.lookup_batch, rounds, ENTRIES)
    values = bytes(len(found.values))

    def update() -> None:
        held.update_batch(every, values)

    yield "update_batch_ns", nanoseconds(update, rounds, ENTRIES)


def queue(held: Any, rounds: int) -> Iterator[tuple[str, float]]:
    """Values put in and taken out."""
    value = bytes(VALUE)

    def push_and_pop() -> None:
        for _ in range(COUNT):
            held.push(value)
        for _ in range(COUNT):
            held.pop()

    yield "push_and_pop_ns", nanoseconds(push_and_pop, rounds, COUNT)


def bloom(held: Any, rounds: int) -> Iterator[tuple[str, float]]:
    """Values put in and looked for."""
    values = [n.to_bytes(VALUE, "little") for n in range(COUNT)]

    def add() -> None:
        for value in values:
            held.add(value)

    yield "add_ns", nanoseconds(add, rounds, COUNT)
    yield "contains_ns", nanoseconds(lambda: [value in held for value in values], rounds, COUNT)


def consumed(obj: Any, rounds: int) -> Iterator[tuple[str, float]]:
    """Records of a program, taken."""
    program, held = obj.programs["writer"], obj.maps["map"]
    best = float("inf")
    for _ in range(rounds):
        assert not any(program.run_batch(PACKETS).return_values)
        began = time.perf_counter_ns()
        taken = held.consume()
        best = min(best, time.perf_counter_ns() - began)
        assert len(taken) == COUNT
    yield "consume_ns", round(best / COUNT, 1)


def members(kind: MapType, rounds: int) -> Iterator[tuple[str, float]]:
    """Maps in maps, read and put in."""
    inner = MapSpec("inner", MapType.ARRAY, 4, VALUE, 1)
    outer = MapSpec("map", kind, 4, 4, COUNT, inner=inner)
    with progpack.load(ObjectSpec("maps", "GPL", {}, {"map": outer, "inner": inner})) as obj:
        held: Any = obj.maps["map"]
        member = obj.maps["inner"]

        def write() -> None:
            for number in range(COUNT):
                held[number] = member

        yield "write_ns", nanoseconds(write, rounds, COUNT)
        yield "read_ns", nanoseconds(lambda: [held[n] for n in range(COUNT)], rounds, COUNT)


def programs(rounds: int) -> Iterator[tuple[str, float]]:
    """Programs in an array of programs, read and put in."""
    code = bytes.fromhex("b700000000000000 9500000000000000")
    target = ProgramSpec.from_insns("target", ProgramType.XDP, code)
    array = MapSpec("map", MapType.PROG_ARRAY, 4, 4, COUNT)
    with progpack.load(ObjectSpec("maps", "", {"target": target}, {"map": array})) as obj:
        held: Any = obj.maps["map"]
        program = obj.programs["target"]

        def write() -> None:
            for number in range(COUNT):
                held[number] = program

        yield "write_ns", nanoseconds(write, rounds, COUNT)
        yield "read_ns", nanoseconds(lambda: [held[n] for n in range(COUNT)], rounds, COUNT)


def measure(kind: MapType, rounds: int) -> Mapping[str, object]:
    """All figures of one type."""
    row: dict[str, object] = {"type": kind.name}
    if kind in (MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS):
        return row | dict(members(kind, rounds))
    if kind is MapType.PROG_ARRAY:
        return row | dict(programs(rounds))
    made = {"writer": writer(kind)} if kind in OUTPUTS else {}
    with progpack.load(ObjectSpec("maps", "GPL", made, {"map": spec_of(kind)})) as obj:
        held: Any = obj.maps["map"]
        if kind in QUEUES:
            found = queue(held, rounds)
        elif kind is MapType.BLOOM_FILTER:
            found = bloom(held, rounds)
        elif kind in OUTPUTS:
            found = consumed(obj, rounds)
        else:
            found = elements(held, kind, rounds)
        return row | dict(found)


TYPES: Final = (
    *KEYED,
    *TARGETS,
    *QUEUES,
    MapType.BLOOM_FILTER,
    *OUTPUTS,
    MapType.ARRAY_OF_MAPS,
    MapType.HASH_OF_MAPS,
    MapType.PROG_ARRAY,
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", default=",".join(kind.name for kind in TYPES), metavar="TYPE,...")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [measure(MapType[name], options.rounds) for name in options.only.split(",")]
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        figures = ", ".join(f"{name[:-3]} {value}" for name, value in row.items() if name != "type")
        print(f"{row['type']}: {figures}".replace("_", " "))


if __name__ == "__main__":
    main()
