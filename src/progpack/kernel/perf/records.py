"""Records of perf events that tell of BPF code: decoding, and what belongs together.

Layouts are those of ``include/uapi/linux/perf_event.h`` (Linux 6.18). A program that is loaded
gives a KSYMBOL record for each of its functions, the main one first, and then one BPF_EVENT; so
does a program that is unloaded (``perf_event_bpf_event()`` in ``kernel/events/core.c``).
Trampolines and dispatchers give a KSYMBOL alone. Classic BPF gives nothing at all.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from progpack.errors import ObjectError
from progpack.kernel.perf.abi import COMM_EXEC, KSYMBOL_UNREGISTER, RecordType, SampleType
from progpack.kernel.proc.symbols import BpfSymbol, SymbolKind, parse_bpf_symbol

__all__ = [
    "BpfEvent",
    "Comm",
    "Fork",
    "Ksymbol",
    "Layout",
    "Lost",
    "ProgramEvent",
    "Record",
    "ThreadNames",
    "assemble",
]

_HEADER: Final = 8
_PROG_LOAD: Final = 1
_PROG_UNLOAD: Final = 2
# Functions of one program: BPF_MAX_SUBPROGS in include/linux/bpf_verifier.h.
_MOST_FUNCTIONS: Final = 256

# What stands at the end of a record, in this order: perf_event__output_id_sample() in
# kernel/events/core.c.
_TRAILER: Final = {
    SampleType.TID: ("ii", ("pid", "tid")),
    SampleType.TIME: ("q", ("time",)),
    SampleType.ID: ("Q", ("id",)),
    SampleType.STREAM_ID: ("Q", ("stream",)),
    SampleType.CPU: ("iI", ("cpu", "")),
    SampleType.IDENTIFIER: ("Q", ("identifier",)),
}
# Bytes of a record's header and fixed part.
_LEAST: Final[dict[int, int]] = {
    RecordType.LOST: 24,
    RecordType.COMM: 16,
    RecordType.FORK: 32,
    RecordType.LOST_SAMPLES: 16,
    RecordType.KSYMBOL: 24,
    RecordType.BPF_EVENT: 24,
}


@dataclass(frozen=True, slots=True)
class Ksymbol:
    """A piece of kernel code came or went (PERF_RECORD_KSYMBOL).

    Attributes:
        time_ns: nanoseconds of the recording's clock; -1 when the record has none.
        cpu: where it happened; -1 when the record does not say.
        pid: process that did it, -1 when the record does not say. An unload is often the work
            of a kernel thread.
        tid: its thread.
        registered: True when it came, False when it went.
        address: address of its first byte.
        size: bytes of machine code. For a trampoline it may be a whole page, whatever is used.
        name: as in ``/proc/kallsyms``.
        type: ``PERF_RECORD_KSYMBOL_TYPE_*``: 1 is BPF.
        flags: as the kernel gave them.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    registered: bool
    address: int
    size: int
    name: str
    type: int
    flags: int

    @property
    def symbol(self) -> BpfSymbol:
        """Read the symbol's kind, tag and program from its name."""
        return _parsed(self.name, self.address)


@dataclass(frozen=True, slots=True)
class BpfEvent:
    """A program was loaded or unloaded (PERF_RECORD_BPF_EVENT).

    Attributes:
        time_ns: as for `Ksymbol`; so are ``cpu``, ``pid`` and ``tid``.
        loaded: True for a load, False for an unload.
        id: the system-wide id.
        tag: 16 hexadecimal digits.
        flags: as the kernel gave them.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    loaded: bool
    id: int
    tag: str
    flags: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Records that found no room in the ring buffer (PERF_RECORD_LOST, ..._LOST_SAMPLES).

    The kernel writes it when there is room again, so the loss was before ``time_ns`` and after
    the record before it of the same CPU.

    Attributes:
        time_ns: as for `Ksymbol`; so are ``cpu``, ``pid`` and ``tid``.
        count: how many, of any type.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    count: int


@dataclass(frozen=True, slots=True)
class Comm:
    """A thread changed its name (PERF_RECORD_COMM).

    Attributes:
        time_ns: as for `Ksymbol`; so are ``cpu``, ``pid`` and ``tid``, those of the thread.
        name: at most 15 characters.
        exec: whether it was by an exec.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    name: str
    exec: bool


