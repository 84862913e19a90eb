"""Maps as Python values, by the types that an object has (BTF)."""

from __future__ import annotations

from collections.abc import (
    ItemsView,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import UsageError
from progpack.integers import shorten
from progpack.jit.maps.keys import BYTES, As

if TYPE_CHECKING:
    from progpack.bpf.btf.codec import Codec

__all__ = [
    "Keyed",
    "Queue",
    "Record",
    "TypedMap",
    "TypedPerCpuMap",
    "TypedQueue",
    "Valued",
    "names_members",
]

_V = TypeVar("_V")


class Record(dict[str, object]):
    """A struct as a key: a dict that may be the key of another, as long as nobody changes it."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


class Keyed(Protocol[_V]):
    """The part of a map that a typed map uses: keys, and values as bytes or lists of bytes."""

    spec: MapSpec

    def key_codec(self, as_: As = None) -> Codec:
        """The codec of keys."""

    def value_codec(self, as_: As = None) -> Codec:
        """The codec of values."""

    def __getitem__(self, key: bytes) -> _V: ...

    def __setitem__(self, key: bytes, value: _V) -> None: ...

    def __delitem__(self, key: bytes) -> None: ...

    def __len__(self) -> int: ...

    def elements(self) -> Iterator[tuple[bytes, _V]]:
        """Keys and values."""


class Queue(Protocol):
    """The part of a queue or stack that a typed queue uses."""

    spec: MapSpec

    def value_codec(self, as_: As = None) -> Codec:
        """The codec of values."""

    def push(self, value: bytes, *, force: bool = False) -> None:
        """Add a value; with ``force`` the oldest one makes room."""

    def pop(self) -> bytes:
        """Take the next value out."""

    def peek(self) -> bytes:
        """The next value, which stays."""

    def values(self) -> list[bytes]:
        """All values, which stay."""

    def __len__(self) -> int: ...


def names_members(value: object) -> bool:
    """Whether a value names members of a struct, and leaves the others as they are."""
    return isinstance(value, Mapping) or hasattr(type(value), "__dataclass_fields__")


class Valued(Generic[_V]):
    """The methods of a map with keys that take and give values of classes."""

    if TYPE_CHECKING:
        typed: Any

        elements: Any

        def __getitem__(self, key: Any) -> _V: ...

    def typed_as(self, value: As = None, key: As = None) -> Any:
        """The map as Python values of these classes; it changes the map itself.

        Args:
            value: class of the values: a dataclass, a class of `ctypes`, ``int``, ``bytes``; or
                the name of a type of the object's C (``"struct stats"``). Default as of `typed`.
            key: class of the keys, likewise.

        Raises:
            UsageError: a name that the object does not have, or a type of another size.
        """
        held = self.typed
        return type(held)(held.map, value, key)

    def get(self, key: object, default: Any = None, *, as_: As = None) -> Any:
        """The value of a key, or the default.

        Args:
            key: bytes, a number, or what stands for the key by its type.
            default: what there is without one.
            as_: the class of the value, see `typed_as`; default bytes.

        Raises:
            UsageError: a key or class that does not fit.
        """
        try:
            return self[key] if as_ is None else self.typed_as(as_)[key]
        except UsageError:
            raise
        except KeyError:
            return default

    def filled(self) -> Iterator[tuple[bytes, _V]]:
        """Keys and values in the order of `elements`, without those that are zero on all CPUs."""
        for key, value in self.elements():
            if any(map(any, value) if isinstance(value, tuple) else value):
                yield key, value

    def __contains__(self, key: object) -> bool:
        try:
            self[key]
        except UsageError:
            raise
        except KeyError:
            return False
        return True


class _Typed(MutableMapping[object, object], Generic[_V]):
    """Keys as Python values; subclasses see to the values.

    Args:
        held: the map that is changed.
        value: class of the values; None: by the object's types.
        key: class of the keys.
    """

    def __init__(self, held: Keyed[_V], value: As = None, key: As = None) -> None:
        self.map = held
        self._keys = held.key_codec(key)
        self._values = held.value_codec(value)

    def _raw(self, key: object) -> _V:
        raw = self._keys.dump(key)
        try:
            return self.map[raw]
        except KeyError:
            if self.map.spec.type.traits.indexed:
                raise  # its message names the map and the elements
            raise KeyError(key) from None

    def __delitem__(self, key: object) -> None:
        raw = self._keys.dump(key)
        try:
            del self.map[raw]
        except UsageError:
            raise
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[object]:
        for key, _ in self.map.elements():
            yield self._key(key)

    def _key(self, raw: bytes) -> object:
        loaded = self._keys.load(raw)
        return Record(loaded) if isinstance(loaded, dict) else loaded

    def _load(self, stored: _V) -> object:
        """The value that is stored as these bytes."""
        raise NotImplementedError

    def loaded(self) -> Iterator[tuple[object, object]]:
        """Yield keys and values, as the map has them while one goes through it."""
        for key, stored in self.map.elements():
            yield self._key(key), self._load(stored)

    def __getitem__(self, key: object) -> Any:
        return self._load(self._raw(key))

    def items(self) -> ItemsView[object, object]:
        """The keys and values, without a look-up of each key."""
        return _Items(self)

    def values(self) -> ValuesView[object]:
        """The values, without a look-up of each key."""
        return _Values(self)

    def __contains__(self, key: object) -> bool:
        raw = self._keys.dump(key)
        try:
            self.map[raw]
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self.map)

    def __repr__(self) -> str:
        return f"<typed {self.map!r}>"


class _Items(ItemsView[object, object]):
    """Items of a typed map. A class of keys may have fewer members than the keys have."""

    def __init__(self, of: _Typed[Any]) -> None:
        super().__init__(of)
        self._of = of

    def __iter__(self) -> Iterator[tuple[object, object]]:
        return self._of.loaded()


class _Values(ValuesView[object]):
    """Values of a typed map."""

    def __init__(self, of: _Typed[Any]) -> None:
        super().__init__(of)
        self._of = of

    def __iter__(self) -> Iterator[object]:
        for _, value in self._of.loaded():
            yield value


class TypedMap(_Typed[bytes]):
    """A map with keys and values as Python values; it changes the map itself.

    Structs are dicts (`Record` as keys), integers ints, enumerations their names, char arrays
    text; with a class of one's own (`Valued.typed_as`) they are of that class. What goes in may
    also be a dataclass, a value of `ctypes`, or bytes. A dict or dataclass that names some members
    leaves the others of an element that is there as they are, and zero in a new one.

    Raises (all methods):
        UsageError: a key or value that does not fit its type.
        KeyError: no such key.
    """

    def _load(self, stored: bytes) -> object:
        return self._values.load(stored)

    def __setitem__(self, key: object, value: object) -> None:
        raw = self._keys.dump(key)
        old = self._own(raw) if names_members(value) else b""
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

    def _load(self, stored: Sequence[bytes]) -> list[object]:
        return [self._values.load(part) for part in stored]

    def __setitem__(self, key: object, value: object) -> None:
        raw = self._keys.dump(key)
        if not isinstance(value, Sequence) or isinstance(value, (str, *BYTES)):
            rule = "a value is a list, that of CPU 0 first, such as [7]"
            raise UsageError(f"map {self.map.spec.name}: {rule}, not {shorten(value)}")
        self.map[raw] = [self._values.dump(part) for part in value]

    def total(self, key: object) -> Any:
        """The sum of the values of all CPUs: a number, or of a struct that of each member.

        Raises:
            UsageError: values of which there is no sum: text, bytes, unions.
            KeyError: no such key.
        """
        return self.map.value_codec().total(self._raw(key))


class TypedQueue:
    """A queue or stack of Python values; see `Queue` for what the methods do.

    Args:
        held: the queue that is changed.
        value: class of the values; None: by the object's types.
    """

    def __init__(self, held: Queue, value: As = None) -> None:
        self.map = held
        self._values = held.value_codec(value)

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
