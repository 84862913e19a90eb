"""Add up the coverage of the C sources of BPF programs, and show it.

  progpack run OBJ --pcap FILE --coverage run.info
  progpack cov run.info tests.info --html coverage.html

The files are in lcov's format: `progpack run --coverage`, `pytest
--bpf-cov=lcov` and other tools write them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from progpack.commands.common.output import add_output, save

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file in lcov's format")
    add_output(parser, "-o", "--output", help="write the sum of all files in lcov's format")
    add_output(parser, "--html", help="write a page with the source and its counts")
    add_output(parser, "--xml", help="write Cobertura's XML, which GitLab reads")
    parser.add_argument(
        "--fail-under",
        metavar="PERCENT",
        type=float,
        help="end with exit code 1 when fewer than PERCENT of the lines were executed, "
        "or when there are no lines",
    )


def run(args: argparse.Namespace) -> int:
    """Add the files up, print the table and write what is asked for.

    Raises:
        UsageError: a file cannot be written, or --fail-under is no share.
    """
    from progpack.report.coverage.cobertura import to_cobertura
    from progpack.report.coverage.lcov import from_lcov, to_lcov
    from progpack.report.coverage.page import page
    from progpack.report.coverage.terminal import table
    from progpack.run.coverage import Coverage, check_share

    least: float | None = args.fail_under
    if least is not None:
        check_share(least, "--fail-under")
    outputs = [(args.output, to_lcov), (args.html, page), (args.xml, to_cobertura)]
    coverage = Coverage()
    for path in args.files:
        coverage.add(from_lcov(Path(path)))
    print(table(coverage))
    for path, make in outputs:
        if path is not None:
            save(path, make(coverage))
    return int(least is not None and coverage.falls_short(least))
