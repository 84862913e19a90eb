"""Loads and unloads of programs, counted as they come: how many, of which name, by whom."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final, Protocol

from progpack.errors import ProgpackError
from progpack.kernel.perf.records import (
    BpfEvent,
    Ksymbol,
    ProgramEvent,
    Record,
    assemble,
)
from progpack.kernel.proc.symbols import SymbolKind
from progpack.kernel.syscall.abi import NAME_LENGTH
from progpack.known import Maybe, Unknown
from progpack.owned import Owned
from progpack.snapshot import CHUNK
from progpack.waits import STEP_S, join, sleep

__all__ = ["Counting", "LoadCounts", "Recorder"]

_LOADERS_KEPT: Final = 1000
# Symbols wait so long for the record of their program.
_PATIENCE_NS: Final = 1_000_000_000
# How long a thread counts before it looks whether it should end.
_TURN_S: Final = 0.5


class Recorder(Protocol):
    """The part of a `PerfRecorder` that is used here."""

    @property
    def lost(self) -> int:
        """Records that found no room."""

    def poll(self, timeout: float = 0.0) -> list[Record]:
        """Return the records that have come, after at most ``timeout`` seconds."""

    def drain(self) -> list[Record]:
        """All records since the last call."""

    def comm(self, tid: int) -> str:
        """The name of a thread."""

    def close(self) -> None:
        """Stop recording."""


class Counting(Owned):
    """Counts in a thread of its own, so that the buffers of events never wait for a reader.

    Args:
        record: opens the recorder; its error is the reason why loads are not seen.

    Attributes:
        counts: so far; only to be read.
    """

    def __init__(self, record: Callable[[], Recorder]) -> None:
        self.counts = LoadCounts(record)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        if self.counts.hidden is None:
            self._thread = threading.Thread(target=self._count, name="loads", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop counting; a second call does nothing."""
        self._ended.set()
        if self._thread is not None:
            join(self._thread)
        self.counts.close()

    def _count(self) -> None:
        while not self._ended.is_set():
            self.counts.wait(_TURN_S)


class LoadCounts(Owned):
    """Counts from its creation on.

    Args:
        record: opens the recorder; its error is the reason why loads are not seen.

    Attributes:
        hidden: why nothing is counted, or None.
        loads: programs that came. A program counts once, whatever functions it has; trampolines
            and classic programs do not.
        unloads: programs that went.
        names: how often a program of this name came.
        loaders: process name -> programs, and the chunks that their code needed without the
            exception tables.
    """

    def __init__(self, record: Callable[[], Recorder]) -> None:
        self.loads = self.unloads = 0
        self.names: Counter[str] = Counter()
        self.loaders: dict[str, tuple[int, int]] = {}
        self.hidden: Unknown | None = None
        self._recorder: Recorder | None = None
        self._waiting: list[Record] = []
        try:
            self._recorder = record()
        except ProgpackError as error:
            self.hidden = Unknown(str(error))

    @property
    def lost(self) -> int:
        """Records that found no room; programs may be missing."""
        return 0 if self._recorder is None else self._recorder.lost

    def wait(self, seconds: float) -> None:
        """Count what comes within so many seconds; 0: what has come."""
        recorder = self._recorder
        if recorder is None:
            sleep(seconds)
            return
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._take(recorder.poll(min(left, STEP_S)), recorder)
        self._take(recorder.drain(), recorder)

    def count(self, what: str) -> Maybe[int]:
        """``loads``, ``unloads`` or ``lost``, or why they are not counted."""
        return self.hidden or int(getattr(self, what))

    def close(self) -> None:
        """Stop counting; a second call does nothing."""
        if self._recorder is not None:
            self._recorder.close()

    def _take(self, records: list[Record], recorder: Recorder) -> None:
        for event in assemble(self._whole(records)):
            if not isinstance(event, ProgramEvent):
                continue
            if not event.loaded:
                self.unloads += 1
                continue
            self.loads += 1
            # The symbol has the function's whole name where there is BTF, the program's is cut.
            self.names[event.name[: NAME_LENGTH - 1]] += 1
            comm = recorder.comm(event.tid) or f"pid {event.pid}"
            loads, chunks = self.loaders.get(comm, (0, 0))
            more = sum(-(-function.size // CHUNK) for function in event.functions)
            if comm in self.loaders or len(self.loaders) < _LOADERS_KEPT:
                self.loaders[comm] = (loads + 1, chunks + more)

    def _whole(self, records: list[Record]) -> list[Record]:
        """The records but the symbols of programs whose own record is still to come."""
        batch = [*self._waiting, *records]
        newest = batch[-1].time_ns if batch else 0
        ended: set[int] = set()
        ready: list[Record] = []
        waiting: list[Record] = []
        for record in reversed(batch):
            if isinstance(record, BpfEvent):
                ended.add(record.tid)
            waits = (
                isinstance(record, Ksymbol)
                and record.symbol.kind is SymbolKind.PROGRAM
                and record.tid not in ended
                and record.time_ns > newest - _PATIENCE_NS
            )
            (waiting if waits else ready).append(record)
        self._waiting = waiting[::-1]
        return ready[::-1]
