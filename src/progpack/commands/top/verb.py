"""Watch the packs of the running kernel, and who loads programs.

Keys: s sorts the programs by chunks, loads or name, p pauses, q and ctrl-C
quit. The screen needs a terminal; --once prints the present state, for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from progpack.commands.common import output
from progpack.errors import MissingFeatureError, UsageError

if TYPE_CHECKING:
    from progpack.kernel.sampler import Reading

__all__ = ["add", "lines_of", "run"]

_LEAST = 0.2
_ROWS = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "interval",
        nargs="?",
        type=float,
        default=2.0,
        metavar="SECONDS",
        help="the seconds between two readings (default: 2)",
    )
    parser.add_argument(
        "--once", action="store_true", help="print the present state as text, and end"
    )


def run(args: argparse.Namespace) -> int:
    """Show the screen until it is left."""
    if not args.interval >= _LEAST:
        raise UsageError(f"an interval of {args.interval} seconds: at least {_LEAST} is needed")
    if args.once:
        return _once()
    if find_spec("textual") is None:
        raise MissingFeatureError("the screen needs textual: pip install 'progpack[tui]'")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the screen needs a terminal; `progpack top --once` prints one look")
    from progpack.commands.top.screen import Top
    from progpack.kernel.sampler import Sampler

    with Sampler() as sampler:
        Top(sampler.read, args.interval).run()
    return 0


def _once() -> int:
    from progpack.kernel.sampler import Sampler

    with Sampler() as sampler:
        output.say(lines_of(sampler.read()))
    return 0


def lines_of(reading: Reading) -> Iterator[str]:
    """One look as text: the numbers that `stat live` has, programs, and what hides the rest."""
    from progpack.report.draw.units import bytes_text, number
    from progpack.report.snapshot.facts import facts, headline
    from progpack.report.snapshot.reading import no_loaders, no_programs

    title, subtitle = headline(reading.snapshot)
    yield f"{title} ({subtitle})"
    yield from output.table(facts(reading.snapshot), (False, False))
    yield "programs by chunks"
    if not reading.programs:
        yield f"  {no_programs(reading)}"
    else:
        head = ("program", "id", "kind", "fns", "chunks", "memory")
        rows = [
            (
                row.name or "(no name)",
                str(row.id or ""),
                row.kind,
                number(row.functions),
                number(row.chunks),
                bytes_text(row.bytes),
            )
            for row in reading.programs[:_ROWS]
        ]
        yield from output.table([head, *rows], (False, True, False, True, True, True))
    more = len(reading.programs) - _ROWS
    if more > 0:
        yield f"  and {number(more)} more"
    reason = no_loaders(reading)
    if reason:
        yield f"who loads: {reason}"
    for note in reading.snapshot.notes:
        yield from output.wrap(f"note: {note}")
