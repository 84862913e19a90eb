"""Values of each CPU on two backends that have different numbers of CPUs.

Runs of one thread have CPU 0 on every backend. A CPU that one backend alone has ran nothing, so its
part of a value is zero, unless the test put something there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from progpack.errors import MissingFeatureError

__all__ = ["cpus_of", "fit_parts", "without_idle"]

_PLAIN: Final = (int, float)


def cpus_of(objects: Sequence[Any]) -> tuple[int, ...]:
    """Return how many parts a value of each CPU has on each of some objects of one spec.

    Args:
        objects: the objects; empty where they have no such map.
    """
    names = [name for name, spec in objects[0].spec.maps.items() if spec.type.traits.per_cpu]
    return tuple(each.maps[names[0]].cpus for each in objects) if names else ()


def without_idle(values: tuple[Any, Any], cpus: Sequence[int]) -> tuple[Any, Any]:
    """Return two answers without the CPUs that one backend alone has.

    Args:
        values: what two backends answered, lists or tuples.
        cpus: how many CPUs each has, as `cpus_of` gives them.

    Returns:
        The answers, cut to the CPUs that both have where they are values of each CPU and the rest
        is zero; else as they are.
    """
    first, second = values
    if any(isinstance(value, list) and isinstance(value[0], tuple) for value in values if value):
        return values  # elements, each with its key
    if (len(first), len(second)) != tuple(cpus) or len(first) == len(second):
        return values
    both = min(cpus)
    if any(not _is_zero(part) for part in (*first[both:], *second[both:])):
        return values
    return first[:both], second[:both]


def fit_parts(value: Any, given: int, cpus: int, size: int) -> Any:
    """Return a value of each CPU for a backend with another number of CPUs.

    Args:
        value: what a test puts into a map, made for the first backend.
        given: CPUs of that backend.
        cpus: CPUs of the backend that gets the value.
        size: bytes of one part.

    Raises:
        MissingFeatureError: it has something for a CPU that this backend does not have.
    """
    if not isinstance(value, list | tuple) or len(value) != given or given == cpus:
        return value
    if any(not _is_zero(part) for part in value[cpus:]):
        raise MissingFeatureError(
            f"a value for CPU {cpus} cannot be compared: one of the backends has {cpus} CPUs"
        )
    zero: Any = 0 if isinstance(value[0], _PLAIN) else bytes(size)
    return [*value[:cpus], *[zero] * (cpus - given)]


def _is_zero(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_zero, value.values()))
    if isinstance(value, bytes | bytearray | memoryview):
        return not any(bytes(value))
    if isinstance(value, list | tuple):
        return all(map(_is_zero, value))
    return isinstance(value, _PLAIN) and value == 0
