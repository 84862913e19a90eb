"""One recording: reads the records as they come, samples counters beside, looks after losses.

The trace has its events in the order of time: a sample waits until everything before it has been
written. What a loss or a CPU that came later has hidden is looked up afterwards: ids of programs,
symbols of the rest; what is there and was not seen, or was seen and is not there, becomes events.
"""

from __future__ import annotations

import platform
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from progpack.errors import ProgpackError, UsageError
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.perf.records import BpfEvent, Ksymbol, Record, assemble
from progpack.kernel.proc.counters import Counters as Reading
from progpack.kernel.proc.counters import read_counters
from progpack.kernel.proc.symbols import bpf_symbols, why_symbols_may_be_missing
from progpack.kernel.recording.counter_samples import CounterSamples
from progpack.kernel.recording.inventory import Images, Inventory, read_info, take_inventory
from progpack.kernel.recording.present import Present
from progpack.kernel.syscall.programs import program_ids
from progpack.known import Maybe
from progpack.snapshot import DirectMap
from progpack.trace.events import Counters, Load, Lost, Note, Unload
from progpack.trace.file.writer import TraceWriter
from progpack.trace.paired import PairedWriter

__all__ = ["Progress", "Recording", "Session", "Tally", "unlisted_text"]

# Seconds between two looks into the buffers: while something comes, so that few loads lie between
# two samples of the counters; and while nothing does.
_BUSY: Final = 0.005
_IDLE: Final = 0.025
_BUSY_FOR: Final = 0.5
_PROGRESS: Final = 0.1
# Programs of a process that has ended are unloaded by workers of the kernel, after grace periods.
_SETTLE: Final = 2.0
# A command that is asked to end gets so long before it is killed.
_PATIENCE: Final = 5.0
# Losses come in a row, and looking after each would make more of them.
_LOOK_EVERY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a recording.

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
    """The summary of a recording.

    Attributes:
        path: the trace file.
        seconds: how long the recording took.
        there: images that were loaded before.
        loads: images that came.
        unloads: images that went.
        lost: records that found no room; loads or unloads may be among them.
        found: how many of ``loads`` and ``unloads`` have no record and were found by looking
            again after a loss.
        unlisted: images that went and were in no list, such as those that were already going
            while the list of loaded images was made. They are not among ``unloads``, nor in the
            trace: a note there has the number.
        changes: changes of the direct map's counters, from beginning to end.
        ended: why the recording ended, a few words.
        status: the command's exit status, as `subprocess` has it; None without a command.
        notes: sentences that a reader must know; they are in the trace too.
    """

    path: Path
    seconds: float
    there: int
    loads: int
    unloads: int
    lost: int
    found: int
    unlisted: int
    changes: Maybe[DirectMap]
    ended: str
    status: int | None
    notes: tuple[str, ...]


class Tally:
    """Counts events as they are written."""

    __slots__ = ("found", "live", "loads", "lost", "newest", "oldest", "there", "unloads")

    def __init__(self) -> None:
        self.there = self.loads = self.unloads = self.lost = self.newest = self.found = 0
        self.oldest: int | None = None
        # What came during the recording and is still there: addresses, or ids without one.
        self.live: set[tuple[str, int | None]] = set()

    @property
    def changes(self) -> int:
        """Loads and unloads."""
        return self.loads + self.unloads

    def count(self, event: Load | Unload | Lost, *, there: bool = False) -> None:
        """Take one event into account; ``there``: it is of what was there before."""
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


class Stop(Protocol):
    """Says whether a signal wants the end: its number, else 0."""

    signal: int


