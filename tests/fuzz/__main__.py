"""A long run: ``python -m tests.fuzz --count 100000 --seed 1 --jobs 2 --results FILE``.

With ``--results`` the run is done in parts, and what each came to is a line of a file: the same
command goes on where an earlier one was ended, and does not do again what is in the file.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from .check import MODES, Tally
from .results import Results
from .series import Job, run_series, work
from .worlds import jit_missing, kernel_missing


def main() -> int:
    """Run the cases; 1 when two worlds do not agree on one."""
    os.environ["PROGPACK_CACHE"] = "off"  # no program comes twice
    options = _options()
    seeds = range(options.seed, options.seed + options.count * options.step, options.step)
    if options.worker:
        work(
            Job(
                options.mode[0],
                seeds,
                jit=not options.no_jit,
                kernel=not options.no_kernel,
                small=not options.no_shrink,
                claims=not options.no_claims,
            )
        )
        return 0
    worlds = _worlds(options)
    failed = False
    for mode in options.mode:
        tally = _in_parts(options, mode, seeds, *worlds)
        _write(f"\r{mode}: {tally}\n")
        for failure in tally.failures:
            _write(f"\n{failure}\n")
        failed |= bool(tally.failures)
    return int(failed)


def _in_parts(
    options: argparse.Namespace, mode: str, seeds: range, jit: bool, kernel: bool
) -> Tally:
    """Run the cases of one mode that are not in the file of results yet."""
    results = Results(options.results, (mode, jit, kernel, not options.no_claims))
    total = Tally()
    progress = _Progress(mode, len(seeds))
    for part in results.parts(seeds):
        tally = results.recorded(part)
        if tally is None:
            tally = run_series(
                mode,
                part,
                jobs=options.jobs,
                jit=jit,
                kernel=kernel,
                small=not options.no_shrink,
                claims=not options.no_claims,
                progress=lambda found: progress(found, total.programs),
            )
            results.record(part, tally)
        total.add(tally)
    return total


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="cases of each mode")
    parser.add_argument("--seed", type=int, default=0, help="of the first case")
    parser.add_argument("--step", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--mode", nargs="+", choices=MODES, default=list(MODES))
    parser.add_argument("--no-jit", action="store_true", help="interpreter and kernel only")
    parser.add_argument("--no-kernel", action="store_true", help="interpreter and JIT only")
    parser.add_argument("--no-shrink", action="store_true", help="report failing cases as they are")
    parser.add_argument("--no-claims", action="store_true", help="only compare how programs end")
    parser.add_argument("--results", type=Path, help="file that a run that was ended goes on from")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _worlds(options: argparse.Namespace) -> tuple[bool, bool]:
    """Which worlds there are besides the interpreter; says why one is not."""
    there = []
    for wanted, missing in (
        (not options.no_jit, jit_missing),
        (not options.no_kernel, kernel_missing),
    ):
        reason = missing() if wanted else None
        if reason is not None:
            _write(f"left out: {reason}\n")
        there.append(wanted and reason is None)
    return there[0], there[1]


#: Lines of progress that a rate is taken over.
_LATEST = 5


class _Progress:
    """On a terminal one line that is written over twice a second, else a line every minute."""

    def __init__(self, mode: str, count: int) -> None:
        self._mode = mode
        self._count = count
        self._began = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._done = [(self._began, 0)]
        self._next = self._began + self._pause

    @property
    def _pause(self) -> float:
        return 0.5 if self._terminal else 60.0

    def __call__(self, tally: Tally, before: int = 0) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._pause
        self._done.append((now, before + tally.programs))
        (then, done), self._done = self._done[0], self._done[-_LATEST:]
        rate = (before + tally.programs - done) / max(now - then, 0.001)
        line = (
            f"{self._mode}: {before + tally.programs}/{self._count}, {rate:.0f}/s, "
            f"{tally.refused} refused, {len(tally.failures)} mismatches"
        )
        sys.stderr.write(f"\r{line} " if self._terminal else f"{line}\n")
        sys.stderr.flush()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
