"""Recipes for CI: they are what each service takes, and the commands for tests in them are run."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/tutorials/ci.md"
sys.path.append(str(ROOT / "tools"))

import pages  # noqa: E402

TEXT = PAGE.read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"<!-- recipe ([\w-]+) -->\n```\w+\n(.*?)```", TEXT, re.DOTALL))
#: What must be installed by name, where the recipe installs packages of Debian or Ubuntu.
PACKAGES = {"clang", "libbpf-dev"}
#: What the recipes put before a command that root runs.
AS_ROOT = 'sudo env "PATH=$PATH" '


def steps(recipe: str) -> list[str]:
    """The commands of a recipe in YAML, in their order."""
    lines = re.findall(r"^\s+- (?:run: )?(.+)$", RECIPES[recipe], re.MULTILINE)
    return [line for line in lines if not re.match(r"\w+: ", line)]


def tox_commands() -> list[str]:
    config = configparser.ConfigParser()
    config.read_string(RECIPES["tox"])
    return [re.sub(r"\{posargs:(.*?)\}", r"\1", config["testenv"]["commands"])]


def runs() -> Iterator[tuple[str, str]]:
    for recipe, commands in [
        ("github", steps("github")),
        ("gitlab", steps("gitlab")),
        ("tox", tox_commands()),
    ]:
        for command in commands:
            if command.removeprefix(AS_ROOT).startswith("pytest "):
                yield recipe, command


TESTS = [pytest.param(*test, id=f"{test[0]}-{number}") for number, test in enumerate(runs())]


def test_every_recipe_runs_tests() -> None:
    assert {recipe for recipe, _ in runs()} == {"github", "gitlab", "tox"}


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
@pytest.mark.parametrize(("recipe", "command"), TESTS)
def test_the_tests_of_a_recipe_pass(recipe: str, command: str, tmp_path: Path) -> None:
    if command.startswith(AS_ROOT) and os.geteuid() != 0:
        pytest.skip("this recipe of docs/tutorials/ci.md loads programs into the kernel as root")
    pages.prepare(tmp_path)
    pages.save_files(PAGE, tmp_path)
    output, _ = pages.run(pages.Block((), command, ""), command.removeprefix(AS_ROOT), tmp_path)
    if recipe == "gitlab":
        pattern = re.search(r"^  coverage: '/(.*)/'$", RECIPES["gitlab"], re.MULTILINE)
        assert pattern is not None
        assert re.search(pattern[1], output, re.MULTILINE), output
        for report in re.findall(r"(?:junit|path): (\S+)$", RECIPES["gitlab"], re.MULTILINE):
            assert (tmp_path / report).stat().st_size


@pytest.mark.parametrize("recipe", ["github", "gitlab"])
def test_a_recipe_installs_what_its_tests_need(recipe: str) -> None:
    installed = " ".join(step for step in steps(recipe) if "apt-get install" in step)
    assert set(installed.split()) >= PACKAGES
    (pip,) = [step for step in steps(recipe) if step.startswith("pip ")]
    assert "'./progpack[jit]'" in pip
    assert "progpack[jit]" in RECIPES["tox"]


def test_extras_and_pythons_of_the_recipes_are_those_of_the_package() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r"^jit = ", project, re.MULTILINE)
    named = re.findall(r"(?:python-version: \"|python:)(3\.\d+)", "".join(RECIPES.values()))
    named += [f"3.{minor}" for minor in re.findall(r"\bpy3(\d+)", RECIPES["tox"])]
    assert len(named) == 4
    assert all(f"Python :: {version}" in project for version in named)


def test_both_architectures_are_in_the_matrix() -> None:
    yaml = pytest.importorskip("yaml")
    job: dict[str, Any] = yaml.safe_load(RECIPES["github"])["jobs"]["bpf"]
    machines = job["strategy"]["matrix"]["machine"]
    assert {machine.endswith("-arm") for machine in machines} == {True, False}
    assert all(("run" in step) != ("uses" in step) for step in job["steps"])
    assert [step["run"] for step in job["steps"] if "run" in step] == steps("github")[-5:]
    gitlab: dict[str, Any] = yaml.safe_load(RECIPES["gitlab"])["bpf"]
    assert len(gitlab["parallel"]["matrix"][0]["MACHINE"]) == 2
    assert gitlab["before_script"] + gitlab["script"] == steps("gitlab")


def test_the_badge_is_that_of_the_workflow() -> None:
    (name,) = set(re.findall(r"`\.github/workflows/([\w.]+)`", TEXT))
    assert f"/actions/workflows/{name}/badge.svg" in RECIPES["badge-github"]
    assert "pipeline.svg" in RECIPES["badge-gitlab"]
