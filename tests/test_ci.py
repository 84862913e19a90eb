"""The definitions of CI and of hooks run commands that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_targets_of_make_exist() -> None:
    run = (ROOT / ".ci/run").read_text(encoding="utf-8")
    wanted = re.findall(r"\bmake ([a-z-]+)", WORKFLOW.replace("make python3-venv", ""))
    wanted += re.findall(r"^make ([a-z][a-z-]*)", run, re.MULTILINE)
    assert {"try", "test", "lint", "beside"} <= set(wanted)
    for target in wanted:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_files_and_folders_exist() -> None:
    named = re.findall(r"(?:bash|pytest) ((?:[\w./]+ ?)+)", WORKFLOW)
    for words in named:
        for word in words.split():
            assert (ROOT / word).exists() or word in ("hypothesis", "pytest"), word


def test_hooks_are_the_linters() -> None:
    lint = re.search(r"^lint:.*?\n\n", MAKEFILE, re.MULTILINE | re.DOTALL)
    assert lint is not None
    for command in re.findall(r"entry: \.venv/bin/(.+)", HOOKS):
        assert command in lint[0], command


def test_every_python_that_is_named_is_tested() -> None:
    named = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for version in re.findall(r"Python :: (3\.\d+)", named):
        assert f'"{version}"' in WORKFLOW, version


def test_the_oldest_llvm_that_is_let_through_is_tested() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    (oldest,) = set(re.findall(r'"llvmlite>=([0-9.]+),', project))
    assert f"llvmlite=={oldest}.*" in WORKFLOW
