"""Objects in the interpreter with somebody who watches: for ``debug`` and the lines of ``run``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from progpack.commands.common import fit as choices
from progpack.commands.common import inputs, output
from progpack.commands.common.runs.runs import MOST_KEPT
from progpack.errors import ObjectError, RunError, UsageError
from progpack.run.stepping.again import LONG_FAULTS, SECONDS_AGAIN, lines_of
from progpack.run.stepping.lines import LineRun, LineTrace, line_text
from progpack.run.stepping.locals import Locals, locals_of

if TYPE_CHECKING:
    from progpack.bpf.oracle.machine import Watcher
    from progpack.bpf.outcome import RunResult
    from progpack.bpf.spec import ObjectSpec
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = ["Tracing", "last_lines", "loaded", "packets", "read", "run_one"]

#: Lines before a fault that are shown.
_LAST: Final = 8
#: Packets of a capture that run again for them.
_MOST_AGAIN: Final = 2000


class Tracing:
    """The lines that runs execute, printed as they come or kept for JSON.

    Args:
        spec: the object.
        prints: whether they are printed.
        what: what a run has, as "packet".
        debug: the local variables of the object.

    Attributes:
        trace: the watcher.
        rows: the first lines for JSON, empty when they are printed.
        unkept: how many came behind them.
    """

    def __init__(
        self, spec: ObjectSpec, *, prints: bool, what: str, debug: Locals | None = None
    ) -> None:
        self.trace = LineTrace(spec, self._see, debug=debug)
        self.rows: list[dict[str, Any]] = []
        self.unkept = 0
        self._prints, self._what = prints, what
        self._run = 0
        self._begun = False

    def _see(self, line: LineRun) -> None:
        if not self._prints:
            self._keep(line)
            return
        if not self._begun:
            output.tell(f"{self._what} {self._run}:", aside=False)
            self._begun = True
        output.tell(line_text(line), aside=False)

    def _keep(self, line: LineRun) -> None:
        if len(self.rows) < MOST_KEPT:
            self.rows.append({"run": self._run, **line_row(line)})
        else:
            self.unkept += 1

    def end_run(self) -> None:
        """Give the last line, and count the run."""
        self.trace.end_run()
        self._run += 1
        self._begun = False


def line_row(line: LineRun) -> dict[str, Any]:
    """Return a line of a trace for JSON."""
    place = line.place
    where = {"file": "", "line": 0, "text": ""}
    if place is not None:
        where = {"file": place.file, "line": place.line, "text": place.text}
    described = {"program": line.program, "function": line.function, "depth": line.depth}
    return {**described, **where, "slot": line.pc, "effects": line.effects}


def last_lines(args: argparse.Namespace, error: RunError) -> list[str]:
    """Return the last source lines before a fault, as text, from a run in the interpreter.

    Args:
        args: arguments of ``progpack run``, whose run ended in the fault.
        error: the fault.

    Returns:
        Nothing when the interpreter does not come to the same fault, or is not asked: for faults
        of time, and behind some thousand packets.
    """
    if error.fault.kind in LONG_FAULTS or args.pcap == "-":
        return []
    spec, name = read(args)
    trace = LineTrace(spec, keep=_LAST, debug=locals_of(args.object))
    with loaded(args, spec, name, trace) as obj:
        program = obj.programs[name]
        try:
            for packet in packets(program, args, _MOST_AGAIN):
                trace.last.clear()
                run_one(program, packet, args, timeout=SECONDS_AGAIN)
                trace.end_run()
        except RunError as again:
            trace.end_run()
            return list(lines_of(trace, error, again))
        except (UsageError, ObjectError):
            return []  # the error that is told already
    return []


def read(args: argparse.Namespace) -> tuple[ObjectSpec, str]:
    """Return the object of the arguments and the name of the program that they mean."""
    from progpack.bpf.object.reader import read_object

    spec = read_object(choices.object_path(args), skip_unsupported=True)
    return spec, choices.choose_program(spec, args)


@contextmanager
def loaded(
    args: argparse.Namespace, spec: ObjectSpec, name: str, watcher: Watcher
) -> Iterator[Object]:
    """The object in the interpreter, with the elements of ``--map`` in its maps."""
    from progpack.run.backends import watched_interpreter
    from progpack.run.load import load

    with load(
        spec,
        backend=watched_interpreter(watcher),
        programs=[name],
        variables=inputs.variables(spec, args.set),
        **choices.fit_options(args, name),
    ) as obj:
        for text in args.map:
            inputs.put(obj, text)
        yield obj


def packets(program: Program, args: argparse.Namespace, most: int) -> Iterator[bytes]:
    """Yield the packets of ``--pcap``, so many at most, or that of ``--packet``, or an empty one.

    Raises:
        UsageError: they cannot be read, or a program that runs on packets got none.
    """
    from progpack.packets.pcap import read_pcap

    if args.pcap is not None:
        for number, packet in enumerate(islice(read_pcap(args.pcap), most)):
            yield inputs.captured(program, packet, number).frame.data
        return
    yield from [given.frame.data for given in inputs.packets(program, args)] or [b""]


def run_one(
    program: Program, packet: bytes, args: argparse.Namespace, timeout: float | None = None
) -> RunResult:
    """Run a program once on a packet, or on the arguments and the context that are given.

    Raises:
        RunError: the run ended early.
        UsageError: an input that this type of program does not have.
    """
    if not program.layout.packet and packet:
        raise UsageError(f"{program.type.name} programs have no packets")
    arguments, context = inputs.arguments(args.arg), inputs.context(args.context)
    return program.run(packet, args=arguments, context=context, timeout=timeout)
