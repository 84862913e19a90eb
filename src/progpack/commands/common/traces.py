"""Traces on the command line: recognized, described, and read when damaged."""

from __future__ import annotations

import argparse
from pathlib import Path

from progpack.commands.common import output
from progpack.errors import UsageError
from progpack.trace.file.format import Trace
from progpack.trace.header import MAGIC

__all__ = ["add_lenient", "is_trace", "open_trace", "say_problems", "show"]

_GZIP = b"\x1f\x8b"
_SHOWN = 10


def add_lenient(parser: argparse.ArgumentParser) -> None:
    """Describe the argument that has damaged traces read."""
    parser.add_argument(
        "--lenient",
        action="store_true",
        help="use the readable part of a damaged trace, and name the rest",
    )


def is_trace(source: str | None) -> bool:
    """Whether a file begins as traces do."""
    if source is None:
        return False
    try:
        # What is read from a pipe to look at it would be gone.
        if not Path(source).is_file():
            return False
        with Path(source).open("rb") as file:
            first = file.read(256).lstrip()
    except OSError:
        # Whoever reads it says so.
        return False
    return first.startswith(_GZIP) or (first.startswith(b"{") and f'"{MAGIC}"'.encode() in first)


def open_trace(args: argparse.Namespace, path: str) -> Trace:
    """A trace, read as ``--lenient`` says.

    Raises:
        ObjectError: the file cannot be read, or is no trace.
    """
    return Trace(path, strict=not args.lenient)


def say_problems(trace: Trace) -> None:
    """Print what the latest reading had to skip, on the other stream."""
    for problem in trace.problems[:_SHOWN]:
        output.tell(f"{trace.path}: {problem}")
    more = trace.skipped - _SHOWN
    if more > 0:
        output.tell(f"{trace.path}: and {more:,} more problems")


def show(args: argparse.Namespace, path: str, parquet: str | None) -> int:
    """The numbers of a trace as text or JSON, or the trace as a Parquet file.

    Returns:
        The exit code: 1 when something could not be read.
    """
    wrong = set(output.targets(args)) - {"json"}
    if wrong:
        raise UsageError(f"a trace has no --{min(wrong)} here; `progpack replay` draws it")
    trace = open_trace(args, path)
    if parquet is not None:
        from progpack.trace.file.parquet import to_parquet

        rows = to_parquet(trace, parquet)
        output.tell(f"{parquet}: {rows:,} rows", aside=False)
    else:
        _numbers(args, trace)
    say_problems(trace)
    return 1 if trace.skipped else 0


def _numbers(args: argparse.Namespace, trace: Trace) -> None:
    from progpack.replay.codec import plain
    from progpack.report.trace import trace_facts, trace_headline

    counted = trace.statistics()
    if args.json is not None:
        content = {"header": plain(trace.header), "statistics": plain(counted)}
        output.write(args.json, output.json_text("trace", content))
        return
    rows = trace_facts(counted)
    output.say([trace_headline(str(trace.path), trace.header), *output.table(rows, (False, False))])
