"""Folders are maps: how many files each has, how long they are, what they are called."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import floors

PACKAGE = Path(__file__).parents[1] / "src" / "progpack"
#: What has no floor: data, and how the package is called.
NO_FLOOR = {"__init__", "__main__", "data"}
#: Docstrings that begin so have a subject that nobody knows yet.
PRONOUNS = ("It ", "Its ", "That ", "What ", "Where ", "Who ", "Whose ", "They ", "These ", "As ")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
MOST_FILES = 12
# One file for each CPU, for each verb, for each part of a kernel: the folder is the list.
LISTS = {"commands", "model"}
MOST_LINES = 500
# Until each is split.
LONG = {
    "bpf/btf/types.py",
    "bpf/object/reader.py",
    "bpf/context/fields.py",
    "foreign/builder.py",
    "memory/allocator/allocator.py",
    "memory/pages/region.py",
    "pack/packlist.py",
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


#: It has the native runtime, which is C.
_WITHOUT_PYTHON = PACKAGE / "jit" / "runtime"


@pytest.mark.parametrize(
    "folder",
    [folder for folder in folders() if folder != _WITHOUT_PYTHON],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_package_says_what_is_in_it(folder: Path) -> None:
    text = (folder / "__init__.py").read_text()
    said = ast.get_docstring(ast.parse(text)) or ""
    assert said.partition("\n")[0].endswith((".", ":")), folder


def test_every_room_has_a_floor() -> None:
    placed = {name for names in floors.floors() for name in names}
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    files = {path.stem for path in PACKAGE.glob("*.py")}
    assert placed == (rooms | files) - NO_FLOOR


def test_architecture_shows_the_floors_that_the_linter_checks() -> None:
    page = floors.PAGE.read_text(encoding="utf-8")
    assert floors.filled(page) == page, "run python tools/floors.py"


def test_docstrings_say_what_their_subject_is() -> None:
    begun = [
        f"{path.relative_to(PACKAGE)}: {docstring.partition(chr(10))[0]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, DOCUMENTED)
        if (docstring := ast.get_docstring(node) or "").startswith((*PRONOUNS, "The same"))
    ]
    assert not begun, "\n".join(begun)


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


def test_no_helper_is_known_by_its_number_alone() -> None:
    # `HelperId` has the names; numbers of one's own have rows.
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Compare) and compares_a_helper(node)
    ]
    assert not bare


def compares_a_helper(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    parts = [part for side in sides for part in getattr(side, "elts", [side])]
    names = {getattr(side, "attr", getattr(side, "id", "")) for side in sides}
    numbers = [part.value for part in parts if isinstance(part, ast.Constant) and is_number(part)]
    return bool(names & {"imm", "helper", "helper_id", "calls", "helpers"}) and any(
        number > 0 for number in numbers
    )
