"""What the judged programs come to: the rows of issue 18's table, and the causes of refusals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.selftests.judge import Case

__all__ = ["IN_ITS_WORDS", "REFUSED", "Figures", "cause", "faults", "wrong_values"]

#: Messages of refusals, and what they are a case of; the first that fits.
_CAUSES: Final = [
    (r"calls the kernel function (\w+)", r"kfunc \1"),
    (r"needs the address of the kernel's (\w+)", r"address of \1"),
    (r"needs the kernel option (\w+)", r"option \1"),
    (r"bpf_(\w+) \(#\d+\) is not provided", r"helper \1"),
    (r"helper #(\d+)", r"helper #\1"),
    (r"bpf_(\w+)[^;]*? is not for (\w+) programs", r"helper \1 in \2"),
    (r"(\w+) programs cannot run here", r"programs of type \1"),
    (r"section '?([^' ]+)'? names no program type", "section without a program type"),
    (r"type (\w+) is not provided", r"map \1"),
    (r"map '?[\w.]+'?[^:]*: (.*)", r"map: \1"),
]
_LONGEST: Final = 110
#: Ends of programs that must not load.
REFUSED: Final = "refused"
IN_ITS_WORDS: Final = "refused in the kernel's words"


def cause(message: str) -> str:
    """What a refusal is a case of: the message without the names of the program at hand."""
    for pattern, text in _CAUSES:
        found = re.search(pattern, message)
        if found is not None:
            return found.expand(text)[:_LONGEST]
    last = re.sub(r"^(\S+: )?(program \w+, )?(instruction \d+: )?", "", message)
    return re.sub(r"0x[0-9a-f]+|\d+", "N", last.split("; ")[0])[:_LONGEST]


def wrong_values(cases: Iterable[Case]) -> list[Case]:
    """Programs that the kernel runs right and that give another value here."""
    valued = (case for case in cases if case.expected.value is not None)
    return [case for case in valued if case.kernel_is_right and case.has_other_value]


def faults(cases: Iterable[Case]) -> list[Case]:
    """Programs that the kernel runs right and that end in a fault here."""
    valued = (case for case in cases if case.expected.value is not None and not case.refused)
    right = (case for case in valued if case.kernel_is_right and case.problem())
    return [case for case in right if not case.has_other_value and not case.crash]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one set of cases.

    Attributes:
        programs: all.
        right, runnable: programs with a value that this kernel runs right, and of them those that
            are right here, compiled and interpreted.
        loaded, accepted: programs that must load and that this kernel takes, and of them those
            that load here.
        crashes: that took their process along or held it up.
        failures: programs that must not load; their ends here, compiled.
        refusals: by cause, of all that the kernel takes.
    """

    programs: int
    right: int
    runnable: int
    loaded: int
    accepted: int
    crashes: int
    failures: Counter[str]
    refusals: Counter[str]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Figures:
        """Count."""
        valued = [c for c in cases if c.expected.value is not None and c.kernel_is_right]
        taken = [c for c in cases if c.expected.success and c.kernel_takes_it]
        must_fail = [c for c in cases if c.expected.success is False]
        refused = [c for c in cases if c.refused and c.kernel_takes_it]
        return cls(
            len(cases),
            sum(not case.problem() for case in valued),
            len(valued),
            sum(not case.refused for case in taken),
            len(taken),
            sum(bool(case.crash) for case in cases),
            Counter(_end(case) for case in must_fail),
            Counter(cause(case.refused) for case in refused),
        )


def _end(case: Case) -> str:
    end = case.worlds.get("compiled", {})
    if "refused" in end:
        said = case.expected.messages and all(m in end["refused"] for m in case.expected.messages)
        return IN_ITS_WORDS if said else REFUSED
    return next((word for word in ("died", "fault", "value") if word in end), "not run")
