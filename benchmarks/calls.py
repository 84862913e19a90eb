"""Calls through packed and through unpacked code.

Three questions, each answered by native calls in one fixed random order, placements taking turns:

* pages: many copies of one tiny program (a BPF program of two instructions), with a page each, and
  in packs by the kernel's policy and by bins;
* alignment: programs of 20 to 200 bytes that are run through, in chunks of 16, 32 and 64 bytes:
  whether chunks smaller than a cache line cost anything;
* huge pages: programs of 1 to 3 KiB, of which the first bytes run, in packs of small pages and of
  huge ones: with 20 MB and more the TLB does not reach all of it.

    python benchmarks/calls.py [--counts 1000,10000,30000] [--large 10000,20000] [--rounds N]
        [--json]

Medians of the rounds. The last two need to know how to do nothing on this machine; where that is
not known they are left out.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import random
import statistics
from collections.abc import Callable
from typing import Any

from progpack import ProgramSpec, ProgramType, arch
from progpack.bpf.asm import assemble
from progpack.bpf.check.program import check_program
from progpack.jit.compile.client import compiler
from progpack.jit.image.store import ImageStore
from progpack.jit.lower.program import ENTRY, lower
from progpack.jit.native.runtime import native_runtime
from progpack.jit.workspace import Workspace
from progpack.memory import PackAllocator
from progpack.pack import Binned, Index, Pack, Policy
from progpack.pack.bins import Bins

CALLS = 2_000_000
NOTHING = {"x86-64": "660f1f440000", "arm64": "1f2003d5", "riscv64": "13000000"}
"""An instruction that does nothing, in memory order."""


def tiny() -> bytes:
    """The machine code of a BPF program that returns 1; it does not depend on its address."""
    spec = ProgramSpec.from_insns("tiny", ProgramType.FLAT, assemble("r0 = 1\nexit"))
    image = compiler().compile(lower(spec, {}, facts=check_program(spec)))
    with PackAllocator() as packs:
        installed = ImageStore(packs).install(image, {}, name="tiny")
        first = installed.text_at + image.symbols[ENTRY] - installed.code.address
        return installed.code.read()[first:]


def in_chunks_of(size: int) -> Policy:
    """The policy of bins with other chunks."""

    class Other(Binned):
        name = f"bins-{size}"
        chunk_size = size

        def index(self, packs: list[Pack], chunks: int) -> Index:
            return Bins(packs, chunks, size, quick=512 // size, dense=True)

    return Other()


class Layout:
    """Programs in one placement."""

    def __init__(
        self,
        codes: list[bytes],
        policy: Policy | str,
        pages: str = "small",
        *,
        randomize: bool = False,
    ) -> None:
        self.packs = PackAllocator(policy, pages=pages, randomize=randomize)
        self.held = [self.packs.install(code) for code in codes]
        self.count = count = len(codes)
        order = list(range(count))
        random.Random(count).shuffle(order)
        self.entries = (ctypes.c_uint64 * count)(*(code.address for code in self.held))
        self.order = (ctypes.c_uint32 * count)(*order)
        self.space = Workspace()
        self.states = (ctypes.c_void_p * count)(*([self.space.address] * count))

    def nanoseconds(self) -> float:
        """One measurement: nanoseconds a call."""
        rounds = max(1, CALLS // self.count)
        spent = native_runtime().call_many(
            self.entries, self.states, self.order, self.count, rounds
        )
        return spent / (rounds * self.count)


def compare(makers: dict[str, Callable[[], Layout]], rounds: int) -> dict[str, dict[str, Any]]:
    """Median nanoseconds a call for each, with what the allocator says of its pages."""
    layouts = {name: make() for name, make in makers.items()}
    times: dict[str, list[float]] = {name: [] for name in layouts}
    for _ in range(rounds):
        for name, layout in layouts.items():
            times[name].append(layout.nanoseconds())
    results = {}
    for name, layout in layouts.items():
        stats = layout.packs.stats
        results[name] = {
            "ns": round(statistics.median(times[name]), 2),
            "vmas": stats.vmas if isinstance(stats.vmas, int) else None,
            "resident": stats.resident if isinstance(stats.resident, int) else None,
            "huge": stats.huge if isinstance(stats.huge, int) else None,
        }
        layout.packs.close()
    return results


def by_pages(count: int, rounds: int) -> dict[str, Any]:
    """A page each, against packs."""
    codes = [tiny()] * count
    found = compare(
        {name: lambda name=name: Layout(codes, name) for name in ("page", "pack", "bins")}, rounds
    )
    return {"what": "pages", "programs": count, "bytes": sum(map(len, codes)), "ways": found}


def by_alignment(count: int, rounds: int) -> dict[str, Any] | None:
    """Chunks of 16, 32 and 64 bytes."""
    nothing = bytes.fromhex(NOTHING.get(arch.host().name, ""))
    if not nothing:
        return None
    draw, code = random.Random(1), tiny()
    codes = [nothing * (draw.randint(20, 200 - len(code)) // len(nothing)) + code
             for _ in range(count)]  # fmt: skip
    makers = {f"{n}": lambda n=n: Layout(codes, in_chunks_of(n)) for n in (64, 32, 16)}
    found = compare(makers, rounds)
    return {"what": "alignment", "programs": count, "bytes": sum(map(len, codes)), "ways": found}


def by_huge(count: int, rounds: int) -> dict[str, Any]:
    """Packs of small and of huge pages."""
    draw, code = random.Random(2), tiny()
    codes = [code + bytes(draw.randint(1024, 3072)) for _ in range(count)]
    makers = {pages: lambda pages=pages: Layout(codes, "bins", pages)
              for pages in ("small", "auto", "huge")}  # fmt: skip
    found = compare(makers, rounds)
    return {"what": "huge", "programs": count, "bytes": sum(map(len, codes)), "ways": found}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--counts", default="1000,10000,30000", help="tiny programs")
    parser.add_argument("--large", default="10000,20000", help="programs of 1 to 3 KiB")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts = [int(count) for count in options.counts.split(",") if count]
    large = [int(count) for count in options.large.split(",") if count]
    rows = [by_pages(count, options.rounds) for count in counts]
    rows += [row for count in counts if (row := by_alignment(count, options.rounds))]
    rows += [by_huge(count, options.rounds) for count in large]
    if options.json:
        machine = {"arch": arch.host().name, "kernel": platform.release(), "cpus": os.cpu_count()}
        print(json.dumps({"machine": machine, "results": rows}, indent=2))
        return
    print(f"calls, medians of {options.rounds} rounds in turn; ratio to the first of the line")
    for row in rows:
        first = next(iter(row["ways"].values()))["ns"]
        cells = [
            f"{name} {way['ns']:6.2f} ns ({first / way['ns']:4.2f}x"
            + (f", {way['huge'] >> 20} MiB huge)" if row["what"] == "huge" else ")")
            for name, way in row["ways"].items()
        ]
        size = f"{row['programs']:>7,} programs, {row['bytes'] / 1e6:5.1f} MB"
        print(f"  {row['what']:9} {size}: {', '.join(cells)}")


if __name__ == "__main__":
    main()
