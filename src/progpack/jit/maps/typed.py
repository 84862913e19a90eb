"""Maps as Python values, by the types that an object has (BTF)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfType
from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import UsageError

__all__ = ["Keyed", "Queue", "Record", "TypedMap", "TypedPerCpuMap", "TypedQueue"]

_V = TypeVar("_V")

_ORDER: Literal["little", "big"] = sys.byteorder

#: A value that `BtfType.format_value` makes: int, float, bool, str, list or dict.
Value: TypeAlias = object


class Record(dict[str, object]):
    """A struct as a key: a dict that may be the key of another, as long as nobody changes it."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


class _Codec:
    """Bytes of one type to values and back; without a type numbers up to 8 bytes, else bytes."""

    def __init__(self, kind: BtfType | None, size: int, what: str) -> None:
        self._kind = kind if kind is not None and kind.sizeof() == size else None
        self._size = size
        self._what = what

    def load(self, data: bytes) -> Value:
        if self._kind is not None:
            return self._kind.format_value(data)
        return int.from_bytes(data, _ORDER) if self._size <= 8 else data

    def dump(self, value: Value, base: bytes = b"") -> bytes:
        if self._kind is not None:
            try:
                return encode(self._kind, value, base)
            except UsageError as error:
                raise UsageError(f"{self._what}: {error}") from None
        if isinstance(value, int) and self._size <= 8:
            try:
                return value.to_bytes(self._size, _ORDER, signed=value < 0)
            except OverflowError:
                pass
        if not isinstance(value, bytes) or len(value) != self._size:
            raise UsageError(f"{self._what}: it has {self._size} bytes and no type, not {value!r}")
        return value


class Keyed(Protocol[_V]):
    """The part of a map that a typed map uses: keys, and values as bytes or lists of bytes."""

    spec: MapSpec

    def __getitem__(self, key: bytes) -> _V: ...

    def __setitem__(self, key: bytes, value: _V) -> None: ...

    def __delitem__(self, key: bytes) -> None: ...

    def __len__(self) -> int: ...

    def elements(self) -> Iterator[tuple[bytes, _V]]:
        """Keys and values."""


class Queue(Protocol):
    """The part of a queue or stack that a typed queue uses."""

    spec: MapSpec

    def push(self, value: bytes, *, force: bool = False) -> None:
        """Add a value; with ``force`` the oldest one makes room."""

    def pop(self) -> bytes:
        """Take the next value out."""

    def peek(self) -> bytes:
        """The next value, which stays."""

    def values(self) -> list[bytes]:
        """All values, which stay."""

    def __len__(self) -> int: ...


class _Typed(MutableMapping[object, object], Generic[_V]):
    """Keys as Python values; subclasses see to the values.

    Args:
        held: the map that is changed.
    """

    def __init__(self, held: Keyed[_V]) -> None:
        spec = held.spec
        self.map = held
        self._keys = _Codec(spec.key_type, spec.key_size, f"key of map {spec.name}")
        self._values = _Codec(spec.value_type, spec.value_size, f"value of map {spec.name}")

    def _raw(self, key: object) -> _V:
        try:
            return self.map[self._keys.dump(key)]
        except KeyError:
            raise KeyError(key) from None

    def __delitem__(self, key: object) -> None:
        del self.map[self._keys.dump(key)]

    def __iter__(self) -> Iterator[object]:
        for key, _ in self.map.elements():
            loaded = self._keys.load(key)
            yield Record(loaded) if isinstance(loaded, dict) else loaded

    def __len__(self) -> int:
        return len(self.map)

    def __repr__(self) -> str:
        return f"<typed {self.map!r}>"


class TypedMap(_Typed[bytes]):
    """A map with keys and values as Python values; it changes the map itself.

    Structs are dicts (`Record` as keys), integers ints, enumerations their names, char arrays
    text. A dict that names some members leaves the others of an element that is there as they are,
    and zero in a new one.

    Raises (all methods):
        UsageError: a key or value that does not fit its type.
        KeyError: no such key.
    """

    def __getitem__(self, key: object) -> object:
        return self._values.load(self._raw(key))

    def __setitem__(self, key: object, value: object) -> None:
        raw = self._keys.dump(key)
        old = self._own(raw) if isinstance(value, dict) else b""
        self.map[raw] = self._values.dump(value, old)

    def _own(self, raw: bytes) -> bytes:
        """The value of just this key, not of a longer prefix's; empty when there is none."""
        if self.map.spec.type is MapType.LPM_TRIE:
            return b""
        try:
            return self.map[raw]
        except KeyError:
            return b""


class TypedPerCpuMap(_Typed[Sequence[bytes]]):
    """`TypedMap` of a map with a value for each CPU: lists of values, that of CPU 0 first."""

    def __getitem__(self, key: object) -> object:
        return [self._values.load(part) for part in self._raw(key)]

    def __setitem__(self, key: object, value: object) -> None:
        raw = self._keys.dump(key)
        if not isinstance(value, Sequence):
            raise UsageError(f"map {self.map.spec.name}: a value is a list, one of each CPU")
        self.map[raw] = [self._values.dump(part) for part in value]


class TypedQueue:
    """A queue or stack of Python values; see `Queue` for what the methods do."""

    def __init__(self, held: Queue) -> None:
        self.map = held
        spec = held.spec
        self._values = _Codec(spec.value_type, spec.value_size, f"value of map {spec.name}")

    def push(self, value: object, *, force: bool = False) -> None:
        """Add a value; with ``force`` the oldest one makes room.

        Raises:
            As `Queue.push`, and for a value that the map's type does not have.
        """
        self.map.push(self._values.dump(value), force=force)

    def pop(self) -> object:
        """Take the next value out and return it."""
        return self._values.load(self.map.pop())

    def peek(self) -> object:
        """Return the next value, which stays."""
        return self._values.load(self.map.peek())

    def __iter__(self) -> Iterator[object]:
        return iter([self._values.load(raw) for raw in self.map.values()])

    def __len__(self) -> int:
        return len(self.map)
