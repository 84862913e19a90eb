"""Suggestions for a path that leads nowhere, and for an option that a verb does not have."""

from __future__ import annotations

import argparse
import os

__all__ = ["option", "question"]


def question(error: BaseException, args: argparse.Namespace) -> str:
    """The end of a message that a file is not there: the question which one was meant, or nothing.

    Args:
        error: the error; the system's own is among those that it came from.
        args: arguments of the verb.
    """
    path = _missing(error)
    folder, name = os.path.split(path)
    if not name or path not in str(error):
        return ""
    words = ("live", "self") if getattr(args, "source", None) == path else ()
    near = _nearest(name, folder, words)
    return f"; did you mean {os.path.join(folder, near)}?" if near else ""


def option(unknown: list[str], parser: argparse.ArgumentParser, verb: str) -> str:
    """The question which option of a verb was meant by the first unknown one; or nothing.

    Args:
        unknown: the words that no argument took.
        parser: the parser of the command line.
        verb: the verb.
    """
    from difflib import get_close_matches

    names = [
        name
        for action in parser._actions
        if isinstance(action.choices, dict)
        for described in action.choices[verb]._actions
        for name in described.option_strings
    ]
    wrong = next((word.partition("=")[0] for word in unknown if word.startswith("--")), "")
    near = get_close_matches(wrong, names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _missing(error: BaseException) -> str:
    """The path of the system's error that a file is not there; else nothing."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, FileNotFoundError) and isinstance(cause.filename, str | os.PathLike):
            return os.fspath(cause.filename)
        cause = cause.__cause__ or cause.__context__
    return ""


def _nearest(name: str, folder: str, words: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        names = []
    near = get_close_matches(name, [*words, *names], n=1)
    return near[0] if near else ""
