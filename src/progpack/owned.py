"""The base class of everything here that owns descriptors or mappings and must be closed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

__all__ = ["Owned"]


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
