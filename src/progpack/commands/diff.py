"""Compare two results, or two policies, and show each difference with its size.

  progpack diff a.json b.json                     each policy that both have
  progpack diff a.json b.json --policy pack       one policy
  progpack diff a.json --policy page,pack         two policies of one result

A and B are files that `progpack replay -o` wrote. A difference that is no
larger than the error of the model is "not decided". Results of different traces
are refused, unless --any-trace is given.
"""

from __future__ import annotations

import argparse

from progpack.commands.common import output

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("a", metavar="A", help="the first result")
    parser.add_argument("b", metavar="B", nargs="?", help="the second result (default: A)")
    parser.add_argument(
        "--policy",
        metavar="P[,Q]",
        default="",
        help="compare one policy of both, or P of A with Q of B",
    )
    parser.add_argument(
        "--any-trace", action="store_true", help="also compare results of different traces"
    )
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help="end with exit code 1 when something differs for certain",
    )
    output.add_forms(
        parser, "json csv", json="one JSON object", csv="a row for each pair and number"
    )


def run(args: argparse.Namespace) -> int:
    """Compare results."""
    from progpack.replay.result import Result
    from progpack.replay.validation.kept import with_validation
    from progpack.report import differences

    left = with_validation(Result.from_json(args.a))
    right = left if args.b is None else with_validation(Result.from_json(args.b))
    names = [name.strip() for name in args.policy.split(",") if name.strip()]
    pairs = differences.compare(left, right, names, any_trace=args.any_trace)
    asked = output.targets(args)
    if "json" in asked:
        output.write(asked["json"], output.json_text("diff", differences.difference_dict(pairs)))
    if "csv" in asked:
        output.write(asked["csv"], differences.difference_csv(pairs))
    if not asked:
        output.draw(differences.DifferenceReport(pairs))
    return int(args.exit_code and any(pair.different for pair in pairs))
