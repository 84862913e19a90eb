"""Verdicts of kernels drawn: tables, groups, budgets, baselines, repeated lines of logs."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from progpack.errors import ObjectError
from progpack.kernel.syscall.refusal import KernelVerdict
from progpack.report import verdicts as report
from progpack.run.verdicts import KernelReport

SOURCE = "src/fire.c:123: x = *p;"


def ok(name: str = "filter", insns: int = 4000) -> KernelVerdict:
    return KernelVerdict(name, True, insns=insns)


def no(name: str = "filter", reason: str = "R2 unbounded", **more: Any) -> KernelVerdict:
    return KernelVerdict(name, False, reason, SOURCE, 7, **more)


def reports(**kernels: KernelVerdict) -> list[KernelReport]:
    return [KernelReport(name, name, {one.program: one}) for name, one in kernels.items()]


def test_rows_are_programs_and_columns_kernels() -> None:
    lines = report.text(reports(a=ok(), b=ok(insns=966_293), c=no()), None)
    assert lines[:2] == [
        "program  a             b                 c",
        "filter   ok 4.0k 0.4%  ok 966.3k 96.6%  refused :123",
    ] or lines[1].split() == [
        "filter",
        "ok",
        "4.0k",
        "0.4%",
        "ok",
        "966.3k",
        "96.6%",
        "refused",
        ":123",
    ]
    assert lines[3:] == ["filter on c: refused", f"  {SOURCE}", "  R2 unbounded"]


def test_kernels_that_agree_are_told_once() -> None:
    lines = report.text(reports(a=no(), b=no(), c=no(reason="other")), None)
    heads = [line for line in lines if line.startswith("filter on")]
    assert heads == ["filter on a, b: refused", "filter on c: refused"]


@pytest.mark.parametrize(("insns", "over"), [(800_000, False), (800_001, True)])
def test_the_budget_is_what_a_program_may_just_take(insns: int, over: bool) -> None:
    found = report.findings(reports(a=ok(insns=insns)), 0.8)
    assert bool(found) is over
    assert any("!" in line for line in report.text(reports(a=ok(insns=insns)), 0.8)) is over


def test_what_was_not_asked_is_no_finding() -> None:
    asked = reports(a=KernelVerdict("filter", None, "needs another object"))
    assert report.findings(asked, 0.5) == []
    assert "filter on a: not asked" in report.text(asked, None)


def test_a_baseline_counts_what_is_worse_alone() -> None:
    before = json.loads(json.dumps(report.record("o", reports(a=ok(insns=1000), b=no()))))
    assert report.changes(reports(a=ok(insns=1200), b=no()), before) == []
    assert report.changes(reports(a=ok(insns=1201), b=ok()), before) == [
        "filter on a: 1,201 instructions, 1,000 before"
    ]
    assert report.changes(reports(a=no(), b=no()), before) == [
        "filter on a: refused now: R2 unbounded"
    ]
    assert report.changes(reports(new=no()), before) == ["filter on new: refused now: R2 unbounded"]


@pytest.mark.parametrize("value", [[], {}, {"kernels": 3}, {"kernels": [{}]}, None])
def test_a_file_that_is_no_baseline_is_refused(value: Any) -> None:
    with pytest.raises(ObjectError, match="the baseline is not what"):
        report.changes(reports(a=ok()), value)


def test_junit_and_markdown_have_each_verdict() -> None:
    asked = reports(a=ok(), b=no(reason="<R2> & more"), c=KernelVerdict("filter", None, "why"))
    suite = ET.fromstring(report.junit(asked, None))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert suite[1][0].get("message") == "refused: <R2> & more"
    text = report.markdown(asked, None)
    assert text.splitlines()[2] == "| `filter` | ok 4.0k 0.4% | refused :123 | - |"


def test_parts_that_follow_themselves_stand_once() -> None:
    loop = ["1: (07) r1 += 1 ; R1={}", "2: (a5) if r1 < 9 goto 1 ; R1={}"]
    log = ["0: (b7) r1 = 0", *(line.format(n) for n in range(20) for line in loop), "3: (95) exit"]
    out = report.collapsed(log)
    assert out == [log[0], log[1], log[2], "(the last 2 lines 20 times)", log[-1]]
    assert report.collapsed(["a", "b", "a", "b"]) == ["a", "b", "a", "b"]
    assert report.collapsed([]) == []
