"""Results: files hold all of them, and say what is wrong when they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from progpack.errors import ObjectError, UsageError
from progpack.model import Totals
from progpack.replay import PolicyResult, Result, Sample, Validation, error_of
from progpack.replay.result import MAGIC
from progpack.trace import Header
from tests.replay.result_strategies import COUNTED, results


def small() -> Result:
    policy = PolicyResult(
        "pack",
        "",
        "",
        "single",
        2 << 20,
        end=Totals(loads=2),
        drained=Totals(loads=2, unloads=1),
        series=(Sample(0, 1, Totals(loads=1)), Sample(5, 2, Totals(loads=2))),
    )
    return Result("t", Header(), COUNTED, "x86-64:64G", 4096, (policy,))


@given(results)
def test_a_result_comes_back_as_it_was(result: Result) -> None:
    assert Result.loads(result.to_json()) == result


def test_a_result_is_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    small().save(path)
    assert Result.from_json(path) == small()
    assert path.read_text().isascii()


def test_a_series_is_written_as_columns() -> None:
    record = json.loads(small().to_json())
    assert record[MAGIC] == 1
    assert record["policies"][0]["series"]["totals"]["loads"] == [1, 2]


def test_members_of_a_later_writer_are_ignored() -> None:
    record = json.loads(small().to_json())
    record["more"] = record["policies"][0]["more"] = 1
    assert Result.from_dict(record) == small()


def damaged(*path: Any, value: Any) -> str:
    record = json.loads(small().to_json())
    at = record
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "r: not a result"),
        (b"\x1f\x8b", "r: not a result: a trace, or else no text"),
        ("[" * 100_000, "r: not a result"),
        ("{}", 'there is no "progpack-result" in it'),
        (damaged(MAGIC, value=2), "a result of version 2; this progpack reads 1 to 1"),
        (damaged(MAGIC, value="1"), "a result of version '1'"),
        (damaged("machine", value=None), "r has no member 'machine'"),
        (damaged("seed", value=1.5), "r.seed is 1.5, not int"),
        (damaged("seed", value=True), "r.seed is True, not int"),
        (damaged("policies", value={}), "r.policies is no list"),
        (damaged("policies", 0, "end", "loads", value="2"), "r.policies[0].end.loads is '2'"),
        (damaged("policies", 0, "picture", value=[]), "r.policies[0] is no object with a picture"),
        (
            damaged("policies", 0, "series", "event", value=[1]),
            "r.policies[0].series has columns of different lengths",
        ),
        (damaged("policies", 0, "series", value=None), "r.policies[0].series is no object"),
        (damaged("statistics", "rate", value={"x": 1}), "r.statistics.rate: "),
        (damaged("statistics", "busiest_minute", value=[1]), "has 1 items, not 2"),
        (damaged("header", "page_size", value=-1), "page_size is -1"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(text: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=r"^r[.: ]") as caught:
        Result.loads(text, "r")
    assert said in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="No such file"):
        Result.from_json(tmp_path / "none")
    with pytest.raises(ObjectError, match="Is a directory"):
        small().save(tmp_path)


def test_a_policy_is_found_by_its_name() -> None:
    assert small().policy("pack").end.loads == 2
    with pytest.raises(UsageError, match="the result has no policy 'page'; it has: pack"):
        small().policy("page")


def validation(expected: float, got: float) -> Validation:
    error = (got - expected) / expected if expected else got
    return Validation("6.18", "c_3000", "pack", "splits", "2 MiB splits", expected, got, error, "")


def test_the_error_in_words_is_that_of_the_worst_comparison() -> None:
    made = [validation(45, 45), validation(40, 44), validation(50, 40)]
    assert error_of(made, "placement") == "not validated"
    assert error_of(made[:1], "splits") == "exact in all of 1 comparisons"
    assert error_of(made, "splits") == (
        "exact in 1 of 3 comparisons; at most -20.0% (2 MiB splits: 40 for 50, 6.18)"
    )
    assert error_of([validation(0, 2)], "splits") == (
        "exact in 0 of 1 comparisons; at most +2 (2 MiB splits: 2 for 0, 6.18)"
    )
