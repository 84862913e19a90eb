"""A tool and its probes, compiled, packed and called on this machine; ten seconds, no root."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from progpack.commands import output

if TYPE_CHECKING:
    from progpack.jit.trial import Trial

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--programs",
        type=int,
        default=1000,
        metavar="N",
        help="how many programs the second part places (default: 1000)",
    )
    output.add_forms(parser, "json svg")


def run(args: argparse.Namespace) -> int:
    """Run the trial and show what it measured."""
    from progpack.errors import UsageError
    from progpack.jit.trial import run_trial

    if not 1 <= args.programs <= 20_000:
        raise UsageError(f"--programs takes 1 to 20000, not {args.programs}")
    trial = run_trial(args.programs)
    if args.svg is not None:
        from progpack.report.trial import trial_svg

        output.write(args.svg, trial_svg(trial))
    if args.json is not None:
        from progpack.report.trial import trial_dict

        output.print_json(args.json, trial_dict(trial))
    if args.json is None and args.svg is None:
        _show(trial)
    return 0


def _show(trial: Trial) -> None:
    from progpack.report.trial import TrialReport

    output.console().print(TrialReport(trial))
