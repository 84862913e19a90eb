"""Replaying a trace file: time for an event, and memory against the length of the trace.

Each measurement is a process of its own that reads a file and replays it under one policy, on one
core. Seconds are of the CPU, reading included; memory is the most that was resident.

    python benchmarks/replay.py [--events N] [--most N] [--policy A,B] [--kind A,B] [--json]

`--most 10000000` takes some five minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from progpack.trace import Synthesis, save  # noqa: E402

# What a process does; it prints CPU seconds, MiB and the number of events.
WORK = """
import resource, sys, time
from progpack.replay import replay
path, policy = sys.argv[1:]
begin = time.process_time()
result = replay(path, [policy], "x86_64:64G,cpus=64,nodes=1,kernel=6.18")
spent = time.process_time() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(spent, peak, result.statistics.events, result.statistics.peak_live)
"""


def written(folder: Path, kind: str, events: int) -> Path:
    """A file with about so many events: every second one is an unload."""
    path = folder / f"{kind}-{events}.trace.gz"
    if not path.exists():
        save(path, Synthesis(kind, (events + 1) // 2, 1))
    return path


def measure(path: Path, policy: str) -> dict[str, float]:
    """Replay a file in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    done = subprocess.run(
        [sys.executable, "-c", WORK, path, policy],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, peak, events, live = map(float, done.stdout.split())
    return {
        "events": events,
        "seconds": round(seconds, 2),
        "us_per_event": round(seconds / events * 1e6, 2),
        "mib": round(peak, 1),
        "most_live": live,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--policy", default="pack,page")
    parser.add_argument("--kind", default="ci,containers,fleet")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for kind in options.kind.split(","):
            for policy in options.policy.split(","):
                path = written(folder, kind, options.events)
                found[f"{kind}, {policy}"] = measure(path, policy)
        for events in sorted({100_000, options.most}):
            path = written(folder, "ci", events)
            found[f"memory, {events:,} events"] = measure(path, "pack")
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print("replay of trace files, one core, reading included")
    for name, row in found.items():
        print(
            f"  {name:<26} {row['events']:>12,.0f} events  {row['seconds']:>7.2f} s  "
            f"{row['us_per_event']:>6.2f} us each  {row['mib']:>6.1f} MiB"
        )


if __name__ == "__main__":
    main()
