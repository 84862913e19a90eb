"""Run one case in every world that is there, and say what does not agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .bold import bold
from .case import Case
from .claims import Refuted, is_chance, run_claims
from .elsewhere import depends_on_addresses
from .generate import generate
from .shrink import shrink
from .wild import wild
from .worlds import (
    Outcome,
    Refused,
    differences,
    hits_a_neighbour,
    run_interpreter,
    run_jit,
    run_kernel,
)

__all__ = ["MODES", "Failure", "Tally", "check", "make"]

#: "valid": programs that the kernel accepts; "wild": everything that can be loaded here; "bold":
#: programs at the edge of what can be proved of them.
MODES = ("valid", "wild", "bold")
_MAKERS = {"valid": generate, "wild": wild, "bold": bold}


@dataclass(frozen=True)
class Failure:
    """One case that two worlds do not agree on."""

    mode: str
    seed: int
    text: str

    def __str__(self) -> str:
        again = f"python -m tests.fuzz --mode {self.mode} --seed {self.seed} --count 1"
        return f"{self.mode} seed {self.seed} ({again})\n{self.text}"


@dataclass
class Tally:
    """What a series of cases came to.

    Attributes:
        programs: cases that were run.
        refused: valid cases that the kernel's verifier refused.
        kernel: cases that the kernel ran.
        jit: cases that were compiled.
        claims: cases of which everything that the analysis states was seen to hold.
        faults: kind of fault -> how many cases ended with it.
        moved: cases that end differently at other addresses, leave an element of a map, or hit a
            frame by chance at some addresses, and are not compared further.
        failures: cases that two worlds do not agree on.
    """

    programs: int = 0
    refused: int = 0
    kernel: int = 0
    jit: int = 0
    claims: int = 0
    moved: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Tally:
        """The tally that `dataclasses.asdict` gave ``found`` of."""
        return cls(**{**found, "failures": [Failure(**each) for each in found["failures"]]})

    def add(self, other: Tally) -> None:
        """Count ``other`` as well."""
        for name in ("programs", "refused", "kernel", "jit", "claims", "moved"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, count in other.faults.items():
            self.faults[kind] = self.faults.get(kind, 0) + count
        self.failures += other.failures

    @property
    def acceptance(self) -> float:
        """Share of the valid cases that the kernel accepted, 1.0 when none was asked."""
        asked = self.kernel + self.refused
        return self.kernel / asked if asked else 1.0

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {kind}" for kind, count in sorted(self.faults.items()))
        return (
            f"{self.programs} programs, {self.jit} compiled, {self.kernel} in the kernel "
            f"({self.acceptance:.2%} accepted), {self.claims} with claims checked, "
            f"{self.moved} depend on addresses, "
            f"{len(self.failures)} mismatches; ends: {ends or 'none'}"
        )


def make(mode: str, seed: int) -> Case:
    """The case of a seed."""
    return _MAKERS[mode](Random(seed), seed=seed)


def check(
    mode: str, seed: int, tally: Tally, *,
    jit: bool = True, kernel: bool = True, small: bool = True, claims: bool = True,
) -> None:  # fmt: skip
    """Run the case of ``seed`` and count it in ``tally``.

    Args:
        mode: one of `MODES`; wild programs never go to the kernel.
        seed: of the case.
        tally: gets the result.
        jit: whether to compile it.
        kernel: whether to give a valid one to the kernel.
        small: whether to shrink a case that fails.
        claims: whether to compare what the analysis states with each step of the interpreter.
    """
    case = make(mode, seed)
    tally.programs += 1
    try:
        expected = run_claims(case) if claims else run_interpreter(case)
    except Refuted as error:
        if mode != "valid" and is_chance(case):
            tally.moved += 1
            return
        case = shrink(case, _is_refuted) if small else case
        tally.failures.append(
            Failure(mode, seed, f"{_refuted(case) or error}\n{case.description()}")
        )
        return
    tally.claims += claims
    end = expected.fault[0] if expected.fault else "return"
    tally.faults[end] = tally.faults.get(end, 0) + 1
    if mode == "valid" and expected.fault:
        tally.failures.append(Failure(mode, seed, _story(case, [expected], "a valid case faults")))
        return
    worlds: list[Callable[[Case], Outcome]] = []
    if kernel and mode == "valid":
        worlds.append(run_kernel)
    if jit:
        worlds.append(run_jit)
    for world in worlds:
        try:
            found = _disagreement(case, world, expected)
        except Refused:
            tally.refused += 1
            continue
        tally.jit += world is run_jit
        tally.kernel += world is run_kernel
        if not found:
            continue
        if mode != "valid" and _is_incomparable(case, expected):
            tally.moved += 1
            continue
        tally.failures.append(Failure(mode, seed, _report(case, world, small=small)))


#: Memory that is a region of its own in the interpreter, and a part of its map's in compiled code,
#: which lets programs reach all values of a map, and all records that they hold, from any of them.
_PARTS = ("of the value of map", "of the record of map")


def _is_incomparable(case: Case, expected: Outcome) -> bool:
    """Whether the case may rightly end differently in compiled code."""
    parts = any(part in expected.note for part in _PARTS)
    return parts or depends_on_addresses(case, expected) or hits_a_neighbour(case, expected)


def _refuted(case: Case) -> str | None:
    """Which statement of the analysis does not hold."""
    try:
        run_claims(case)
    except Refuted as error:
        return str(error)
    return None


def _is_refuted(case: Case) -> bool:
    return _refuted(case) is not None and not is_chance(case)


def _disagreement(case: Case, world: Callable[[Case], Outcome], expected: Outcome) -> Sequence[str]:
    try:
        return differences(expected, world(case))
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the compiler does not take is a finding
        return (f"{world.__name__}: {type(error).__name__}: {error}",)


def _report(case: Case, world: Callable[[Case], Outcome], *, small: bool) -> str:
    """What went wrong, with the smallest program for which it still does."""

    def fails(candidate: Case) -> bool:
        expected = run_interpreter(candidate)
        try:
            found = _disagreement(candidate, world, expected)
        except Refused:
            return False
        return bool(found) and not _is_incomparable(candidate, expected)

    if small and fails(case):
        case = shrink(case, fails)
    expected = run_interpreter(case)
    outcomes = [expected]
    found = _disagreement(case, world, expected)
    try:
        outcomes.append(world(case))
    except Exception as error:  # noqa: BLE001 - it is in ``found`` already
        found = (*found, f"no outcome: {error}")
    return _story(case, outcomes, "\n".join(found))


def _story(case: Case, outcomes: Sequence[Outcome], found: str) -> str:
    return "\n".join([found, case.description(), *map(str, outcomes)])
