"""Notes of map and stat: the first two, and all with -v; the forms have all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from progpack.commands import main
from progpack.report import to_text
from progpack.report.snapshot.terminal import SnapshotReport
from progpack.snapshot import Snapshot

NOTES = ("first note", "second note", "third note", "fourth note")


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    path = tmp_path / "snapshot.json"
    path.write_text(json.dumps(Snapshot("here", "pack", "x86-64", notes=NOTES).to_dict()))
    return str(path)


@pytest.mark.parametrize("verb", ["map", "stat"])
def test_two_notes_are_shown_and_the_others_counted(
    verb: str, snapshot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, snapshot]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[-3:] == ["note: first note", "note: second note", "2 more notes: -v shows them"]
    assert main([verb, snapshot, "-v"]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[-4:] == [f"note: {note}" for note in NOTES]
    assert main([verb, snapshot, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == list(NOTES)


@pytest.mark.parametrize(("shown", "said"), [(2, 0), (1, 1), (0, 2)])
def test_nothing_is_said_of_notes_that_are_shown(shown: int, said: int) -> None:
    snapshot = Snapshot("here", "pack", "x86-64", notes=NOTES[:2])
    text = to_text(SnapshotReport(snapshot, notes=shown))
    assert sum(line.startswith("note: ") for line in text.splitlines()) == shown
    assert ("more note" in text) == bool(said)
