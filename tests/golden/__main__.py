"""``python -m tests.golden write FILE`` and ``python -m tests.golden compare FILE``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from .record import differences, read, report, write
from .subjects import GROUPS, Subject


def main() -> int:
    """Write or compare; 1 when facts differ."""
    options = _options()
    subjects = _subjects(options.group)
    if options.verb == "write":
        count = write(options.file, subjects)
        size = options.file.stat().st_size
        sys.stdout.write(f"{options.file}: {count:,} programs and objects, {size:,} bytes\n")
        return 0
    before = read(options.file)
    if options.group:
        # What is in the file of other groups is not lost.
        now = list(subjects)
        names = {name.partition("/")[0] for name, _ in now}
        before = {name: each for name, each in before.items() if name.partition("/")[0] in names}
        subjects = iter(now)
    text, count = report(differences(before, subjects), options.most)
    sys.stdout.write(f"{text}\n" if text else "")
    sys.stdout.write(f"{len(before):,} programs and objects, {count:,} differences\n")
    return int(count > 0)


def _subjects(groups: list[str] | None) -> Iterator[Subject]:
    for name in groups or GROUPS:
        sys.stderr.write(f"{name}\n")
        yield from GROUPS[name]()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("verb", choices=("write", "compare"))
    parser.add_argument("file", type=Path, help="outside of the tree")
    parser.add_argument("--group", nargs="+", choices=tuple(GROUPS), help="only these programs")
    parser.add_argument(
        "--most", type=int, default=10, metavar="N", help="differences of a kind that are shown"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
