"""Traces at the command line: made up, counted, converted, and read though damaged."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.replay import replay
from progpack.snapshot import Snapshot
from progpack.trace import MACHINES, Trace
from tests.commands.conftest import Command


@pytest.fixture
def trace(tmp_path: Path, command: Command) -> Path:
    path = tmp_path / "ci.trace.gz"
    done = command("record", "--synthesize", "ci", "--loads", 200, "--seed", 4, "-o", path)
    assert (done.code, done.err) == (0, "")
    assert "events; synthetic: ci, 200 loads, seed 4" in done.out
    return path


def test_kinds_are_listed_with_what_they_assume(command: Command) -> None:
    done = command("record", "--synthesize", "list")
    assert done.code == 0
    for machine in MACHINES:
        assert f"{machine.name}: {machine.description}" in done.out
        for sentence in machine.assumptions:
            assert sentence in done.out
    told = json.loads(command("record", "--synthesize", "list", "--json").out)
    assert [kind["name"] for kind in told["kinds"]] == [machine.name for machine in MACHINES]


def test_what_is_made_up_needs_nothing_else(command: Command, tmp_path: Path) -> None:
    done = command("record", "--synthesize", "ci", "-o", tmp_path / "t", "60")
    assert done.code == 2
    assert "excludes SECONDS" in done.err
    done = command("record", "--synthesize", "phone", "-o", tmp_path / "t")
    assert done.code == 2
    assert "nothing is called 'phone'" in done.err
    assert not (tmp_path / "t").exists()


def test_stat_counts_a_trace(trace: Path, command: Command) -> None:
    counted = Trace(trace).statistics()
    done = command("stat", trace)
    assert (done.code, done.err) == (0, "")
    said = dict(re.findall(r"^  (\S.*?)  +(\S.*)$", done.out, re.MULTILINE))
    assert said["events"] == f"{counted.events:,}"
    assert said["loads"].startswith(f"{counted.loads:,}, ")
    assert "libbpf_nametest" in done.out
    told = json.loads(command("stat", trace, "--json").out)
    assert told["statistics"]["loads"] == counted.loads == 200
    assert told["header"]["comment"] == Trace(trace).header.comment


def test_a_trace_becomes_a_table(trace: Path, command: Command, tmp_path: Path) -> None:
    if find_spec("polars") is None:
        pytest.skip("Parquet needs the extra: pip install progpack[data]")
    table = tmp_path / "t.parquet"
    done = command("stat", trace, "--parquet", table)
    events = Trace(trace).statistics().events
    assert (done.code, done.out) == (0, f"{table}: {events} rows\n")
    assert table.read_bytes()[:4] == b"PAR1"


def test_of_a_damaged_trace_what_can_be_read_is_used_if_asked_for(
    trace: Path, command: Command
) -> None:
    whole = Trace(trace).statistics().events
    trace.write_bytes(trace.read_bytes()[:-40])
    done = command("stat", trace)
    assert done.code == 2
    assert ": record " in done.err
    assert "the file ends inside of it" in done.err
    done = command("stat", trace, "--lenient", "--json")
    assert done.code == 1
    assert "the file ends inside of it" in done.err
    assert whole // 2 < json.loads(done.out)["statistics"]["events"] <= whole


def test_options_for_traces_are_refused_elsewhere(command: Command, tmp_path: Path) -> None:
    assert "are for traces" in command("stat", "self", "--lenient").err
    assert "are for traces" in command("stat", "self", "--parquet", tmp_path / "t").err


def test_a_trace_has_no_picture_of_its_own(trace: Path, command: Command) -> None:
    done = command("stat", trace, "--svg")
    assert done.code == 2
    assert "`progpack replay` draws it" in done.err
    assert command("stat", trace, "5").code == 2


def test_a_trace_is_a_map_of_where_it_would_have_ended(trace: Path, command: Command) -> None:
    done = command("map", trace, "--json", "--policy", "pack-4k")
    assert (done.code, done.err) == (0, "")
    shown = Snapshot.from_dict(json.loads(done.out))
    replayed = replay(trace, ["pack-4k"]).policies[0].final
    assert replayed is not None
    assert shown.packs == replayed.packs
    assert shown.source == f"{trace.name} in a {replayed.source}"
    assert {pack.chunks for pack in shown.packs} == {64}
    done = command("map", trace)
    assert done.code == 0
    assert done.out.startswith(f"{trace.name} in a model of x86-64")
