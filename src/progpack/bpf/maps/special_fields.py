"""Members of values that belong to the place and not to the value: locks and timers.

They are found in the types that the object has for its values, as the kernel finds them
(``btf_find_field()`` and ``map_check_btf()``, Linux 6.18): a member whose type is a ``struct``
called so, of the kernel's size, at an address of its alignment, also in structures inside of the
value. What is called so and looks otherwise is an ordinary member, which no helper takes. A map
whose value has no type has none. The types are an object's, so nothing that they say is believed:
every member lies in the value and over no other.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.btf.types import MAX_DEPTH, BtfKind, BtfType
from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.maps.types import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, MapType, map_types
from progpack.records import dataclass

__all__ = [
    "LOCK_BYTES",
    "TIMER_BYTES",
    "lock_offset",
    "special_bytes",
    "special_fields",
    "special_problem",
    "timer_offset",
    "without_special",
]

LOCK_BYTES: Final = 4
TIMER_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of special members.

    Attributes:
        name: of its type.
        size: bytes.
        align: what its offset is a multiple of.
        map_types: maps that may have it in their values (``map_check_btf()``).
    """

    name: str
    size: int
    align: int
    map_types: frozenset[MapType]


_LOCK: Final = _Kind("bpf_spin_lock", LOCK_BYTES, 4, map_types(lambda traits: traits.locks))
_TIMER: Final = _Kind("bpf_timer", TIMER_BYTES, 8, map_types(lambda traits: traits.timers))
#: By the id() of maps, which are kept with it.
_recent: dict[int, tuple[MapSpec, tuple[int | None, int | None]]] = {}
_MOST_RECENT: Final = 128
_KINDS: Final = {kind.name: kind for kind in (_LOCK, _TIMER)}


def lock_offset(spec: MapSpec) -> int | None:
    """Offset of the ``struct bpf_spin_lock`` in a value of the map; None when it has none."""
    return special_fields(spec)[0]


def timer_offset(spec: MapSpec) -> int | None:
    """Offset of the ``struct bpf_timer`` in a value of the map; None when it has none."""
    return special_fields(spec)[1]


def special_fields(spec: MapSpec) -> tuple[int | None, int | None]:
    """Offsets of the lock and of the timer in a value.

    Values with two of a kind, with an array of them, or with one that does not lie in the value or
    lies over another, have none: to the kernel such types are an error that it finds when a
    program wants the lock (``btf_parse_fields()``).
    """
    if spec.value_type is None:
        return None, None
    known = _recent.get(id(spec))
    if known is None or known[0] is not spec:
        if len(_recent) >= _MOST_RECENT:
            _recent.clear()
        # A load asks several times for each map, and objects are read once (object/recent.py).
        known = _recent[id(spec)] = (spec, _search(spec, spec.value_type))
    return known[1]


def _search(spec: MapSpec, value_type: BtfType) -> tuple[int | None, int | None]:
    members = sorted(_find(value_type.resolve(), 0, {}), key=lambda member: member[1])
    end = 0
    for kind, offset, count in members:
        if count != 1 or offset < end or offset + kind.size > spec.value_size:
            return None, None
        end = offset + kind.size
    found = {kind.name: offset for kind, offset, _ in members}
    if len(found) < len(members):
        return None, None
    return found.get(_LOCK.name), found.get(_TIMER.name)


def special_problem(spec: MapSpec) -> str:
    """Why a map cannot have the locks and timers that its values have, or ""."""
    for kind, offset in zip((_LOCK, _TIMER), special_fields(spec), strict=True):
        if offset is not None and spec.flags & (BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG):
            return f"a {kind.name} cannot be in a map that programs only read or only write"
        if offset is not None and spec.type not in kind.map_types:
            names = ", ".join(sorted(each.name for each in kind.map_types))
            return f"a {kind.name} can be in the values of {names} only"
    return ""


def special_bytes(spec: MapSpec, data: bytes | bytearray, start: int) -> list[tuple[int, bytes]]:
    """Return the offsets and the bytes of lock and timer of the value that begins at ``start``."""
    places = zip(special_fields(spec), (LOCK_BYTES, TIMER_BYTES), strict=True)
    return [
        (at, bytes(data[start + at : start + at + size])) for at, size in places if at is not None
    ]


def without_special(spec: MapSpec, old: bytes, new: bytes) -> bytes:
    """``new`` with the lock and the timer of ``old``."""
    made = bytearray(new)
    for at, kept in special_bytes(spec, old, 0):
        made[at : at + len(kept)] = kept
    return bytes(made)


#: A special member: its kind, its offset, and how many of them lie there one after the other.
_Member = tuple[_Kind, int, int]
#: Members that are kept of one structure (BTF_FIELDS_MAX); two of a kind are refused anyway.
_MOST: Final = 11


def _find(type_: BtfType, depth: int, known: dict[int, list[_Member]]) -> list[_Member]:
    """The special members of a structure, or variables of a section, at any depth.

    Args:
        type_: the structure or section.
        depth: how many structures are around it.
        known: what was found by type number, so that each structure is looked at once.

    Raises:
        ObjectError: a type that is not there, or that contains itself.
    """
    btf = type_.btf
    if depth > MAX_DEPTH:
        raise btf.error(f"type {type_.id} ({type_.name}) contains itself")
    if type_.id in known:
        return known[type_.id]
    places = [
        (btf.type(btf.type(variable.type_id).type_id), variable.offset, variable.size)
        for variable in type_.variables()
    ]
    if type_.kind == BtfKind.STRUCT:
        places += [
            (btf.type(member.type_id), member.offset_bits // 8, 0)
            for member in type_.members()
            if member.offset_bits % 8 == 0
        ]
    found: list[_Member] = []
    for held, offset, expected in places:
        count, element = _element(held)
        if element.kind != BtfKind.STRUCT or expected not in (0, element.size * count):
            continue
        kind = _KINDS.get(element.name)
        if kind is None:
            inner = _find(element, depth + 1, known) if count else []
            found += [(each, offset + at, many * count) for each, at, many in inner]
        elif count and element.size == kind.size and offset % kind.align == 0:
            found.append((kind, offset, count))
    known[type_.id] = found[:_MOST]
    return known[type_.id]


def _element(held: BtfType) -> tuple[int, BtfType]:
    """Return the number of an array's elements and their type; any other type is one element.

    Qualified and renamed types are not looked through, as in the kernel.
    """
    count = 1
    for _ in range(MAX_DEPTH):
        shape = held.array()
        if shape is None:
            break
        count *= shape.length
        held = held.btf.type(shape.type_id)
    return count, held
