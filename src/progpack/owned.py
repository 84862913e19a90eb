"""Owners of resources: objects that must be closed, and memory that nobody may free."""

from __future__ import annotations

import ctypes
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

__all__ = ["Owned", "keep_for_ever"]


class Owned(ABC):
    """A context manager that closes itself at the end of the block, whatever ends it."""

    __slots__ = ()

    @abstractmethod
    def close(self) -> None:
        """Give back what is owned; a second call does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def keep_for_ever(*things: object) -> None:
    """Keep objects until the end of the process, also when the module that holds them is dropped.

    Handlers of pthread_atfork(3) cannot be taken back. What imports progpack anew, as tests of
    pytest plugins do, drops its modules and all that only they hold.
    """
    for thing in things:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
