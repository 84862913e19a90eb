"""Which maps are made: here, and by the running kernel."""

from __future__ import annotations

from progpack import MapSpec
from progpack.bpf.check.program import check_map
from progpack.errors import BpfError, ObjectError
from progpack.kernel import KernelMap

__all__ = ["made_here", "made_there"]


def made_here(spec: MapSpec) -> bool:
    """Whether progpack takes the definition."""
    try:
        check_map(spec)
    except ObjectError:
        return False
    return True


def made_there(spec: MapSpec) -> bool:
    """Whether the kernel makes the map, which needs root."""
    try:
        KernelMap.from_spec(spec).close()
    except BpfError:
        return False
    return True
