"""Reads logs of verifiers, Linux 5.10 to 7.3: the reason of a refusal, its place, the numbers.

Every log ends with the reason as a sentence of its own; from 7.3 on, parts behind it explain it.
The numbers are in the line ``processed N insns (limit M) ...`` of every log.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

__all__ = ["LIMIT", "LogReading", "read_log", "walked"]

#: Most instructions that a verifier walks, where it does not say (BPF_COMPLEXITY_LIMIT_INSNS).
LIMIT: Final = 1_000_000
_NUMBERS: Final = re.compile(
    r"^processed (\d+) insns \(limit (\d+)\).*?total_states (\d+) peak_states (\d+)", re.MULTILINE
)
_TIME: Final = re.compile(r"^verification time (\d+) usec", re.MULTILINE)
_WALKED: Final = re.compile(r"^(\d+): \([0-9a-f]{2}\) ", re.MULTILINE)
_INSN: Final = re.compile(r"^(\d+): \([0-9a-f]{2}\) ")
#: Beginnings of lines that are no reason: numbers, states, instructions, lines of source.
_NO_REASON: Final = re.compile(
    r"^(?:processed \d|verification time |stack depth |insns_|insns processed |subprog \d"
    r"|cur state:|old state:|mark_precise|max_states|\d+: |; |from \d+ to \d+|R\d+(?:_\w+)?="
    r"|last_idx|first_idx|regs=|parent |func#\d|\(|$)"
)
#: Where the verifier begins to explain, from 7.3 on; the sentence of old verifiers is before it.
_TOLD: Final = "Verification failed: "
_PART: Final = re.compile(r"^\s*(Reason|At|Causal path|Suggestion)\s*:\s*(.*)$")


@dataclass(frozen=True, slots=True)
class LogReading:
    """The statements of a verifier's log.

    Attributes:
        reason: the reason of a refusal as the verifier puts it; empty where it says none.
        pc: slot of the last instruction that it walked, None where no log of the walk was taken.
        suggestion: the verifier's own suggestion; empty before 7.3.
        insns: instructions that it walked; None where it does not say.
        limit: most instructions that it walks.
        states: states that it kept, None where it does not say.
        microseconds: time that it took, None where it does not say.
    """

    reason: str = ""
    pc: int | None = None
    suggestion: str = ""
    insns: int | None = None
    limit: int = LIMIT
    states: int | None = None
    microseconds: int | None = None


def read_log(log: str) -> LogReading:
    """Read a log of any level."""
    numbers, time = _NUMBERS.search(log), _TIME.search(log)
    walk, _, told = log.partition(_TOLD)
    lines = [line.rstrip() for line in walk.splitlines()]
    parts = _parts(told.splitlines())
    return LogReading(
        reason=_old_reason(lines) or parts.get("Reason", ""),
        pc=_last_pc(lines),
        suggestion=parts.get("Suggestion", ""),
        insns=int(numbers[1]) if numbers else None,
        limit=int(numbers[2]) if numbers else LIMIT,
        states=int(numbers[3]) if numbers else None,
        microseconds=int(time[1]) if time else None,
    )


def walked(log: str) -> Counter[int]:
    """Number of times that each slot was walked, in a log of every walk."""
    return Counter(int(match[1]) for match in _WALKED.finditer(log))


def _parts(lines: list[str]) -> dict[str, str]:
    """Named parts of a log of 7.3 or later, each with the lines that belong to it."""
    parts: dict[str, str] = {}
    current = ""
    for line in lines:
        match = _PART.match(line)
        if match is not None:
            current = match[1]
            parts[current] = match[2].strip()
        elif current and line.startswith((" ", "\t")) and line.strip():
            parts[current] = f"{parts[current]} {line.strip()}".strip()
        else:
            current = ""
    return parts


def _old_reason(lines: list[str]) -> str:
    return next((line.strip() for line in reversed(lines) if not _NO_REASON.match(line)), "")


def _last_pc(lines: list[str]) -> int | None:
    matches = (_INSN.match(line) for line in reversed(lines))
    return next((int(match[1]) for match in matches if match is not None), None)
