"""Members of values that belong to the place and not to the value: locks and timers.

They are found by the names of their types in the object's BTF (``btf_parse_fields()``, Linux
6.18); a map whose value has no type has none.
"""

from __future__ import annotations

from progpack.bpf.spec import MapSpec

__all__ = ["LOCK_BYTES", "TIMER_BYTES", "lock_offset", "timer_offset", "without_special"]

LOCK_BYTES = 4
TIMER_BYTES = 16


def lock_offset(spec: MapSpec) -> int | None:
    """Offset of the ``struct bpf_spin_lock`` in a value of the map; None when it has none."""
    return _offset(spec, "bpf_spin_lock")


def timer_offset(spec: MapSpec) -> int | None:
    """Offset of the ``struct bpf_timer`` in a value of the map; None when it has none."""
    return _offset(spec, "bpf_timer")


def without_special(spec: MapSpec, old: bytes, new: bytes) -> bytes:
    """``new`` with the lock and the timer of ``old``."""
    made = bytearray(new)
    for at, size in ((lock_offset(spec), LOCK_BYTES), (timer_offset(spec), TIMER_BYTES)):
        if at is not None:
            made[at : at + size] = old[at : at + size]
    return bytes(made)


def _offset(spec: MapSpec, name: str) -> int | None:
    if spec.value_type is None:
        return None
    for _, held, offset in spec.value_type.fields():
        if held.resolve().name == name:
            return offset
    return None
