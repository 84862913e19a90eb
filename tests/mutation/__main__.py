"""Whether tests see small faults: ``python -m tests.mutation --count 500 --seed 1``.

Each mutant of the modules of a target is written into a copy of the tree, and the test files that
cover the module run on it, the narrowest first, until one fails. A mutant that none of them sees
survives: a test is missing, or it changes nothing that anybody can see, and the list
`EQUIVALENT` says why.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random

from .covering import TARGETS, modules, tests_of
from .equivalent import EQUIVALENT
from .mutants import Mutant, mutants_of
from .tree import Tree

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Run mutants; 1 when one survives that is not explained."""
    options = _options()
    wanted = _draw(options)
    if options.list:
        for mutant in wanted:
            sys.stdout.write(f"{mutant}\n")
        return 0
    survivors: list[Mutant] = []
    done = 0
    began = time.monotonic()
    with Tree(ROOT, timeout=options.timeout) as tree:
        for mutant in wanted:
            outcome = tree.run(mutant, tests_of(mutant.path))
            done += 1
            sys.stdout.write(f"{outcome:9} {mutant}\n")
            sys.stdout.flush()
            if outcome == "survived":
                survivors.append(mutant)
            if options.seconds and time.monotonic() - began > options.seconds:
                break
    unexplained = [mutant for mutant in survivors if explanation(mutant) is None]
    sys.stdout.write(
        f"{done} mutants of {len(wanted)}, {done - len(survivors)} seen by tests, "
        f"{len(survivors) - len(unexplained)} equal to the original, {len(unexplained)} survive\n"
    )
    return int(bool(unexplained))


def explanation(mutant: Mutant) -> str | None:
    """Why nobody can see a mutant; None when nothing is said of it."""
    module = mutant.path.removeprefix("src/progpack/")
    return EQUIVALENT.get((module, mutant.text, mutant.old, mutant.new))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="mutants, drawn from all there are")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--target", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--module", nargs="+", default=[], help="only these: kinds, bins, ...")
    parser.add_argument("--at", nargs="+", default=[], help="all of these lines, as PATH:LINE")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for each mutant")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many")
    parser.add_argument("--list", action="store_true", help="say which, and run none")
    return parser.parse_args()


def _draw(options: argparse.Namespace) -> list[Mutant]:
    """An equal share of each target, so that the largest does not hide the others."""
    chance = Random(options.seed)
    wanted: list[Mutant] = []
    for number, target in enumerate(options.target):
        paths = modules(ROOT, target)
        if options.module:
            paths = [path for path in paths if Path(path).stem in options.module]
        every = [mutant for path in paths for mutant in mutants_of(ROOT, path)]
        if options.at:
            wanted += [each for each in every if f"{each.path}:{each.line}" in options.at]
            continue
        share = options.count * (number + 1) // len(options.target) - len(wanted)
        wanted += chance.sample(every, min(share, len(every)))
    chance.shuffle(wanted)
    return wanted


if __name__ == "__main__":
    sys.exit(main())
