"""Bytes of one type to Python values and back, whatever classes a user gives or names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from progpack.bpf.btf.encode import PLAIN, encode
from progpack.bpf.btf.parts import Part, flexible, named
from progpack.bpf.btf.types import BtfType
from progpack.errors import UsageError
from progpack.integers import exact_bytes, shorten

__all__ = ["Codec"]

#: Bytes of the longest number.
_NUMBER = 8


class Codec:
    """Values of a map's keys or values, or of its records.

    Args:
        kind: the type of the object's C; None where it is not known: then values are numbers up to
            8 bytes, else bytes, or of a class of `ctypes`.
        size: bytes of a value; None where the type or the class says it.
        order: the byte order of the object.
        what: whose values they are, for messages.
        as_: the class of values that come out; None: as `BtfType.format_value` makes them.
        head: whether bytes behind a value are left out.
    """

    def __init__(
        self,
        kind: BtfType | None,
        size: int | None,
        order: Literal["little", "big"],
        what: str,
        as_: Any = None,
        *,
        head: bool = False,
    ) -> None:
        fits = kind is not None and (size is None or kind.sizeof() == size)
        self._kind = kind.resolve() if kind is not None and fits else None
        self._named = kind if fits else None
        self._size = size
        self._order: Literal["little", "big"] = order
        self._what = what
        self._as = as_
        self._head = head
        self._tail = "" if self._kind is None else flexible(self._kind)

    def load(self, data: bytes, what: str = "") -> Any:
        """Return the value that bytes are.

        Args:
            data: the bytes.
            what: whose they are, for messages; default that of all values.

        Raises:
            UsageError: the class cannot have it, or another number of bytes.
        """
        what = what or self._what
        if self._as is bytes:
            return data
        if self._kind is None:
            return self._without_type(data, what)
        size = self._kind.sizeof()
        if self._head:
            data = data[:size]
        if len(data) < size or (len(data) > size and not self._tail):
            raise UsageError(f"{what} has {len(data)} bytes, {named(self._kind)} {size}")
        if self._as in (None, dict) and not self._tail:
            return self._kind.format_value(data)
        from progpack.bpf.btf.classes import as_class

        return as_class(Part(self._kind, data), self._as, what)

    def _without_type(self, data: bytes, what: str) -> Any:
        wanted = self._as
        if wanted in (None, int) and len(data) <= _NUMBER:
            return int.from_bytes(data, self._order)
        if wanted is None:
            return data
        from progpack.bpf.btf.structures import is_structure, structure_of

        if isinstance(wanted, type) and is_structure(wanted):
            from ctypes import sizeof

            part = data[: sizeof(wanted)] if self._head else data
            return structure_of(wanted, None, part, self._order, what)
        raise UsageError(
            f"{what}: the object does not say of which type these {len(data)} bytes are"
            " (compile it with clang -g, or name the type)"
        )

    def dump(self, value: object, base: bytes = b"") -> bytes:
        """Return the bytes that a value is.

        Args:
            value: the value.
            base: bytes of the type, for members that the value does not name.

        Raises:
            UsageError: the value does not fit; says which part.
        """
        if self._named is not None:
            try:
                return encode(self._named, value, base)
            except UsageError as error:
                raise UsageError(f"{self._what}: {error}") from None
        return self._dump_without_type(value)

    def total(self, values: Sequence[bytes]) -> Any:
        """Return the sum of values: a number, or of a struct that of each member.

        Raises:
            UsageError: values of which there is no sum.
        """
        if self._kind is not None:
            from progpack.bpf.btf.sums import total

            return total([Part(self._kind, data) for data in values], self._what)
        if any(len(data) > _NUMBER for data in values):
            raise UsageError(f"{self._what}: there is no sum of {len(values[0])} bytes of no type")
        return sum(int.from_bytes(data, self._order) for data in values)

    def _dump_without_type(self, value: Any) -> bytes:
        if type(value) not in PLAIN:
            from progpack.bpf.btf.classes import simplified

            value = simplified(value, None, self._order, self._what)
        size = self._size
        if isinstance(value, int) and size is not None and size <= _NUMBER:
            try:
                return value.to_bytes(size, self._order, signed=value < 0)
            except OverflowError:
                pass
        data = exact_bytes(value) if isinstance(value, bytes | bytearray | memoryview) else None
        if data is None or size not in (None, len(data)):
            told = shorten(value) if data is None else f"{len(data)} bytes"
            have = "bytes" if size is None else f"{size} bytes"
            raise UsageError(f"{self._what}: it has {have} and no type, not {told}")
        return data
