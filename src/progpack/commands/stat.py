"""Numbers of packs: programs, chunks, holes, memory, charge."""

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
    """Show the numbers of a source."""
    with source.opened(args.source, args.policy) as snapshot:

        def render() -> None:
            from progpack.report.facts import facts, headline

            title, subtitle = headline(snapshot)
            print(f"{title} ({subtitle})")
            rows = facts(snapshot)
            width = max(len(name) for name, _ in rows)
            for name, value in rows:
                print(f"  {name:<{width}}  {value}")
            for note in snapshot.notes:
                print(f"  note: {note}")

        output.show(args, snapshot, render)
    return 0
