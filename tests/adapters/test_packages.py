"""Adapters against the real packages, each in a process of its own.

llvmlite has a writable and executable page from its import on (libffi's callbacks), which no test
process may have; and what these adapters change is for a whole process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack import arch
from progpack.adapters import llvmlite, numba, tinygrad
from progpack.errors import MissingFeatureError
from progpack.memory import PackAllocator

ROOT = Path(__file__).parents[2]
linked_here = pytest.mark.skipif(
    arch.host().name not in ("x86-64", "arm64"), reason="code is not linked for this machine"
)


def child(name: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(f"child_{name}.py")), *arguments],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("done\n")
    return done.stdout


def needs(name: str) -> pytest.MarkDecorator:
    reason = f"{name} is not installed (dependency group adapters)"
    return pytest.mark.skipif(find_spec(name) is None, reason=reason)


@linked_here
@needs("llvmlite")
def test_llvmlite() -> None:
    child("llvmlite")


@linked_here
@needs("numba")
def test_numba(tmp_path: Path) -> None:
    (tmp_path / "cachedfunction.py").write_text(
        "import numba\n@numba.njit(cache=True)\ndef f(x):\n    return 2 * x + 1\n"
    )
    assert "hits 0\n" in child("numba", str(tmp_path), NUMBA_CACHE_DIR=str(tmp_path))
    again = child("numba", str(tmp_path), "--cached", NUMBA_CACHE_DIR=str(tmp_path))
    assert "hits 1\n" in again


@linked_here
@needs("tinygrad")
@pytest.mark.parametrize("device", ["CPU", "CPU:X86"])
def test_tinygrad(tmp_path: Path, device: str) -> None:
    compiler = shutil.which("clang") or shutil.which("clang-22")
    if compiler is None:
        pytest.skip("tinygrad needs clang")
    if device == "CPU:X86" and arch.host().name != "x86-64":
        pytest.skip("tinygrad's own assembler is for x86-64")
    child("tinygrad", CC=compiler, DEV=device, XDG_CACHE_HOME=str(tmp_path))


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("llvmlite", "numba", "tinygrad"):
        for loaded in [m for m in sys.modules if m.split(".")[0] == name]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, name, None)
    with PackAllocator() as packs:
        with pytest.raises(MissingFeatureError, match=r"progpack\[jit\]"):
            llvmlite.PackEngine(packs, None)
        with pytest.raises(MissingFeatureError, match="pip install numba"):
            numba.compile_into(packs).__enter__()
        with pytest.raises(MissingFeatureError, match="pip install tinygrad"):
            tinygrad.compile_into(packs).__enter__()
