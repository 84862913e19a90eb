"""How long a user waits before anything happens: `import progpack` and `progpack --help`.

Each is a process of its own, against a Python that does nothing; medians of the rounds.

    python benchmarks/startup.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
WAYS = {
    "nothing": ("-c", "pass"),
    "import": ("-c", "import progpack"),
    "help": ("-m", "progpack", "--help"),
}


def milliseconds(arguments: tuple[str, ...]) -> float:
    """What one process takes from start to end."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    return (time.perf_counter() - begin) * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(options.rounds):
        for way, arguments in WAYS.items():
            times[way].append(milliseconds(arguments))
    found = {f"{way}_ms": round(statistics.median(each), 1) for way, each in times.items()}
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print("  ".join(f"{name} {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
