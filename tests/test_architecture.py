"""ARCHITECTURE.md is true of the tree: its picture of the floors, and each place that it names."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import floors  # noqa: E402

PACKAGE = ROOT / "src/progpack"
PAGE = floors.PAGE.read_text(encoding="utf-8")
#: What has no floor: data, and how the package is called.
OUTSIDE = {"__init__", "__main__", "data"}

PLACES = sorted(set(re.findall(r"`([\w./-]+(?:\.(?:py|c|ll|md)|/))`", PAGE)))


FOLDERS = (ROOT, PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir()))


def is_there(place: str) -> bool:
    return any((folder / place).exists() for folder in FOLDERS)


def test_the_picture_is_what_the_script_makes() -> None:
    assert floors.filled(PAGE) == PAGE, "run tools/floors.py"


def test_every_room_has_a_floor() -> None:
    placed = {name for names in floors.floors() for name in names}
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    files = {path.stem for path in PACKAGE.glob("*.py")}
    assert placed == (rooms | files) - OUTSIDE


@pytest.mark.parametrize("place", PLACES)
def test_each_place_that_the_page_names_is_there(place: str) -> None:
    assert is_there(place), f"{place} is not in the tree"


def test_the_page_says_where_to_add_each_kind_of_thing() -> None:
    rows = re.findall(
        r"^\| (an? [\w ]+?|facts [\w ]+?) \|", PAGE.partition("Where do I add")[2], re.M
    )
    kinds = ("helper", "map type", "CPU", "policy", "column", "verb", "backend")
    assert [kind for kind in kinds if not any(kind in row for row in rows)] == []
