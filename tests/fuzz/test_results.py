"""Long runs go on where they were ended."""

from __future__ import annotations

from pathlib import Path

from .check import Failure, Tally
from .results import Results

SETTING = ("bold", True, False, True)


def test_a_run_goes_on_behind_what_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "results"
    seeds = range(40, 40 + 4500)
    first, second, third = Results(path, SETTING).parts(seeds)
    assert [*first, *second, *third] == list(seeds)
    tally = Tally(programs=7, faults={"READ": 2}, failures=[Failure("bold", 41, "text\nof two")])
    Results(path, SETTING).record(first, tally)
    Results(path, SETTING).record(second, Tally(programs=5))
    with path.open("a") as file:
        file.write('{"setting": ["bold", tr')  # the run was ended here

    again = Results(path, SETTING)
    assert again.recorded(first) == tally
    assert again.recorded(second) == Tally(programs=5)
    assert again.recorded(third) is None
    again.record(third, Tally(programs=3))
    assert Results(path, SETTING).recorded(third) == Tally(programs=3)


def test_results_of_other_settings_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "results"
    Results(path, SETTING).record(range(5), Tally(programs=5))
    assert Results(path, ("bold", True, False, False)).recorded(range(5)) is None
    assert Results(path, ("wild", True, False, True)).recorded(range(5)) is None


def test_without_a_file_there_is_one_part() -> None:
    results = Results(None, SETTING)
    results.record(range(5), Tally())
    assert list(results.parts(range(4500))) == [range(4500)]
    assert results.recorded(range(5)) is None
