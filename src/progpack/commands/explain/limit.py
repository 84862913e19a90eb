"""The answer to `explain 524`: the room below the JIT's limit, and in the range for code."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from progpack.known import Unknown
from progpack.report.draw.units import bytes_text, number, percent
from progpack.report.snapshot.facts import charge_text

if TYPE_CHECKING:
    from progpack.kernel.explain.limit import EndAnswer, LimitAnswer
    from progpack.kernel.proc.code_range import CodeRange

__all__ = ["RAISE", "rows", "title"]

_Rows = Iterator[tuple[str, str]]
# Programs of one name that no loader needs at a time.
_LEAKED = 1000
RAISE = "sysctl -w net.core.bpf_jit_limit=BYTES"
"""The command that raises the limit."""


def title(answer: LimitAnswer) -> str:
    """The first line."""
    if isinstance(answer.headroom, Unknown) or isinstance(answer.limit, Unknown):
        where = "here" if os.geteuid() == 0 else "to this user; root sees it"
        return f"headroom to the limit on JITed code is not known {where}"
    low, high = answer.headroom
    left = "nothing" if high <= 0 else bytes_text(max(low, 0))
    prefix = "" if high <= 0 or low == high else "at least "
    share = percent(max(low, 0) / answer.limit) if answer.limit else "0%"
    text = f"{prefix}{left} ({share}) of the limit on JITed code is left"
    if not answer.finding:
        return text
    least = answer.threshold
    sure = high <= 0 or (isinstance(least, int) and high < least)
    return (
        f"{text}: too little" if sure else f"{text}, {bytes_text(high)} at most: maybe too little"
    )


def rows(answer: LimitAnswer) -> _Rows:
    """Names and texts of the rows."""
    if isinstance(answer.limit, Unknown):
        yield "not seen", answer.limit.reason
    else:
        yield "limit", f"net.core.bpf_jit_limit is {answer.limit} ({bytes_text(answer.limit)})"
    yield "charged", charge_text(answer.charged)
    yield "programs", f"{charge_text(answer.programs)}, with an id"
    yield "trampolines", charge_text(answer.trampolines)
    yield "dark", f"{charge_text(answer.dark)}, without an id: progpack explain dark"
    if isinstance(answer.headroom, Unknown):
        yield "headroom", str(answer.headroom)
    else:
        low, high = answer.headroom
        text = _range(bytes_text(low), bytes_text(high))
        least = answer.threshold
        if not isinstance(least, Unknown):
            text += f"; the threshold is {bytes_text(least)}"
        yield "headroom", text
    yield "what fails", _what_fails(answer)
    yield (
        "who",
        (
            "only loaders without CAP_BPF and CAP_SYS_ADMIN of the initial namespace are refused; "
            "privileged ones go beyond the limit, and what they take counts all the same"
        ),
    )
    if answer.end is not None:
        yield from _end_rows(answer.end)
        if answer.finding or answer.end.full:
            yield from _advice(answer, answer.end)
    if not isinstance(answer.charged.high, Unknown) and answer.charged.low != answer.charged.high:
        yield "closer", "the bounds meet with --probe (root), which reads the kernel's own count"


def _end_rows(end: EndAnswer) -> _Rows:
    """Yield the rows on what stops loaders that no limit binds."""
    code = end.code
    if isinstance(code.size, int) and not isinstance(code.used, Unknown):
        text = f"{bytes_text(code.size)} of addresses for all code of the kernel, modules too; "
        used = charge_text(code.used) if code.used.exact is not None else f"at least {_low(code)}"
        hole = code.largest_hole
        text += f"{used} used; the largest hole "
        yield "range", text + (bytes_text(hole) if isinstance(hole, int) else f"is {hole}")
    else:
        yield "range", f"how full the range for code is: {code.left}"
    if end.generations:
        most = (
            f"{one.name} {number(one.count)}, {bytes_text(one.size)}" for one in end.generations
        )
        yield "most loaded", "; ".join(most)
    if end.generations and end.generations[0].count >= _LEAKED:
        name = end.generations[0].name
        yield (
            "leaked",
            (
                "a thousand programs of one name and more mostly are generations that their loader "
                f"never let go: progpack explain name:{name} says who holds them"
            ),
        )


def _low(code: CodeRange) -> str:
    return "0 B" if isinstance(code.used, Unknown) else bytes_text(code.used.low)


def _advice(answer: LimitAnswer, end: EndAnswer) -> _Rows:
    """Yield the rows on what to do where little is left."""
    if end.full:
        yield (
            "what to do",
            (
                "the range for code is nearly full, which no sysctl changes: unload what nobody "
                "needs, first the names of which most are loaded (progpack explain name:NAME says "
                "who holds them), or boot again"
            ),
        )
    if answer.finding:
        yield (
            "what to do",
            (
                f"raise the limit: {RAISE}, and in /etc/sysctl.d; find who loads: progpack explain "
                "dark; a sum that grows while nothing is started is a leak"
            ),
        )
    for fault in end.faults:
        had, removed = fault.commits
        since = f"since {had}, " if had else ""
        more = f"; {fault.more}" if fault.more else ""
        yield (
            "known fault",
            (
                f"Linux {end.release}, unless its distribution has taken the fix: {fault.what} "
                f"({since}until {removed}{more})"
            ),
        )


def _what_fails(answer: LimitAnswer) -> str:
    if isinstance(answer.always_on, Unknown):
        return f"whether a refusal is an error here: {answer.always_on}"
    if answer.always_on:
        return (
            "this kernel has no interpreter (CONFIG_BPF_JIT_ALWAYS_ON), so a refused load fails "
            "with errno 524 (ENOTSUPP): seccomp filters, socket filters, containers that start"
        )
    return "this kernel has the interpreter: a refused classic program runs there, only slower"


def _range(low: str, high: str) -> str:
    # Bounds that differ by less than what is shown are one number to a reader.
    return low if low == high else f"{low} to {high}"
