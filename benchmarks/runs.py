"""What runs, loads and maps cost, each in a loop of well under a millisecond: the quick figures.

Native loops over packets with programs that do one thing (return, look a map up, call a helper),
and what Python's side of a run, of a load and of an access to a map costs. A loop is so short that
mostly nothing comes in between, and the best of many is reported, so the figures hold on a machine
that is in use. `python -m benchmarks --against TREE` runs this file with another tree's progpack
too, so it keeps to what every tree has: public names, and the assembler wherever that lies.

    python benchmarks/runs.py [--only NAME,...] [--loops N] [--json]

Nanoseconds: of one run in a native loop, of one call otherwise.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import time
from array import array
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from typing import Final, NamedTuple, cast

import progpack
from progpack import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType, packet_array

PACKETS: Final = 500
"""Runs of a native loop."""
CALLS: Final = 50
"""Calls of a loop in Python."""
LENGTH: Final = 64

FUNCTION: Final = "r2 = 0x7a ll  # the function\n"
"""Where a program takes the address of its callback, which begins behind its first exit."""
TOKEN: Final = 0x7A
PSEUDO_FUNC: Final = 4
"""BPF_PSEUDO_FUNC, in the source field of a load: what follows is a function (RFC 9669, 5.4)."""
LDDW: Final = 0x18
EXIT: Final = 0x95
ASSEMBLERS: Final = ("progpack.bpf.asm", "progpack.bpf.asm")
"""Where trees have it, the newest first."""
CALLBACK: Final = """
    r0 = 0
    exit
"""

KEY: Final = """
    w1 = 3
    *(u32 *)(r10 - 4) = w1
    r2 = r10
    r2 += -4
"""
VALUE: Final = """
    r1 = 5
    *(u64 *)(r10 - 16) = r1
    r3 = r10
    r3 += -16
    r4 = 0
"""
END: Final = """
    r0 = 2
    exit
"""
COUNT: Final = """
    if r0 == 0x0 goto out
    r1 = *(u64 *)(r0 + 0x0)
    r1 += 1
    *(u64 *)(r0 + 0x0) = r1
