"""Whether tests see small faults: ``python -m tests.mutation --count 500 --seed 1``.

Each mutant of the modules of a target is put into a copy of the tree, and the tests that run its
line are run on it, the quickest first, until one fails. A mutant that none of them sees survives:
a test is missing, or it changes nothing that anybody can see, and the list `EQUIVALENT` says why.

What each test runs and takes is measured first (some minutes), and kept in build/mutation until
the test changes. With ``--results FILE`` each outcome is a line of JSON as it is known;
a run that was ended goes on with ``--from K``, two halves of it can run side by side (``--to K``),
and the sums at the end are those of the file. ``--again`` runs those of the file that survived,
with more tests (``--budget``, ``--slow``) or with tests that are new.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from .covering import TARGETS, Covering, modules, target_of, test_files
from .equivalent import EQUIVALENT
from .mutants import Mutant, mutants_of
from .tree import Tree

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "mutation"

Record = dict[str, Any]


def main() -> int:
    """Run mutants; 1 when one survives that is not explained."""
    options = _options()
    wanted = list(enumerate(_draw(options)))[options.start : options.end]
    if options.list:
        for _, mutant in wanted:
            sys.stdout.write(f"{mutant}\n")
        return 0
    records = _kept(options) if options.results else {}
    if options.again:
        stood = {n for n in records if records[n]["outcome"] == "survived"}
        wanted = [(n, mutant) for n, mutant in wanted if n in stood]
    files = test_files(ROOT, options.target)
    end = time.monotonic() + (options.seconds or float("inf"))
    with Tree(ROOT, files) as tree:
        tests = [test for file in files for test in tree.measured(file, CACHE)]
        covering = Covering(tests, slow=options.slow, budget=options.budget)
        for number, mutant in wanted:
            records[number] = _record(number, mutant, tree, covering, cold=options.cold)
            _tell(records[number], options.results)
            if time.monotonic() > end:
                break
    return _sum(list(records.values()))


def _record(number: int, mutant: Mutant, tree: Tree, covering: Covering, *, cold: bool) -> Record:
    began = time.monotonic()
    cold = cold or (bool(mutant.function) and not covering.is_run(mutant))
    outcome = tree.run(mutant, covering.choose(mutant), cold=cold)
    if outcome.by is not None:
        covering.killed(mutant, outcome.by)
    return {
        "number": number,
        "mutant": str(mutant),
        "path": mutant.path,
        "line": mutant.line,
        "text": mutant.text,
        "old": mutant.old,
        "new": mutant.new,
        "outcome": outcome.word,
        "by": outcome.by,
        "seconds": round(time.monotonic() - began, 2),
    }


def _tell(record: Record, results: Path | None) -> None:
    sys.stdout.write(f"{record['number']:4} {record['outcome']:9} {record['mutant']}\n")
    sys.stdout.flush()
    if results is not None:
        with results.open("a") as file:
            file.write(json.dumps(record) + "\n")


def _kept(options: argparse.Namespace) -> dict[int, Record]:
    """What a run that goes on has found until now."""
    if not (options.start or options.again):
        options.results.write_text("")
    lines = options.results.read_text().splitlines() if options.results.exists() else []
    records = {record["number"]: record for record in map(json.loads, lines)}
    return records if options.again else {n: records[n] for n in records if n < options.start}


def _sum(records: list[Record]) -> int:
    """Print how many were seen, by target; 1 when one survives that is not explained."""
    counts: Counter[tuple[str, str]] = Counter()
    for record in records:
        target = target_of(record["path"])
        word = record["outcome"]
        if word == "survived" and explanation(record) is not None:
            word = "equal"
        for name in (target, "all"):
            counts[name, word] += 1
    for name in (*TARGETS, "all"):
        seen = counts[name, "killed"] + counts[name, "timeout"]
        total = seen + counts[name, "equal"] + counts[name, "survived"]
        if total:
            sys.stdout.write(
                f"{name:10} {total:4} mutants, {seen} seen by tests "
                f"({counts[name, 'timeout']} as they do not end), {counts[name, 'equal']} equal "
                f"to the original, {counts[name, 'survived']} survive\n"
            )
    for record in records:
        if record["outcome"] == "survived":
            reason = explanation(record) or "not explained"
            sys.stdout.write(f"{record['mutant']}\n    {record['text']}\n    {reason}\n")
    return int(bool(counts["all", "survived"]))


def explanation(record: Record) -> str | None:
    """Why nobody can see a mutant; None when nothing is said of it."""
    module = record["path"].removeprefix("src/progpack/")
    return EQUIVALENT.get((module, record["text"], record["old"], record["new"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="mutants, drawn from all there are")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--from", type=int, default=0, dest="start", help="number of the first")
    parser.add_argument("--to", type=int, dest="end", help="one past the number of the last")
    parser.add_argument("--results", type=Path, help="file for a line of JSON for each")
    parser.add_argument("--again", action="store_true", help="only those that survive by --results")
    parser.add_argument("--target", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--module", nargs="+", default=[], help="only these: kinds, bins, ...")
    parser.add_argument("--at", nargs="+", default=[], help="all of these lines, as PATH:LINE")
    parser.add_argument(
        "--slow", type=float, default=8, help="seconds from which on a test is left out"
    )
    parser.add_argument(
        "--budget", type=float, default=16, help="seconds that the tests of a mutant may take"
    )
    parser.add_argument("--cold", action="store_true", help="import everything for each mutant")
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
