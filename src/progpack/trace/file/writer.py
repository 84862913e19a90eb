"""Writing trace files: whole gzip members, each with one call.

Events are collected and written as a complete member, at `TraceWriter.flush` and whenever there
is enough of them. So a recorder may be killed at any time: what was flushed can be read. Each
member begins and ends with a whole record.

A handler of a signal may raise in the middle, and a finalizer or a handler may record and flush
there. So a member is in the file from the one assignment that says so, and a flush that was cut
short before that is done again by the next; one that finds its own thread in the middle of another
leaves its work to that.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import sys
import threading
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Final

from progpack.errors import ObjectError, UsageError
from progpack.files import own_file
from progpack.owned import Owned
from progpack.trace.events import Event, TraceSource
from progpack.trace.file.format import Trace
from progpack.trace.file.members import Flaw, Members, compress
from progpack.trace.file.records import MAX_RECORD, encode
from progpack.trace.header import Header

__all__ = ["TraceWriter", "save"]

# Enough for the compression to be nearly that of one stream, little enough to lose.
_MEMBER: Final = 256 << 10
# Bytes, packed or not, of a member that is written again. It may be long, as what a full disk does
# not take is kept for the next member.
_MOST_LEFT: Final = 64 << 20
_GZIP: Final = 31  # window bits: 15, and 16 for the format of gzip
# Of zlib; higher ones cost twice the time of everything else together for a tenth of the size.
_LEVEL: Final = 2
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


class TraceWriter(Owned):
    """A writer of a trace; a context manager. Thread-safe.

    Appending keeps the events of a file; an incomplete member that a killed recorder left is
    written again as a complete one. In a child after fork() the writer does nothing, because the
    parent writes the events that it holds.

    Args:
        path: the file, which is created when there is none.
        header: where and how the trace is recorded.
        append: add to the events in the file; otherwise the file is replaced.

    Raises:
        UsageError: another writer has the file, or it was recorded on another machine or boot.
        ObjectError: the file cannot be opened, or it is to be appended to and is no trace, or a
            damaged one.
    """

    def __init__(
        self, path: str | os.PathLike[str], header: Header, *, append: bool = False
    ) -> None:
        self.path = Path(path)
        self.header = header
        self._name = os.fspath(path)
        self._lines: list[str] = []
        # About how many bytes they have.
        self._size = 0
        # The lines of the last member, which may still be among those above, and where it ends.
        self._written: tuple[list[str], int] = ([], 0)
        # Taken again by the same thread when a finalizer that the garbage collector runs in the
        # middle of a write records what it freed.
        self._lock = threading.RLock()
        # Whether the file is to be closed, and whether there is a last line.
        self._closing = self._ended = False
        self._owner = os.getpid()
        first = header.encode()
        if len(first) > MAX_RECORD:
            raise UsageError(f"a header of {len(first)} bytes; at most {MAX_RECORD} can be read")
        try:
            self._file = own_file(self.path)
        except OSError as error:
            raise self._failed(error) from error
        try:
            self._claim()
            end = self._resume() if append else 0
            os.ftruncate(self._fd, end)
            self._written = [], end
            if not end:
                self._add(first.encode("ascii"), [])
        except BaseException as error:
            self._file.close()
            if isinstance(error, OSError):
                raise self._failed(error) from error
            raise

    def write(self, event: Event) -> None:
        """Add an event.

        Raises:
            UsageError: the value is no event, its record has more than 1 MiB, or the writer is
                closed.
            ObjectError: the file cannot be written; the events are kept for another attempt.
        """
        record = encode(event)
        # Before the lock, which in a child may be held by a thread that is not there any more.
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._lines.append(record)
            self._size += len(record)
            if self._size >= _MEMBER:
                self._flush()
            # Looked at last: it may have been closed meanwhile, with the record or without it.
            if self._ended and self._lines and self._lines[-1] is record:
                self._lines.pop()
                raise UsageError(f"{self._name}: the writer is closed")

    def write_all(self, events: Iterable[Event]) -> int:
        """Add events, and return how many; errors as for `write`."""
        count = 0
        for count, event in enumerate(events, 1):  # noqa: B007
            self.write(event)
        return count

    def flush(self, *, sync: bool = False) -> None:
        """Write the buffered events, so that the file has them even if this process is killed.

        Args:
            sync: wait until they are on the disk, so that they survive a crash of the machine.

        Raises:
            ObjectError: the file cannot be written; the events are kept for another attempt.
        """
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._flush()
            if sync and not self._file.closed:
                try:
                    os.fsync(self._fd)
                except OSError as error:
                    raise self._failed(error) from error

    def close(self) -> None:
        """Write the buffered events and close the file. A second call does nothing.

        When the handler of a signal raises in the middle of it, the second call does the rest.

        Raises:
            ObjectError: the file cannot be written; it is closed all the same.
        """
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._closing = True
            self._flush()

    def _flush(self) -> None:
        """Write what is held, and close the file if that is wanted.

        In the middle of a flush of this thread nothing happens: that one does it.
        """
        if self._file.closed or self._is_flushing(sys._getframe(1)):
            return
        try:
            self._write_lines()
            if self._closing:
                self._ended = True
                self._write_lines()
        except ObjectError:
            if self._closing:
                self._shut()
            raise
        if self._closing:
            self._shut()

    def _write_lines(self) -> None:
        self._forget_written()
        while self._lines:  # again for what a finalizer recorded meanwhile
            lines = self._lines[:]
            self._add("".join(lines).encode("ascii"), lines)
            self._forget_written()

    def _is_flushing(self, frame: FrameType | None) -> bool:
        """Whether a stack has a flush of this writer."""
        flush = self._flush.__code__
        while frame is not None:
            if frame.f_code is flush and frame.f_locals.get("self") is self:
                return True
            frame = frame.f_back
        return False

    def _forget_written(self) -> None:
        """Take the lines of the last member from those that are held."""
        lines, end = self._written
        if lines and self._lines and self._lines[0] is lines[0]:
            del self._lines[: len(lines)]
        self._written = [], end
        self._size = sum(map(len, self._lines))

    def _shut(self) -> None:
        self._ended = True
        # A child may have the same open file, and would keep the lock.
        self._unlock()
        self._file.close()

    def _add(self, text: bytes, lines: list[str]) -> None:
        """Add a member with some lines; all of it or nothing."""
        data = memoryview(compress(text, _LEVEL))
        try:
            if os.fstat(self._fd).st_size != self._end:
                os.ftruncate(self._fd, self._end)  # what an exception left of another attempt
            end = self._end
            while data:
                written = os.pwrite(self._fd, data, end)
                data = data[written:]
                end += written
        except OSError as error:
            self._take_back()
            raise self._failed(error) from error
        self._written = lines, end

    def _take_back(self) -> None:
        """Cut off what was written of a member."""
        try:
            os.ftruncate(self._fd, self._end)
        except OSError as error:
            raise self._failed(error) from error

    @property
    def _end(self) -> int:
        """Offset in the file at which the next member begins, in bytes."""
        return self._written[1]

    @property
    def _fd(self) -> int:
        return self._file.fileno()

    def _claim(self) -> None:
        """Claim the file for this writer: two would write over each other."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{self._name}: another recorder is writing to it") from error
        except OSError as error:
            # Some file systems have no locks; then nobody can know.
            if error.errno not in _NO_LOCKS:
                raise

    def _unlock(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_UN)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise

    def _resume(self) -> int:
        """Check what is there and repair its end; the offset at which to go on."""
        if not os.fstat(self._fd).st_size:
            return 0
        differs = Trace(self.path, strict=False).header.differs_from(self.header)
        if differs:
            raise UsageError(
                f"{self._name}: it was recorded with another {differs}; write to another file"
            )
        rest = b""
        last = b"\n"
        with open(self._fd, "rb", closefd=False) as stream:
            stream.seek(0)
            members = Members(stream)
            for piece in members:
                if not isinstance(piece, Flaw):
                    last = piece[-1:] or last
                elif piece.cut:
                    rest = _rescue(stream, piece.offset, self._name)
                else:
                    raise ObjectError(
                        f"{self._name}: byte {piece.offset}: {piece.text}; only what is undamaged "
                        "and compressed can be appended to"
                    )
        self._written = [], members.end
        if rest or last != b"\n":
            self._add(rest or b"\n", [])
        return self._end

    def _failed(self, error: OSError) -> ObjectError:
        return ObjectError(f"{self._name}: {error.strerror or error}")


def save(path: str | os.PathLike[str], source: TraceSource) -> int:
    """Write a source as a trace file, which is replaced; how many events there were.

    Raises:
        ObjectError: the source cannot be read or the file not be written.
        UsageError: as for `TraceWriter`.
    """
    with TraceWriter(path, source.header) as writer:
        return writer.write_all(source)


def _rescue(stream: io.BufferedReader, start: int, name: str) -> bytes:
    """The whole records of the incomplete member at an offset.

    Raises:
        ObjectError: there are more than a recorder leaves.
    """
    stream.seek(start)
    inflate = zlib.decompressobj(_GZIP)
    text = inflate.decompress(stream.read(_MOST_LEFT), _MOST_LEFT)
    if len(text) == _MOST_LEFT or stream.read(1):
        raise ObjectError(
            f"{name}: the member at byte {start} is cut off, and has more than the"
            f" {_MOST_LEFT:,} bytes that a recorder leaves; write to another file"
        )
    return text[: text.rfind(b"\n") + 1]
