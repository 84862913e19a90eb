"""Global variables of a loaded object as Python values, by their types (BTF)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfType
from progpack.bpf.fit.variables import unknown_variable, variables_of
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UsageError
from progpack.jit.maps.handle import ArrayMap

__all__ = ["Globals", "LiveGlobals"]


class Globals:
    """The global variables of a loaded object, as attributes or by name in brackets.

    ``obj.globals.limit = 5`` is what programs find from then on; constants (``.rodata``) can only
    be read. A dict changes the members that it names.

    Raises (attributes and brackets):
        AttributeError, KeyError: there is no such variable.
        UsageError: a value that does not fit, or a constant.
    """

    __slots__ = ("_known", "_maps", "_spec")

    _maps: Mapping[str, Any]
    _spec: ObjectSpec
    _known: dict[str, tuple[str, int, BtfType]] | None

    def __init__(self, spec: ObjectSpec, maps: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_spec", spec)
        object.__setattr__(self, "_maps", maps)
        object.__setattr__(self, "_known", None)

    @property
    def _variables(self) -> dict[str, tuple[str, int, BtfType]]:
        """The variables by name, read when they are asked for: most loads need none."""
        variables = self._known
        if variables is None:
            variables = variables_of(self._spec)
            object.__setattr__(self, "_known", variables)
        return variables

    def __getitem__(self, name: str) -> object:
        section, at, kind = self._place(name)
        return kind.format_value(self._read(section, at, kind.sizeof()))

    def __setitem__(self, name: str, value: object) -> None:
        section, at, kind = self._place(name)
        if self._maps[section].spec.read_only:
            raise UsageError(
                f"{name} is constant since the object was loaded; set it with"
                " load(..., variables={...})"
            )
        self._write(section, at, encode(kind, value, self._read(section, at, kind.sizeof())))

    def _read(self, section: str, at: int, size: int) -> bytes:
        """Return bytes of the only value of a section, from an offset on."""
        return bytes(self._maps[section][0][at : at + size])

    def _write(self, section: str, at: int, data: bytes) -> None:
        """Put bytes at an offset of the only value of a section."""
        value = self._maps[section][0]
        self._maps[section][0] = value[:at] + data + value[at + len(data) :]

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

    def _place(self, name: str) -> tuple[str, int, BtfType]:
        place = self._variables.get(name)
        if place is None:
            raise unknown_variable(self._spec, name)
        return place


class LiveGlobals(Globals):
    """The global variables of an object of this process: programs use the same memory."""

    __slots__ = ()

    def _read(self, section: str, at: int, size: int) -> bytes:
        return bytes(self._room(section, at, size))

    def _write(self, section: str, at: int, data: bytes) -> None:
        self._room(section, at, len(data))[:] = data

    def _room(self, section: str, at: int, size: int) -> memoryview:
        map_ = self._maps[section]
        assert isinstance(map_, ArrayMap)
        return map_.view()[at : at + size]
