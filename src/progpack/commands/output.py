"""What every reading verb has: where its report goes, and in which form."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from progpack.errors import UsageError
from progpack.snapshot import Snapshot

__all__ = ["add_forms", "console", "print_json", "show", "write"]

_FORMS = {
    "json": "one JSON object",
    "csv": "a row for each program",
    "svg": "a picture",
    "html": "one offline page",
}


def add_forms(parser: argparse.ArgumentParser, forms: str = "json csv svg html") -> None:
    """Add ``--json`` and its like; each takes a file, or writes to the output."""
    group = parser.add_argument_group("forms", "without FILE they go to the output")
    for form in forms.split():
        group.add_argument(f"--{form}", nargs="?", const="-", metavar="FILE", help=_FORMS.get(form))


def console() -> Any:
    """A rich console for the output; NO_COLOR and the terminal's width are respected."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


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
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error


def print_json(target: str, value: Mapping[str, object]) -> None:
    """Write a JSON object."""
    write(target, json.dumps(value, indent=2))


def show(args: argparse.Namespace, snapshot: Snapshot, render: Callable[[], None]) -> None:
    """The snapshot in the forms that were asked for, else as ``render`` does."""
    from progpack import report

    makers: dict[str, Callable[[Snapshot], str]] = {
        "json": report.to_json,
        "csv": report.to_csv,
        "svg": report.to_svg,
        "html": report.to_html,
    }
    asked = [(form, getattr(args, form)) for form in makers if getattr(args, form) is not None]
    if sum(target == "-" for _, target in asked) > 1:
        raise UsageError("only one form can go to the output; give the others a FILE")
    for form, target in asked:
        write(target, makers[form](snapshot))
    if not asked:
        render()
