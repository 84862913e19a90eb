"""Output of many runs of ``progpack run``: rows of ``--csv``, packets of ``--out``.

Both are written as the runs go on, so that their number does not matter.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from progpack.bpf.context.verdict import capture_kind, kept, verdict
from progpack.commands.common import inputs, output
from progpack.commands.common.inputs import Input
from progpack.packets.pcap import LINKTYPE_ETHERNET, MOST_WRITTEN, CapturedPacket, PcapWriter
from progpack.packets.pcapng import AnnotatedPacket, PcapngWriter, packet_options
from progpack.report.snapshot.csv import csv_text

if TYPE_CHECKING:
    from array import array
    from io import BufferedWriter

    from progpack.bpf.spec import ProgramType
    from progpack.jit.native.export import Answer, Kept, NativeExport
    from progpack.packets.walk import PacketTable, Window
    from progpack.run.program import Program

__all__ = ["PacketsOut", "Rows", "csv_rows", "packets_out"]

_PIECE: Final = 1 << 20
_ANY_LENGTH: Final = 1 << 62


class Rows:
    """The rows of ``--csv``, kept on disk until all runs have ended."""

    def __init__(self, program_type: ProgramType, file: IO[bytes]) -> None:
        self._file = file
        self._type = program_type
        self._number = 0
        self._native: NativeExport | None = None
        self._write([("run", "length", "return_value", "verdict")])

    def add(self, lengths: Sequence[int], values: Sequence[int]) -> None:
        """Write a row for each run.

        Args:
            lengths: bytes of the packets.
            values: what the program returned, as many.
        """
        self.flush()
        verdicts = {value: verdict(self._type, value) for value in set(values)}
        runs = enumerate(zip(lengths, values, strict=True), self._number)
        self._write((number, length, value, verdicts[value]) for number, (length, value) in runs)
        self._number += len(values)

    def add_window(self, table: PacketTable, begin: int, values: array[int]) -> None:
        """Write a row for each of some packets of a table, natively.

        Args:
            table: the packets.
            begin: row of the first.
            values: what the program returned for each.
        """
        from progpack.jit.native.export import Form, Kept, NativeExport

        if self._native is None:
            self._native = NativeExport(Form.CSV, self._file, self._answer)
        self._native.add(table, begin, values, Kept(0, 0, 0), self._number)
        self._number += len(values)

    def _answer(self, value: int) -> Answer:
        from progpack.jit.native.export import Answer

        return Answer(0, _csv([(value, verdict(self._type, value))]))

    def flush(self) -> None:
        """Have all rows in the file."""
        if self._native is not None:
            self._native.flush()

    def _write(self, rows: Any) -> None:
        self._file.write(_csv(rows))


def _csv(rows: Any) -> bytes:
    return csv_text(rows).encode("utf-8", errors="backslashreplace")


class PacketsOut:
    """The capture of ``--out``."""

    def __init__(self, program: Program, path: str, file: BufferedWriter) -> None:
        self._program = program
        self._path, self._file = path, file
        self._writer: PcapWriter | PcapngWriter | None = None
        self._native: NativeExport | None = None
        self._too_long = self._untimed = 0
        self._others: Counter[str] = Counter()

    def add(self, given: Input, left: bytes, value: int) -> None:
        """Write what goes on of a packet.

        Args:
            given: the packet.
            left: its bytes as the program left them.
            value: what the program returned.
        """
        self._flush()
        packet = inputs.passed_on(self._program, given, left)
        writer = self._begun(packet.link_type)
        size = kept(self._program.type, value, len(packet.data))
        if size > MOST_WRITTEN:
            self._too_long += 1
        elif size:
            self._write(writer, packet.with_data(packet.data[:size], packet.length), value)

    def _write(self, writer: PcapWriter | PcapngWriter, packet: CapturedPacket, value: int) -> None:
        if not writer.holds_time(packet.timestamp_ns):
            packet = packet._replace(timestamp_ns=0)
            self._untimed += 1
        problem = writer.problem(packet)
        if problem:
            self._others[problem] += 1
        elif isinstance(writer, PcapWriter):
            writer.write(packet)
        else:
            program_type = self._program.type
            said = verdict(program_type, value)
            writer.write(AnnotatedPacket(packet, capture_kind(program_type), value, said))

    def add_window(
        self, window: Window, begin: int, values: array[int], kept_packets: Kept
    ) -> None:
        """Write what goes on of some packets of a window, natively.

        Args:
            window: the packets, which are Ethernet.
            begin: row of the first in the window's table.
            values: what the program returned for each.
            kept_packets: the packets as the program left them.
        """
        from progpack.jit.native.export import Form, NativeExport

        writer = self._begun(LINKTYPE_ETHERNET)
        if self._native is None:
            form = Form.PCAP if isinstance(writer, PcapWriter) else Form.PCAPNG
            self._native = NativeExport(form, self._file, self._answer, self._port)
        self._links = window.links
        self._native.add(window.table, begin, values, kept_packets, 0)

    def _answer(self, value: int) -> Answer:
        from progpack.jit.native.export import Answer

        program_type = self._program.type
        options = b""
        if isinstance(self._writer, PcapngWriter):
            said = verdict(program_type, value)
            options = packet_options(capture_kind(program_type), value, said)
        return Answer(kept(program_type, value, _ANY_LENGTH), options)

    def _port(self, link: int) -> int:
        """The number in the file of an interface, which is described when it is new."""
        assert isinstance(self._writer, PcapngWriter)
        return self._writer.interface(LINKTYPE_ETHERNET, self._links[link].interface)

    def _begun(self, link_type: int) -> PcapWriter | PcapngWriter:
        if self._writer is None:
            ng = self._path.endswith(".pcapng")
            self._writer = PcapngWriter(self._file) if ng else PcapWriter(self._file, link_type)
        return self._writer

    def _flush(self) -> None:
        if self._native is not None:
            self._native.flush()

    def notes(self) -> list[str]:
        """Return notes on the packets that the format cannot hold as they are."""
        native = self._native
        too_long = self._too_long + (0 if native is None else native.too_long)
        untimed = self._untimed + (0 if native is None else native.untimed)
        notes = []
        if too_long:
            notes.append(
                f"{_packets(too_long)} not in {self._path}: more than the {MOST_WRITTEN:,} bytes "
                "that readers take"
            )
        notes += [
            f"{_packets(number)} not in {self._path}: {problem}"
            for problem, number in self._others.items()
        ]
        if untimed:
            notes.append(f"{_packets(untimed)} at time 0 in {self._path}, which has no such time")
        return notes

    def end(self) -> None:
        """Write what is left in buffers; a capture without packets where none was written."""
        self._flush()
        self._begun(LINKTYPE_ETHERNET)


def _packets(number: int) -> str:
    return "1 packet is" if number == 1 else f"{number:,} packets are"


@contextmanager
def csv_rows(program: Program, target: str) -> Iterator[Rows]:
    """The file of ``--csv``, which is there when all has gone well.

    Args:
        program: what runs.
        target: the file, ``-`` for the output.

    Raises:
        UsageError: the packet cannot be written.
    """
    if target != "-":
        with output.replacing(target) as file:
            rows = Rows(program.type, file)
            yield rows
            rows.flush()
        return
    with tempfile.TemporaryFile() as file:
        rows = Rows(program.type, file)
        yield rows
        rows.flush()
        file.seek(0)
        for piece in iter(lambda: file.read(_PIECE), b""):
            sys.stdout.write(piece.decode())


@contextmanager
def packets_out(program: Program, target: str) -> Iterator[PacketsOut]:
    """The capture of ``--out``, which is there when all has gone well.

    Args:
        program: what runs.
        target: the file.

    Raises:
        UsageError: the packet cannot be written.
    """
    with output.replacing(target) as file:
        out = PacketsOut(program, target, file)
        yield out
        out.end()
