"""Commands on the harness: see the package.

python -m tests.sanitize fuzz --time 600 --jobs 2 --seed 1
python -m tests.sanitize cover
python -m tests.sanitize minimise
python -m tests.sanitize escapes --time 600
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from .build import REPOSITORY, make_harness, missing, read_corpus, write_corpus
from .escapes import ESCAPES, find_escape
from .run import cover, fuzz, minimise


def main() -> int:
    """Do what the arguments say; 1 when something was found."""
    options = _options()
    reason = missing()
    if reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    work = Path(options.work).absolute()
    return {"fuzz": _fuzz, "cover": _cover, "minimise": _minimise, "escapes": _escapes}[
        options.command
    ](options, work)


def _fuzz(options: argparse.Namespace, work: Path) -> int:
    make_harness(work, "fuzz", "race")
    corpus = read_corpus(work / "corpus")
    # One part of five is for threads.
    for target, seconds in (("fuzz", options.time * 4 // 5), ("race", options.time // 5)):
        runs = fuzz(work, target, corpus, seconds, options.seed, jobs=options.jobs)
        for finding in runs.findings:
            sys.stdout.write(f"{finding}\n")
        sys.stdout.write(f"{target}: {runs.inputs:,} inputs in {seconds} s, seed {options.seed}\n")
        if runs.findings:
            return 1
    return 0


def _cover(options: argparse.Namespace, work: Path) -> int:
    make_harness(work, "cover")
    share, text = cover(work, read_corpus(work / "corpus"))
    sys.stdout.write(f"{text}\nlines of runtime/*.c: {share:.2f} %\n")
    return 0


def _minimise(options: argparse.Namespace, work: Path) -> int:
    make_harness(work, "fuzz")
    size = write_corpus(minimise(work, read_corpus(work / "corpus")))
    sys.stdout.write(f"{size:,} bytes\n")
    return 0


def _escapes(options: argparse.Namespace, work: Path) -> int:
    lost = 0
    for escape in ESCAPES:
        if options.name and escape.name not in options.name:
            continue
        found = find_escape(escape, work / "escapes" / escape.name, options.time, options.seed)
        lost += not found
        sys.stdout.write(f"{escape.name}: {f'found {found}' if found else 'not found'}\n")
        sys.stdout.flush()
    return int(lost > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sanitize")
    parser.add_argument("command", choices=("fuzz", "cover", "minimise", "escapes"))
    parser.add_argument("name", nargs="*", help="of escapes; default all")
    parser.add_argument("--time", type=int, default=600, help="seconds")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default=str(REPOSITORY / "build/sanitize"))
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}")
