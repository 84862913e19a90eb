"""The running kernel again and again: one way to look, for rows of numbers and for the screen.

A `Sample` has numbers and what changed since the one before; a `Reading` is the whole picture,
with the same loads and splits as rates over the last minute.
"""

from __future__ import annotations

import platform
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from progpack.kernel.explain.address import Explainer
from progpack.kernel.explain.limit import LimitAnswer, explain_limit
from progpack.kernel.features import read_features
from progpack.kernel.memory.own_counts import OwnCounts
from progpack.kernel.observe import Observer
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.proc.counters import count_possible, read_direct_map
from progpack.kernel.proc.files import ROOT, page_size, sysctl
from progpack.kernel.program_table import ProgramTable
from progpack.kernel.recording.counter_samples import count_areas
from progpack.kernel.recording.load_counts import LoadCounts, Recorder
from progpack.kernel.syscall.abi import NAME_LENGTH
from progpack.known import Maybe, Unknown
from progpack.owned import Owned
from progpack.snapshot import CHUNK, NO_EVIDENCE, UNATTRIBUTED, DirectMap, Snapshot

__all__ = ["LoaderRow", "ProgramRow", "Reading", "Sample", "Sampler"]

_NO_AREAS: Final = Unknown("/proc/vmallocinfo may not be read: root is needed")
_MINUTE_NS: Final = 60_000_000_000
# The list of areas is long. Only loads that are not seen (classic ones) change it unnoticed.
_AREAS_EVERY: Final = 10.0
# Loads are counted by what the kernel keeps of a name.
_KEPT: Final = NAME_LENGTH - 1


@dataclass(frozen=True, slots=True)
class Sample:
    """One row.

    Attributes:
        time: seconds since the epoch.
        seconds: since the row before; 0 for the first.
        programs: how many have an id.
        loads: programs that came since the row before.
        unloads: programs that went.
        lost: records of them that found no room; more than ``loads`` may have come.
        packs: how many there are.
        jited: bytes of machine code of the programs that have an id.
        charged: bytes charged against net.core.bpf_jit_limit: the kernel's own count where
            ``/proc/kcore`` can be read, else at least: whole chunks of the programs that have an
            id. Exception tables, classic programs and trampolines are charged too.
        charged_most: the same, at most: all that packs and pages of their own have.
        direct_map: kB of each size now, and splits and collapses since the row before (0 in the
            first).
        limit: net.core.bpf_jit_limit, bytes.
        headroom: bytes up to the limit, at most: what ``charged`` leaves.
    """

    time: float
    seconds: float
    programs: Maybe[int]
    loads: Maybe[int]
    unloads: Maybe[int]
    lost: int
    packs: Maybe[int]
    jited: Maybe[int]
    charged: Maybe[int]
    charged_most: Maybe[int]
    direct_map: DirectMap
    limit: Maybe[int]
    headroom: Maybe[int]


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A row of the table: an image that has chunks and a name.

    Attributes:
        name: name of the program, trampoline or dispatcher.
        id: id of a program, 0 for others.
        kind: as in `progpack.snapshot.SpanView`.
        functions: how many pieces of code.
        chunks: chunks of all of them, at least.
        size: bytes of machine code.
        loads: how often a program of this name was loaded since the sampler began.
    """

    name: str
    id: int
    kind: str
    functions: int
    chunks: int
    size: int
    loads: int

    @property
    def bytes(self) -> int:
        """Bytes that its chunks take."""
        return self.chunks * CHUNK


@dataclass(frozen=True, slots=True)
class LoaderRow:
    """A process name that loaded programs since the sampler began.

    Attributes:
        comm: its name, or ``pid N`` when that was gone.
        loads: programs.
        chunks: chunks of their code, all loads together, without the exception tables.
    """

    comm: str
    loads: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One look.

    Attributes:
        snapshot: packs and what is in them.
        limit: the account of net.core.bpf_jit_limit.
        programs: everything with a name, most chunks first.
        loaders: who loaded, most loads first, or why that is not known.
        splits: of 2 MiB and 1 GiB entries by the minute, over the last minute at most, from the
            samples; None until there are two.
        loads: loads of programs by the minute, likewise; or why they are not seen.
        lost: events that were not recorded, in all.
    """

    snapshot: Snapshot
    limit: LimitAnswer
    programs: tuple[ProgramRow, ...]
    loaders: Maybe[tuple[LoaderRow, ...]]
    splits: Maybe[float] | None
    loads: Maybe[float] | None
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Point:
    """Counts of one moment, from which rates are made."""

    at_ns: int
    splits: Maybe[int]
    loads: Maybe[int]


