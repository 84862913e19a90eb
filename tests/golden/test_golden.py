"""Golden files: equal for equal facts, and a changed fact of one program is noticed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import progpack.bpf.analysis.facts as analysis
import progpack.jit.lower.program as lowering
from progpack.bpf.analysis.solve import Solution

from . import facts, record
from .__main__ import main
from .subjects import Subject, damaged, generated

SEEDS = range(20_000_000, 20_000_012)


def subjects() -> Iterator[Subject]:
    for mode in ("valid", "wild", "bold"):
        yield from generated(mode, SEEDS)


def kinds(before: dict[str, facts.Facts]) -> dict[str, set[str]]:
    """Kind -> the programs in which it differs."""
    found: dict[str, set[str]] = {}
    for kind, name, was, now in record.differences(before, subjects()):
        assert was != now
        found.setdefault(kind, set()).add(name)
    return found


def test_equal_facts_are_equal_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert record.write(one, subjects()) == record.write(other, subjects()) > 3 * len(SEEDS) - 1
    assert one.read_bytes() == other.read_bytes()
    assert list(record.differences(record.read(one), subjects())) == []


def test_a_changed_fact_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "golden"
    record.write(path, subjects())
    before = record.read(path)

    real = analysis.solve

    def forgetful(*args: object) -> Solution:
        found = real(*args)  # type: ignore[arg-type]
        found.proved.difference_update(sorted(found.proved)[:1])
        return found

    monkeypatch.setattr(analysis, "solve", forgetful)
    found = kinds(before)
    assert found["proved"] == found["checked"]
    assert found["proved"] <= found["ir"] & found["ir of the other byte order"]
    assert len(found["proved"]) > 1
    monkeypatch.setattr(analysis, "solve", real)

    monkeypatch.setattr(lowering, "_looks_at_alignment", lambda program: True)
    assert set(kinds(before)) == {"packet stays"}


def test_programs_that_come_and_go_are_differences(tmp_path: Path) -> None:
    path = tmp_path / "golden"
    record.write(path, generated("bold", SEEDS[:3]))
    before = record.read(path)
    text, count = record.report(record.differences(before, generated("bold", SEEDS[1:4])), most=1)
    lost = [name for name in before if f"/{SEEDS[0]}:" in name]
    assert f"lost program: {len(lost)} differ" in text
    assert "new program: " in text
    assert count >= len(lost) + 1


def test_only_so_many_differences_are_shown() -> None:
    found = [("bound", f"program{number}", "1", "2") for number in range(7)]
    text, count = record.report(found, most=2)
    assert count == 7
    assert text.splitlines() == [
        "bound: 7 differ",
        *("  program0", "    was 1", "    now 2"),
        *("  program1", "    was 1", "    now 2"),
        "  and 5 more",
    ]


def test_refusals_of_damaged_objects_are_facts() -> None:
    found = dict(subject for subject, _ in zip(damaged(), range(60), strict=False))
    ended = {"refusal" in each for each in found.values()}
    assert ended == {True, False}


def test_the_command_writes_and_compares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "golden")
    for verb in ("write", "compare"):
        monkeypatch.setattr(sys, "argv", ["golden", verb, path, "--group", "bundled"])
        assert main() == 0
    assert " 0 differences" in capsys.readouterr().out
    before = record.read(Path(path))
    name = next(name for name in before if name.startswith("bundled/firewall.bpf.o:"))
    before[name]["bound"] = "12345"
    record.write(Path(path), before.items())
    assert main() == 1
    assert f"bound: 1 differ\n  {name}\n    was 12345\n" in capsys.readouterr().out
