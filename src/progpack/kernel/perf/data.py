"""``perf.data`` files: what plain ``perf record -e dummy -a`` has recorded of BPF code.

The layout is that of ``tools/perf/Documentation/perf.data-file-format.txt`` (Linux 6.18). Files
of either byte order are read, in constant memory. Not read: the pipe format, directories
(``--threads``) and compressed files (``-z``). perf asks for symbols and programs by itself, and
it writes one record for each that is there at the beginning; those have time 0.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, Final

from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.perf.abi import AttrFlag, RecordType, SampleType, has_flag
from progpack.kernel.perf.records import Layout, Record
from progpack.known import Maybe, Unknown
from progpack.owned import Owned

__all__ = ["PerfData"]

_MAGIC: Final = b"PERFILE2"
_HEADER_SIZE: Final = 104
_ATTR_LEAST: Final = 64
_BLOCK: Final = 1 << 20
_LARGEST: Final = 1 << 16
# Features that are read, by their bit: tools/perf/util/header.h.
_OSRELEASE, _ARCH = 4, 6
# Records that perf itself writes: tools/lib/perf/include/perf/event.h.
_FINISHED_ROUND: Final = 68
_AUXTRACE: Final = 71
_COMPRESSED: Final = (81, 83)
_TIME = attrgetter("time_ns")


@dataclass(frozen=True, slots=True)
class _Event:
    """The attributes of one recorded event, as far as decoding its records needs them."""

    sample_type: int
    layout: Layout
    ids: tuple[int, ...]
    symbols: bool


class PerfData(Owned):
    """A ``perf.data`` file; a context manager.

    Attributes:
        path: path of the file.
        release: the kernel's release where it was recorded (``uname -r``), when the file says.
        arch: the machine, as ``uname -m`` has it, when the file says.
        complete: False when perf was killed before it wrote its header to the end; `records`
            then reads what is there.

    Raises:
        ObjectError: the file is not a perf.data file, or its header is damaged.
        MissingFeatureError: the file has nothing about symbols and programs.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        try:
            self._file: BinaryIO = self.path.open("rb")
        except OSError as error:
            raise ObjectError(f"{path}: {error.strerror or error}") from None
        try:
            self._open()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._file.close()

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Records about symbols, programs, threads and losses, in the order of time.

        Args:
            strict: False ends at the first record that cannot be read, without an error.

        Raises:
            ObjectError: a record is cut off or damaged; the message has the record's number.
            MissingFeatureError: the file is compressed.
        """
        # perf writes one CPU's buffer after the other. When a round over all of them is finished,
        # nothing older than the newest record of the round before can come any more.
        waiting: list[Record] = []
        newest, flushed = -1, -1
        try:
            for kind, misc, data in self._raw():
                if kind == _FINISHED_ROUND:
                    waiting.sort(key=_TIME)
                    cut = _cut(waiting, flushed)
                    yield from waiting[:cut]
                    del waiting[:cut]
                    flushed = newest
                    continue
                record = self._layout_of(data).decode(kind, misc, data, 0, len(data))
                if record is not None:
                    waiting.append(record)
                    newest = max(newest, record.time_ns)
        except ObjectError:
            if strict:
                raise
        waiting.sort(key=_TIME)
        yield from waiting

    def _open(self) -> None:
        data = self._file.read(_HEADER_SIZE)
        self._order = {_MAGIC: "<", _MAGIC[::-1]: ">"}.get(data[:8], "")
        if not self._order:
            raise self._error("it does not begin with PERFILE2")
        if len(data) < _HEADER_SIZE:
            raise self._error("its header is cut off (the pipe format is not read)")
        words: tuple[int, ...] = struct.unpack(f"{self._order}13Q", data)
        attr_size, attrs, size = words[2], words[3], words[4]
        self._start, self._size = words[5], words[6]
        self._length = self.path.stat().st_size
        if self._start > self._length:
            raise self._error("its data are cut off")
        self.complete = self._size > 0
        if not self.complete:
            self._size = self._length - self._start
        self._events = self._read_events(attr_size, attrs, size)
        self._layout, self._by_id = self._layouts()
        features = sum(word << 64 * i for i, word in enumerate(words[9:13]))
        self.release, self.arch = self._features(features)

    def _read_events(self, attr_size: int, start: int, size: int) -> list[_Event]:
        entry = attr_size
        if entry < _ATTR_LEAST + 16 or size % entry or not size:
            raise self._error(f"{size} bytes of events do not fit entries of {entry} bytes")
        if size > _BLOCK:
            raise self._error(f"{size} bytes of events are too many")
        table = self._at(start, size, "events")
        return [self._event(table[at : at + entry]) for at in range(0, size, entry)]

    def _event(self, entry: bytes) -> _Event:
        order = self._order
        (sample_type,) = struct.unpack_from(f"{order}Q", entry, 24)
        (flags,) = struct.unpack_from(f"{order}Q", entry, 40)
        start, size = struct.unpack(f"{order}QQ", entry[-16:])
        if size > _BLOCK:
            raise self._error(f"{size} bytes of ids of one event are too many")
        count = size // 8
        ids = struct.unpack(f"{order}{count}Q", self._at(start, count * 8, "ids"))
        byteorder = "little" if order == "<" else "big"
        on_all = has_flag(flags, AttrFlag.SAMPLE_ID_ALL, byteorder)
        layout = Layout(sample_type, sample_id_all=on_all, order=order)
        symbols = has_flag(flags, AttrFlag.KSYMBOL, byteorder)
        return _Event(sample_type if on_all else 0, layout, ids, symbols)

    def _layouts(self) -> tuple[Layout, dict[int, Layout]]:
        """The layout of all records, or those of each event's id when they differ."""
        events = self._events
        if not any(event.symbols for event in events):
            raise MissingFeatureError(
                f"{self.path}: it has no records of symbols and programs; record with a perf and "
                "a kernel that know them, and as root: perf record -e dummy -a"
            )
        tail = sum(SampleType)
        if len({event.sample_type & tail for event in events}) == 1:
            return events[0].layout, {}
        if not all(event.sample_type & SampleType.IDENTIFIER for event in events):
            raise self._error("its events have different records, and no id says which is which")
        by_id = {number: event.layout for event in events for number in event.ids}
        return events[0].layout, by_id

    def _layout_of(self, data: bytes) -> Layout:
        if not self._by_id:
            return self._layout
        (number,) = struct.unpack(f"{self._order}Q", data[-8:])
        # Records that perf made itself have the id 0 and the first event's layout.
        return self._by_id.get(number, self._layout)

    def _features(self, present: int) -> tuple[Maybe[str], Maybe[str]]:
        """Release and machine from the sections behind the data."""
        strings: dict[int, str] = {}
        if self.complete:
            at = self._start + self._size
            for bit in range(_ARCH + 1):
                if not present >> bit & 1:
                    continue
                start, size = struct.unpack(f"{self._order}QQ", self._at(at, 16, "features"))
                at += 16
                if bit in (_OSRELEASE, _ARCH):
                    strings[bit] = self._string(start, size)
        missing = Unknown(f"{self.path} does not say")
        return strings.get(_OSRELEASE, missing), strings.get(_ARCH, missing)

    def _string(self, start: int, size: int) -> str:
        data = self._at(start, min(size, 4096), "features")
        return data[4:].partition(b"\0")[0].decode("utf-8", "replace")

    def _raw(self) -> Iterator[tuple[int, int, bytes]]:
        """Type, misc word and bytes of each record, from the file's beginning."""
        header = struct.Struct(f"{self._order}IHH")
        buffer, at, number = b"", 0, 0
        place, end = self._start, self._start + self._size
        while True:
            if len(buffer) - at < _LARGEST and place < end:
                self._file.seek(place)
                fresh = self._file.read(min(_BLOCK, end - place))
                # A file that is shorter than its header says ends here.
                place = place + len(fresh) if fresh else end
                buffer, at = buffer[at:] + fresh, 0
            left = len(buffer) - at
            if not left:
                break
            if left < 8:
                raise self._error(f"record {number} is cut off after {left} bytes")
            kind, misc, size = header.unpack_from(buffer, at)
            if not 8 <= size <= left:
                raise self._error(f"record {number}, type {kind}: {size} bytes, {left} are left")
            data = buffer[at : at + size]
            at += size
            if kind == _AUXTRACE:
                extra = self._extra(data, number)
                place, buffer, at = min(place - len(buffer) + at + extra, end), b"", 0
            elif kind in _COMPRESSED:
                raise MissingFeatureError(f"{self.path} is compressed; record without -z")
            elif kind == _FINISHED_ROUND or kind in _WANTED:
                yield kind, misc, data
            number += 1
        if end > self._length:
            raise self._error(f"it ends after record {number}, before its header says")

    def _extra(self, data: bytes, number: int) -> int:
        """Bytes that follow an AUXTRACE record and are not in its size."""
        if len(data) < 16:
            raise self._error(f"record {number}: AUXTRACE of {len(data)} bytes")
        (extra,) = struct.unpack_from(f"{self._order}Q", data, 8)
        return int(extra)

    def _at(self, offset: int, size: int, what: str) -> bytes:
        if offset + size > self._length:
            raise self._error(f"its {what} at {offset} are cut off")
        self._file.seek(offset)
        return self._file.read(size)

    def _error(self, text: str) -> ObjectError:
        return ObjectError(f"{self.path}: {text}")


_WANTED: Final = frozenset(RecordType)


def _cut(records: Sequence[Record], horizon: int) -> int:
    """Return how many of the sorted records are not younger than ``horizon``."""
    for index, record in enumerate(records):
        if record.time_ns > horizon:
            return index
    return len(records)
