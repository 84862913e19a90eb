"""Mutated objects are read or refused, whatever was done to them.

``PROGPACK_MUTATIONS`` is how many are tried (default 3,000); ``python -m tests.fuzz.mutate`` is the
long run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapType, ObjectSpec

from . import mutate

COUNT = int(os.environ.get("PROGPACK_MUTATIONS", "3000"))
ROOT = Path(__file__).parents[2]


def test_mutated_objects_are_read_or_refused() -> None:
    ended, failures, longest = mutate.run(range(COUNT))
    assert failures == []
    # Both happen a lot: what is done is neither harmless nor always fatal.
    assert min(ended["read"], ended["refused"]) > COUNT // 5
    assert longest < mutate.SECONDS


def test_a_seed_is_a_case() -> None:
    assert mutate.mutate(7) == mutate.mutate(7)
    assert len({mutate.mutate(seed)[1] for seed in range(50)}) > 45
    assert {mutate.mutate(seed)[0] for seed in range(100)} == set(mutate.bases())


def test_the_bases_have_everything_that_can_be_damaged() -> None:
    for name in ("everything", "linked"):
        spec = read_object(mutate.bases()[name], name)
        assert {held.type for held in spec.maps.values()} >= {
            MapType.ARRAY_OF_MAPS,
            MapType.PROG_ARRAY,
            MapType.HASH,
        }
        assert {extern.section for extern in spec.externs.values()} == {".kconfig", ".ksyms"}
        assert spec.programs["traced"].core
        assert spec.programs["start"].lines
        assert spec.maps["outer"].values
        assert mutate._use_bytes(mutate.bases()[name]) == "read"


def test_what_goes_wrong_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(spec: ObjectSpec) -> None:
        raise KeyError("broken on purpose")

    monkeypatch.setattr(mutate, "_check", broken)
    ended, failures, _ = mutate.run(range(20))
    assert ended["failed"] == len(failures) > 0
    assert "broken on purpose" in failures[0][1]


def test_what_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(spec: ObjectSpec) -> None:
        while True:
            pass

    monkeypatch.setattr(mutate, "_check", endless)
    monkeypatch.setattr(mutate, "SECONDS", 0.2)
    seed = next(seed for seed in range(100) if _is_read(seed))
    assert "TimeoutError" in mutate.try_seed(seed)


def _is_read(seed: int) -> bool:
    try:
        read_object(mutate.mutate(seed)[1])
    except Exception:  # noqa: BLE001 - whatever it is, it is not read
        return False
    return True


def test_a_long_run_has_processes() -> None:
    command = [sys.executable, "-m", "tests.fuzz.mutate", "--count", "40", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", ".", *sys.path])}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("process ") == 2
    assert "40 objects" in done.stdout
