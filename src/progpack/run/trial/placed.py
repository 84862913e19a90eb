"""The seed's own example, for real: a tool and its probes, placed three ways in this process.

The tool is a scheduler-latency monitor like runqslower; libbpf's probe programs come before it. A
letter of 28 April 2022 to the kernel's maintainer said of them that all would fit in one page.
Here they are compiled, placed and called, and everything is measured.
"""

from __future__ import annotations

import contextlib
import ctypes
import random
import statistics
import struct
import time
from collections.abc import Sequence
from importlib import resources

from progpack.bpf.object.probes import probe_object
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.jit.image.store import store_of
from progpack.jit.lower.program import ENTRY
from progpack.jit.native.runtime import native_runtime
from progpack.jit.program import Program
from progpack.jit.workspace import Workspace
from progpack.known import Maybe
from progpack.memory import PackAllocator
from progpack.memory.linux import PAGE_SIZE
from progpack.records import dataclass
from progpack.run.load import load
from progpack.snapshot import Snapshot

__all__ = [
    "POLICIES",
    "Placed",
    "ProgramSize",
    "Trial",
    "call_arguments",
    "run_trial",
    "tool_object",
]

#: The placements that are compared, by policy name.
POLICIES = ("page", "pack-4k", "pack")

# Each placement is called in turn, so that a noisy machine is noisy for all of them.
_TURNS = 7
_TURN_NS = 60_000_000
_CHUNK = 64
#: struct task_struct as the tool declares it: pid, tgid, comm, __state.
_TASK = struct.Struct("<ii16sI")
_BUDGET = 1 << 62


@dataclass(frozen=True, slots=True)
class ProgramSize:
    """One program of the tool.

    Attributes:
        name: its name.
        slots: BPF instruction slots.
        code_bytes: bytes of machine code.
        chunks: chunks it takes in a pack, header and safety included.
    """

    name: str
    slots: int
    code_bytes: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Programs placed one way, measured. Rates are per second, sizes in bytes.

    Attributes:
        policy: name of the placement policy.
        programs: how many programs.
        regions: packs, or pages and page groups, that hold them.
        pages: small pages they have.
        vmas: mappings of this process for them.
        resident: memory that is really there for them.
        unused: bytes of those pages that no machine code is in.
        install_rate: programs installed per second: placed, linked, copied.
        free_rate: programs freed per second: filled with traps, given back.
        call_rate: calls per second, in a fixed random order.
        snapshot: the packs.
    """

    policy: str
    programs: int
    regions: int
    pages: int
    vmas: Maybe[int]
    resident: Maybe[int]
    unused: int
    install_rate: float
    free_rate: float
    call_rate: float
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Trial:
    """The result: the tool's programs, and how each placement did with few and with many.

    Attributes:
        tool: the programs, in the order they are loaded.
        few: the tool once, a row for each policy.
        many: the tool many times over, likewise.
    """

    tool: tuple[ProgramSize, ...]
    few: tuple[Placed, ...]
    many: tuple[Placed, ...]

    @property
    def chunks(self) -> int:
        """Chunks of the tool's programs together."""
        return sum(program.chunks for program in self.tool)

    @property
    def fits_one_page(self) -> bool:
        """Whether they fit a page of 4 KiB, as the letter says."""
        return self.chunks * _CHUNK <= 4096


def tool_object() -> ObjectSpec:
    """The scheduler-latency tool that progpack brings along."""
    file = resources.files("progpack.data").joinpath("bpf").joinpath("schedlat.bpf.o")
    return read_object(file.read_bytes(), "schedlat")


def run_trial(many: int = 1000) -> Trial:
    """Compile the tool, and place it three ways: once, and as ``many`` programs.

    Raises:
        MissingFeatureError: llvmlite is not installed.
        CapabilityError: no executable memory here; nothing was allocated.
    """
    with contextlib.ExitStack() as stack:
        probes = stack.enter_context(load(probe_object()))
        tool = stack.enter_context(load(tool_object()))
        loaded = [*probes.programs.values(), *tool.programs.values()]
        sizes = tuple(
            ProgramSize(p.name, len(p.spec.insns), len(p.image.text), p.code.chunks) for p in loaded
        )
        ready = [_Ready(program) for program in loaded]
        return Trial(sizes, _place(ready, len(ready)), _place(ready, many))


