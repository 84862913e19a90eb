"""The maps of an object on one backend, copied to the same object on another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from progpack.testing.comparing.cpus import fit_parts
from progpack.testing.state import Saved, restore, save

if TYPE_CHECKING:
    from progpack.run.object import Object

__all__ = ["copy_maps"]


def copy_maps(source: Object, target: Object) -> str:
    """Have the maps of one object hold what those of another object of the same spec hold.

    Args:
        source: the object that has the elements.
        target: an object on another backend.

    Returns:
        Why that cannot be done, before anything is changed; ``""`` when it is done.
    """
    saved = save(source)
    for name in saved.contents:
        spec = source.spec.maps[name]
        if not (spec.type.traits.values_given or hasattr(target.maps[name], "push")):
            return f"map {name} ({spec.type.name}) cannot be copied from one backend to the other"
    fitted = {
        name: _fit(contents, source.maps[name], target.maps[name])
        for name, contents in saved.contents.items()
    }
    restore(target, Saved(fitted))
    return ""


def _fit(contents: Any, source: Any, target: Any) -> Any:
    """The elements of a map, for the number of CPUs of another backend."""
    if not source.spec.type.traits.per_cpu or not isinstance(contents, Mapping):
        return contents
    size = source.spec.value_size
    return {
        key: fit_parts(value, source.cpus, target.cpus, size) for key, value in contents.items()
    }
