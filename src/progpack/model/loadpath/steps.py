"""One load in each order of work, step by step: where each of them finishes or stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from progpack.arch.gate import Capability, Record, Way
from progpack.errors import CapabilityError
from progpack.model.capabilities import KernelCapabilities
from progpack.model.loadpath.ours import Ours
from progpack.model.loadpath.outcomes import Left, Outcome, Step
from progpack.model.loadpath.own import OwnPages
from progpack.model.loadpath.upstream import upstream

__all__ = ["Run", "run_steps"]

SIZE: Final = 500
"""Bytes of the program that is loaded."""

_GATE: Final = "Record.decide()"


@dataclass(frozen=True, slots=True)
class Run:
    """One load in one order of work.

    Attributes:
        title: whose order.
        steps: what was done.
        told: the error that the caller is told; empty: the program can be run.
        left: what is there beyond programs that can be run.
    """

    title: str
    steps: tuple[Step, ...]
    told: str
    left: Left

    @property
    def refused(self) -> Step | None:
        """The step that ended it."""
        stops = (step for step in self.steps if step.outcome is Outcome.REFUSED)
        return next(stops, None) if self.told else None

    @property
    def done_before(self) -> tuple[str, ...]:
        """The calls that were done before the refusal, in order and without repetitions."""
        done = []
        for step in self.steps:
            if step is self.refused:
                break
            done.append(step.call)
        return tuple(dict.fromkeys(done))

    def as_dict(self) -> dict[str, Any]:
        """Return the run in the form that JSON output has."""
        refused = self.refused
        return {
            "title": self.title,
            "steps": [step.as_dict() for step in self.steps],
            "refused": None if refused is None else refused.as_dict(),
            "done_before": list(self.done_before) if refused else [],
            "told": self.told,
            "left": self.left.as_dict(),
        }


def run_steps(kernel: KernelCapabilities, *, huge: bool = False) -> Iterator[Run]:
    """One program in the pack code of a kernel, in the way that it took, and in progpack's.

    Args:
        kernel: the kernel.
        huge: packs are asked for on huge pages.

    Raises:
        UsageError: a release without pack code, or one whose code was not read.
    """
    packs = upstream(kernel, huge=huge)
    error = packs.load("new", SIZE)
    called = kernel.placed.packs
    title = f"the pack code of {kernel.record.of}" + ("" if called else ", had its JIT called it")
    yield Run(title, tuple(packs.steps), error, packs.left())
    if not called:
        own = OwnPages(kernel.record)
        error = own.load(SIZE)
        left = Left(writable=int(own.writable))
        yield Run(f"what {kernel.record.of} did", tuple(own.steps), error, left)
    yield _ours(kernel, huge)


def _ours(kernel: KernelCapabilities, huge: bool) -> Run:
    """The gate first; then only what can be finished."""
    record = kernel.record
    decision = (_asking(record) if huge else record).decide()
    title = f"progpack's order on {record.of}"
    if decision.way is Way.REFUSED:
        step = Step("gate", _GATE, decision.why, Outcome.REFUSED)
        return Run(title, (step,), f"refused: {decision.why}", Left())
    why = f": {decision.why}" if decision.reasons else ""
    gate = Step("gate", _GATE, f"{decision.way.value}{why}")
    if not decision.way.packs:
        own = OwnPages(record)
        failure = own.load(SIZE)
        return Run(title, (gate, *own.steps), failure, Left())
    try:
        packs = Ours(record, kernel.arch)
    except CapabilityError as error:
        refused = Step("gate", _GATE, str(error), Outcome.REFUSED)
        return Run(title, (refused,), str(error), Left())
    failure = packs.load("new", SIZE)
    return Run(title, (gate, *packs.steps), failure, packs.left())


def _asking(record: Record) -> Record:
    """The record of a kernel that asks for huge pages."""
    asks = Capability("asks_huge", True, "packs are asked for on huge pages")
    return replace(record, blocks=replace(record.blocks, asks_huge=asks))
