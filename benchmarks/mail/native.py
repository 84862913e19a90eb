"""Builds native.c with the system's compiler and calls it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

__all__ = ["library"]


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL:
    """The functions of native.c.

    Raises:
        SystemExit: there is no compiler.
    """
    compiler = os.environ.get("CC") or shutil.which("cc")
    if compiler is None:
        raise SystemExit("the kernel's part needs a C compiler: cc, or CC=...")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "native.so"
        source = Path(__file__).with_name("native.c")
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", made, source], check=True)
        found = ctypes.CDLL(str(made))
    for name in ("run_programs", "pipes", "reads", "forks"):
        getattr(found, name).restype = ctypes.c_int64
    return found
