"""Picture of packs: which program has which chunks."""

from __future__ import annotations

import argparse

from progpack.commands import output, source

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("source", nargs="?", default="self", metavar="SOURCE", help=source.HELP)
    parser.add_argument("--policy", default="pack", help="placement of an object (default: pack)")
    output.add_forms(parser)


def run(args: argparse.Namespace) -> int:
    """Show the map of a source."""
    with source.opened(args.source, args.policy) as snapshot:

        def render() -> None:
            from progpack.report import SnapshotReport

            output.console().print(SnapshotReport(snapshot))

        output.show(args, snapshot, render)
    return 0
