"""Executable memory for many small programs.

BPF objects are loaded, compiled for this machine and packed into shared, write-protected memory,
64 bytes a chunk; the packs take the code of any other JIT as well::

    import progpack

    with progpack.PackAllocator() as packs:
        code = packs.install(machine_code)
        add = code.function("uint64_t(uint64_t, uint64_t)")

    with progpack.load("firewall.bpf.o") as obj:
        result = obj.programs["firewall"].run(packet)

Everything here is public; modules are loaded when a name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from progpack.errors import (
    BpfError,
    CapabilityError,
    CompileError,
    ContextAccessError,
    DiedError,
    DoubleFreeError,
    ExecMemoryError,
    ForeignProcessError,
    ForeignSpanError,
    InteriorSpanError,
    JitLimitError,
    MapLimitError,
    MissingFeatureError,
    ObjectError,
    OutOfMemoryError,
    PokeError,
    ProgpackError,
    ProgramError,
    RunError,
    SpanError,
    StaleSpanError,
    UnknownNameError,
    UnknownSpanError,
    UsageError,
)
from progpack.version import __version__

if TYPE_CHECKING:
    from progpack.bpf.environment import Environment
    from progpack.bpf.helpers.custom import helper
    from progpack.bpf.helpers.record import Arg
    from progpack.bpf.helpers.replaced import Call, original
    from progpack.bpf.map_memory import limit_map_memory
    from progpack.bpf.maps.record import MapType
    from progpack.bpf.maps.spec import MapSpec
    from progpack.bpf.object.reader import read_object
    from progpack.bpf.oracle.machine import Machine
    from progpack.bpf.outcome import BatchResult, Clone, Redirect, RunResult, Signal
    from progpack.bpf.outside.tunnel import Tunnel, TunnelFlags
    from progpack.bpf.sockets import Socket
    from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
    from progpack.jit.image.packs import shared_packs
    from progpack.jit.own_helpers import native_helper
    from progpack.kernel.observe import observe
    from progpack.kernel.recording.record import record
    from progpack.known import Unknown
    from progpack.memory.allocator.allocator import PackAllocator
    from progpack.memory.allocator.handles import Code, Function, Slot
    from progpack.memory.allocator.replaceable import Replaceable
    from progpack.memory.pages.process import ProcessMemory
    from progpack.model.kernel import KernelModel
    from progpack.model.machine import MachineSpec
    from progpack.pack.packlist import PackList
    from progpack.pack.policy import Policy
    from progpack.packets.array import PacketArray, packet_array
    from progpack.replay.engine import replay
    from progpack.replay.result import Result
    from progpack.run.load import load
    from progpack.run.object import Object
    from progpack.run.program import Program
    from progpack.snapshot import Snapshot
    from progpack.trace.file.format import Trace
    from progpack.trace.file.writer import TraceWriter

_HOMES = {
    "Arg": "progpack.bpf.helpers.record",
    "BatchResult": "progpack.bpf.outcome",
    "Call": "progpack.bpf.helpers.replaced",
    "Clone": "progpack.bpf.outcome",
    "Signal": "progpack.bpf.outcome",
    "Code": "progpack.memory.allocator.handles",
    "Environment": "progpack.bpf.environment",
    "Function": "progpack.memory.allocator.handles",
    "KernelModel": "progpack.model.kernel",
    "Machine": "progpack.bpf.oracle.machine",
    "MachineSpec": "progpack.model.machine",
    "MapSpec": "progpack.bpf.maps.spec",
    "MapType": "progpack.bpf.maps.record",
    "Object": "progpack.run.object",
    "ObjectSpec": "progpack.bpf.spec",
    "PackAllocator": "progpack.memory.allocator.allocator",
    "PackList": "progpack.pack.packlist",
    "PacketArray": "progpack.packets.array",
    "Policy": "progpack.pack.policy",
    "ProcessMemory": "progpack.memory.pages.process",
    "Program": "progpack.run.program",
    "ProgramSpec": "progpack.bpf.spec",
    "ProgramType": "progpack.bpf.spec",
    "Redirect": "progpack.bpf.outcome",
    "Replaceable": "progpack.memory.allocator.replaceable",
    "Result": "progpack.replay.result",
    "RunResult": "progpack.bpf.outcome",
    "Slot": "progpack.memory.allocator.handles",
    "Snapshot": "progpack.snapshot",
    "Socket": "progpack.bpf.sockets",
    "Trace": "progpack.trace.file.format",
    "Tunnel": "progpack.bpf.outside.tunnel",
    "TunnelFlags": "progpack.bpf.outside.tunnel",
    "TraceWriter": "progpack.trace.file.writer",
    "Unknown": "progpack.known",
    "helper": "progpack.bpf.helpers.custom",
    "limit_map_memory": "progpack.bpf.map_memory",
    "load": "progpack.run.load",
    "native_helper": "progpack.jit.own_helpers",
    "observe": "progpack.kernel.observe",
    "original": "progpack.bpf.helpers.replaced",
    "packet_array": "progpack.packets.array",
    "read_object": "progpack.bpf.object.reader",
    "record": "progpack.kernel.recording.record",
    "replay": "progpack.replay",
    "shared_packs": "progpack.jit.image.packs",
}

__all__ = [
    "Arg",
    "BatchResult",
    "BpfError",
    "Call",
    "CapabilityError",
    "Clone",
    "Code",
    "CompileError",
    "ContextAccessError",
    "DiedError",
    "DoubleFreeError",
    "Environment",
    "ExecMemoryError",
    "ForeignProcessError",
    "ForeignSpanError",
    "Function",
    "InteriorSpanError",
    "JitLimitError",
    "KernelModel",
    "Machine",
    "MachineSpec",
    "MapLimitError",
    "MapSpec",
    "MapType",
    "MissingFeatureError",
    "Object",
    "ObjectError",
    "ObjectSpec",
    "OutOfMemoryError",
    "PackAllocator",
    "PackList",
    "PacketArray",
    "PokeError",
    "Policy",
    "ProcessMemory",
    "ProgpackError",
    "Program",
    "ProgramError",
    "ProgramSpec",
    "ProgramType",
    "Redirect",
    "Replaceable",
    "Result",
    "RunError",
    "RunResult",
    "Signal",
    "Slot",
    "Snapshot",
    "Socket",
    "SpanError",
    "StaleSpanError",
    "Trace",
    "TraceWriter",
    "Tunnel",
    "TunnelFlags",
    "Unknown",
    "UnknownNameError",
    "UnknownSpanError",
    "UsageError",
    "__version__",
    "helper",
    "limit_map_memory",
    "load",
    "native_helper",
    "observe",
    "original",
    "packet_array",
    "read_object",
    "record",
    "replay",
    "shared_packs",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'progpack' has no attribute {name!r}")
    module = import_module(home)
    # The package of replays can be called: one value under its name, however it is imported.
    value: object = module if home == f"progpack.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
