"""Calls through packed and through unpacked code.

Many copies of one tiny program (a BPF program of two instructions), called in one fixed random
order in a native loop: with a page each, and in packs of 2 MiB. Nothing but the place of the code
differs. Placements take turns; medians of the rounds and their ratio are reported.

    python benchmarks/calls.py [--counts 1000,10000,30000] [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import random
import statistics

from progpack import ProgramSpec, ProgramType
from progpack.bpf.asm import assemble
from progpack.bpf.check import check_program
from progpack.jit.compile import compiler
from progpack.jit.images import ImageStore
from progpack.jit.lower import ENTRY, lower
from progpack.jit.native import native_runtime
from progpack.jit.workspace import Workspace
from progpack.memory import PackAllocator

POLICIES = ("page", "pack")
CALLS = 2_000_000


class Layout:
    """Copies of the program under one policy."""

    def __init__(self, policy: str, count: int) -> None:
        spec = ProgramSpec.from_insns("tiny", ProgramType.FLAT, assemble("r0 = 1\nexit"))
        image = compiler().compile(lower(spec, {}, calls=check_program(spec)))
        self.packs = PackAllocator(policy)
        store = ImageStore(self.packs)
        self.installed = [store.install(image, {}, name="tiny") for _ in range(count)]
        first = image.symbols[ENTRY]
        order = list(range(count))
        random.Random(count).shuffle(order)
        self.count = count
        self.entries = (ctypes.c_uint64 * count)(*(i.text_at + first for i in self.installed))
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

    def close(self) -> None:
        """Give the copies back."""
        self.packs.close()


def measure(count: int, rounds: int) -> dict[str, float]:
    """Median nanoseconds a call for each policy, and how much faster packs are."""
    layouts = {policy: Layout(policy, count) for policy in POLICIES}
    times: dict[str, list[float]] = {policy: [] for policy in POLICIES}
    for _ in range(rounds):
        for policy, layout in layouts.items():
            times[policy].append(layout.nanoseconds())
    vmas = {policy: layout.packs.stats.vmas for policy, layout in layouts.items()}
    for layout in layouts.values():
        layout.close()
    medians = {policy: statistics.median(values) for policy, values in times.items()}
    return {
        "programs": count,
        **{f"{policy}_ns": round(value, 2) for policy, value in medians.items()},
        **{f"{policy}_vmas": value for policy, value in vmas.items() if isinstance(value, int)},
        "ratio": round(medians["page"] / medians["pack"], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--counts", default="1000,10000,30000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [measure(int(count), options.rounds) for count in options.counts.split(",")]
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print("calls, one page each against packs of 2 MiB")
    for row in rows:
        print(
            f"  {row['programs']:>7,} programs: {row['page_ns']:7.2f} ns, {row['pack_ns']:7.2f} ns:"
            f" {row['ratio']:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
