"""Add up the coverage of the C sources of BPF programs, and show it.

  progpack run OBJ --pcap FILE --coverage run.info
  progpack cov run.info tests.info --html coverage.html

The files are in lcov's format: `progpack run --coverage`, `pytest
--bpf-cov=lcov` and other tools write them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from progpack.commands.common.output import add_output

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
        help="end with exit code 1 when fewer than PERCENT of the lines were executed",
    )


def run(args: argparse.Namespace) -> int:
    """Add the files up, print the table and write what is asked for."""
    from progpack.report.coverage.cobertura import to_cobertura
    from progpack.report.coverage.lcov import from_lcov, to_lcov
    from progpack.report.coverage.page import page
    from progpack.report.coverage.terminal import table
    from progpack.run.coverage import Coverage

    outputs = [(args.output, to_lcov), (args.html, page), (args.xml, to_cobertura)]
    coverage = Coverage()
    for path in args.files:
        coverage.add(from_lcov(Path(path)))
    print(table(coverage))
    for path, make in outputs:
        if path is not None:
            Path(path).write_text(make(coverage), encoding="utf-8")
    return int(args.fail_under is not None and coverage.percent < args.fail_under)