class Session:
    """One recording: polls, samples, writes.

    Args:
        recorder: is open, and stays so.
        writer: writer of the trace.
        samples: samples of the counters.
        stop: which signal came.
        reading: reading of the counters before it began.
        every: seconds between two full samples.
        progress: is called about ten times a second.
    """

    def __init__(
        self,
        recorder: PerfRecorder,
        writer: TraceWriter,
        samples: CounterSamples,
        stop: Stop,
        reading: Reading,
        every: float,
        progress: Callable[[Progress], object] | None,
    ) -> None:
        self._recorder = recorder
        self._path = writer.path
        self._flush = writer.flush
        self._writer = PairedWriter(writer)
        self._samples = samples
        self._stop = stop
        self._first = reading
        self._every = every
        self._progress = progress
        self._machine = platform.machine()
        self._images = Images(self._machine, recorder.comm, read_info)
        self._inventory = Inventory()
        self._present = Present()
        self._tally = Tally()
        self._notes: list[str] = []
        self._due: deque[Counters] = deque()
        self._began = self._sampled = self._shown = time.monotonic()
        self._busy_until = 0.0
        self._changes = 0
        self._lost_seen = 0
        self._suspect = False
        # Functions whose program's own record was lost: kept until their id is found.
        self._orphans: dict[int, Load] = {}
        self._looked = -_LOOK_EVERY
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
            self._path,
            took,
            tally.there,
            tally.loads,
            tally.unloads,
            tally.lost,
            tally.found,
            self._writer.unlisted,
            read_counters().since(self._first),
            self._ended,
            None if self._child is None else self._child.returncode,
            tuple(self._notes),
        )

    # -- the beginning, the records, the end ---------------------------------------------------

    def _begin(self) -> list[Record]:
        """Write what is there; returns what has happened meanwhile."""
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        inventory = take_inventory(self._machine, now)
        early = self._recorder.drain()
        # What came while the list was made has records, which know more.
        fresh = {one.id for one in early if isinstance(one, BpfEvent) and one.loaded}
        places = {one.address for one in early if isinstance(one, Ksymbol) and one.registered}
        for load in inventory.loads:
            owner = load.id if load.id is not None else load.of
            if owner in fresh or (owner is None and load.address in places):
                continue
            self._writer.write(load)
            self._tally.count(load, there=True)
            self._present.see(load)
        inventory.ids -= fresh
        self._inventory = inventory
        for text in inventory.unseen:
            self._note(text)
        self._due.append(self._samples.full(self._programs()))
        return early

    def _records(self, early: list[Record], seconds: float | None) -> Iterator[Record]:
        """Records as they come, until the end; what has to be done beside is done in between."""
        yield from early
        yield from self._recorder.drain()
        # From here on the file says that the recorder is at work.
        self._write_due(self._recorder.complete_ns)
        self._flush()
        while not self._over(seconds):
            yield from self._round()
        if self._child is not None:
            yield from self._let_end(self._child)
        self._due.append(self._samples.full(self._programs()))
        yield from self._recorder.drain()
        yield from self._look_again(last=True)
        self._write_due(None)

    def _round(self) -> Iterator[Record]:
        """Yield the records that came, and then do what has to be done from time to time."""
        now = time.monotonic()
        wait = _BUSY if now < self._busy_until else _IDLE
        yield from self._recorder.poll(min(wait, self._every))
        # All of it has been written by now, except what waits for a sample.
        self._sample()
        self._write_due(self._recorder.complete_ns)
        yield from self._look_again()
        self._show()

    def _over(self, seconds: float | None) -> bool:
        if self._stop.signal:
            self._ended = f"ended by {signal.Signals(self._stop.signal).name}"
        elif self._child is not None and self._child.poll() is not None:
            self._ended = f"the command ended with status {self._child.returncode}"
        elif seconds is not None and time.monotonic() - self._began >= seconds:
            self._ended = "the time is over"
        return bool(self._ended)

    def _let_end(self, child: subprocess.Popen[bytes]) -> Iterator[Record]:
        """Yield records until the command is gone, and its programs are too, or seem to stay."""
        if child.poll() is None:
            child.terminate()
        patience = time.monotonic() + _PATIENCE
        while child.poll() is None:
            if time.monotonic() > patience:
                child.kill()
            yield from self._round()
        settled = time.monotonic() + _SETTLE
        # One round at least: the last records are held back for some milliseconds.
        yield from self._round()
        while self._tally.live and time.monotonic() < settled:
            yield from self._round()

    def _finish(self) -> None:
        tally, recorder = self._tally, self._recorder
        for orphan in self._orphans.values():
            self._add(orphan)
        rest = recorder.lost - tally.lost
        if rest > 0:
            # Nothing came after them, so no record tells of them.
            self._write(Lost(time.clock_gettime_ns(time.CLOCK_BOOTTIME), rest))
        if tally.lost:
            again = f"; {tally.found} loads and unloads were found by looking again"
            self._note(
                f"{tally.lost} records were lost, so what came and went quickly may be missing"
                f"{again if tally.found else ''}: use a larger buffer"
            )
        if self._writer.unlisted:
            self._note(unlisted_text(self._writer.unlisted))
        if recorder.late:
            self._note(f"{recorder.late} records came out of order")
        self._writer.write(Note(time.clock_gettime_ns(time.CLOCK_BOOTTIME), self._ended))

    # -- what is written -----------------------------------------------------------------------

    def _write(self, event: Load | Unload | Lost) -> None:
        self._write_due(event.time_ns)
        if isinstance(event, Lost):
            self._suspect = True
        elif isinstance(event, Load):
            if self._known(event) or self._waits(event):
                return
        elif event.address in self._orphans:
            # It went before its id was found, and its own record may have it.
            self._add(replace(self._orphans.pop(event.address), id=event.id))
        self._add(event)

    def _add(self, event: Load | Unload | Lost) -> None:
        for written in self._writer.write(event):
            if isinstance(written, Load | Unload):
                self._present.see(written)
            if isinstance(written, Load | Unload | Lost):
                self._tally.count(written)

    def _known(self, load: Load) -> bool:
        """Whether a load was taken for one that was there: a look had it before its records."""
        ids = self._inventory.ids
        return load.id in ids or load.of in ids

    def _waits(self, load: Load) -> bool:
        """Whether a load is a function that nobody says the program of: its record was lost."""
        if load.kind != "program" or load.address is None:
            return False
        if load.id is not None or load.of is not None:
            return False
        if not self._present.holds(load.address):
            self._orphans[load.address] = load
            self._suspect = True
        return True

    def _write_due(self, until_ns: int | None) -> None:
        """Write the samples that were taken up to then; None: all of them."""
        while self._due and (until_ns is None or self._due[0].time_ns <= until_ns):
            self._writer.write(self._due.popleft())

    def _note(self, text: str) -> None:
        self._notes.append(text)
        self._writer.write(Note(time.clock_gettime_ns(time.CLOCK_BOOTTIME), text))

    # -- beside --------------------------------------------------------------------------------

    def _sample(self) -> None:
        """Counters: all of them from time to time, splits whenever something came or went."""
        now = time.monotonic()
        news = self._tally.changes != self._changes
        if news:
            self._changes = self._tally.changes
            self._busy_until = now + _BUSY_FOR
            self._samples.changed()
        if now - self._sampled >= self._every:
            self._sampled = now
            self._due.append(self._samples.full(self._programs()))
            self._flush()
        elif news:
            self._due.append(self._samples.quick())

    def _programs(self) -> int | None:
        """How many programs there are by what was seen; None when they could not be listed."""
        return len(self._present.ids) if self._inventory.listed else None

    def _show(self) -> None:
        now = time.monotonic()
        if self._progress is not None and now - self._shown >= _PROGRESS:
            self._shown = now
            tally = self._tally
            self._progress(Progress(now - self._began, tally.loads, tally.unloads, tally.lost))

    # -- after a loss --------------------------------------------------------------------------

    def _look_again(self, *, last: bool = False) -> Iterator[Record]:
        """Look for what came and went unseen, when something may have been missed.

        Gives the records that came meanwhile, which must be written before it is compared.
        """
        now = time.monotonic()
        for text in self._recorder.gaps:
            self._note(text)
            self._suspect = True
        self._recorder.gaps.clear()
        if last or now - self._looked >= _LOOK_EVERY:
            # A loss that no record has told of yet.
            lost = self._recorder.lost
            self._suspect |= lost > max(self._lost_seen, self._tally.lost)
            self._lost_seen = max(self._lost_seen, lost)
            if self._suspect:
                self._suspect = False
                yield from self._compare()
            self._looked = time.monotonic()

    def _compare(self) -> Iterator[Record]:
        present = self._present
        mark, time_ns = present.mark(), time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        try:
            ids = set(program_ids())
            complete = why_symbols_may_be_missing() is None
            symbols = list(bpf_symbols()) if complete else None
        except ProgpackError as error:
            self._note(f"records are missing, and what is there cannot be listed: {error}")
            return
        # What is listed has its records in the buffers by now, or they were lost.
        yield from self._recorder.drain()
        infos = [info for number in sorted(ids - present.ids.keys()) if (info := read_info(number))]
        missed = list(present.missed_programs(mark, ids, infos, self._machine, time_ns))
        if symbols is not None:
            missed += present.missed_symbols(mark, symbols, time_ns)
        missed = [self._with_orphan(one) if isinstance(one, Load) else one for one in missed]
        self._take_missed([*missed, *self._gone_orphans(time_ns)], time_ns)

    def _with_orphan(self, load: Load) -> Load:
        """A load that was found, with what the record of its function says of time and process."""
        orphan = self._orphans.pop(load.address, None) if load.address is not None else None
        if orphan is None:
            return load
        return replace(orphan, id=load.id, of=load.of, sub=load.sub)

    def _gone_orphans(self, time_ns: int) -> Iterator[Load | Unload]:
        """Functions that came before a look, and whose program was not there any more."""
        for address, load in list(self._orphans.items()):
            if load.time_ns < time_ns:
                del self._orphans[address]
                yield load
                yield Unload(time_ns, None, address, load.name, load.kind)

    def _take_missed(self, missed: list[Load | Unload], time_ns: int) -> None:
        for event in missed:
            self._add(event)
            if isinstance(event, Load) and event.id is not None:
                # Its own record may still come.
                self._inventory.ids.add(event.id)
        self._tally.found += len(missed)
        loads = sum(isinstance(event, Load) for event in missed)
        if missed:
            text = (
                f"looked again: {loads} loads and {len(missed) - loads} unloads before this had "
                "been missed; their processes and the times of the unloads are not known, and "
                "those of the loads are this one's where they lie far back"
            )
            self._writer.write(Note(time_ns, text))


def unlisted_text(count: int) -> str:
    """Return the trace's note on images that went and were in no list."""
    return (
        f"{count} images went that no list has: they were going while the list of what was there "
        "was made, could not be listed, or their loads were lost"
    )


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
