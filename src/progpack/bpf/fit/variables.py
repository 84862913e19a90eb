"""Global variables of an object: new initial values before it is loaded.

``.rodata`` is frozen at load time and the compiler takes its values for constants, as the kernel's
verifier does; so a tool's configuration is set between reading the object and loading it, as with
libbpf's skeletons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.bpf.spec import MapSpec, ObjectSpec
from progpack.errors import UnknownNameError, UsageError
from progpack.integers import shorten, whole
from progpack.records import replace

__all__ = ["unknown_variable", "variables_of", "with_variables"]


def variables_of(spec: ObjectSpec) -> dict[str, tuple[str, int, BtfType]]:
    """The global variables of an object: name -> (its section, offset in bytes, type).

    Empty for an object without BTF. What does not lie in its section by its type is no variable.
    """
    variables = {}
    for section in spec.maps.values():
        section_type = section.value_type
        if section.data is None or section_type is None or section_type.kind is not BtfKind.DATASEC:
            continue
        for name, kind, offset in section_type.fields():
            if offset + kind.sizeof() <= len(section.data):
                variables[name] = (section.name, offset, kind)
    return variables


def unknown_variable(spec: ObjectSpec, name: str) -> UnknownNameError:
    """The error of a global variable that an object does not have."""
    otherwise = "none (it needs BTF: compile with -g)" if spec.btf is None else "none"
    sentence = f"{spec.name} has no variable"
    return UnknownNameError(sentence, name, sorted(variables_of(spec)), otherwise=otherwise)


def with_variables(spec: ObjectSpec, values: Mapping[str, object]) -> ObjectSpec:
    """The object with other initial values of global variables.

    Args:
        spec: the object.
        values: by name; numbers are written in the object's byte order, and other values of Python
            as `encode` does.

    Raises:
        UsageError: there is no such variable, or the value does not fit it.
    """
    known = variables_of(spec)
    data: dict[str, bytearray] = {}
    for name, value in values.items():
        if name not in known:
            raise unknown_variable(spec, name)
        section, offset, kind = known[name]
        size = kind.sizeof()
        content = data.setdefault(section, bytearray(spec.maps[section].data or b""))
        before = bytes(content[offset : offset + size])
        content[offset : offset + size] = _encode(spec, name, value, kind, before)
    maps = {
        name: _replaced(section, data[name]) if name in data else section
        for name, section in spec.maps.items()
    }
    return replace(spec, maps=maps)


def _replaced(section: MapSpec, data: bytearray) -> MapSpec:
    return replace(section, data=bytes(data))


def _encode(spec: ObjectSpec, name: str, value: object, kind: BtfType, before: bytes) -> bytes:
    number, size = whole(value), len(before)
    if number is not None:
        if not -(1 << (size * 8 - 1)) <= number < 1 << (size * 8):
            raise UsageError(f"variable {name} has {size} bytes; {shorten(number)} does not fit")
        order: Literal["little", "big"] = "little" if spec.byteorder == "little" else "big"
        return (number & (1 << size * 8) - 1).to_bytes(size, order)
    if not isinstance(value, bytes | bytearray | memoryview):
        try:
            return encode(kind, value, before)
        except UsageError as error:
            raise UsageError(f"variable {name}: {error}") from None
    data = bytes(value)
    if len(data) > size:
        raise UsageError(f"variable {name} has {size} bytes, not {len(data)}")
    return data.ljust(size, b"\0")
