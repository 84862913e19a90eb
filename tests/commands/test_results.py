"""`report` and `diff` at the command line."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.commands.conftest import Command, Done, unsaid
from tests.report.report_results import toy_result


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    toy_result(60).save(path)
    return path


def good(done: Done) -> str:
    assert (done.code, unsaid(done)) == (0, "")
    return done.out


def test_report_is_text_without_a_form(command: Command, result: Path) -> None:
    text = good(command("report", result))
    assert "level-2 splits" in text
    assert "This is a layout, not a speed" in text


def test_report_writes_each_form(command: Command, result: Path, tmp_path: Path) -> None:
    names = {form: tmp_path / f"out.{form}" for form in ("json", "csv", "svg", "html")}
    words = [word for form, path in names.items() for word in (f"--{form}", path)]
    page, series = tmp_path / "page.html", tmp_path / "series.csv"
    assert good(command("report", result, *words, "-o", page, "--series", series)) == ""
    assert json.loads(names["json"].read_text())["verdict"]["reference"] == "page"
    assert len(list(csv.DictReader(names["csv"].read_text().splitlines()))) > 100
    assert ET.parse(names["svg"]).getroot().tag.endswith("svg")
    assert page.read_text() == names["html"].read_text()
    assert series.read_text().startswith("policy,event,time_ns,loads")


def test_report_takes_the_reference_and_the_picture(command: Command, result: Path) -> None:
    found = json.loads(good(command("report", result, "--against", "pack", "--json")))
    assert found["verdict"]["reference"] == "pack"
    svg = good(command("report", result, "--picture", "packs", "--svg"))
    assert "packs when the trace ended" in svg
    done = command("report", result, "--against", "none")
    assert done.code == 2
    assert "the result has no policy 'none'" in done.err


def test_diff_of_policies_and_of_results(command: Command, result: Path) -> None:
    text = good(command("diff", result, "--policy", "page,pack"))
    assert "page -> pack" in text
    assert "nothing differs" in good(command("diff", result, result, "--policy", "pack"))
    found = json.loads(good(command("diff", result, result, "--json")))
    assert len(found["pairs"]) == 5
    lines = good(command("diff", result, "--policy", "page,pack", "--csv"))
    assert {line["left"] for line in csv.DictReader(io.StringIO(lines))} == {"page"}


def test_diff_can_say_by_its_exit_code(command: Command, result: Path) -> None:
    assert command("diff", result, result, "--exit-code").code == 0
    assert command("diff", result, "--policy", "page,pack", "--exit-code").code == 1


@pytest.mark.parametrize("verb", ["report", "diff"])
def test_what_is_no_result_is_refused_in_one_line(
    verb: str, command: Command, tmp_path: Path
) -> None:
    for text in ("", "[]", "{}", '{"progpack-result": 99}'):
        path = tmp_path / "bad.json"
        path.write_text(text)
        done = command(verb, path)
        assert (done.code, done.out) == (2, "")
        assert done.err.count("\n") == 1
        assert "bad.json" in done.err
    assert "No such file" in command(verb, tmp_path / "none.json").err


def test_diff_refuses_other_traces_unless_told(
    command: Command, result: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    toy_result(61).save(other)
    done = command("diff", result, other)
    assert done.code == 2
    assert "different traces" in done.err
    assert good(command("diff", result, other, "--any-trace"))
