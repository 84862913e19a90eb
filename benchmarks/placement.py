"""Placement alone: speed and density of the policies on churning loads, against the targets.

A load fills N programs, then frees one at random and places another N times, then frees half.
Two kinds of sizes: ``small``, 20 to 200 bytes alike, and ``logn``, lognormal with a median of 603
and a mean of 1,997 bytes, from 16 bytes to 256 KiB. Loads are made from a seed, or read from files
(``op,id,size`` with op ``a`` or ``f``, the same three phases, perhaps gzipped); recorded ones are
taken by themselves where they lie beside the project, as for the tests.

    python benchmarks/placement.py [--live N] [--seeds 1,2] [--files F ...] [--policies a,b]
        [--repeat N] [--json]

An operation is one `PackList.place` (the `Request` made for it included) or one
`PackList.release`, in one thread of pure Python. What counts is the time of the processor, and of
the repeats the best one: whatever else runs on the machine only ever takes time away. ``reserved``
counts packs and areas whole, and is given for each byte that is asked for after the churn. In a
lognormal load that wanders by a percent or two, and nothing that is placed can move: so it is given
for each byte at the peak too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import platform
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from progpack.pack import PackList, Request, Span

TARGETS = {"small": (500_000, 1.30), "logn": (300_000, 1.04)}
"""Operations a second in steady churn at 100,000 live programs; bytes reserved for one asked."""

RECORDED = Path(__file__).resolve().parents[2] / "shared" / "data" / "allocator-traces"

SLOW = {"pack", "pack-dirty"}
"""Their time for a placement grows with the packs: they get a tenth of the churn."""

Step = tuple[int, int]
"""(number of the program, bytes), or (number, 0) when it is freed."""


class Load:
    """One load: its steps, and how many of them fill."""

    def __init__(self, name: str, steps: list[Step]) -> None:
        self.name = name
        self.kind = name.partition("_")[0]
        self.live = next((i for i, (_, size) in enumerate(steps) if not size), len(steps))
        self.fill = steps[: self.live]
        self.churn = steps[self.live : 3 * self.live]
        self.drain = steps[3 * self.live :]
        self.programs = 1 + max(number for number, _ in steps)
        self.peak = self._peak()

    def _peak(self) -> int:
        """Most bytes that were asked for at once, before programs are drained."""
        sizes = [0] * self.programs
        now = peak = 0
        for number, size in (*self.fill, *self.churn):
            now += size - sizes[number]
            sizes[number] = size
            peak = max(peak, now)
        return peak


def made(kind: str, live: int, seed: int) -> Load:
    """A load from a seed."""
    draw = random.Random(f"{kind} {seed}")
    sigma = math.sqrt(2 * math.log(1997 / 603))

    def size() -> int:
        if kind == "small":
            return draw.randint(20, 200)
        return int(min(max(draw.lognormvariate(math.log(603), sigma), 16), 256 << 10))

    steps = [(i, size()) for i in range(live)]
    held = list(range(live))
    for i in range(live, 2 * live):
        victim = draw.randrange(live)
        steps += [(held[victim], 0), (i, size())]
        held[victim] = i
    draw.shuffle(held)
    steps += [(number, 0) for number in held[: live // 2]]
    return Load(f"{kind}_{live // 1000}k, seed {seed}", steps)


def read(path: Path) -> Load:
    """A load from a file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    rows = [line.split(",") for line in text.splitlines()[1:]]
    steps = [(int(row[1]), int(row[2]) if row[0] == "a" else 0) for row in rows]
    return Load(path.name.partition(".")[0], steps)


def timed(packs: PackList, held: list[Span | None], steps: list[Step]) -> float:
    """Seconds of processor time that some steps take."""
    place, release = packs.place, packs.release
    start = time.thread_time()
    for number, size in steps:
        if size:
            held[number] = place(Request(size))
        else:
            span = held[number]
            if span is not None:
                release(span)
                held[number] = None
    return time.thread_time() - start


def measure(policy: str, load: Load) -> dict[str, float]:
    """One run of one policy."""
    packs = PackList(policy)
    held: list[Span | None] = [None] * load.programs
    filled = timed(packs, held, load.fill)
    churn = load.churn[: len(load.churn) // 10] if policy in SLOW else load.churn
    churned = timed(packs, held, churn)
    asked = sum(span.request.size for span in packs.spans)
    reserved = packs.chunks_total * packs.chunk_size
    result = {
        "fill_per_s": load.live / filled,
        "churn_per_s": len(churn) / churned,
        "reserved_to_asked": reserved / asked,
        "reserved_to_peak": reserved / load.peak,
        "rounded_to_asked": packs.chunks_used * packs.chunk_size / asked,
        "packs": len(packs.packs),
        "areas": len(packs.areas),
    }
    if churn is load.churn and load.drain:
        result["drain_per_s"] = len(load.drain) / timed(packs, held, load.drain)
    return result


def best(policy: str, load: Load, repeat: int) -> dict[str, float]:
    """The quickest of several runs; what is not a time is the same in all of them."""
    runs = [measure(policy, load) for _ in range(repeat)]
    return {name: max(run[name] for run in runs) for name in runs[0]}


def verdict(policy: str, load: Load, result: dict[str, float]) -> str:
    """How a result stands to the targets."""
    if load.kind not in TARGETS or load.live != 100_000 or policy != "bins":
        return ""
    speed, density = TARGETS[load.kind]
    return (
        f"   target {speed:,}/s: {result['churn_per_s'] / speed:.2f}x; {density:.2f}: "
        f"{'met' if result['reserved_to_asked'] <= density else 'missed'}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--live", type=int, default=100_000, help="programs that are live")
    parser.add_argument("--seeds", default="1,2", help="seeds of the loads that are made")
    parser.add_argument("--files", nargs="*", type=Path, default=sorted(RECORDED.glob("*_100k*")))
    parser.add_argument("--policies", default="bins,best-fit,pack")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",") if seed]
    loads = [read(path) for path in options.files]
    loads += [made(kind, options.live, seed) for kind in TARGETS for seed in seeds]
    rows: list[dict[str, Any]] = []
    if not options.json:
        print("placement alone, one thread of pure Python; best of", options.repeat)
    for load in loads:
        for policy in options.policies.split(","):
            result = best(policy, load, 1 if policy in SLOW else options.repeat)
            rows.append({"load": load.name, "policy": policy, **result})
            if not options.json:
                print(
                    f"  {load.name:18} {policy:9} churn {result['churn_per_s']:>9,.0f}/s, fill "
                    f"{result['fill_per_s']:>9,.0f}/s, reserved/asked "
                    f"{result['reserved_to_asked']:.4f} ({result['reserved_to_peak']:.4f} of peak, "
                    f"{result['rounded_to_asked']:.3f} rounded), "
                    f"{result['packs']:.0f} packs, {result['areas']:.0f} areas"
                    f"{verdict(policy, load, result)}",
                    flush=True,
                )
    if options.json:
        machine = {
            "python": platform.python_version(),
            "kernel": platform.release(),
            "cpus": os.cpu_count(),
        }
        print(json.dumps({"machine": machine, "results": rows}, indent=2))


if __name__ == "__main__":
    main()
