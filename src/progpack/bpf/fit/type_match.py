"""CO-RE, the questions about types: which target type stands for a local one, and is it alike?

The local type is the one that the program was compiled with, the target the one of the kernel it
shall run on. The rules are those of ``tools/lib/bpf/relo_core.c`` (Linux 6.18): ``___`` and what
follows it does not belong to a name, typedefs and qualifiers are looked through.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from progpack.bpf.btf.types import MAX_DEPTH, RECORDS, Btf, BtfKind, BtfType

__all__ = ["Candidates", "essential", "fields_alike", "types_alike", "types_match"]

_ENUMS: Final = (BtfKind.ENUM, BtfKind.ENUM64)
_NAMED_ONLY: Final = (BtfKind.VOID, *RECORDS, *_ENUMS, BtfKind.FWD)


def essential(name: str) -> str:
    """A name without its flavour: ``task_struct`` of ``task_struct___v61``."""
    at = name.rfind("___")
    return name[:at] if at > 0 else name


class Candidates:
    """The types of a target by essential name.

    Those of a kernel module are asked only where the kernel itself has none of that name, as
    ``bpf_core_find_cands()`` (libbpf 1.6) asks them.

    Args:
        target: the types to look in.
    """

    def __init__(self, target: Btf) -> None:
        self.target = target
        self._by_name: defaultdict[str, list[int]] | None = None
        self._found: dict[tuple[str, int], list[BtfType]] = {}

    def of(self, local: BtfType) -> list[BtfType]:
        """Target types that have the essential name of ``local`` and its kind, in their order."""
        kind = BtfKind.ENUM if local.kind in _ENUMS else local.kind
        key = essential(local.name), int(kind)
        matches = self._found.get(key)
        if matches is None:
            matches = [
                candidate
                for candidate in map(self.target.type, self._names().get(key[0], ()))
                if _same_kind(candidate, local)
            ]
            matches = [match for match in matches if match.id < self.target.own] or matches
            self._found[key] = matches
        return matches

    def _names(self) -> defaultdict[str, list[int]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for number, name in self.target.names():
                self._by_name[essential(name)].append(number)
        return self._by_name


def _same_kind(one: BtfType, other: BtfType) -> bool:
    return one.kind == other.kind or (one.kind in _ENUMS and other.kind in _ENUMS)


def fields_alike(local: BtfType, target: BtfType) -> bool:
    """Whether a member of type ``local`` may be taken for one of type ``target``.

    Structs and unions always may, pointers too; integers of any size and sign, since the size is
    relocated; enumerations by name; arrays by their elements.
    """
    for _ in range(MAX_DEPTH):
        local, target = local.resolve(), target.resolve()
        if local.kind in RECORDS and target.kind in RECORDS:
            return True
        if not _same_kind(local, target):
            return False
        if local.kind in (BtfKind.PTR, BtfKind.FLOAT):
            return True
        if local.kind in (BtfKind.FWD, *_ENUMS):
            names = essential(local.name), essential(target.name)
            return not all(names) or names[0] == names[1]
        if local.kind == BtfKind.INT:
            return _whole_ints(local, target)
        one, other = local.array(), target.array()
        if one is None or other is None:
            return False
        local, target = local.btf.type(one.type_id), target.btf.type(other.type_id)
    return False


def types_alike(local: BtfType, target: BtfType, depth: int = 0) -> bool:
    """Whether ``target`` counts as an existing ``local`` (``bpf_core_type_exists``).

    What a struct contains does not matter; pointers, arrays and prototypes are compared through.
    """
    if depth > MAX_DEPTH:
        return False
    local, target = local.resolve(), target.resolve()
    if not _same_kind(local, target):
        return False
    if local.kind in _NAMED_ONLY:
        return True
    if local.kind == BtfKind.INT:
        return _whole_ints(local, target)
    return all(types_alike(one, other, depth + 1) for one, other in _parts(local, target))


def types_match(local: BtfType, target: BtfType, depth: int = 0, *, behind: bool = False) -> bool:
    """Whether ``target`` has all that ``local`` has (``bpf_core_type_matches``).

    Args:
        local: the local type.
        target: the target type.
        depth: how deep it is nested in what was asked for.
        behind: whether it is behind a pointer, where names and kinds suffice for structs, unions.
    """
    if depth > MAX_DEPTH:
        return False
    local, target = local.resolve(), target.resolve()
    if essential(local.name) != essential(target.name):
        return False
    if local.kind == BtfKind.FWD or (behind and target.kind == BtfKind.FWD):
        return _declared_alike(local, target)
    if local.kind in _ENUMS:
        return target.kind in _ENUMS and _enums_match(local, target)
    if local.kind != target.kind:
        return False
    match local.kind:
        case BtfKind.VOID:
            return True
        case BtfKind.STRUCT | BtfKind.UNION:
            return behind or _composites_match(local, target, depth)
        case BtfKind.INT:
            return local.size == target.size and _signed(local) == _signed(target)
        case BtfKind.PTR:
            one, other = local.btf.type(local.type_id), target.btf.type(target.type_id)
            return types_match(one, other, depth + 1, behind=True)
        case BtfKind.ARRAY:
            shapes = local.array(), target.array()
            if shapes[0] is None or shapes[1] is None or shapes[0].length != shapes[1].length:
                return False
    parts = _parts(local, target)
    return bool(parts) and all(
        types_match(one, other, depth + 1, behind=behind) for one, other in parts
    )


def _whole_ints(local: BtfType, target: BtfType) -> bool:
    """Neither is a bit-field of the old kind, which starts within its storage unit."""
    encodings = local.encoding(), target.encoding()
    return all(how is not None and how.offset == 0 for how in encodings)


def _signed(held: BtfType) -> bool:
    how = held.encoding()
    return how is not None and how.signed


def _parts(local: BtfType, target: BtfType) -> list[tuple[BtfType, BtfType]]:
    """The pairs of types that a pointer, an array or a prototype is made of.

    Types that cannot be compared (floats, functions) give a pair that is never alike.
    """
    mine, theirs = local.btf.type, target.btf.type
    never = [(mine(0), target)]
    if local.kind == BtfKind.PTR:
        return [(mine(local.type_id), theirs(target.type_id))]
    one, other = local.array(), target.array()
    if one is not None and other is not None:
        return [(mine(one.type_id), theirs(other.type_id))]
    if local.kind == BtfKind.FUNC_PROTO and local.vlen == target.vlen:
        pairs = zip(local.params(), target.params(), strict=True)
        parameters = [(mine(a.type_id), theirs(b.type_id)) for a, b in pairs]
        return [*parameters, (mine(local.type_id), theirs(target.type_id))]
    return never


def _declared_alike(local: BtfType, target: BtfType) -> bool:
    """One of them is only declared (FWD); its flag says union."""
    forward, other = (local, target) if local.kind == BtfKind.FWD else (target, local)
    if other.kind == BtfKind.FWD:
        return forward.flag == other.flag
    return other.kind == (BtfKind.UNION if forward.flag else BtfKind.STRUCT)


def _enums_match(local: BtfType, target: BtfType) -> bool:
    if local.size != target.size:
        return False
    have = {essential(enumerator.name) for enumerator in target.enumerators()}
    return all(essential(enumerator.name) in have for enumerator in local.enumerators())


def _composites_match(local: BtfType, target: BtfType, depth: int) -> bool:
    if local.vlen > target.vlen:
        return False
    theirs = target.members()
    for mine in local.members():
        member_type = local.btf.type(mine.type_id)
        if not any(
            essential(other.name) == essential(mine.name)
            and types_match(member_type, target.btf.type(other.type_id), depth + 1)
            for other in theirs
        ):
            return False
    return True