out:
"""


def _lookup(name: str) -> str:
    return f"{KEY} r1 = map {name} ll\n call 1\n {COUNT} {END}"


class Case(NamedTuple):
    """A program that is run in a native loop.

    Attributes:
        text: what it does.
        type: of the program.
        length: bytes of each packet.
    """

    text: str
    type: ProgramType = ProgramType.XDP
    length: int = LENGTH


_SKB: Final = ProgramType.SCHED_CLS

PROGRAMS: Final[dict[str, Case]] = {
    "return": Case(END),
    "return, 1,500 bytes": Case(END, length=1500),
    "return, skb": Case(END, _SKB),
    "return, flat packets": Case(END, ProgramType.SOCKET_FILTER),
    "packet bytes": Case(f"""
        r2 = *(u32 *)(r1 + 0x4)
        r1 = *(u32 *)(r1 + 0x0)
        r3 = r1
        r3 += 14
        if r3 > r2 goto out
        w0 = *(u16 *)(r1 + 12)
        w2 = *(u8 *)(r1 + 0)
        w0 += w2
        exit
    out:
        {END}"""),
    "context written": Case(f"w2 = 7\n *(u32 *)(r1 + 0x8) = w2\n {END}", _SKB),
    "loop of 100": Case("""
        r0 = 0
        r1 = 100
    again:
        r0 += r1
        r0 ^= 0x55
        r1 += -1
        if r1 != 0x0 goto again
        exit"""),
    "loop, counted": Case("""
        r2 = *(u32 *)(r1 + 0x4)
        r1 = *(u32 *)(r1 + 0x0)
        r0 = 0
        r2 -= r1
    again:
        r0 += r2
        r0 ^= 0x55
        r2 -= 1
        if r2 s> 0x0 goto again
        exit"""),
    "subprogram": Case("""
        r6 = 1
        call other
        r6 += r0
        call other
        r0 += r6
        exit
    other:
        r0 = r1
        r0 += 3
        exit"""),
    "array lookup": Case(_lookup("array")),
    "hash lookup": Case(_lookup("hash")),
    "per-CPU array lookup": Case(_lookup("percpu")),
    "LRU lookup": Case(_lookup("lru")),
    "LPM lookup": Case(f"""
        w1 = 32
        *(u32 *)(r10 - 8) = w1
        w1 = 0x0100000a
        *(u32 *)(r10 - 4) = w1
        r2 = r10
        r2 += -8
        r1 = map lpm ll
        call 1
        {COUNT} {END}"""),
    "inner map lookup": Case(f"""
        w1 = 0
        *(u32 *)(r10 - 4) = w1
        r2 = r10
        r2 += -4
        r1 = map outer ll
        call 1
        if r0 == 0x0 goto none
        r1 = r0
        {KEY}
        r1 = r0
        call 1
        {COUNT}
    none:
        {END}"""),
    "hash update": Case(f"{KEY} {VALUE} r1 = map hash ll\n call 2\n {END}"),
    "array update": Case(f"{KEY} {VALUE} r1 = map array ll\n call 2\n {END}"),
    "hash update and delete": Case(f"""
        {KEY} {VALUE}
        w1 = 9
        *(u32 *)(r10 - 4) = w1
        r1 = map hash ll
        call 2
        r2 = r10
        r2 += -4
        r1 = map hash ll
        call 3
        {END}"""),
    "queue push and pop": Case(f"""
        r1 = 5
        *(u64 *)(r10 - 16) = r1
        r2 = r10
        r2 += -16
        r3 = 0
        r1 = map queue ll
        call 87
        r2 = r10
        r2 += -16
        r1 = map queue ll
        call 88
        {END}"""),
    "ring buffer, discarded": Case(f"""
        r1 = map ring ll
        r2 = 16
        r3 = 0
        call 131
        if r0 == 0x0 goto none
        r1 = r0
        r2 = 1
        call 133
    none:
        {END}"""),
    "atomic add": Case(f"""
        {KEY} r1 = map array ll
        call 1
        if r0 == 0x0 goto none
        r1 = 1
        lock *(u64 *)(r0 + 0) += r1
    none:
        {END}"""),
    "bpf_loop, 10 rounds": Case(f"""
        r1 = 10
        {FUNCTION}
        r3 = 0
        r4 = 0
        call 181
        {END}
        {CALLBACK}"""),
    "bpf_loop, 1,000 rounds": Case(f"""
        r1 = 1000
        {FUNCTION}
        r3 = 0
        r4 = 0
        call 181
        {END}
        {CALLBACK}"""),
    "bpf_loop, the callback counts": Case(f"""
        r1 = 100
        {FUNCTION}
        r3 = 0
        r4 = 0
        call 181
        {END}
        r2 = 3
    again:
        r2 += -1
        if r2 != 0x0 goto again
        r0 = 0
        exit"""),
    "bpf_loop, sums": Case(f"""
        r1 = 0
        *(u64 *)(r10 - 8) = r1
        r1 = 100
        {FUNCTION}
        r3 = r10
        r3 += -8
        r4 = 0
        call 181
        {END}
        r3 = *(u64 *)(r2 + 0)
        r3 += r1
        *(u64 *)(r2 + 0) = r3
        {CALLBACK}"""),
    "for_each_map_elem": Case(f"""
        r1 = map array ll
        {FUNCTION}
        r3 = 0
        r4 = 0
        call 164
        {END}
        {CALLBACK}"""),
    "tail call": Case(f"r2 = map tails ll\n r3 = 0\n call 12\n {END}"),
    "xdp_adjust_head": Case(f"""
        r6 = r1
        r2 = -4
        call 44
        r1 = r6
        r2 = 4
        call 44
        {END}"""),
    "xdp_adjust_tail": Case(f"r2 = -4\n call 65\n {END}"),
    "skb_load_bytes": Case(f"""
        r2 = 12
        r3 = r10
        r3 += -16
        r4 = 8
        call 26
        {END}""", _SKB),
    "skb_vlan_push and pop": Case(f"""
        r6 = r1
        r2 = 0x8100
        r3 = 5
        call 18
        r1 = r6
        call 19
        {END}""", _SKB),
    "csum_diff": Case(f"""
        r1 = 0
        *(u64 *)(r10 - 8) = r1
        *(u64 *)(r10 - 16) = r1
        r1 = 0
        r2 = 0
        r3 = r10
        r3 += -16
        r4 = 16
        r5 = 0
        call 28
        {END}""", _SKB),
    "random, time and CPU": Case(f"call 7\n call 5\n call 8\n {END}"),
}  # fmt: skip

_INNER: Final = MapSpec("array", MapType.ARRAY, 4, 8, 16)
MAPS: Final = {
    spec.name: spec
    for spec in (
        _INNER,
        MapSpec("hash", MapType.HASH, 4, 8, 64),
        MapSpec("percpu", MapType.PERCPU_ARRAY, 4, 8, 16),
        MapSpec("lru", MapType.LRU_HASH, 4, 8, 64),
        MapSpec("lpm", MapType.LPM_TRIE, 8, 8, 64, flags=1),
        MapSpec("queue", MapType.QUEUE, 0, 8, 16),
        MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
        MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 1, inner=_INNER, values=((0, "array"),)),
        MapSpec("tails", MapType.PROG_ARRAY, 4, 4, 1, values=((0, "next"),)),
    )
}


@cache
def assembler() -> Callable[..., ProgramSpec]:
    """The assembler of this tree."""
    for name in ASSEMBLERS:
        with suppress(ModuleNotFoundError):
            return cast("Callable[..., ProgramSpec]", import_module(name).assemble_program)
    raise SystemExit(f"no assembler: {', '.join(ASSEMBLERS)}")


def program(case: Case, name: str = "measured") -> ProgramSpec:
    """The program of a case."""
    spec = assembler()(case.text, name=name, type=case.type)
    insns = list(spec.insns.slots())
    for pc, insn in enumerate(insns):
        if insn.opcode == LDDW and insn.imm == TOKEN:
            target = next(at for at, other in enumerate(insns) if other.opcode == EXIT) + 1
            insns[pc] = insn._replace(src=PSEUDO_FUNC, imm=target - pc - 1)
    return ProgramSpec.from_insns(name, case.type, insns, maps=spec.maps, license="GPL")


def an_object(case: Case) -> ObjectSpec:
    """A program with the maps that it uses, and the program that it may continue as."""
    measured = program(case)
    used = {ref.map for ref in measured.maps.values()}
    programs = {"measured": measured}
    if "tails" in used:
        programs["next"] = program(Case(END, case.type), "next")
    if "outer" in used:
        used.add("array")
    maps = {name: spec for name, spec in MAPS.items() if name in used}
    return ObjectSpec("runs", "GPL", programs, maps)


def fill(loaded: progpack.Object) -> None:
    """Put in what the programs look up."""
    for name, held in loaded.maps.items():
        if isinstance(held, MutableMapping) and name == "lpm":
            held[(24).to_bytes(4, "little") + bytes((10, 0, 0, 0))] = bytes(8)
        elif isinstance(held, MutableMapping) and name in ("hash", "lru"):
            for number in range(32):
                held[number.to_bytes(4, "little")] = bytes(8)


class Packets:
    """Packets in memory, and room for what programs return."""

    def __init__(self, length: int) -> None:
        self.data = bytes(range(256)) * (PACKETS * length // 256 + 1)
        self.offsets = array("Q", range(0, (PACKETS + 1) * length, length))
        self.results = array("Q", bytes(8 * PACKETS))
        self.length = length

    def run(self, measured: progpack.Program) -> int:
        """Nanoseconds of one native loop, as it says itself."""
        at = ctypes.cast(ctypes.c_char_p(self.data), ctypes.c_void_p).value or 0
        offsets, results = self.offsets.buffer_info()[0], self.results.buffer_info()[0]
        return measured.run_packets(at, offsets, results, PACKETS, longest=self.length)


def native(case: Case, loops: int) -> float:
    """Least nanoseconds of a run in the native loop."""
    packets = Packets(case.length)
    with progpack.load(an_object(case)) as loaded:
        fill(loaded)
        measured = loaded.programs["measured"]
        packets.run(measured)
        return min(packets.run(measured) for _ in range(loops)) / PACKETS


def called(act: Callable[[], object], loops: int, calls: int = CALLS) -> float:
    """Least nanoseconds of a call in a loop in Python."""
    best, times = float("inf"), range(calls)
    for _ in range(loops):
        began = time.perf_counter_ns()
        for _ in times:
            act()
        best = min(best, (time.perf_counter_ns() - began) / calls)
    return best


def of_runs(loops: int) -> dict[str, float]:
    """What one run from Python costs, and a batch for each of its packets."""
    packet, found = bytes(LENGTH), {}
    for name, kind in (("XDP", ProgramType.XDP), ("skb", _SKB), ("flat", ProgramType.FLAT)):
        with progpack.load(an_object(Case(END, kind))) as loaded:
            run = loaded.programs["measured"].run
            found[f"run, {name}"] = called(partial(run, packet), loops)
    with progpack.load(an_object(PROGRAMS["hash lookup"])) as loaded:
        run = loaded.programs["measured"].run
        found["run, hash lookup"] = called(partial(run, packet), loops)
    with progpack.load(an_object(Case(END))) as loaded:
        batch, packets = loaded.programs["measured"].run_batch, [packet] * PACKETS
        ready = packet_array(packets)
        found["run_batch of a list"] = called(lambda: batch(packets), loops, 4) / PACKETS
        found["run_batch of an array"] = called(lambda: batch(ready), loops, 4) / PACKETS
        long = [bytes(1500 + number % 8) for number in range(8 * PACKETS)]
        found["run_batch of a list, 1,500 bytes"] = called(lambda: batch(long), loops, 1) / len(
            long
        )
        found["run_batch of one packet"] = called(lambda: batch([packet]), loops)
    with progpack.load(an_object(PROGRAMS["xdp_adjust_head"])) as loaded:
        batch = loaded.programs["measured"].run_batch
        found["run_batch, packets move"] = called(lambda: batch(packets), loops, 2) / PACKETS
    return found


def load_and_close(spec: ObjectSpec) -> None:
    """Load an object and give it back."""
    progpack.load(spec).close()


def of_loads(loops: int) -> dict[str, float]:
    """What loading and closing costs where the image is in packs already."""
    found = {}
    for name in ("return", "array lookup", "hash lookup"):
        spec = an_object(PROGRAMS[name])
        with progpack.load(spec):
            found[f"load, {name}"] = called(partial(load_and_close, spec), loops, 8)
    return found


def of_maps(loops: int) -> dict[str, float]:
    """What elements of maps cost from Python."""
    key, value, found = (3).to_bytes(4, "little"), bytes(8), {}
    for name in ("array", "hash"):
        with progpack.load(an_object(PROGRAMS[f"{name} lookup"])) as loaded:
            held = loaded.maps[name]
            assert isinstance(held, MutableMapping)
            found[f"{name}[key] = value"] = called(partial(held.__setitem__, key, value), loops)
            found[f"{name}[key]"] = called(partial(held.__getitem__, key), loops)
    return found


PARTS: Final[dict[str, Callable[[int], dict[str, float]]]] = {
    "runs": of_runs,
    "loads": of_loads,
    "maps": of_maps,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", help=f"names of programs, or of {', '.join(PARTS)}")
    parser.add_argument("--loops", type=int, default=60, help="the best of so many")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    wanted = options.only.split(";") if options.only else [*PROGRAMS, *PARTS]
    found: dict[str, float] = {}
    for name in wanted:
        if name in PARTS:
            found |= PARTS[name](options.loops)
        else:
            found[name] = native(PROGRAMS[name], options.loops)
    rounded = {f"{name}, ns": round(value, 3) for name, value in found.items()}
    if options.json:
        print(json.dumps(rounded, indent=1))
        return
    print(f"least nanoseconds, CPU {sorted(os.sched_getaffinity(0))}")
    for name, value in found.items():
        print(f"  {name:28} {value:10.2f}")


if __name__ == "__main__":
    main()
