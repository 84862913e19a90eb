"""Numbers of the running kernel at intervals: what has come and gone since the last look."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from types import TracebackType
from typing import Final, Self

from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.kernel.counters import count_possible, read_direct_map
from progpack.kernel.features import read_features
from progpack.kernel.images import ask
from progpack.kernel.perf import PerfRecorder
from progpack.kernel.perfrecords import BpfEvent
from progpack.kernel.procfs import sysctl
from progpack.kernel.programs import ProgramInfo, program_ids
from progpack.kernel.samples import count_areas
from progpack.known import Maybe, Unknown
from progpack.pack.constants import HEADER, SAFETY, chunks_of
from progpack.snapshot import CHUNK, DirectMap

__all__ = ["LiveSampler", "ProgramTable", "Sample", "jited_bytes"]

# The list of areas is long. Only loads that are not seen (classic ones) change it unnoticed.
_AREAS_EVERY: Final = 10.0


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
        direct_map: kB of each size now, and splits and collapses since the row before (None in
            the first).
        limit: net.core.bpf_jit_limit, bytes.
        headroom: bytes up to the limit, at most: what programs with an id take is charged;
            classic programs and trampolines are charged too, and nobody can see by how much.
    """

    time: float
    seconds: float
    programs: Maybe[int]
    loads: Maybe[int]
    unloads: Maybe[int]
    lost: int
    packs: Maybe[int]
    jited: Maybe[int]
    direct_map: DirectMap
    limit: Maybe[int]
    headroom: Maybe[int]


class ProgramTable:
    """What bpf(2) says of the programs, each asked for once.

    Attributes:
        programs: id -> what is said, of those of the last `refresh`.
    """

    def __init__(self) -> None:
        self.programs: dict[int, ProgramInfo] = {}

    def refresh(self) -> Unknown | None:
        """Look again; why there is nothing to see, if so."""
        try:
            ids = list(program_ids())
        except ProgpackError as error:
            self.programs = {}
            return Unknown(str(error))
        known = self.programs
        fresh = {}
        for number in ids:
            info = known.get(number) or ask(number)
            if info is not None:
                fresh[number] = info
        self.programs = fresh
        return None

    def jited(self) -> int:
        """Bytes of machine code."""
        return sum(_size(info) for info in self.programs.values())

    def charged(self) -> int:
        """Bytes that are charged for them at least: whole chunks for each function."""
        total = 0
        for info in self.programs.values():
            functions = info.functions
            if isinstance(functions, Unknown):
                # Without the sizes of the functions: as if it were one.
                sizes = [_size(info)]
            else:
                sizes = [function.size for function in functions]
            total += sum(chunks_of(size + HEADER + SAFETY) * CHUNK for size in sizes if size)
        return total

    def by_type(self) -> dict[str, int]:
        """Bytes of machine code of each type of program, by the type's name in lower case."""
        found: dict[str, int] = {}
        for info in self.programs.values():
            name = _type_name(info.type)
            found[name] = found.get(name, 0) + _size(info)
        return dict(sorted(found.items()))


def jited_bytes() -> Maybe[dict[str, int]]:
    """Bytes of machine code of the programs that have an id, by type, or why it is hidden."""
    table = ProgramTable()
    return table.refresh() or table.by_type()


def _size(info: ProgramInfo) -> int:
    return 0 if isinstance(info.jited_size, Unknown) else info.jited_size


def _type_name(number: int) -> str:
    try:
        return ProgramType(number).name.lower()
    except ValueError:
        # A kernel that is younger than the list.
        return f"type_{number}"


class LiveSampler:
    """Takes a row whenever it is asked; a context manager.

    Loads and unloads are counted by perf events where they are permitted; else they are
    `Unknown` with the reason.
    """

    def __init__(self) -> None:
        features = read_features()
        nodes = count_possible("node")
        self._nodes = nodes if isinstance(nodes, int) else 1
        self._no_packs: Unknown | None = None
        if features.packs_from_rox_cache.value is not False:
            self._no_packs = Unknown("packs are parts of larger areas here")
        self._recorder: PerfRecorder | None = None
        self._no_events = Unknown("")
        try:
            self._recorder = PerfRecorder(names=False)
        except ProgpackError as error:
            self._no_events = Unknown(str(error))
        self._table = ProgramTable()
        self._before: DirectMap | None = None
        self._at = 0.0
        self._lost = 0
        self._packs: Maybe[int] = Unknown("not read")
        self._packs_at = -_AREAS_EVERY

    def sample(self, wait: float = 0.0) -> Sample:
        """A row, after ``wait`` seconds in which events are taken in."""
        loads, unloads = self._wait(wait)
        now = time.monotonic()
        table = read_direct_map()
        hidden = self._table.refresh()
        limit = sysctl("net.core.bpf_jit_limit")
        changed = isinstance(loads, Unknown) or loads or unloads
        if changed or now - self._packs_at >= _AREAS_EVERY:
            self._packs, self._packs_at = self._count_packs(), now
        headroom: Maybe[int] = hidden or Unknown("the limit is not known")
        if isinstance(limit, int) and hidden is None:
            headroom = max(0, limit - self._table.charged())
        lost = 0 if self._recorder is None else self._recorder.lost
        row = Sample(
            time=time.time(),
            seconds=now - self._at if self._before is not None else 0.0,
            programs=hidden or len(self._table.programs),
            loads=loads,
            unloads=unloads,
            lost=lost - self._lost,
            packs=self._packs,
            jited=hidden or self._table.jited(),
            direct_map=_changes(table, self._before),
            limit=limit,
            headroom=headroom,
        )
        self._before, self._at, self._lost = table, now, lost
        return row

    def close(self) -> None:
        """Stop counting; a second call does nothing."""
        if self._recorder is not None:
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

    def _wait(self, seconds: float) -> tuple[Maybe[int], Maybe[int]]:
        if self._recorder is None:
            time.sleep(seconds)
            return self._no_events, self._no_events
        end = time.monotonic() + seconds
        loads = unloads = 0
        while True:
            left = end - time.monotonic()
            records = self._recorder.poll(max(left, 0.0))
            came = sum(1 for one in records if isinstance(one, BpfEvent) and one.loaded)
            loads += came
            unloads += sum(1 for one in records if isinstance(one, BpfEvent)) - came
            if left <= 0:
                return loads, unloads

    def _count_packs(self) -> Maybe[int]:
        if self._no_packs is not None:
            return self._no_packs
        found = count_areas(self._nodes)
        return found.get("packs", Unknown("/proc/vmallocinfo may not be read: root is needed"))


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
