"""Running a piece of Python in a process of its own, which tests may restrict or kill."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """What a process needs to import the package and the tests."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT / "src"), str(_ROOT)))}


def run(source: str, *, timeout: float = 120, before: tuple[str, ...] = ()) -> str:
    """Run ``source``; its standard output. Fails with its standard error if it does.

    Args:
        source: Python.
        timeout: seconds.
        before: words of a command to run it under, such as ``unshare --mount``.
    """
    done = subprocess.run(
        [*before, sys.executable, "-W", "error", "-c", textwrap.dedent(source)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout
