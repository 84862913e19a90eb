"""Verdicts on programs before they run: proved and checked accesses, loops, refusals.

This is the lowering's own answer: an access that is said to be proved here has no check in the
code that runs, and one that is said to be checked has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from progpack.bpf.check.program import check_program
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.errors import ProgpackError
from progpack.jit.lower.builder import Access
from progpack.jit.lower.program import translate

__all__ = ["Verdict", "verify_program"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one program.

    Attributes:
        name: the program's name.
        refusal: why it is not loaded here, "" when it is.
        accesses: in the order of its instructions, those that are never reached left out.
        bound: the most budget (taken backward jumps and calls) that a run takes; None when that is
            not known, and the budget is counted as the program runs.
        counted: whether the budget is counted as the program runs.
    """

    name: str
    refusal: str
    accesses: tuple[Access, ...] = ()
    bound: int | None = None
    counted: bool = True

    @property
    def proved(self) -> int:
        """Accesses that need no check when the program runs."""
        return sum(access.proved for access in self.accesses)

    @property
    def checked(self) -> int:
        """Accesses that are checked when the program runs."""
        return len(self.accesses) - self.proved


def verify_program(spec: ProgramSpec, maps: Mapping[str, MapSpec]) -> Verdict:
    """Return the facts about a program, or why it is refused.

    Args:
        spec: the program.
        maps: the maps of its object, by name.
    """
    try:
        facts = check_program(spec, maps)
    except ProgpackError as error:
        return Verdict(spec.name, str(error))
    used = {name: maps[name] for name in spec.used_maps}
    lowered = translate(spec, used, facts=facts)
    accesses = tuple(sorted(lowered.accesses, key=lambda access: access.pc))
    return Verdict(spec.name, "", accesses, lowered.bound, lowered.counted)
