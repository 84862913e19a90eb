"""The answer to ``explain splits`` for a trace: each split, what came then, and what is likely."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from progpack.errors import UsageError
from progpack.known import Unknown

if TYPE_CHECKING:
    from progpack.kernel.explain.splits import PackMade, Split, SplitReport
    from progpack.trace.events import Load

__all__ = ["read_report", "rows", "title"]


def read_report(source: str) -> SplitReport:
    """The report of a trace file, or of the running kernel, watched for some seconds.

    Raises:
        UsageError: the number of seconds is not valid.
        ObjectError: no such file, or no trace.
        MissingFeatureError: watching needs a privilege.
    """
    from progpack.kernel.explain.splits import explain_trace
    from progpack.trace.file.format import Trace

    try:
        seconds = float(source)
    except ValueError:
        return explain_trace(Trace(source))
    if not (math.isfinite(seconds) and seconds > 0):
        raise UsageError(f"{source} seconds cannot be watched")
    from progpack.kernel.recording.record import record

    return explain_trace(record(seconds))


def title(report: SplitReport) -> str:
    """One sentence."""
    from progpack.report.draw.units import count

    if isinstance(report.level2, Unknown):
        return f"splits of the direct map: {report.level2}"
    took = (report.ended_ns - report.began_ns) / 1e9
    large = f" and {report.level3} of 1 GiB entries" if report.level3 else ""
    return (
        f"{count(report.level2, 'split')} of 2 MiB entries{large} in {took:.1f} s, with "
        f"{count(report.loads, 'load')}"
    )


def rows(report: SplitReport) -> Iterator[tuple[str, str]]:
    """Name and text: each split with its time, then what is certain and what is not."""
    for one in report.splits:
        yield f"+{(one.time_ns - report.began_ns) / 1e9:.3f} s", _what(one)
        for pack in one.packs:
            yield "  likely", _made(pack, own_pages=report.own_pages)
        if one.shown:
            yield "  loads", _loads(one)
        if one.cause == "load":
            yield "  possible", "one of these, or what is not BPF: nothing shows a new pack"
        elif one.cause == "nothing":
            yield "  likely", "no load: classic BPF (which nobody reports), a module, a tracer"
        if one.lost:
            yield "  lost", f"{one.lost} records: more may have been loaded"
    yield from _summary(report)


def _what(one: Split) -> str:
    from progpack.report.draw.units import count

    levels = [
        f"{value} of {size}"
        for value, size in ((one.level2, "2 MiB"), (one.level3, "1 GiB"))
        if value > 0
    ]
    came = f"{count(one.loads, 'load')}, {count(one.unloads, 'unload')}"
    return f"{', '.join(levels)}, within {(one.time_ns - one.since_ns) / 1e6:.1f} ms: {came}"


def _made(made: PackMade, *, own_pages: bool) -> str:
    what = "its own pages" if own_pages else "the pack"
    late = ", loaded just after (it was under way)" if made.after else ""
    return f"{what} at {made.address:#x}, made for {_name(made.load)} by {_who(made.load)}{late}"


def _loads(one: Split) -> str:
    from progpack.report.draw.units import count

    text = ", ".join(_name(load) for load in one.shown)
    rest = one.loads - len(one.shown)
    who = sorted({_who(load) for load in one.shown})
    more = f" and {count(rest, 'other')}" if rest else ""
    return f"{text}{more}; by {', '.join(who)}"


def _name(load: Load) -> str:
    number = load.id if load.id is not None else load.of
    name = load.name or "(no name)"
    if number is None:
        return f"{load.kind} {name}"
    return f"{name} (id {number}{f', function {load.sub}' if load.sub else ''})"


def _who(load: Load) -> str:
    if load.pid is None:
        return "an unknown process"
    return f"{load.comm or '(no name)'} (pid {load.pid})"


def _summary(report: SplitReport) -> Iterator[tuple[str, str]]:
    from progpack.report.draw.units import count, number

    if isinstance(report.level2, Unknown):
        return
    yield (
        "certain",
        f"{count(report.samples, 'sample')} of the counters, and what came between two of them",
    )
    places = "areas of own pages" if report.own_pages else "packs"
    if not report.splits:
        if report.packs:
            packs = number(report.packs)
            yield places, f"{packs} were made: their memory was mapped by 4 KiB already"
        return
    split = report.of("area" if report.own_pages else "pack")
    yield (
        "likely",
        (
            f"{count(split, 'split')} by new {places}: they were made in the same milliseconds, "
            "and making one turns its pages read-only in the direct map too"
        ),
    )
    yield (
        "open",
        (
            f"{number(report.of('load'))} with loads into {places} that were there, "
            f"{number(report.of('nothing'))} without any load that can be seen"
        ),
    )
    yield (
        places,
        (
            f"{number(report.packs)} were made, {number(report.quiet_packs)} of them without a "
            "split: their memory was mapped by 4 KiB already"
        ),
    )
