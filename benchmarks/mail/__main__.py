"""Everything that the mail had no benchmark results for, in one file.

    python -m benchmarks.mail -o FILE [--counts 100,1000,10000,50000] [--rounds 20]
        [--only process,kernel,fragmentation] [--packs N]

* process: a page each, packs of 4 KiB, packs of 2 MiB on small and on huge pages, in this process:
  calls, memory, mappings, installs; TLB misses where there is a performance monitoring unit.
* kernel: BPF_PROG_TEST_RUN over many resident programs (root).
* fragmentation: kernel-bound loads before and after N packs were loaded (root). What that splits
  stays split until the next boot, so it is done only when ``--packs`` says how many.

On bare metal, as root, with a compiler and nothing else running, one command is all:

    python -m benchmarks.mail -o FILE --packs 400

Figures are processor times with their spread over interleaved rounds; the file says of which
machine, and how busy it was.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine
from benchmarks.mail import fragmentation, kernel, process
from benchmarks.mail.counters import direct_map

PARTS = ("process", "kernel", "fragmentation")


def describe() -> dict[str, Any]:
    """The machine, and how busy it is."""
    hypervisor = Path("/sys/hypervisor/type")
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    return {
        **machine(),
        "arch": platform.machine(),
        "virtual": hypervisor.exists() or " hypervisor" in flags,
        "load average": [round(each, 1) for each in os.getloadavg()],
        "DirectMap and splits": direct_map(),
    }


def write(file: str, found: dict[str, Any]) -> None:
    """Write what was found until now."""
    Path(file).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-o", "--output", required=True, metavar="FILE")
    parser.add_argument("--counts", default="100,1000,10000,50000")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--packs", type=int, default=0, metavar="N", help="packs that split")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    counts = [int(count) for count in options.counts.split(",") if count]
    found: dict[str, Any] = {"machine": describe(), "rounds": options.rounds}
    if "process" in wanted:
        found["process"] = []
        for count in counts:
            found["process"].append(process.measure(count, options.rounds))
            write(options.output, found)
    if "kernel" in wanted:
        found["kernel"] = kernel.measure(counts, options.rounds)
    if "fragmentation" in wanted and options.packs:
        found["fragmentation"] = fragmentation.measure(options.packs, options.rounds)
    found["machine afterwards"] = describe()
    write(options.output, found)
    print(f"{options.output}: {', '.join(name for name in PARTS if name in found)}")


if __name__ == "__main__":
    main()
