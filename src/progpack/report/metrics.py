"""Metrics of a snapshot in the text format of Prometheus (version 0.0.4).

What is not known is left out, and a comment says why: a number that is wrong would be kept for
years. There is no label for a single program, so the number of series does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from progpack.known import Maybe, Unknown
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, DirectMap, Snapshot

__all__ = ["Labels", "Metric", "metrics", "to_prometheus", "to_text"]

Labels: TypeAlias = tuple[tuple[str, str], ...]
"""Names of labels and their values."""

_NO_TYPES = Unknown("this source does not say what types its programs have")


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric with all its series.

    Attributes:
        name: as Prometheus has it.
        type: "gauge", or "counter" for what only grows while the machine is up.
        help: one line.
        samples: labels and value of each series.
        missing: labels of series whose value is not known, and why.
    """

    name: str
    type: Literal["gauge", "counter"]
    help: str
    samples: tuple[tuple[Labels, int], ...]
    missing: tuple[tuple[Labels, str], ...] = ()


def metrics(snapshot: Snapshot, jited: Maybe[Mapping[str, int]] = _NO_TYPES) -> tuple[Metric, ...]:
    """The metrics of a snapshot.

    Args:
        snapshot: of the kernel, or of whatever has packs.
        jited: bytes of machine code by type of program, or why they are hidden.
    """
    return (
        _pack_bytes(snapshot),
        _metric("bpf_pack_count", "Packs.", {"": _unseen(snapshot) or len(snapshot.packs)}),
        _metric(
            "bpf_pack_largest_free_run_bytes",
            "Longest run of free chunks in a pack.",
            {"": _largest_run(snapshot)},
        ),
        _jited(jited),
        _metric(
            "bpf_jit_limit_bytes",
            "Machine code above which a load without privilege fails (net.core.bpf_jit_limit).",
            {"": Unknown("there is no limit") if snapshot.limit is None else snapshot.limit},
        ),
        *_direct_map(snapshot.direct_map),
    )


def to_prometheus(snapshot: Snapshot, jited: Maybe[Mapping[str, int]] = _NO_TYPES) -> str:
    """The metrics as text; the arguments are those of `metrics`."""
    return to_text(metrics(snapshot, jited))


def to_text(given: Iterable[Metric]) -> str:
    """Metrics as text, each line with its end."""
    return "".join(line + "\n" for metric in given for line in _lines(metric))


def _pack_bytes(snapshot: Snapshot) -> Metric:
    packs, unseen = snapshot.packs, _unseen(snapshot)
    spans = [(span, pack.bytes_of(span)) for pack in packs for span in pack.spans]
    unattributed = sum(size for span, size in spans if span.kind == UNATTRIBUTED)
    taken = sum(size for span, size in spans if span.taken)
    return _metric(
        "bpf_pack_bytes",
        "Bytes of packs: all, in chunks with a known owner, in chunks that are taken by nobody "
        "knows what, and in chunks that may be free or taken.",
        {
            "reserved": unseen or sum(pack.size for pack in packs),
            "attributed": unseen or taken - unattributed,
            "unattributed": unseen or unattributed,
            "no_evidence": unseen or sum(size for span, size in spans if span.kind == NO_EVIDENCE),
        },
        "state",
    )


def _unseen(snapshot: Snapshot) -> Unknown | None:
    """Why no pack is seen, when that does not mean that there is none."""
    hidden = snapshot.vmas
    return hidden if isinstance(hidden, Unknown) and not snapshot.packs else None


def _largest_run(snapshot: Snapshot) -> Maybe[int]:
    unseen = _unseen(snapshot)
    if unseen:
        return unseen
    if any(pack.unknown_chunks for pack in snapshot.packs):
        return Unknown("not of every chunk is known whether it is free")
    return max((pack.largest_hole * pack.chunk_size for pack in snapshot.packs), default=0)


def _jited(jited: Maybe[Mapping[str, int]]) -> Metric:
    text = "Machine code of programs that have an id, by type of program."
    if isinstance(jited, Unknown):
        return Metric("bpf_prog_jited_bytes", "gauge", text, (), (((), jited.reason),))
    return _metric("bpf_prog_jited_bytes", text, dict(jited), "type")


def _direct_map(table: Maybe[DirectMap]) -> Iterator[Metric]:
    if isinstance(table, Unknown):
        table = DirectMap(*(table,) * 7)
    sizes = {"4k": table.map_4k, "2M": table.map_2m, "1G": table.map_1g}
    yield _metric(
        "kernel_direct_map_bytes",
        "Memory that the kernel maps with entries of this size (DirectMap of /proc/meminfo).",
        {
            name: value if isinstance(value, Unknown) else value * 1024
            for name, value in sizes.items()
        },
        "page_size",
    )
    yield _metric(
        "kernel_direct_map_splits_total",
        "Entries of the direct map that were split since boot; level 2 maps 2 MiB, 3 maps 1 GiB.",
        {"2": table.level2_splits, "3": table.level3_splits},
        "level",
        "counter",
    )
    yield _metric(
        "kernel_direct_map_collapses_total",
        "Entries of the direct map that were put together again since boot.",
        {"2": table.level2_collapses, "3": table.level3_collapses},
        "level",
        "counter",
    )


def _metric(
    name: str,
    text: str,
    values: Mapping[str, Maybe[int]],
    label: str = "",
    kind: Literal["gauge", "counter"] = "gauge",
) -> Metric:
    samples: list[tuple[Labels, int]] = []
    missing: list[tuple[Labels, str]] = []
    for key, value in values.items():
        labels: Labels = ((label, key),) if label else ()
        if isinstance(value, Unknown):
            missing.append((labels, value.reason))
        else:
            samples.append((labels, value))
    return Metric(name, kind, text, tuple(samples), tuple(missing))


def _lines(metric: Metric) -> Iterator[str]:
    if metric.samples:
        yield f"# HELP {metric.name} {_escape(metric.help)}"
        yield f"# TYPE {metric.name} {metric.type}"
    for labels, value in metric.samples:
        yield f"{metric.name}{_text(labels)} {value}"
    for labels, reason in metric.missing:
        yield f"# {metric.name}{_text(labels)} is not known: {_escape(reason)}"


def _text(labels: Labels) -> str:
    if not labels:
        return ""
    inner = ",".join(f'{name}="{_escape(value, quote=True)}"' for name, value in labels)
    return f"{{{inner}}}"


def _escape(text: str, *, quote: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", " ")
    return text.replace('"', '\\"') if quote else text
