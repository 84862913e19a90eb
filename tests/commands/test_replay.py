"""Replays at the command line."""

from __future__ import annotations

import csv
import io
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.replay import Result, Validation, replay
from progpack.replay.policies import names
from progpack.trace import Header, Load, Synthesis, TraceWriter, Unload, save
from tests.commands.conftest import Command

MACHINE = "x86_64:8G,cpus=4"


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "ci.trace.gz"
    save(path, Synthesis("ci", 400, 1))
    return path


def test_a_result_is_shown_and_kept(trace: Path, tmp_path: Path, command: Command) -> None:
    done = command("replay", trace, "--policy", "page,pack", "--machine", MACHINE)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("ci.trace.gz: 400 loads, ")
    kept = tmp_path / "r.json"
    done = command("replay", trace, "--policy", "page,pack", "--machine", MACHINE, "-o", kept)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{kept}: 2 policies on {Result.from_json(kept).machine}\n"
    assert Result.from_json(kept) == replay(trace, ["page", "pack"], MACHINE)
    shown = command("report", kept)
    assert shown.out == command("replay", trace, "--machine", MACHINE).out


def test_all_policies(trace: Path, command: Command) -> None:
    done = command("replay", trace, "--policy", "all", "--csv", "--jobs", 2)
    assert (done.code, done.err) == (0, "")
    rows = list(csv.reader(io.StringIO(done.out)))
    at = rows[0].index("policy")
    assert list(dict.fromkeys(row[at] for row in rows[1:])) == list(names())


def test_a_policy_that_is_named_twice_is_replayed_once(trace: Path, command: Command) -> None:
    once = command("replay", trace, "--policy", "page,pack", "--csv")
    words = ("--policy", "page", "--policy", "pack,page", "--csv")
    twice = command("replay", trace, *words)
    assert (twice.code, twice.out) == (0, once.out)
    assert twice.err == "progpack replay: page is asked for twice, and once is enough\n"
    every = command("replay", trace, "--policy", "pack", "--policy", "all", "--csv")
    assert every.err == ""
    assert sorted({line.partition(",")[0] for line in every.out.splitlines()[1:]}) == sorted(
        names()
    )


def test_every_form_goes_to_its_file(trace: Path, tmp_path: Path, command: Command) -> None:
    files = {form: tmp_path / f"out.{form}" for form in ("json", "csv", "svg", "html")}
    words = [word for form, path in files.items() for word in (f"--{form}", path)]
    done = command("replay", trace, *words, "--series", tmp_path / "s.csv")
    assert (done.code, done.out) == (0, "")
    said = [f"wrote {path}" for path in (*files.values(), tmp_path / "s.csv")]
    assert done.err.splitlines() == said
    assert json.loads(files["json"].read_text())
    assert files["svg"].read_text().startswith("<svg")
    assert "<html" in files["html"].read_text()
    assert "pack" in files["csv"].read_text()
    assert (tmp_path / "s.csv").read_text().count("\n") > 10


def test_processes_and_one_process_agree(trace: Path, tmp_path: Path, command: Command) -> None:
    kept = []
    for jobs in (1, 2):
        path = tmp_path / f"{jobs}.json"
        assert command("replay", trace, "--jobs", jobs, "-o", path).code == 0
        kept.append(Result.from_json(path))
    assert kept[0].policies == kept[1].policies


def test_several_machines_are_a_sweep(trace: Path, tmp_path: Path, command: Command) -> None:
    kept = tmp_path / "r.json"
    machines = ["x86_64:8G", "x86_64:8G,nodes=2", "x86_64:8G,kernel=7.3"]
    words = [word for machine in machines for word in ("--machine", machine)]
    done = command("replay", trace, *words, "--policy", "pack", "-o", kept)
    assert done.code == 0
    assert not kept.exists()
    found = [Result.from_json(tmp_path / f"r-{number}.json") for number in (1, 2, 3)]
    assert [result.policies[0].pack_size >> 20 for result in found] == [2, 4, 2]
    assert len({result.machine for result in found}) == 3
    done = command("replay", trace, *words, "--json")
    assert done.code == 2
    assert "give the forms a FILE" in done.err
    page = tmp_path / "p.html"
    done = command("replay", trace, *words, "--html", page, "-o", kept)
    assert done.code == 0
    names = [f"{name}" for n in (1, 2, 3) for name in (f"r-{n}.json", f"p-{n}.html")]
    assert done.err.splitlines() == [f"wrote {tmp_path / name}" for name in names]
    assert (tmp_path / "p-3.html").exists()


def test_bad_traces_are_refused_or_read_as_far_as_they_go(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "t.gz"
    with TraceWriter(path, Header()) as writer:
        writer.write(Load(0, 1, "p", "program", 64, 100))
        writer.write(Unload(1, 2, 128, "q"))
        writer.write(Unload(2, 1, 64, "p"))
    done = command("replay", path)
    assert done.code == 2
    assert done.err == (
        "progpack replay: t.gz: record 3: program q at 0x80, id 2 is unloaded and was never "
        "loaded; strict=False (--lenient) leaves out what is wrong\n"
    )
    done = command("replay", path, "--lenient")
    assert done.code == 1
    assert done.err == "t.gz: record 3: program q at 0x80, id 2 is unloaded and was never loaded\n"
    assert "1 load, " in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "a TRACE is needed"),
        (("{trace}", "--policy", "pak"), "unknown policy 'pak'"),
        (("{trace}", "--policy", ","), "at least one policy"),
        (("{trace}", "--machine", "z80:64K"), "unknown architecture"),
        (("{trace}", "--jobs", "0"), "0 processes"),
        (("{trace}", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1"), "--jobs is for this"),
        (("nothing.gz",), "No such file"),
        (("{trace}", "--against", "warm"), "warm"),
        (("--validate", "--svg"), "give a TRACE for the rest"),
    ],
)
def test_what_cannot_be_done_is_said(
    trace: Path, command: Command, words: tuple[str, ...], said: str
) -> None:
    done = command("replay", *(word.format(trace=trace) for word in words))
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_no_cluster_there(trace: Path, command: Command) -> None:
    done = command("replay", trace, "--cluster", "tcp://127.0.0.1:1")
    if find_spec("distributed") is None:
        assert done.code == 3
        assert "progpack[fleet]" in done.err
    else:
        assert done.code == 2
        assert "no Dask scheduler" in done.err


def compared(expected: float, got: float, kind: str = "splits") -> Validation:
    error = (got - expected) / expected
    return Validation(
        "6.18 x86-64", "c_3000", "pack", kind, "2 MiB splits", expected, got, error, "measured"
    )


@pytest.mark.parametrize(
    ("got", "code", "said"),
    [(100, 0, "nothing is outside"), (110, 0, "nothing is outside"), (130, 1, "130 for 100")],
)
def test_the_model_is_compared_with_measured_kernels(
    trace: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    got: float,
    code: int,
    said: str,
) -> None:
    made = [compared(10, 10, "placement"), compared(100, got)]
    monkeypatch.setattr("progpack.replay.validation.records.validate", lambda **_: made)
    done = command("replay", "--validate")
    assert (done.code, done.err) == (code, "")
    assert "2 comparisons with 1 measured machines" in done.out
    assert said in done.out
    told = json.loads(command("replay", "--validate", "--json").out)
    assert [row["got"] for row in told["comparisons"]] == [10, got]
    done = command("replay", trace, "--validate", "--csv")
    assert done.code == code
    at = {row["measure"]: row["error"] for row in csv.DictReader(io.StringIO(done.out))}
    assert at["level2_splits"] != "no measurement"
    assert "no measurement" in at.values()
