"""Runs of a program on the packets of a capture, in memory that does not grow with it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from progpack.commands.common import inputs
from progpack.commands.common.inputs import Input
from progpack.commands.common.runs.progress import Progress, progress
from progpack.errors import ObjectError, UsageError
from progpack.packets.pcap import LINKTYPE_ETHERNET
from progpack.packets.stream import Recording, open_recording
from progpack.packets.walk import Window, recorded_windows
from progpack.report.draw.units import count
from progpack.waits import STEP_S, result, sleep

if TYPE_CHECKING:
    from concurrent.futures import Future

    from progpack.commands.common.runs.runs import Runs
    from progpack.jit.native.captures import NativeWalker
    from progpack.jit.native.export import Kept
    from progpack.jit.program import Program
    from progpack.jit.running import Placed
    from progpack.packets.walk import PacketTable

__all__ = ["run_capture"]


def run_capture(runs: Runs, path: str, repeat: int) -> None:
    """Run a program on all packets of a capture, in order.

    Args:
        runs: of the program; gets what came of them, and notes.
        path: path of the capture.
        repeat: how often all packets run.

    Raises:
        ObjectError: the file is no capture, cannot be read, or is damaged before its first packet.
        UsageError: none of its packets can be made Ethernet, which the program needs.
        RunError: a run ended early.
    """
    if path == "-" and os.isatty(0):
        raise UsageError("--pcap - reads a capture that comes through a pipe; this is a terminal")
    with runs.noting(), open_recording(path, again=repeat > 1) as recording, progress() as show:
        for number in range(repeat):
            passage = _Passage(*(runs, recording, show), write=number == 0 and runs.writes_packets)
            passage.run()
            if number == 0:
                runs.notes += passage.notes()


class _Native:
    """The program where it runs in native code on the window itself."""

    def __init__(self, program: Program, jobs: int) -> None:
        from progpack.jit.native.captures import NativeWalker
        from progpack.jit.native.left import LeftPackets

        self.walker: NativeWalker = NativeWalker()
        self._program = program
        self._threads = None if jobs == 1 else _Threads(program, jobs)
        room = len(self.walker.table.starts)
        self._results = array("Q", bytes(8 * room))
        self._left = LeftPackets(room)

    def run(self, runs: Runs, window: Window, first: int, *, write: bool) -> None:
        """Run it on a window that the walker found.

        Args:
            runs: gets what came of them.
            window: the packets.
            first: number of the first in the capture.
            write: whether what goes on of them is written.
        """
        done = 0
        while done < window.table.count:
            ran, took = self._run(runs, window, done, first, write=write)
            values = self._results[:ran]
            runs.add_window(window, done, values, took, self._kept(window, done) if write else None)
            done += ran

    def _run(
        self, runs: Runs, window: Window, begin: int, first: int, *, write: bool
    ) -> tuple[int, int]:
        """Run it on the packets from a row on: how many ran, and the nanoseconds."""
        count, size = window.table.count - begin, len(window.data)
        results, program = self._results, self._program
        if self._threads is not None:
            parts = self._threads.parts(begin, window.table.count)
            placed_parts = [self._placed(window, *part, first) for part in parts]
            return count, self._threads.run(placed_parts, results, runs, size)
        placed = self._placed(window, begin, window.table.count, first)
        budget, timeout, linear = runs.budget, runs.seconds_left(), runs.linear
        if not write:
            took = program.run_placed(
                *(placed, results), longest=size, budget=budget, timeout=timeout, linear=linear
            )
            return count, took
        self._left.clear()
        return program.run_leaving(
            *(placed, results, self._left),
            longest=size,
            budget=budget,
            timeout=timeout,
            linear=linear,
        )

    def _placed(self, window: Window, begin: int, end: int, first: int) -> Placed:
        """The packets of some rows, where they lie."""
        from progpack.jit.running import Placed

        starts, ends = self._places(window.table, begin)
        size = len(window.data)
        return Placed(self.walker.address, starts, ends, end - begin, size, first + begin)

    def _kept(self, window: Window, begin: int) -> Kept:
        """The packets from a row on as the runs left them."""
        from progpack.jit.native.export import Kept

        if self._program.packet_stays:
            return Kept(self.walker.address, *self._places(window.table, begin))
        left = self._left
        return Kept(left.address, left.starts.buffer_info()[0], left.ends.buffer_info()[0])

    def _places(self, table: PacketTable, begin: int) -> tuple[int, int]:
        starts, ends = table.starts, table.ends
        offset = begin * starts.itemsize
        return starts.buffer_info()[0] + offset, ends.buffer_info()[0] + offset


class _Threads:
    """Threads that share the packets of each window, each with a CPU's number of its own.

    Args:
        program: what runs.
        jobs: how many threads.
    """

    def __init__(self, program: Program, jobs: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._program, self._jobs = program, jobs
        self._pool = ThreadPoolExecutor(jobs)
        self._results = [array("Q") for _ in range(jobs)]
        self._busy: set[int] = set()
        self._over = False

    def parts(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Rows from one on, in parts that are as long as each other, each with its end."""
        bounds = [begin + (end - begin) * job // self._jobs for job in range(self._jobs + 1)]
        return [(low, high) for low, high in pairwise(bounds) if low < high]

    def run(self, parts: Sequence[Placed], results: array[int], runs: Runs, longest: int) -> int:
        """Run the parts, put their results together, and return the nanoseconds of all of them.

        Raises:
            RunError: the first part that has a run that ended early.
        """
        budget, timeout, linear = runs.budget, runs.seconds_left(), runs.linear

        def part(job: int) -> int:
            self._busy.add(job)
            try:
                if self._over:
                    return 0
                own, placed = self._results[job], parts[job]
                own.extend([0] * (placed.count - len(own)))
                return self._program.run_placed(
                    *(placed, own),
                    longest=longest,
                    budget=budget,
                    timeout=timeout,
                    linear=linear,
                )
            finally:
                self._busy.discard(job)

        try:
            running = [self._pool.submit(part, job) for job in range(len(parts))]
            return self._collect(running, parts, results)
        except BaseException:  # ctrl-C too: Python waits for the threads at its end
            self._end()
            raise

    def _collect(
        self, running: Sequence[Future[int]], parts: Sequence[Placed], results: array[int]
    ) -> int:
        took, at = 0, 0
        for job, future in enumerate(running):
            took += result(future)
            count = parts[job].count
            results[at : at + count] = self._results[job][:count]
            at += count
        return took

    def _end(self) -> None:
        """End the runs that are left, also of a part whose future nobody has."""
        from progpack.jit.grace import end_runs

        self._over = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        while self._busy:
            end_runs(self._program)
            sleep(STEP_S)


class _Passage:
    """One time through a capture.

    Attributes:
        packets: how many packets the capture had.
        cut: how many of them it cut.
        refused: how many of them could not be made what the program runs on, and the first reason.
        end: why the capture ends before its end; empty where it does not.
    """

    def __init__(
        self, runs: Runs, recording: Recording, progress: Progress, *, write: bool
    ) -> None:
        self.packets = self.cut = self.refused = 0
        self.why = self.end = ""
        self._runs, self._recording, self._write = runs, recording, write
        self._progress = progress
        self._native = _native(runs)

    def run(self) -> None:
        """Run the program on all packets."""
        walker = None if self._native is None else self._native.walker
        try:
            for window in recorded_windows(self._recording, walker):
                self._run(window)
                self.packets += window.table.count
                self.cut += window.cut
                self._progress.tell(self._runs.number)
        except ObjectError as error:
            if not self.packets or isinstance(error.__cause__, OSError):
                raise
            self.end = str(error)
        if self.packets and self.refused == self.packets:
            raise UsageError(f"{self._recording.name}: {self.why}")

    def _run(self, window: Window) -> None:
        """Run the program on the packets of a window."""
        runs = self._runs
        mixed = any(link.link_type != LINKTYPE_ETHERNET for link in window.links)
        if runs.one_by_one or window.table.count == 1:
            runs.run_each(self._inputs(window), write=self._write)
        elif (
            self._native is not None
            and window.walked
            and (not mixed or self._native.walker.make_ethernet(window.links))
        ):
            self._native.run(runs, window, self.packets, write=self._write)
        elif self._write:
            runs.run_each(self._inputs(window), write=True)
        else:
            runs.run_batch([packet.frame.data for packet in self._inputs(window)])

    def _inputs(self, window: Window) -> Iterator[Input]:
        """The packets that the program can run on."""
        for number, packet in enumerate(window.packets(), self.packets):
            try:
                yield inputs.captured(self._runs.program, packet, number)
            except UsageError as error:
                self.why = self.why or str(error)
                self.refused += 1

    def notes(self) -> list[str]:
        """Return the notes on the capture."""
        notes, total = [], count(self.packets, "packet")
        if self.refused:
            notes.append(f"{self.refused:,} of {total} did not run, the first because {self.why}")
        if self.cut:
            notes.append(
                f"{self.cut:,} of {total} were cut when they were captured (snaplen); the program "
                "was given what is left of them"
            )
        if self.end:
            where = f"record {self.packets:,}, counted from 0"
            notes.append(f"the capture ends before {where}: {self.end}")
        return notes


def _native(runs: Runs) -> _Native | None:
    """The program in native code; None where each run is wanted, or there is no such code."""
    from progpack.jit.program import Program

    program = runs.program
    if runs.one_by_one or not isinstance(program, Program) or not program.runs_natively:
        return None
    return _Native(program, runs.jobs)
