"""Replaying: each event of a trace, once, to a modelled kernel for each policy.

The trace is read as a stream. What is kept grows with what is loaded at one time, not with the
trace: series and pictures have a bounded size.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final, TypeAlias

from progpack.errors import ObjectError
from progpack.model import KernelModel, MachineSpec
from progpack.pack import Policy
from progpack.replay import policies as known
from progpack.replay.lifetimes import Lifetimes
from progpack.replay.result import Result
from progpack.replay.run import Run
from progpack.replay.source import Events, Source
from progpack.trace.events import CLOCK_SLACK_NS, Event, Load, Lost, Unload
from progpack.trace.statistics import StatisticsCollector
from progpack.version import __version__

__all__ = ["Progress", "replay"]

_TELL: Final = 16_384
_PROBLEMS: Final = 1000

Progress: TypeAlias = Callable[[int, float | None], None]
"""Told now and then: events so far, and the share of the file that has been read, if known."""


def replay(
    trace: Events,
    policies: Sequence[str | Policy],
    machine: str | MachineSpec = "x86-64:64G",
    *,
    strict: bool = True,
    seed: int = 0,
    progress: Progress | None = None,
) -> Result:
    """Return what a trace would have cost under each of some policies, from one pass over it.

    Args:
        trace: what was loaded and unloaded.
        policies: policies, their names, or ``file.py:Class`` for one of your own.
        machine: the machine, or the line that `MachineSpec.parse` reads.
        strict: whether anything wrong in the trace ends the replay. Else it is left out, and
            ``Result.problems`` says what it was.
        seed: seed of the model's own choices.
        progress: told now and then how far it is.

    Raises:
        ObjectError: the trace cannot be read, is damaged, unloads what was never loaded, or its
            clock runs backwards; says at which record.
        UsageError: no or unknown policies, or two of one name; an unknown machine; what is replayed
            is no trace, or can be read only once while a policy must know the future.
    """
    chosen = known.get_policies(policies)
    spec = MachineSpec.parse(machine) if isinstance(machine, str) else machine
    source = Source(trace, strict=strict)
    runs = [_run(policy, spec, seed) for policy in chosen]
    way = _Way(source, runs, strict, progress)
    with ExitStack() as stack:
        stack.enter_context(_no_collection())
        if any(isinstance(policy, known.Offline) for policy in chosen):
            source.must_repeat("a policy that knows the future needs two passes")
            way.lives = stack.enter_context(Lifetimes.of(source))
        way.go()
    return Result(
        trace=source.name,
        header=source.header,
        statistics=way.statistics.result(),
        machine=str(spec),
        page_size=spec.record.page_size,
        policies=tuple(run.result(way.now, way.count, _notes(run)) for run in runs),
        assumptions=(*spec.assumptions(), *_assumptions(source, way, spec)),
        problems=tuple(way.problems),
        skipped=way.skipped,
        seed=seed,
        version=__version__,
    )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the search for cycles, which takes a tenth of the time: a replay makes none."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _run(policy: Policy, spec: MachineSpec, seed: int) -> Run:
    arch = spec.record
    return Run(
        policy,
        KernelModel(policy, spec, seed=seed),
        page_size=arch.page_size,
        pack_size=policy.pack_size(arch, spec.nodes),
        cpus=spec.cpus,
        flushes_predictors=policy.flushes
        or (spec.features.predictor_flush and type(policy).placed is Policy.placed),
    )


def _notes(run: Run) -> tuple[str, ...]:
    return run.policy.notes() if isinstance(run.policy, known.Noted) else ()


def _assumptions(source: Source, way: _Way, spec: MachineSpec) -> Iterable[str]:
    """Yield the assumptions about the trace, one sentence each."""
    counted = way.statistics.result()
    header = source.header
    if counted.lost:
        yield (
            f"The recorder lost {counted.lost:,} events; unloads of what they loaded are left out, "
            "and what they unloaded stays."
        )
    if counted.replaced:
        yield (
            f"{counted.replaced:,} images were loaded where another still was: that one is taken "
            "to be gone at that moment."
        )
    if counted.forgotten:
        yield f"{counted.forgotten:,} images have neither address nor id: they are never unloaded."
    if header.arch and header.arch != spec.arch:
        yield (
            f"The trace was recorded on {header.arch}, the machine is {spec.arch}: sizes of "
            "machine code are those of the recording."
        )


class _Way:
    """One pass over a source.

    Attributes:
        statistics: counts what the source holds.
        lives: how long each load lives, for policies that know the future.
        count: events so far.
        now: the latest time, nanoseconds of the trace's clock.
        problems: what was left out, the first 1000.
        skipped: how many problems there were.
    """

    def __init__(
        self, source: Source, runs: list[Run], strict: bool, progress: Progress | None
    ) -> None:
        self.statistics = StatisticsCollector(live=sys.maxsize)
        self.lives: Lifetimes | None = None
        self.count = 0
        self.now = 0
        self.problems: list[str] = []
        self.skipped = 0
        self._source = source
        self._runs = runs
        self._strict = strict
        self._progress = progress
        self._began = False
        self._lost = False
        # Number of the event at which something is due.
        self._due = 1

    def go(self) -> None:
        """Replay all of it."""
        # Bound once: this is done for each event.
        count_load, count_unload = self.statistics.load, self.statistics.unload
        loads = [run.load for run in self._runs]
        unloads = [run.unload for run in self._runs]
        count, now = 0, self.now
        for event in self._source:
            count += 1
            time_ns = event.time_ns
            if time_ns > now:
                now = time_ns
            elif time_ns < now:
                self.count, self.now = count, now
                now = self._back(time_ns)
            if isinstance(event, Load):
                replaced = count_load(event)
                if replaced:
                    self._replace(replaced, time_ns)
                if self.lives is not None:
                    self._foretell(self.lives.next())
                for load in loads:
                    load(event, count)
            elif isinstance(event, Unload):
                ended = count_unload(event)
                if ended is None:
                    self.count = count
                    self._stray(event)
                else:
                    for unload in unloads:
                        unload(event, ended)
            else:
                self._other(event)
            if count >= self._due:
                self.count, self.now = count, now
                self._tell()
        self.count, self.now = count, now
        problems = [str(problem) for problem in self._source.problems]
        self.problems = (problems + self.problems)[:_PROBLEMS]
        self.skipped += self._source.skipped

    def _replace(self, loads: list[Load], time_ns: int) -> None:
        """Images whose place another has now."""
        for load in loads:
            gone = Unload(time_ns, load.id, load.address, load.name, load.kind)
            for run in self._runs:
                run.unload(gone, load)

    def _foretell(self, end_ns: int) -> None:
        for run in self._runs:
            if isinstance(run.policy, known.Offline):
                run.policy.expect(end_ns)

    def _other(self, event: Event) -> None:
        self.statistics.other(event)
        if isinstance(event, Lost):
            self._lost = True

    def _back(self, time_ns: int) -> int:
        """A time before the latest; what the clock says from now on."""
        if self.count == 1:
            # Clocks begin anywhere.
            self.now = time_ns
        elif self.now - time_ns > CLOCK_SLACK_NS:
            seconds = (self.now - time_ns) / 1e9
            self._problem(f"the clock runs backwards, by {seconds:,.1f} s; the latest time is kept")
        return self.now

    def _stray(self, unload: Unload) -> None:
        if self._lost:
            # The recorder has said that it does not know everything.
            return
        which = f"{unload.kind} {unload.name}".rstrip()
        at = "" if unload.address is None else f" at {unload.address:#x}"
        number = "" if unload.id is None else f", id {unload.id}"
        self._problem(f"{which}{at}{number} is unloaded and was never loaded")

    def _problem(self, text: str) -> None:
        """Raises in strict mode, else takes a note."""
        where = f"record {self._source.place(self.count)}: {text}"
        if self._strict:
            raise ObjectError(
                f"{self._source.name}: {where}; strict=False (--lenient) leaves out what is wrong"
            )
        self.skipped += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(where)

    def _tell(self) -> None:
        """Samples that are due, and progress."""
        due = self.count + _TELL
        for run in self._runs:
            if self.count >= run.series.due:
                run.sample(self.now, self.count)
            due = min(due, run.series.due)
        if self._progress is not None and self.count % _TELL == 0:
            self._progress(self.count, self._source.share)
        self._due = min(due, self.count + _TELL - self.count % _TELL)
