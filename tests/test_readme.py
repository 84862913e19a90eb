"""What the README shows is run."""

from __future__ import annotations

import platform
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
LINES = 120


def test_the_readme_stays_short() -> None:
    assert len(README.splitlines()) <= LINES


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the README's machine code is x86-64")
def test_the_code_of_the_readme_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (block for block in BLOCKS if "install" in block)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out == re.findall(r"print\(.*\)  # (.*\n)", block)[0]


def test_pictures_and_pages_that_are_linked_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
