"""What a replay found: the verdict, the table, and the pictures as one page.

  progpack report result.json                   verdict and table as text
  progpack report result.json -o report.html    one offline page, to be opened or sent
  progpack report result.json --svg time.svg    address against time, a panel per policy

RESULT is a file that `progpack replay -o` wrote.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from progpack.commands import output

if TYPE_CHECKING:
    from progpack.replay.result import Result

__all__ = ["add", "run", "show_result"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("result", metavar="RESULT", help="file that `progpack replay -o` wrote")
    parser.add_argument("-o", dest="page", metavar="FILE", help="the page; the same as --html FILE")
    add_choices(parser)


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Describe what `replay` has too: the policy to compare with, picture, series, and forms."""
    parser.add_argument(
        "--against",
        metavar="POLICY",
        help="what the other policies are compared with (default: page, or else the first)",
    )
    parser.add_argument(
        "--picture",
        choices=("time", "packs", "series"),
        default="time",
        help="which --svg is: address against time, the packs at the end, numbers over time",
    )
    parser.add_argument("--series", metavar="FILE", help="the totals over time as CSV")
    output.add_forms(
        parser,
        json="verdict and table as one JSON object",
        csv="a row for each policy and number, with unit and source",
        svg="a picture, with a panel for each policy",
        html="one offline page",
    )


def run(args: argparse.Namespace) -> int:
    """Show a result."""
    from progpack.replay.result import Result

    show_result(args, Result.from_json(args.result))
    return 0


def show_result(args: argparse.Namespace, result: Result) -> None:
    """A result in the forms that were asked for, else as text; for `replay` too.

    Raises:
        UsageError: two forms are to go to the output, a file cannot be written, or no policy is
            as --against says.
    """
    from progpack.replay.kept_validations import with_validation
    from progpack.report import result_data, result_page, result_svg

    result = with_validation(result)
    asked = output.targets(args)
    makers = {
        "json": lambda: output.json_text(result_data.result_dict(result, against=args.against)),
        "csv": lambda: result_data.result_csv(result),
        "svg": lambda: result_svg.result_svg(result, args.picture),
        "html": lambda: result_page.result_page(result, against=args.against),
    }
    for form, target in asked.items():
        output.write(target, makers[form]())
    if getattr(args, "page", None) is not None:
        output.write(args.page, makers["html"]())
    elif args.series is None and not asked:
        from progpack.report.result_text import ResultReport

        output.draw(ResultReport(result, args.against))
    if args.series is not None:
        output.write(args.series, result_data.series_csv(result))