class Sampler(Owned):
    """Looks whenever it is asked to; between that it only counts loads, where that is permitted.

    Args:
        root: where ``proc`` and ``sys`` are. Programs are asked for of this kernel only, so not
            with another root.
        record: opens the recorder; its error is the reason why loads are not seen.
        clock: nanoseconds that never go back.
    """

    def __init__(
        self,
        root: Path = ROOT,
        *,
        record: Callable[[], Recorder] = PerfRecorder,
        clock: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._root = root
        self._clock = clock
        features = read_features(root)
        nodes = count_possible("node", root)
        self._nodes = nodes if isinstance(nodes, int) else 1
        self._no_packs: Unknown | None = None
        in_cache = features.packs_from_rox_cache.value
        if isinstance(in_cache, Unknown):
            self._no_packs = in_cache
        elif in_cache:
            self._no_packs = Unknown("packs are parts of larger areas here")
        self._observer = Observer(root)
        self._table = ProgramTable(packs=features.packs.value is not False)
        self._counts = LoadCounts(record)
        self._own = OwnCounts(root, platform.machine(), self._nodes)
        self._points: deque[_Point] = deque()
        self._before: DirectMap | None = None
        self._at_ns = 0
        self._seen = (0, 0, 0)
        self._areas: dict[str, int] = {}
        self._areas_at = -_AREAS_EVERY

    def sample(self, wait: float = 0.0) -> Sample:
        """A row, after ``wait`` seconds in which events are taken in."""
        counts = self._counts
        counts.wait(wait)
        now, table = self._clock(), read_direct_map(self._root)
        self._note(now, table)
        hidden = self._refresh()
        loads, unloads, lost = self._seen
        self._seen = (counts.loads, counts.unloads, counts.lost)
        packs = self._count_packs(changed=self._seen[:2] != (loads, unloads))
        exact = self._own.charged()
        charged, most = exact, exact
        if isinstance(exact, Unknown):
            charged, most = hidden or self._table.charged(), self._all_code()
        limit = sysctl("net.core.bpf_jit_limit", self._root)
        row = Sample(
            time=time.time(),
            seconds=(now - self._at_ns) / 1e9 if self._before is not None else 0.0,
            programs=hidden or len(self._table.programs),
            loads=_less(counts.count("loads"), loads),
            unloads=_less(counts.count("unloads"), unloads),
            lost=counts.lost - lost,
            packs=packs,
            jited=hidden or self._table.jited(),
            charged=charged,
            charged_most=most,
            direct_map=_changes(table, self._before),
            limit=limit,
            headroom=_headroom(limit, charged),
        )
        self._before, self._at_ns = table, now
        return row

    def read(self) -> Reading:
        """The whole picture; the first takes as long as `progpack.observe`."""
        counts = self._counts
        counts.wait(0.0)
        kernel = Explainer(self._root, observer=self._observer)
        limit = explain_limit(kernel)
        snapshot = kernel.seen.snapshot()
        self._note(self._clock(), kernel.seen.counters.direct_map)
        rows = (LoaderRow(comm, *sums) for comm, sums in counts.loaders.items())
        loaders = tuple(sorted(rows, key=lambda row: (-row.loads, -row.chunks, row.comm)))
        return Reading(
            snapshot,
            limit,
            _programs(snapshot, counts.names),
            counts.hidden or loaders,
            self._rate("splits"),
            self._rate("loads"),
            counts.lost,
        )

    def close(self) -> None:
        """Stop counting; a second call does nothing."""
        self._counts.close()
        self._own.close()
        self._observer.close()

    def _refresh(self) -> Unknown | None:
        if self._root != ROOT:
            return Unknown("programs are asked for of the running kernel only")
        return self._table.refresh()

    def _count_packs(self, *, changed: bool) -> Maybe[int]:
        own = self._own.packs()
        if isinstance(own, int) or self._no_packs is not None:
            return own if isinstance(own, int) else self._no_packs or own
        now = time.monotonic()
        if changed or self._counts.hidden or now - self._areas_at >= _AREAS_EVERY:
            self._areas = count_areas(self._nodes, self._root)
            self._areas_at = now
        return self._areas.get("packs", _NO_AREAS)

    def _all_code(self) -> Maybe[int]:
        """Bytes of all that can hold code of BPF, as the areas say that were counted last."""
        if self._no_packs is not None:
            return self._no_packs
        if not self._areas:
            return _NO_AREAS
        return (self._areas["pack_pages"] + self._areas["area_pages"]) * page_size()

    def _note(self, now: int, table: DirectMap) -> None:
        """Keep what the rates of the last minute are made from."""
        points = self._points
        while len(points) > 1 and now - points[1].at_ns >= _MINUTE_NS:
            points.popleft()
        points.append(_Point(now, _splits(table), self._counts.count("loads")))

    def _rate(self, what: str) -> Maybe[float] | None:
        """Return a rate in events per minute; None until time has passed."""
        first, last = self._points[0], self._points[-1]
        before: Maybe[int] = getattr(first, what)
        after: Maybe[int] = getattr(last, what)
        if isinstance(after, Unknown):
            return after
        if last.at_ns <= first.at_ns:
            return None
        if isinstance(before, Unknown):
            return Unknown("this number was not counted before")
        return (after - before) * (_MINUTE_NS / (last.at_ns - first.at_ns))


def _less(value: Maybe[int], before: int) -> Maybe[int]:
    return value if isinstance(value, Unknown) else value - before


def _headroom(limit: Maybe[int], charged: Maybe[int]) -> Maybe[int]:
    if isinstance(charged, Unknown):
        return charged
    if isinstance(limit, Unknown):
        return Unknown("the limit is not known")
    return max(0, limit - charged)


def _splits(table: DirectMap) -> Maybe[int]:
    """Return the splits of both levels since boot."""
    total = 0
    for value in (table.level2_splits, table.level3_splits):
        if isinstance(value, Unknown):
            return value
        total += value
    return total


def _changes(now: DirectMap, before: DirectMap | None) -> DirectMap:
    """Sizes as they are, splits and collapses as differences; 0 where nothing was before."""
    values: dict[str, Maybe[int]] = {}
    for field in fields(DirectMap):
        new: Maybe[int] = getattr(now, field.name)
        if field.name.startswith("level") and isinstance(new, int):
            old: Maybe[int] = new if before is None else getattr(before, field.name)
            new = new - old if isinstance(old, int) else old
        values[field.name] = new
    return DirectMap(**values)


def _programs(snapshot: Snapshot, loads: Counter[str]) -> tuple[ProgramRow, ...]:
    """Spans of one program together; names are ``name#id`` and ``name#id/1``."""
    groups: dict[tuple[str, int, str], list[int]] = {}
    for span in snapshot.spans:
        if span.kind in (NO_EVIDENCE, UNATTRIBUTED):
            continue
        name, _, rest = span.name.rpartition("#")
        number = rest.partition("/")[0]
        key = (name, int(number), span.kind) if number.isdigit() else (span.name, 0, span.kind)
        sums = groups.setdefault(key, [0, 0, 0])
        for index, value in enumerate((1, span.chunks, span.size)):
            sums[index] += value
    rows = (
        ProgramRow(name, number, kind, pieces, chunks, size, loads[name[:_KEPT]] if number else 0)
        for (name, number, kind), (pieces, chunks, size) in groups.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.chunks, row.name, row.id)))
