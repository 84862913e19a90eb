"""How many runs a second `progpack fuzz` makes: a small parser, 64 bytes, coverage and maps kept.

    python benchmarks/fuzzing.py [--rounds N] [--json]

The figure is of the least processor time of a million runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from progpack.bpf.object import bundled
from progpack.run.fuzzing.judge import Judge
from progpack.run.fuzzing.search import Search
from progpack.testing import packet

RUNS = 1_000_000
LENGTHS = (0, 64)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    judge = Judge(bundled.load("firewall"), "firewall")
    with Search(judge, lengths=LENGTHS) as search:
        search.search([packet()], seconds=3600.0, runs=RUNS)
        least = min(_round(search) for _ in range(args.rounds))
    rate = round(RUNS / least * 1e9)
    print(json.dumps({"fuzz_runs_per_second": rate}) if args.json else f"{rate:,} runs a second")


def _round(search: Search) -> int:
    start = time.process_time_ns()
    left = RUNS
    while left:
        left -= search.loop.run(left)
    return time.process_time_ns() - start


if __name__ == "__main__":
    main()
