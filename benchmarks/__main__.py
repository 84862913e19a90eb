"""All benchmarks, one after the other: `make bench`. Look at the ratios, not at single times."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS = (
    "placement",
    "model",
    "memory_install",
    "million",
    "calls",
    "programs",
    "packets",
    "resident",
    "load_latency",
    "adapters",
    "trace_io",
    "replay",
)


def machine() -> str:
    """What the figures are of."""
    cpus = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in cpus if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} CPUs "
        f"{model or platform.machine()}, {memory} GiB; load {load}"
    )


def main() -> None:
    """Run each in a process of its own."""
    print(machine())
    for name in BENCHMARKS:
        print()
        sys.stdout.flush()
        subprocess.run([sys.executable, HERE / f"{name}.py", *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
