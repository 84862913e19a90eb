"""Threads on shared maps for some seconds; `tests.jit.threads` says what is checked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jit import threads


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_what_threads_do_to_shared_maps_adds_up() -> None:
    root = Path(threads.__file__).parents[2]
    command = [sys.executable, "-m", "tests.jit.threads", "3"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 problems" in done.stdout
