"""Maps and global variables as Python values, by the types that an object has (BTF)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Literal, TypeAlias

from progpack.bpf.btf import BtfType
from progpack.bpf.encode import encode
from progpack.bpf.spec import MapType, ObjectSpec
from progpack.bpf.variables import variables_of
from progpack.errors import UsageError
from progpack.jit.mapkinds import PerCpuMap, QueueMap
from progpack.jit.maps import ArrayMap, KeyedMap, Map

__all__ = ["Globals", "Record", "TypedMap", "TypedQueue", "typed"]

_ORDER: Literal["little", "big"] = sys.byteorder

#: What `BtfType.format_value` makes: int, float, bool, str, list or dict.
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


class TypedMap(MutableMapping[object, object]):
    """A map with keys and values as Python values; it changes the map itself.

    Structs are dicts (`Record` as keys), integers ints, enumerations their names, char arrays
    text. A dict that names some members leaves the others of an element that is there as they are,
    and zero in a new one. Values of each CPU are lists of values, that of CPU 0 first.

    Raises (all methods):
        UsageError: a key or value that does not fit its type.
        KeyError: no such key.
    """

    def __init__(self, held: KeyedMap | PerCpuMap) -> None:
        spec = held.spec
        self.map = held
        self._keys = _Codec(spec.key_type, spec.key_size, f"key of map {spec.name}")
        self._values = _Codec(spec.value_type, spec.value_size, f"value of map {spec.name}")

    def __getitem__(self, key: object) -> object:
        try:
            found = self.map[self._keys.dump(key)]
        except KeyError:
            raise KeyError(key) from None
        return self._loaded(found)

    def __setitem__(self, key: object, value: object) -> None:
        raw = self._keys.dump(key)
        partly = isinstance(value, dict)
        if isinstance(self.map, PerCpuMap):
            if not isinstance(value, Sequence):
                raise UsageError(f"map {self.map.name}: a value is a list, one of each CPU")
            self.map[raw] = [self._values.dump(each) for each in value]
            return
        old = self._own(raw) if partly else b""
        self.map[raw] = self._values.dump(value, old)

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

    def _own(self, raw: bytes) -> bytes:
        """The value of just this key, not of a longer prefix's; empty when there is none."""
        if self.map.spec.type is MapType.LPM_TRIE:
            return b""
        found = self.map.get(raw, b"")
        assert isinstance(found, bytes)
        return found

    def _loaded(self, found: bytes | tuple[bytes, ...]) -> object:
        if isinstance(found, bytes):
            return self._values.load(found)
        return [self._values.load(each) for each in found]


class TypedQueue:
    """A queue or stack of Python values; see `QueueMap` for what the methods do."""

    def __init__(self, held: QueueMap) -> None:
        self.map = held
        spec = held.spec
        self._values = _Codec(spec.value_type, spec.value_size, f"value of map {spec.name}")

    def push(self, value: object, *, force: bool = False) -> None:
        """As `QueueMap.push`."""
        self.map.push(self._values.dump(value), force=force)

    def pop(self) -> object:
        """As `QueueMap.pop`."""
        return self._values.load(self.map.pop())

    def peek(self) -> object:
        """As `QueueMap.peek`."""
        return self._values.load(self.map.peek())

    def __iter__(self) -> Iterator[object]:
        return iter([self._values.load(each) for each in self.map.values()])

    def __len__(self) -> int:
        return len(self.map)


def typed(held: Map) -> TypedMap | TypedQueue:
    """A map as Python values.

    Raises:
        UsageError: it has neither keys nor values that could have a type.
    """
    if isinstance(held, KeyedMap | PerCpuMap):
        return TypedMap(held)
    if isinstance(held, QueueMap):
        return TypedQueue(held)
    raise UsageError(f"map {held.name} ({held.spec.type.name}) has no elements of a type")


class Globals:
    """The global variables of a loaded object, as attributes or by name in brackets.

    ``obj.globals.limit = 5`` writes into the memory that programs use, at once; constants
    (``.rodata``) can only be read. A dict changes the members that it names.

    Raises (attributes and brackets):
        AttributeError, KeyError: there is no such variable.
        UsageError: a value that does not fit, or a constant.
    """

    __slots__ = ("_maps", "_spec", "_variables")

    _maps: Mapping[str, Map]
    _spec: ObjectSpec
    _variables: dict[str, tuple[str, int, BtfType]]

    def __init__(self, spec: ObjectSpec, maps: Mapping[str, Map]) -> None:
        object.__setattr__(self, "_spec", spec)
        object.__setattr__(self, "_maps", maps)
        object.__setattr__(self, "_variables", variables_of(spec))

    def __getitem__(self, name: str) -> object:
        held, at, kind = self._place(name)
        return kind.format_value(bytes(held.view()[at : at + kind.sizeof()]))

    def __setitem__(self, name: str, value: object) -> None:
        held, at, kind = self._place(name)
        if held.spec.read_only:
            raise UsageError(
                f"{name} is constant since the object was loaded; set it with"
                " load(..., variables={...})"
            )
        room = held.view()[at : at + kind.sizeof()]
        room[:] = encode(kind, value, bytes(room))

    def __getattr__(self, name: str) -> object:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(error)) from None

    def __setattr__(self, name: str, value: object) -> None:
        try:
            self[name] = value
        except KeyError as error:
            raise AttributeError(str(error)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)

    def __dir__(self) -> list[str]:
        return sorted(self._variables)

    def _place(self, name: str) -> tuple[ArrayMap, int, BtfType]:
        found = self._variables.get(name)
        if found is None:
            have = ", ".join(sorted(self._variables)) or "none (it needs BTF: compile with -g)"
            raise KeyError(f"{self._spec.name} has no variable {name!r}; it has: {have}")
        section, at, kind = found
        held = self._maps[section]
        assert isinstance(held, ArrayMap)
        return held, at, kind
