"""Threads on programs and maps that come and go: nothing is freed under a run, nothing is kept.

`tests.lives.machine` says what happens. Each world is a process of its own, so that one that dies
is a finding with its seed. PROGPACK_LIVES_SECONDS says for how long in all; default 30.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.lives.crashes import CRASHES, Crash, apply_crash

ROOT = Path(__file__).parents[2]
SECONDS = float(os.environ.get("PROGPACK_LIVES_SECONDS", "30"))
#: Of one world; the rest of a long time is that of other seeds.
EACH = 15.0


def seeds() -> list[int]:
    """Those of a usual run are the same each time; a longer one goes on with new ones."""
    number = max(1, round(SECONDS / EACH))
    return [*range(1, 3), *(random.randrange(1 << 32) for _ in range(2, number))][:number]


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_nothing_is_freed_under_runs_and_nothing_is_kept() -> None:
    found = []
    for seed in seeds():
        command = [sys.executable, "-m", "tests.lives", str(min(EACH, SECONDS)), str(seed)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
        if done.returncode or "0 problems" not in done.stdout:
            found.append(f"{command[1:]}: {done.returncode}\n{done.stdout}{done.stderr[-4000:]}")
    assert not found, "\n".join(found)


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_replaced_maps_and_programs_take_no_memory() -> None:
    command = [sys.executable, "-m", "tests.lives.soak", "--swaps", "30000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 problems" in done.stdout


@pytest.mark.parametrize("crash", CRASHES, ids=lambda crash: crash.name)
def test_each_crash_that_the_world_was_made_for_can_be_put_back(
    crash: Crash, tmp_path: Path
) -> None:
    """`python -m tests.lives.crashes` says that worlds find it, which takes minutes."""
    for edit in crash.edits:
        file = tmp_path / edit.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((ROOT / edit.file).read_text())
    apply_crash(crash, tmp_path)
    assert all(edit.new in (tmp_path / edit.file).read_text() for edit in crash.edits)
