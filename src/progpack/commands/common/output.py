"""Output that every reading verb has: the file of its report, its form, and its width."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from progpack.errors import UsageError
from progpack.files import replaced_file, write_file

if TYPE_CHECKING:
    from io import BufferedWriter

    from progpack.snapshot import Snapshot

__all__ = [
    "FORMS",
    "USUAL",
    "add_forms",
    "add_output",
    "draw",
    "fit",
    "json_text",
    "read_kind",
    "refuse_inputs",
    "replacing",
    "save",
    "say",
    "show",
    "table",
    "targets",
    "tell",
    "width",
    "wrap",
    "write",
    "wrote",
]

USUAL: Final = 80
"""Columns of a terminal that does not say how many it has, and of answers in files and pipes."""

FORMS: Final = {
    "json": "one JSON object",
    "csv": "a row for each program",
    "svg": "a picture",
    "html": "one offline page",
}
"""The meaning of each form, where a verb does not give another."""

# How files begin that verbs read; what one of the forms writes begins with none of them.
_READ: Final = {
    b"\x1f\x8b": "a trace",
    b'{"progpack-trace"': "a trace",
    b'{"progpack-result"': "a result",
    b"\x7fELF": "an object file",
    b"PERFILE2": "a perf.data file",
    b"\xd4\xc3\xb2\xa1": "a capture",
    b"\xa1\xb2\xc3\xd4": "a capture",
    b"\x4d\x3c\xb2\xa1": "a capture",
    b"\xa1\xb2\x3c\x4d": "a capture",
    b"\x34\xcd\xb2\xa1": "a capture",
    b"\xa1\xb2\xcd\x34": "a capture",
    b"\x0a\x0d\x0d\x0a": "a capture",
    b"\x28\xb5\x2f\xfd": "a compressed file",
}


def add_forms(
    parser: argparse.ArgumentParser, forms: str = "json csv svg html", **helps: str
) -> None:
    """Add ``--json`` and its like; each takes a file, or writes to the output.

    Before SOURCE and its like no file is taken: ``diff --json A B`` compares both.

    Args:
        parser: parser of the verb.
        forms: which, in order.
        helps: what a form is here, where it is not the usual.
    """
    group = parser.add_argument_group(
        "forms", "instead of text; written to FILE, or to standard output without FILE"
    )
    for form in forms.split():
        text = helps[form] if form in helps else FORMS[form]
        group.add_argument(f"--{form}", nargs="?", const="-", metavar="FILE", help=text)
        _is_output(parser, form)
    _may_lack_file(parser, *(f"--{form}" for form in forms.split()))


def add_output(
    parser: argparse.ArgumentParser, *names: str, writes: str = "", **options: Any
) -> None:
    """Add an option whose value is a file that is written; as `argparse.add_argument`.

    Where the FILE may lack (``nargs="?"``), it is no word that follows before SOURCE and its like.

    Args:
        parser: parser of the verb.
        names: the option strings.
        writes: "a trace", "a result", ...: what it writes, and so may write over.
        options: for `argparse.add_argument`.
    """
    action = parser.add_argument(*names, metavar="FILE", **options)
    _is_output(parser, action.dest, writes)
    if options.get("nargs") == "?":
        _may_lack_file(parser, *names)


def _may_lack_file(parser: argparse.ArgumentParser, *names: str) -> None:
    parser.set_defaults(forms=(*(parser.get_default("forms") or ()), *names))


def _is_output(parser: argparse.ArgumentParser, name: str, writes: str = "") -> None:
    parser.set_defaults(outputs={**(parser.get_default("outputs") or {}), name: writes})


def refuse_inputs(args: argparse.Namespace, files: Iterable[str] | None = None) -> None:
    """Refuse to write over what is read: by what the command names, or by how the file begins.

    Args:
        args: arguments of the verb.
        files: the files to write; None: those that the command names.

    Raises:
        UsageError: one of the files is an input, or holds what that output does not write.
    """
    names: Mapping[str, str] = getattr(args, "outputs", {})
    arguments = {name: value for name, value in vars(args).items() if name != "outputs"}
    read = [
        source for name, value in arguments.items() if name not in names for source in _paths(value)
    ]
    targets = dict.fromkeys(_paths(list(files or ())), "")
    if files is None:
        outputs = [file for name in names if isinstance(file := arguments.get(name), str)]
        again = {file for file in outputs if file != "-" and outputs.count(file) > 1}
        if again:
            raise UsageError(
                f"{min(again)}: two outputs have this name, and one would overwrite the other"
            )
        targets = {file: name for name in names for file in _paths(arguments.get(name))}
    for target, name in targets.items():
        for path in read:
            if os.path.samefile(target, path):
                raise UsageError(f"{target}: this input would be overwritten")
        kind = read_kind(target)
        if kind and kind != names.get(name, kind):
            raise UsageError(
                f"--{name} would write over {target}, which is {kind}: give another FILE, and what "
                "is read before the form"
            )


def _paths(value: object) -> list[str]:
    """The values of an option that are files which exist."""
    values = value if isinstance(value, list) else [value]
    return [path for path in values if isinstance(path, str) and os.path.isfile(path)]


def read_kind(path: str) -> str:
    """Return the kind of a file that verbs read; empty when no verb reads it."""
    try:
        with open(path, "rb") as file:
            first = file.read(32)
    except OSError:
        return ""
    return next((kind for begin, kind in _READ.items() if first.startswith(begin)), "")


def targets(args: argparse.Namespace) -> dict[str, str]:
    """The forms that were asked for: form -> file name, ``-`` for the output.

    Raises:
        UsageError: two forms are to go to the output.
    """
    by_form = {form: target for form in FORMS if (target := getattr(args, form, None)) is not None}
    if sum(target == "-" for target in by_form.values()) > 1:
        raise UsageError("only one form can go to the output; give the others a FILE")
    return by_form


def draw(report: object) -> None:
    """Print a report; NO_COLOR and the terminal's width are respected.

    What is made of lines needs rich only where there may be colours.
    """
    from progpack.report.draw import line
    from progpack.report.draw.ink import ink_for

    if isinstance(report, line.Drawn) and not line.wants_colours():
        encoding = (sys.stdout.encoding or "utf-8").lower()
        ink = ink_for(colour=False, ascii_only=not encoding.startswith("utf"))
        columns = line.plain_columns()
        sys.stdout.write(line.plain_text(report.lines(columns, ink), columns))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    # Written here and not by rich, which ends the process when nobody reads any more.
    with console.capture() as captured:
        console.print(report)
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
    from progpack.report.draw.units import clean

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
        rows: rows of equal length.
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
    """Write text to a file and say so, or to the output for ``-``.

    Raises:
        UsageError: the file cannot be written.
    """
    save(target, text)
    if target != "-":
        wrote(target)


def save(target: str, text: str) -> None:
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
        write_file(target, text.encode("utf-8", errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error


@contextmanager
def replacing(target: str) -> Iterator[BufferedWriter]:
    """Write a file piece by piece; it is there at the end, and what was there before until then.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        with replaced_file(target) as file:
            yield file
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error
    wrote(target)


def wrote(target: str) -> None:
    """Say on the other stream that a file was written; the output may be another form's."""
    tell(f"wrote {target}")


def tell(text: str, *, aside: bool = True) -> None:
    """Print a line as long as it is, controls escaped: on the other stream, or on the output."""
    from progpack.report.draw.units import clean

    print(clean(text), file=sys.stderr if aside else sys.stdout)


def json_text(name: str, value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return a JSON document in ASCII, with its schema and version.

    Args:
        name: of `progpack.commands.common.documents.DOCUMENTS`.
        value: its fields, or its items.
    """
    import json

    from progpack.commands.common.documents import document

    return json.dumps(document(name, value), indent=2, allow_nan=False)


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
