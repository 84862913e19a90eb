"""Saves and restores the contents of an object's maps, between the cases of a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.bpf.maps.spec import MapSpec
    from progpack.run.object import Object

__all__ = ["Saved", "reset", "restore", "save"]


@dataclass(frozen=True, slots=True)
class Saved:
    """The contents of an object's maps at the time of `save`.

    Attributes:
        contents: by map: keys and values, the values of a queue, or the maps and programs by key.
    """

    contents: Mapping[str, Any]


def save(obj: Object) -> Saved:
    """Return what the maps of an object hold, global variables included, for `restore`.

    Records of ring buffers, samples of perf events, Bloom filters and timers are not kept.
    """
    names = [name for name in _names(obj) if not obj.spec.maps[name].read_only]
    return Saved({name: _contents(obj.maps[name], obj.spec.maps[name]) for name in names})


def restore(obj: Object, saved: Saved) -> None:
    """Have the maps of an object hold what they held; records that are there are taken out.

    Args:
        obj: the object that `save` was called with.
        saved: what `save` returned.

    Raises:
        UsageError: the state is of another object.
    """
    strange = [name for name in saved.contents if name not in obj.maps]
    if strange:
        raise UsageError(
            f"{obj.spec.name} has no map {strange[0]}: the state was saved from another object"
        )
    for name in _names(obj):
        spec = obj.spec.maps[name]
        if not spec.read_only:
            empty = _begun(obj, spec) if name not in saved.contents else saved.contents[name]
            _set(obj.maps[name], spec, empty)


def reset(obj: Object) -> None:
    """Have the maps of an object hold what they held when it was loaded.

    Global variables have their initial values again (those of ``variables=`` included), arrays of
    programs and maps of maps the entries of the object; all else is empty.
    """
    for name in _names(obj):
        spec = obj.spec.maps[name]
        if not spec.read_only:
            _set(obj.maps[name], spec, _begun(obj, spec))


def _names(obj: Object) -> list[str]:
    """The maps that are there; others hold what they begin with. Counters of coverage go on."""
    from progpack.run.coverage import without_counters

    return list(without_counters(obj.made))


def _contents(held: Any, spec: MapSpec) -> Any:
    if spec.type.traits.values_given:
        return dict(held.elements())
    if hasattr(held, "push"):
        return held.values()
    return dict(held.items()) if hasattr(held, "items") else None


def _begun(obj: Object, spec: MapSpec) -> Any:
    """Return the contents of a map right after the load."""
    if spec.data is not None:
        return {bytes(4): spec.data}
    others: Mapping[str, Any] = obj.programs if spec.type.name == "PROG_ARRAY" else obj.maps
    return {number: others[name] for number, name in spec.values if name in others}


def _set(held: Any, spec: MapSpec, contents: Any) -> None:
    if hasattr(held, "consume"):
        held.consume()
    elif hasattr(held, "push"):
        while len(held):
            held.pop()
        # A stack gives its values in the order in which they are to be popped.
        values = list(contents or ())
        for value in reversed(values) if spec.type.name == "STACK" else values:
            held.push(value)
    elif spec.type.traits.values_given:
        _set_elements(held, spec, contents)
    elif hasattr(held, "items"):
        for key in [key for key in held if key not in contents]:
            del held[key]
        for key, value in contents.items():
            held[key] = value


def _set_elements(held: Any, spec: MapSpec, contents: Mapping[bytes, Any]) -> None:
    for key, value in list(held.elements()):
        if key in contents:
            continue
        if not spec.type.traits.indexed:
            del held[key]
        elif isinstance(value, bytes):
            if any(value):
                held[key] = bytes(len(value))
        elif any(map(any, value)):
            held[key] = [bytes(len(part)) for part in value]
    for key, value in contents.items():
        held[key] = value
