"""Trace files: gzip JSON lines, the header first.

A file is read as a stream, whatever its size. `zcat` shows it, one event a line; record 1 is the
header, and the numbers in messages are those of the lines. Files that were written one after the
other into one (``cat a b > c``) are one trace when their headers agree. Plain JSON lines without
gzip are read too.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from progpack.errors import ObjectError, UsageError
from progpack.trace.events import Event
from progpack.trace.file.members import Flaw, Members
from progpack.trace.file.records import DECODERS, MAX_RECORD, decode
from progpack.trace.header import MAGIC, VERSION, Header
from progpack.trace.statistics import Statistics, collect

__all__ = ["Problem", "Trace", "TraceReader"]

_GZIP_MAGIC: Final = b"\x1f\x8b"
_READ: Final = 256 << 10
# Beyond this many problems are counted only.
_PROBLEMS: Final = 1000
# What raw_decode() calls, without the call; ends with StopIteration where nothing begins.
_decoder: Any = json.JSONDecoder()
_scan: Final = _decoder.scan_once


@dataclass(frozen=True, slots=True)
class Problem:
    """A damaged or missing place of a trace file.

    Attributes:
        record: number of the record, from 1, which is the header: where it would have been, for
            records that are missing.
        text: what is wrong there.
    """

    record: int
    text: str

    def __str__(self) -> str:
        return f"record {self.record}: {self.text}"


class TraceReader:
    """One pass over a trace: an iterator over its events.

    Args:
        stream: the file, from its start; it is never sought, so a pipe will do.
        name: what messages call it.
        strict: whether anything wrong ends the reading. Else it is skipped and noted. What is left
            of a gzip member whose end is missing is read too, though its checksum is missing.

    Attributes:
        header: where and how the trace was recorded.
        record: number of the latest record that was read; record 1 is the header.
        problems: what was skipped; the first 1000 of them.
        skipped: how many problems there were.

    Raises:
        ObjectError: the file is no trace, one of a later version, or the header is damaged. While
            iterating, in strict mode: the file is damaged or cut off; says at which record. Events
            before that record have been given.
    """

    def __init__(self, stream: IO[bytes], name: str, *, strict: bool = True) -> None:
        self._name = name
        self._strict = strict
        self.record = 0
        self.problems: list[Problem] = []
        self.skipped = 0
        self._ended = False
        self._blocks = self._split(_pieces(stream))
        try:
            first = next(self._blocks, None)
        except OSError as error:
            raise _unreadable(name, error) from error
        if not first:
            raise ObjectError(f"{name}: no trace: {self._why_empty()}")
        self.record = 1
        self.header = self._header(first[0])
        self._rest = first[1:]

    def __iter__(self) -> Iterator[Event]:
        try:
            yield from self._events(self._rest)
            self._rest = []
            for lines in self._blocks:
                if self._ended:
                    return
                yield from self._events(lines)
        except OSError as error:
            raise _unreadable(self._name, error) from error

    def _events(self, lines: list[str]) -> Iterator[Event]:
        for line in lines:
            self.record += 1
            try:
                record, end = _scan(line, 0)
                event = DECODERS[record["event"]](record)
                if end != len(line):
                    raise ValueError("something follows the record")
            except (ValueError, LookupError, TypeError, RecursionError, StopIteration):
                # Rare and slow: find out what is wrong, if anything is.
                again = self._event(line)
                if again is None:
                    if self._ended:
                        return
                    continue
                event = again
            yield event

    def _event(self, line: str) -> Event | None:
        """The event of a line that is not exactly as the writer makes them, if it has one."""
        if not line.strip():
            return None
        try:
            record = _parse(line)
            if MAGIC not in record:
                return decode(record)
        except UsageError as error:
            self._problem(str(error))
            return None
        self._follows(line)
        return None

    def _follows(self, line: str) -> None:
        """A second header: allowed when it is of the same machine, boot and clock."""
        differs = self._header(line).differs_from(self.header)
        if differs:
            self._ended = True
            self._problem(
                f"another recording begins here, with another {differs}; keep it in a file of its "
                "own"
            )

    def _header(self, line: str) -> Header:
        where = f"{self._name}: record {self.record}"
        try:
            record = _parse(line)
            version = record.get(MAGIC)
            if version is None:
                raise UsageError(f'no trace: there is no "{MAGIC}" in its first record')
            if type(version) is not int or version < 1:
                raise UsageError(f"{version!r:.80} is no version of a trace")
            if version > VERSION:
                raise UsageError(
                    f"a trace of version {version}; this progpack reads up to {VERSION}: read it "
                    "with a newer one"
                )
            return Header.from_record(record)
        except UsageError as error:
            lost = f"; before it, {self.problems[0].text}" if self.problems else ""
            raise ObjectError(f"{where}: {error}{lost}") from error

    def _split(self, pieces: Iterable[bytes | Flaw]) -> Iterator[list[str]]:
        """Whole lines, a block at a time, of text that comes in pieces."""
        rest = b""
        overlong = False
        for piece in pieces:
            if isinstance(piece, Flaw):
                self._flaw(piece)
                # A line does not go on behind what is missing.
                rest, overlong = b"", False
                continue
            text = rest + piece
            if overlong:
                # Nothing is left of the record that was too long but its line end.
                end = text.find(b"\n")
                if end < 0:
                    continue
                text, overlong = text[end:], False
            head, newline, rest = text.rpartition(b"\n")
            if newline:
                yield _lines(head)
            if len(rest) > MAX_RECORD:
                self._problem(f"more than {MAX_RECORD} bytes without a line end", ahead=1)
                rest, overlong = b"", True
        if rest:
            yield _lines(rest)

    def _flaw(self, flaw: Flaw) -> None:
        cure = "; strict=False (--lenient) reads what is there" if self._strict else ""
        what = "the gzip member" if flaw.cut else "a gzip member"
        self._problem(f"{what} at byte {flaw.offset}: {flaw.text}{cure}", ahead=1)

    def _problem(self, text: str, *, ahead: int = 0) -> None:
        """Raises in strict mode, else takes a note.

        Args:
            text: what is wrong.
            ahead: 1 when it is with what comes after the latest record.
        """
        problem = Problem(self.record + ahead, text)
        if self._strict:
            raise ObjectError(f"{self._name}: {problem}")
        self.skipped += 1
        if self.skipped <= _PROBLEMS:
            self.problems.append(problem)

    def _why_empty(self) -> str:
        return self.problems[0].text if self.problems else "the file is empty"


class Trace:
    """A trace file. Each iteration reads it from the start.

    Args:
        path: the file.
        strict: see `TraceReader`.

    Attributes:
        path: the file.
        header: where and how the trace was recorded.

    Raises:
        ObjectError: as for `TraceReader`, also when the file cannot be opened.
    """

    def __init__(self, path: str | os.PathLike[str], *, strict: bool = True) -> None:
        self.path = Path(path)
        self._strict = strict
        self._open: BinaryIO | None = None
        self._size = 0
        with self._stream() as stream:
            self._reader = self._read(stream)
        self.header = self._reader.header

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, strict: bool = True) -> Trace:
        """Open the trace in a file; the arguments and errors are those of the class."""
        return cls(path, strict=strict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The records that the latest iteration skipped; none in strict mode."""
        return tuple(self._reader.problems)

    @property
    def skipped(self) -> int:
        """The number of problems of the latest iteration."""
        return self._reader.skipped

    @property
    def record(self) -> int:
        """The number of the last record that the latest iteration has read."""
        return self._reader.record

    @property
    def share(self) -> float | None:
        """The share of the file that the latest iteration has read, 0 to 1; None: unknown."""
        stream = self._open
        if stream is None or stream.closed or not self._size:
            return None
        return min(stream.tell() / self._size, 1.0)

    def __iter__(self) -> Iterator[Event]:
        with self._stream() as stream:
            self._open = stream
            self._size = self._size_of(stream)
            self._reader = self._read(stream)
            yield from self._reader

    def records(self) -> Iterator[tuple[int, Event]]:
        """Yield each event with the number of its record: its place in the order of events."""
        with self._stream() as stream:
            self._reader = reader = self._read(stream)
            for event in reader:
                yield reader.record, event

    def statistics(self) -> Statistics:
        """Read the trace once and count its content, in bounded memory."""
        return collect(self)

    def _stream(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _unreadable(os.fspath(self.path), error) from error

    def _size_of(self, stream: BinaryIO) -> int:
        """Bytes in the file; 0 when it is no plain file."""
        status = os.fstat(stream.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else 0

    def _read(self, stream: BinaryIO) -> TraceReader:
        return TraceReader(stream, os.fspath(self.path), strict=self._strict)


def _pieces(stream: IO[bytes]) -> Iterator[bytes | Flaw]:
    """The text of a file, compressed or not."""
    first = stream.read(len(_GZIP_MAGIC))
    if first.startswith(_GZIP_MAGIC):
        yield from Members(stream, first)
        return
    yield first
    while piece := stream.read(_READ):
        yield piece


def _lines(text: bytes) -> list[str]:
    """Lines of ASCII or UTF-8. Bytes that are neither become lone surrogates, as in file names."""
    return text.decode("utf-8", "surrogateescape").split("\n")


def _parse(line: str) -> dict[str, Any]:
    """The object on a line.

    Raises:
        UsageError: there is none.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not JSON: {error}: {line!r:.60}") from error
    if not isinstance(record, dict):
        raise UsageError(f"not an object: {line!r:.60}")
    return record


def _unreadable(name: str, error: OSError) -> ObjectError:
    return ObjectError(f"{name}: {error.strerror or error}")
