"""The running kernel again and again: packs, programs, who loads them, splits by the minute."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from progpack.errors import ProgpackError
from progpack.kernel.account import LimitAnswer, explain_limit
from progpack.kernel.explain import Explainer
from progpack.kernel.perf import PerfRecorder
from progpack.kernel.perfrecords import Ksymbol, Lost, ProgramEvent, Record, assemble
from progpack.kernel.procfs import ROOT
from progpack.known import Maybe, Unknown
from progpack.snapshot import CHUNK, NO_EVIDENCE, UNATTRIBUTED, DirectMap, Snapshot

__all__ = ["LoaderRow", "ProgramRow", "Reading", "Recorder", "Sampler"]

_WINDOW_NS = 60_000_000_000
_MINUTE_NS = 60_000_000_000
_LOADERS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """Something that has chunks and a name.

    Attributes:
        name: of the program, trampoline or dispatcher.
        id: of a program, 0 for others.
        kind: as in `progpack.snapshot.SpanView`.
        functions: how many pieces of code.
        chunks: of all of them, at least.
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
        chunks: that their code needed, all loads together, without the exception tables.
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
        splits: of 2 MiB and 1 GiB entries by the minute, over the last minute at most; None
            until there are two readings.
        loads: of programs by the minute, likewise; or why they are not seen.
        lost: events that were not recorded.
    """

    snapshot: Snapshot
    limit: LimitAnswer
    programs: tuple[ProgramRow, ...]
    loaders: Maybe[tuple[LoaderRow, ...]]
    splits: Maybe[float] | None
    loads: Maybe[float] | None
    lost: int = 0


class Recorder(Protocol):
    """What is used of a `PerfRecorder`."""

    def drain(self) -> list[Record]:
        """All records since the last call."""

    def comm(self, tid: int) -> str:
        """The name of a thread."""

    def close(self) -> None:
        """Stop recording."""


class Sampler:
    """Looks whenever it is asked to; between that it only records, where that is permitted.

    Args:
        root: where ``proc`` and ``sys`` are.
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
        self._loads: Counter[str] = Counter()
        self._loaders: dict[str, tuple[int, int]] = {}
        self._points: deque[tuple[int, Maybe[int], int]] = deque()
        self._total = 0
        self._lost = 0
        self._recorder: Maybe[Recorder]
        try:
            self._recorder = record()
        except ProgpackError as error:
            self._recorder = Unknown(str(error))

    def read(self) -> Reading:
        """Look now; takes as long as `progpack.observe`."""
        if not isinstance(self._recorder, Unknown):
            self._take(assemble(self._recorder.drain()), self._recorder)
        kernel = Explainer(self._root)
        limit = explain_limit(kernel)
        snapshot = kernel.seen.snapshot()
        splits, loads = self._rates(_splits(snapshot))
        loaders: Maybe[tuple[LoaderRow, ...]]
        if isinstance(self._recorder, Unknown):
            loaders = loads = self._recorder
        else:
            rows = (LoaderRow(comm, *sums) for comm, sums in self._loaders.items())
            loaders = tuple(sorted(rows, key=lambda row: (-row.loads, -row.chunks, row.comm)))
        programs = _programs(snapshot, self._loads)
        return Reading(snapshot, limit, programs, loaders, splits, loads, self._lost)

    def close(self) -> None:
        """Stop recording; a second call does nothing."""
        if not isinstance(self._recorder, Unknown):
            self._recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _take(self, events: Iterable[ProgramEvent | Ksymbol | Lost], recorder: Recorder) -> None:
        for event in events:
            if isinstance(event, Lost):
                self._lost += event.count
            elif isinstance(event, ProgramEvent) and event.loaded:
                self._total += 1
                self._loads[event.name] += 1
                comm = recorder.comm(event.tid) or f"pid {event.pid}"
                loads, chunks = self._loaders.get(comm, (0, 0))
                more = sum(-(-function.size // CHUNK) for function in event.functions)
                if comm in self._loaders or len(self._loaders) < _LOADERS_KEPT:
                    self._loaders[comm] = (loads + 1, chunks + more)

    def _rates(self, splits: Maybe[int]) -> tuple[Maybe[float] | None, Maybe[float] | None]:
        now = self._clock()
        while len(self._points) > 1 and now - self._points[1][0] >= _WINDOW_NS:
            self._points.popleft()
        self._points.append((now, splits, self._total))
        since, before, loads = self._points[0]
        if now <= since:
            return (splits if isinstance(splits, Unknown) else None), None
        scale = _MINUTE_NS / (now - since)
        rate: Maybe[float]
        if isinstance(splits, Unknown) or isinstance(before, Unknown):
            rate = splits if isinstance(splits, Unknown) else Unknown("it was not counted before")
        else:
            rate = (splits - before) * scale
        return rate, (self._total - loads) * scale


def _splits(snapshot: Snapshot) -> Maybe[int]:
    found = snapshot.direct_map
    if not isinstance(found, DirectMap):
        return found
    for value in (found.level2_splits, found.level3_splits):
        if isinstance(value, Unknown):
            return value
    assert isinstance(found.level2_splits, int)
    assert isinstance(found.level3_splits, int)
    return found.level2_splits + found.level3_splits


def _programs(snapshot: Snapshot, loads: Counter[str]) -> tuple[ProgramRow, ...]:
    """Spans of one program together; names are ``name#id`` and ``name#id/1``."""
    found: dict[tuple[str, int, str], list[int]] = {}
    for span in snapshot.spans:
        if span.kind in (NO_EVIDENCE, UNATTRIBUTED):
            continue
        name, _, rest = span.name.rpartition("#")
        number = rest.partition("/")[0]
        key = (name, int(number), span.kind) if number.isdigit() else (span.name, 0, span.kind)
        sums = found.setdefault(key, [0, 0, 0])
        for index, value in enumerate((1, span.chunks, span.size)):
            sums[index] += value
    rows = (
        ProgramRow(name, number, kind, pieces, chunks, size, loads[name] if number else 0)
        for (name, number, kind), (pieces, chunks, size) in found.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.chunks, row.name, row.id)))
