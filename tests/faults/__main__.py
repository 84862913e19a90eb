"""Counts the injections that the allocator survives: a row for each architecture.

    PYTHONPATH=src:. python -m tests.faults [ARCH ...]

A failure ends it. The figures are those of failures that come alone.
"""

from __future__ import annotations

import sys

from progpack import arch as arches
from tests.faults.cycles import CYCLES, possible
from tests.faults.harness import inject


def main(names: list[str]) -> None:
    """Print the table in Markdown."""
    print(f"| | {' | '.join(CYCLES)} | all |")
    print("|---" * (len(CYCLES) + 2) + "|")
    for name in names or list(arches.ARCHES):
        arch = arches.get(name)
        counts = [
            inject(arch, cycle, more=(0,)).total() if possible(arch, cycle) else None
            for cycle in CYCLES
        ]
        cells = ["no jump" if count is None else str(count) for count in counts]
        print(f"| {name} | {' | '.join(cells)} | {sum(count or 0 for count in counts)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
