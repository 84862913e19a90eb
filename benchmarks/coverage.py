"""What counting for coverage costs: the firewall on packets, with counters and without.

    python benchmarks/coverage.py [--rounds N] [--json]

Both objects run the same batch in turns; the ratio is of the least processor times.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import progpack
from progpack.bpf.object import bundled
from progpack.testing import packet

PACKETS = 2_000
SOURCES = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    frames = [packet(src=f"192.0.2.{number % SOURCES}") for number in range(PACKETS)]
    spec = bundled.load("firewall")
    least = {False: float("inf"), True: float("inf")}
    with progpack.load(spec) as plain, progpack.load(spec, coverage=True) as counting:
        for _ in range(args.rounds):
            for counts, loaded in ((False, plain), (True, counting)):
                start = time.process_time_ns()
                loaded.programs["firewall"].run_batch(frames)
                least[counts] = min(least[counts], time.process_time_ns() - start)
    ratio = round(least[True] / least[False], 3)
    print(json.dumps({"coverage_ratio": ratio}) if args.json else f"with counters: {ratio} times")


if __name__ == "__main__":
    main()
