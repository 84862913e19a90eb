"""An arm64 host: its own Python under qemu-user, with executable memory, LLVM and BPF objects.

`make arm64` makes what is needed (tools/make_arm64_host.py). On an arm64 machine the whole suite
runs natively, and this is not needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MADE = Path(os.environ.get("PROGPACK_ARM64", ROOT / ".venv/arm64"))
PYTHON = MADE / "python"

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason=f"there is no arm64 Python at {PYTHON}: make arm64"
)


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """What the child said, all lines of it."""
    # pytest is Python only; everything with machine code in it comes from the arm64 folder.
    path = [MADE / "site", ROOT / "src", ROOT, sysconfig.get_path("purelib")]
    ended = subprocess.run(
        [PYTHON, "-m", "tests.hosts.child", PYTHON],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert ended.returncode == 0, ended.stderr
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    return {key: value for line in lines for key, value in line.items()}


def test_code_is_installed_changed_and_given_back(said: dict[str, Any]) -> None:
    found = said["memory"]
    assert said["host"] == "arm64"
    assert found["recipe"]
    assert (found["called"], found["poked"]) == (42, 38)
    assert (found["jumped"], found["replaced"]) == (42, 38)
    assert found["freed"] is True
    assert found["reused"] == [True, 42]
    assert found["programs"] == 3
    assert found["forked in C"] == [20, 21, 22]


def test_objects_and_programs_end_as_in_the_interpreter(said: dict[str, Any]) -> None:
    assert said["objects"] == []
    assert said["wrong"] == []
    assert said["cases"] > 80
