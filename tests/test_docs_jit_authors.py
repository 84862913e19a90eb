"""What docs/jit-authors.md shows is run, and prints what is written there."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "jit-authors.md").read_text(encoding="utf-8")
#: Everything up to the adapters is one story; each adapter begins anew.
FIRST, *ADAPTERS = re.split(
    r"^(?=## (?:Objects|llvmlite|numba|tinygrad))", PAGE, flags=re.MULTILINE
)
BEGIN = "import progpack\n\npacks = progpack.PackAllocator()\nkept = packs.install(b'\\xc3')\n"
# A comment behind a print; the ones on other lines are for people.
SAID = re.compile(r"^ *print\(.*\)  # (.*)$", re.MULTILINE)

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the page's machine code is x86-64"
)


def blocks(text: str) -> str:
    found = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert found
    return "\n".join(found)


def run(source: str, folder: Path, **environment: str) -> None:
    (folder / "page.py").write_text(source)
    done = subprocess.run(
        [sys.executable, "page.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == SAID.findall(source)


def test_the_page_says_what_happens(tmp_path: Path) -> None:
    source = blocks(FIRST)
    assert len(SAID.findall(source)) >= 10
    run(source, tmp_path)


@pytest.mark.parametrize("section", ADAPTERS, ids=lambda text: text.split()[1])
def test_the_adapters_do_what_the_page_says(section: str, tmp_path: Path) -> None:
    name = section.split()[1]
    environment: dict[str, str] = {}
    if name == "Objects":
        if shutil.which("cc") is None:
            pytest.skip("needs a C compiler")
    elif find_spec(name) is None:
        pytest.skip(f"{name} is not installed (dependency group adapters)")
    if name == "tinygrad":
        compiler = shutil.which("clang") or shutil.which("clang-22")
        if compiler is None:
            pytest.skip("tinygrad needs clang")
        environment = {"CC": compiler, "DEV": "CPU", "XDG_CACHE_HOME": str(tmp_path)}
    run(BEGIN + blocks(section), tmp_path, **environment)


def test_every_adapter_is_on_the_page() -> None:
    modules = {path.stem for path in (ROOT / "src/progpack/adapters").glob("[!_]*.py")}
    assert modules == set(re.findall(r"progpack\.adapters\.(\w+) import", PAGE))


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
