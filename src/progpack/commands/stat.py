"""Numbers of packs: programs, chunks, holes, memory, charge."""

from __future__ import annotations

import argparse

from progpack.commands import output, source
from progpack.snapshot import Snapshot

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    source.add_source(parser)
    output.add_forms(parser)


def run(args: argparse.Namespace) -> int:
    """Show the numbers of a source."""
    with source.opened(args) as snapshot:
        output.show(args, snapshot, lambda: _print(snapshot))
    return 0


def _print(snapshot: Snapshot) -> None:
    from progpack.report.facts import facts, headline

    title, subtitle = headline(snapshot)
    lines = [f"{title} ({subtitle})", *output.table(facts(snapshot), (False, False))]
    for note in snapshot.notes:
        lines += output.wrap(f"note: {note}")
    output.say(lines)
