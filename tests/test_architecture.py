"""ARCHITECTURE.md is true of the tree: each place that it names is there.

Its picture of the floors is compared in `tests/test_house.py`.
"""

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
PLACES = sorted(set(re.findall(r"`([\w./-]+(?:\.(?:py|c|ll|md)|/))`", PAGE)))


FOLDERS = (ROOT, PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir()))


def is_there(place: str) -> bool:
    return any((folder / place).exists() for folder in FOLDERS)


@pytest.mark.parametrize("place", PLACES)
def test_each_place_that_the_page_names_is_there(place: str) -> None:
    assert is_there(place), f"{place} is not in the tree"


def test_the_page_says_where_to_add_each_kind_of_thing() -> None:
    rows = re.findall(
        r"^\| (an? [\w ]+?|facts [\w ]+?) \|", PAGE.partition("Where do I add")[2], re.M
    )
    kinds = ("helper", "map type", "CPU", "policy", "column", "verb", "backend")
    assert [kind for kind in kinds if not any(kind in row for row in rows)] == []
