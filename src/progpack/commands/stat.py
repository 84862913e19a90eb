"""Count the programs, chunks, holes and memory of packs, or count a trace.

With `live` and an INTERVAL, each row has the programs that have an id, the
loads and unloads of a second, the packs, and the bytes charged against the
limit (exact where /proc/kcore can be read, otherwise at least the bytes of the
code). It also has the splits and collapses of the direct map's entries (2 MiB
and 1 GiB) since the row before, the memory in 4 KiB entries, and the most that
is left to net.core.bpf_jit_limit. `-` means that a number is not known, and `+`
that events were lost.
"""

from __future__ import annotations

import argparse
import math

from progpack.commands.common import output, source, traces
from progpack.errors import UsageError
from progpack.snapshot import Snapshot

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    source.add_source(parser)
    parser.add_argument(
        "interval",
        nargs="?",
        type=float,
        metavar="INTERVAL",
        help="with live: the seconds between two rows",
    )
    parser.add_argument(
        "count",
        nargs="?",
        type=int,
        metavar="COUNT",
        help="the number of rows (default: until ctrl-C)",
    )
    source.add_notes(parser)
    traces.add_lenient(parser)
    output.add_output(
        parser, "--parquet", help="write a trace as a table with a row for each event (extra: data)"
    )
    output.add_forms(parser, json="one JSON object; with INTERVAL, one object on each line")


def run(args: argparse.Namespace) -> int:
    """Show the numbers of a source, once or again and again."""
    if traces.is_trace(args.source):
        if args.interval is not None:
            raise UsageError("an interval is for the running kernel: give `live` as SOURCE")
        if args.probe:
            raise UsageError("--probe is for the running kernel: give `live` as SOURCE")
        source.refuse_policy(args, "these are the numbers of a trace, without a placement")
        return traces.show(args, args.source, args.parquet)
    if args.parquet is not None or args.lenient:
        raise UsageError("--parquet and --lenient are for traces: give one as SOURCE")
    if args.interval is not None:
        _check(args)
        return _rows(args)
    with source.open_source(args) as snapshot:
        output.show(args, snapshot, lambda: _print(snapshot, source.most_notes(args)))
    return 0


def _print(snapshot: Snapshot, notes: int | None) -> None:
    from progpack.report.draw.units import count
    from progpack.report.snapshot.facts import facts, headline

    title, subtitle = headline(snapshot)
    lines = [f"{title} ({subtitle})", *output.table(facts(snapshot), (False, False))]
    for note in snapshot.notes[:notes]:
        lines += output.wrap(f"note: {note}")
    if left := len(snapshot.notes) - len(snapshot.notes[:notes]):
        lines.append(f"{count(left, 'more note')}: -v shows them")
    output.say(lines)


def _check(args: argparse.Namespace) -> None:
    if args.source != "live":
        raise UsageError("an interval is for the running kernel: give `live` as SOURCE")
    if args.probe:
        raise UsageError("--probe looks once; leave out the interval")
    source.refuse_policy(args, "the running kernel has placed its programs")
    if not (math.isfinite(args.interval) and 0.01 <= args.interval < 1e6):
        raise UsageError(f"an interval of {args.interval} seconds; at least 0.01 is needed")
    if args.count is not None and args.count < 1:
        raise UsageError(f"{args.count} rows; at least 1 is needed")
    if set(output.targets(args)) - {"json"} or args.json not in (None, "-"):
        raise UsageError("rows are text, or --json for the output; leave out the other forms")


def _rows(args: argparse.Namespace) -> int:
    import json

    from progpack.commands.common.documents import document
    from progpack.kernel.sampler import Sampler
    from progpack.report.snapshot import live

    count = 0
    try:
        with Sampler() as sampler:
            while args.count is None or count < args.count:
                sample = sampler.sample(args.interval if count else 0.0)
                if args.json is not None:
                    print(json.dumps(document("sample", live.sample_dict(sample))), flush=True)
                else:
                    if not count:
                        for reason in live.reasons(sample):
                            output.tell(f"progpack stat: {reason}")
                    if count % live.HEADER_EVERY == 0:
                        print(live.header())
                    print(live.row(sample), flush=True)
                count += 1
    except KeyboardInterrupt:
        # How it is meant to end.
        return 0
    return 0
