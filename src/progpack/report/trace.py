"""The facts of a trace, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from progpack.report.draw.units import bytes_text, count, number, percent
from progpack.trace.header import Header
from progpack.trace.statistics import Statistics

__all__ = ["duration_text", "trace_facts", "trace_headline"]

_SECOND = 1_000_000_000
_STEPS = (
    (1, "ns", 1_000),
    (1_000, "us", 1_000_000),
    (1_000_000, "ms", _SECOND),
    (_SECOND, "s", 120 * _SECOND),
    (60 * _SECOND, "min", 7200 * _SECOND),
    (3600 * _SECOND, "h", 48 * 3600 * _SECOND),
)


def duration_text(nanoseconds: float) -> str:
    """A time as people say it: 300 ms, 5 s, 2.5 h, 4 days."""
    fitting = (step for step in _STEPS if nanoseconds < step[2])
    unit, name, _ = next(fitting, (24 * 3600 * _SECOND, "days", 0))
    value = nanoseconds / unit
    return f"{value:.0f} {name}" if value == int(value) or value >= 100 else f"{value:.1f} {name}"


def trace_headline(name: str, header: Header) -> str:
    """The file, and where and how it was recorded."""
    parts = [f"kernel {header.kernel}" if header.kernel else "", header.arch]
    parts.append(count(header.nodes, "node"))
    parts.append(header.time)
    text = ", ".join(part for part in parts if part)
    return f"{name} ({text})" + (f": {header.comment}" if header.comment else "")


def trace_facts(statistics: Statistics) -> list[tuple[str, str]]:
    """(name, value) of everything that was counted."""
    s = statistics
    rate = s.loads_per_minute
    rows = [
        ("events", number(s.events) + (f", {number(s.lost)} lost" if s.lost else "")),
        ("duration", duration_text(s.duration_ns)),
        ("loads", number(s.loads) + (f", {rate:,.1f} a minute" if rate else "")),
        ("unloads", number(s.unloads)),
        ("programs", number(s.programs)),
        ("live", f"at most {number(s.peak_live)}, at the end {number(s.still_live)}"),
        ("chunks of what is live", f"at most {number(s.peak_chunks)}"),
    ]
    if s.busiest_minute:
        rows.append(("busiest minute", count(s.busiest_minute[1], "load")))
    for kind, counted in s.kinds.items():
        text = f"{count(counted.loads, 'load')}, {bytes_text(counted.size)}"
        rows.append((f"  {kind}", f"{text}, {count(counted.chunks, 'chunk')}"))
    rows += _strays(s)
    rows += [(f"  {size}", text) for size, text in _sizes(s)]
    rows += [(f"  {life}", text) for life, text in _lives(s)]
    for name, change in s.counters.items():
        rows.append((name, f"{number(change.first)} to {number(change.last)}"))
    for top in s.top_names[:8]:
        title = top.name or "(no name)"
        rows.append((f"  {title}", f"{count(top.count, 'load')}, {bytes_text(top.size)}"))
    return rows


def _strays(s: Statistics) -> list[tuple[str, str]]:
    rows = []
    for what, value in (
        ("unloads of what was not seen to load", s.strays),
        ("loads in the place of what was not unloaded", s.replaced),
        ("loads that were forgotten", s.forgotten),
    ):
        if value:
            rows.append((what, number(value)))
    return rows


def _sizes(s: Statistics) -> Iterable[tuple[str, str]]:
    below = 0
    for bucket in s.sizes:
        below += bucket.loads
        if bucket.last is None:
            name = f"{number(bucket.first)} chunks and more"
        elif bucket.first == bucket.last:
            name = count(bucket.first, "chunk") if bucket.last else "no machine code"
        else:
            name = f"{number(bucket.first)} to {number(bucket.last)} chunks"
        yield name, f"{count(bucket.loads, 'load')}, up to here {percent(below / s.loads)}"


def _lives(s: Statistics) -> Iterable[tuple[str, str]]:
    for bucket in s.lives:
        if bucket.last_ns is None:
            name = f"lived longer than {duration_text(bucket.first_ns - 1)}"
        else:
            name = f"lived up to {duration_text(bucket.last_ns)}"
        yield name, count(bucket.count, "image")
