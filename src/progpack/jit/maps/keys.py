"""Keys and values of maps as they are given in Python, wherever the map lies."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from progpack.bpf.spec import MapSpec
from progpack.errors import UsageError
from progpack.integers import exact_bytes, shorten

if TYPE_CHECKING:
    from progpack.bpf.btf.codec import Codec
    from progpack.bpf.btf.types import BtfType

__all__ = ["BYTES", "As", "Elements", "Key"]

#: A key: its bytes, or a number that is written in the byte order of the map's machine. Where keys
#: are given, also what stands for one by its type: a dict, a dataclass, a value of `ctypes`.
Key: TypeAlias = "bytes | bytearray | memoryview | int"
#: The class of values that come out, or the name of a type of the object's C: ``struct event``.
As: TypeAlias = Any
#: What is taken as bytes.
BYTES: Final = (bytes, bytearray, memoryview)


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

    def _key(self, key: object) -> bytes:
        size = self.spec.key_size
        if isinstance(key, int):
            try:
                return key.to_bytes(size, self.byteorder, signed=key < 0)
            except OverflowError:
                raise UsageError(
                    f"map {self.name}: {shorten(key)} does not fit {size} bytes"
                ) from None
        if not isinstance(key, BYTES):
            return self.key_codec().dump(key)
        data = exact_bytes(key)
        if len(data) != size:
            raise UsageError(f"map {self.name}: keys have {size} bytes, not {len(data)}")
        return data

    def _value(self, value: object) -> bytes:
        size = self.spec.value_size
        plain = isinstance(value, BYTES)
        data = exact_bytes(value) if plain else self.value_codec().dump(value)
        if len(data) != size:
            raise UsageError(f"map {self.name}: values have {size} bytes, not {len(data)}")
        self._check_writable()
        return data

    def key_codec(self, as_: As = None) -> Codec:
        """Return the codec that makes keys of Python values, and keys of a class of bytes.

        Raises:
            UsageError: a name that the object does not have, or a type of another size.
        """
        spec = self.spec
        return self._codec(spec.key_type, spec.key_size, f"key of map {spec.name}", as_)

    def value_codec(self, as_: As = None) -> Codec:
        """Return the codec that makes values of Python values, and back.

        Raises:
            UsageError: a name that the object does not have, or a type of another size.
        """
        spec = self.spec
        return self._codec(spec.value_type, spec.value_size, f"value of map {spec.name}", as_)

    def _codec(self, kind: BtfType | None, size: int, what: str, as_: As) -> Codec:
        from progpack.bpf.btf.codec import Codec

        if isinstance(as_, str):
            kind, as_ = self._type(as_), None
            if kind.sizeof() != size:
                raise UsageError(f"{what} has {size} bytes, {kind.name} {kind.sizeof()}")
        return Codec(kind, size, self.byteorder, what, as_)

    def _sample(self, sample: object, kind: str | None) -> bytes:
        """The bytes of a record of any length, or of one of the map's type or one by name.

        Raises:
            UsageError: the value is no value of the type.
        """
        from progpack.bpf.btf.codec import Codec

        if isinstance(sample, BYTES) and kind is None:
            return exact_bytes(sample)
        held = self.spec.value_type if kind is None else self._type(kind)
        return Codec(held, None, self.byteorder, f"record of map {self.name}").dump(sample)

    def _type(self, name: str) -> BtfType:
        """The type of this name in the object.

        Raises:
            UsageError: there is none.
        """
        if self.spec.types is None:
            raise UsageError(f"map {self.name}: it is of no object file, which has types by name")
        return self.spec.types.find(name, f"map {self.name}")

    def _outside(self, key: object) -> KeyError:
        """Return the error of a key that the array does not have."""
        index = int.from_bytes(key, self.byteorder) if isinstance(key, BYTES) else key
        last = self.spec.max_entries - 1
        return KeyError(f"map {self.name} has the elements 0 to {last}, and no {index}")

    def _parts_of_cpus(self, value: object, cpus: int) -> list[object]:
        """Return the values of all CPUs that a caller gives for one key.

        Args:
            value: the values, that of CPU 0 first; those that it does not have are zero.
            cpus: number of values.

        Raises:
            UsageError: it is no list.
        """
        if not isinstance(value, Sequence) or isinstance(value, (str, *BYTES)):
            rule = "a value is a list, that of CPU 0 first, such as [7]"
            raise UsageError(f"map {self.name}: {rule}, not {shorten(value)}")
        return [*value, *[bytes(self.spec.value_size)] * (cpus - len(value))]

    def _check_writable(self) -> None:
        if self.spec.read_only:
            raise UsageError(f"map {self.name} is read-only since the object was loaded")

    def _check_room(self, code: int) -> None:
        if code:
            raise UsageError(f"map {self.name} has no room for it: {os.strerror(-code)}")

    def _check(self, code: int, key: object) -> None:
        """Raise what an answer of the runtime says, if it is none of success."""
        if code == -errno.ENOENT and not self.spec.type.traits.indexed:
            raise KeyError(key)
        if code in (-errno.ENOENT, -errno.E2BIG) and self.spec.type.traits.indexed:
            raise self._outside(key)
        if code == -errno.E2BIG:
            most = self.spec.max_entries
            raise UsageError(f"map {self.name}, key {key!r}: the map is full, its size is {most}")
        if code:
            raise UsageError(f"map {self.name}, key {key!r}: {os.strerror(-code)}")
