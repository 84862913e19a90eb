"""Reports of kernels' faults have the headings of their form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "contrib" / "kernel-faults"
FORM = FOLDER / "TEMPLATE.md"
NAME = re.compile(r"20\d\d-[01]\d-[a-z0-9-]+\.md")
REPORTS = [path for path in sorted(FOLDER.iterdir()) if path.name not in ("README.md", FORM.name)]


def sections(text: str) -> list[str]:
    """The headings of the second level."""
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def problems(name: str, text: str) -> list[str]:
    """What a report lacks."""
    wanted = sections(FORM.read_text(encoding="utf-8"))
    lacking = [f"no section {title!r}" for title in wanted if title not in sections(text)]
    empty = re.findall(r"^## (.+)\n\s*(?=## |\Z)", text, re.MULTILINE)
    misnamed = [] if NAME.fullmatch(name) else [f"{name} is not YYYY-MM-words.md"]
    return [*misnamed, *lacking, *(f"section {title!r} is empty" for title in empty)]


@pytest.mark.parametrize("path", [FORM, *REPORTS], ids=lambda path: path.name)
def test_a_report_has_the_form(path: Path) -> None:
    name = "2026-11-form.md" if path == FORM else path.name
    assert problems(name, path.read_text(encoding="utf-8")) == []


def test_what_a_report_lacks_is_named() -> None:
    text = FORM.read_text(encoding="utf-8")
    without = text.replace("## Expected", "## Hoped")
    assert problems("2026-11-x.md", without) == ["no section 'Expected'"]
    assert problems("x.md", text) == ["x.md is not YYYY-MM-words.md"]
    cut = text[: text.index("The test, with its seed.")] + text[text.index("## Consequence") :]
    assert problems("2026-11-x.md", cut) == ["section 'Found by' is empty"]


def test_the_list_in_the_readme_is_that_of_the_folder() -> None:
    listed = set(re.findall(r"\]\((20[^)]+\.md)\)", (FOLDER / "README.md").read_text()))
    assert listed == {path.name for path in REPORTS}
