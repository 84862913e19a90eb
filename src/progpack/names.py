"""Things by their names, which answer a name that nothing has with the names that there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from progpack.errors import UnknownNameError

__all__ = ["ByName", "unknown_name"]

T = TypeVar("T")


def unknown_name(sentence: str, name: str, names: Iterable[str]) -> UnknownNameError:
    """The error of a name that nothing has, with the names that there are.

    Args:
        sentence: what is not there, as ``there is no program``.
        name: the name that was asked for.
        names: the names that there are.
    """
    return UnknownNameError(sentence, name, names, listed="there are:")


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
