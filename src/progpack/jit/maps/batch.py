"""Many elements of a map in one call of native code."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from progpack.errors import UsageError
from progpack.integers import MAX_U32, MAX_U64, integer_within
from progpack.records import dataclass

if TYPE_CHECKING:
    from progpack.bpf.spec import MapSpec
    from progpack.jit.native.layout import MapHeader
    from progpack.jit.native.runtime import Runtime

#: Bytes of a piece of a walk through a map.
_PIECE: Final = 1 << 16

__all__ = ["Batched", "Block", "Elements"]

#: Keys or values one behind the other, or one by one; NumPy arrays are the first.
Block: TypeAlias = "bytes | bytearray | memoryview | Iterable[bytes]"


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of a map.

    Attributes:
        keys: one behind the other, ``key_size`` bytes each.
        values: in the same order, ``Batched.batch_value_size`` bytes each.
        count: how many there are.
    """

    keys: bytes
    values: bytes
    count: int


class Batched:
    """The operations of a map with keys on many elements at once.

    A value of a map of each CPU is here, as for the kernel's batches, the values of all CPUs, each
    padded to a multiple of 8 bytes.
    """

    if TYPE_CHECKING:
        spec: MapSpec
        address: int
        _runtime: Runtime
        _header: MapHeader

        def _check_writable(self) -> None: ...

    @property
    def batch_value_size(self) -> int:
        """Bytes of a value in a batch."""
        header = self._header
        return int(header.cpus * header.stride) if header.cpus > 1 else self.spec.value_size

    def update_batch(self, keys: Block, values: Block, *, flags: int = 0) -> int:
        """Put elements in, in order; how many.

        Args:
            keys: the keys.
            values: as many values.
            flags: of each update: 0, or 1 to make new ones only, or 2 to change those there are.

        Raises:
            UsageError: the lengths do not fit, the map may not be changed, or an element was
                refused (those before it are in): says which and why.
        """
        self._check_writable()
        integer_within(flags, f"map {self.spec.name}: flags", 0, MAX_U64)
        raw, count = self._block(keys, self.spec.key_size, "keys")
        data, number = self._block(values, self.batch_value_size, "values")
        if count != number:
            raise UsageError(f"map {self.spec.name}: {count} keys and {number} values")
        problem = ctypes.c_int64()
        done = self._runtime.update_batch(
            self.address, raw, data, count, flags, ctypes.byref(problem)
        )
        if problem.value:
            size = self.spec.key_size
            raise UsageError(
                f"map {self.spec.name}: element {done} of {count}, key"
                f" {raw[done * size : (done + 1) * size].hex()}: {os.strerror(-problem.value)}"
            )
        return done

    def delete_batch(self, keys: Block) -> int:
        """Take elements out; how many of the keys were there.

        Raises:
            UsageError: the length does not fit, or elements cannot be deleted from such a map.
        """
        self._check_writable()
        if not self._header.slots:
            raise UsageError(f"map {self.spec.name}: elements of an array cannot be deleted")
        raw, count = self._block(keys, self.spec.key_size, "keys")
        return self._runtime.delete_batch(self.address, raw, count)

    def lookup_batch(self, count: int | None = None, *, start: int = 0) -> Elements:
        """All elements, or the first ones, each copied whole.

        Args:
            count: how many at most; default all that are there. A hash map is locked meanwhile.
            start: slot to begin at, for walks in pieces: see `lookup_batches`.
        """
        return self._lookup(self._most() if count is None else count, start)[0]

    def lookup_batches(self, count: int) -> Iterable[Elements]:
        """All elements in pieces of ``count`` at most; others may change the map in between."""
        at = 0
        while True:
            elements, at = self._lookup(count, at)
            if not elements.count:
                return
            yield elements

    def pairs(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values as batches have them; others may change the map meanwhile."""
        key_size, value_size = self.spec.key_size, self.batch_value_size
        for piece in self.lookup_batches(self._piece()):
            keys, values = piece.keys, piece.values
            for at in range(piece.count):
                yield (
                    keys[at * key_size : (at + 1) * key_size],
                    values[at * value_size : (at + 1) * value_size],
                )

    def filled_pairs(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what `pairs` does, without the values that are zero."""
        key_size, value_size = self.spec.key_size, self.batch_value_size
        zeros, zero = bytes(self._piece() * value_size), bytes(value_size)
        for piece in self.lookup_batches(self._piece()):
            if piece.values == zeros[: len(piece.values)]:
                continue
            for at in range(piece.count):
                value = piece.values[at * value_size : (at + 1) * value_size]
                if value != zero:
                    yield piece.keys[at * key_size : (at + 1) * key_size], value

    def _piece(self) -> int:
        """The number of elements of a piece of a walk."""
        return max(1, _PIECE // (self.spec.key_size + self.batch_value_size))

    def _lookup(self, count: int, start: int) -> tuple[Elements, int]:
        name = self.spec.name
        # There are no more, and room is made for as many as are asked for.
        count = min(integer_within(count, f"map {name}: count", 0, MAX_U64), self.spec.max_entries)
        integer_within(start, f"map {name}: start", 0, MAX_U32)
        key_size, value_size = self.spec.key_size, self.batch_value_size
        keys = ctypes.create_string_buffer(max(1, count * key_size))
        values = ctypes.create_string_buffer(max(1, count * value_size))
        at = ctypes.c_uint32(start)
        copied = self._runtime.lookup_batch(self.address, keys, values, count, ctypes.byref(at))
        elements = Elements(
            ctypes.string_at(keys, copied * key_size),
            ctypes.string_at(values, copied * value_size),
            copied,
        )
        return elements, at.value

    def _most(self) -> int:
        return int(self._header.count) if self._header.slots else self.spec.max_entries

    def _block(self, given: Block, size: int, what: str) -> tuple[bytes, int]:
        try:
            data = bytes(memoryview(given))  # type: ignore[arg-type]
        except TypeError:
            data = b"".join(given)  # type: ignore[arg-type]
        if len(data) % size:
            raise UsageError(
                f"map {self.spec.name}: {len(data)} bytes are no whole number of {what} of {size}"
            )
        return data, len(data) // size
