"""Contents of the maps of a loaded object, as values and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from progpack.bpf.fit.variables import variables_of
from progpack.bpf.spec import MapType
from progpack.commands.common import output
from progpack.commands.common.inputs import byte_order, is_keyed
from progpack.commands.common.values import ByteOrder, Shown, plain, reader, text
from progpack.report.draw.units import count, number
from progpack.run.coverage import without_counters

if TYPE_CHECKING:
    from progpack.bpf.btf.types import BtfType
    from progpack.bpf.spec import MapSpec
    from progpack.jit.maps.keys import Key
    from progpack.run.object import Object

__all__ = ["contents", "lines"]

_SHOWN = 16
_RECORDS_SHOWN = 8
#: Elements of a map that a person is told the number of, and that are put in order.
_COUNTED = 1 << 16


def contents(
    obj: Object, names: Iterable[str] | None = None, *, whole: bool = True
) -> dict[str, dict[str, Shown]]:
    """Each map by name, for JSON; the records of ring buffers are taken out.

    Args:
        obj: the object.
        names: maps; default all.
        whole: whether all elements are wanted. Otherwise of a map of more than 65,536 those are
            told that come first in it, as many as `lines` shows, and ``count``.

    Nothing is read of other maps than those that are named, and none is made that nobody used.

    ``variables`` for global data, ``records`` (in hexadecimal) for a ring buffer, ``samples`` of a
    perf event array (with the CPU, and how many were ``lost``), ``values`` of a queue or stack, the
    next one first; ``programs`` of a program array and ``maps`` of a map of maps by key; else
    ``elements``: pairs of key and value in the order of their keys, those of an array that are
    zero left out. A value of each CPU is a list.
    """
    own = without_counters(obj.maps)
    chosen = list(own) if names is None else [name for name in names if name in obj.maps]
    sections = _sections(obj, chosen)
    described_maps: dict[str, dict[str, Shown]] = {}
    for name in chosen:
        spec = obj.spec.maps[name]
        described: dict[str, Shown] = {
            "type": spec.type.name.lower(),
            "max_entries": spec.max_entries,
        }
        if name in sections:
            described["variables"] = sections[name]
        elif name in obj.made or spec.values:
            described |= _inside(obj.maps[name], byte_order(obj.spec), whole=whole)
        else:
            described |= _nothing(spec)
        described_maps[name] = described
    return described_maps


def _nothing(spec: MapSpec) -> dict[str, Shown]:
    """Return the form that `_inside` gives an empty map."""
    if spec.type.traits.values_given:
        return {"elements": []}
    match spec.type:
        case MapType.RINGBUF:
            return {"records": []}
        case MapType.PERF_EVENT_ARRAY:
            return {"samples": [], "lost": 0}
        case MapType.QUEUE | MapType.STACK:
            return {"values": []}
        case MapType.PROG_ARRAY:
            return {"programs": {}}
        case MapType.ARRAY_OF_MAPS | MapType.HASH_OF_MAPS:
            return {"maps": {}}
    return {}


def _inside(held: Any, order: ByteOrder, *, whole: bool) -> dict[str, Shown]:
    """Return the contents of a map that is no global data; {} where nobody can know them.

    The map's type tells what can be asked of it, be it a map of this process or of another.
    """
    spec: MapSpec = held.spec
    if spec.type.traits.values_given:
        return _elements(held, order, None if whole else _COUNTED)
    match spec.type:
        case MapType.RINGBUF:
            return {"records": [record.hex() for record in held.consume()]}
        case MapType.PERF_EVENT_ARRAY:
            samples: list[Shown] = [
                {"cpu": sample.cpu, "data": sample.data.hex()} for sample in held.consume()
            ]
            return {"samples": samples, "lost": held.lost}
        case MapType.QUEUE | MapType.STACK:
            return {"values": [plain(spec.value_type, element, order) for element in held.values()]}
        case MapType.PROG_ARRAY:
            programs = {str(_number(key, order)): held[key].spec.name for key in held}
            return {"programs": dict(programs)}
        case MapType.ARRAY_OF_MAPS | MapType.HASH_OF_MAPS:
            maps = {text(_key(spec, key, order)): held[key].name for key in held}
            return {"maps": dict(maps)}
    return {}


def _number(key: Key, order: ByteOrder) -> int:
    return key if isinstance(key, int) else int.from_bytes(key, order)


def _key(spec: MapSpec, key: Key, order: ByteOrder) -> Shown:
    return key if isinstance(key, int) else plain(spec.key_type, bytes(key), order)


def lines(found: Mapping[str, Mapping[str, Shown]]) -> list[str]:
    """The contents as text: the maps, then the variables of all sections together."""
    out: list[str] = []
    variables: list[tuple[str, str, str]] = []
    for name, content in found.items():
        inside = content.get("variables")
        if isinstance(inside, dict):
            variables += [(key, text(value), name) for key, value in inside.items()]
        else:
            out += ["", *_map_lines(name, content)]
    if variables:
        out += ["", "variables", *output.table(variables, (False, True, False))]
    return out


def _sections(obj: Object, names: Iterable[str]) -> dict[str, dict[str, Shown]]:
    """The variables of each of these sections of global data that has types."""
    places: dict[str, list[tuple[str, int, BtfType]]] = {}
    for name, (section, at, kind) in variables_of(obj.spec).items():
        places.setdefault(section, []).append((name, at, kind))
    by_section: dict[str, dict[str, Shown]] = {}
    for section in names:
        if section in places and is_keyed(obj.spec.maps[section]):
            map_: Any = obj.maps[section]
            data = map_[0]
            by_section[section] = {
                name: plain(kind, data[at : at + kind.sizeof()])
                for name, at, kind in places[section]
            }
    return by_section


def _elements(held: Any, order: ByteOrder, most: int | None) -> dict[str, Shown]:
    """The elements in the order of their keys; of more than ``most`` the first ones, and a count.

    The elements of an array that are zero are left out, and not counted.
    """
    spec: MapSpec = held.spec
    indexed = spec.type.traits.indexed
    pairs: list[tuple[bytes, bytes | tuple[bytes, ...]]]
    pairs = list(islice(held.filled() if indexed else held.elements(), most and most + 1))
    told: dict[str, Shown] = {}
    if most is not None and len(pairs) > most:
        told["count"] = f"more than {number(most)}" if indexed else len(held)
        del pairs[_SHOWN:]
    key = reader(spec.key_type, spec.key_size, order)
    value = reader(spec.value_type, spec.value_size, order)
    rows = [(key(raw), raw, stored) for raw, stored in pairs]
    # Numbers by size; what else there is (addresses, structs) by its bytes.
    rows.sort(key=lambda row: (row[0] if isinstance(row[0], int) else 0, row[1]))
    elements: list[Shown] = [
        {"key": shown, "value": value(data) if isinstance(data, bytes) else [*map(value, data)]}
        for shown, _, data in rows
    ]
    return {"elements": elements, **told}


def _map_lines(name: str, held: Mapping[str, Shown]) -> list[str]:
    head = f"map {name} ({held['type']}): "
    records, elements, most = held.get("records"), held.get("elements"), held["max_entries"]
    if isinstance(records, list):
        listed = [str(record) for record in records]
        return [head + count(len(listed), "record"), *_record_lines(listed)]
    if not isinstance(elements, list):
        return _other_lines(head, held)
    of = number(most) if isinstance(most, int) else str(most)
    what = "not zero" if str(held["type"]).endswith("array") else "elements"
    rows = [(e["key"], e["value"]) for e in elements if isinstance(e, dict)]
    counted = held.get("count", len(rows))
    told = number(counted) if isinstance(counted, int) else str(counted)
    rest = number(counted - _SHOWN) if isinstance(counted, int) else "many"
    more = [f"  and {rest} more; --json has all"] * ("count" in held or len(rows) > _SHOWN)
    return [f"{head}{told} of {of} {what}", *_table(rows[:_SHOWN]), *more]


def _other_lines(head: str, held: Mapping[str, Shown]) -> list[str]:
    samples, values = held.get("samples"), held.get("values")
    if isinstance(samples, list):
        rows = [f"CPU {s['cpu']}, {s['data']}" for s in samples if isinstance(s, dict)]
        lost = f", {held['lost']} lost" if held.get("lost") else ""
        return [f"{head}{count(len(rows), 'sample')}{lost}", *_few(rows)]
    if isinstance(values, list):
        return [head + count(len(values), "value"), *_few([text(value) for value in values])]
    for what in ("programs", "maps"):
        named = held.get(what)
        if isinstance(named, dict):
            rows = [f"{key}: {text(name)}" for key, name in named.items()]
            return [head + count(len(rows), what[:-1]), *_few(rows)]
    return [f"{head}its contents cannot be listed"]


def _few(rows: Sequence[str]) -> list[str]:
    more = [f"  and {number(len(rows) - _SHOWN)} more; --json has all"] * (len(rows) > _SHOWN)
    return [*(f"  {row}" for row in rows[:_SHOWN]), *more]


def _record_lines(records: Sequence[str]) -> list[str]:
    rows = [f"  {count(len(r) // 2, 'byte')}: {r}" for r in records[:_RECORDS_SHOWN]]
    if len(records) > _RECORDS_SHOWN:
        rows.append(f"  and {number(len(records) - _RECORDS_SHOWN)} more; --json has all")
    return rows


def _table(rows: Sequence[tuple[Shown, Shown]]) -> list[str]:
    """A line for each element; a column for each member where all values are structs."""
    if not rows:
        return []
    values = [value for _, value in rows if isinstance(value, dict)]
    if len(values) < len(rows):
        return output.table(((text(key), text(value)) for key, value in rows), (False, True))
    names = list(values[0])
    cells = [[text(value[name]) for name in names] for value in values]
    keys = [text(key) for key, _ in rows]
    right = [all(isinstance(value[name], int) for value in values) for name in names]
    body = [[key, *row] for key, row in zip(keys, cells, strict=True)]
    return output.table([["", *names], *body], [False, *right])
