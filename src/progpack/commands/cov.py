"""Coverage of the C source of BPF programs: add up and show what runs have executed.

  progpack run OBJ --pcap FILE --coverage run.info
  progpack cov run.info tests.info --html coverage.html

The files are lcov's, from `progpack run --coverage`, `pytest --bpf-cov=lcov` or other tools.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from progpack.commands.common.output import add_output

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="files of lcov")
    add_output(parser, "-o", "--output", help="the sum of all, as lcov has it")
    add_output(parser, "--html", help="the source with counts, a page")
    add_output(parser, "--xml", help="Cobertura, as GitLab reads it")
    parser.add_argument(
        "--fail-under",
        metavar="PERCENT",
        type=float,
        help="exit with 1 when fewer than PERCENT of the lines were executed",
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
