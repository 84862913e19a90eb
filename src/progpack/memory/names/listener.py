"""Listeners, which are told when programs come and go."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from progpack.errors import CapabilityError
from progpack.records import dataclass

__all__ = ["Listener", "Named", "private_directory"]


@dataclass(frozen=True, slots=True)
class Named:
    """A program and its name.

    Attributes:
        name: never empty, printable, without line ends.
        address: address of its first byte.
        image: its bytes.
        generation: its number; with an allocator's own, never used twice.
    """

    name: str
    address: int
    image: bytes
    generation: int

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.image)


class Listener(Protocol):
    """An object that is told of programs, with their allocator's lock held; may raise OSError."""

    def add(self, programs: list[Named]) -> None:
        """Note that these programs can be called from now on."""

    def drop(self, address: int) -> None:
        """Note that the program at an address goes."""

    def forked(self, programs: list[Named]) -> None:
        """Note that this is a new child, and that it has these programs."""


def private_directory() -> Path:
    """A directory of this user alone, in the one for temporary files; made if there is none.

    Raises:
        CapabilityError: somebody else has it, or it cannot be made.
    """
    import tempfile

    path = Path(tempfile.gettempdir(), f"progpack-{os.geteuid()}")
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        status = path.lstat()
    except OSError as error:
        raise CapabilityError(f"{path}: {error.strerror or error}") from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise CapabilityError(f"{path} is not a directory of this user alone; remove it")
    return path
