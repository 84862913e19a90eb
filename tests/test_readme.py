"""What the README shows is run."""

from __future__ import annotations

import platform
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.commands import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^    \.venv/bin/progpack (.+)$", README, re.MULTILINE)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the README's machine code is x86-64")
@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_the_python_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(BLOCKS) == 3
    monkeypatch.chdir(ROOT / "src/progpack/data/bpf")
    names: dict[str, object] = {"packet": bytes(64), "packets": [bytes(64), bytes(1500)]}
    for block in BLOCKS:
        exec(compile(block, "README.md", "exec"), names)
    assert capsys.readouterr().out.startswith("42 1 ")
    assert names["batch"].return_values == (2, 2)  # type: ignore[attr-defined]
    assert [each.name for each in names["result"].policies] == ["page", "pack", "pack-huge"]  # type: ignore[attr-defined]


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_the_commands_of_the_readme_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert COMMANDS
    monkeypatch.chdir(ROOT)
    for command in COMMANDS:
        assert main(shlex.split(command)) == 0
        assert "381 packets" in capsys.readouterr().out


def test_pictures_and_pages_that_are_linked_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
