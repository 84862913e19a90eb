"""Writing, reading and counting a trace.

Events as a busy host has them: tracing programs, cgroup filters, probes; every second load is
followed by an unload. Times are of the CPU, for one thread, medians of the rounds.

    python benchmarks/trace_io.py [--events N] [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from progpack.trace import Event, Header, Load, Trace, TraceWriter, Unload, collect  # noqa: E402

NAMES = ("sd_fw_ingress", "sd_fw_egress", "sd_devices", "handle__sched_switch", "libbpf_nametest")


def events(number: int) -> Iterator[Event]:
    """The same ones each time."""
    source = random.Random(number)
    live: list[Load] = []
    clock = 86_400_000_000_000
    for index in range(number):
        clock += source.randrange(1, 40_000_000)
        if len(live) > 10 and source.random() < 0.5:
            load = live.pop(source.randrange(len(live)))
            yield Unload(clock, load.id, load.address, load.name)
            continue
        load = Load(
            clock,
            index,
            source.choice(NAMES),
            "program",
            0xFFFFFFFFC0000000 + 64 * index + 8,
            source.randrange(19, 3000),
            tag=f"{source.getrandbits(64):016x}",
            cpu=source.randrange(16),
            pid=source.randrange(1 << 15),
            comm="systemd",
        )
        live.append(load)
        yield load


def measure(work: Callable[[], object], rounds: int) -> float:
    """Median seconds of CPU time."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def run(number: int, rounds: int) -> dict[str, float]:
    """Events a second for each way to use a trace, and bytes an event."""
    made = list(events(number))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.trace.gz"

        def write() -> None:
            with TraceWriter(path, Header(arch="x86-64")) as writer:
                writer.write_all(made)

        def read() -> None:
            for _event in Trace(path):
                pass

        seconds = {
            "write": measure(write, rounds),
            "read": measure(read, rounds),
            "read and count": measure(lambda: Trace(path).statistics(), rounds),
            "count": measure(lambda: collect(made), rounds),
        }
        size = path.stat().st_size
    return {
        "events": number,
        "bytes_per_event": round(size / number, 1),
        **{f"{name}_per_s": round(number / spent) for name, spent in seconds.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = run(options.events, options.rounds)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(f"trace files, {options.events:,} events, {result['bytes_per_event']} bytes each")
    for name in ("write", "read", "read and count", "count"):
        print(f"  {name:<15} {result[f'{name}_per_s']:>9,} events/s of CPU time")


if __name__ == "__main__":
    main()
