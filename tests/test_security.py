"""SECURITY.md and README promise no more than tests try to break."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith("|--") and "attacker | guarantee" not in line
]


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_each_guarantee_says_how_it_is_held_and_what_tests_it(row: list[str]) -> None:
    assert len(row) == 4
    _, guarantee, how, tests = row
    assert guarantee.endswith(".")
    assert how.endswith(".")
    paths = re.findall(r"`(tests/[\w/]+\.py)`", tests)
    assert paths
    for path in paths:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert [name for name in defined if name.startswith(("test_", "_nothing"))], path


def test_what_the_page_names_is_there() -> None:
    import progpack

    assert "limit_map_memory" in progpack.__all__
    assert progpack.Machine
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", PAGE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_readme_leads_to_the_guarantees() -> None:
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
