"""Metrics of a snapshot in the text format of Prometheus (version 0.0.4).

What is not known is left out, and a comment says why: a number that is wrong would be kept for
years. There is no label for a single program, so the number of series does not grow with them.
Each metric is one record, from which the samples, the table of the documentation and the checks
are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from progpack.known import Bounds, Maybe, Unknown
from progpack.report.draw.units import clean
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, Snapshot

if TYPE_CHECKING:
    from progpack.kernel.totals import Totals

__all__ = [
    "METRICS",
    "Labels",
    "Metric",
    "Scrape",
    "Spec",
    "failed",
    "metrics",
    "to_prometheus",
    "to_text",
]

Labels: TypeAlias = tuple[tuple[str, str], ...]
"""Names of labels and their values."""

_Values: TypeAlias = Mapping[str, Maybe[float]]

_NOT_LIVE = Unknown("this source does not list programs")
_NO_TIME = Unknown("the scrape was not timed")
_NO_ERRORS = Unknown("failed scrapes are counted while `progpack export --listen` runs")
_NO_REFUSALS = Unknown(
    "the kernel counts refused loads nowhere: who made one gets errno 524, and the charge is near "
    "the limit"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric with all its series.

    Attributes:
        name: as Prometheus has it.
        type: "gauge", or "counter" for what only grows while the machine or the server is up.
        help: one line.
        samples: labels and value of each series.
        missing: labels of series whose value is not known, and why.
    """

    name: str
    type: Literal["gauge", "counter"]
    help: str
    samples: tuple[tuple[Labels, float], ...]
    missing: tuple[tuple[Labels, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scrape:
    """The course of a scrape.

    Attributes:
        seconds: the time of the look, or why it is not known.
        errors: scrapes that failed since the server began.
    """

    seconds: Maybe[float] = _NO_TIME
    errors: Maybe[int] = _NO_ERRORS


@dataclass(frozen=True, slots=True)
class _Source:
    """The readings from which the values are taken."""

    snapshot: Snapshot
    totals: Totals | None
    scrape: Scrape

    def total(self, name: str) -> Maybe[float]:
        """A number of the totals."""
        value: Maybe[float] = _NOT_LIVE if self.totals is None else getattr(self.totals, name)
        return value

    def by_type(self, name: str) -> _Values:
        """Numbers of the totals by type of program."""
        if self.totals is None:
            return {"": _NOT_LIVE}
        values: Maybe[_Values] = getattr(self.totals, name)
        return {"": values} if isinstance(values, Unknown) else values

    @property
    def hidden(self) -> Unknown | None:
        """Why no pack is seen, when that does not mean that there is none."""
        vmas = self.snapshot.vmas
        return vmas if isinstance(vmas, Unknown) and not self.snapshot.packs else None

    @property
    def charged(self) -> Bounds | Unknown:
        """Bytes charged against the limit, at least and at most."""
        charged = self.snapshot.charged
        return Bounds(charged, charged) if isinstance(charged, int) else charged

    @property
    def limit(self) -> Maybe[int]:
        """Bytes that may be charged."""
        limit = self.snapshot.limit
        return Unknown("there is no limit") if limit is None else limit


@dataclass(frozen=True, slots=True)
class Spec:
    """All that is true of one metric.

    Attributes:
        name: as Prometheus has it, with the unit last and ``_total`` behind what only grows.
        help: one line.
        read: the values by label, ``""`` without one, or why they are not known.
        label: name of the label, ``""`` for none.
        labels: what the label's values mean, for the documentation.
        needs: for the documentation: what is needed to see it; ``""``: nothing.
    """

    name: str
    help: str
    read: Callable[[_Source], _Values] = field(repr=False)
    label: str = ""
    labels: str = ""
    needs: str = ""

    @property
    def type(self) -> Literal["gauge", "counter"]:
        """A counter only grows, until the machine or the server begins anew."""
        return "counter" if self.name.endswith("_total") else "gauge"


def metrics(
    snapshot: Snapshot, totals: Totals | None = None, scrape: Scrape | None = None
) -> tuple[Metric, ...]:
    """The metrics of a snapshot.

    Args:
        snapshot: snapshot of the kernel, or of whatever has packs.
        totals: totals of the running kernel.
        scrape: how long it took, and failures.
    """
    source = _Source(snapshot, totals, scrape or Scrape())
    return tuple(_metric(spec, spec.read(source)) for spec in METRICS)


def failed(errors: int) -> tuple[Metric, ...]:
    """Return the metrics of a scrape that failed: their number alone.

    Args:
        errors: scrapes that failed, with this one.
    """
    (spec,) = (spec for spec in METRICS if spec.name == "progpack_scrape_errors_total")
    return (_metric(spec, {"": errors}),)


def to_prometheus(
    snapshot: Snapshot, totals: Totals | None = None, scrape: Scrape | None = None
) -> str:
    """The metrics as text; the arguments are those of `metrics`."""
    return to_text(metrics(snapshot, totals, scrape))


def to_text(given: Iterable[Metric]) -> str:
    """Metrics as text, each line with its end."""
    return "".join(line + "\n" for metric in given for line in _lines(metric))


# -- values ------------------------------------------------------------------------------------


def _pack_bytes(source: _Source) -> _Values:
    packs, unseen = source.snapshot.packs, source.hidden
    spans = [(span, pack.bytes_of(span)) for pack in packs for span in pack.spans]
    unattributed = sum(size for span, size in spans if span.kind == UNATTRIBUTED)
    taken = sum(size for span, size in spans if span.taken)
    return {
        "reserved": unseen or sum(pack.size for pack in packs),
        "attributed": unseen or taken - unattributed,
        "unattributed": unseen or unattributed,
        "no_evidence": unseen or sum(size for span, size in spans if span.kind == NO_EVIDENCE),
    }


def _packs(source: _Source) -> Maybe[float]:
    if source.totals is not None:
        return source.totals.packs
    return source.hidden or len(source.snapshot.packs)


def _largest_run(source: _Source) -> Maybe[float]:
    if source.hidden:
        return source.hidden
    packs = source.snapshot.packs
    if any(pack.unknown_chunks for pack in packs):
        return Unknown("it is not known of every chunk whether it is free")
    return max((pack.largest_hole * pack.chunk_size for pack in packs), default=0)


def _exact(bounds: Bounds | Unknown) -> Maybe[float]:
    if isinstance(bounds, Unknown):
        return bounds
    if isinstance(bounds.high, Unknown):
        return bounds.high
    why = "it is only bounded; --probe, or /proc/kcore, gives it exactly"
    return Unknown(why) if bounds.exact is None else bounds.exact


def _least(bounds: Bounds | Unknown) -> Maybe[float]:
    return bounds if isinstance(bounds, Unknown) else bounds.low


def _most(bounds: Bounds | Unknown) -> Maybe[float]:
    return bounds if isinstance(bounds, Unknown) else bounds.high


def _left(source: _Source, charged: Maybe[float]) -> Maybe[float]:
    """The share of the limit that a charge leaves; negative beyond it."""
    limit = source.limit
    if isinstance(charged, Unknown) or isinstance(limit, Unknown):
        return charged if isinstance(charged, Unknown) else limit
    return Unknown("the limit is 0") if not limit else 1 - charged / limit


def _dark(source: _Source) -> Bounds | Unknown:
    return _NOT_LIVE if source.totals is None else source.totals.dark_charge


def _of_direct_map(source: _Source, names: Mapping[str, str], unit: int = 1) -> _Values:
    table = source.snapshot.direct_map
    values: dict[str, Maybe[float]] = {}
    for label, name in names.items():
        value: Maybe[int] = table if isinstance(table, Unknown) else getattr(table, name)
        values[label] = value if isinstance(value, Unknown) else value * unit
    return values


def _one(read: Callable[[_Source], Maybe[float]]) -> Callable[[_Source], _Values]:
    """A metric without a label."""
    return lambda source: {"": read(source)}


_SEES_PROGRAMS: Final = "CAP_SYS_ADMIN"
_SEES_AREAS: Final = "/proc/vmallocinfo (root)"
_SIZES: Final = {"4k": "map_4k", "2M": "map_2m", "1G": "map_1g"}
_SPLITS: Final = {"2": "level2_splits", "3": "level3_splits"}
_COLLAPSES: Final = {"2": "level2_collapses", "3": "level3_collapses"}

METRICS: Final[tuple[Spec, ...]] = (
    Spec(
        "bpf_jit_charged_bytes",
        "Machine code charged against the limit (bpf_jit_current), where it is known exactly.",
        _one(lambda source: _exact(source.charged)),
        needs="/proc/kcore, or --probe",
    ),
    Spec(
        "bpf_jit_charged_min_bytes",
        "Machine code charged against the limit, at least.",
        _one(lambda source: _least(source.charged)),
        needs=_SEES_PROGRAMS,
    ),
    Spec(
        "bpf_jit_charged_max_bytes",
        "Machine code charged against the limit, at most.",
        _one(lambda source: _most(source.charged)),
        needs=_SEES_AREAS,
    ),
    Spec(
        "bpf_jit_limit_bytes",
        "Machine code above which a load without privilege fails (net.core.bpf_jit_limit).",
        _one(lambda source: source.limit),
        needs="root",
    ),
    Spec(
        "bpf_jit_headroom_ratio",
        "Share of the limit that is left, where it is known exactly; negative beyond the limit.",
        _one(lambda source: _left(source, _exact(source.charged))),
        needs="/proc/kcore, or --probe",
    ),
    Spec(
        "bpf_jit_headroom_min_ratio",
        "Share of the limit that is left, at least.",
        _one(lambda source: _left(source, _most(source.charged))),
        needs=_SEES_AREAS,
    ),
    Spec(
        "bpf_jit_headroom_max_ratio",
        "Share of the limit that is left, at most.",
        _one(lambda source: _left(source, _least(source.charged))),
        needs=_SEES_PROGRAMS,
    ),
    Spec(
        "bpf_jit_refusals_total",
        "Loads that were refused since there was no room.",
        _one(lambda _source: _NO_REFUSALS),
        needs="a kernel that counts them: none does",
    ),
    Spec(
        "bpf_programs",
        "Programs that have an id, by type of program.",
        lambda source: source.by_type("programs"),
        "type",
        "as the kernel's header names it, in lower case",
        _SEES_PROGRAMS,
    ),
    Spec(
        "bpf_prog_jited_bytes",
        "Machine code of programs that have an id, by type of program.",
        lambda source: source.by_type("jited"),
        "type",
        "the same",
        _SEES_PROGRAMS,
    ),
    Spec(
        "bpf_programs_loaded_total",
        "Programs with an id that were loaded since the server began.",
        _one(lambda source: source.total("loads")),
        needs="--listen, CAP_PERFMON",
    ),
    Spec(
        "bpf_programs_unloaded_total",
        "Programs with an id that were unloaded since the server began.",
        _one(lambda source: source.total("unloads")),
        needs="--listen, CAP_PERFMON",
    ),
    Spec(
        "bpf_program_events_lost_total",
        "Events of loads and unloads that found no room, so that programs were not counted.",
        _one(lambda source: source.total("lost")),
        needs="--listen, CAP_PERFMON",
    ),
    Spec(
        "bpf_dark_programs",
        "Programs without an id: classic ones, of seccomp and sockets.",
        _one(lambda source: source.total("dark")),
        needs=_SEES_AREAS,
    ),
    Spec(
        "bpf_dark_min_bytes",
        "Machine code charged for programs without an id, at least.",
        _one(lambda source: _least(_dark(source))),
        needs=_SEES_AREAS,
    ),
    Spec(
        "bpf_dark_max_bytes",
        "Machine code charged for programs without an id, at most.",
        _one(lambda source: _most(_dark(source))),
        needs=_SEES_AREAS,
    ),
    Spec(
        "bpf_packs",
        "Packs.",
        _one(_packs),
        needs=f"{_SEES_AREAS}, or /proc/kcore",
    ),
    Spec(
        "bpf_pack_bytes",
        "Bytes of packs: all, in chunks with a known owner, in chunks that are taken by an "
        "unknown owner, and in chunks that may be free or taken.",
        _pack_bytes,
        "state",
        "`reserved` (all), `attributed`, `unattributed`, `no_evidence`",
        _SEES_AREAS,
    ),
    Spec(
        "bpf_pack_largest_free_run_bytes",
        "Longest run of free chunks in a pack, where every chunk is known.",
        _one(_largest_run),
        needs="/proc/kcore, or --probe",
    ),
    Spec(
        "kernel_direct_map_bytes",
        "Memory that the kernel maps with entries of this size (DirectMap of /proc/meminfo).",
        lambda source: _of_direct_map(source, _SIZES, 1024),
        "page_size",
        "`4k`, `2M`, `1G`",
    ),
    Spec(
        "kernel_direct_map_splits_total",
        "Entries of the direct map that were split since boot; level 2 maps 2 MiB, 3 maps 1 GiB.",
        lambda source: _of_direct_map(source, _SPLITS),
        "level",
        "`2`, `3`",
    ),
    Spec(
        "kernel_direct_map_collapses_total",
        "Entries of the direct map that were put together again since boot.",
        lambda source: _of_direct_map(source, _COLLAPSES),
        "level",
        "`2`, `3`",
    ),
    Spec(
        "progpack_scrape_duration_seconds",
        "Time that it took to look at the source.",
        _one(lambda source: source.scrape.seconds),
    ),
    Spec(
        "progpack_scrape_errors_total",
        "Scrapes that failed since the server began.",
        _one(lambda source: source.scrape.errors),
        needs="--listen",
    ),
)
"""Every metric, in the order of the text."""


# -- text --------------------------------------------------------------------------------------


def _metric(spec: Spec, values: _Values) -> Metric:
    samples: list[tuple[Labels, float]] = []
    missing: list[tuple[Labels, str]] = []
    for key, value in values.items():
        labels: Labels = ((spec.label, key),) if spec.label and key else ()
        if isinstance(value, Unknown):
            missing.append((labels, value.reason))
        else:
            samples.append((labels, value))
    return Metric(spec.name, spec.type, spec.help, tuple(samples), tuple(missing))


def _lines(metric: Metric) -> Iterator[str]:
    if metric.samples:
        yield f"# HELP {metric.name} {_escape(metric.help)}"
        yield f"# TYPE {metric.name} {metric.type}"
    for labels, value in metric.samples:
        yield f"{metric.name}{_text(labels)} {value}"
    for labels, reason in metric.missing:
        yield f"# {metric.name}{_text(labels)} is not known: {clean(reason)}"


def _text(labels: Labels) -> str:
    if not labels:
        return ""
    inner = ",".join(f'{name}="{_escape(value, quote=True)}"' for name, value in labels)
    return f"{{{inner}}}"


def _escape(text: str, *, quote: bool = False) -> str:
    # What is not UTF-8 came from a file name or the like.
    text = text.encode("utf-8", "backslashreplace").decode()
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", " ")
    return text.replace('"', '\\"') if quote else text
