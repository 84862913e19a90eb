"""Judges the selftests and writes docs/selftests.md."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tests.selftests.figures import Figures
from tests.selftests.judge import judge
from tests.selftests.page import page
from tests.selftests.source import ROOT, SAMPLE_FEATURE, Tree, missing

_PAGE = ROOT / "docs/selftests.md"


def main() -> int:
    """Compile and run all, or the files that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.selftests")
    parser.add_argument("names", nargs="*", help="files without their endings; default: all")
    parser.add_argument("--cpu", nargs="+", default=["v3", "v4"], help="instruction sets")
    parser.add_argument("--sample", action="store_true", help="only files that CI looks at")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--page", type=Path, help=f"default: {_PAGE}, when all were run")
    args = parser.parse_args()
    lacking = missing() or ("needs root: the kernel is asked, too" if os.geteuid() else "")
    if lacking:
        print(f"the selftests {lacking}", file=sys.stderr)
        return 3
    tree = Tree().prepare()
    names = args.names or tree.names(SAMPLE_FEATURE if args.sample else "")
    objects = {cpu: tree.compile(names, cpu, args.jobs) for cpu in args.cpu}
    cases = {cpu: judge(tree, made, cpu, jobs=args.jobs) for cpu, made in objects.items()}
    for cpu, held in cases.items():
        print(cpu, Figures.of(held))
    whole = not (args.names or args.sample)
    written = args.page or (_PAGE if whole else None)
    if written is not None:
        written.write_text(page(cases, objects), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
