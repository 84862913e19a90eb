"""Things by their names, which answer a name that nothing has with the names that there are."""

from __future__ import annotations

from typing import TypeVar

from progpack.errors import UnknownNameError

__all__ = ["ByName"]

T = TypeVar("T")


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
        raise UnknownNameError(self._sentence, name, self, listed="there are:")
