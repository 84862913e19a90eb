"""Things by their names, which answer a name that nothing has with the names that there are.

A folder whose files are alike is a list by itself: `files_of` reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any, TypeVar

from progpack.errors import UnknownNameError

__all__ = ["ByName", "entry_of", "files_of", "unknown_name"]

T = TypeVar("T")
K = TypeVar("K")


def files_of(package: ModuleType) -> tuple[str, ...]:
    """Names of the modules whose files are in a package's folder, in order.

    `pkgutil` would say the same, but imports `inspect`, a twentieth of the start of a short run.
    """
    return tuple(
        f"{package.__name__}.{file.removesuffix('.py')}"
        for folder in package.__path__
        for file in sorted(os.listdir(folder))
        if file.endswith(".py") and not file.startswith("_")
    )


def entry_of(table: dict[K, Any], keys: Iterable[K], what: str) -> Callable[[T], T]:
    """Decorator: a function or class is the entry of a table under these keys.

    Args:
        table: what the entry is added to.
        keys: members of an enumeration.
        what: the kind of the keys, for messages.

    Raises:
        AssertionError: one of the keys has another entry.
    """

    def decorate(entry: T) -> T:
        for key in keys:
            if table.setdefault(key, entry) is not entry:
                raise AssertionError(f"{what} {getattr(key, 'name', key)} has two entries")
        return entry

    return decorate


def unknown_name(
    sentence: str, name: str, names: Iterable[str], *, closed: bool = False
) -> UnknownNameError:
    """The error of a name that nothing has, with the names that there are.

    Args:
        sentence: what is not there, as ``there is no program``.
        name: the name that was asked for.
        names: the names that there are.
        closed: whether they are those of an object that is closed, so that there is none.
    """
    otherwise = "none, as the object is closed" if closed else "none"
    return UnknownNameError(sentence, name, names, listed="there are:", otherwise=otherwise)


class ByName(dict[str, T]):
    """A dict by name.

    Args:
        sentence: what is not there where a name is unknown, as ``there is no program``.

    Raises (when an unknown name is asked for):
        UnknownNameError: the message has the names that there are.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def __missing__(self, name: str) -> T:
        raise unknown_name(self._sentence, name, self)
