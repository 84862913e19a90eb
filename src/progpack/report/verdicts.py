"""Verdicts of kernels about programs: as a table, as Markdown, JUnit and JSON, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from progpack.errors import ObjectError
from progpack.report.draw.units import clean

if TYPE_CHECKING:
    from progpack.kernel.syscall.refusal import KernelVerdict
    from progpack.run.verdicts import KernelReport

__all__ = ["changes", "findings", "junit", "markdown", "record", "text"]

#: Growth of a program's instructions that counts as a change for the worse.
_GROWTH: Final = 1.2
_THOUSAND, _MILLION = 1_000, 1_000_000
_LOG_LINES: Final = 12


def text(reports: Sequence[KernelReport], budget: float | None) -> list[str]:
    """A table with a row for each program, and below it each refusal once."""
    rows = [["program", *(one.name for one in reports)]]
    rows += [
        [name, *(_cell(one.verdicts[name], budget) for one in reports)] for name in _names(reports)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    for title, where, verdict in _groups(reports):
        lines += ["", f"{title}: {where}"]
        lines += [f"  {line}" for line in _explained(verdict)]
    for name in _names(reports):
        lines += _costs(name, reports)
    lines += [f"note: {one.name}: {note}" for one in reports for note in one.notes]
    return [clean(line) for line in lines]


def _costs(name: str, reports: Sequence[KernelReport]) -> list[str]:
    """The lines of a program that cost most, with the instructions walked on each kernel."""
    costs = [{line: count for count, line in one.verdicts[name].lines} for one in reports]
    rows = sorted(
        {line for cost in costs for line in cost},
        key=lambda line: -max(cost.get(line, 0) for cost in costs),
    )
    if not rows:
        return []
    heads = [one.name for one in reports]
    table = [heads, *([str(cost.get(line, "-")) for cost in costs] for line in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
    lines = ["", f"instructions walked for lines of {name}:"]
    for row, line in zip(table, ["line", *rows], strict=True):
        cells = "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"  {cells}  {line}")
    return lines


def markdown(reports: Sequence[KernelReport], budget: float | None) -> str:
    """The table and the refusals in Markdown."""
    lines = ["| program | " + " | ".join(one.name for one in reports) + " |"]
    lines.append("|---" * (len(reports) + 1) + "|")
    for name in _names(reports):
        cells = (_cell(one.verdicts[name], budget) for one in reports)
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    for title, where, verdict in _groups(reports):
        lines += ["", f"**{title}**: {where}", "", "```"]
        lines += [*_explained(verdict), "```"]
    return "\n".join(clean(line) for line in lines)


def junit(reports: Sequence[KernelReport], budget: float | None) -> str:
    """A test case for each program on each kernel."""
    from xml.sax.saxutils import quoteattr  # loads much, which a table does not need

    cases, failures = [], 0
    for one in reports:
        for name, verdict in one.verdicts.items():
            head = f"  <testcase classname={quoteattr(one.name)} name={quoteattr(name)}"
            problem = _problem(verdict, budget)
            if verdict.accepted is None:
                cases.append(f"{head}><skipped message={quoteattr(verdict.reason)}/></testcase>")
            elif problem:
                failures += 1
                cases.append(f"{head}><failure message={quoteattr(clean(problem))}/></testcase>")
            else:
                cases.append(f"{head}/>")
    head = f'<testsuite name="progpack verify" tests="{len(cases)}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *cases, "</testsuite>"])


def record(name: str, reports: Sequence[KernelReport]) -> dict[str, Any]:
    """All of it as JSON has it; what `changes` compares with."""
    return {
        "object": name,
        "kernels": [
            {
                "name": one.name,
                "release": one.release,
                "seconds": one.seconds,
                "notes": list(one.notes),
                "programs": {
                    program: {**asdict(verdict), "log": _tail(verdict.log)}
                    for program, verdict in one.verdicts.items()
                },
            }
            for one in reports
        ],
    }


def findings(reports: Sequence[KernelReport], budget: float | None) -> list[str]:
    """Refusals, and programs over the budget, a sentence each."""
    return [
        f"{name} on {one.name}: {problem}"
        for one in reports
        for name, verdict in one.verdicts.items()
        if (problem := _problem(verdict, budget))
    ]


def changes(reports: Sequence[KernelReport], baseline: Mapping[str, Any]) -> list[str]:
    """The losses against an earlier `record`: new refusals, and a fifth more instructions.

    Raises:
        ObjectError: the file is no such record.
    """
    try:
        before = {one["name"]: dict(one["programs"]) for one in baseline["kernels"]}
        return [
            sentence
            for one in reports
            for name, verdict in one.verdicts.items()
            if (sentence := _change(one.name, verdict, before.get(one.name, {}).get(name)))
        ]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ObjectError("the baseline is not what verify --kernels --json wrote") from None


def _change(kernel: str, now: KernelVerdict, before: Mapping[str, Any] | None) -> str:
    where = f"{now.program} on {kernel}"
    if now.accepted is False and (before is None or before["accepted"]):
        return f"{where}: refused now: {now.reason}"
    if before is None or not now.accepted or not before["accepted"]:
        return ""
    was = before["insns"]
    if was and now.insns and now.insns > was * _GROWTH:
        return f"{where}: {now.insns:,} instructions, {was:,} before"
    return ""


def _names(reports: Sequence[KernelReport]) -> list[str]:
    return list(reports[0].verdicts) if reports else []


def _cell(verdict: KernelVerdict, budget: float | None) -> str:
    if verdict.accepted is None:
        return "-"
    if not verdict.accepted:
        line = verdict.source.split(":")[1] if verdict.source.count(":") >= 2 else ""
        return f"refused :{line}" if line.isdigit() else "refused"
    if verdict.insns is None:
        return "ok"
    over = " !" if budget is not None and verdict.share > budget else ""
    return f"ok {_short(verdict.insns)} {verdict.share:.1%}{over}"


def _short(number: int) -> str:
    if number < _THOUSAND:
        return str(number)
    if number < _MILLION:
        return f"{number / _THOUSAND:.1f}k"
    return f"{number / _MILLION:.2f}M"


def _problem(verdict: KernelVerdict, budget: float | None) -> str:
    if verdict.accepted is False:
        return f"refused: {verdict.reason}"
    if verdict.accepted and budget is not None and verdict.share > budget:
        return (
            f"{verdict.insns:,} of {verdict.limit:,} instructions ({verdict.share:.0%}), "
            f"over the budget of {budget:.0%}"
        )
    return ""


def _groups(reports: Sequence[KernelReport]) -> list[tuple[str, str, KernelVerdict]]:
    """Each refusal once: program, kernels that agree, and the verdict of the first of them.

    Programs that were not asked for the same reason are told together.
    """
    groups: dict[tuple[str, str, str], list[tuple[str, KernelVerdict]]] = {}
    for one in reports:
        for name, verdict in one.verdicts.items():
            if verdict.accepted is not True:
                asked = verdict.accepted is False
                key = (name, verdict.reason, verdict.source) if asked else ("", verdict.reason, "")
                groups.setdefault(key, []).append((one.name, verdict))
    return [
        (_title(members), "not asked" if not key[0] else "refused", members[0][1])
        for key, members in groups.items()
    ]


def _title(members: Sequence[tuple[str, KernelVerdict]]) -> str:
    programs = ", ".join(dict.fromkeys(verdict.program for _, verdict in members))
    return f"{programs} on {', '.join(dict.fromkeys(kernel for kernel, _ in members))}"


def _explained(verdict: KernelVerdict) -> list[str]:
    lines = [verdict.source] if verdict.source else []
    lines.append(verdict.reason)
    if verdict.suggestion:
        lines.append(f"suggestion: {verdict.suggestion}")
    return lines


def _tail(log: str) -> list[str]:
    """The last lines of a log, with repeated parts once."""
    return collapsed(log.splitlines())[-_LOG_LINES:]


def collapsed(lines: Sequence[str]) -> list[str]:
    """A log in which what follows itself, as the walk of a loop does, stands once.

    Two parts are alike when they walk the same instructions, whatever the registers hold.
    """
    keys = [line.split(" ", 1)[0] if line[:1].isdigit() else line for line in lines]
    out: list[str] = []
    at = 0
    while at < len(lines):
        length, times = _repeated(keys, at)
        out += lines[at : at + max(length, 1)]
        if times > 1:
            out.append(f"(the last {length} lines {times} times)")
        at += max(length, 1) * times
    return out


#: Most lines of a part that is looked for.
_LONGEST: Final = 64


def _repeated(keys: Sequence[str], at: int) -> tuple[int, int]:
    """Length of the shortest part at a line that follows itself twice or more, and its number."""
    for length in range(1, _LONGEST + 1):
        part = keys[at : at + length]
        times = 1
        while keys[at + times * length : at + (times + 1) * length] == part and part:
            times += 1
        if times > 2:
            return length, times
    return 1, 1