@dataclass(frozen=True, slots=True)
class Fork:
    """A thread came (PERF_RECORD_FORK); it has its parent's name.

    Attributes:
        time_ns: as for `Ksymbol`; so are ``cpu``, ``pid`` and ``tid``, those of the parent.
        child: the new thread.
        parent: the thread that made it.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    child: int
    parent: int


Record: TypeAlias = Ksymbol | BpfEvent | Lost | Comm | Fork

# Asked for several times of each record, and again when it goes.
_parsed = lru_cache(maxsize=4096)(parse_bpf_symbol)


class Layout:
    """The layout of the records of one event: what stands at their end, in which byte order.

    Args:
        sample_type: the event's ``sample_type``; only what `SampleType` has matters.
        sample_id_all: whether records that are not samples have those fields too.
        order: ``<`` or ``>``, as `struct` has it.
        cpu: on which all of them were written, where they do not say it themselves; -1: unknown.
    """

    __slots__ = (
        "_bpf",
        "_cpu",
        "_default",
        "_fork",
        "_header",
        "_ksymbol",
        "_pair",
        "_pid",
        "_tid",
        "_time",
        "_trailer",
        "_word",
    )

    def __init__(self, sample_type: int, *, sample_id_all: bool, order: str, cpu: int = -1) -> None:
        parts = [p for p in _TRAILER if sample_type & p] if sample_id_all else []
        names = [name for part in parts for name in _TRAILER[part][1]]
        self._trailer = struct.Struct(order + "".join(_TRAILER[part][0] for part in parts))

        def place(name: str) -> int:
            # What a record does not have is put behind what was read.
            return names.index(name) if name in names else len(names) + (name == "cpu")

        self._default = (-1, cpu)
        self._time, self._cpu = place("time"), place("cpu")
        self._pid, self._tid = place("pid"), place("tid")
        self._ksymbol = struct.Struct(f"{order}QIHH")
        self._bpf = struct.Struct(f"{order}HHI8s")
        self._fork = struct.Struct(f"{order}IIII")
        self._pair = struct.Struct(f"{order}ii")
        self._header = struct.Struct(f"{order}IHH")
        self._word = struct.Struct(f"{order}Q")

    def records(self, data: bytes) -> Iterator[Record]:
        """The records in ``data``, one behind the other, without those of other types.

        Raises:
            ObjectError: a record is too short or is cut off.
        """
        header, at, end = self._header.unpack_from, 0, len(data)
        while at < end:
            if end - at < _HEADER:
                raise ObjectError(f"perf record at {at}: its header is cut off")
            kind, misc, size = header(data, at)
            if not _HEADER <= size <= end - at:
                raise ObjectError(f"perf record at {at}: {size} bytes of {end - at} that are left")
            record = self.decode(kind, misc, data, at, size)
            if record is not None:
                yield record
            at += size

    def decode(self, kind: int, misc: int, data: bytes, at: int, size: int) -> Record | None:
        """The record of type ``kind`` at ``data[at : at + size]``, header included.

        None for a type that is not read here.

        Raises:
            ObjectError: the record is too short for its type.
        """
        if kind not in _LEAST:
            return None
        # What all records have is looked for behind the fixed part and the name, not before the
        # end: with several listeners, the kernel adds to the size for each one that it has written
        # to before (perf_event_ksymbol_output() and perf_event_bpf_output() in
        # kernel/events/core.c do not put it back), and what is behind is of no meaning.
        if kind == RecordType.KSYMBOL:
            zero = data.find(b"\0", at + 24, at + size)
            end = at + size if zero < 0 else at + (zero - at + 8) // 8 * 8
        elif kind == RecordType.BPF_EVENT:
            end = at + 24
        else:
            end = at + size - self._trailer.size
        if end < at + _LEAST[kind] or end + self._trailer.size > at + size:
            raise ObjectError(f"perf record of type {kind}: {size} bytes are too short for it")
        trailer = self._trailer.unpack_from(data, end) + self._default
        where = (trailer[self._time], trailer[self._cpu], trailer[self._pid], trailer[self._tid])
        if kind == RecordType.KSYMBOL:
            address, length, what, flags = self._ksymbol.unpack_from(data, at + _HEADER)
            name = data[at + 24 : zero if zero >= 0 else end].decode("utf-8", "replace")
            known = not flags & KSYMBOL_UNREGISTER
            return Ksymbol(*where, known, address, length, name, what, flags)
        if kind == RecordType.BPF_EVENT:
            what, flags, number, tag = self._bpf.unpack_from(data, at + _HEADER)
            if what not in (_PROG_LOAD, _PROG_UNLOAD):
                return None
            return BpfEvent(*where, what == _PROG_LOAD, number, tag.hex(), flags)
        if kind == RecordType.COMM:
            pid, tid = self._pair.unpack_from(data, at + _HEADER)
            name = _text(data, at + 16, end)
            # Not the ids at the end: those of a record that perf made up itself are zero.
            return Comm(*where[:2], pid, tid, name, bool(misc & COMM_EXEC))
        if kind == RecordType.FORK:
            _, _, child, parent = self._fork.unpack_from(data, at + _HEADER)
            return Fork(*where, child, parent)
        # LOST has the event's id before the count, LOST_SAMPLES the count alone.
        (count,) = self._word.unpack_from(data, at + (16 if kind == RecordType.LOST else 8))
        return Lost(*where, count)


def _text(data: bytes, start: int, end: int) -> str:
    """A string that ends with a zero byte or with its record, padded to 8 bytes."""
    return data[start:end].partition(b"\0")[0].decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ProgramEvent:
    """A program was loaded or unloaded, with what was said of its functions.

    Attributes:
        time_ns: nanoseconds of the BPF_EVENT; see `Ksymbol` for this and ``cpu``, ``pid``, ``tid``.
        loaded: True for a load, False for an unload.
        id: the system-wide id.
        tag: 16 hexadecimal digits, of the whole program.
        functions: one for each function, the main one first; empty when the program is not
            JITed or when the records were lost.
    """

    time_ns: int
    cpu: int
    pid: int
    tid: int
    loaded: bool
    id: int
    tag: str
    functions: tuple[Ksymbol, ...]

    @property
    def name(self) -> str:
        """The program's name, at most 15 characters; ``""`` when it has none or none is known."""
        return self.functions[0].symbol.program if self.functions else ""


