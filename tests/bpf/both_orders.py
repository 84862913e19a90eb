"""C sources as objects of both byte orders."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

import progpack
from progpack import ObjectSpec


def compiled(source: str, folder: Path) -> Mapping[str, ObjectSpec]:
    """The objects that clang makes of a source, by ``bpfel`` and ``bpfeb``."""
    if shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    (folder / "source.c").write_text(source)
    found = {}
    for order in ("bpfel", "bpfeb"):
        command = ["clang-22", "-O2", "-g", "-target", order, "-mcpu=v3", "-c", "source.c"]
        command += ["-idirafter", "/usr/include/x86_64-linux-gnu", "-o", f"{order}.o"]
        subprocess.run(command, check=True, cwd=folder)
        found[order] = progpack.read_object(folder / f"{order}.o")
    return found
