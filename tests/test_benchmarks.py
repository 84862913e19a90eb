"""The page of benchmarks says what the run that is kept beside it found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from benchmarks.__main__ import BENCHMARKS, PAGE, RESULTS, page
from benchmarks.targets import rows, table


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text())
    return found


def test_the_page_is_made_of_the_results(results: dict[str, Any]) -> None:
    assert page(PAGE.read_text(), results) == PAGE.read_text()


def test_each_benchmark_was_in_that_run(results: dict[str, Any]) -> None:
    assert set(results["found"]) == set(BENCHMARKS)
    assert results["machine"]["root"]


def test_a_target_that_is_missed_is_called_so(results: dict[str, Any]) -> None:
    found = results["found"]
    slow = [{**row, "overhead_ns": 11.0} for row in found["packets"]]
    made = rows({"packets": slow})
    assert len(made) == len(slow)
    assert not any(row.met for row in made)
    assert table(made).count("**missed** (packets)") == len(slow)


def test_every_result_that_has_a_target_has_a_row(results: dict[str, Any]) -> None:
    without = {"trace_io"}
    assert {row.source for row in rows(results["found"])} == set(BENCHMARKS) - without
