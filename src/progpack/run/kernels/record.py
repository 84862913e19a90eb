"""A trace of the loads and unloads of some objects in a kernel in a guest."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from progpack.bpf.spec import ObjectSpec
from progpack.kernel.proc.counters import read_counters
from progpack.kernel.program_table import count_loads
from progpack.kernel.recording.inventory import program_loads
from progpack.kernel.recording.record import header_of
from progpack.kernel.recording.session import Recording
from progpack.kernel.syscall.program_info import InfoReader
from progpack.kernel.syscall.programs import KernelProgram
from progpack.run.kernels.packs import load_object, opened_guest
from progpack.run.kernels.target import fitting
from progpack.trace.events import Load, Unload
from progpack.trace.file.writer import TraceWriter

__all__ = ["record_in_guest"]

_NS: Final = 1_000_000_000


def record_in_guest(
    path: str | os.PathLike[str],
    kernel: str,
    objects: Sequence[ObjectSpec],
    say: Callable[[str], None],
) -> Recording:
    """Load objects into a kernel in a guest one after the other, then unload them; write a trace.

    Args:
        path: the trace file, which is replaced.
        kernel: the kernel's name, as `progpack.vm.fetch.parse` takes it.
        objects: the objects; what the kernel refuses of them is left out.
        say: told each step, and each program that is refused.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError, GuestError, ObjectError: the kernel cannot be had or asked, or the
            file not be written.
        ProgpackError: the kernel takes no program of an object.
    """
    with opened_guest(kernel, say) as (target, observer), ExitStack() as stack:
        before = read_counters(observer.copied())
        seen = observer.look()
        header = header_of(
            before,
            seen.features,
            comment=" ".join(spec.name for spec in objects),
            root=observer.root,
            kernel=target.release,
            machine=seen.machine,
        )
        with TraceWriter(path, header) as writer:
            loads: list[Load] = []
            for spec in objects:
                programs = load_object(fitting(spec, target), target, stack, say)
                for program in programs:
                    loads += _loads_of(program, seen.machine)
            loads.sort(key=lambda load: load.time_ns)
            writer.write_all(loads)
            # The guest's own clock has hundredths of a second.
            end = max(int(observer.uptime() * _NS), *(load.time_ns + 1 for load in loads))
            stack.close()
            writer.write_all(
                Unload(end, load.id, load.address, load.name, load.kind) for load in loads
            )
        changes = read_counters(observer.copied()).since(before)
    return Recording(
        Path(path),
        (end - loads[0].time_ns) / _NS,
        0,
        len(loads),
        len(loads),
        0,
        0,
        0,
        changes,
        f"all is loaded and unloaded in {target.port.name}",
        None,
        tuple(target.notes),
    )


def _loads_of(program: KernelProgram, machine: str) -> list[Load]:
    info, code = InfoReader(code=True, port=program.port).read(program.fd, "a program")
    loads = count_loads(code, info.map_ids, program.port)
    return list(program_loads(info, machine, info.load_time_ns, loads=loads))