class _Ready:
    """A program with what its calls need: a state of its own, bound and filled."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.space = Workspace()
        self.space.bind(program)
        self.space.enter(program, b"", None, call_arguments(program.name, program.type))
        self.space.state.budget = _BUDGET


def call_arguments(name: str, kind: ProgramType) -> list[int | bytes] | None:
    """The arguments with which the trial calls a program of the tool; None: it takes none.

    Args:
        name: the program's name.
        kind: its type.
    """
    if kind is not ProgramType.TRACING:
        return None
    editor = _TASK.pack(4711, 4711, b"editor", 1)
    compiler = _TASK.pack(4712, 4712, b"compiler", 0)
    return [0, editor, compiler] if name.endswith("switch") else [compiler]


class _Layout:
    """Programs placed by one policy."""

    def __init__(self, policy: str, ready: Sequence[_Ready], count: int) -> None:
        self.policy = policy
        self.chosen = [ready[index % len(ready)] for index in range(count)]
        self.packs = PackAllocator(policy, name=f"try-{policy}")
        self.store = store_of(self.packs)
        labels = [_label(size.program, i, len(ready)) for i, size in enumerate(self.chosen)]
        began = time.perf_counter()
        self.installed = [
            self.store.install(size.program.image, {}, name=label)
            for size, label in zip(self.chosen, labels, strict=True)
        ]
        self.install_rate = count / (time.perf_counter() - began)
        self.entries = (ctypes.c_uint64 * count)(
            *(
                image.text_at + size.program.image.symbols[ENTRY]
                for size, image in zip(self.chosen, self.installed, strict=True)
            )
        )
        self.states = (ctypes.c_void_p * count)(*(size.space.address for size in self.chosen))
        order = list(range(count))
        random.Random(1).shuffle(order)
        self.order = (ctypes.c_uint32 * count)(*order)

    def call(self, rounds: int) -> int:
        """Nanoseconds for ``rounds`` times all programs, in one random order, in native code."""
        count = len(self.chosen)
        elapsed = native_runtime().call_many(self.entries, self.states, self.order, count, rounds)
        for chosen in self.chosen:
            chosen.program.check(chosen.space)
        return elapsed

    def finish(self, nanoseconds: float) -> Placed:
        """Measure the rest, give everything back, and sum up.

        Args:
            nanoseconds: for one call.
        """
        count = len(self.chosen)
        stats, snapshot = self.packs.stats, self.packs.snapshot()
        began = time.perf_counter()
        for program in self.installed:
            self.store.remove(program)
        freed = time.perf_counter() - began
        self.packs.close()
        code = sum(len(program.program.image.text) for program in self.chosen)
        return Placed(
            self.policy,
            count,
            stats.packs + stats.areas,
            stats.reserved // PAGE_SIZE,
            stats.vmas,
            stats.resident,
            stats.reserved - code,
            self.install_rate,
            count / freed,
            1e9 / nanoseconds,
            snapshot,
        )


def _place(ready: Sequence[_Ready], count: int) -> tuple[Placed, ...]:
    """The programs placed by each policy; the policies take turns with the calls."""
    layouts = [_Layout(policy, ready, count) for policy in POLICIES]
    rounds = 1
    while layouts[0].call(rounds) < _TURN_NS / 8:
        rounds *= 2
    rounds *= 8
    turns = [[layout.call(rounds) for layout in layouts] for _ in range(_TURNS)]
    return tuple(
        layout.finish(statistics.median(turn[index] for turn in turns) / (rounds * count))
        for index, layout in enumerate(layouts)
    )


def _label(program: Program, index: int, round_: int) -> str:
    return program.name if index < round_ else f"{program.name}.{index // round_}"
