"""Compile a tool, place it in three ways, call it and measure; no root.

The tool measures scheduler latency, as runqslower does; libbpf's probe programs
come before it. progpack places them in three ways: with a page for each, in
packs of 4 KiB and in packs of 2 MiB. Without LLVM, the interpreter runs each
program, and nothing is placed.
"""

from __future__ import annotations

import argparse
import sys

from progpack.commands.common import output
from progpack.commands.common.fit import NO_LLVM, has_llvm

__all__ = ["add", "run"]

_MOST = 20_000


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--programs",
        type=int,
        default=1000,
        metavar="N",
        help="the number of programs that the second part places (default: 1000)",
    )
    output.add_forms(parser, "json svg", json="all figures and the packs as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run the trial and show what it measured."""
    from progpack.errors import MissingFeatureError, UsageError
    from progpack.report.trial import TrialReport, trial_dict
    from progpack.report.trial_picture import trial_svg
    from progpack.run.trial import run_trial

    asked = output.targets(args)
    if not 1 <= args.programs <= _MOST:
        raise UsageError(f"--programs takes 1 to {_MOST}, not {args.programs}")
    if not has_llvm():
        if asked:
            raise MissingFeatureError(f"the figures are of machine code, and {NO_LLVM}")
        _run_interpreted()
        return 0
    with _Notice(f"compiling, then placing and calling {args.programs} programs three ways ..."):
        trial = run_trial(args.programs)
    if "svg" in asked:
        output.write(asked["svg"], trial_svg(trial))
    if "json" in asked:
        output.write(asked["json"], output.json_text("try", trial_dict(trial)))
    if not asked:
        output.draw(TrialReport(trial))
    return 0


def _run_interpreted() -> None:
    """Show the tool's programs as the interpreter runs them, and say what needs LLVM."""
    from progpack.run.trial.interpreted import run_interpreted

    with _Notice("running each program in the interpreter ..."):
        programs = run_interpreted()
    rows = [
        ("program", "BPF slots", "calls/s"),
        *(
            (program.name, f"{program.slots:,}", f"{program.call_rate:,.0f}")
            for program in programs
        ),
    ]
    said = (
        f"The interpreter ran them, since {NO_LLVM}. With LLVM, progpack compiles them, places "
        "their machine code three ways and measures the calls."
    )
    output.say([*output.table(rows, (False, True, True)), "", *output.wrap(said)])


class _Notice:
    """A line on a terminal while something takes long; it is gone afterwards.

    No spinner: what would turn it would also be measured.
    """

    def __init__(self, text: str) -> None:
        self._text = text if sys.stderr is not None and sys.stderr.isatty() else ""

    def __enter__(self) -> None:
        if self._text:
            print(self._text, end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._text:
            print("\r" + " " * len(self._text) + "\r", end="", file=sys.stderr, flush=True)