def assemble(records: Iterable[Record]) -> Iterator[ProgramEvent | Ksymbol | Lost]:
    """Put together what belongs to one program; everything else passes through.

    A `ProgramEvent` comes where its BPF_EVENT was. Symbols of programs whose BPF_EVENT is not
    there (it was lost, or the recording ended) come by themselves. Names of threads are left out.

    Args:
        records: in the order of time, as the readers give them.
    """
    # The records of one program are written by one thread, one after the other, but the thread
    # may change its CPU in between.
    waiting: dict[int, list[Ksymbol]] = {}
    for record in records:
        if isinstance(record, BpfEvent):
            symbols = waiting.pop(record.tid, [])
            start = _main_function(symbols, record)
            yield from symbols[:start]
            yield ProgramEvent(
                record.time_ns,
                record.cpu,
                record.pid,
                record.tid,
                record.loaded,
                record.id,
                record.tag,
                tuple(symbols[start:]),
            )
        elif isinstance(record, Ksymbol) and record.symbol.kind is SymbolKind.PROGRAM:
            symbols = waiting.setdefault(record.tid, [])
            symbols.append(record)
            if len(symbols) > _MOST_FUNCTIONS:
                yield symbols.pop(0)
        elif not isinstance(record, (Comm, Fork)):
            yield record
    for symbols in waiting.values():
        yield from symbols


def _main_function(symbols: list[Ksymbol], event: BpfEvent) -> int:
    """Index of the main function of the program that ``event`` is about, or one past the end.

    It is the last one that has the program's tag; what stands before it lost its own event.
    """
    for index in range(len(symbols) - 1, -1, -1):
        symbol = symbols[index]
        if symbol.registered == event.loaded and symbol.symbol.tag == event.tag:
            return index
    return len(symbols)


class ThreadNames:
    """Names of threads: what a recording says of them, ``/proc`` where it has said nothing yet.

    Keeps the names of the last 4,096 threads.

    Args:
        proc: where ``/proc`` is; None for a recording of another time or machine.
        follows: whether `see` is told of every change; else ``/proc`` is read each time.
    """

    __slots__ = ("_follows", "_proc", "_seen")

    _MOST = 4096
    _GENERATIONS = 16

    def __init__(self, proc: Path | None = None, *, follows: bool = True) -> None:
        self._proc = proc
        self._follows = follows
        # A name, or the thread whose name it had when it began.
        self._seen: dict[int, str | int] = {}

    def see(self, record: Record) -> None:
        """Take note of a name, or of a new thread that has its parent's; others are ignored."""
        if isinstance(record, Comm):
            self._keep(record.tid, record.name)
        elif isinstance(record, Fork):
            self._keep(record.child, record.parent)

    def of(self, tid: int) -> str:
        """The name of thread ``tid``, at most 15 characters, or ``""`` when nobody knows."""
        for _ in range(self._GENERATIONS):
            name = self._seen.get(tid)
            if isinstance(name, str):
                return name
            living = self._living(tid)
            if living is not None or name is None:
                return living or ""
            tid = name
        return ""

    def forget(self) -> None:
        """Names may have changed unseen."""
        self._seen.clear()

    def _living(self, tid: int) -> str | None:
        if self._proc is None:
            return None
        try:
            name = (self._proc / str(tid) / "comm").read_text("utf-8", "replace").rstrip("\n")
        except OSError:
            return None
        if self._follows:
            self._keep(tid, name)
        return name

    def _keep(self, tid: int, name: str | int) -> None:
        self._seen.pop(tid, None)
        self._seen[tid] = name
        if len(self._seen) > self._MOST:
            del self._seen[next(iter(self._seen))]
