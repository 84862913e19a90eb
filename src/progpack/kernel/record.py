"""Recording the running kernel: what is loaded and unloaded, into a trace file as it happens.

What is there already is written first. The counters of the direct map are sampled beside. Each
sample also closes a gzip member, so that the file can be read whenever the recorder is killed.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final, Self

from progpack.errors import ProgpackError, UsageError
from progpack.kernel.counters import Counters as Reading
from progpack.kernel.counters import read_counters, read_direct_map
from progpack.kernel.features import Features, read_features
from progpack.kernel.images import Images, Inventory, ask, take_inventory
from progpack.kernel.perf import PerfRecorder
from progpack.kernel.perfdata import PerfData
from progpack.kernel.perfrecords import BpfEvent, Record, ThreadNames, assemble
from progpack.kernel.procfs import ROOT, page_size, read_text
from progpack.kernel.programs import program_ids
from progpack.kernel.vmalloc import Group, group_of, read_vmalloc
from progpack.known import Maybe, Unknown
from progpack.pack.constants import PACK_UNIT
from progpack.snapshot import DirectMap
from progpack.trace.events import Counters, Load, Lost, Note, Unload
from progpack.trace.format import Trace
from progpack.trace.header import Feature, Header
from progpack.trace.writer import TraceWriter

__all__ = ["Progress", "Recording", "count_areas", "import_perf_data", "record", "record_to"]

_WAIT: Final = 0.1
# Programs of a process that has ended are unloaded by workers of the kernel, after grace periods.
_SETTLE: Final = 2.0
# A command that is asked to end gets so long before it is killed.
_PATIENCE: Final = 5.0
# Areas change only with loads. Those of classic programs are not seen, so look sometimes.
_AREAS_EVERY: Final = 10.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recording is.

    Attributes:
        seconds: since it began.
        loads: images that came.
        unloads: images that went.
        lost: records that found no room.
    """

    seconds: float
    loads: int
    unloads: int
    lost: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What became of a recording.

    Attributes:
        path: the trace file.
        seconds: how long it took.
        there: images that were there before.
        loads: images that came.
        unloads: images that went.
        lost: records that found no room; loads or unloads may be among them.
        changes: of the direct map's counters, from beginning to end.
        ended: why it ended, a few words.
        status: the command's exit status, as `subprocess` has it; None without a command.
        notes: what a reader must know, one sentence each; they are in the trace too.
    """

    path: Path
    seconds: float
    there: int
    loads: int
    unloads: int
    lost: int
    changes: Maybe[DirectMap]
    ended: str
    status: int | None
    notes: tuple[str, ...]


def record(
    seconds: float | None = None,
    *,
    path: str | os.PathLike[str] | None = None,
    command: Sequence[str] | None = None,
    counters_every: float = 1.0,
) -> Trace:
    """Record loads and unloads of BPF code of the running kernel, and return the trace.

    It ends after ``seconds``, when ``command`` has ended and its programs are unloaded, or by
    SIGINT or SIGTERM (in the main thread), and then returns as usual. Classic programs are not
    seen: the kernel tells nobody of them.

    Args:
        seconds: how long; None: until the command ends, or a signal comes.
        path: the trace file, which is replaced. None: a temporary one, removed with the trace.
        command: a program and its arguments, which is run and recorded with all the rest.
        counters_every: seconds between two samples of the direct map's counters, at least 0.01.

    Raises:
        UsageError: arguments make no sense, the command is not there, the file is being written.
        MissingFeatureError: perf events of the whole system are not there or not permitted.
        ObjectError: the file cannot be written.
    """
    if path is not None:
        record_to(path, seconds, command=command, counters_every=counters_every)
        return Trace(path)
    descriptor, name = tempfile.mkstemp(prefix="progpack-", suffix=".trace.gz")
    os.close(descriptor)
    try:
        record_to(name, seconds, command=command, counters_every=counters_every)
        trace = Trace(name)
    except BaseException:
        _remove(name)
        raise
    weakref.finalize(trace, _remove, name)
    return trace


def record_to(
    path: str | os.PathLike[str],
    seconds: float | None = None,
    *,
    command: Sequence[str] | None = None,
    counters_every: float = 1.0,
    buffer_size: int | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Recording:
    """As `record`, into a file, and return what became of it.

    Args:
        path: the trace file, which is replaced.
        seconds: as for `record`; so are ``command`` and ``counters_every``.
        command: a program and its arguments.
        counters_every: seconds.
        buffer_size: bytes of each CPU's ring buffer, as for `PerfRecorder`.
        progress: is called about ten times a second.

    Raises:
        ProgpackError: as for `record`.
    """
    _check(seconds, command, counters_every)
    with _Stop() as stop:
        # Before the recorder is open: this takes as long as many loads.
        reading, features = read_counters(), read_features()
        header = _header(reading, features, command)
        with (
            PerfRecorder(buffer_size=buffer_size) as recorder,
            TraceWriter(path, header) as writer,
        ):
            session = _Session(recorder, writer, stop, reading, counters_every, progress)
            session.in_areas = features.packs_from_rox_cache.value is False
            return session.run(seconds, command)


def import_perf_data(
    source: str | os.PathLike[str], path: str | os.PathLike[str], *, strict: bool = True
) -> Recording:
    """Write what a ``perf.data`` file has of BPF code as a trace.

    Args:
        source: what ``perf record -e dummy -a`` has written.
        path: the trace file, which is replaced.
        strict: False ends at the first record that cannot be read, with a note.

    Raises:
        ObjectError: the one cannot be read, or the other not be written.
        MissingFeatureError: it has nothing about symbols and programs, or is compressed.
        UsageError: the trace is being written by another, or is the source itself.
    """
    if os.path.exists(path) and os.path.samefile(source, path):
        raise UsageError(f"{os.fspath(path)}: it would be written over itself")
    with PerfData(source) as data:
        known = {
            name: value
            for name, value in (("kernel", data.release), ("arch", data.arch))
            if isinstance(value, str)
        }
        header = Header(**known, clock="perf", comment=f"imported from {Path(source).name}")  # type: ignore[arg-type]
        names = ThreadNames()
        images = Images(header.arch, names.of)
        tally = _Tally()
        notes = [] if data.complete else ["perf was killed before it finished this file"]

        def records() -> Iterator[Record]:
            for one in data.records(strict=strict):
                names.see(one)
                yield one

        with TraceWriter(path, header) as writer:
            for item in assemble(records()):
                for event in images.events(item):
                    # perf itself writes one record for what is there at the beginning.
                    writer.write(event)
                    tally.count(event, there=event.time_ns <= 0)
            for note in notes:
                writer.write(Note(max(tally.newest, 0), note))
    nanoseconds = tally.newest - tally.oldest if tally.oldest is not None else 0
    missing = Unknown("perf does not record the direct map")
    return Recording(
        Path(path),
        nanoseconds / 1e9,
        tally.there,
        tally.loads,
        tally.unloads,
        tally.lost,
        missing,
        f"all of {Path(source).name} is read",
        None,
        tuple(notes),
    )


class _Tally:
    """Counts events as they are written."""

    __slots__ = ("live", "loads", "lost", "newest", "oldest", "there", "unloads")

    def __init__(self) -> None:
        self.there = self.loads = self.unloads = self.lost = self.newest = 0
        self.oldest: int | None = None
        # What came during the recording and is still there: addresses, or ids without one.
        self.live: set[tuple[str, int | None]] = set()

    def count(self, event: Load | Unload | Lost, *, there: bool = False) -> None:
        if there:
            self.there += isinstance(event, Load)
            return
        if self.oldest is None:
            self.oldest = event.time_ns
        self.newest = max(self.newest, event.time_ns)
        if isinstance(event, Lost):
            self.lost += event.count
        elif isinstance(event, Load):
            self.loads += 1
            self.live.add(_key(event))
        else:
            self.unloads += 1
            self.live.discard(_key(event))


def _key(event: Load | Unload) -> tuple[str, int | None]:
    return ("id", event.id) if event.address is None else ("address", event.address)


class _Session:
    """One recording: polls, samples, writes."""

    def __init__(
        self,
        recorder: PerfRecorder,
        writer: TraceWriter,
        stop: _Stop,
        reading: Reading,
        every: float,
        progress: Callable[[Progress], object] | None,
    ) -> None:
        self._recorder = recorder
        self._writer = writer
        self._stop = stop
        self._first = reading
        self._every = every
        self._progress = progress
        machine = platform.machine()
        self._images = Images(machine, recorder.comm, ask)
        self._inventory = Inventory()
        self._tally = _Tally()
        self._notes: list[str] = []
        self._nodes = reading.nodes if isinstance(reading.nodes, int) else 1
        # Whether packs are areas of their own, which can be counted.
        self.in_areas = False
        self._areas: dict[str, int] = {}
        self._areas_at = (-_AREAS_EVERY, -1)
        self._began = time.monotonic()
        self._sampled = self._began
        self._child: subprocess.Popen[bytes] | None = None
        self._ended = ""

    def run(self, seconds: float | None, command: Sequence[str] | None) -> Recording:
        """Record until something ends it."""
        early = self._begin()
        try:
            if command:
                self._child = _start(command)
            self._began = time.monotonic()
            for item in assemble(self._records(early, seconds)):
                for event in self._images.events(item):
                    self._write(event)
            self._finish()
        finally:
            if self._child is not None:
                _end(self._child)
        took = time.monotonic() - self._began
        tally = self._tally
        return Recording(
            self._writer.path,
            took,
            tally.there,
            tally.loads,
            tally.unloads,
            tally.lost,
            read_counters().since(self._first),
            self._ended,
            None if self._child is None else self._child.returncode,
            tuple(self._notes),
        )

    def _begin(self) -> list[Record]:
        """Write what is there; returns what has happened meanwhile."""
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        inventory = take_inventory(platform.machine(), now)
        early = self._recorder.drain()
        # What came while the list was made has records, which know more.
        fresh = {one.id for one in early if isinstance(one, BpfEvent) and one.loaded}
        for load in inventory.loads:
            if load.id not in fresh and load.of not in fresh:
                self._writer.write(load)
                self._tally.count(load, there=True)
        inventory.ids -= fresh
        self._inventory = inventory
        for text in inventory.unseen:
            self._note(text)
        self._sample()
        return early

    def _records(self, early: list[Record], seconds: float | None) -> Iterator[Record]:
        """Records as they come, until the end; what has to be done beside is done in between."""
        yield from early
        while not self._over(seconds):
            yield from self._recorder.poll(min(_WAIT, self._every))
            self._beside()
        if self._child is not None:
            yield from self._let_end(self._child)
        yield from self._recorder.drain()

    def _over(self, seconds: float | None) -> bool:
        if self._stop.signal:
            self._ended = f"ended by {signal.Signals(self._stop.signal).name}"
        elif self._child is not None and self._child.poll() is not None:
            self._ended = f"the command ended with status {self._child.returncode}"
        elif seconds is not None and time.monotonic() - self._began >= seconds:
            self._ended = "the time is over"
        return bool(self._ended)

    def _let_end(self, child: subprocess.Popen[bytes]) -> Iterator[Record]:
        """Until the command is gone, and its programs are too, or seem to stay."""
        if child.poll() is None:
            child.terminate()
        patience = time.monotonic() + _PATIENCE
        while child.poll() is None:
            if time.monotonic() > patience:
                child.kill()
            yield from self._recorder.poll(_WAIT)
            self._beside()
        settled = time.monotonic() + _SETTLE
        # One round at least: the last records are held back for some milliseconds.
        yield from self._recorder.poll(_WAIT)
        while self._tally.live and time.monotonic() < settled:
            yield from self._recorder.poll(_WAIT)
            self._beside()

    def _write(self, event: Load | Unload | Lost) -> None:
        if isinstance(event, Load) and self._known(event):
            return
        self._writer.write(event)
        self._tally.count(event)

    def _known(self, load: Load) -> bool:
        """Whether a load was taken for one that was there: the list had it before its records."""
        ids = self._inventory.ids
        return load.id in ids or load.of in ids

    def _beside(self) -> None:
        now = time.monotonic()
        tally = self._tally
        if now - self._sampled >= self._every:
            self._sampled = now
            self._sample()
            self._writer.flush()
        if self._progress is not None:
            self._progress(Progress(now - self._began, tally.loads, tally.unloads, tally.lost))

    def _sample(self) -> None:
        table = read_direct_map()
        known = {
            name: value
            for name, value in (
                ("level2_splits", table.level2_splits),
                ("level3_splits", table.level3_splits),
                ("level2_collapses", table.level2_collapses),
                ("level3_collapses", table.level3_collapses),
                ("direct_map_4k", table.map_4k),
                ("direct_map_2m", table.map_2m),
                ("direct_map_1g", table.map_1g),
                ("limit", self._first.settings.jit_limit),
                ("programs", _count_programs()),
            )
            if isinstance(value, int)
        }
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        self._writer.write(Counters(now, **known, **self._look_at_areas()))

    def _look_at_areas(self) -> dict[str, int]:
        """How many packs there are; the file is long, so it is only read when it may differ."""
        now, changes = time.monotonic(), self._tally.loads + self._tally.unloads
        then, before = self._areas_at
        if changes != before or now - then >= _AREAS_EVERY:
            self._areas = count_areas(self._nodes) if self.in_areas else {}
            self._areas_at = (now, changes)
        return self._areas

    def _finish(self) -> None:
        self._sample()
        rest = self._recorder.lost - self._tally.lost
        if rest > 0:
            # Nothing came after them, so no record tells of them.
            self._write(Lost(time.clock_gettime_ns(time.CLOCK_BOOTTIME), rest))
        if self._tally.lost:
            self._note(
                f"{self._tally.lost} records were lost; loads and unloads may be missing: use a "
                "larger buffer"
            )
        if self._recorder.late:
            self._note(f"{self._recorder.late} records came out of order")
        self._writer.write(Note(time.clock_gettime_ns(time.CLOCK_BOOTTIME), self._ended))

    def _note(self, text: str) -> None:
        self._notes.append(text)
        self._writer.write(Note(time.clock_gettime_ns(time.CLOCK_BOOTTIME), text))


class _Stop:
    """SIGINT and SIGTERM end the recording, not the process; a second one does as before."""

    def __init__(self) -> None:
        self.signal = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                before = signal.getsignal(number)
                # What is ignored, as in a background job, stays so; None is not Python's.
                if before not in (signal.SIG_IGN, None):
                    self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def _take(self, number: int, _frame: FrameType | None) -> None:
        self.signal = number
        self._restore()

    def _restore(self) -> None:
        while self._before:
            number, before = self._before.popitem()
            signal.signal(number, before)  # type: ignore[arg-type]


def _check(seconds: float | None, command: Sequence[str] | None, every: float) -> None:
    if seconds is not None and not 0 <= seconds < 1e9:
        raise UsageError(f"{seconds} seconds cannot be recorded")
    if not 0.01 <= every < 1e9:
        raise UsageError(f"counters every {every} seconds: at least 0.01 is needed")
    if command is not None:
        if seconds is not None:
            raise UsageError("a recording ends after a time or with a command, not both")
        if not command or shutil.which(command[0]) is None:
            raise UsageError(f"there is no command {' '.join(command[:1])!r} to run")
    elif seconds is None and threading.current_thread() is not threading.main_thread():
        raise UsageError("say how many seconds: no signal ends a recording in a thread")


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(list(command))
    except OSError as error:
        raise UsageError(f"cannot run {command[0]}: {error.strerror or error}") from error


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave no process behind, also when something failed."""
    if child.poll() is None:
        child.kill()
    child.wait()


