"""Runs of one program on what the command line gives, counted as they come."""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from progpack.bpf.context.build import fields_of
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.time_limits import deadline, remaining
from progpack.commands.common import inputs
from progpack.commands.common.inputs import Input
from progpack.errors import RunError
from progpack.packets.pcap import CapturedPacket

if TYPE_CHECKING:
    from progpack.bpf.outcome import RunResult
    from progpack.commands.common.runs.written import PacketsOut, Rows
    from progpack.jit.native.captures import Tally
    from progpack.jit.native.export import Kept
    from progpack.packets.walk import Window
    from progpack.run.program import Program

__all__ = ["MOST_KEPT", "Runs", "Values"]

_SHOWN: Final = 16
#: A capture may have any number of packets: so many different values, texts and lines are kept.
MOST_KEPT: Final = 1 << 16
_NOTHING: Final = Input(*[CapturedPacket(0, b"", 0)] * 2)


class Values(Counter[int]):
    """How often each value came, of the first 65,536 different ones.

    Attributes:
        others: how often other values came.
    """

    others = 0

    def __setitem__(self, value: int, times: int) -> None:
        if value in self or len(self) < MOST_KEPT:
            super().__setitem__(value, times)
        else:
            self.others += times


class Runs:
    """The outcome of all runs of a program.

    Attributes:
        number: how many runs there were.
        printed: what the program printed, each text with the number of its run, from 0; the first
            65,536 of them.
        context: what the last run left of its context, when it was run alone.
        nanoseconds: nanoseconds of all runs.
        notes: what is to be said of the input.
        budget: budget of each run.
        linear: bytes of the linear part of each packet, at most; None as the kernel has it.
        jobs: how many packets of a capture run at once.
    """

    def __init__(
        self,
        program: Program,
        args: argparse.Namespace,
        *,
        rows: Rows | None = None,
        out: PacketsOut | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        self.number = self.nanoseconds = 0
        self.printed: list[tuple[int, str]] = []
        self.context = b""
        self.notes: list[str] = []
        self._program, self._args = program, args
        self._rows, self._out, self._ended = rows, out, ended
        self._counts = Values()
        self._unkept = 0
        self._tally: Tally | None = None
        self.budget = DEFAULT_BUDGET if args.budget is None else args.budget
        self.linear: int | None = getattr(args, "linear", None)
        self.jobs: int = getattr(args, "jobs", 1)
        self._arguments = inputs.arguments(args.arg)
        self._context = inputs.context(args.context)
        self._end = deadline(args.timeout)

    @property
    def counts(self) -> Counter[int]:
        """How often each return value came."""
        return self._counts if self._tally is None else self._tally.counts()

    def left_out(self, lines: int = 0) -> list[str]:
        """Return notes on what is not kept of so many runs.

        Args:
            lines: executed lines that are not kept.
        """
        from progpack.report.draw.units import count

        notes, values = [], len(self.counts)
        if self._counts.others:
            notes.append(
                f"{count(self._counts.others, 'run')} returned other values than the first "
                f"{values:,} different ones, which are counted"
            )
        for unkept, what in ((self._unkept, "printed text"), (lines, "executed line")):
            if unkept:
                texts = count(unkept, what)
                notes.append(f"not kept behind the first {MOST_KEPT:,}: {texts}")
        return notes

    @property
    def program(self) -> Program:
        """The program that runs."""
        return self._program

    @property
    def one_by_one(self) -> bool:
        """Whether more is wanted of each run than its return value."""
        alone = self._context is not None or self._program.logs or self._ended is not None
        return alone or not self._program.layout.packet

    @property
    def writes_packets(self) -> bool:
        """Whether what goes on of packets is written."""
        return self._out is not None

    def run(self, packets: Sequence[Input]) -> None:
        """Run it on the input that is no capture, all of it as often as ``--repeat`` says.

        Args:
            packets: the input; without any it is run on none.
        """
        with self.noting():
            for number in range(self._args.repeat):
                self.run_each(packets or [_NOTHING], write=number == 0)

    def run_each(self, packets: Iterable[Input], *, write: bool) -> None:
        """Run it on packets, each alone.

        Args:
            packets: the packets.
            write: whether what goes on of them is written for ``--out``.
        """
        for packet in packets:
            self._run(packet, write=write)

    def _run(self, given: Input, *, write: bool) -> None:
        packet = given.frame
        try:
            result = self._program.run(
                packet.data,
                args=self._arguments,
                context=self._context,
                budget=self.budget,
                timeout=self.seconds_left(),
                linear=self.linear,
            )
        finally:
            if self._ended is not None:
                self._ended()
        kept = result.printed[: MOST_KEPT - len(self.printed)]
        self.printed += [(self.number, text.rstrip("\n")) for text in kept]
        self._unkept += len(result.printed) - len(kept)
        self.context = result.context
        if write and self._out is not None:
            left = _without_metadata(self._program, result)
            self._out.add(given, left, result.return_value)
        self.add([len(packet.data)], [result.return_value], result.duration_ns)

    def seconds_left(self) -> float | None:
        """The seconds that are left of ``--timeout``; None without one."""
        return remaining(self._end, self._program.name)

    def add(self, lengths: Sequence[int], values: Sequence[int], nanoseconds: int) -> None:
        """Count runs that have ended.

        Args:
            lengths: bytes of their packets.
            values: what the program returned, as many.
            nanoseconds: the time that they took.
        """
        self._counts.update(values)
        if self._rows is not None:
            self._rows.add(lengths, values)
        self.number += len(values)
        self.nanoseconds += nanoseconds

    def run_batch(self, packets: Sequence[bytes]) -> None:
        """Run it on packets of which no more is wanted than return values."""
        batch = self._program.run_batch(
            packets, budget=self.budget, timeout=self.seconds_left(), linear=self.linear
        )
        self.add(list(map(len, packets)), batch.return_values, batch.duration_ns)

    def add_window(
        self, window: Window, begin: int, values: array[int], nanoseconds: int, kept: Kept | None
    ) -> None:
        """Count runs on some packets of a window.

        Args:
            window: the packets, which are Ethernet.
            begin: row of the first of them in the window's table.
            values: what the program returned for each.
            nanoseconds: the time that the runs took.
            kept: the packets as the runs left them, where what goes on is to be written.
        """
        from progpack.jit.native.captures import Tally

        self._tally = self._tally or Tally(counts=self._counts)
        self._tally.add(values, len(values))
        if self._rows is not None:
            self._rows.add_window(window.table, begin, values)
        if self._out is not None and kept is not None:
            self._out.add_window(window, begin, values, kept)
        self.number += len(values)
        self.nanoseconds += nanoseconds

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Say with a fault what may be the reason."""
        program, args = self._program, self._args
        try:
            yield
        except RunError as error:
            if program.layout.args and args.arg is None:
                error.add_note("it was given no --arg")
            elif not program.layout.packet and not (args.arg or args.context or args.packet):
                error.add_note("it was given no input: --context HEX, --packet HEX")
            for text in error.printed[-_SHOWN:]:
                error.add_note(f"it had printed: {text.rstrip()}")
            raise


def _without_metadata(program: Program, result: RunResult) -> bytes:
    """The packet that goes on: what XDP programs put in front of it stays behind."""
    if program.type.name != "XDP":
        return result.packet
    fields = fields_of(program.type, result.context, program.byteorder)
    return result.packet[fields["data"] - fields["data_meta"] :]
