"""Draw the packs: which program has which chunks."""

from __future__ import annotations

import argparse

from progpack.commands.common import output, source

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    source.add_source(parser)
    source.add_notes(parser)
    output.add_forms(parser)


def run(args: argparse.Namespace) -> int:
    """Show the map of a source."""
    with source.open_source(args) as snapshot:

        def render() -> None:
            from progpack.report import SnapshotReport

            output.draw(SnapshotReport(snapshot, notes=source.most_notes(args)))

        output.show(args, snapshot, render)
    return 0