def _header(reading: Reading, features: Features, command: Sequence[str] | None) -> Header:
    boot = read_text(ROOT / "proc/sys/kernel/random/boot_id")
    return Header(
        kernel=platform.release(),
        arch=platform.machine(),
        page_size=page_size(),
        nodes=reading.nodes if isinstance(reading.nodes, int) else 1,
        cpus=reading.cpus if isinstance(reading.cpus, int) else None,
        clock="boottime",
        boot_id="" if isinstance(boot, Unknown) else boot.strip(),
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        comment=" ".join(command) if command else "",
        features=_settings(reading, features),
    )


def _settings(reading: Reading, features: Features) -> Mapping[str, Feature]:
    settings = reading.settings
    given: dict[str, Maybe[int] | Maybe[bool]] = {
        "bpf_jit_enable": settings.jit_enable,
        "bpf_jit_harden": settings.jit_harden,
        "bpf_jit_kallsyms": settings.jit_kallsyms,
        "bpf_jit_limit": settings.jit_limit,
    }
    given |= {feature.name: feature.value for feature in features}
    return {name: value for name, value in given.items() if not isinstance(value, Unknown)}


def count_areas(nodes: int) -> dict[str, int]:
    """``packs``, ``pack_pages``, ``areas`` and ``area_pages`` of `progpack.trace.Counters`.

    From ``/proc/vmallocinfo``; empty where it cannot be read.

    Args:
        nodes: possible NUMA nodes.
    """
    packs = pages = own = own_pages = 0
    try:
        for area in read_vmalloc():
            if not area.caller.startswith("bpf_"):
                continue
            group = group_of(area, nodes=nodes)
            if group is Group.PACK:
                packs += 1
                pages += area.pages or nodes * PACK_UNIT // page_size()
            elif group in (Group.OVERSIZED, Group.JIT):
                own += 1
                own_pages += area.pages or 0
    except ProgpackError:
        return {}
    return {"packs": packs, "pack_pages": pages, "areas": own, "area_pages": own_pages}


def _count_programs() -> int | None:
    try:
        return sum(1 for _ in program_ids())
    except ProgpackError:
        return None


def _remove(name: str) -> None:
    Path(name).unlink(missing_ok=True)
