"""Values as plain JSON values and back, by the annotations of their dataclasses.

A series of equal records becomes an object of columns: its file is a third of the size.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from progpack.errors import UsageError
from progpack.snapshot import Snapshot

__all__ = ["columns", "from_columns", "plain", "restore"]

T = TypeVar("T")

# Numbers of a result are counts, bytes, addresses and times: of 64 bits, signed or not.
_LOW, _HIGH = -(1 << 63), 1 << 64


def plain(value: Any) -> Any:
    """A value of dataclasses, tuples, mappings and plain ones, as what JSON has."""
    if isinstance(value, Snapshot):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def restore(wanted: type[T], value: object, where: str) -> T:
    """The value of a type that `plain` made plain; members that are not known are ignored.

    Args:
        wanted: a dataclass.
        value: what JSON had.
        where: what messages call it.

    Raises:
        UsageError: a member is missing or of the wrong type; the message names it.
    """
    found: T = _restored(wanted, value, where)
    return found


def columns(rows: Sequence[Any], kind: type) -> dict[str, Any]:
    """Records of one dataclass as an object of lists; a record within the record likewise."""
    hints = _hints(kind)
    table: dict[str, Any] = {}
    for field in fields(kind):
        values = [getattr(row, field.name) for row in rows]
        inner = hints[field.name]
        table[field.name] = columns(values, inner) if _is_record(inner) else values
    return table


def from_columns(kind: Any, table: object, where: str) -> tuple[Any, ...]:
    """The records that `columns` made an object of lists.

    Raises:
        UsageError: as for `restore`, or the lists have different lengths.
    """
    if not isinstance(table, Mapping):
        raise UsageError(f"{where} is no object")
    hints = _hints(kind)
    listed = []
    for field in fields(kind):
        at = f"{where}.{field.name}"
        inner, member = hints[field.name], _member(table, field.name, where)
        if _is_record(inner):
            listed.append(from_columns(inner, member, at))
        elif isinstance(member, list):
            listed.append(tuple(_restored(inner, item, at) for item in member))
        else:
            raise UsageError(f"{at} is no list")
    if len({len(column) for column in listed}) > 1:
        raise UsageError(f"{where} has columns of different lengths")
    return tuple(kind(*values) for values in zip(*listed, strict=True))


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _optional(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _member(record: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in record:
        raise UsageError(f"{where} has no member {name!r}")
    return record[name]


def _restored(wanted: Any, value: Any, where: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return _one_of(get_args(wanted), value, where)
    if origin is tuple:
        return _tuple(get_args(wanted), value, where)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(wanted), value, where)
    if wanted is Snapshot:
        return Snapshot.from_dict(value)
    if _is_record(wanted):
        if not isinstance(value, Mapping):
            raise UsageError(f"{where} is no object")
        hints = _hints(wanted)
        # What a later version has added has a default, which is what earlier files mean.
        names = [
            field.name for field in fields(wanted) if field.name in value or not _optional(field)
        ]
        members = {n: _restored(hints[n], _member(value, n, where), f"{where}.{n}") for n in names}
        try:
            return wanted(**members)
        except UsageError as error:
            raise UsageError(f"{where}: {error}") from error
    return _scalar(wanted, value, where)


def _scalar(wanted: Any, value: Any, where: str) -> Any:
    if type(value) is int and not _LOW <= value < _HIGH:
        raise UsageError(f"{where} is {_shown(value)}, which is more than 64 bits")
    if wanted is float and type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if wanted is type(None) and value is None:
        return None
    if wanted in (int, str, bool) and type(value) is wanted:
        return value
    name = getattr(wanted, "__name__", str(wanted))
    raise UsageError(f"{where} is {_shown(value)}, not {name}")


def _shown(value: Any) -> str:
    """A wrong value for a message; a whole number may have more digits than Python prints."""
    if type(value) is int and value.bit_length() > 64:
        return f"a number of {value.bit_length()} bits"
    return f"{value!r:.60}"


def _one_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    error: UsageError | None = None
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return _restored(kind, value, where)
        except UsageError as failed:
            error = error or failed
    raise error or UsageError(f"{where} is {_shown(value)}")


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if not isinstance(value, list):
        raise UsageError(f"{where} is no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_restored(kinds[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    if len(kinds) != len(value):
        raise UsageError(f"{where} has {len(value)} items, not {len(kinds)}")
    pairs = enumerate(zip(kinds, value, strict=True))
    return tuple(_restored(kind, item, f"{where}[{i}]") for i, (kind, item) in pairs)


def _mapping(kinds: tuple[Any, Any], value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise UsageError(f"{where} is no object")
    try:
        keys = [int(key) if kinds[0] is int else key for key in value]
    except ValueError as error:
        raise UsageError(f"{where}: {error}") from error
    items = (_restored(kinds[1], item, f"{where}.{key}") for key, item in value.items())
    return dict(zip(keys, items, strict=True))
