"""Maps without keys: what Python puts into queues, filters and rings, and takes out of queues."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Final

from progpack.errors import UsageError
from progpack.jit.maps.keys import Elements
from progpack.jit.maps.typed import TypedQueue

__all__ = ["Filtered", "Queued", "Submitted"]

#: BPF_EXIST: of a push, the oldest value goes when there is no room.
_FORCE: Final = 2


class _Pushed(Elements):
    """A map that Python puts values into; the class of a place where maps lie has these methods."""

    #: Puts bytes in, with flags: 0, or an errno as a negative number.
    _push: Callable[[bytes, int], int]
    #: Takes the next value out, if there is one.
    _pop: Callable[[], bytes | None]
    #: The next value; of a filter these bytes, where they may be in it.
    _peek: Callable[[bytes], bytes | None]


class Queued(_Pushed):
    """A queue (first in, first out) or stack (last in, first out)."""

    values: Callable[[], list[bytes]]
    __len__: Callable[[], int]

    def push(self, value: object, *, force: bool = False) -> None:
        """Add a value.

        Args:
            value: ``value_size`` bytes, or what is a value of the map's type.
            force: when it is full, the oldest value goes (BPF_EXIST).

        Raises:
            UsageError: the wrong length, or it is full.
        """
        if self._push(self._value(value), _FORCE if force else 0) == -errno.E2BIG:
            raise UsageError(f"map {self.name} is full: {self.spec.max_entries} values")

    def pop(self) -> bytes:
        """Take the next value out.

        Raises:
            LookupError: there is none.
        """
        return self._there(self._pop())

    def peek(self) -> bytes:
        """The next value, which stays.

        Raises:
            LookupError: there is none.
        """
        return self._there(self._peek(bytes(self.spec.value_size)))

    def _there(self, value: bytes | None) -> bytes:
        if value is None:
            raise LookupError(f"map {self.name} is empty")
        return value

    @property
    def typed(self) -> TypedQueue:
        """The values as Python values, by the map's type."""
        return TypedQueue(self)


class Filtered(_Pushed):
    """A Bloom filter: values that are certainly not, or probably, in it."""

    def add(self, value: object) -> None:
        """Put a value in: bytes, or what is a value of the map's type.

        Raises:
            UsageError: the wrong length, or no such value.
        """
        self._push(self._value(value), 0)

    def __contains__(self, value: object) -> bool:
        return self._peek(self._value(value)) is not None


class Submitted(_Pushed):
    """A ring of samples that Python puts in, and programs take out in their order."""

    def submit(self, sample: object, *, kind: str | None = None) -> None:
        """Put a sample in.

        Args:
            sample: bytes, a value of `ctypes`, or what is a value of the type.
            kind: the name of the type in the object's C; default the map's own.

        Raises:
            UsageError: there is no room for it, or it is no value of the type.
        """
        data = self._sample(sample, kind)
        self._check_room(self._push(data, len(data)))
