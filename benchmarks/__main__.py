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
    "memory_install",
    "million",
    "calls",
    "load_latency",
    "adapters",
    "trace_io",
    "replay",
)


def main() -> None:
    """Run each in a process of its own."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} CPUs")
    for name in BENCHMARKS:
        print()
        sys.stdout.flush()
        subprocess.run([sys.executable, HERE / f"{name}.py", *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
