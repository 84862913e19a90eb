"""Live screen: packs, programs, who loads them, splits by the minute, headroom.

Keys: s sorts programs by chunks, loads or name, p pauses, q quits."""

from __future__ import annotations

import argparse
from importlib.util import find_spec

from progpack.errors import MissingFeatureError, UsageError

__all__ = ["add", "run"]

_LEAST = 0.2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "interval",
        nargs="?",
        type=float,
        default=2.0,
        metavar="SECONDS",
        help="between two looks (default: 2)",
    )


def run(args: argparse.Namespace) -> int:
    """Show the screen until it is left."""
    if not args.interval >= _LEAST:
        raise UsageError(f"an interval of {args.interval} seconds: at least {_LEAST} is needed")
    if find_spec("textual") is None:
        raise MissingFeatureError("the screen needs textual: pip install progpack[tui]")
    from progpack.commands.topscreen import Top
    from progpack.kernel.sampler import Sampler

    with Sampler() as sampler:
        Top(sampler.read, args.interval).run()
    return 0
