"""Makes the completion of the command line for shells, by shtab from argparse: `make completion`.

`progpack completion SHELL` prints these files, so that nobody needs shtab to use them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import shtab

from progpack.commands import whole_parser
from progpack.commands.completion import SHELLS

FOLDER = Path(__file__).resolve().parents[1] / "src/progpack/data/completion"
#: Words of help that stand for a file: of options and of places.
_FILES = ("FILE", "OBJ", "SOURCE", "TRACE", "RESULT", "OUT", "PROFILE", "DIR")


def texts() -> dict[str, str]:
    """Return the text of each file, by the shell's name."""
    parser = whole_parser()
    for action in _actions(parser):
        words = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        if action.choices is None and any(word in words for word in _FILES):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return {shell: _text(parser, shell) for shell in SHELLS}


def _text(parser: argparse.ArgumentParser, shell: str) -> str:
    made: str = shtab.complete(parser, shell)
    return "\n".join(line.rstrip() for line in made.splitlines()) + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _actions(child)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for shell, text in texts().items():
        (FOLDER / f"progpack.{shell}").write_text(text, encoding="utf-8")
