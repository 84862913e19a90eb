"""Puts a table that a script makes into its place in a page of the docs."""

from __future__ import annotations

from pathlib import Path

__all__ = ["filled", "write"]

_END = "<!-- table: end -->"


def filled(text: str, script: str, table: str) -> str:
    """A page with the table in it, between the comment that names the script and the end mark.

    Raises:
        ValueError: the page has no such place.
    """
    begin = f"<!-- table: made by tools/{script}.py -->\n"
    before, rest = text.split(begin)
    return f"{before}{begin}\n{table}\n\n{_END}{rest.split(_END)[1]}"


def write(page: Path, text: str) -> None:
    """Write the page and say so."""
    page.write_text(text, encoding="utf-8")
    print(f"wrote {page.name}")
