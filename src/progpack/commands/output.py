"""What every reading verb has: where its report goes, in which form, and how wide it may be."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.snapshot import Snapshot

__all__ = [
    "USUAL",
    "add_forms",
    "draw",
    "fit",
    "json_text",
    "say",
    "show",
    "table",
    "targets",
    "width",
    "wrap",
    "write",
]

USUAL: Final = 80
"""Columns of a terminal that does not say how many it has, and of answers in files and pipes."""

_FORMS = {
    "json": "one JSON object",
    "csv": "a row for each program",
    "svg": "a picture",
    "html": "one offline page",
}


def add_forms(
    parser: argparse.ArgumentParser, forms: str = "json csv svg html", **helps: str
) -> None:
    """Add ``--json`` and its like; each takes a file, or writes to the output.

    Args:
        parser: of the verb.
        forms: which, in order.
        helps: what a form is here, where it is not the usual.
    """
    group = parser.add_argument_group(
        "forms", "instead of text; they go to FILE, or to the output without one"
    )
    for form in forms.split():
        text = helps.get(form, _FORMS[form])
        group.add_argument(f"--{form}", nargs="?", const="-", metavar="FILE", help=text)


def targets(args: argparse.Namespace) -> dict[str, str]:
    """The forms that were asked for: form -> file name, ``-`` for the output.

    Raises:
        UsageError: two forms are to go to the output.
    """
    found = {form: target for form in _FORMS if (target := getattr(args, form, None)) is not None}
    if sum(target == "-" for target in found.values()) > 1:
        raise UsageError("only one form can go to the output; give the others a FILE")
    return found


def draw(renderable: object) -> None:
    """Print what rich renders; NO_COLOR and the terminal's width are respected."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    # Written here and not by rich, which ends the process when nobody reads any more.
    with console.capture() as captured:
        console.print(renderable)
    sys.stdout.write(captured.get())


def width() -> int | None:
    """Columns of the output: of the terminal, or COLUMNS; None: as long as lines want to be."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        # A terminal that does not say is taken for the usual one.
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL
    except OSError:
        # No terminal: a file, a pipe, or no descriptor at all.
        return None


def fit(line: str, columns: int | None) -> str:
    """A line on one line, cut where the output ends."""
    if columns is None or len(line) <= columns:
        return line
    mark = "…" if "utf" in (sys.stdout.encoding or "").lower() else "..."
    return line[: max(columns - len(mark), 0)] + mark


def say(lines: Iterable[str]) -> None:
    """Print lines, each on one line of the output: controls escaped, cut to the width."""
    from progpack.report.units import clean

    columns = width()
    for line in lines:
        print(fit(clean(line.expandtabs()), columns))


def wrap(text: str) -> list[str]:
    """A sentence as lines that fit the output."""
    import textwrap

    columns = width()
    return [text] if columns is None else textwrap.wrap(text, columns)


def table(rows: Iterable[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Rows as lines of text, two spaces in front and between columns.

    Args:
        rows: of equal length.
        right: for each column, whether it is aligned to the right.
    """
    listed = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    lines = []
    for row in listed:
        cells = (
            f"{cell:>{size}}" if end else f"{cell:<{size}}"
            for cell, size, end in zip(row, widths, right, strict=True)
        )
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def write(target: str, text: str) -> None:
    """Write text to a file, or to the output for ``-``.

    Raises:
        UsageError: the file cannot be written.
    """
    if not text.endswith("\n"):
        text += "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        # Line ends as they are: CSV has its own.
        with open(target, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error


def json_text(value: object) -> str:
    """A JSON document in ASCII."""
    import json

    return json.dumps(value, indent=2, allow_nan=False)


def show(args: argparse.Namespace, snapshot: Snapshot, render: Callable[[], None]) -> None:
    """The snapshot in the forms that were asked for, else as ``render`` does."""
    from progpack import report

    makers: dict[str, Callable[[Snapshot], str]] = {
        "json": report.to_json,
        "csv": report.to_csv,
        "svg": report.to_svg,
        "html": report.to_html,
    }
    asked = targets(args)
    for form, target in asked.items():
        write(target, makers[form](snapshot))
    if not asked:
        render()
