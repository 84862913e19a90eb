"""The case study of a refusal: its program and its mend, by the kernel that refuses and by us."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.vm.store import Stored

PAGE = Path(__file__).parents[2] / "docs" / "cases" / "refused.md"
REFUSED = 1
MEND = "if (next >= count || next >= SLOTS)"


def compiled(folder: Path, source: str) -> Path:
    clang = shutil.which("clang-22") or shutil.which("clang")
    if clang is None:
        pytest.skip("clang is not installed")
    (folder / "slots.bpf.c").write_text(source)
    headers = f"-I/usr/include/{platform.machine()}-linux-gnu"
    command = [clang, "-O2", "-g", "-target", "bpf", headers]
    subprocess.run([*command, "-c", "slots.bpf.c", "-o", "slots.bpf.o"], cwd=folder, check=True)
    return folder / "slots.bpf.o"


def said(*words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "progpack", *words]
    environment = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    return done.returncode, done.stdout


def test_the_page_shows_what_a_real_kernel_says(kernel: Stored, tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (source,) = re.findall(r"```c\n(.*?)```", page, re.DOTALL)
    assert f"\t{MEND}\n" in page
    path = str(compiled(tmp_path, source))
    code, text = said("verify", path)
    assert code == 0
    assert "7 of 7 accesses proved" in text
    code, text = said("verify", path, "--kernels", "debian-12")
    assert code == REFUSED
    for line in text.splitlines()[-2:]:
        assert line.strip().rpartition("/")[2] in page
    path = str(compiled(tmp_path, source.replace("if (next >= count)", MEND)))
    code, text = said("verify", path, "--kernels", "debian-12")
    assert (code, "refused" in text) == (0, False)
