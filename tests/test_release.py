"""A release: one version, its changelog, a stable interface, the contents of its artefacts."""

from __future__ import annotations

import re
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import progpack

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))

import api_diff  # noqa: E402
import release_check  # noqa: E402


def test_the_version_is_one_and_the_changelog_has_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == progpack.__version__
    titles = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    versions = [title for title in titles if title != "Unreleased"]
    assert versions[0] == progpack.__version__
    assert versions == sorted(versions, key=lambda text: [*map(int, text.split("."))], reverse=True)


def test_nothing_stable_went_or_changed() -> None:
    gone = "\n".join(api_diff.gone())
    assert not gone, f"these break users; CHANGELOG, then python tools/api_diff.py --write:\n{gone}"


def test_a_name_that_went_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progpack, "__all__", [n for n in progpack.__all__ if n != "observe"])
    found = api_diff.gone()
    assert "def progpack.observe" in found
    assert all(line.split()[1] == "progpack.observe" for line in found)


def test_changes_of_arguments_that_break_users_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(source: str, new: int, *, optional: int = 0) -> None:
        pass

    monkeypatch.setattr(progpack, "load", load)
    found = api_diff.gone()
    assert "arg progpack.load new: positional or keyword, required" in found
    assert any(line.startswith("arg progpack.load backend:") for line in found)
    assert not any("optional" in line for line in found)


def test_what_is_missing_or_foreign_in_artefacts_is_named(tmp_path: Path) -> None:
    wheel, sdist = tmp_path / "p-1-py3-none-any.whl", tmp_path / "p-1.tar.gz"
    names = {*release_check.DATA, *release_check.modules()} - {"progpack/py.typed"}
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (*names, "progpack/__pycache__/x.pyc"):
            archive.writestr(name, "")
    with tarfile.open(sdist, "w:gz") as archive:
        for name in release_check.SOURCES[1:]:
            archive.add(ROOT / name, f"p-1/{name}")
    assert release_check.problems_of([wheel, sdist]) == [
        f"{wheel.name}: lacks progpack/py.typed",
        f"{wheel.name}: has progpack/__pycache__/x.pyc",
        f"{sdist.name}: lacks {release_check.SOURCES[0]}",
    ]


def test_data_that_a_wheel_must_have_is_in_the_tree() -> None:
    missing = [name for name in release_check.DATA if not (ROOT / "src" / name).exists()]
    missing += [name for name in release_check.SOURCES if not (ROOT / name).exists()]
    assert not missing


def test_the_locked_versions_are_of_all_that_is_wanted_and_fit() -> None:
    """pip takes dev.lock as constraints, which may name more packages than are wanted."""
    lines = (ROOT / "dev.lock").read_text().splitlines()[1:]
    versions = dict(line.split("==") for line in lines)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"]]
    for group in (
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ):
        wanted += group
    for text in wanted:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(versions[name]), f"{text}: {versions[name]}"
