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
    from progpack.report.units import clean

    title, subtitle = headline(snapshot)
    lines = [f"{title} ({subtitle})", *output.table(facts(snapshot), (False, False))]
    lines += [f"  note: {note}" for note in snapshot.notes]
    for line in lines:
        print(output.fit(clean(line), output.width()))
