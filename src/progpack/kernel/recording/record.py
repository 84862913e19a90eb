"""Recording the running kernel: loads and unloads go into a trace file as they happen.

The images that are loaded already are written first. The counters of the direct map are sampled
beside: at an interval, and after each few milliseconds in which something came or went. Each
sample of the interval also closes a gzip member, so that the file can be read whenever the
recorder is killed.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Final, Self

from progpack.errors import UsageError
from progpack.kernel.features import Features, read_features
from progpack.kernel.perf.data import PerfData
from progpack.kernel.perf.recorder import PerfRecorder, roomy_buffer
from progpack.kernel.perf.records import Record, ThreadNames, assemble
from progpack.kernel.proc.counters import Counters as Reading
from progpack.kernel.proc.counters import read_counters
from progpack.kernel.proc.files import ROOT, page_size, read_text
from progpack.kernel.recording.counter_samples import CounterSamples
from progpack.kernel.recording.inventory import Images
from progpack.kernel.recording.session import Progress, Recording, Session, Tally, unlisted_text
from progpack.known import Maybe, Unknown
from progpack.trace.events import KINDS, Load, Lost, Note, Unload
from progpack.trace.file.format import Trace
from progpack.trace.file.writer import TraceWriter
from progpack.trace.header import HEARD, UNANNOUNCED, Feature, Header
from progpack.trace.paired import PairedWriter

__all__ = ["Progress", "Recording", "header_of", "import_perf_data", "record", "record_to"]


# Of PERF_RECORD_KSYMBOL and PERF_RECORD_BPF_EVENT.
_HEARING: Final[Mapping[str, str]] = {**dict.fromkeys(KINDS, HEARD), "classic": UNANNOUNCED}


def record(
    seconds: float | None = None,
    *,
    path: str | os.PathLike[str] | None = None,
    command: Sequence[str] | None = None,
    counters_every: float = 1.0,
) -> Trace:
    """Record loads and unloads of BPF code of the running kernel, and return the trace.

    The recording ends after ``seconds``, when ``command`` has ended and its programs are unloaded,
    or by SIGINT or SIGTERM (in the main thread); the call then returns as usual. The trace has no
    classic programs, which the kernel reports to nobody.

    Args:
        seconds: length of the recording; None: until the command ends, or a signal comes.
        path: the trace file, which is replaced. None: a temporary one, removed with the trace.
        command: a program and its arguments, which is run and recorded with all the rest.
        counters_every: seconds between two samples of all counters, at least 0.01; splits are
            sampled with each few loads too.

    Raises:
        UsageError: arguments contradict one another, there is no such command, or another writer
            has the file.
        MissingFeatureError: perf events of the whole system are missing or not permitted.
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
    """Record into a file as `record` does, and return a summary of the recording.

    Args:
        path: the trace file, which is replaced.
        seconds: as for `record`; so are ``command`` and ``counters_every``.
        command: a program and its arguments.
        counters_every: seconds.
        buffer_size: bytes of each CPU's ring buffer; default: `roomy_buffer`.
        progress: called about ten times a second with the state so far.

    Raises:
        ProgpackError: for the same reasons as `record`.
    """
    _check(seconds, command, counters_every)
    with _Stop() as stop:
        # Before the recorder is open: this takes as long as many loads.
        reading, features = read_counters(), read_features()
        header = header_of(
            reading, features, comment=" ".join(command) if command else "", hearing=_HEARING
        )
        room = roomy_buffer() if buffer_size is None else buffer_size
        in_areas = features.packs_from_rox_cache.value is False
        with (
            CounterSamples(reading.settings.jit_limit, header.nodes, in_areas=in_areas) as samples,
            PerfRecorder(buffer_size=room) as recorder,
            TraceWriter(path, header) as writer,
        ):
            session = Session(recorder, writer, samples, stop, reading, counters_every, progress)
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
        MissingFeatureError: the file has nothing about symbols and programs, or is compressed.
        UsageError: the trace is being written by another, or is the source itself.
    """
    if os.path.exists(path) and os.path.samefile(source, path):
        raise UsageError(f"{os.fspath(path)}: the recording would overwrite its own input")
    with PerfData(source) as data:
        known = {
            name: value
            for name, value in (("kernel", data.release), ("arch", data.arch))
            if isinstance(value, str)
        }
        comment = f"imported from {Path(source).name}"
        header = replace(
            Header(clock="perf", comment=comment, hearing=_HEARING),
            **known,  # type: ignore[arg-type]
        )
        names = ThreadNames()
        images = Images(header.arch, names.of)
        tally = Tally()
        notes = [] if data.complete else ["perf was killed before it finished this file"]

        def records() -> Iterator[Record]:
            for one in data.records(strict=strict):
                names.see(one)
                yield one

        with TraceWriter(path, header) as file:
            writer = PairedWriter(file)
            for item in assemble(records()):
                for event in images.events(item):
                    # perf itself writes one record for what is there at the beginning.
                    for written in writer.write(event):
                        if isinstance(written, Load | Unload | Lost):
                            tally.count(written, there=event.time_ns <= 0)
            if writer.unlisted:
                notes.append(unlisted_text(writer.unlisted))
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
        0,
        writer.unlisted,
        missing,
        f"all of {Path(source).name} is read",
        None,
        tuple(notes),
    )


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


def header_of(
    reading: Reading,
    features: Features,
    *,
    comment: str = "",
    root: Path = ROOT,
    kernel: str = "",
    machine: str = "",
    hearing: Mapping[str, str] = MappingProxyType({}),
) -> Header:
    """The header of a trace of a kernel.

    Args:
        reading: its counters and settings.
        features: its features.
        comment: a few words for the reader.
        root: where ``proc`` is.
        kernel: its release; default that of the running one.
        machine: as ``uname -m`` has it there; default this one.
        hearing: how images are heard of, by their kind.
    """
    boot = read_text(root / "proc/sys/kernel/random/boot_id")
    return Header(
        kernel=kernel or platform.release(),
        arch=machine or platform.machine(),
        page_size=page_size(),
        nodes=reading.nodes if isinstance(reading.nodes, int) else 1,
        cpus=reading.cpus if isinstance(reading.cpus, int) else None,
        clock="boottime",
        boot_id="" if isinstance(boot, Unknown) else boot.strip(),
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        comment=comment,
        features=_settings(reading, features),
        hearing=hearing,
    )


def _settings(reading: Reading, features: Features) -> Mapping[str, Feature]:
    settings = reading.settings
    values: dict[str, Maybe[int] | Maybe[bool]] = {
        "bpf_jit_enable": settings.jit_enable,
        "bpf_jit_harden": settings.jit_harden,
        "bpf_jit_kallsyms": settings.jit_kallsyms,
        "bpf_jit_limit": settings.jit_limit,
    }
    values |= {feature.name: feature.value for feature in features}
    return {name: value for name, value in values.items() if not isinstance(value, Unknown)}


def _remove(name: str) -> None:
    Path(name).unlink(missing_ok=True)
