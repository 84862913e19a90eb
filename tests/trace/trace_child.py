"""Running a piece of Python in a process of its own, which may be killed or limited."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"


def start(source: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start ``source``, whose ``sys.argv`` has the arguments; it can import what is here."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(source), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(SOURCE), str(HERE)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(source: str, *arguments: str | Path) -> str:
    """Run ``source`` to its end; its output. Fails with its errors if it does."""
    with start(source, *arguments) as process:
        output, errors = process.communicate(timeout=600)
    assert process.returncode == 0, f"status {process.returncode}\n{output}{errors}"
    return output
