"""The C compilers of this machine, for tests."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

COMPILERS = ("gcc", "clang-22")


def command(name: str) -> str:
    """Where a program is; skips the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@cache
def object_of(compiler: str, source: str, *flags: str, language: str = "c") -> bytes:
    """The object that a compiler makes of source in a language of its ``-x``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.o")
        made = subprocess.run(
            [command(compiler), "-x", language, "-c", "-", "-o", str(path), *flags],
            input=source.encode(),
            capture_output=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr.decode()
        return path.read_bytes()


def library_of(source: str, path: Path) -> Path:
    """The same source as a shared library, loaded by the system: what to compare with."""
    subprocess.run(
        [command("gcc"), "-x", "c", "-O1", "-shared", "-fPIC", "-", "-o", str(path)],
        input=source.encode(),
        check=True,
    )
    return path
