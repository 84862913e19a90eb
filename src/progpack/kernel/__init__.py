"""The running kernel, through bpf(2), perf, /proc and its own memory.

Everything here needs Linux and, for nearly all of it, CAP_BPF or root; `unavailable` says why not.
Descriptors are owned by context managers, so nothing outlives its ``with`` block::

    with KernelMap.create(MapType.ARRAY, key_size=4, value_size=8, max_entries=1) as counts:
        with load_program(spec, {"counts": counts}) as program:
            run = program.test_run(packet, repeat=1000)
"""

from __future__ import annotations

from progpack.errors import BpfError
from progpack.kernel.syscall.abi import AttachType, LoadFlags, MapFlags, UpdateFlags
from progpack.kernel.syscall.call import unavailable
from progpack.kernel.syscall.loading import load_program, relocate
from progpack.kernel.syscall.maps import KernelMap, MapInfo, map_ids, possible_cpus
from progpack.kernel.syscall.programs import (
    KernelFunction,
    KernelProgram,
    KernelRun,
    ProgramInfo,
    program_ids,
)

__all__ = [
    "AttachType",
    "BpfError",
    "KernelFunction",
    "KernelMap",
    "KernelProgram",
    "KernelRun",
    "LoadFlags",
    "MapFlags",
    "MapInfo",
    "ProgramInfo",
    "UpdateFlags",
    "load_program",
    "map_ids",
    "possible_cpus",
    "program_ids",
    "relocate",
    "unavailable",
]
