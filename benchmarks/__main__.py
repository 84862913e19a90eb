"""All benchmarks in one run, and what of the targets they reach: `make bench`.

    python -m benchmarks [--only NAME,...] [--write]
    python -m benchmarks --against TREE [--rounds 21] [--only NAME,...] [--cpu N] [--limit 1.03]
        [--nice N]

Each benchmark is a process of its own, and can be started by itself for more figures and choices.
Look at the ratios, not at single times: those are of this machine and of what else runs on it, and
its load before each benchmark is noted. ``--write`` puts the table into docs/benchmarks.md and all
that the benchmarks found beside it, as JSON; with ``--only`` the others keep what they found. Each
such run is a line more in the history (`benchmarks/history.py`).

With ``--against`` nothing is held against targets: the quick part of each benchmark runs in this
tree and in another one in turn, and the ratios of the best of all rounds are printed; see
`benchmarks/against.py`. The exit code is 1 where a figure lost more than the limit.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import against, history
from benchmarks.targets import rows, table

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
RESULTS = HERE / "results.json"
BENCHMARKS = (
    "startup",
    "memory_install",
    "calls",
    "packets",
    "load_latency",
    "programs",
    "everyday",
    "resident",
    "placement",
    "million",
    "adapters",
    "replay",
    "trace_io",
    "kernel_recording",
    "validate",
)
_BEGIN, _END = "<!-- results -->", "<!-- end -->"


def machine() -> dict[str, Any]:
    """What the figures are of."""
    cpus = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in cpus if line.startswith("model name")), "")
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
        "kernel": platform.release().partition("-")[0],
        "python": platform.python_version(),
        "processor": model or platform.machine(),
        "cpus": os.cpu_count(),
        "GiB": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30,
        "huge pages": Path("/sys/kernel/mm/transparent_hugepage/enabled").read_text().strip(),
        "root": os.geteuid() == 0,
    }


def measure(name: str) -> Any:
    """What a benchmark found; None: it cannot be measured here, and said why."""
    if name == "validate":
        command = ["-m", "progpack", "replay", "--validate", "--json"]
    else:
        command = [str(HERE / f"{name}.py"), "--json"]
    path = os.pathsep.join(filter(None, (str(HERE.parent / "src"), os.environ.get("PYTHONPATH"))))
    process = subprocess.run(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    try:
        return json.loads(process.stdout)
    except ValueError:
        print(process.stdout.strip())
        return None


def page(text: str, results: dict[str, Any]) -> str:
    """The page of the documentation with other results in it."""
    described, later = results["machine"], results.get("later", {})
    loads = [load for name, load in results["loads"].items() if name not in later]
    where = (
        f"Measured on {described['date']} in one run of {results['minutes']:.0f} minutes: "
        f"{described['processor']}, {described['cpus']} CPUs of a virtual machine, "
        f"{described['GiB']} GiB, Linux {described['kernel']}, Python {described['python']}, "
        f"transparent huge pages {described['huge pages']}, "
        f"{'as root' if described['root'] else 'not as root'}; load average between "
        f"{min(loads):.1f} and {max(loads):.1f}."
    )
    for name, run in sorted(later.items()):
        where += f" {name}: on {run['date']}, load average {results['loads'][name]:.1f}."
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    return f"{before}{_BEGIN}\n{where}\n\n{table(rows(results['found']))}\n{_END}{after}"


def merged(before: dict[str, Any], run: dict[str, Any]) -> dict[str, Any]:
    """The results of a run of all benchmarks with those of a run of some in them."""
    names = list(run["found"])
    later = dict.fromkeys(names, run["machine"])
    return {
        **before,
        "loads": {**before["loads"], **{name: run["loads"][name] for name in names}},
        "found": {**before["found"], **run["found"]},
        "later": {**before.get("later", {}), **later},
    }


def main() -> None:
    """Run, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", help="names of benchmarks")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--against", type=Path, metavar="TREE", help="compare with another tree")
    parser.add_argument("--rounds", type=int, default=21, help="of a comparison")
    parser.add_argument("--cpu", type=int, default=max(os.sched_getaffinity(0)),
                        help="processor of a comparison")  # fmt: skip
    parser.add_argument("--limit", type=float, default=against.LIMIT,
                        help="greatest ratio that is no loss")  # fmt: skip
    parser.add_argument("--nice", type=int, default=0, help="niceness of a comparison")
    options = parser.parse_args()
    known = BENCHMARKS if options.against is None else tuple(against.QUICK)
    names = list(known) if options.only is None else options.only.split(",")
    if not set(names) <= set(known):
        parser.error(f"there are: {', '.join(known)}")
    if options.against is not None:
        how = options.rounds, options.cpu, options.limit, options.nice
        sys.exit(against.compare(options.against, names, *how))
    results: dict[str, Any] = {"machine": machine(), "loads": {}, "found": {}}
    begun = time.monotonic()
    for name in names:
        results["loads"][name] = round(os.getloadavg()[0], 2)
        start = time.monotonic()
        print(f"{name} ...", end=" ", flush=True)
        found = measure(name)
        if found is not None:
            results["found"][name] = found
        print(f"{time.monotonic() - start:.0f} s", flush=True)
    results["minutes"] = (time.monotonic() - begun) / 60
    print(f"\n{table(rows(results['found']))}")
    if options.write:
        history.append(history.line_of(results, list(results["found"])))
        kept = results if options.only is None else merged(json.loads(RESULTS.read_text()), results)
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
        PAGE.write_text(page(PAGE.read_text(), kept))


if __name__ == "__main__":
    main()
