"""How long runs wait with more threads than processors, and how often others come first.

    python benchmarks/waiting.py [--threads N] [--ms LENGTH] [--seconds S] [--json]

Threads run a program of some milliseconds, one run after the other. A run has a CPU of its own, so
with more threads than CPUs each waits for others; the thread that has waited longest is next. A
wait is from the end of a thread's run to the end of its next one, less the length of a run alone.
The longest is shown, and the most runs of other threads that ended in one. A machine that has
other work makes the times longer, and not the number of runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import progpack
from progpack import ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.jit.native import cpus

#: As many rounds as the packet says.
LOOP = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r4 = r2
    r4 += 8
    if r4 > r3 goto out
    r5 = *(u64 *)(r2 + 0)
    r0 = 0
    again:
    r0 ^= r5
    r5 += -1
    if r5 != 0 goto again
    exit
    out:
    r0 = 1
    exit
"""
BUDGET = 1 << 40
FIRST = 10_000_000


def load() -> Any:
    """The object with the program."""
    spec = replace(assemble_program(LOOP, type=ProgramType.XDP, license="GPL"), name="loop")
    return progpack.load(ObjectSpec("waiting", "GPL", {"loop": spec}, {}))


def packet_of(rounds: int) -> bytes:
    """The packet for a run of so many rounds."""
    return rounds.to_bytes(8, "little") + bytes(56)


def length_of(program: Any, rounds: int) -> float:
    """Seconds of a run alone: the least of some."""
    times = []
    for _ in range(9):
        began = time.perf_counter()
        program.run(packet_of(rounds), budget=BUDGET)
        times.append(time.perf_counter() - began)
    return min(times)


def look(program: Any, rounds: int, threads: int, seconds: float) -> list[list[tuple[int, float]]]:
    """Of each thread and each of its runs: how many runs had ended, and when it ended itself."""
    end, ended = time.monotonic() + seconds, [0]
    seen: list[list[tuple[int, float]]] = [[] for _ in range(threads)]
    packet = packet_of(rounds)

    def work(mine: list[tuple[int, float]]) -> None:
        while time.monotonic() < end:
            program.run(packet, budget=BUDGET)
            ended[0] += 1
            mine.append((ended[0], time.monotonic()))

    workers = [threading.Thread(target=work, args=(mine,)) for mine in seen]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return seen


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--ms", type=float, default=3.0)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with load() as loaded:
        program = loaded.programs["loop"]
        rounds = int(FIRST * options.ms / 1000 / length_of(program, FIRST))
        length = length_of(program, rounds)
        seen = look(program, rounds, options.threads, options.seconds)
    steps = [list(pairwise(mine)) for mine in seen]
    found = {
        "threads": options.threads,
        "cpus": cpus.COUNT,
        "run ms": round(length * 1e3, 2),
        "runs": [len(mine) for mine in seen],
        "longest wait ms": round(max(b[1] - a[1] - length for m in steps for a, b in m) * 1e3, 1),
        "most runs of others in between": max(b[0] - a[0] - 1 for m in steps for a, b in m),
    }
    if options.json:
        json.dump(found, sys.stdout)
    else:
        for name, value in found.items():
            print(f"{name:32}{value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
