"""The page of benchmarks says what the run that is kept beside it found; trees are compared."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from benchmarks import against, history, rounds
from benchmarks.__main__ import BENCHMARKS, PAGE, RESULTS, merged, page
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


def test_figures_are_the_times_and_rates_of_results_and_nothing_else() -> None:
    found = [
        {"type": "XDP", "loop_ns": 4.5, "overhead_ns": 1.0, "vmas": 3, "flag": True},
        {"type": "skb", "loop_ns": 5, "installs_per_s": 100.0, "of_native": 0.5},
    ]
    assert dict(against.figures(found)) == {
        "XDP loop_ns": (4.5, False),
        "skb loop_ns": (5.0, False),
        "skb installs_per_s": (100.0, True),
    }


def test_a_ratio_above_one_is_a_loss_of_times_and_of_rates() -> None:
    time = against.Figure("t", False, old=[10, 14, 11], new=[12, 11, 30])
    rate = against.Figure("r", True, old=[10, 11, 9], new=[10, 8, 9])
    assert time.ratio() == 11 / 10
    assert rate.ratio() == 11 / 10
    assert rate.best() == (11, 10)


def test_a_loss_counts_where_each_third_of_the_rounds_has_it() -> None:
    limit = 1.05
    sure = against.Figure("t", False, old=[10] * 6, new=[11] * 6)
    unsure = against.Figure("t", False, old=[10, 12, 10], new=[12, 11, 12])
    edge = against.Figure("t", False, old=[100] * 3, new=[105] * 3)
    won = against.Figure("t", False, old=[10] * 3, new=[9] * 3)
    assert [figure.verdict(limit) for figure in (sure, unsure, edge, won)] == [
        "slower", "slower?", "", "faster",
    ]  # fmt: skip


def test_a_tree_has_its_own_sources_and_benchmarks_and_the_common_one(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "src" / "progpack").mkdir(parents=True)
    (checkout / "src" / "progpack" / "__init__.py").write_text("")
    (checkout / "benchmarks").mkdir()
    (checkout / "benchmarks" / "packets.py").write_text("raise SystemExit(3)")
    (checkout / "benchmarks" / against.COMMON).write_text("raise SystemExit(4)")
    tree = against.Tree.of(checkout, tmp_path / "made")
    assert os.listdir(tree.root / "src" / "progpack") == ["__init__.py"]
    assert tree.script("runs").read_text() == (against.HERE / against.COMMON).read_text()
    with pytest.raises(RuntimeError, match="exit code 3"):
        tree.measure("packets")
    with pytest.raises(RuntimeError, match="exit code 1: ImportError"):
        tree.measure("runs")
    with pytest.raises(SystemExit, match="no src/progpack"):
        against.Tree.of(tmp_path, tmp_path / "other")


def test_the_picture_is_drawn_from_the_lines() -> None:
    runs = history.lines()
    assert history.picture(runs) == history.PICTURE.read_text()
    names = {figure.name for figure in history.FIGURES}
    assert all(run["figures"] and run["figures"].keys() <= names for run in runs)
    assert [run["date"] for run in runs] == sorted(run["date"] for run in runs)


def test_the_results_that_are_kept_are_the_last_of_the_history(results: dict[str, Any]) -> None:
    last: dict[str, float] = {}
    for run in history.lines():
        last |= run["figures"]
    assert history.figures_of(results["found"]) == last


def test_a_run_of_some_benchmarks_keeps_what_the_others_found(results: dict[str, Any]) -> None:
    machine = {**results["machine"], "date": "2030-01-01"}
    packets = [{"type": "XDP", "overhead_ns": 2.5}]
    run = {"machine": machine, "loads": {"packets": 7.5}, "found": {"packets": packets}}
    kept = merged(results, run)
    assert kept["found"] == {**results["found"], "packets": packets}
    assert kept["machine"] == results["machine"]
    assert "packets: on 2030-01-01, load average 7.5" in page(PAGE.read_text(), kept)
    assert history.line_of(run, ["packets"])["figures"] == {
        "run_batch over the native code, XDP": 2.5
    }


def test_rounds_are_made_again_where_others_disturbed_them() -> None:
    times = iter([1.0, 2.0, 2.0, *[1.0] * 3])
    found, disturbed = rounds.take_turns({"one": lambda: next(times)}, 3)
    assert (found, disturbed) == ({"one": [1.0] * 3}, [])
    endless = iter([1.0, 1.6, 1.6] * rounds.ATTEMPTS)
    _, disturbed = rounds.take_turns({"one": lambda: next(endless)}, 3)
    assert disturbed == ["one"]
    assert next(endless, None) is None


def test_rounds_are_as_long_as_both_clocks_say() -> None:
    def spend(count: int) -> float:
        for _ in range(count):
            pass
        return 10.0 * count

    assert rounds.calibrate(spend, 10_000) >= 1000
