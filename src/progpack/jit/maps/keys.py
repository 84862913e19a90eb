"""Keys and values of maps as they are given in Python, wherever the map lies."""

from __future__ import annotations

import errno
import os
from typing import Literal, TypeAlias

from progpack.bpf.spec import MapSpec
from progpack.errors import UsageError
from progpack.integers import shorten

__all__ = ["Elements", "Key"]

#: A key: its bytes, or a number that is written in the byte order of the map's machine.
Key: TypeAlias = "bytes | bytearray | memoryview | int"


class Elements:
    """The rules for keys and values of a map, and the meaning of the runtime's answers.

    Attributes:
        spec: the map's name, type and sizes.
        byteorder: byte order of numbers in keys.
    """

    spec: MapSpec
    byteorder: Literal["little", "big"]

    @property
    def name(self) -> str:
        """The map's name."""
        return self.spec.name

    def _key(self, key: Key) -> bytes:
        size = self.spec.key_size
        if isinstance(key, int):
            try:
                return key.to_bytes(size, self.byteorder, signed=key < 0)
            except OverflowError:
                raise UsageError(
                    f"map {self.name}: {shorten(key)} does not fit {size} bytes"
                ) from None
        if len(key) != size:
            raise UsageError(f"map {self.name}: keys have {size} bytes, not {len(key)}")
        return bytes(key)

    def _value(self, value: bytes) -> bytes:
        size = self.spec.value_size
        if len(value) != size:
            raise UsageError(f"map {self.name}: values have {size} bytes, not {len(value)}")
        self._check_writable()
        return bytes(value)

    def _check_writable(self) -> None:
        if self.spec.read_only:
            raise UsageError(f"map {self.name} is read-only since the object was loaded")

    def _check_room(self, code: int) -> None:
        if code:
            raise UsageError(f"map {self.name} has no room for it: {os.strerror(-code)}")

    def _check(self, code: int, key: Key) -> None:
        """Raise what an answer of the runtime says, if it is none of success."""
        if code == -errno.ENOENT:
            raise KeyError(key)
        if code:
            raise UsageError(f"map {self.name}, key {key!r}: {os.strerror(-code)}")
