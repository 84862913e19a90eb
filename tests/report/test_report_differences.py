"""What differs between results and policies."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from report_results import policy_result, result_of, toy_result, validation
from rich.console import Console

from progpack.errors import UsageError
from progpack.report.differences import (
    Comparison,
    DifferenceReport,
    compare,
    difference_csv,
    difference_dict,
)

EXACT = (validation("placement", 9000, 9000), validation("splits", 45, 41))
PAGE = policy_result("page", level2_splits=45, pages_peak=9000)
PACK = policy_result("pack", level2_splits=43, pages_peak=512)


def orders(pair: Comparison) -> dict[str, str]:
    return {change.measure.key: change.order for change in pair.changes}


def changed(pair: Comparison) -> dict[str, str]:
    return {change.measure.key: change.text for change in pair.different}


def text_of(comparisons: tuple[Comparison, ...], width: int = 80) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, _environ={}).print(DifferenceReport(comparisons))
    return stream.getvalue()


def test_two_policies_of_one_result() -> None:
    result = result_of(PAGE, PACK, validations=EXACT)
    (pair,) = compare(result, result, ("page", "pack"))
    assert (pair.left, pair.right) == ("page", "pack")
    assert orders(pair)["level2_splits"] == "undecided"
    assert changed(pair)["pages_peak"] == "-8,488, -94%"
    assert changed(pair)["memory_peak"] == "-33.2 MiB, -94%"
    (back,) = compare(result, result, ("pack", "page"))
    assert changed(back)["pages_peak"] == "+8,488, 17.6 times"


def test_the_same_result_differs_in_nothing() -> None:
    result = toy_result(60)
    pairs = compare(result, toy_result(60))
    assert [pair.left for pair in pairs] == [f"{p.name}, A" for p in result.policies]
    assert not any(pair.different or pair.conditions for pair in pairs)
    assert text_of(pairs).count("nothing differs") == len(pairs)


def test_conditions_that_differ_are_said_and_other_traces_refused() -> None:
    one = result_of(PAGE, validations=EXACT)
    two = replace(one, machine="x86-64:8G,cpus=4", seed=3)
    (pair,) = compare(one, two)
    assert pair.conditions == (
        ("machine", "x86-64:8G,cpus=2", "x86-64:8G,cpus=4"),
        ("seed", "0", "3"),
    )
    assert "machine: x86-64:8G,cpus=2 (A), x86-64:8G,cpus=4 (B)" in text_of((pair,))
    other = replace(one, statistics=replace(one.statistics, events=9))
    with pytest.raises(UsageError, match=r"different traces .*: 2 and 9.*--any-trace"):
        compare(one, other)
    assert compare(one, other, any_trace=True)[0].conditions[0] == ("trace, its events", "2", "9")


def test_a_renamed_trace_is_the_same_trace() -> None:
    one = result_of(PAGE)
    assert compare(one, replace(one, trace="moved.ptrace"))[0].conditions == ()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "name two policies of the result; there are page, pack"),
        (("page",), "compared with itself"),
        (("page", "page"), "compared with itself"),
        (("page", "none"), "the result has no policy 'none'"),
        (("page", "pack", "page"), "two policies are compared, not 3"),
    ],
)
def test_what_cannot_be_compared_is_refused(names: tuple[str, ...], message: str) -> None:
    result = result_of(PAGE, PACK)
    with pytest.raises(UsageError, match=message):
        compare(result, result, names)


def test_results_without_a_common_policy() -> None:
    with pytest.raises(UsageError, match="no policy is in both"):
        compare(result_of(PAGE), result_of(PACK))
    (pair,) = compare(result_of(PAGE), result_of(PACK), ("page", "pack"))
    assert pair.different


def test_a_number_that_one_lacks_is_no_difference() -> None:
    result = toy_result(60)
    (pair,) = compare(result, result, ("page", "pack"))
    assert orders(pair)["occupancy"] == "none"
    assert "? chunks taken" in text_of((pair,))


def test_csv_json_and_text_agree() -> None:
    result = toy_result(60)
    pairs = compare(result, result, ("pack-4k", "pack"))
    (record,) = difference_dict(pairs)
    lines = list(csv.DictReader(io.StringIO(difference_csv(pairs), newline="")))
    assert {line["measure"] for line in lines} == set(record["changes"])
    for line in lines:
        change = record["changes"][line["measure"]]
        assert (line["left value"], line["right value"], line["order"]) == (
            str(change["left"]),
            str(change["right"]),
            change["order"],
        )
    assert max(map(len, text_of(pairs).splitlines())) <= 80
