"""Record the programs that the kernel loads and unloads, into a trace.

  progpack record 60                      for a minute
  progpack record -o t.gz -- COMMAND ...  while a command and its programs run
  progpack record                         until ctrl-C

The whole system is recorded; the programs that are already loaded come first.
This needs root, or CAP_PERFMON and CAP_BPF. --import converts a file of `perf
record -e dummy -a` to a trace. --synthesize makes a trace of stated
distributions; KIND is fleet, containers, ci, sched-ext, tracing-multi or
sockex1, and `list` prints the assumptions of each.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from progpack.commands.common import output, source
from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.kernel.recording.record import Progress, Recording

__all__ = ["add", "run"]

_FILE = "progpack.trace.gz"
_LOADS, _SEED, _EVERY = 10_000, 0, 1.0


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.usage = (
        "progpack record [-h] [-o FILE] [--import FILE | --synthesize KIND]\n"
        "                       [--in vm:KERNEL] [SECONDS | -- COMMAND ...]"
    )
    output.add_output(
        parser,
        "-o",
        "--output",
        writes="a trace",
        default=_FILE,
        help=f"the file of the trace (default: {_FILE})",
    )
    parser.add_argument(
        "--import",
        dest="perf_data",
        metavar="FILE",
        help="convert a perf.data file instead of recording",
    )
    source.add_guest(
        parser,
        "record a kernel in a guest (progpack kernels); it loads and unloads the objects of --load",
    )
    parser.add_argument("--synthesize", metavar="KIND", help="make up a trace instead of recording")
    parser.add_argument(
        "--loads",
        type=int,
        metavar="N",
        help=f"the number of loads in a made-up trace (default: {_LOADS})",
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help=f"the random seed of a made-up trace (default: {_SEED})",
    )
    parser.add_argument(
        "--counters-every",
        type=float,
        metavar="SECONDS",
        help=f"the time between two samples of the direct map's counters (default: {_EVERY:g})",
    )
    parser.add_argument(
        "--buffer",
        type=int,
        metavar="KIB",
        help="the size of each CPU's ring buffer (default: up to 8192)",
    )
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="SECONDS",
        help="the length of the recording, or -- and a command to run",
    )


def run(args: argparse.Namespace) -> int:
    """Record, then say what was recorded."""
    _refuse_others(args)
    if args.synthesize is not None:
        if args.words or args.perf_data is not None:
            raise UsageError("--synthesize excludes SECONDS, a command and --import")
        return _synthesize(args)
    from progpack.kernel.recording.record import import_perf_data, record_to

    if source.in_guest(args):
        done = _in_guest(args)
    elif args.perf_data is not None:
        if args.words:
            raise UsageError("--import excludes SECONDS and a command")
        done = import_perf_data(args.perf_data, args.output)
    else:
        seconds, command = _what(args.words)
        buffer = None if args.buffer is None else args.buffer << 10
        meter = _Meter()
        try:
            done = record_to(
                args.output,
                seconds,
                command=command,
                counters_every=_EVERY if args.counters_every is None else args.counters_every,
                buffer_size=buffer,
                progress=meter.show if sys.stderr.isatty() else None,
            )
        finally:
            meter.clear()
    if args.json:
        output.write("-", output.json_text("record", _plain(done)))
    else:
        output.say(_lines(done))
    return 0


def _in_guest(args: argparse.Namespace) -> Recording:
    from progpack.bpf.object.reader import read_object
    from progpack.run.kernels.record import record_in_guest
    from progpack.vm.guest import attempt

    kernel = args.guest.removeprefix(source.GUEST)
    if kernel == args.guest or args.words or args.perf_data is not None:
        raise UsageError("--in takes vm:KERNEL, and excludes SECONDS, a command and --import")
    if not args.load:
        raise UsageError("--in vm:KERNEL needs --load OBJECT: a guest loads nothing by itself")
    specs = [read_object(path) for path in args.load]
    return attempt(lambda: record_in_guest(args.output, kernel, specs, output.tell), output.tell)


def _refuse_others(args: argparse.Namespace) -> None:
    """Refuse options that only another way to a trace has."""
    made_up, listens = args.synthesize is not None, not (args.perf_data or args.guest)
    for option, value, fits, what in (
        ("--loads", args.loads, made_up, "a made-up trace: --synthesize KIND"),
        ("--seed", args.seed, made_up, "a made-up trace: --synthesize KIND"),
        ("--counters-every", args.counters_every, listens and not made_up, "a recording"),
        ("--buffer", args.buffer, listens and not made_up, "a recording"),
    ):
        if value is not None and not fits:
            raise UsageError(f"{option} is for {what}")


def _synthesize(args: argparse.Namespace) -> int:
    from progpack.replay.codec import plain
    from progpack.trace.file.writer import save
    from progpack.trace.synthesis import MACHINES, synthesize

    if args.synthesize == "list":
        if args.json:
            output.write("-", output.json_text("kinds", plain(MACHINES)))
            return 0
        for machine in MACHINES:
            print(f"{machine.name}: {machine.description}")
            for sentence in machine.assumptions:
                print("\n".join(f"  {line}" for line in output.wrap(sentence)))
        return 0
    loads = _LOADS if args.loads is None else args.loads
    trace = synthesize(args.synthesize, loads, args.seed or _SEED)
    events = save(args.output, trace)
    if args.json:
        value = {"path": args.output, "events": events, "header": plain(trace.header)}
        output.write("-", output.json_text("synthesis", value))
    else:
        output.tell(f"{args.output}: {events:,} events; {trace.header.comment}", aside=False)
    return 0


def _what(words: list[str]) -> tuple[float | None, list[str] | None]:
    """Return the length of the recording in seconds, or its command, in words."""
    if not words:
        return None, None
    if len(words) == 1:
        try:
            seconds = float(words[0])
        except ValueError:
            return None, words
        if not math.isfinite(seconds) or seconds < 0:
            raise UsageError(f"{words[0]} seconds cannot be recorded")
        return seconds, None
    return None, words


class _Meter:
    """One line on the terminal that is written over."""

    def __init__(self) -> None:
        self._shown = 0.0
        self._size = 0

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._shown < 0.5:
            return
        self._shown = now
        lost = f", {progress.lost} lost" if progress.lost else ""
        text = (
            f"recording {progress.seconds:.0f} s: {progress.loads} loads, "
            f"{progress.unloads} unloads{lost}; ctrl-C ends it"
        )
        text = output.fit(text, output.width())
        print(f"\r{text:<{self._size}}", end="", file=sys.stderr, flush=True)
        self._size = len(text)

    def clear(self) -> None:
        if self._size:
            print(f"\r{'':<{self._size}}\r", end="", file=sys.stderr, flush=True)


def _lines(done: Recording) -> Iterator[str]:
    from progpack.known import Unknown
    from progpack.report.draw.units import bytes_text, count, number

    size = done.path.stat().st_size
    yield f"{done.path}: {bytes_text(size)}, {done.seconds:.1f} s"
    rows = [
        ("ended", done.ended),
        ("there before", count(done.there, "image")),
        ("loads", number(done.loads)),
        ("unloads", number(done.unloads)),
        ("lost", _lost(done)),
    ]
    changes = done.changes
    if isinstance(changes, Unknown):
        rows.append(("direct map", str(changes)))
    else:
        for name, value in (
            ("2 MiB splits", changes.level2_splits),
            ("1 GiB splits", changes.level3_splits),
            ("2 MiB collapses", changes.level2_collapses),
            ("1 GiB collapses", changes.level3_collapses),
        ):
            rows.append((name, str(value) if isinstance(value, Unknown) else number(value)))
    yield from output.table(rows, (False, False))
    for note in done.notes:
        yield from output.wrap(f"note: {note}")


def _lost(done: Recording) -> str:
    from progpack.report.draw.units import count, number

    if not done.lost:
        return "none"
    again = f"; {number(done.found)} loads and unloads found by looking again"
    return count(done.lost, "record") + (again if done.found else "")


def _plain(done: Recording) -> dict[str, object]:
    from progpack.known import Unknown
    from progpack.snapshot import DirectMap

    def known(value: object) -> object:
        if isinstance(value, Unknown):
            return {"unknown": value.reason}
        if isinstance(value, DirectMap):
            return {field.name: known(getattr(value, field.name)) for field in fields(value)}
        return value

    plain = {field.name: known(getattr(done, field.name)) for field in fields(done)}
    return plain | {"path": str(done.path), "notes": list(done.notes)}
