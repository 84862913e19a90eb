"""What changed in the stable interface since the kept list of it: `make api-diff`.

``tools/api.txt`` has a line for each name of `progpack` and `progpack.testing`, of each of their
public methods and attributes, and of each verb and option. With ``--write`` the list is made anew:
for a release, or when a change that breaks users was decided on (docs/stability.md, CHANGELOG.md).
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import progpack
import progpack.testing
from progpack.commands import whole_parser

_VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
KEPT = Path(__file__).with_name("api.txt")


def lines() -> list[str]:
    """Return the lines of the list for this tree, in order."""
    found = {*_of_module(progpack), *_of_module(progpack.testing), *_of_verbs()}
    return sorted(found)


def gone() -> list[str]:
    """Return the kept lines that are not true any more: what breaks users.

    Arguments that a function of the list takes now, and cannot do without, are among them.
    """
    kept, now = {*KEPT.read_text(encoding="utf-8").splitlines()}, {*lines()}
    needed = (line for line in now - kept if line.endswith(", required"))
    return sorted(kept - now | {line for line in needed if f"def {line.split()[1]}" in kept})


def added() -> list[str]:
    """Return the lines that the kept list does not have."""
    return sorted({*lines()} - {*KEPT.read_text(encoding="utf-8").splitlines()})


def _of_module(module: ModuleType) -> Iterator[str]:
    for name in module.__all__:
        value, full = getattr(module, name), f"{module.__name__}.{name}"
        if inspect.isclass(value):
            bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
            yield f"class {full}({bases})"
            yield from _of_class(value, full)
        elif inspect.isfunction(value):
            yield from _of_function(value, full)
        elif inspect.ismodule(value):
            yield from _of_function(getattr(value, name), full)
        else:
            yield f"name {full}"


def _of_class(kind: type, full: str) -> Iterator[str]:
    for name, member in vars(kind).items():
        called = getattr(member, "__func__", member)
        if (
            name == "__init__"
            and inspect.isfunction(called)
            and called.__module__ == kind.__module__
        ):
            yield from _of_function(called, full)
        elif name.startswith("_"):
            continue
        elif inspect.isfunction(called):
            yield from _of_function(called, f"{full}.{name}")
        elif not callable(member):
            yield f"name {full}.{name}"
    yield from (f"name {full}.{name}" for name in inspect.get_annotations(kind) if name[0] != "_")


def _of_function(function: Callable[..., object], full: str) -> Iterator[str]:
    yield f"def {full}"
    for name, parameter in inspect.signature(function).parameters.items():
        fixed = parameter.default is inspect.Parameter.empty
        needed = fixed and parameter.kind not in _VARIABLE and name != "self"
        kind = parameter.kind.description
        yield f"arg {full} {name}: {kind}{', required' if needed else ''}"


def _of_verbs() -> Iterator[str]:
    (verbs,) = (a for a in whole_parser()._actions if isinstance(a, argparse._SubParsersAction))
    for verb, parser in verbs.choices.items():
        yield f"verb {verb}"
        options = (option for action in parser._actions for option in action.option_strings)
        yield from (f"verb {verb} {option}" for option in options)


def main() -> int:
    """Print what is there more and less; 1 when something went, or write the list."""
    if sys.argv[1:] == ["--write"]:
        KEPT.write_text("\n".join(lines()) + "\n", encoding="utf-8")
        return 0
    for sign, found in (("-", gone()), ("+", added())):
        for line in found:
            print(f"{sign} {line}")
    return int(bool(gone()))


if __name__ == "__main__":
    sys.exit(main())
