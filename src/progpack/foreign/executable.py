"""The content of an executable and its places: programs, objects, memory that runs work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from progpack.arch.cpu import CpuTarget
from progpack.bpf.analysis.calls import CallGraph
from progpack.bpf.context.build import layout
from progpack.bpf.context.linear import linear_of
from progpack.bpf.context.link_header import LINK_HEADER
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE, RUN_STACK
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.foreign.maps import PlacedMap
from progpack.jit.native.layout import (
    COUNTED_CHUNK,
    HEADROOM,
    READABLE_CTX,
    TAILROOM,
    WRITABLE_CTX,
    WRITABLE_PACKET,
)
from progpack.link import Image

__all__ = [
    "ASK",
    "CONTEXT",
    "INPUT_ROOM",
    "STOP_ASKED",
    "Executable",
    "PlacedObject",
    "PlacedProgram",
    "Work",
    "limits",
]

#: The function of the start that a run asks whether it is to end.
STOP_ASKED: Final = "pp_stop_asked"
#: The function of the start that replaced helpers are: it asks whoever drives the process.
ASK: Final = "pp_ask"
#: Bytes of a packet, a context or memory at most.
INPUT_ROOM: Final = 1 << 20
#: Bytes of the contexts that packet programs have.
CONTEXT: Final = 256


@dataclass(frozen=True, slots=True)
class PlacedProgram:
    """A program and where it lies.

    Attributes:
        spec: what it was made from.
        calls: who calls whom in it.
        image: its machine code before it had an address.
        code: address of its first instruction.
        entry: address to call.
        maps: address of its table of maps.
        maps_end: address behind that.
        target: address of its `TargetSlot`.
        callback: address of the function through which timers call its functions; 0 when it has
            none.
        asks: word that a replaced helper asks with -> the number of the helper.
    """

    spec: ProgramSpec
    calls: CallGraph
    image: Image
    code: int
    entry: int
    maps: int
    maps_end: int
    target: int
    callback: int = 0
    asks: Mapping[int, int] = field(default_factory=dict)

    @property
    def stack(self) -> int:
        """Bytes that its frames take."""
        return self.calls.frames * FRAME_SIZE

    @property
    def writable(self) -> int:
        """`State.writable` of its runs."""
        kind = layout(self.spec.type)
        return (
            WRITABLE_CTX * kind.whole
            | READABLE_CTX * kind.all_readable
            | WRITABLE_PACKET * kind.packet_writable
        )


@dataclass(frozen=True, slots=True)
class PlacedObject:
    """An object's programs and maps, by name."""

    spec: ObjectSpec
    programs: Mapping[str, PlacedProgram]
    maps: Mapping[str, PlacedMap]


@dataclass(frozen=True, slots=True)
class Work:
    """Addresses of what runs work on; all programs of an executable share it.

    Attributes:
        state: `State`.
        stack: address of the lowest byte of the stack.
        context: of the context of types that have a small one.
        fresh: see `State.fresh`.
        input: of packets (`HEADROOM` bytes below) and memory; `INPUT_ROOM` bytes.
        scratch: of keys, values and arguments, for whoever calls.
        regions: of a table of `RegionSlot`, a page of it.
        table: table of the runtime's functions.
        keys: see `State.keys`.
        key_sizes: see `State.key_sizes`.
        holding: see `State.holding`.
        tunnel: see `State.tunnel`.
        log: the ring that takes what runs print and clone.
        environment: address of the words of an environment (`progpack.bpf.environment.Words`).
    """

    state: int
    stack: int
    context: int
    fresh: int
    input: int
    scratch: int
    regions: int
    table: int
    keys: int
    key_sizes: int
    holding: int
    tunnel: int
    log: PlacedMap
    environment: int

    @property
    def stack_end(self) -> int:
        """Address behind the stack."""
        return self.stack + RUN_STACK

    @property
    def input_end(self) -> int:
        """Address behind the room for packets."""
        return self.input + INPUT_ROOM + TAILROOM

    def fields(self, program: PlacedProgram, serial: int = 1) -> dict[str, int]:
        """The fields of `State` as a run of a program begins."""
        return {
            **limits(DEFAULT_BUDGET),
            "ctx": self.context_at(program),
            "ctx_end": self.context_at(program),
            "meta": self.input,
            "data": self.input,
            "target": program.target,
            "network": 0 if layout(program.spec.type).from_network else LINK_HEADER,
            "data_end": self.input,
            "linear": linear_of(program.spec.type),
            "stack": self.stack_end - program.stack,
            "stack_end": self.stack_end,
            "regions": self.regions,
            "regions_end": self.regions,
            "maps": program.maps,
            "maps_end": program.maps_end,
            "runtime": self.table,
            "buffer": self.input - HEADROOM,
            "buffer_end": self.input_end,
            "writable": program.writable,
            "random": 0x9E3779B97F4A7C15,
            "serial": serial,
            "fresh": self.fresh,
            "stack_low": self.stack,
            "keys": self.keys,
            "key_sizes": self.key_sizes,
            "holding": self.holding,
            "tunnel": self.tunnel,
            "log": self.log.address,
        }

    def context_at(self, program: PlacedProgram, size: int = 0) -> int:
        """Address of a context of so many bytes: beside the packet where there is one."""
        if not layout(program.spec.type).packet:
            return self.input
        return self.context if size <= CONTEXT else self.scratch

    def context_regions(self, program: PlacedProgram, size: int) -> list[tuple[int, int, int]]:
        """Return the accessible parts of a context of ``size`` bytes, as rows of `RegionSlot`."""
        base, kind = self.context_at(program, size), layout(program.spec.type)
        ranges = [(*part, 1) for part in kind.writable]
        if not kind.all_readable:
            ranges += [(*part, 0) for part in kind.readable]
        return [
            (base + start, base + min(end, size), writable)
            for start, end, writable in ranges
            if start < size
        ]


def limits(budget: int) -> dict[str, int]:
    """The fields of `State` that a budget decides: see ``jit/runtime/stop.c``."""
    first = 1024  # it adapts
    return {
        "budget": budget,
        "limit": max(budget - first, 0),
        "slice": first,
        "chunk": COUNTED_CHUNK,
    }


@dataclass(frozen=True, slots=True)
class Executable:
    """A file and what lies where in its memory.

    Attributes:
        data: the file.
        target: what it is for.
        objects: in the order they were added.
        work: what runs work on.
        functions: the runtime's functions by name.
        packs: address and bytes of each pack, as far as it is used.
        constants: address of the constants.
    """

    data: bytes
    target: CpuTarget
    objects: tuple[PlacedObject, ...]
    work: Work
    functions: Mapping[str, int]
    packs: tuple[tuple[int, int], ...]
    constants: int

    @property
    def order(self) -> str:
        """Byte order as the module ``struct`` writes it."""
        return "<" if self.target.byteorder == "little" else ">"
