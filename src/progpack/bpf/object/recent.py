"""Objects that were read recently, by their bytes: tests load the same file again and again.

Reading one takes as long as all else of a load whose code is there already. What is kept is never
changed: callers get an object of their own, whose programs and maps are values.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.spec import ObjectSpec
from progpack.records import replace

__all__ = ["Key", "find", "keep"]

#: All that decides how an object is read: its bytes, its name, and whether what is unknown is
#: skipped.
Key = tuple[bytes, str, bool]

_MOST_OBJECTS: Final = 16
#: Bytes of files; what is read of them takes some ten times as many.
_MOST_BYTES: Final = 1 << 20
_recent: dict[Key, ObjectSpec] = {}


def find(key: Key) -> ObjectSpec | None:
    """Return what was read of the same bytes; None when that was not kept."""
    known = _recent.get(key)
    return None if known is None else _own(known)


def keep(key: Key, spec: ObjectSpec) -> None:
    """Keep what was read, and drop the oldest where there is too much."""
    _recent[key] = _own(spec)
    keys = list(_recent)
    size = sum(len(data) for data, _, _ in keys)
    for number, oldest in enumerate(keys):
        if size <= _MOST_BYTES and len(keys) - number <= _MOST_OBJECTS:
            break
        _recent.pop(oldest, None)
        size -= len(oldest[0])


def _own(spec: ObjectSpec) -> ObjectSpec:
    """Return an equal object, whose tables may be changed without changing those of the other."""
    return replace(
        spec,
        programs=dict(spec.programs),
        maps=dict(spec.maps),
        externs=dict(spec.externs),
        skipped=dict(spec.skipped),
    )
