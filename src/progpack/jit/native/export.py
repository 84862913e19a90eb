"""Rows of CSV and packets of captures, written of many runs in native code."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from enum import IntEnum
from typing import IO, Final, NamedTuple

from progpack.jit.native.layout import AnswerSlot, Export
from progpack.jit.native.runtime import native_runtime
from progpack.packets.walk import PacketTable

__all__ = ["Answer", "Form", "Kept", "NativeExport"]

_ROOM: Final = 1 << 20
_SLOTS: Final = 256
_NO_PORT: Final = (1 << 32) - 1
_ANY: Final = (1 << 64) - 1


class Form(IntEnum):
    """The form of a written file."""

    CSV = 0
    PCAP = 1
    PCAPNG = 2


class _Missing(IntEnum):
    """Why the native code has not written all rows."""

    NOTHING = 0
    ROOM = 1
    VALUE = 2
    LINK = 3


class Answer(NamedTuple):
    """The meaning of a return value.

    Attributes:
        keep: how many bytes of a packet go on at most.
        text: of CSV the end of a row, of pcapng the options of a packet.
    """

    keep: int
    text: bytes


class Kept(NamedTuple):
    """The packets of some rows as the runs left them.

    Attributes:
        address: address of the memory that holds them.
        starts: address of a number for each row, 64 bits: where the packet starts in it.
        ends: address of a number for each row: one past its last byte.
    """

    address: int
    starts: int
    ends: int


class NativeExport:
    """Writes a row for each run, or what goes on of its packet, to a file.

    Args:
        form: what is written.
        file: gets it, whenever a buffer is full.
        answer: says what a return value means.
        port: says which number an interface has in the file, by the index of its link.

    Attributes:
        too_long: packets that were not written, as no capture holds them.
        untimed: packets whose time was written as 0, as the form does not hold it.
    """

    def __init__(
        self,
        form: Form,
        file: IO[bytes],
        answer: Callable[[int], Answer],
        port: Callable[[int], int] = lambda link: 0,
    ) -> None:
        self._file, self._answer, self._port = file, answer, port
        self._out = bytearray(_ROOM)
        self._held = (ctypes.c_uint8 * _ROOM).from_buffer(self._out)
        self._slots = (AnswerSlot * _SLOTS)()
        self._texts: list[bytes] = []
        self._ports = array("I")
        self._export = Export(
            form=form,
            out=ctypes.addressof(self._held),
            room=_ROOM,
            answers=ctypes.addressof(self._slots),
            slots=_SLOTS,
        )

    @property
    def too_long(self) -> int:
        """Number of packets that were not written."""
        return int(self._export.too_long)

    @property
    def untimed(self) -> int:
        """Number of packets that have no time where they were written."""
        return int(self._export.untimed)

    def add(
        self, table: PacketTable, begin: int, values: array[int], kept: Kept, number: int
    ) -> None:
        """Write rows.

        Args:
            table: the packets as they were captured.
            begin: the table's row of the first of them.
            values: what the runs returned, one for each row that is written.
            kept: the packets as the runs left them.
            number: number of the first row.
        """
        export = self._export
        export.starts, export.ends, export.times = (
            column.buffer_info()[0] + 8 * begin
            for column in (table.starts, table.ends, table.times)
        )
        export.lengths, export.links = (
            column.buffer_info()[0] + 4 * begin for column in (table.lengths, table.links)
        )
        export.left, export.left_starts, export.left_ends = kept
        export.values, export.count = values.buffer_info()
        export.row, export.number = 0, number
        export.ports, export.port_count = self._ports.buffer_info()
        while (missing := native_runtime().export(ctypes.byref(export))) != _Missing.NOTHING:
            if missing == _Missing.ROOM:
                self.flush()
            elif missing == _Missing.VALUE:
                self._learn(values[export.row])
            else:
                self._describe(table.links[begin + export.row])

    def flush(self) -> None:
        """Give the file what the buffer has."""
        self._file.write(memoryview(self._out)[: self._export.used])
        self._export.used = 0

    def _learn(self, value: int) -> None:
        """Have the answer to a value that is new."""
        if 2 * len(self._texts) >= _SLOTS:
            ctypes.memset(self._slots, 0, ctypes.sizeof(self._slots))
            self._texts.clear()
        answer = self._answer(value)
        at = value % _SLOTS
        while self._slots[at].known:
            at = (at + 1) % _SLOTS
        self._texts.append(answer.text)
        text = ctypes.cast(ctypes.c_char_p(answer.text), ctypes.c_void_p).value or 0
        self._slots[at] = AnswerSlot(value, min(answer.keep, _ANY), text, len(answer.text), 1)

    def _describe(self, link: int) -> None:
        """Have the interface of a link that is new; its description comes before its packets."""
        self.flush()
        while len(self._ports) <= link:
            self._ports.append(_NO_PORT)
        self._ports[link] = self._port(link)
        self._export.ports, self._export.port_count = self._ports.buffer_info()
