"""Folders are maps: how many files each has, how long they are, what they are called."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "progpack"
MOST_FILES = 12
# One file for each CPU, for each verb, for each part of a kernel: the folder is the list.
LISTS = {"arch", "commands", "model"}
MOST_LINES = 500
# Until each is split.
LONG = {
    "bpf/btf/types.py",
    "bpf/object/reader.py",
    "bpf/context/fields.py",
    "bpf/oracle/machine.py",
    "bpf/asm.py",
    "foreign/builder.py",
    "jit/lower/builder.py",
    "jit/maps/kinds.py",
    "jit/program.py",
    "kernel/evidence/evidence.py",
    "memory/allocator/allocator.py",
    "memory/allocator/state.py",
    "memory/pages/region.py",
    "pack/packlist.py",
    "report/result/verdict.py",
}


def folders() -> list[Path]:
    found = [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir())]
    return [path for path in found if any(path.glob("*.py"))]


def modules(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py")


def test_a_folder_has_at_most_twelve_files() -> None:
    crowded = {
        str(folder.relative_to(PACKAGE)): count
        for folder in folders()
        if folder.name not in LISTS
        if (count := len(list(modules(folder)))) > MOST_FILES
    }
    assert not crowded


def test_a_file_has_at_most_five_hundred_lines() -> None:
    long = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if len(path.read_text().splitlines()) > MOST_LINES
    }
    assert long <= LONG, "longer than a reader can hold"
    assert long >= LONG, "short enough now: not named any more"


def test_no_name_of_a_file_repeats_that_of_its_folder() -> None:
    # The one main file of a folder may have its name; a prefix or a suffix may not.
    repeating = [
        str(path.relative_to(PACKAGE))
        for folder in folders()
        for path in modules(folder)
        if folder != PACKAGE
        if path.stem != folder.name
        if folder.name in path.stem.split("_")
    ]
    assert not repeating


@pytest.mark.parametrize("folder", folders(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_package_says_what_is_in_it(folder: Path) -> None:
    if folder == PACKAGE / "jit" / "runtime":
        pytest.skip("C, and no Python")
    text = (folder / "__init__.py").read_text()
    said = ast.get_docstring(ast.parse(text)) or ""
    assert said.partition("\n")[0].endswith((".", ":")), folder


def test_no_set_of_numbers_lacks_names() -> None:
    # A set of kinds is a trait of the kind, and belongs into its record.
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Set) and len(node.elts) >= 3 and all(map(is_number, node.elts))
    ]
    assert not bare


def is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int
