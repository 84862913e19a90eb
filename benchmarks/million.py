"""A million small programs resident: mappings, memory and time, and frees at random.

    python benchmarks/million.py [--programs N] [--size BYTES] [--policy P] [--pages W] [--json]

Installs the programs, frees half of them at random, installs as many again, frees all. After each
step: mappings of the packs and of the whole process, memory behind the packs for each program,
memory of the process for each program (objects of Python included), packs, and huge pages.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from progpack.memory import PackAllocator
from progpack.memory.pages import mappings as maps


def private() -> int:
    """Bytes of private memory of this process."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


def look(
    step: str, packs: PackAllocator, seconds: float, count: int, before: int
) -> dict[str, Any]:
    """The figures after a step that took some seconds for some programs."""
    stats = packs.stats
    held = max(stats.programs, 1)
    resident = stats.resident if isinstance(stats.resident, int) else 0
    return {
        "step": step,
        "programs": stats.programs,
        "per_s": round(count / seconds),
        "packs": stats.packs,
        "pack_vmas": stats.vmas if isinstance(stats.vmas, int) else None,
        "all_vmas": len(maps.mappings()),
        "reserved_to_asked": round(stats.reserved / max(stats.requested, 1), 3),
        "code_bytes_each": round(resident / held, 1),
        "other_bytes_each": round((private() - before) / held, 1),
        "huge": stats.huge if isinstance(stats.huge, int) else None,
    }


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """All steps."""
    count, draw = options.programs, random.Random(1)
    code = (bytes(range(1, 256)) * (options.size // 255 + 1))[: options.size]
    packs = PackAllocator(options.policy, pages=options.pages)
    install, free = packs.install, packs.free
    free(install(code))
    before = private()
    rows = []

    def step(name: str, done: int, start: float) -> None:
        rows.append(look(name, packs, time.perf_counter() - start, done, before))

    start = time.perf_counter()
    held = [install(code) for _ in range(count)]
    step("installed", count, start)
    victims = draw.sample(range(count), count // 2)
    start = time.perf_counter()
    for i in victims:
        free(held[i])
    step("half freed", count // 2, start)
    start = time.perf_counter()
    for i in victims:
        held[i] = install(code)
    step("filled again", count // 2, start)
    start = time.perf_counter()
    for one in held:
        free(one)
    step("all freed", count, start)
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--programs", type=int, default=1_000_000)
    parser.add_argument("--size", type=int, default=110, help="bytes of each")
    parser.add_argument("--policy", default="bins")
    parser.add_argument("--pages", default="auto", choices=("auto", "small", "huge"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = measure(options)
    if options.json:
        machine = {
            "python": platform.python_version(),
            "kernel": platform.release(),
            "cpus": os.cpu_count(),
        }
        print(json.dumps({"machine": machine, "results": rows}, indent=2))
        return
    print(f"{options.programs:,} programs of {options.size} bytes, policy {options.policy}")
    for row in rows:
        each = (
            f"{row['code_bytes_each']:.0f} bytes of code and {row['other_bytes_each']:.0f} of "
            f"Python each, {(row['huge'] or 0) >> 20} MiB huge"
        )
        print(
            f"  {row['step']:13} {row['programs']:>9,} live, {row['per_s']:>8,}/s, {row['packs']} "
            f"packs, {row['pack_vmas']} mappings of {row['all_vmas']}"
            + (f", {each}" if row["programs"] else "")
        )


if __name__ == "__main__":
    main()
