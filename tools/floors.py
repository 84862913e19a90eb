"""Draws the floors of the house in ARCHITECTURE.md, from `.importlinter` and the packages.

A room's line is the first sentence of its package; below it stand its folders. The order is that
of the contract ``floors``, so the picture cannot show what import-linter does not check.
"""

from __future__ import annotations

import ast
import configparser
import textwrap
from collections.abc import Iterator
from pathlib import Path

import page_table

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "ARCHITECTURE.md"
PACKAGE = ROOT / "src/progpack"

_CONTRACT = "importlinter:contract:floors"
_WIDTH = 118
_NAMES = 14


def floors() -> list[list[str]]:
    """The modules of each floor, top floor first, without the package's own name."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    lines = config[_CONTRACT]["layers"].split("\n")
    named = [[name.strip() for name in line.split(":")] for line in lines if line.strip()]
    return [[name.removeprefix("progpack.") for name in names] for names in named]


def picture() -> str:
    """The floors as an indented block of Markdown."""
    return "\n".join(f"    {line}".rstrip() for names in floors() for line in _floor(names))


def filled(text: str) -> str:
    """A page with the picture in it."""
    return page_table.filled(text, "floors", picture())


def _floor(names: list[str]) -> Iterator[str]:
    rooms = [name for name in names if (PACKAGE / name).is_dir()]
    for room in rooms:
        yield from _wrapped(f"{room}/", _sentence(PACKAGE / room))
        for folder in _folders(PACKAGE / room):
            yield from _wrapped(f"  {folder.name}/", _sentence(folder))
    files = [f"{name}.py" for name in names if name not in rooms]
    if len(files) == 1:
        yield from _wrapped(files[0], _sentence(PACKAGE / files[0]))
    elif files:
        yield from _wrapped("", " ".join(sorted(files)))


def _wrapped(name: str, text: str) -> Iterator[str]:
    first, later = name.ljust(_NAMES), " " * _NAMES
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    )


def _sentence(module: Path) -> str:
    """The first line of a module's docstring, without marks of internal rooms and of code."""
    file = module / "__init__.py" if module.is_dir() else module
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].removeprefix("Internal: ").rstrip(".:").replace("`", "")


def _folders(room: Path) -> list[Path]:
    return sorted(path.parent for path in room.glob("*/__init__.py"))


if __name__ == "__main__":
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))
