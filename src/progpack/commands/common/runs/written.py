"""Output of many runs of ``progpack run``: rows of ``--csv``, packets of ``--out``.

Both are written as the runs go on, so that their number does not matter.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import IO, TYPE_CHECKING, Any, Final

from progpack.bpf.context.verdict import capture_kind, kept, verdict
from progpack.commands.common import inputs, output
from progpack.commands.common.inputs import Input
from progpack.packets.pcap import LINKTYPE_ETHERNET, CapturedPacket, PcapWriter
from progpack.packets.pcapng import AnnotatedPacket, PcapngWriter
from progpack.report.snapshot.csv import csv_text

if TYPE_CHECKING:
    from io import BufferedWriter

    from progpack.bpf.spec import ProgramType
    from progpack.run.program import Program

__all__ = ["PacketsOut", "Rows", "csv_rows", "packets_out"]

_PIECE: Final = 1 << 20


class Rows:
    """The rows of ``--csv``, kept on disk until all runs have ended."""

    def __init__(self, program_type: ProgramType, file: IO[bytes]) -> None:
        self.file = file
        self._type = program_type
        self._numbers = count()
        self._write([("run", "length", "return_value", "verdict")])

    def add(self, lengths: Sequence[int], values: Sequence[int]) -> None:
        """Write a row for each run."""
        said = {value: verdict(self._type, value) for value in set(values)}
        # The endless one last: zip() takes of each in turn, and stops at the first that has ended.
        runs = zip(lengths, values, self._numbers, strict=False)
        self._write((number, length, value, said[value]) for length, value, number in runs)

    def _write(self, rows: Any) -> None:
        self.file.write(csv_text(rows).encode("utf-8", errors="backslashreplace"))


class PacketsOut:
    """The capture of ``--out``."""

    def __init__(self, program: Program, path: str, file: BufferedWriter) -> None:
        self._program = program
        self._file = file
        self._writer: PcapWriter | PcapngWriter | None = None
        self._ng = path.endswith(".pcapng")
        self._path = path
        self._missing: Counter[str] = Counter()

    def add(self, given: Input, left: bytes, value: int) -> None:
        """Write what goes on of a packet.

        Args:
            given: the packet.
            left: its bytes as the program left them.
            value: what the program returned.
        """
        packet = inputs.passed_on(self._program, given, left)
        writer = self._begun(packet.link_type)
        size = kept(self._program.type, value, len(packet.data))
        if size:
            self._write(writer, packet._replace(data=packet.data[:size]), value)

    def _write(self, writer: PcapWriter | PcapngWriter, packet: CapturedPacket, value: int) -> None:
        problem = writer.problem(packet)
        if problem:
            self._missing[problem] += 1
        elif isinstance(writer, PcapWriter):
            writer.write(packet)
        else:
            program_type = self._program.type
            said = verdict(program_type, value)
            writer.write(AnnotatedPacket(packet, capture_kind(program_type), value, said))

    def _begun(self, link_type: int) -> PcapWriter | PcapngWriter:
        if self._writer is None:
            ng = self._ng
            self._writer = PcapngWriter(self._file) if ng else PcapWriter(self._file, link_type)
        return self._writer

    def notes(self) -> list[str]:
        """Return notes on the packets that the format cannot hold, and why it cannot."""
        return [
            f"{packets:,} packet{' is' if packets == 1 else 's are'} not in {self._path}: {problem}"
            for problem, packets in self._missing.items()
        ]

    def end(self) -> None:
        """Have a capture without packets where none was written."""
        self._begun(LINKTYPE_ETHERNET)


@contextmanager
def csv_rows(program: Program, target: str) -> Iterator[Rows]:
    """The file of ``--csv``, which is there when all has gone well.

    Args:
        program: what runs.
        target: the file, ``-`` for the output.

    Raises:
        UsageError: it cannot be written.
    """
    if target != "-":
        with output.replacing(target) as file:
            yield Rows(program.type, file)
        return
    with tempfile.TemporaryFile() as file:
        yield Rows(program.type, file)
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
        UsageError: it cannot be written.
    """
    with output.replacing(target) as file:
        out = PacketsOut(program, target, file)
        yield out
        out.end()
