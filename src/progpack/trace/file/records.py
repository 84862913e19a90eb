"""Version 1 of the records: one event, one line of JSON.

``{"event":"load","time_ns":1,...}``, the other members named as the event's attributes. A member
whose value is None, or an empty text that may be left out, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, Final

from progpack.errors import UsageError
from progpack.trace.events import KINDS, Counters, Event, Kind, Load, Lost, Note, Unload

__all__ = ["DECODERS", "MAX_RECORD", "decode", "encode"]

MAX_RECORD: Final = 1 << 20
"""Bytes that a record may have. A longer one is not read: the file is something else."""

_LIMIT: Final = 1 << 63
_KINDS: Final = frozenset(KINDS)
_COUNTERS: Final = tuple(f.name for f in fields(Counters) if f.name != "time_ns")


class _LoadParts:
    """The attributes of a `Load`, which can be set: see `_checked_load`."""

    __slots__ = tuple(field.name for field in fields(Load))


class _UnloadParts:
    """The attributes of an `Unload`, which can be set."""

    __slots__ = tuple(field.name for field in fields(Unload))


def encode(event: Event) -> str:
    """The record of an event: one line of ASCII with its line end.

    Raises:
        UsageError: the value is no event, or its record has more than `MAX_RECORD` bytes.
    """
    encoder = _ENCODERS.get(type(event))
    if encoder is None:
        raise UsageError(f"{type(event).__name__} is no event of a trace")
    record = encoder(event)
    if len(record) > MAX_RECORD:
        raise UsageError(f"a record of {len(record)} bytes; at most {MAX_RECORD} can be read again")
    return record


def decode(record: Mapping[str, Any]) -> Event:
    """The event of a decoded record; members it does not know are ignored.

    Raises:
        UsageError: the record is no event of version 1, or a member is missing or wrong; says
            which.
    """
    name = record.get("event")
    decoder = DECODERS.get(name) if isinstance(name, str) else None
    if decoder is None:
        raise UsageError(f"{name!r:.80} is no event of version 1")
    try:
        return decoder(record)
    except KeyError as error:
        raise UsageError(f"{name}: no member {error}") from error


def _encode_load(event: Load) -> str:
    record = (
        f'{{"event":"load","time_ns":{event.time_ns},"name":{_quoted(event.name)}'
        f',"kind":"{event.kind}","size":{event.size}'
    )
    if event.id is not None:
        record += f',"id":{event.id}'
    if event.address is not None:
        record += f',"address":{event.address}'
    if event.chunk_bytes is not None:
        record += f',"chunk_bytes":{event.chunk_bytes}'
    if event.tag:
        record += f',"tag":{_quoted(event.tag)}'
    if event.cpu is not None:
        record += f',"cpu":{event.cpu}'
    if event.pid is not None:
        record += f',"pid":{event.pid}'
    if event.comm:
        record += f',"comm":{_quoted(event.comm)}'
    if event.sub is not None:
        record += f',"sub":{event.sub}'
    if event.of is not None:
        record += f',"of":{event.of}'
    return record + "}\n"


def _encode_unload(event: Unload) -> str:
    record = f'{{"event":"unload","time_ns":{event.time_ns},"kind":"{event.kind}"'
    if event.id is not None:
        record += f',"id":{event.id}'
    if event.address is not None:
        record += f',"address":{event.address}'
    if event.name:
        record += f',"name":{_quoted(event.name)}'
    return record + "}\n"


def _encode_counters(event: Counters) -> str:
    record = f'{{"event":"counters","time_ns":{event.time_ns}'
    for name in _COUNTERS:
        value = getattr(event, name)
        if value is not None:
            record += f',"{name}":{value}'
    return record + "}\n"


def _encode_lost(event: Lost) -> str:
    cpu = "" if event.cpu is None else f',"cpu":{event.cpu}'
    return f'{{"event":"lost","time_ns":{event.time_ns},"count":{event.count}{cpu}}}\n'


def _encode_note(event: Note) -> str:
    return f'{{"event":"note","time_ns":{event.time_ns},"text":{_quoted(event.text)}}}\n'


def _decode_load(record: Mapping[str, Any]) -> Load:
    get = record.get
    time_ns, number, name = record["time_ns"], get("id"), record["name"]
    kind, address, size = record["kind"], get("address"), record["size"]
    placed, tag, cpu, pid = get("chunk_bytes"), get("tag", ""), get("cpu"), get("pid")
    comm, sub, of = get("comm", ""), get("sub"), get("of")
    # What Load() checks, for the values that records have; anything else is for Load() to judge.
    if (
        type(time_ns) is int
        and -_LIMIT <= time_ns < _LIMIT
        and type(size) is int
        and 0 <= size < _LIMIT
        and type(name) is str
        and type(tag) is str
        and type(comm) is str
        and type(kind) is str
        and kind in _KINDS
        and (number is None or (type(number) is int and 0 <= number < _LIMIT))
        and (address is None or (type(address) is int and 0 <= address < 2 * _LIMIT))
        and (placed is None or (type(placed) is int and 0 <= placed < _LIMIT))
        and (cpu is None or (type(cpu) is int and 0 <= cpu < _LIMIT))
        and (pid is None or (type(pid) is int and 0 <= pid < _LIMIT))
        and (sub is None or (type(sub) is int and 0 <= sub < _LIMIT))
        and (of is None or (type(of) is int and 0 <= of < _LIMIT))
    ):
        return _checked_load(
            time_ns, number, name, kind, address, size, placed, tag, cpu, pid, comm, sub, of
        )
    return Load(time_ns, number, name, kind, address, size, placed, tag, cpu, pid, comm, sub, of)


def _decode_unload(record: Mapping[str, Any]) -> Unload:
    get = record.get
    time_ns, number, address = record["time_ns"], get("id"), get("address")
    name, kind = get("name", ""), get("kind", "program")
    if (
        type(time_ns) is int
        and -_LIMIT <= time_ns < _LIMIT
        and type(name) is str
        and type(kind) is str
        and kind in _KINDS
        and (number is None or (type(number) is int and 0 <= number < _LIMIT))
        and (address is None or (type(address) is int and 0 <= address < 2 * _LIMIT))
    ):
        return _checked_unload(time_ns, number, address, name, kind)
    return Unload(time_ns, number, address, name, kind)


def _checked_load(
    time_ns: int,
    number: int | None,
    name: str,
    kind: Kind,
    address: int | None,
    size: int,
    placed: int | None,
    tag: str,
    cpu: int | None,
    pid: int | None,
    comm: str,
    sub: int | None,
    of: int | None,
) -> Load:
    """A load of values that have been checked.

    Setting the attributes of a frozen class takes a call each, and is what reading a trace would
    spend most of its time with. So they are set in an object of another class that has the same
    ones, which then becomes a `Load`.
    """
    parts: Any = _LoadParts()
    parts.time_ns = time_ns
    parts.id = number
    parts.name = name
    parts.kind = kind
    parts.address = address
    parts.size = size
    parts.chunk_bytes = placed
    parts.tag = tag
    parts.cpu = cpu
    parts.pid = pid
    parts.comm = comm
    parts.sub = sub
    parts.of = of
    parts.__class__ = Load
    load: Load = parts
    return load


def _checked_unload(
    time_ns: int, number: int | None, address: int | None, name: str, kind: Kind
) -> Unload:
    """An unload of values that have been checked."""
    parts: Any = _UnloadParts()
    parts.time_ns = time_ns
    parts.id = number
    parts.address = address
    parts.name = name
    parts.kind = kind
    parts.__class__ = Unload
    unload: Unload = parts
    return unload


def _decode_counters(record: Mapping[str, Any]) -> Counters:
    return Counters(record["time_ns"], *map(record.get, _COUNTERS))


def _decode_lost(record: Mapping[str, Any]) -> Lost:
    return Lost(record["time_ns"], record["count"], record.get("cpu"))


def _decode_note(record: Mapping[str, Any]) -> Note:
    return Note(record["time_ns"], record["text"])


_ENCODERS: Final[Mapping[type[Event], Callable[[Any], str]]] = {
    Load: _encode_load,
    Unload: _encode_unload,
    Counters: _encode_counters,
    Lost: _encode_lost,
    Note: _encode_note,
}

DECODERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Event]]] = {
    "load": _decode_load,
    "unload": _decode_unload,
    "counters": _decode_counters,
    "lost": _decode_lost,
    "note": _decode_note,
}
"""The value of ``event`` -> what makes the event of a decoded record."""
