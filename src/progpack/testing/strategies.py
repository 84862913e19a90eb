"""Strategies of hypothesis for packets, contexts and contents of maps, by the object's types.

    from hypothesis import given
    from progpack.testing import run, strategies

    @given(strategies.packets(damaged=True))
    def test_no_packet_is_sent_back(data):
        ...

Needs ``pip install hypothesis``. Load the object once for all examples; `fill` has a map hold what
an example says, and nothing of the one before.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.bpf.context import build as context
from progpack.bpf.context.fields import Field
from progpack.bpf.spec import ProgramType
from progpack.errors import UnknownNameError, UsageError
from progpack.testing import packet

if TYPE_CHECKING:
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = ["contexts", "data", "fill", "map_contents", "packets", "values"]

#: Bytes of payload, elements of a map and of an array of no fixed length, at most.
_PAYLOAD: Final = 64
_ELEMENTS: Final = 8
_DEEPEST: Final = 8
_POINTER: Final = 64
_PORTS: Final = st.one_of(st.sampled_from((22, 53, 80, 443, 4789)), st.integers(0, 0xFFFF))
_DOCUMENTED_4: Final = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
_DOCUMENTED_6: Final = "2001:db8::/32"
_FRAME: Final = bytes(60)


def packets(
    *, damaged: bool = False, ethernet: bool = True, payload: int = _PAYLOAD
) -> st.SearchStrategy[bytes]:
    """Return packets as `progpack.testing.packet` makes them, of all its protocols.

    Addresses are those for documentation (RFC 5737, RFC 3849).

    Args:
        damaged: whether they may also be cut off anywhere, and have bytes changed.
        ethernet: whether there is an Ethernet header.
        payload: bytes of payload at most.
    """
    whole = st.one_of(_of_version(4, ethernet, payload), _of_version(6, ethernet, payload))
    return st.one_of(whole, whole.flatmap(_damaged)) if damaged else whole


def _of_version(version: int, ethernet: bool, payload: int) -> st.SearchStrategy[bytes]:
    return st.builds(
        packet,
        st.sampled_from(("udp", "tcp", "icmp", "none")),
        src=_addresses(version),
        dst=_addresses(version),
        sport=_PORTS,
        dport=_PORTS,
        payload=st.binary(max_size=payload),
        flags=st.text("FSRPAUEC", max_size=4),
        ttl=st.integers(0, 255),
        vlan=st.lists(st.integers(0, 4095), max_size=2).map(tuple),
        ethernet=st.just(ethernet),
    )


def _addresses(version: int) -> st.SearchStrategy[str]:
    networks = _DOCUMENTED_4 if version == 4 else (_DOCUMENTED_6,)
    ranges = [ipaddress.ip_network(network) for network in networks]
    return st.one_of(*(st.ip_addresses(network=network) for network in ranges)).map(str)


def _damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    def change(length: int, places: list[tuple[int, int]]) -> bytes:
        data = bytearray(whole)
        for at, byte in places:
            data[at] = byte
        return bytes(data[:length])

    places = st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255))
    return st.builds(change, st.integers(0, len(whole)), st.lists(places, max_size=4))


def contexts(program: Program) -> st.SearchStrategy[dict[str, int]]:
    """Return contexts of a program, as `progpack.testing.run` takes them: values of some fields.

    Args:
        program: the program; of a type whose context is a structure.

    Raises:
        UsageError: programs of this type have no structure with fields.
    """
    fields = _settable(program.type)
    if not fields:
        raise UsageError(f"program {program.name}: {program.type.name} has no fields to be set")
    numbers = {field.name: st.integers(0, (1 << 8 * field.size) - 1) for field in fields}
    return st.fixed_dictionaries({}, optional=numbers)


@cache
def _settable(kind: ProgramType) -> tuple[Field, ...]:
    """The fields that a caller may set, which is asked of the builder of contexts itself."""
    layout = context.layout(kind)
    given = _FRAME if layout.packet else b""

    def may_set(field: Field) -> bool:
        try:
            context.build(kind, packet=given, data=1 << 20, context={field.name: 0}, args=None)
        except UsageError:
            return False
        return True

    return tuple(field for field in layout.fields if may_set(field)) if layout.size else ()


def map_contents(
    obj: Object, name: str, *, max_size: int = _ELEMENTS
) -> st.SearchStrategy[dict[bytes, bytes]]:
    """Return contents of a map by the types of its keys and values, for `fill`.

    Keys of arrays are indices. Where the object has no types, keys and values are any bytes.

    Args:
        obj: the object.
        name: name of a map with one value for each key.
        max_size: elements at most.

    Raises:
        UsageError: there is no such map, or it has no elements.
    """
    if name not in obj.maps:
        raise UnknownNameError("there is no map", name, obj.maps)
    spec = obj.spec.maps[name]
    if not spec.type.traits.values_given or spec.type.traits.per_cpu:
        raise UsageError(f"map {name} has no elements with one value each")
    order = "little" if obj.spec.byteorder == "little" else "big"
    keys = _bytes(spec.key_type, spec.key_size)
    if spec.type.name == "ARRAY":
        indices = st.integers(0, spec.max_entries - 1)
        keys = indices.map(lambda index: index.to_bytes(4, order))  # type: ignore[arg-type]
    elements = _bytes(spec.value_type, spec.value_size)
    return st.dictionaries(keys, elements, max_size=min(max_size, spec.max_entries))


def fill(obj: Object, name: str, contents: Mapping[bytes, bytes]) -> None:
    """Have a map hold these elements and no others; what an array does not name becomes zero.

    Args:
        obj: the object.
        name: name of the map.
        contents: keys and values in bytes.
    """
    live: Any = obj.maps[name]
    is_array = obj.spec.maps[name].type.name == "ARRAY"
    for key, _ in list(live.elements()):
        if key in contents:
            continue
        if is_array:
            live[key] = bytes(obj.spec.maps[name].value_size)
        else:
            del live[key]
    for key, value in contents.items():
        live[key] = value


def _bytes(kind: BtfType | None, size: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=size, max_size=size) if kind is None else data(kind)


def data(kind: BtfType) -> st.SearchStrategy[bytes]:
    """Return bytes of a type.

    Args:
        kind: the type, of an object's BTF (``spec.btf.find(name)``).
    """
    return values(kind).map(lambda value: encode(kind, value))


def values(kind: BtfType) -> st.SearchStrategy[Any]:
    """Return values of a type as `progpack.bpf.btf.encode.encode` takes them.

    Structures are dicts, of unions one member has a value, enumerations are numbers of theirs.

    Args:
        kind: the type.

    Raises:
        UsageError: the type is nested too deep.
    """
    return _values(kind, 0)


def _values(kind: BtfType, depth: int) -> st.SearchStrategy[Any]:
    if depth > _DEEPEST:
        raise UsageError(f"type {kind.name!r} is nested too deep")
    held = kind.resolve()
    match held.kind:
        case BtfKind.INT:
            encoding = held.encoding()
            bits = held.size * 8
            if encoding is not None and encoding.signed:
                return st.integers(-(1 << bits - 1), (1 << bits - 1) - 1)
            return st.integers(0, (1 << bits) - 1)
        case BtfKind.PTR:
            return st.integers(0, (1 << _POINTER) - 1)
        case BtfKind.ENUM | BtfKind.ENUM64:
            known = [each.value for each in held.enumerators()]
            return st.sampled_from(known) if known else st.just(0)
        case BtfKind.FLOAT:
            return st.floats(width=32 if held.size == 4 else 64)
        case BtfKind.ARRAY:
            return _arrays(held, depth)
        case BtfKind.STRUCT | BtfKind.UNION:
            return _structures(held, depth)
    size = held.sizeof()
    return st.binary(min_size=size, max_size=size)


def _arrays(held: BtfType, depth: int) -> st.SearchStrategy[Any]:
    shape = held.array()
    assert shape is not None
    element = held.btf.type(shape.type_id)
    resolved = element.resolve()
    if resolved.kind is BtfKind.INT and resolved.size == 1:
        return st.binary(min_size=shape.length, max_size=shape.length)
    inner = _values(element, depth + 1)
    return st.lists(inner, min_size=shape.length, max_size=shape.length)


def _structures(held: BtfType, depth: int) -> st.SearchStrategy[Any]:
    members = held.members()
    parts: dict[str, st.SearchStrategy[Any]] = {}
    merged: list[st.SearchStrategy[Any]] = []
    for member in members:
        kind = held.btf.type(member.type_id)
        if member.bits:
            parts[member.name] = st.integers(0, (1 << member.bits - 1) - 1)
        elif member.name:
            parts[member.name] = _values(kind, depth + 1)
        else:
            merged.append(_values(kind, depth + 1))
    if held.kind is BtfKind.UNION:
        named = [st.fixed_dictionaries({name: part}) for name, part in parts.items()]
        return st.one_of(*named, *merged) if named or merged else st.just({})
    whole = st.fixed_dictionaries(parts)
    return st.tuples(whole, *merged).map(lambda all_parts: _joined(*all_parts))


def _joined(*parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}
