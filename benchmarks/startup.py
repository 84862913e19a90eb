"""How long a user waits before anything happens, from `import progpack` to a run of a program.

Each way is a process of its own, beside a Python that does nothing: `import progpack`, `progpack
--help`, `progpack run` of the README's sample, which finds nothing in the cache (*first*) or all
(*later*), and 50 tests, which each load that program, fill a map and run it twice. What is told is
the processor time of a process and of all that it starts, the compiler's too, the least of the
rounds; of the first three also the time by the clock, medians.

    python benchmarks/startup.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
SAMPLE: Final = SOURCE / "progpack" / "data"
RUN: Final = (
    *("-m", "progpack", "run", str(SAMPLE / "bpf" / "firewall.bpf.o")),
    *("--pcap", str(SAMPLE / "sample.pcap")),
)
TESTS: Final = f"""
import progpack

for number in range(50):
    with progpack.load({str(SAMPLE / "bpf" / "firewall.bpf.o")!r}) as obj:
        obj.maps["blocked"][bytes([number] * obj.maps["blocked"].spec.key_size)] = (
            bytes(obj.maps["blocked"].spec.value_size)
        )
        for size in (64, 128):
            obj.programs["firewall"].run(bytes(size))
"""
WAYS: Final = {
    "nothing": ("-c", "pass"),
    "import": ("-c", "import progpack"),
    "help": ("-m", "progpack", "--help"),
    "run_later": RUN,
    "tests": ("-c", TESTS),
    "run_first": RUN,
}
BY_THE_CLOCK: Final = ("nothing", "import", "help")
FRESH: Final = ("run_first",)
"""Ways that find an empty cache."""


class Taken(NamedTuple):
    """What one process took, in milliseconds: by the clock, and of processors with its children."""

    clock: float
    processors: float


def take(arguments: tuple[str, ...], cache: str) -> Taken:
    """What one process takes from start to end."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PROGPACK_CACHE": cache}
    # As an installed package, whose byte code is there.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
    )
    clock = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processors = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(clock * 1e3, processors * 1e3)


def measure(rounds: int, folder: str) -> dict[str, list[Taken]]:
    """All ways in turn; a first round fills the cache and the byte code, and does not count."""
    kept = os.path.join(folder, "kept")
    times: dict[str, list[Taken]] = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way, arguments in WAYS.items():
            empty = os.path.join(folder, "empty")
            taken = take(arguments, empty if way in FRESH else kept)
            shutil.rmtree(empty, ignore_errors=True)
            if number:
                times[way].append(taken)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measure(options.rounds, folder)
    found = {
        f"{way}_ms": round(statistics.median(each.clock for each in times[way]), 1)
        for way in BY_THE_CLOCK
    }
    for way, taken in times.items():
        found[f"{way}_cpu_ms"] = round(min(each.processors for each in taken), 1)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print("\n".join(f"{name:<18} {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
