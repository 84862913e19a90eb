"""The running kernel, through bpf(2): maps, programs, test runs and what the kernel says of them.

Everything here needs Linux and, for nearly all of it, CAP_BPF or root; `unavailable` says why not.
Descriptors are owned by context managers, so nothing outlives its ``with`` block::

    with KernelMap.create(MapType.ARRAY, key_size=4, value_size=8, max_entries=1) as counts:
        with load_program(spec, {"counts": counts}) as program:
            run = program.test_run(packet, repeat=1000)

"""

from __future__ import annotations

from progpack.errors import BpfError
from progpack.kernel.abi import AttachType, LoadFlags, MapFlags, UpdateFlags
from progpack.kernel.loading import load_program, relocate
from progpack.kernel.maps import KernelMap, MapInfo, map_ids, possible_cpus
from progpack.kernel.programs import (
    KernelFunction,
    KernelProgram,
    KernelRun,
    ProgramInfo,
    program_ids,
)
from progpack.kernel.syscall import unavailable

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
